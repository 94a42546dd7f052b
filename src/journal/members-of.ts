import type { Model } from '../model/model.ts'
import { settleOrder } from '../settle/settle-order.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { circleOf } from './circle.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'
import { ToldWorld, type Moment } from './told-world.ts'

/** Orders whose claims are held in memory at a time. */
const SHARE = 100

/** Each order with what belongs to it: as last settled, or as of a moment. Cost: a statement; as of a moment two a level of belonging for each hundred orders. */
export const membersOf = async (reader: Reader, model: Model, orders: readonly Ref[], at: Moment | undefined): Promise<ReadonlyMap<string, readonly Ref[]>> => {
  if (at === undefined) {
    const { rows } = await reader.query<{ order_ref: Ref; ref: Ref }>(sql('read/members-of', [orders]))
    const byOrder = Map.groupBy(rows, (row) => row.order_ref)
    return new Map(orders.map((order) => [order, [order, ...(byOrder.get(order) ?? []).map((row) => row.ref)]]))
  }
  const survivors = await readSurvivors(reader, at.isWhole === true ? undefined : at.knownAt)
  const members = new Map<string, readonly Ref[]>()
  for (let from = 0; from < orders.length; from += SHARE) {
    const share = orders.slice(from, from + SHARE)
    const told = new ToldWorld(reader, model, survivors, at).makeTold()
    const facts = told.facts((await circleOf(reader, model, told, new Set(share))).refs)
    for (const order of share) members.set(order, [order, ...(facts.entities.has(order) ? settleOrder(facts, order, at.asOf, [])?.members ?? [] : [])])
  }
  return members
}

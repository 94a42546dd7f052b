import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { settleOrder } from '../settle/settle-order.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { AsOfReader, ClaimPageAsked, JournalReads, OrdersShare } from './journal-reads.ts'
import { circleOf } from './circle.ts'
import { OF_QUESTIONS, withJournal } from './open-journal.ts'
import { ordersNamed } from './orders-named.ts'
import { readOrderAsOf, readWorldAsOf } from './read-as-of.ts'
import { readClaimsByIds, readClaimsOf, readTimelines } from './read-claims.ts'
import { readConflicts } from './read-lists.ts'
import { readMerges, readSurvivors } from './read-merges.ts'
import type { HeldVerdicts } from './read-verdicts.ts'
import { sql } from './sql.ts'
import { mergeOf, Survivors } from './survivors.ts'
import type { Reader } from './told.ts'
import { ToldWorld } from './told-world.ts'

/** SQLSTATE query_canceled. */
const QUERY_CANCELED = '57014'
/** SQLSTATE in_failed_sql_transaction. */
const FAILED_TRANSACTION = '25P02'

/** A statement that the server broke off at the limit of questions is too slow; one that was given up on our side found a journal that is away. */
export const inTime = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await withJournal(what, work)
  } catch (error) {
    // The transaction of a journal as it stood at a place is broken off with one of its statements.
    const isOver = error instanceof Error && 'code' in error && ((error.code === QUERY_CANCELED && error.message.includes('statement timeout')) || error.code === FAILED_TRANSACTION)
    throw isOver ? problem('QUESTION_TOO_SLOW', { seconds: OF_QUESTIONS.serverMs / 1000 }, error) : error
  }
}

const AS_OF = 'read what was told by a moment'

const sharesInTime = async function* (shares: AsyncIterable<OrdersShare>): AsyncGenerator<OrdersShare> {
  const turns = shares[Symbol.asyncIterator]()
  for (;;) {
    const turn = await inTime(AS_OF, () => turns.next())
    if (turn.done === true) return
    const { value: share } = turn
    yield { ...share, linked: (refs, relation) => inTime(AS_OF, () => share.linked(refs, relation)) }
  }
}

export const inTimeAll = (world: AsOfReader): AsOfReader => ({
  ...world,
  begun: (refs) => inTime(AS_OF, () => world.begun(refs)),
  entities: (refs) => inTime(AS_OF, () => world.entities(refs)),
  belonging: (refs) => inTime(AS_OF, () => world.belonging(refs)),
  linked: (refs, relation) => inTime(AS_OF, () => world.linked(refs, relation)),
  orders: (asked) => sharesInTime(world.orders(asked)),
  walker: { ...world.walker, step: (map, frontier, bounds) => inTime(AS_OF, () => world.walker.step(map, frontier, bounds)) },
  knownSince: (of, definition, version) => inTime(AS_OF, () => world.knownSince(of, definition, version)),
})

/** What is told by what a journal holds, now or as it stood at a place. */
export const readsOf = (reader: Reader, model: Model): Pick<JournalReads, 'claimsByIds' | 'claimsOf' | 'timelineOf' | 'conflicts' | 'orderAsOf' | 'worldAsOf' | 'ordersNamed' | 'mergedInto'> => ({
  claimsByIds: (ids, knownAt) => inTime('read claims', () => readClaimsByIds(reader, model, ids, knownAt)),
  claimsOf: (refs, page) => inTime('read claims', () => readClaimsOf(reader, model, refs, page)),
  timelineOf: (orders, page) => inTime('read a timeline', async () => readTimelines(reader, model, await membersOf(reader, model, orders, page), page)),
  conflicts: (asked) => inTime('read conflicts', () => readConflicts(reader, asked)),
  orderAsOf: (order, at, askedBy = order) => inTime(AS_OF, async () => {
    const found = await readOrderAsOf(reader, model, { order, id: askedBy }, at)
    return found && { ...inTimeAll(found), order: found.order }
  }),
  worldAsOf: (at) => inTime(AS_OF, async () => inTimeAll(await readWorldAsOf(reader, model, at))),
  ordersNamed: (asked, at) => inTime(AS_OF, () => ordersNamed(reader, model, asked, at)),
  mergedInto: (orders, by) => inTime('read merges', async () => {
    const survivors = new Survivors(await readMerges(reader, by))
    const byOrder = new Map(survivors.inForce.map((row) => [row.order_ref, mergeOf(row)]))
    return orders.map((order) => survivors.mergedInto(order).flatMap((ref) => byOrder.get(ref) ?? []))
  }),
})

/** Verdicts whose further statements are limited as the first. */
export const inTimeHeld = (held: HeldVerdicts): HeldVerdicts => ({
  ...held, since: (cell) => inTime('count verdicts', () => held.since(cell)), page: (cell, page) => inTime('list orders by verdict', () => held.page(cell, page)),
})

/** Each order with what belongs to it: as last settled, or as of a moment. */
const membersOf = async (journal: Reader, model: Model, orders: readonly Ref[], page: ClaimPageAsked): Promise<ReadonlyMap<string, readonly Ref[]>> => {
  if (page.at !== undefined) {
    const { asOf } = page.at
    const told = new ToldWorld(journal, model, await readSurvivors(journal, page.at.isWhole === true ? undefined : page.at.knownAt), page.at).makeTold()
    const facts = told.facts((await circleOf(journal, model, told, new Set(orders))).refs)
    return new Map(orders.map((order) => [order, [order, ...(facts.entities.has(order) ? settleOrder(facts, order, asOf, [])?.members ?? [] : [])]]))
  }
  const { rows } = await journal.query<{ order_ref: Ref; ref: Ref }>(sql('read/members-of', [orders]))
  const byOrder = Map.groupBy(rows, (row) => row.order_ref)
  return new Map(orders.map((order) => [order, [order, ...(byOrder.get(order) ?? []).map((row) => row.ref)]]))
}

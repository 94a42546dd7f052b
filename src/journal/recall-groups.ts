import { balanceOf, type Balance } from '../recall/balance.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { ByDisposition, LotTold } from '../vocabulary/recall.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'

export type GroupBy = 'CONSIGNEE' | 'ORDER' | 'SUBJECT' | 'LOT'

/** Units that concern one entity. */
export interface UnitGroup {
  /** Undefined: they concern nobody that is known. */
  readonly entity: Ref | undefined
  readonly units: number
  readonly dispositions: ByDisposition
  /** Of all uses of these units. */
  readonly firstUsedAt?: Instant
  readonly lastUsedAt?: Instant
}

export interface GroupsAsked {
  readonly by: GroupBy
  readonly first: number
  /** The group after which to go on: of an entity, or of nobody (undefined). */
  readonly after?: { readonly entity: Ref | undefined }
}

export interface GroupPage {
  readonly groups: readonly UnitGroup[]
  readonly hasNextPage: boolean
  readonly total: number
}

interface GroupRow {
  readonly entity: Ref | null
  readonly units: number | null
  readonly dispositions: ByDisposition
  readonly first_used_at: Instant | null
  readonly last_used_at: Instant | null
  readonly total: number
}

/** By ref, those of nobody first. Cost: one statement, of all units of the version. */
export const readGroups = async (reader: Reader, frozen: number, { by, first, after }: GroupsAsked): Promise<GroupPage> => {
  const { rows } = await reader.query<GroupRow>(sql('read/recall-groups', [frozen, by, after === undefined ? null : after.entity ?? '', first + 1]))
  const groups = rows.flatMap(({ entity, units, dispositions, first_used_at, last_used_at }): UnitGroup[] => (units === null ? [] : [{
    entity: entity ?? undefined, units, dispositions, ...(first_used_at === null ? {} : { firstUsedAt: first_used_at }), ...(last_used_at === null ? {} : { lastUsedAt: last_used_at }),
  }]))
  return { groups: groups.slice(0, first), hasNextPage: groups.length > first, total: rows[0]?.total ?? 0 }
}

/** A lot of a recall as it is frozen. */
export interface KeptLot extends LotTold {
  readonly balance: Balance
}

export interface LotPage {
  readonly lots: readonly KeptLot[]
  readonly hasNextPage: boolean
  readonly total: number
}

interface LotRow {
  readonly lot: Ref | null
  readonly made: number | null
  readonly told: ByDisposition
  readonly told_by: readonly Ref[]
  readonly doubtful: number | null
  readonly units: ByDisposition
  readonly total: number
}

/** By ref. Cost: one statement, of the page. */
export const readLots = async (reader: Reader, frozen: number, first: number, after?: Ref): Promise<LotPage> => {
  const { rows } = await reader.query<LotRow>(sql('read/recall-lots', [frozen, after ?? '', first + 1]))
  const lots = rows.flatMap(({ lot, made, told, told_by, doubtful, units }): KeptLot[] => {
    if (lot === null) return []
    const pieces = { told, units, ...(made === null ? {} : { made }) }
    return [{ lot, ...pieces, toldBy: told_by, ...(doubtful === null ? {} : { doubtful }), balance: balanceOf(pieces) }]
  })
  return { lots: lots.slice(0, first), hasNextPage: lots.length > first, total: rows[0]?.total ?? 0 }
}

const BATCH = 5000

/** All lots of what is frozen, by ref. Cost: a statement for 5,000; memory: a batch. */
export async function* streamLots(reader: Reader, frozen: number): AsyncGenerator<readonly KeptLot[], undefined> {
  let after: Ref | undefined
  for (;;) {
    const { lots, hasNextPage } = await readLots(reader, frozen, BATCH, after)
    if (lots.length > 0) yield lots
    if (!hasNextPage) return
    after = lots.at(-1)?.lot
  }
}

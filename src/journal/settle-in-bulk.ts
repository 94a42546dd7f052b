import type { Model } from '../model/model.ts'
import type { ConflictFound } from '../settle/conflicts.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { copyShared, shareClient, type SharedClient } from './copy-in.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'
import { sweepClaims, type SweepOptions, type Swept } from './sweep-journal.ts'
import { contestedOf } from './write-conflicts.ts'

export interface BulkSettled {
  readonly last: number
  /** Number of the graph that will show it. */
  readonly batch: number
}

/**
 * Settles everything that `recordInBulk` wrote down, each entity once, in the same transaction; hands what the graph shall show to `visit`.
 * The journal then waits for a graph of that number.
 */
export const settleInBulk = async (client: JournalClient, model: Model, survivors: Survivors, { last, batch }: BulkSettled, now: Instant, visit: (swept: Swept) => Promise<void>, options: SweepOptions): Promise<void> => {
  const shared = shareClient(client)
  const contested = await allContested(client, model, survivors)
  const inConflict = new Set(contested.map((one) => JSON.stringify([one.ref, one.field])))
  await copyConflicts(shared, contested)
  await sweepClaims({ client: shared, model, survivors, now, keep: true }, async (swept) => {
    await copyConflicts(shared, swept.conflicts.filter((one) => !inConflict.has(JSON.stringify([one.ref, one.field]))))
    if (swept.due.length > 0) await shared.query(sql('write/due-in', [swept.due.map((one) => one.at), swept.due.map((one) => one.ref), swept.due.map(() => true)]))
    await visit(swept)
  }, options)
  await client.query('analyze member, belonging, verdict, conflict')
  await client.query(sql('write/bulk-settled', [last, batch]))
}

/** Identifiers claimed by two, of all entities. Cost: two statements. */
const allContested = async (client: JournalClient, model: Model, survivors: Survivors): Promise<readonly ConflictFound[]> => {
  const unshared = [...model.schemes.values()].filter((scheme) => !scheme.shared).map((scheme) => scheme.scheme)
  const { rows } = await client.query<{ ref: Ref }>(sql('read/contested', [unshared]))
  return contestedOf(client, model, survivors, rows.map((row) => row.ref))
}

const copyConflicts = (client: SharedClient, conflicts: readonly ConflictFound[]): Promise<void> =>
  copyShared(client, 'conflict (ref, field, reason, claims, decided_by, decided_version)', [...new Map(conflicts.map((one) => [JSON.stringify([one.ref, one.field]), one])).values()].map((one) => [one.ref, one.field, one.reason, one.claims, one.decided?.name ?? null, one.decided?.version ?? null]))

import type { Model } from '../model/model.ts'
import type { ConflictFound } from '../settle/conflicts.ts'
import type { Settled } from '../settle/settle-batch.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'
import type { Survivors } from './survivors.ts'

/** Identifiers that some entities claim together with others. Cost: one statement. */
export const contestedOf = async (client: Reader, model: Model, survivors: Survivors, refs: readonly Ref[]): Promise<readonly ConflictFound[]> => {
  const unshared = [...model.schemes.values()].filter((scheme) => !scheme.shared).map((scheme) => scheme.scheme)
  const { rows } = await client.query<{ ref: Ref; scheme: string; claims: string[] }>(sql('read/contested-identifiers', [survivors.withMerged(refs), unshared]))
  return rows.map((row) => ({ ref: row.ref, field: row.scheme, reason: 'IDENTIFIER_CLAIMED_TWICE', claims: row.claims }))
}

/** Conflicts as statements take them. */
export const conflictColumns = (all: readonly ConflictFound[]): readonly unknown[] =>
  [all.map((one) => one.ref), all.map((one) => one.field), all.map((one) => one.reason), all.map((one) => JSON.stringify(one.claims)), all.map(({ decided }) => decided?.name ?? null), all.map(({ decided }) => decided?.version ?? null)]

/** Keeps what sources disagree on about the entities just settled, identifiers claimed by two included. Cost: three statements. */
export const writeConflicts = async (client: JournalClient, model: Model, survivors: Survivors, { examined, conflicts }: Settled): Promise<void> => {
  const contested = await contestedOf(client, model, survivors, examined)
  const all = [...new Map([...conflicts, ...contested].map((one) => [JSON.stringify([one.ref, one.field]), one])).values()]
  await client.query(sql('write/conflicts-out', [examined]))
  if (all.length === 0) return
  await client.query(sql('write/conflicts-in', conflictColumns(all)))
}

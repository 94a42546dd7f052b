import { problem } from '../problems/problem.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { APPEND_LOCK } from './append.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { readMerges } from './read-merges.ts'
import { sql } from './sql.ts'
import { mergeOf, Survivors, type Merge } from './survivors.ts'

/** A merge or an undoing as the journal holds it. */
export interface Ruling {
  /** Its place: the graph shows it when it shows the journal up to here. */
  readonly seq: number
  readonly merge: Merge
}

/** Who rules, and why. */
export interface Grounds {
  readonly reason: string
  readonly actor: string
}

/** Takes a ruling in, after what `decide` makes of those before it. The lock gives it a place among the events that whoever follows will not miss. */
const record = (journal: Journal, action: string, { reason, actor }: Grounds, now: Instant, decide: (survivors: Survivors) => { readonly order: Ref; readonly into: Ref; readonly undoes: number | null }): Promise<Ruling> =>
  inTransaction(journal, action, async (client: JournalClient) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const { order, into, undoes } = decide(new Survivors(await readMerges(client, { upTo: Number.MAX_SAFE_INTEGER })))
    const { rows } = await client.query<{ seq: number }>(sql('write/record-merge', [order, into, undoes, reason, actor, now]))
    return { seq: rows[0]?.seq ?? 0, merge: { order, into, reason, actor, recordedAt: now } }
  })

const refuseMerged = (survivors: Survivors, order: Ref): void => {
  const row = survivors.inForce.find((one) => one.order_ref === order)
  if (row === undefined) return
  const { actor, recordedAt } = mergeOf(row)
  throw problem('ORDER_MERGED_ALREADY', { order, survivor: survivors.of(order), actor, recordedAt: formatInstant(recordedAt) })
}

/** Rules that `order` is `into`. Neither may be merged already, so there are no circles; that both are known orders is for the caller to see to. */
export const recordMerge = (journal: Journal, order: Ref, into: Ref, grounds: Grounds, now: Instant): Promise<Ruling> => {
  if (order === into) throw problem('MERGE_INTO_ITSELF', { order })
  return record(journal, 'merge two orders', grounds, now, (survivors) => {
    for (const ref of [order, into]) refuseMerged(survivors, ref)
    return { order, into, undoes: null }
  })
}

/** Takes back the merge by which `order` was merged. What was merged into `order` before stays with it. */
export const recordUndoing = (journal: Journal, order: Ref, grounds: Grounds, now: Instant): Promise<Ruling> =>
  record(journal, 'undo a merge', grounds, now, (survivors) => {
    const row = survivors.inForce.find((one) => one.order_ref === order)
    if (row === undefined) throw problem('ORDER_NOT_MERGED', { order, merged: survivors.mergedInto(order) })
    return { order, into: row.into_ref, undoes: row.seq }
  })

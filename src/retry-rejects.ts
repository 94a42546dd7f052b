import type { AbsorbWorld } from './absorb.ts'
import { readKept } from './ingest/read-kept.ts'
import { append } from './journal/append.ts'
import type { Told } from './journal/reject-of.ts'
import { keptRejects, type KeptReject } from './journal/kept-rejects.ts'
import { sourceNamed } from './model/source-named.ts'
import type { Reject } from './vocabulary/event.ts'

const BATCH = 500

export interface RetryReport {
  /** Rejects that were looked at. */
  readonly retried: number
  /** Records taken now; they have left the list. */
  readonly accepted: number
  /** Records that had been taken meanwhile; they have left the list. */
  readonly unchanged: number
  /** Records still refused; they stay, with today's reason. */
  readonly rejected: number
  /** Rejects that cannot be read again and stay as they are: kept only in part, without their file's columns, or of a source that the model has no more. Send their files again. */
  readonly skipped: number
}

/**
 * Reads kept rejects again under the model as it is now. A batch's events, its new reasons and what leaves the list are one transaction, so a crash
 * leaves each record on one side, and retrying again is harmless. Waits until what was taken is settled and in the graph.
 */
export const retryRejects = async (world: AbsorbWorld, source?: string): Promise<RetryReport> => {
  const { model, journal, follower, clock } = world
  if (source !== undefined) sourceNamed(model, source)
  const total = { retried: 0, accepted: 0, unchanged: 0, rejected: 0, skipped: 0 }
  let last = 0
  for await (const kept of keptRejects(journal, source, BATCH)) {
    total.retried += kept.length
    for (const [name, ofSource] of Map.groupBy(kept, (reject) => reject.source)) {
      const { told, rejects, read } = await readAgain(world, ofSource)
      total.skipped += ofSource.length - read.length
      if (read.length === 0) continue
      const appended = await append(journal, sourceNamed(model, name), told, rejects, clock(), read)
      total.accepted += appended.accepted
      total.unchanged += appended.unchanged
      total.rejected += appended.rejects.length
      for (const seq of appended.seqs) last = Math.max(last, seq)
      follower.kick()
    }
  }
  await follower.reached(last)
  return total
}

const readAgain = async ({ model }: AbsorbWorld, kept: readonly KeptReject[]): Promise<{ readonly told: readonly Told[]; readonly rejects: readonly Reject[]; readonly read: readonly string[] }> => {
  const told: Told[] = []
  const rejects: Reject[] = []
  const read: string[] = []
  for (const reject of kept) {
    const records = await readKept(model, reject)
    if (records === undefined) continue
    read.push(reject.contentHash)
    for (const decoded of records) {
      if (decoded.ok) told.push({ ...decoded, file: reject.file })
      else rejects.push(decoded.reject)
    }
  }
  return { told, rejects, read }
}

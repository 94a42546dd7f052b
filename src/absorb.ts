import { append } from './journal/append.ts'
import { SeqRanges } from './journal/seq-ranges.ts'
import { countUnresolved } from './journal/unresolved.ts'
import type { Follower } from './follow.ts'
import type { Journal } from './journal/open-journal.ts'
import type { Model } from './model/model.ts'
import { listRejects, type ListedReject } from './list-rejects.ts'
import { sourceNamed } from './model/source-named.ts'
import { readBatches, type Batch, type Feed } from './read-batches.ts'
import type { Instant } from './vocabulary/instant.ts'

/** What a transaction takes. More records gain nothing measurable, fewer cost round trips. */
const BATCH: Batch = { records: 2_000, bytes: 4 << 20 }

export interface IngestReport {
  readonly accepted: number
  readonly unchanged: number
  readonly rejected: number
  /** Distinct links of this run's records that still point at something unseen when it ends. */
  readonly unresolved: number
  /** Where the run's events stand in the journal, as PostgreSQL writes an int8multirange. */
  readonly places: string
  /** The first thousand; every one is kept, see `osl rejects`. */
  readonly rejects: readonly ListedReject[]
}

export interface AbsorbWorld {
  readonly model: Model
  readonly journal: Journal
  readonly follower: Follower
  readonly clock: () => Instant
}

/**
 * The write journey: record → event → journal, batch by batch; then settled and applied behind the watermark, which this waits for.
 * `earlier`: the places of files that this one completes, for `unresolved` to speak of all of them.
 * A bad line costs itself; an outage throws, and telling the same files again takes up where it stopped. Memory: one batch, whatever the file.
 */
export const absorb = async (world: AbsorbWorld, source: string, feeds: Iterable<Feed> | AsyncIterable<Feed>, onProgress: (records: number) => void = () => {}, earlier = '{}'): Promise<IngestReport> => {
  const decoder = sourceNamed(world.model, source)
  const total = { accepted: 0, unchanged: 0, rejected: 0 }
  const listed: ListedReject[] = []
  const seqs = new SeqRanges(earlier)
  let last = 0
  for await (const { file, bytes } of feeds) {
    for await (const { told, rejects } of readBatches(world.model, source, { file, bytes }, BATCH)) {
      const appended = await append(world.journal, decoder, told, rejects, world.clock())
      total.accepted += appended.accepted
      total.unchanged += appended.unchanged
      total.rejected += appended.rejects.length
      listRejects(listed, appended.rejects)
      // Told before may still mean not settled: a program that died between the two is caught up with here.
      for (const seq of appended.seqs) {
        seqs.add(seq)
        last = Math.max(last, seq)
      }
      world.follower.kick()
      onProgress(total.accepted + total.unchanged + total.rejected)
    }
  }
  await world.follower.reached(last)
  return { ...total, unresolved: await countUnresolved(world.journal, source, seqs), places: seqs.toString(), rejects: listed }
}

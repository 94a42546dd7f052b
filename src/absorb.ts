import { append, type Told } from './journal/append.ts'
import { SeqRanges } from './journal/seq-ranges.ts'
import { countUnresolved } from './journal/unresolved.ts'
import { readSource } from './ingest/read-source.ts'
import type { Follower } from './follow.ts'
import type { Journal } from './journal/open-journal.ts'
import type { Model } from './model/model.ts'
import type { Reject } from './vocabulary/event.ts'
import type { Instant } from './vocabulary/instant.ts'

/** Records a transaction takes. Larger gains nothing measurable, smaller costs round trips. */
const BATCH = 2_000
/** Bytes read for a transaction: long records make it shorter, so that memory does not follow their length. */
const BATCH_BYTES = 4 << 20
/** Rejects a report lists; all are counted and all are kept. */
const MOST_LISTED = 1_000

export interface IngestReport {
  readonly accepted: number
  readonly unchanged: number
  readonly rejected: number
  /** Distinct links of this run's records that still point at something unseen when it ends. */
  readonly unresolved: number
  /** Where the run's events stand in the journal, as PostgreSQL writes an int8multirange. */
  readonly places: string
  /** The first thousand; every one is kept, see `osl rejects`. */
  readonly rejects: readonly { readonly file: string; readonly line: number; readonly code: string; readonly reason: string }[]
}

export interface AbsorbWorld {
  readonly model: Model
  readonly journal: Journal
  readonly follower: Follower
  readonly clock: () => Instant
}

export interface Feed {
  readonly file: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * The write journey: record → event → journal, batch by batch; then settled and applied behind the watermark, which this waits for.
 * `earlier`: the places of files that this one completes, for `unresolved` to speak of all of them.
 * A bad line costs itself; an outage throws, and telling the same files again takes up where it stopped. Memory: one batch, whatever the file.
 */
export const absorb = async (world: AbsorbWorld, source: string, feeds: Iterable<Feed> | AsyncIterable<Feed>, onProgress: (records: number) => void = () => {}, earlier = '{}'): Promise<IngestReport> => {
  const total = { accepted: 0, unchanged: 0, rejected: 0 }
  const listed: IngestReport['rejects'][number][] = []
  const seqs = new SeqRanges(earlier)
  let last = 0
  for await (const { file, bytes } of feeds) {
    for await (const { told, rejects } of batches(world.model, source, bytes, file)) {
      const appended = await append(world.journal, source, told, rejects, world.clock())
      total.accepted += appended.accepted
      total.unchanged += appended.unchanged
      total.rejected += appended.rejects.length
      for (const { line, code, reason } of appended.rejects) if (listed.length < MOST_LISTED) listed.push({ file, line, code, reason })
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

async function* batches(model: Model, source: string, bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<{ readonly told: readonly Told[]; readonly rejects: readonly Reject[] }> {
  let told: Told[] = []
  let rejects: Reject[] = []
  let read = 0
  let readBefore = 0
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      read += chunk.byteLength
      yield chunk
    }
  }
  for await (const decoded of readSource(model, source, counted(), file)) {
    if (decoded.ok) told.push({ ...decoded, file })
    else rejects.push(decoded.reject)
    if (told.length + rejects.length < BATCH && read - readBefore < BATCH_BYTES) continue
    yield { told, rejects }
    readBefore = read
    told = []
    rejects = []
  }
  if (told.length + rejects.length > 0) yield { told, rejects }
}

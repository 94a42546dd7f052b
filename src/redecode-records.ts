import { heldWorld } from './journal/held-world.ts'
import { worldOfAnotherModel } from './journal/progress.ts'
import { redecode, refreshSource } from './journal/redecode.ts'
import type { Journal } from './journal/open-journal.ts'
import type { Model } from './model/model.ts'
import { listRejects, type ListedReject } from './list-rejects.ts'
import { sourceNamed } from './model/source-named.ts'
import { readBatches, type Batch, type Feed } from './read-batches.ts'
import type { Instant } from './vocabulary/instant.ts'

const BATCH: Batch = { records: 2_000, bytes: 8 << 20 }

export interface RedecodeReport {
  /** Events that say something else now. */
  readonly redecoded: number
  /** Records that say the same as before; one that comes again in the files is one of them. */
  readonly same: number
  /** Records whose event id was never taken, or with other content. */
  readonly unknown: number
  /** Records that the model refuses; where they were taken before, they stay as they were decoded. */
  readonly rejected: number
  /** The first thousand of those refused. */
  readonly rejects: readonly ListedReject[]
}

export interface RedecodeWorld {
  readonly model: Model
  readonly journal: Journal
  readonly clock: () => Instant
  readonly signal: AbortSignal
}

/**
 * Decodes records of a source that were taken before again, under the model as it is now: what they say instead stands for their events from here on,
 * in their places and with the time they were recorded. Takes nothing new. The world is settled anew when it is opened next. A batch is one
 * transaction; cut short, the same files take it up again. Memory: one batch.
 */
export const redecodeRecords = async ({ model, journal, clock, signal }: RedecodeWorld, name: string, feeds: Iterable<Feed>, onProgress: (records: number) => void): Promise<RedecodeReport> => {
  const source = sourceNamed(model, name)
  const held = await heldWorld(journal, model)
  if (held.model !== model.name) throw worldOfAnotherModel(held, model)
  const total = { redecoded: 0, same: 0, unknown: 0, rejected: 0 }
  const listed: ListedReject[] = []
  for (const feed of feeds) {
    for await (const { told, rejects } of readBatches(model, name, feed, BATCH)) {
      signal.throwIfAborted()
      const batch = await redecode(journal, source, told.map(({ event }) => event), clock())
      total.redecoded += batch.redecoded
      total.same += batch.same
      total.unknown += batch.unknown
      total.rejected += rejects.length
      listRejects(listed, rejects)
      onProgress(total.redecoded + total.same + total.unknown + total.rejected)
    }
  }
  await refreshSource(journal, source)
  return { ...total, rejects: listed }
}

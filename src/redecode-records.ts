import { heldWorld } from './journal/held-world.ts'
import { worldOfAnotherModel } from './journal/progress.ts'
import { redecode, refreshSource, type Redecoded } from './journal/redecode.ts'
import type { Journal } from './journal/open-journal.ts'
import type { Model } from './model/model.ts'
import { listRejects, type ListedReject } from './list-rejects.ts'
import { sourceNamed } from './model/source-named.ts'
import { readBatches, type Batch, type Feed } from './read-batches.ts'
import type { Event } from './vocabulary/event.ts'
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
 * transaction; cut short, the same files take it up again. Events of a batch that would correct each other in a circle with what others said before wait
 * until all are decoded, and are refused together when they would do so still. Memory: one batch, and those that wait.
 */
export const redecodeRecords = async ({ model, journal, clock, signal }: RedecodeWorld, name: string, feeds: Iterable<Feed>, onProgress: (records: number) => void): Promise<RedecodeReport> => {
  const source = sourceNamed(model, name)
  const held = await heldWorld(journal, model)
  if (held.model !== model.name) throw worldOfAnotherModel(held, model)
  const total = { redecoded: 0, same: 0, unknown: 0, rejected: 0 }
  const listed: ListedReject[] = []
  const waiting: Event[] = []
  const take = async (events: readonly Event[]): Promise<Redecoded> => {
    const batch = await redecode(journal, source, events, clock())
    total.redecoded += batch.redecoded
    total.same += batch.same
    total.unknown += batch.unknown
    return batch
  }
  for (const feed of feeds) {
    for await (const { told, rejects } of readBatches(model, name, feed, BATCH)) {
      signal.throwIfAborted()
      waiting.push(...(await take(told.map(({ event }) => event))).held)
      total.rejected += rejects.length
      listRejects(listed, rejects)
      onProgress(total.redecoded + total.same + total.unknown + total.rejected)
    }
  }
  const { circle } = await take(waiting)
  await refreshSource(journal, source)
  if (circle !== undefined) throw circle
  return { ...total, rejects: listed }
}

import type { GraphFiles } from './graph/import-files.ts'
import { settleAnew, type ImportWorld } from './import-graph.ts'
import { importEvents, isJournalEmpty } from './journal/import-events.ts'
import { countUnresolved } from './journal/unresolved.ts'
import { SeqRanges } from './journal/seq-ranges.ts'
import { listRejects, type ListedReject } from './list-rejects.ts'
import { sourceNamed } from './model/source-named.ts'
import { problem } from './problems/problem.ts'
import { readBatches, type Batch, type Feed } from './read-batches.ts'
import type { Reject } from './vocabulary/event.ts'

const BATCH: Batch = { records: 10_000, bytes: 8 << 20 }

/** A file and the source whose records it holds. */
export interface SourceFeed extends Feed {
  readonly source: string
}

/** What became of one source's records; as an `IngestReport` of the same files would say. */
export interface SourceReport {
  readonly source: string
  readonly accepted: number
  readonly unchanged: number
  readonly rejected: number
  /** Distinct links of the source's records that point at something that none of the sources told of. */
  readonly unresolved: number
  /** The first thousand; every one is kept. */
  readonly rejects: readonly ListedReject[]
}

type Counted = { accepted: number; unchanged: number; rejected: number; rejects: ListedReject[] }

/**
 * The write journey for an empty world, in one transaction: records → events → claims → rulings, each table in one stream or one statement, and
 * the graph as files for the importer. Whatever fails, a file that cannot be read or a disk that is full, leaves the journal empty as it was.
 * Memory: a batch of records and a stretch of entities, whatever the files.
 */
export const importRecords = async (world: ImportWorld, feeds: Iterable<SourceFeed>, onRecords: (records: number) => void): Promise<{ readonly files: GraphFiles; readonly reports: readonly SourceReport[] }> => {
  const counted = new Map<string, Counted>()
  const files = await settleAnew(world, async (client, recorder) => {
    if (!(await isJournalEmpty(client))) throw problem('WORLD_NOT_EMPTY', { model: world.model.name })
    const importer = await importEvents(client)
    let records = 0
    for (const feed of feeds) {
      const total = counted.get(feed.source) ?? { accepted: 0, unchanged: 0, rejected: 0, rejects: [] }
      counted.set(feed.source, total)
      for await (const { told, rejects } of readBatches(world.model, feed.source, feed, BATCH)) {
        world.signal.throwIfAborted()
        const taken = await importer.take(sourceNamed(world.model, feed.source), told, rejects, world.clock())
        await recorder.take(taken.events)
        count(total, taken)
        records += told.length + rejects.length
        onRecords(records)
      }
    }
    return importer.finish()
  })
  const reports: SourceReport[] = []
  for (const [source, one] of counted) reports.push({ source, ...one, unresolved: await countUnresolved(world.journal, source, EVERYWHERE) })
  return { files, reports }
}

const EVERYWHERE = new SeqRanges(`{[1,${Number.MAX_SAFE_INTEGER}]}`)

const count = (total: Counted, { accepted, unchanged, rejects }: { readonly accepted: number; readonly unchanged: number; readonly rejects: readonly Reject[] }): void => {
  total.accepted += accepted
  total.unchanged += unchanged
  total.rejected += rejects.length
  listRejects(total.rejects, rejects)
}

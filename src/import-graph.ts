import { setTimeout as pause } from 'node:timers/promises'
import { prepareGraph, readWatermark, type Driver, type Watermark } from './graph/apply-change.ts'
import type { CommitGate } from './graph/commit-gate.ts'
import { openGraphFiles, type GraphFiles } from './graph/import-files.ts'
import { allEvents } from './journal/all-events.ts'
import { judgeAnew } from './journal/definitions.ts'
import { inTransaction, type Journal, type JournalClient } from './journal/open-journal.ts'
import { confirmApplied, nextBatch } from './journal/outbox.ts'
import { graphEmptied, lastSeq } from './journal/rebuild.ts'
import { recordInBulk, type BulkRecorder } from './journal/record-in-bulk.ts'
import { settleInBulk } from './journal/settle-in-bulk.ts'
import { sweepJournal, type SweepOptions, type Swept } from './journal/sweep-journal.ts'
import { keepHeapSmall } from './keep-heap-small.ts'
import type { Model } from './model/model.ts'
import { Problem } from './problems/problem.ts'
import { openSettleThreads, usualThreads, type ThreadCount } from './settle-threads.ts'
import type { Instant } from './vocabulary/instant.ts'

/** Makes a graph out of files beside the one that serves, then puts it in its place. */
export interface Importer {
  readonly build: (files: GraphFiles, signal: AbortSignal) => Promise<void>
  readonly swap: () => Promise<void>
}

export interface ImportWorld {
  readonly model: Model
  readonly journal: Journal
  /** Name of the journal. */
  readonly world: string
  readonly clock: () => Instant
  /** Where the importer's files are written. */
  readonly folder: string
  readonly signal: AbortSignal
  readonly onProgress: (entities: number) => void
  /** By default what suits the machine. */
  readonly threads?: ThreadCount
}

/** How long the graph may take to answer after it was replaced. */
const PATIENCE_MS = 60_000

/** Writes parts of a graph into files until `work` is done, which gives the place that the graph then shows. */
const writing = async ({ model, world, folder, signal, onProgress, threads: count = usualThreads() }: ImportWorld, work: (visit: (swept: Swept) => Promise<void>, options: SweepOptions) => Promise<Pick<Watermark, 'seq' | 'batch'>>): Promise<GraphFiles> => {
  const writer = await openGraphFiles(folder, model)
  keepHeapSmall()
  let entities = 0
  const written = (more: number): void => {
    entities += more
    onProgress(entities)
  }
  const threads = count && openSettleThreads(folder, count, written)
  try {
    const place = await work(async (swept) => {
      signal.throwIfAborted()
      await writer.write(swept)
      written(swept.nodes.length)
    }, threads === undefined ? {} : { threads, ...(count?.stretch === undefined ? {} : { stretch: count.stretch }) })
    return await writer.finish({ world, model: model.name, fingerprint: model.fingerprint, ...place }, await threads?.finish())
  } finally {
    await threads?.close()
    await writer.close()
  }
}

/**
 * The whole graph that follows from what the journal has settled, as files for Neo4j's importer, with the watermark among them. Nobody may settle
 * meanwhile: what is told goes on from there. Cost: the claims of the world, once; memory: see `sweepJournal` and `openGraphFiles`.
 */
export const writeGraphFiles = (world: ImportWorld): Promise<GraphFiles> =>
  writing(world, async (visit, options) => {
    const batch = await nextBatch(world.journal)
    return { seq: await sweepJournal(world.journal, world.model, world.clock(), visit, options), batch }
  })

/**
 * Takes down and settles a whole journal in one transaction, its derived tables made anew; `tell` hands the events over, in their places, and gives
 * the last. Gives the graph that follows as files; the journal then waits for it. Until that transaction is committed nothing has changed.
 */
export const settleAnew = (world: ImportWorld, tell: (client: JournalClient, recorder: BulkRecorder) => Promise<number>): Promise<GraphFiles> =>
  inTransaction(world.journal, 'settle the journal anew', (client) => writing(world, async (visit, options) => {
    const { model } = world
    const now = world.clock()
    const recorder = await recordInBulk(client, model)
    const last = await tell(client, recorder)
    const survivors = await recorder.finish(last, now)
    await judgeAnew(client, model)
    const batch = await nextBatch(client)
    await settleInBulk(client, model, survivors, { last, batch }, now, visit, options)
    return { seq: last, batch }
  }))

/**
 * Hands over every event that the journal holds as this begins; gives the last place. The place is read first: what has a smaller one was committed
 * before (APPEND_LOCK), and what is told while events are read is beyond it and settled after. Read last, it would count what no page had shown.
 */
export const tellEvents = async ({ signal }: Pick<ImportWorld, 'signal'>, client: Pick<JournalClient, 'query'>, recorder: Pick<BulkRecorder, 'take'>): Promise<number> => {
  const last = await lastSeq(client)
  for await (const events of allEvents(client, last)) {
    signal.throwIfAborted()
    await recorder.take(events)
  }
  return last
}

/** Everything derived, and the graph as files, from the events of the journal under the model as it is now. */
export const rederive = (world: ImportWorld): Promise<GraphFiles> => settleAnew(world, (client, recorder) => tellEvents(world, client, recorder))

/** Puts the graph that is in the files in the place of the one that serves, with its constraints and indexes. Until the swap the old one is whole, from then on the new one. */
export const importGraph = async ({ model, journal, gate, signal }: Pick<ImportWorld, 'model' | 'journal' | 'signal'> & { readonly gate: CommitGate }, driver: Driver, importer: Importer, files: GraphFiles): Promise<void> => {
  await importer.build(files, signal)
  signal.throwIfAborted()
  await gate.commit(() => importer.swap())
  const batch = await watermarkAgain(driver)
  await prepareGraph(driver, model)
  // What waited in the outbox is in the new graph already.
  await confirmApplied(journal, batch)
  await graphEmptied(journal)
}

/** Connections from before break at their first use. */
const watermarkAgain = async (driver: Driver): Promise<number> => {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return (await readWatermark(driver))?.batch ?? 0
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'outage' || performance.now() > end) throw error
      await pause(200)
    }
  }
}

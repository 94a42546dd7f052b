import { prepareGraph, readWatermark, type Driver } from './graph/apply-change.ts'
import { openGraphFiles, type GraphFiles } from './graph/import-files.ts'
import { confirmApplied, nextBatch } from './journal/outbox.ts'
import type { Journal } from './journal/open-journal.ts'
import { sweepJournal } from './journal/sweep-journal.ts'
import type { Model } from './model/model.ts'
import { Problem } from './problems/problem.ts'
import type { Instant } from './vocabulary/instant.ts'
import { setTimeout as pause } from 'node:timers/promises'

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
}

/** How long the graph may take to answer after it was replaced. */
const PATIENCE_MS = 60_000

/**
 * The whole graph that follows from the journal, as files for Neo4j's importer, with the watermark among them. Nobody may settle meanwhile: what
 * is told goes on from there. Cost: the claims of the world, once; memory: see `sweepJournal` and `openGraphFiles`.
 */
export const writeGraphFiles = async ({ model, journal, world, clock, folder, signal, onProgress }: ImportWorld): Promise<GraphFiles> => {
  const writer = await openGraphFiles(folder, model)
  try {
    const batch = await nextBatch(journal)
    let entities = 0
    const seq = await sweepJournal(journal, model, clock(), async (swept) => {
      signal.throwIfAborted()
      await writer.write(swept)
      entities += swept.nodes.length
      onProgress(entities)
    })
    return await writer.finish({ world, model: model.name, fingerprint: model.fingerprint, seq, batch })
  } finally {
    await writer.close()
  }
}

/** Puts the graph that is in the files in the place of the one that serves, with its constraints and indexes. Until the swap the old one is whole, from then on the new one. */
export const importGraph = async ({ model, journal, signal }: Pick<ImportWorld, 'model' | 'journal' | 'signal'>, driver: Driver, importer: Importer, files: GraphFiles): Promise<void> => {
  await importer.build(files, signal)
  signal.throwIfAborted()
  await importer.swap()
  const batch = await watermarkAgain(driver)
  await prepareGraph(driver, model)
  // What waited in the outbox is in the new graph already.
  await confirmApplied(journal, batch)
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

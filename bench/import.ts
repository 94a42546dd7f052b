import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { scratchHome } from './folders.ts'
import type { MedtechData } from './medtech-data.ts'
import type { IngestTold } from './run-ingest.ts'
import { runOsl } from './run-osl.ts'

/** `importMs` and `rebuildMs`: of the whole command, servers started and stopped. `peakRss` of Node, in bytes; 0 where /proc does not tell. */
export interface ImportFigures {
  readonly records: number
  readonly events: number
  readonly importMs: number
  readonly importPeakRss: number
  readonly rebuildMs: number
  readonly rebuildPeakRss: number
  /** What `osl doctor --deep` found afterwards. */
  readonly differences: number
}

const importTold = z.object({ sources: z.array(z.object({ accepted: z.number(), unchanged: z.number(), rejected: z.number() })) })
const doctorTold = z.object({ deep: z.object({ differences: z.number() }) })

/** The home thrown away, and the world imported into an empty one. `ms`: of the whole command, servers started and stopped. */
export const importWorld = async (home: string, { folder, manifest, records }: MedtechData): Promise<IngestTold> => {
  await rm(home, { recursive: true, force: true })
  const { out, ms, peakRss } = await runOsl(home, ['import', ...manifest.files.map(({ source, file }) => `${source}=${join(folder, file)}`)])
  return { records, events: importTold.parse(out).sources.reduce((sum, source) => sum + source.accepted, 0), ms, peakRss }
}

/** A world of this size imported into an empty home, its graph rebuilt, and compared with its journal. */
export const benchImport = async (data: MedtechData): Promise<ImportFigures> => {
  const home = scratchHome('import')
  const imported = await importWorld(home, data)
  const rebuilt = await runOsl(home, ['rebuild', 'graph'])
  const examined = await runOsl(home, ['doctor', '--deep'])
  return {
    records: imported.records, events: imported.events,
    importMs: imported.ms, importPeakRss: imported.peakRss, rebuildMs: rebuilt.ms, rebuildPeakRss: rebuilt.peakRss, differences: doctorTold.parse(examined.out).deep.differences,
  }
}

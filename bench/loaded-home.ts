import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Servers } from '../src/servers/start-servers.ts'
import { homeOf } from './folders.ts'
import { importWorld } from './import.ts'
import type { MedtechData } from './medtech-data.ts'
import type { IngestTold } from './run-ingest.ts'
import { say } from './say.ts'
import { loadMedtechModel, startStores } from './stores.ts'

/** What loading a home told, kept in it. */
export interface Loaded extends IngestTold {
  readonly fingerprint: string
  readonly at: string
}

const readMark = async (file: string): Promise<Loaded | undefined> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Loaded
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Stores that hold the whole world: as an earlier run left them, or loaded now. A load cut short, or of another model, is thrown away. */
export const openLoadedHome = async (data: MedtechData, again: boolean): Promise<{ readonly servers: Servers; readonly loaded: Loaded }> => {
  const home = homeOf(data.manifest)
  const { fingerprint } = await loadMedtechModel()
  const mark = join(home, 'bench-imported.json')
  const known = again ? undefined : await readMark(mark)
  if (known?.fingerprint === fingerprint) {
    say(`the stores of ${data.manifest.orders} orders as loaded on ${known.at}`)
    return { servers: await startStores(home), loaded: known }
  }
  say(`importing ${data.records} records`)
  const loaded: Loaded = { ...(await importWorld(home, data)), fingerprint, at: new Date().toISOString() }
  await writeFile(mark, `${JSON.stringify(loaded)}\n`)
  return { servers: await startStores(home), loaded }
}

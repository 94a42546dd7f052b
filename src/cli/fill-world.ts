import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { GraphFiles } from '../graph/import-files.ts'
import { importGraph, type ImportWorld } from '../import-graph.ts'
import { ending } from '../problems/ending.ts'
import { problem } from '../problems/problem.ts'
import { readStoreSettings } from '../servers/settings.ts'
import { describeFiles } from './describe-files.ts'
import { importFolder, openDoor } from './open-door.ts'
import { refuseWhileServed } from './refuse-what-cannot-be.ts'
import type { Settings } from './settings.ts'
import { progressLine, say } from './terminal.ts'

/**
 * Fills the empty world of a home that nobody serves: `fill` writes its journal and its graph as files, which the importer then takes in; or,
 * with a folder named by --files, the files stay there and the command that imports them is said.
 */
export const fillWorld = async <T>(settings: Settings, files: string | undefined, signal: AbortSignal, fill: (world: ImportWorld) => Promise<{ readonly written: GraphFiles; readonly told: T }>): Promise<T> => {
  if (readStoreSettings(process.env).neo4j !== undefined && files === undefined) throw problem('IMPORTER_MISSING', { setting: 'NEO4J_URI' })
  refuseWhileServed(settings.home)
  const folder = files === undefined ? importFolder(settings) : resolve(files)
  const forget = async (): Promise<void> => {
    if (files === undefined) await rm(folder, { recursive: true, force: true })
  }
  const door = await openDoor({ ...settings, port: 0 }, { say, signal })
  const entities = progressLine('settled')
  return ending(async () => {
    const { model, journal, driver, gate, progress, clock, follower } = door.world
    await follower.stop()
    await forget()
    const { written, told } = await fill({ model, journal, world: progress.world, clock, folder, signal, onProgress: entities.show })
    entities.end()
    if (files !== undefined || door.importer === undefined) for (const line of describeFiles(written)) say(line)
    else {
      say('taking the graph in')
      await importGraph({ model, journal, gate, signal }, driver, door.importer, written).catch((error: unknown) => {
        // Stopped by the person or failed: begun anew it would be refused.
        say('Everything was taken in and is in the journal; the next start makes its graph.')
        throw error
      })
    }
    return told
  }, async () => {
    entities.end()
    await forget()
    await door.close()
  })
}

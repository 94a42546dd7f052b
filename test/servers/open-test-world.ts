import { isAbsolute } from 'node:path'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { openWorld, type World } from '../../src/open-world.ts'
import { instant, type Instant } from '../../src/vocabulary/instant.ts'
import { emptyWorld } from './empty-stores.ts'
import { testServers } from './with-servers.ts'

const loadSound = async (folder: string): Promise<Model> => {
  const loaded = await loadModel(folder)
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`).join('\n'))
  return loaded.model
}

const known = new Map<string, Promise<Model>>()
/** A folder of this repository is read once a file: no test changes one. What is ruled on definitions while a world is served is the world's own. */
export const loadTestModel = async (folder: string): Promise<Model> => {
  if (isAbsolute(folder)) return loadSound(folder)
  const loading = known.get(folder) ?? loadSound(folder)
  known.set(folder, loading)
  const model = await loading
  return { ...model, definitions: model.definitions.snapshot() }
}

/** A moment after everything the example worlds tell of. */
export const AFTER_ALL = instant(Date.parse('2026-11-01T00:00:00Z'))

/** A world of a model folder on the run's shared stores, emptied first unless `keep`. What fails in the background fails the test that waits for it. */
export const openTestWorld = async (folder: string, options: { readonly clock?: () => Instant; readonly keep?: boolean; readonly rebuild?: boolean } = {}): Promise<World> => {
  const servers = await testServers()
  if (options.keep !== true) await emptyWorld(servers)
  const log = { info: () => undefined, outage: () => undefined, bug: (error: unknown) => console.error(error), unjudged: (error: unknown) => console.error(error) }
  return openWorld(await loadTestModel(folder), { graph: servers.neo4j, journalUrl: servers.database.url }, options.clock ?? (() => AFTER_ALL), log, { importer: undefined, folder: '', onProgress: () => undefined, wanted: options.rebuild === true })
}

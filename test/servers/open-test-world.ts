import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { openWorld, type World } from '../../src/open-world.ts'
import { instant, type Instant } from '../../src/vocabulary/instant.ts'
import { emptyStores } from './empty-stores.ts'
import { testServers } from './with-servers.ts'

export const loadTestModel = async (folder: string): Promise<Model> => {
  const loaded = await loadModel(folder)
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`).join('\n'))
  return loaded.model
}

/** A moment after everything the example worlds tell of. */
export const AFTER_ALL = instant(Date.parse('2026-11-01T00:00:00Z'))

/** A world of a model folder on the run's shared stores, emptied first unless `keep`. What fails in the background fails the test that waits for it. */
export const openTestWorld = async (folder: string, options: { readonly clock?: () => Instant; readonly keep?: boolean; readonly rebuild?: boolean } = {}): Promise<World> => {
  const servers = await testServers()
  if (options.keep !== true) await emptyStores(servers)
  const log = { info: () => undefined, outage: () => undefined, bug: (error: unknown) => console.error(error) }
  return openWorld(await loadTestModel(folder), { graph: servers.neo4j, journalUrl: servers.database.url }, options.clock ?? (() => AFTER_ALL), log, { importer: undefined, folder: '', onProgress: () => undefined, wanted: options.rebuild === true })
}

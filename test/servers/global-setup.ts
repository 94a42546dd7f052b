import { join } from 'node:path'
import { Problem } from '../../src/problems/problem.ts'
import { startServers, type Servers } from '../../src/servers/start-servers.ts'
import { emptyStores, prepareDatabase } from './empty-stores.ts'
import type { TestStores } from './with-servers.ts'

const root = join(import.meta.dirname, '..', '..')
const HEAP_MB = 512

/** Test runs at the same time take a home each; the first free one is reused, so that most runs start warm. */
const startInFreeHome = async (slot: number): Promise<{ readonly servers: Servers; readonly slot: number }> => {
  try {
    // The world outside must not decide which stores are emptied: no NEO4J_URI, no DATABASE_URL.
    const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, DATABASE_URL, ...env } = process.env
    const servers = await startServers({ home: join(root, '.osl-test', String(slot)), root, env, log: (line) => console.error(line), memory: { heapMb: HEAP_MB, heapInitialMb: 256, pageCacheMb: 256 } })
    return { servers, slot }
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'HOME_IN_USE') return startInFreeHome(slot + 1)
    throw cause
  }
}

/** A pair of empty stores for each worker of a whole vitest run, told to them by an environment variable. */
export const setup = async (project: { readonly config: { readonly maxWorkers: number } }): Promise<() => Promise<void>> => {
  const pairs: Servers[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(pairs.map((pair) => pair.stop()))
  }
  try {
    // One after another: the first may have to fetch what all need.
    for (let slot = 1; pairs.length < project.config.maxWorkers; slot += 1) {
      const started = await startInFreeHome(slot)
      pairs.push(started.servers)
      slot = started.slot
      await prepareDatabase(started.servers.database.url)
      await emptyStores(started.servers)
    }
  } catch (cause) {
    await stop()
    throw cause
  }
  process.env['OSL_TEST_STORES'] = JSON.stringify(pairs.map(({ neo4j, database }): TestStores => ({ uri: neo4j.uri, password: neo4j.password, database: database.url })))
  return stop
}

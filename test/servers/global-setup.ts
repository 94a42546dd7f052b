import { join } from 'node:path'
import { Problem } from '../../src/problems/problem.ts'
import { startServers, type Servers } from '../../src/servers/start-servers.ts'
import { emptyStores } from './empty-stores.ts'

const root = join(import.meta.dirname, '..', '..')
const HEAP_MB = 512

/** Test runs at the same time take a home each; the first free one is reused, so that most runs start warm. */
const startInFreeHome = async (slot = 1): Promise<Servers> => {
  try {
    // The world outside must not decide which stores are emptied: no NEO4J_URI, no DATABASE_URL.
    const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, DATABASE_URL, ...env } = process.env
    return await startServers({ home: join(root, '.osl-test', String(slot)), root, env, log: (line) => console.error(line), memory: { heapMb: HEAP_MB, heapInitialMb: 256, pageCacheMb: 256 } })
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'HOME_IN_USE') return startInFreeHome(slot + 1)
    throw cause
  }
}

/** One pair of empty stores for a whole vitest run, told to the workers by environment variables. */
export const setup = async (): Promise<() => Promise<void>> => {
  if (process.env['OSL_TEST_NEO4J_URI'] !== undefined) return async () => undefined
  const servers = await startInFreeHome()
  try {
    await emptyStores(servers)
  } catch (cause) {
    await servers.stop()
    throw cause
  }
  process.env['OSL_TEST_NEO4J_URI'] = servers.neo4j.uri
  process.env['OSL_TEST_NEO4J_PASSWORD'] = servers.neo4j.password
  process.env['OSL_TEST_DATABASE_URL'] = servers.database.url
  return () => servers.stop()
}

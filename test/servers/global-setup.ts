import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '../../src/problems/problem.ts'
import { startServers, type Servers } from '../../src/servers/start-servers.ts'
import { emptyStores, prepareDatabase } from './empty-stores.ts'
import type { TestStores } from './with-servers.ts'

const root = join(import.meta.dirname, '..', '..')
const HEAP_MB = 512

/** Test runs at the same time take a home each; the first free one is reused, so that most runs start warm. */
const startInFreeHome = async (slot: number, java?: string): Promise<{ readonly servers: Servers; readonly slot: number }> => {
  try {
    // The world outside must not decide which stores are emptied: no NEO4J_URI, no DATABASE_URL.
    const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, DATABASE_URL, ...env } = process.env
    const servers = await startServers({ home: join(root, '.osl-test', String(slot)), root, env: java === undefined ? env : { ...env, JDK_JAVA_OPTIONS: `${env['JDK_JAVA_OPTIONS'] ?? ''} ${java}` }, log: (line) => console.error(line), memory: { heapMb: HEAP_MB, heapInitialMb: 256, pageCacheMb: 256 } })
    return { servers, slot }
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'HOME_IN_USE') return startInFreeHome(slot + 1, java)
    throw cause
  }
}

/**
 * A run starts Neo4j some fifty times, and loading classes is two fifths of what a start takes (7.6 and 4.3 s of processor time, 2026-11-30): what one
 * server has loaded is kept for all that follow. Java leaves an archive alone that is of another Java or of other jars.
 */
const shareClasses = async (): Promise<void> => {
  const archive = join(root, '.osl-test', 'neo4j.jsa')
  if (!existsSync(archive)) await (await startInFreeHome(1, `-XX:ArchiveClassesAtExit=${archive}`)).servers.stop()
  if (existsSync(archive)) process.env['JDK_JAVA_OPTIONS'] = `${process.env['JDK_JAVA_OPTIONS'] ?? ''} -XX:SharedArchiveFile=${archive}`
}

/** A pair of empty stores for each worker of a whole vitest run, told to them by an environment variable. */
export const setup = async (project: { readonly config: { readonly maxWorkers: number } }): Promise<() => Promise<void>> => {
  const pairs: Servers[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(pairs.map((pair) => pair.stop()))
  }
  try {
    await shareClasses()
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

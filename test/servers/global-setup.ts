import { join } from 'node:path'
import neo4j from 'neo4j-driver'
import pg from 'pg'
import { Problem } from '../../src/problems/problem.ts'
import { startServers, type Servers } from '../../src/servers/start-servers.ts'

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

const emptyGraph = async ({ uri, user, password }: Servers['neo4j']): Promise<void> => {
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  try {
    // Constraints first: an index that serves one goes with it.
    for (const [list, drop] of [['SHOW CONSTRAINTS YIELD name', 'DROP CONSTRAINT'], ['SHOW INDEXES YIELD name, type WHERE type <> "LOOKUP"', 'DROP INDEX']] as const) {
      const { records } = await driver.executeQuery(list)
      for (const record of records) await driver.executeQuery(`${drop} \`${String(record.get('name')).replaceAll('`', '``')}\``)
    }
    const session = driver.session()
    await session.run('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS')
    await session.close()
  } finally {
    await driver.close()
  }
}

const emptyDatabase = async (url: string): Promise<void> => {
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  const client = new pg.Client({ connectionString: maintenance.href })
  await client.connect()
  try {
    await client.query('drop database if exists osl with (force)')
    await client.query('create database osl')
  } finally {
    await client.end()
  }
}

/** One pair of empty stores for a whole vitest run, told to the workers by environment variables. */
export const setup = async (): Promise<() => Promise<void>> => {
  if (process.env['OSL_TEST_NEO4J_URI'] !== undefined) return async () => undefined
  const servers = await startInFreeHome()
  try {
    await Promise.all([emptyGraph(servers.neo4j), emptyDatabase(servers.database.url)])
  } catch (cause) {
    await servers.stop()
    throw cause
  }
  process.env['OSL_TEST_NEO4J_URI'] = servers.neo4j.uri
  process.env['OSL_TEST_NEO4J_PASSWORD'] = servers.neo4j.password
  process.env['OSL_TEST_DATABASE_URL'] = servers.database.url
  return () => servers.stop()
}

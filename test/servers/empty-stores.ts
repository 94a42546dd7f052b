import neo4j from 'neo4j-driver'
import pg from 'pg'
import type { Servers } from '../../src/servers/start-servers.ts'

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

/** Takes everything out of both stores, schema included: a file that opens a world of its own begins with this. */
export const emptyStores = async (servers: Pick<Servers, 'neo4j' | 'database'>): Promise<void> => {
  await Promise.all([emptyGraph(servers.neo4j), emptyDatabase(servers.database.url)])
}

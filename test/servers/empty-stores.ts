import neo4j from 'neo4j-driver'
import pg from 'pg'
import type { Servers } from '../../src/servers/start-servers.ts'

const emptyGraph = async ({ uri, user, password }: Servers['neo4j']): Promise<void> => {
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  const session = driver.session()
  try {
    await session.run('MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS')
    await session.run('MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS')
  } finally {
    await session.close()
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

/**
 * Takes everything out of both stores: a file that opens a world of its own begins with this. The graph's constraints and indexes stay: they say
 * nothing of an empty graph, and to make those of a large model again takes longer than most files.
 */
export const emptyStores = async (servers: Pick<Servers, 'neo4j' | 'database'>): Promise<void> => {
  await Promise.all([emptyGraph(servers.neo4j), emptyDatabase(servers.database.url)])
}

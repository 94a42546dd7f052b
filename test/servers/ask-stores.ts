import neo4j from 'neo4j-driver'
import pg from 'pg'
import type { Servers } from '../../src/servers/start-servers.ts'

type Stores = Pick<Servers, 'neo4j' | 'database'>

export const cypher = async ({ neo4j: access }: Stores, text: string): Promise<unknown[]> => {
  const driver = neo4j.driver(access.uri, neo4j.auth.basic(access.user, access.password), { disableLosslessIntegers: true })
  try {
    return (await driver.executeQuery(text)).records.map((record) => record.toObject())
  } finally {
    await driver.close()
  }
}

export const sql = async ({ database }: Pick<Servers, 'database'>, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

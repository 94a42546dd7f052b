import neo4j from 'neo4j-driver'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testServers } from './with-servers.ts'

test('the shared test graph answers', async () => {
  const { neo4j: access } = await testServers()
  const driver = neo4j.driver(access.uri, neo4j.auth.basic(access.user, access.password))
  const { records } = await driver.executeQuery('RETURN 1 AS one')
  await driver.close()
  expect(records[0]?.get('one').toNumber()).toBe(1)
})

test('the shared test database answers', async () => {
  const client = new pg.Client({ connectionString: (await testServers()).database.url })
  await client.connect()
  const { rows } = await client.query('select 1 as one')
  await client.end()
  expect(rows).toEqual([{ one: 1 }])
})

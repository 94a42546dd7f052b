import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { hasJournal, migrateJournal } from '../../src/journal/migrate.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { cypher, sql } from './ask-stores.ts'
import { emptyStores } from './empty-stores.ts'
import { openTestWorld } from './open-test-world.ts'
import { testServers } from './with-servers.ts'

const BAKERY = 'examples/bakery'
const servers = await testServers()
const empty = (): Promise<void> => emptyStores(servers)
beforeEach(empty)
afterAll(empty)

const tables = async (): Promise<readonly unknown[]> => (await sql(servers, `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`)).map((row) => (row as { relname: string }).relname)

test("another program's graph is refused, by a rebuild too, and both stores are as they were", async () => {
  await cypher(servers, 'CREATE (:Person {name: "Ada"})-[:KNOWS]->(:Person:Author)')
  for (const rebuild of [false, true])
    await expect(openTestWorld(BAKERY, { keep: true, rebuild })).rejects.toMatchObject({ code: 'GRAPH_NOT_OURS', parameters: { nodes: 2, labels: ['Author', 'Person'] } })
  expect(await cypher(servers, 'MATCH (n) RETURN count(n) AS nodes')).toEqual([{ nodes: 2 }])
  expect(await tables()).toEqual([])
})

test("a rebuild takes nothing out of another journal's graph, though it was cut short before", async () => {
  await (await openTestWorld(BAKERY, { keep: true })).close()
  await cypher(servers, "MERGE (a:Applied {one: true}) SET a.world = 'another', a.model = 'm', a.fingerprint = 'f', a.seq = 1, a.batch = 1 CREATE (:Order)")
  await sql(servers, 'update progress set emptying = true')
  for (const rebuild of [false, true]) await expect(openTestWorld(BAKERY, { keep: true, rebuild })).rejects.toMatchObject({ code: 'GRAPH_OF_ANOTHER_JOURNAL' })
  expect(await cypher(servers, 'MATCH (n) RETURN count(n) AS nodes')).toEqual([{ nodes: 2 }])
})

describe('a database that is not for us is refused in one sentence and stays as it is', () => {
  const refused = async (expected: Readonly<Record<string, unknown>>): Promise<void> => {
    const before = await tables()
    await expect(openTestWorld(BAKERY, { keep: true })).rejects.toMatchObject(expected)
    expect(await tables()).toEqual(before)
  }

  test.each([
    ['other columns', 'create table migration (id serial, run_on timestamp)'],
    ['the same columns', `create table migration (name text, hash text); insert into migration values ('001-users', 'x')`],
  ])("with another program's table migration of %s", async (_, statement) => {
    await sql(servers, statement)
    await refused({ code: 'JOURNAL_NOT_OURS', message: expect.stringContaining(`"migration" is another program's`) })
  })

  test("with another program's table event", async () => {
    await sql(servers, 'create table event (id int)')
    await refused({ code: 'JOURNAL_NOT_OURS', message: expect.stringContaining('"event" already exists') })
  })

  test('of a role that may make nothing in it', async () => {
    await sql(servers, `create role guest login password 'guest'`)
    const url = new URL(servers.database.url)
    url.username = url.password = 'guest'
    const journal = openJournal(url.href, () => undefined, 1)
    try {
      await expect(migrateJournal(journal)).rejects.toMatchObject({ code: 'JOURNAL_FORBIDDEN', parameters: { database: 'osl', role: 'guest' }, message: expect.stringContaining('permission denied for schema public') })
      await sql(servers, 'revoke usage on schema public from public')
      await expect(migrateJournal(journal)).rejects.toMatchObject({ code: 'JOURNAL_FORBIDDEN' })
      expect(await hasJournal(journal)).toBe(false)
    } finally {
      await journal.end()
      await sql(servers, 'drop role guest')
    }
  })

  test('when it is only to be read', async () => {
    const journal = openJournal(servers.database.url, () => undefined, 1)
    try {
      expect(await hasJournal(journal)).toBe(false)
      await sql(servers, 'create table migration (id int)')
      await expect(hasJournal(journal)).rejects.toMatchObject({ code: 'JOURNAL_NOT_OURS' })
      expect(await tables()).toEqual(['migration'])
    } finally {
      await journal.end()
    }
  })
})

import { afterAll, beforeEach, expect, test } from 'vitest'
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

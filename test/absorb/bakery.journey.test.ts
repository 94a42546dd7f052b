import { createReadStream } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { loadModel } from '../../src/model/load-model.ts'
import { openWorld, type World } from '../../src/open-world.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { testServers } from '../servers/with-servers.ts'

const now = instant(Date.parse('2026-04-01T00:00:00Z'))
let world: World

beforeAll(async () => {
  const loaded = await loadModel('examples/bakery')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 1))
  const servers = await testServers()
  world = await openWorld(loaded.model, { graph: servers.neo4j, journalUrl: servers.database.url }, () => now, { info: () => {}, outage: (problem) => { throw problem }, bug: (error) => console.error(error) })
})
afterAll(async () => world?.close())

const feed = (file: string) => ({ file, bytes: createReadStream(`examples/bakery/data/${file}`) })

describe('the bakery, taken in', () => {
  test('the till: 8 accepted, 1 unchanged, 2 rejected', async () => {
    expect(await absorb(world, 'till', [feed('till.csv')])).toMatchObject({ accepted: 8, unchanged: 1, rejected: 2, unresolved: 0, rejects: [{ line: 11 }, { line: 12 }] })
  })
  test('the ledger: 4 accepted, 1 unresolved link', async () => {
    expect(await absorb(world, 'ledger', [feed('ledger.jsonl')])).toMatchObject({ accepted: 4, unchanged: 0, rejected: 0, unresolved: 1 })
  })
  test('the graph', async () => {
    const { records } = await world.driver.executeQuery('MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties')
    console.log(JSON.stringify(records.map((record) => record.toObject()), undefined, 1))
    const edges = await world.driver.executeQuery('MATCH (a)-[r]->(b) RETURN a.ref, type(r), b.ref, properties(r) AS p')
    console.log(JSON.stringify(edges.records.map((record) => record.toObject())))
  })
})

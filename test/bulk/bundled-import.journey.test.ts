import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { examineGraph } from '../../src/examine-graph.ts'
import { importGraph, type Importer } from '../../src/import-graph.ts'
import { importRecords } from '../../src/import-records.ts'
import { openWorld, type World } from '../../src/open-world.ts'
import { startServers, type Servers } from '../../src/servers/start-servers.ts'
import { ledger, till } from '../cli/bakery-world.ts'
import { dumpGraph } from '../journal/dump-graph.ts'
import { AFTER_ALL, loadTestModel } from '../servers/open-test-world.ts'
import { cypher } from '../servers/ask-stores.ts'
import { plainEnv, root, smallMemory, temporaryHome } from '../servers/temporary-home.ts'
import { dumpFiles } from './dump-files.ts'
import { readGraphFiles } from './read-graph-files.ts'

/* Neo4j's own importer, which needs a server that may be stopped: a home of this file's own. */
const place = temporaryHome()
const said: string[] = []
let servers: Servers
let world: World | undefined

const start = (): Promise<Servers> => startServers({ home: place.home, root, env: plainEnv(), log: (line) => said.push(line), memory: smallMemory })
const open = async (importer: Importer | undefined, wanted = false): Promise<World> => {
  const log = { info: (text: string) => void said.push(text), outage: () => undefined, bug: (error: unknown) => console.error(error), unjudged: (error: unknown) => console.error(error) }
  world = await openWorld(await loadTestModel('examples/bakery'), { graph: servers.neo4j, journalUrl: servers.database.url }, () => AFTER_ALL, log, { importer, folder: join(place.home, 'import'), onProgress: () => undefined, wanted })
  return world
}
const close = async (): Promise<void> => {
  await world?.close()
  world = undefined
}
const importer = (): Importer => {
  if (servers.importer === undefined) throw new Error('the servers of this home have an importer')
  return servers.importer
}
const importWorld = ({ model, journal, progress, clock }: World, folder: string) => ({ model, journal, world: progress.world, clock, folder, signal: new AbortController().signal, onProgress: () => undefined })
const feeds = () => [{ source: 'till', file: 'till.csv', bytes: createReadStream(till) }, { source: 'ledger', file: 'ledger.jsonl', bytes: createReadStream(ledger) }]
const examined = ({ model, journal, driver }: World) => examineGraph({ model, journal, driver }, AFTER_ALL)

const KINDS: Readonly<Record<string, string>> = { string: 'STRING NOT NULL', boolean: 'BOOLEAN NOT NULL', bigint: 'INTEGER NOT NULL', number: 'FLOAT NOT NULL', object: 'LIST<STRING NOT NULL> NOT NULL' }

beforeAll(async () => {
  servers = await start()
}, 300_000)
afterEach(close)
afterAll(async () => {
  await servers?.stop()
  await place.remove()
}, 60_000)

test('an import killed between the stores is taken up by the next start, and the graph is what the files say, type by type', async () => {
  const begun = await open(importer())
  await begun.follower.stop()
  const files = await importRecords(importWorld(begun, join(place.home, 'files')), feeds(), () => undefined)
  expect(files.reports).toMatchObject([{ source: 'till', accepted: 8, unchanged: 1, rejected: 2, unresolved: 0 }, { source: 'ledger', accepted: 4, unresolved: 1 }])
  const killed: Importer = { build: () => Promise.reject(new Error('killed')), swap: importer().swap }
  await expect(importGraph({ ...begun, signal: new AbortController().signal }, begun.driver, killed, files.files)).rejects.toThrow('killed')
  await close()

  const mended = await open(importer())
  expect(said).toContainEqual(expect.stringContaining('the journal waits for a graph, of a rebuild or an import, that is not there'))
  expect(await examined(mended)).toMatchObject({ seq: 12, nodes: 11, edges: 8, differences: 0 })
  expect(await dumpGraph(mended.driver, { claimIds: true })).toEqual(dumpFiles(files.files))
  const stored = await cypher(servers, 'MATCH (n:Entity) UNWIND keys(n) AS name RETURN n.ref + " " + name AS property, valueType(n[name]) AS type') as { property: string; type: string }[]
  const written = readGraphFiles(files.files).filter(({ name }) => name.endsWith(':Entity')).flatMap(({ rows }) => rows.flatMap(({ properties }) => Object.entries(properties).map(([name, value]) => ({ property: `${String(properties['ref'])} ${name}`, type: KINDS[typeof value] }))))
  const byName = (a: { property: string }, b: { property: string }): number => (a.property < b.property ? -1 : 1)
  expect(stored.sort(byName)).toEqual(written.sort(byName))
  expect(existsSync(join(place.home, 'import'))).toBe(false)

  await expect(importRecords(importWorld(mended, join(place.home, 'again')), feeds(), () => undefined)).rejects.toMatchObject({ code: 'WORLD_NOT_EMPTY' })
  expect(await absorb(mended, 'ledger', [{ file: 'more', bytes: (async function* () { yield Buffer.from('{"id":"m1","voucher":"M1","reference":"A-7","amount":"123456789012345678901234567890","currency":"EUR","state":"booked","valueDate":"2026-03-05T12:00:00Z"}\n') })() }])).toMatchObject({ accepted: 1 })
  expect(await examined(mended)).toMatchObject({ seq: 13, nodes: 12, differences: 0 })
}, 300_000)

test('a rebuild makes a new graph while the old one answers; what is told meanwhile is followed after', async () => {
  await cypher(servers, `MATCH (order:Order {ref: 'Order/A-7'}) SET order.phone = 'spoilt'`)
  let whileBuilding: unknown
  const watched: Importer = {
    build: async (files, signal) => {
      await importer().build(files, signal)
      whileBuilding = await cypher(servers, `MATCH (order:Order {ref: 'Order/A-7'}) RETURN order.phone AS phone`)
    },
    swap: importer().swap,
  }
  const rebuilt = await open(watched, true)
  const more = absorb(rebuilt, 'ledger', [{ file: 'more', bytes: (async function* () { yield Buffer.from('{"id":"m2","voucher":"M2","reference":"A-7","amount":"1","currency":"EUR","state":"booked","valueDate":"2026-03-05T12:00:00Z"}\n') })() }])
  expect(await more).toMatchObject({ accepted: 1 })
  expect(whileBuilding).toEqual([{ phone: 'spoilt' }])
  expect(await cypher(servers, `MATCH (order:Order {ref: 'Order/A-7'}) RETURN order.phone AS phone`)).toEqual([{ phone: '030 111' }])
  expect(await examined(rebuilt)).toMatchObject({ seq: 14, nodes: 13, differences: 0 })
  // M1 came by the importer, M2 by the follower.
  expect(await cypher(servers, `MATCH (p:Payment) WHERE p.voucher IN ['M1', 'M2'] RETURN p.voucher AS voucher, valueType(p['amount.number']) AS type, p['amount.number'] AS amount ORDER BY voucher`)).toEqual([
    { voucher: 'M1', type: 'FLOAT NOT NULL', amount: 123456789012345678901234567890 }, { voucher: 'M2', type: 'FLOAT NOT NULL', amount: 1 },
  ])
}, 300_000)

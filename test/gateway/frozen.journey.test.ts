import neo4j, { type Driver, type Transaction } from 'neo4j-driver'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compileApplied } from '../../src/compile/compile-applied.ts'
import type { Gateway } from '../../src/gateway/create-gateway.ts'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import { GraphReader } from '../../src/graph/graph-reader.ts'
import { MOST_CONNECTIONS, openGraph } from '../../src/graph/open-graph.ts'
import type { JournalReads } from '../../src/journal/journal-reads.ts'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { migrateJournal } from '../../src/journal/migrate.ts'
import { openJournal, type Journal } from '../../src/journal/open-journal.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { Wire } from '../servers/wire.ts'
import { testServers } from '../servers/with-servers.ts'
import { loadBakery, writeBakery } from './bakery-graph.ts'
import { asker, NOON, openDoor, openTestGraph, type Answer } from './open-door.ts'

const wires: { readonly graph: Wire; readonly journal: Wire }[] = []
const ends: (() => Promise<unknown>)[] = []
let direct: Journal
let impatient: Driver
let reads: JournalReads
let gateway: Gateway
let ask: (query: string) => Promise<Answer>

const wire = (): { readonly graph: Wire; readonly journal: Wire } => {
  const [found] = wires
  if (found === undefined) throw new Error('the wires are laid before the first test')
  return found
}

beforeAll(async () => {
  const servers = await testServers()
  await emptyStores(servers)
  direct = openJournal(servers.database.url, () => undefined, 1)
  await migrateJournal(direct)
  const bakery = await loadBakery()
  const graph = await openTestGraph()
  await prepareGraph(graph, bakery.model)
  await writeBakery(graph)
  await graph.close()
  const laid = { graph: new Wire(servers.neo4j.uri), journal: new Wire(servers.database.url) }
  wires.push(laid)
  await Promise.all([laid.graph.mend(), laid.journal.mend()])
  const uri = `bolt://127.0.0.1:${laid.graph.port}`
  const wired = openGraph({ ...servers.neo4j, uri }, { acquireMs: 5_000, idleMs: 1_000 })
  // Asks no connection for a sign of life: a statement goes out on one that is dead.
  impatient = neo4j.driver(uri, neo4j.auth.basic(servers.neo4j.user, servers.neo4j.password), { connectionAcquisitionTimeout: 1_000, maxConnectionPoolSize: MOST_CONNECTIONS, disableLosslessIntegers: true })
  const asking = openJournal(laid.journal.url, () => undefined, 2, { serverMs: 500, ourMs: 1_000 })
  reads = makeJournalReads(asking, bakery.model, () => NOON)
  gateway = await openDoor({ ...bakery, driver: wired, journalReads: reads })
  ask = asker(gateway)
  ends.push(() => gateway.close(), () => wired.close(), () => impatient.close(), () => asking.end(), () => direct.end(), () => laid.graph.cut(), () => laid.journal.cut())
})
afterAll(async () => {
  for (const end of ends) await end()
})

const AWAY = { extensions: { code: 'GRAPH_AWAY', kind: 'outage' } }
const ORDER = '{ order(id: "A-7") { slip } }'

it('a graph that takes questions and answers none is an outage to every question, and needs no mending once it answers again', async () => {
  const reader = new GraphReader(impatient)
  await reader.run(compileApplied())
  expect((await ask(ORDER)).data).toEqual({ order: { slip: 'A-7' } })
  // Longer than a connection goes unquestioned.
  await pause(1_200)
  wire().graph.freeze()
  const [given, order, walk, plain, rejects, ready] = await Promise.all([
    reader.run(compileApplied(), 100).catch((error: unknown) => error),
    ask(ORDER),
    ask('{ lineage(from: ["Order/A-7"], direction: DOWNSTREAM) { nodes { id } } }'),
    ask('{ definitions { name } }'),
    ask('{ rejects { totalCount } }'),
    fetch(`${gateway.url}/readyz`).then((response) => response.json()),
  ])
  expect(given).toMatchObject({ code: 'GRAPH_AWAY' })
  await expect(reader.run(compileApplied())).rejects.toMatchObject({ code: 'GRAPH_AWAY' })
  expect(order).toMatchObject({ data: { order: null }, errors: [AWAY] })
  expect(walk.errors).toMatchObject([AWAY])
  expect(plain).toMatchObject({ data: { definitions: [{ name: 'completed' }] }, errors: [], receipt: { complete: false, lagMs: -1, notes: ['GRAPH_AWAY'] } })
  expect(rejects).toMatchObject({ data: { rejects: { totalCount: 0 } }, errors: [], receipt: { notes: ['GRAPH_AWAY'] } })
  expect(ready).toEqual({ ready: false, graph: false, journal: true })
  wire().graph.thaw()
  expect(await ask(ORDER)).toMatchObject({ data: { order: { slip: 'A-7' } }, errors: [], receipt: { complete: true, notes: [] } })
  expect(await new GraphReader(impatient).run(compileApplied())).toEqual([])
})

it('a journal that takes questions and answers none is an outage to those that need it, and left out by the receipts of others', async () => {
  // Both connections are there, so that what is asked goes out on them.
  await Promise.all([reads.standing({ seq: 0, batch: 0 }), reads.standing({ seq: 0, batch: 0 })])
  wire().journal.freeze()
  const [rejects, order] = await Promise.all([ask('{ rejects { totalCount } }'), ask(ORDER)])
  expect(rejects.errors).toMatchObject([{ extensions: { code: 'JOURNAL_AWAY', kind: 'outage' } }])
  expect(order).toMatchObject({ data: { order: { slip: 'A-7' } }, errors: [], receipt: { complete: false, notes: ['JOURNAL_AWAY'] } })
  wire().journal.thaw()
  expect(await ask('{ rejects { totalCount } }')).toMatchObject({ data: { rejects: { totalCount: 0 } }, errors: [], receipt: { complete: true, notes: [] } })
})

it('a statement that a living journal is too slow with is the question’s fault', async () => {
  const client = await direct.connect()
  try {
    await client.query('begin; lock table reject in access exclusive mode')
    await expect(reads.rejects({ first: 1, count: false })).rejects.toMatchObject({ code: 'QUESTION_TOO_SLOW', kind: 'refusal' })
  } finally {
    await client.query('rollback')
    client.release()
  }
})

it('a pool whose every connection is at work is a crowd and no outage', async () => {
  const transactions: Transaction[] = []
  // Some at a time: the server is not to be hurried.
  while (transactions.length < MOST_CONNECTIONS) {
    transactions.push(...await Promise.all(Array.from({ length: 10 }, async () => {
      const begun = await impatient.session().beginTransaction()
      await begun.run('RETURN 1')
      return begun
    })))
  }
  await expect(new GraphReader(impatient).run(compileApplied())).rejects.toMatchObject({ code: 'TOO_BUSY' })
  await Promise.all(transactions.map((begun) => begun.close()))
  expect(await new GraphReader(impatient).run(compileApplied())).toEqual([])
})

import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Gateway } from '../../src/gateway/create-gateway.ts'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import { openGraph } from '../../src/graph/open-graph.ts'
import { problem } from '../../src/problems/problem.ts'
import { Wire } from '../servers/wire.ts'
import { testServers } from '../servers/with-servers.ts'
import { loadBakery, writeBakery } from './bakery-graph.ts'
import { asker, openDoor, openTestGraph, type Answer } from './open-door.ts'
import { quietJournal } from './quiet-journal.ts'

let direct: Driver
let wired: Driver
let wire: Wire
let gateway: Gateway
let ask: (query: string) => Promise<Answer>
let journalAway = false

beforeAll(async () => {
  direct = await openTestGraph()
  const bakery = await loadBakery()
  await prepareGraph(direct, bakery.model)
  await writeBakery(direct)
  const access = (await testServers()).neo4j
  wire = new Wire(access.uri)
  await wire.mend()
  wired = openGraph({ ...access, uri: `bolt://127.0.0.1:${wire.port}` })
  gateway = await openDoor({ ...bakery, driver: wired, journalReads: {
    ...quietJournal,
    standing: async () => {
      if (journalAway) throw problem('JOURNAL_AWAY', { what: 'standing' })
      return { lagMs: 0, isEven: true, redecoded: 0, freshness: [] }
    },
  } })
  ask = asker(gateway)
})
afterAll(async () => {
  await gateway?.close()
  await wired?.close()
  await wire?.cut()
  await direct?.close()
})

it('a graph that goes away is an outage with a code and no inner words, and what needs no graph is answered; when it is back, so is the door', async () => {
  expect((await ask('{ order(id: "A-7") { slip } }')).data).toEqual({ order: { slip: 'A-7' } })
  for (let round = 0; round < 2; round += 1) {
    await wire.cut()
    const away = await ask('{ order(id: "A-7") { slip } definitions { name } }')
    expect(away.data).toEqual({ order: null, definitions: [{ name: 'completed' }] })
    expect(away.errors).toMatchObject([{ message: 'The graph (Neo4j) cannot be reached at the moment; retry shortly.', extensions: { code: 'GRAPH_AWAY', kind: 'outage' } }])
    expect(JSON.stringify(away.errors)).not.toMatch(/MATCH|bolt|ECONN|at .*\.ts/)
    expect(away.receipt).toMatchObject({ complete: false, lagMs: -1, notes: ['GRAPH_AWAY'] })
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503)
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200)
    await wire.mend()
    const back = await ask('{ order(id: "A-7") { slip } }')
    expect(back).toMatchObject({ data: { order: { slip: 'A-7' } }, errors: [], receipt: { complete: true, notes: [] } })
  }
})

it('a connection cut between two questions is not the second one’s fault', async () => {
  expect((await ask('{ orders { totalCount } }')).errors).toEqual([])
  await wire.cut()
  await wire.mend()
  expect((await ask('{ orders { totalCount } }')).data).toEqual({ orders: { totalCount: 3 } })
})

it('a journal that is away leaves the answer and is told by the receipt', async () => {
  journalAway = true
  try {
    expect(await ask('{ order(id: "A-7") { slip } }')).toMatchObject({ data: { order: { slip: 'A-7' } }, errors: [], receipt: { complete: false, lagMs: -1, notes: ['JOURNAL_AWAY'] } })
    expect(await (await fetch(`${gateway.url}/readyz`)).json()).toEqual({ ready: false, graph: true, journal: false })
  } finally {
    journalAway = false
  }
})

import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Gateway } from '../../src/gateway/create-gateway.ts'
import type { AsOfReader } from '../../src/journal/journal-reads.ts'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import { readEntities } from '../../src/graph/read-entities.ts'
import { GraphReader } from '../../src/graph/graph-reader.ts'
import { readRelationPages } from '../../src/graph/read-page.ts'
import type { Model } from '../../src/model/model.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { storedRef, typeOfRef, type Ref } from '../../src/vocabulary/ref.ts'
import { loadBakery, writeBakery } from './bakery-graph.ts'
import { asker, NOON, openDoor, openTestGraph, type Answer } from './open-door.ts'
import { quietJournal } from './quiet-journal.ts'

/**
 * A world of a time whose rows happen to be those of now: so every question below an order must have the same answer in memory as in the
 * graph, which is what these tests ask for.
 */
const worldOfNow = (driver: Driver, model: Model) => async (order: Ref, at: { asOf: AsOfReader['asOf']; knownAt: AsOfReader['knownAt'] }): Promise<AsOfReader> => {
  const columnsOf = (type: string): readonly string[] => [
    'key', 'resolved', 'identifiers', 'state.local', 'state.canonical', 'state.since', 'state.source', 'state.settled',
    'verdict.completed.1.outcome', 'verdict.completed.1.since', ...(model.types.get(type)?.attributes.keys() ?? []),
  ]
  const reader = new GraphReader(driver)
  const rows = async (refs: readonly Ref[]) => readEntities(reader, refs, columnsOf)
  const first = (await rows([order])).get(order)
  if (first === undefined) throw new Error(`${order} is not in the graph`)
  return {
    ...at, order: first,
    entities: async (refs) => { const found = await rows(refs); return refs.map((ref) => found.get(ref)) },
    linked: async (refs, relation) => {
      const type = model.types.get(relation.target)
      if (type === undefined) throw new Error(relation.target)
      const pages = await readRelationPages(reader, { type, over: relation, columns: columnsOf(type.name), sort: [], seal: '', first: 1000, cursors: false, links: true, rows: true, count: false, now: NOON }, refs)
      return pages.map((page) => page.rows.flatMap(({ row, link }) => link === undefined ? [] : [{ row, link }]).reverse())
    },
    knownSince: async () => instant(Date.parse('2026-03-05T11:30:00Z')),
  }
}

let driver: Driver
let gateway: Gateway
let ask: (query: string, variables?: Record<string, unknown>) => Promise<Answer>
const THEN = 'asOf: "2026-03-30T00:00:00Z"'

beforeAll(async () => {
  driver = await openTestGraph()
  const bakery = await loadBakery()
  await prepareGraph(driver, bakery.model)
  await writeBakery(driver)
  const world = worldOfNow(driver, bakery.model)
  gateway = await openDoor({ ...bakery, driver, journalReads: {
    ...quietJournal,
    orderAsOf: async (ref, at) => at.asOf < Date.parse('2026-03-02T00:00:00Z') ? undefined : world(typeOfRef(ref) === 'Order' ? ref : storedRef('none'), at),
  } })
  ask = asker(gateway)
})
afterAll(async () => {
  await gateway?.close()
  await driver?.close()
})

/** The same selection of A-7 now and then. */
const bothAnswer = async (selection: string): Promise<unknown> => {
  const [now, then] = [await ask(`{ order(id: "A-7") ${selection} }`), await ask(`{ order(id: "A-7", ${THEN}) ${selection} }`)]
  expect(now.errors).toEqual([])
  expect(then.errors).toEqual([])
  expect(then.data).toEqual(now.data)
  return now.data?.['order']
}

describe('below an order as of a time', () => {
  it.each([
    'where: {not: {key: {eq: "A-7-1"}}}',
    'where: {key: {in: ["A-7-2", "A-8-1"]}}',
    'where: {or: [{key: {eq: "A-7-1"}}, {state: {local: {eq: "BAKED"}}}]}',
    'where: {state: {since: {gte: "2026-03-03T09:05:00+01:00"}, settled: {eq: true}}}',
    'where: {order: {some: {lines: {every: {state: {canonical: {eq: "DONE"}}}}}}}',
    'where: {order: {none: {verdicts: {some: {outcome: {eq: MET}}}}}}',
    'orderBy: [{field: STATE_CANONICAL, direction: DESC}, {field: KEY, direction: DESC}]',
    'orderBy: [{field: STATE_SINCE}]', 'first: 1',
  ])('lines(%s) has the page that the graph gives', async (args) => {
    await bothAnswer(`{ lines(${args}) { nodes { key order { key verdict(definition: "completed") { unified } } state { local since settled } } edges { cursor quantities sources } pageInfo { hasNextPage endCursor } totalCount } }`)
  })

  it('a cursor of now continues then', async () => {
    const page = await bothAnswer('{ lines(first: 1, orderBy: [{field: KEY, direction: DESC}]) { nodes { key } pageInfo { endCursor } } }') as { lines: { pageInfo: { endCursor: string } } }
    await bothAnswer(`{ lines(first: 1, orderBy: [{field: KEY, direction: DESC}], after: "${page.lines.pageInfo.endCursor}") { nodes { key } pageInfo { hasNextPage hasPreviousPage } } }`)
  })

  it('fields that are not tracked are null, and the receipt says so; identifiers are told of any time', async () => {
    const answer = await ask(`{ order(id: "A-7", ${THEN}) { slip phone } }`)
    expect(answer.data).toEqual({ order: { slip: 'A-7', phone: null } })
    expect(answer.receipt).toMatchObject({ notes: ['AS_OF_UNTRACKED'], asOf: '2026-03-30T00:00:00Z', knownAt: '2026-04-01T12:00:00Z' })
    expect((await ask(`{ order(id: "A-7", ${THEN}) { slip } }`)).receipt).toMatchObject({ notes: [] })
  })

  it('knownSince is of that time', async () => {
    expect((await ask(`{ order(id: "A-7", ${THEN}) { verdict(definition: "completed") { knownSince } } }`)).data).toEqual({ order: { verdict: { knownSince: '2026-03-05T11:30:00Z' } } })
  })

  it('lineage, which is of now, is refused', async () => {
    expect((await ask(`{ order(id: "A-7", ${THEN}) { lineage(direction: BOTH) { depth } } }`)).errors[0]?.extensions).toMatchObject({ code: 'AS_OF_UNSUPPORTED' })
  })
})

describe('an order as of a time', () => {
  it('before its first claim is refused', async () => {
    expect((await ask('{ order(id: "A-7", asOf: "2026-01-01T00:00:00Z", knownAt: "2026-01-02T00:00:00Z") { slip } }')).errors[0]).toMatchObject({
      message: "Order 'A-7' has no claim at 2026-01-01T00:00:00Z as known at 2026-01-02T00:00:00Z.", extensions: { code: 'ORDER_UNKNOWN_AT' },
    })
  })

  it('judges by the version in force then, and refuses before every version', async () => {
    const other = await ask('{ order(id: "A-7", asOf: "2025-12-31T23:59:59Z") { verdict(definition: "completed") { unified } } }')
    expect(other.errors[0]?.extensions).toMatchObject({ code: 'DEFINITION_NOT_EFFECTIVE', from: '2026-01-01T00:00:00Z' })
  })
})

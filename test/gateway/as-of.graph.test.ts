import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Gateway } from '../../src/gateway/create-gateway.ts'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import { storedRef, typeOfRef } from '../../src/vocabulary/ref.ts'
import { loadBakery, writeBakery } from './bakery-graph.ts'
import { asker, openDoor, openTestGraph, type Answer } from './open-door.ts'
import { quietJournal } from './quiet-journal.ts'
import { worldOfNow } from './world-of-now.ts'

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
    ordersNamed: async ({ id }) => ({ orders: id === 'A-7' ? [storedRef('Order/A-7')] : [], later: false }),
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

  it.each([
    ['lines(where: {pieces: {gte: 1}}) { totalCount }', 'OrderLine.pieces', 'Order.lines'], ['lines(where: {not: {or: [{key: {eq: "x"}}, {pieces: {isNull: true}}]}}) { totalCount }', 'OrderLine.pieces', 'Order.lines'],
    ['lines(where: {order: {some: {pickupAt: {isNull: false}}}}) { totalCount }', 'Order.pickupAt', 'Order.lines'], ['lines(orderBy: [{field: KEY}, {field: PIECES}]) { nodes { key } }', 'OrderLine.pieces', 'Order.lines'],
  ])('%s goes by what has no history, and is refused instead of finding nothing', async (selection, field, list) => {
    expect((await ask(`{ order(id: "A-7") { ${selection} } }`)).errors).toEqual([])
    expect((await ask(`{ order(id: "A-7", ${THEN}) { ${selection} } }`)).errors[0]?.extensions).toMatchObject({ code: 'AS_OF_NOT_KEPT', field, list })
  })

  it('knownSince is of that time', async () => {
    expect((await ask(`{ order(id: "A-7", ${THEN}) { verdict(definition: "completed") { knownSince } } }`)).data).toEqual({ order: { verdict: { knownSince: '2026-03-05T11:30:00Z' } } })
  })

  it('lineage is of that time', async () => {
    const lineage = 'lineage(direction: BOTH) { complete nodes { id } edges { relation from { id } to { id } } }'
    expect((await ask(`{ order(id: "A-7", ${THEN}) { ${lineage} } }`)).data).toEqual((await ask(`{ order(id: "A-7") { ${lineage} } }`)).data)
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

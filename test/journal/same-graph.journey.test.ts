import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import type { Stride } from '../../src/journal/record-window.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { distinctTold, randomTold, resolved } from '../settle/random-told.ts'
import { evaluateKnownSince, evaluateOrder, inferredOfAtelier } from '../settle/reference.ts'
import { atelier, claimsOf, has, hour, is, leads, named, type Told } from '../settle/tell.ts'
import { dumpGraph } from './dump-graph.ts'
import { expectKept } from './kept-by-walking.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 6)
const now = hour(50)
const ORDERS = ['Order/A', 'Order/B', 'Order/C']
let bench: Workbench

beforeAll(async () => {
  bench = await openWorkbench(atelier)
})
afterAll(async () => bench?.close())

const by = (events: number): Stride => ({ events, recorded: events, examined: events })
const WHOLE = by(1000)
/** Windows recorded in several strides and examined in several circles, as large ones are. */
const anyStride = fc.record({ events: fc.integer({ min: 2, max: 25 }), recorded: fc.integer({ min: 1, max: 6 }), examined: fc.integer({ min: 1, max: 6 }) })

const dumpOf = async (told: readonly Told[], stride: Stride, claimIds: boolean, ids?: readonly number[]) => {
  await bench.clear()
  await bench.tell(told, now, ids)
  await bench.settle(now, stride)
  // Worked out anew from the claims an entity at a time, whatever the windows settled on their way.
  expect((await examineGraph({ model: atelier, journal: bench.journal, driver: bench.driver }, now, undefined, 1)).listed).toEqual([])
  await expectKept(bench.driver)
  return dumpGraph(bench.driver, { claimIds })
}

describe('the graph that follows from what was told', () => {
  test('does not depend on where windows end or how they are taken up, and a rebuild makes it again, claim ids and all', async () => {
    await fc.assert(
      fc.asyncProperty(randomTold(40), anyStride, async (told, stride) => {
        const whole = await dumpOf(told, WHOLE, true)
        await bench.rebuild(now, by(3))
        expect(await dumpGraph(bench.driver, { claimIds: true })).toEqual(whole)
        expect(await dumpOf(told, stride, true)).toEqual(whole)
        expect(await dumpOf(told, by(1), true)).toEqual(whole)
        await bench.rebuild(now, WHOLE)
        expect(await dumpGraph(bench.driver, { claimIds: true })).toEqual(whole)
      }),
      { numRuns: RUNS },
    )
  }, 600_000)

  test('does not depend on the order of arrival when no two things are said of one instant', async () => {
    await fc.assert(
      fc.asyncProperty(distinctTold(40), fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), async (told, luck) => {
        const shuffled = told.map((one, index) => ({ one, index, luck: luck[index] ?? 0 })).sort((a, b) => a.luck - b.luck)
        const first = await dumpOf(told, by(5), false)
        const second = await dumpOf(shuffled.map(({ one }) => one), by(5), false, shuffled.map(({ index }) => index))
        expect(second).toEqual(first)
      }),
      { numRuns: RUNS },
    )
  }, 600_000)

  test('is unchanged when everything is told again', async () => {
    await fc.assert(
      fc.asyncProperty(randomTold(40), async (told) => {
        const once = await dumpOf(told, by(7), true)
        await bench.tell(told, now)
        expect(await bench.settle(now, by(7))).toBe(0)
        expect(await dumpGraph(bench.driver, { claimIds: true })).toEqual(once)
      }),
      { numRuns: RUNS },
    )
  }, 600_000)
})

test('a link that one record states twice, by key and by a number that two orders come to claim, ends when it is stated anew', async () => {
  await bench.clear()
  await bench.tell([named('desk', 1, 'Order/A', 'selling.number', 'n1'), named('desk', 1, 'Order/C', 'selling.number', 'n3')], now)
  for (const next of [
    leads('desk', 2, 'Garment/1', 'order', 'Order/~selling.number:n1', { also: 'Order/A' }),
    named('desk', 3, 'Order/B', 'selling.number', 'n1'),
    leads('desk', 4, 'Garment/1', 'order', 'Order/C'),
  ]) {
    await bench.settle(now, WHOLE)
    await bench.tell([next], now, [100 + next.at])
  }
  await bench.settle(now, WHOLE)
  expect((await examineGraph({ model: atelier, journal: bench.journal, driver: bench.driver }, now)).listed).toEqual([])
  const { records } = await bench.driver.executeQuery("MATCH (order:Order)-[link:HAS_LINE]->(:Garment {ref: 'Garment/1'}) WHERE link.validTo IS NULL RETURN order.ref AS ref")
  expect(records.map((record) => String(record.get('ref')))).toEqual(['Order/C'])
})

test('an order whose past line went by a number that another order comes to claim is settled anew, though the line is long another\'s', async () => {
  await dumpOf([
    has('desk', 0, 'Order/A', 'terms', 'GIFT'), named('desk', 0, 'Order/B', 'selling.number', 'n3'), leads('desk', 0, 'Garment/1', 'order', 'Order/~selling.number:n1'),
    leads('desk', 0, 'Garment/1', 'order', 'Order/~selling.number:n3', { also: 'Order/A' }), is('desk', 0, 'Garment/1', 'ORDERED'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'),
    named('desk', 0, 'Order/A', 'selling.number', 'n3'), has('desk', 0, 'Garment/1', 'pieces', 0),
  ], { events: 2, recorded: 1, examined: 1 }, true)
})

test('what hangs on a line leaves the order with it when what linked them names nobody any more, though the order is settled first', async () => {
  await bench.clear()
  const told = [leads('dock', 3, 'Parcel/2', 'lines', 'Garment/2'), leads('desk', 2, 'Order/B', 'lines', 'Garment/~selling.tag:t1'), named('desk', 1, 'Garment/2', 'selling.tag', 't1'), named('web', 1, 'Garment/1', 'selling.tag', 't1')]
  for (const [id, one] of told.entries()) {
    await bench.tell([one], now, [300 + id])
    await bench.settle(now, by(1))
  }
  expect((await examineGraph({ model: atelier, journal: bench.journal, driver: bench.driver }, now, undefined, 1)).listed).toEqual([])
  expect((await dumpGraph(bench.driver, { claimIds: true })).nodes['Parcel/2']).not.toHaveProperty('orders')
})

test('what belongs to no order keeps what its path leads to, also where the sweep reads each thing apart', async () => {
  const { nodes } = await dumpOf([has('desk', 0, 'Garment/9', 'pieces', 2), leads('dock', 1, 'Parcel/1', 'lines', 'Garment/9'), leads('dock', 2, 'Complaint/1', 'parcel', 'Parcel/1')], WHOLE, true)
  expect(nodes).toMatchObject({ 'Garment/9': { sentIn: ['Parcel/1'] }, 'Complaint/1': { pieces: ['2'] } })
})

test('what belongs to an order and to the placeholder that turns out to be it belongs to the order alone then', async () => {
  await bench.clear()
  for (const next of [
    leads('desk', 1, 'Garment/1', 'order', 'Order/~selling.number:n1', { also: 'Order/A' }), leads('dock', 1, 'Complaint/1', 'line', 'Garment/1'), named('desk', 2, 'Order/A', 'selling.number', 'n1'),
  ]) {
    await bench.tell([next], now, [200 + next.at + (next.by === 'dock' ? 10 : 0)])
    await bench.settle(now, WHOLE)
  }
  const { nodes } = await dumpGraph(bench.driver, { claimIds: true })
  expect(nodes['Complaint/1']).toMatchObject({ orders: ['Order/A'] })
  expect((await examineGraph({ model: atelier, journal: bench.journal, driver: bench.driver }, now)).listed).toEqual([])
})

describe('a graph that is not what follows from the journal', () => {
  const world = () => ({ model: atelier, journal: bench.journal, driver: bench.driver })
  const told = [named('desk', 1, 'Order/A', 'selling.number', 'n1'), named('desk', 2, 'Order/A', 'selling.number', 'n2'), leads('desk', 3, 'Garment/1', 'order', 'Order/A')]
  const edge = "(from:Order {ref: 'Order/A'})-[link:HAS_LINE]->(to:Garment)"

  test.each([
    ['a property changed', `MATCH (entity:Order {ref: 'Order/A'}) SET entity.resolved = NOT entity.resolved`, 'NODE_DIFFERS', 'Order/A'],
    ['a node is gone', `MATCH (entity:Garment {ref: 'Garment/1'}) DETACH DELETE entity`, 'NODE_MISSING', 'Garment/1'],
    ['an edge is gone', `MATCH ${edge} DELETE link`, 'EDGE_MISSING', 'Order/A'],
    ['an edge says another source', `MATCH ${edge} SET link.source = 'web'`, 'EDGE_DIFFERS', 'Order/A'],
    ['an edge is there twice', `MATCH ${edge} CREATE (from)-[again:HAS_LINE]->(to) SET again = properties(link)`, 'EDGE_DIFFERS', 'Order/A'],
    ['an earlier number is no longer findable', 'MATCH ()-[named:NAMED]->() DELETE named', 'IDENTIFIER_NOT_FINDABLE', 'Order/A'],
    ['a node is there that nobody spoke of', `CREATE (:Entity:Order {ref: 'Order/Z'})`, 'SURPLUS', 'nodes'],
    ['an edge is there that nobody stated', `MATCH (a:Order {ref: 'Order/A'}) CREATE (a)-[:WENT]->(a)`, 'SURPLUS', 'edges'],
  ])('%s: told, with the place', async (_, change, kind, about) => {
    await bench.clear()
    await bench.tell(told, now)
    await bench.settle(now, WHOLE)
    expect(await examineGraph(world(), now)).toMatchObject({ differences: 0 })
    await bench.driver.executeQuery(change)
    const { listed, differences } = await examineGraph(world(), now)
    expect(differences).toBe(listed.length)
    expect(listed).toContainEqual(expect.objectContaining({ kind, about }))
  })
})

describe('inferred links', () => {
  test('are those that a plain reading of the derivations gives', async () => {
    await fc.assert(
      fc.asyncProperty(randomTold(40), anyStride, async (told, stride) => {
        await dumpOf(told, stride, true)
        const { records } = await bench.driver.executeQuery("MATCH (from)-[link {inferred: true}]->(to) RETURN type(link) + ' ' + from.ref + ' ' + to.ref + ' ' + link.validFrom + ' ' + link.knownFrom AS link ORDER BY link")
        expect(records.map((record) => String(record.get('link')))).toEqual(inferredOfAtelier(atelier, claimsOf(resolved(told)), now))
      }),
      { numRuns: RUNS },
    )
  }, 600_000)
})

describe('orders as the plain reading of the rules has them', () => {
  test('now, in the graph', async () => {
    await fc.assert(
      fc.asyncProperty(randomTold(40), anyStride, async (told, stride) => {
        const { nodes } = await dumpOf(told, stride, true)
        for (const order of ORDERS) {
          const wanted = evaluateOrder(atelier, claimsOf(resolved(told)), order, now)
          const node = nodes[order] as Record<string, unknown> | undefined
          const found = node && Object.fromEntries(Object.keys(wanted?.verdicts ?? {}).map((name) => [name, { outcome: node[`verdict.${name}.outcome`], since: node[`verdict.${name}.since`], firstMetAt: node[`verdict.${name}.firstMetAt`] }]))
          expect(found ?? {}).toEqual(Object.fromEntries(Object.entries(wanted?.verdicts ?? {}).map(([name, { outcome, since, firstMetAt }]) => [name, { outcome, since, firstMetAt }])))
          const members = Object.entries(nodes).filter(([ref, one]) => ref !== order && (one as { orders?: string[] }).orders?.includes(order) === true).map(([ref]) => ref)
          expect(members.sort()).toEqual(wanted?.members ?? [])
        }
      }),
      { numRuns: RUNS },
    )
  }, 600_000)

  test('as of a time, as known at a time', async () => {
    const reads = makeJournalReads(bench.journal, atelier, () => now)
    await fc.assert(
      fc.asyncProperty(randomTold(40), fc.array(fc.tuple(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 33 }), fc.constantFrom(...ORDERS)), { minLength: 8, maxLength: 8 }), async (told, questions) => {
        await bench.clear()
        await bench.tell(told, now)
        await bench.settle(now, WHOLE)
        for (const [asOf, knownAt, order] of questions) {
          const asked = { asOf: hour(asOf), knownAt: hour(knownAt) }
          const known = claimsOf(resolved(told)).filter((claim) => claim.recordedAt <= asked.knownAt)
          const wanted = evaluateOrder(atelier, known, order, asked.asOf)
          const found = await reads.orderAsOf(storedRef(order), asked)
          expect({ order, asOf, knownAt, told: found !== undefined }).toEqual({ order, asOf, knownAt, told: wanted !== undefined })
          if (found === undefined || wanted === undefined) continue
          for (const [name, verdict] of Object.entries(wanted.verdicts)) {
            expect({ name, outcome: found.order.values[`verdict.${name}.outcome`], since: found.order.values[`verdict.${name}.since`] }).toEqual({ name, outcome: verdict.outcome, since: verdict.since })
            const [definition = '', version = ''] = name.split('.')
            const since = await found.knownSince(found.order.ref, definition, Number(version))
            expect({ name, since }).toEqual({ name, since: evaluateKnownSince(atelier, claimsOf(resolved(told)), order, name, asked.asOf, asked.knownAt) })
          }
        }
      }),
      { numRuns: RUNS },
    )
  }, 600_000)
})

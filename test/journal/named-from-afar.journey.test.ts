import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { recordMerge, recordUndoing } from '../../src/journal/record-merge.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { atelier, hour, hours, leads, named, type Told } from '../settle/tell.ts'
import { dumpGraph } from './dump-graph.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/** Orders that name their lines by tag, and seasons that name their orders by number: links said from the side that has many, by an identifier. */
const now = hour(50)
const WHOLE = { events: 1000, recorded: 1000, examined: 1000 }
let bench: Workbench
let told = 0

beforeAll(async () => {
  bench = await openWorkbench(atelier)
})
afterAll(async () => bench?.close())
beforeEach(async () => bench.clear())

/** Each told and settled by itself, as records that come one after the other are. */
const tell = async (...all: readonly Told[]): Promise<void> => {
  for (const one of all) {
    await bench.tell([one], now, [told += 1])
    await bench.settle(now, WHOLE)
  }
}

/** Links of an entity to those it has one of: whom, from which hour, until which. */
const linksOf = async (ref: string, at = now): Promise<readonly unknown[]> => {
  expect((await examineGraph({ model: atelier, journal: bench.journal, driver: bench.driver }, at, undefined, 1)).listed).toEqual([])
  const { records } = await bench.driver.executeQuery(
    'MATCH (:Entity {ref: $ref})-[link:HAS_LINE|IN_SEASON]-(other:Order|Season) RETURN other.ref AS other, link.validFrom AS since, link.validTo AS until ORDER BY since, other', { ref })
  return records.map((record) => [record.get('other'), ...['since', 'until'].flatMap((name) => (record.get(name) === null ? [] : [hours(Number(record.get(name)) as typeof now)]))])
}
const nodes = async () => (await dumpGraph(bench.driver, { claimIds: true })).nodes as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>
const conflicts = async () => (await bench.journal.query<{ ref: string; field: string; reason: string }>('select ref, field, reason from conflict order by ref, field')).rows.map(({ ref, field, reason }) => `${ref} ${field} ${reason}`)

const TAG = 'Garment/~selling.tag:t1'
const tagged = named('desk', 1, 'Garment/1', 'selling.tag', 't1')
const tagged2 = named('web', 1, 'Garment/2', 'selling.tag', 't1')
const byTag = (order: string, at: number): Told => leads('desk', at, order, 'lines', TAG)
const byKey = (order: string, at: number): Told => leads('web', at, 'Garment/1', 'order', order)

const permutations = <T>(all: readonly T[]): readonly (readonly T[])[] => (all.length < 2 ? [all] : all.flatMap((one, place) => permutations(all.toSpliced(place, 1)).map((rest) => [one, ...rest])))

describe('a line that one order names by tag and that names another order itself', () => {
  test.each(permutations(['its tag', 'the order that names it', 'the line'] as const))('is the later one\'s from then on, whether %s, %s or %s comes first', async (...order) => {
    const said = { 'its tag': tagged, 'the order that names it': byTag('Order/A', 2), 'the line': byKey('Order/B', 3) }
    await tell(...order.map((one) => said[one]))
    expect(await linksOf('Garment/1')).toEqual([['Order/A', 2, 3], ['Order/B', 3]])
    expect(await nodes()).toMatchObject({ 'Garment/1': { orders: ['Order/B'] } })
    expect(Object.keys(await nodes()).sort()).toEqual(['Garment/1', 'Order/A', 'Order/B'])
  })

  test.each(permutations(['its tag', 'the order that names it', 'the line'] as const))('is the one\'s that names it later, whether %s, %s or %s comes first', async (...order) => {
    const said = { 'its tag': tagged, 'the order that names it': byTag('Order/A', 3), 'the line': byKey('Order/B', 2) }
    await tell(...order.map((one) => said[one]))
    expect(await linksOf('Garment/1')).toEqual([['Order/B', 2, 3], ['Order/A', 3]])
    expect(await nodes()).toMatchObject({ 'Garment/1': { orders: ['Order/A'] } })
  })

  test('is both orders\' when both are said of one instant, and a conflict', async () => {
    await tell(byTag('Order/A', 2), byKey('Order/B', 2))
    expect(await conflicts()).toEqual([])
    await tell(tagged)
    expect(await linksOf('Garment/1')).toEqual([['Order/A', 2], ['Order/B', 2]])
    expect(await conflicts()).toEqual(['Garment/1 order SAME_INSTANT'])
  })

  test('is its own order\'s again when another line claims the tag: what was named stands apart until it is known whom the tag names', async () => {
    await tell(byKey('Order/B', 1), byTag('Order/A', 2), tagged)
    expect(await linksOf('Garment/1')).toEqual([['Order/B', 1, 2], ['Order/A', 2]])
    await tell(tagged2)
    expect(await linksOf('Garment/1')).toEqual([['Order/B', 1]])
    expect(await linksOf('Garment/2')).toEqual([])
    expect(await linksOf(TAG)).toEqual([['Order/A', 2]])
    expect(await nodes()).toMatchObject({ 'Garment/1': { orders: ['Order/B'] }, [TAG]: { orders: ['Order/A'], resolved: false } })
    expect(await conflicts()).toEqual(['Garment/1 selling.tag IDENTIFIER_CLAIMED_TWICE', 'Garment/2 selling.tag IDENTIFIER_CLAIMED_TWICE'])
  })

  test('loses in one window what it gained in it', async () => {
    await tell(byKey('Order/B', 1), byTag('Order/A', 2))
    await bench.tell([tagged, tagged2], now, [told += 1, told += 1])
    await bench.settle(now, { events: 1000, recorded: 1, examined: 1 })
    expect(await linksOf('Garment/1')).toEqual([['Order/B', 1]])
    expect(await linksOf(TAG)).toEqual([['Order/A', 2]])
  })
})

test('of orders that name one tag the later has the line, before anybody claims it and after', async () => {
  await tell(byTag('Order/A', 2), byTag('Order/B', 3))
  expect(await linksOf(TAG)).toEqual([['Order/A', 2, 3], ['Order/B', 3]])
  await tell(tagged)
  expect(await linksOf('Garment/1')).toEqual([['Order/A', 2, 3], ['Order/B', 3]])
})

test('a conflict about what a tag names goes over to the line with it', async () => {
  await tell(byTag('Order/A', 2), byTag('Order/B', 2))
  expect(await conflicts()).toEqual([`${TAG} order SAME_INSTANT`])
  await tell(tagged)
  expect(await conflicts()).toEqual(['Garment/1 order SAME_INSTANT'])
})

test('a link dated ahead comes to hold for the line that has claimed the tag meanwhile', async () => {
  await tell(byKey('Order/B', 1), byTag('Order/A', 60), tagged)
  expect(await nodes()).toMatchObject({ 'Garment/1': { orders: ['Order/B'] } })
  await bench.settle(hour(61), WHOLE)
  expect(await linksOf('Garment/1', hour(61))).toEqual([['Order/B', 1, 60], ['Order/A', 60]])
  expect(await nodes()).toMatchObject({ 'Garment/1': { orders: ['Order/A'] } })
})

test('what an order says of a line by tag shows in the line\'s history, and the order was told of all the same', async () => {
  await tell(byTag('Order/A', 2), tagged)
  const reads = makeJournalReads(bench.journal, atelier, () => now)
  const page = { first: 10, count: true }
  const [line, order] = await reads.claimsOf([storedRef('Garment/1'), storedRef('Order/A')], page)
  expect(line?.claims.map(({ field, value }) => [field, value])).toEqual([['order', 'Order/A']])
  expect(order).toMatchObject({ claims: [], total: 0 })
  expect((await reads.orderAsOf(storedRef('Order/A'), { asOf: now, knownAt: now }))?.order.ref).toBe('Order/A')
})

test.each([['tag', TAG], ['key', 'Garment/1']])('a line that an order named by %s is not seen itself before its record was told', async (_by, line) => {
  await tell(leads('desk', 2, 'Order/A', 'lines', line), { ...tagged, told: 10 })
  const reads = makeJournalReads(bench.journal, atelier, () => now)
  const seenAt = async (knownAt: number) => (await (await reads.orderAsOf(storedRef('Order/A'), { asOf: now, knownAt: hour(knownAt) }))?.entities([storedRef('Garment/1')]))?.map((row) => row?.values['resolved'])
  expect(await seenAt(7)).toEqual([false])
  expect(await seenAt(10)).toEqual([true])
})

test('a line is known no earlier than it was told of when it turns out that a link was not about it for certain', async () => {
  await tell(byTag('Order/A', 2), { ...tagged, told: 10 })
  const isKnownAt = async (knownAt: number) => (await (await makeJournalReads(bench.journal, atelier, () => now).worldAsOf({ asOf: now, knownAt: hour(knownAt) })).entities([storedRef('Garment/1')]))[0] !== undefined
  expect([await isKnownAt(1), await isKnownAt(2)]).toEqual([false, true])
  await tell({ ...tagged2, told: 11 })
  expect([await isKnownAt(9), await isKnownAt(10)]).toEqual([false, true])
})

describe('an order that a season names by number', () => {
  const NUMBER = 'Order/~selling.number:n1'
  const byNumber = leads('desk', 2, 'Season/winter', 'orders', NUMBER)
  const grounds = { reason: 'typed twice', actor: 'ann' }

  test('is in it once two that claim the number are merged, and not when they are parted', async () => {
    await tell(leads('desk', 1, 'Order/B', 'season', 'Season/summer'), byNumber, named('desk', 1, 'Order/A', 'selling.number', 'n1'))
    expect(await linksOf('Order/A')).toEqual([['Season/winter', 2]])
    await tell(named('web', 1, 'Order/B', 'selling.number', 'n1'))
    expect(await linksOf('Order/A')).toEqual([])
    expect(await linksOf(NUMBER)).toEqual([['Season/winter', 2]])
    await recordMerge(bench.journal, storedRef('Order/A'), storedRef('Order/B'), grounds, now)
    await bench.settle(now, WHOLE)
    expect(await linksOf('Order/B')).toEqual([['Season/summer', 1, 2], ['Season/winter', 2]])
    await recordUndoing(bench.journal, storedRef('Order/A'), grounds, now)
    await bench.settle(now, WHOLE)
    expect(await linksOf('Order/B')).toEqual([['Season/summer', 1]])
    expect(await linksOf(NUMBER)).toEqual([['Season/winter', 2]])
  })

  test('comes into it at its time when the merge by which the number names it was ruled before', async () => {
    await tell(named('desk', 1, 'Order/A', 'selling.number', 'n1'), named('web', 1, 'Order/B', 'selling.number', 'n1'), leads('desk', 60, 'Season/winter', 'orders', NUMBER))
    await recordMerge(bench.journal, storedRef('Order/A'), storedRef('Order/B'), grounds, now)
    await bench.settle(now, WHOLE)
    expect((await nodes())['Order/B']).not.toHaveProperty('seasons')
    await bench.settle(hour(61), WHOLE)
    expect(await linksOf('Order/B', hour(61))).toEqual([['Season/winter', 60]])
    expect(await nodes()).toMatchObject({ 'Order/B': { seasons: ['Season/winter'] } })
  })

  test('moves with the number to whom it names while the other side of a merge has a season of its own', async () => {
    await tell(leads('desk', 3, 'Order/A', 'season', 'Season/summer'), byNumber, named('desk', 1, 'Order/B', 'selling.number', 'n1'))
    await recordMerge(bench.journal, storedRef('Order/A'), storedRef('Order/B'), grounds, now)
    await bench.settle(now, WHOLE)
    expect(await linksOf('Order/B')).toEqual([['Season/winter', 2, 3], ['Season/summer', 3]])
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { recordMerge, recordUndoing } from '../../src/journal/record-merge.ts'
import { rehearse } from '../../src/journal/rehearse.ts'
import type { DefinitionVersion } from '../../src/model/model.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { loadTestModel } from '../servers/open-test-world.ts'
import { randomActing, type Acting } from '../settle/random-told.ts'
import { atelier, deletes, has, hour, hours, is, leads } from '../settle/tell.ts'
import { inDatabase, oneByOne, statesVersion, versionOf } from './judged-both-ways.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/* What versions that read states alone say of orders, as PostgreSQL works it out, against each order settled by itself: to the letter and the millisecond. */
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 12)
const STRIDE = { events: 9, recorded: 5, examined: 4 }
const GROUNDS = { reason: 'typed twice', actor: 'ann' }
const merging = fc.constantFrom<readonly (readonly [string, string])[]>([], [], [['Order/A', 'Order/B']], [['Order/A', 'Order/B'], ['Order/B', 'Order/C']])
let bench: Workbench

const made = (body: string, model = atelier): DefinitionVersion => {
  const version = versionOf(model, body)
  if (version === undefined) throw new Error('refused')
  return version
}

const merge = async (merges: readonly (readonly [string, string])[], parted: boolean, at: number): Promise<void> => {
  for (const [order, into] of merges) await recordMerge(bench.journal, storedRef(order), storedRef(into), GROUNDS, hour(at)).catch(() => undefined)
  await bench.settle(hour(at), STRIDE)
  const [last] = merges.slice(-1)
  if (last !== undefined && parted) await recordUndoing(bench.journal, storedRef(last[0]), GROUNDS, hour(at)).catch(() => undefined)
  await bench.settle(hour(at), STRIDE)
}

describe('an atelier', () => {
  beforeAll(async () => {
    bench = await openWorkbench(atelier)
  })
  afterAll(async () => bench?.close())

  /** Of whom most is told, most. */
  const TYPES = ['Garment', 'Garment', 'Garment', 'Payment', 'Payment', 'Parcel', 'Complaint', 'Enquiry']
  /** Much of few things: lines and payments that go from order to order and from state to state, by two sources. */
  const busy = fc.array(fc.tuple(fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.constantFrom('desk', 'desk', 'web'), fc.constantFrom('1', '2', '3'), fc.constantFrom('ORDERED', 'CUT', 'TACKED', 'SEWN', 'SEWN', 'CANCELLED')).map(([by, line, local]) => is(by, 0, `Garment/${line}`, local)) },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom('desk', 'web'), fc.constantFrom('1', '2', '3'), fc.constantFrom('A', 'A', 'B')).map(([by, line, order]) => leads(by, 0, `Garment/${line}`, 'order', `Order/${order}`)) },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom('1', '2'), fc.constantFrom('PROMISED', 'BOOKED', 'BOOKED', 'VOID')).map(([payment, local]) => is('bank', 0, `Payment/${payment}`, local)) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom('1', '2'), fc.constantFrom('A', 'A', 'B')).map(([payment, order]) => leads('bank', 0, `Payment/${payment}`, 'order', `Order/${order}`)) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('desk', 'web'), fc.constantFrom('1', '2', '3')).map(([by, line]) => deletes(by, 0, `Garment/${line}`)) },
  ), fc.integer({ min: 0, max: 30 })), { minLength: 20, maxLength: 40, size: 'max' }).map((all) => all.map(([told, at], place): Acting => ({ ...told, at, id: `b${place}` })))
  const sewn = `domains:
  selling: { over: Garment, appliesWhen: state.local != 'CANCELLED', met: state.local == 'SEWN' }
  paying: { over: Payment, met: state.local == 'BOOKED', aggregate: any }
unified: all`

  // By hand: line 1 is sewn at 3, line 2 at 5, the first told of by a source that disagrees from 6 to 8; line 3 is the order's from 9 to 11; a payment is booked at 4.
  const told = [
    ...['1', '2'].flatMap((line) => [leads('desk', 1, `Garment/${line}`, 'order', 'Order/A'), is('desk', 1, `Garment/${line}`, 'CUT')]),
    is('desk', 3, 'Garment/1', 'SEWN'), is('desk', 5, 'Garment/2', 'SEWN'), leads('bank', 2, 'Payment/1', 'order', 'Order/A'), is('bank', 4, 'Payment/1', 'BOOKED'),
    is('desk', 0, 'Garment/3', 'CUT'), leads('desk', 9, 'Garment/3', 'order', 'Order/A'), leads('desk', 11, 'Garment/3', 'order', 'Order/B'),
    is('web', 6, 'Garment/1', 'CANCELLED'), deletes('web', 8, 'Garment/1'),
  ]
  test.each([
    [2, ['NOT_MET since 1', 'NOT_MET since 1', 'UNKNOWN since 1']],
    [4, ['NOT_MET since 1', 'NOT_MET since 1', 'MET since 4']],
    [5, ['MET since 5', 'MET since 5', 'MET since 4']],
    [6, ['UNKNOWN since 6', 'UNKNOWN since 6', 'MET since 4']],
    [8, ['MET since 8', 'MET since 8', 'MET since 4']],
    [10, ['NOT_MET since 9', 'NOT_MET since 9', 'MET since 4']],
    [11, ['MET since 11', 'MET since 11', 'MET since 4']],
  ])('at hour %i: by hand', async (at, wanted) => {
    await bench.clear()
    await bench.tell(told, hour(at))
    await bench.settle(hour(at), STRIDE)
    const { outcomes = [], sinces = [], begun } = (await inDatabase(bench.journal, atelier, made(sewn), hour(at)))['Order/A'] ?? {}
    expect(outcomes.map((outcome, place) => `${outcome} since ${hours(sinces[place])}`)).toEqual(wanted)
    expect(hours(begun)).toBe(1)
    expect(await inDatabase(bench.journal, atelier, made(sewn), hour(at))).toEqual(await oneByOne(bench.journal, atelier, made(sewn), hour(at)))
  })

  test('what is kept of who was an order\'s and does not follow from its claims is found', async () => {
    await bench.clear()
    await bench.tell(told, hour(12))
    await bench.settle(hour(12), STRIDE)
    const found = async () => (await examineGraph({ model: atelier, journal: bench.journal, driver: bench.driver }, hour(12))).listed.map(({ kind, about }) => `${kind} ${about}`)
    expect(await found()).toEqual([])
    await bench.journal.query("update belonging set tos[3] = null where order_ref = 'Order/A'")
    await bench.journal.query("delete from belonging where order_ref = 'Order/B'")
    expect(await found()).toEqual(['BELONGING_DIFFERS Order/A', 'BELONGING_DIFFERS Order/B'])
  })

  test('anything told, corrected, retracted, deleted and merged: every order, every moment at which the clock may stand, whatever was settled last', async () => {
    const hourOf = fc.integer({ min: 0, max: 40 })
    await fc.assert(
      fc.asyncProperty(fc.tuple(busy, randomActing(30)).map((told) => told.flat()), merging, fc.boolean(), fc.array(statesVersion(atelier, TYPES, ["order.terms != 'GIFT'", "order.number == 'n1' || order.note == 'x'", "claims.exists(c, c.source == 'web')"]), { minLength: 4, maxLength: 4 }), fc.array(hourOf, { minLength: 4, maxLength: 4 }), fc.integer({ min: 1, max: 3 }), async (all, merges, parted, bodies, moments, stretch) => {
        await bench.clear()
        await bench.tell(all, hour(40))
        await bench.settle(hour(6), STRIDE)
        await merge(merges, parted, 6)
        for (const version of bodies.flatMap((body) => versionOf(atelier, body) ?? [])) {
          for (const asOf of [80, ...moments]) expect(await inDatabase(bench.journal, atelier, version, hour(asOf), stretch)).toEqual(await oneByOne(bench.journal, atelier, version, hour(asOf)))
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 600_000)

  test('a rehearsal says the same by either road', async () => {
    const bodyOf = (applies: string) => `domains:
  selling: { ${applies}over: Garment, met: state.local == 'SEWN', aggregate: any }
  paying: { ${applies}over: Payment, met: state.local == 'BOOKED' }
unified: any`
    await fc.assert(
      fc.asyncProperty(randomActing(60), merging, async (all, merges) => {
        await bench.clear()
        await bench.tell([has('desk', 0, 'Order/A', 'terms', 'POST'), ...all], hour(40))
        await bench.settle(hour(80), STRIDE)
        await merge(merges, false, 80)
        const against = atelier.definitions.get('done')?.versions[0]
        const results = await Promise.all(['', `applies: "now > timestamp('2000-01-01T00:00:00Z')", `].map(async (applies) => {
          const { examples, ...counts } = await rehearse(bench.journal, atelier, { version: made(bodyOf(applies)), against, by: ['terms', 'number', 'note', 'lines.pieces', 'lines.parcels.label', 'season.orders.terms'] }, () => hour(80), () => undefined, 2)
          return { ...counts, examples: examples.map(({ order, before, after }) => ({ order, before, after })) }
        }))
        expect(results[0]).toEqual(results[1])
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 600_000)
})

describe('a kiosk, whose orders have states of their own', () => {
  let kiosk: Awaited<ReturnType<typeof loadTestModel>>
  beforeAll(async () => {
    kiosk = await loadTestModel('test/journal/kiosk')
    bench = await openWorkbench(kiosk)
  })
  afterAll(async () => bench?.close())

  const ORDERS = ['A', 'B', 'C']
  const record = fc.record({
    by: fc.constantFrom('till', 'board'), at: fc.integer({ min: 0, max: 12 }), act: fc.integer({ min: 0, max: 11 }), luck: fc.nat(),
    what: fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('order'), key: fc.constantFrom(...ORDERS), state: fc.constantFrom('OPEN', 'PAID', 'PAID', 'LEFT', undefined), note: fc.constantFrom('x', undefined) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('snack'), key: fc.constantFrom('1', '2'), state: fc.constantFrom('WANTED', 'FRIED', undefined), order: fc.constantFrom(...ORDERS, undefined) }) },
    ),
  })

  test('rules over orders and over what is theirs, merged or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 30 }), merging, fc.boolean(), fc.array(statesVersion(kiosk, ['Order', 'Snack'], ["order.note == 'x'", "state.local != 'LEFT'"]), { minLength: 4, maxLength: 4 }), fc.integer({ min: 0, max: 12 }), async (records, merges, parted, bodies, moment) => {
        await bench.clear()
        for (const [place, { by, at, what, act, luck }] of records.entries()) {
          const of = Date.UTC(2026, 0, 1) + at * 3_600_000
          await bench.take(by, [{ id: `e${place}`, at: new Date(of).toISOString(), ...what, ...(act === 0 ? { retracts: `e${luck % records.length}` } : act < 3 ? { deleted: true } : {}) }], hour(20))
        }
        await bench.settle(hour(20), STRIDE)
        await merge(merges, parted, 20)
        for (const version of bodies.flatMap((body) => versionOf(kiosk, body) ?? [])) {
          for (const asOf of [20, moment]) expect(await inDatabase(bench.journal, kiosk, version, hour(asOf))).toEqual(await oneByOne(bench.journal, kiosk, version, hour(asOf)))
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 600_000)
})

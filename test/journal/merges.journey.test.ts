import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import type { Stride } from '../../src/journal/record-window.ts'
import { recordMerge, recordUndoing } from '../../src/journal/record-merge.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { randomTold } from '../settle/random-told.ts'
import { atelier, has, hour, type Told } from '../settle/tell.ts'
import { dumpGraph, type Dump } from './dump-graph.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 3)
const now = hour(50)
let bench: Workbench

beforeAll(async () => {
  bench = await openWorkbench(atelier)
})
afterAll(async () => bench?.close())

const grounds = { reason: 'typed twice', actor: 'ann' }
const merge = (order: string, into: string) => recordMerge(bench.journal, storedRef(order), storedRef(into), grounds, now)
const undo = (order: string) => recordUndoing(bench.journal, storedRef(order), grounds, now)
const by = (events: number): Stride => ({ events, recorded: events, examined: events })
const anyStride = fc.record({ events: fc.integer({ min: 2, max: 25 }), recorded: fc.integer({ min: 1, max: 6 }), examined: fc.integer({ min: 1, max: 6 }) })
const dump = async (claimIds = true): Promise<Dump> => {
  // Worked out anew from the claims, whatever the windows settled on their way.
  expect((await examineGraph({ model: atelier, journal: bench.journal, driver: bench.driver }, now)).listed).toEqual([])
  return dumpGraph(bench.driver, { claimIds })
}
const begin = async (told: readonly Told[], stride: Stride): Promise<void> => {
  await bench.clear()
  await bench.tell(told, now)
  await bench.settle(now, stride)
}

/** Only orders that are known can be merged. */
const ofThree = (most: number) => randomTold(most).map((told) => [...['Order/A', 'Order/B', 'Order/C'].map((order) => has('desk', 0, order, 'terms', 'POST')), ...told])

/** Something that stands between what is told: a merge of one order into another that is not merged yet, or the undoing of one. */
type Turn = { readonly merge: readonly [string, string] } | { readonly undo: string }
const turns: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.oneof(
    fc.constantFrom<[string, string]>(['Order/A', 'Order/B'], ['Order/B', 'Order/A'], ['Order/B', 'Order/C'], ['Order/C', 'Order/A']).map((merge): Turn => ({ merge })),
    fc.constantFrom('Order/A', 'Order/B', 'Order/C').map((undo): Turn => ({ undo })),
  ),
  { minLength: 1, maxLength: 4 },
)
/** Those that are refused change nothing; the property is about those that are not. */
const take = async (turn: Turn): Promise<void> => {
  try {
    await ('merge' in turn ? merge(...turn.merge) : undo(turn.undo))
  } catch (error) {
    expect(['ORDER_MERGED_ALREADY', 'ORDER_NOT_MERGED']).toContain((error as { readonly code: string }).code)
  }
}

/** Told with an order's key and number replaced: the world in which its source had used the other's key all along. */
const asOne = (told: readonly Told[], order: string, into: string): readonly Told[] =>
  told.map((one) => ({ ...one, of: one.of === order ? into : one.of, value: one.value === order ? into : one.value, ...(one.also === order ? { also: into } : {}) }))
/** Identifiers apart, a merged world is that one; both remember other names. */
const withoutNames = ({ nodes, edges }: Dump) => ({ nodes, edges })

describe('a merge of orders', () => {
  test('gives the graph of a world in which the source had used the survivor\'s key all along', async () => {
    await fc.assert(
      fc.asyncProperty(ofThree(40), anyStride, async (told, stride) => {
        await begin(asOne(told, 'Order/A', 'Order/B'), by(1000))
        const wanted = withoutNames(await dump(false))
        await begin(told, stride)
        await merge('Order/A', 'Order/B')
        await bench.settle(now, stride)
        expect(withoutNames(await dump(false))).toEqual(wanted)
      }),
      { numRuns: RUNS },
    )
  }, 600_000)

  test('and its undoing give the graph as it was, claim ids and all', async () => {
    await fc.assert(
      fc.asyncProperty(ofThree(40), anyStride, async (told, stride) => {
        await begin(told, stride)
        const before = await dump()
        await merge('Order/A', 'Order/B')
        await bench.settle(now, stride)
        await undo('Order/A')
        await bench.settle(now, stride)
        expect(await dump()).toEqual(before)
      }),
      { numRuns: RUNS },
    )
  }, 600_000)

  test('may come before, between and after what is told: a rebuild gives the same graph', async () => {
    await fc.assert(
      fc.asyncProperty(ofThree(20), randomTold(20), turns, turns, anyStride, async (first, second, between, after, stride) => {
        await begin(first, stride)
        for (const turn of between) await take(turn)
        await bench.tell(second, now, second.map((_, index) => first.length + index))
        for (const turn of after) await take(turn)
        await bench.settle(now, stride)
        const [before, plainly] = [await dump(), withoutNames(await dump(false))]
        await bench.rebuild(now, by(1000))
        expect(await dump()).toEqual(before)
        // Only which merges are in force counts, not when they came.
        const { rows } = await bench.journal.query<{ order_ref: string; into_ref: string }>('select order_ref, into_ref from merge as made where undoes is null and not exists (select from merge where undoes = made.seq) order by seq')
        await begin([...first, ...second], by(7))
        for (const row of rows) await merge(row.order_ref, row.into_ref)
        await bench.settle(now, by(7))
        expect(withoutNames(await dump(false))).toEqual(plainly)
      }),
      { numRuns: RUNS },
    )
  }, 600_000)
})

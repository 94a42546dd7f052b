import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { loadCircle } from '../../src/journal/circle.ts'
import { settleOrder } from '../../src/settle/settle-order.ts'
import { storedRef, typeOfRef, type Ref } from '../../src/vocabulary/ref.ts'
import { randomActing, type Acting } from '../settle/random-told.ts'
import { atelier, hour, leads, named } from '../settle/tell.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/** Which orders an id led to, against every entity of the moment looked at: who bore the number by plain reading of the claims, and to which orders it then belonged. */
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 8)
const now = hour(80)
/** Whoever bore the tag at 4 belonged to no order; whoever bears it later does. */
const borneTwice = [leads('web', 2, 'Order/A', 'lines', 'Garment/1'), named('desk', 3, 'Garment/2', 'selling.tag', 't1'), named('desk', 9, 'Garment/1', 'selling.tag', 't1')].map((told, place): Acting => ({ ...told, id: `e${place}` }))
let bench: Workbench
beforeAll(async () => {
  bench = await openWorkbench(atelier)
})
afterAll(async () => bench?.close())

describe('the orders that an id led to at a moment', () => {
  const moment = fc.integer({ min: 0, max: 45 })

  test('are those of whoever bore it then, by the first level that leads to any', async () => {
    await fc.assert(
      fc.asyncProperty(randomActing(40), fc.array(fc.tuple(moment, moment), { minLength: 3, maxLength: 3 }), async (told, moments) => {
        await bench.clear()
        await bench.tell(told, now)
        await bench.settle(now, { events: 11, recorded: 6, examined: 5 })
        const reads = makeJournalReads(bench.journal, atelier, () => now)
        for (const [asOf, knownAt] of moments) {
          const at = { asOf: hour(asOf), knownAt: hour(knownAt) }
          const world = await reads.worldAsOf(at)
          const { rows } = await bench.journal.query<{ ref: Ref; field: string; value: string; occurred_at: number; void: string | null; recorded_at: number }>(
            `select *, void @> ${hour(knownAt)}::bigint as is_void from claim where kind = 'identifier'`)
          const borne = rows.filter((row) => row.recorded_at <= hour(knownAt) && (row as { is_void?: boolean | null }).is_void !== true)
          const ordersOf = async (refs: readonly Ref[]): Promise<readonly string[]> => {
            const [found, belonging] = [await world.entities(refs), await world.belonging(refs)]
            return [...new Set(refs.flatMap((ref, place) => (found[place] === undefined ? [] : typeOfRef(ref) === 'Order' ? [ref] : belonging[place] ?? [])))].sort()
          }
          for (const id of ['n1', 'n2', 'n3', 't1', 't2']) {
            const own = id.startsWith('n')
            const bearing = borne.filter((row) => row.value === JSON.stringify(id) && typeOfRef(row.ref) === (own ? 'Order' : 'Garment'))
            const then = bearing.filter((row) => row.occurred_at <= hour(asOf))
            const expected = await ordersOf([...new Set((then.length > 0 ? then : bearing).map(({ ref }) => ref))])
            expect(await reads.ordersNamed({ id, domain: undefined }, at)).toEqual({ orders: expected, later: expected.length > 0 && then.length === 0 })
          }
          // Who belonged to what, against what each order says of itself.
          const members = await Promise.all(['Order/A', 'Order/B', 'Order/C'].map(async (order) => {
            const { facts } = await loadCircle(bench.journal, atelier, [storedRef(order)], at.knownAt)
            return facts.entities.has(storedRef(order)) ? settleOrder(facts, storedRef(order), at.asOf, [])?.members ?? [] : []
          }))
          const those = ['Garment/1', 'Garment/2', 'Payment/1', 'Parcel/1', 'Complaint/1', 'Enquiry/1'].map(storedRef)
          expect((await world.belonging(those)).map((orders) => orders.filter((order) => !order.includes('~')))).toEqual(those.map((ref) => ['Order/A', 'Order/B', 'Order/C'].filter((_, place) => members[place]?.includes(ref) === true)))
          for (const ref of ['Garment/1', 'Garment/2', 'Payment/1', 'Complaint/1', 'Order/A', 'Order/B']) {
            const [row] = await world.entities([storedRef(ref)])
            const expected = row === undefined ? [] : await ordersOf([storedRef(ref)])
            expect((await reads.ordersNamed({ id: ref, domain: undefined }, at)).orders).toEqual(expected)
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true, examples: [[borneTwice, [[4, 43], [9, 43], [2, 43]]]] },
    )
  }, 600_000)
})

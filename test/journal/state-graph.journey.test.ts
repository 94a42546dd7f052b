import { EVER } from '../../src/vocabulary/instant.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readStateGraph, readStateVisits, type StateVisitsAsked, type VisitKind } from '../../src/journal/read-state-graph.ts'
import { readWorldAsOf } from '../../src/journal/read-as-of.ts'
import type { EntityType } from '../../src/model/entity-type.ts'
import { hasPassed, type StateVisit } from '../../src/settle/visits.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { randomActing } from '../settle/random-told.ts'
import { atelier, hour } from '../settle/tell.ts'
import { expected, oneByOne, shown } from './visits-one-by-one.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/* Visits of a type's states, as PostgreSQL cuts and counts them from claims, against each entity's own visits, which follow from its rulings. What is counted here is counted in plain code. */
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 8)
const now = hour(80)
const ORDERS = ['Order/A', 'Order/B'].map(storedRef)
let bench: Workbench
beforeAll(async () => {
  bench = await openWorkbench(atelier)
})
afterAll(async () => bench?.close())

const isManual = (source: string | undefined): boolean => source !== undefined && atelier.sources.get(source)?.manual === true
/** Which visits are of a kind, in plain code. */
const KINDS: Readonly<Record<VisitKind, (visit: StateVisit, type: EntityType, asOf: Instant) => boolean>> = {
  OPEN: ({ to }) => to === undefined,
  OVERDUE: (visit, _, asOf) => visit.to === undefined && hasPassed(visit, asOf),
  LATE: (visit, _, asOf) => visit.to !== undefined && hasPassed(visit, asOf),
  BREACHED: ({ met }) => met === false,
  MANUAL: ({ source }) => isManual(source),
  ELSEWHERE: ({ local = '', source }, { states }) => ![undefined, source].includes(states?.states.get(local)?.responsible),
  DISPUTED: ({ local }) => local === undefined,
}
/** In the order in which they began; what nobody knows of an SLA is left out. */
const listed = (visits: readonly StateVisit[]): readonly unknown[] =>
  visits.toSorted((a, b) => a.from - b.from || (a.ref < b.ref ? -1 : 1)).map(({ met, ...visit }) => ({ ...visit, ...(typeof met === 'boolean' ? { met } : {}) }))
/** All of them, a page of three at a time. */
const paged = async (asked: Omit<StateVisitsAsked, 'first'>): Promise<readonly unknown[]> => {
  const visits: StateVisit[] = []
  for (;;) {
    const last = visits.at(-1)
    const page = await readStateVisits(bench.journal, atelier, { ...asked, first: 3, ...(last === undefined ? {} : { after: last }) })
    visits.push(...page.visits)
    if (!page.hasNextPage) return visits
  }
}

describe('visits over all entities of a type', () => {
  const moment = fc.integer({ min: 0, max: 45 })

  test('are those of each entity by itself: now, as of a moment, and as known at one; of the entities of some orders too', async () => {
    await fc.assert(
      fc.asyncProperty(randomActing(60), fc.array(fc.tuple(moment, moment), { minLength: 3, maxLength: 3 }), async (told, moments) => {
        await bench.clear()
        await bench.tell(told, now)
        await bench.settle(now, { events: 9, recorded: 5, examined: 4 })
        const asked = [{ asOf: now, knownAt: undefined }, ...moments.flatMap(([asOf, knownAt]) => [{ asOf: hour(asOf), knownAt: undefined }, { asOf: hour(asOf), knownAt: hour(knownAt) }])]
        for (const type of [...atelier.types.values()].filter(({ states }) => states !== undefined)) {
          for (const { asOf, knownAt } of asked) {
            const all = await oneByOne(bench.journal, atelier, type, asOf, knownAt)
            const tallies = await readStateGraph(bench.journal, atelier, { type, asOf, knownAt, ofNow: true })
            expect(shown(tallies)).toEqual(expected(atelier, type, all, asOf))
            for (const [kind, isOf] of Object.entries(KINDS) as readonly [VisitKind, (typeof KINDS)[VisitKind]][]) {
              expect(await paged({ type, asOf, knownAt, ofNow: true, kind })).toEqual(listed(all.filter((visit) => isOf(visit, type, asOf))))
            }
            for (const local of [...type.states?.states.keys() ?? []].slice(0, 2)) expect(await paged({ type, asOf, knownAt, ofNow: true, local })).toEqual(listed(all.filter((visit) => visit.local === local)))
            expect(await paged({ type, asOf, knownAt, ofNow: true })).toEqual(listed(all))
            const world = await readWorldAsOf(bench.journal, atelier, { asOf, knownAt: knownAt ?? now })
            const refs = [...new Set(all.map(({ ref }) => ref))]
            const belonging = await world.belonging(refs)
            const ofThese = new Set(refs.filter((_, place) => belonging[place]?.some((order) => ORDERS.includes(order))))
            expect(shown(await readStateGraph(bench.journal, atelier, { type, asOf, knownAt, ofNow: asOf === now, moment: asOf === now ? undefined : { asOf, knownAt: knownAt ?? EVER }, orders: ORDERS }))).toEqual(expected(atelier, type, all.filter(({ ref }) => ofThese.has(ref)), asOf))
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 600_000)
})

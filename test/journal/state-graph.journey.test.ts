import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSurvivors } from '../../src/journal/read-merges.ts'
import { readStateGraph, type StateTallies, type VisitTally } from '../../src/journal/read-state-graph.ts'
import { Told } from '../../src/journal/told.ts'
import type { EntityType } from '../../src/model/model.ts'
import { historyOf } from '../../src/settle/history.ts'
import { hasPassed, visitsOf, type StateVisit } from '../../src/settle/visits.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { randomActing } from '../settle/random-told.ts'
import { atelier, hour } from '../settle/tell.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/* Visits of a type's states, as PostgreSQL cuts and counts them from claims, against each entity's own visits, which follow from its rulings. What is counted here is counted in plain code. */
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 8)
const now = hour(80)
let bench: Workbench
beforeAll(async () => {
  bench = await openWorkbench(atelier)
})
afterAll(async () => bench?.close())

const share = (sorted: readonly number[], of: number): number => {
  const place = (sorted.length - 1) * of
  const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low + (high - low) * (place - Math.floor(place))
}

const counted = (type: EntityType, visits: readonly StateVisit[], all: readonly StateVisit[], asOf: Instant): VisitTally => {
  const lasted = visits.flatMap(({ from, to }) => (to === undefined ? [] : [to - from])).sort((a, b) => a - b)
  const count = (is: (visit: StateVisit) => boolean): number => visits.filter(is).length
  return {
    visits: visits.length,
    begun: count((visit) => all.find(({ ref }) => ref === visit.ref) === visit),
    open: count(({ to }) => to === undefined),
    lasted: lasted.length === 0 ? undefined : { mean: lasted.reduce((sum, one) => sum + one, 0) / lasted.length, median: share(lasted, 0.5), p90: share(lasted, 0.9), longest: lasted.at(-1) ?? 0 },
    overdue: count((visit) => visit.to === undefined && hasPassed(visit, asOf)),
    late: count((visit) => visit.to !== undefined && hasPassed(visit, asOf)),
    breached: count(({ met }) => met === false),
    manual: count(({ source }) => source === 'web'),
    elsewhere: count(({ local, source }) => local !== undefined && type.states?.states.get(local)?.responsible !== undefined && type.states.states.get(local)?.responsible !== source),
  }
}

/** Each entity's visits, first to last, one entity after the other. */
const oneByOne = async (type: EntityType, asOf: Instant, knownAt: Instant | undefined): Promise<readonly StateVisit[]> => {
  const told = new Told(atelier, await readSurvivors(bench.journal, knownAt), knownAt)
  const refs = (await bench.journal.query<{ ref: string }>('select distinct ref from claim where ref like $1', [`${type.name}/%`])).rows.map(({ ref }) => storedRef(ref))
  await told.ensure(bench.journal, refs)
  const facts = told.facts(refs)
  return [...facts.entities.keys()].flatMap((ref) => visitsOf(atelier, historyOf(facts, ref), asOf))
}

const shown = ({ byState, transitions }: StateTallies): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries([...byState].map(([local, tally]) => [String(local), tally])),
  ...Object.fromEntries(transitions.map(({ from, to, tally: { visits, lasted } }) => [`${String(from)} ${String(to)}`, { visits, lasted }])),
})

const expected = (type: EntityType, all: readonly StateVisit[], asOf: Instant): Readonly<Record<string, unknown>> => {
  const byState = Map.groupBy(all, ({ local }) => local)
  const steps = Map.groupBy(all.flatMap((visit, place) => {
    const next = all[place + 1]
    return next !== undefined && next.ref === visit.ref && next.from === visit.to ? [{ visit, step: `${String(visit.local)} ${String(next.local)}` }] : []
  }), ({ step }) => step)
  return {
    ...Object.fromEntries([...byState].map(([local, visits]) => [String(local), counted(type, visits, all, asOf)])),
    ...Object.fromEntries([...steps].map(([step, those]) => {
      const { visits, lasted } = counted(type, those.map(({ visit }) => visit), all, asOf)
      return [step, { visits, lasted }]
    })),
  }
}

describe('visits over all entities of a type', () => {
  const moment = fc.integer({ min: 0, max: 45 })

  test('are those of each entity by itself: now, as of a moment, and as known at one', async () => {
    await fc.assert(
      fc.asyncProperty(randomActing(60), fc.array(fc.tuple(moment, moment), { minLength: 3, maxLength: 3 }), async (told, moments) => {
        await bench.clear()
        await bench.tell(told, now)
        await bench.settle(now, { events: 9, recorded: 5, examined: 4 })
        const asked = [{ asOf: now, knownAt: undefined }, ...moments.flatMap(([asOf, knownAt]) => [{ asOf: hour(asOf), knownAt: undefined }, { asOf: hour(asOf), knownAt: hour(knownAt) }])]
        for (const type of [...atelier.types.values()].filter(({ states }) => states !== undefined)) {
          for (const { asOf, knownAt } of asked) {
            const all = await oneByOne(type, asOf, knownAt)
            expect(shown(await readStateGraph(bench.journal, atelier, { type, asOf, knownAt, ofNow: true }))).toEqual(expected(type, all, asOf))
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 600_000)
})

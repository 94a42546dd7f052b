import { readSurvivors } from '../../src/journal/read-merges.ts'
import type { StateTallies, VisitTally } from '../../src/journal/read-state-graph.ts'
import type { Journal } from '../../src/journal/open-journal.ts'
import { Told } from '../../src/journal/told.ts'
import type { EntityType } from '../../src/model/entity-type.ts'
import type { Model } from '../../src/model/model.ts'
import { historyOf } from '../../src/settle/history.ts'
import { hasPassed, visitsOf, type StateVisit } from '../../src/settle/visits.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'

const share = (sorted: readonly number[], of: number): number => {
  const place = (sorted.length - 1) * of
  const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low + (high - low) * (place - Math.floor(place))
}

const counted = (model: Model, type: EntityType, visits: readonly StateVisit[], all: readonly StateVisit[], asOf: Instant): VisitTally => {
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
    manual: count(({ source }) => source !== undefined && model.sources.get(source)?.manual === true),
    elsewhere: count(({ local, source }) => local !== undefined && type.states?.states.get(local)?.responsible !== undefined && type.states.states.get(local)?.responsible !== source),
  }
}

/** Each entity's visits, first to last, one entity after the other. */
export const oneByOne = async (journal: Journal, model: Model, type: EntityType, asOf: Instant, knownAt: Instant | undefined): Promise<readonly StateVisit[]> => {
  const told = new Told(model, await readSurvivors(journal, knownAt), knownAt)
  const refs = (await journal.query<{ ref: string }>('select distinct ref from claim where ref like $1', [`${type.name}/%`])).rows.map(({ ref }) => storedRef(ref))
  await told.ensure(journal, refs)
  const facts = told.facts(refs)
  return [...facts.entities.keys()].flatMap((ref) => visitsOf(model, historyOf(facts, ref), asOf))
}

/** Tallies by `state` or `from to`. */
export const shown = ({ byState, transitions }: StateTallies): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries([...byState].map(([local, tally]) => [String(local), tally])),
  ...Object.fromEntries(transitions.map(({ from, to, tally: { visits, lasted } }) => [`${String(from)} ${String(to)}`, { visits, lasted }])),
})

/** The same, counted in plain code from entities' own visits. */
export const expected = (model: Model, type: EntityType, all: readonly StateVisit[], asOf: Instant): Readonly<Record<string, unknown>> => {
  const byState = Map.groupBy(all, ({ local }) => local)
  const steps = Map.groupBy(all.flatMap((visit, place) => {
    const next = all[place + 1]
    return next !== undefined && next.ref === visit.ref && next.from === visit.to ? [{ visit, step: `${String(visit.local)} ${String(next.local)}` }] : []
  }), ({ step }) => step)
  return {
    ...Object.fromEntries([...byState].map(([local, visits]) => [String(local), counted(model, type, visits, all, asOf)])),
    ...Object.fromEntries([...steps].map(([step, those]) => {
      const { visits, lasted } = counted(model, type, those.map(({ visit }) => visit), all, asOf)
      return [step, { visits, lasted }]
    })),
  }
}

import { preferencesOf, STATE_FIELD, type Preference } from '../model/arbitration.ts'
import type { DefinitionVersion, Model } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import { countsAs } from '../settle/count-states.ts'
import type { Facts } from '../settle/facts.ts'
import { historyOf } from '../settle/history.ts'
import { whereApplies } from '../settle/sweep-rule.ts'
import { append, at, type Timeline } from '../settle/timeline.ts'
import { unifyOver } from '../settle/unify.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { outcomeOfLetter, type Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { arbitrated, preferenceColumns } from './arbitrated.ts'
import type { Survivors } from './survivors.ts'
import type { Reader } from './told.ts'

/** What a version says of an order at a moment: the unified outcome first, then the domains', each with since when. */
export interface Judged {
  readonly begun: Instant
  readonly outcomes: readonly Outcome[]
  readonly sinces: readonly Instant[]
}

/** What PostgreSQL says of an order. */
export interface ChangesRow {
  readonly order_ref: Ref
  readonly begun: number
  readonly changes: string
}

/** States and what they count as, as the statement takes them; claims write a state as JSON. */
const valuesOf = (model: Model, { domains }: DefinitionVersion): readonly unknown[] => {
  const written = (type: string, local: string): string => type + JSON.stringify(local)
  const graphOf = (type: string) => model.types.get(type)?.states
  const counted = domains.flatMap((rule, place) => [...graphOf(rule.over)?.states.values() ?? []].map(({ name: local, canonical }) =>
    ({ place: place + 1, local: written(rule.over, local), counts: countsAs(rule, { local, canonical }, model.timezone) })))
  return [
    domains.map(({ over }) => over), domains.map((rule) => countsAs(rule, undefined, model.timezone)), domains.map(({ requires }) => requires), domains.map(({ aggregate }) => aggregate === 'all'),
    counted.map(({ place }) => place), counted.map(({ local }) => local), counted.map(({ counts }) => counts), counted.map(({ local }) => local),
    [...new Set(domains.map(({ over }) => over))].flatMap((type) => [...graphOf(type)?.reaches ?? []].flatMap(([from, reached]) => [...reached].map((to) => written(type, from) + written(type, to)))),
  ]
}

/** What is preferred of claims about the types that a version's rules are over, each state with its type before it. */
const preferencesFor = (model: Model, { domains }: DefinitionVersion): readonly Preference[] => [...new Set(domains.map(({ over }) => over))].flatMap((name) => {
  const type = model.types.get(name)
  return type === undefined ? [] : preferencesOf(model, type, STATE_FIELD).map(({ local = '', ...preference }) => ({ ...preference, local: name + JSON.stringify(local) }))
})

/** Changes as the statement writes them, by rule. */
const timelinesOf = ({ domains }: DefinitionVersion, begun: Instant, changes: string): readonly Timeline<Outcome>[] => {
  const timelines = domains.map((): { from: Instant; value: Outcome }[] => [{ from: begun, value: 'UNKNOWN' }])
  for (const [, place = '', letter = '', moment = ''] of changes.matchAll(/(\d+)([A-Z])(-?\d+)/g)) {
    append(timelines[Number(place) - 1] ?? [], instant(Number(moment)), outcomeOfLetter(letter), (a, b) => a === b)
  }
  return timelines
}

/** Whether a rule asks the order's own claims whether it applies. */
export const asksOrders = ({ domains }: DefinitionVersion): boolean => domains.some(({ applies }) => applies !== undefined)

/**
 * How outcomes of a version that reads states alone change over time, rule by rule, until a moment, by all that was told: of orders that have begun.
 * PostgreSQL works it out (sql/read/outcomes-of-states.sql), from state claims and from `belonging`; what a state means under a rule is asked of the rule here,
 * once for each state. Cost: one statement; the orders' state claims, n log n.
 */
export const readChanges = async (reader: Reader, model: Model, survivors: Survivors, version: DefinitionVersion, orders: readonly Ref[], asOf: Instant): Promise<readonly ChangesRow[]> => {
  const merged = survivors.aliases
  // Planned for its values each time: how many orders there are, they say.
  const preferences = preferencesFor(model, version)
  const values = [orders, asOf, merged.map(([ref]) => ref), merged.map(([, survivor]) => survivor), ORDER, ...valuesOf(model, version), ...preferenceColumns(preferences, (local) => local)]
  const { rows } = await reader.query<ChangesRow>({ text: arbitrated('read/outcomes-of-states', preferences), values })
  return rows
}

/** What such a version says of orders at the moment, the same as settling each would say. `told`: the orders, where rules ask them whether they apply (`asksOrders`). */
export const judgeByChanges = (told: Facts, version: DefinitionVersion, changes: readonly ChangesRow[], asOf: Instant): ReadonlyMap<Ref, Judged> => new Map(changes.map(({ order_ref: order, begun, changes: written }) => {
  const from = instant(begun)
  const domains = timelinesOf(version, from, written).map((counted, place) => {
    const rule = version.domains[place]
    if (rule?.applies === undefined) return counted
    return whereApplies(rule, counted, { order: historyOf(told, order), timezone: told.model.timezone, entities: new Map(), verdicts: new Map() }, { firstAt: from, asOf, until: asOf })
  })
  const entries = [unifyOver(version, domains), ...domains].map((timeline) => at(timeline, asOf) ?? { from, value: 'UNKNOWN' as const })
  return [order, { begun: from, outcomes: entries.map(({ value }) => value), sinces: entries.map((entry) => entry.from) }]
}))

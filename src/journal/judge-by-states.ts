import type { DefinitionVersion, Model } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import { countsAs } from '../settle/count-states.ts'
import type { Facts } from '../settle/facts.ts'
import { historyOf } from '../settle/history.ts'
import { whereApplies } from '../settle/sweep-rule.ts'
import type { Around } from '../settle/rule-scope.ts'
import { append, at, type Timeline } from '../settle/timeline.ts'
import { unifyOver } from '../settle/unify.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { outcomeOfLetter, type Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'
import type { Reader } from './told.ts'

/** What a version says of an order at a moment: the unified outcome first, then the domains', each with since when. */
export interface Judged {
  readonly begun: Instant
  readonly outcomes: readonly Outcome[]
  readonly sinces: readonly Instant[]
}

interface Row {
  readonly order_ref: Ref
  readonly begun: number
  readonly changes: string
}

/** States and what they count as, as the statement takes them; claims write a state as JSON. */
const valuesOf = (model: Model, { domains }: DefinitionVersion): readonly unknown[] => {
  const written = (type: string, local: string): string => type + JSON.stringify(local)
  const graphOf = (type: string) => model.types.get(type)?.states
  const counted = domains.flatMap((rule, place) => [...graphOf(rule.over)?.states.values() ?? []].map((state) => ({ place: place + 1, state: written(rule.over, state.name), counts: countsAs(rule, { local: state.name, canonical: state.canonical }, model.timezone) })))
  return [
    domains.map(({ over }) => over), domains.map((rule) => countsAs(rule, undefined, model.timezone)), domains.map(({ requires }) => requires), domains.map(({ aggregate }) => aggregate === 'all'),
    counted.map(({ place }) => place), counted.map(({ state }) => state), counted.map(({ counts }) => counts), counted.map(({ state }) => state),
    [...new Set(domains.map(({ over }) => over))].flatMap((type) => [...graphOf(type)?.reaches ?? []].flatMap(([from, reached]) => [...reached].map((to) => written(type, from) + written(type, to)))),
  ]
}

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
 * What a version that reads states alone says of orders at a moment, by all that was told: those that have begun, the same as settling each would say. Which
 * outcome each domain has over time PostgreSQL works out (sql/read/outcomes-of-states.sql), from state claims and from `belonging`; what a state means
 * under a rule is asked of the rule here, once for each state, and whether a rule applies of the order's own claims. `told`: these, where a rule asks
 * (`asksOrders`). Cost: one statement; the orders' state claims, n log n.
 */
export const judgeByStates = async (reader: Reader, told: Facts, survivors: Survivors, version: DefinitionVersion, orders: readonly Ref[], asOf: Instant): Promise<ReadonlyMap<Ref, Judged>> => {
  const { model } = told
  const merged = survivors.aliases
  // Planned for its values each time: how many orders there are, they say.
  const { rows } = await reader.query<Row>({ text: sql('read/outcomes-of-states').text, values: [orders, asOf, merged.map(([ref]) => ref), merged.map(([, survivor]) => survivor), ORDER, ...valuesOf(model, version)] })
  return new Map(rows.map(({ order_ref: order, begun, changes }) => {
    const from = instant(begun)
    const around = (): Around => ({ order: historyOf(told, order), timezone: model.timezone, entities: new Map(), verdicts: new Map() })
    const domains = timelinesOf(version, from, changes).map((counted, place) => {
      const rule = version.domains[place]
      return rule?.applies === undefined ? counted : whereApplies(rule, counted, around(), { firstAt: from, asOf, until: asOf })
    })
    const entries = [unifyOver(version, domains), ...domains].map((timeline) => at(timeline, asOf) ?? { from, value: 'UNKNOWN' as const })
    return [order, { begun: from, outcomes: entries.map(({ value }) => value), sinces: entries.map((entry) => entry.from) }]
  }))
}

import { Malformed, UNKNOWN } from '../expression/expression.ts'
import { expressionsOfAnswers, readsAny, readsNow } from '../model/version-reads.ts'
import type { EntityType } from '../model/entity-type.ts'
import type { DefinitionVersion, DomainRule } from '../model/model.ts'
import { HOUR_MS, instant, type Instant } from '../vocabulary/instant.ts'
import { ORDER } from './belonging.ts'
import { wasDisputed } from './conflicts.ts'
import { turningPoints, withPassing } from './passing-time.ts'
import { alone, seeing, variablesAt, type Around, type Participant, type Swept } from './rule-scope.ts'
import { historiesRead, momentsRead, sweepRule, timesRead, type Span } from './sweep-rule.ts'
import type { History } from './history.ts'
import { append, at, moments, type Timeline } from './timeline.ts'
import { unifyOver } from './unify.ts'

/** What the versions of definitions ask of one order at a moment. */
export interface OrderQuestion {
  /** Those a rule quantifies over. */
  readonly participants: (rule: Pick<DomainRule, 'over' | 'path'>) => readonly Participant[]
  readonly order: History
  /** The order's first claim. */
  readonly firstAt: Instant
  readonly asOf: Instant
  readonly timezone: string
  /** Of the model, by name. */
  readonly types: ReadonlyMap<string, EntityType>
  /** Versions that were swept for it already; others may use them. */
  readonly swept: Map<DefinitionVersion, Swept>
}

/** How far ahead of the moment asked a version that reads `now` is followed: longer than any deadline we have met. */
const HORIZON_MS = 400 * 24 * HOUR_MS

/** Until when a version is followed; beyond the moment asked where the clock alone may change it. */
export const followedUntil = (version: DefinitionVersion, asOf: Instant): Instant => instant(readsNow(version) ? asOf + HORIZON_MS : asOf)

/** What the version's rules see beside the entity they look at. */
export const aroundOf = (question: OrderQuestion, version: DefinitionVersion): Around => ({
  order: question.order,
  timezone: question.timezone,
  entities: new Map(version.entityTypes.map((over) => [over, question.participants({ over })])),
  verdicts: new Map([...version.uses].map(([name, used]) => [name, sweepVersion(question, used)])),
})

/** A version over time, for one order. Cost: its claims, n log n; of the versions that it uses too, once each for an order. */
export const sweepVersion = (question: OrderQuestion, version: DefinitionVersion): Swept => {
  const known = question.swept.get(version)
  if (known !== undefined) return known
  const { asOf, firstAt } = question
  const around = aroundOf(question, version)
  const until = followedUntil(version, asOf)
  const looked = version.domains.map((rule) => question.participants(rule))
  const timelines = version.domains.map((rule, place) => sweepRule(rule, looked[place] ?? [], around, { firstAt, asOf, until }))
  const unified = unifyOver(version, timelines)
  const domains = version.domains.map(({ domain }, place) => [domain, timelines[place] ?? []] as const)
  const changes = moments([firstAt, ...timelines.flatMap((timeline) => timeline.map(({ from }) => from))])
  const answerAt = answering(version, around, unified, domains)
  const swept = {
    unified, domains, answerAt, around, disputed: disputedAmong(question, looked.flat(), around),
    moments: momentsOf(version, around, { changes, firstAt, asOf, until }, answerAt),
  }
  question.swept.set(version, swept)
  return swept
}

const disputedAmong = (question: OrderQuestion, looked: readonly Participant[], { entities, verdicts }: Around): readonly Participant[] => [...new Map([
  ...[...question.participants({ over: ORDER }), ...looked, ...[...entities.values()].flat()].filter(({ history }) => wasDisputed(history)),
  ...[...verdicts.values()].flatMap(({ disputed }) => disputed),
].map((participant) => [participant.ref, participant])).values()]

const answering = ({ answers }: DefinitionVersion, around: Around, unified: Swept['unified'], domains: Swept['domains']): Swept['answerAt'] => (answer, moment) => {
  const rule = answer === 'stage' ? answers.stage?.rule : answers[answer]
  const outcome = at(unified, moment)?.value ?? 'UNKNOWN'
  if (rule === undefined || outcome === 'NOT_APPLICABLE') return UNKNOWN
  const variables = variablesAt(around.order, around, moment, {}, alone(rule))
  variables['outcome'] = outcome
  if (readsAny(['outcomes'], [rule])) variables['outcomes'] = Object.fromEntries(domains.map(([domain, timeline]) => [domain, at(timeline, moment)?.value ?? 'UNKNOWN']))
  try {
    const said = rule.evaluate({ timezone: around.timezone, variables })
    if (answer === 'stage') return answers.stage?.scale.includes(said as string) === true ? said : UNKNOWN
    // A decimal is text of digits.
    return answer === 'share' && said !== UNKNOWN ? Number(said) : said
  } catch (error) {
    if (error instanceof Malformed) return UNKNOWN
    throw error
  }
}

/** When anything that the version says may change: outcomes, and where it answers more the moments of all that its answers look at. */
const momentsOf = (version: DefinitionVersion, around: Around, { changes, firstAt, asOf, until }: Span & { readonly changes: readonly Instant[] }, answerAt: Swept['answerAt']): readonly Instant[] => {
  const said = expressionsOfAnswers(version)
  if (said.length === 0) return changes
  // What was said of things before they were the order's, or turns before it began, is no moment of the order's.
  const within = (all: Iterable<Instant>): readonly Instant[] => moments(all).filter((moment) => moment >= firstAt && moment <= until)
  const bounds = within([...changes, ...around.order.moments, ...momentsRead(said, around)])
  return readsAny(['now'], said) ? withPassing(within([...bounds, asOf, ...turningPoints(said, around, historiesRead(said, around), timesRead(said, around))]), until, (moment) => seeing(() => answerAt('stage', moment)), String) : bounds
}

/** Where an order stands on the version's scale, over time. */
export const stagesOver = ({ answerAt, moments: when }: Swept): Timeline<string | undefined> => {
  const timeline: { from: Instant; value: string | undefined }[] = []
  for (const moment of when) {
    const stage = answerAt('stage', moment)
    append(timeline, moment, typeof stage === 'string' ? stage : undefined, (a, b) => a === b)
  }
  return timeline
}

import { Malformed, UNKNOWN, type Compiled, type Value } from '../expression/expression.ts'
import { expressionsOfAnswers, readsAny, readsNow } from '../model/version-reads.ts'
import type { DefinitionVersion, DomainRule } from '../model/model.ts'
import { HOUR_MS, instant, type Instant } from '../vocabulary/instant.ts'
import { turningPoints, withPassing } from './passing-time.ts'
import { scopeAt, type Around, type Participant, type Swept } from './rule-scope.ts'
import { historiesRead, momentsRead, sweepRule } from './sweep-rule.ts'
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
  /** Versions that were swept for it already; others may use them. */
  readonly swept: Map<DefinitionVersion, Swept>
}

/** How far ahead of the moment asked a version that reads `now` is followed: longer than any deadline we have met. */
const HORIZON_MS = 400 * 24 * HOUR_MS

/** Until when a version is followed; beyond the moment asked where the clock alone may change it. */
export const followedUntil = (version: DefinitionVersion, asOf: Instant): Instant => instant(readsNow(version) ? asOf + HORIZON_MS : asOf)

/** What the version's rules see beside the entity they look at. */
const aroundOf = (question: OrderQuestion, version: DefinitionVersion): Around => ({
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
  const timelines = version.domains.map((rule) => sweepRule(rule, question.participants(rule), around, { firstAt, asOf, until }))
  const unified = unifyOver(version, timelines)
  const domains = version.domains.map(({ domain }, place) => [domain, timelines[place] ?? []] as const)
  const changes = moments([firstAt, ...timelines.flatMap((timeline) => timeline.map(({ from }) => from))])
  const answersAt = answering(version, around, unified, domains)
  const swept = { unified, domains, answersAt, around, moments: momentsOf(version, around, { changes, asOf, until }, answersAt) }
  question.swept.set(version, swept)
  return swept
}

const answering = ({ answers: { stage, share, time } }: DefinitionVersion, around: Around, unified: Swept['unified'], domains: Swept['domains']) => (moment: Instant): Readonly<Record<string, Value>> => {
  const outcome = at(unified, moment)?.value ?? 'UNKNOWN'
  if (outcome === 'NOT_APPLICABLE' || (stage ?? share ?? time) === undefined) return {}
  const base = scopeAt(around.order, around, moment, {})
  const variables = Object.defineProperties({ outcome, outcomes: Object.fromEntries(domains.map(([domain, timeline]) => [domain, at(timeline, moment)?.value ?? 'UNKNOWN'])) }, Object.getOwnPropertyDescriptors(base.variables))
  const say = (rule: Compiled): Value => {
    try {
      return rule.evaluate({ ...base, variables })
    } catch (error) {
      if (error instanceof Malformed) return UNKNOWN
      throw error
    }
  }
  const [stood, part, when] = [stage && say(stage.rule), share && say(share), time && say(time)]
  return {
    ...(stage !== undefined && typeof stood === 'string' && stage.scale.includes(stood) ? { stage: stood } : {}),
    // A decimal is text of digits.
    ...(part === undefined || part === UNKNOWN ? {} : { share: Number(part) }),
    ...(typeof when === 'number' ? { time: when } : {}),
  }
}

/** When anything that the version says may change: outcomes, and where it answers more the moments of all that its answers look at. */
const momentsOf = (version: DefinitionVersion, around: Around, { changes, asOf, until }: { readonly changes: readonly Instant[]; readonly asOf: Instant; readonly until: Instant }, answersAt: Swept['answersAt']): readonly Instant[] => {
  const said = expressionsOfAnswers(version)
  if (said.length === 0) return changes
  const bounds = moments([...changes, ...around.order.moments, ...momentsRead(said, around)]).filter((moment) => moment <= until)
  return readsAny(['now'], said) ? withPassing([...bounds, asOf, ...turningPoints(said, historiesRead(said, around))], until, (moment) => JSON.stringify(answersAt(moment))) : bounds
}

/** Where an order stands on the version's scale, over time. */
export const stagesOver = ({ answersAt, moments: when }: Swept): Timeline<string | undefined> => {
  const timeline: { from: Instant; value: string | undefined }[] = []
  for (const moment of when) append(timeline, moment, answersAt(moment)['stage'] as string | undefined, (a, b) => a === b)
  return timeline
}

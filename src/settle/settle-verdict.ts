import { UNKNOWN } from '../expression/expression.ts'
import type { DefinitionVersion, DomainRule } from '../model/model.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { HOUR_MS, instant, type Instant } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import { rulingAt, standingClaims, type History } from './history.ts'
import { appliesAt, contributionAt, sweepRule, type Contribution, type Participant } from './sweep-rule.ts'
import { at, type Timeline } from './timeline.ts'
import { unifyOver } from './unify.ts'

export interface OutcomeRuling {
  readonly outcome: Outcome
  /** Start of the unbroken interval in which the outcome holds. */
  readonly since: Instant
  readonly firstMetAt?: Instant
}
export interface DomainVerdictRuling extends OutcomeRuling {
  readonly domain: string
  /** Claims the outcome rests on. */
  readonly evidence: readonly Claim[]
  /** One text for each unmet or undecided entity and for each required one that is absent. */
  readonly missing: readonly string[]
}
export interface VerdictRuling extends OutcomeRuling {
  readonly definition: string
  readonly version: number
  readonly domains: readonly DomainVerdictRuling[]
  readonly skewHours?: number
  /** Over time up to the moment: the unified outcome first, then the domains' in the version's order. */
  readonly outcomes: readonly Timeline<Outcome>[]
  /** Where a rule reads `now`: when the clock alone may change an outcome, at the latest when it is to be looked at again. */
  readonly nextAt?: Instant
}

/** How far ahead of the moment asked a rule that reads `now` is followed: longer than any deadline we have met. */
const HORIZON_MS = 400 * 24 * HOUR_MS

/** Whether the clock alone may change the version's outcomes. */
export const readsNow = (version: DefinitionVersion): boolean =>
  version.domains.some((rule) => [rule.applies, rule.appliesWhen, rule.met].some((expression) => expression?.reads.some((path) => path[0] === 'now')))

const rulingOf = (timeline: Timeline<Outcome>, asOf: Instant, firstAt: Instant): OutcomeRuling => {
  const entry = at(timeline, asOf) ?? { from: firstAt, value: 'UNKNOWN' as const }
  const firstMet = timeline.find((candidate) => candidate.value === 'MET' && candidate.from <= asOf)
  return { outcome: entry.value, since: entry.from, ...(firstMet === undefined ? {} : { firstMetAt: firstMet.from }) }
}

export interface VerdictQuestion {
  readonly version: DefinitionVersion
  /** Those a rule quantifies over. */
  readonly participants: (rule: DomainRule) => readonly Participant[]
  readonly order: History
  /** The order's first claim. */
  readonly firstAt: Instant
  readonly asOf: Instant
  readonly timezone: string
}

/** A definition version applied to one order at a moment. Cost: its claims, n log n. */
export const settleVerdict = (question: VerdictQuestion): VerdictRuling => {
  const { version, asOf, firstAt } = question
  const until = instant(readsNow(version) ? asOf + HORIZON_MS : asOf)
  const timelines = version.domains.map((rule) => sweepRule(rule, question.participants(rule), question.order, { firstAt, asOf, until }, question.timezone))
  const domains = version.domains.map((rule, index) => ({ domain: rule.domain, ...rulingOf(timelines[index] ?? [], asOf, firstAt), ...grounds(rule, question) }))
  const unified = unifyOver(version, timelines)
  const met = domains.filter((domain) => domain.outcome === 'MET').map((domain) => domain.since)
  return {
    definition: version.definition,
    version: version.version,
    ...rulingOf(unified, asOf, firstAt),
    domains,
    outcomes: [unified, ...timelines].map((timeline) => (until === asOf ? timeline : timeline.filter((entry) => entry.from <= asOf))),
    ...(met.length < 2 ? {} : { skewHours: (Math.max(...met) - Math.min(...met)) / HOUR_MS }),
    ...(until === asOf ? {} : { nextAt: instant(Math.min(until, ...timelines.flatMap((timeline) => timeline.map((entry) => entry.from).filter((from) => from > asOf)))) }),
  }
}

/** Evidence and what is missing, at the moment asked for. */
const grounds = (rule: DomainRule, question: VerdictQuestion): Pick<DomainVerdictRuling, 'evidence' | 'missing'> => {
  const { asOf, order, timezone } = question
  const applies = appliesAt(rule, order, asOf, timezone)
  if (applies !== true) {
    const doubt = applies === UNKNOWN && rule.applies !== undefined ? [`${rule.domain}: ${order.facts.ref}: not known whether ${rule.applies.text}`] : []
    return { evidence: standingClaims(order, asOf), missing: doubt }
  }
  const present = question.participants(rule).filter((participant) => at(participant.membership, asOf)?.value === true)
  const weighed = present.map((participant) => ({ participant, contribution: contributionAt(rule, participant, order, asOf, timezone) }))
  const applying = weighed.filter(({ contribution }) => contribution.applies === true)
  const lacking = weighed.filter(({ contribution }) => contribution.applies !== false && !(contribution.applies === true && contribution.met === true))
  const telling = applying.length < rule.requires ? weighed : rule.aggregate === 'all' ? (lacking.length > 0 ? lacking : applying) : anyGrounds(weighed)
  const missing = rule.aggregate === 'any' && applying.some(({ contribution }) => contribution.met === true) ? [] : lacking.map(({ participant, contribution }) => missingText(rule, participant, contribution, asOf))
  // What may count is not absent: it has a text of its own.
  const undecided = weighed.filter(({ contribution }) => contribution.applies === UNKNOWN).length
  for (let absent = applying.length + undecided; absent < rule.requires; absent += 1) {
    missing.push(`${rule.domain}: ${rule.over} ${absent + 1} of ${rule.requires} required is absent${rule.appliesWhen === undefined ? '' : ` (counted where ${rule.appliesWhen.text})`}`)
  }
  return { evidence: telling.flatMap(({ participant }) => [...standingClaims(participant.history, asOf)]), missing }
}

const anyGrounds = <T extends { readonly contribution: Contribution }>(weighed: readonly T[]): readonly T[] => {
  const met = weighed.filter(({ contribution }) => contribution.applies === true && contribution.met === true)
  return met.length > 0 ? met : weighed
}

const missingText = (rule: DomainRule, participant: Participant, { applies, met }: Contribution, asOf: Instant): string => {
  const ruling = rulingAt(participant.history, asOf)?.value
  const now = ruling === undefined ? 'no state is known' : ruling.settled ? `state is ${ruling.local}` : 'sources disagree about its state'
  const doubt = applies === UNKNOWN && rule.appliesWhen !== undefined ? `not known whether ${rule.appliesWhen.text}` : met === UNKNOWN ? `not known whether ${rule.met.text}` : `not ${rule.met.text}`
  return `${rule.domain}: ${participant.ref}: ${doubt}; ${now}`
}

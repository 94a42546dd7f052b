import { UNKNOWN, type Compiled } from '../expression/expression.ts'
import type { DefinitionVersion, DomainRule } from '../model/model.ts'
import { entityTypesRead, expressionsOfRule, versionsRead } from '../model/version-reads.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { HOUR_MS, instant, type Instant } from '../vocabulary/instant.ts'
import type { Missing } from '../vocabulary/missing.ts'
import { LETTER_OF, letterOfStage, type Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { isDisputedAt } from './conflicts.ts'
import { rulingAt, standingClaims } from './history.ts'
import { presentAt, type Around, type Participant, type Swept } from './rule-scope.ts'
import { appliesAt, contributionAt, type Contribution } from './sweep-rule.ts'
import { followedUntil, stagesOver, sweepVersion, type OrderQuestion } from './sweep-version.ts'
import { at, type Timeline } from './timeline.ts'

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
  /** Each unmet or undecided entity and each required one that is absent. */
  readonly missing: readonly Missing[]
}
export interface VerdictAnswers {
  readonly stage?: string
  /** Of a version with a scale, also while nobody knows where the order stands on it. */
  readonly stageSince?: Instant
  readonly share?: number
  readonly time?: Instant
}
export interface VerdictRuling extends OutcomeRuling {
  readonly definition: string
  readonly version: number
  readonly domains: readonly DomainVerdictRuling[]
  readonly skewHours?: number
  /** Over time up to the moment, as letters: the unified outcome first, then the domains' in the version's order, then the stage, where there is a scale. */
  readonly letters: readonly Timeline<string>[]
  /** What the version answers beside outcomes. */
  readonly answers: VerdictAnswers
  /** Of what it looks at at the moment, what sources disagree about and nothing decides; an identifier that two claim is not among it. */
  readonly disputed: readonly Ref[]
  /** Whether there was ever anything. */
  readonly wasDisputed: boolean
  /** Where a rule reads `now`: when the clock alone may change an outcome, at the latest when it is to be looked at again. */
  readonly nextAt?: Instant
}

/** What is shown of a verdict. */
export type VerdictShown = Omit<VerdictRuling, 'letters' | 'nextAt' | 'wasDisputed'>

/** Between the earliest and the latest of the domains that are met, where two are. */
export const skewHours = (domains: readonly OutcomeRuling[]): Pick<VerdictRuling, 'skewHours'> => {
  const met = domains.filter(({ outcome }) => outcome === 'MET').map(({ since }) => since)
  return met.length < 2 ? {} : { skewHours: (Math.max(...met) - Math.min(...met)) / HOUR_MS }
}

const rulingOf = (timeline: Timeline<Outcome>, asOf: Instant, firstAt: Instant): OutcomeRuling => {
  const entry = at(timeline, asOf) ?? { from: firstAt, value: 'UNKNOWN' as const }
  const firstMet = timeline.find((candidate) => candidate.value === 'MET' && candidate.from <= asOf)
  return { outcome: entry.value, since: entry.from, ...(firstMet === undefined ? {} : { firstMetAt: firstMet.from }) }
}

export type VerdictQuestion = OrderQuestion & { readonly version: DefinitionVersion }

/** A definition version applied to one order at a moment. Cost: its claims, n log n. */
export const settleVerdict = (question: VerdictQuestion): VerdictRuling => {
  const { version, asOf, firstAt } = question
  const until = followedUntil(version, asOf)
  const swept = sweepVersion(question, version)
  const domains = version.domains.map((rule, place) => ({ domain: rule.domain, ...rulingOf(swept.domains[place]?.[1] ?? [], asOf, firstAt), ...grounds(rule, question, swept.around) }))
  const { scale } = version.answers.stage ?? {}
  const stages = scale && stagesOver(swept)
  return {
    definition: version.definition,
    version: version.version,
    ...rulingOf(swept.unified, asOf, firstAt),
    domains,
    letters: [swept.unified, ...swept.domains.map(([, timeline]) => timeline)].map((timeline) => lettersOf(timeline, asOf, (outcome) => LETTER_OF[outcome])).concat(scale && stages ? [lettersOf(stages, asOf, (stage) => letterOfStage(scale, stage))] : []),
    disputed: presentAt(swept.disputed, asOf).filter(({ history }) => isDisputedAt(history, asOf)).map(({ ref }) => ref),
    wasDisputed: swept.disputed.length > 0,
    answers: answersOf(version, swept, asOf, stages === undefined ? undefined : at(stages, asOf)?.from ?? firstAt),
    ...skewHours(domains),
    ...(until === asOf ? {} : { nextAt: instant(Math.min(until, ...[swept.unified, ...swept.domains.map(([, timeline]) => timeline), ...(stages === undefined ? [] : [stages])].flatMap((timeline) => timeline.map(({ from }) => from)).filter((moment) => moment > asOf))) }),
  }
}

const answersOf = ({ answers }: DefinitionVersion, { answerAt }: Swept, asOf: Instant, stageSince: Instant | undefined): VerdictAnswers => {
  const [stage, share, time] = (['stage', 'share', 'time'] as const).map((answer) => (answers[answer] === undefined ? UNKNOWN : answerAt(answer, asOf)))
  return {
    ...(typeof stage === 'string' ? { stage } : {}),
    ...(stageSince === undefined ? {} : { stageSince }),
    ...(typeof share === 'number' ? { share } : {}),
    ...(typeof time === 'number' ? { time: instant(time) } : {}),
  }
}

const lettersOf = <T>(timeline: Timeline<T>, asOf: Instant, letterOf: (value: T) => string): Timeline<string> => timeline.filter(({ from }) => from <= asOf).map(({ from, value }) => ({ from, value: letterOf(value) }))

/** Of what expressions read through `entities`, and of the versions whose verdicts they read. */
const claimsBeside = (said: readonly (Compiled | undefined)[], question: VerdictQuestion, { entities }: Around): readonly Claim[] => [
  ...entityTypesRead(said).flatMap((type) => presentAt(entities.get(type) ?? [], question.asOf)).flatMap(({ history }) => standingClaims(history, question.asOf)),
  ...versionsRead(question.version, said).flatMap((version) => evidenceOf({ ...question, version })),
]

const evidenceMade = new WeakMap<Swept, readonly Claim[]>()

/** What a verdict rests on, worked out once for an order, however many versions use it. */
const evidenceOf = (question: VerdictQuestion): readonly Claim[] => {
  const swept = sweepVersion(question, question.version)
  const known = evidenceMade.get(swept) ?? [...new Set(question.version.domains.flatMap((rule) => grounds(rule, question, swept.around).evidence))]
  evidenceMade.set(swept, known)
  return known
}

/** Evidence and what is missing, at the moment asked for. */
const grounds = (rule: DomainRule, question: VerdictQuestion, around: Around): Pick<DomainVerdictRuling, 'evidence' | 'missing'> => {
  const { asOf, order } = question
  const applies = appliesAt(rule, around, asOf)
  if (applies !== true) {
    const doubt: readonly Missing[] = applies === UNKNOWN ? [{ lacks: 'APPLIES', ref: order.facts.ref }] : []
    return { evidence: [...new Set([...standingClaims(order, asOf), ...claimsBeside([rule.applies], question, around)])], missing: doubt }
  }
  const present = presentAt(question.participants(rule), asOf)
  const weighed = present.map((participant) => ({ participant, contribution: contributionAt(rule, participant, around, asOf) }))
  const applying = weighed.filter(({ contribution }) => contribution.applies === true)
  const lacking = weighed.filter(({ contribution }) => contribution.applies !== false && !(contribution.applies === true && contribution.met === true))
  const telling = applying.length < rule.requires ? weighed : rule.aggregate === 'all' ? (lacking.length > 0 ? lacking : applying) : anyGrounds(weighed)
  const missing: Missing[] = rule.aggregate === 'any' && applying.some(({ contribution }) => contribution.met === true) ? [] : lacking.map(({ participant, contribution }) => lackOf(participant, contribution, asOf))
  // What may count is not absent: it has an entry of its own.
  const undecided = weighed.filter(({ contribution }) => contribution.applies === UNKNOWN).length
  for (let absent = applying.length + undecided; absent < rule.requires; absent += 1) {
    missing.push({ lacks: 'PRESENT', place: absent + 1 })
  }
  return { evidence: [...new Set([...telling.flatMap(({ participant }) => standingClaims(participant.history, asOf)), ...claimsBeside(expressionsOfRule(rule), question, around)])], missing }
}

const anyGrounds = <T extends { readonly contribution: Contribution }>(weighed: readonly T[]): readonly T[] => {
  const met = weighed.filter(({ contribution }) => contribution.applies === true && contribution.met === true)
  return met.length > 0 ? met : weighed
}

const lackOf = (participant: Participant, { applies, met }: Contribution, asOf: Instant): Missing => {
  const ruling = rulingAt(participant.history, asOf)?.value
  const lacks = applies === UNKNOWN ? 'COUNTS' : met === UNKNOWN ? 'KNOWN' : 'MET'
  return { lacks, ref: participant.ref, ...(ruling === undefined ? {} : { local: ruling.settled ? ruling.local : null }) }
}

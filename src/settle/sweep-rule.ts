import { Malformed, UNKNOWN, type Compiled, type Scope } from '../expression/expression.ts'
import type { DomainRule } from '../model/model.ts'
import { entityTypesRead, readsAny } from '../model/version-reads.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { once } from '../vocabulary/once.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { History } from './history.ts'
import { turningPoints, withPassing } from './passing-time.ts'
import { alone, seeing, variablesAt, type Around, type Participant, type Seen } from './rule-scope.ts'
import { append, at, moments, type Timeline } from './timeline.ts'

/** Kleene's three values. */
export type Truth = true | false | Unknown
type Unknown = typeof UNKNOWN

export interface Contribution {
  readonly applies: Truth
  readonly met: Truth
}

export const truth = (expression: Pick<Compiled, 'evaluate'>, scope: Scope): Truth => {
  try {
    const value = expression.evaluate(scope)
    return typeof value === 'boolean' ? value : UNKNOWN
  } catch (error) {
    // Present and wrong is no more an answer than absent is; a rule cannot reject what was taken.
    if (error instanceof Malformed) return UNKNOWN
    throw error
  }
}

type Said = readonly (Compiled | undefined)[]

/** What a rule says of an entity: two expressions. */
const saidOf = once(({ met, appliesWhen }: DomainRule): Said => [met, appliesWhen])

export const contributionAt = (rule: DomainRule, participant: Participant, around: Around, moment: Instant): Contribution =>
  contributionIn(rule, { variables: variablesAt(participant.history, around, moment, at(participant.edge, moment)?.value ?? {}, saidOf(rule)), timezone: around.timezone })

export const contributionIn = (rule: DomainRule, scope: Scope): Contribution => {
  const applies = rule.appliesWhen === undefined ? true : truth(rule.appliesWhen, scope)
  return { applies, met: applies === false ? UNKNOWN : truth(rule.met, scope) }
}

export const appliesAt = (rule: DomainRule, around: Around, moment: Instant): Truth =>
  rule.applies === undefined ? true : truth(rule.applies, { variables: variablesAt(around.order, around, moment, {}, alone(rule.applies)), timezone: around.timezone })

/** How many entities stand where; the outcome follows from these counts alone. */
interface Tally {
  applying: number
  met: number
  unmet: number
  open: number
}

/** Under `all` an entity that does not apply cannot hurt; under `any` one that does not apply cannot help. */
export const weigh = (aggregate: DomainRule['aggregate'], { applies, met }: Contribution): keyof Omit<Tally, 'applying'> | undefined => {
  if (applies === false) return undefined
  if (aggregate === 'all') return met === true ? 'met' : met === false && applies === true ? 'unmet' : 'open'
  return met === false ? 'unmet' : met === true && applies === true ? 'met' : 'open'
}

const outcomeOf = (rule: DomainRule, tally: Tally): Outcome => {
  if (tally.applying < rule.requires || tally.applying + tally.open === 0) return 'UNKNOWN'
  if (rule.aggregate === 'all') return tally.unmet > 0 ? 'NOT_MET' : tally.open > 0 ? 'UNKNOWN' : 'MET'
  return tally.met > 0 ? 'MET' : tally.open > 0 ? 'UNKNOWN' : 'NOT_MET'
}

interface Change {
  readonly at: Instant
  readonly of: number
  readonly contribution: Contribution | undefined
}

/** From the order's first claim: the moment asked about, and how far ahead of it to look. */
export interface Span {
  readonly firstAt: Instant
  readonly asOf: Instant
  readonly until: Instant
}

const boundsOf = ({ history, membership, edge }: Participant): readonly Instant[] => [...history.moments, ...membership.map(({ from }) => from), ...edge.map(({ from }) => from)]

/** When what expressions read beside the entity itself may change. */
export const momentsRead = (said: Said, around: Around): readonly Instant[] => [
  ...(readsAny(['order'], said) ? around.order.moments : []),
  ...entityTypesRead(said).flatMap((type) => around.entities.get(type) ?? []).flatMap(boundsOf),
  ...(readsAny(['verdicts'], said) ? [...around.verdicts.values()].flatMap(({ moments: of }) => of) : []),
]

/** Times of other versions' verdicts that they may be holding the clock against. */
export const timesRead = (said: Said, around: Around): readonly Instant[] => (!readsAny(['verdicts'], said) ? [] : [...around.verdicts.values()].flatMap(({ moments: of, answerAt }) =>
  [...of, ...of.map((moment) => answerAt('time', moment)).filter((time) => typeof time === 'number')] as Instant[]))

/** Whose times they may be holding the clock against. */
export const historiesRead = (said: Said, around: Around): readonly History[] =>
  [around.order, ...entityTypesRead(said).flatMap((type) => around.entities.get(type) ?? []).map(({ history }) => history)]

/** Every moment at which one participant's contribution may change, with what it then is; undefined while it is none of the order's. */
const changesOf = (rule: DomainRule, participant: Participant, of: number, around: Around, { asOf, until }: Span): Change[] => {
  const said = saidOf(rule)
  const bounds = moments([...boundsOf(participant), ...momentsRead(said, around)])
  const contributed = new Map<Instant, Seen<Contribution>>()
  const contributionOnce = (moment: Instant): Seen<Contribution> => {
    const known = contributed.get(moment) ?? seeing(() => contributionAt(rule, participant, around, moment))
    contributed.set(moment, known)
    return known
  }
  const textOf = ({ applies, met }: Contribution): string => `${String(applies)} ${String(met)}`
  const when = readsAny(['now'], said) ? withPassing([...bounds, asOf, ...turningPoints(said, around, [participant.history, ...historiesRead(said, around)], timesRead(said, around))], until, contributionOnce, textOf) : bounds
  const changes: Change[] = []
  let membership = 0
  for (const moment of when) {
    if (moment > until) break
    while ((participant.membership[membership + 1]?.from ?? Infinity) <= moment) membership += 1
    const entry = participant.membership[membership]
    const belongs = entry !== undefined && entry.from <= moment && entry.value
    changes.push({ at: moment, of, contribution: belongs ? contributionOnce(moment).value : undefined })
  }
  return changes
}

/**
 * A domain rule's outcome over time, from the order's first claim to `until`. One pass over all changes in time order, keeping counts:
 * n claims cost n log n. Never met by an empty set; fewer applying entities than required is UNKNOWN.
 */
export const sweepRule = (rule: DomainRule, participants: readonly Participant[], around: Around, span: Span): Timeline<Outcome> => {
  const { firstAt } = span
  const changes = participants.flatMap((participant, index) => changesOf(rule, participant, index, around, span)).sort((a, b) => a.at - b.at)
  const tally: Tally = { applying: 0, met: 0, unmet: 0, open: 0 }
  const current: (Contribution | undefined)[] = participants.map(() => undefined)
  const count = (contribution: Contribution | undefined, by: 1 | -1): void => {
    if (contribution === undefined) return
    if (contribution.applies === true) tally.applying += by
    const weight = weigh(rule.aggregate, contribution)
    if (weight !== undefined) tally[weight] += by
  }
  const timeline: { from: Instant; value: Outcome }[] = []
  let applied = 0
  for (const moment of moments([firstAt, ...changes.map((change) => change.at)])) {
    for (let change = changes[applied]; change !== undefined && change.at <= moment; applied += 1, change = changes[applied]) {
      count(current[change.of], -1)
      current[change.of] = change.contribution
      count(change.contribution, 1)
    }
    if (moment >= firstAt) append(timeline, moment, outcomeOf(rule, tally), (a, b) => a === b)
  }
  return whereApplies(rule, timeline, around, span)
}

/** What the entities come to over time, where the rule applies to the order. */
export const whereApplies = (rule: DomainRule, counted: Timeline<Outcome>, around: Around, { firstAt, asOf, until }: Span): Timeline<Outcome> => {
  const { applies: whether } = rule
  if (whether === undefined) return counted
  const ofOrder = moments([firstAt, ...around.order.moments, ...momentsRead([whether], around)])
  const when = readsAny(['now'], [whether]) ? withPassing([...ofOrder, asOf, ...turningPoints([whether], around, historiesRead([whether], around), timesRead([whether], around))], until, (moment) => seeing(() => appliesAt(rule, around, moment)), String) : ofOrder
  const timeline: { from: Instant; value: Outcome }[] = []
  for (const moment of moments([...counted.map(({ from }) => from), ...when])) {
    if (moment < firstAt || moment > until) continue
    const applies = appliesAt(rule, around, moment)
    append(timeline, moment, applies === false ? 'NOT_APPLICABLE' : applies === UNKNOWN ? 'UNKNOWN' : at(counted, moment)?.value ?? 'UNKNOWN', (a, b) => a === b)
  }
  return timeline
}

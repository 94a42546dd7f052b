import { conditionParts } from '../expression/compile-expression.ts'
import { UNKNOWN, type Compiled, type Scope, type Value } from '../expression/expression.ts'
import type { Part } from '../expression/parts-of.ts'
import type { DefinitionModel, DefinitionVersion, DomainRule } from '../model/model.ts'
import { rulingAt, rulingClaims, standingClaims, type History } from '../settle/history.ts'
import type { OrderQuestion } from '../settle/settle-order.ts'
import { settleVerdict, type DomainVerdictRuling } from '../settle/settle-verdict.ts'
import { appliesAt, contributionAt, scopeAt, truth, type Contribution, type Participant, type Truth } from '../settle/sweep-rule.ts'
import { at } from '../settle/timeline.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Decides, Explained, ReadValue, Shown } from './explained.ts'

/** Why a version's outcome is what it is, down to the conditions and what they looked at. Outcomes are settling's own. Cost: that of the verdict, and each condition once more. */
export const explainVerdict = (question: OrderQuestion, { title }: DefinitionModel, version: DefinitionVersion): Explained => {
  const verdict = settleVerdict({ ...question, version })
  const domains = version.domains.map((rule, place) => explainDomain(question, rule, verdict.domains[place] as DomainVerdictRuling))
  return {
    kind: 'DEFINITION', definition: version.definition, version: version.version, title, rule: typeof version.unified === 'string' ? version.unified : version.unified.text,
    outcome: verdict.outcome, parts: domains, claims: [...new Set(domains.flatMap(({ claims }) => claims))],
  }
}

const explainDomain = (question: OrderQuestion, rule: DomainRule, { outcome, evidence }: DomainVerdictRuling): Explained => {
  const { order, asOf, timezone } = question
  const onOrder: Watched = { history: order, order, scope: scopeAt(order, order, asOf, timezone, {}), asOf }
  const applies = rule.applies === undefined ? [] : [explainCondition(onOrder, 'applies', rule.applies)]
  const weighed = appliesAt(rule, order, asOf, timezone) === true
    ? presentAt(question, rule).map((participant) => ({ participant, contribution: contributionAt(rule, participant, order, asOf, timezone) })) : []
  const counted = weighed.filter(({ contribution }) => contribution.applies === true)
  const undecided = weighed.filter(({ contribution }) => contribution.applies === UNKNOWN).length
  const there = counted.length + undecided
  const absent = Array.from({ length: applies.every((part) => part.outcome === 'MET') ? Math.max(0, rule.requires - there) : 0 }, (_, index): Explained => ({
    kind: 'ABSENT', type: rule.over, place: there + index + 1, requires: rule.requires, rule: rule.appliesWhen?.text ?? 'true', outcome: 'UNKNOWN', parts: [], claims: [],
  }))
  return {
    kind: 'DOMAIN', domain: rule.domain, over: rule.over, aggregate: rule.aggregate, requires: rule.requires, counted: counted.length, undecided, met: counted.filter(({ contribution }) => contribution.met === true).length,
    outcome, claims: evidence, parts: [...applies, ...weighed.map(({ participant, contribution }) => explainEntity(question, rule, participant, contribution)), ...absent],
  }
}

/** Those a rule looks at that are the order's at the moment. */
export const presentAt = ({ participants, asOf }: OrderQuestion, rule: DomainRule): readonly Participant[] => participants(rule).filter(({ membership }) => at(membership, asOf)?.value === true)

/** Whose claims a condition reads. */
export interface Watched {
  readonly history: History
  readonly order: History
  readonly scope: Scope
  readonly asOf: Instant
}

export const watch = ({ order, asOf, timezone }: OrderQuestion, { history, edge }: Participant): Watched =>
  ({ history, order, asOf, scope: scopeAt(history, order, asOf, timezone, at(edge, asOf)?.value ?? {}) })

const explainEntity = (question: OrderQuestion, rule: DomainRule, participant: Participant, { applies, met }: Contribution): Explained => {
  const watched = watch(question, participant)
  const when = rule.appliesWhen === undefined ? [] : [explainCondition(watched, 'appliesWhen', rule.appliesWhen)]
  return {
    kind: 'ENTITY', ref: participant.ref, outcome: applies === false ? 'NOT_APPLICABLE' : applies === UNKNOWN ? 'UNKNOWN' : outcomeOf(met),
    parts: applies === false ? when : [...when, explainCondition(watched, 'met', rule.met)], claims: standingClaims(participant.history, question.asOf),
  }
}

const outcomeOf = (value: Truth): Outcome => (value === UNKNOWN ? 'UNKNOWN' : value ? 'MET' : 'NOT_MET')

const explainCondition = (watched: Watched, decides: Decides, compiled: Compiled): Explained => explainPart(watched, decides, conditionParts(compiled))

const explainPart = (watched: Watched, decides: Decides, part: Part): Explained => {
  const outcome = outcomeOf(truth(part, watched.scope))
  const own = { kind: 'CONDITION', decides, rule: part.text, outcome } as const
  if (part.op === 'leaf') return { ...own, reads: part.reads.flatMap((path) => readOf(watched, path)), parts: [], claims: claimsRead(watched, part.reads) }
  const parts = part.parts.map((inner) => explainPart(watched, decides, inner))
  return { ...own, join: part.op, reads: [], parts, claims: [...new Set(parts.flatMap(({ claims }) => claims))] }
}

/** What stands at a path of the scope; UNKNOWN where nothing does. */
export const valueAt = ({ scope }: Watched, path: readonly string[]): Value =>
  path.reduce<Value>((value, member) => (typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, member) ? ((value as Readonly<Record<string, Value>>)[member] ?? UNKNOWN) : UNKNOWN), scope.variables)

/** Lists, such as `claims`, are told by the claims of the part. */
export const readOf = (watched: Watched, path: readonly string[]): readonly ReadValue[] => (path[0] === 'claims' ? [] : [{ path: path.join('.'), value: shown(watched, path, valueAt(watched, path)), disputed: isDisputed(watched, path) }])

/** Whether sources disagree on what is read, and no rule decided. */
const isDisputed = ({ history, order, asOf }: Watched, [variable, member = '']: readonly string[]): boolean => {
  if (variable === 'state') return rulingAt(history, asOf)?.value.settled === false
  return (variable === 'entity' || variable === 'order') && at((variable === 'order' ? order : history).attributes.get(member) ?? [], asOf)?.value?.settled === false
}

const isTime = ({ history, order }: Watched, [variable, member = '']: readonly string[]): boolean =>
  variable === 'now' || (variable === 'state' && member === 'since') || (variable === 'order' ? order : history).facts.type.attributes.get(member)?.type === 'DateTime'

const shown = (watched: Watched, path: readonly string[], value: Value): Shown => {
  if (typeof value === 'number' && isTime(watched, path)) return formatInstant(value as Instant)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** The claims on which what was read rests. */
const claimsRead = ({ history, order, asOf }: Watched, reads: readonly (readonly string[])[]): readonly Claim[] => [...new Set(reads.flatMap(([variable, member]) => {
  if (variable === 'claims') return history.facts.claims.filter((claim) => claim.occurredAt <= asOf && claim.kind !== 'seen' && claim.ended !== true)
  if (variable === 'state') return rulingClaims(history, asOf)
  return member === undefined || (variable !== 'entity' && variable !== 'order') ? [] : fieldClaims(variable === 'order' ? order : history, member, asOf)
}))]

const fieldClaims = ({ facts, attributes }: History, field: string, asOf: Instant): readonly Claim[] => {
  const entry = at(attributes.get(field) ?? [], asOf)?.value
  if (entry !== undefined) return entry.settled ? [entry.claim] : entry.claims
  const scheme = facts.type.attributes.get(field)?.scheme
  return scheme === undefined ? [] : facts.claims.filter((claim) => claim.kind === 'identifier' && claim.field === scheme && claim.occurredAt <= asOf).slice(-1)
}

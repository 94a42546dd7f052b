import { conditionParts } from '../expression/compile-expression.ts'
import { UNKNOWN, type Compiled, type Scope, type Value } from '../expression/expression.ts'
import type { Part } from '../expression/parts-of.ts'
import type { AnswerName, DefinitionModel, DefinitionVersion, DomainRule } from '../model/model.ts'
import { rulingAt, rulingClaims, standingClaims, type History } from '../settle/history.ts'
import { settleVerdict, type DomainVerdictRuling, type VerdictRuling } from '../settle/settle-verdict.ts'
import { presentAt, scopeAt, type Around, type Participant } from '../settle/rule-scope.ts'
import { appliesAt, contributionAt, truth, type Contribution, type Truth } from '../settle/sweep-rule.ts'
import { sweepVersion, type OrderQuestion } from '../settle/sweep-version.ts'
import { at } from '../settle/timeline.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Decides, Explained, ReadValue, Shown } from './explained.ts'

/** Why a version's outcome is what it is, down to the conditions and what they looked at. Outcomes are settling's own. Cost: that of the verdict, and each condition once more. */
export const explainVerdict = (question: OrderQuestion, { title }: DefinitionModel, version: DefinitionVersion): Explained => {
  const verdict = settleVerdict({ ...question, version })
  const asked = { question, around: sweepVersion(question, version).around }
  const domains = version.domains.map((rule, place) => explainDomain(asked, rule, verdict.domains[place] as DomainVerdictRuling))
  const answers = verdict.outcome === 'NOT_APPLICABLE' ? [] : explainAnswers(asked, version, verdict)
  return {
    kind: 'DEFINITION', definition: version.definition, version: version.version, title, rule: typeof version.unified === 'string' ? version.unified : version.unified.text,
    outcome: verdict.outcome, parts: [...domains, ...answers], claims: [...new Set(domains.flatMap(({ claims }) => claims))],
  }
}

/** One order under one version. */
export interface AskedOf {
  readonly question: OrderQuestion
  readonly around: Around
}

const explainDomain = (asked: AskedOf, rule: DomainRule, { outcome, evidence }: DomainVerdictRuling): Explained => {
  const { around, question: { asOf } } = asked
  const onOrder = watchOrder(asked)
  const applies = rule.applies === undefined ? [] : [explainCondition(onOrder, 'applies', rule.applies)]
  const weighed = appliesAt(rule, around, asOf) === true
    ? presentFor(asked, rule).map((participant) => ({ participant, contribution: contributionAt(rule, participant, around, asOf) })) : []
  const counted = weighed.filter(({ contribution }) => contribution.applies === true)
  const undecided = weighed.filter(({ contribution }) => contribution.applies === UNKNOWN).length
  const there = counted.length + undecided
  const absent = Array.from({ length: applies.every((part) => part.outcome === 'MET') ? Math.max(0, rule.requires - there) : 0 }, (_, index): Explained => ({
    kind: 'ABSENT', type: rule.over, place: there + index + 1, requires: rule.requires, rule: rule.appliesWhen?.text ?? 'true', outcome: 'UNKNOWN', parts: [], claims: [],
  }))
  return {
    kind: 'DOMAIN', domain: rule.domain, over: rule.over, aggregate: rule.aggregate, requires: rule.requires, counted: counted.length, undecided, met: counted.filter(({ contribution }) => contribution.met === true).length,
    outcome, claims: evidence, parts: [...applies, ...weighed.map(({ participant, contribution }) => explainEntity(asked, rule, participant, contribution)), ...absent],
  }
}

/** Those a rule looks at that are the order's at the moment. */
export const presentFor = ({ question }: AskedOf, rule: DomainRule): readonly Participant[] => presentAt(question.participants(rule), question.asOf)

/** Whose claims a condition reads. */
export interface Watched {
  readonly history: History
  readonly around: Around
  readonly scope: Scope
  readonly asOf: Instant
}

export const watch = ({ around, question: { asOf } }: AskedOf, { history, edge }: Participant): Watched =>
  ({ history, around, asOf, scope: scopeAt(history, around, asOf, at(edge, asOf)?.value ?? {}) })

export const watchOrder = ({ around, question: { asOf } }: AskedOf): Watched => ({ history: around.order, around, asOf, scope: scopeAt(around.order, around, asOf, {}) })

const explainEntity = (asked: AskedOf, rule: DomainRule, participant: Participant, { applies, met }: Contribution): Explained => {
  const watched = watch(asked, participant)
  const when = rule.appliesWhen === undefined ? [] : [explainCondition(watched, 'appliesWhen', rule.appliesWhen)]
  return {
    kind: 'ENTITY', ref: participant.ref, outcome: applies === false ? 'NOT_APPLICABLE' : applies === UNKNOWN ? 'UNKNOWN' : outcomeOf(met),
    parts: applies === false ? when : [...when, explainCondition(watched, 'met', rule.met)], claims: standingClaims(participant.history, asked.question.asOf),
  }
}

const explainAnswers = (asked: AskedOf, { answers: { stage, share, time } }: DefinitionVersion, { answers }: VerdictRuling): readonly Explained[] => {
  const watched = watchOrder(asked)
  const rules: readonly (readonly [AnswerName, Compiled | undefined])[] = [['stage', stage?.rule], ['share', share], ['time', time]]
  return rules.flatMap(([answer, rule]) => {
    if (rule === undefined) return []
    const value = shown(answer === 'time', answers[answer] ?? UNKNOWN)
    // What the version itself came to stands above.
    const reads = readsOf(watched, rule.reads.filter(([variable]) => variable !== 'outcome' && variable !== 'outcomes'))
    return [{ kind: 'ANSWER', answer, rule: rule.text, value, outcome: value === null ? 'UNKNOWN' : 'MET', reads, parts: [], claims: claimsRead(watched, rule.reads) } as const]
  })
}

const outcomeOf = (value: Truth): Outcome => (value === UNKNOWN ? 'UNKNOWN' : value ? 'MET' : 'NOT_MET')

const explainCondition = (watched: Watched, decides: Decides, compiled: Compiled): Explained => explainPart(watched, decides, conditionParts(compiled))

const explainPart = (watched: Watched, decides: Decides, part: Part): Explained => {
  const outcome = outcomeOf(truth(part, watched.scope))
  const own = { kind: 'CONDITION', decides, rule: part.text, outcome } as const
  if (part.op === 'leaf') return { ...own, reads: readsOf(watched, part.reads), parts: [], claims: claimsRead(watched, part.reads) }
  const parts = part.parts.map((inner) => explainPart(watched, decides, inner))
  return { ...own, join: part.op, reads: [], parts, claims: [...new Set(parts.flatMap(({ claims }) => claims))] }
}

/** What stands at a path of the scope; UNKNOWN where nothing does. */
export const valueAt = ({ scope }: Watched, path: readonly string[]): Value => below(scope.variables, path)

const below = (value: Value, path: readonly string[]): Value =>
  path.reduce<Value>((of, member) => (typeof of === 'object' && !Array.isArray(of) && Object.hasOwn(of, member) ? ((of as Readonly<Record<string, Value>>)[member] ?? UNKNOWN) : UNKNOWN), value)

/** What stands where a condition looks; of a list whose elements it looks at, those alone. */
export const readsOf = (watched: Watched, reads: readonly (readonly string[])[]): readonly ReadValue[] =>
  reads.filter((path) => !reads.some((other) => other.length > path.length && path.every((step, n) => other[n] === step))).flatMap((path) => readOf(watched, path))

/** Lists, such as `claims`, are told by the claims of the part; of lists of entities the values that stand there. */
const readOf = (watched: Watched, path: readonly string[]): readonly ReadValue[] => {
  if (path[0] === 'claims') return []
  if (path[0] !== 'entities') return [{ path: path.join('.'), value: shown(isTime(watched, path), valueAt(watched, path)), disputed: isDisputed(watched, path) }]
  const elements = valueAt(watched, path.slice(0, 2))
  const [, type = '', ...members] = path
  const values = (Array.isArray(elements) ? elements : []).map((element) => shown(isTime(watched, path), below(element as Value, members)))
  return members.length === 0 ? [{ path: path.join('.'), value: values.length, disputed: false }] : [{ path: `entities.${type}.${members.join('.')}`, value: values.map((value) => value ?? '?').join(', '), disputed: false }]
}

/** Whether sources disagree on what is read, and no rule decided. */
const isDisputed = ({ history, around: { order }, asOf }: Watched, [variable, member = '']: readonly string[]): boolean => {
  if (variable === 'state') return rulingAt(history, asOf)?.value.settled === false
  return (variable === 'entity' || variable === 'order') && at((variable === 'order' ? order : history).attributes.get(member) ?? [], asOf)?.value?.settled === false
}

const isTime = ({ history, around: { order, entities } }: Watched, path: readonly string[]): boolean => {
  const [variable, member = '', ...more] = path
  if (variable === 'now' || path.at(-1) === 'since' || (variable === 'verdicts' && ['firstMetAt', 'time'].includes(more[0] ?? ''))) return true
  const [about, field] = variable === 'entities' ? [entities.get(member)?.[0]?.history, more[0] ?? ''] : [variable === 'order' ? order : history, member]
  return about?.facts.type.attributes.get(field)?.type === 'DateTime'
}

const shown = (time: boolean, value: Value): Shown => {
  if (typeof value === 'number' && time) return formatInstant(value as Instant)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** The claims on which what was read rests. */
const claimsRead = ({ history, around: { order, entities }, asOf }: Watched, reads: readonly (readonly string[])[]): readonly Claim[] => [...new Set(reads.flatMap(([variable, member, field]) => {
  if (variable === 'claims') return history.facts.claims.filter((claim) => claim.occurredAt <= asOf && claim.kind !== 'seen' && claim.ended !== true)
  if (variable === 'state') return rulingClaims(history, asOf)
  if (variable === 'entities') return presentAt(entities.get(member ?? '') ?? [], asOf).flatMap((one) => (field === 'state' ? rulingClaims(one.history, asOf) : field === undefined ? standingClaims(one.history, asOf) : fieldClaims(one.history, field, asOf)))
  return member === undefined || (variable !== 'entity' && variable !== 'order') ? [] : fieldClaims(variable === 'order' ? order : history, member, asOf)
}))]

const fieldClaims = ({ facts, attributes }: History, field: string, asOf: Instant): readonly Claim[] => {
  const entry = at(attributes.get(field) ?? [], asOf)?.value
  if (entry !== undefined) return entry.settled ? [entry.claim] : entry.claims
  const scheme = facts.type.attributes.get(field)?.scheme
  return scheme === undefined ? [] : facts.claims.filter((claim) => claim.kind === 'identifier' && claim.field === scheme && claim.occurredAt <= asOf).slice(-1)
}

import { conditionParts } from '../expression/compile-expression.ts'
import { UNKNOWN, type Compiled } from '../expression/expression.ts'
import type { Part } from '../expression/parts-of.ts'
import type { AnswerName, DefinitionModel, DefinitionVersion, DomainRule } from '../model/model.ts'
import { standingClaims } from '../settle/history.ts'
import { settleVerdict, type DomainVerdictRuling, type VerdictRuling } from '../settle/settle-verdict.ts'
import { presentAt, type Participant } from '../settle/rule-scope.ts'
import { appliesAt, contributionAt, truth, type Contribution, type Truth } from '../settle/sweep-rule.ts'
import { sweepVersion, type OrderQuestion } from '../settle/sweep-version.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Decides, Explained } from './explained.ts'
import { claimsRead, readsOf, shown, usedIn, watch, watchOrder, type AskedOf, type Watched } from './read-values.ts'

type Definitions = Pick<ReadonlyMap<string, DefinitionModel>, 'get'>

/**
 * Why a version's outcome is what it is, down to the conditions and what they looked at; below a condition that reads another version's verdict, why that one is what
 * it is. Outcomes are settling's own. `definitions` gives titles. Cost: that of the verdict, and each condition once more; a version that is used, once.
 */
export const explainVerdict = (question: OrderQuestion, definitions: Definitions, version: DefinitionVersion): Explained => explainOnce({ question, definitions, made: new Map() }, version)

interface Explaining {
  readonly question: OrderQuestion
  readonly definitions: Definitions
  readonly made: Map<DefinitionVersion, Explained>
}

/** Versions use each other in no circle, so this ends. */
const explainOnce = (explaining: Explaining, version: DefinitionVersion): Explained => {
  const { question, definitions, made } = explaining
  const known = made.get(version)
  if (known !== undefined) return known
  const verdict = settleVerdict({ ...question, version })
  const used = (name: string): Explained | undefined => {
    const one = version.uses.get(name)
    return one && explainOnce(explaining, one)
  }
  const asked: AskedOf = { question, around: sweepVersion(question, version).around, used }
  const domains = version.domains.map((rule, place) => explainDomain(asked, rule, verdict.domains[place] as DomainVerdictRuling))
  const answers = verdict.outcome === 'NOT_APPLICABLE' ? [] : explainAnswers(asked, version, verdict)
  const explained: Explained = {
    kind: 'DEFINITION', definition: version.definition, version: version.version, title: version.title ?? definitions.get(version.definition)?.title ?? version.definition,
    rule: typeof version.unified === 'string' ? version.unified : version.unified.text,
    outcome: verdict.outcome, parts: [...domains, ...answers], claims: [...new Set(domains.flatMap(({ claims }) => claims))],
  }
  made.set(version, explained)
  return explained
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
  const parts = [...applies, ...weighed.map(({ participant, contribution }) => explainEntity(asked, rule, participant, contribution)), ...absent]
  return {
    kind: 'DOMAIN', domain: rule.domain, over: rule.over, aggregate: rule.aggregate, requires: rule.requires, counted: counted.length, undecided, met: counted.filter(({ contribution }) => contribution.met === true).length,
    outcome, parts, claims: evidence,
  }
}

/** Those a rule looks at that are the order's at the moment. */
export const presentFor = ({ question }: Pick<AskedOf, 'question'>, rule: DomainRule): readonly Participant[] => presentAt(question.participants(rule), question.asOf)

/** Claims of the versions that conditions below read. */
const usedClaims = (parts: readonly Explained[]): readonly Explained['claims'][number][] => parts.flatMap((part) => (part.kind === 'DEFINITION' ? part.claims : usedClaims(part.parts)))

const explainEntity = (asked: AskedOf, rule: DomainRule, participant: Participant, { applies, met }: Contribution): Explained => {
  const watched = watch(asked, participant)
  const when = rule.appliesWhen === undefined ? [] : [explainCondition(watched, 'appliesWhen', rule.appliesWhen)]
  const parts = applies === false ? when : [...when, explainCondition(watched, 'met', rule.met)]
  return {
    kind: 'ENTITY', ref: participant.ref, outcome: applies === false ? 'NOT_APPLICABLE' : applies === UNKNOWN ? 'UNKNOWN' : outcomeOf(met),
    parts, claims: [...new Set([...standingClaims(participant.history, asked.question.asOf), ...usedClaims(parts)])],
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
    return [{ kind: 'ANSWER', answer, rule: rule.text, value, outcome: value === null ? 'UNKNOWN' : 'MET', ...reads, parts: usedIn(watched, rule.reads), claims: claimsRead(watched, rule.reads) } as const]
  })
}

const outcomeOf = (value: Truth): Outcome => (value === UNKNOWN ? 'UNKNOWN' : value ? 'MET' : 'NOT_MET')

const explainCondition = (watched: Watched, decides: Decides, compiled: Compiled): Explained => explainPart(watched, decides, conditionParts(compiled))

const explainPart = (watched: Watched, decides: Decides, part: Part): Explained => {
  const outcome = outcomeOf(truth(part, watched.scope))
  const own = { kind: 'CONDITION', decides, rule: part.text, outcome } as const
  if (part.op === 'leaf') return { ...own, ...readsOf(watched, part.reads), parts: usedIn(watched, part.reads), claims: claimsRead(watched, part.reads) }
  const parts = part.parts.map((inner) => explainPart(watched, decides, inner))
  return { ...own, join: part.op, reads: [], moreReads: 0, parts, claims: [...new Set(parts.flatMap(({ claims }) => claims))] }
}

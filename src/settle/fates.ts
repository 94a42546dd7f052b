import { UNKNOWN, Malformed, type Compiled, type Scope, type Value } from '../expression/expression.ts'
import type { DispositionRule } from '../model/recall-model.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Fate } from '../vocabulary/recall.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { Facts } from './facts.ts'
import { followPath, reachedAlong } from './follow-path.ts'
import { attributesAt, historyOf, rulingAt, stateAt, type History } from './history.ts'
import { truth } from './sweep-rule.ts'
import { at } from './timeline.ts'

/** What `state` may be: one value, or where sources disagree what each of them says. */
const statesAt = (history: History, moment: Instant): readonly Value[] => {
  const ruling = rulingAt(history, moment)?.value
  if (ruling === undefined || ruling.settled) return [stateAt(history, moment)]
  const { states } = history.facts.type
  return ruling.claims.map((claim) => ({ local: String(claim.value), canonical: states?.states.get(String(claim.value))?.canonical ?? UNKNOWN, since: claim.occurredAt, source: claim.source }))
}

/** Whether an expression reads a tracked attribute on which sources disagree. */
const readsDisputed = ({ reads }: Compiled, history: History, moment: Instant): boolean =>
  reads.some(([variable, field]) => variable === 'entity' && field !== undefined && at(history.attributes.get(field) ?? [], moment)?.value?.settled === false)

const numberOf = (expression: Compiled | undefined, scope: Scope): number | undefined => {
  try {
    const value = expression?.evaluate(scope)
    return typeof value === 'number' ? value : undefined
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

const latest = (moments: readonly (number | undefined)[]): number | undefined => moments.reduce((a, b) => (a === undefined || b === undefined ? undefined : Math.max(a, b)))

/**
 * What a rule says of one entity that its path leads to; undefined: nothing. Where sources disagree each is heard: what holds whoever is right is sure,
 * what holds for some of them alone is doubtful.
 */
const fateBy = (rule: DispositionRule, by: Ref, history: History, edge: Value, { moment, timezone }: { readonly moment: Instant; readonly timezone: string }): Fate | undefined => {
  const entity = attributesAt(history, moment)
  const told = statesAt(history, moment).map((ruled): { readonly holds: ReturnType<typeof truth>; readonly scope: Scope } => {
    const scope: Scope = { variables: { entity, state: ruled, edge }, timezone }
    return { holds: truth(rule.when, scope), scope }
  })
  const may = told.filter(({ holds }) => holds !== false)
  const isSure = told.every(({ holds }) => holds === true)
  if (may.length === 0 || (!isSure && told.length === 1 && !readsDisputed(rule.when, history, moment))) return undefined
  const occurred = rule.at === undefined ? undefined : latest(may.map(({ scope }) => numberOf(rule.at, scope)))
  const pieces = rule.pieces === undefined ? undefined : latest(may.map(({ scope }) => numberOf(rule.pieces, scope)))
  return { disposition: rule.is, by, isDoubtful: !isSure, ...(occurred === undefined ? {} : { at: instant(occurred) }), ...(pieces === undefined ? {} : { pieces }) }
}

const byTime = (a: Fate, b: Fate): number => (a.at ?? Infinity) - (b.at ?? Infinity) || (a.by < b.by ? -1 : 1)

/** Everything that is known to have become of an entity by a moment, in the order of the rules, of one rule by time. The facts hold everything on their paths. Cost: the links on the paths. */
export const fatesOf = (facts: Facts, ref: Ref, moment: Instant): readonly Fate[] => (facts.model.recall.dispositions.get(typeOfRef(ref)) ?? []).flatMap((rule) => {
  const around = { moment, timezone: facts.model.timezone }
  const readsEdge = [rule.when, rule.at, rule.pieces].some((expression) => expression?.reads.some(([variable]) => variable === 'edge') === true)
  const reached = readsEdge
    ? followPath(facts, ref, rule.path).flatMap(({ ref: by, membership, edge }) => (at(membership, moment)?.value === true ? [{ by, edge: at(edge, moment)?.value ?? {} }] : []))
    : reachedAlong(facts, ref, rule.path, moment).map((by) => ({ by, edge: {} }))
  return reached.flatMap(({ by, edge }) => (facts.entities.has(by) ? fateBy(rule, by, historyOf(facts, by), edge, around) ?? [] : [])).sort(byTime)
})

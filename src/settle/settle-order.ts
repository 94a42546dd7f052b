import type { DefinitionVersion, Model, Relation } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Value } from '../expression/expression.ts'
import { belongingOver, candidates, ORDER } from './belonging.ts'
import type { Facts } from './facts.ts'
import { followPath } from './follow-path.ts'
import { historyOf } from './history.ts'
import { edgeHolds } from './rule-links.ts'
import { settleOrderState, type DomainRuling } from './settle-order-state.ts'
import { settleVerdict, type VerdictRuling } from './settle-verdict.ts'
import type { Participant } from './sweep-rule.ts'
import { at, moments, type Timeline } from './timeline.ts'

export interface OrderRuling {
  readonly ref: Ref
  /** Its first claim, or that of anything that belongs to it. */
  readonly firstAt: Instant
  /** What belongs to it at the moment, itself left out, sorted. */
  readonly members: readonly Ref[]
  readonly domains: readonly DomainRuling[]
  readonly verdicts: readonly VerdictRuling[]
}

const ALWAYS: Timeline<boolean> = [{ from: -8.64e15 as Instant, value: true }]

/** The order and what may belong to it, as participants of rules. */
interface Circle {
  readonly order: Participant
  readonly others: readonly Participant[]
}

const edgeReader = (facts: Facts, ref: Ref) => (moment: Instant): Readonly<Record<string, Value>> =>
  facts.upward.get(ref)?.find(({ edge }) => edgeHolds(edge, moment))?.edge.quantities ?? {}

const circleOf = (facts: Facts, order: Ref): Circle => ({
  order: { ref: order, history: historyOf(facts, order), membership: ALWAYS, edgeAt: () => ({}) },
  others: candidates(facts, order).map((ref) => ({
    ref,
    history: historyOf(facts, ref),
    membership: belongingOver(facts, ref).map(({ from, value }) => ({ from, value: value.includes(order) })),
    edgeAt: edgeReader(facts, ref),
  })),
})

const firstClaim = (facts: Facts, circle: Circle): Instant | undefined => {
  const own = [circle.order, ...circle.others].flatMap(({ history }) => history.moments.slice(0, 1))
  const told = facts.entities.get(circle.order.ref)?.firstAt
  return moments([...own, ...(told === undefined ? [] : [told])])[0]
}

/**
 * Everything the layer says of one order at a moment, under the given versions (every one of every definition). Undefined before its first claim.
 * Cost: the claims of the order and of what belongs to it, n log n, once per version.
 */
export const settleOrder = (facts: Facts, ref: Ref, asOf: Instant, versions: readonly DefinitionVersion[] = versionsOf(facts.model)): OrderRuling | undefined => {
  const { model } = facts
  const circle = circleOf(facts, ref)
  const firstAt = firstClaim(facts, circle)
  if (firstAt === undefined || firstAt > asOf) return undefined
  const participants = (rule: { readonly over: string; readonly path?: readonly Relation[] }): readonly Participant[] => {
    if (rule.path !== undefined) return followPath(facts, ref, rule.path)
    if (rule.over === ORDER) return [circle.order]
    return circle.others.filter((participant) => participant.history.facts.type.name === rule.over)
  }
  const domains = [...model.orderStates.values()].flatMap((rule) => settleOrderState(model, rule, participants(rule), asOf) ?? [])
  const verdicts = versions.map((version) => settleVerdict({ version, participants, order: circle.order.history, firstAt, asOf, timezone: model.timezone }))
  const members = circle.others.filter((participant) => at(participant.membership, asOf)?.value === true).map((participant) => participant.ref)
  return { ref, firstAt, members, domains, verdicts }
}

const versionsOf = (model: Model): readonly DefinitionVersion[] => [...model.definitions.values()].flatMap((definition) => definition.versions)

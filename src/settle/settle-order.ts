import { judgedVersions } from '../model/judged-versions.ts'
import type { DefinitionVersion } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { belongingOver, boundsAbove, candidates, ORDER, ordersAt } from './belonging.ts'
import { edgeOver } from './edge-quantities.ts'
import type { Facts } from './facts.ts'
import { followPath } from './follow-path.ts'
import { historyOf } from './history.ts'
import { settleOrderState, type DomainRuling } from './settle-order-state.ts'
import { settleVerdict, type VerdictRuling } from './settle-verdict.ts'
import type { OrderQuestion } from './sweep-version.ts'
import type { Participant } from './rule-scope.ts'
import { at, moments, type Timeline } from './timeline.ts'

/** Who was an order's, and when; nothing of it follows the clock. */
export interface Belonging {
  /** The order's first claim, or that of anything that belongs to it, or the first record about it. */
  readonly begun: Instant
  /** Each time in which something was the order's, itself left out, by ref and in turn; without `to` it had no end. */
  readonly times: readonly { readonly ref: Ref; readonly from: Instant; readonly to?: Instant }[]
}

export interface OrderRuling {
  readonly ref: Ref
  /** Its first claim, or that of anything that belongs to it, or the first record about it. */
  readonly firstAt: Instant
  /** By claims alone; undefined where by then records alone had told of it. */
  readonly firstClaimAt?: Instant
  /** What belongs to it at the moment, itself left out, sorted. */
  readonly members: readonly Ref[]
  readonly belonging: Belonging
  readonly domains: readonly DomainRuling[]
  readonly verdicts: readonly VerdictRuling[]
}

const ALWAYS: Timeline<boolean> = [{ from: -8.64e15 as Instant, value: true }]

/** The order and what may belong to it, as participants of rules. */
interface Circle {
  readonly order: Participant
  readonly others: readonly Participant[]
}

const circleOf = (facts: Facts, order: Ref): Circle => ({
  order: { ref: order, history: historyOf(facts, order), membership: ALWAYS, edge: [] },
  others: candidates(facts, order).map((ref) => ({
    ref,
    history: historyOf(facts, ref),
    membership: belongingOver(facts, ref).map(({ from, value }) => ({ from, value: value.includes(order) })),
    edge: edgeOver(facts.upward.get(ref) ?? [], () => boundsAbove(facts, ref), (parent, moment) => ordersAt(facts, parent, moment).includes(order)),
  })),
})

/** What is said of a thing before it belongs to the order is no claim of the order's. */
const firstClaim = ({ order, others }: Circle): Instant | undefined =>
  moments([...order.history.moments.slice(0, 1), ...others.flatMap(({ membership }) => membership.find((entry) => entry.value)?.from ?? [])])[0]

interface Opened {
  readonly circle: Circle
  readonly firstAt: Instant
  readonly firstClaimAt: Instant | undefined
  readonly participants: OrderQuestion['participants']
}

const openOrder = (facts: Facts, ref: Ref): Opened | undefined => {
  const circle = circleOf(facts, ref)
  const [firstClaimAt, told] = [firstClaim(circle), facts.entities.get(ref)?.firstAt]
  const firstAt = firstClaimAt === undefined || (told !== undefined && told < firstClaimAt) ? told : firstClaimAt
  if (firstAt === undefined) return undefined
  const participants: Opened['participants'] = (rule) => {
    if (rule.path !== undefined) return followPath(facts, ref, rule.path)
    if (rule.over === ORDER) return [circle.order]
    return circle.others.filter((participant) => participant.history.facts.type.name === rule.over)
  }
  return { circle, firstAt, firstClaimAt, participants }
}

const openOrderAt = (facts: Facts, ref: Ref, asOf: Instant): Opened | undefined => {
  const opened = openOrder(facts, ref)
  return opened === undefined || opened.firstAt > asOf ? undefined : opened
}

const belongingIn = ({ circle: { others }, firstAt }: Opened): Belonging => ({
  begun: firstAt,
  times: others.flatMap(({ ref, membership }) => membership.flatMap(({ from, value }, place) => {
    if (!value || membership[place - 1]?.value === true) return []
    const end = membership.find((later) => later.from > from && !later.value)
    return [{ ref, from, ...(end === undefined ? {} : { to: end.from }) }]
  })),
})

/** Undefined where nothing tells when the order began, or will. */
export const belongingOf = (facts: Facts, ref: Ref): Belonging | undefined => {
  const opened = openOrder(facts, ref)
  return opened && belongingIn(opened)
}

const questionOf = ({ model }: Facts, { circle, firstAt, participants }: Opened, asOf: Instant): OrderQuestion => ({ participants, order: circle.order.history, firstAt, asOf, timezone: model.timezone, types: model.types, swept: new Map() })

/** What versions ask of an order; undefined before its first claim. */
export const orderQuestion = (facts: Facts, ref: Ref, asOf: Instant): OrderQuestion | undefined => {
  const opened = openOrderAt(facts, ref, asOf)
  return opened && questionOf(facts, opened, asOf)
}

/**
 * Everything the layer says of one order at a moment, under the given versions (every one that orders are judged by). Undefined before its first claim.
 * Cost: the claims of the order and of what belongs to it, n log n, once per version.
 */
export const settleOrder = (facts: Facts, ref: Ref, asOf: Instant, versions: readonly DefinitionVersion[] = judgedVersions(facts.model)): OrderRuling | undefined => {
  const { model } = facts
  const opened = openOrderAt(facts, ref, asOf)
  if (opened === undefined) return undefined
  const { circle, firstAt, firstClaimAt, participants } = opened
  const domains = [...model.orderStates.values()].flatMap((rule) => settleOrderState(model, rule, participants(rule), asOf) ?? [])
  const question = questionOf(facts, opened, asOf)
  const verdicts = versions.map((version) => settleVerdict({ ...question, version }))
  const members = circle.others.filter((participant) => at(participant.membership, asOf)?.value === true).map((participant) => participant.ref)
  return { ref, firstAt, members, belonging: belongingIn(opened), domains, verdicts, ...(firstClaimAt === undefined || firstClaimAt > asOf ? {} : { firstClaimAt }) }
}

import type { Model, OrderStateRule } from '../model/model.ts'
import type { Claim } from '../vocabulary/claim.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { presentAt, type Participant } from './rule-scope.ts'
import { rulingAt } from './history.ts'
import type { StateRuling } from './rule-state.ts'
import { append, at, moments, type Timeline } from './timeline.ts'

/** The order's state in one domain, drawn from its parts. */
export type DomainRuling = { readonly domain: string; readonly since: Instant } & (
  | { readonly settled: true; readonly local: string; readonly canonical: string; readonly source: string }
  | { readonly settled: false; readonly claims: readonly Claim[]; readonly reason: string; /** The parts that sources disagree about. */ readonly disputed: readonly Ref[] }
)

/**
 * The least (or most) advanced of the parts by the order of canonicalStates; those in leaveOut count only when all parts are such. One
 * unsettled part leaves the order unsettled there: what is least cannot be known. `since` is when the local state that it answers last changed.
 * Undefined when no part has spoken by the moment. Cost: parts × their changes.
 */
export const settleOrderState = (model: Model, rule: OrderStateRule, parts: readonly Participant[], asOf: Instant): DomainRuling | undefined => {
  const when = moments(parts.flatMap((part) => [...part.history.ruling.map((entry) => entry.from), ...part.membership.map((entry) => entry.from)])).filter((moment) => moment <= asOf)
  const timeline: { from: Instant; value: StateRuling }[] = []
  for (const moment of when) {
    const rulings = parts.flatMap((part) => (at(part.membership, moment)?.value === true ? [rulingAt(part.history, moment)?.value] : [])).filter((ruling) => ruling !== undefined)
    const drawn = draw(model, rule, rulings)
    if (drawn === undefined) timeline.length = 0
    else append(timeline, moment, drawn, (a, b) => a.settled && b.settled && a.canonical === b.canonical && a.local === b.local)
  }
  const last = timeline.at(-1)
  if (last === undefined) return undefined
  const since = sinceOf(timeline, last)
  if (!last.value.settled) return { domain: rule.domain, since, settled: false, claims: last.value.claims, reason: last.value.reason, disputed: presentAt(parts, asOf).filter((part) => rulingAt(part.history, asOf)?.value.settled === false).map(({ ref }) => ref) }
  const { local, canonical, claim } = last.value
  return { domain: rule.domain, since, settled: true, local, canonical, source: claim.source }
}

/** When the order came to the local state it is in, or to be unsettled. */
const sinceOf = (timeline: Timeline<StateRuling>, last: Timeline<StateRuling>[number]): Instant => {
  const localOf = (ruling: StateRuling): string | undefined => (ruling.settled ? ruling.local : undefined)
  let since = last.from
  for (const { from, value } of timeline.toReversed()) {
    if (localOf(value) !== localOf(last.value)) break
    since = from
  }
  return since
}

const draw = (model: Model, rule: OrderStateRule, rulings: readonly StateRuling[]): StateRuling | undefined => {
  const unsettled = rulings.find((ruling) => !ruling.settled)
  if (unsettled !== undefined) return unsettled
  const settled = rulings.filter((ruling) => ruling.settled)
  const counted = settled.some((ruling) => !model.leaveOut.has(ruling.canonical)) ? settled.filter((ruling) => !model.leaveOut.has(ruling.canonical)) : settled
  const rank = (ruling: { canonical: string }): number => model.canonicalStates.indexOf(ruling.canonical) * (rule.aggregate === 'least' ? 1 : -1)
  // Among equals the one that came there last: it is what the order waited for.
  return [...counted].sort((a, b) => rank(a) - rank(b) || b.claim.occurredAt - a.claim.occurredAt || (a.claim.about < b.claim.about ? -1 : 1))[0]
}

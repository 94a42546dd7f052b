import type { Arbiter } from '../model/arbitration.ts'
import type { StateGraph } from '../model/entity-type.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { invariant } from '../problems/invariant.ts'
import { preferredOf, sameDecided, type Decided } from './arbitrate.ts'
import { append, type Timeline } from './timeline.ts'

/** What holds of an entity's state: one local state, or none because sources disagree. */
export type StateRuling =
  | { readonly settled: true; readonly local: string; readonly canonical: string; readonly claim: Claim }
  | { readonly settled: false; readonly reason: 'SAME_INSTANT' | 'NOT_REACHABLE'; readonly claims: readonly Claim[] }

/** Rulings over time, and what a rule of arbitration decided between meanwhile. */
export interface RuledStates {
  readonly ruling: Timeline<StateRuling | undefined>
  readonly decided: Timeline<Decided | undefined>
}

/**
 * The ruling over time from the state claims of one entity and its deletions, sorted by compareClaims. Each source's latest claim stands until the
 * source deletes the entity. Among sources the latest wins if every other source's state leads to it (that source merely lags); different states at
 * one instant, or a latest state that another cannot lead to, is a conflict. An arbiter decides it if it prefers one side: first between those who spoke last, then
 * between these and those that cannot lead to what they say. Undefined: no source says anything. Cost: claims × sources.
 */
export const ruleState = (graph: StateGraph, claims: readonly Claim[], arbiter: Arbiter | undefined): RuledStates => {
  const standing = new Map<string, Claim>()
  const ruling: { from: Claim['occurredAt']; value: StateRuling | undefined }[] = []
  const decided: { from: Claim['occurredAt']; value: Decided | undefined }[] = []
  for (const [index, claim] of claims.entries()) {
    if (claim.ended === true) standing.delete(claim.source)
    else standing.set(claim.source, claim)
    const next = claims[index + 1]
    if (next !== undefined && next.occurredAt === claim.occurredAt) continue
    if (standing.size === 0 && ruling.length === 0) continue
    const decision = standing.size === 0 ? undefined : decide(graph, [...standing.values()], arbiter)
    append(ruling, claim.occurredAt, decision?.ruling, sameRuling)
    if (decision?.decided !== undefined || decided.length > 0) append(decided, claim.occurredAt, decision?.decided, sameDecided)
  }
  return { ruling, decided }
}

const decide = (graph: StateGraph, standing: readonly Claim[], arbiter: Arbiter | undefined): { readonly ruling: StateRuling; readonly decided?: Decided } => {
  const latestAt = Math.max(...standing.map((claim) => claim.occurredAt))
  const latest = standing.filter((claim) => claim.occurredAt === latestAt)
  const [first] = latest
  invariant(first !== undefined, 'ruleState.decide', 'no claim stands')
  const agree = latest.every(({ value }) => value === first.value)
  const word = agree ? first.value : preferredOf(latest, arbiter, localOf)[0]?.value
  if (word === undefined) return { ruling: { settled: false, reason: 'SAME_INSTANT', claims: latest } }
  const last = latest.filter(({ value }) => value === word)
  const stranded = standing.filter((claim) => claim.occurredAt !== latestAt && claim.value !== word && graph.reaches.get(localOf(claim))?.has(String(word)) !== true)
  const claims = [...stranded, ...last]
  const chosen = stranded.length === 0 ? last : preferredOf(claims, arbiter, localOf)
  const ruling = settledBy(graph, standing.find((claim) => chosen.includes(claim)), claims)
  return arbiter === undefined || !ruling.settled || (agree && stranded.length === 0) ? { ruling } : { ruling, decided: { rule: arbiter.rule, claims: [...stranded, ...latest] } }
}

const localOf = ({ value }: Claim): string => String(value)

/** Nobody's claim stands, or one to a name that a later model dropped, which has no canonical state: unsettled rather than guessed. */
const settledBy = (graph: StateGraph, claim: Claim | undefined, others: readonly Claim[]): StateRuling => {
  const local = claim === undefined ? '' : localOf(claim)
  const canonical = graph.states.get(local)?.canonical
  return claim === undefined || canonical === undefined ? { settled: false, reason: 'NOT_REACHABLE', claims: others } : { settled: true, local, canonical, claim }
}

const sameRuling = (a: StateRuling | undefined, b: StateRuling | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.settled ? b.settled && a.local === b.local : !b.settled && a.reason === b.reason && a.claims.length === b.claims.length && a.claims.every((claim, i) => claim.id === b.claims[i]?.id)

/** Claims of this entity that skipped a transition: per source, by occurredAt, as known. A first claim never jumps, nor does the first after the source deleted the entity. */
export const jumps = (graph: StateGraph, claims: readonly Claim[]): ReadonlySet<string> => {
  const before = new Map<string, string>()
  const jumped = new Set<string>()
  for (const claim of claims) {
    if (claim.ended === true) {
      before.delete(claim.source)
      continue
    }
    const local = String(claim.value)
    const last = before.get(claim.source)
    if (last !== undefined && last !== local && graph.states.get(last)?.next.includes(local) !== true) jumped.add(claim.id)
    before.set(claim.source, local)
  }
  return jumped
}

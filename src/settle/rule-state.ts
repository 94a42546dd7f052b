import type { StateGraph } from '../model/entity-type.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { invariant } from '../problems/invariant.ts'
import { append, type Timeline } from './timeline.ts'

/** What holds of an entity's state: one local state, or none because sources disagree. */
export type StateRuling =
  | { readonly settled: true; readonly local: string; readonly canonical: string; readonly claim: Claim }
  | { readonly settled: false; readonly reason: 'SAME_INSTANT' | 'NOT_REACHABLE'; readonly claims: readonly Claim[] }

/**
 * The ruling over time from the state claims of one entity and its deletions, sorted by compareClaims. Each source's latest claim stands until the
 * source deletes the entity. Among sources the latest wins if every other source's state leads to it (that source merely lags); different states at
 * one instant, or a latest state that another cannot lead to, is a conflict. Undefined: no source says anything. Cost: claims × sources.
 */
export const ruleState = (graph: StateGraph, claims: readonly Claim[]): Timeline<StateRuling | undefined> => {
  const standing = new Map<string, Claim>()
  const timeline: { from: Claim['occurredAt']; value: StateRuling | undefined }[] = []
  for (const [index, claim] of claims.entries()) {
    if (claim.ended === true) standing.delete(claim.source)
    else standing.set(claim.source, claim)
    const next = claims[index + 1]
    if (next !== undefined && next.occurredAt === claim.occurredAt) continue
    if (standing.size > 0 || timeline.length > 0) append(timeline, claim.occurredAt, standing.size === 0 ? undefined : decide(graph, [...standing.values()]), sameRuling)
  }
  return timeline
}

const decide = (graph: StateGraph, standing: readonly Claim[]): StateRuling => {
  const latestAt = Math.max(...standing.map((claim) => claim.occurredAt))
  const latest = standing.filter((claim) => claim.occurredAt === latestAt)
  const [first] = latest
  invariant(first !== undefined, 'ruleState.decide', 'no claim stands')
  if (latest.some((claim) => claim.value !== first.value)) return { settled: false, reason: 'SAME_INSTANT', claims: latest }
  const local = String(first.value)
  const stranded = standing.filter((claim) => claim.value !== local && graph.reaches.get(String(claim.value))?.has(local) !== true)
  if (stranded.length > 0) return { settled: false, reason: 'NOT_REACHABLE', claims: [...stranded, ...latest] }
  // A name that a later model dropped has no canonical state: unsettled rather than guessed.
  const canonical = graph.states.get(local)?.canonical
  return canonical === undefined ? { settled: false, reason: 'NOT_REACHABLE', claims: latest } : { settled: true, local, canonical, claim: first }
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

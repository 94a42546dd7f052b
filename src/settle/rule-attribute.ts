import type { Arbiter } from '../model/arbitration.ts'
import type { Claim } from '../vocabulary/claim.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { preferredOf, sameDecided, sameText, type Decided, type SaysSame } from './arbitrate.ts'
import { compareClaims } from './compare-claims.ts'
import { append, type Timeline } from './timeline.ts'

/** A tracked attribute's value over time; null when told that there is none; unsettled when sources say different things at one instant. */
export type AttributeRuling = { readonly settled: true; readonly value: Scalar | null; readonly claim: Claim } | { readonly settled: false; readonly claims: readonly Claim[] }

/** Rulings over time, and what a rule of arbitration decided between meanwhile. */
export interface RuledValues {
  readonly ruling: Timeline<AttributeRuling | undefined>
  readonly decided: Timeline<Decided | undefined>
}

/**
 * Latest wins; each source's last word of an instant counts, until the source deletes the entity. Claims of one attribute of one entity and its
 * deletions, sorted by compareClaims. Of different values of one instant the arbiter's stands, if it prefers one. Undefined: no source says anything. Cost: claims × sources.
 */
export const ruleAttribute = (claims: readonly Claim[], arbiter: Arbiter | undefined, isSame: SaysSame = sameText): RuledValues => {
  const ruling: { from: Claim['occurredAt']; value: AttributeRuling | undefined }[] = []
  const decided: { from: Claim['occurredAt']; value: Decided | undefined }[] = []
  const standing = new Map<string, Claim>()
  for (const [index, claim] of claims.entries()) {
    if (claim.ended === true) standing.delete(claim.source)
    else standing.set(claim.source, claim)
    const next = claims[index + 1]
    if (next !== undefined && next.occurredAt === claim.occurredAt) continue
    if (standing.size === 0 && ruling.length === 0) continue
    const decision = decide([...standing.values()], arbiter, isSame)
    append(ruling, claim.occurredAt, decision?.ruling, same)
    if (decision?.decided !== undefined || decided.length > 0) append(decided, claim.occurredAt, decision?.decided, sameDecided)
  }
  return { ruling, decided }
}

const decide = (standing: readonly Claim[], arbiter: Arbiter | undefined, isSame: SaysSame): { readonly ruling: AttributeRuling; readonly decided?: Decided } | undefined => {
  const latestAt = Math.max(...standing.map((claim) => claim.occurredAt))
  const said = standing.filter((claim) => claim.occurredAt === latestAt).sort(compareClaims)
  // The last in the order of claims: who is named as the source of what all agree on.
  const claim = said.at(-1)
  if (claim === undefined) return undefined
  if (said.every((other) => isSame(other.value, claim.value))) return { ruling: { settled: true, value: claim.value, claim } }
  const preferred = preferredOf(said, arbiter, () => undefined, isSame).at(-1)
  return arbiter === undefined || preferred === undefined ? { ruling: { settled: false, claims: said } } : { ruling: { settled: true, value: preferred.value, claim: preferred }, decided: { rule: arbiter.rule, claims: said } }
}

const same = (a: AttributeRuling | undefined, b: AttributeRuling | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.settled && b.settled && a.value === b.value

import type { Claim } from '../vocabulary/claim.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { compareClaims } from './compare-claims.ts'
import { append, type Timeline } from './timeline.ts'

/** A tracked attribute's value over time; null when told that there is none; unsettled when sources say different things at one instant. */
export type AttributeRuling = { readonly settled: true; readonly value: Scalar | null; readonly claim: Claim } | { readonly settled: false; readonly claims: readonly Claim[] }

/**
 * Latest wins; each source's last word of an instant counts, until the source deletes the entity. Claims of one attribute of one entity and its
 * deletions, sorted by compareClaims. Undefined: no source says anything. Cost: claims × sources.
 */
export const ruleAttribute = (claims: readonly Claim[]): Timeline<AttributeRuling | undefined> => {
  const timeline: { from: Claim['occurredAt']; value: AttributeRuling | undefined }[] = []
  const standing = new Map<string, Claim>()
  for (const [index, claim] of claims.entries()) {
    if (claim.ended === true) standing.delete(claim.source)
    else standing.set(claim.source, claim)
    const next = claims[index + 1]
    if (next !== undefined && next.occurredAt === claim.occurredAt) continue
    if (standing.size > 0 || timeline.length > 0) append(timeline, claim.occurredAt, decide([...standing.values()]), same)
  }
  return timeline
}

const decide = (standing: readonly Claim[]): AttributeRuling | undefined => {
  const latestAt = Math.max(...standing.map((claim) => claim.occurredAt))
  const said = standing.filter((claim) => claim.occurredAt === latestAt).sort(compareClaims)
  // The last in the order of claims: who is named as the source of what all agree on.
  const claim = said.at(-1)
  if (claim === undefined) return undefined
  return said.every((other) => other.value === claim.value) ? { settled: true, value: claim.value, claim } : { settled: false, claims: said }
}

const same = (a: AttributeRuling | undefined, b: AttributeRuling | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.settled && b.settled && a.value === b.value

import type { Claim } from '../vocabulary/claim.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { append, type Timeline } from './timeline.ts'

/** A tracked attribute's value over time; null when told that there is none; unsettled when sources say different things at one instant. */
export type AttributeRuling = { readonly settled: true; readonly value: Scalar | null; readonly claim: Claim } | { readonly settled: false; readonly claims: readonly Claim[] }

/** Latest wins; each source's last word of an instant counts. Claims of one attribute of one entity, sorted by compareClaims. */
export const ruleAttribute = (claims: readonly Claim[]): Timeline<AttributeRuling> => {
  const timeline: { from: Claim['occurredAt']; value: AttributeRuling }[] = []
  let instantly = new Map<string, Claim>()
  for (const [index, claim] of claims.entries()) {
    instantly.set(claim.source, claim)
    const next = claims[index + 1]
    if (next !== undefined && next.occurredAt === claim.occurredAt) continue
    const said = [...instantly.values()]
    const agreed = said.every((other) => other.value === claim.value)
    append(timeline, claim.occurredAt, agreed ? { settled: true, value: claim.value, claim } : { settled: false, claims: said }, same)
    instantly = new Map()
  }
  return timeline
}

const same = (a: AttributeRuling, b: AttributeRuling): boolean => a.settled && b.settled && a.value === b.value

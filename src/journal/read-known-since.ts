import type { DefinitionVersion, Model } from '../model/model.ts'
import { candidates } from '../settle/belonging.ts'
import { everOnPath } from '../settle/follow-path.ts'
import { makeFacts, type Facts } from '../settle/facts.ts'
import { settleOrder } from '../settle/settle-order.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'

/** The facts that bear on one order, as known at a moment. */
const knownBy = (facts: Facts, model: Model, refs: ReadonlySet<Ref>, knownAt: Instant): Facts =>
  makeFacts(
    model,
    [...refs].flatMap((ref) => facts.entities.get(ref) ?? []).map(({ ref, attributes, firstAt, claims }) => ({ ref, attributes, ...(firstAt === undefined || claims.length > 0 ? {} : { firstAt }) })),
    [...refs].flatMap((ref) => facts.entities.get(ref)?.claims ?? []).filter((claim) => claim.recordedAt <= knownAt),
  )

/** The order, all that may belong to it and what that may belong to, and what the version's rules look at through a path. */
const circleAround = (facts: Facts, order: Ref, version: DefinitionVersion): ReadonlySet<Ref> => {
  const refs = new Set<Ref>([order, ...candidates(facts, order)])
  for (const ref of refs) for (const { parent } of facts.upward.get(ref) ?? []) refs.add(parent)
  for (const { path } of version.domains) if (path !== undefined) for (const ref of everOnPath(facts, order, path)) refs.add(ref)
  return refs
}

/**
 * With asOf fixed, the last recordedAt at which the unified outcome changed; undefined when nobody had told of the order by `knownAt`.
 * Cost: the order is settled once for each distinct recordedAt back to that change.
 */
export const knownSinceOf = (facts: Facts, model: Model, order: Ref, version: DefinitionVersion, asOf: Instant, knownAt: Instant): Instant | undefined => {
  const refs = circleAround(facts, order, version)
  const told = [...refs].flatMap((ref) => facts.entities.get(ref)?.claims ?? []).map((claim) => claim.recordedAt).filter((at) => at <= knownAt)
  const moments = [...new Set(told)].sort((a, b) => b - a)
  const outcomeAt = (moment: Instant): Outcome | undefined =>
    settleOrder(knownBy(facts, model, refs, moment), order, asOf, [version])?.verdicts[0]?.outcome
  let since: Instant | undefined
  let current: Outcome | undefined
  for (const [index, moment] of moments.entries()) {
    const outcome = outcomeAt(moment)
    if (outcome === undefined || (index > 0 && outcome !== current)) break
    current = outcome
    since = moment
  }
  return since
}

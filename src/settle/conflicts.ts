import type { ArbitrationRule } from '../model/arbitration.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { once } from '../vocabulary/once.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { rulingAt, type History } from './history.ts'
import { edgeHolds, type Edge } from './rule-links.ts'
import { at } from './timeline.ts'

/** A thing on which sources disagree, with the claims that do, and what decides. */
export interface ConflictFound {
  readonly ref: Ref
  /** `state`, an attribute's name, a relation's field, or an identifier's scheme. */
  readonly field: string
  readonly reason: 'SAME_INSTANT' | 'NOT_REACHABLE' | 'IDENTIFIER_CLAIMED_TWICE'
  readonly claims: readonly string[]
  /** The version of a rule that decides; absent: nothing does, it is unsettled. */
  readonly decided?: Pick<ArbitrationRule, 'name' | 'version'>
}

/** Whether sources disagree on anything about an entity, or ever did. */
export const wasDisputed = once(({ ruling, attributes, facts: { ref, type, edges } }: History): boolean => {
  const farOf = ({ from, to }: Edge): Ref => (from === ref ? to : from)
  const single = edges.filter(({ field }) => type.relations.get(field)?.many === false)
  return ruling.some(({ value }) => value?.settled === false) || [...attributes.values()].some((timeline) => timeline.some(({ value }) => value?.settled === false))
    || single.some((one) => single.some((other) => other.field === one.field && farOf(other) !== farOf(one) && edgeHolds(other, one.validFrom)))
})

/** Whether they do at a moment, and nothing decides. */
export const isDisputedAt = (history: History, moment: Instant): boolean => wasDisputed(history) && conflictsOf(history, moment).some(({ decided }) => decided === undefined)

/** What sources disagree on about one entity at a moment, decided or not; its identifiers are the journal's to compare. */
export const conflictsOf = (history: History, moment: Instant): readonly ConflictFound[] => {
  const { ref, type, edges } = history.facts
  const found: ConflictFound[] = []
  const ruling = rulingAt(history, moment)?.value
  if (ruling !== undefined && !ruling.settled) found.push({ ref, field: 'state', reason: ruling.reason, claims: ruling.claims.map((claim) => claim.id) })
  for (const [field, timeline] of history.attributes) {
    const entry = at(timeline, moment)?.value
    if (entry !== undefined && !entry.settled) found.push({ ref, field, reason: 'SAME_INSTANT', claims: entry.claims.map((claim) => claim.id) })
  }
  for (const [field, timeline] of history.decided) {
    const entry = at(timeline, moment)?.value
    if (entry === undefined) continue
    const { rule: { name, version }, claims } = entry
    const reason = new Set(claims.map(({ occurredAt }) => occurredAt)).size === 1 ? 'SAME_INSTANT' : 'NOT_REACHABLE'
    found.push({ ref, field, reason, claims: claims.map(({ id }) => id), decided: { name, version } })
  }
  for (const relation of type.relations.values()) {
    if (relation.many) continue
    const holding = edges.filter((edge) => edge.field === relation.field && edgeHolds(edge, moment))
    if (new Set(holding.map((edge) => (edge.from === ref ? edge.to : edge.from))).size > 1) found.push({ ref, field: relation.field, reason: 'SAME_INSTANT', claims: holding.map((edge) => edge.claim) })
  }
  return found
}

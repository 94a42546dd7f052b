import type { Relation } from '../model/entity-type.ts'
import type { Claim } from '../vocabulary/claim.ts'
import type { Scalar } from '../vocabulary/event.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { storedRef, type Ref } from '../vocabulary/ref.ts'

/** A link as one source stated it, over one unbroken interval; stored in the relation's direction. */
export interface Edge {
  readonly from: Ref
  readonly name: string
  readonly to: Ref
  readonly kindId: string
  /** Relation field by which it was stated. */
  readonly field: string
  readonly source: string
  readonly validFrom: Instant
  /** Exclusive; absent while it holds. */
  readonly validTo?: Instant
  readonly knownFrom: Instant
  /** The claim that began it. */
  readonly claim: string
  /** The last word on each. */
  readonly quantities: Readonly<Record<string, Scalar>>
  /** What was said of its quantities, and when; later words on a quantity replace earlier ones. */
  readonly said: readonly { readonly from: Instant; readonly quantities: Readonly<Record<string, Scalar>> }[]
}

interface Open {
  readonly target: Ref
  readonly source: string
  readonly validFrom: Instant
  readonly claim: string
  knownFrom: Instant
  readonly said: Edge['said'][number][]
}

/**
 * Intervals of the links that one field of one entity was said to have, and what ends them; claims sorted by compareClaims. A to-one link to a new
 * target ends the old one at the new occurredAt, whoever said either; different targets at one instant both hold, since a walk must miss nobody. A
 * source that deletes a link, or the entity with which it is kept, ends what it said itself.
 */
export const ruleLinks = (relation: Relation, claims: readonly Claim[]): Edge[] => {
  const open = new Map<string, Open>()
  const edges: Edge[] = []
  const about = claims[0]?.about
  if (about === undefined) return edges
  const close = (link: Open, validTo?: Instant): void => {
    const [from, to] = relation.direction === 'OUT' ? [about, link.target] : [link.target, about]
    edges.push({
      from, name: relation.name, to, kindId: relation.kind.id, field: relation.field, source: link.source, validFrom: link.validFrom,
      ...(validTo === undefined ? {} : { validTo }), knownFrom: link.knownFrom, claim: link.claim, quantities: quantitiesAt(link, Infinity as Instant), said: link.said,
    })
  }
  for (let i = 0; i < claims.length; ) {
    const moment = claims[i]?.occurredAt
    const group: Claim[] = []
    for (; claims[i]?.occurredAt === moment && i < claims.length; i += 1) group.push(claims[i] as Claim)
    if (!relation.many) endOthers(open, group.filter((claim) => claim.ended !== true), close)
    for (const claim of group) {
      const key = `${claim.source} ${String(claim.value)}`
      if (claim.ended === true) {
        endSaid(open, claim, close)
        continue
      }
      const known = open.get(key)
      if (known === undefined) {
        open.set(key, { target: storedRef(String(claim.value)), source: claim.source, validFrom: claim.occurredAt, claim: claim.id, knownFrom: claim.recordedAt, said: saidOf(claim) })
      } else {
        known.knownFrom = Math.min(known.knownFrom, claim.recordedAt) as Instant
        known.said.push(...saidOf(claim))
      }
    }
  }
  for (const link of open.values()) close(link)
  return edges
}

const saidOf = (claim: Claim): Edge['said'][number][] => (claim.quantities === undefined ? [] : [{ from: claim.occurredAt, quantities: claim.quantities }])

/** The link that a source deletes, or all that it said of the entity. One that began at the same instant never held. */
const endSaid = (open: Map<string, Open>, claim: Claim, close: (link: Open, validTo: Instant) => void): void => {
  for (const [key, link] of open) {
    if (link.source !== claim.source || (claim.kind === 'link' && link.target !== claim.value)) continue
    if (link.validFrom < claim.occurredAt) close(link, claim.occurredAt)
    open.delete(key)
  }
}

const endOthers = (open: Map<string, Open>, group: readonly Claim[], close: (link: Open, validTo: Instant) => void): void => {
  if (group.length === 0) return
  const named = new Set(group.map((claim) => String(claim.value)))
  for (const [key, link] of open) {
    if (named.has(link.target)) continue
    close(link, (group[0] as Claim).occurredAt)
    open.delete(key)
  }
}

/** An edge's quantities as they had been said by a moment. */
export const quantitiesAt = (edge: Pick<Edge, 'said'>, moment: Instant): Edge['quantities'] =>
  Object.assign({}, ...edge.said.filter((word) => word.from <= moment).map((word) => word.quantities)) as Edge['quantities']

export const edgeHolds = (edge: Pick<Edge, 'validFrom' | 'validTo'>, moment: Instant): boolean =>
  edge.validFrom <= moment && (edge.validTo === undefined || moment < edge.validTo)

import type { Relation } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { Facts } from './facts.ts'
import { historyOf } from './history.ts'
import { edgeHolds, type Edge } from './rule-links.ts'
import type { Participant } from './sweep-rule.ts'
import { append, moments } from './timeline.ts'

/** Edges a relation field stands for, leaving one entity; stated from either side. */
const edgesAlong = (facts: Facts, ref: Ref, relation: Relation): readonly { readonly edge: Edge; readonly other: Ref }[] => {
  const [near, far] = relation.direction === 'OUT' ? (['from', 'to'] as const) : (['to', 'from'] as const)
  const found: { edge: Edge; other: Ref }[] = []
  for (const edges of [facts.entities.get(ref)?.edges ?? [], facts.incoming.get(ref) ?? []]) {
    for (const edge of edges) if (edge.name === relation.name && edge[near] === ref && typeOfRef(edge[far]) === relation.target) found.push({ edge, other: edge[far] })
  }
  return found
}

/** Who a rule's `path:` leads to from an order, with the intervals in which every edge of a way there holds. Cost: the entities on the way, times their edges. */
export const followPath = (facts: Facts, order: Ref, path: readonly Relation[]): readonly Participant[] => {
  const reachedAt = (moment: Instant): ReadonlySet<Ref> => {
    let level = new Set<Ref>([order])
    for (const relation of path) {
      level = new Set([...level].flatMap((ref) => edgesAlong(facts, ref, relation).filter(({ edge }) => edgeHolds(edge, moment)).map(({ other }) => other)))
    }
    return level
  }
  const bounds: Instant[] = []
  const ever = new Map<Ref, readonly Edge[]>()
  let level = new Set<Ref>([order])
  for (const [depth, relation] of path.entries()) {
    const next = new Set<Ref>()
    for (const ref of level) {
      for (const { edge, other } of edgesAlong(facts, ref, relation)) {
        next.add(other)
        bounds.push(edge.validFrom, ...(edge.validTo === undefined ? [] : [edge.validTo]))
        if (depth === path.length - 1) ever.set(other, [...(ever.get(other) ?? []), edge])
      }
    }
    level = next
  }
  const over = moments(bounds).map((moment) => ({ from: moment, reached: reachedAt(moment) }))
  return [...level].filter((ref) => facts.entities.has(ref)).sort().map((ref) => {
    const membership: { from: Instant; value: boolean }[] = []
    for (const { from, reached } of over) append(membership, from, reached.has(ref), (a, b) => a === b)
    return { ref, history: historyOf(facts, ref), membership, edgeAt: (moment: Instant) => (ever.get(ref) ?? []).find((edge) => edgeHolds(edge, moment))?.quantities ?? {} }
  })
}

import type { Relation } from '../model/entity-type.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { Facts } from './facts.ts'
import { historyOf } from './history.ts'
import { edgeOver, type Hold } from './edge-quantities.ts'
import { edgeHolds, type Edge } from './rule-links.ts'
import type { Participant } from './rule-scope.ts'
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

/** Where a path leads from an entity over links that hold at a moment. */
export const reachedAlong = (facts: Facts, ref: Ref, path: readonly Relation[], moment: Instant): readonly Ref[] => [...path.reduce(
  (level, relation) => new Set([...level].flatMap((here) => edgesAlong(facts, here, relation).filter(({ edge }) => edgeHolds(edge, moment)).map(({ other }) => other))),
  new Set([ref]),
)]

/** Every entity that ever stood on a path from an order. */
export const everOnPath = (facts: Facts, order: Ref, path: readonly Relation[]): readonly Ref[] => {
  const all: Ref[] = []
  let level = new Set<Ref>([order])
  for (const relation of path) {
    level = new Set([...level].flatMap((ref) => edgesAlong(facts, ref, relation).map(({ other }) => other)))
    all.push(...level)
  }
  return all
}

/** Who a rule's `path:` leads to from an order, with the intervals in which every edge of a way there holds. Cost: the entities on the way, times their edges. */
export const followPath = (facts: Facts, order: Ref, path: readonly Relation[]): readonly Participant[] => {
  /** Where the way stands at a moment, a step before its end and at its end. */
  const reachedAt = (moment: Instant): { readonly before: ReadonlySet<Ref>; readonly reached: ReadonlySet<Ref> } => {
    let before = new Set<Ref>()
    let reached = new Set<Ref>([order])
    for (const relation of path) {
      before = reached
      reached = new Set([...reached].flatMap((ref) => edgesAlong(facts, ref, relation).filter(({ edge }) => edgeHolds(edge, moment)).map(({ other }) => other)))
    }
    return { before, reached }
  }
  const bounds: Instant[] = []
  const holds = new Map<Ref, Hold[]>()
  let level = new Set<Ref>([order])
  for (const [depth, relation] of path.entries()) {
    const next = new Set<Ref>()
    for (const ref of level) {
      for (const { edge, other } of edgesAlong(facts, ref, relation)) {
        next.add(other)
        bounds.push(edge.validFrom, ...(edge.validTo === undefined ? [] : [edge.validTo]))
        if (depth === path.length - 1) holds.set(other, [...(holds.get(other) ?? []), { edge, parent: ref }])
      }
    }
    level = next
  }
  const when = moments(bounds)
  const over = new Map(when.map((moment) => [moment, reachedAt(moment)]))
  return [...level].filter((ref) => facts.entities.has(ref)).sort().map((ref) => {
    const membership: { from: Instant; value: boolean }[] = []
    for (const [from, { reached }] of over) append(membership, from, reached.has(ref), (a, b) => a === b)
    const edge = edgeOver(holds.get(ref) ?? [], () => when, (parent, moment) => (over.get(moment) ?? reachedAt(moment)).before.has(parent))
    return { ref, history: historyOf(facts, ref), membership, edge }
  })
}

import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { Facts } from './facts.ts'
import { edgeHolds, type Edge } from './rule-links.ts'
import { append, moments, type Timeline } from './timeline.ts'

/** The one type name that the program knows. */
export const ORDER = 'Order'
const isOrder = (ref: Ref): boolean => typeOfRef(ref) === ORDER

/** The nearest orders over belonging edges that hold at a moment; several when several are equally near; an order belongs to itself. */
export const ordersAt = (facts: Facts, ref: Ref, moment: Instant): readonly Ref[] => {
  if (isOrder(ref)) return [ref]
  const seen = new Set<Ref>([ref])
  let level: readonly Ref[] = [ref]
  while (level.length > 0) {
    const next = new Set<Ref>()
    for (const child of level) {
      for (const { edge, parent } of facts.upward.get(child) ?? []) {
        if (edgeHolds(edge, moment) && !seen.has(parent)) next.add(parent)
      }
    }
    const orders = [...next].filter(isOrder)
    if (orders.length > 0) return orders.sort()
    for (const parent of next) seen.add(parent)
    level = [...next]
  }
  return []
}

const upwardEdges = (facts: Facts, ref: Ref): readonly Edge[] => {
  const seen = new Set<Ref>([ref])
  const edges: Edge[] = []
  const queue: Ref[] = [ref]
  for (let child = queue.pop(); child !== undefined; child = queue.pop()) {
    if (isOrder(child)) continue
    for (const { edge, parent } of facts.upward.get(child) ?? []) {
      edges.push(edge)
      if (!seen.has(parent)) {
        seen.add(parent)
        queue.push(parent)
      }
    }
  }
  return edges
}

/** Moments at which an edge on an entity's way up begins or ends. */
export const boundsAbove = (facts: Facts, ref: Ref): readonly Instant[] =>
  moments(upwardEdges(facts, ref).flatMap((edge) => (edge.validTo === undefined ? [edge.validFrom] : [edge.validFrom, edge.validTo])))

/** Which orders an entity belonged to, over time; changes only where an edge on its way up begins or ends. */
export const belongingOver = (facts: Facts, ref: Ref): Timeline<readonly Ref[]> => {
  const timeline: { from: Instant; value: readonly Ref[] }[] = []
  for (const moment of boundsAbove(facts, ref)) {
    append(timeline, moment, ordersAt(facts, ref, moment), (a, b) => a.length === b.length && a.every((order, i) => order === b[i]))
  }
  return timeline
}

/** All that ever may have belonged to an order, itself left out: down the belonging edges, never through another order. */
export const candidates = (facts: Facts, order: Ref): readonly Ref[] => {
  const seen = new Set<Ref>([order])
  const queue: Ref[] = [order]
  for (let parent = queue.pop(); parent !== undefined; parent = queue.pop()) {
    for (const child of facts.downward.get(parent) ?? []) {
      if (seen.has(child) || isOrder(child)) continue
      seen.add(child)
      queue.push(child)
    }
  }
  seen.delete(order)
  return [...seen].filter((ref) => facts.entities.has(ref)).sort()
}

import { mergeLinks, type StoredLink } from '../plan/merge-links.ts'
import type { Flow } from '../plan/walk-map.ts'
import type { Link } from '../vocabulary/entity-row.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { StepTaken } from '../plan/walker.ts'

/** An edge along the flow: `from` is upstream of `to`, whatever way the link is stored. */
export interface FlowEdge {
  readonly from: Ref
  readonly to: Ref
  readonly link: Link
}

/** An edge as a walk met it: from its near end to its far one. */
export interface WalkEdge extends FlowEdge {
  readonly near: Ref
  readonly far: Ref
}

/** The edges of a level, parallel ones of several sources as one, in an order that a second walk over the same links repeats. */
export const edgesOfLevel = (flow: Flow, steps: readonly StepTaken[]): readonly WalkEdge[] =>
  [...Map.groupBy(steps, ({ near, far, link }) => `${near}\0${far.ref}\0${link.name}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [one] = group
      if (one === undefined) return []
      const near = one.near
      const far = one.far.ref
      const [from, to] = flow === 'DOWNSTREAM' ? [near, far] : [far, near]
      return [{ near, far, from, to, link: mergeLinks(group.map(({ link }): StoredLink => link)) }]
    })

/**
 * The edges of one flow that lie on ways to what is answered. An edge waits until its far end is on such a way; each is given out once, as soon
 * as the walk can tell, so that pages cut anywhere hold every edge once.
 */
export class Ways {
  readonly #on = new Set<Ref>()
  readonly #waiting = new Map<Ref, WalkEdge[]>()

  /** What this edge brings on the way: itself and those that waited for its near end, or nothing yet. */
  add(edge: WalkEdge): readonly WalkEdge[] {
    if (this.#on.has(edge.far)) return [edge, ...this.reach(edge.near)]
    const waiting = this.#waiting.get(edge.far)
    if (waiting === undefined) this.#waiting.set(edge.far, [edge])
    else waiting.push(edge)
    return []
  }

  /** The ref is answered: every edge on ways to it that waited. */
  reach(ref: Ref): readonly WalkEdge[] {
    const given: WalkEdge[] = []
    const open = [ref]
    for (let far = open.pop(); far !== undefined; far = open.pop()) {
      if (this.#on.has(far)) continue
      this.#on.add(far)
      const waiting = this.#waiting.get(far) ?? []
      this.#waiting.delete(far)
      for (const edge of waiting) {
        given.push(edge)
        open.push(edge.near)
      }
    }
    return given
  }
}

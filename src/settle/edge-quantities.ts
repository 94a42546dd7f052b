import type { Value } from '../expression/expression.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { edgeHolds, type Edge } from './rule-links.ts'
import { moments, type Timeline } from './timeline.ts'

/** `edge` in rules. */
export type Quantities = Readonly<Record<string, Value>>

/** A link of an entity with the one at its other end, on the way to the order. */
export interface Hold {
  readonly edge: Edge
  readonly parent: Ref
}

const NONE: Timeline<Quantities> = []

/**
 * Quantities of the links by which an entity hangs on an order, over time. Between two entities the last word on a quantity counts, whichever
 * source spoke; over several parents they add up, since what comes in parts comes over several links. `counts` says through which parents
 * the order is reached at a moment, `bounds` when that may change: most links tell none, and it is not asked.
 */
export const edgeOver = (holds: readonly Hold[], bounds: () => Iterable<Instant>, counts: (parent: Ref, moment: Instant) => boolean): Timeline<Quantities> => {
  const telling = holds.filter(({ edge }) => edge.said.length > 0)
  if (telling.length === 0) return NONE
  const when = moments([...bounds(), ...telling.flatMap(({ edge }) => edge.said.map((word) => word.from))])
  return when.map((moment) => ({ from: moment, value: addUp(telling.filter(({ edge, parent }) => edgeHolds(edge, moment) && counts(parent, moment)), moment) }))
}

const addUp = (holds: readonly Hold[], moment: Instant): Quantities => {
  const sums: Record<string, Value> = {}
  for (const parallel of Map.groupBy(holds, (hold) => hold.parent).values()) {
    const words = parallel.flatMap(({ edge }) => edge.said).filter((word) => word.from <= moment).sort((a, b) => a.from - b.from)
    for (const [name, value] of Object.entries(Object.assign({}, ...words.map((word) => word.quantities)) as Edge['quantities'])) {
      const before = sums[name]
      sums[name] = typeof before === 'number' && typeof value === 'number' ? before + value : value
    }
  }
  return sums
}

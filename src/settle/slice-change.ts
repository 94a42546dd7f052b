import type { GraphChange } from './graph-change.ts'

/** Nodes or edges that one transaction of the graph writes: enough to share its cost, few enough for the graph's heap. */
const MOST = 5_000

const slices = <T>(all: readonly T[]): readonly (readonly T[])[] => Array.from({ length: Math.ceil(all.length / MOST) }, (_, index) => all.slice(index * MOST, (index + 1) * MOST))

/**
 * A change as the pieces in which it is applied, one after another; at least one. An edge needs both its ends and may replace another, so nodes
 * come first, then what ends, then what begins.
 */
export const sliceChange = (change: GraphChange): readonly GraphChange[] => {
  const { nodes, ended, begun, former, gone } = change
  if (nodes.length + ended.length + begun.length <= MOST) return [change]
  const empty: GraphChange = { nodes: [], ended: [], begun: [], former: [], gone: [] }
  return [
    ...slices(nodes).map((slice) => ({ ...empty, nodes: slice })),
    ...slices(ended).map((slice) => ({ ...empty, ended: slice })),
    ...slices(begun).map((slice) => ({ ...empty, begun: slice })),
    { ...empty, former, gone },
  ]
}

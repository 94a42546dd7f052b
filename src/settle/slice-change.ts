import type { GraphChange } from './graph-change.ts'

/** Nodes or edges that one transaction of the graph writes: enough to share its cost, few enough for the graph's heap. */
export const MOST_IN_SLICE = 5_000

const slices = <T>(all: readonly T[]): readonly (readonly T[])[] => Array.from({ length: Math.ceil(all.length / MOST_IN_SLICE) }, (_, index) => all.slice(index * MOST_IN_SLICE, (index + 1) * MOST_IN_SLICE))

const NOTHING: GraphChange = { nodes: [], ended: [], begun: [], former: [], gone: [] }

/** Nodes alone: of a change that is not whole yet, what may go ahead of it. */
export const sliceOfNodes = (nodes: GraphChange['nodes']): GraphChange => ({ ...NOTHING, nodes })

/**
 * A change as the pieces in which it is applied, one after another; at least one. An edge needs both its ends and may replace another, so nodes
 * come first, then what ends, then what begins.
 */
export const sliceChange = (change: GraphChange): readonly GraphChange[] => {
  const { nodes, ended, begun, former, gone } = change
  if (nodes.length + ended.length + begun.length <= MOST_IN_SLICE) return [change]
  return [
    ...slices(nodes).map(sliceOfNodes),
    ...slices(ended).map((slice) => ({ ...NOTHING, ended: slice })),
    ...slices(begun).map((slice) => ({ ...NOTHING, begun: slice })),
    { ...NOTHING, former, gone },
  ]
}

import type { GraphChange, NodeChange } from './graph-change.ts'

/** Nodes or edges that one transaction of the graph writes: enough to share its cost, few enough for the graph's heap. */
export const MOST_IN_SLICE = 5_000
/** Values of nodes that one transaction writes. An order has two dozen for each definition: by their number alone, nodes of twenty definitions fill the graph's memory. */
export const MOST_VALUES = 100_000

/** Values that a change of nodes writes. */
export const valuesOf = (nodes: readonly NodeChange[]): number =>
  nodes.reduce((sum, { properties }) => Object.values(properties).reduce<number>((all, value) => all + (Array.isArray(value) ? value.length : 1), sum), 0)

/** Runs of at most so many things, of at most so many values but for one thing that has more by itself. */
const runs = <T>(all: readonly T[], valuesIn: (one: T) => number): readonly (readonly T[])[] => {
  const found: T[][] = []
  let values = 0
  for (const one of all) {
    const own = valuesIn(one)
    const last = found.at(-1)
    if (last === undefined || last.length === MOST_IN_SLICE || values + own > MOST_VALUES) {
      found.push([one])
      values = own
    } else {
      last.push(one)
      values += own
    }
  }
  return found
}

const NOTHING: GraphChange = { nodes: [], ended: [], begun: [], former: [], gone: [] }

/** Nodes alone: of a change that is not whole yet, what may go ahead of it. */
export const slicesOfNodes = (nodes: GraphChange['nodes']): readonly GraphChange[] => runs(nodes, (node) => valuesOf([node])).map((slice) => ({ ...NOTHING, nodes: slice }))

/** Links have a handful of values each. */
const NONE = (): number => 0

/**
 * A change as the pieces in which it is applied, one after another; at least one. An edge needs both its ends and may replace another, so nodes
 * come first, then what ends, then what begins.
 */
export const sliceChange = (change: GraphChange): readonly GraphChange[] => {
  const { nodes, ended, begun, former, gone } = change
  if (nodes.length + ended.length + begun.length <= MOST_IN_SLICE && valuesOf(nodes) <= MOST_VALUES) return [change]
  return [
    ...slicesOfNodes(nodes),
    ...runs(ended, NONE).map((slice) => ({ ...NOTHING, ended: slice })),
    ...runs(begun, NONE).map((slice) => ({ ...NOTHING, begun: slice })),
    { ...NOTHING, former, gone },
  ]
}

import { encodeLineageCursor, END_OF_LEVEL, isBefore, type LineagePlan, type LineagePosition } from '../plan/plan-lineage.ts'
import type { EntityRow } from '../vocabulary/entity-row.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import type { WalkNode } from './step.ts'
import { walkLevels, type Stop, type WalkBounds } from './walk-levels.ts'
import type { FlowEdge } from './ways.ts'

/** What a page of a walk holds, piece by piece. */
export type LineagePiece = { readonly node: Ref; readonly depth: number; readonly values?: EntityRow['values'] } | { readonly edge: FlowEdge }

/** How a page of a walk ended. */
export interface LineageEnd {
  readonly complete: boolean
  readonly stopped: readonly Stop[]
  readonly frontier: readonly Ref[]
  readonly after?: string
  /** Edges to the farthest node of the page. */
  readonly depth: number
  readonly advice?: string
}

export interface FoundLineage extends LineageEnd {
  /** Nearest first, then by ref; the starts left out. */
  readonly nodes: readonly Ref[]
  readonly edges: readonly FlowEdge[]
  /** What was read of nodes on the way. */
  readonly read: ReadonlyMap<Ref, EntityRow['values']>
}

/**
 * The pieces of one page while the walk goes on: nodes by depth, then ref, each edge once, as soon as it is known to be on a way to something
 * answered. What `after` says was answered is walked again and left out. One level is held at a time beside the refs met.
 */
export async function* lineagePieces(reader: GraphReader, plan: LineagePlan, starts: readonly WalkNode[], bounds: WalkBounds): AsyncGenerator<LineagePiece, LineageEnd> {
  let count = 0
  let last: LineagePosition = plan.after ?? { depth: 0, ref: END_OF_LEVEL }
  let depth = 0
  const isNew = (position: LineagePosition): boolean => plan.after === undefined || isBefore(plan.after, position)
  const levels = walkLevels(reader, plan, starts, bounds)
  for (;;) {
    const pulled = await levels.next()
    if (pulled.done === true) {
      const { stops, frontier, advice } = pulled.value
      const after = stops.includes('TIME') ? { after: encodeLineageCursor(plan, last) } : {}
      return { complete: stops.length === 0, stopped: stops, frontier, depth, ...after, ...(advice === undefined ? {} : { advice }) }
    }
    const level = pulled.value
    if (isNew({ depth: level.depth, ref: '' })) {
      for (const edge of level.closing) yield { edge }
      last = { depth: level.depth, ref: '' }
    }
    for (const [place, { ref, values, edges }] of level.nodes.entries()) {
      const position = { depth: level.depth, ref }
      if (!isNew(position)) continue
      if (count === plan.first) return { complete: false, stopped: ['SIZE'], frontier: level.endsAfter(place), after: encodeLineageCursor(plan, last), depth }
      count += 1
      depth = level.depth
      last = position
      yield { node: ref, depth, ...(values === undefined ? {} : { values }) }
      for (const edge of edges) yield { edge }
    }
    if (isNew({ depth: level.depth, ref: END_OF_LEVEL })) last = { depth: level.depth, ref: END_OF_LEVEL }
  }
}

/** One page of a walk, gathered. */
export const walkLineage = async (reader: GraphReader, plan: LineagePlan, starts: readonly WalkNode[], bounds: WalkBounds): Promise<FoundLineage> => {
  const pieces = lineagePieces(reader, plan, starts, bounds)
  const nodes: Ref[] = []
  const edges: FlowEdge[] = []
  const read = new Map<Ref, EntityRow['values']>()
  for (;;) {
    const pulled = await pieces.next()
    if (pulled.done === true) return { nodes, edges, read, ...pulled.value }
    if ('node' in pulled.value) {
      nodes.push(pulled.value.node)
      if (pulled.value.values !== undefined) read.set(pulled.value.node, pulled.value.values)
    } else edges.push(pulled.value.edge)
  }
}

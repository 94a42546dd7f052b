import { encodeLineageCursor, END_OF_LEVEL, isBefore, type LineagePlan, type LineagePosition } from '../plan/plan-lineage.ts'
import type { EntityRow } from '../vocabulary/entity-row.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Walker, WalkNode } from '../plan/walker.ts'
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

/** Pieces handed on at a time: enough that a pull costs nothing beside them, few enough that others get their turn between two. */
const TOGETHER = 1000

/** Pieces in their order, never none. */
export type Portion = readonly LineagePiece[]

/**
 * The pieces of one page while the walk goes on, a portion of a level at a time: nodes by depth, then ref, each edge once, as soon as it is known to
 * be on a way to something answered. What `after` says was answered is walked again and left out. One level is held at a time beside the refs met.
 */
export async function* lineagePieces(walker: Walker, plan: LineagePlan, starts: readonly WalkNode[], bounds: WalkBounds): AsyncGenerator<Portion, LineageEnd> {
  let count = 0
  let last: LineagePosition = plan.after ?? { depth: 0, ref: END_OF_LEVEL }
  let depth = 0
  let held: LineagePiece[] = []
  const isNew = (position: LineagePosition): boolean => plan.after === undefined || isBefore(plan.after, position)
  const levels = walkLevels(walker, plan, starts, bounds)
  for (;;) {
    const pulled = await levels.next()
    if (pulled.done === true) {
      const { stops, frontier, advice } = pulled.value
      const after = stops.includes('TIME') ? { after: encodeLineageCursor(plan, last) } : {}
      return { complete: stops.length === 0, stopped: stops, frontier, depth, ...after, ...(advice === undefined ? {} : { advice }) }
    }
    const level = pulled.value
    if (isNew({ depth: level.depth, ref: '' })) {
      for (const edge of level.closing) held.push({ edge })
      last = { depth: level.depth, ref: '' }
    }
    for (const [place, { ref, values, edges }] of level.nodes.entries()) {
      const position = { depth: level.depth, ref }
      if (!isNew(position)) continue
      if (count === plan.first) {
        if (held.length > 0) yield held
        return { complete: false, stopped: ['SIZE'], frontier: level.endsAfter(place), after: encodeLineageCursor(plan, last), depth }
      }
      count += 1
      depth = level.depth
      last = position
      held.push(values === undefined ? { node: ref, depth } : { node: ref, depth, values })
      for (const edge of edges) held.push({ edge })
      if (held.length < TOGETHER) continue
      yield held
      held = []
    }
    if (held.length > 0) yield held
    held = []
    if (isNew({ depth: level.depth, ref: END_OF_LEVEL })) last = { depth: level.depth, ref: END_OF_LEVEL }
  }
}

/** One page of a walk, gathered. */
export const walkLineage = async (walker: Walker, plan: LineagePlan, starts: readonly WalkNode[], bounds: WalkBounds): Promise<FoundLineage> => {
  const portions = lineagePieces(walker, plan, starts, bounds)
  const nodes: Ref[] = []
  const edges: FlowEdge[] = []
  const read = new Map<Ref, EntityRow['values']>()
  for (;;) {
    const pulled = await portions.next()
    if (pulled.done === true) return { nodes, edges, read, ...pulled.value }
    for (const piece of pulled.value) {
      if ('edge' in piece) edges.push(piece.edge)
      else {
        nodes.push(piece.node)
        if (piece.values !== undefined) read.set(piece.node, piece.values)
      }
    }
  }
}

import { encodeLineageCursor, END_OF_LEVEL, isBefore, NO_ONE_WALK, type LineagePlan, type LineagePosition } from '../plan/plan-lineage.ts'
import type { EntityRow } from '../vocabulary/entity-row.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Walker, WalkNode } from '../plan/walker.ts'
import { Answered } from './answered.ts'
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
 * be on a way to something answered. What `after` says was answered is walked again and left out; where that is not what was answered (`before`), the
 * graph has moved under the pages, and they say so to the last. One level is held at a time beside the refs met.
 */
export async function* lineagePieces(walker: Walker, plan: LineagePlan, starts: readonly WalkNode[], bounds: WalkBounds): AsyncGenerator<Portion, LineageEnd> {
  const page = new Page(plan, bounds.edges)
  let count = 0
  let depth = 0
  const levels = walkLevels(walker, plan, starts, bounds)
  for (;;) {
    const pulled = await levels.next()
    if (pulled.done === true) {
      const { stops, frontier, advice } = pulled.value
      // A walk that depth or links ended may not have come as far as `after`.
      if (stops.every((stop) => stop === 'TIME')) page.beginsHere()
      const after = stops.includes('TIME') ? { after: page.cursor } : {}
      return { complete: stops.length === 0 && !page.hasMoved, stopped: page.stopped(stops), frontier, depth, ...after, ...(advice === undefined ? {} : { advice }) }
    }
    const level = pulled.value
    page.take({ depth: level.depth, ref: '' }, level.closing.map((edge) => ({ edge })))
    for (const [place, { ref, values, edges }] of level.nodes.entries()) {
      const position = { depth: level.depth, ref }
      if (count === plan.first && page.isNew(position)) {
        if (page.held.length > 0) yield page.handOver()
        return { complete: false, stopped: page.stopped(['SIZE']), frontier: level.endsAfter(place), after: page.cursor, depth }
      }
      if (!page.take(position, [values === undefined ? { node: ref, depth: level.depth } : { node: ref, depth: level.depth, values }, ...edges.map((edge) => ({ edge }))])) continue
      count += 1
      depth = level.depth
      if (page.held.length >= TOGETHER) yield page.handOver()
    }
    if (page.held.length > 0) yield page.handOver()
    page.take({ depth: level.depth, ref: END_OF_LEVEL }, [])
  }
}

/** What one page answers of a walk: what comes behind the pages before. */
class Page {
  readonly #plan: LineagePlan
  readonly #answered: Answered
  #last: LineagePosition
  #begun: boolean
  #held: LineagePiece[] = []
  #moved = false

  constructor(plan: LineagePlan, areEdgesTold: boolean) {
    this.#plan = plan
    this.#answered = new Answered(areEdgesTold)
    this.#last = plan.after ?? { depth: 0, ref: END_OF_LEVEL }
    this.#begun = plan.before === undefined
  }

  /** Pieces not handed on yet. */
  get held(): readonly LineagePiece[] {
    return this.#held
  }

  /** Whether the pages before are not what this walk begins with. */
  get hasMoved(): boolean {
    return this.#moved
  }

  /** Where the page ends, for the next one. */
  get cursor(): string {
    return encodeLineageCursor(this.#plan, this.#last, this.#moved ? NO_ONE_WALK : this.#answered.sum)
  }

  isNew(position: LineagePosition): boolean {
    return this.#plan.after === undefined || isBefore(this.#plan.after, position)
  }

  /** What stands at the next position of the walk; whether it is of this page. */
  take(position: LineagePosition, pieces: readonly LineagePiece[]): boolean {
    const isNew = this.isNew(position)
    if (isNew && pieces.length > 0) this.beginsHere()
    for (const piece of pieces) {
      this.#answered.add(piece)
      if (isNew) this.#held.push(piece)
    }
    if (isNew) this.#last = position
    return isNew
  }

  /** All that pages before may have answered has been walked. */
  beginsHere(): void {
    if (this.#begun) return
    this.#begun = true
    this.#moved = !this.#answered.is(this.#plan.before ?? NO_ONE_WALK)
  }

  stopped(stops: readonly Stop[]): readonly Stop[] {
    return this.#moved ? [...stops, 'MOVED'] : stops
  }

  handOver(): Portion {
    const held = this.#held
    this.#held = []
    return held
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

import type { LineagePlan } from '../plan/plan-lineage.ts'
import type { FanOut } from '../plan/fan-out.ts'
import type { Flow, WalkMap } from '../plan/walk-map.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { ColumnsOnTheWay, Walker, WalkNode } from '../plan/walker.ts'
import { MOST_LINKS, stepInTime } from './step.ts'
import { edgesOfLevel, Ways, type FlowEdge, type WalkEdge } from './ways.ts'

/** `MOVED` ends no walk: it says that the pages before are not the beginning of this one any more. */
export type Stop = 'DEPTH' | 'TIME' | 'SIZE' | 'FAN_OUT' | 'MOVED'

/** What one more step from everything reached brought, told whole: a level that could not be finished is not answered in part. */
export interface Level {
  readonly depth: number
  /** Edges between what was met before, and those that only now turn out to lead to something answered. They stand before the level's nodes. */
  readonly closing: readonly FlowEdge[]
  /** What is answered of the level, by ref, with the edges that lead there and were not given before. */
  readonly nodes: readonly (Pick<WalkNode, 'ref' | 'values'> & { readonly edges: readonly FlowEdge[] })[]
  /** Where the walk stands if it ends with the level's first `given` nodes. */
  readonly endsAfter: (given: number) => readonly Ref[]
}

/** How a walk ended. */
export interface WalkEnd {
  readonly stops: readonly Stop[]
  readonly frontier: readonly Ref[]
  /** What to narrow, when too many links lead on. */
  readonly advice?: string
}

export interface WalkBounds {
  /** Since the walk began. */
  readonly elapsedMs: () => number
  readonly fanOut: FanOut
  /** Whether edges are told, or only where they lead. */
  readonly edges: boolean
  /** What is read of nodes as they are met; absent: nothing. */
  readonly columnsOf?: ColumnsOnTheWay | undefined
}

interface FlowWalk {
  readonly flow: Flow
  readonly map: WalkMap
  readonly met: Set<Ref>
  /** Absent where no edges are told. */
  readonly ways: Ways | undefined
  frontier: readonly WalkNode[]
}

/**
 * Walks level by level, a statement a level and flow for the whole frontier, until nothing is left or a bound ends it. Whoever stops pulling
 * ends the walk. The levels follow from the graph alone, never from when or how often it was walked, so a position in them can be gone on from.
 */
export async function* walkLevels(walker: Walker, plan: LineagePlan, starts: readonly WalkNode[], bounds: WalkBounds): AsyncGenerator<Level, WalkEnd> {
  const flows = plan.flows.map(({ flow, map }): FlowWalk => ({ flow, map, met: new Set(starts.map(({ ref }) => ref)), ways: bounds.edges ? new Ways() : undefined, frontier: starts }))
  // Every type asked, the start is an answer too: edges back to it count.
  if (plan.to === undefined) for (const { ways } of flows) for (const { ref } of starts) ways?.reach(ref)
  const answered = new Set(starts.map(({ ref }) => ref))
  const given = flows.length > 1 ? new Set<string>() : undefined
  const clock = makeClock(plan, bounds.elapsedMs)
  for (let depth = 1; ; depth += 1) {
    const standing = flows.flatMap(({ frontier }) => frontier.map(({ ref }) => ref))
    const taken = await takeLevel(walker, plan, flows, bounds, clock(depth))
    if (typeof taken === 'string') return { stops: [taken], frontier: uniqueSorted(standing) }
    if ('advice' in taken) return { stops: ['FAN_OUT'], frontier: uniqueSorted(standing), advice: taken.advice }
    if (taken.every(({ ends }) => ends.length === 0)) return { stops: [], frontier: [] }
    const within = depth <= plan.maxDepth
    const beyond = within ? [] : taken.flatMap(({ walk, ends }) => ends.filter(({ far }) => !walk.met.has(far)).map(({ near }) => near))
    yield makeLevel(plan, depth, within ? taken : taken.map(withoutNew), answered, given)
    if (!within) return { stops: beyond.length > 0 ? ['DEPTH'] : [], frontier: uniqueSorted(beyond) }
  }
}

/** The time a level may take. What was answered before is walked again out of the budget, and one new level always has its time: each page gets further. */
const makeClock = (plan: LineagePlan, elapsedMs: () => number): (depth: number) => number | undefined => {
  const known = plan.after?.depth
  let began = 0
  return (depth) => {
    if (known === undefined || depth > known + 1) return plan.budgetMs - (elapsedMs() - began)
    began = elapsedMs()
    return undefined
  }
}

interface Taken {
  readonly walk: FlowWalk
  /** Who was met from whom. */
  readonly ends: readonly Pick<WalkEdge, 'near' | 'far'>[]
  /** None where no edges are told. */
  readonly edges: readonly WalkEdge[]
  readonly nodes: ReadonlyMap<Ref, WalkNode>
}

const takeLevel = async (walker: Walker, plan: LineagePlan, flows: readonly FlowWalk[], { fanOut, edges: told, columnsOf }: WalkBounds, timeoutMs: number | undefined): Promise<readonly Taken[] | 'TIME' | { readonly advice: string }> => {
  const taken: Taken[] = []
  for (const walk of flows) {
    if (walk.frontier.length === 0) continue
    if (timeoutMs !== undefined && timeoutMs <= 0) return 'TIME'
    const advice = fanOut.adviceOn(walk.map, walk.frontier.map(({ ref }) => typeOfRef(ref)), MOST_LINKS)
    if (advice !== undefined) return { advice }
    const mostRows = walker.mostRows()
    const steps = await stepInTime(walker, walk.map, walk.frontier, { now: plan.now, mostRows, facts: told, ...(columnsOf === undefined ? {} : { columnsOf }), ...(timeoutMs === undefined ? {} : { timeoutMs }) })
    if (steps === 'TIME') return 'TIME'
    if (steps === 'MORE' || steps.length >= mostRows) return { advice: fanOut.advice(walk.map, walk.frontier.map(({ ref }) => typeOfRef(ref)), mostRows) }
    const edges = told ? edgesOfLevel(walk.flow, steps) : undefined
    taken.push({ walk, ends: edges ?? steps.map(({ near, far }) => ({ near, far: far.ref })), edges: edges ?? [], nodes: new Map(steps.map(({ far }) => [far.ref, far])) })
  }
  return taken
}

/** Beyond the depth bound only edges between what was met count. */
const withoutNew = ({ walk, ends, edges }: Taken): Taken => ({ walk, ends, edges: edges.filter(({ far }) => walk.met.has(far)), nodes: new Map() })

const makeLevel = (plan: LineagePlan, depth: number, taken: readonly Taken[], answered: Set<Ref>, given: Set<string> | undefined): Level => {
  const once = (edges: readonly WalkEdge[]): readonly WalkEdge[] => given === undefined ? edges : edges.filter(({ from, to, link }) => {
    const key = `${from} ${link.name} ${to}`
    return !given.has(key) && given.add(key)
  })
  const closing: WalkEdge[] = []
  const fresh = new Map<Ref, WalkNode>()
  for (const { walk, edges, nodes } of taken) {
    walk.frontier = [...nodes.values()].filter(({ ref }) => !walk.met.has(ref)).sort((a, b) => (a.ref < b.ref ? -1 : 1))
    for (const node of walk.frontier) {
      walk.met.add(node.ref)
      if (!answered.has(node.ref) && (plan.to === undefined || plan.to.has(typeOfRef(node.ref)))) fresh.set(node.ref, node)
    }
    if (walk.ways !== undefined) for (const edge of edges) closing.push(...once(walk.ways.add(edge)))
  }
  const nodes = [...fresh.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1)).map(({ ref, values }) => {
    answered.add(ref)
    return { ref, ...(values === undefined ? {} : { values }), edges: once(taken.flatMap(({ walk }) => walk.ways?.reach(ref) ?? [])) }
  })
  const arrived = taken.map(({ walk, ends }) => ({ walk, ends, front: walk.frontier }))
  const endsAfter = (count: number): readonly Ref[] => {
    const left = new Set(nodes.slice(count).map(({ ref }) => ref))
    return uniqueSorted(arrived.flatMap(({ walk, ends, front }) => [
      ...front.filter(({ ref }) => !left.has(ref) && walk.map.level(new Set([typeOfRef(ref)])) !== undefined).map(({ ref }) => ref),
      ...ends.filter(({ far }) => left.has(far)).map(({ near }) => near),
    ]))
  }
  return { depth, closing, nodes, endsAfter }
}

const uniqueSorted = (refs: readonly Ref[]): readonly Ref[] => [...new Set(refs)].sort()

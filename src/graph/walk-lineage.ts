import { Problem } from '../problems/problem.ts'
import type { LineagePlan } from '../plan/plan-lineage.ts'
import type { Flow, WalkMap } from '../plan/walk-map.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import { shapeLineage, type FoundLineage } from './shape-lineage.ts'
import type { Stop, Walked } from './walked.ts'
import { stepOn, type StepTaken, type WalkNode } from './step.ts'

/** Rows that one level may bring; a level beyond it ends the walk with SIZE, never with an error. */
const MOST_STEPS = 400_000

/** Walks level by level, a statement a level for the whole frontier, until nothing is left or a bound ends it. */
export const walkLineage = async (reader: GraphReader, plan: LineagePlan, starts: readonly WalkNode[], elapsedMs: () => number): Promise<FoundLineage> => {
  const walked: Walked[] = []
  for (const { flow, map } of plan.flows) walked.push(await walkFlow(reader, plan, flow, map, starts, elapsedMs))
  return shapeLineage(plan, starts.map(({ ref }) => ref), walked)
}

interface Walk {
  readonly depths: Map<Ref, number>
  readonly steps: StepTaken[]
  readonly stops: Set<Stop>
  frontier: readonly WalkNode[]
}

const walkFlow = async (reader: GraphReader, plan: LineagePlan, flow: Flow, map: WalkMap, starts: readonly WalkNode[], elapsedMs: () => number): Promise<Walked> => {
  const walk: Walk = { depths: new Map(starts.map(({ ref }) => [ref, 0])), steps: [], stops: new Set(), frontier: starts }
  let wanted = 0
  for (let depth = 1; depth <= plan.maxDepth && walk.frontier.length > 0; depth += 1) {
    const taken = await takeLevel(reader, plan, map, walk, elapsedMs)
    if (taken === undefined) break
    for (const { far } of taken) {
      if (walk.depths.has(far.ref)) continue
      walk.depths.set(far.ref, depth)
      if (isWanted(plan, far.ref) && isAfter(plan, depth, far.ref)) wanted += 1
    }
    walk.frontier = freshOf(taken, walk.depths, depth)
    if (wanted > plan.first) {
      walk.stops.add('SIZE')
      break
    }
  }
  const frontier = walk.stops.size > 0 ? walk.frontier.map(({ ref }) => ref) : await probe(reader, plan, map, walk, elapsedMs)
  return { flow, depths: walk.depths, steps: walk.steps.map(({ near, far, link }) => ({ near, far: far.ref, link })), stops: walk.stops, frontier }
}

/** Undefined when the walk ends here: nothing leads on, or time or size is up. */
const takeLevel = async (reader: GraphReader, plan: LineagePlan, map: WalkMap, walk: Walk, elapsedMs: () => number): Promise<readonly StepTaken[] | undefined> => {
  const timeoutMs = plan.budgetMs - elapsedMs()
  if (timeoutMs <= 0) {
    walk.stops.add('TIME')
    return undefined
  }
  const mostRows = Math.max(1, Math.floor(Math.min(MOST_STEPS, reader.rowsLeft) / 2))
  const taken = await takeInTime(reader, map, walk.frontier, { now: plan.now, mostRows, timeoutMs })
  if (taken === 'TIME') {
    walk.stops.add('TIME')
    return undefined
  }
  if (taken === undefined) {
    walk.frontier = []
    return undefined
  }
  walk.steps.push(...taken)
  if (taken.length < mostRows) return taken
  walk.stops.add('SIZE')
  for (const { far } of taken) if (!walk.depths.has(far.ref)) walk.depths.set(far.ref, Math.max(...walk.frontier.map(({ ref }) => walk.depths.get(ref) ?? 0)) + 1)
  return undefined
}

const takeInTime = async (reader: GraphReader, map: WalkMap, frontier: readonly WalkNode[], bounds: { now: LineagePlan['now']; mostRows: number; timeoutMs: number }): Promise<readonly StepTaken[] | undefined | 'TIME'> => {
  try {
    return await stepOn(reader, map, frontier, bounds)
  } catch (error) {
    if (error instanceof Problem && error.code === 'QUESTION_TOO_SLOW') return 'TIME'
    throw error
  }
}

/** At the depth bound: one more level tells an answer that is complete from one that was cut, and finds links that close circles. */
const probe = async (reader: GraphReader, plan: LineagePlan, map: WalkMap, walk: Walk, elapsedMs: () => number): Promise<readonly Ref[]> => {
  if (walk.frontier.length === 0) return []
  const edge = walk.frontier
  const known = walk.steps.length
  const taken = await takeLevel(reader, plan, map, { ...walk, frontier: edge }, elapsedMs)
  if (taken === undefined) return walk.stops.size > 0 ? edge.map(({ ref }) => ref) : []
  const beyond = taken.filter(({ far }) => !walk.depths.has(far.ref))
  walk.steps.splice(known, Infinity, ...taken.filter(({ far }) => walk.depths.has(far.ref)))
  if (beyond.length > 0) walk.stops.add('DEPTH')
  return [...new Set(beyond.map(({ near }) => near))]
}

const isWanted = (plan: LineagePlan, ref: Ref): boolean => plan.to === undefined || plan.to.has(ref.slice(0, ref.indexOf('/')))

const isAfter = (plan: LineagePlan, depth: number, ref: Ref): boolean => plan.after === undefined || depth > plan.after.depth || (depth === plan.after.depth && ref > plan.after.ref)

const freshOf = (taken: readonly StepTaken[], depths: ReadonlyMap<Ref, number>, depth: number): readonly WalkNode[] =>
  [...new Map(taken.filter(({ far }) => depths.get(far.ref) === depth).map(({ far }) => [far.ref, far])).values()]

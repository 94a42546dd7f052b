import type { Flow, WalkMap } from '../plan/walk-map.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { Walker, WalkNode } from '../plan/walker.ts'
import { edgesOfLevel, type WalkEdge } from './ways.ts'

const MOST_LINKS = 100_000
/** Paths told of a kind, stated or inferred; there are more ways than anyone reads through a lot of many units. */
export const MOST_PATHS = 20
/** So many over any links hold every stated one and more inferred ones than are told, or show that not every stated one is told. */
const MOST_FOUND = 2 * MOST_PATHS + 1

export interface Search {
  /** Every shortest way, at most MOST_FOUND; empty when the target was not met. */
  readonly paths: readonly (readonly WalkEdge[])[]
  /** Entities met with the edges that first led there. */
  readonly met: ReadonlyMap<Ref, readonly WalkEdge[]>
  /** False: a bound ended the search, so that not having met the target says nothing. */
  readonly complete: boolean
}

/** All shortest ways from one entity to another, breadth first, over links that held at a moment; none given: whenever they held. Cost: a step of the walker a level. */
export const searchLink = async (walker: Walker, map: WalkMap, flow: Flow, from: WalkNode, to: Ref, mostDepth: number, asOf: Instant | undefined): Promise<Search> => {
  const met = new Map<Ref, WalkEdge[]>([[from.ref, []]])
  let frontier: readonly WalkNode[] = [from]
  for (let depth = 1; depth <= mostDepth && frontier.length > 0; depth += 1) {
    const mostRows = Math.min(MOST_LINKS, walker.mostRows())
    const steps = await walker.step(map, frontier, { ...(asOf === undefined ? {} : { now: asOf }), mostRows, facts: true })
    if (steps === 'MORE' || steps.length >= mostRows) return { paths: [], met, complete: false }
    const fresh = new Map<Ref, WalkEdge[]>()
    for (const edge of edgesOfLevel(flow, steps)) {
      if (met.has(edge.far)) continue
      const led = fresh.get(edge.far)
      if (led === undefined) fresh.set(edge.far, [edge])
      else led.push(edge)
    }
    for (const [ref, led] of fresh) met.set(ref, led)
    if (fresh.has(to)) return { paths: [...pathsTo(met, from.ref, to).take(MOST_FOUND)], met, complete: true }
    frontier = [...new Map(steps.filter(({ far }) => fresh.has(far.ref)).map(({ far }) => [far.ref, far])).values()]
  }
  return { paths: [], met, complete: map.level(new Set(frontier.map(({ ref }) => typeOfRef(ref)))) === undefined }
}

/** All shortest ways over entities that two searches met, each from its own end; none where they met nothing alike. */
export const meetHalfWay = (there: Search, from: Ref, back: Search, to: Ref): readonly (readonly WalkEdge[])[] => {
  const [depthThere, depthBack] = [depthsOf(there.met), depthsOf(back.met)]
  const common = [...depthThere].flatMap(([ref, depth]) => {
    const rest = depthBack.get(ref)
    return rest === undefined ? [] : [{ ref, depth, length: depth + rest }]
  })
  const length = Math.min(...common.map((one) => one.length))
  const shortest = common.filter((one) => one.length === length)
  // Each way is met at every step of it that both have reached: it is told by one of them.
  const depth = Math.max(...shortest.map((one) => one.depth))
  return [...shortest.values().filter((one) => one.depth === depth).flatMap(({ ref }) =>
    pathsTo(there.met, from, ref).flatMap((first) => pathsTo(back.met, to, ref).map((second) => [...first, ...second.toReversed().map(turned)]))).take(MOST_FOUND)]
}

const turned = (edge: WalkEdge): WalkEdge => ({ ...edge, near: edge.far, far: edge.near })

/** Of what was met breadth first, each after what led there. */
const depthsOf = (met: Search['met']): ReadonlyMap<Ref, number> => {
  const depths = new Map<Ref, number>()
  for (const [ref, [led]] of met) depths.set(ref, led === undefined ? 0 : (depths.get(led.near) ?? 0) + 1)
  return depths
}

function* pathsTo(met: Search['met'], from: Ref, to: Ref): Generator<readonly WalkEdge[], undefined> {
  const open: (readonly [Ref, readonly WalkEdge[]])[] = [[to, []]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [ref, behind] = next
    if (ref === from) yield behind
    else open.push(...(met.get(ref) ?? []).map((edge) => [edge.near, [edge, ...behind]] as const).toReversed())
  }
}

import type { Model } from '../model/model.ts'
import { stepsAnywhere, WalkMap } from '../plan/walk-map.ts'
import type { WalkNode } from '../plan/walker.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import { orderTypes } from './paths-to-orders.ts'
import { startWalk, stepOn } from './step.ts'

const DEEPEST = 6
/** A sample is enough: one order anywhere near says that the thing is shared. */
const MOST_STEPS = 1000

/** What stands around entities: the graph, or what had been told by a moment. */
export interface Surroundings {
  readonly start: (refs: readonly Ref[]) => Promise<readonly WalkNode[]>
  /** What links lead to, or enough of it. */
  readonly next: (map: WalkMap, frontier: readonly WalkNode[]) => Promise<readonly WalkNode[]>
}

export const surroundingsInGraph = (reader: GraphReader, now: Instant): Surroundings => ({
  start: (refs) => startWalk(reader, refs),
  next: async (map, frontier) => (await stepOn(reader, map, frontier, { now, mostRows: MOST_STEPS, facts: false })).steps.map(({ far }) => far),
})

/**
 * Those of `refs`, none of which belongs to an order, that are connected with some order all the same. What could belong to one and does not (a
 * payment without a reference) is shared by none, however it hangs together with orders.
 */
export const sharedByOrders = async ({ start, next }: Surroundings, model: Model, refs: readonly Ref[]): Promise<readonly Ref[]> => {
  const wanted = orderTypes(model)
  const map = new WalkMap(stepsAnywhere(model), wanted)
  const shared: Ref[] = []
  for (const ref of refs.filter((candidate) => model.types.get(typeOfRef(candidate))?.belonging.length === 0).slice(0, 5)) {
    const seen = new Set<Ref>([ref])
    let frontier = await start([ref])
    let met = false
    for (let depth = 0; depth < DEEPEST && frontier.length > 0 && !met; depth += 1) {
      const far = (await next(map, frontier)).filter((node) => !seen.has(node.ref))
      met = far.some((node) => wanted.has(typeOfRef(node.ref)))
      for (const node of far) seen.add(node.ref)
      frontier = [...new Map(far.map((node) => [node.ref, node])).values()]
    }
    if (met) shared.push(ref)
  }
  return shared
}

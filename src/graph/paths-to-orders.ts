import type { Model } from '../model/model.ts'
import { typesOf } from '../model/types-of.ts'
import { stepsOfBelonging, WalkMap } from '../plan/walk-map.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import { startWalk, stepOn } from './step.ts'

const DEEPEST = 8
const MOST_STEPS = 10_000

/** For each order, how one of `from` leads to it over what it belongs to: refs from the entity that was named to the order. */
export const pathsToOrders = async (reader: GraphReader, model: Model, from: readonly Ref[], orders: readonly Ref[], now: Instant): Promise<ReadonlyMap<Ref, readonly Ref[]>> => {
  const map = new WalkMap(stepsOfBelonging(model), orderTypes(model))
  const paths = new Map<Ref, readonly Ref[]>(from.map((ref) => [ref, [ref]]))
  let frontier = await startWalk(reader, from)
  for (let depth = 0; depth < DEEPEST && frontier.length > 0 && !orders.every((order) => paths.has(order)); depth += 1) {
    const { steps } = await stepOn(reader, map, frontier, { now, mostRows: MOST_STEPS, facts: false })
    const fresh = new Map<Ref, { ref: Ref; id: string }>()
    for (const { near, far } of steps) {
      if (paths.has(far.ref)) continue
      paths.set(far.ref, [...(paths.get(near) ?? []), far.ref])
      fresh.set(far.ref, far)
    }
    frontier = [...fresh.values()]
  }
  return paths
}

export const orderTypes = (model: Model): ReadonlySet<string> => new Set(typesOf(model, 'ORDER').map(({ name }) => name))

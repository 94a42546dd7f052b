import type { Model } from '../model/model.ts'
import { stepsAlong, stepsAnywhere, WalkMap, type Flow, type Step } from './walk-map.ts'

/** One way in which two entities may be linked: along the flow, against it, or, where no lineage joins their types, over any relation. */
export interface LinkWay {
  readonly flow: Flow
  readonly there: WalkMap
  readonly back: WalkMap
  readonly mostDepth: number
  /** Whether it is walked so far from both ends, to meet half way. */
  readonly fromBothEnds: boolean
  /** Fewest relations from a type to that of the far end; undefined where none leads there. */
  readonly remaining: (type: string) => number | undefined
  readonly remainingBack: (type: string) => number | undefined
}

const MOST_DEPTH = 12
/** From each end: over any relation everything hangs together soon, through a product with every order of it. */
const MOST_DEPTH_ANYWHERE = 3

/** Where a link from one type to another may be looked for, over what records state or over inferred links too; empty when the model joins them by no relation at all. */
export const planLinkWays = (model: Model, fromType: string, toType: string, inferred: boolean): readonly LinkWay[] => {
  const lineage = (['DOWNSTREAM', 'UPSTREAM'] as const).flatMap((flow) => wayOver(stepsAlong(model, flow, inferred), flow, fromType, toType, MOST_DEPTH, false))
  return lineage.length > 0 ? lineage : wayOver(stepsAnywhere(model, inferred), 'DOWNSTREAM', fromType, toType, MOST_DEPTH_ANYWHERE, true)
}

const wayOver = (steps: readonly Step[], flow: Flow, fromType: string, toType: string, mostDepth: number, fromBothEnds: boolean): readonly LinkWay[] => {
  const turned = steps.map(({ name, near, far, way }): Step => ({ name, near: far, far: near, way: way === 'out' ? 'in' : 'out' }))
  const remaining = distancesTo(steps, toType)
  if (!steps.some(({ near, far }) => near === fromType && remaining.has(far))) return []
  const remainingBack = distancesTo(turned, fromType)
  return [{
    flow, mostDepth, fromBothEnds, there: new WalkMap(steps, new Set([toType])), back: new WalkMap(turned, new Set([fromType])),
    remaining: (type) => remaining.get(type), remainingBack: (type) => remainingBack.get(type),
  }]
}

const distancesTo = (steps: readonly Step[], target: string): ReadonlyMap<string, number> => {
  const distances = new Map([[target, 0]])
  for (let distance = 1; ; distance += 1) {
    const fresh = steps.filter(({ near, far }) => !distances.has(near) && distances.get(far) === distance - 1)
    if (fresh.length === 0) return distances
    for (const { near } of fresh) distances.set(near, distance)
  }
}

import { compileEntityCounts, compileLinkCounts } from '../compile/compile-fan-out.ts'
import type { Model } from '../model/model.ts'
import { FanOut } from '../plan/fan-out.ts'
import { stepsAnywhere, type Step } from '../plan/walk-map.ts'
import type { GraphReader } from './graph-reader.ts'

/** A mean moves slowly. */
const FRESH_MS = 60_000

/** Before anything was counted nothing is foreseen; what a level may read is bounded all the same. */
const UNCOUNTED = new FanOut(() => undefined)

/** The graph's statistics. A question never waits for them: it takes what is there, and has them read behind it once a minute at most. */
export const makeFanOutReader = (model: Model, makeReader: () => GraphReader): (() => FanOut) => {
  let held = UNCOUNTED
  let readAt = -Infinity
  return () => {
    if (performance.now() - readAt < FRESH_MS) return held
    readAt = performance.now()
    readFanOut(makeReader(), stepsAnywhere(model)).then((fanOut) => { held = fanOut }, () => { readAt = -Infinity })
    return held
  }
}

export const readFanOut = async (reader: GraphReader, steps: readonly Step[]): Promise<FanOut> => {
  if (steps.length === 0) return UNCOUNTED
  const types = [...new Set(steps.map(({ near }) => near))]
  const [links, entities] = await Promise.all([reader.run(compileLinkCounts(steps)), reader.run(compileEntityCounts(types))])
  const entitiesOf = new Map(entities.map((row) => [types[Number(row.get('place'))], Number(row.get('count'))]))
  const means = new Map<string, number>()
  for (const row of links) {
    const step = steps[Number(row.get('place'))]
    if (step !== undefined) means.set(idOf(step), Number(row.get('count')) / Math.max(1, entitiesOf.get(step.near) ?? 0))
  }
  return new FanOut((step) => means.get(idOf(step)))
}

/** Counts are kept by the near end's type: far types of one name share them. */
const idOf = ({ name, near, way }: Step): string => `${near} ${name} ${way}`

import { compileFanOut } from '../compile/compile-fan-out.ts'
import type { Model } from '../model/model.ts'
import { FanOut } from '../plan/fan-out.ts'
import { stepsAnywhere, type Step } from '../plan/walk-map.ts'
import type { GraphReader } from './graph-reader.ts'

/** A mean moves slowly. */
const FRESH_MS = 60_000

/** The graph's statistics: waited for by the first question that needs them, read again behind later ones, once a minute at most. */
export const makeFanOutReader = (model: Model, makeReader: () => GraphReader): (() => Promise<FanOut>) => {
  let held: FanOut | undefined
  let readAt = 0
  let reading: Promise<FanOut> | undefined
  const read = async (): Promise<FanOut> => {
    try {
      held = await readFanOut(makeReader(), stepsAnywhere(model))
      readAt = performance.now()
      return held
    } finally {
      reading = undefined
    }
  }
  return async () => {
    if (held !== undefined && performance.now() - readAt < FRESH_MS) return held
    reading ??= read()
    if (held === undefined) return reading
    // The next question tries again; until then older figures are as good.
    reading.catch(() => undefined)
    return held
  }
}

const readFanOut = async (reader: GraphReader, steps: readonly Step[]): Promise<FanOut> => {
  if (steps.length === 0) return new FanOut(() => undefined)
  const rows = await reader.run(compileFanOut(steps))
  const means = new Map<string, number>()
  for (const row of rows) {
    const step = steps[Number(row.get('place'))]
    if (step !== undefined) means.set(idOf(step), Number(row.get('links')) / Math.max(1, Number(row.get('entities'))))
  }
  return new FanOut((step) => means.get(idOf(step)))
}

/** Counts are kept by the near end's type: far types of one name share them. */
const idOf = ({ name, near, way }: Step): string => `${near} ${name} ${way}`

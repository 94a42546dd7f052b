import { Visit } from '../graph/commit-gate.ts'
import { GraphReader, USUAL, type Pace } from '../graph/graph-reader.ts'
import type { TypeSizes } from '../graph/type-sizes.ts'
import type { FanOut } from '../plan/fan-out.ts'
import { instant } from '../vocabulary/instant.ts'
import type { Admission } from './admission.ts'
import type { GatewayMetrics } from './gateway-metrics.ts'
import type { GatewayOptions } from './gateway-options.ts'
import type { PlanCache } from './plan-cache.ts'
import { emptyGathered, type Explain, type RequestContext } from './request-context.ts'

export interface ContextMakings {
  readonly options: GatewayOptions
  readonly metrics: Pick<GatewayMetrics, 'answered' | 'sent'>
  readonly fanOut: () => FanOut
  readonly sizes: TypeSizes
  readonly plans: PlanCache
  readonly cursorSecret: string
  readonly admission: Admission
}

interface Asking {
  readonly explain?: Explain
  /** Who asks, as the caller says. */
  readonly actor?: string | undefined
  /** What the question may read in all, where it is not the usual. */
  readonly mostRows?: number
  /** How its statements are sent, where it is not the usual. Such a question is nobody's, and no commit waits for it. */
  readonly pace?: Pace
}

/** One question begins. */
export const makeContext = ({ options, metrics, fanOut, sizes, plans, cursorSecret }: ContextMakings, { explain, actor, mostRows, pace }: Asking): RequestContext => {
  const { model, driver, journalReads, merges, governs, rehearsals, questions = [], gate, clock = () => instant(Date.now()) } = options
  const began = performance.now()
  const visit = new Visit(gate)
  return {
    model: { ...model, definitions: model.definitions.snapshot() }, merges, governs, rehearsals, questions, actor, visit, journal: journalReads, fanOut, sizes, explain, plans, cursorSecret,
    reader: new GraphReader(driver, metrics.sent, mostRows, pace ?? { ...USUAL, giveWay: () => visit.enter() }, explain === 'profile'),
    now: clock(),
    elapsedMs: () => performance.now() - began - visit.waitedMs,
    answered: metrics.answered,
    gathered: emptyGathered(),
    memo: new Map(),
    together: true,
  }
}

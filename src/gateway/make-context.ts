import { Visit } from '../graph/commit-gate.ts'
import { GraphReader, USUAL, type Pace } from '../graph/graph-reader.ts'
import type { TypeSizes } from '../graph/type-sizes.ts'
import type { FanOut } from '../plan/fan-out.ts'
import { instant } from '../vocabulary/instant.ts'
import type { Admission } from './admission.ts'
import type { GatewayMetrics } from './gateway-metrics.ts'
import type { GatewayOptions } from './gateway-options.ts'
import type { PlanCache } from './plan-cache.ts'
import { emptyGathered, type Explain, type Gathered, type RequestContext } from './request-context.ts'

export interface ContextMakings {
  readonly options: GatewayOptions
  readonly metrics: Pick<GatewayMetrics, 'answered' | 'sent'>
  readonly fanOut: () => FanOut
  readonly sizes: TypeSizes
  readonly plans: PlanCache
  readonly cursorSecret: string
  /** Names the journal in receipts. */
  readonly journalName: string
  readonly admission: Admission
}

interface Asking {
  readonly explain?: Explain
  /** Who asks, as the caller says. */
  readonly actor?: string | undefined
  /** Of the answer that it is to repeat, as it was sent. */
  readonly receipt?: string | undefined
  /** What the question may read in all, where it is not the usual. */
  readonly mostRows?: number
  /** How its statements are sent, where it is not the usual. Such a question is nobody's, and no commit waits for it. */
  readonly pace?: Pace
}

type OfMoment = Pick<RequestContext, 'model' | 'now' | 'plans' | 'journal'>

/** What a question goes by: of now, or of when the answer was given that it repeats. A class, since contexts are copied with their prototype. */
class NowOrThen implements OfMoment {
  repeated: RequestContext['repeated']
  readonly ofNow: OfMoment
  readonly gathered: Gathered

  constructor(ofNow: OfMoment, gathered: Gathered) {
    this.ofNow = ofNow
    this.gathered = gathered
  }

  get model(): OfMoment['model'] {
    return this.repeated?.model ?? this.ofNow.model
  }

  get now(): OfMoment['now'] {
    return this.repeated?.receipt.askedAt ?? this.ofNow.now
  }

  get plans(): OfMoment['plans'] {
    return this.repeated?.plans ?? this.ofNow.plans
  }

  get journal(): OfMoment['journal'] {
    this.gathered.journalAsked = true
    return this.repeated?.upTo.reads ?? this.ofNow.journal
  }
}

/** One question begins. */
export const makeContext = ({ options, metrics, fanOut, sizes, plans, cursorSecret, journalName }: ContextMakings, { explain, actor, receipt, mostRows, pace }: Asking): RequestContext => {
  const { model, driver, journalReads, merges, governs, decides, rehearsals, recalls, questions = [], gate, clock = () => instant(Date.now()) } = options
  const began = performance.now()
  const visit = new Visit(gate)
  const gathered = emptyGathered()
  const rest = {
    merges, governs, decides, rehearsals, recalls, questions, actor, visit, fanOut, sizes, explain, cursorSecret, journalName, receiptSent: receipt,
    reader: new GraphReader(driver, metrics.sent, mostRows, pace ?? { ...USUAL, giveWay: () => visit.enter() }, explain),
    elapsedMs: () => performance.now() - began - visit.waitedMs,
    answered: metrics.answered,
    together: true,
  }
  const ofNow = (): RequestContext => Object.assign(
    new NowOrThen({ model: { ...model, definitions: model.definitions.snapshot(), derivations: model.derivations.snapshot(), arbitration: model.arbitration.snapshot() }, now: clock(), plans, journal: journalReads }, gathered),
    rest, { memo: new Map(), anew: ofNow },
  )
  return ofNow()
}

import { applyChange, readWatermark, type Driver, type Watermark } from './graph/apply-change.ts'
import type { Journal } from './journal/open-journal.ts'
import { confirmApplied, outboxAfter } from './journal/outbox.ts'
import { settleNext, type Progress } from './journal/settle-next.ts'
import type { Model } from './model/model.ts'
import { Problem } from './problems/problem.ts'
import type { GraphChange } from './settle/graph-change.ts'
import type { Instant } from './vocabulary/instant.ts'

/** Events settled at a time: enough to share the reading of an order between its events, small enough to stay in tens of megabytes. */
const SETTLE_BATCH = 2_000
/** Also how soon a claim dated ahead is noticed, and another gateway's events. */
const LOOK_AGAIN_MS = 1_000
const OUTAGE_PAUSE_MS = 1_000

export interface Follower {
  /** There may be something new in the journal. */
  readonly kick: () => void
  /** Until the graph shows the journal up to a place. Rejects with the first failure that is no outage. */
  readonly reached: (seq: number) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface FollowWorld {
  readonly model: Model
  readonly journal: Journal
  readonly driver: Driver
  readonly world: Pick<Progress, 'world'>
  readonly clock: () => Instant
  readonly onOutage: (problem: Problem) => void
  readonly onBug: (error: unknown) => void
}

/**
 * Keeps the graph behind the journal: settles what is new or due, applies what is settled, each in its own loop so that PostgreSQL and Neo4j
 * work at the same time. An outage is waited out; a bug stops the loop and is reported, the journal goes on taking records.
 */
export const follow = (world: FollowWorld): Follower => {
  let applied = 0
  let failure: unknown
  const stopping = new AbortController()
  const { signal } = stopping
  const settling = new Bell()
  const applying = new Bell()
  const waiting: { seq: number; resolve: () => void; reject: (error: unknown) => void }[] = []
  const wake = (): void => {
    for (let i = waiting.length - 1; i >= 0; i -= 1) {
      const one = waiting[i]
      if (one === undefined || (one.seq > applied && failure === undefined)) continue
      waiting.splice(i, 1)
      if (failure === undefined) one.resolve()
      else one.reject(failure)
    }
  }
  const loop = async (step: () => Promise<boolean>, bell: Bell): Promise<void> => {
    while (!signal.aborted && failure === undefined) {
      try {
        if (!(await step())) await bell.wait(LOOK_AGAIN_MS, signal)
      } catch (error) {
        if (error instanceof Problem && error.kind === 'outage') {
          world.onOutage(error)
          await bell.wait(OUTAGE_PAUSE_MS, signal)
        } else {
          failure = error
          world.onBug(error)
        }
      }
    }
    wake()
  }
  const settleOnce = async (): Promise<boolean> => {
    const settled = await settleNext(world.journal, world.model, world.clock(), SETTLE_BATCH)
    if (settled !== undefined) applying.ring()
    return settled !== undefined
  }
  let watermark: Watermark | undefined
  const applyOnce = async (): Promise<boolean> => {
    watermark ??= await readWatermark(world.driver)
    const [next] = await outboxAfter(world.journal, watermark?.batch ?? 0, 1)
    if (next === undefined) {
      applied = Math.max(applied, watermark?.seq ?? 0)
      wake()
      return false
    }
    const to: Watermark = { world: world.world.world, model: world.model.name, fingerprint: world.model.fingerprint, seq: next.seq, batch: next.id }
    watermark = undefined
    await applyChange(world.driver, world.model, JSON.parse(next.change) as GraphChange, to)
    watermark = to
    await confirmApplied(world.journal, next.id)
    applied = next.seq
    wake()
    return true
  }
  const loops = Promise.all([loop(settleOnce, settling), loop(applyOnce, applying)])
  return {
    kick: () => settling.ring(),
    reached: (seq) => new Promise((resolve, reject) => {
      waiting.push({ seq, resolve, reject })
      wake()
      settling.ring()
    }),
    stop: async () => {
      stopping.abort()
      settling.ring()
      applying.ring()
      await loops
    },
  }
}

/** Wakes a loop that found nothing to do; a ring while nobody waits is kept. */
class Bell {
  #rung = false
  #wake: (() => void) | undefined

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    this.#wake = undefined
    this.#rung = false
  }
}

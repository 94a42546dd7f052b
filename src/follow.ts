import { applyChange, prepareGraph, readWatermark, type Driver, type Watermark } from './graph/apply-change.ts'
import type { CommitGate } from './graph/commit-gate.ts'
import type { Journal } from './journal/open-journal.ts'
import { confirmApplied, outboxAfter } from './journal/outbox.ts'
import type { Stride } from './journal/record-window.ts'
import { proposeNext } from './journal/propose-next.ts'
import type { Progress } from './journal/progress.ts'
import { makeSettler } from './journal/settle-next.ts'
import { keepHeapSmall, letHeapGrow } from './keep-heap-small.ts'
import { judgedVersions } from './model/judged-versions.ts'
import type { Model } from './model/model.ts'
import { Problem, problem } from './problems/problem.ts'
import type { GraphChange } from './settle/graph-change.ts'
import type { Instant } from './vocabulary/instant.ts'

/** An order is settled once a window, however many of its events speak of it; a window of 40,000 is settled in some ten seconds and keeps the names of what it touches. */
const STRIDE: Stride = { events: 40_000, recorded: 2_000, examined: 1_000 }
/** Also how soon a claim dated ahead is noticed, and another gateway's events. */
const LOOK_AGAIN_MS = 1_000
const OUTAGE_PAUSE_MS = 1_000
const JUDGE_AGAIN_MS = 60_000
/** How long who waits for the graph is kept waiting by an outage. A bundled Neo4j that died is back within ten seconds, twenty on a busy machine. */
const PATIENCE_MS = 30_000

export interface Follower {
  /** There may be something new in the journal. */
  readonly kick: () => void
  /** Until the graph shows the journal up to a place. Rejects when it will not soon: settling failed, a store stays away, or this was stopped. */
  readonly reached: (seq: number) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface FollowWorld {
  readonly model: Model
  readonly journal: Journal
  readonly driver: Driver
  /** Shared with whoever answers from this graph in this program. */
  readonly gate: CommitGate
  readonly world: Pick<Progress, 'world'>
  readonly clock: () => Instant
  /** Settling and applying begin when this is done, and never when it fails: the graph is being made anew beside. Whoever waits for the graph is told its failure, as who asked for that does. */
  readonly after?: Promise<unknown>
  readonly onOutage: (problem: Problem) => void
  readonly onBug: (error: unknown) => void
  /** What translations say could not be judged; it is tried again. */
  readonly onUnjudged: (error: unknown) => void
}

/**
 * Keeps the graph behind the journal: settles what is new or due, applies what is settled, each in its own loop so that PostgreSQL and Neo4j
 * work at the same time. An outage is waited out; a bug stops the loop and is reported, the journal goes on taking records.
 */
export const follow = (world: FollowWorld): Follower => {
  const stopping = new AbortController()
  const { signal } = stopping
  const settling = new Bell()
  const applying = new Bell()
  const queue = new Queue()
  let failure: unknown
  const end = (error: unknown): void => {
    failure = error
    queue.refuse(error)
  }
  /** Works until it is stopped or a step fails for good, in either loop. */
  const loop = async (step: () => Promise<boolean>, bell: Bell): Promise<void> => {
    let awaySince: number | undefined
    while (!signal.aborted && failure === undefined) {
      try {
        const worked = await step()
        awaySince = undefined
        if (!worked) await bell.wait(LOOK_AGAIN_MS, signal)
      } catch (error) {
        // Stores that are being closed under a step may fail in any words.
        if (signal.aborted) return
        if (error instanceof Problem && error.kind === 'outage') {
          world.onOutage(error)
          awaySince ??= performance.now()
          if (performance.now() - awaySince >= PATIENCE_MS) queue.refuse(error)
          await bell.wait(OUTAGE_PAUSE_MS, signal)
        } else {
          end(error)
          world.onBug(error)
        }
      }
    }
  }
  const settleOnce = makeSettling(world, applying)
  const applyOnce = makeApplier(world, queue)
  const loops = (world.after ?? Promise.resolve()).then(() => Promise.all([loop(settleOnce, settling), loop(applyOnce, applying)]), end)
  return {
    kick: () => {
      keepHeapSmall()
      settling.ring()
    },
    reached: (seq) => {
      const reached = queue.wait(seq)
      if (signal.aborted) queue.refuse(problem('PROGRAM_STOPPING', {}))
      else if (failure !== undefined) queue.refuse(failure)
      settling.ring()
      return reached
    },
    stop: async () => {
      stopping.abort()
      queue.refuse(problem('PROGRAM_STOPPING', {}))
      settling.ring()
      applying.ring()
      await loops
    },
  }
}

/** Settles the next window; false when there is none. */
const makeSettling = (world: FollowWorld, applying: Bell): (() => Promise<boolean>) => {
  const settler = makeSettler(world.journal, world.model)
  const judgedNow = (): number => judgedVersions(world.model).length
  let prepared = judgedNow()
  let proposeFrom = 0
  /** What translations propose is told to the journal, and settled next. That a rule cannot be judged is no reason to settle nothing. */
  const propose = async (): Promise<number> => {
    if (performance.now() < proposeFrom) return 0
    proposeFrom = performance.now() + LOOK_AGAIN_MS
    try {
      return await proposeNext(world.journal, world.model, world.clock)
    } catch (error) {
      if (error instanceof Problem && error.kind === 'outage') throw error
      proposeFrom = performance.now() + JUDGE_AGAIN_MS
      world.onUnjudged(error)
      return 0
    }
  }
  return async () => {
    const settled = await settler.settleNext(world.clock(), STRIDE)
    const judged = judgedNow()
    // A version that orders are judged by from now on has indexes of its own.
    if (judged !== prepared) await prepareGraph(world.driver, world.model)
    prepared = judged
    if (settled === undefined) {
      letHeapGrow()
      return await propose() > 0
    }
    await propose()
    keepHeapSmall()
    applying.ring()
    return true
  }
}

/** Applies the next entry of the outbox; false when there is none. */
const makeApplier = (world: FollowWorld, queue: Queue): (() => Promise<boolean>) => {
  let watermark: Watermark | undefined
  return async () => {
    watermark ??= await readWatermark(world.driver)
    const [next] = await outboxAfter(world.journal, watermark?.batch ?? 0, 1)
    if (next === undefined) {
      queue.reach(watermark?.seq ?? 0)
      // Another gateway may be the one that applies what is waited for here.
      if (queue.isWaiting) watermark = undefined
      return false
    }
    const to: Watermark = { world: world.world.world, model: world.model.name, fingerprint: world.model.fingerprint, seq: next.seq, batch: next.id }
    watermark = undefined
    await applyChange(world, JSON.parse(next.change) as GraphChange, to)
    watermark = to
    await confirmApplied(world.journal, next.id)
    queue.reach(next.seq)
    return true
  }
}

/** Those who wait for the graph to come to a place. */
class Queue {
  #reached = 0
  #waiting: { readonly seq: number; readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = []

  get isWaiting(): boolean {
    return this.#waiting.length > 0
  }

  wait(seq: number): Promise<void> {
    if (seq <= this.#reached) return Promise.resolve()
    return new Promise((resolve, reject) => this.#waiting.push({ seq, resolve, reject }))
  }

  reach(seq: number): void {
    this.#reached = Math.max(this.#reached, seq)
    const there = this.#waiting.filter((one) => one.seq <= this.#reached)
    this.#waiting = this.#waiting.filter((one) => one.seq > this.#reached)
    for (const one of there) one.resolve()
  }

  refuse(reason: unknown): void {
    const refused = this.#waiting
    this.#waiting = []
    for (const one of refused) one.reject(reason)
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

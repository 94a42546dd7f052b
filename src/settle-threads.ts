import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { PartFiles } from './graph/import-files.ts'
import { answerTo, type Answered, type Asked } from './journal/client-beyond.ts'
import type { SharedClient } from './journal/copy-in.ts'
import type { SweepThreads, SweepWorld } from './journal/sweep-journal.ts'
import type { MergeRow } from './journal/survivors.ts'
import type { Model } from './model/model.ts'
import { Problem } from './problems/problem.ts'
import type { Instant } from './vocabulary/instant.ts'
import type { Ref } from './vocabulary/ref.ts'

/** What a thread is told as it begins. */
export interface SettleSetup {
  readonly model: Pick<Model, 'folder' | 'fingerprint'>
  /** Up to which ruling definitions and rules are held: what is ruled on meanwhile is followed after. */
  readonly rulings: number
  /** Where the graph is written, and the thread's own folder in it. */
  readonly folder: string
  readonly part: string
  readonly merges: readonly MergeRow[]
  readonly now: Instant
  readonly keep: boolean
}

/** What it is asked then, one after the other. */
export type SettleTask = { readonly settle: readonly Ref[] } | { readonly finish: true }

export interface StretchSettled extends Awaited<ReturnType<SweepThreads['settle']>> {
  readonly entities: number
}

/** What it says. */
export type SettleTold = Asked | { readonly settled: StretchSettled } | { readonly finished: PartFiles } | { readonly failed: Pick<Problem, 'code' | 'kind' | 'message' | 'parameters'> }

/** How many threads settle at once, and after how many stretches the first begins. */
export interface ThreadCount {
  readonly atOnce: number
  readonly after: number
  /** See `SweepOptions`. */
  readonly stretch?: number
}

/**
 * One more than the machine runs at once, since each waits for its statements a third of the time; four at most, since each holds a stretch and one connection serves all of them. The first two
 * thousand orders take about as long as a thread takes to begin. With one processor there is none.
 */
export const usualThreads = (): ThreadCount | undefined => (availableParallelism() > 1 ? { atOnce: Math.min(availableParallelism() + 1, 4), after: 4 } : undefined)

/** A thread, which does one thing at a time. */
class SettleThread {
  readonly #worker: Worker
  #waiting: PromiseWithResolvers<SettleTold> | undefined
  /** Why it does nothing more. */
  #ended: { readonly error: unknown } | undefined

  constructor(setup: SettleSetup, client: SharedClient) {
    this.#worker = new Worker(new URL('./settle-thread.ts', import.meta.url), { workerData: setup, execArgv: [] })
    this.#worker.on('message', (told: SettleTold) => {
      if ('ask' in told) answerTo(client, told).then((answered: Answered) => this.#worker.postMessage(answered), (error: unknown) => this.#waiting?.reject(error))
      else if ('failed' in told) this.#waiting?.reject(new Problem(told.failed.code, told.failed.kind, told.failed.message, told.failed.parameters))
      else this.#waiting?.resolve(told)
    })
    this.#worker.on('error', (error) => this.#endedBy(error))
    this.#worker.on('exit', () => this.#endedBy(new Error('a thread that settles has ended')))
  }

  #endedBy(error: unknown): void {
    this.#ended ??= { error }
    this.#waiting?.reject(error)
  }

  async ask(task: SettleTask): Promise<SettleTold> {
    if (this.#ended !== undefined) throw this.#ended.error
    this.#waiting = Promise.withResolvers()
    this.#worker.postMessage(task)
    return this.#waiting.promise
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}

/** Threads that settle stretches and write what the graph shows of them into folders of their own below `folder`. */
export interface SettleThreads extends SweepThreads {
  /** After the last stretch: their files. */
  readonly finish: () => Promise<readonly PartFiles[]>
  /** Ends them, whatever they do. May be called after `finish` and twice. */
  readonly close: () => Promise<void>
}

/** None begins before it is needed. `onEntities` is told how many more are settled. */
export const openSettleThreads = (folder: string, { atOnce, after }: ThreadCount, onEntities: (more: number) => void): SettleThreads => {
  const threads: SettleThread[] = []
  const idle: SettleThread[] = []
  const begin = ({ client, model, survivors, now, keep }: SweepWorld): SettleThread => {
    const setup: SettleSetup = { model: { folder: model.folder, fingerprint: model.fingerprint }, rulings: model.definitions.place, folder, part: `thread-${threads.length + 1}`, merges: survivors.inForce, now, keep }
    const thread = new SettleThread(setup, client)
    threads.push(thread)
    return thread
  }
  return {
    atOnce, after,
    settle: async (world, refs) => {
      const thread = idle.pop() ?? begin(world)
      const told = await thread.ask({ settle: refs })
      idle.push(thread)
      if (!('settled' in told)) throw new Error('a thread that was asked to settle told something else')
      const { entities, ...settled } = told.settled
      onEntities(entities)
      return settled
    },
    finish: async () => {
      const told = await Promise.all(threads.map((thread) => thread.ask({ finish: true })))
      return told.flatMap((one) => ('finished' in one ? [one.finished] : []))
    },
    close: async () => void (await Promise.all(threads.splice(0).map((thread) => thread.end()))),
  }
}

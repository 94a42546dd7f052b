import type { FastifyReply } from 'fastify'
import { setTimeout as wait } from 'node:timers/promises'
import { problem } from '../problems/problem.ts'

/** Questions answered at once. What one holds while it is answered, 5 MB for a thousand nested rows, is what memory is made of. */
const MOST_RUNNING = 16
/** Questions that may wait their turn; each holds its text. */
const MOST_WAITING = 500
/** How long an answer that is ready may take to be fetched, so that who does not read keeps no one else out. */
const FETCHED_WITHIN_MS = 30_000

/** Until an answer has been fetched or its asker is gone, at most so long. */
export const untilFetched = async ({ raw }: FastifyReply, mostMs: number): Promise<void> => {
  if (raw.closed || raw.destroyed) return
  const patience = new AbortController()
  await Promise.race([new Promise<void>((done) => raw.once('close', done)), wait(mostMs, undefined, { signal: patience.signal, ref: false }).catch(() => undefined)])
  patience.abort()
}

/** Bounds what is answered at the same time. A turn ends when the work has ended and the answer is on its way, not before: both hold memory. */
export class Admission {
  #running = 0
  readonly #waiting: (() => void)[] = []

  /** Whether nobody is being answered. */
  get idle(): boolean {
    return this.#running === 0
  }

  /** Runs `answer` in its turn. TOO_BUSY when too many wait already; nothing is run for an asker who has left meanwhile. */
  async take(reply: FastifyReply, answer: () => Promise<unknown>): Promise<unknown> {
    if (this.#running >= MOST_RUNNING) {
      if (this.#waiting.length >= MOST_WAITING) throw problem('TOO_BUSY', { what: 'questions' })
      await new Promise<void>((go) => this.#waiting.push(go))
    } else this.#running += 1
    try {
      return reply.raw.destroyed ? reply.hijack() : await answer()
    } finally {
      void this.#endTurn(reply)
    }
  }

  async #endTurn(reply: FastifyReply): Promise<void> {
    await untilFetched(reply, FETCHED_WITHIN_MS)
    if (!reply.raw.closed) reply.raw.destroy()
    const next = this.#waiting.shift()
    if (next === undefined) this.#running -= 1
    else next()
  }
}

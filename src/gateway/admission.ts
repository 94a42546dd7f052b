import type { FastifyReply } from 'fastify'
import { setTimeout as wait } from 'node:timers/promises'
import { problem } from '../problems/problem.ts'

/** Questions answered at once. What one holds while it is answered, 5 MB for a thousand nested rows, is what memory is made of. */
const MOST_RUNNING = 16
/** Questions that may wait their turn; each holds its text. */
const MOST_WAITING = 500
/** How long an answer that is ready may take to be fetched, so that who does not read keeps no one else out. */
const FETCHED_WITHIN_MS = 30_000

/** Bounds what is answered at the same time. A turn ends when the work has ended and the answer is on its way, not before: both hold memory. */
export class Admission {
  #running = 0
  readonly #waiting: (() => void)[] = []

  /** Runs `answer` in its turn. TOO_BUSY when too many wait already; nothing is run for an asker who has left meanwhile. */
  async take(reply: FastifyReply, answer: () => Promise<unknown>): Promise<unknown> {
    if (this.#running >= MOST_RUNNING) {
      if (this.#waiting.length >= MOST_WAITING) throw problem('TOO_BUSY', { what: 'questions' })
      await new Promise<void>((go) => this.#waiting.push(go))
    } else this.#running += 1
    const closed = new Promise<void>((done) => (reply.raw.closed || reply.raw.destroyed ? done() : reply.raw.once('close', done)))
    try {
      return reply.raw.destroyed ? reply.hijack() : await answer()
    } finally {
      void this.#endTurn(reply, closed)
    }
  }

  async #endTurn(reply: FastifyReply, closed: Promise<void>): Promise<void> {
    const patience = new AbortController()
    await Promise.race([closed, wait(FETCHED_WITHIN_MS, undefined, { signal: patience.signal, ref: false }).catch(() => undefined)])
    patience.abort()
    if (!reply.raw.closed) reply.raw.destroy()
    const next = this.#waiting.shift()
    if (next === undefined) this.#running -= 1
    else next()
  }
}

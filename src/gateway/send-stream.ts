import type { FastifyReply } from 'fastify'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Logger } from 'pino'
import { Problem, problem } from '../problems/problem.ts'
import { untilFetched } from './admission.ts'
import { whileRead } from './while-read.ts'

/** How long a stream may take to be read, however slowly. */
const LONGEST_STREAM_MS = 600_000
/** How long a stream waits for a reader who has stopped reading: as long as any other answer. */
const UNREAD_MS = 30_000

/** Sends an answer piece by piece while it is made. The first piece is made before anything is sent: what fails at once is an error, not a broken stream. Its turn lasts as long as the stream: the door ends what is not fetched soon after a turn is over. */
export const sendStream = async (reply: FastifyReply, mediaType: string, pieces: AsyncGenerator<string | Uint8Array, undefined>): Promise<FastifyReply> => {
  const first = await pieces.next()
  void reply.type(mediaType).send(Readable.from(whileRead(goOn(first, pieces), UNREAD_MS, () => reply.raw.destroy()), { objectMode: false }))
  await untilFetched(reply, LONGEST_STREAM_MS)
  return reply
}

async function* goOn<T>(first: IteratorResult<T, undefined>, rest: AsyncGenerator<T, undefined>): AsyncGenerator<T> {
  try {
    if (first.done !== true) yield first.value
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

const STATUS: Readonly<Record<Problem['kind'], number>> = { refusal: 400, outage: 503, bug: 500 }
const NOT_THERE: readonly Problem['code'][] = ['RECALL_UNKNOWN', 'RECALL_FILE_UNKNOWN']

/** What is said of a failure outside; what is a bug goes into the log whole. */
export const problemOf = (log: Logger, what: string, error: unknown): Problem => {
  if (error instanceof Problem) return error
  const correlationId = randomUUID()
  log.error({ err: error, correlationId }, what)
  return problem('INTERNAL', { correlationId })
}

/** Answers what failed before anything was sent. */
export const refuse = (log: Logger, what: string, error: unknown, reply: FastifyReply): FastifyReply => {
  const { code, message, kind } = problemOf(log, what, error)
  return reply.code(NOT_THERE.includes(code) ? 404 : STATUS[kind]).send({ error: { code, message } })
}

import type { FastifyInstance, FastifyReply } from 'fastify'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Logger } from 'pino'
import type { UnitsWhere } from '../journal/recall-units.ts'
import { Problem, problem } from '../problems/problem.ts'
import { DISPOSITIONS, type RecallUnit } from '../vocabulary/recall.ts'
import { storedRef } from '../vocabulary/ref.ts'
import { untilFetched } from './admission.ts'
import { inTurn } from './in-turn.ts'
import type { ContextMakings } from './make-context.ts'
import { UNIT_LINES, type UnitLines } from './recall-unit-lines.ts'
import { whileRead } from './while-read.ts'

/** As a stream of lineage. */
export const LONGEST_STREAM_MS = 600_000
export const UNREAD_MS = 30_000

const truth = z.enum(['true', 'false']).transform((given) => given === 'true')
const ref = z.string().transform(storedRef)
const askedShape = z.strictObject({
  format: z.enum(['ndjson', 'csv']).default('ndjson'), version: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number).optional(),
  disposition: z.preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(z.enum(DISPOSITIONS))).optional(),
  consignee: ref.optional(), order: ref.optional(), subject: ref.optional(), lot: ref.optional(), doubtful: truth.optional(), inferred: truth.optional(),
})

/** What each parameter takes, for who gave something else. */
const WANTED: Readonly<Record<keyof z.infer<typeof askedShape>, string>> = {
  format: 'ndjson or csv', version: 'the number of a version of its scope', disposition: DISPOSITIONS.join(', '), consignee: 'a ref', order: 'a ref', subject: 'a ref', lot: 'a ref', doubtful: 'true or false', inferred: 'true or false',
}

const answerCodes: Readonly<Record<Problem['kind'], number>> = { refusal: 400, outage: 503, bug: 500 }

/**
 * `GET /v1/recalls/<id>/units`: the units of a recall as frozen, by ref, one a line, as NDJSON or CSV, told while they are read. What fails before the first line is an HTTP error with a
 * code; a stream that fails later breaks off, so that half a list is no list. Cost: a statement of the journal for 5,000 units; memory: a batch.
 */
export const registerRecalls = (app: FastifyInstance, makings: ContextMakings): void => {
  const busy = ({ code, message }: Problem): unknown => ({ error: { code, message } })
  app.get<{ Params: { id: string } }>('/v1/recalls/:id/units', inTurn(makings, busy, (request, reply) => answer(makings, (request.params as { readonly id: string }).id, request.query, reply)))
}

const answer = async ({ options: { journalReads: { recalls }, log } }: ContextMakings, id: string, given: unknown, reply: FastifyReply): Promise<FastifyReply> => {
  try {
    const { format, version, ...asked } = readAsked(given)
    const { frozen } = await recalls.recall(id, version)
    const units = recalls.everyUnit(frozen, whereOf(asked))
    // What fails at once is an error, not a broken stream.
    const first = await units.next()
    const lines = UNIT_LINES[format]
    void reply.type(lines.type).send(Readable.from(whileRead(tell(log, lines, first, units), UNREAD_MS, () => reply.raw.destroy()), { objectMode: false }))
    await untilFetched(reply, LONGEST_STREAM_MS)
    return reply
  } catch (error) {
    return refuse(log, error, reply)
  }
}

/** What failed before anything was sent. */
export const refuse = (log: Logger, error: unknown, reply: FastifyReply): FastifyReply => {
  const { code, message, kind } = asProblem(log, error)
  return reply.code(code === 'RECALL_UNKNOWN' || code === 'RECALL_FILE_UNKNOWN' ? 404 : answerCodes[kind]).send({ error: { code, message } })
}

const whereOf = ({ disposition, doubtful, inferred, ...refs }: Omit<z.infer<typeof askedShape>, 'format' | 'version'>): UnitsWhere => ({
  ...Object.fromEntries(Object.entries(refs).filter(([, value]) => value !== undefined)),
  ...(disposition === undefined ? {} : { dispositions: disposition }), ...(doubtful === undefined ? {} : { isDoubtful: doubtful }), ...(inferred === undefined ? {} : { isInferred: inferred }),
})

const readAsked = (given: unknown): z.infer<typeof askedShape> => {
  const asked = askedShape.safeParse(given ?? {})
  if (asked.success) return asked.data
  const [issue] = asked.error.issues
  const name = askedShape.keyof().safeParse(issue?.path[0]).data
  const parameters = Object.keys(WANTED).join(', ')
  if (name === undefined) throw problem('BAD_ARGUMENT', { argument: issue?.code === 'unrecognized_keys' ? issue.keys[0] ?? '' : 'the query', value: 'no parameter', wanted: parameters })
  throw problem('BAD_ARGUMENT', { argument: name, value: JSON.stringify(z.looseObject({}).parse(given)[name]), wanted: `${WANTED[name]} (parameters: ${parameters})` })
}

async function* tell(log: Logger, { head, lineOf }: UnitLines, first: IteratorResult<readonly RecallUnit[], undefined>, units: AsyncGenerator<readonly RecallUnit[], undefined>): AsyncGenerator<string> {
  try {
    if (head !== '') yield head
    for (let pulled = first; pulled.done !== true; pulled = await units.next()) yield pulled.value.map(lineOf).join('')
  } catch (error) {
    log.error({ err: error }, 'a stream of units of a recall failed')
    throw error
  } finally {
    await units.return(undefined)
  }
}

const asProblem = (log: Logger, error: unknown): Problem => {
  if (error instanceof Problem) return error
  const correlationId = randomUUID()
  log.error({ err: error, correlationId }, 'what a recall was asked for could not be told')
  return problem('INTERNAL', { correlationId })
}

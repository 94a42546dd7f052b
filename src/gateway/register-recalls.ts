import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Logger } from 'pino'
import type { UnitsWhere } from '../journal/recall-units.ts'
import { problem, type Problem } from '../problems/problem.ts'
import { DISPOSITIONS, type RecallUnit } from '../vocabulary/recall.ts'
import { storedRef } from '../vocabulary/ref.ts'
import { inTurn } from './in-turn.ts'
import type { ContextMakings } from './make-context.ts'
import { UNIT_LINES, type UnitLines } from './recall-unit-lines.ts'
import { refuse, sendStream } from './send-stream.ts'

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
    return await sendStream(reply, UNIT_LINES[format].type, tell(log, UNIT_LINES[format], recalls.everyUnit(frozen, whereOf(asked))))
  } catch (error) {
    return refuse(log, 'units of a recall could not be told', error, reply)
  }
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

/** The first units are read before their head is told. */
async function* tell(log: Logger, { head, lineOf }: UnitLines, units: AsyncGenerator<readonly RecallUnit[], undefined>): AsyncGenerator<string, undefined> {
  let isBegun = false
  try {
    for await (const batch of units) {
      yield `${isBegun ? '' : head}${batch.map(lineOf).join('')}`
      isBegun = true
    }
    if (!isBegun && head !== '') yield head
  } catch (error) {
    if (isBegun) log.error({ err: error }, 'a stream of units of a recall failed')
    throw error
  }
}

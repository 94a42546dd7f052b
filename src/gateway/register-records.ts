import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { absorb, type AbsorbWorld, type IngestReport } from '../absorb.ts'
import { retryRejects } from '../retry-rejects.ts'
import { Problem, problem } from '../problems/problem.ts'

const query = z.strictObject({
  /** How the report and the rejects call the file. */
  file: z.string().min(1).max(500).regex(/^[^\0]*$/, { error: 'holds NUL, which no name of a file does' }).default('records'),
  /** `places` of earlier reports of the same run, so that `unresolved` speaks of the whole run. */
  places: z.string().max(1_000_000).regex(/^\{(\[\d+,\d+\](,\[\d+,\d+\])*)?\}$/)
    .refine((text) => [...text.matchAll(/(\d+),(\d+)/g)].every(([, from, to]) => Number(from) <= Number(to) && Number.isSafeInteger(Number(to))), { error: 'ranges that begin after they end, or end beyond any place' }).optional(),
})

const retryQuery = z.strictObject({
  /** Only rejects of this source. */
  source: z.string().optional(),
})

const answerCodes: Readonly<Record<Problem['kind'], number>> = { refusal: 400, outage: 503, bug: 500 }

/** A page elsewhere can post a form or plain text without asking first; no browser sends records' own types so. */
const SENT_UNASKED = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i

/** Why the request's head cannot be taken: an answer's code and text. */
const faultOfHead = (headers: FastifyRequest['headers']): string | undefined => {
  if (SENT_UNASKED.test(headers['content-type'] ?? 'text/plain')) return 'Content-Type must say what the records are: text/csv, application/x-ndjson or application/octet-stream.'
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity') return `Content-Encoding '${encoding.slice(0, 40)}' is not read; send the records as they are, such as by gzip -dc file.gz | osl ingest <source> -.`
  return undefined
}

/** Read to its end by nobody, a body is let run out: a connection that is torn down under a sender would take the answer with it. */
const letRunOut = (body: Readable): void => {
  body.on('error', () => undefined).resume()
}

/**
 * `POST /v1/records/<source>`: a file of the source as the body, streamed; answers the report when the records are settled and in the graph.
 * 400 with a code when the source or its header cannot be, 503 when a store is away or the program stops (what was taken before stays; sending
 * again is safe).
 * `POST /v1/rejects/retry?source=<source>` (body `{}`): kept rejects are read again under the model as it is; answers the RetryReport.
 */
export const registerRecords = async (app: FastifyInstance, world: AbsorbWorld): Promise<void> => {
  const closing = new AbortController()
  // Uploads would hold the door open for as long as their senders like.
  app.addHook('preClose', async () => closing.abort())
  const absorbUnlessClosing = async (source: string, file: string, body: Readable, places: string | undefined): Promise<IngestReport> => {
    const { promise: closed, reject } = Promise.withResolvers<never>()
    const stop = (): void => reject(problem('PROGRAM_STOPPING', {}))
    closing.signal.addEventListener('abort', stop, { once: true })
    try {
      return await Promise.race([absorb(world, source, [{ file, bytes: body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array> }], () => undefined, places), closed])
    } catch (error) {
      throw body.errored !== null && body.errored === error ? problem('UPLOAD_CUT_SHORT', {}, error) : error
    } finally {
      closing.signal.removeEventListener('abort', stop)
    }
  }
  app.post('/v1/rejects/retry', async (request, reply) => {
    const asked = retryQuery.safeParse(request.query)
    const refuse = (answerCode: number, code: string, message: string) => reply.code(answerCode).send({ error: { code, message } })
    if (!asked.success) return refuse(400, 'BAD_ARGUMENT', asked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
    // No page elsewhere can send this type without asking first.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refuse(415, 'BAD_ARGUMENT', 'Content-Type must be application/json.')
    try {
      return await retryRejects(world, asked.data.source)
    } catch (error) {
      if (error instanceof Problem) return refuse(answerCodes[error.kind], error.code, error.message)
      throw error
    }
  })
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post<{ Params: { source: string } }>('/v1/records/:source', { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
      // Without a Content-Type nothing parses the body and it is left on the request.
      const body = (request.body ?? request.raw) as Readable
      const refuse = (answerCode: number, code: string, message: string) => {
        letRunOut(body)
        return reply.code(answerCode).send({ error: { code, message } })
      }
      const asked = query.safeParse(request.query)
      if (!asked.success) return refuse(400, 'BAD_ARGUMENT', asked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
      const fault = faultOfHead(request.headers)
      if (fault !== undefined) return refuse(415, 'BAD_ARGUMENT', fault)
      try {
        return await absorbUnlessClosing(request.params.source, asked.data.file, body, asked.data.places)
      } catch (error) {
        if (error instanceof Problem) return refuse(answerCodes[error.kind], error.code, error.message)
        letRunOut(body)
        throw error
      }
    })
  })
}

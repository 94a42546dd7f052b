import type { FastifyInstance } from 'fastify'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { absorb, type AbsorbWorld } from '../absorb.ts'
import { Problem } from '../problems/problem.ts'

const query = z.object({
  /** How the report and the rejects call the file. */
  file: z.string().min(1).max(500).default('records'),
  /** `places` of earlier reports of the same run, so that `unresolved` speaks of the whole run. */
  places: z.string().max(1_000_000).regex(/^\{(\[\d+,\d+\](,\[\d+,\d+\])*)?\}$/).optional(),
})

const statusOf: Readonly<Record<Problem['kind'], number>> = { refusal: 400, outage: 503, bug: 500 }

/**
 * `POST /v1/records/<source>`: a file of the source as the body, streamed; answers the report when the records are settled and in the graph.
 * 400 with a code when the source or its header cannot be, 503 when a store is away (what was taken before stays; sending again is safe).
 */
export const registerRecords = async (app: FastifyInstance, world: AbsorbWorld): Promise<void> => {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post<{ Params: { source: string } }>('/v1/records/:source', { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
      const asked = query.safeParse(request.query)
      if (!asked.success) return reply.code(400).send({ error: { code: 'BAD_ARGUMENT', message: asked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') } })
      // A page elsewhere can post a form or plain text without asking first; no browser sends these types so.
      if (/^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i.test(request.headers['content-type'] ?? 'text/plain')) {
        return reply.code(415).send({ error: { code: 'BAD_ARGUMENT', message: 'Content-Type must say what the records are: text/csv, application/x-ndjson or application/octet-stream.' } })
      }
      try {
        return await absorb(world, request.params.source, [{ file: asked.data.file, bytes: request.body as Readable }], () => undefined, asked.data.places)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        return reply.code(statusOf[error.kind]).send({ error: { code: error.code, message: error.message } })
      }
    })
  })
}

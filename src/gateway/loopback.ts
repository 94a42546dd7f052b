import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../problems/problem.ts'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** Until there is access control nothing but loopback is bound. */
export const assertLoopback = (host: string): void => {
  if (!LOOPBACK.has(host)) throw problem('BAD_ARGUMENT', { argument: 'host', value: `'${host}'`, wanted: 'loopback (127.0.0.1, ::1 or localhost), until access control exists' })
}

/** A page elsewhere can point its own name at 127.0.0.1 and would then be of one origin with us: a request must call us by a loopback name. */
export const refuseStrangers = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const name = (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
  if (LOOPBACK.has(name)) return
  await reply.code(421).send({ errors: [{ message: `This door answers to 127.0.0.1, ::1 and localhost, not to '${name.slice(0, 100)}'.`, extensions: { code: 'BAD_REQUEST', kind: 'refusal' } }] })
}

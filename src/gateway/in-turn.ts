import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../problems/problem.ts'
import type { Admission } from './admission.ts'
import type { GatewayMetrics } from './gateway-metrics.ts'

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Questions are answered some at a time; one more than may wait is refused, in the words of its door, before anything of it is begun. */
export const inTurn = ({ admission, metrics }: { readonly admission: Admission; readonly metrics: Pick<GatewayMetrics, 'answered'> }, busy: (problem: Problem) => unknown, handler: Handler): Handler => async (request, reply) => {
  try {
    return await admission.take(reply, async () => handler(request, reply))
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'TOO_BUSY') throw error
    metrics.answered(error.code, 0)
    return reply.code(503).header('retry-after', '1').send(busy(error))
  }
}

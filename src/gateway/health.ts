import type { FastifyInstance } from 'fastify'
import { GraphReader } from '../graph/graph-reader.ts'
import { readApplied } from '../graph/read-applied.ts'
import type { GatewayOptions } from './gateway-options.ts'
import type { GatewayMetrics } from './gateway-metrics.ts'
import { nameOf } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { within } from '../problems/within.ts'

const PATIENCE_MS = 3_000

/** healthz: the process answers, with the model that it serves. readyz: both stores answer too, within three seconds. */
export const registerHealth = (app: FastifyInstance, { driver, journalReads, model }: GatewayOptions, { registry }: GatewayMetrics): void => {
  app.get('/healthz', async () => ({ alive: true, model: nameOf(model) }))
  app.get('/readyz', async (_request, reply) => {
    const [graph, journal] = await Promise.all([
      answers(readApplied(new GraphReader(driver), PATIENCE_MS)),
      answers(journalReads.standing({ seq: 0, batch: 0 })),
    ])
    return reply.code(graph && journal ? 200 : 503).send({ ready: graph && journal, graph, journal })
  })
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
}

const answers = (asked: Promise<unknown>): Promise<boolean> => within(PATIENCE_MS, asked, () => problem('TOO_BUSY', { what: 'readyz' })).then(() => true, () => false)

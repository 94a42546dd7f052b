import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { GraphReader } from '../graph/graph-reader.ts'
import { instant } from '../vocabulary/instant.ts'
import { receiptPlugin } from './apollo-plugin.ts'
import { makeFormatError } from './format-error.ts'
import { makeMetrics, type GatewayMetrics } from './gateway-metrics.ts'
import type { GatewayOptions } from './gateway-options.ts'
import { registerHealth } from './health.ts'
import { limitOperation, MOST_TOKENS } from './limit-operation.ts'
import { assertLoopback, refuseStrangers } from './loopback.ts'
import { ACTOR_HEADER } from './resolvers/merge-resolvers.ts'
import { emptyGathered, type RequestContext } from './request-context.ts'
import { bindResolvers } from './schema/bind-resolvers.ts'
import { buildServedSchema } from './schema/build-served-schema.ts'

export interface Gateway {
  readonly url: string
  readonly app: FastifyInstance
  readonly close: () => Promise<void>
}

/** A question is text of at most 1 MiB. */
const BODY_LIMIT = 1_048_576
/** `places` of a run of many files stand in the URL. */
const HEAD_LIMIT = 4_194_304

/** The door: serves questions over HTTP until it is closed. */
export const createGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { host = '127.0.0.1', port, log } = options
  assertLoopback(host)
  const metrics = makeMetrics()
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: 'idle', logger: false, http: { maxHeaderSize: HEAD_LIMIT } })
  app.addHook('onRequest', refuseStrangers)
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _request, reply) => answerFault(log, error, reply))
  const apollo = makeApollo(options, app, metrics)
  await apollo.start()
  app.route({ method: ['GET', 'POST', 'OPTIONS'], url: '/graphql', handler: fastifyApolloHandler(apollo, { context: async (request) => makeContext(options, metrics, request) }) })
  registerHealth(app, options, metrics)
  for (const register of options.register ?? []) await register(app)
  await app.listen({ host, port })
  const address = app.server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return { url: `http://${name}:${address.port}`, app, close: async () => {
    await apollo.stop()
    await app.close()
  } }
}

const makeApollo = ({ model, sdl, driver, journalReads, log }: GatewayOptions, app: FastifyInstance, metrics: GatewayMetrics): ApolloServer<RequestContext> =>
  new ApolloServer<RequestContext>({
    schema: bindResolvers(buildServedSchema(model, sdl), model),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [limitOperation],
    formatError: makeFormatError(log, randomUUID),
    logger: { debug: (text) => log.debug(text), info: (text) => log.info(text), warn: (text) => log.warn(text), error: (text) => log.error(text) },
    plugins: [ApolloServerPluginLandingPageDisabled(), fastifyApolloDrainPlugin(app), receiptPlugin(driver, journalReads, log, metrics)],
  })

const makeContext = ({ model, driver, journalReads, merges, clock = () => instant(Date.now()) }: GatewayOptions, metrics: GatewayMetrics, request: FastifyRequest): RequestContext => {
  const began = performance.now()
  return {
    model, merges, journal: journalReads,
    actor: [request.headers[ACTOR_HEADER]].flat()[0],
    reader: new GraphReader(driver, metrics.sent),
    now: clock(),
    elapsedMs: () => performance.now() - began,
    explain: request.headers['x-osl-explain'] === '1',
    gathered: emptyGathered(),
    memo: new Map(),
  }
}

const answerFault = (log: Logger, error: Error & { readonly statusCode?: number }, reply: { code: (code: number) => { send: (body: unknown) => unknown } }): unknown => {
  const fault = error.statusCode ?? 500
  if (fault < 500) return reply.code(fault).send({ errors: [{ message: error.message, extensions: { code: 'BAD_REQUEST' } }] })
  const correlationId = randomUUID()
  log.error({ err: error, correlationId }, 'a request failed')
  return reply.code(500).send({ errors: [{ message: `Something failed on our side; the log has it under ${correlationId}.`, extensions: { code: 'INTERNAL', correlationId } }] })
}

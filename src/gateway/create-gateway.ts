import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { getOperationAST, GraphQLError, OperationTypeNode, type GraphQLSchema } from 'graphql'
import { hash, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { GraphReader } from '../graph/graph-reader.ts'
import { makeFanOutReader } from '../graph/read-fan-out.ts'
import { cursorSecret } from '../plan/sealed-cursor.ts'
import { makeTypeSizes } from '../graph/type-sizes.ts'
import { Admission } from './admission.ts'
import { Problem, problem } from '../problems/problem.ts'
import { receiptPlugin } from './apollo-plugin.ts'
import { makeFormatError } from './format-error.ts'
import { makeMetrics } from './gateway-metrics.ts'
import type { GatewayOptions } from './gateway-options.ts'
import { executeOperation } from './execute/execute-operation.ts'
import { registerHealth } from './health.ts'
import { limitNesting } from './limit-nesting.ts'
import { limitOperation, MOST_TOKENS } from './limit-operation.ts'
import { assertLoopback, refuseStrangers } from './loopback.ts'
import { inTurn } from './in-turn.ts'
import { beginThen } from './begin-then.ts'
import { makeContext, type ContextMakings } from './make-context.ts'
import { PlanCache } from './plan-cache.ts'
import { readJson } from './read-json.ts'
import { readStanding } from './receipt.ts'
import { RECEIPT_HEADER } from './sent-receipt.ts'
import type { JournalReads } from '../journal/journal-reads.ts'
import { registerLineage } from './register-lineage.ts'
import { registerRecallFiles } from './register-recall-files.ts'
import { registerRecalls } from './register-recalls.ts'
import type { Explain, RequestContext } from './request-context.ts'
import { shareUnderWay } from './share-under-way.ts'
import { ACTOR_HEADER } from './resolvers/grounds-of.ts'
import { bindResolvers } from './schema/bind-resolvers.ts'
import { buildServedSchema } from './schema/build-served-schema.ts'
import { knownOperation } from './schema/known-operation.ts'
import { warmUp, whenIdle, type AskQuietly } from './warm-up.ts'

export interface Gateway {
  readonly url: string
  readonly app: FastifyInstance
  /** Has the stores meet, in the background, what is commonly asked and these questions of the world; ends when the door closes. */
  readonly warmUp: (questions: readonly string[]) => void
  readonly close: () => Promise<void>
}

/** A question is text of at most 1 MiB. */
const BODY_LIMIT = 1_048_576
/** `places` of a run of many files stand in the URL. */
const HEAD_LIMIT = 4_194_304
/** After so long the stores have met what they will meet, or are too busy to be helped. */
const WARM_UP_MS = 180_000

/** `X-OSL-Explain: 1` or `profile`. */
const explainOf = (header: unknown): { readonly explain?: Explain } => (header === '1' ? { explain: 'statements' } : header === 'profile' ? { explain: 'profile' } : {})

/** Nothing but a question is repeated; what would ignore a receipt must not look like its answer. */
const refuseReceipt = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
  if (request.headers[RECEIPT_HEADER] === undefined || request.url.startsWith('/graphql')) return undefined
  const { code, message } = problem('RECEIPT_NOT_OF_QUESTIONS', { what: 'this path answers none' })
  return reply.code(400).send({ error: { code, message } })
}

/** The door: serves questions over HTTP until it is closed. */
export const createGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { host = '127.0.0.1', port, log } = options
  assertLoopback(host)
  const metrics = makeMetrics()
  const makings = {
    options, metrics, plans: new PlanCache(), cursorSecret: cursorSecret(options.world, options.model.fingerprint), journalName: journalName(options.world), admission: new Admission(),
    sizes: makeTypeSizes(options.driver),
    fanOut: makeFanOutReader(options.model, () => new GraphReader(options.driver, metrics.sent)),
  }
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: 'idle', logger: false, http: { maxHeaderSize: HEAD_LIMIT } })
  app.addHook('onRequest', refuseStrangers)
  app.addHook('onRequest', refuseReceipt)
  readJson(app)
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _request, reply) => answerFault(log, error, reply))
  app.setNotFoundHandler((request, reply) => reply.code(404).send(notFound(request.method, request.url)))
  const apollo = makeApollo(options, app)
  await apollo.start()
  const handler = fastifyApolloHandler(apollo, { context: async (request) => {
    limitNesting(request, (code) => metrics.answered(code, 0))
    return makeContext(makings, { ...explainOf(request.headers['x-osl-explain']), actor: [request.headers[ACTOR_HEADER]].flat()[0], receipt: [request.headers[RECEIPT_HEADER]].flat()[0] })
  } })
  const busy = ({ message, code, kind }: Problem): unknown => ({ errors: [{ message, extensions: { code, kind } }] })
  app.route({ method: ['GET', 'POST', 'OPTIONS'], url: '/graphql', handler: inTurn(makings, busy, async (request, reply) => handler.call(app, request, reply)) })
  registerLineage(app, makings)
  registerRecalls(app, makings)
  registerRecallFiles(app, makings)
  registerHealth(app, options, metrics)
  for (const register of options.register ?? []) await register(app)
  await app.listen({ host, port })
  const address = app.server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  const closing = new AbortController()
  const warm = (questions: readonly string[]): void => {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(WARM_UP_MS)])
    const giveWay = (): Promise<void> => whenIdle(() => makings.admission.idle, signal)
    warmUp({ model: options.model, questions, ask: askQuietly(apollo, makings, giveWay), giveWay })
      .then((asked) => log.debug({ asked }, 'warmed up'), (error: unknown) => log.debug({ err: error }, 'warming up ended early'))
  }
  return { url: `http://${name}:${address.port}`, app, warmUp: warm, close: async () => {
    closing.abort()
    await apollo.stop()
    await app.close()
  } }
}

/** Asks within the process: no turn is taken, nothing counted, one statement at a time and none while somebody waits. */
const askQuietly = (apollo: ApolloServer<RequestContext>, makings: ContextMakings, giveWay: () => Promise<void>): AskQuietly => async (query, variables = {}) => {
  const uncounted = { ...makings, metrics: { answered: () => {}, sent: () => {} } }
  const { body } = await apollo.executeOperation({ query, variables }, { contextValue: makeContext(uncounted, { pace: { atOnce: 1, giveWay } }) })
  return body.kind === 'single' ? body.singleResult.data ?? null : null
}

const makeApollo = (options: GatewayOptions, app: FastifyInstance): ApolloServer<RequestContext> => {
  const { model, sdl, journalReads, log } = options
  return new ApolloServer<RequestContext>({
    gateway: executedBy(bindResolvers(buildServedSchema(model, sdl), model), journalReads),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [limitOperation, knownOperation],
    formatError: makeFormatError(log, randomUUID),
    logger: { debug: (text) => log.debug(text), info: (text) => log.info(text), warn: (text) => log.warn(text), error: (text) => log.error(text) },
    // Its cache hints would be told of every field of every row.
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginCacheControlDisabled(), fastifyApolloDrainPlugin(app), receiptPlugin(shareUnderWay(() => readStanding(options)), journalReads)],
  })
}

/** A journal by a name that tells nothing of what signs its cursors. */
const journalName = (world: string): string => hash('sha256', `journal ${world}`, 'hex').slice(0, 16)

/** The one door through which Apollo takes an executor that is not graphql-js's. Of the names that it tells it is the request's that was asked for: the other is null where no operation has it. */
const executedBy = (schema: GraphQLSchema, journal: JournalReads): ApolloServerOptionsWithGateway<RequestContext>['gateway'] => ({
  onSchemaLoadOrUpdate: (tell) => {
    tell({ apiSchema: schema, coreSupergraphSdl: '' })
    return () => undefined
  },
  load: async () => ({
    executor: async ({ document, request, context: given }) => {
      const context = given as RequestContext
      try {
        const { operationName } = request
        if (getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION) context.gathered.unrepeatable = true
        if (context.receiptSent !== undefined) {
          if (context.gathered.unrepeatable) throw problem('RECEIPT_NOT_OF_QUESTIONS', { what: 'a mutation changes what is known' })
          context.repeated = await beginThen(context, journal, context.receiptSent)
        }
        return await executeOperation(schema, { document, operationName, variables: request.variables, context })
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        return { errors: [new GraphQLError(error.message, { originalError: error })] }
      } finally {
        context.visit.leave()
        await context.repeated?.upTo.close()
      }
    },
  }),
  stop: async () => undefined,
})

const PATHS = '/graphql (GET, POST), /v1/lineage (GET, POST), /v1/records/<source> (POST), /v1/rejects/retry (POST), /healthz, /readyz, /metrics and the playground at / (GET)'

const notFound = (method: string, url: string): unknown =>
  ({ error: { code: 'NOT_FOUND', message: `Nothing answers ${method} ${url.replace(/\?.*$/s, '').slice(0, 200)} here. There is: ${PATHS}.` } })

const answerFault = (log: Logger, error: Error & { readonly statusCode?: number }, reply: { code: (code: number) => { send: (body: unknown) => unknown } }): unknown => {
  const fault = error.statusCode ?? 500
  if (fault < 500) return reply.code(fault).send({ errors: [{ message: error.message, extensions: { code: 'BAD_REQUEST', kind: 'refusal' } }] })
  const correlationId = randomUUID()
  log.error({ err: error, correlationId }, 'a request failed')
  return reply.code(500).send({ errors: [{ message: `Something failed on our side; the log has it under ${correlationId}.`, extensions: { code: 'INTERNAL', correlationId } }] })
}

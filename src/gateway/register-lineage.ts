import type { FastifyInstance, FastifyReply, RouteShorthandOptions } from 'fastify'
import { z } from 'zod'
import { lineagePieces, type LineageEnd, type LineagePiece, type Portion } from '../graph/walk-lineage.ts'
import { valuesNow, withValues } from '../graph/lineage-values.ts'
import { graphWalker } from '../graph/step.ts'
import type { WalkBounds } from '../graph/walk-levels.ts'
import type { ColumnsOnTheWay } from '../plan/walker.ts'
import { hasHistory } from '../model/entity-type.ts'
import { type Model } from '../model/model.ts'
import { planLineage, type LineageDefaults, type LineagePlan } from '../plan/plan-lineage.ts'
import { nearest } from '../problems/nearest.ts'
import { problem, type Problem } from '../problems/problem.ts'
import { isMetOnce } from '../plan/walk-map.ts'
import { ORDERS } from '../vocabulary/graph-property.ts'
import { inTurn } from './in-turn.ts'
import { BELONGS_TO, line, lineOf } from './lineage-lines.ts'
import { makeContext, type ContextMakings } from './make-context.ts'
import { makeReceipt, readStanding } from './receipt.ts'
import { planContext, type RequestContext } from './request-context.ts'
import { problemOf, refuse, sendStream } from './send-stream.ts'
import { readDateTime } from './schema/scalars.ts'
import { findStarts, noteInferredLeftOut, startThen } from './resolvers/find-starts.ts'

/** A stream holds one level and the refs met, so it goes further than an answer that is held whole. */
const STREAM: LineageDefaults = { first: 1_000_000, mostFirst: 1_000_000, budgetMs: 60_000 }
const MOST_ROWS = 3_000_000

const list = z.preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(z.string()))
/** In a query string numbers are texts; planLineage judges them. */
const number = z.preprocess((given) => (typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given), z.number())
const truth = z.preprocess((given) => (given === 'true' ? true : given === 'false' ? false : given), z.boolean())
/** As GraphQL's DateTime reads it. */
const moment = z.string().transform((text, context) => {
  try {
    return readDateTime(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'no time' })
    return z.NEVER
  }
})
const askedShape = z.strictObject({
  from: list, direction: z.enum(['UPSTREAM', 'DOWNSTREAM', 'BOTH']), to: list.optional(),
  maxDepth: number.optional(), budgetMs: number.optional(), first: number.optional(), after: z.string().optional(), inferred: truth.optional(), fields: list.optional(), edges: truth.optional(),
  asOf: moment.optional(), knownAt: moment.optional(),
})

/** What each parameter takes, for who gave something else. */
const WANTED: Readonly<Record<keyof z.infer<typeof askedShape>, string>> = {
  from: 'refs to start from, each Type/key', direction: 'UPSTREAM, DOWNSTREAM or BOTH', to: 'names of entity types', maxDepth: 'a whole number of edges',
  budgetMs: 'a whole number of milliseconds', first: 'a whole number of nodes', after: 'the after of an earlier end', inferred: 'true or false', fields: 'attributes, kept fields and belongsTo as Type.field', edges: 'true or false',
  asOf: 'a time as RFC 3339 with offset', knownAt: 'a time as RFC 3339 with offset',
}
const PARAMETERS = Object.keys(WANTED).join(', ')
const FAILED = 'a lineage stream failed'

/**
 * `GET` or `POST /v1/lineage`: a walk as NDJSON, told while it is walked, with the parameters of `Query.lineage`. Lines `{"node"}` and `{"edge"}`,
 * with `fields` each node's `values`, without edges by `edges: false`; the last one `{"end"}` with what an answer's Lineage says besides, and the receipt. What fails before the first line is an HTTP error with a code;
 * after it the last line is `{"error"}`. No last line: the connection broke, and the walk is not whole. Whoever reads slowly slows the walk; whoever goes, or takes nothing for half a minute, ends it.
 */
export const registerLineage = (app: FastifyInstance, makings: ContextMakings): void => {
  const busy = ({ code, message }: Problem): unknown => ({ error: { code, message } })
  // What the server refuses before it is read has the form of every other refusal here.
  const errorHandler: RouteShorthandOptions['errorHandler'] = (error, _request, reply) => {
    void reply.code(error.statusCode ?? 400).send({ error: { code: 'BAD_REQUEST', message: `The body cannot be read (${error.message}). Send a JSON object as application/json.` } })
  }
  app.get('/v1/lineage', inTurn(makings, busy, (request, reply) => answer(makings, request.query, reply)))
  app.post('/v1/lineage', { errorHandler }, inTurn(makings, busy, (request, reply) => answer(makings, request.body, reply)))
}

const answer = async (makings: ContextMakings, given: unknown, reply: FastifyReply): Promise<FastifyReply> => {
  const { log } = makings.options
  const context = makeContext(makings, { mostRows: MOST_ROWS })
  try {
    const asked = readAsked(given)
    checkNames('to', asked.to)
    checkNames('fields', asked.fields)
    const plan = planLineage(planContext(context, context.now), asked.from, asked, STREAM)
    const columns = columnsAsked(makings.options.model, asked.fields ?? [])
    const bounds = { elapsedMs: () => context.elapsedMs() - context.reader.planningMs, fanOut: context.fanOut(), edges: asked.edges !== false }
    const portions = plan.isPast ? await walkThen(context, plan, asked, bounds, columns) : await walkNow(context, plan, asked, bounds, columns)
    // Pulled here, what fails at once is no last line of a stream.
    const first = await portions.next()
    return await sendStream(reply, 'application/x-ndjson', tell(makings, context, lineOf(makings.options.model, columns), first, portions))
  } catch (error) {
    return refuse(log, FAILED, error, reply)
  } finally {
    context.visit.leave()
  }
}

type Asked = z.infer<typeof askedShape>
type Columns = ReadonlyMap<string, readonly string[]>

const walkNow = async (context: RequestContext, plan: LineagePlan, { from }: Asked, bounds: WalkBounds, columns: Columns): Promise<AsyncGenerator<Portion, LineageEnd>> => {
  const starts = await findStarts(context, from)
  const onTheWay: ColumnsOnTheWay = (step) => (isMetOnce(context.model, step) ? columns.get(step.far) ?? [] : [])
  const walked = lineagePieces(graphWalker(context.reader), plan, starts, { ...bounds, columnsOf: onTheWay })
  return columns.size === 0 ? walked : withValues(walked, columns, valuesNow(context.reader, context.model, columns, context.now))
}

const walkThen = async (context: RequestContext, plan: LineagePlan, { from, inferred }: Asked, bounds: WalkBounds, columns: Columns): Promise<AsyncGenerator<Portion, LineageEnd>> => {
  noteInferredLeftOut(context, inferred !== false)
  const { world, starts } = await startThen(context, from, { asOf: plan.now, knownAt: plan.knownAt })
  const walked = lineagePieces(world.walker, plan, starts, bounds)
  if (columns.size === 0) return walked
  if ([...columns].some(([name, those]) => those.some((column) => isUntracked(context.model, name, column)))) context.gathered.notes.add('AS_OF_UNTRACKED')
  return withValues(walked, columns, async (refs) => {
    const rows = await world.entities(refs)
    const belonging = [...columns.values()].some((those) => those.includes(ORDERS)) ? await world.belonging(refs) : []
    return new Map(rows.flatMap((row, place) => (row === undefined ? [] : [[row.ref, { ...row.values, [ORDERS]: belonging[place] ?? [] }] as const])))
  })
}

const isUntracked = (model: Model, name: string, column: string): boolean => {
  const attribute = model.types.get(name)?.attributes.get(column)
  return column !== ORDERS && (attribute === undefined || !hasHistory(attribute))
}

const readAsked = (given: unknown): z.infer<typeof askedShape> => {
  const asked = askedShape.safeParse(given ?? {})
  if (asked.success) return asked.data
  const [issue] = asked.error.issues
  if (issue?.code === 'unrecognized_keys') throw problem('BAD_ARGUMENT', { argument: issue.keys[0] ?? '', value: 'no parameter', wanted: PARAMETERS })
  const name = askedShape.keyof().safeParse(issue?.path[0]).data
  if (name === undefined) throw problem('BAD_ARGUMENT', { argument: 'body', value: typeof given === 'string' ? 'a text' : 'no object', wanted: `a JSON object of ${PARAMETERS}, sent as application/json` })
  const value = z.looseObject({}).parse(given ?? {})[name]
  throw problem('BAD_ARGUMENT', { argument: name, value: shown(value), wanted: `${WANTED[name]} (parameters: ${PARAMETERS})` })
}

/** A list or an object may be nested deeper than can be printed. */
const shown = (value: unknown): string => value === undefined ? 'absent' : Array.isArray(value) ? 'a list' : typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value)

/** No name holds a comma: what does are several. */
const checkNames = (argument: 'to' | 'fields', given: readonly string[] = []): void => {
  const several = given.find((one) => one.includes(','))
  if (several !== undefined) throw problem('BAD_ARGUMENT', { argument, value: `'${several}'`, wanted: `one name each time, the parameter repeated for several: ${several.split(',', 2).map((name) => `${argument}=${name.trim().slice(0, 40)}`).join('&')}` })
}

/** A field of the model that is served, by this name if a type has it. */
const exampleOf = (model: Model, name: string): string => {
  const types = [...model.types.values()]
  const named = types.find(({ attributes, kept }) => attributes.has(name) || kept.has(name))
  return named === undefined ? `${types[0]?.name ?? 'Order'}.${BELONGS_TO}` : `${named.name}.${name}`
}

/** Columns by type, as `Type.field` names them. */
const columnsAsked = (model: Model, fields: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const byType = Map.groupBy(fields.map((field) => {
    const [name = '', attribute = '', ...more] = field.split('.')
    const refused = (wanted: string): Problem => problem('BAD_ARGUMENT', { argument: 'fields', value: `'${field}'`, wanted })
    if (attribute === '') throw refused(`${WANTED.fields}, such as ${exampleOf(model, name)}`)
    const type = model.types.get(name)
    if (type === undefined) throw problem('UNKNOWN_TYPE', { type: name, nearest: nearest(name, model.types.keys()) })
    const known = [...type.attributes.keys(), ...type.kept.keys(), BELONGS_TO]
    if (!known.includes(attribute) || more.length > 0) throw refused(`of ${name}: ${known.join(', ')}`)
    return { name, attribute }
  }), ({ name }) => name)
  return new Map([...byType].map(([name, those]) => [name, [...new Set(those.map(({ attribute }) => (attribute === BELONGS_TO ? ORDERS : attribute)))].sort()]))
}

type Pulled = IteratorResult<Portion, LineageEnd>

/** Lines, a portion's at a time. */
async function* tell(makings: ContextMakings, context: RequestContext, lineOf: (piece: LineagePiece) => string, first: Pulled, portions: AsyncGenerator<Portion, LineageEnd>): AsyncGenerator<string, undefined> {
  const { log } = makings.options
  let nodes = 0
  let edges = 0
  try {
    let pulled = first
    for (; pulled.done !== true; pulled = await portions.next()) {
      const met = pulled.value.filter((piece) => 'node' in piece).length
      nodes += met
      edges += pulled.value.length - met
      yield pulled.value.map(lineOf).join('')
    }
    const { complete, after = null, advice = null, ...end } = pulled.value
    context.gathered.complete = complete
    context.visit.leave()
    yield line({ end: { nodes, edges, complete, ...end, after, advice, receipt: makeReceipt(context, await readStanding(makings.options), null) } })
  } catch (error) {
    const { code, message, kind } = problemOf(log, FAILED, error)
    yield line({ error: { code, message, kind } })
  } finally {
    await portions.return({ complete: false, stopped: [], frontier: [], depth: 0 })
  }
}

import type { GraphQLResolveInfo } from 'graphql'
import { findByIdentifier } from '../../graph/find-order.ts'
import { countUpTo, readPage } from '../../graph/read-page.ts'
import { divideRow } from '../../plan/divide-row.ts'
import { entitiesAsked, planList, planRow } from '../../plan/plan-page.ts'
import { pageSize } from '../../plan/bounds.ts'
import { keptVerdictsAsked } from '../../plan/kept-verdicts-asked.ts'
import { askedOf } from '../asked-of.ts'
import { findOrderNow, findOrderThen } from '../find-order-then.ts'
import { checkPageCost } from '../../plan/check-page-cost.ts'
import { connectionOf } from './connection.ts'
import { orderTypeOf } from '../../model/order-type.ts'
import { resolveRehearsal } from './rehearsal-resolvers.ts'
import { getDefinition } from '../../plan/choose-version.ts'
import { typeNamed } from '../../model/type-named.ts'
import { nearest } from '../../problems/nearest.ts'
import { problem } from '../../problems/problem.ts'
import { formatInstant, type Instant } from '../../vocabulary/instant.ts'
import { makeRef } from '../../vocabulary/ref.ts'
import { answeredAt, isToldByNow, momentAsked, oncePerOperation, planContext, usedIn, worldOf, type RequestContext, type Resolver } from '../request-context.ts'
import { findStartsThen } from './find-starts.ts'
import { getEntityRef } from './get-entity-ref.ts'
import { resolveDisagreements } from './disagreement-resolvers.ts'
import { conflictPage, rejectPage, unknownSpellingPage } from './journal-pages.ts'
import { resolveExplainChange } from './explain-change-resolver.ts'
import { resolveExplainLink } from './explain-link-resolver.ts'
import { resolveLineage } from './lineage-resolvers.ts'
import { inWorld, loadEntities, loadEntity, loadOrder, returnedType, rowPlansAsked } from './load-entities.ts'
import { ordersThen } from './orders-then.ts'
import { refuseBeforeFirst } from './refuse-before-first.ts'
import { translationQueries } from './proposal-resolvers.ts'
import { resolveCommonCauses } from './cause-resolvers.ts'
import { recallQueries } from './recall-resolvers.ts'
import { resolveStateGraph } from './state-graph-resolvers.ts'
import type { DefinitionVersion } from '../../model/model.ts'


/** What several entities of one identifier are planned as: seldom more than a few. */
const MOST_NAMED = 50

/** The versions whose verdicts alone are asked of an order as of a moment, where what is kept of them says it all. */
const keptAsked = (context: RequestContext, info: GraphQLResolveInfo, asOf: Instant): readonly DefinitionVersion[] | undefined => {
  const type = returnedType(info)
  return type && oncePerOperation(context, info, 'kept verdicts', () => keptVerdictsAsked(context.model, askedOf({ ...info, variableValues: context.plans.shapingValues(info) }, info.fieldNodes, type), asOf))
}

const resolveOrder: Resolver<unknown> = async (_source, args, context, info) => {
  const id = String(args['id'])
  const domain = typeof args['domain'] === 'string' ? args['domain'] : undefined
  const at = momentAsked(context, args)
  answeredAt(context, at)
  if (at === undefined) return loadOrder(context, info, id, domain)
  if (at.isWhole === true) return loadEntity(context, info, await findOrderNow(context, id, domain))
  const ref = await findOrderThen(context, id, domain, at)
  const verdicts = isToldByNow(context, args) ? keptAsked(context, info, at.asOf) : undefined
  const world = await context.journal.orderAsOf(ref, at, { askedBy: id, ...(verdicts === undefined ? {} : { verdicts }) })
  if (world === undefined) throw problem('ORDER_UNKNOWN_AT', { id, asOf: formatInstant(at.asOf), knownAt: formatInstant(at.knownAt) })
  return inWorld(context, world.order, rowPlansAsked(context, info, info.fieldNodes, 1, at.asOf)(world.order.type), world)
}

const resolveOrders: Resolver<unknown> = async (_source, args, context, info) => {
  const type = orderTypeOf(context.model)
  const connection = returnedType(info)
  if (connection === undefined) throw new Error('query-resolvers:orders: the field answers with no type')
  const at = momentAsked(context, args)
  answeredAt(context, at)
  const asked = oncePerOperation(context, info, 'asked', () => askedOf({ ...info, variableValues: context.plans.shapingValues(info) }, info.fieldNodes, connection))
  if (at !== undefined) {
    const planning = planContext(context, at.asOf, usedIn(context))
    const plan = { ...planRow(planning, type, entitiesAsked(asked)), ...planList(planning, { type, arguments: args, asked }) }
    const world = await worldOf(context, at)
    const page = await ordersThen(context, plan, world, isToldByNow(context, args))
    if (page.rows.length === 0) await refuseBeforeFirst(context, at)
    return connectionOf(context, page, undefined, world)
  }
  const first = pageSize(args['first'])
  const row = oncePerOperation(context, info, `rows ${first}`, () => divideRow(planRow(planContext(context, context.now), type, entitiesAsked(asked)), context.together ? first + 1 : Infinity))
  const plan = { ...row, ...planList(planContext(context, context.now, usedIn(context)), { type, arguments: args, asked }) }
  await checkPageCost(context.model, plan, () => context.sizes(type.name), (where, most) => countUpTo(context.reader, { ...plan, where }, most))
  return connectionOf(context, await readPage(context.reader, plan))
}

const entityByRef = async (context: RequestContext, info: GraphQLResolveInfo, id: string): Promise<unknown> => loadEntity(context, info, await getEntityRef(context, id))

const resolveEntity: Resolver<unknown> = async (_source, args, context, info) => {
  const ref = makeRef(typeNamed(context.model, String(args['type'])).name, String(args['key']))
  const at = momentAsked(context, args)
  answeredAt(context, at)
  if (at === undefined || at.isWhole === true) return entityByRef(context, info, ref)
  const world = await context.journal.worldAsOf(at)
  const [row] = await world.entities(await findStartsThen(context, [ref], world))
  return row === undefined ? null : inWorld(context, row, rowPlansAsked(context, info, info.fieldNodes, 1, at.asOf)(row.type), world)
}

/** Answered for now. */
const ofNow = (resolve: Resolver<unknown>): Resolver<unknown> => (source, args, context, info) => {
  answeredAt(context)
  return resolve(source, args, context, info)
}

export const queryResolvers: Readonly<Record<string, Resolver<unknown>>> = {
  node: ofNow( (_source, args, context, info) => entityByRef(context, info, String(args['id']))),
  entity: resolveEntity,
  entities: ofNow(async (_source, args, context, info) => {
    const scheme = typeof args['scheme'] === 'string' ? args['scheme'] : undefined
    const { schemes } = context.model
    if (scheme !== undefined && !schemes.has(scheme)) throw problem('UNKNOWN_SCHEME', { scheme, nearest: nearest(scheme, schemes.keys()) })
    const { repeated } = context
    const refs = repeated === undefined ? await findByIdentifier(context.reader, context.model, String(args['identifier']), scheme) : await repeated.upTo.named(String(args['identifier']), scheme)
    return [...(await loadEntities(context, refs, rowPlansAsked(context, info, info.fieldNodes, MOST_NAMED), true)).values()]
  }),
  order: resolveOrder,
  orders: resolveOrders,
  disagreements: resolveDisagreements,
  stateGraph: resolveStateGraph,
  lineage: resolveLineage,
  explainLink: resolveExplainLink,
  explainChange: resolveExplainChange,
  ...translationQueries,
  ...recallQueries,
  commonCauses: ofNow(resolveCommonCauses),
  derivations: (_source, _args, context) => [...context.model.derivations.values()],
  arbitration: (_source, _args, context) => [...context.model.arbitration.values()],
  definitions: (_source, _args, context) => [...context.model.definitions.values()],
  definition: (_source, args, context) => getDefinition(context.model, String(args['name'])),
  rehearsal: resolveRehearsal,
  rejects: (_source, args, context, info) => rejectPage(context, info, args),
  unknownSpellings: (_source, args, context) => unknownSpellingPage(context, args),
  conflicts: (_source, args, context, info) => conflictPage(context, info, args),
}

import type { GraphQLResolveInfo } from 'graphql'
import { findByIdentifier, findOrder } from '../../graph/find-order.ts'
import { readPage } from '../../graph/read-page.ts'
import { planConnection, connectionOf } from './connection.ts'
import { getDefinition, findVersionInForce } from '../../plan/choose-version.ts'
import { nearest } from '../../problems/nearest.ts'
import { problem } from '../../problems/problem.ts'
import { formatInstant, instant, type Instant } from '../../vocabulary/instant.ts'
import { makeRef } from '../../vocabulary/ref.ts'
import type { RequestContext, Resolver } from '../request-context.ts'
import { getEntityRef } from './get-entity-ref.ts'
import { conflictPage, rejectPage } from './journal-pages.ts'
import { resolveLineage } from './lineage-resolvers.ts'
import { columnsAsked, inWorld, loadEntities, loadEntity, returnedType } from './load-entities.ts'
import type { DefinitionModel, DefinitionVersion } from '../../model/model.ts'


const resolveOrder: Resolver<unknown> = async (_source, args, context, info) => {
  const id = String(args['id'])
  const domain = typeof args['domain'] === 'string' ? args['domain'] : undefined
  const asOf = typeof args['asOf'] === 'number' ? instant(args['asOf']) : undefined
  const knownAt = typeof args['knownAt'] === 'number' ? instant(args['knownAt']) : undefined
  const ref = await findOrder(context.reader, context.model, id, domain, context.now)
  if (asOf === undefined && knownAt === undefined) return loadEntity(context, info, ref)
  const at = { asOf: asOf ?? context.now, knownAt: knownAt ?? context.now }
  Object.assign(context.gathered, at)
  const world = await context.journal.orderAsOf(ref, at, id)
  if (world === undefined) throw problem('ORDER_UNKNOWN_AT', { id, asOf: formatInstant(at.asOf), knownAt: formatInstant(at.knownAt) })
  return inWorld(context, world.order, world)
}

const resolveOrders: Resolver<unknown> = async (_source, args, context, info) => {
  const type = [...context.model.types.values()].find(({ role }) => role === 'ORDER')
  const connection = returnedType(info)
  if (type === undefined || connection === undefined) throw new Error('query-resolvers:orders: there is no type with the role ORDER')
  const plan = planConnection(context, info, { connection, nodes: info.fieldNodes, type, arguments: args })
  return connectionOf(context, await readPage(context.reader, plan))
}

const entityByRef = async (context: RequestContext, info: GraphQLResolveInfo, id: string): Promise<unknown> => loadEntity(context, info, await getEntityRef(context, id))

export const queryResolvers: Readonly<Record<string, Resolver<unknown>>> = {
  node: (_source, args, context, info) => entityByRef(context, info, String(args['id'])),
  entity: (_source, args, context, info) => entityByRef(context, info, makeRef(getType(context, String(args['type'])), String(args['key']))),
  entities: async (_source, args, context, info) => {
    const scheme = typeof args['scheme'] === 'string' ? args['scheme'] : undefined
    const { schemes } = context.model
    if (scheme !== undefined && !schemes.has(scheme)) throw problem('UNKNOWN_SCHEME', { scheme, nearest: nearest(scheme, schemes.keys()) })
    const refs = await findByIdentifier(context.reader, context.model, String(args['identifier']), scheme)
    return [...(await loadEntities(context, refs, columnsAsked(context, info, info.fieldNodes), true)).values()]
  },
  order: resolveOrder,
  orders: resolveOrders,
  lineage: resolveLineage,
  definitions: (_source, _args, context) => [...context.model.definitions.values()],
  definition: (_source, args, context) => getDefinition(context.model, String(args['name'])),
  rejects: (_source, args, context, info) => rejectPage(context, info, args),
  conflicts: (_source, args, context, info) => conflictPage(context, info, args),
}

const getType = (context: RequestContext, type: string): string => {
  if (!context.model.types.has(type)) throw problem('UNKNOWN_TYPE', { type, nearest: nearest(type, context.model.types.keys()) })
  return type
}

export const definitionResolvers: Readonly<Record<string, Resolver<DefinitionModel>>> = {
  active: (definition, args, context) => findVersionInForce(definition, typeof args['at'] === 'number' ? instant(args['at']) : context.now),
}

export const definitionVersionResolvers: Readonly<Record<string, Resolver<DefinitionVersion>>> = {
  source: (version) => version.text,
  effectiveFrom: (version): Instant => version.effectiveFrom,
}

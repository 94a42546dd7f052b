import { getNamedType, GraphQLObjectType, type FieldNode, type GraphQLResolveInfo } from 'graphql'
import type { ReadRow } from '../../graph/page.ts'
import { findOrder } from '../../graph/find-order.ts'
import { orderTypes } from '../../graph/paths-to-orders.ts'
import { readEntities, readFoundOrder, rehearseEntity, rehearseFoundOrder } from '../../graph/read-entities.ts'
import { divideRow, joinRow } from '../../plan/divide-row.ts'
import { pagesTogether, type RowPlan } from '../../plan/page-plan.ts'
import { formOf, lookupsOfOrder } from '../../plan/plan-identity.ts'
import { planRow } from '../../plan/plan-page.ts'
import type { Instant } from '../../vocabulary/instant.ts'
import { isOfConflicts } from '../../vocabulary/graph-property.ts'
import { typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { askedOf } from '../asked-of.ts'
import { HotRow } from '../hot-row.ts'
import { Rehearsed } from '../rehearsed.ts'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import { oncePerOperation, planContext, type EntityInWorld, type RequestContext } from '../request-context.ts'

/** What is read of an entity by its type; undefined for what is no type of the model. */
export type RowPlans = (type: string) => RowPlan | undefined

/** What the fields below `nodes` need of a type, not divided into statements yet. */
const rowAsked = (context: RequestContext, info: GraphQLResolveInfo, nodes: readonly FieldNode[], type: string, at: Instant): RowPlan | undefined => {
  const { schema, fragments } = info
  const entityType = context.model.types.get(type)
  const objectType = schema.getType(type)
  return entityType === undefined || !(objectType instanceof GraphQLObjectType) ? undefined
    : planRow(planContext(context, at), entityType, askedOf({ schema, fragments, variableValues: context.plans.shapingValues(info) }, nodes, objectType))
}

/** What the fields below `nodes` need of each type, of at most `most` entities: made once for the operation. */
export const rowPlansAsked = (context: RequestContext, info: GraphQLResolveInfo, nodes: readonly FieldNode[], most: number, at = context.now): RowPlans =>
  oncePerOperation(context, info, `rows ${most}`, () => {
    const known = new Map<string, RowPlan | undefined>()
    return (type) => {
      if (known.has(type)) return known.get(type)
      const row = rowAsked(context, info, nodes, type, at)
      const plan = row && divideRow(row, context.together ? most : Infinity)
      known.set(type, plan)
      return plan
    }
  })

/** By tens, so that an operation has few plans, and what hangs on a few entities is read with them however many there might have been. */
export const atMostOf = (count: number): number => 10 ** Math.max(1, Math.ceil(Math.log10(Math.max(1, count))))

/** Entities by ref with what the question asks of them, in one statement; none is sent when their refs say it all. `known` says that they are sure to exist. */
export const loadEntities = async (context: RequestContext, refs: readonly Ref[], planOf: RowPlans, known: boolean): Promise<ReadonlyMap<Ref, EntityInWorld>> => {
  const bare = (ref: Ref): EntityInWorld | undefined => known ? bareEntity(context, ref, planOf) : undefined
  if (context.repeated !== undefined) return loadThen(context, context.repeated.upTo.world, refs, planOf)
  const rows = await readEntities(context.reader, refs.filter((ref) => bare(ref) === undefined), planOf, context.now)
  return new Map([...new Set(refs)].flatMap((ref): readonly (readonly [Ref, EntityInWorld])[] => {
    const row = rows.get(ref)
    const entity = row === undefined ? bare(ref) : inWorld(context, row, planOf(row.type), undefined)
    return entity === undefined ? [] : [[ref, entity]]
  }))
}

/** The same as they were when an answer that is repeated was given. */
const loadThen = async (context: RequestContext, world: AsOfReader, asked: readonly Ref[], planOf: RowPlans): Promise<ReadonlyMap<Ref, EntityInWorld>> => {
  const refs = [...new Set(asked)]
  const rows = await world.entities(refs)
  return new Map(refs.flatMap((ref, place) => {
    const row = rows[place]
    return row === undefined ? [] : [[ref, inWorld(context, row, planOf(row.type), world)] as const]
  }))
}

/** An entity that is known to exist, when its ref says all that is asked of it. */
export const bareEntity = (context: RequestContext, ref: Ref, planOf: RowPlans): EntityInWorld | undefined => {
  const type = typeOfRef(ref)
  return saysItAll(type, planOf) ? inWorld(context, { type, ref, values: {} }, planOf(type), undefined) : undefined
}

/** Whether a ref of the type says all that is asked of its entity. */
export const saysItAll = (type: string, planOf: RowPlans): boolean => {
  const plan = planOf(type)
  return plan === undefined || (plan.columns.length === 0 && (plan.relations.size === 0 || pagesTogether(plan).length === 0))
}

/** One entity that is known to exist, with what the field asks of it. */
export const loadEntity = async (context: RequestContext, info: GraphQLResolveInfo, ref: Ref): Promise<EntityInWorld | null> => {
  const type = typeOfRef(ref)
  if (context.repeated !== undefined) return (await loadEntities(context, [ref], rowPlansAsked(context, info, info.fieldNodes, 1), true)).get(ref) ?? null
  const hot = oncePerOperation(context, info, `row ${type}`, () => {
    const row = rowAsked(context, info, info.fieldNodes, type, context.now)
    return row && new HotRow(row, context.together ? 1 : Infinity)
  })
  const plan = hot?.choose((row) => context.plans.inBackground(() => rehearseEntity(context.reader, row, ref, context.now)))
  return (await loadEntities(context, [ref], () => plan, true)).get(ref) ?? null
}

/** The order that an id leads to now. Asked often, it is found and read in one statement; before that, and where the id leads to none or to several, it is found first. */
export const loadOrder = async (context: RequestContext, info: GraphQLResolveInfo, id: string, domain: string | undefined): Promise<EntityInWorld | null> => {
  const { reader, model, now } = context
  const lookups = lookupsOfOrder(model, id, domain)
  const hot = oncePerOperation(context, info, `found by ${formOf(lookups)}`, () => {
    const [type = '', ...others] = orderTypes(model)
    const row = !context.together || others.length > 0 ? undefined : rowAsked(context, info, info.fieldNodes, type, now)
    return { plan: row && { row: joinRow(row, 1), lookups }, rehearsed: new Rehearsed() }
  })
  const { plan } = hot
  if (plan !== undefined && hot.rehearsed.isReady(() => context.plans.inBackground(() => rehearseFoundOrder(reader, plan, now)))) {
    const row = await readFoundOrder(reader, plan, lookups, now)
    if (row !== undefined) return inWorld(context, row, plan.row, undefined)
  }
  const ref = await findOrder(reader, model, id, domain, now)
  return (await loadEntities(context, [ref], rowPlansAsked(context, info, info.fieldNodes, 1), true)).get(ref) ?? null
}

/** A row as resolvers pass it on. The receipt counts the open conflicts that an answer touches. */
export const inWorld = (context: RequestContext, row: ReadRow, plan: RowPlan | undefined, world: AsOfReader | undefined): EntityInWorld => {
  // A world's row holds more than was asked of it.
  const counts = (property: string): boolean => isOfConflicts(property) && (world === undefined || plan?.columns.includes(property) === true)
  for (const property in row.values) if (counts(property)) for (const ref of disputedIn(row, row.values[property])) context.gathered.unsettled.add(ref)
  return world === undefined ? { row, plan } : { row, plan, world }
}

/** Of the entity itself whether it is settled, of an order which of the others are not. */
const disputedIn = ({ ref }: ReadRow, said: unknown): readonly Ref[] => (Array.isArray(said) ? said as readonly Ref[] : said === false ? [ref] : [])

export const returnedType = (info: GraphQLResolveInfo): GraphQLObjectType | undefined => {
  const type = getNamedType(info.returnType)
  return type instanceof GraphQLObjectType ? type : undefined
}

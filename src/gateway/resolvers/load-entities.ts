import { getNamedType, GraphQLObjectType, type FieldNode, type GraphQLResolveInfo } from 'graphql'
import type { ReadRow } from '../../graph/page.ts'
import { readEntities } from '../../graph/read-entities.ts'
import { divideRow } from '../../plan/divide-row.ts'
import { pagesTogether, type RowPlan } from '../../plan/page-plan.ts'
import { planRow } from '../../plan/plan-page.ts'
import { typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { askedOf } from '../asked-of.ts'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import { oncePerOperation, planContext, type EntityInWorld, type RequestContext } from '../request-context.ts'

/** What is read of an entity by its type; undefined for what is no type of the model. */
export type RowPlans = (type: string) => RowPlan | undefined

/** What the fields below `nodes` need of each type, of at most `most` entities: made once for the operation. */
export const rowPlansAsked = (context: RequestContext, info: GraphQLResolveInfo, nodes: readonly FieldNode[], most: number, at = context.now): RowPlans =>
  oncePerOperation(context, info, `rows ${most}`, () => {
    const { schema, fragments } = info
    const variableValues = context.plans.shapingValues(info)
    const { model, together } = context
    const known = new Map<string, RowPlan | undefined>()
    return (type) => {
      if (known.has(type)) return known.get(type)
      const entityType = model.types.get(type)
      const objectType = schema.getType(type)
      const plan = entityType === undefined || !(objectType instanceof GraphQLObjectType) ? undefined
        : divideRow(planRow(planContext(context, at), entityType, askedOf({ schema, fragments, variableValues }, nodes, objectType)), together ? most : Infinity)
      known.set(type, plan)
      return plan
    }
  })

/** Entities by ref with what the question asks of them, in one statement; none is sent when their refs say it all. `known` says that they are sure to exist. */
export const loadEntities = async (context: RequestContext, refs: readonly Ref[], planOf: RowPlans, known: boolean): Promise<ReadonlyMap<Ref, EntityInWorld>> => {
  const bare = (ref: Ref): boolean => known && saysItAll(planOf(typeOfRef(ref)))
  const rows = await readEntities(context.reader, refs.filter((ref) => !bare(ref)), planOf, context.now)
  return new Map([...new Set(refs)].flatMap((ref): readonly (readonly [Ref, EntityInWorld])[] => {
    const row = rows.get(ref) ?? (bare(ref) ? { type: typeOfRef(ref), ref, values: {} } : undefined)
    return row === undefined ? [] : [[ref, inWorld(context, row, planOf(row.type), undefined)]]
  }))
}

const saysItAll = (plan: RowPlan | undefined): boolean => plan === undefined || (plan.columns.length === 0 && pagesTogether(plan).length === 0)

/** One entity that is known to exist, with what the field asks of it. */
export const loadEntity = async (context: RequestContext, info: GraphQLResolveInfo, ref: Ref): Promise<EntityInWorld | null> =>
  (await loadEntities(context, [ref], rowPlansAsked(context, info, info.fieldNodes, 1), true)).get(ref) ?? null

/** A row as resolvers pass it on. The receipt counts the open conflicts that an answer touches. */
export const inWorld = (context: RequestContext, row: ReadRow, plan: RowPlan | undefined, world: AsOfReader | undefined): EntityInWorld => {
  for (const property in row.values) if (row.values[property] === false && property.endsWith('.settled')) context.gathered.unsettled.add(row.ref)
  return world === undefined ? { row, plan } : { row, plan, world }
}

export const returnedType = (info: GraphQLResolveInfo): GraphQLObjectType | undefined => {
  const type = getNamedType(info.returnType)
  return type instanceof GraphQLObjectType ? type : undefined
}

import { getNamedType, GraphQLObjectType, type FieldNode, type GraphQLResolveInfo } from 'graphql'
import { readEntities } from '../../graph/read-entities.ts'
import { planColumns } from '../../plan/plan-columns.ts'
import type { EntityRow } from '../../vocabulary/entity-row.ts'
import { typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { askedOf } from '../asked-of.ts'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import type { EntityInWorld, RequestContext } from '../request-context.ts'

/** The columns that the fields below `nodes` need of each type. */
export const columnsAsked = (context: RequestContext, info: GraphQLResolveInfo, nodes: readonly FieldNode[], at = context.now): ((type: string) => readonly string[]) => {
  const known = new Map<string, readonly string[]>()
  return (type) => {
    const found = known.get(type)
    if (found !== undefined) return found
    const entityType = context.model.types.get(type)
    const objectType = info.schema.getType(type)
    const columns = entityType !== undefined && objectType instanceof GraphQLObjectType ? planColumns(context.model, entityType, askedOf(info, nodes, objectType), at) : []
    known.set(type, columns)
    return columns
  }
}

/** Entities by ref with what the question asks of them, in one statement; none is sent when their refs say it all. `known` says that they are sure to exist. */
export const loadEntities = async (context: RequestContext, refs: readonly Ref[], columnsOf: (type: string) => readonly string[], known: boolean): Promise<ReadonlyMap<Ref, EntityInWorld>> => {
  const bare = (ref: Ref): boolean => known && columnsOf(typeOfRef(ref)).length === 0
  const rows = await readEntities(context.reader, refs.filter((ref) => !bare(ref)), columnsOf)
  return new Map([...new Set(refs)].flatMap((ref): readonly (readonly [Ref, EntityInWorld])[] => {
    const row = rows.get(ref) ?? (bare(ref) ? { type: typeOfRef(ref), ref, values: {} } : undefined)
    return row === undefined ? [] : [[ref, noted(context, { row })]]
  }))
}

/** One entity that is known to exist, with what the field asks of it. */
export const loadEntity = async (context: RequestContext, info: GraphQLResolveInfo, ref: Ref): Promise<EntityInWorld | null> =>
  (await loadEntities(context, [ref], columnsAsked(context, info, info.fieldNodes), true)).get(ref) ?? null

export const inWorld = (context: RequestContext, row: EntityRow, world: AsOfReader | undefined): EntityInWorld => noted(context, world === undefined ? { row } : { row, world })

/** The receipt counts the open conflicts that an answer touches. */
const noted = (context: RequestContext, entity: EntityInWorld): EntityInWorld => {
  for (const [property, value] of Object.entries(entity.row.values)) if (value === false && property.endsWith('.settled')) context.gathered.unsettled.add(entity.row.ref)
  return entity
}

export const returnedType = (info: GraphQLResolveInfo): GraphQLObjectType | undefined => {
  const type = getNamedType(info.returnType)
  return type instanceof GraphQLObjectType ? type : undefined
}

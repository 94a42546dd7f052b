import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { KeptField } from '../../model/model.ts'
import { storedRef, type Ref } from '../../vocabulary/ref.ts'
import { oncePerQuestion, type EntityInWorld, type RequestContext, type Resolver } from '../request-context.ts'
import { atMostOf, bareEntity, loadEntities, rowPlansAsked, type RowPlans } from './load-entities.ts'

const NUMBERS: ReadonlySet<unknown> = new Set(['Int', 'Float', 'DateTime'])

/** What settling kept on the entity; of another time it is not known. Entities are read by one statement for all the rows that resolve the field, and not at all when their refs say all that is asked. */
export const resolveKept = ({ name, attribute }: KeptField): Resolver<EntityInWorld> => ({ row, world }, _args, context, info) => {
  if (world !== undefined) {
    context.gathered.notes.add('AS_OF_UNTRACKED')
    return null
  }
  const held = (row.values[name] ?? []) as readonly string[]
  if (attribute === undefined) return entitiesOf(context, info, held.map(storedRef))
  if (attribute.type === 'Boolean') return held.map((text) => text === 'true')
  return NUMBERS.has(attribute.type) ? held.map(Number) : held
}

interface Loading {
  readonly plansOfFew: RowPlans
  readonly loader: DataLoader<Ref, EntityInWorld | undefined>
}

const entitiesOf = (context: RequestContext, info: GraphQLResolveInfo, refs: readonly Ref[]): unknown => {
  // The nodes of a field are one array for all its rows.
  const { plansOfFew, loader } = oncePerQuestion(context, info.fieldNodes, (): Loading => ({
    plansOfFew: rowPlansAsked(context, info, info.fieldNodes, atMostOf(1)),
    loader: new DataLoader(async (asked) => {
      const found = await loadEntities(context, asked, rowPlansAsked(context, info, info.fieldNodes, atMostOf(asked.length)), true)
      return asked.map((ref) => found.get(ref))
    }),
  }))
  const bare = refs.map((ref) => bareEntity(context, ref, plansOfFew))
  if (!bare.includes(undefined)) return bare
  return loader.loadMany(refs).then((found) => found.map((one) => {
    if (one instanceof Error) throw one
    return one
  }).filter((one) => one !== undefined))
}

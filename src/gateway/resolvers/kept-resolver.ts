import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { KeptField } from '../../model/entity-type.ts'
import { storedRef, typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { FATES, ORDERS } from '../../vocabulary/graph-property.ts'
import { fateOf, type Fate } from '../../vocabulary/recall.ts'
import { oncePerQuestion, type EntityInWorld, type RequestContext, type Resolver } from '../request-context.ts'
import { loadAbout } from './claim-resolvers.ts'
import { atMostOf, bareEntity, loadEntities, rowPlansAsked, saysItAll, type RowPlans } from './load-entities.ts'

const NUMBERS: ReadonlySet<unknown> = new Set(['Int', 'Float', 'DateTime'])

/** A list of texts that settling keeps on the entity; of another time it is not known. */
const heldOf = ({ row, world }: EntityInWorld, property: string, context: RequestContext): readonly string[] | null => {
  if (world === undefined || world.isWhole === true) return (row.values[property] ?? []) as readonly string[]
  context.gathered.notes.add('AS_OF_UNTRACKED')
  return null
}

/** What is kept as texts, read back by the type of the attribute that it was; refs as they are. */
export const keptList = ({ attribute }: KeptField, held: unknown): readonly unknown[] => {
  const texts = (held ?? []) as readonly string[]
  if (attribute?.type === 'Boolean') return texts.map((text) => text === 'true')
  return NUMBERS.has(attribute?.type) ? texts.map(Number) : texts
}

/** What became of a unit or lot, as settling keeps it. */
export const resolveFates: Resolver<EntityInWorld> = (source, _args, context) => heldOf(source, FATES, context)?.map(fateOf) ?? null

export const fateResolvers: Readonly<Record<string, Resolver<Fate>>> = {
  by: ({ by }, _args, context, info) => loadAbout(context, info, by, undefined),
  doubtful: ({ isDoubtful }) => isDoubtful,
}

/** What a path leads to. */
export const resolveKept = (kept: KeptField): Resolver<EntityInWorld> => {
  if (kept.attribute === undefined) return resolveRefs(kept.name)
  return (source, _args, context) => {
    const held = heldOf(source, kept.name, context)
    return held && keptList(kept, held)
  }
}

/** Entities whose refs a property lists. They are read by one statement for all the rows of a list, and not at all when their refs say all that is asked. */
const resolveRefs = (property: string): Resolver<EntityInWorld> => {
  const resolve: Resolver<EntityInWorld> = (source, _args, context, info) => {
    const held = heldOf(source, property, context)
    if (source.world !== undefined) return held && Promise.all(held.map((ref) => loadAbout(context, info, storedRef(ref), source.world)))
    return held && entitiesOf(context, info, held.map(storedRef))
  }
  const readAhead: Resolver<EntityInWorld>['readAhead'] = (sources, context, info) => {
    const loading = loadingOf(context, info)
    const missing = new Set(sources.flatMap(({ row, world }) => (world === undefined ? (row.values[property] ?? []) as readonly string[] : [])).map(storedRef).filter((ref) => !isAtHand(loading, ref)))
    return missing.size === 0 ? undefined : readAll(loading, [...missing])
  }
  return Object.assign(resolve, { readAhead })
}

interface Loading {
  readonly plansOfFew: RowPlans
  readonly loader: DataLoader<Ref, EntityInWorld | undefined>
  /** What was read before anybody waits for it; undefined: there is no such entity. */
  readonly read: Map<Ref, EntityInWorld | undefined>
}

/** The nodes of a field are one array for all its rows. */
const loadingOf = (context: RequestContext, info: GraphQLResolveInfo): Loading => oncePerQuestion(context, info.fieldNodes, () => ({
  plansOfFew: rowPlansAsked(context, info, info.fieldNodes, atMostOf(1)),
  loader: new DataLoader(async (asked) => {
    const found = await loadEntities(context, asked, rowPlansAsked(context, info, info.fieldNodes, atMostOf(asked.length)), true)
    return asked.map((ref) => found.get(ref))
  }),
  read: new Map(),
}))

const isAtHand = ({ plansOfFew, read }: Loading, ref: Ref): boolean => read.has(ref) || saysItAll(typeOfRef(ref), plansOfFew)

const readAll = async ({ loader, read }: Loading, refs: readonly Ref[]): Promise<void> => {
  for (const [place, found] of (await loader.loadMany(refs)).entries()) if (!(found instanceof Error)) read.set(refs[place] as Ref, found)
}

const entitiesOf = (context: RequestContext, info: GraphQLResolveInfo, refs: readonly Ref[]): unknown => {
  const loading = loadingOf(context, info)
  const present = (found: readonly (EntityInWorld | undefined)[]): readonly EntityInWorld[] => found.filter((one) => one !== undefined)
  if (refs.every((ref) => isAtHand(loading, ref))) return present(refs.map((ref) => loading.read.get(ref) ?? bareEntity(context, ref, loading.plansOfFew)))
  return loading.loader.loadMany(refs).then((found) => present(found.map((one) => {
    if (one instanceof Error) throw one
    return one
  })))
}

const ofNow = resolveRefs(ORDERS)

/** The orders that an entity belongs to: those that its row lists, or as of a moment by the links of repeated, worked out for all rows of a question at once. */
export const resolveBelonging: Resolver<EntityInWorld> = Object.assign<Resolver<EntityInWorld>, Pick<Resolver<EntityInWorld>, 'readAhead'>>((source, args, context, info) => {
  const { row, world } = source
  if (world === undefined) return ofNow(source, args, context, info)
  const loader = oncePerQuestion(context, world.belonging, () => new DataLoader<Ref, readonly Ref[]>((refs) => world.belonging(refs)))
  return loader.load(row.ref).then((orders) => Promise.all(orders.map((order) => loadAbout(context, info, order, world))))
}, ofNow.readAhead === undefined ? {} : { readAhead: ofNow.readAhead })

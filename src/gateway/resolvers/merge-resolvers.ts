import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import { findEntity } from '../../graph/find-order.ts'
import { readApplied } from '../../graph/read-applied.ts'
import type { Merge } from '../../journal/survivors.ts'
import { Problem, problem } from '../../problems/problem.ts'
import { parseRef, storedRef, type Ref } from '../../vocabulary/ref.ts'
import type { EntityInWorld, RequestContext, Resolver } from '../request-context.ts'
import { getEntityRef } from './get-entity-ref.ts'
import { groundsOf } from './grounds-of.ts'
import { loadEntities, rowPlansAsked } from './load-entities.ts'

/** Orders that a ruling answers. */
const MOST_RULED = 2

/** A ruling as answered. */
interface Ruled {
  readonly merge: Merge
  readonly undone: boolean
  readonly orders: readonly Ref[]
}

/** A ref that could be an order's, as given. */
const orderNamed = (context: RequestContext, id: string): Ref => {
  const wanted = [...context.model.types.values()].find(({ role }) => role === 'ORDER')?.name ?? ''
  const parts = parseRef(id)
  if (parts !== undefined && context.model.types.has(parts.type) && parts.type !== wanted) throw problem('MERGE_OF_OTHER_TYPE', { ref: id, type: parts.type, wanted })
  if (parts?.identifier !== undefined) throw problem('MERGE_OF_PLACEHOLDER', { ref: id })
  return storedRef(id)
}

/** The ref of an order that somebody has told of, as given: whether it was merged is for the journal to say. */
const knownOrder = async (context: RequestContext, given: unknown): Promise<Ref> => {
  const order = orderNamed(context, String(given))
  await getEntityRef(context, order)
  return order
}

const mergeOrders: Resolver<unknown> = async (_source, args, context): Promise<Ruled> => {
  const grounds = groundsOf(context, args)
  const [order, into] = [await knownOrder(context, args['order']), await knownOrder(context, args['into'])]
  return { merge: await context.visit.outside(() => context.merges.merge(order, into, grounds)), undone: false, orders: [into] }
}

const undoMerge: Resolver<unknown> = async (_source, args, context): Promise<Ruled> => {
  const grounds = groundsOf(context, args)
  try {
    const order = orderNamed(context, String(args['order']))
    const merge = await context.visit.outside(() => context.merges.undo(order, grounds))
    return { merge, undone: true, orders: [merge.order, merge.into] }
  } catch (error) {
    // A merge that holds is taken back though nobody tells of its orders any more; what was never merged may be a slip of the hand.
    if (error instanceof Problem && error.code === 'ORDER_NOT_MERGED') await knownOrder(context, args['order'])
    throw error
  }
}

export const mergeMutations: Readonly<Record<string, Resolver<unknown>>> = { mergeOrders, undoMerge }

export const mergeRulingResolvers: Readonly<Record<string, Resolver<Ruled>>> = {
  /** An old ref leads to its survivor: undone, an order may still have been merged on. One that nobody tells of any more is left out. */
  orders: async ({ orders }, _args, context, info: GraphQLResolveInfo) => {
    const refs = (await Promise.all(orders.map((ref) => findEntity(context.reader, context.model, ref)))).filter((ref) => ref !== undefined)
    return [...(await loadEntities(context, refs, rowPlansAsked(context, info, info.fieldNodes, MOST_RULED), true)).values()]
  },
}

/** What was merged into an order: as the graph shows it, from which the rest of the order is, or as known at the moment asked for. A statement to the journal for the question, and one to the graph. */
export const resolveMergedFrom: Resolver<EntityInWorld> = ({ row, world }, _args, context) => {
  const load = async (orders: readonly Ref[]): Promise<readonly (readonly Merge[])[]> =>
    context.journal.mergedInto(orders, world === undefined ? { upTo: (await readApplied(context.reader)).seq } : { knownAt: world.knownAt })
  const key = `merged ${world?.knownAt ?? 'now'}`
  const loader = (context.memo.get(key) ?? new DataLoader<Ref, readonly Merge[]>(load, { cache: false })) as DataLoader<Ref, readonly Merge[]>
  context.memo.set(key, loader)
  return loader.load(row.ref)
}

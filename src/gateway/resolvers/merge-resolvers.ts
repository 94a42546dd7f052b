import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Merge } from '../../journal/survivors.ts'
import { problem } from '../../problems/problem.ts'
import { parseRef, storedRef, type Ref } from '../../vocabulary/ref.ts'
import type { EntityInWorld, RequestContext, Resolver } from '../request-context.ts'
import { getEntityRef } from './get-entity-ref.ts'
import { loadEntities, rowPlansAsked } from './load-entities.ts'

/** Who rules says so by this header, until access control knows it. */
export const ACTOR_HEADER = 'x-osl-actor'
const MOST_ACTOR = 200
const MOST_REASON = 1000
/** Orders that a ruling answers. */
const MOST_RULED = 2

/** A ruling as answered. */
interface Ruled {
  readonly merge: Merge
  readonly undone: boolean
  readonly orders: readonly Ref[]
}

const actorOf = ({ actor }: RequestContext): string => {
  const name = actor === undefined ? '' : decoded(actor).trim()
  if (name === '' || name.length > MOST_ACTOR || /\p{Cc}/u.test(name)) throw problem('ACTOR_MISSING', { header: ACTOR_HEADER })
  return name
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // No percent-encoding after all: a name may hold a percent sign.
    return text
  }
}

const reasonOf = (given: unknown): string => {
  const reason = String(given).trim()
  if (reason === '' || reason.length > MOST_REASON || reason.includes('\0') || !reason.isWellFormed()) throw problem('BAD_ARGUMENT', { argument: 'reason', value: reason === '' ? 'empty' : `${reason.length} characters long`, wanted: `a text of 1 to ${MOST_REASON} characters that says why` })
  return reason
}

/** The ref of an order that somebody has told of, as given: whether it was merged is for the journal to say. */
const knownOrder = async (context: RequestContext, given: unknown): Promise<Ref> => {
  const id = String(given)
  const wanted = [...context.model.types.values()].find(({ role }) => role === 'ORDER')?.name ?? ''
  const parts = parseRef(id)
  if (parts !== undefined && context.model.types.has(parts.type) && parts.type !== wanted) throw problem('MERGE_OF_OTHER_TYPE', { ref: id, type: parts.type, wanted })
  if (parts?.identifier !== undefined) throw problem('MERGE_OF_PLACEHOLDER', { ref: id })
  await getEntityRef(context, id)
  return storedRef(id)
}

const mergeOrders: Resolver<unknown> = async (_source, args, context): Promise<Ruled> => {
  const grounds = { actor: actorOf(context), reason: reasonOf(args['reason']) }
  const [order, into] = [await knownOrder(context, args['order']), await knownOrder(context, args['into'])]
  return { merge: await context.visit.outside(() => context.merges.merge(order, into, grounds)), undone: false, orders: [into] }
}

const undoMerge: Resolver<unknown> = async (_source, args, context): Promise<Ruled> => {
  const grounds = { actor: actorOf(context), reason: reasonOf(args['reason']) }
  const order = await knownOrder(context, args['order'])
  const merge = await context.visit.outside(() => context.merges.undo(order, grounds))
  return { merge, undone: true, orders: [merge.order, merge.into] }
}

export const mutationResolvers: Readonly<Record<string, Resolver<unknown>>> = { mergeOrders, undoMerge }

export const mergeRulingResolvers: Readonly<Record<string, Resolver<Ruled>>> = {
  /** An old ref leads to its survivor: undone, an order may still have been merged on. */
  orders: async ({ orders }, _args, context, info: GraphQLResolveInfo) => {
    const refs = await Promise.all(orders.map((ref) => getEntityRef(context, ref)))
    return [...(await loadEntities(context, refs, rowPlansAsked(context, info, info.fieldNodes, MOST_RULED), true)).values()]
  },
}

/** What was merged into an order, by what is known now or was at the moment asked for; one statement for the question. */
export const resolveMergedFrom: Resolver<EntityInWorld> = ({ row, world }, _args, context) => {
  const key = `merged ${world?.knownAt ?? 'now'}`
  const loader = (context.memo.get(key) ?? new DataLoader<Ref, readonly Merge[]>((orders) => context.journal.mergedInto(orders, world?.knownAt), { cache: false })) as DataLoader<Ref, readonly Merge[]>
  context.memo.set(key, loader)
  return loader.load(row.ref)
}

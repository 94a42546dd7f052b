import { findOrder, MOST_CANDIDATES, orderShared } from '../graph/find-order.ts'
import { sharedByOrders, type Surroundings } from '../graph/shared-by-orders.ts'
import type { AsOfReader } from '../journal/journal-reads.ts'
import { MOST_LINKS } from '../journal/told-world.ts'
import { lookupsOfOrder, MOST_MATCHES } from '../plan/plan-identity.ts'
import { Problem, problem } from '../problems/problem.ts'
import { EVER, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Moment, RequestContext } from './request-context.ts'
import { walkNodes } from './resolvers/find-starts.ts'

const onlyOf = (id: string, orders: readonly Ref[]): Ref | undefined => {
  if (orders.length > 1) throw problem('ORDER_AMBIGUOUS', { id, count: orders.length, candidates: orders.slice(0, MOST_CANDIDATES).map((ref) => ({ ref, path: [ref] })) })
  return orders[0]
}

/**
 * The order that an id led to at a moment, as known at another. Where it led to none, the one that it leads to now, which NAMED_LATER in the receipt says.
 * Cost: that of `ordersNamed`; where it finds nothing that of `findOrder`.
 */
export const findOrderThen = async (context: RequestContext, id: string, domain: string | undefined, at: Moment): Promise<Ref> => {
  // Refuses a domain that the model does not have.
  lookupsOfOrder(context.model, id, domain)
  const { orders, later } = await context.journal.ordersNamed({ id, domain }, at)
  const then = onlyOf(id, orders)
  if (then === undefined || later) context.gathered.notes.add('NAMED_LATER')
  return then ?? findOrderNow(context, id, domain)
}

/** As the graph was: of what more links lead on from than are followed, nobody can tell. */
const surroundingsThen = ({ walker }: AsOfReader, now: Instant): Surroundings => ({
  start: async (refs) => walkNodes(refs),
  next: async (map, frontier) => {
    const steps = await walker.step(map, frontier, { now, mostRows: MOST_LINKS, facts: false })
    if (steps === 'MORE') throw problem('RECEIPT_TOO_WIDE', { what: 'links', most: MOST_LINKS })
    return steps.map(({ far }) => far)
  },
})

/** The order that an id leads to: by the graph, or by what had been told where an answer is repeated. */
export const findOrderNow = async ({ reader, model, now, repeated }: RequestContext, id: string, domain: string | undefined): Promise<Ref> => {
  if (repeated === undefined) return findOrder(reader, model, id, domain, now)
  // Refuses a domain that the model does not have.
  lookupsOfOrder(model, id, domain)
  const { orders, refs } = await repeated.upTo.ordersNamed(id, domain)
  const only = onlyOf(id, orders)
  if (only === undefined) {
    const shared = await sharedByOrders(surroundingsThen(repeated.upTo.world, repeated.receipt.askedAt), model, refs)
    if (shared.length > 0) throw orderShared(model, id, refs, shared)
    throw problem('ORDER_UNKNOWN', { id, refs: refs.slice(0, MOST_CANDIDATES), nearest: [] })
  }
  if (refs.length > MOST_MATCHES) throw orderShared(model, id, refs, [])
  return only
}

/** The order that an id leads to now; where that is none, the one it led to as known at a moment: what was retracted since is no longer in the graph. */
export const findOrderEver = async (context: RequestContext, id: string, domain: string | undefined, knownAt: Instant): Promise<Ref> => {
  try {
    return await findOrderNow(context, id, domain)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'ORDER_UNKNOWN') throw error
    const found = onlyOf(id, (await context.journal.ordersNamed({ id, domain }, { asOf: EVER, knownAt })).orders)
    if (found === undefined) throw error
    return found
  }
}

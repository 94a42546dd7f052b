import { findOrder, MOST_CANDIDATES } from '../graph/find-order.ts'
import { Problem, problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { RequestContext } from './request-context.ts'

/**
 * The order that an id leads to, or led to as known at a moment: what was retracted since is no longer in the graph. Cost: that of `findOrder`; where
 * it finds nothing two statements of the journal.
 */
export const findOrderThen = async (context: RequestContext, id: string, domain: string | undefined, knownAt: Instant): Promise<Ref> => {
  try {
    return await findOrder(context.reader, context.model, id, domain, context.now)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'ORDER_UNKNOWN') throw error
    const refs = await context.journal.ordersOnceNamed(id, domain, knownAt)
    const [only] = refs
    if (only === undefined) throw error
    if (refs.length > 1) throw problem('ORDER_AMBIGUOUS', { id, count: refs.length, candidates: refs.slice(0, MOST_CANDIDATES).map((ref) => ({ ref, path: [ref] })) })
    return only
  }
}

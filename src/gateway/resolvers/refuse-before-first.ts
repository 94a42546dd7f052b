import { problem } from '../../problems/problem.ts'
import { formatInstant } from '../../vocabulary/instant.ts'
import type { Moment, RequestContext } from '../request-context.ts'

/**
 * Of an answer that found nothing as of a moment: AS_OF_BEFORE_FIRST where nothing at all had occurred, or was told, by then, since none of anything would
 * read like a finding. Cost: a statement that ends at the first claim of an earlier time, and reads all of them where there is none.
 */
export const refuseBeforeFirst = async ({ journal }: RequestContext, at: Moment | undefined): Promise<void> => {
  const first = at === undefined || at.isWhole === true ? undefined : await journal.firstTold(at)
  if (at === undefined || first === undefined) return
  const [argument, given, earliest] = at.asOf < first.occurred ? ['asOf', at.asOf, first.occurred] as const : ['knownAt', at.knownAt, first.recorded] as const
  throw problem('AS_OF_BEFORE_FIRST', { argument, at: formatInstant(given), first: formatInstant(earliest) })
}

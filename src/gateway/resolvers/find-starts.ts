import { startWalk, type WalkNode } from '../../graph/step.ts'
import { parseRef, storedRef, type Ref } from '../../vocabulary/ref.ts'
import type { RequestContext } from '../request-context.ts'
import { checkType, getEntityRef } from './get-entity-ref.ts'

/** One statement for all the starts of a walk; only those it did not find, which may be placeholders merged since, are looked up one by one, then refused. */
export const findStarts = async (context: RequestContext, from: readonly string[]): Promise<readonly WalkNode[]> => {
  for (const ref of from) checkType(context.model, ref)
  const refs = [...new Set(from)].filter((ref) => parseRef(ref) !== undefined).map(storedRef)
  const starts = await startWalk(context.reader, refs)
  const found = new Set<string>(starts.map(({ ref }) => ref))
  const others = [...new Set(from)].filter((ref) => !found.has(ref))
  if (others.length === 0) return starts
  const merged: Ref[] = []
  for (const ref of others) merged.push(await getEntityRef(context, ref))
  return [...starts, ...await startWalk(context.reader, merged.filter((ref) => !found.has(ref)))]
}

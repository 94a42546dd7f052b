import { startWalk } from '../../graph/step.ts'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import type { WalkNode } from '../../plan/walker.ts'
import { problem } from '../../problems/problem.ts'
import { formatInstant } from '../../vocabulary/instant.ts'
import { parseRef, storedRef, type Ref } from '../../vocabulary/ref.ts'
import { answeredAt, type Moment, type RequestContext } from '../request-context.ts'
import { checkType, getEntityRef } from './get-entity-ref.ts'

/** One statement for all the starts of a walk; only those it did not find, which may be placeholders merged since, are looked up one by one, then refused. */
export const findStarts = async (context: RequestContext, from: readonly string[]): Promise<readonly WalkNode[]> => {
  for (const ref of from) checkType(context.model, ref)
  if (context.repeated !== undefined) return walkNodes([...new Set(await Promise.all([...new Set(from)].map((ref) => getEntityRef(context, ref))))])
  const refs = [...new Set(from)].filter((ref) => parseRef(ref) !== undefined).map(storedRef)
  const starts = await startWalk(context.reader, refs)
  const found = new Set<string>(starts.map(({ ref }) => ref))
  const others = [...new Set(from)].filter((ref) => !found.has(ref))
  if (others.length === 0) return starts
  const merged: Ref[] = []
  for (const ref of others) merged.push(await getEntityRef(context, ref))
  return [...starts, ...await startWalk(context.reader, merged.filter((ref) => !found.has(ref)))]
}

/**
 * Entities as some refs named them at a moment: also those of which nothing that stands tells now. A ref that the journal does not know may be a
 * placeholder's that has been merged since; REF_UNKNOWN_AT where nothing had occurred of the entity by then. Cost: one statement, and for each
 * ref that the journal does not know what `getEntityRef` takes.
 */
export const findStartsThen = async (context: RequestContext, from: readonly string[], world: AsOfReader): Promise<readonly Ref[]> => {
  for (const ref of from) checkType(context.model, ref)
  const asked = [...new Set(from)]
  const told = await world.begun(asked.filter((ref) => parseRef(ref) !== undefined).map(storedRef))
  const starts = new Set<Ref>(told.values())
  for (const ref of asked.filter((one) => !told.has(storedRef(one)))) {
    const now = await getEntityRef(context, ref)
    const then = (await world.begun([now])).get(now)
    if (then === undefined) throw problem('REF_UNKNOWN_AT', { ref, asOf: formatInstant(world.asOf), knownAt: formatInstant(world.knownAt) })
    starts.add(then)
  }
  return [...starts]
}

/** Says in the receipt that a walk as of a time leaves inferred links out, where they were asked for: they follow from what holds now. */
export const noteInferredLeftOut = ({ model, gathered }: RequestContext, inferred: boolean): void => {
  if (inferred && model.derivations.size > 0) gathered.notes.add('AS_OF_UNTRACKED')
}

/** The world of a moment, noted in the receipt, with where a walk in it starts. */
export const startThen = async (context: RequestContext, from: readonly string[], at: Moment): Promise<{ readonly world: AsOfReader; readonly starts: readonly WalkNode[] }> => {
  answeredAt(context, at)
  const world = await context.journal.worldAsOf(at)
  return { world, starts: walkNodes(await findStartsThen(context, from, world)) }
}

/** A world of a moment seeks by refs. */
export const walkNodes = (refs: readonly Ref[]): readonly WalkNode[] => refs.map((ref) => ({ ref, id: ref }))

import { findCauses, type FoundCauses } from '../../graph/find-causes.ts'
import { MOST_STARTS } from '../../plan/bounds.ts'
import { planCauses } from '../../plan/plan-causes.ts'
import { problem } from '../../problems/problem.ts'
import type { CauseWeighed } from '../../recall/rank-causes.ts'
import { noteInferred } from '../note-derivations.ts'
import type { Args, RequestContext, Resolver } from '../request-context.ts'
import { loadAbout } from './claim-resolvers.ts'
import { findStarts } from './find-starts.ts'

interface CommonCauses extends Pick<FoundCauses, 'stopped'> {
  readonly units: number
  readonly allUnits: number
  readonly causes: readonly CauseWeighed[]
  readonly totalCount: number
  readonly complete: boolean
}

export const resolveCommonCauses: Resolver<unknown> = async (_source, args, context): Promise<CommonCauses> => {
  const { model, reader, now, elapsedMs, gathered } = context
  const refs = await unitsAsked(context, args)
  const plan = planCauses(model, refs, args)
  const units = await findStarts(context, refs)
  // Refs of before a merge may name one unit twice.
  const different = [...new Map(units.map((unit) => [unit.ref, unit])).values()]
  const { all, causes, shared, stopped } = await findCauses({ reader, now, fanOut: context.fanOut(), elapsedMs: () => elapsedMs() - reader.planningMs }, planCauses(model, different.map(({ ref }) => ref), args), different)
  for (const kind of plan.inferredKinds) noteInferred(context, kind)
  if (stopped.length > 0) gathered.complete = false
  if (stopped.some((stop) => stop === 'TIME')) gathered.unrepeatable = true
  return { units: different.length, allUnits: all, causes: causes.slice(0, plan.first), totalCount: shared, complete: stopped.length === 0, stopped }
}

/** The failed units: those named, or those of a recall as frozen. */
const unitsAsked = async ({ journal: { recalls } }: RequestContext, { units, recall: id }: Args): Promise<readonly string[]> => {
  if (Array.isArray(units) === (typeof id === 'string')) throw problem('BAD_ARGUMENT', { argument: 'units', value: Array.isArray(units) ? 'given beside recall' : 'not given, nor recall', wanted: 'one of the two' })
  if (Array.isArray(units)) return [...new Set(units.map(String))]
  const { frozen, affected } = await recalls.recall(String(id))
  if (affected > MOST_STARTS) throw problem('BAD_ARGUMENT', { argument: 'recall', value: `of ${affected} units`, wanted: `a recall of at most ${MOST_STARTS}; or name the units that failed` })
  const refs: string[] = []
  for await (const batch of recalls.everyUnit(frozen)) refs.push(...batch.map(({ ref }) => ref))
  return refs
}

export const commonCauseResolvers: Readonly<Record<string, Resolver<CauseWeighed>>> = {
  entity: ({ ref }, _args, context, info) => loadAbout(context, info, ref, undefined),
  allPrecision: ({ isExact }) => (isExact ? 'EXACT' : 'AT_LEAST'),
  chance: ({ logChance }) => Math.exp(logChance),
}

import type { Model } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { boundedInt } from './bounds.ts'
import { decodeSealed, encodeSealed } from './sealed-cursor.ts'
import { stepsAlong, WalkMap, type Flow } from './walk-map.ts'
import type { WhereContext } from './where.ts'

const MOST_DEPTH = 50
const MOST_NODES = 100_000
const MOST_STARTS = 100
const MOST_BUDGET_MS = 60_000

/** A walk: where it may go, and what ends it. */
export interface LineagePlan {
  readonly flows: readonly { readonly flow: Flow; readonly map: WalkMap }[]
  /** Types answered; undefined: every type. */
  readonly to?: ReadonlySet<string>
  readonly maxDepth: number
  readonly budgetMs: number
  readonly first: number
  /** Nodes are answered by depth, then ref; those up to here were answered before. */
  readonly after?: LineagePosition
  /** Signs cursors of this question. */
  readonly seal: string
  readonly now: Instant
}
export interface LineagePosition {
  readonly depth: number
  readonly ref: string
}

export const planLineage = ({ model, at, sealOf }: WhereContext, from: readonly string[], given: Readonly<Record<string, unknown>>): LineagePlan => {
  if (from.length < 1 || from.length > MOST_STARTS) throw problem('BAD_ARGUMENT', { argument: 'from', value: `a list of ${from.length}`, wanted: `1 to ${MOST_STARTS} refs` })
  const maxDepth = boundedInt('maxDepth', given['maxDepth'], 1, MOST_DEPTH, 12)
  const budgetMs = boundedInt('budgetMs', given['budgetMs'], 1, MOST_BUDGET_MS, 3000)
  const first = boundedInt('first', given['first'], 1, MOST_NODES, 1000)
  const to = Array.isArray(given['to']) ? wantedTypes(model, given['to']) : undefined
  const direction = String(given['direction'])
  const flows: readonly Flow[] = direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [direction as Flow]
  const seal = sealOf(['lineage', [...from].sort(), direction, to === undefined ? null : [...to].sort()])
  const after = typeof given['after'] === 'string' ? decodeLineageCursor(seal, given['after']) : undefined
  return {
    flows: flows.map((flow) => ({ flow, map: new WalkMap(stepsAlong(model, flow), to) })),
    ...(to === undefined ? {} : { to }), maxDepth, budgetMs, first, ...(after === undefined ? {} : { after }), seal, now: at,
  }
}

const wantedTypes = (model: Model, names: readonly unknown[]): ReadonlySet<string> => {
  if (names.length === 0) throw problem('BAD_ARGUMENT', { argument: 'to', value: 'an empty list', wanted: 'one entity type or more; leave it out for every type' })
  for (const name of names) if (!model.types.has(String(name))) throw problem('UNKNOWN_TYPE', { type: String(name), nearest: nearest(String(name), model.types.keys()) })
  return new Set(names.map(String))
}

export const encodeLineageCursor = (seal: string, { depth, ref }: LineagePosition): string => encodeSealed(seal, [depth, ref])

const decodeLineageCursor = (seal: string, cursor: string): LineagePosition => {
  const [depth, ref] = decodeSealed(seal, cursor, ['number', 'string'])
  return { depth: Number(depth), ref: String(ref) }
}

import type { Model } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { boundedInt, MOST_STARTS } from './bounds.ts'
import { momentGiven } from './not-ahead.ts'
import { decodeSealed, encodeSealed } from './sealed-cursor.ts'
import { parseRef } from '../vocabulary/ref.ts'
import { stepsAlong, typesAlong, WalkMap, type Flow, type Step } from './walk-map.ts'
import type { WhereContext } from './where.ts'

const MOST_DEPTH = 50
const MOST_BUDGET_MS = 60_000

/** What one way of asking allows and assumes. */
export interface LineageDefaults {
  readonly first: number
  readonly mostFirst: number
  readonly budgetMs: number
}
const PAGE: LineageDefaults = { first: 1000, mostFirst: 100_000, budgetMs: 3000 }

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
  /** What was answered before. */
  readonly before?: AnsweredSum
  /** Signs cursors of this question. */
  readonly seal: string
  /** The moment at which links must hold, and by which they must have been told where an earlier one is asked for; a walk that is gone on with keeps its first page's. */
  readonly now: Instant
  readonly knownAt: Instant
  /** Whether another moment than now is asked for: `asOf` or `knownAt` is given. */
  readonly isPast: boolean
}

export interface LineagePosition {
  readonly depth: number
  /** A ref, or where none stands: '' before a level's nodes, END_OF_LEVEL behind them. */
  readonly ref: string
}

/** What the pages of a walk answered so far, summed up: a walk that begins otherwise is another by now. */
export interface AnsweredSum {
  readonly nodes: string
  /** Null where a page told of none. */
  readonly edges: string | null
}

/** No walk begins so: its pages were not one walk already. */
export const NO_ONE_WALK: AnsweredSum = { nodes: '', edges: null }

/** Sorts behind every ref: they begin with a letter. */
export const END_OF_LEVEL = '~'

export const isBefore = (a: LineagePosition, b: LineagePosition): boolean => a.depth < b.depth || (a.depth === b.depth && a.ref < b.ref)

/** `within`: the moment of the world it is asked in, below an order or entity as of a time. */
export const planLineage = ({ model, at, sealOf }: WhereContext, from: readonly string[], given: Readonly<Record<string, unknown>>, defaults = PAGE, within?: { readonly asOf: Instant; readonly knownAt: Instant }): LineagePlan => {
  if (from.length < 1 || from.length > MOST_STARTS) throw problem('BAD_ARGUMENT', { argument: 'from', value: `a list of ${from.length}`, wanted: `1 to ${MOST_STARTS} refs` })
  const maxDepth = boundedInt('maxDepth', given['maxDepth'], 1, MOST_DEPTH, 12)
  const budgetMs = boundedInt('budgetMs', given['budgetMs'], 1, MOST_BUDGET_MS, defaults.budgetMs)
  const first = boundedInt('first', given['first'], 1, defaults.mostFirst, defaults.first)
  const to = Array.isArray(given['to']) ? wantedTypes(model, given['to']) : undefined
  const direction = String(given['direction'])
  const flows: readonly Flow[] = direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [direction as Flow]
  const [asOf, knownAt] = (['asOf', 'knownAt'] as const).map((name) => momentGiven(name, given[name], at))
  const isPast = within !== undefined || asOf !== undefined || knownAt !== undefined
  // What is inferred follows from what holds now.
  const inferred = given['inferred'] !== false && !isPast
  if (to !== undefined) refuseNowhere(from, to, flows.map((flow) => stepsAlong(model, flow, inferred)), direction)
  // What a question leaves open is another moment on every page, which keeps the first one's; what it names is named again.
  const named = (moment: Instant): Instant | null => (moment === at ? null : moment)
  const moments = within !== undefined ? ['within', named(within.asOf), named(within.knownAt)] : isPast ? [asOf ?? null, knownAt ?? null] : []
  const seal = sealOf(['lineage', [...from].sort(), direction, to === undefined ? null : [...to].sort(), inferred, ...moments])
  const after = typeof given['after'] === 'string' ? decodeLineageCursor(seal, given['after']) : undefined
  return {
    flows: flows.map((flow) => ({ flow, map: new WalkMap(stepsAlong(model, flow, inferred), to) })),
    ...(to === undefined ? {} : { to }), maxDepth, budgetMs, first, seal, isPast, now: within?.asOf ?? asOf ?? at, knownAt: within?.knownAt ?? knownAt ?? at, ...after,
  }
}

/** That nothing of a type is met must not look like an answer where no relation of the model could ever lead to one. */
const refuseNowhere = (from: readonly string[], to: ReadonlySet<string>, flows: readonly (readonly Step[])[], direction: string): void => {
  const starts = from.flatMap((ref) => parseRef(ref)?.type ?? [])
  if (starts.length < from.length) return
  const known = new Set(flows.flatMap((steps) => typesAlong(steps, starts)))
  const nowhere = [...to].filter((type) => !known.has(type))
  if (nowhere.length > 0) throw problem('LINEAGE_NOWHERE', { types: nowhere, from: [...new Set(starts)].sort(), direction, known: [...known].sort() })
}

const wantedTypes = (model: Model, names: readonly unknown[]): ReadonlySet<string> => {
  if (names.length === 0) throw problem('BAD_ARGUMENT', { argument: 'to', value: 'an empty list', wanted: 'one entity type or more; leave it out for every type' })
  for (const name of names) if (!model.types.has(String(name))) throw problem('UNKNOWN_TYPE', { type: String(name), nearest: nearest(String(name), model.types.keys()) })
  return new Set(names.map(String))
}

export const encodeLineageCursor = ({ seal, now, knownAt }: LineagePlan, { depth, ref }: LineagePosition, { nodes, edges }: AnsweredSum): string => encodeSealed(seal, [depth, ref, now, knownAt, nodes, edges])

const decodeLineageCursor = (seal: string, cursor: string): Pick<LineagePlan, 'now' | 'knownAt'> & Required<Pick<LineagePlan, 'after' | 'before'>> => {
  const [depth, ref, now, knownAt, nodes, edges] = decodeSealed(seal, cursor, ['whole', 'string', 'whole', 'whole', 'string', 'string?'], 'walk')
  return { after: { depth: Number(depth), ref: String(ref) }, now: instant(Number(now)), knownAt: instant(Number(knownAt)), before: { nodes: String(nodes), edges: typeof edges === 'string' ? edges : null } }
}

import type { Model } from '../model/model.ts'
import { typesOf } from '../model/types-of.ts'
import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import { parseRef } from '../vocabulary/ref.ts'
import { MOST_STARTS, pageSize } from './bounds.ts'
import { stepsAlong, typesAlong, typesInCircles, WalkMap, type Step } from './walk-map.ts'

/** Ways from a type to units over types that lead back to none of themselves; with more the units are walked to instead. */
const MOST_WAYS = 100
const LEAST_UNITS = 2

/** A question for common causes. */
export interface CausesPlan {
  readonly unitTypes: readonly string[]
  /** Upstream, to the types asked for. */
  readonly up: WalkMap
  /** Types that are answered; undefined: every type. */
  readonly types: ReadonlySet<string> | undefined
  readonly first: number
  readonly down: CountPlan
  /** Kinds of links on the way that no record states. */
  readonly inferredKinds: readonly string[]
}

/** How units that come of something are counted. */
export interface CountPlan {
  /** Over types that lead in circles, and those that lead to them: where these lead is walked, each entity once. */
  readonly circles: WalkMap
  readonly isWalked: (type: string) => boolean
  /** From a type on to units, over no type that is walked: what the store counts by itself. */
  readonly waysFrom: (type: string) => readonly (readonly Step[])[]
}

const unitTypesOf = (model: Model): readonly string[] => typesOf(model, 'UNIT').map(({ name }) => name)

/** RECALL_NOT_A_UNIT, UNKNOWN_TYPE, LINEAGE_NOWHERE, and bounds. */
export const planCauses = (model: Model, units: readonly string[], given: Readonly<Record<string, unknown>>): CausesPlan => {
  const unitTypes = unitTypesOf(model)
  if (units.length < LEAST_UNITS || units.length > MOST_STARTS) throw problem('BAD_ARGUMENT', { argument: 'units', value: `${units.length} units`, wanted: `${LEAST_UNITS} to ${MOST_STARTS} different ones` })
  const others = units.filter((ref) => { const type = parseRef(ref)?.type; return type !== undefined && model.types.has(type) && !unitTypes.includes(type) })
  if (others.length > 0) throw problem('RECALL_NOT_A_UNIT', { refs: others, types: unitTypes })
  const inferred = given['inferred'] !== false
  const upstream = stepsAlong(model, 'UPSTREAM', inferred)
  const types = Array.isArray(given['types']) ? wantedTypes(model, given['types'], unitTypes, upstream) : undefined
  const met = new Set([...unitTypes, ...typesAlong(upstream, unitTypes)])
  const inferredKinds = [...model.edgeKinds.values()].flatMap(({ id, from, to, flow, inferred: isInferred }) => (isInferred && inferred && flow !== 'NONE' && met.has(flow === 'FORWARD' ? to : from) ? [id] : []))
  return { unitTypes, inferredKinds, up: new WalkMap(upstream, types), types, first: pageSize(given['first']), down: planCount(stepsAlong(model, 'DOWNSTREAM', inferred), unitTypes) }
}

/** That nothing of a type is met must not look like an answer where the model has no way from units to one. */
const wantedTypes = (model: Model, given: readonly unknown[], unitTypes: readonly string[], upstream: readonly Step[]): ReadonlySet<string> => {
  const names = given.map(String)
  if (names.length === 0) throw problem('BAD_ARGUMENT', { argument: 'types', value: 'an empty list', wanted: 'one entity type or more; leave it out for every type' })
  for (const type of names) if (!model.types.has(type)) throw problem('UNKNOWN_TYPE', { type, nearest: nearest(type, model.types.keys()) })
  const known = typesAlong(upstream, unitTypes)
  const nowhere = names.filter((type) => !known.includes(type))
  if (nowhere.length > 0) throw problem('LINEAGE_NOWHERE', { types: nowhere, from: unitTypes, direction: 'UPSTREAM', known: [...known].sort() })
  return new Set(names)
}

export const planCount = (downstream: readonly Step[], unitTypes: readonly string[], mostWays = MOST_WAYS): CountPlan => {
  const types = new Set(downstream.map(({ near }) => near))
  const after = new Map([...types].map((type) => [type, typesAlong(downstream, [type])] as const))
  const inCircles = typesInCircles(downstream)
  const leadsToCircle = new Set([...types].filter((type) => inCircles.has(type) || after.get(type)?.some((far) => inCircles.has(far)) === true))
  const isPlain = (type: string): boolean => !leadsToCircle.has(type)
  const tooMany = [...types].some((type) => waysBy(downstream, unitTypes, isPlain, mostWays)(type).length > mostWays)
  const isWalked = tooMany ? () => true : (type: string): boolean => leadsToCircle.has(type)
  const units = new Set(unitTypes)
  return {
    circles: new WalkMap(new WalkMap(downstream, units).stepsFrom(types).filter(({ far }) => isWalked(far)), undefined),
    isWalked,
    waysFrom: waysBy(downstream, unitTypes, (type) => !isWalked(type), mostWays),
  }
}

/** Every way from a type to units over types that are `isPlain`; ended when there are more than wanted. */
const waysBy = (downstream: readonly Step[], unitTypes: readonly string[], isPlain: (type: string) => boolean, most: number) => {
  const leading = new WalkMap(downstream, new Set(unitTypes))
  const from = (type: string): readonly (readonly Step[])[] => {
    const found: (readonly Step[])[] = []
    for (const step of leading.stepsFrom(new Set([type])).filter(({ far }) => isPlain(far))) {
      if (unitTypes.includes(step.far)) found.push([step])
      if (found.length <= most) found.push(...from(step.far).map((rest) => [step, ...rest]))
    }
    return found
  }
  return from
}

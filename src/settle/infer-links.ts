import { createHash } from 'node:crypto'
import { Malformed, UNKNOWN, type Compiled, type Value } from '../expression/expression.ts'
import type { Derivation, DerivationSide } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Facts } from './facts.ts'
import { reachedAlong } from './follow-path.ts'
import type { EdgeImage } from './graph-change.ts'
import { attributesAt, historyOf, stateAt } from './history.ts'

export type SideName = 'from' | 'to'

type Variables = Readonly<Record<string, Value>>

/** One combination of the entities a side looks at, with what it joins by. */
export interface JoinRow {
  readonly key: string
  readonly at?: number
  /** Changes whenever anything else does that its links depend on. */
  readonly digest: string
  readonly variables: Variables
}

/** A link that a derivation infers, between an entity of its side `from` and one of its side `to`. */
export interface InferredLink {
  readonly from: Ref
  readonly to: Ref
  readonly validFrom: Instant
  readonly knownFrom: Instant
}

const valueOf = (expression: Compiled, variables: Variables, timezone: string): Value => {
  try {
    return expression.evaluate({ variables, timezone })
  } catch (error) {
    // As in every rule: what is present and wrong is no answer.
    if (error instanceof Malformed) return UNKNOWN
    throw error
  }
}

const combine = (facts: Facts, side: DerivationSide, ref: Ref, own: Variables, now: Instant): readonly Variables[] =>
  side.with.reduce<readonly Variables[]>((rows, { variable, path }) => {
    const found = reachedAlong(facts, ref, path, now).filter((other) => facts.entities.has(other))
    return found.flatMap((other) => rows.map((row) => ({ ...row, [variable]: attributesAt(historyOf(facts, other), now) })))
  }, [own])

/** When an entity was first spoken of, by its sources' clocks and by ours. */
interface Beginning {
  readonly occurred: number
  readonly recorded: number
}

const beginning = (facts: Facts, ref: Ref): Beginning => {
  const entity = facts.entities.get(ref)
  const claims = entity?.claims ?? []
  return {
    occurred: Math.min(entity?.firstAt ?? Infinity, ...claims.map((claim) => claim.occurredAt)),
    recorded: Math.min(...claims.map((claim) => claim.recordedAt)),
  }
}

/** What an entity joins by now; none when nothing was told of it, or what it joins by is not known. */
export const joinRows = (facts: Facts, derivation: Derivation, name: SideName, ref: Ref, now: Instant): readonly JoinRow[] => {
  const side = derivation[name]
  if ((facts.entities.get(ref)?.claims.length ?? 0) === 0) return []
  const history = historyOf(facts, ref)
  const begun = beginning(facts, ref)
  const own: Variables = { [name]: attributesAt(history, now), [`${name}State`]: stateAt(history, now) }
  return combine(facts, side, ref, own, now).flatMap((variables) => {
    const key = valueOf(side.key, variables, facts.model.timezone)
    const at = side.at === undefined ? undefined : valueOf(side.at, variables, facts.model.timezone)
    if (key === UNKNOWN || key === '' || (side.at !== undefined && typeof at !== 'number')) return []
    return [{ key: String(key), ...(typeof at === 'number' ? { at } : {}), digest: digestOf(derivation, variables, begun, now), variables }]
  })
}

/** What `when` reads of this side, and when the entity began: a link of this version is made of nothing else. */
const digestOf = ({ version, when }: Derivation, variables: Variables, { occurred, recorded }: Beginning, now: Instant): string => {
  const read = (when?.reads ?? []).filter(([variable = '']) => variable in variables).map((path) => path.reduce<unknown>((value, member) => (value as Record<string, unknown> | undefined)?.[member], variables))
  return createHash('sha256').update(JSON.stringify([version, occurred, recorded, occurred <= now, read])).digest('base64url').slice(0, 22)
}

/** What keeps two entities from being linked: one joins by nothing, no keys are the same, no times near enough, or `when` is not true. */
export type Hindrance = 'NO_ROW' | 'KEY' | 'TIME' | 'CONDITION'

const isNear = ({ within }: Derivation, one: JoinRow, other: JoinRow): boolean => {
  if (within === undefined || one.at === undefined || other.at === undefined) return within === undefined
  return other.at >= one.at - within.before && other.at <= one.at + within.after
}

/** What keeps the rows of two entities from joining, of any two of them the last thing; undefined: nothing. */
export const hindrance = (derivation: Derivation, from: readonly JoinRow[], to: readonly JoinRow[], timezone: string): Hindrance | undefined => {
  const { when } = derivation
  if (from.length === 0 || to.length === 0) return 'NO_ROW'
  const alike = from.flatMap((one) => to.filter((other) => one.key === other.key).map((other) => ({ one, other })))
  if (alike.length === 0) return 'KEY'
  const near = alike.filter(({ one, other }) => isNear(derivation, one, other))
  if (near.length === 0) return 'TIME'
  return near.some(({ one, other }) => when === undefined || valueOf(when, { ...one.variables, ...other.variables }, timezone) === true) ? undefined : 'CONDITION'
}

/**
 * The link between two entities, if the derivation infers one now: some row of the one joins some row of the other, and `when` holds of the
 * two. It holds from when the later of them was first spoken of. Cost: their rows, multiplied.
 */
export const inferLink = (facts: Facts, derivation: Derivation, from: { readonly ref: Ref; readonly rows: readonly JoinRow[] }, to: { readonly ref: Ref; readonly rows: readonly JoinRow[] }, now: Instant): InferredLink | undefined => {
  if (hindrance(derivation, from.rows, to.rows, facts.model.timezone) !== undefined) return undefined
  const [one, other] = [beginning(facts, from.ref), beginning(facts, to.ref)]
  const validFrom = Math.max(one.occurred, other.occurred)
  if (validFrom > now) return undefined
  return { from: from.ref, to: to.ref, validFrom: validFrom as Instant, knownFrom: Math.max(one.recorded, other.recorded) as Instant }
}

/** An inferred link as the graph holds it: no source states it, its claim names the rule. */
export const inferredEdge = ({ name, version, relation }: Pick<Derivation, 'name' | 'version' | 'relation'>, link: InferredLink): EdgeImage => {
  const { kind } = relation
  const [from, to] = relation.direction === 'OUT' ? [link.from, link.to] : [link.to, link.from]
  const claim = `${name} v${version}`
  return {
    kindId: kind.id, from, to, source: '', validFrom: link.validFrom, claim,
    properties: { validFrom: link.validFrom, knownFrom: link.knownFrom, claim, inferred: true },
  }
}

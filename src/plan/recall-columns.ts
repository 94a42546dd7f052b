import type { EntityType, Role } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { typesOf } from '../model/types-of.ts'
import { whereabouts } from '../recall/disposition.ts'
import type { Cell } from '../vocabulary/entity-row.ts'
import { FATES, ORDERS, STATE_PARTS, stateProperty } from '../vocabulary/graph-property.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { fateOf, type RecallUnit } from '../vocabulary/recall.ts'
import { storedRef, type Ref } from '../vocabulary/ref.ts'
import type { PartAsked } from './recall-scope.ts'
import { stepsAlong, typesAlong, typesInCircles, WalkMap } from './walk-map.ts'

/** What a recall names of a unit, by the role of whom it leads to. */
const UNIT_ROLES = ['LOT', 'LINE', 'CONSIGNEE', 'SUBJECT'] as const
type UnitRole = (typeof UNIT_ROLES)[number]

/** Fields that are kept on a unit: of entities by their role, and times of its use. */
export interface UnitColumns {
  readonly refs: Readonly<Record<UnitRole, readonly string[]>>
  readonly usedAt: readonly string[]
}

/** What is read of everything that stands in a recall. */
export interface UnitPlan {
  readonly units: ReadonlySet<string>
  /** By type, of units and lots. */
  readonly kept: ReadonlyMap<string, UnitColumns>
  /** Fields by which somebody knows one of a type. */
  readonly identifiers: ReadonlyMap<string, readonly string[]>
  readonly columns: ReadonlyMap<string, readonly string[]>
  /** Lots of which the model says what becomes of their pieces without serial numbers. */
  readonly byQuantity: ReadonlySet<string>
  /** Over links that records state alone, and over inferred ones too. */
  readonly stated: WalkPlan
  readonly all: WalkPlan
}

/** How what comes of something is walked to its units and lots. */
export interface WalkPlan {
  readonly map: WalkMap
  /** Types of which entities may lead back to themselves. */
  readonly circular: ReadonlySet<string>
}

const walkPlan = (model: Model, inferred: boolean): WalkPlan => {
  const map = new WalkMap(stepsAlong(model, 'DOWNSTREAM', inferred), new Set(typesOf(model, 'UNIT', 'LOT').map(({ name }) => name)))
  return { map, circular: typesInCircles(map.stepsFrom(new Set(model.types.keys()))) }
}

/** Beside what is kept of units and lots: what they are known by, dates and pieces, and what conditions read. */
export const unitPlan = (model: Model, parts: readonly Pick<PartAsked, 'condition'>[]): UnitPlan => {
  const types = typesOf(model, 'UNIT', 'LOT')
  const kept = new Map(types.map((type) => [type.name, unitColumns(model, type)]))
  const identifiers = new Map(types.map(({ name, attributes }) => [name, [...attributes.values()].flatMap((attribute) => (attribute.scheme === undefined ? [] : [attribute.name]))]))
  const readBy = (name: string): readonly string[] => parts.flatMap(({ condition }) => condition?.get(name)?.reads ?? []).flatMap(([variable, field]) => (variable === 'entity' && field !== undefined ? [field] : variable === 'state' ? STATE_PARTS.map(stateProperty) : []))
  const columns = new Map(types.map(({ name }) => [name, [...new Set([
    ...columnNames(kept.get(name)), ...identifiers.get(name) ?? [], ...[model.recall.producedAt, model.recall.expiresOn, model.recall.made].flatMap((attributes) => attributes.get(name)?.name ?? []), ...readBy(name),
  ])].sort()]))
  return { units: new Set(types.filter(({ role }) => role === 'UNIT').map(({ name }) => name)), kept, identifiers, columns, byQuantity: new Set(types.flatMap(({ name, role }) => (role === 'LOT' && (model.recall.dispositions.get(name) ?? []).length > 0 ? [name] : []))), stated: walkPlan(model, false), all: walkPlan(model, true) }
}

const roleAtEnd = (model: Model, target: string | undefined): Role | undefined => model.types.get(target ?? '')?.role

/** Which kept fields of a type say whom its units concern: one that leads to entities says so by their role, one that ends in a time of a USE says when it was used. */
const unitColumns = (model: Model, type: EntityType): UnitColumns => {
  const kept = [...type.kept.values()]
  const leadingTo = (role: UnitRole): readonly string[] => kept.filter(({ path, attribute }) => attribute === undefined && roleAtEnd(model, path.at(-1)?.target) === role).map(({ name }) => name)
  return {
    refs: { LOT: leadingTo('LOT'), LINE: leadingTo('LINE'), CONSIGNEE: leadingTo('CONSIGNEE'), SUBJECT: leadingTo('SUBJECT') },
    usedAt: kept.filter(({ path, attribute }) => attribute?.type === 'DateTime' && roleAtEnd(model, path.at(-1)?.target) === 'USE').map(({ name }) => name),
  }
}

const NONE_KEPT: UnitColumns = { refs: { LOT: [], LINE: [], CONSIGNEE: [], SUBJECT: [] }, usedAt: [] }

const columnNames = ({ refs, usedAt }: UnitColumns = NONE_KEPT): readonly string[] => [...Object.values(refs).flat(), ...usedAt, ORDERS, FATES]

/** Whom the model keeps no way to from its units. */
export const notModelled = (model: Model): readonly string[] => {
  const units = typesOf(model, 'UNIT').map((type) => ({ type, columns: unitColumns(model, type) }))
  return [
    ...UNIT_ROLES.filter((role) => units.some(({ columns }) => columns.refs[role].length === 0)),
    ...(units.some(({ columns }) => columns.usedAt.length === 0) ? ['USE'] : []),
    ...(units.some(({ type }) => (model.recall.dispositions.get(type.name) ?? []).length === 0) ? ['DISPOSITION'] : []),
  ]
}

/** Sources that speak of anything that a recall asks of units: of them, of lots, of what units come of, or of what stands on a path along which something is kept of them. */
export const sourcesOfUnits = (model: Model): ReadonlySet<string> => {
  const concerned = typesConcerned(model)
  return new Set([...model.sources].flatMap(([source, { yields }]) => (yields.some(({ type }) => concerned.has(type.name)) ? [source] : [])))
}

const typesConcerned = (model: Model): ReadonlySet<string> => {
  const own = typesOf(model, 'UNIT', 'LOT')
  const paths = own.flatMap(({ name, kept }) => [...[...kept.values()].map(({ path }) => path), ...(model.recall.dispositions.get(name) ?? []).map(({ path }) => path)])
  const upstream = typesAlong(stepsAlong(model, 'UPSTREAM'), own.map(({ name }) => name))
  return new Set([...own.map(({ name }) => name), ...upstream, ...paths.flat().map(({ target }) => target)])
}

const textsOf = (values: Readonly<Record<string, Cell>>, fields: readonly string[]): readonly string[] =>
  fields.length === 1 ? (values[fields[0] as string] ?? []) as readonly string[] : [...new Set(fields.flatMap((field) => (values[field] ?? []) as readonly string[]))]

const refsOf = (values: Readonly<Record<string, Cell>>, fields: readonly string[]): readonly Ref[] => textsOf(values, fields).map(storedRef).sort()

/** A unit from its node. */
export const recallUnit = (ref: Ref, values: Readonly<Record<string, Cell>>, { refs, usedAt }: UnitColumns = NONE_KEPT): RecallUnit => ({
  ref,
  lots: refsOf(values, refs.LOT), orders: refsOf(values, [ORDERS]), lines: refsOf(values, refs.LINE),
  consignees: refsOf(values, refs.CONSIGNEE), subjects: refsOf(values, refs.SUBJECT),
  usedAt: textsOf(values, usedAt).map((text): Instant => instant(Number(text))).sort((a, b) => a - b),
  ...whereabouts(textsOf(values, [FATES]).map(fateOf)),
  isInferred: false,
})

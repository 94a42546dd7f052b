import { compileAll, compileBetween, compileKnownBetween, compileKnownBy, compileLinkedTo, compileLinkedWith, type Above, type Between } from '../compile/compile-recall.ts'
import type { Statement } from '../compile/statement.ts'
import type { Attribute, IdentifierScheme, Relation, Role } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { typesOf } from '../model/types-of.ts'
import { dayOf } from '../expression/moments.ts'
import type { FanOut } from '../plan/fan-out.ts'
import { diSpellings, type PartAsked, type RecallWindow } from '../plan/recall-scope.ts'
import type { WalkNode } from '../plan/walker.ts'
import { problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { parseRef, storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import { startWalk } from './step.ts'

/** Entities that a scope may begin at, of one kind each. */
const MOST_STARTS = 100_000

export interface Finding {
  readonly reader: GraphReader
  readonly model: Model
  readonly now: Instant
  readonly fanOut: FanOut
  readonly elapsedMs: () => number
}

/** Entities that units come of, or units themselves. */
export interface Start {
  readonly nodes: readonly WalkNode[]
  /** By what a unit is told that comes of none of them: an OWN number is known of a unit or not, where it is FROM may be known to nobody. */
  readonly by: 'OWN' | 'FROM'
}

/** What a part begins at; a unit must come of every start. */
export interface Starts {
  readonly starts: readonly Start[]
  /** Whether it begins at what was made in its windows, so that what comes of that later is meant too. */
  readonly isByWindow: boolean
  readonly products: ReadonlySet<Ref> | undefined
  /** Lots of the number asked, of which another product's identifier is known. */
  readonly ofOtherDi: ReadonlyMap<Ref, string>
  /** Lots that windows would begin at, had they dates. */
  readonly undated: readonly Ref[]
  readonly nowhere: readonly Nowhere[]
}

/** What one start leads to, itself included. */
export interface Reached extends Pick<Start, 'by'> {
  readonly starts: ReadonlySet<Ref>
  readonly stated: ReadonlySet<Ref>
  /** Over inferred links too. */
  readonly all: ReadonlySet<Ref>
}

/** What a part is about, before what its units say of themselves narrows it. */
export interface FoundPart extends Omit<Starts, 'starts'> {
  readonly asked: PartAsked
  readonly reached: readonly Reached[]
}

/** A text of a scope under which nothing is known. */
export interface Nowhere {
  readonly what: 'lot' | 'serial' | 'di'
  readonly text: string
}

const schemesOf = (model: Model, role: Role): readonly IdentifierScheme[] => [...model.schemes.values()].filter(({ type }) => model.types.get(type)?.role === role)
/** Relations that lead from types of one role to types of another. */
export const relationsBetween = (model: Model, from: Role, to: Role): readonly Relation[] =>
  typesOf(model, from).flatMap(({ relations }) => [...relations.values()].filter(({ target, kind }) => model.types.get(target)?.role === to && !kind.inferred))

const nodesOf = async ({ reader }: Finding, statement: Statement): Promise<readonly WalkNode[]> => {
  const rows = await reader.run(statement)
  if (rows.length >= MOST_STARTS) throw problem('RECALL_TOO_OPEN', { most: MOST_STARTS })
  return rows.map((row) => ({ ref: storedRef(row.get('ref') as string), id: row.get('id') as string }))
}

/** Entities of a role by what they are known by, each with the value. */
export const bearersOf = async ({ reader, model }: Pick<Finding, 'reader' | 'model'>, role: Role, values: readonly string[], most: number): Promise<readonly { readonly ref: Ref; readonly value: string }[]> => {
  const schemes = schemesOf(model, role)
  return schemes.length === 0 || values.length === 0 ? [] : (await reader.run(compileKnownBy(schemes, values, most))).map((row) => ({ ref: storedRef(row.get('ref') as string), value: String(row.get('value')) }))
}

/** Whom refs that carry an identifier name by now: those who bear it. Cost: a statement for each scheme. */
export const namedBy = async ({ reader, model }: Pick<Finding, 'reader' | 'model'>, refs: readonly Ref[], most: number): Promise<ReadonlyMap<Ref, readonly Ref[]>> => {
  const labels = refs.flatMap((ref) => {
    const parts = parseRef(ref)
    const scheme = model.schemes.get(parts?.identifier?.scheme ?? '')
    return parts?.identifier === undefined || scheme?.type !== parts.type ? [] : [{ ref, scheme, value: parts.identifier.value }]
  })
  const named = await Promise.all([...Map.groupBy(labels, ({ scheme }) => scheme)].map(async ([scheme, of]) => {
    const bearers = Map.groupBy(await reader.run(compileKnownBy([scheme], of.map(({ value }) => value), most)), (row) => String(row.get('value')))
    return of.map(({ ref, value }) => [ref, (bearers.get(value) ?? []).map((row) => storedRef(row.get('ref') as string))] as const)
  }))
  return new Map(named.flat())
}

/** Entities of a role that are known by any of some texts, and the texts by which nobody is. */
const knownBy = async ({ reader, model }: Finding, role: Role, texts: readonly string[]): Promise<{ readonly nodes: readonly WalkNode[]; readonly unknown: readonly string[] }> => {
  const schemes = schemesOf(model, role)
  if (schemes.length === 0) return { nodes: [], unknown: texts }
  const rows = await reader.run(compileKnownBy(schemes, texts, MOST_STARTS))
  if (rows.length >= MOST_STARTS) throw problem('RECALL_TOO_OPEN', { most: MOST_STARTS })
  const nodes = new Map(rows.map((row) => [row.get('ref') as string, { ref: storedRef(row.get('ref') as string), id: row.get('id') as string }]))
  // A placeholder has its text in its ref alone.
  const told = new Set(rows.flatMap((row) => [row.get('value') as string | null, parseRef(row.get('ref') as string)?.identifier?.value]))
  return { nodes: [...nodes.values()], unknown: texts.filter((text) => !told.has(text)) }
}

/** By what some entities are linked with over relations of their type, whom. */
export const linkedTo = async ({ reader, now }: Finding, relations: readonly Relation[], refs: Iterable<Ref>): Promise<ReadonlyMap<Ref, readonly Ref[]>> => {
  const byType = Map.groupBy(refs, typeOfRef)
  const found = new Map<Ref, Ref[]>()
  for (const relation of relations) {
    const of = byType.get(relation.owner)
    if (of === undefined) continue
    for (const row of await reader.run(compileLinkedTo(relation, of, now))) {
      const ref = storedRef(row.get('ref') as string)
      found.set(ref, [...(found.get(ref) ?? []), storedRef(row.get('other') as string)])
    }
  }
  return found
}

const findLots = async (finding: Finding, texts: readonly string[], products: ReadonlySet<Ref> | undefined) => {
  const { nodes: lots, unknown } = await knownBy(finding, 'LOT', texts)
  const others = new Map<Ref, string>()
  if (products === undefined) return { lots, others, unknown }
  const of = await linkedTo(finding, relationsBetween(finding.model, 'LOT', 'PRODUCT'), lots.map(({ ref }) => ref))
  const isOther = ({ ref }: WalkNode): boolean => of.get(ref)?.every((product) => !products.has(product)) === true
  for (const lot of lots.filter(isOther)) others.set(lot.ref, of.get(lot.ref)?.join(', ') ?? '')
  const own = lots.filter((lot) => !isOther(lot))
  return { lots: own, others, unknown: own.length === 0 ? texts : unknown }
}

/** Units of one of the products, by themselves or by a lot of theirs; those of which no product is known are among them. */
export const ofProducts = async (finding: Finding, units: readonly Ref[], products: ReadonlySet<Ref>): Promise<ReadonlySet<Ref>> => {
  const { model } = finding
  const own = await linkedTo(finding, relationsBetween(model, 'UNIT', 'PRODUCT'), units)
  const lots = await linkedTo(finding, relationsBetween(model, 'UNIT', 'LOT'), units.filter((ref) => !own.has(ref)))
  const ofLots = await linkedTo(finding, relationsBetween(model, 'LOT', 'PRODUCT'), new Set([...lots.values()].flat()))
  const isAny = (known: readonly Ref[] | undefined): boolean => known?.some((product) => products.has(product)) ?? true
  return new Set(units.filter((ref) => (own.has(ref) ? isAny(own.get(ref)) : lots.get(ref)?.some((lot) => isAny(ofLots.get(lot))) ?? true)))
}

const unitsOf = async (finding: Finding, nodes: readonly WalkNode[], products: ReadonlySet<Ref> | undefined): Promise<readonly WalkNode[]> => {
  if (products === undefined) return nodes
  const wanted = await ofProducts(finding, nodes.map(({ ref }) => ref), products)
  return nodes.filter(({ ref }) => wanted.has(ref))
}

export const findStarts = async (finding: Finding, part: PartAsked): Promise<Starts> => {
  const { model } = finding
  const products = part.di === undefined ? undefined : new Set((await knownBy(finding, 'PRODUCT', diSpellings(part.di))).nodes.map(({ ref }) => ref))
  const nowhere: Nowhere[] = [...(part.di !== undefined && products?.size === 0 ? [{ what: 'di' as const, text: part.di }] : [])]
  const starts: Start[] = []
  const ofOtherDi = new Map<Ref, string>()
  if (part.from !== undefined) starts.push({ nodes: await startWalk(finding.reader, part.from.map(storedRef)), by: 'FROM' })
  const units = part.unit === undefined ? [] : await unitsOf(finding, (await knownBy(finding, 'UNIT', part.unit.texts)).nodes, products)
  if (part.unit !== undefined) {
    if (units.length === 0) nowhere.push({ what: 'serial', text: part.unit.serial })
    starts.push({ nodes: units, by: 'OWN' })
  }
  if (part.lots !== undefined) {
    const { lots, others, unknown } = await findLots(finding, part.lots, products)
    for (const [ref, other] of others) ofOtherDi.set(ref, other)
    // A unit that is known by its serial number is meant whatever is known of its lot.
    if (units.length === 0) nowhere.push(...unknown.map((text) => ({ what: 'lot' as const, text })))
    if (units.length === 0 || lots.length > 0) starts.push({ nodes: lots, by: 'FROM' })
  }
  if (part.serials !== undefined) starts.push({ nodes: await unitsOf(finding, await nodesOf(finding, compileKnownBetween(schemesOf(model, 'UNIT'), part.serials, MOST_STARTS)), products), by: 'OWN' })
  // What is named by its number is of its product at the start; what came of it is meant whatever product it became.
  const found = { starts, isByWindow: false, products: part.from === undefined ? undefined : products, ofOtherDi, undated: [], nowhere }
  if (starts.length > 0) return found
  if (products !== undefined) return { ...found, starts: [{ nodes: await linkedWithProducts(finding, products), by: 'FROM' }] }
  const windows = windowsOf(model, part)
  const made = await madeInWindows(finding, windows)
  if (made !== undefined) return { ...found, isByWindow: true, ...made }
  return { ...found, starts: [{ nodes: await nodesOf(finding, compileAll(typesOf(model, 'UNIT').map(({ name }) => name), MOST_STARTS)), by: 'FROM' }] }
}

const linkedWithProducts = async (finding: Finding, products: ReadonlySet<Ref>): Promise<readonly WalkNode[]> => {
  const relations = [...relationsBetween(finding.model, 'LOT', 'PRODUCT'), ...relationsBetween(finding.model, 'UNIT', 'PRODUCT')]
  return products.size === 0 || relations.length === 0 ? [] : nodesOf(finding, compileLinkedWith(relations, [...products], finding.now, MOST_STARTS))
}

type WindowAsked = readonly [window: RecallWindow, attributes: ReadonlyMap<string, Attribute>]

/** Windows that a part asks, each with what types say of it. */
export const windowsOf = ({ recall }: Model, { produced, expires }: Pick<PartAsked, 'produced' | 'expires'>): readonly WindowAsked[] =>
  ([[produced, recall.producedAt], [expires, recall.expiresOn]] as const).flatMap(([window, attributes]) => (window === undefined ? [] : [[window, attributes] as const]))

/** Lots and units whose own dates lie in all windows that they have a date for, but for units of such lots, which come of those; undefined where no type has any. Lots that lack one are told apart. */
const madeInWindows = async (finding: Finding, windows: readonly WindowAsked[]): Promise<{ readonly starts: readonly [Start]; readonly undated: readonly Ref[] } | undefined> => {
  const { model } = finding
  const datedOf = (role: Role) => typesOf(model, role).flatMap(({ name }) => {
    const those = windows.flatMap(([window, attributes]) => betweenOf(model, attributes.get(name), window))
    return those.length === 0 ? [] : [{ name, those }]
  })
  const [lots, units] = [datedOf('LOT'), datedOf('UNIT')]
  if (lots.length + units.length === 0) return undefined
  const above = (name: string): readonly Above[] => lots.flatMap((lot) => relationsBetween(model, 'UNIT', 'LOT').flatMap((relation) => (relation.owner === name && relation.target === lot.name ? [{ relation, those: lot.those }] : [])))
  const nodes = await Promise.all([...lots.map(({ name, those }) => compileBetween(name, those, MOST_STARTS)), ...units.map(({ name, those }) => compileBetween(name, those, MOST_STARTS, above(name)))].map((statement) => nodesOf(finding, statement)))
  const lacking = lots.flatMap(({ name, those }) => those.map(({ attribute }) => compileBetween(name, [{ attribute, from: undefined, to: undefined }], MOST_STARTS)))
  const undated = await Promise.all(lacking.map((statement) => nodesOf(finding, statement)))
  return { starts: [{ nodes: nodes.flat(), by: 'FROM' }], undated: undated.flat().map(({ ref }) => ref) }
}

/** A window's ends as an attribute holds them. A Date is compared by the day on which the end falls in the model's time zone. */
const betweenOf = ({ timezone }: Model, attribute: Attribute | undefined, { from, to }: RecallWindow): readonly Between[] => {
  if (attribute === undefined) return []
  const end = (at: Instant | null | undefined): number | string | undefined => (at === null || at === undefined ? undefined : attribute.type === 'Date' ? dayOf(at, timezone) : at)
  return [{ attribute: attribute.name, from: end(from), to: end(to) }]
}

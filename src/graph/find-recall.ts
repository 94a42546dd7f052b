import { compileAll, compileInWindow, compileKnownBetween, compileKnownBy, compileLinkedTo, compileLinkedWith } from '../compile/compile-recall.ts'
import type { Statement } from '../compile/statement.ts'
import type { EntityType, IdentifierScheme, Relation, Role } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { columnNames, recallUnit, unitColumns, type UnitColumns } from '../plan/recall-columns.ts'
import { diSpellings, type PartAsked, type RecallWindow } from '../plan/recall-scope.ts'
import type { FanOut } from '../plan/fan-out.ts'
import type { LineagePlan } from '../plan/plan-lineage.ts'
import type { WalkNode } from '../plan/walker.ts'
import { isMetOnce, stepsAlong, WalkMap } from '../plan/walk-map.ts'
import { problem } from '../problems/problem.ts'
import type { EntityRow } from '../vocabulary/entity-row.ts'
import { FATES, STATE_PARTS, stateProperty } from '../vocabulary/graph-property.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { fateOf, type RecallUnit } from '../vocabulary/recall.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import { valuesNow, withValues } from './lineage-values.ts'
import { isWanted } from './recall-filter.ts'
import { graphWalker, startWalk } from './step.ts'
import { lineagePieces } from './walk-lineage.ts'

/** Entities that a scope may begin at, of one kind each. */
const MOST_STARTS = 100_000
const MOST_DEPTH = 50
const BUDGET_MS = 60_000

export interface FoundLot {
  readonly ref: Ref
  readonly values: EntityRow['values']
}

export interface FoundUnit extends RecallUnit {
  readonly values: EntityRow['values']
}

/** Everything that a scope is about, by what the graph holds now. */
export interface FoundRecall {
  /** By ref. */
  readonly units: ReadonlyMap<Ref, FoundUnit>
  /** Those of which the scope is about every unit. */
  readonly lots: ReadonlyMap<Ref, FoundLot>
  /** What every lot on the way is known by. */
  readonly lotTexts: ReadonlySet<string>
  /** Lots of the number asked, of which another product's identifier is known. */
  readonly ofOtherDi: ReadonlyMap<Ref, string>
  /** Texts of the scope under which nothing is known. */
  readonly nowhere: readonly { readonly what: 'lot' | 'serial' | 'di'; readonly text: string }[]
}

export interface Finding {
  readonly reader: GraphReader
  readonly model: Model
  readonly now: Instant
  readonly fanOut: FanOut
  readonly elapsedMs: () => number
}

const typesOf = (model: Model, ...roles: readonly Role[]): readonly string[] => [...model.types.values()].flatMap(({ name, role }) => (role !== undefined && roles.includes(role) ? [name] : []))
const schemesOf = (model: Model, role: Role): readonly IdentifierScheme[] => [...model.schemes.values()].filter(({ type }) => model.types.get(type)?.role === role)
/** Relations that lead from types of one role to types of another. */
const relationsBetween = (model: Model, from: Role, to: Role): readonly Relation[] =>
  [...model.types.values()].filter(({ role }) => role === from).flatMap(({ relations }) => [...relations.values()].filter(({ target, kind }) => model.types.get(target)?.role === to && !kind.inferred))

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

const knownBy = async (finding: Finding, role: Role, values: readonly string[]): Promise<readonly WalkNode[]> => {
  const schemes = schemesOf(finding.model, role)
  return schemes.length === 0 ? [] : nodesOf(finding, compileKnownBy(schemes, values, MOST_STARTS))
}

/** By what some entities are linked with over relations of their type, whom. */
const linkedTo = async ({ reader, now }: Finding, relations: readonly Relation[], refs: Iterable<Ref>): Promise<ReadonlyMap<Ref, readonly Ref[]>> => {
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

/** What a part begins at, kind by kind; a unit must come of every kind given. */
interface Starts {
  readonly kinds: readonly (readonly WalkNode[])[]
  readonly products: ReadonlySet<Ref> | undefined
  readonly ofOtherDi: ReadonlyMap<Ref, string>
  readonly nowhere: FoundRecall['nowhere']
}

const findLots = async (finding: Finding, texts: readonly string[], products: ReadonlySet<Ref> | undefined) => {
  const lots = await knownBy(finding, 'LOT', texts)
  const others = new Map<Ref, string>()
  if (products === undefined) return { lots, others }
  const of = await linkedTo(finding, relationsBetween(finding.model, 'LOT', 'PRODUCT'), lots.map(({ ref }) => ref))
  const isOther = ({ ref }: WalkNode): boolean => of.get(ref)?.every((product) => !products.has(product)) === true
  for (const lot of lots.filter(isOther)) others.set(lot.ref, of.get(lot.ref)?.join(', ') ?? '')
  return { lots: lots.filter((lot) => !isOther(lot)), others }
}

const missing = (what: 'lot' | 'serial' | 'di', texts: readonly string[], found: readonly unknown[]): FoundRecall['nowhere'] => (found.length > 0 ? [] : texts.map((text) => ({ what, text })))

const findStarts = async (finding: Finding, part: PartAsked): Promise<Starts> => {
  const products = part.di === undefined ? undefined : new Set((await knownBy(finding, 'PRODUCT', diSpellings(part.di))).map(({ ref }) => ref))
  const nowhere: FoundRecall['nowhere'][number][] = [...(part.di !== undefined && products?.size === 0 ? [{ what: 'di' as const, text: part.di }] : [])]
  const kinds: (readonly WalkNode[])[] = []
  const ofOtherDi = new Map<Ref, string>()
  if (part.from !== undefined) kinds.push(await startWalk(finding.reader, part.from.map(storedRef)))
  if (part.unit !== undefined) {
    const units = await knownBy(finding, 'UNIT', part.unit.texts)
    nowhere.push(...missing('serial', [part.unit.serial], units))
    kinds.push(units)
  }
  if (part.lots !== undefined) {
    const { lots, others } = await findLots(finding, part.lots, products)
    for (const [ref, other] of others) ofOtherDi.set(ref, other)
    // A unit that is known by its serial number is meant whatever is known of its lot.
    const isUnitKnown = part.unit !== undefined && (kinds.at(-1)?.length ?? 0) > 0
    if (!isUnitKnown) nowhere.push(...missing('lot', part.lots, lots))
    if (!isUnitKnown || lots.length > 0) kinds.push(lots)
  }
  if (part.serials !== undefined) kinds.push(await nodesOf(finding, compileKnownBetween(schemesOf(finding.model, 'UNIT'), part.serials, MOST_STARTS)))
  if (kinds.length === 0) kinds.push(await findOpenly(finding, part, products))
  return { kinds, products, ofOtherDi, nowhere }
}

/** Of a part that names no lot, unit or origin: everything of a product, else lots of a time, else every unit. */
const findOpenly = async (finding: Finding, { produced, expires }: PartAsked, products: ReadonlySet<Ref> | undefined): Promise<readonly WalkNode[]> => {
  const { model, now } = finding
  if (products !== undefined) {
    const relations = [...relationsBetween(model, 'LOT', 'PRODUCT'), ...relationsBetween(model, 'UNIT', 'PRODUCT')]
    return products.size === 0 || relations.length === 0 ? [] : nodesOf(finding, compileLinkedWith(relations, [...products], now, MOST_STARTS))
  }
  for (const [window, attributes] of [[produced, model.recall.producedAt], [expires, model.recall.expiresOn]] as const) {
    const lots = typesOf(model, 'LOT').flatMap((type) => (attributes.has(type) ? [{ type, attribute: attributes.get(type) }] : []))
    if (window === undefined || lots.length === 0) continue
    return (await Promise.all(lots.map(({ type, attribute }) => nodesOf(finding, compileInWindow(type, attribute?.name ?? '', endsAs(attribute?.type === 'Date', window), MOST_STARTS))))).flat()
  }
  return nodesOf(finding, compileAll(typesOf(model, 'UNIT'), MOST_STARTS))
}

/** A window's ends as an attribute holds them. A Date is compared by the day on which the end falls in UTC. */
const endsAs = (isDate: boolean, { from, to }: RecallWindow): { readonly from: number | string | undefined; readonly to: number | string | undefined } => {
  const end = (at: Instant | null | undefined): number | string | undefined => (at === null || at === undefined ? undefined : isDate ? new Date(at).toISOString().slice(0, 10) : at)
  return { from: end(from), to: end(to) }
}

interface Walked {
  readonly units: Map<Ref, FoundUnit>
  readonly lots: Map<Ref, FoundLot>
}

const planOf = (model: Model, now: Instant, inferred: boolean): LineagePlan => {
  const to = new Set(typesOf(model, 'UNIT', 'LOT'))
  return { flows: [{ flow: 'DOWNSTREAM', map: new WalkMap(stepsAlong(model, 'DOWNSTREAM', inferred), to) }], to, maxDepth: MOST_DEPTH, budgetMs: BUDGET_MS, first: Infinity, seal: '', now, knownAt: now, isPast: false }
}

const columnsOfUnits = (model: Model): ReadonlyMap<string, UnitColumns> => new Map(typesOf(model, 'UNIT').map((name) => [name, unitColumns(model, model.types.get(name) as EntityType)]))

/** Every unit and lot that comes of some entities, they themselves included. RECALL_NOT_WALKED where it could not be walked to its end: who is missed must not look like nobody. */
const walk = async (finding: Finding, starts: readonly WalkNode[], inferred: boolean, more: ReadonlyMap<string, readonly string[]>): Promise<Walked> => {
  const { reader, model, now, fanOut, elapsedMs } = finding
  const columns = columnsOfUnits(model)
  const columnsOf = new Map([...[...columns].map(([name, own]) => [name, [...new Set([...columnNames(own), ...more.get(name) ?? []])]] as const), ...typesOf(model, 'LOT').map((name) => [name, [...more.get(name) ?? [], ...columnNames(unitColumns(model, model.types.get(name) as EntityType))]] as const)])
  const read = valuesNow(reader, model, columnsOf, now)
  const walked: Walked = { units: new Map(), lots: new Map() }
  const take = (ref: Ref, values: EntityRow['values']): void => {
    const own = columns.get(typeOfRef(ref))
    if (own === undefined) walked.lots.set(ref, { ref, values })
    else walked.units.set(ref, { ...recallUnit(ref, values, own, false), values })
  }
  const own = starts.map(({ ref }) => ref).filter((ref) => columnsOf.has(typeOfRef(ref)))
  if (own.length > 0) for (const [ref, values] of await read(own)) take(ref, values)
  const began = elapsedMs()
  const portions = withValues(lineagePieces(graphWalker(reader), planOf(model, now, inferred), starts, { elapsedMs: () => elapsedMs() - began, fanOut, edges: false, columnsOf: (step) => (isMetOnce(model, step) ? columnsOf.get(step.far) ?? [] : []) }), columnsOf, read)
  for (;;) {
    const pulled = await portions.next()
    if (pulled.done === true) {
      if (!pulled.value.complete) throw problem('RECALL_NOT_WALKED', { stopped: pulled.value.stopped, ...(pulled.value.advice === undefined ? {} : { advice: pulled.value.advice }) })
      return walked
    }
    for (const piece of pulled.value) if ('node' in piece && piece.values !== undefined) take(piece.node, piece.values)
  }
}

/** Whether anything that is inferred can lead from some entities to a unit. */
const infers = (model: Model, now: Instant, starts: readonly WalkNode[]): boolean => {
  const map = planOf(model, now, true).flows[0]?.map
  const types = new Set(starts.map(({ ref }) => typeOfRef(ref)))
  for (const type of types) for (const { far } of map?.stepsFrom(new Set([type])) ?? []) types.add(far)
  const inferred = new Set([...model.edgeKinds.values()].filter((kind) => kind.inferred).map(({ name }) => name))
  return map?.stepsFrom(types).some(({ name }) => inferred.has(name)) === true
}

/** Fields of a type by which somebody knows it. */
const identifiersOf = (model: Model, type: string): readonly string[] => [...model.types.get(type)?.attributes.values() ?? []].flatMap(({ name, scheme }) => (scheme === undefined ? [] : [name]))

/** What filters read of units and lots besides, and what lots are known by. */
const readBeside = (model: Model, part: PartAsked): ReadonlyMap<string, readonly string[]> => new Map(typesOf(model, 'UNIT', 'LOT').map((name) => [name, [
  ...(model.types.get(name)?.role === 'LOT' ? identifiersOf(model, name) : []),
  ...[model.recall.producedAt, model.recall.expiresOn, model.recall.made].flatMap((attributes) => attributes.get(name)?.name ?? []),
  ...(part.condition?.get(name)?.reads ?? []).flatMap(([variable, field]) => (variable === 'entity' && field !== undefined ? [field] : variable === 'state' ? STATE_PARTS.map(stateProperty) : [])),
]]))

const findPart = async (finding: Finding, part: PartAsked): Promise<FoundRecall> => {
  const { model } = finding
  const { kinds, products, ofOtherDi, nowhere } = await findStarts(finding, part)
  const beside = readBeside(model, part)
  const walkedLots: ReadonlyMap<Ref, FoundLot>[] = []
  let units: Map<Ref, FoundUnit> | undefined
  for (const starts of kinds) {
    const stated = await walk(finding, starts, false, beside)
    const all = infers(model, finding.now, starts) ? await walk(finding, starts, true, beside) : stated
    walkedLots.push(all.lots)
    const found = new Map([...all.units].map(([ref, unit]) => [ref, stated.units.has(ref) ? unit : { ...unit, isInferred: true }]))
    units = units === undefined ? found : bothOf(units, found)
  }
  const lots = new Map(walkedLots.flatMap((walked) => [...walked]))
  const kept = (units ?? new Map<Ref, FoundUnit>()).values().filter((unit) => isWanted(model, part, unit, lots))
  const wanted = await ofProducts(finding, [...kept], products)
  const lotTexts = new Set([...lots.values()].flatMap(({ ref, values }) => identifiersOf(model, typeOfRef(ref)).flatMap((field) => (typeof values[field] === 'string' ? [values[field]] : []))))
  const whole = isNarrowed(part) ? new Map<Ref, FoundLot>() : new Map([...lots].filter(([ref, { values }]) => walkedLots.every((walked) => walked.has(ref)) && isWanted(model, part, { ref, values, lots: [] }, lots)))
  return { lotTexts, units: new Map([...wanted, ...unserialised(model, whole.values())].map((unit) => [unit.ref, unit])), lots: whole, ofOtherDi, nowhere }
}

/** Lots of which pieces without serial numbers are told: each stands as one among the units, with everybody whom any of its pieces concerns, so that nobody is missed. What became of them is in the balance. */
const unserialised = (model: Model, lots: Iterable<FoundLot>): readonly FoundUnit[] => [...lots].flatMap(({ ref, values }) => {
  const type = model.types.get(typeOfRef(ref))
  if (type === undefined || !((values[FATES] ?? []) as readonly string[]).map(fateOf).some(({ pieces }) => pieces !== undefined)) return []
  const { dispositionAt: _at, dispositionBy: _by, ...unit } = recallUnit(ref, values, unitColumns(model, type), false)
  return [{ ...unit, lots: [ref], disposition: 'UNKNOWN', isDoubtful: false, values }]
})

/** Whether a part is about some units of its lots alone, so that what the whole lot was made of says nothing of them. */
const isNarrowed = ({ unit, serials, condition }: PartAsked): boolean => [unit, serials, condition].some((narrowing) => narrowing !== undefined)

/** Units that come of both kinds of starts. One of which no lot is known may be of any: what nobody knows leaves no unit out. */
const bothOf = (units: ReadonlyMap<Ref, FoundUnit>, others: ReadonlyMap<Ref, FoundUnit>): Map<Ref, FoundUnit> => new Map([...units].flatMap(([ref, unit]) => {
  const other = others.get(ref)
  return other === undefined && unit.lots.length > 0 ? [] : [[ref, { ...unit, isInferred: unit.isInferred || other?.isInferred === true }] as const]
}))

/** Units of one of the products, by themselves or by a lot of theirs; those of which no product is known are among them. */
const ofProducts = async (finding: Finding, units: readonly FoundUnit[], products: ReadonlySet<Ref> | undefined): Promise<readonly FoundUnit[]> => {
  if (products === undefined || units.length === 0) return units
  const { model } = finding
  const of = await linkedTo(finding, relationsBetween(model, 'UNIT', 'PRODUCT'), units.map(({ ref }) => ref))
  return units.filter(({ ref }) => of.get(ref)?.some((product) => products.has(product)) ?? true)
}

/** Everything that some parts are about. Cost: for each part a few lookups by index, then a statement a level of what comes of them and one for every thousand units. */
export const findRecall = async (finding: Finding, parts: readonly PartAsked[]): Promise<FoundRecall> => {
  const found = { units: new Map<Ref, FoundUnit>(), lots: new Map<Ref, FoundLot>(), lotTexts: new Set<string>(), ofOtherDi: new Map<Ref, string>(), nowhere: [] as FoundRecall['nowhere'][number][] }
  for (const part of parts) {
    const one = await findPart(finding, part)
    for (const [ref, unit] of one.units) {
      const before = found.units.get(ref)
      found.units.set(ref, before === undefined || before.isInferred ? unit : before)
    }
    for (const [ref, lot] of one.lots) found.lots.set(ref, lot)
    for (const text of one.lotTexts) found.lotTexts.add(text)
    for (const [ref, other] of one.ofOtherDi) found.ofOtherDi.set(ref, other)
    found.nowhere.push(...one.nowhere)
  }
  return found
}

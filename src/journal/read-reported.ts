import type { Attribute, EntityType, Relation } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import type { ReportSource } from '../model/recall-model.ts'
import { reportWays, type ReportWays, type UseWay } from '../plan/report-ways.ts'
import { joinFields, type Field } from '../recall/field.ts'
import type { ReportUse } from '../recall/report.ts'
import type { Facts } from '../settle/facts.ts'
import { attributesAt, historyOf } from '../settle/history.ts'
import { truth } from '../settle/sweep-rule.ts'
import { at as entryAt } from '../settle/timeline.ts'
import { visitsOf } from '../settle/visits.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { formatInstant, instant } from '../vocabulary/instant.ts'
import { byRef, parseRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { ToldPaths } from './told-paths.ts'
import type { Moment } from './told-world.ts'
import type { Reader } from './told.ts'

/** What the files of a recall say of one entity. */
export interface Reported {
  /** By the field's name; what nobody says is left out. */
  readonly fields: Readonly<Record<string, Field>>
  /** Of a unit. */
  readonly product?: Ref
  readonly uses: readonly ReportUse[]
}

/** Behind the source of a value that is the last one told, whenever that was. */
const NOW = ' (now)'

const textOf = ({ type }: Attribute, value: Scalar): string => (type === 'DateTime' ? formatInstant(instant(Number(value))) : String(value))

interface World {
  readonly model: Model
  readonly facts: Facts
  readonly paths: ToldPaths
  readonly at: Moment
}

/** Of sources that set an attribute, the one whose record of the entity came last. */
const lastSetter = ({ model, paths }: World, ref: Ref, { name: field }: Attribute): string => {
  const spoken = paths.now(ref)?.spoken ?? {}
  const setters = [...model.sources.values()].filter(({ yields }) => yields.some(({ type, set }) => type.name === typeOfRef(ref) && set.some(({ attribute }) => attribute.name === field)))
  const [last] = setters.map(({ name }) => name).filter((name) => spoken[name] !== undefined).sort((a, b) => (spoken[b] ?? 0) - (spoken[a] ?? 0))
  return last ?? 'record'
}

const identifierOf = ({ facts, at: { asOf } }: World, ref: Ref, attribute: Attribute): Field | undefined => {
  const claims = facts.entities.get(ref)?.claims.filter(({ kind, field, value }) => kind === 'identifier' && field === attribute.scheme && value !== null) ?? []
  // As everywhere: one that came later names it all the same where there was none.
  const claim = claims.findLast(({ occurredAt }) => occurredAt <= asOf) ?? claims.at(-1)
  if (claim !== undefined) return { value: textOf(attribute, claim.value as Scalar), source: claim.source }
  const named = parseRef(ref)?.identifier
  return named !== undefined && named.scheme === attribute.scheme ? { value: named.value, source: 'a link to it' } : undefined
}

const attributeOf = (world: World, ref: Ref, attribute: Attribute): Field | undefined => {
  if (attribute.scheme !== undefined) return identifierOf(world, ref, attribute)
  if (!attribute.tracked) {
    const value = world.paths.now(ref)?.attributes[attribute.name]
    return value === undefined || value === null ? undefined : { value: textOf(attribute, value), source: `${lastSetter(world, ref, attribute)}${NOW}` }
  }
  const ruling = entryAt(historyOf(world.facts, ref).attributes.get(attribute.name) ?? [], world.at.asOf)?.value
  if (ruling === undefined) return undefined
  if (!ruling.settled) return { missing: 'IN_DISPUTE' }
  return ruling.value === null ? undefined : { value: textOf(attribute, ruling.value), source: ruling.claim.source }
}

/** The first time at which it was in a state; where it never was and sources disagree about some time, that is in dispute. */
const firstIn = ({ model, facts, at: { asOf } }: World, ref: Ref, local: string): Field | undefined => {
  const visits = visitsOf(model, historyOf(facts, ref), asOf)
  const first = visits.find((visit) => visit.local === local)
  if (first !== undefined) return { value: formatInstant(first.from), source: first.source ?? 'record' }
  return visits.some((visit) => visit.local === undefined) ? { missing: 'IN_DISPUTE' } : undefined
}

/** Members that `entity` has: as of the moment where they have a history, else those of now. */
const truthOf = (world: World, ref: Ref, type: EntityType, { when }: Extract<ReportSource, { readonly when: unknown }>): Field | undefined => {
  const now = Object.fromEntries(Object.entries(world.paths.now(ref)?.attributes ?? {}).filter(([, value]) => value !== null)) as Readonly<Record<string, Scalar>>
  const holds = truth(when, { variables: { entity: { ...now, ...attributesAt(historyOf(world.facts, ref), world.at.asOf) } }, timezone: world.model.timezone })
  if (typeof holds !== 'boolean') return undefined
  const read = when.reads.flatMap(([variable, name]) => (variable === 'entity' ? type.attributes.get(name ?? '') ?? [] : []))
  const { source } = joinFields(read.flatMap((attribute) => attributeOf(world, ref, attribute) ?? []), { value: '', source: '' }) as { readonly source?: string }
  return { value: String(holds), source: source === undefined || source === '' ? 'recall.yaml' : source }
}

const fieldBy = (world: World, ref: Ref, type: EntityType, source: ReportSource): Field | undefined => {
  if ('heldBy' in source) return undefined
  if ('when' in source) return truthOf(world, ref, type, source)
  const { path, end } = source
  const said = world.paths.ends(ref, path).filter((one) => world.facts.entities.has(one)).flatMap((one) => ('attribute' in end ? attributeOf(world, one, end.attribute) : firstIn(world, one, end.local)) ?? [])
  return said.length === 0 ? undefined : joinFields(said, { missing: 'NOT_TOLD' })
}

const usesOf = (world: World, ref: Ref, ways: readonly UseWay[]): readonly ReportUse[] => ways.flatMap(({ path, at, toSubject }) => world.paths.ends(ref, path).flatMap((use): readonly ReportUse[] => {
  const time = at === undefined ? undefined : timeOf(world, use, at)
  const known = { use, ...(time === undefined ? {} : { at: time }) }
  const subjects = toSubject === undefined ? [] : world.paths.ends(use, toSubject)
  return subjects.length === 0 ? [known] : subjects.map((subject) => ({ ...known, subject }))
}))

const timeOf = ({ facts, paths, at: { asOf } }: World, ref: Ref, attribute: Attribute): ReportUse['at'] => {
  const value = attribute.tracked ? (facts.entities.has(ref) ? attributesAt(historyOf(facts, ref), asOf)[attribute.name] : undefined) : paths.now(ref)?.attributes[attribute.name]
  return typeof value === 'number' ? instant(value) : undefined
}

/** Everything that is followed from entities of a type. */
const pathsOf = (model: Model, { name }: EntityType, { products, uses }: ReportWays): readonly (readonly Relation[])[] => [
  [], ...[...(model.recall.report.types.get(name)?.values() ?? [])].flatMap((source) => ('path' in source ? [source.path] : [])),
  ...products, ...uses.flatMap(({ path, toSubject }) => [path, ...(toSubject === undefined ? [] : [[...path, ...toSubject]])]),
]

const reportedOf = (world: World, ref: Ref, type: EntityType, { products, uses }: ReportWays): Reported => {
  const sources = world.facts.entities.has(ref) ? world.model.recall.report.types.get(type.name) ?? [] : []
  const said = [...sources].flatMap(([field, source]) => { const found = fieldBy(world, ref, type, source); return found === undefined ? [] : [[field, found] as const] })
  const [product] = products.map((path) => world.paths.ends(ref, path).toSorted(byRef)).find((ends) => ends.length > 0) ?? []
  return { fields: Object.fromEntries(said), ...(product === undefined ? {} : { product }), uses: usesOf(world, ref, uses) }
}

/**
 * What the files of a recall say of some entities, each value with its source: states, links and attributes with a history as of a moment and as known at one, the others as last told.
 * Cost: four statements for each step of the paths that the model's report names, and four more, whatever the number of entities; memory: all that was told of them and of what the paths lead to.
 */
export const readReported = async (reader: Reader, model: Model, refs: readonly Ref[], at: Moment): Promise<ReadonlyMap<Ref, Reported>> => {
  const paths = await ToldPaths.begin(reader, model, at)
  const groups = [...Map.groupBy(refs, typeOfRef)].flatMap(([name, own]) => { const type = model.types.get(name); return type === undefined ? [] : [{ type, own, ways: reportWays(model, type) }] })
  for (const { type, own, ways } of groups) for (const path of pathsOf(model, type, ways)) await paths.follow(own, path)
  const world: World = { model, paths, at, facts: await paths.load() }
  return new Map(groups.flatMap(({ type, own, ways }) => own.map((ref) => [ref, reportedOf(world, ref, type, ways)] as const)))
}

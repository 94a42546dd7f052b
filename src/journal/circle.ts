import type { Relation } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import type { Facts } from '../settle/facts.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { fieldsFacing, isBelonging, statedFields } from './belonging-fields.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import { Told, type Reader } from './told.ts'

const isOrder = (ref: Ref): boolean => typeOfRef(ref) === ORDER

export interface Circle {
  /** Orders to which anything asked about belongs, or belonged when last settled. */
  readonly orders: ReadonlySet<Ref>
  /** Those, all that may belong to them, all that these may belong to, and what rules look at through a path. */
  readonly refs: ReadonlySet<Ref>
}

/** Follows belonging from `from` until nothing new comes, never through an order. */
const follow = async (reader: Reader, told: Told, from: Iterable<Ref>, known: Set<Ref>, next: (ref: Ref) => ReadonlySet<Ref>): Promise<void> => {
  let level = [...from]
  while (level.length > 0) {
    await told.ensure(reader, level)
    const found = new Set<Ref>()
    for (const ref of level) for (const other of next(ref)) if (!known.has(other)) found.add(other)
    for (const ref of found) known.add(ref)
    level = [...found].filter((ref) => !isOrder(ref))
  }
}

/** Some entities, what hangs on them, all that these may belong to, orders over a path among it: every order of which another may be said when something is told of them. Cost: five statements a level of belonging for what is not kept yet. */
export const ordersAffected = async (reader: Reader, model: Model, told: Told, asked: ReadonlySet<Ref>): Promise<{ readonly refs: Set<Ref>; readonly paths: readonly (readonly Relation[])[] }> => {
  await told.ensure(reader, asked)
  // What hangs on it may find another order nearest now, so that one which is no way up from here loses or gains it.
  const affected = new Set<Ref>(asked)
  await follow(reader, told, [...asked].filter((ref) => !isOrder(ref)), affected, (ref) => told.children(ref))
  const refs = new Set<Ref>(affected)
  await follow(reader, told, [...affected].filter((ref) => !isOrder(ref)), refs, (ref) => told.parents(ref))
  for (const ref of affected) for (const order of told.ordersBefore(ref)) refs.add(order)
  const paths = rulePaths(model)
  for (const path of paths) for (const order of await backAlongPath(reader, told, model, path, asked)) if (isOrder(order)) refs.add(order)
  return { refs, paths }
}

/**
 * Everything needed to settle what the given entities belong to, read into `told`. Cost: five statements a level of belonging for what is
 * not kept yet, whatever the number of entities.
 */
export const circleOf = async (reader: Reader, model: Model, told: Told, named: ReadonlySet<Ref>): Promise<Circle> => {
  const up = (ref: Ref): ReadonlySet<Ref> => told.parents(ref)
  const { refs, paths } = await ordersAffected(reader, model, told, new Set([...named].map((ref) => told.survivors.of(ref))))
  const orders = new Set([...refs].filter(isOrder))
  const below = new Set<Ref>(orders)
  await follow(reader, told, orders, below, (ref) => told.children(ref))
  // Who belonged and does no more is shown with the order that lost it: nothing leads from there to it now.
  for (const order of orders) for (const ref of told.membersBefore(order)) below.add(ref)
  const others = [...below].filter((ref) => !refs.has(ref))
  for (const ref of others) refs.add(ref)
  await follow(reader, told, others.filter((ref) => !isOrder(ref)), refs, up)
  for (const path of paths) for (const ref of await alongPath(reader, told, model, path, orders)) refs.add(ref)
  await told.ensure(reader, refs)
  return { orders: new Set([...orders].filter((ref) => told.has(ref))), refs }
}

/** Some entities and everything they may belong to, read into `told`: enough to say to which orders they do. */
export const aboveOf = async (reader: Reader, told: Told, asked: ReadonlySet<Ref>): Promise<ReadonlySet<Ref>> => {
  const refs = new Set<Ref>(asked)
  await follow(reader, told, [...asked].filter((ref) => !isOrder(ref)), refs, (ref) => told.parents(ref))
  await told.ensure(reader, refs)
  return refs
}

/** The circle of some entities as facts: now, or as known at a moment, by the merges of that moment; `ever`: with what does not stand by then. */
export const loadCircle = async (reader: Reader, model: Model, asked: Iterable<Ref>, knownAt?: Instant, ever = false): Promise<{ readonly told: Told; readonly facts: Facts }> => {
  const told = new Told(model, await readSurvivors(reader, knownAt), knownAt, ever)
  const { refs } = await circleOf(reader, model, told, new Set(asked))
  return { told, facts: told.facts(refs) }
}

/** Distinct `path:` of rules, which look past what belongs. */
const rulePaths = (model: Model): readonly (readonly Relation[])[] => {
  const rules = [...model.orderStates.values(), ...[...model.definitions.values()].flatMap((definition) => definition.versions.flatMap((version) => version.domains))]
  const paths = rules.flatMap((rule) => (rule.path === undefined ? [] : [rule.path]))
  return [...new Map(paths.map((path) => [path.map((relation) => `${relation.owner}.${relation.field}`).join(' '), path])).values()]
}

/** One step back along a relation, whichever side states it. */
export const stepBack = async (reader: Reader, model: Model, { survivors }: Told, relation: Relation, refs: readonly Ref[]): Promise<readonly Ref[]> =>
  (await reader.query<{ ref: Ref }>(sql('read/step-up', [survivors.withMerged(refs), fieldsFacing(model, relation), [`${relation.owner}.${relation.field}`]]))).rows.map((row) => survivors.of(row.ref))

/** Entities from which a path leads, or led, over any of the asked. Cost: a statement a step. */
export const backAlongPath = async (reader: Reader, told: Told, model: Model, path: readonly Relation[], asked: ReadonlySet<Ref>): Promise<readonly Ref[]> => {
  let level: readonly Ref[] = []
  for (const relation of path.toReversed()) {
    const here = [...new Set([...level, ...[...asked].filter((ref) => typeOfRef(ref) === relation.target)])]
    level = here.length === 0 ? [] : await stepBack(reader, model, told, relation, here)
  }
  return level
}

/** Everything that stands, or stood, on a path from some entities, with whoever else belongs there. Cost: what reading them costs, a step; one statement more where the far side may state the link. */
export const alongPath = async (reader: Reader, told: Told, model: Model, path: readonly Relation[], from: Iterable<Ref>): Promise<readonly Ref[]> => {
  const all: Ref[] = []
  let level: readonly Ref[] = [...from]
  for (const relation of path) {
    if (level.length === 0) break
    await told.ensure(reader, level)
    const next = new Set([...told.facts(level).entities.values()].flatMap(({ ref, edges }) => edges.filter((edge) => edge.field === relation.field).map((edge) => (edge.from === ref ? edge.to : edge.from))))
    // Who hangs on it is known of everything that was read.
    for (const ref of level) for (const other of told.hangingTogether(ref, relation.target)) next.add(other)
    const facing = fieldsFacing(model, relation).filter((field) => statedFields(model).has(field) && !isBelonging(model, relation))
    const stated = facing.length === 0 ? [] : (await reader.query<{ other: Ref }>(sql('read/links-of', [told.survivors.withMerged(level), facing]))).rows
    for (const { other } of stated) next.add(told.survivors.of(other))
    level = [...next]
    all.push(...level)
  }
  return all
}

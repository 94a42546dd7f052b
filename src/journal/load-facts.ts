import { belongingFields, fieldsFacing } from './belonging-fields.ts'
import { ORDER } from '../settle/belonging.ts'
import { makeFacts, type Facts, type ToldEntity } from '../settle/facts.ts'
import type { Model, Relation } from '../model/model.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { claimOf, type ClaimRow } from './claim-rows.ts'
import type { Journal, JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** Where facts are read from: the pool, or a transaction's client. */
export type Reader = Pick<Journal, 'query'> | Pick<JournalClient, 'query'>

const isOrder = (ref: Ref): boolean => typeOfRef(ref) === ORDER

const step = async (reader: Reader, name: 'read/step-up' | 'read/step-down', refs: readonly Ref[], fields: readonly [readonly string[], readonly string[]]): Promise<readonly Ref[]> => {
  const { rows } = await reader.query<{ ref: Ref }>(sql(name, [refs, ...fields]))
  return rows.map((row) => row.ref)
}

/** Follows belonging from `from` until nothing new comes, never through an order. Cost: one statement a level. */
const closure = async (reader: Reader, model: Model, from: Iterable<Ref>, known: Set<Ref>, way: 'up' | 'down'): Promise<void> => {
  const fields = belongingFields(model)
  let level = [...from]
  while (level.length > 0) {
    const next = await step(reader, way === 'up' ? 'read/step-up' : 'read/step-down', level, [fields.byChild, fields.byParent])
    level = next.filter((ref) => !known.has(ref))
    for (const ref of level) known.add(ref)
    level = level.filter((ref) => !isOrder(ref))
  }
}

export interface Circle {
  /** Orders to which anything asked about belongs, or belonged when last settled. */
  readonly orders: ReadonlySet<Ref>
  /** Those, all that may belong to them, and all that these may belong to. */
  readonly refs: ReadonlySet<Ref>
}

/** Everything needed to settle what the given entities belong to. Cost: two statements a level of belonging, whatever the number of entities. */
export const circleOf = async (reader: Reader, model: Model, asked: ReadonlySet<Ref>): Promise<Circle> => {
  const refs = new Set<Ref>(asked)
  await closure(reader, model, [...asked].filter((ref) => !isOrder(ref)), refs, 'up')
  const { rows } = await reader.query<{ order_ref: Ref }>(sql('read/orders-of-members', [[...asked]]))
  for (const row of rows) refs.add(row.order_ref)
  for (const path of rulePaths(model)) for (const order of await backAlongPath(reader, model, path, asked)) refs.add(order)
  const orders = new Set([...refs].filter(isOrder))
  const below = new Set<Ref>(orders)
  await closure(reader, model, orders, below, 'down')
  const others = [...below].filter((ref) => !refs.has(ref))
  for (const ref of others) refs.add(ref)
  await closure(reader, model, others.filter((ref) => !isOrder(ref)), refs, 'up')
  for (const path of rulePaths(model)) await alongPath(reader, model, path, orders, refs)
  return { orders, refs }
}

/** Distinct `path:` of rules, which look past what belongs. */
const rulePaths = (model: Model): readonly (readonly Relation[])[] => {
  const rules = [...model.orderStates.values(), ...[...model.definitions.values()].flatMap((definition) => definition.versions.flatMap((version) => version.domains))]
  const paths = rules.flatMap((rule) => (rule.path === undefined ? [] : [rule.path]))
  return [...new Map(paths.map((path) => [path.map((relation) => `${relation.owner}.${relation.field}`).join(' '), path])).values()]
}

/** Orders whose rules look at any of the entities through a path. */
const backAlongPath = async (reader: Reader, model: Model, path: readonly Relation[], asked: ReadonlySet<Ref>): Promise<readonly Ref[]> => {
  let level: readonly Ref[] = []
  for (const relation of path.toReversed()) {
    const here = [...new Set([...level, ...[...asked].filter((ref) => typeOfRef(ref) === relation.target)])]
    level = here.length === 0 ? [] : await step(reader, 'read/step-up', here, [fieldsFacing(model, relation), [`${relation.owner}.${relation.field}`]])
  }
  return level.filter(isOrder)
}

const alongPath = async (reader: Reader, model: Model, path: readonly Relation[], orders: ReadonlySet<Ref>, refs: Set<Ref>): Promise<void> => {
  let level: readonly Ref[] = [...orders]
  for (const relation of path) {
    if (level.length === 0) return
    // The far side's claims come down to the near one; the near side's own lead up to the far one.
    level = await step(reader, 'read/step-down', level, [fieldsFacing(model, relation), [`${relation.owner}.${relation.field}`]])
    for (const ref of level) refs.add(ref)
  }
}

export interface LoadedFacts {
  readonly facts: Facts
  readonly unresolved: ReadonlySet<Ref>
}

/** `current`: with the last accepted values of untracked attributes; else only what claims say, as known by `knownAt`. */
export const loadFacts = async (reader: Reader, model: Model, refs: Iterable<Ref>, known: 'current' | { readonly knownAt: Instant }): Promise<LoadedFacts> => {
  const asked = [...refs]
  const claims = await reader.query<ClaimRow>(sql('read/claims-about', [asked, known === 'current' ? null : known.knownAt]))
  const { rows } = await reader.query<{ ref: Ref; attributes: Record<string, Scalar | null>; resolved: boolean; first_at: number | null; known_at: number }>(sql('read/entities-by-ref', [asked]))
  const spoken = new Set(claims.rows.map((row) => row.ref))
  const told = rows.filter((row) => model.types.has(typeOfRef(row.ref)) && (known === 'current' || row.known_at <= known.knownAt)).map((row): ToldEntity => ({
    ref: row.ref,
    attributes: known === 'current' ? row.attributes : {},
    // Its claims tell when it began; of one without claims only the records' own times do.
    ...(row.first_at === null || (known !== 'current' && spoken.has(row.ref)) ? {} : { firstAt: instant(row.first_at) }),
  }))
  const present = new Set(told.map((entity) => entity.ref))
  const facts = makeFacts(model, told, claims.rows.filter((row) => present.has(row.ref as Ref)).map((row) => claimOf(model, row)))
  return { facts, unresolved: new Set(rows.filter((row) => !row.resolved).map((row) => row.ref)) }
}

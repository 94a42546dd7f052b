import { mergeLinks, type StoredLink } from '../plan/merge-links.ts'
import { fieldsFacing } from './belonging-fields.ts'
import { explainOrder } from '../explain/explain-order.ts'
import type { Model, Relation } from '../model/model.ts'
import { ORDER, ordersAt } from '../settle/belonging.ts'
import type { Property } from '../settle/graph-change.ts'
import type { Facts } from '../settle/facts.ts'
import { historyOf } from '../settle/history.ts'
import { nodeImage } from '../settle/node-image.ts'
import { edgeHolds, quantitiesAt, type Edge } from '../settle/rule-links.ts'
import { settleOrder, type OrderRuling } from '../settle/settle-order.ts'
import type { EntityRow, LinkedRow } from '../vocabulary/entity-row.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { AsOfReader } from './journal-reads.ts'
import { loadCircle } from './circle.ts'
import { nameThen, type OrderAsked } from './name-then.ts'
import type { Survivors } from './survivors.ts'
import { Told } from './told.ts'
import type { Journal } from './open-journal.ts'
import { knownSinceOf } from './read-known-since.ts'
import { sql } from './sql.ts'

interface Moment {
  readonly asOf: Instant
  readonly knownAt: Instant
}

/** What had been told of some entities by a moment; those first named later are absent. Orders are judged as of it. Kept across the questions of one answer. */
class ToldWorld {
  readonly #told = new Map<Ref, EntityRow | undefined>()
  readonly #edges = new Map<Ref, readonly Edge[]>()
  /** What bears on each order. */
  readonly #circles = new Map<Ref, Facts>()
  readonly journal: Journal
  readonly model: Model
  readonly survivors: Survivors
  readonly at: Moment

  constructor(journal: Journal, model: Model, survivors: Survivors, at: Moment) {
    this.journal = journal
    this.model = model
    this.survivors = survivors
    this.at = at
  }

  /** Other orders that stand among the facts are not judged by them, so they are left out. */
  take(told: Told, facts: Facts, rulings: ReadonlyMap<Ref, OrderRuling | undefined> = new Map()): void {
    for (const [ref, entity] of facts.entities) {
      const ruling = rulings.get(ref)
      if (this.#told.has(ref) || (typeOfRef(ref) === ORDER && !rulings.has(ref))) continue
      this.#edges.set(ref, entity.edges)
      const { properties } = nodeImage(historyOf(facts, ref), !told.isUnresolved(ref), ordersAt(facts, ref, this.at.asOf), this.at.asOf, ruling)
      this.#told.set(ref, { ref, type: entity.type.name, values: properties as Readonly<Record<string, Property>> })
      if (rulings.has(ref)) this.#circles.set(ref, facts)
    }
  }

  async load(refs: readonly Ref[]): Promise<void> {
    const unseen = [...new Set(refs.map((ref) => this.survivors.of(ref)))].filter((ref) => !this.#told.has(ref))
    const [orders, others] = [unseen.filter((ref) => typeOfRef(ref) === ORDER), unseen.filter((ref) => typeOfRef(ref) !== ORDER)]
    if (orders.length > 0) {
      const { told, facts } = await loadCircle(this.journal, this.model, orders, this.at.knownAt)
      this.take(told, facts, new Map(orders.filter((order) => facts.entities.has(order)).map((order) => [order, settleOrder(facts, order, this.at.asOf)])))
    }
    if (others.length > 0) {
      const told = new Told(this.model, this.survivors, this.at.knownAt)
      await told.ensure(this.journal, others)
      this.take(told, told.facts(others))
    }
    for (const ref of unseen) if (!this.#told.has(ref)) this.#told.set(ref, undefined)
  }

  circle(order: Ref): Facts | undefined {
    return this.#circles.get(this.survivors.of(order))
  }

  row(ref: Ref): EntityRow | undefined {
    return this.#told.get(this.survivors.of(ref))
  }

  edges(ref: Ref): readonly Edge[] {
    return this.#edges.get(ref) ?? []
  }
}

const storedLink = (edge: Edge, asOf: Instant): StoredLink => ({ from: edge.from, name: edge.name, to: edge.to, source: edge.source, inferred: false, validFrom: edge.validFrom, ...(edge.validTo === undefined ? {} : { validTo: edge.validTo }), knownFrom: edge.knownFrom, quantities: quantitiesAt(edge, asOf) })

/** Cost: three statements, whatever the number of refs. */
const linkedAt = async (world: ToldWorld, refs: readonly Ref[], relation: Relation): Promise<readonly (readonly LinkedRow[])[]> => {
  // What is inferred follows from what holds now; the asker is told that it is not known of other times.
  if (relation.kind.inferred) return refs.map(() => [])
  const fields = fieldsFacing(world.model, relation)
  const { rows } = fields.length === 0 ? { rows: [] } : await world.journal.query<{ ref: Ref }>(sql('read/linked-from', [world.survivors.withMerged(refs), fields, world.at.knownAt]))
  const stating = rows.map((row) => world.survivors.of(row.ref))
  await world.load([...refs, ...stating])
  const kindId = relation.kind.id
  const [near, far] = relation.direction === 'OUT' ? (['from', 'to'] as const) : (['to', 'from'] as const)
  const wanted = new Set(refs)
  const held = new Map<Ref, Map<Ref, StoredLink[]>>()
  for (const edge of [...new Set([...refs, ...stating])].flatMap((ref) => [...world.edges(ref)])) {
    if (edge.kindId !== kindId || !wanted.has(edge[near]) || !edgeHolds(edge, world.at.asOf)) continue
    const byOther = held.get(edge[near]) ?? new Map<Ref, StoredLink[]>()
    byOther.set(edge[far], [...(byOther.get(edge[far]) ?? []), storedLink(edge, world.at.asOf)])
    held.set(edge[near], byOther)
  }
  await world.load([...held.values()].flatMap((byOther) => [...byOther.keys()]))
  return refs.map((ref) => [...(held.get(ref) ?? [])].flatMap(([other, links]) => {
    const row = world.row(other)
    return row === undefined ? [] : [{ row, link: mergeLinks(links) }]
  }))
}

/** One order as of a moment, worked out from the journal alone; undefined when nobody had told of it by then. Orders merged later are told apart again. Cost: two statements a level of belonging; the same once more for all the orders that a relation below it leads to. */
export const readOrderAsOf = async (journal: Journal, model: Model, asked: OrderAsked, at: Moment): Promise<AsOfReader | undefined> => {
  const named = await nameThen(journal, model, asked, at)
  const { told, facts } = await loadCircle(journal, model, [named], at.knownAt)
  const order = told.survivors.of(named)
  if (!facts.entities.has(order)) return undefined
  const ruling = settleOrder(facts, order, at.asOf)
  if (ruling === undefined) return undefined
  const world = new ToldWorld(journal, model, told.survivors, at)
  world.take(told, facts, new Map([[order, ruling]]))
  const row = world.row(order)
  if (row === undefined) return undefined
  return {
    ...at,
    order: row,
    entities: async (refs) => {
      await world.load(refs)
      return refs.map((ref) => world.row(ref))
    },
    linked: (refs, relation) => linkedAt(world, refs, relation),
    explain: (of, definition, version) => {
      const circle = world.circle(of)
      return circle && explainOrder(circle, model, world.survivors.of(of), { definition, version }, at.asOf)
    },
    knownSince: async (of, definition, version) => {
      const circle = world.circle(of)
      const wanted = model.definitions.get(definition)?.versions.find((one) => one.version === version)
      return circle === undefined || wanted === undefined ? undefined : knownSinceOf(journal, model, { facts: circle, order: world.survivors.of(of), version: wanted, ...at })
    },
  }
}

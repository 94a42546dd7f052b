import { mergeLinks, type StoredLink } from '../plan/merge-links.ts'
import { fieldsFacing } from './belonging-fields.ts'
import { explainOrder } from '../explain/explain-order.ts'
import type { Model, Relation } from '../model/model.ts'
import { ordersAt } from '../settle/belonging.ts'
import type { Property } from '../settle/graph-change.ts'
import type { Facts } from '../settle/facts.ts'
import { historyOf } from '../settle/history.ts'
import { nodeImage } from '../settle/node-image.ts'
import { edgeHolds, quantitiesAt, type Edge } from '../settle/rule-links.ts'
import { settleOrder, type OrderRuling } from '../settle/settle-order.ts'
import type { EntityRow, LinkedRow } from '../vocabulary/entity-row.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
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

/** What had been told of some entities by a moment; those first named later are absent. Kept across the questions of one answer. */
class ToldWorld {
  readonly #told = new Map<Ref, EntityRow | undefined>()
  readonly #edges = new Map<Ref, readonly Edge[]>()
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

  take(told: Told, facts: Facts, ruling?: OrderRuling): void {
    for (const [ref, entity] of facts.entities) {
      this.#edges.set(ref, entity.edges)
      const { properties } = nodeImage(historyOf(facts, ref), !told.isUnresolved(ref), ordersAt(facts, ref, this.at.asOf), this.at.asOf, ruling?.ref === ref ? ruling : undefined)
      this.#told.set(ref, { ref, type: entity.type.name, values: properties as Readonly<Record<string, Property>> })
    }
  }

  async load(refs: readonly Ref[]): Promise<void> {
    const unseen = [...new Set(refs.map((ref) => this.survivors.of(ref)))].filter((ref) => !this.#told.has(ref))
    if (unseen.length === 0) return
    const told = new Told(this.model, this.survivors, this.at.knownAt)
    await told.ensure(this.journal, unseen)
    this.take(told, told.facts(unseen))
    for (const ref of unseen) if (!this.#told.has(ref)) this.#told.set(ref, undefined)
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

/** One order as of a moment, worked out from the journal alone; undefined when nobody had told of it by then. Orders merged later are told apart again. Cost: two statements a level of belonging. */
export const readOrderAsOf = async (journal: Journal, model: Model, asked: OrderAsked, at: Moment): Promise<AsOfReader | undefined> => {
  const named = await nameThen(journal, model, asked, at)
  const { told, facts } = await loadCircle(journal, model, [named], at.knownAt)
  const order = told.survivors.of(named)
  if (!facts.entities.has(order)) return undefined
  const ruling = settleOrder(facts, order, at.asOf)
  if (ruling === undefined) return undefined
  const world = new ToldWorld(journal, model, told.survivors, at)
  world.take(told, facts, ruling)
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
    explain: (definition, version) => explainOrder(facts, model, order, { definition, version }, at.asOf),
    knownSince: async (definition, version) => {
      const wanted = model.definitions.get(definition)?.versions.find((one) => one.version === version)
      return wanted === undefined ? undefined : knownSinceOf(journal, model, { facts, order, version: wanted, ...at })
    },
  }
}

import { mergeLinks, type StoredLink } from '../plan/merge-links.ts'
import type { StepTaken, Walker } from '../plan/walker.ts'
import { judgedVersions } from '../model/judged-versions.ts'
import type { Relation } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'
import { problem } from '../problems/problem.ts'
import { ORDER, ordersAt } from '../settle/belonging.ts'
import type { Property } from '../settle/graph-change.ts'
import type { Facts } from '../settle/facts.ts'
import { historyOf } from '../settle/history.ts'
import { withKept } from '../settle/kept-fields.ts'
import { nodeImage, withVerdictWhenRead, type Properties } from '../settle/node-image.ts'
import { edgeHolds, quantitiesAt, type Edge } from '../settle/rule-links.ts'
import { orderQuestion, settleOrder, type OrderRuling } from '../settle/settle-order.ts'
import { settleVerdict } from '../settle/settle-verdict.ts'
import type { EntityRow, LinkedRow } from '../vocabulary/entity-row.ts'
import { EVER, type Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { fieldsFacing, type Hop } from './belonging-fields.ts'
import { aboveOf, circleOf } from './circle.ts'
import { withKeptAlong } from './kept-circle.ts'
import type { Survivors } from './survivors.ts'
import { InferredThen } from './inferred-then.ts'
import { Told, type Reader } from './told.ts'
import { sql } from './sql.ts'

/** What was true at `asOf` as known at `knownAt`. */
export interface Moment {
  readonly asOf: Instant
  readonly knownAt: Instant
  /** Of a journal as it stood at a place: by all that it holds, fields without a history and what is kept along paths among it, as the graph showed it. */
  readonly isWhole?: boolean
}

/** What had been told of some entities by a moment; those first named later are absent. Orders are judged as of it. Kept across the questions of one answer. */
export class ToldWorld {
  readonly #told = new Map<Ref, EntityRow | undefined>()
  readonly #edges = new Map<Ref, readonly Edge[]>()
  /** What bears on each order. */
  readonly #circles = new Map<Ref, Facts>()
  readonly journal: Reader
  readonly model: Model
  readonly survivors: Survivors
  readonly at: Moment
  /** Of a journal as it stood at a place. */
  readonly inferred: InferredThen

  constructor(journal: Reader, model: Model, survivors: Survivors, at: Moment) {
    this.journal = journal
    this.model = model
    this.survivors = survivors
    this.at = at
    this.inferred = new InferredThen({ client: journal, model, now: at.asOf, makeTold: () => this.makeTold() })
  }

  /** Other orders that stand among the facts are not judged by them, so they are left out. */
  take(told: Told, facts: Facts, rulings: ReadonlyMap<Ref, OrderRuling | undefined> = new Map(), among?: ReadonlySet<Ref>): void {
    for (const [ref, entity] of facts.entities) {
      const ruling = rulings.get(ref)
      if (this.#told.has(ref) || (typeOfRef(ref) === ORDER && !rulings.has(ref)) || among?.has(ref) === false) continue
      this.#edges.set(ref, entity.edges)
      const image = nodeImage(historyOf(facts, ref), !told.isUnresolved(ref), ordersAt(facts, ref, this.at.asOf), this.at.asOf, ruling)
      const { properties } = this.at.isWhole === true ? withKept(facts, image, this.at.asOf) : image
      this.#told.set(ref, { ref, type: entity.type.name, values: ruling === undefined ? properties : this.#judged(facts, ref, { ...properties }) })
      if (rulings.has(ref)) this.#circles.set(ref, facts)
    }
  }

  /** Of the many versions few are asked for: each is judged by when it is. */
  #judged(facts: Facts, ref: Ref, properties: Properties): Readonly<Record<string, Property>> {
    const question = orderQuestion(facts, ref, this.at.asOf)
    if (question !== undefined) for (const version of judgedVersions(this.model)) withVerdictWhenRead(properties, version, () => settleVerdict({ ...question, version }))
    return properties
  }

  async load(refs: readonly Ref[]): Promise<void> {
    const unseen = [...new Set(refs.map((ref) => this.survivors.of(ref)))].filter((ref) => !this.#told.has(ref))
    const [orders, others] = [unseen.filter((ref) => typeOfRef(ref) === ORDER), unseen.filter((ref) => typeOfRef(ref) !== ORDER)]
    if (orders.length > 0) await this.judge(orders)
    if (others.length > 0) {
      const told = this.makeTold()
      await told.ensure(this.journal, others)
      this.take(told, await this.#withKept(told, new Set(others)), new Map(), new Set(others))
    }
    for (const ref of unseen) if (!this.#told.has(ref)) this.#told.set(ref, undefined)
  }

  /** Of some orders that were not looked at before those that had begun; of a journal as it stood at a place those that it knew, as the graph shows an order of which nothing holds. */
  async judge(orders: readonly Ref[]): Promise<readonly Ref[]> {
    const told = this.makeTold()
    const { refs } = await circleOf(this.journal, this.model, told, new Set(orders))
    const facts = await this.#withKept(told, refs)
    const rulings = new Map(orders.filter((order) => facts.entities.has(order)).map((order) => [order, settleOrder(facts, order, this.at.asOf, [])]))
    this.take(told, facts, rulings, refs)
    return orders.filter((order) => (this.at.isWhole === true ? rulings.has(order) : rulings.get(order) !== undefined))
  }

  /** The orders that entities belonged to. Cost: two statements a level of belonging. */
  async belonging(refs: readonly Ref[]): Promise<readonly (readonly Ref[])[]> {
    const named = refs.map((ref) => this.survivors.of(ref))
    const told = this.makeTold()
    const facts = told.facts(await aboveOf(this.journal, told, new Set(named)))
    return named.map((ref) => (facts.entities.has(ref) ? ordersAt(facts, ref, this.at.asOf) : []))
  }

  /** Links stated about entities, where nothing else of them is asked. */
  async loadEdges(refs: readonly Ref[]): Promise<void> {
    const unseen = [...new Set(refs.map((ref) => this.survivors.of(ref)))].filter((ref) => !this.#edges.has(ref))
    if (unseen.length === 0) return
    const told = this.makeTold()
    await told.ensure(this.journal, unseen)
    for (const [ref, entity] of told.facts(unseen).entities) this.#edges.set(ref, entity.edges)
    for (const ref of unseen) if (!this.#edges.has(ref)) this.#edges.set(ref, [])
  }

  /** What is read of the world begins here. Of a journal as it stood at a place who belongs to whom is worked out, and not read as it is kept now. */
  makeTold(ever = false): Told {
    return this.at.isWhole === true ? new Told(this.model, this.survivors, undefined, ever, true) : new Told(this.model, this.survivors, this.at.knownAt, ever)
  }

  /** Facts of entities, with all on the paths of what they keep. */
  async #withKept(told: Told, refs: ReadonlySet<Ref>): Promise<Facts> {
    return this.at.isWhole === true ? withKeptAlong(this.journal, this.model, told, refs) : told.facts(refs)
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

/** The ends of a link at which who is asked of stands, and whom it leads to. */
const endsOf = ({ direction }: Hop): readonly ['from' | 'to', 'from' | 'to'] => (direction === 'OUT' ? ['from', 'to'] : ['to', 'from'])

/** Links of a kind that some entities have at the moment, or ever had as known then, as the journal tells of them; undefined where `most` or more others state such links. Cost: three statements. */
const edgesAt = async (world: ToldWorld, refs: readonly Ref[], hop: Hop, most: number, at: Instant | undefined): Promise<readonly Edge[] | undefined> => {
  const [near] = endsOf(hop)
  const fields = fieldsFacing(world.model, hop)
  const { rows } = fields.length === 0 ? { rows: [] } : await world.journal.query<{ ref: Ref }>(sql('read/linked-from', [world.survivors.withMerged(refs), fields, at ?? EVER, world.at.knownAt, Number.isFinite(most) ? most : null]))
  if (rows.length >= most) return undefined
  const stating = rows.map((row) => world.survivors.of(row.ref))
  await world.loadEdges([...refs, ...stating])
  const wanted = new Set(refs)
  return [...new Set([...refs, ...stating])].flatMap((ref) => world.edges(ref).filter((edge) => edge.kindId === hop.kind.id && wanted.has(edge[near]) && (at === undefined || edgeHolds(edge, at))))
}

/** Stated links, or inferred ones. What is inferred follows from what holds now; the asker is told that it is not known of other times. */
const linksOver = async (world: ToldWorld, refs: readonly Ref[], hop: Hop, most: number, at: Instant | undefined): Promise<readonly StoredLink[] | undefined> => {
  if (hop.kind.inferred) return world.at.isWhole === true ? world.inferred.over(refs, hop, at) : []
  return (await edgesAt(world, refs, hop, most, at))?.map((edge) => storedLink(edge, world.at.asOf))
}

/** Cost: three statements, and what reading the entities found takes, whatever the number of refs. */
export const linkedAt = async (world: ToldWorld, refs: readonly Ref[], relation: Relation): Promise<readonly (readonly LinkedRow[])[]> => {
  const [near, far] = endsOf(relation)
  const held = new Map<Ref, Map<Ref, StoredLink[]>>()
  for (const link of await linksOver(world, refs, relation, Infinity, world.at.asOf) ?? []) {
    const byOther = held.get(link[near]) ?? new Map<Ref, StoredLink[]>()
    byOther.set(link[far], [...(byOther.get(link[far]) ?? []), link])
    held.set(link[near], byOther)
  }
  await world.load([...held.values()].flatMap((byOther) => [...byOther.keys()]))
  return refs.map((ref) => [...(held.get(ref) ?? [])].flatMap(([other, links]) => {
    const row = world.row(other)
    return row === undefined ? [] : [{ row, link: mergeLinks(links) }]
  }))
}

/** Links that one level of a walk as of a moment may follow: everything told of its ends is read. */
export const MOST_LINKS = 20_000
/** Entities whose links are read together. */
const SHARE = 500

/** Walks in what had been told by the moment, over links that held at it, or ever. Cost: three statements for each kind of link of a level and 500 entities. */
export const toldWalker = (world: ToldWorld): Walker => ({
  mostRows: () => MOST_LINKS,
  step: async (map, frontier, { now, mostRows, timeoutMs }) => {
    const until = timeoutMs === undefined ? Infinity : performance.now() + timeoutMs
    const byType = Map.groupBy(frontier.map(({ ref }) => ref), typeOfRef)
    const taken: StepTaken[] = []
    for (const { name, near: nearType, far: farType, way } of map.stepsFrom(new Set(byType.keys()))) {
      const kind = world.model.edgeKinds.get(way === 'out' ? `${nearType} ${name} ${farType}` : `${farType} ${name} ${nearType}`)
      invariant(kind !== undefined, 'toldWalker', `the model has no link ${name} of ${nearType} and ${farType}`)
      const hop: Hop = { kind, target: farType, direction: way === 'out' ? 'OUT' : 'IN' }
      const [near, far] = endsOf(hop)
      const refs = byType.get(nearType) ?? []
      for (let from = 0; from < refs.length && taken.length < mostRows; from += SHARE) {
        if (performance.now() > until) throw problem('QUESTION_TOO_SLOW', { seconds: (timeoutMs ?? 0) / 1000 })
        const links = await linksOver(world, refs.slice(from, from + SHARE), hop, mostRows, now)
        if (links === undefined) return 'MORE'
        for (const link of links) taken.push({ near: link[near], far: { ref: link[far], id: link[far] }, link })
      }
    }
    return taken
  },
})

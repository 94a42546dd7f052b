import type { Relation } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import type { Facts } from '../settle/facts.ts'
import { edgeHolds } from '../settle/rule-links.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { fieldsFacing } from './belonging-fields.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import { Told, type Reader } from './told.ts'
import type { Moment } from './told-world.ts'

/** What was last told of an entity's attributes without a history, and by whom it was spoken of. */
export interface ToldNow {
  readonly attributes: Readonly<Record<string, Scalar | null>>
  /** Source → the place of its last record about it. */
  readonly spoken: Readonly<Record<string, number>>
}

/** Paths of stated links from some entities as of a moment, and all that was told of what they lead to. Each step is followed once. */
export class ToldPaths {
  readonly #reader: Reader
  readonly #model: Model
  readonly #told: Told
  readonly #at: Moment
  /** By `Type.field` of the relation. */
  readonly #steps = new Map<string, Map<Ref, readonly Ref[]>>()
  readonly #reached = new Set<Ref>()
  readonly #now = new Map<Ref, ToldNow>()

  private constructor(reader: Reader, model: Model, told: Told, at: Moment) {
    this.#reader = reader
    this.#model = model
    this.#told = told
    this.#at = at
  }

  static async begin(reader: Reader, model: Model, at: Moment): Promise<ToldPaths> {
    return new ToldPaths(reader, model, new Told(model, await readSurvivors(reader, at.knownAt), at.knownAt), at)
  }

  /** Reads where a path leads. Cost: four statements at most for a step that nobody has gone before, whatever the number of entities. */
  async follow(refs: readonly Ref[], path: readonly Relation[]): Promise<void> {
    let here: readonly Ref[] = refs
    for (const ref of here) this.#reached.add(ref)
    for (const relation of path) {
      await this.#step(here, relation)
      here = [...new Set(here.flatMap((ref) => this.#next(ref, relation)))]
      for (const ref of here) this.#reached.add(ref)
    }
  }

  /** Everything told of what was reached. Cost: four statements. */
  async load(): Promise<Facts> {
    const refs = [...this.#reached]
    await this.#told.ensure(this.#reader, refs)
    const { rows } = await this.#reader.query<ToldNow & { readonly ref: Ref }>(sql('read/told-now', [refs]))
    for (const { ref, ...now } of rows) this.#now.set(ref, now)
    return this.#told.facts(refs)
  }

  /** What a path leads to from an entity; empty where it was not followed. */
  ends(ref: Ref, path: readonly Relation[]): readonly Ref[] {
    return path.reduce<readonly Ref[]>((here, relation) => [...new Set(here.flatMap((one) => this.#next(one, relation)))], [ref])
  }

  now(ref: Ref): ToldNow | undefined {
    return this.#now.get(ref)
  }

  #linksOf({ owner, field }: Relation): Map<Ref, readonly Ref[]> {
    const key = `${owner}.${field}`
    const known = this.#steps.get(key) ?? new Map<Ref, readonly Ref[]>()
    this.#steps.set(key, known)
    return known
  }

  #next(ref: Ref, relation: Relation): readonly Ref[] {
    return this.#steps.get(`${relation.owner}.${relation.field}`)?.get(ref) ?? []
  }

  async #step(refs: readonly Ref[], relation: Relation): Promise<void> {
    const links = this.#linksOf(relation)
    const unseen = refs.filter((ref) => typeOfRef(ref) === relation.owner && !links.has(ref))
    if (unseen.length === 0) return
    const { asOf, knownAt } = this.#at
    const fields = fieldsFacing(this.#model, relation)
    const { rows } = fields.length === 0 ? { rows: [] } : await this.#reader.query<{ ref: Ref }>(sql('read/linked-from', [unseen, fields, asOf, knownAt, null]))
    const tellers = [...unseen, ...rows.map(({ ref }) => ref)]
    await this.#told.ensure(this.#reader, tellers)
    const found = new Map(unseen.map((ref) => [ref, new Set<Ref>()] as const))
    const [near, far] = relation.direction === 'OUT' ? (['from', 'to'] as const) : (['to', 'from'] as const)
    for (const { edges } of this.#told.facts(tellers).entities.values()) {
      for (const edge of edges) if (edge.kindId === relation.kind.id && edgeHolds(edge, asOf)) found.get(edge[near])?.add(edge[far])
    }
    for (const [ref, ends] of found) links.set(ref, [...ends])
  }
}

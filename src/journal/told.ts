import type { Model } from '../model/model.ts'
import { gatherFacts, makeEntity, type EntityFacts, type Facts } from '../settle/facts.ts'
import type { NodeImage } from '../settle/graph-change.ts'
import { standsAt, type Claim } from '../vocabulary/claim.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { belongingFields, type BelongingFields } from './belonging-fields.ts'
import { claimOf, type ClaimRow } from './claim-rows.ts'
import { together, type Journal, type JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'

/** Where facts are read from: the pool, a transaction's client, or the journal as it stood at a place. */
export type Reader = (Pick<Journal, 'query'> | Pick<JournalClient, 'query'>) & {
  /** Brings back the untracked attributes of entities as they were at that place. */
  readonly recall?: (refs: readonly Ref[]) => Promise<void>
}

/** What we have been told of one entity, with who hangs on it and on whom it hangs. */
interface Kept {
  readonly ref: Ref
  attributes: Readonly<Record<string, Scalar | null>>
  resolved: boolean
  firstAt: number | undefined
  readonly claims: Claim[]
  /** Told too, and retracted or replaced by then. */
  readonly voided: Claim[]
  readonly parents: Set<Ref>
  readonly children: Set<Ref>
  /** Orders it belonged to when last settled; of an order: who belonged to it. */
  readonly orders: Set<Ref>
  members: ReadonlySet<Ref>
  /** What the graph was last told to show of it. */
  shown: NodeImage['properties'] | undefined
  facts: EntityFacts | undefined
  /** Batch that last looked at it. */
  used: number
}

/** What was told of a survivor and of those merged into it, as one: its own last values stand, theirs fill what it has none for, earliest merge first. */
const united = (names: readonly Ref[], told: readonly EntityRow[]): EntityRow => {
  const rows = names.flatMap((name) => told.find((row) => row.ref === name) ?? [])
  const attributes: Record<string, Scalar | null> = {}
  for (const row of rows) for (const [field, value] of Object.entries(row.attributes)) attributes[field] ??= value
  const firsts = rows.flatMap((row) => row.first_at ?? [])
  return { ref: names[0] as Ref, attributes, resolved: rows.some((row) => row.resolved), first_at: firsts.length === 0 ? null : Math.min(...firsts) }
}

interface EntityRow {
  readonly ref: Ref
  readonly attributes: Record<string, Scalar | null>
  readonly resolved: boolean
  readonly first_at: number | null
}

/** Claims kept between batches; with their entities about 100 MB. */
const MOST_CLAIMS = 200_000

const none: ReadonlySet<Ref> = new Set()

/**
 * Entities as told, read from the journal once and kept. A question makes one of its own, perhaps as known at a moment; settling keeps one
 * between batches, adds to it what each batch recorded, and drops it whole when a transaction fails or somebody else has settled.
 * Orders that were merged are one here: asked for by any of their refs, told of by all of them, answered as the survivor.
 */
export class Told {
  readonly #model: Model
  readonly #fields: BelongingFields
  readonly #knownAt: Instant | undefined
  readonly #ever: boolean
  readonly #anew: boolean
  readonly #kept = new Map<Ref, Kept>()
  readonly #absent = new Set<Ref>()
  #survivors: Survivors
  #claims = 0
  #batch = 0

  /** `ever`: with entities of which nothing stands any more, whose claims are among the voided. `anew`: who belongs to which order is being worked out, and not read. */
  constructor(model: Model, survivors: Survivors, knownAt?: Instant, ever = false, anew = false) {
    this.#model = model
    this.#survivors = survivors
    this.#fields = belongingFields(model)
    this.#knownAt = knownAt
    this.#ever = ever
    this.#anew = anew
  }

  /** Begins a batch: forgets what was looked at longest ago when too much is kept. */
  beginBatch(): void {
    this.#batch += 1
    this.#absent.clear()
    if (this.#claims <= MOST_CLAIMS) return
    for (const kept of [...this.#kept.values()].sort((a, b) => a.used - b.used)) {
      if (this.#claims <= MOST_CLAIMS / 2) break
      this.forget(kept.ref)
    }
  }

  forget(named: Ref): void {
    const ref = this.#survivors.of(named)
    const kept = this.#kept.get(ref)
    if (kept !== undefined) this.#claims -= kept.claims.length + kept.voided.length
    this.#kept.delete(ref)
    this.#absent.delete(ref)
  }

  /** Forgets everything: what is read from here on goes by these merges. */
  beginAnew(survivors: Survivors): void {
    this.#kept.clear()
    this.#absent.clear()
    this.#claims = 0
    this.#survivors = survivors
  }

  get survivors(): Survivors {
    return this.#survivors
  }

  /** Reads what is not kept yet. Cost: five statements, whatever the number of refs; none when all are kept. */
  async ensure(reader: Reader, refs: Iterable<Ref>): Promise<void> {
    const missing: Ref[] = []
    for (const ref of new Set([...refs].map((named) => this.#survivors.of(named)))) {
      const kept = this.#kept.get(ref)
      if (kept !== undefined) kept.used = this.#batch
      else if (!this.#absent.has(ref)) missing.push(ref)
    }
    if (missing.length === 0) return
    const sought = this.#survivors.withMerged(missing)
    await reader.recall?.(sought)
    const [{ rows }, claims, links] = await together(reader, [
      () => reader.query<EntityRow>(this.#entities(sought)),
      () => reader.query<ClaimRow>(sql('read/claims-about', [sought, this.#knownAt ?? null])),
      () => reader.query<{ ref: Ref; other: Ref; field: string }>(sql('read/links-of', [sought, [...this.#fields.byChild, ...this.#fields.byParent]])),
    ])
    for (const [ref, group] of Map.groupBy(rows, (row) => this.#survivors.of(row.ref))) if (this.#model.types.has(typeOfRef(ref))) this.#keep(group.length === 1 && group[0]?.ref === ref ? group[0] : united(this.#survivors.withMerged([ref]), group))
    for (const ref of missing) if (!this.#kept.has(ref)) this.#absent.add(ref)
    const present = missing.filter((ref) => this.#kept.has(ref))
    for (const row of claims.rows) this.#addClaim(row)
    for (const { ref, other, field } of links.rows) this.#linkedFrom(ref, other, field)
    if (this.#knownAt !== undefined || this.#anew) return
    const orders = await reader.query<{ ref: Ref; order_ref: Ref }>(sql('read/orders-of-members', [present]))
    for (const row of orders.rows) this.#kept.get(row.ref)?.orders.add(row.order_ref)
    const members = await reader.query<{ order_ref: Ref; ref: Ref }>(sql('read/members-of', [present]))
    for (const [order, group] of Map.groupBy(members.rows, (row) => row.order_ref)) this.setMembers(order, group.map((row) => row.ref))
  }

  #entities(refs: readonly Ref[]): ReturnType<typeof sql> {
    if (this.#ever) return sql('read/entities-ever', [refs, this.#knownAt ?? null])
    return this.#knownAt === undefined ? sql('read/entities-by-ref', [refs]) : sql('read/entities-known', [refs, this.#knownAt])
  }

  /** Takes in what a batch has just recorded; `fresh` are entities that the journal had not named before. */
  record(fresh: Iterable<Ref>, entities: ReadonlyMap<Ref, { readonly attributes: Readonly<Record<string, Scalar | null>>; readonly firstAt: number }>, claims: readonly ClaimRow[]): void {
    for (const ref of fresh) {
      // What is told of those merged with it is its own.
      if (this.#isOneOfSeveral(ref)) this.forget(ref)
      else this.#keep({ ref, attributes: {}, resolved: false, first_at: null })
    }
    for (const [ref, told] of entities) {
      if (this.#isOneOfSeveral(ref)) {
        // Whose values stand among those merged is worked out where they are read.
        this.forget(ref)
        continue
      }
      const kept = this.#kept.get(ref)
      if (kept === undefined) continue
      kept.attributes = { ...kept.attributes, ...told.attributes }
      kept.resolved = true
      kept.firstAt = Math.min(kept.firstAt ?? Infinity, told.firstAt)
      kept.facts = undefined
    }
    for (const row of claims) {
      this.#addClaim(row)
      if (row.target !== null) this.#linkedFrom(storedRef(row.target), storedRef(row.ref), row.field)
    }
  }

  has(ref: Ref): boolean {
    return this.#kept.has(ref)
  }

  parents(ref: Ref): ReadonlySet<Ref> {
    return this.#kept.get(ref)?.parents ?? none
  }

  children(ref: Ref): ReadonlySet<Ref> {
    return this.#kept.get(ref)?.children ?? none
  }

  /** Who of a type hangs on an entity, or the entity on whom: also of those that were not read themselves. */
  hangingTogether(ref: Ref, type: string): readonly Ref[] {
    return [...this.children(ref), ...this.parents(ref)].filter((other) => typeOfRef(other) === type)
  }

  ordersBefore(ref: Ref): ReadonlySet<Ref> {
    return this.#kept.get(ref)?.orders ?? none
  }

  membersBefore(order: Ref): ReadonlySet<Ref> {
    return this.#kept.get(order)?.members ?? none
  }

  isUnresolved(ref: Ref): boolean {
    return this.#kept.get(ref)?.resolved === false
  }

  shown(ref: Ref): NodeImage['properties'] | undefined {
    return this.#kept.get(ref)?.shown
  }

  setShown({ ref, properties }: NodeImage): void {
    const kept = this.#kept.get(ref)
    if (kept !== undefined) kept.shown = properties
  }

  setMembers(order: Ref, members: readonly Ref[]): void {
    const kept = this.#kept.get(order)
    if (kept === undefined) return
    const now = new Set(members)
    for (const ref of kept.members) if (!now.has(ref)) this.#kept.get(ref)?.orders.delete(order)
    for (const ref of now) this.#kept.get(ref)?.orders.add(order)
    kept.members = now
  }

  /** Facts of entities that are kept; others are left out. */
  facts(refs: Iterable<Ref>): Facts {
    return gatherFacts(this.#model, [...refs].flatMap((ref) => this.#factsOf(ref) ?? []))
  }

  #factsOf(ref: Ref): EntityFacts | undefined {
    const kept = this.#kept.get(ref)
    if (kept === undefined) return undefined
    // Once claims are read as of a moment they alone tell when it began; an entity without claims has only its records' times.
    const byRecords = kept.firstAt !== undefined && (this.#knownAt === undefined || kept.claims.length === 0)
    kept.facts ??= makeEntity(this.#model, { ref, attributes: this.#knownAt === undefined ? kept.attributes : {}, merged: this.#survivors.mergedInto(ref), ...(byRecords ? { firstAt: instant(kept.firstAt as number) } : {}) }, kept.claims, kept.voided)
    return kept.facts
  }

  #isOneOfSeveral(ref: Ref): boolean {
    return this.#survivors.withMerged([this.#survivors.of(ref)]).length > 1
  }

  #keep(row: EntityRow): void {
    this.#kept.set(row.ref, {
      ref: row.ref, attributes: row.attributes, resolved: row.resolved, firstAt: row.first_at ?? undefined, claims: [], voided: [], parents: new Set(), children: new Set(), orders: new Set(), members: none,
      shown: undefined, facts: undefined, used: this.#batch,
    })
  }

  #addClaim(row: ClaimRow): void {
    const claim = this.#survivors.inClaim(claimOf(this.#model, row))
    const kept = this.#kept.get(claim.about)
    if (kept === undefined) return
    ;(standsAt(claim, this.#knownAt) ? kept.claims : kept.voided).push(claim)
    kept.facts = undefined
    kept.used = this.#batch
    this.#claims += 1
    if (claim.kind !== 'link') return
    const target = storedRef(String(claim.value))
    if (this.#fields.byChild.has(row.field)) kept.parents.add(target)
    if (this.#fields.byParent.has(row.field)) kept.children.add(target)
  }

  #linkedFrom(ref: Ref, stating: Ref, field: string): void {
    const kept = this.#kept.get(this.#survivors.of(ref))
    const other = this.#survivors.of(stating)
    if (kept === undefined) return
    if (this.#fields.byChild.has(field)) kept.children.add(other)
    if (this.#fields.byParent.has(field)) kept.parents.add(other)
  }
}

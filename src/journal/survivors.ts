import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { storedRef, type Ref } from '../vocabulary/ref.ts'

/** A row of the table `merge`. */
export interface MergeRow {
  readonly seq: number
  readonly order_ref: Ref
  readonly into_ref: Ref
  /** Place of the merge that this row takes back; null: it is a merge. */
  readonly undoes: number | null
  readonly reason: string
  readonly actor: string
  readonly recorded_at: number
}

/** A ruling that two orders are one, or that they are not after all. */
export interface Merge {
  readonly order: Ref
  readonly into: Ref
  readonly reason: string
  readonly actor: string
  readonly recordedAt: Instant
}

export const mergeOf = (row: MergeRow): Merge => ({ order: row.order_ref, into: row.into_ref, reason: row.reason, actor: row.actor, recordedAt: instant(row.recorded_at) })

/** The merges among rows that none of them takes back. */
const mergesInForce = (rows: readonly MergeRow[]): readonly MergeRow[] => {
  const undone = new Set(rows.map((row) => row.undoes))
  return rows.filter((row) => row.undoes === null && !undone.has(row.seq))
}

/** Which order each ref names, by the merges of one moment. Merges are few: all of them are held. */
export class Survivors {
  readonly #into: ReadonlyMap<Ref, Ref>
  readonly #merged = new Map<Ref, Ref[]>()
  readonly inForce: readonly MergeRow[]

  constructor(rows: readonly MergeRow[]) {
    this.inForce = mergesInForce(rows)
    this.#into = new Map(this.inForce.map((row) => [row.order_ref, row.into_ref]))
    for (const ref of this.#into.keys()) this.#merged.set(this.of(ref), [...(this.#merged.get(this.of(ref)) ?? []), ref])
  }

  /** The order that a ref names; any other entity names itself. */
  of(ref: Ref): Ref {
    let survivor = ref
    // What is merged already is never merged again, so there is no circle.
    for (let next = this.#into.get(survivor); next !== undefined; next = this.#into.get(survivor)) survivor = next
    return survivor
  }

  /** A claim as it speaks of orders whichever of their refs it used. */
  inClaim(claim: Claim): Claim {
    if (this.#into.size === 0) return claim
    return { ...claim, about: this.of(claim.about), ...(claim.kind === 'link' ? { value: this.of(storedRef(String(claim.value))) } : {}) }
  }

  /** Everything merged into an order, over chains too, earliest merge first. */
  mergedInto(survivor: Ref): readonly Ref[] {
    return this.#merged.get(survivor) ?? []
  }

  /** Survivors with everything that was merged into them: the refs under which the journal holds what was told of them. */
  withMerged(survivors: Iterable<Ref>): readonly Ref[] {
    const refs = [...survivors]
    return this.#merged.size === 0 ? refs : refs.flatMap((ref) => [ref, ...this.mergedInto(ref)])
  }

  /** Every old ref with its survivor. */
  get aliases(): readonly (readonly [Ref, Ref])[] {
    return [...this.#into.keys()].map((ref) => [ref, this.of(ref)])
  }
}

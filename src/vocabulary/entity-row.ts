import type { Instant } from './instant.ts'
import type { Ref } from './ref.ts'

/** What a store holds under one property: what an attribute may hold, or a list of texts. */
export type Cell = string | number | boolean | readonly string[] | null

/** An entity as read: the properties that were asked for, by the names of graph-property.ts. Graph and journal answer in this one shape. */
export interface EntityRow {
  readonly type: string
  readonly ref: Ref
  readonly values: Readonly<Record<string, Cell>>
}

/** A link as answered: parallel edges of several sources are one. `from` and `to` are as stored; the flow is the model's to say. */
export interface Link {
  readonly from: Ref
  /** Relationship name, such as `HAS_LINE`. */
  readonly name: string
  readonly to: Ref
  readonly inferred: boolean
  /** Of the derivation that infers it. */
  readonly version?: number
  /** Sorted. */
  readonly sources: readonly string[]
  /** Earliest of the sources. */
  readonly validFrom?: Instant
  readonly validTo?: Instant
  readonly knownFrom: Instant
  readonly knownTo?: Instant
  readonly quantities: Readonly<Record<string, Cell>>
}

/** An entity reached over a relation, with the link that led there. */
export interface LinkedRow {
  readonly row: EntityRow
  readonly link: Link
}

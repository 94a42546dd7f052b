import type { Instant } from './instant.ts'
import type { Ref } from './ref.ts'

/** What an attribute may hold. DateTime is epoch milliseconds, Date is `YYYY-MM-DD`, Decimal is its exact digits as a string. */
export type Scalar = string | number | boolean

/** A link from the statement's entity to another, through one of its relation fields. The target may be a placeholder. */
export interface LinkStatement {
  readonly field: string
  readonly target: Ref
  /** Quantities that live on the edge, such as `pieces`. */
  readonly quantities?: Readonly<Record<string, Scalar>>
}

/** What one record says of one entity. */
export interface Statement {
  readonly ref: Ref
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  /** Fields named by `set:`; null when absent from the record. Fields not named are untouched. */
  readonly attributes: Readonly<Record<string, Scalar | null>>
  /** Local state by its declared name, whatever spelling the record used. */
  readonly local?: string
  readonly links: readonly LinkStatement[]
}

/** A record decoded into our words: what the journal is told, whole or not at all. */
export interface Event {
  readonly source: string
  /** Unique per source. */
  readonly eventId: string
  /** The source's clock. */
  readonly occurredAt: Instant
  /** When the source says it told us; the journal's own clock when absent. */
  readonly recordedAt?: Instant
  /** The source's own order, for claims of the same instant. */
  readonly sequence?: string
  /** Event id of this source that this one replaces. */
  readonly corrects?: string
  /** Event id of this source that this one voids. */
  readonly retracts?: string
  /** The record says its entities and links ended. */
  readonly deletes?: true
  /** SHA-256 (hex) of the record as parsed, independent of the model. */
  readonly contentHash: string
  readonly statements: readonly Statement[]
}

/** A record that was not taken, as it came. */
export interface KeptRecord {
  readonly source: string
  readonly file: string
  /** 1-based line in the file at which the record begins. */
  readonly line: number
  readonly contentHash: string
  /** The record as it was read. */
  readonly record: string
  /** Of its file, where that had a header; unnamed ones are ''. */
  readonly columns?: readonly string[]
}

/** A record that could not be taken, with its reason and place. Kept once per source and content. */
export interface Reject extends KeptRecord {
  readonly code: string
  readonly reason: string
  /** States that it names by no word of the vocabulary. */
  readonly unknownStates?: readonly UnknownState[]
}

/** A word for a state of a type that its vocabulary does not have. */
export interface UnknownState {
  readonly type: string
  readonly spelling: string
}

import type { Scalar } from './event.ts'
import type { Instant } from './instant.ts'
import type { Ref } from './ref.ts'

/** A stretch of known time: from, and until (exclusive; Infinity: for good). */
export type KnownSpan = readonly [from: number, until: number]

/** One source's statement about one entity's state, tracked attribute, link or identifier. */
export interface Claim {
  /** `seq.n`: the event's place in the journal and the claim's place in the event; stable across rebuilds. */
  readonly id: string
  readonly about: Ref
  /**
   * `seen`: a record spoke of the entity and said nothing else that is kept over time; it tells when the entity began. `ended`: a record deleted it:
   * what its source had said of its state, tracked attributes and links holds no longer.
   */
  readonly kind: 'state' | 'attribute' | 'link' | 'identifier' | 'seen' | 'ended'
  /** `state`, the attribute's or relation's field, or the identifier's scheme. */
  readonly field: string
  /** Local state, attribute value (null: told that there is none), target ref of a link, identifier value. */
  readonly value: Scalar | null
  /** Edge quantities of a link. */
  readonly quantities?: Readonly<Record<string, Scalar>>
  /** From `occurredAt` on it holds no longer: of a link that it was deleted, of the entity all that its source said. */
  readonly ended?: true
  readonly domain: string
  readonly source: string
  readonly occurredAt: Instant
  readonly recordedAt: Instant
  /** The source's own order among claims of one instant. */
  readonly sequence?: string
  /** Journal order. */
  readonly seq: number
  /** Its place among the claims of its event. */
  readonly n: number
  /** Known times at which its event was retracted or replaced by a correction. */
  readonly void?: readonly KnownSpan[]
}

/** Whether a claim was neither retracted nor replaced by what had been told at a moment; absent: by all that was told. */
export const standsAt = (claim: Pick<Claim, 'void'>, knownAt: number = Infinity): boolean =>
  claim.void?.some(([from, until]) => from <= knownAt && (knownAt < until || until === Infinity)) !== true

import type { Scalar } from './event.ts'
import type { Instant } from './instant.ts'
import type { Ref } from './ref.ts'

/** One source's statement about one entity's state, tracked attribute, link or identifier. */
export interface Claim {
  /** `seq.n`: the event's place in the journal and the claim's place in the event; stable across rebuilds. */
  readonly id: string
  readonly about: Ref
  /** `seen`: a record spoke of the entity and said nothing else that is kept over time; it tells when the entity began. */
  readonly kind: 'state' | 'attribute' | 'link' | 'identifier' | 'seen'
  /** `state`, the attribute's or relation's field, or the identifier's scheme. */
  readonly field: string
  /** Local state, attribute value (null: told that there is none), target ref of a link, identifier value. */
  readonly value: Scalar | null
  /** Edge quantities of a link. */
  readonly quantities?: Readonly<Record<string, Scalar>>
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
}

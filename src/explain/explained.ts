import type { AnswerName } from '../model/model.ts'
import type { Claim } from '../vocabulary/claim.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'

/** A value as people read it: times as RFC 3339; null where nothing is known. */
export type Shown = string | number | boolean | null

/** What a condition looked at. */
export interface ReadValue {
  /** As the rule writes it: `state.local`. */
  readonly path: string
  readonly value: Shown
  /** The entity in whose list it was read; absent where the rule reads it of the entity it looks at, or of the order. */
  readonly ref?: Ref
  /** Sources disagree on it and no rule decided; the value is null. */
  readonly disputed: boolean
  /** On which the value rests. */
  readonly claims: readonly Claim[]
}

/** What a part of an explanation speaks of. */
export type About =
  | { readonly kind: 'DEFINITION'; readonly definition: string; readonly version: number; readonly title: string; /** `all`, `any` or CEL over outcomes. */ readonly rule: string }
  | { readonly kind: 'DOMAIN'; readonly domain: string; readonly over: string; readonly aggregate: 'all' | 'any'; readonly requires: number; /** How many entities count, how many may, and of those that do how many are met. */ readonly counted: number; readonly undecided: number; readonly met: number }
  | { readonly kind: 'ENTITY'; readonly ref: Ref }
  | { readonly kind: 'ABSENT'; readonly type: string; readonly place: number; readonly requires: number; /** Which ones count. */ readonly rule: string }
  | { readonly kind: 'CONDITION'; /** What the condition decides: whether the domain applies, whether the entity counts, whether it is met. */ readonly decides: Decides; readonly rule: string; readonly join?: 'and' | 'or' | 'not'; readonly reads: readonly ReadValue[]; /** How many values more it looked at than `reads` shows. */ readonly moreReads: number }
  | { readonly kind: 'ANSWER'; readonly answer: AnswerName; readonly rule: string; /** Null where nobody knows. */ readonly value: Shown; readonly reads: readonly ReadValue[]; readonly moreReads: number }
export type Decides = 'applies' | 'appliesWhen' | 'met'

/**
 * One part of a rule: its outcome, what it is made of, and the claims that it rests on. A condition that holds is MET, and so is an answer that is known. A version whose
 * verdict conditions read is a part of each of them, one and the same.
 */
export type Explained = About & {
  readonly outcome: Outcome
  readonly parts: readonly Explained[]
  readonly claims: readonly Claim[]
}

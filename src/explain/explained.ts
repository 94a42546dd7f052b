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
  /** Sources disagree on it and no rule decided; the value is null. */
  readonly disputed: boolean
}

/** What a part of an explanation speaks of. */
export type About =
  | { readonly kind: 'DEFINITION'; readonly definition: string; readonly version: number; readonly title: string; /** `all`, `any` or CEL over outcomes. */ readonly rule: string }
  | { readonly kind: 'DOMAIN'; readonly domain: string; readonly over: string; readonly aggregate: 'all' | 'any'; readonly requires: number; /** How many entities count, how many may, and of those that do how many are met. */ readonly counted: number; readonly undecided: number; readonly met: number }
  | { readonly kind: 'ENTITY'; readonly ref: Ref }
  | { readonly kind: 'ABSENT'; readonly type: string; readonly place: number; readonly requires: number; /** Which ones count. */ readonly rule: string }
  | { readonly kind: 'CONDITION'; /** What the condition decides: whether the domain applies, whether the entity counts, whether it is met. */ readonly decides: Decides; readonly rule: string; readonly join?: 'and' | 'or' | 'not'; readonly reads: readonly ReadValue[] }
  | { readonly kind: 'ANSWER'; readonly answer: AnswerName; readonly rule: string; /** Null where nobody knows. */ readonly value: Shown; readonly reads: readonly ReadValue[] }
export type Decides = 'applies' | 'appliesWhen' | 'met'

/** One part of a rule: its outcome, what it is made of, and the claims that it rests on. A condition that holds is MET, and so is an answer that is known. */
export type Explained = About & {
  readonly outcome: Outcome
  readonly parts: readonly Explained[]
  readonly claims: readonly Claim[]
}

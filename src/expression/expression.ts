/** Kleene's third value: absent, or not known. The only value that is neither data nor null. */
export const UNKNOWN: unique symbol = Symbol('unknown')
export type Unknown = typeof UNKNOWN

/**
 * What an expression works on and answers with. Timestamps are epoch milliseconds and durations milliseconds, both plain numbers:
 * the static type tells them from ints and doubles. There is no null: what is absent is UNKNOWN.
 */
export type Value = string | number | boolean | readonly Value[] | { readonly [member: string]: Value } | Unknown

/** Static types of the profile. `dyn` is a member of a record, whose type only the record knows. */
export type StaticType =
  | 'bool' | 'int' | 'double' | 'string' | 'timestamp' | 'duration' | 'dyn'
  /** Exact digits, as text: '31.50'. */
  | 'decimal'
  | { readonly list: StaticType }
  | { readonly object: string; readonly members: Readonly<Record<string, StaticType>>; /** What gives it its members, where an author does, for messages. */ readonly by?: string }
  /** Members known only at run time; each is `values`. */
  | { readonly map: StaticType }

/** A checked expression, ready to run. */
export interface Compiled {
  readonly text: string
  readonly type: StaticType
  /** Every member path it reads, such as `['record', 'slip']`; for checks against headers and for planning. */
  readonly reads: readonly (readonly string[])[]
  /**
   * Never throws for absent data: answers UNKNOWN. Throws Malformed when data is there but is not what it should be
   * (`int('x')`, `timestamp('soon')`, division by zero); callers decide: a source rejects the record, a rule is UNKNOWN.
   */
  readonly evaluate: (scope: Scope) => Value
}
export interface Scope {
  /** Variables by name, as declared in the environment. */
  readonly variables: Readonly<Record<string, Value>>
  /** Zone for `timestamp('2026-03-02T07:10:00')`, a text without offset. */
  readonly timezone: string
}

/** A value that is present and wrong. The message names the value and what was wanted. */
export class Malformed extends Error {}

/** Why a text is not an expression of the profile; offsets are 0-based characters into the text. */
export interface ExpressionProblem {
  readonly message: string
  readonly start: number
  readonly end: number
}

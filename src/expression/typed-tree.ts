import type { Known } from './conversions.ts'
import type { Scope, StaticType, Value } from './expression.ts'
import type { Scalar } from './static-types.ts'

/** A checked expression: every node with its type and its place in the text. What closures run, and what printing as a query reads. */
export type Typed = Literal | Name | Local | Member | Index | Has | Not | Logic | Conditional | Call | Adapt | ListOf | Comprehension
interface At {
  readonly type: StaticType
  readonly start: number
  readonly end: number
}
export interface Literal extends At { readonly op: 'literal'; readonly value: string | number | boolean }
/** A variable of the environment. */
export interface Name extends At { readonly op: 'name'; readonly name: string }
/** A macro's iteration variable; `slot` counts the macros around it. */
export interface Local extends At { readonly op: 'local'; readonly name: string; readonly slot: number }
export interface Member extends At { readonly op: 'member'; readonly of: Typed; readonly member: string }
export interface Index extends At { readonly op: 'index'; readonly of: Typed; readonly at: Typed }
export interface Has extends At { readonly op: 'has'; readonly of: Typed }
export interface Not extends At { readonly op: 'not'; readonly of: Typed }
export interface Logic extends At { readonly op: 'and' | 'or'; readonly left: Typed; readonly right: Typed }
export interface Conditional extends At { readonly op: 'conditional'; readonly when: Typed; readonly then: Typed; readonly otherwise: Typed }
/** An operator or a function: unknown as soon as an argument is. */
export interface Call extends At { readonly op: 'call'; readonly overload: Overload; readonly args: readonly Typed[] }
/** A value read as the type it meets. */
export interface Adapt extends At { readonly op: 'adapt'; readonly to: Scalar | 'list'; readonly of: Typed }
export interface ListOf extends At { readonly op: 'list'; readonly items: readonly Typed[] }
export interface Comprehension extends At {
  readonly op: 'comprehension'
  readonly macro: Macro
  readonly over: Typed
  readonly slot: number
  /** The condition; for a two-argument `map` absent. */
  readonly condition?: Typed
  /** What `map` makes of each element. */
  readonly transform?: Typed
}
export type Macro = 'all' | 'exists' | 'exists_one' | 'filter' | 'map'

/** One meaning of an operator or function. `run` gets arguments that are known, then the scope; it may answer UNKNOWN (the least of no numbers). */
export interface Overload {
  /** As people write it: `startsWith`, `+`. */
  readonly name: string
  readonly receiver: boolean
  readonly parameters: readonly Parameter[]
  readonly result: StaticType
  readonly run: (...args: readonly (Known | Scope)[]) => Value
  /**
   * The same as SQL of the arguments `$1`, `$2`, …: null where one is null, and where `run` throws; it never fails. `$zone` is the zone of local times.
   * Of `in` it compares `$1` with one element, `$2`.
   */
  readonly sql: string
  /** A condition, in the same form, under which known arguments have an unknown answer; without it only what is malformed has none. */
  readonly unknown?: string
}
/** `list`: a list of whatever elements; `map`: a map or an object; `zone`: a time zone's name, written out. */
export type Parameter = StaticType | 'list' | 'map' | 'zone'

/** A compiled node. `locals` holds the elements that the macros around are at, by slot. */
export type Closure = (scope: Scope, locals: Value[]) => Value

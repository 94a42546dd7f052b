import type { Scope, StaticType, Value } from './expression.ts'
import type { Overload, Parameter } from './typed-tree.ts'

type Run<T> = T extends 'int' | 'double' | 'timestamp' | 'duration' ? number
  : T extends 'string' | 'decimal' | 'zone' ? string
  : T extends 'bool' ? boolean
  : T extends 'list' | { readonly list: StaticType } ? readonly Value[]
  : T extends 'map' ? Readonly<Record<string, Value>>
  : import('./conversions.ts').Known
type Runs<P extends readonly Parameter[]> = { [K in keyof P]: Run<P[K]> }

const define = <const P extends readonly Parameter[]>(receiver: boolean, name: string, parameters: P, result: StaticType, run: (...args: [...Runs<P>, Scope]) => Value, sql: string, unknown?: string): Overload =>
  // The checker matches arguments with parameters, so a run gets what it declares.
  ({ name, receiver, parameters, result, run: run as unknown as Overload['run'], sql, ...(unknown === undefined ? {} : { unknown }) })

/** `name(a, b)`, or an operator. */
export const fn = <const P extends readonly Parameter[]>(name: string, parameters: P, result: StaticType, run: (...args: [...Runs<P>, Scope]) => Value, sql: string, unknown?: string): Overload =>
  define(false, name, parameters, result, run, sql, unknown)

/** `a.name(b)`; the receiver is the first parameter. */
export const method = <const P extends readonly Parameter[]>(name: string, parameters: P, result: StaticType, run: (...args: [...Runs<P>, Scope]) => Value, sql: string): Overload =>
  define(true, name, parameters, result, run, sql)

import { checkedDouble, checkedInt, checkedProduct, decimalFrom, readAs, textOf, type Known } from './conversions.ts'
import { addDecimals, compareDecimals, multiplyDecimals, negateDecimal } from './decimals.ts'
import { fn } from './define.ts'
import { Malformed, UNKNOWN, type Scope, type StaticType, type Value } from './expression.ts'
import { checkedMoment } from './moments.ts'
import { showValue } from './show-value.ts'
import { isNumber, type Scalar } from './static-types.ts'
import type { Overload } from './typed-tree.ts'

const divisor = (value: number): number => {
  if (value === 0) throw new Malformed('division by zero')
  return value
}
const sum = (a: number, b: number): number => checkedDouble(a + b, `${a} + ${b}`)

/** `+` between two values whose types only the record knows: texts join, a number joins a text as its digits. */
const join = (a: Known, b: Known): string => {
  if (typeof a === 'string' || typeof b === 'string') return textOf(a) + textOf(b)
  throw new Malformed(`${showValue(a)} + ${showValue(b)} could mean a sum or joined texts; say string(…) or int(…)`)
}

/** Arithmetic by operator; the checker widens int to double to decimal before it looks here. */
export const ARITHMETIC: Readonly<Record<string, readonly Overload[]>> = {
  '+': [
    fn('+', ['int', 'int'], 'int', (a, b) => checkedInt(a + b), 'cel_whole($1 + $2)'),
    fn('+', ['double', 'double'], 'double', sum, 'cel_sum($1, $2)'),
    fn('+', ['decimal', 'decimal'], 'decimal', addDecimals, 'cel_decimal($1 + $2)'),
    fn('+', ['string', 'string'], 'string', (a, b) => a + b, '($1 || $2)'),
    fn('+', ['dyn', 'dyn'], 'string', join, 'cel_join($1, $2)'),
    fn('+', ['timestamp', 'duration'], 'timestamp', (a, b) => checkedMoment(a + b), 'cel_in_range($1 + $2)'),
    fn('+', ['duration', 'timestamp'], 'timestamp', (a, b) => checkedMoment(a + b), 'cel_in_range($1 + $2)'),
    fn('+', ['duration', 'duration'], 'duration', (a, b) => checkedInt(a + b), 'cel_whole($1 + $2)'),
  ],
  '-': [
    fn('-', ['int', 'int'], 'int', (a, b) => checkedInt(a - b), 'cel_whole($1 - $2)'),
    fn('-', ['double', 'double'], 'double', (a, b) => sum(a, -b), 'cel_sum($1, -$2)'),
    fn('-', ['decimal', 'decimal'], 'decimal', (a, b) => addDecimals(a, negateDecimal(b)), 'cel_decimal($1 - $2)'),
    fn('-', ['timestamp', 'timestamp'], 'duration', (a, b) => a - b, '($1 - $2)'),
    fn('-', ['timestamp', 'duration'], 'timestamp', (a, b) => checkedMoment(a - b), 'cel_in_range($1 - $2)'),
    fn('-', ['duration', 'duration'], 'duration', (a, b) => checkedInt(a - b), 'cel_whole($1 - $2)'),
  ],
  '*': [
    fn('*', ['int', 'int'], 'int', (a, b) => checkedInt(a * b), 'cel_product($1, $2)'),
    fn('*', ['double', 'double'], 'double', (a, b) => checkedProduct(a * b, `${a} * ${b}`), 'cel_product($1, $2)'),
    fn('*', ['decimal', 'decimal'], 'decimal', multiplyDecimals, 'cel_decimal($1 * $2)'),
  ],
  '/': [
    fn('/', ['int', 'int'], 'int', (a, b) => checkedInt((a - (a % divisor(b))) / b), '($1 / nullif($2, 0))'),
    fn('/', ['double', 'double'], 'double', (a, b) => checkedProduct(a / divisor(b), `${a} / ${b}`), 'cel_quotient($1, $2)'),
  ],
  '%': [fn('%', ['int', 'int'], 'int', (a, b) => checkedInt(a % divisor(b)), '($1 % nullif($2, 0))')],
}

export const NEGATE: Readonly<Record<'int' | 'double' | 'decimal' | 'duration', Overload>> = {
  int: fn('-_', ['int'], 'int', (a) => checkedInt(-a), '(- $1)'),
  double: fn('-_', ['double'], 'double', (a) => -a, '(- $1)'),
  decimal: fn('-_', ['decimal'], 'decimal', negateDecimal, '(- $1)'),
  duration: fn('-_', ['duration'], 'duration', (a) => checkedInt(-a), '(- $1)'),
}

type Order = '<' | '<=' | '>' | '>='
const ordered = (name: Order, holds: (sign: number) => boolean): Readonly<Record<string, Overload>> => {
  const plain: Readonly<Record<Order, (a: number, b: number) => boolean>> = { '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b }
  const run = plain[name]
  const sql = `($1 ${name} $2)`
  return {
    int: fn(name, ['int', 'int'], 'bool', run, sql),
    double: fn(name, ['double', 'double'], 'bool', run, sql),
    timestamp: fn(name, ['timestamp', 'timestamp'], 'bool', run, sql),
    duration: fn(name, ['duration', 'duration'], 'bool', run, sql),
    decimal: fn(name, ['decimal', 'decimal'], 'bool', (a, b) => holds(compareDecimals(a, b)), sql),
  }
}
/** Comparisons by operator and by the type both sides are read as. */
export const ORDER: Readonly<Record<Order, Readonly<Record<string, Overload>>>> = {
  '<': ordered('<', (sign) => sign < 0),
  '<=': ordered('<=', (sign) => sign <= 0),
  '>': ordered('>', (sign) => sign > 0),
  '>=': ordered('>=', (sign) => sign >= 0),
}

/** How two values are compared: in memory, and as SQL (see Overload). */
export interface Same {
  readonly run: (a: Known, b: Known, scope: Scope) => boolean
  readonly sql: string
}

const refuseComposite = (value: Known): void => {
  if (typeof value === 'object') throw new Malformed(`${showValue(value)} cannot be compared; its elements or members can`)
}
export const PLAIN: Same = { run: (a, b) => a === b, sql: '($1 = $2)' }
/** Two scalars that only the record knows: a number equals a text of its digits. */
const SAME_DYN: Same = {
  run: (a, b) => {
    refuseComposite(a)
    refuseComposite(b)
    return String(a) === String(b)
  },
  sql: 'cel_same($1, $2)',
}
const readsSame = (same: (a: Known, b: Known, scope: Scope) => boolean, sql: string): Same => ({
  run: (a, b, scope) => {
    refuseComposite(a)
    try {
      return same(a, b, scope)
    } catch (error) {
      if (error instanceof Malformed) return false
      throw error
    }
  },
  sql,
})
const SAME_SQL: Readonly<Partial<Record<Scalar, string>>> = { double: 'cel_same($1, $2::float8)', timestamp: 'cel_same_moment($1, $2, $zone)', duration: 'cel_same_duration($1, $2)' }
/** A dyn that cannot be read as the type it is compared with is not equal: claims about one entity hold values of many types. */
const sameRead = (type: Scalar): Same => readsSame((a, b, scope) => readAs[type](a, scope) === b, SAME_SQL[type] ?? 'cel_same($1, $2)')
const digitsOf = (value: Known): string => (typeof value === 'number' ? decimalFrom(value) : String(value))
const sameDecimal = (a: Known, b: Known): boolean => compareDecimals(digitsOf(a), digitsOf(b)) === 0
const SAME_DYN_DECIMAL = readsSame((a, b) => compareDecimals(decimalFrom(a), String(b)) === 0, 'cel_same($1, $2)')
const asDecimal = (type: StaticType, argument: string): string => (type === 'double' ? `cel_decimal(${argument})` : argument)

/** How values of two types are compared for equality; undefined when no value of one ever equals one of the other. */
export const sameBetween = (a: StaticType, b: StaticType): Same | undefined => {
  if (typeof a === 'object' || typeof b === 'object') return undefined
  if (b === 'dyn' && a !== 'dyn') {
    const swapped = sameBetween(b, a)
    return swapped && { run: (x, y, scope) => swapped.run(y, x, scope), sql: swapped.sql.replaceAll(/\$[12]/g, (argument) => (argument === '$1' ? '$2' : '$1')) }
  }
  if (a === 'dyn') return b === 'dyn' ? SAME_DYN : b === 'decimal' ? SAME_DYN_DECIMAL : sameRead(b === 'int' ? 'double' : b)
  if (isNumber(a) && isNumber(b) && (a === 'decimal' || b === 'decimal')) return { run: sameDecimal, sql: `(${asDecimal(a, '$1')} = ${asDecimal(b, '$2')})` }
  return a === b || (isNumber(a) && isNumber(b)) ? PLAIN : undefined
}

export const equality = (name: '==' | '!=', types: readonly [StaticType, StaticType], same: Same): Overload => {
  const wanted = name === '=='
  return { name, receiver: false, parameters: types, result: 'bool', run: (a, b, scope) => same.run(a as Known, b as Known, scope as Scope) === wanted, sql: wanted ? same.sql : `(not ${same.sql})` }
}

/** Kleene's or over `x == element`: an equal one hides what is wrong with another; else what is malformed is said, before what is unknown. */
const among = (same: Same, x: Known, list: readonly Value[], scope: Scope): Value => {
  let wrong: Malformed | undefined
  for (const element of list) {
    try {
      if (element !== UNKNOWN && same.run(x, element, scope)) return true
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      wrong ??= error
    }
  }
  if (wrong !== undefined) throw wrong
  return list.includes(UNKNOWN) ? UNKNOWN : false
}
/** `x in list`. */
export const membership = (x: StaticType, element: StaticType, same: Same): Overload =>
  ({ name: 'in', receiver: false, parameters: [x, { list: element }], result: 'bool', run: (value, list, scope) => among(same, value as Known, list as readonly Value[], scope as Scope), sql: same.sql })
/** `'name' in map`: whether the member is there, as `has` says. */
export const HAS_KEY: Overload = fn('in', ['string', 'map'], 'bool', (name, map) => Object.hasOwn(map, name) && map[name] !== UNKNOWN && map[name] !== null && map[name] !== undefined, 'cel_has($2, $1)')
/** `x in dyn`: a list or a map, as the record turns out. */
export const inDyn = (x: StaticType, same: Same): Overload => ({
  name: 'in', receiver: false, parameters: [x, 'dyn'], result: 'bool', sql: same.sql,
  run: (value, container, scope) => {
    if (Array.isArray(container)) return among(same, value as Known, container as readonly Value[], scope as Scope)
    if (typeof container === 'object') return HAS_KEY.run(textOf(value as Known), container, scope as Scope)
    throw new Malformed(`${showValue(container)} is neither a list nor a map, so nothing is in it`)
  },
})

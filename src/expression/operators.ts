import { checkedDouble, checkedInt, readAs, textOf, type Known } from './conversions.ts'
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
    fn('+', ['int', 'int'], 'int', (a, b) => checkedInt(a + b)),
    fn('+', ['double', 'double'], 'double', sum),
    fn('+', ['decimal', 'decimal'], 'decimal', addDecimals),
    fn('+', ['string', 'string'], 'string', (a, b) => a + b),
    fn('+', ['dyn', 'dyn'], 'string', join),
    fn('+', ['timestamp', 'duration'], 'timestamp', (a, b) => checkedMoment(a + b)),
    fn('+', ['duration', 'timestamp'], 'timestamp', (a, b) => checkedMoment(a + b)),
    fn('+', ['duration', 'duration'], 'duration', (a, b) => checkedInt(a + b)),
  ],
  '-': [
    fn('-', ['int', 'int'], 'int', (a, b) => checkedInt(a - b)),
    fn('-', ['double', 'double'], 'double', (a, b) => sum(a, -b)),
    fn('-', ['decimal', 'decimal'], 'decimal', (a, b) => addDecimals(a, negateDecimal(b))),
    fn('-', ['timestamp', 'timestamp'], 'duration', (a, b) => a - b),
    fn('-', ['timestamp', 'duration'], 'timestamp', (a, b) => checkedMoment(a - b)),
    fn('-', ['duration', 'duration'], 'duration', (a, b) => checkedInt(a - b)),
  ],
  '*': [
    fn('*', ['int', 'int'], 'int', (a, b) => checkedInt(a * b)),
    fn('*', ['double', 'double'], 'double', (a, b) => checkedDouble(a * b, `${a} * ${b}`)),
    fn('*', ['decimal', 'decimal'], 'decimal', multiplyDecimals),
  ],
  '/': [
    fn('/', ['int', 'int'], 'int', (a, b) => checkedInt((a - (a % divisor(b))) / b)),
    fn('/', ['double', 'double'], 'double', (a, b) => checkedDouble(a / divisor(b), `${a} / ${b}`)),
  ],
  '%': [fn('%', ['int', 'int'], 'int', (a, b) => checkedInt(a % divisor(b)))],
}

export const NEGATE: Readonly<Record<'int' | 'double' | 'decimal' | 'duration', Overload>> = {
  int: fn('-_', ['int'], 'int', (a) => checkedInt(-a)),
  double: fn('-_', ['double'], 'double', (a) => -a),
  decimal: fn('-_', ['decimal'], 'decimal', negateDecimal),
  duration: fn('-_', ['duration'], 'duration', (a) => checkedInt(-a)),
}

type Order = '<' | '<=' | '>' | '>='
const ordered = (name: Order, holds: (sign: number) => boolean): Readonly<Record<string, Overload>> => {
  const plain: Readonly<Record<Order, (a: number, b: number) => boolean>> = { '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b }
  const run = plain[name]
  return {
    int: fn(name, ['int', 'int'], 'bool', run),
    double: fn(name, ['double', 'double'], 'bool', run),
    timestamp: fn(name, ['timestamp', 'timestamp'], 'bool', run),
    duration: fn(name, ['duration', 'duration'], 'bool', run),
    decimal: fn(name, ['decimal', 'decimal'], 'bool', (a, b) => holds(compareDecimals(a, b))),
  }
}
/** Comparisons by operator and by the type both sides are read as. */
export const ORDER: Readonly<Record<Order, Readonly<Record<string, Overload>>>> = {
  '<': ordered('<', (sign) => sign < 0),
  '<=': ordered('<=', (sign) => sign <= 0),
  '>': ordered('>', (sign) => sign > 0),
  '>=': ordered('>=', (sign) => sign >= 0),
}

export type Same = (a: Known, b: Known, scope: Scope) => boolean

/** Two scalars that only the record knows: a number equals a text of its digits. */
const sameDyn: Same = (a, b) => {
  if (typeof a === 'object' || typeof b === 'object') throw new Malformed(`${showValue(typeof a === 'object' ? a : b)} cannot be compared; its elements or members can`)
  return a === b || (typeof a !== typeof b && String(a) === String(b))
}
/** A dyn that cannot be read as the type it is compared with is not equal: claims about one entity hold values of many types. */
const sameRead = (type: Scalar): Same => (a, b, scope) => {
  if (typeof a === 'object') return sameDyn(a, b, scope)
  try {
    return readAs[type](a, scope) === b
  } catch (error) {
    if (error instanceof Malformed) return false
    throw error
  }
}
const sameDecimal = (a: Known, b: Known): boolean => compareDecimals(String(a), String(b)) === 0
const sameDynDecimal: Same = (a, b) => {
  if (typeof a === 'object') throw new Malformed(`${showValue(a)} cannot be compared; its elements or members can`)
  try {
    return sameDecimal(a, b)
  } catch (error) {
    if (error instanceof Malformed) return false
    throw error
  }
}

/** How values of two types are compared for equality; undefined when no value of one ever equals one of the other. */
export const sameBetween = (a: StaticType, b: StaticType): Same | undefined => {
  if (typeof a === 'object' || typeof b === 'object') return undefined
  if (b === 'dyn' && a !== 'dyn') {
    const swapped = sameBetween(b, a)
    return swapped && ((x, y, scope) => swapped(y, x, scope))
  }
  if (a === 'dyn') return b === 'dyn' ? sameDyn : b === 'decimal' ? sameDynDecimal : sameRead(b === 'int' ? 'double' : b)
  if (isNumber(a) && isNumber(b)) return a === 'decimal' || b === 'decimal' ? sameDecimal : (x, y) => x === y
  return a === b ? (x, y) => x === y : undefined
}

export const equality = (name: '==' | '!=', types: readonly [StaticType, StaticType], same: Same): Overload => {
  const wanted = name === '=='
  return { name, receiver: false, parameters: types, result: 'bool', run: (a, b, scope) => same(a as Known, b as Known, scope as Scope) === wanted }
}

/** Kleene's or over `x == element`: an unknown element leaves it open unless another is equal. */
const among = (same: Same, x: Known, list: readonly Value[], scope: Scope): Value => {
  let open = false
  for (const element of list) {
    if (element === UNKNOWN) open = true
    else if (same(x, element, scope)) return true
  }
  return open ? UNKNOWN : false
}
/** `x in list`. */
export const membership = (x: StaticType, element: StaticType, same: Same): Overload =>
  ({ name: 'in', receiver: false, parameters: [x, { list: element }], result: 'bool', run: (value, list, scope) => among(same, value as Known, list as readonly Value[], scope as Scope) })
/** `'name' in map`: whether the member is there, as `has` says. */
export const HAS_KEY: Overload = fn('in', ['string', 'map'], 'bool', (name, map) => Object.hasOwn(map, name) && map[name] !== UNKNOWN && map[name] !== null && map[name] !== undefined)
/** `x in dyn`: a list or a map, as the record turns out. */
export const inDyn = (x: StaticType, same: Same): Overload => ({
  name: 'in', receiver: false, parameters: [x, 'dyn'], result: 'bool',
  run: (value, container, scope) => {
    if (Array.isArray(container)) return among(same, value as Known, container as readonly Value[], scope as Scope)
    if (typeof container === 'object') return HAS_KEY.run(textOf(value as Known), container, scope as Scope)
    throw new Malformed(`${showValue(container)} is neither a list nor a map, so nothing is in it`)
  },
})

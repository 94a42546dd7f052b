import { checkedDouble, checkedInt, textOf, type Known } from './conversions.ts'
import { addDecimals, compareDecimals, multiplyDecimals, negateDecimal } from './decimals.ts'
import { fn } from './define.ts'
import { Malformed, UNKNOWN, type StaticType, type Value } from './expression.ts'
import { checkedMoment } from './moments.ts'
import { showValue } from './show-value.ts'
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

/** Two scalars that only the record knows: a number equals a text of its digits. */
const sameDyn = (a: Known, b: Known): boolean => {
  if (typeof a === 'object' || typeof b === 'object') throw new Malformed(`${showValue(typeof a === 'object' ? a : b)} cannot be compared; its elements or members can`)
  return a === b || (typeof a !== typeof b && String(a) === String(b))
}
const sameFor = (type: StaticType): ((a: Known, b: Known) => boolean) => {
  if (type === 'decimal') return (a, b) => compareDecimals(a as string, b as string) === 0
  return type === 'dyn' ? sameDyn : (a, b) => a === b
}

export const EQUATABLE: readonly StaticType[] = ['int', 'double', 'decimal', 'string', 'bool', 'timestamp', 'duration', 'dyn']
const equality = (name: '==' | '!=', wanted: boolean): ReadonlyMap<StaticType, Overload> =>
  new Map(EQUATABLE.map((type) => {
    const same = sameFor(type)
    return [type, { name, receiver: false, parameters: [type, type], result: 'bool', run: (a, b) => same(a as Known, b as Known) === wanted } satisfies Overload]
  }))
export const EQUALITY: Readonly<Record<'==' | '!=', ReadonlyMap<StaticType, Overload>>> = { '==': equality('==', true), '!=': equality('!=', false) }

/** Kleene's or over `x == element`: an unknown element leaves it open unless another is equal. */
const among = (same: (a: Known, b: Known) => boolean, x: Known, list: readonly Value[], read: (value: Known) => Known): Value => {
  let open = false
  for (const element of list) {
    if (element === UNKNOWN) open = true
    else if (same(x, read(element))) return true
  }
  return open ? UNKNOWN : false
}
/** `x in list`, both read as `type`; `elementRead` adapts elements whose own type differs. */
export const membership = (type: StaticType, element: StaticType, elementRead: (value: Known) => Known): Overload => {
  const same = sameFor(type)
  return { name: 'in', receiver: false, parameters: [type, { list: element }], result: 'bool', run: (x, list) => among(same, x as Known, list as readonly Value[], elementRead) }
}
/** `'name' in map`: whether the member is there, as `has` says. */
export const HAS_KEY: Overload = fn('in', ['string', 'map'], 'bool', (name, map) => Object.hasOwn(map, name) && map[name] !== UNKNOWN && map[name] !== null && map[name] !== undefined)
/** `x in dyn`: a list or a map, as the record turns out. */
export const IN_DYN: Overload = fn('in', ['dyn', 'dyn'], 'bool', (x, container, scope) => {
  if (Array.isArray(container)) return among(sameDyn, x, container as readonly Value[], (value) => value)
  if (typeof container === 'object') return HAS_KEY.run(textOf(x), container, scope)
  throw new Malformed(`${showValue(container)} is neither a list nor a map, so nothing is in it`)
})

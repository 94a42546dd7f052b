import { addDecimals, decimalOf } from './decimals.ts'
import { Malformed, UNKNOWN, type Scope, type Unknown, type Value } from './expression.ts'
import { durationOf, momentOf } from './moments.ts'
import { showValue } from './show-value.ts'
import type { Scalar } from './static-types.ts'

/** A value that is there. */
export type Known = Exclude<Value, Unknown>

/** Doubles hold every integer up to 2^53 and not all beyond: what would be rounded is refused. */
export const checkedInt = (value: number): number => {
  if (!Number.isSafeInteger(value)) throw new Malformed(`${value} is beyond the whole numbers that are kept exactly (2^53)`)
  return value === 0 ? 0 : value
}
export const checkedDouble = (value: number, what: string): number => {
  if (!Number.isFinite(value)) throw new Malformed(`${what} is not a finite number`)
  return value
}

const INTEGER = /^[+-]?\d+$/
const DOUBLE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

export const intOf = (value: Known): number => {
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) throw new Malformed(`${value} is not a whole number`)
    return checkedInt(value)
  }
  if (typeof value !== 'string' || !INTEGER.test(value.trim())) throw new Malformed(`${showValue(value)} is not a whole number`)
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new Malformed(`${showValue(value)} is beyond the whole numbers that are kept exactly (2^53)`)
  return number === 0 ? 0 : number
}

export const doubleOf = (value: Known): number => {
  if (typeof value === 'number') return value
  const trimmed = typeof value === 'string' ? value.trim() : ''
  if (!DOUBLE.test(trimmed)) throw new Malformed(`${showValue(value)} is not a number`)
  const number = checkedDouble(Number(trimmed), showValue(value))
  if (INTEGER.test(trimmed) && !Number.isSafeInteger(number)) throw new Malformed(`${showValue(value)} is beyond the whole numbers that are kept exactly (2^53)`)
  return number
}

export const textOf = (value: Known): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Malformed(`${showValue(value)} is not a text`)
}

const TRUE = new Set(['true', 'TRUE', 'True', 't', '1'])
const FALSE = new Set(['false', 'FALSE', 'False', 'f', '0'])
export const boolOf = (value: Known): boolean => {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.trim() : ''
  if (TRUE.has(text)) return true
  if (FALSE.has(text)) return false
  throw new Malformed(`${showValue(value)} is not true or false`)
}

export const decimalFrom = (value: Known): string => {
  if (typeof value === 'string') return decimalOf(value)
  if (typeof value === 'number') return decimalOf(String(value))
  throw new Malformed(`${showValue(value)} is not a decimal number`)
}

const timestampFrom = (value: Known, scope: Scope): number => {
  if (typeof value === 'string') return momentOf(value, scope.timezone)
  if (typeof value === 'number') throw new Malformed(`${value} is a number, not a time; timestamp(int(…)) reads seconds since 1970`)
  throw new Malformed(`${showValue(value)} is not a time`)
}

const durationFrom = (value: Known): number => {
  if (typeof value === 'string') return durationOf(value)
  throw new Malformed(`${showValue(value)} is not a duration such as 36h`)
}

/** How a dyn value is read as a scalar type that it meets; the conversion functions of the profile are the same. */
export const readAs: Readonly<Record<Scalar, (value: Known, scope: Scope) => Known>> = {
  dyn: (value) => value,
  int: intOf,
  double: doubleOf,
  decimal: decimalFrom,
  string: textOf,
  bool: boolOf,
  timestamp: timestampFrom,
  duration: durationFrom,
}

/** Sum over a list; one unknown element makes it unknown. */
export const sumOf = (list: readonly Value[], scope: Scope, as: 'int' | 'double' | 'decimal' | 'duration' | 'dyn'): Value => {
  let numbers = 0
  let decimals = '0'
  for (const element of list) {
    if (element === UNKNOWN) return UNKNOWN
    if (as === 'decimal') decimals = addDecimals(decimals, decimalFrom(element))
    else numbers += as === 'dyn' ? (readAs.double(element, scope) as number) : (element as number)
  }
  if (as === 'decimal') return decimals
  return as === 'int' || as === 'duration' ? checkedInt(numbers) : checkedDouble(numbers, 'the sum')
}

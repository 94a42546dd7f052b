import { decimalOf, sumDecimals } from './decimals.ts'
import { Malformed, type Scope, type Unknown, type Value } from './expression.ts'
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
/** PostgreSQL fails where a double ends, above as below, so both roads end a little before. */
const MOST_DOUBLE = 1e308
const LEAST_DOUBLE = 1e-300
export const checkedDouble = (value: number, what: string): number => {
  if (!(Math.abs(value) <= MOST_DOUBLE)) throw new Malformed(`${what} is beyond the finite numbers that are kept (1e308)`)
  return value
}
/** Of what may come out closer to zero than what it was made of: a product, a quotient, a text. */
export const checkedProduct = (value: number, what: string): number => (Math.abs(value) < LEAST_DOUBLE ? 0 : checkedDouble(value, what))

const INTEGER = /^[+-]?\d+$/
const DOUBLE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/
/** Of a text that is a number or a duration. */
const MOST_CHARACTERS = 200

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
  if (trimmed.length > MOST_CHARACTERS || !DOUBLE.test(trimmed)) throw new Malformed(`${showValue(value)} is not a number`)
  const number = checkedProduct(Number(trimmed), showValue(value))
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

/** Sum of known numbers. Whole ones are added exactly: doubles would round on the way. */
export const sumOf = (list: readonly Value[], as: 'int' | 'double' | 'decimal' | 'duration'): Value => {
  if (as === 'decimal') return sumDecimals(list as readonly string[])
  const numbers = list as readonly number[]
  if (as === 'double') return numbers.reduce((sum, number) => checkedDouble(sum + number, 'the sum'), 0)
  return checkedInt(Number(numbers.reduce((sum, number) => sum + BigInt(number), 0n)))
}

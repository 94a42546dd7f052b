import { boolOf, decimalFrom, doubleOf, intOf, readAs, type Known } from '../expression/conversions.ts'
import { Malformed, type Scope, type StaticType } from '../expression/expression.ts'
import { showValue } from '../expression/show-value.ts'
import type { AttributeType } from '../model/entity-type.ts'
import { nearest } from '../problems/nearest.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { formatInstant, instant } from '../vocabulary/instant.ts'

const INT_LEAST = -(2 ** 31)
const INT_MOST = 2 ** 31 - 1
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/

export interface Coercion {
  readonly type: AttributeType
  readonly enums: ReadonlyMap<string, readonly string[]>
  /** Static type of the expression the value comes from; tells a moment from a number. */
  readonly from: StaticType
  readonly scope: Scope
}

/** The value as the attribute's type keeps it (see Scalar); Malformed when it is no such value. */
export const coerceAttribute = (value: Known, { type, enums, from, scope }: Coercion): Scalar => {
  if (typeof type === 'object') return memberOf(value, type.enum, enums)
  switch (type) {
    case 'ID':
    case 'String':
      return asText(value, from)
    case 'Int':
      return int32Of(notMoment(value, from, 'a whole number'))
    case 'Float':
      return doubleOf(notMoment(value, from, 'a number'))
    case 'Boolean':
      return boolOf(value)
    case 'DateTime':
      return asMoment(value, from, scope)
    case 'Date':
      return dateOf(value, from)
    case 'Decimal':
      return decimalFrom(notMoment(value, from, 'a decimal number'))
  }
}

/** Text that can be kept. A number reads as its digits, a moment as RFC 3339. */
export const asText = (value: Known, from: StaticType): string => {
  if (from === 'timestamp' && typeof value === 'number') return formatInstant(instant(value))
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw new Malformed(`${showValue(value)} is not a text`)
  // PostgreSQL text cannot hold NUL, and UTF-8 has no lone surrogates: a store would fail or change the value.
  if (value.includes('\0')) throw new Malformed('it holds a NUL character')
  if (!value.isWellFormed()) throw new Malformed('it holds half of a surrogate pair')
  return value
}

/** A number, or its exact digits where a double would not keep them. */
export const asQuantity = (value: Known, from: StaticType): number | string => {
  const digits = decimalFrom(notMoment(value, from, 'a quantity'))
  const number = Number(digits)
  return String(number) === digits ? number : digits
}

/** Epoch milliseconds, of an expression that is a moment or a text that names one. */
export const asMoment = (value: Known, from: StaticType, scope: Scope): number => {
  const moment = from === 'timestamp' ? value : readAs.timestamp(value, scope)
  if (typeof moment !== 'number') throw new Malformed(`${showValue(value)} is not a time`)
  return moment
}

/** A moment and a span are plain numbers inside; as an amount they would be meaningless digits. */
const notMoment = (value: Known, from: StaticType, wanted: string): Known => {
  if (from === 'timestamp' || from === 'duration') throw new Malformed(`a ${from} is not ${wanted}`)
  return value
}

const int32Of = (value: Known): number => {
  const whole = intOf(value)
  if (whole < INT_LEAST || whole > INT_MOST) throw new Malformed(`${showValue(value)} is outside the 32 bits of Int (${INT_LEAST} to ${INT_MOST}); a Decimal or ID keeps it`)
  return whole
}

const dateOf = (value: Known, from: StaticType): string => {
  const match = typeof value === 'string' && from !== 'timestamp' ? DATE.exec(value.trim()) : null
  if (match === null) throw new Malformed(`${from === 'timestamp' ? 'a moment' : showValue(value)} is not a date such as 2026-03-02`)
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  const calendar = new Date(0)
  calendar.setUTCFullYear(year, month - 1, day)
  if (year < 1 || calendar.getUTCMonth() !== month - 1 || calendar.getUTCDate() !== day) throw new Malformed(`${showValue(value)} names a day that does not exist`)
  return match[0]
}

const memberOf = (value: Known, name: string, enums: Coercion['enums']): string => {
  const members = enums.get(name) ?? []
  if (typeof value === 'string' && members.includes(value)) return value
  const near = typeof value === 'string' ? nearest(value, members, 1) : []
  throw new Malformed(`${showValue(value)} is no ${name} (known: ${members.join(', ')})${near.length === 0 ? '' : `; nearest: ${near.join()}`}`)
}

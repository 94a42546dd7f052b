import { Malformed } from './expression.ts'
import { showValue } from './show-value.ts'

/** Exact decimals as text. PostgreSQL's numeric agrees with each function here; doubles would not. */
interface Parts {
  readonly units: bigint
  /** Digits after the point. */
  readonly scale: number
}
const SHAPE = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/
/** Digits before the point and after it. Beyond, an exponent is an attack on memory, not an amount. */
const MOST_DIGITS = 200

/** The text's number in plain digits, its trailing zeros kept: `' 031.50'` is `'31.50'`. */
export const decimalOf = (text: string): string => {
  const trimmed = text.trim()
  if (trimmed.length > MOST_DIGITS) throw new Malformed(`${showValue(text)} is not a decimal number`)
  return print(parse(trimmed))
}

const parse = (text: string): Parts => {
  const match = SHAPE.exec(text)
  if (match === null) throw new Malformed(`${showValue(text)} is not a decimal number`)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const units = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n)
  const scale = fraction.length - Number(exponent)
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 }
}

const print = ({ units, scale }: Parts): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  if (scale > MOST_DIGITS || digits.length - scale > MOST_DIGITS) throw new Malformed(`${showValue(digits)} has more than ${MOST_DIGITS} digits before or after its point`)
  const sign = units < 0n ? '-' : ''
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

const aligned = (a: Parts, b: Parts): readonly [bigint, bigint, number] => {
  const scale = Math.max(a.scale, b.scale)
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale), scale]
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export const compareDecimals = (a: string, b: string): number => {
  const [left, right] = aligned(parse(a), parse(b))
  return left < right ? -1 : left > right ? 1 : 0
}

const plus = (a: Parts, b: Parts): Parts => {
  const [left, right, scale] = aligned(a, b)
  return { units: left + right, scale }
}
export const addDecimals = (a: string, b: string): string => print(plus(parse(a), parse(b)))
export const sumDecimals = (list: readonly string[]): string => print(list.reduce((sum, decimal) => plus(sum, parse(decimal)), { units: 0n, scale: 0 } as Parts))

export const negateDecimal = (a: string): string => {
  const { units, scale } = parse(a)
  return print({ units: -units, scale })
}

export const multiplyDecimals = (a: string, b: string): string => {
  const left = parse(a)
  const right = parse(b)
  return print({ units: left.units * right.units, scale: left.scale + right.scale })
}

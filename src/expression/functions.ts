import { boolOf, checkedInt, decimalFrom, doubleOf, intOf, readAs, sumOf, textOf, type Known } from './conversions.ts'
import { compareDecimals, decimalOf, negateDecimal } from './decimals.ts'
import { fn, method } from './define.ts'
import { Malformed, UNKNOWN, type Scope, type Value } from './expression.ts'
import { checkedMoment, durationOf, momentOf, partOf, showDuration, type Part } from './moments.ts'
import { showValue } from './show-value.ts'
import type { Overload } from './typed-tree.ts'

const conversions: readonly Overload[] = [
  fn('int', ['int'], 'int', (value) => value),
  fn('int', ['double'], 'int', (value) => checkedInt(Math.trunc(value))),
  fn('int', ['decimal'], 'int', (value) => intOf(value.split('.')[0] ?? value)),
  fn('int', ['string'], 'int', intOf),
  fn('int', ['timestamp'], 'int', (value) => Math.floor(value / 1000)),
  fn('int', ['dyn'], 'int', intOf),
  fn('double', ['int'], 'double', (value) => value),
  fn('double', ['double'], 'double', (value) => value),
  fn('double', ['decimal'], 'double', (value) => Number(value)),
  fn('double', ['string'], 'double', doubleOf),
  fn('double', ['dyn'], 'double', doubleOf),
  fn('decimal', ['decimal'], 'decimal', (value) => value),
  fn('decimal', ['int'], 'decimal', decimalFrom),
  fn('decimal', ['double'], 'decimal', decimalFrom),
  fn('decimal', ['string'], 'decimal', decimalOf),
  fn('decimal', ['dyn'], 'decimal', decimalFrom),
  fn('string', ['string'], 'string', (value) => value),
  fn('string', ['int'], 'string', textOf),
  fn('string', ['double'], 'string', textOf),
  fn('string', ['decimal'], 'string', (value) => value),
  fn('string', ['bool'], 'string', textOf),
  fn('string', ['timestamp'], 'string', (value) => new Date(value).toISOString().replace('.000Z', 'Z')),
  fn('string', ['duration'], 'string', showDuration),
  fn('string', ['dyn'], 'string', textOf),
  fn('bool', ['bool'], 'bool', (value) => value),
  fn('bool', ['string'], 'bool', boolOf),
  fn('bool', ['dyn'], 'bool', boolOf),
  fn('timestamp', ['timestamp'], 'timestamp', (value) => value),
  fn('timestamp', ['string'], 'timestamp', (value, scope) => momentOf(value, scope.timezone)),
  fn('timestamp', ['int'], 'timestamp', (value) => checkedMoment(value * 1000)),
  fn('timestamp', ['dyn'], 'timestamp', readAs.timestamp),
  fn('duration', ['duration'], 'duration', (value) => value),
  fn('duration', ['string'], 'duration', durationOf),
  fn('duration', ['dyn'], 'duration', readAs.duration),
]

// Characters are code points, as PostgreSQL counts them; UTF-16 units would cut an emoji in two.
const SURROGATE = /[\uD800-\uDFFF]/
const lengthOf = (text: string): number => (SURROGATE.test(text) ? [...text].length : text.length)
const substring = (text: string, start: number, end?: number): string => {
  const length = lengthOf(text)
  const last = end ?? length
  if (start < 0 || last > length || start > last) throw new Malformed(`${showValue(text)} has ${length} characters, none from ${start} to ${last}`)
  return length === text.length ? text.slice(start, last) : [...text].slice(start, last).join('')
}
const nonEmpty = (text: string, what: string): string => {
  if (text === '') throw new Malformed(`${what} needs a text to look for, got an empty one`)
  return text
}
// ASCII only, as the names say: 'İ'.toLowerCase() depends on who lowers it.
const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const upperAscii = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())

const texts: readonly Overload[] = [
  method('startsWith', ['string', 'string'], 'bool', (text, other) => text.startsWith(other)),
  method('endsWith', ['string', 'string'], 'bool', (text, other) => text.endsWith(other)),
  method('contains', ['string', 'string'], 'bool', (text, other) => text.includes(other)),
  method('lowerAscii', ['string'], 'string', lowerAscii),
  method('upperAscii', ['string'], 'string', upperAscii),
  method('trim', ['string'], 'string', (text) => text.replace(/^[ \t\n\v\f\r]+/, '').replace(/(?<![ \t\n\v\f\r])[ \t\n\v\f\r]+$/, '')),
  method('replace', ['string', 'string', 'string'], 'string', (text, from, to) => text.split(nonEmpty(from, 'replace')).join(to)),
  method('split', ['string', 'string'], { list: 'string' }, (text, by) => text.split(nonEmpty(by, 'split'))),
  method('substring', ['string', 'int'], 'string', (text, start) => substring(text, start)),
  method('substring', ['string', 'int', 'int'], 'string', (text, start, end) => substring(text, start, end)),
]

const sizeOf = (value: Known): number => {
  if (typeof value === 'string') return lengthOf(value)
  if (Array.isArray(value)) return value.length
  if (typeof value === 'object') return Object.values(value).filter((member) => member !== UNKNOWN && member !== null && member !== undefined).length
  throw new Malformed(`${showValue(value)} has no size; a text, a list or a map has`)
}
const best = (list: readonly Value[], better: (a: Known, b: Known) => boolean): Value => {
  let found: Known | undefined
  for (const element of list) {
    if (element === UNKNOWN) return UNKNOWN
    if (found === undefined || better(element, found)) found = element
  }
  return found ?? UNKNOWN
}
const numbersOf = (list: readonly Value[]): readonly Value[] => list.map((element) => (element === UNKNOWN ? UNKNOWN : doubleOf(element)))
const less = (a: Known, b: Known): boolean => a < b
const more = (a: Known, b: Known): boolean => a > b

const overElementType = (type: 'int' | 'double' | 'decimal' | 'duration' | 'timestamp'): readonly Overload[] => [
  ...(type === 'timestamp' ? [] : [fn('sum', [{ list: type }], type, (list, scope: Scope) => sumOf(list as readonly Value[], scope, type))]),
  fn('min', [{ list: type }], type, (list) => best(list as readonly Value[], type === 'decimal' ? (a, b) => compareDecimals(a as string, b as string) < 0 : less)),
  fn('max', [{ list: type }], type, (list) => best(list as readonly Value[], type === 'decimal' ? (a, b) => compareDecimals(a as string, b as string) > 0 : more)),
]
const lists: readonly Overload[] = [
  fn('size', ['dyn'], 'int', sizeOf),
  fn('size', ['string'], 'int', sizeOf),
  fn('size', ['list'], 'int', sizeOf),
  fn('size', ['map'], 'int', sizeOf),
  method('size', ['dyn'], 'int', sizeOf),
  method('size', ['string'], 'int', sizeOf),
  method('size', ['list'], 'int', sizeOf),
  method('size', ['map'], 'int', sizeOf),
  fn('count', ['list'], 'int', (list) => list.length),
  ...(['int', 'double', 'decimal', 'duration', 'timestamp'] as const).flatMap(overElementType),
  fn('sum', [{ list: 'dyn' }], 'double', (list, scope) => sumOf(list, scope, 'dyn')),
  fn('min', [{ list: 'dyn' }], 'double', (list) => best(numbersOf(list), less)),
  fn('max', [{ list: 'dyn' }], 'double', (list) => best(numbersOf(list), more)),
]

/** Halves away from zero, as SQL's numeric rounds; Math.round takes -2.5 to -2. */
const round = (value: number): number => Math.sign(value) * Math.round(Math.abs(value))
const numbers: readonly Overload[] = [
  fn('abs', ['int'], 'int', (value) => Math.abs(value)),
  fn('abs', ['double'], 'double', (value) => Math.abs(value)),
  fn('abs', ['decimal'], 'decimal', (value) => (value.startsWith('-') ? negateDecimal(value) : value)),
  fn('round', ['double'], 'int', (value) => checkedInt(round(value))),
  fn('floor', ['double'], 'int', (value) => checkedInt(Math.floor(value))),
  fn('ceil', ['double'], 'int', (value) => checkedInt(Math.ceil(value))),
]

const accessor = (name: string, part: Part, base = 0): readonly Overload[] => [
  method(name, ['timestamp'], 'int', (value) => partOf(value, part) - base),
  method(name, ['timestamp', 'string'], 'int', (value, zone) => partOf(value, part, zone) - base),
]
const times: readonly Overload[] = [
  ...accessor('getFullYear', 'year'),
  ...accessor('getMonth', 'month', 1),
  ...accessor('getDate', 'day'),
  ...accessor('getDayOfMonth', 'day', 1),
  ...accessor('getDayOfWeek', 'weekday'),
  ...accessor('getDayOfYear', 'dayOfYear', 1),
  ...accessor('getHours', 'hour'),
  ...accessor('getMinutes', 'minute'),
  ...accessor('getSeconds', 'second'),
  ...accessor('getMilliseconds', 'millisecond'),
  method('getHours', ['duration'], 'int', (value) => Math.trunc(value / 3_600_000)),
  method('getMinutes', ['duration'], 'int', (value) => Math.trunc(value / 60_000)),
  method('getSeconds', ['duration'], 'int', (value) => Math.trunc(value / 1000)),
]

const byName = (overloads: readonly Overload[]): ReadonlyMap<string, readonly Overload[]> => Map.groupBy(overloads, (overload) => overload.name)
const all = [...conversions, ...texts, ...lists, ...numbers, ...times]

/** Functions `name(…)` and methods `x.name(…)` of the profile, by name. */
export const FUNCTIONS = byName(all.filter((overload) => !overload.receiver))
export const METHODS = byName(all.filter((overload) => overload.receiver))

import { boolOf, checkedInt, decimalFrom, doubleOf, intOf, readAs, sumOf, textOf, type Known } from './conversions.ts'
import { compareDecimals, decimalOf, negateDecimal } from './decimals.ts'
import { fn, method } from './define.ts'
import { Malformed, UNKNOWN, type Value } from './expression.ts'
import { checkedMoment, durationOf, momentOf, partOf, showDuration, type Part } from './moments.ts'
import { showValue } from './show-value.ts'
import type { Overload } from './typed-tree.ts'

const conversions: readonly Overload[] = [
  fn('int', ['int'], 'int', (value) => value, '$1'),
  fn('int', ['double'], 'int', (value) => checkedInt(Math.trunc(value)), 'cel_int($1)'),
  fn('int', ['decimal'], 'int', (value) => intOf(value.split('.')[0] ?? value), 'cel_int($1)'),
  fn('int', ['string'], 'int', intOf, 'cel_int($1)'),
  fn('int', ['timestamp'], 'int', (value) => Math.floor(value / 1000), 'cel_floor($1, 1000)'),
  fn('int', ['dyn'], 'int', intOf, 'cel_int($1)'),
  fn('double', ['int'], 'double', (value) => value, '$1::float8'),
  fn('double', ['double'], 'double', (value) => value, '$1'),
  fn('double', ['decimal'], 'double', (value) => Number(value), '$1::float8'),
  fn('double', ['string'], 'double', doubleOf, 'cel_double($1)'),
  fn('double', ['dyn'], 'double', doubleOf, 'cel_double($1)'),
  fn('decimal', ['decimal'], 'decimal', (value) => value, '$1'),
  fn('decimal', ['int'], 'decimal', decimalFrom, '$1::numeric'),
  fn('decimal', ['double'], 'decimal', decimalFrom, 'cel_decimal($1)'),
  fn('decimal', ['string'], 'decimal', decimalOf, 'cel_decimal($1)'),
  fn('decimal', ['dyn'], 'decimal', decimalFrom, 'cel_decimal($1)'),
  fn('string', ['string'], 'string', (value) => value, '$1'),
  fn('string', ['int'], 'string', textOf, '$1::text'),
  fn('string', ['double'], 'string', textOf, 'cel_text($1)'),
  fn('string', ['decimal'], 'string', (value) => value, '$1::text'),
  fn('string', ['bool'], 'string', textOf, '$1::text'),
  fn('string', ['timestamp'], 'string', (value) => new Date(value).toISOString().replace('.000Z', 'Z'), 'cel_moment_text($1)'),
  fn('string', ['duration'], 'string', showDuration, "(cel_text($1::float8 / 1000) || 's')"),
  fn('string', ['dyn'], 'string', textOf, 'cel_text($1)'),
  fn('bool', ['bool'], 'bool', (value) => value, '$1'),
  fn('bool', ['string'], 'bool', boolOf, 'cel_bool($1)'),
  fn('bool', ['dyn'], 'bool', boolOf, 'cel_bool($1)'),
  fn('timestamp', ['timestamp'], 'timestamp', (value) => value, '$1'),
  fn('timestamp', ['string'], 'timestamp', (value, scope) => momentOf(value, scope.timezone), 'cel_moment($1, $zone)'),
  fn('timestamp', ['int'], 'timestamp', (value) => checkedMoment(value * 1000), 'cel_in_range($1 * 1000)'),
  fn('timestamp', ['dyn'], 'timestamp', readAs.timestamp, 'cel_moment($1, $zone)'),
  fn('duration', ['duration'], 'duration', (value) => value, '$1'),
  fn('duration', ['string'], 'duration', durationOf, 'cel_duration($1)'),
  fn('duration', ['dyn'], 'duration', readAs.duration, 'cel_duration($1)'),
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
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const upperAscii = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())

const texts: readonly Overload[] = [
  method('startsWith', ['string', 'string'], 'bool', (text, other) => text.startsWith(other), 'starts_with($1, $2)'),
  method('endsWith', ['string', 'string'], 'bool', (text, other) => text.endsWith(other), 'cel_ends_with($1, $2)'),
  method('contains', ['string', 'string'], 'bool', (text, other) => text.includes(other), '(strpos($1, $2) > 0)'),
  method('lowerAscii', ['string'], 'string', lowerAscii, `translate($1, '${UPPER}', '${LOWER}')`),
  method('upperAscii', ['string'], 'string', upperAscii, `translate($1, '${LOWER}', '${UPPER}')`),
  method('trim', ['string'], 'string', (text) => text.replace(/^[ \t\n\v\f\r]+/, '').replace(/(?<![ \t\n\v\f\r])[ \t\n\v\f\r]+$/, ''), "btrim($1, E' \\t\\n\\x0b\\f\\r')"),
  method('replace', ['string', 'string', 'string'], 'string', (text, from, to) => text.split(nonEmpty(from, 'replace')).join(to), "replace($1, nullif($2, ''), $3)"),
  method('split', ['string', 'string'], { list: 'string' }, (text, by) => text.split(nonEmpty(by, 'split')), 'cel_split($1, $2)'),
  method('substring', ['string', 'int'], 'string', (text, start) => substring(text, start), 'cel_substring($1, $2)'),
  method('substring', ['string', 'int', 'int'], 'string', (text, start, end) => substring(text, start, end), 'cel_substring($1, $2, $3)'),
]

const sizeOf = (value: Known): number => {
  if (typeof value === 'string') return lengthOf(value)
  if (Array.isArray(value)) return value.length
  if (typeof value === 'object') return Object.values(value).filter((member) => member !== UNKNOWN && member !== null && member !== undefined).length
  throw new Malformed(`${showValue(value)} has no size; a text, a list or a map has`)
}
/** What goes over all elements is unknown as soon as one is, whatever the others are. */
const known = (list: readonly Value[], over: () => Value): Value => (list.includes(UNKNOWN) ? UNKNOWN : over())
const best = (list: readonly Value[], better: (a: Known, b: Known) => boolean): Value => {
  const [first = UNKNOWN, ...others] = list
  return others.reduce((found, element) => (better(element as Known, found as Known) ? element : found), first)
}

/** Which function of `sql/migrations/0016-cel.sql` goes over a list of these. */
const STORED = { int: 'int', duration: 'int', timestamp: 'int', double: 'double', dyn: 'double', decimal: 'decimal' } as const
const SOME_UNKNOWN = "$1 @> '[null]'"
const overElementType = (type: keyof typeof STORED): readonly Overload[] => {
  const result = type === 'dyn' ? 'double' : type
  const numbers = (list: readonly Value[]): readonly Value[] => (type === 'dyn' ? list.map((element) => doubleOf(element as Known)) : list)
  const order = (sign: 1 | -1) => (a: Known, b: Known): boolean => (type === 'decimal' ? compareDecimals(a as string, b as string) * sign < 0 : sign === 1 ? a < b : a > b)
  return [
    ...(type === 'timestamp' ? [] : [fn('sum', [{ list: type }], result, (list) => known(list, () => sumOf(numbers(list), result as 'int')), `cel_sum_${STORED[type]}($1)`, SOME_UNKNOWN)]),
    fn('min', [{ list: type }], result, (list) => known(list, () => best(numbers(list), order(1))), `cel_min_${STORED[type]}($1)`, `${SOME_UNKNOWN} or $1 = '[]'`),
    fn('max', [{ list: type }], result, (list) => known(list, () => best(numbers(list), order(-1))), `cel_max_${STORED[type]}($1)`, `${SOME_UNKNOWN} or $1 = '[]'`),
  ]
}
const lists: readonly Overload[] = [
  fn('size', ['dyn'], 'int', sizeOf, 'cel_size($1)'),
  fn('size', ['string'], 'int', sizeOf, 'length($1)::bigint'),
  fn('size', ['list'], 'int', sizeOf, 'jsonb_array_length($1)::bigint'),
  fn('size', ['map'], 'int', sizeOf, 'cel_size($1)'),
  method('size', ['dyn'], 'int', sizeOf, 'cel_size($1)'),
  method('size', ['string'], 'int', sizeOf, 'length($1)::bigint'),
  method('size', ['list'], 'int', sizeOf, 'jsonb_array_length($1)::bigint'),
  method('size', ['map'], 'int', sizeOf, 'cel_size($1)'),
  fn('count', ['list'], 'int', (list) => list.length, 'jsonb_array_length($1)::bigint'),
  ...(['int', 'double', 'decimal', 'duration', 'timestamp', 'dyn'] as const).flatMap(overElementType),
]

/** Halves away from zero, as SQL's numeric rounds; Math.round takes -2.5 to -2. */
const round = (value: number): number => Math.sign(value) * Math.round(Math.abs(value))
const numbers: readonly Overload[] = [
  fn('abs', ['int'], 'int', (value) => Math.abs(value), 'abs($1)'),
  fn('abs', ['double'], 'double', (value) => Math.abs(value), 'abs($1)'),
  fn('abs', ['decimal'], 'decimal', (value) => (value.startsWith('-') ? negateDecimal(value) : value), 'abs($1)'),
  fn('round', ['double'], 'int', (value) => checkedInt(round(value)), 'cel_round($1)'),
  fn('floor', ['double'], 'int', (value) => checkedInt(Math.floor(value)), 'cel_int(floor($1))'),
  fn('ceil', ['double'], 'int', (value) => checkedInt(Math.ceil(value)), 'cel_int(ceil($1))'),
]

const accessor = (name: string, part: Part, base = 0): readonly Overload[] => {
  const of = (moment: string): string => `(cel_part(${moment}, '${part}') - ${base})`
  return [
    method(name, ['timestamp'], 'int', (value) => partOf(value, part) - base, of('$1')),
    method(name, ['timestamp', 'zone'], 'int', (value, zone) => partOf(value, part, zone) - base, of('cel_shown($1, $2)')),
  ]
}
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
  method('getHours', ['duration'], 'int', (value) => Math.trunc(value / 3_600_000), '($1 / 3600000)'),
  method('getMinutes', ['duration'], 'int', (value) => Math.trunc(value / 60_000), '($1 / 60000)'),
  method('getSeconds', ['duration'], 'int', (value) => Math.trunc(value / 1000), '($1 / 1000)'),
]

const byName = (overloads: readonly Overload[]): ReadonlyMap<string, readonly Overload[]> => Map.groupBy(overloads, (overload) => overload.name)
const all = [...conversions, ...texts, ...lists, ...numbers, ...times]

/** Functions `name(…)` and methods `x.name(…)` of the profile, by name. */
export const FUNCTIONS = byName(all.filter((overload) => !overload.receiver))
export const METHODS = byName(all.filter((overload) => overload.receiver))

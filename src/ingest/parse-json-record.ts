import { UNKNOWN, type Value } from '../expression/expression.ts'
import { refuse, type RecordValue, type Refusal } from './read-record.ts'

/** Nesting a record may have; an attack on the stack is deeper. */
const DEEPEST = 64

/** A number whose digits a double may not keep: a point, an exponent, sixteen digits or more, minus zero. Looked for first: a reviver makes parsing four times as slow. */
const DELICATE = /[:,[]\s*-?(?:\d+[.eE]|\d{16})|-0/

/** One JSON object, its nulls absent and its numbers digit for digit: a number where a double writes the same digits, else its digits as text. */
export const parseJsonRecord = (text: string): { readonly ok: true; readonly record: RecordValue } | ({ readonly ok: false } & Refusal) => {
  try {
    const parsed: unknown = DELICATE.test(text) ? JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown) : JSON.parse(text)
    if (!isObject(parsed)) return { ok: false, ...refuse('RECORD_NOT_JSON', { reason: `it is ${Array.isArray(parsed) ? 'a list' : `the value ${text.slice(0, 40)}`}` }) }
    return { ok: true, record: withoutNulls(parsed, 1) as RecordValue }
  } catch (error) {
    // A RangeError is the stack, of the parser's or of ours.
    if (!(error instanceof Error) || !['SyntaxError', 'RangeError'].includes(error.name)) throw error
    return { ok: false, ...refuse('RECORD_NOT_JSON', { reason: error.name === 'RangeError' ? `it is nested deeper than ${DEEPEST}` : shortly(error.message) }) }
  }
}

const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && context?.source !== undefined && String(value) !== context.source ? context.source : value

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** In place: the parsed text is nobody else's. A null member goes; a null in a list stays as unknown, so that its neighbours keep their places. */
const withoutNulls = (value: unknown, depth: number): Value => {
  if (value === null) return UNKNOWN
  if (typeof value !== 'object') return value as Value
  if (depth > DEEPEST) throw new RangeError('nested too deep')
  if (Array.isArray(value)) return value.map((element) => withoutNulls(element, depth + 1))
  const members = value as Record<string, unknown>
  for (const name of Object.keys(members)) {
    const member = members[name]
    if (member === null) delete members[name]
    else if (typeof member === 'object') Object.defineProperty(members, name, { value: withoutNulls(member, depth + 1), writable: true, enumerable: true, configurable: true })
  }
  return members as RecordValue
}

/** V8 quotes the text around the fault, and names the whole text when it is short; the record is kept beside the reason anyway. */
const shortly = (message: string): string => message.replace(/, (?:\.\.\.)?"[^]*$/, '').replace(/ in JSON at position \d+ \(line \d+ column (\d+)\)$/, ' at column $1')

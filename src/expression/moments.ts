import { Temporal } from 'temporal-polyfill'
import { Malformed } from './expression.ts'
import { localMoment, utcMs } from './local-moment.ts'
import { showValue } from './show-value.ts'

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/
const DAY_MS = 86_400_000

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/**
 * RFC 3339, its offset, seconds and time of day optional, to epoch milliseconds (finer digits are cut). Without offset the text is local to `timezone`:
 * in a gap forward by the gap, of two readings the first (Temporal's `compatible`). A date alone is its midnight there.
 */
export const momentOf = (text: string, timezone: string): number => {
  const match = MOMENT.exec(text.trim())
  if (match === null) throw new Malformed(`${showValue(text)} is not a date or time such as 2026-03-02, 2026-03-02T07:10:00 or 2026-03-02T07:10:00+01:00`)
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number]
  const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'))
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) {
    throw new Malformed(`${showValue(text)} names a day or time that does not exist`)
  }
  const offset = match[8]
  const shown = [year, month, day, hour, minute, second, millisecond] as const
  return offset === undefined ? localMoment(shown, timezone) : utcMs(shown) - offsetMs(offset, text)
}

const offsetMs = (offset: string, text: string): number => {
  if (offset === 'Z' || offset === 'z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = offset.length > 3 ? Number(offset.slice(-2)) : 0
  if (hours > 23 || minutes > 59) throw new Malformed(`${showValue(text)} has an offset that does not exist`)
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

const UNIT_MS: Readonly<Record<string, number>> = { d: DAY_MS, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
const MOST_CHARACTERS = 200
const DURATION = /^[+-]?(?:\d+(?:\.\d+)?(?:ms|d|h|m|s))+$/

/** `'36h'`, `'1d'`, `'1h30m'`, `'1.5h'`, `'-10s'`, to milliseconds. A day is 24 hours. */
export const durationOf = (text: string): number => {
  const trimmed = text.trim()
  if (trimmed.length > MOST_CHARACTERS || !DURATION.test(trimmed)) throw new Malformed(`${showValue(text)} is not a duration such as 36h, 1d, 90m or 1h30m`)
  const parts = [...trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|d|h|m|s)/g)]
  const total = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ''] ?? 0), 0)
  if (!Number.isSafeInteger(Math.round(total))) throw new Malformed(`${showValue(text)} is too long a duration`)
  return (trimmed.startsWith('-') ? -1 : 1) * Math.round(total)
}

/** Seconds with as many decimals as needed, CEL's own form: `'129600s'`. */
export const showDuration = (ms: number): string => `${ms / 1000}s`

/** Furthest moments that RFC 3339 can write. */
const FIRST = -62_135_596_800_000
const LAST = 253_402_300_799_999
export const checkedMoment = (ms: number): number => {
  if (!(ms >= FIRST && ms <= LAST)) throw new Malformed(`a time ${ms} ms from 1970 is outside the years 1 to 9999`)
  return ms
}

export type Part = 'year' | 'month' | 'day' | 'weekday' | 'dayOfYear' | 'hour' | 'minute' | 'second' | 'millisecond'

/** The day on which a moment falls in `timezone`, as `2026-12-10`. */
export const dayOf = (ms: number, timezone: string): string => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone).toPlainDate().toString()

/** The first moment of a day in `timezone` and its last; undefined: it is no day. */
export const spanOfDay = (day: string, timezone: string): readonly [from: number, to: number] | undefined => {
  try {
    const date = Temporal.PlainDate.from(day)
    const beginsAt = (one: Temporal.PlainDate): number => one.toZonedDateTime(timezone).epochMilliseconds
    return [beginsAt(date), beginsAt(date.add({ days: 1 })) - 1]
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** A part of the moment as a calendar in `timezone` shows it; weekday 0 is Sunday, months and days count from 1. */
export const partOf = (ms: number, part: Part, timezone = 'UTC'): number => {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone)
  return part === 'weekday' ? local.dayOfWeek % 7 : local[part]
}

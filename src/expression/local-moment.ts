import { Temporal } from 'temporal-polyfill'
import { Malformed } from './expression.ts'
import { showValue } from './show-value.ts'

/** Year, month (1 to 12), day, hour, minute, second, millisecond, as a clock on the wall shows them. */
export type WallClock = readonly [number, number, number, number, number, number, number]

const DAY_MS = 86_400_000
/**
 * By zone and by day of the wall clock: the offset, in milliseconds, that holds from the day before to the day after, or NaN where it changes.
 * Temporal alone takes 8 µs a reading, a day seen before 0.6 µs (2026-11-22). Days are looked at one by one, because Temporal's polyfill
 * does not find every change of the clocks (getTimeZoneTransition answers null or skips some in Africa/Casablanca).
 */
const offsets = new Map<string, Map<number, number>>()
const MOST_DAYS = 20_000

export const utcMs = ([year, month, day, hour, minute, second, millisecond]: WallClock): number => {
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.setUTCHours(hour, minute, second, millisecond)
}

/** The moment at which a clock in `timezone` shows this: in a gap forward by the gap, of two such moments the first. */
export const localMoment = (shown: WallClock, timezone: string): number => {
  const asUtc = utcMs(shown)
  if (!isZone(timezone)) throw new Malformed(`${showValue(timezone)} is not a time zone such as Europe/Berlin`)
  const offset = offsetOn(Math.floor(asUtc / DAY_MS), timezone)
  if (!Number.isNaN(offset)) return asUtc - offset
  return new Temporal.PlainDateTime(...shown).toZonedDateTime(timezone, { disambiguation: 'compatible' }).epochMilliseconds
}

const offsetOn = (day: number, timezone: string): number => {
  const days = offsets.get(timezone) ?? new Map<number, number>()
  const known = days.get(day)
  if (known !== undefined) return known
  // A wall clock is at most a day from UTC, so whatever it shows on this day lies between the first and the last of these.
  const [first = NaN, ...others] = [day - 1, day, day + 1, day + 2].map((at) => offsetAt(at * DAY_MS, timezone))
  const offset = others.every((other) => other === first) ? first : NaN
  if (days.size >= MOST_DAYS) days.clear()
  days.set(day, offset)
  return offset
}
/** Milliseconds by which clocks in the zone are ahead of UTC at a moment. */
export const offsetAt = (ms: number, timezone: string): number => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone).offsetNanoseconds / 1_000_000

export const isZone = (name: string): boolean => {
  if (offsets.has(name)) return true
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
  offsets.set(name, new Map())
  return true
}

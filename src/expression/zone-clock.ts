import { offsetAt } from './local-moment.ts'

/** A zone's clock as a list that a binary search answers from: `offsets[n]` milliseconds ahead of UTC from the n-th change on. */
export interface ZoneClock {
  /** Moments of the changes. */
  readonly changes: readonly number[]
  /** What clocks show, read as UTC, from which on a text is read with the offset after the change: the gap is over, and the second time has begun that is not meant. */
  readonly shown: readonly number[]
  /** One more than there are changes. */
  readonly offsets: readonly number[]
}

const DAY_MS = 86_400_000
const newYear = (year: number): number => Date.UTC(year, 0, 1)
/** How closely is looked: no zone had changed its clocks before 1800; once every day, since 1970 never twice within four days. */
const STRETCHES = [{ from: 1800, until: 1880, step: 7 * DAY_MS }, { from: 1880, until: 1970, step: DAY_MS }, { from: 1970, until: 2130, step: 4 * DAY_MS }]
/** From here on clocks change by rules alone, which know a year by its length and its first weekday; each kind occurs in any 28 years. */
const FIRST_BY_RULE = 2101
const LAST = 2500

const clocks = new Map<string, ZoneClock>()

/**
 * The zone's changes from 1800 to 2500, looked up once a zone (0.4 s, 2026-11-30). From 2100 on the calendar repeats every 400 years, weekdays
 * included, so later times are asked as the same day of those (`cel_offset`). They are ours and not the store's: PostgreSQL reads a time that
 * comes twice as the second, and its zones are as old as its release.
 */
export const zoneClock = (zone: string): ZoneClock => {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const found = STRETCHES.flatMap(({ from, until, step }) => changesBetween(newYear(from), newYear(until), step, zone)).filter((at) => at < newYear(FIRST_BY_RULE + 28))
  const changes = [...found, ...byRule(found)]
  const offsets = [newYear(1800), ...changes].map((at) => offsetAt(at, zone))
  const shown = changes.map((change, n) => change + Math.max(offsets[n] ?? 0, offsets[n + 1] ?? 0))
  const clock = Object.freeze({ changes, shown, offsets })
  clocks.set(zone, clock)
  return clock
}

const changesBetween = (from: number, until: number, step: number, zone: string): readonly number[] => {
  const changes: number[] = []
  let before = offsetAt(from, zone)
  for (let at = from; at < until; at += step) {
    const after = offsetAt(at + step, zone)
    if (after !== before) changes.push(changeBetween(at, at + step, before, zone))
    before = after
  }
  return changes
}

/** The first second after `from` that the clock has another offset, found by halves. */
const changeBetween = (from: number, until: number, before: number, zone: string): number => {
  let [same, other] = [from, until]
  while (other - same > 1000) {
    const middle = same + Math.floor((other - same) / 2000) * 1000
    if (offsetAt(middle, zone) === before) same = middle
    else other = middle
  }
  return other
}

const kindOf = (year: number): string => `${new Date(newYear(year)).getUTCDay()} ${(newYear(year + 1) - newYear(year)) / DAY_MS}`

/** Changes of the years after those found: of the year of their kind, as far from its beginning. */
const byRule = (found: readonly number[]): readonly number[] => {
  const years = Map.groupBy(found.filter((at) => at >= newYear(FIRST_BY_RULE)), (at) => new Date(at).getUTCFullYear())
  const like = new Map(Array.from({ length: 28 }, (_, n) => FIRST_BY_RULE + n).map((year) => [kindOf(year), year]))
  return Array.from({ length: LAST - FIRST_BY_RULE - 28 }, (_, n) => FIRST_BY_RULE + 28 + n).flatMap((year) => {
    const same = like.get(kindOf(year)) ?? year
    return (years.get(same) ?? []).map((at) => at - newYear(same) + newYear(year))
  })
}

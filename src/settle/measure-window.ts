import { Temporal } from 'temporal-polyfill'
import type { Period } from '../model/translation.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'

/** A stretch of time that is measured: from, and until (exclusive). */
export interface MeasureWindow {
  readonly from: Instant
  readonly until: Instant
}

/** The first day of the window of a period that a day is in. */
const firstDay = (every: Period, day: Temporal.PlainDate): Temporal.PlainDate => {
  switch (every) {
    case 'P1D': return day
    case 'P7D': return day.subtract({ days: day.dayOfWeek - 1 })
    case 'P1M': return day.with({ day: 1 })
    case 'P3M': return day.with({ day: 1, month: day.month - ((day.month - 1) % 3) })
    case 'P1Y': return day.with({ day: 1, month: 1 })
  }
}

/** As calendars call it: `2026-04-01`, `2026-W14`, `2026-04`, `2026-Q2`, `2026`. */
export const windowName = (every: Period, from: Instant, timezone: string): string => {
  const day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timezone).toPlainDate()
  const two = (part: number | undefined): string => String(part).padStart(2, '0')
  switch (every) {
    case 'P1D': return day.toString()
    case 'P7D': return `${day.yearOfWeek}-W${two(day.weekOfYear)}`
    case 'P1M': return day.toPlainYearMonth().toString()
    case 'P3M': return `${day.toPlainYearMonth().toString().slice(0, -3)}-Q${(day.month + 2) / 3}`
    case 'P1Y': return day.toPlainYearMonth().toString().slice(0, -3)
  }
}

/** The window that a moment is in, by the calendar of a time zone: from one local midnight (or where a day begins later, its beginning) to another. */
export const windowOf = (every: Period, at: Instant, timezone: string): MeasureWindow => {
  const first = firstDay(every, Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate())
  const [from, until] = [first, first.add(every)].map((day) => instant(day.toZonedDateTime(timezone).epochMilliseconds))
  return { from: from ?? at, until: until ?? at }
}

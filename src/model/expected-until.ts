import { Temporal } from 'temporal-polyfill'
import { instant, type Instant } from '../vocabulary/instant.ts'

/** When a state that began should have passed by an ISO 8601 duration: months and years are the calendar's, in UTC; days are 24 hours there. */
export const expectedUntil = (since: Instant, duration: string): Instant =>
  instant(Temporal.Instant.fromEpochMilliseconds(since).toZonedDateTimeISO('UTC').add(duration).epochMilliseconds)

/** The duration as PostgreSQL's interval, which adds up the same: months, then days, then time. */
export const intervalOf = (duration: string): string => {
  const { years, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds } = Temporal.Duration.from(duration)
  return `${years * 12 + months} months ${weeks * 7 + days} days ${hours} hours ${minutes} minutes ${seconds} seconds ${milliseconds} milliseconds ${microseconds} microseconds`
}

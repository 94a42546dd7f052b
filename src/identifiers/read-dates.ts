import type { UdiDate } from './parsed-udi.ts'

/**
 * The century of a two-digit year, GS1 General Specifications 7.12: a window that slides with the current year, 49 years back and 50 ahead.
 * HIBC's standard has no rule of its own; the same one is used.
 */
export const fullYear = (twoDigits: number, now: Date): number => {
  const year = now.getUTCFullYear()
  const ahead = twoDigits - (year % 100)
  return year - (year % 100) + twoDigits + (ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0)
}

const two = (value: number): string => String(value).padStart(2, '0')
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** A day of the calendar; day 0 is the last of its month, known to the month only. Undefined: there is no such day. */
export const dayOf = (year: number, month: number, day: number): UdiDate | undefined => {
  if (month < 1 || month > 12 || day > lastDay(year, month)) return undefined
  return { date: `${String(year).padStart(4, '0')}-${two(month)}-${two(day === 0 ? lastDay(year, month) : day)}`, precision: day === 0 ? 'month' : 'day' }
}

/** The day of a year, 1 to 366. */
export const dayOfYear = (year: number, day: number): UdiDate | undefined => {
  const date = new Date(Date.UTC(year, 0, day))
  return day < 1 || date.getUTCFullYear() !== year ? undefined : dayOf(year, date.getUTCMonth() + 1, date.getUTCDate())
}

/** The time of a day whose hours, minutes and seconds are two digits each; undefined when there is no such time, or no day. */
export const timeOf = (day: UdiDate | undefined, digits: string, zone: '' | 'Z' = ''): UdiDate | undefined => {
  const [hours = 0, minutes = 0, seconds = 0] = (digits.match(/../g) ?? []).map(Number)
  if (day === undefined || day.precision === 'month' || hours > 23 || minutes > 59 || seconds > 59) return undefined
  return { date: day.date, precision: 'time', time: `${two(hours)}:${two(minutes)}${digits.length > 4 ? `:${two(seconds)}` : ''}${zone}` }
}

/** YYMMDD, by GS1's rules; `zeroDay`: 00 stands for the month's last day. */
export const yymmdd = (digits: string, now: Date, zeroDay: boolean): UdiDate | undefined => {
  const [year = 0, month = 0, day = 0] = (digits.match(/\d\d/g) ?? []).map(Number)
  return digits.length !== 6 || (day === 0 && !zeroDay) ? undefined : dayOf(fullYear(year, now), month, day)
}

/** YYYYMMDD. */
export const yyyymmdd = (digits: string, zeroDay = false): UdiDate | undefined => {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number)
  return !/^\d{8}$/.test(digits) || year === undefined || month === undefined || day === undefined || year === 0 || (day === 0 && !zeroDay) ? undefined : dayOf(year, month, day)
}

/** The same day and time, whatever the label wrote. */
export const dateText = ({ date, time, precision }: UdiDate): string => (time === undefined ? (precision === 'month' ? date.slice(0, 7) : date) : `${date}T${time}`)

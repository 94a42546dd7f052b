import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CALENDARS, holidaysIn, isWorkingDay } from '../../src/recall/calendars.ts'
import { deadlinesOf, dueAfter } from '../../src/recall/deadlines.ts'
import { formatInstant, instant } from '../../src/vocabulary/instant.ts'

const NEW_YORK = 'America/New_York'
const at = (text: string) => instant(Date.parse(text))
const two = (n: number): string => String(n).padStart(2, '0')

/** As the Office of Personnel Management publishes them, year by year (opm.gov, Federal Holidays); a holiday kept in the year before its own is listed there with its own. */
const OPM: Readonly<Record<number, string>> = {
  2020: '01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25',
  2021: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
  2022: '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26',
  2023: '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25',
  2024: '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25',
  2025: '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25',
  2026: '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25',
  2027: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
  2028: '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25',
}

describe('federal holidays of the United States', () => {
  it.each(Object.entries(OPM))('of %s are those of the published list', (year, days) => {
    expect(holidaysIn(CALENDARS.US, Number(year)).map(({ day }) => `${two(day.month)}-${two(day.day)}`).join(' ')).toBe(days)
  })
})

describe('working days', () => {
  const due = (text: string, days: number, calendar: keyof typeof CALENDARS = 'US', zone = NEW_YORK): string => formatInstant(dueAfter(at(text), days, CALENDARS[calendar], zone))
  it('three after a Monday end with the Thursday; the day of the request is not counted, whatever its hour', () => {
    expect(due('2026-03-16T08:00:00-04:00', 3)).toBe('2026-03-20T04:00:00Z')
    expect(due('2026-03-16T23:59:00-04:00', 3)).toBe('2026-03-20T04:00:00Z')
  })
  it('the day of the request is that of the zone', () => {
    // 02:00 on Tuesday in London is Monday evening in New York.
    expect(due('2026-03-17T02:00:00Z', 3)).toBe('2026-03-20T04:00:00Z')
    expect(due('2026-03-17T02:00:00Z', 3, 'EU', 'Europe/Berlin')).toBe('2026-03-20T23:00:00Z')
  })
  it('a weekend and a holiday are passed over: asked on Wednesday before Thanksgiving 2026, three end on Tuesday', () => {
    expect(due('2026-11-25T12:00:00-05:00', 3)).toBe('2026-12-02T05:00:00Z')
    expect(due('2026-11-25T12:00:00-05:00', 3, 'EU', NEW_YORK)).toBe('2026-12-01T05:00:00Z')
  })
  it('ten over Christmas and New Year: asked on Friday the 18th of December 2026, they end on Tuesday the 5th of January', () => {
    // 21 22 23 24, not 25, 28 29 30 31, not the 1st, 4 5: ten.
    expect(due('2026-12-18T12:00:00-05:00', 10)).toBe('2027-01-06T05:00:00Z')
  })
  it('asked on a Saturday, the first is Monday; a day on which clocks change ends at its own midnight', () => {
    expect(due('2026-03-07T12:00:00-05:00', 1)).toBe('2026-03-10T04:00:00Z')
    expect(due('2026-03-06T12:00:00-05:00', 1, 'US', 'Africa/Cairo')).toBe('2026-03-09T22:00:00Z')
  })
  it('counted one by one there are as many as were given', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }), fc.integer({ min: 1, max: 40 }), fc.constantFrom('US' as const, 'EU' as const), (from, days, calendar) => {
      const until = dueAfter(instant(from), days, CALENDARS[calendar], 'UTC')
      let [count, last] = [0, 0]
      for (let day = Math.floor(from / 86_400_000) + 1; day * 86_400_000 < until; day += 1) {
        const date = new Date(day * 86_400_000)
        if (!isWorkingDay(CALENDARS[calendar], { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })) continue
        count += 1
        last = day
      }
      expect([count, (last + 1) * 86_400_000]).toEqual([days, until])
    }))
  })
})

describe('a request', () => {
  const request = { authority: 'FDA', jurisdiction: 'US', requestedAt: at('2026-03-16T08:00:00-04:00'), timezone: NEW_YORK } as const
  it('for tracked devices is due after 3 and 10 working days (21 CFR 821.25(a))', () => {
    expect(deadlinesOf(request).map(({ due, ...rest }) => ({ ...rest, due: formatInstant(due) }))).toEqual([
      { what: 'HOLDERS', workingDays: 3, under: '21 CFR 821.25(a)(1)', due: '2026-03-20T04:00:00Z' },
      { what: 'SUBJECTS', workingDays: 10, under: '21 CFR 821.25(a)(2) and (3)', due: '2026-03-31T04:00:00Z' },
    ])
  })
  it('is due as the authority says where it says so, and has to say so where no rule does', () => {
    expect(deadlinesOf({ ...request, workingDays: 1 })).toMatchObject([{ what: 'ANSWER', due: at('2026-03-18T00:00:00-04:00') }])
    expect(() => deadlinesOf({ ...request, jurisdiction: 'EU' })).toThrow(/the working days that the authority gave/)
    expect(() => deadlinesOf({ ...request, workingDays: 0 })).toThrow(/a whole number from 1/)
    expect(() => deadlinesOf({ ...request, timezone: 'Mars/Base' })).toThrow(/a time zone such as/)
  })
})

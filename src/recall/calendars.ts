/** A day of the calendar; months from 1. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** 0: Sunday. */
const weekdayOf = ({ year, month, day }: Day): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay()
export const plusDays = ({ year, month, day }: Day, days: number): Day => {
  const at = new Date(Date.UTC(year, month - 1, day + days))
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
}

/** Which days are worked on. `source`: the rule that says so. */
export interface WorkCalendar {
  readonly source: string
  /** What it does not know. */
  readonly leavesOut: string
  readonly holidays: readonly Holiday[]
}

/** On a date, or on a weekday of a month: `nth` from 1, or -1 for its last. */
export type Holiday = { readonly name: string; /** The first year. */ readonly since?: number; readonly month: number } & ({ readonly day: number } | { readonly weekday: number; readonly nth: number })

const [MONDAY, THURSDAY, SATURDAY] = [1, 4, 6]

export const CALENDARS = {
  /**
   * 5 U.S.C. 6103(a). On a Saturday a holiday is kept the Friday before (6103(b)(1)), on a Sunday the Monday after (Executive Order 11582, section 3(a)). The Office
   * of Personnel Management's lists are what the tests hold it against.
   */
  US: {
    source: '5 U.S.C. 6103(a) and (b); Executive Order 11582, section 3(a)',
    leavesOut: 'Inauguration Day (6103(c), Washington alone) and days given by an order of the President',
    holidays: [
      { name: "New Year's Day", month: 1, day: 1 },
      { name: 'Birthday of Martin Luther King, Jr.', since: 1986, month: 1, weekday: MONDAY, nth: 3 },
      { name: "Washington's Birthday", month: 2, weekday: MONDAY, nth: 3 },
      { name: 'Memorial Day', month: 5, weekday: MONDAY, nth: -1 },
      { name: 'Juneteenth National Independence Day', since: 2021, month: 6, day: 19 },
      { name: 'Independence Day', month: 7, day: 4 },
      { name: 'Labor Day', month: 9, weekday: MONDAY, nth: 1 },
      { name: 'Columbus Day', month: 10, weekday: MONDAY, nth: 2 },
      { name: 'Veterans Day', month: 11, day: 11 },
      { name: 'Thanksgiving Day', month: 11, weekday: THURSDAY, nth: 4 },
      { name: 'Christmas Day', month: 12, day: 25 },
    ],
  },
  /** Regulation (EEC, Euratom) No 1182/71, Article 2(2): all days but public holidays, Sundays and Saturdays. Public holidays are each member state's own (Article 2(1)). */
  EU: { source: 'Regulation (EEC, Euratom) No 1182/71, Article 2(2)', leavesOut: 'public holidays, which are each member state\'s own: a deadline may be later than shown, never earlier', holidays: [] },
} as const satisfies Readonly<Record<string, WorkCalendar>>

export type Jurisdiction = keyof typeof CALENDARS
export const JURISDICTIONS = Object.keys(CALENDARS) as readonly Jurisdiction[]

const onDay = (holiday: Holiday, year: number): Day | undefined => {
  const { since = -Infinity, month } = holiday
  if (year < since) return undefined
  if ('day' in holiday) return { year, month, day: holiday.day }
  const first = holiday.nth > 0 ? { year, month, day: 1 } : plusDays(plusDays({ year, month: month + 1, day: 1 }, -1), -6)
  const ahead = (holiday.weekday - weekdayOf(first) + 7) % 7
  return plusDays(first, ahead + (holiday.nth > 0 ? (holiday.nth - 1) * 7 : 0))
}

/** When a holiday of a year is kept: it may be the last day of the year before. */
const keptOn = (holiday: Holiday, year: number): Day | undefined => {
  const day = onDay(holiday, year)
  if (day === undefined) return undefined
  const weekday = weekdayOf(day)
  return weekday === SATURDAY ? plusDays(day, -1) : weekday === 0 ? plusDays(day, 1) : day
}

/** The holidays that are kept in a year, by day. */
export const holidaysIn = ({ holidays }: WorkCalendar, year: number): readonly { readonly day: Day; readonly name: string }[] =>
  [year, year + 1].flatMap((of) => holidays.flatMap((holiday) => {
    const day = keptOn(holiday, of)
    return day === undefined || day.year !== year ? [] : [{ day, name: holiday.name }]
  })).sort((a, b) => a.day.month - b.day.month || a.day.day - b.day.day)

export const isWorkingDay = (calendar: WorkCalendar, day: Day): boolean => {
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== SATURDAY && !holidaysIn(calendar, day.year).some((holiday) => holiday.day.month === day.month && holiday.day.day === day.day)
}

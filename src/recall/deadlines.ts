import { isZone, localMoment, offsetAt } from '../expression/local-moment.ts'
import { problem } from '../problems/problem.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { CALENDARS, isWorkingDay, JURISDICTIONS, plusDays, type Day, type Jurisdiction, type WorkCalendar } from './calendars.ts'

/** Something that an authority has asked for. */
export interface AuthorityRequest {
  readonly authority: string
  readonly jurisdiction: Jurisdiction
  readonly requestedAt: Instant
  /** By whose days are counted, such as America/New_York. */
  readonly timezone: string
  /** As the authority set them; absent: those of the rule. */
  readonly workingDays?: number
}

/** What is to be told by when. */
export interface Deadline {
  /** HOLDERS: who holds what no subject has yet. SUBJECTS: in whom it was used. ANSWER: what was asked. */
  readonly what: 'HOLDERS' | 'SUBJECTS' | 'ANSWER'
  readonly workingDays: number
  /** The first moment at which it is late. */
  readonly due: Instant
  readonly under: string
}

/**
 * Tracked devices, 21 CFR 821.25(a). (1): within 3 working days of a request, before distribution to a patient, who holds the device and where. (2): within 10 working days, after
 * distribution to a patient, of a device for one patient over its life, who that is and when. (3): within 10 of one for several, the same of whoever has it.
 */
const RULES: Readonly<Record<Jurisdiction, readonly Omit<Deadline, 'due'>[]>> = {
  US: [
    { what: 'HOLDERS', workingDays: 3, under: '21 CFR 821.25(a)(1)' },
    { what: 'SUBJECTS', workingDays: 10, under: '21 CFR 821.25(a)(2) and (3)' },
  ],
  // Regulation (EU) 2017/745, Article 25(2) has economic operators name their suppliers and customers to the authority and sets no time: it does, in its request.
  EU: [],
}

const dayAt = (at: Instant, timezone: string): Day => {
  const shown = new Date(at + offsetAt(at, timezone))
  return { year: shown.getUTCFullYear(), month: shown.getUTCMonth() + 1, day: shown.getUTCDate() }
}

/**
 * The end of the n-th working day after the day of the request, which is not counted: Regulation 1182/71, Article 3(1) and (2)(b); for the United States as Fed. R. Civ. P.
 * 6(a)(1) counts, since 21 CFR 821 does not say. That end is the beginning of the next day by the zone's clocks.
 */
export const dueAfter = (requestedAt: Instant, workingDays: number, calendar: WorkCalendar, timezone: string): Instant => {
  let day = dayAt(requestedAt, timezone)
  for (let left = workingDays; left > 0;) {
    day = plusDays(day, 1)
    if (isWorkingDay(calendar, day)) left -= 1
  }
  const next = plusDays(day, 1)
  return instant(localMoment([next.year, next.month, next.day, 0, 0, 0, 0], timezone))
}

const MOST_WORKING_DAYS = 1000

/** By when a request is to be answered. BAD_ARGUMENT. */
export const deadlinesOf = ({ jurisdiction, requestedAt, timezone, workingDays }: AuthorityRequest): readonly Deadline[] => {
  if (!JURISDICTIONS.includes(jurisdiction)) throw problem('BAD_ARGUMENT', { argument: 'jurisdiction', value: jurisdiction, wanted: `one of ${JURISDICTIONS.join(', ')}` })
  if (!isZone(timezone)) throw problem('BAD_ARGUMENT', { argument: 'timezone', value: timezone, wanted: 'a time zone such as Europe/Berlin' })
  if (workingDays !== undefined && (!Number.isInteger(workingDays) || workingDays < 1 || workingDays > MOST_WORKING_DAYS)) throw problem('BAD_ARGUMENT', { argument: 'workingDays', value: String(workingDays), wanted: `a whole number from 1 to ${MOST_WORKING_DAYS}` })
  const rules = RULES[jurisdiction]
  if (workingDays === undefined && rules.length === 0) throw problem('BAD_ARGUMENT', { argument: 'workingDays', value: 'absent', wanted: `the working days that the authority gave: no rule of ${jurisdiction} sets any` })
  const calendar = CALENDARS[jurisdiction]
  const asked = workingDays === undefined ? rules : [{ what: 'ANSWER' as const, workingDays, under: 'as the authority asked' }]
  return asked.map((rule) => ({ ...rule, due: dueAfter(requestedAt, rule.workingDays, calendar, timezone) }))
}

import { Malformed, type Compiled } from '../expression/expression.ts'
import { durationOf, momentOf } from '../expression/moments.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { once } from '../vocabulary/once.ts'
import type { History } from './history.ts'
import type { Seen } from './rule-scope.ts'
import { moments } from './timeline.ts'

const DURATION = /duration\(\s*(['"])(.*?)\1\s*\)/g

/** What texts are looked through for. */
const inTexts = <T>(look: (text: string) => readonly T[]): ((expressions: readonly (Compiled | undefined)[]) => readonly T[]) => {
  const lookOnce = once(({ text }: Compiled) => look(text))
  return (expressions) => expressions.flatMap((expression) => (expression === undefined ? [] : lookOnce(expression)))
}

const durationsIn = inTexts((text) => [...text.matchAll(DURATION)].map((match) => durationOf(match[2] ?? '')))

const TIME_OF_DAY = /(['"])([Tt ]\d\d:\d\d.*?)\1/g

/** What rules put behind a date, `order.dueOn + 'T23:59:59.999'`; nothing: a date alone is its midnight. */
const timesOfDay = (expressions: readonly (Compiled | undefined)[]): readonly string[] => ['', ...new Set(timesOfDayIn(expressions))]
const timesOfDayIn = inTexts((text) => [...text.matchAll(TIME_OF_DAY)].map((match) => match[2] ?? ''))

/** As `timestamp()` reads it; what it cannot read turns nothing. */
const momentsOfDate = (date: string, times: readonly string[], timezone: string): readonly Instant[] => times.flatMap((time) => {
  try {
    return [instant(momentOf(date + time, timezone))]
  } catch (error) {
    if (error instanceof Malformed) return []
    throw error
  }
})

const timesOf = ({ facts, attributes }: History, momentsOf: (date: string) => readonly Instant[]): readonly Instant[] =>
  [...facts.type.attributes.values()].filter(({ type }) => type === 'DateTime' || type === 'Date').flatMap(({ name }) => {
    const tracked = (attributes.get(name) ?? []).map((entry) => (entry.value?.settled === true ? entry.value.value : null))
    return [facts.attributes[name], ...tracked].flatMap((value) => (typeof value === 'number' ? [instant(value)] : typeof value === 'string' ? momentsOf(value) : []))
  })

/** Where rules that read `now` commonly turn: at a time or date that an entity holds, and as long before and after what they know of as they say. `others`: further times that they may be about. */
export const turningPoints = (expressions: readonly (Compiled | undefined)[], { timezone }: { readonly timezone: string }, histories: readonly History[], others: readonly Instant[] = []): readonly Instant[] => {
  const ofDay = timesOfDay(expressions)
  const times = [...histories.flatMap((history) => timesOf(history, (date) => momentsOfDate(date, ofDay, timezone))), ...others]
  const durations = durationsIn(expressions)
  return [...times, ...[...times, ...histories.flatMap((history) => history.moments)].flatMap((time) => durations.flatMap((duration) => [time - duration, time + duration] as Instant[]))]
}

/**
 * Moments with those between them at which a rule that reads `now` changes its mind while nobody says anything. Between two it is taken to do
 * so once at most, so give the turning points and the moment asked about among them.
 */
export const withPassing = <T>(bounds: Iterable<Instant>, until: Instant, seenAt: (moment: Instant) => Seen<T>, textOf: (value: T) => string): readonly Instant[] => {
  const mindAt = (moment: Instant): string => textOf(seenAt(moment).value)
  const known = moments(bounds).filter((moment) => moment <= until)
  return known.flatMap((from, index) => {
    let [before, after] = [from, Math.min((known[index + 1] ?? Infinity) - 1, until) as Instant]
    const { value, byClock } = seenAt(before)
    const mind = textOf(value)
    if (!byClock || mindAt(after) === mind) return [from]
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2) as Instant
      if (mindAt(middle) === mind) before = middle
      else after = middle
    }
    return [from, after]
  })
}

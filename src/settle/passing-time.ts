import type { Compiled } from '../expression/expression.ts'
import { durationOf } from '../expression/moments.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { History } from './history.ts'
import { moments } from './timeline.ts'

const DURATION = /duration\(\s*(['"])(.*?)\1\s*\)/g

const durationsIn = (expressions: readonly (Compiled | undefined)[]): readonly number[] =>
  expressions.flatMap((expression) => [...(expression?.text ?? '').matchAll(DURATION)].map((match) => durationOf(match[2] ?? '')))

const timesOf = ({ facts, attributes }: History): readonly Instant[] =>
  [...facts.type.attributes.values()].filter((attribute) => attribute.type === 'DateTime').flatMap(({ name }) => {
    const tracked = (attributes.get(name) ?? []).map((entry) => (entry.value?.settled === true ? entry.value.value : null))
    return [facts.attributes[name], ...tracked].filter((value) => typeof value === 'number') as Instant[]
  })

/** Where rules that read `now` commonly turn: at a time that an entity holds, and as long before and after what they know of as they say. `others`: further times that they may be about. */
export const turningPoints = (expressions: readonly (Compiled | undefined)[], histories: readonly History[], others: readonly Instant[] = []): readonly Instant[] => {
  const times = [...histories.flatMap(timesOf), ...others]
  const durations = durationsIn(expressions)
  return [...times, ...[...times, ...histories.flatMap((history) => history.moments)].flatMap((time) => durations.flatMap((duration) => [time - duration, time + duration] as Instant[]))]
}

/**
 * Moments with those between them at which a rule that reads `now` changes its mind while nobody says anything. Between two it is taken to do
 * so once at most, so give the turning points and the moment asked about among them.
 */
export const withPassing = (bounds: Iterable<Instant>, until: Instant, mindAt: (moment: Instant) => string): readonly Instant[] => {
  const known = moments(bounds).filter((moment) => moment <= until)
  return known.flatMap((from, index) => {
    let [before, after] = [from, Math.min((known[index + 1] ?? Infinity) - 1, until) as Instant]
    const mind = mindAt(before)
    if (mindAt(after) === mind) return [from]
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2) as Instant
      if (mindAt(middle) === mind) before = middle
      else after = middle
    }
    return [from, after]
  })
}

import { problem } from '../problems/problem.ts'
import { formatInstant, HOUR_MS, instant, type Instant } from '../vocabulary/instant.ts'

/** How far the clock of who asks may be ahead of ours. */
const AHEAD_MS = HOUR_MS / 12

/** A moment that a question is to be answered for, if it gives one; now where it is ahead by less. AS_OF_IN_FUTURE: what will be is nobody's claim yet. */
export const momentGiven = (argument: 'asOf' | 'knownAt', given: unknown, now: Instant): Instant | undefined => {
  if (typeof given !== 'number') return undefined
  if (given > now + AHEAD_MS) throw problem('AS_OF_IN_FUTURE', { argument, at: formatInstant(instant(given)), now: formatInstant(now) })
  return instant(Math.min(given, now))
}

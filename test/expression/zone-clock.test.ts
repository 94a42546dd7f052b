import fc from 'fast-check'
import { expect, it } from 'vitest'
import { offsetAt } from '../../src/expression/local-moment.ts'
import { momentOf } from '../../src/expression/moments.ts'
import { zoneClock } from '../../src/expression/zone-clock.ts'

const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'Asia/Gaza', 'America/Caracas', 'Asia/Kolkata']
const CYCLE = 146_097 * 86_400_000
const FIRST = Date.UTC(2100, 0, 1)

/** As `cel_offset` of sql/migrations/0016-cel.sql reads it. */
const offsetOf = (at: number, changes: readonly number[], offsets: readonly number[]): number => {
  const folded = at >= FIRST ? FIRST + ((at - FIRST) % CYCLE) : at
  return offsets[changes.filter((change) => change <= folded).length] ?? NaN
}
const anyMoment = (zone: string): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min: -6_000_000_000, max: 253_000_000_000 }).map((seconds) => seconds * 1000), fc.integer({ min: -3_000_000_000, max: 4_200_000_000 }).map((seconds) => seconds * 1000),
    fc.tuple(fc.constantFrom(0, ...zoneClock(zone).changes), fc.integer({ min: -7200, max: 7200 })).map(([change, seconds]) => change + seconds * 1000))

it.each(ZONES)('the clock of %s is ahead as Temporal has it, in all times', (zone) => {
  const { changes, offsets } = zoneClock(zone)
  fc.assert(fc.property(anyMoment(zone), (at) => { expect(offsetOf(at, changes, offsets)).toBe(offsetAt(at, zone)) }), { numRuns: 2000 })
})

it.each(ZONES)('a text is read by the clock of %s as in memory: skipped times forward, of two the first', (zone) => {
  const { shown, offsets } = zoneClock(zone)
  fc.assert(fc.property(anyMoment(zone).filter((at) => at < Date.UTC(9999, 0, 1)), (at) => {
    const clock = Math.floor(at / 1000) * 1000
    expect(clock - offsetOf(clock, shown, offsets)).toBe(momentOf(new Date(clock).toISOString().slice(0, 19), zone))
  }), { numRuns: 1000 })
})

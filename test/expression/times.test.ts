import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { Malformed, type Value } from '../../src/expression/expression.ts'
import { durationOf, momentOf } from '../../src/expression/moments.ts'
import { compiled } from './evaluate.ts'

const iso = (ms: number): string => new Date(ms).toISOString()
const at = (text: string, zone = 'UTC'): string => iso(momentOf(text, zone))

describe('a text read as a time', () => {
  it.each([
    ['2026-03-02T07:10:00Z', 'Asia/Tokyo', '2026-03-02T07:10:00.000Z'],
    ['2026-03-02T07:10:00+01:00', 'UTC', '2026-03-02T06:10:00.000Z'],
    ['2026-03-02T07:10:00.123456-0530', 'UTC', '2026-03-02T12:40:00.123Z'],
    ['2026-03-02 07:10:00+01', 'UTC', '2026-03-02T06:10:00.000Z'],
    [' 2026-03-02t07:10:00z ', 'UTC', '2026-03-02T07:10:00.000Z'],
    ['2026-03-02T07:10', 'Europe/Berlin', '2026-03-02T06:10:00.000Z'],
    ['2026-07-02 07:10:00.5', 'America/New_York', '2026-07-02T11:10:00.500Z'],
    ['2026-03-02', 'Europe/Berlin', '2026-03-01T23:00:00.000Z'],
    ['0001-01-01T00:00:00Z', 'UTC', '0001-01-01T00:00:00.000Z'],
    ['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z'],
  ])('%s in %s is %s', (text, zone, moment) => { expect(at(text, zone)).toBe(moment) })

  it.each([
    ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-08T02:15:00', 'America/New_York', '2026-03-08T07:15:00.000Z'],
    ['2026-10-04T02:10:00', 'Australia/Lord_Howe', '2026-10-03T15:40:00.000Z'],
    ['2011-12-30T12:00:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
  ])('%s, which the clocks of %s skip, moves forward by the gap to %s', (text, zone, moment) => { expect(at(text, zone)).toBe(moment) })

  it.each([
    ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-04-05T01:45:00', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ])('%s, which %s lives twice, is the first: %s', (text, zone, moment) => { expect(at(text, zone)).toBe(moment) })

  it.each(['soon', '', '2026-13-01', '2026-02-29', '2026-01-32', '2026-01-00', '2026-01-01T24:00:00', '2026-01-01T10:60', '2026-01-01T10:00:60Z', '02.03.2026', '2026-1-1', '20260301', '2026-01-01T10:00:00+25:00', '2026-01-01Z', '1772435400'])(
    "'%s' is malformed", (text) => { expect(() => momentOf(text, 'UTC')).toThrow(Malformed) })

  it('agrees with what the zone shows at that moment, and is never later than it', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia']
    const formats = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })]))
    fc.assert(fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), fc.constantFrom(...zones), (seconds, zone) => {
      const shown = formats.get(zone)?.format(seconds * 1000) ?? ''
      const moment = momentOf(shown, zone)
      expect(moment).toBeLessThanOrEqual(seconds * 1000)
      expect(formats.get(zone)?.format(moment)).toBe(shown)
    }), { numRuns: 500 })
  })

  it('agrees with Temporal on both sides of every change of the clocks, whatever was asked before', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'UTC']
    const offsetOn = (zone: string, day: number): number => Temporal.Instant.fromEpochMilliseconds(day * 86_400_000).toZonedDateTimeISO(zone).offsetNanoseconds
    const changes = zones.flatMap((zone) =>
      Array.from({ length: 5000 }, (_, day) => 14_900 + day).filter((day) => offsetOn(zone, day) !== offsetOn(zone, day + 1)).map((day) => [zone, day * 86_400_000] as const))
    fc.assert(fc.property(fc.constantFrom(...changes), fc.integer({ min: -4000, max: 6000 }), ([zone, change], minutes) => {
      const text = new Date(change + minutes * 60_000).toISOString().slice(0, 19)
      const truth = Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
      expect(momentOf(text, zone)).toBe(truth)
    }), { numRuns: 3000 })
  })
})

describe('a text read as a duration', () => {
  it.each([['36h', 129_600_000], ['1d', 86_400_000], ['1h30m', 5_400_000], ['1.5h', 5_400_000], ['-10s', -10_000], ['250ms', 250], ['2d12h', 216_000_000], ['0s', 0]])('%s is %d ms', (text, ms) => { expect(durationOf(text)).toBe(ms) })
  it.each(['', 'h', '36', '1w', '1h 30m', '1M', 'PT6H', '1h-30m', '99999999999999999d'])("'%s' is malformed", (text) => { expect(() => durationOf(text)).toThrow(Malformed) })
})

describe('accessors', () => {
  const shown = (text: string): Value => compiled(text, { t: 'timestamp' }).evaluate({ variables: { t: Date.UTC(2026, 2, 1, 23, 30, 15, 250) }, timezone: 'Asia/Tokyo' })
  it.each([
    ['t.getFullYear()', 2026], ['t.getMonth()', 2], ['t.getDate()', 1], ['t.getDayOfMonth()', 0], ['t.getDayOfWeek()', 0], ['t.getDayOfYear()', 59],
    ['t.getHours()', 23], ['t.getMinutes()', 30], ['t.getSeconds()', 15], ['t.getMilliseconds()', 250],
    ["t.getDate('Europe/Berlin')", 2], ["t.getDayOfWeek('Europe/Berlin')", 1], ["t.getHours('Asia/Kolkata')", 5], ["t.getMinutes('Asia/Kolkata')", 0],
    ["duration('90m').getHours()", 1], ["duration('90m').getMinutes()", 90], ['int(t)', 1_772_407_815],
  ])('%s is %d, in UTC unless a zone is given', (text, answer) => { expect(shown(text)).toBe(answer) })

  it('refuse a zone that does not exist', () => { expect(() => shown("t.getHours('Europe/Bärlin')")).toThrow("'Europe/Bärlin' is not a time zone") })
  it('times beyond the year 9999 are malformed', () => { expect(() => shown("t + duration('3000000d')")).toThrow(Malformed) })
})

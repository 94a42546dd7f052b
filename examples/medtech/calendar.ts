/** Moments are epoch milliseconds, always whole seconds. Nothing here asks for today's date. */
export const FIRST_ORDER = Date.UTC(2024, 0, 8, 6)
export const LAST_ORDER = Date.UTC(2025, 5, 30, 16)
/** When every system was exported: what happens later is in no file. */
export const CUTOFF = Date.UTC(2025, 6, 1)
export const DAY = 86_400_000
const HOUR = 3_600_000

/** 01:00 UTC on the last Sunday of a month, when European summer time begins (March) and ends (October). */
const lastSunday = (year: number, month: number): number => {
  const lastDay = new Date(Date.UTC(year, month + 1, 0, 1))
  return lastDay.getTime() - lastDay.getUTCDay() * DAY
}
const switches = new Map(Array.from({ length: 12 }, (_, i) => 2020 + i).map((year) => [year, [lastSunday(year, 2), lastSunday(year, 9)] as const]))
const switchesOf = (at: number): readonly [number, number] => switches.get(new Date(at).getUTCFullYear()) ?? [0, 0]

/** To whole seconds, and past the hour that Berlin's clocks show twice: a wall clock there would not tell which one was meant. */
export const settleMoment = (at: number): number => {
  const whole = Math.floor(at / 1000) * 1000
  const [, ends] = switchesOf(whole)
  return whole >= ends && whole < ends + HOUR ? whole + HOUR : whole
}

const wall = (at: number): string => new Date(at).toISOString().slice(0, 19)
const berlinOffset = (at: number): number => {
  const [begins, ends] = switchesOf(at)
  return at >= begins && at < ends ? 2 : 1
}

export type Clock = 'utc' | 'berlin' | 'offset'
/** As a system writes it: `…Z`, the wall clock of Berlin without a zone, or that with its offset. */
export const writeMoment = (at: number, clock: Clock): string => {
  if (clock === 'utc') return `${wall(at)}Z`
  const offset = berlinOffset(at)
  const local = wall(at + offset * HOUR)
  return clock === 'berlin' ? local : `${local}+0${offset}:00`
}
export const writeDate = (at: number): string => wall(at).slice(0, 10)

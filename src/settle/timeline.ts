import type { Instant } from '../vocabulary/instant.ts'

/** A value over time: each entry holds from its moment until the next. Ascending, no two entries at one moment. */
export type Timeline<T> = readonly { readonly from: Instant; readonly value: T }[]

/** The entry in force at a moment, or undefined before the first. */
export const at = <T>(timeline: Timeline<T>, moment: Instant): { readonly from: Instant; readonly value: T } | undefined => {
  for (let i = timeline.length - 1; i >= 0; i -= 1) {
    const entry = timeline[i]
    if (entry !== undefined && entry.from <= moment) return entry
  }
  return undefined
}

/** Appends a value, keeping only changes; the last value of one moment wins. `same` decides what counts as no change. */
export const append = <T>(timeline: { from: Instant; value: T }[], from: Instant, value: T, same: (a: T, b: T) => boolean): void => {
  if (timeline.at(-1)?.from === from) timeline.pop()
  const last = timeline.at(-1)
  if (last === undefined || !same(last.value, value)) timeline.push({ from, value })
}

/** Distinct moments, ascending. */
export const moments = (all: Iterable<Instant>): readonly Instant[] => {
  const sorted = [...all].sort((a, b) => a - b)
  return sorted.filter((moment, place) => moment !== sorted[place - 1])
}

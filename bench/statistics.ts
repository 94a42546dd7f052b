/** Times of one side of a comparison, in milliseconds. */
export interface Summary {
  readonly count: number
  readonly median: number
  readonly p95: number
  readonly least: number
  readonly most: number
}

/** Nearest rank: a value that was measured, never one between two. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('bench/statistics: nothing was measured')
  return value
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

export const summarise = (values: readonly number[]): Summary => ({
  count: values.length, median: median(values), p95: percentile(values, 0.95), least: percentile(values, 0), most: percentile(values, 1),
})

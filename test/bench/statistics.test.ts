import { describe, expect, it } from 'vitest'
import { median, percentile, summarise } from '../../bench/statistics.ts'

describe('statistics of the bench', () => {
  it('answer with values that were measured, whatever their order', () => {
    const times = [9, 1, 8, 2, 7, 3, 6, 4, 5, 10]
    expect(median(times)).toBe(5)
    expect(percentile(times, 0.95)).toBe(10)
    expect(summarise(times)).toEqual({ count: 10, median: 5, p95: 10, least: 1, most: 10 })
    expect(times[0]).toBe(9)
  })

  it('count in numbers, not in their texts', () => {
    expect(median([100, 20, 3])).toBe(20)
  })

  it('refuse to speak of nothing', () => {
    expect(() => median([])).toThrow('nothing was measured')
  })
})

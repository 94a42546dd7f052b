import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logByChance } from '../../src/recall/by-chance.ts'
import { rankCauses } from '../../src/recall/rank-causes.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { countDraws } from './count-draws.ts'

describe('how likely so many would come of something by chance', () => {
  test('is what Fisher worked out for the lady who tasted tea: all four cups right by 1 in 70, three or more by 17 in 70', () => {
    expect(Math.exp(logByChance(8, 4, 4, 4))).toBeCloseTo(1 / 70, 14)
    expect(Math.exp(logByChance(8, 4, 4, 3))).toBeCloseTo(17 / 70, 14)
  })

  test('is worked by hand: of ten units three come of a lot; of two that failed both do by 3/10 × 2/9, one or more by 1 − 7/10 × 6/9', () => {
    expect(Math.exp(logByChance(10, 3, 2, 2))).toBeCloseTo(6 / 90, 14)
    expect(Math.exp(logByChance(10, 3, 2, 1))).toBeCloseTo(48 / 90, 14)
  })

  test.each([
    [50, 5, 10, 4, -5.500795782790819], [3120, 40, 14, 12, -49.6008270454829], [1_000_000, 500, 20, 15, -104.57891246066072], [3_000_000, 250_000, 1000, 400, -376.88965310108904],
    [10_000_000, 9_000_000, 1000, 950, -18.93372165762923], [2000, 300, 150, 10, -0.00036518092833313025], [10_000_000, 3, 1000, 2, -17.323135383785335],
  ])('is what scipy 1.17.1 says: of %d units %d, of %d drawn %d or more', (all, marked, drawn, found, log) => {
    // scipy.stats.hypergeom.logsf adds logs of large factorials, which leaves it nine digits or so.
    expect(Math.abs(logByChance(all, marked, drawn, found) / log - 1)).toBeLessThan(1e-7)
  })

  test('is what counting every draw in whole numbers says', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), fc.nat(), fc.nat(), (all, a, b, c) => {
      const [marked, drawn] = [a % (all + 1), b % (all + 1)]
      const found = c % (drawn + 1)
      expect(Math.abs(Math.exp(logByChance(all, marked, drawn, found)) - countDraws(all, marked, drawn, found))).toBeLessThan(1e-12)
    }), { numRuns: 500 })
  })

  test('is certain where it cannot be otherwise, never where it cannot be, and told apart where it is smaller than any number', () => {
    expect(logByChance(100, 100, 10, 10)).toBe(0)
    expect(logByChance(100, 95, 10, 5)).toBe(0)
    expect(logByChance(100, 3, 10, 4)).toBe(-Infinity)
    expect(Math.exp(logByChance(5_000_000, 1000, 1000, 1000))).toBe(0)
    expect(logByChance(5_000_000, 1000, 1000, 1000)).toBeLessThan(logByChance(5_000_000, 1000, 1000, 999))
  })
})

describe('the order of causes', () => {
  const cause = (ref: string, failed: number, all: number, isExact = true) => ({ ref: storedRef(ref), failed, all, isExact })

  test('is by chance, then lift, then ref; what was not counted to its end stands behind, what everything comes of last', () => {
    const ranked = rankCauses([
      cause('Supplier/all', 4, 100), cause('Bom/wide', 4, 60), cause('Lot/b', 3, 5), cause('Lot/a', 3, 5), cause('Lot/narrow', 4, 4), cause('Order/o', 2, 30), cause('Change/uncounted', 4, 4, false),
    ], 4, 100)
    expect(ranked.map(({ ref }) => ref)).toEqual(['Lot/narrow', 'Lot/a', 'Lot/b', 'Bom/wide', 'Order/o', 'Change/uncounted', 'Supplier/all'])
    expect(ranked[0]).toMatchObject({ failedShare: 1, allShare: 0.04, lift: 25 })
    expect(ranked.at(-1)).toMatchObject({ lift: 1, logChance: 0 })
    expect(ranked.map(({ logChance }) => Math.exp(logChance))).toEqual([4, 3, 3, 4, 2, 4, 4].map((found, place) => expect.closeTo(countDraws(100, [4, 5, 5, 60, 30, 4, 100][place] ?? 0, 4, found), 12)))
  })
})

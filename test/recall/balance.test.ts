import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balanceOf, settlePieces, totalOf, type Balance } from '../../src/recall/balance.ts'
import { DISPOSITIONS, type ByDisposition, type LotPieces, type RecallUnit } from '../../src/vocabulary/recall.ts'
import { randomUnits } from './random-units.ts'

const NOTHING = { inStock: 0, inTransit: 0, atConsignees: 0, used: 0, explanted: 0, returned: 0, destroyed: 0, unknown: 0, unaccounted: 0, overAccounted: 0 }
const parts = ({ inStock, inTransit, atConsignees, used, explanted, returned, destroyed, unknown }: Balance): number => inStock + inTransit + atConsignees + used + explanted + returned + destroyed + unknown

describe('the balance of a lot', () => {
  it('by serial numbers: 10 made, 3 used, 4 at consignees, 2 in stock, so one that nobody knows of', () => {
    expect(balanceOf({ made: 10, told: {}, units: { USED: 3, AT_CONSIGNEE: 4, IN_STOCK: 2 } })).toEqual({ ...NOTHING, made: 10, stated: true, used: 3, atConsignees: 4, inStock: 2, unaccounted: 1 })
  })
  it('where nobody says how many were made, as many as are known', () => {
    expect(balanceOf({ told: {}, units: { USED: 3, UNKNOWN: 1 } })).toEqual({ ...NOTHING, made: 4, stated: false, used: 3, unknown: 1 })
  })
  it('more than were made are over-accounted, and not lost in a difference', () => {
    expect(balanceOf({ made: 2, told: {}, units: { USED: 3 } })).toEqual({ ...NOTHING, made: 2, stated: true, used: 3, overAccounted: 1 })
  })
  /* By hand: 100 sent to hospitals, who report 30 used, 5 taken out again, 10 sent back, 4 destroyed; 20 of 125 are still in stock. The 4 destroyed had come back (6 of 10 are left), the
     5 taken out are 5 of the 10 that came back, so 5 unused came back: at hospitals are 100 - 30 - 5 = 65, in patients 25. 20 + 65 + 25 + 6 + 4 = 120, and 5 are missing. */
  it('by quantity each piece counts once, as the last of what is told of it', () => {
    expect(balanceOf({ made: 125, told: { IN_STOCK: 20, AT_CONSIGNEE: 100, USED: 30, EXPLANTED: 5, RETURNED: 10, DESTROYED: 4 }, units: {} }))
      .toEqual({ ...NOTHING, made: 125, stated: true, inStock: 20, atConsignees: 65, used: 25, returned: 6, destroyed: 4, unaccounted: 5 })
  })
  it('used without ever having been sent adds to what is known', () => {
    expect(settlePieces({ USED: 3 })).toMatchObject({ USED: 3, AT_CONSIGNEE: 0 })
    expect(balanceOf({ made: 2, told: { USED: 3 }, units: {} })).toMatchObject({ used: 3, overAccounted: 1 })
  })
  it('of both kinds: 2 with serial numbers and 5 without', () => {
    expect(balanceOf({ made: 8, told: { AT_CONSIGNEE: 5, USED: 1 }, units: { USED: 1, RETURNED: 1 } })).toEqual({ ...NOTHING, made: 8, stated: true, atConsignees: 4, used: 2, returned: 1, unaccounted: 1 })
  })
})

describe('the balance of all lots', () => {
  it('a unit of two lots counts once; what one lot has too many does not hide what another lacks', () => {
    // Lot 1: 3 made, 2 known. Lot 2: 1 made, 2 known. One unit is of both.
    const lots = [{ made: 3, told: {}, units: { USED: 2 } }, { made: 1, told: {}, units: { USED: 1, IN_STOCK: 1 } }]
    expect(totalOf(lots, { USED: 2, IN_STOCK: 1 }, 0)).toEqual({ ...NOTHING, made: 3, stated: true, used: 2, inStock: 1, unaccounted: 1, overAccounted: 1 })
  })
  it('is stated where every lot is, and every unit has one', () => {
    expect(totalOf([], {}, 0).stated).toBe(false)
    expect(totalOf([{ made: 1, told: {}, units: { USED: 1 } }], { USED: 1 }, 0).stated).toBe(true)
    expect(totalOf([{ made: 1, told: {}, units: { USED: 1 } }], { USED: 2 }, 1)).toMatchObject({ stated: false, made: 2 })
    expect(totalOf([{ told: {}, units: { USED: 1 } }], { USED: 1 }, 0).stated).toBe(false)
  })
})

const pieces: fc.Arbitrary<ByDisposition> = fc.record(Object.fromEntries(DISPOSITIONS.map((disposition) => [disposition, fc.nat(50)])), { requiredKeys: [] })
const counted = (units: readonly RecallUnit[]): ByDisposition => Object.fromEntries(DISPOSITIONS.map((disposition) => [disposition, units.filter((unit) => unit.disposition === disposition).length]))

describe('whatever is told', () => {
  it('the sum agrees, no part is negative, and only one of unaccounted and over-accounted is there', () => {
    fc.assert(fc.property(fc.record({ made: fc.nat(300), told: pieces, units: pieces }), fc.boolean(), ({ made, ...rest }, isStated) => {
      const balance = balanceOf(isStated ? { made, ...rest } : rest)
      expect(balance.made + balance.overAccounted).toBe(parts(balance) + balance.unaccounted)
      expect(Math.min(...Object.values(balance).map(Number))).toBeGreaterThanOrEqual(0)
      expect(balance.unaccounted * balance.overAccounted).toBe(0)
    }))
  })
  it('settling pieces makes none: no disposition has more than was told, and the last of a piece stays', () => {
    fc.assert(fc.property(pieces, (told) => {
      const left = settlePieces(told)
      for (const disposition of DISPOSITIONS) expect(left[disposition]).toBeLessThanOrEqual(told[disposition] ?? 0)
      expect(left.DESTROYED).toBe(told.DESTROYED ?? 0)
    }))
  })
  it('of all lots the sum agrees too, and is that of the lots where no unit is of several or none', () => {
    fc.assert(fc.property(randomUnits(20), fc.array(fc.record({ made: fc.nat(20), told: pieces }), { minLength: 4, maxLength: 4 }), (units, made) => {
      const lotsOf = (unitLots: (unit: RecallUnit) => readonly string[]): readonly LotPieces[] => made.map((lot, n) => ({ ...lot, units: counted(units.filter((unit) => unitLots(unit).includes(`Batch/${n + 1}`))) }))
      const total = totalOf(lotsOf((unit) => unit.lots), counted(units), units.filter((unit) => unit.lots.length === 0).length)
      expect(total.made + total.overAccounted).toBe(parts(total) + total.unaccounted)
      const single = (unit: RecallUnit): readonly string[] => [unit.lots[0] ?? 'Batch/1']
      const lots = lotsOf(single)
      const each = lots.map(balanceOf)
      expect(totalOf(lots, counted(units), 0)).toEqual(each.reduce((sum, balance) => Object.fromEntries(Object.entries(balance).map(([name, value]) => [name, typeof value === 'boolean' ? value : value + (sum[name as keyof Balance] as number)])) as unknown as Balance, { ...NOTHING, made: 0, stated: true }))
    }))
  })
})

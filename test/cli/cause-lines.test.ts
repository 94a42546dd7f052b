import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { causeLines } from '../../src/cli/cause-lines.ts'

const cause = { entity: { id: 'SupplierLot/S-7' }, failed: 12, failedShare: 12 / 14, all: 40, allPrecision: 'EXACT', allShare: 40 / 3120, lift: 66.857, chance: 2.87e-22 }

test('common causes are a line each, with shares, lift and chance; what is not counted to its end says so', () => {
  const shown = { units: 14, allUnits: 3120, totalCount: 3, complete: false, stopped: ['UNITS'], causes: [cause, { ...cause, entity: { id: 'Supplier/S' }, allPrecision: 'AT_LEAST', all: 1000, chance: 0 }] }
  expect(causeLines(shown).map(stripVTControlCharacters)).toEqual([
    '14 failed of 3120 units',
    'of the failed       of all              lift    by chance',
    '12 (85.7 %)         40 (1.28 %)         66.9    2.9e-22    SupplierLot/S-7',
    '12 (85.7 %)         ≥1000 (1.28 %)      ≤66.9   <1e-323    Supplier/S',
    '2 of 3 that several come of; not whole: UNITS',
  ])
})

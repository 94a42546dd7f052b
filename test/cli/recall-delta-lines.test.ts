import { expect, test } from 'vitest'
import { deltaLines, type DeltaShown } from '../../src/cli/recall-delta-lines.ts'

type Lot = DeltaShown['lots'][number]
const BALANCE: NonNullable<Lot['before']> = { made: 4, stated: false, inStock: 0, inTransit: 0, atConsignees: 4, used: 0, explanted: 0, returned: 0, destroyed: 0, unknown: 0, unaccounted: 0, overAccounted: 0 }
const lot = (more: Partial<Lot>): Lot => ({ lot: { id: 'Batch/a' }, kind: 'CHANGED', before: BALANCE, after: BALANCE, doubtfulBefore: 0, doubtfulAfter: 0, because: [], ...more })
const nothing: DeltaShown = { empty: false, added: 0, withdrawn: 0, changed: 0, changes: [], consigneesAdded: [], consigneesWithdrawn: [], subjectsAdded: [], subjectsWithdrawn: [], lotsChanged: 0, lots: [], nearMatchesChanged: 0, nearMatches: [] }
const said = (more: Partial<Lot>): string | undefined => deltaLines({ ...nothing, lotsChanged: 1, lots: [lot(more)] }).at(-1)

test.each<readonly [string, Partial<Lot>, string]>([
  ['that the number known is stated now', { after: { ...BALANCE, stated: true } }, '  CHANGED Batch/a how many were made is stated now'],
  ['that it is stated no longer, and is as many as are known', { before: { ...BALANCE, made: 6, stated: true, unaccounted: 2 } }, '  CHANGED Batch/a made 6 → 4, how many were made is no longer stated, unaccounted for 2 → 0'],
  ['pieces that came in dispute', { doubtfulAfter: 10 }, '  CHANGED Batch/a in dispute 0 → 10'],
  ['none of those frozen by a release that did not keep them', { after: { ...BALANCE, atConsignees: 3, used: 1 }, doubtfulBefore: null, doubtfulAfter: 10 }, '  CHANGED Batch/a at consignees 4 → 3, used 0 → 1'],
  ['another use in dispute, of as many', { doubtfulBefore: 10, doubtfulAfter: 10 }, '  CHANGED Batch/a balanced as before, by other records of its pieces'],
  ['one that was added', { kind: 'ADDED', before: null, doubtfulBefore: null, doubtfulAfter: 2 }, '  ADDED Batch/a made 4, at consignees 4, in dispute 2'],
])('of a lot is said %s', (_, more, expected) => {
  expect(said(more)).toBe(expected)
})

test('near matches are counted, those that are not listed too', () => {
  expect(deltaLines({ ...nothing, nearMatchesChanged: 1200, nearMatches: [{ entity: { id: 'Batch/b' }, kind: 'ADDED', near: 'a', reason: 'CASE', because: [] }] }).slice(-2)).toEqual(['1200 near matches came or went', '  ADDED Batch/b is like a: CASE'])
})

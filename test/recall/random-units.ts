import fc from 'fast-check'
import { DISPOSITIONS, type RecallUnit } from '../../src/vocabulary/recall.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { byRef, makeRef, type Ref } from '../../src/vocabulary/ref.ts'

const refs = (type: string, keys: number): fc.Arbitrary<readonly Ref[]> => fc.uniqueArray(fc.integer({ min: 1, max: keys }), { maxLength: 3 }).map((found) => found.map((key) => makeRef(type, `${key}`)).sort(byRef))

/** Keys that a plain comparison of texts, JSON, COPY and array literals may each get wrong. */
const ODD = ['a', 'B', 'é', '\u{1F9E6}', '\uFF21', 'tab\tand\nline', 'back\\slash', 'quo"te', "it's", '{a,b}', 'NULL', '\\N', ' ', 'Z9']

const unitWith = (ref: Ref): fc.Arbitrary<RecallUnit> => fc.record({
  lots: refs('Batch', 4), orders: refs('Order', 6), lines: refs('Line', 3), consignees: refs('Ward', 4), subjects: refs('Person', 5),
  usedAt: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }).map((found) => found.sort((a, b) => a - b).map((n) => instant(n * 1000))),
  disposition: fc.constantFrom(...DISPOSITIONS), dispositionAt: fc.option(fc.integer({ min: 0, max: 9 }).map(instant)), dispositionBy: fc.constantFrom(undefined, makeRef('Note', 'n\t1')), isDoubtful: fc.boolean(), isInferred: fc.boolean(),
}).map(({ dispositionAt, dispositionBy, ...rest }) => ({ ref, ...rest, ...(dispositionAt === null ? {} : { dispositionAt }), ...(dispositionBy === undefined ? {} : { dispositionBy }) }))

/** Units of different refs, in their order. */
export const randomUnits = (most: number): fc.Arbitrary<readonly RecallUnit[]> =>
  fc.uniqueArray(fc.tuple(fc.constantFrom(...ODD), fc.integer({ min: 0, max: most })).map(([odd, n]) => makeRef('Piece', `${odd}${n}`)), { maxLength: most }).chain((found) => fc.tuple(...[...found].sort(byRef).map(unitWith)))

/** In batches of so many. */
export async function* inBatches(units: readonly RecallUnit[], size = 3): AsyncGenerator<readonly RecallUnit[], undefined> {
  for (let at = 0; at < units.length; at += size) yield units.slice(at, at + size)
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalUnit, tidyUnit } from '../../src/recall/canonical-unit.ts'
import { compareLots, compareRecalls, isEmpty, UnitsOfLots } from '../../src/recall/delta.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { byRef, makeRef, type Ref } from '../../src/vocabulary/ref.ts'
import { compareNearMatches, eachOnce } from '../../src/recall/near-matches.ts'
import type { LotTold, NearMatch, RecallUnit } from '../../src/vocabulary/recall.ts'
import { inBatches, randomUnits } from './random-units.ts'

const unit = (key: string, more: Partial<RecallUnit> = {}): RecallUnit =>
  ({ ref: makeRef('Piece', key), lots: [], orders: [], lines: [], consignees: [], subjects: [], usedAt: [], disposition: 'IN_STOCK', isDoubtful: false, isInferred: false, ...more })
const [berlin, bonn, ada, ben] = [makeRef('Ward', 'Berlin'), makeRef('Ward', 'Bonn'), makeRef('Person', 'ada'), makeRef('Person', 'ben')]

describe('the canonical form of a unit', () => {
  it('is one JSON array a line, by hand', () => {
    expect(canonicalUnit(unit('é"1', { lots: [makeRef('Batch', '7')], usedAt: [instant(1000)], disposition: 'USED', dispositionAt: instant(1000), dispositionBy: makeRef('Note', '3'), isDoubtful: true })))
      .toBe('["Piece/é\\"1",["Batch/7"],[],[],[],[],[1000],"USED",1000,"Note/3",true,false]\n')
    expect(canonicalUnit(unit('2'))).toBe('["Piece/2",[],[],[],[],[],[],"IN_STOCK",null,null,false,false]\n')
  })
  it('is that of the tidied unit: lists sorted by code points, times as numbers, each once', () => {
    const told = unit('1', { consignees: [makeRef('Ward', '\u{1F9E6}'), makeRef('Ward', '\uFF21'), makeRef('Ward', '\uFF21')], usedAt: [instant(10_000), instant(9000), instant(9000)] })
    expect(tidyUnit(told)).toMatchObject({ consignees: ['Ward/\uFF21', 'Ward/\u{1F9E6}'], usedAt: [9000, 10_000] })
  })
})

describe('what has changed since a recall was frozen', () => {
  it('by hand: one added, one withdrawn, one used since; whoever is still concerned by another unit is not withdrawn', async () => {
    const frozen = [unit('1', { consignees: [berlin] }), unit('2', { consignees: [bonn], subjects: [ada] }), unit('3', { consignees: [berlin], disposition: 'AT_CONSIGNEE' })]
    const live = [unit('1', { consignees: [berlin] }), unit('3', { consignees: [berlin], disposition: 'USED', subjects: [ben] }), unit('4')]
    const delta = await compareRecalls(inBatches(frozen, 1), inBatches(live, 2))
    expect(delta).toMatchObject({ added: 1, withdrawn: 1, changed: 1, consigneesAdded: [], consigneesWithdrawn: [bonn], subjectsAdded: [ben], subjectsWithdrawn: [ada] })
    expect(delta.changes.map(({ kind, ref }) => `${kind} ${ref}`)).toEqual(['WITHDRAWN Piece/2', 'CHANGED Piece/3', 'ADDED Piece/4'])
    expect(isEmpty(delta)).toBe(false)
  })
  it('agrees with sets, whatever is frozen and live and however it is cut; nothing against itself', async () => {
    await fc.assert(fc.asyncProperty(randomUnits(12), randomUnits(12), fc.integer({ min: 1, max: 5 }), fc.nat(6), async (frozen, live, size, most) => {
      const delta = await compareRecalls(inBatches(frozen, size), inBatches(live, 4), most)
      const [old, now] = [new Map(frozen.map((one) => [one.ref, one])), new Map(live.map((one) => [one.ref, one]))]
      const kinds = [...new Set([...old.keys(), ...now.keys()])].sort(byRef).flatMap((ref) => {
        const [before, after] = [old.get(ref), now.get(ref)]
        return before === undefined ? [`ADDED ${ref}`] : after === undefined ? [`WITHDRAWN ${ref}`] : JSON.stringify(sortedKeys(before)) === JSON.stringify(sortedKeys(after)) ? [] : [`CHANGED ${ref}`]
      })
      expect(delta.changes.map(({ kind, ref }) => `${kind} ${ref}`)).toEqual(kinds.slice(0, most))
      expect([delta.added, delta.withdrawn, delta.changed]).toEqual(['ADDED', 'WITHDRAWN', 'CHANGED'].map((kind) => kinds.filter((one) => one.startsWith(kind)).length))
      const only = (units: readonly RecallUnit[], others: readonly RecallUnit[], of: 'consignees' | 'subjects') => [...new Set(units.flatMap((one) => one[of]))].filter((ref) => !others.some((one) => one[of].includes(ref))).sort()
      expect([delta.consigneesAdded, delta.consigneesWithdrawn, delta.subjectsAdded, delta.subjectsWithdrawn]).toEqual([only(live, frozen, 'consignees'), only(frozen, live, 'consignees'), only(live, frozen, 'subjects'), only(frozen, live, 'subjects')])
      expect(isEmpty(await compareRecalls(inBatches(frozen), inBatches(frozen, size)))).toBe(true)
    }))
  })
  it('a unit out of its place is a defect, and both streams are let go of', async () => {
    let isOpen = true
    const frozen = async function* () { try { yield [unit('1'), unit('2')]; yield [unit('3')] } finally { isOpen = false } }
    await expect(compareRecalls(frozen(), inBatches([unit('2'), unit('1')]))).rejects.toThrow(/Piece\/1 comes after Piece\/2/)
    expect(isOpen).toBe(false)
  })
  it('a hundred thousand units are compared within bounds', async () => {
    const many = async function* (shift: number): AsyncGenerator<readonly RecallUnit[]> { for (let n = shift; n < 100_000 + shift; n += 1000) yield Array.from({ length: 1000 }, (_, m) => unit(String(n + m).padStart(8, '0'), { consignees: [berlin] })) }
    const delta = await compareRecalls(many(0), many(500))
    expect([delta.added, delta.withdrawn, delta.changed, delta.changes.length]).toEqual([500, 500, 0, 1000])
  })
})

describe('lots since a recall was frozen', () => {
  const lot = (key: string): Ref => makeRef('Batch', key)
  it('are told by hand: one added, one withdrawn, one of which another piece is used; who says so changes nothing by itself', async () => {
    const frozen = [{ lot: lot('a'), made: 4, told: { USED: 2 }, toldBy: [ada], units: {} }, { lot: lot('b'), told: {}, toldBy: [], units: { IN_STOCK: 1 } }, { lot: lot('c'), told: { USED: 1 }, toldBy: [ada], units: {} }]
    const counted = new UnitsOfLots()
    const passed = []
    for await (const batch of counted.pass(inBatches([unit('1', { lots: [lot('d'), lot('e')] }), unit('2', { lots: [lot('e')], disposition: 'USED' }), { ...unit('c', { lots: [lot('c')] }), ref: lot('c') }], 2))) passed.push(...batch)
    const live = counted.lots([{ lot: lot('c'), told: { USED: 1 }, toldBy: [ben] }, { lot: lot('a'), made: 4, told: { USED: 3 }, toldBy: [ada] }])
    expect(passed).toHaveLength(3)
    expect(live.map(({ lot: ref, units }) => [ref, units])).toEqual([[lot('a'), {}], [lot('c'), {}], [lot('d'), { IN_STOCK: 1 }], [lot('e'), { IN_STOCK: 1, USED: 1 }]])
    const delta = await compareLots([frozen], [live], 3)
    expect(delta.changes.map(({ kind, ref }) => `${kind} ${ref}`)).toEqual(['CHANGED Batch/a', 'WITHDRAWN Batch/b', 'ADDED Batch/d'])
    expect([delta.added, delta.withdrawn, delta.changed, isEmpty(delta), isEmpty(await compareLots([frozen], [frozen.slice(0, 1), frozen.slice(1)]))]).toEqual([2, 1, 1, false, true])
  })
})

describe('a lot is balanced otherwise too', () => {
  const told = (more: Partial<LotTold>): LotTold => ({ lot: makeRef('Batch', 'a'), told: { AT_CONSIGNEE: 4 }, toldBy: [berlin], doubtful: 0, units: {}, ...more })
  const kinds = async (before: LotTold, after: LotTold) => (await compareLots([[before]], [[after]])).changes.map(({ kind }) => kind)
  it.each<readonly [string, LotTold, LotTold]>([
    ['where as many are stated to be made as were known', told({}), told({ made: 4 })],
    ['where a use of pieces is in dispute', told({}), told({ toldBy: [berlin, ada], doubtful: 10 })],
    ['where another use of as many is in dispute', told({ toldBy: [berlin, ada], doubtful: 10 }), told({ toldBy: [berlin, ben], doubtful: 10 })],
    ['where nothing is in dispute any more', told({ doubtful: 10 }), told({})],
  ])('%s', async (_, before, after) => {
    expect(await kinds(before, after)).toEqual(['CHANGED'])
  })
  it('not where others say the same, or where nobody kept what was in dispute', async () => {
    expect(await kinds(told({}), told({ toldBy: [ada] }))).toEqual([])
    expect(await kinds(told({ doubtful: 10 }), told({ doubtful: 10 }))).toEqual([])
    const { doubtful: _, ...before } = told({})
    expect(await kinds(before, told({ doubtful: 10 }))).toEqual([])
  })
})

describe('near matches since a recall was frozen', () => {
  const near = (key: string, reason: string): NearMatch => ({ entity: makeRef('Batch', key), near: 'x', reason })
  it('are each told once for a text, for the same reason in whatever order they were found', () => {
    const found = [near('b', 'CASE'), near('a', 'SEPARATORS'), near('a', 'CASE'), near('a', 'ZEROS'), { ...near('a', 'ZEROS'), near: 'w' }]
    const once = [{ ...near('a', 'ZEROS'), near: 'w' }, near('a', 'CASE'), near('b', 'CASE')]
    expect([eachOnce(found), eachOnce(found.toReversed())]).toEqual([once, once])
    expect(compareNearMatches(eachOnce(found), eachOnce(found.toReversed()))).toEqual({ changed: 0, changes: [] })
  })
  it('are counted, and told by ref as far as they are told one by one', () => {
    const many = Array.from({ length: 1200 }, (_, n) => near(String(n).padStart(4, '0'), 'CASE'))
    const { changed, changes } = compareNearMatches([], many.toReversed())
    expect([changed, changes.length, changes[0], changes.at(-1)?.entity]).toEqual([1200, 1000, { kind: 'ADDED', ...many[0] }, 'Batch/0999'])
    expect(compareNearMatches([near('z', 'CASE'), near('y', 'ACCEPTED_BEFORE')], [near('z', 'ZEROS')], 1)).toEqual({ changed: 2, changes: [{ kind: 'WITHDRAWN', ...near('z', 'CASE') }] })
  })
})

const sortedKeys = (one: RecallUnit): readonly (readonly [string, unknown])[] => Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))

describe('the order of refs', () => {
  it('is that of code points, unlike that of texts', () => {
    const refs = ['a/\u{1F9E6}', 'a/\uFF21', 'a/b', 'a/B', 'a', ''] as Ref[]
    expect([...refs].sort(byRef)).toEqual(['', 'a', 'a/B', 'a/b', 'a/\uFF21', 'a/\u{1F9E6}'])
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const [x, y] = [[...a].map((one) => one.codePointAt(0) ?? 0), [...b].map((one) => one.codePointAt(0) ?? 0)]
      const at = x.findIndex((one, n) => one !== y[n])
      const wanted = a === b ? 0 : at < 0 ? -1 : y[at] === undefined ? 1 : (x[at] ?? 0) - y[at]
      expect(Math.sign(byRef(a, b))).toBe(Math.sign(wanted))
    }))
  })
})

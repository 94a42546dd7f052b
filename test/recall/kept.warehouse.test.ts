import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openJournal, type Journal } from '../../src/journal/open-journal.ts'
import { getRecall, readCandidates, readRecall, readRecallActs, ruleOnRecall } from '../../src/journal/recall-acts.ts'
import { readGroups, readLots, type GroupBy, type UnitGroup } from '../../src/journal/recall-groups.ts'
import type { KeptRecall } from '../../src/journal/recall-rows.ts'
import { readUnits, streamUnits, type UnitsWhere } from '../../src/journal/recall-units.ts'
import { openRecall, readRecallCase, readRecalls, verifyRecall, widenRecall, type RecallOpening } from '../../src/journal/recalls.ts'
import { compareRecalls, isEmpty } from '../../src/recall/delta.ts'
import type { RecallRuling } from '../../src/recall/life-cycle.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { makeRef, type Ref } from '../../src/vocabulary/ref.ts'
import { DISPOSITIONS, isComplete, type RecallUnit } from '../../src/vocabulary/recall.ts'
import { emptyWorld } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'
import { batch, opening, order, person, rest, STORY, unit, ward } from './a-recall.ts'
import { inBatches, randomUnits } from './random-units.ts'

let journal: Journal
let now = 0
const clock = () => instant((now += 1000))
beforeAll(async () => {
  const servers = await testServers()
  await emptyWorld(servers)
  journal = openJournal(servers.database.url, () => undefined, 4)
})
afterAll(async () => { await journal.end() })
const TABLES = ['recall_act', 'recall_candidate', 'recall_lot', 'recall_unit', 'recall_version', 'recall'] as const
beforeEach(async () => {
  now = 10_000
  await journal.query(`truncate ${TABLES.join(', ')} restart identity`)
})

const open = (units: readonly RecallUnit[], more: Partial<RecallOpening> = {}, askRest = rest()): Promise<KeptRecall> => openRecall(journal, opening(more), inBatches(units), askRest, clock)
const rule = (id: string, ruling: Exclude<RecallRuling, { readonly rule: 'widen' }>) => ruleOnRecall(journal, id, ruling, { actor: 'bob', reason: 'as agreed' }, clock)
const all = async (frozen: number, where: UnitsWhere = {}): Promise<readonly RecallUnit[]> => {
  const units: RecallUnit[] = []
  for await (const some of streamUnits(journal, frozen, where)) units.push(...some)
  return units
}
const counts = async (): Promise<readonly number[]> => Promise.all(TABLES.map(async (table) => (await journal.query<{ n: number }>(`select count(*)::integer as n from ${table}`)).rows[0]?.n ?? -1))
const groupsOf = async (frozen: number, by: GroupBy, first = 1000): Promise<readonly UnitGroup[]> => {
  const groups: UnitGroup[] = []
  for (;;) {
    const page = await readGroups(journal, frozen, { by, first, ...(groups.length === 0 ? {} : { after: { entity: groups.at(-1)?.entity } }) })
    groups.push(...page.groups)
    if (!page.hasNextPage) return groups
  }
}

describe('a recall that is opened', () => {
  it('is kept as it was answered, counted from 1, with a digest that plain text gives', async () => {
    const kept = await open(STORY, {}, rest({ lots: [{ lot: batch('a'), made: 4, told: {}, toldBy: [] }, { lot: batch('c'), made: 10, told: { AT_CONSIGNEE: 8, USED: 3 }, toldBy: [order('8'), order('9')] }] }))
    expect(kept).toMatchObject({ id: 'R-1', title: 'leaking valves', class: 'II', depth: 'SUBJECT', stage: 'OPENED', version: 1, scope: { any: [{ lots: ['0815'] }] }, asOf: 5000, knownAt: 6000, seq: 7, frozenUnder: { model: 'ward', fingerprint: 'abc' }, affected: 5 })
    expect(kept.digest).toBe(createHash('sha256').update([
      '["Piece/1",["Batch/a"],["Order/7"],[],["Ward/north"],["Person/ada"],[2000],"USED",2000,"Note/1",false,false]',
      '["Piece/2",["Batch/a"],["Order/7"],[],["Ward/north"],[],[],"AT_CONSIGNEE",1000,null,false,false]',
      '["Piece/3",["Batch/a","Batch/b"],["Order/8"],[],["Ward/south"],[],[],"AT_CONSIGNEE",null,null,false,true]',
      '["Piece/4",["Batch/b"],[],[],[],[],[],"IN_STOCK",null,null,false,false]',
      '["Piece/5",["Batch/b"],["Order/7","Order/8"],[],["Ward/north","Ward/south"],["Person/ada","Person/ben"],[1000,4000],"UNKNOWN",null,null,true,false]',
    ].map((line) => `${line}\n`).join('')).digest('hex'))
    expect(await all(kept.frozen)).toEqual(STORY)
    expect(await readRecallActs(journal, 'R-1')).toEqual([{ act: 'OPENED', stage: 'OPENED', version: 1, actor: 'ann', reason: 'three reports', recordedAt: 11_000 }])
    // By hand: a has 4 made, 3 known; b 3 known (3 is of both); c 10 made, 8 sent, 3 of them used, 2 missing. Together 5 units, 8 pieces, 1 + 2 missing.
    expect(kept.balance).toEqual({ made: 16, stated: false, inStock: 1, inTransit: 0, atConsignees: 2 + 5, used: 1 + 3, explanted: 0, returned: 0, destroyed: 0, unknown: 1, unaccounted: 3, overAccounted: 0 })
    expect((await readLots(journal, kept.frozen, 2)).lots.map(({ lot, balance }) => [lot, balance.made, balance.stated, balance.unaccounted])).toEqual([['Batch/a', 4, true, 1], ['Batch/b', 3, false, 0]])
    expect(await readLots(journal, kept.frozen, 2, batch('b'))).toMatchObject({ hasNextPage: false, total: 3, lots: [{ lot: 'Batch/c', toldBy: ['Order/8', 'Order/9'], balance: { atConsignees: 5, used: 3, unaccounted: 2 } }] })
    expect(kept.completeness).toEqual({ sources: [], unresolved: 0, notModelled: [], inferred: 1, doubtful: 1, unknown: 1, unansweredUnits: 2 + 5, unansweredConsignees: 2, undated: 0, circular: [] })
    expect(isComplete(kept.completeness)).toBe(false)
  })
  it('nothing at all is kept too, and is complete', async () => {
    const kept = await open([])
    expect(kept).toMatchObject({ affected: 0, balance: { made: 0, stated: false }, digest: createHash('sha256').digest('hex') })
    expect(isComplete(kept.completeness)).toBe(true)
    expect(await readUnits(journal, kept.frozen, { first: 5, count: true })).toEqual({ units: [], hasNextPage: false, total: 0 })
    expect(await readGroups(journal, kept.frozen, { by: 'LOT', first: 5 })).toEqual({ groups: [], hasNextPage: false, total: 0 })
    expect(await readLots(journal, kept.frozen, 5)).toEqual({ lots: [], hasNextPage: false, total: 0 })
    expect((await verifyRecall(journal, 'R-1')).isIntact).toBe(true)
  })
  it('whatever the texts, comes back as it was told, in whatever order it came, with the digest that the database works out', async () => {
    await fc.assert(fc.asyncProperty(randomUnits(8).chain((units) => fc.tuple(fc.constant(units), fc.shuffledSubarray([...units], { minLength: units.length }))), async ([units, shuffled]) => {
      const kept = await open(shuffled)
      expect(await all(kept.frozen)).toEqual(units)
      expect((await open(units)).digest).toBe(kept.digest)
      const { rows } = await journal.query<{ digest: string }>(`select encode(sha256(convert_to(coalesce(string_agg('[' || to_json(ref) || ',' || array_to_json(lots) || ',' || array_to_json(orders) || ',' || array_to_json(lines) || ',' || array_to_json(consignees) || ',' || array_to_json(subjects) || ','
        || array_to_json(used_at) || ',' || to_json(disposition) || ',' || coalesce(disposition_at::text, 'null') || ',' || coalesce(to_json(disposition_by)::text, 'null') || ',' || doubtful || ',' || inferred || ']' || chr(10), '' order by ref), ''), 'UTF8')), 'hex') as digest from recall_unit where frozen = $1`, [kept.frozen])
      expect(rows[0]?.digest).toBe(kept.digest)
      expect(await verifyRecall(journal, kept.id)).toMatchObject({ isIntact: true, units: units.length })
    }), { numRuns: 60 })
  })
  it('killed in the middle leaves nothing, and the next has its number', async () => {
    const broken = async function* () { yield [...STORY]; throw new Error('the graph is gone') }
    await expect(openRecall(journal, opening(), broken(), rest(), clock)).rejects.toThrow('the graph is gone')
    await expect(openRecall(journal, opening(), inBatches(STORY), () => { throw new Error('no rest') }, clock)).rejects.toThrow('no rest')
    await expect(open([...STORY, unit('1')])).rejects.toMatchObject({ code: '23505' })
    expect(await counts()).toEqual(TABLES.map(() => 0))
    expect((await open(STORY)).id).toBe('R-1')
  })
  it('many at once are counted without gaps, each with its own units', async () => {
    const kept = await Promise.all(Array.from({ length: 12 }, (_, n) => open([unit(`x${n}`)], { title: `t${n}` })))
    expect(kept.map(({ id }) => id).sort()).toEqual(Array.from({ length: 12 }, (_, n) => `R-${n + 1}`).sort())
    for (const [n, one] of kept.entries()) expect([one.title, (await all(one.frozen)).map(({ ref }) => ref)]).toEqual([`t${n}`, [`Piece/x${n}`]])
  })
  it('is found out when somebody alters it', async () => {
    const { frozen } = await open(STORY)
    await journal.query(`update recall_unit set disposition = 'RETURNED' where frozen = $1 and ref = 'Piece/2'`, [frozen])
    expect((await verifyRecall(journal, 'R-1')).isIntact).toBe(false)
    await journal.query(`update recall_unit set disposition = 'AT_CONSIGNEE' where frozen = $1 and ref = 'Piece/2'`, [frozen])
    expect((await verifyRecall(journal, 'R-1')).isIntact).toBe(true)
    await journal.query(`delete from recall_unit where frozen = $1 and ref = 'Piece/2'`, [frozen])
    expect((await verifyRecall(journal, 'R-1')).isIntact).toBe(false)
  })
  it('is listed, latest first; one that is not there is refused with the nearest', async () => {
    for (const title of ['a', 'b', 'c']) await open([], { title })
    expect(await readRecalls(journal, { first: 2, count: true })).toMatchObject({ recalls: [{ id: 'R-3', title: 'c' }, { id: 'R-2' }], hasNextPage: true, total: 3 })
    expect(await readRecalls(journal, { first: 2, after: 'R-2', count: false })).toMatchObject({ recalls: [{ id: 'R-1' }], hasNextPage: false })
    expect(await readRecalls(journal, { first: 2, after: 'R-1', count: true })).toEqual({ recalls: [], hasNextPage: false, total: 3 })
    await expect(getRecall(journal, 'R-4')).rejects.toMatchObject({ code: 'RECALL_UNKNOWN', parameters: { nearest: ['R-1', 'R-2', 'R-3'] } })
    for (const id of ['', '1', 'R-0', 'R-01', 'r-1', 'R-1 ', 'R-99999999999999999999']) expect(await readRecall(journal, id)).toBeUndefined()
    await expect(getRecall(journal, 'R-2', 2)).rejects.toMatchObject({ code: 'RECALL_UNKNOWN', message: expect.stringContaining('has come to 1') })
  })
  it('a name that the store cannot hold as it is, is kept visibly', async () => {
    expect(await open([], { title: 'a\0b', scope: { text: 'c\0\ud800' } })).toMatchObject({ title: 'a␀b', scope: { text: 'c␀\ufffd' } })
  })
})

describe('units of a recall', () => {
  it('by hand: by whom, by what became of them, by doubt; pages join to the whole', async () => {
    const { frozen } = await open(STORY)
    const refs = async (where: UnitsWhere): Promise<string> => (await readUnits(journal, frozen, { where, first: 9, count: true })).units.map(({ ref }) => ref.slice(-1)).join('')
    expect(await Promise.all([{}, { consignee: ward('north') }, { order: order('8') }, { subject: person('ben') }, { lot: batch('a') }, { isDoubtful: true }, { isInferred: false }, { dispositions: ['USED', 'UNKNOWN'] as const }, { consignee: ward('north'), dispositions: ['USED'] as const }, { dispositions: [] }, { lot: batch('z') }].map(refs)))
      .toEqual(['12345', '125', '35', '5', '123', '5', '1245', '15', '1', '', ''])
    const first = await readUnits(journal, frozen, { where: { consignee: ward('north') }, first: 2, count: true })
    expect(first).toMatchObject({ hasNextPage: true, total: 3 })
    expect(await readUnits(journal, frozen, { where: { consignee: ward('north') }, first: 2, count: true, after: first.units[1]?.ref as Ref })).toMatchObject({ units: [{ ref: 'Piece/5' }], hasNextPage: false, total: 3 })
  })
  it('narrowed in any way are those that plain code picks, whatever the page', async () => {
    const wheres: fc.Arbitrary<UnitsWhere> = fc.record({
      dispositions: fc.subarray([...DISPOSITIONS]), consignee: fc.constantFrom(ward('1'), ward('2')), order: fc.constantFrom(order('1'), order('9')), subject: fc.constantFrom(person('1'), person('2')), lot: fc.constantFrom(batch('1'), batch('2')), isDoubtful: fc.boolean(), isInferred: fc.boolean(),
    }, { requiredKeys: [] })
    await fc.assert(fc.asyncProperty(randomUnits(25), fc.array(wheres, { minLength: 5, maxLength: 5 }), fc.integer({ min: 1, max: 7 }), async (units, asked, first) => {
      const { frozen } = await open(units)
      for (const where of asked) {
        const { dispositions, consignee, order: ofOrder, subject, lot, isDoubtful, isInferred } = where
        const wanted = units.filter((one) => (dispositions?.includes(one.disposition) ?? true) && (consignee === undefined || one.consignees.includes(consignee)) && (ofOrder === undefined || one.orders.includes(ofOrder))
          && (subject === undefined || one.subjects.includes(subject)) && (lot === undefined || one.lots.includes(lot)) && (isDoubtful ?? one.isDoubtful) === one.isDoubtful && (isInferred ?? one.isInferred) === one.isInferred)
        const found: RecallUnit[] = []
        for (let hasNextPage = true; hasNextPage;) {
          const page = await readUnits(journal, frozen, { where, first, count: true, ...(found.length === 0 ? {} : { after: found.at(-1)?.ref as Ref }) })
          expect(page.total).toBe(wanted.length)
          found.push(...page.units)
          hasNextPage = page.hasNextPage
        }
        expect(found).toEqual(wanted)
      }
    }), { numRuns: 25 })
  })
})

/** The groups again, from the units, in plain code. */
const grouped = (units: readonly RecallUnit[], by: GroupBy): readonly unknown[] => {
  const listOf = (one: RecallUnit): readonly Ref[] => ({ CONSIGNEE: one.consignees, ORDER: one.orders, SUBJECT: one.subjects, LOT: one.lots })[by]
  const entities = [...(units.some((one) => listOf(one).length === 0) ? [undefined] : []), ...[...new Set(units.flatMap(listOf))].sort()]
  return entities.map((entity) => {
    const own = units.filter((one) => (entity === undefined ? listOf(one).length === 0 : listOf(one).includes(entity)))
    const times = own.flatMap(({ usedAt }) => usedAt)
    return {
      entity, units: own.length, dispositions: Object.fromEntries(DISPOSITIONS.map((disposition) => [disposition, own.filter((one) => one.disposition === disposition).length]).filter(([, count]) => count !== 0)),
      ...(times.length === 0 ? {} : { firstUsedAt: Math.min(...times), lastUsedAt: Math.max(...times) }),
    }
  })
}

describe('groups of a recall', () => {
  it('by hand: those of nobody first, one of several in each', async () => {
    const { frozen } = await open(STORY)
    expect(await groupsOf(frozen, 'SUBJECT', 1)).toEqual([
      { entity: undefined, units: 3, dispositions: { AT_CONSIGNEE: 2, IN_STOCK: 1 } },
      { entity: 'Person/ada', units: 2, dispositions: { USED: 1, UNKNOWN: 1 }, firstUsedAt: 1000, lastUsedAt: 4000 },
      { entity: 'Person/ben', units: 1, dispositions: { UNKNOWN: 1 }, firstUsedAt: 1000, lastUsedAt: 4000 },
    ])
    expect(await readGroups(journal, frozen, { by: 'CONSIGNEE', first: 1, after: { entity: ward('north') } })).toMatchObject({ groups: [{ entity: 'Ward/south', units: 2 }], hasNextPage: false, total: 2 })
    expect(await readGroups(journal, frozen, { by: 'CONSIGNEE', first: 1, after: { entity: ward('south') } })).toEqual({ groups: [], hasNextPage: false, total: 2 })
  })
  it('are what plain code makes of the units, by whom and whatever the page; each counts every unit as often as it concerns somebody, and each lot what its balance does', async () => {
    await fc.assert(fc.asyncProperty(randomUnits(25), fc.integer({ min: 1, max: 4 }), async (units, first) => {
      const { frozen, affected, balance } = await open(units)
      for (const by of ['CONSIGNEE', 'ORDER', 'SUBJECT', 'LOT'] as const) expect(await groupsOf(frozen, by, first)).toEqual(grouped(units, by))
      const byLot = await groupsOf(frozen, 'LOT')
      expect(byLot.reduce((sum, group) => sum + group.units, 0)).toBe(units.reduce((sum, one) => sum + Math.max(1, one.lots.length), 0))
      const { lots } = await readLots(journal, frozen, 1000)
      expect(lots.map(({ lot, units: own }) => [lot, own])).toEqual(byLot.flatMap(({ entity, dispositions }) => (entity === undefined ? [] : [[entity, dispositions]])))
      expect([balance.made, balance.stated, balance.unaccounted, balance.overAccounted]).toEqual([affected, false, 0, 0])
    }), { numRuns: 30 })
  })
})

describe('a recall that is widened', () => {
  it('has a next version that says what it changed; the one before stays as it was', async () => {
    const before = await open(STORY)
    const later = [...STORY.slice(0, 3), { ...STORY[3], disposition: 'RETURNED' } as RecallUnit, unit('6', { consignees: [ward('west')] })]
    const after = await widenRecall(journal, 'R-1', { ...opening({ scope: { any: [{ lots: ['0815', '0816'] }] }, actor: 'bob', reason: 'a second lot' }) }, inBatches(later), rest(), clock)
    expect(after).toMatchObject({ id: 'R-1', version: 2, stage: 'OPENED', affected: 5, scope: { any: [{ lots: ['0815', '0816'] }] } })
    expect((await readRecallActs(journal, 'R-1')).at(-1)).toMatchObject({ act: 'WIDENED', version: 2, actor: 'bob', details: { added: 1, withdrawn: 1, changed: 1 } })
    expect({ ...(await getRecall(journal, 'R-1', 1)), stage: 'OPENED' }).toEqual(before)
    expect(await all(before.frozen)).toEqual(STORY)
    expect(await compareRecalls(streamUnits(journal, before.frozen), streamUnits(journal, after.frozen))).toMatchObject({ added: 1, withdrawn: 1, changed: 1, consigneesAdded: ['Ward/west'], consigneesWithdrawn: [], subjectsWithdrawn: ['Person/ben'] })
    expect(isEmpty(await compareRecalls(streamUnits(journal, before.frozen), inBatches(STORY)))).toBe(true)
    for (const version of [1, 2]) expect((await verifyRecall(journal, 'R-1', version)).isIntact).toBe(true)
  })
  it('is refused to who goes out from a version before the last, since it would take back what that gave', async () => {
    await open([unit('1')])
    const widen = (from?: number) => widenRecall(journal, 'R-1', { ...opening({ actor: 'bob' }), ...(from === undefined ? {} : { from }) }, inBatches([unit('1')]), rest(), clock)
    expect((await widen(1)).version).toBe(2)
    await expect(widen(1)).rejects.toMatchObject({ code: 'RECALL_WIDENED', message: expect.stringContaining('made by bob') })
    expect([(await widen(2)).version, (await widen()).version]).toEqual([3, 4])
  })
  it('counts what it changed as plain code does', async () => {
    await fc.assert(fc.asyncProperty(randomUnits(10), randomUnits(10), async (old, later) => {
      const { id } = await open(old)
      await widenRecall(journal, id, opening(), inBatches(later), rest(), clock)
      const { added, withdrawn, changed } = await compareRecalls(inBatches(old), inBatches(later))
      expect((await readRecallActs(journal, id)).at(-1)?.details).toEqual({ added, withdrawn, changed })
    }), { numRuns: 30 })
  })
  it('whole or not at all; one that is not there, or over, is refused before its units are asked for', async () => {
    await open([unit('1')])
    const before = await counts()
    const broken = async function* () { yield [...STORY]; throw new Error('the graph is gone') }
    await expect(widenRecall(journal, 'R-1', opening(), broken(), rest(), clock)).rejects.toThrow('the graph is gone')
    const never = async function* (): AsyncGenerator<readonly RecallUnit[]> { yield []; throw new Error('asked for') }
    await expect(widenRecall(journal, 'R-2', opening(), never(), rest(), clock)).rejects.toMatchObject({ code: 'RECALL_UNKNOWN' })
    expect(await counts()).toEqual(before)
    for (const ruling of [{ rule: 'scope' }, { rule: 'monitor', level: 'E' }, { rule: 'terminate', unreachable: [] }] as const) await rule('R-1', ruling)
    await expect(widenRecall(journal, 'R-1', opening(), never(), rest(), clock)).rejects.toMatchObject({ code: 'RECALL_TERMINATED' })
  })
})

describe('what is done about a recall', () => {
  it('is kept with who, when and why, and refused as the life cycle says; nothing half done', async () => {
    await open(STORY, {}, rest({ candidates: [{ entity: batch('a0'), near: '0815', reason: 'O for 0' }, { entity: batch('a0'), near: 'a', reason: 'one more' }, { entity: batch('b0'), near: '0815', reason: 'two swapped' }] }))
    await expect(rule('R-1', { rule: 'scope' })).rejects.toMatchObject({ code: 'RECALL_CANDIDATES_OPEN', parameters: { unruled: ['Batch/a0', 'Batch/b0'] } })
    await expect(rule('R-1', { rule: 'reject', candidate: batch('a1') })).rejects.toMatchObject({ code: 'CANDIDATE_UNKNOWN', parameters: { nearest: ['Batch/a0', 'Batch/b0'] } })
    for (const candidate of [batch('a0'), batch('b0')]) await rule('R-1', { rule: 'reject', candidate })
    expect(await readCandidates(journal, await getRecall(journal, 'R-1'))).toEqual([
      { entity: 'Batch/a0', near: '0815', reason: 'O for 0', ruling: { isAccepted: false, actor: 'bob', because: 'as agreed' } },
      { entity: 'Batch/a0', near: 'a', reason: 'one more', ruling: { isAccepted: false, actor: 'bob', because: 'as agreed' } },
      { entity: 'Batch/b0', near: '0815', reason: 'two swapped', ruling: { isAccepted: false, actor: 'bob', because: 'as agreed' } },
    ])
    expect((await rule('R-1', { rule: 'scope' })).recall.stage).toBe('SCOPED')
    await expect(rule('R-1', { rule: 'notify', consignees: [ward('north'), ward('west')], channel: 'letter', text: '1' })).rejects.toMatchObject({ code: 'RECALL_NOT_CONCERNED', parameters: { refs: ['Ward/west'] } })
    expect((await getRecall(journal, 'R-1')).stage).toBe('SCOPED')
    await rule('R-1', { rule: 'notify', consignees: [ward('north'), ward('south')], channel: 'letter', text: '1' })
    await rule('R-1', { rule: 'acknowledge', consignees: [ward('north')], answer: { left: 1 } })
    await rule('R-1', { rule: 'monitor', level: 'A' })
    await rule('R-1', { rule: 'check', consignee: ward('north'), method: 'visit', outcome: 'EFFECTIVE' })
    await expect(rule('R-1', { rule: 'terminate', unreachable: [] })).rejects.toMatchObject({ code: 'RECALL_UNANSWERED', parameters: { count: 1, consignees: ['Ward/south'] } })
    const { recall } = await rule('R-1', { rule: 'terminate', unreachable: [{ consignee: ward('south'), reason: 'closed' }] })
    expect(recall).toEqual(await getRecall(journal, 'R-1'))
    expect((await readRecallActs(journal, 'R-1')).map(({ act, about, recordedAt }) => `${act} ${about ?? ''} ${recordedAt}`)).toEqual([
      'OPENED  11000', 'CANDIDATE_REJECTED Batch/a0 14000', 'CANDIDATE_REJECTED Batch/b0 15000', 'SCOPED  16000', 'NOTIFIED Ward/north 18000', 'NOTIFIED Ward/south 18000', 'ACKNOWLEDGED Ward/north 19000', 'MONITORED  20000', 'CHECKED Ward/north 21000', 'TERMINATED  23000',
    ])
    expect((await readRecallCase(journal, 'R-1')).consignees.get(ward('north'))).toEqual({ notified: 1, acknowledged: 1, checked: { version: 1, outcome: 'EFFECTIVE' } })
  })
  it('a consignee is told again if a widening gave it units, and not else', async () => {
    await open([unit('1', { consignees: [ward('north')] }), unit('2', { consignees: [ward('south')] }), unit('3', { consignees: [ward('east')] })])
    const told = async (...consignees: readonly Ref[]): Promise<void> => { await rule('R-1', { rule: 'notify', consignees, channel: 'letter', text: '1' }); await rule('R-1', { rule: 'acknowledge', consignees }) }
    await rule('R-1', { rule: 'scope' })
    await told(ward('north'), ward('south'), ward('east'))
    await widenRecall(journal, 'R-1', opening(), inBatches([unit('1', { consignees: [ward('north')] }), unit('2', { consignees: [ward('south')] }), unit('4', { consignees: [ward('south'), ward('west')] })]), rest(), clock)
    await rule('R-1', { rule: 'scope' })
    await expect(rule('R-1', { rule: 'notify', consignees: [ward('east')], channel: 'letter', text: '2' })).rejects.toMatchObject({ code: 'RECALL_NOT_CONCERNED' })
    await told(ward('west'))
    await rule('R-1', { rule: 'monitor', level: 'E' })
    await expect(rule('R-1', { rule: 'terminate', unreachable: [] })).rejects.toMatchObject({ code: 'RECALL_UNANSWERED', parameters: { consignees: ['Ward/south'] } })
    await told(ward('south'))
    expect((await rule('R-1', { rule: 'terminate', unreachable: [] })).recall.stage).toBe('TERMINATED')
  })
  it('rulings on one recall take turns: of two that both end it, one is refused', async () => {
    await open([])
    for (const ruling of [{ rule: 'scope' }, { rule: 'monitor', level: 'E' }] as const) await rule('R-1', ruling)
    const ended = await Promise.allSettled([1, 2, 3].map(() => rule('R-1', { rule: 'terminate', unreachable: [] })))
    expect(ended.map((one) => (one.status === 'fulfilled' ? 'taken' : (one.reason as { readonly code: string }).code)).sort()).toEqual(['RECALL_TERMINATED', 'RECALL_TERMINATED', 'taken'])
  })
  it('an authority\'s request is kept with its deadlines', async () => {
    await open([])
    const { acts } = await rule('R-1', { rule: 'request', authority: 'FDA', jurisdiction: 'US', requestedAt: instant(0), timezone: 'UTC' })
    expect(await readRecallActs(journal, 'R-1')).toEqual([expect.objectContaining({ act: 'OPENED' }), ...acts])
    expect(acts[0]?.details).toMatchObject({ deadlines: [{ workingDays: 3, due: '1970-01-07T00:00:00Z', under: '21 CFR 821.25(a)(1)' }, { workingDays: 10 }] })
  })
})

describe('at size', () => {
  it('a hundred thousand units are frozen and read page by page within bounds', async () => {
    const many = async function* (): AsyncGenerator<readonly RecallUnit[]> {
      for (let n = 0; n < 100_000; n += 5000) yield Array.from({ length: 5000 }, (_, m) => unit(String(n + m).padStart(7, '0'), { lots: [batch('a')], orders: [order(String((n + m) % 5000))], consignees: [ward(String((n + m) % 300))], subjects: [person(String(n + m))], usedAt: [instant(n + m)], disposition: 'USED', dispositionAt: instant(n + m), dispositionBy: makeRef('Note', String(n + m)) }))
    }
    const times: Record<string, number> = {}
    const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => { const from = performance.now(); const result = await work(); times[what] = Math.round(performance.now() - from); return result }
    const kept = await timed('open', () => openRecall(journal, opening(), many(), rest(), clock))
    expect(kept).toMatchObject({ affected: 100_000, balance: { made: 100_000, used: 100_000 } })
    expect((await timed('verify', () => verifyRecall(journal, kept.id))).isIntact).toBe(true)
    expect((await timed('consignees', () => readGroups(journal, kept.frozen, { by: 'CONSIGNEE', first: 1000 }))).total).toBe(300)
    expect((await timed('subjects', () => readGroups(journal, kept.frozen, { by: 'SUBJECT', first: 1000 }))).total).toBe(100_000)
    expect((await timed('narrowed', () => readUnits(journal, kept.frozen, { where: { consignee: ward('7') }, first: 1000, count: true }))).total).toBe(334)
    expect((await timed('page', () => readUnits(journal, kept.frozen, { first: 1000, count: false, after: makeRef('Piece', '0080000') }))).units).toHaveLength(1000)
    if (process.env['OSL_TEST_CASES'] !== undefined) console.log(JSON.stringify(times))
  }, 120_000)
})

import { describe, expect, it } from 'vitest'
import { decide, type RecallRuling } from '../../src/recall/life-cycle.ts'
import { checksWanted, recallCase } from '../../src/recall/recall-case.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { makeRef, type Ref } from '../../src/vocabulary/ref.ts'
import type { CheckLevel, RecallAct } from '../../src/vocabulary/recall.ts'

const [north, south, lot] = [makeRef('Ward', 'north'), makeRef('Ward', 'south'), makeRef('Batch', '0815')]
const OPENED: RecallAct = { act: 'OPENED', stage: 'OPENED', version: 1, actor: 'ann', reason: 'leaks', recordedAt: instant(0) }
interface World { readonly concerned?: readonly (readonly [Ref, number])[]; readonly candidates?: readonly Ref[] }

/** Given what was ruled, then what follows; each ruling an hour after the one before. */
const given = (rulings: readonly RecallRuling[], { concerned = [[north, 1], [south, 1]], candidates = [] }: World = {}): readonly RecallAct[] => {
  const acts = [OPENED]
  for (const ruling of rulings) acts.push(...decide(recallCase('R-1', acts), ruling, { actor: 'bob', reason: 'as agreed', recordedAt: instant(acts.length * 3_600_000) }, { candidates: new Set(candidates), concerned: new Map(concerned) }))
  return acts
}
const last = (...rulings: readonly RecallRuling[]): RecallAct | undefined => given(rulings).at(-1)
const refused = (rulings: readonly RecallRuling[], world?: World): string => {
  given(rulings.slice(0, -1), world)
  try {
    given(rulings, world)
  } catch (error) {
    return (error as { readonly code: string }).code
  }
  return 'taken'
}

const scope = { rule: 'scope' } as const
const notify: RecallRuling = { rule: 'notify', consignees: [north, south], channel: 'letter', text: '2' }
const acknowledge: RecallRuling = { rule: 'acknowledge', consignees: [north, south], answer: { left: 3 } }
const monitor = (level: CheckLevel, percent?: number): RecallRuling => ({ rule: 'monitor', level, ...(percent === undefined ? {} : { percent }) })
const check = (consignee: Ref, outcome: 'EFFECTIVE' | 'INEFFECTIVE' | 'UNREACHED' = 'EFFECTIVE'): RecallRuling => ({ rule: 'check', consignee, method: 'visit', outcome })
const terminate = (...unreachable: readonly (readonly [Ref, string])[]): RecallRuling => ({ rule: 'terminate', unreachable: unreachable.map(([consignee, reason]) => ({ consignee, reason })) })
const widen: RecallRuling = { rule: 'widen', changed: { added: 1, withdrawn: 0, changed: 0 } }
const accept: RecallRuling = { rule: 'accept', candidate: lot }
const reject: RecallRuling = { rule: 'reject', candidate: lot }

describe('the life of a recall', () => {
  it('goes from opened to scoped, notified, monitored and terminated, with who and when', () => {
    const acts = given([scope, notify, acknowledge, monitor('A'), check(north), check(south), terminate()])
    expect(acts.map(({ act, stage }) => `${act} ${stage}`)).toEqual(['OPENED OPENED', 'SCOPED SCOPED', 'NOTIFIED NOTIFIED', 'NOTIFIED NOTIFIED', 'ACKNOWLEDGED NOTIFIED', 'ACKNOWLEDGED NOTIFIED', 'MONITORED MONITORED', 'CHECKED MONITORED', 'CHECKED MONITORED', 'TERMINATED TERMINATED'])
    expect(acts.at(-1)).toMatchObject({ actor: 'bob', recordedAt: 9 * 3_600_000, version: 1 })
    expect(acts[2]).toMatchObject({ about: north, details: { channel: 'letter', text: '2' } })
    expect(acts[7]).toMatchObject({ about: north, details: { level: 'A', method: 'visit', outcome: 'EFFECTIVE' } })
  })
  it.each<[string, readonly RecallRuling[]]>([
    ['nobody is told before somebody stands by the scope', [notify]],
    ['nobody stands by a scope twice', [scope, scope]],
    ['answers are not monitored before anybody was told', [scope, monitor('E')]],
    ['it is not terminated before its answers are looked at', [scope, notify, acknowledge, terminate()]],
  ])('%s', (_, rulings) => expect(refused(rulings)).toBe('RECALL_LIFE_CYCLE'))
  it('nothing is done about one that is over', () => {
    const over = [scope, notify, acknowledge, monitor('E'), terminate()]
    for (const ruling of [scope, notify, acknowledge, widen, terminate(), check(north)]) expect(refused([...over, ruling])).toBe('RECALL_TERMINATED')
  })
  it('of one that concerns nobody, nobody has to be told', () => {
    expect(refused([scope, monitor('A'), terminate()], { concerned: [] })).toBe('taken')
  })
})

describe('near matches', () => {
  const world = { candidates: [lot] }
  it('have all to be ruled on before anybody stands by the scope, and what is meant to be in it', () => {
    expect(refused([scope], world)).toBe('RECALL_CANDIDATES_OPEN')
    expect(refused([accept, scope], world)).toBe('RECALL_CANDIDATES_OPEN')
    expect(refused([reject, scope], world)).toBe('taken')
    expect(refused([accept, widen, scope], world)).toBe('RECALL_CANDIDATES_OPEN')
    const widened = given([accept, widen], world)
    expect(decide(recallCase('R-1', widened), scope, { actor: 'bob', reason: '', recordedAt: instant(9) }, { candidates: new Set(), concerned: new Map() })).toMatchObject([{ act: 'SCOPED', version: 2 }])
  })
  it('are ruled on once a version; one that is none is refused', () => {
    expect(refused([accept, accept], world)).toBe('CANDIDATE_RULED')
    expect(refused([accept, reject], world)).toBe('CANDIDATE_RULED')
    expect(refused([accept, widen, reject, scope], world)).toBe('taken')
    expect(refused([{ rule: 'accept', candidate: makeRef('Batch', '0816') }], world)).toBe('CANDIDATE_UNKNOWN')
  })
})

describe('whom a recall concerns', () => {
  it('is told, and answers after that', () => {
    expect(refused([scope, { ...notify, consignees: [makeRef('Ward', 'west')] }])).toBe('RECALL_NOT_CONCERNED')
    expect(refused([scope, { ...notify, consignees: [] }])).toBe('RECALL_NOT_CONCERNED')
    expect(refused([scope, acknowledge])).toBe('RECALL_NOT_NOTIFIED')
    expect(refused([scope, check(north)])).toBe('RECALL_NOT_NOTIFIED')
  })
  it('has answered, was found to have done what it was asked, or is named with the reason, before it is over', () => {
    const told = [scope, notify, monitor('E')]
    expect(refused([...told, terminate()])).toBe('RECALL_UNANSWERED')
    expect(refused([...told, { rule: 'acknowledge', consignees: [north] }, terminate()])).toBe('RECALL_UNANSWERED')
    expect(refused([...told, { rule: 'acknowledge', consignees: [north] }, terminate([south, 'closed in 2025'])])).toBe('taken')
    expect(refused([...told, terminate([south, ' '], [north, 'moved'])])).toBe('BAD_ARGUMENT')
    expect(refused([...told, acknowledge, terminate([makeRef('Ward', 'west'), 'unknown'])])).toBe('RECALL_NOT_CONCERNED')
    expect(refused([...told, check(north), check(south), terminate()])).toBe('taken')
    expect(refused([...told, acknowledge, check(north, 'INEFFECTIVE'), terminate()])).toBe('RECALL_UNANSWERED')
    expect(refused([...told, acknowledge, check(north, 'INEFFECTIVE'), check(north), terminate()])).toBe('taken')
    expect(refused([...told, acknowledge, check(north, 'UNREACHED'), terminate()])).toBe('taken')
  })
  it('is told again, and answers again, only if a widening gave it units', () => {
    const before = [scope, notify, acknowledge, monitor('E'), widen, scope]
    const world = { concerned: [[north, 1], [south, 2]] as const }
    expect(last(...before)).toMatchObject({ act: 'SCOPED', stage: 'SCOPED', version: 2 })
    expect(refused([...before, monitor('E')], world)).toBe('RECALL_LIFE_CYCLE')
    const again = [...before, { ...notify, consignees: [south] }, monitor('E')] as const
    expect(refused([...again, terminate()], world)).toBe('RECALL_UNANSWERED')
    expect(refused([...again, { rule: 'acknowledge', consignees: [south] }, terminate()], world)).toBe('taken')
  })
  it('answers what it was told, though the scope is wider by then', () => {
    expect(last(scope, notify, widen, { rule: 'acknowledge', consignees: [north] })).toMatchObject({ act: 'ACKNOWLEDGED', stage: 'OPENED', version: 1 })
  })
})

describe('effectiveness checks (21 CFR 7.42(b)(3))', () => {
  it('as many as the level says: all, a share, a tenth, a fiftieth, none; rounded up', () => {
    expect([checksWanted({ level: 'A' }, 41), checksWanted({ level: 'B', percent: 50 }, 41), checksWanted({ level: 'C' }, 41), checksWanted({ level: 'D' }, 41), checksWanted({ level: 'E' }, 41)]).toEqual([41, 21, 5, 1, 0])
  })
  it('are made before it is over; whom nobody reached was not checked, and whom nobody can reach need not be', () => {
    expect(refused([scope, notify, acknowledge, monitor('A'), check(north), terminate()])).toBe('RECALL_UNCHECKED')
    expect(refused([scope, notify, acknowledge, monitor('A'), check(north), check(south, 'UNREACHED'), terminate()])).toBe('RECALL_UNCHECKED')
    expect(refused([scope, notify, acknowledge, monitor('A'), check(north), terminate([south, 'closed'])])).toBe('taken')
    expect(refused([scope, notify, acknowledge, monitor('D'), check(north), terminate()])).toBe('taken')
  })
  it('level B names its share, the others do not', () => {
    for (const [level, percent] of [['B', undefined], ['B', 10], ['B', 100], ['C', 10]] as const) expect(refused([scope, notify, monitor(level, percent)])).toBe('BAD_ARGUMENT')
    expect(refused([scope, notify, monitor('B', 11)])).toBe('taken')
  })
})

describe('a request of an authority', () => {
  const request = { rule: 'request', authority: 'FDA', jurisdiction: 'US', requestedAt: instant(0), timezone: 'UTC' } as const
  it('starts clocks at any stage, from when it was made', () => {
    // The epoch was a Thursday and a holiday's day: 1 January 1970. Working days after it: 2, 5, 6; ten end on the 15th.
    expect(last(request)).toMatchObject({ act: 'REQUESTED', stage: 'OPENED', details: { requestedAt: '1970-01-01T00:00:00Z', deadlines: [{ what: 'HOLDERS', due: '1970-01-07T00:00:00Z' }, { what: 'SUBJECTS', due: '1970-01-16T00:00:00Z' }] } })
    expect(refused([{ ...request, requestedAt: instant(9_000_000) }])).toBe('BAD_ARGUMENT')
  })
})

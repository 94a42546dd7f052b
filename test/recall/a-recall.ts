import type { AskRest } from '../../src/journal/freeze-recall.ts'
import type { RecallOpening } from '../../src/journal/recalls.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { makeRef, type Ref } from '../../src/vocabulary/ref.ts'
import type { RecallUnit } from '../../src/vocabulary/recall.ts'

export const opening = (more: Partial<RecallOpening> = {}): RecallOpening => ({
  title: 'leaking valves', class: 'II', depth: 'SUBJECT', scope: { any: [{ lots: ['0815'] }] }, asOf: instant(5000), knownAt: instant(6000), seq: 7, frozenUnder: { model: 'ward', fingerprint: 'abc' }, actor: 'ann', reason: 'three reports', ...more,
})
export const rest = (more: Partial<Awaited<ReturnType<AskRest>>> = {}): AskRest => () => ({ lots: [], candidates: [], gaps: { sources: [], notModelled: [], undated: 0, circular: [] }, concerned: async () => new Set(), ...more })

export const unit = (key: string, more: Partial<RecallUnit> = {}): RecallUnit =>
  ({ ref: makeRef('Piece', key), lots: [], orders: [], lines: [], consignees: [], subjects: [], usedAt: [], disposition: 'IN_STOCK', isDoubtful: false, isInferred: false, ...more })

/** A hospital's ward, a batch, a person, an order. */
export const ward = (key: string): Ref => makeRef('Ward', key)
export const batch = (key: string): Ref => makeRef('Batch', key)
export const person = (key: string): Ref => makeRef('Person', key)
export const order = (key: string): Ref => makeRef('Order', key)

/** Worked by hand: two batches, two wards, two persons. 1 was used in ada in the north, 2 and 3 lie in the north and the south, 4 is in stock, of 5 nobody knows. */
export const STORY: readonly RecallUnit[] = [
  unit('1', { lots: [batch('a')], orders: [order('7')], consignees: [ward('north')], subjects: [person('ada')], usedAt: [instant(2000)], disposition: 'USED', dispositionAt: instant(2000), dispositionBy: makeRef('Note', '1') }),
  unit('2', { lots: [batch('a')], orders: [order('7')], consignees: [ward('north')], disposition: 'AT_CONSIGNEE', dispositionAt: instant(1000) }),
  unit('3', { lots: [batch('a'), batch('b')], orders: [order('8')], consignees: [ward('south')], disposition: 'AT_CONSIGNEE', isInferred: true }),
  unit('4', { lots: [batch('b')], disposition: 'IN_STOCK' }),
  unit('5', { lots: [batch('b')], orders: [order('7'), order('8')], consignees: [ward('north'), ward('south')], subjects: [person('ada'), person('ben')], usedAt: [instant(1000), instant(4000)], disposition: 'UNKNOWN', isDoubtful: true }),
]

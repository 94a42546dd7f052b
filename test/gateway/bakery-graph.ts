import type { Driver } from 'neo4j-driver'
import { join } from 'node:path'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { readModelSdl } from '../../src/model/sdl.ts'
import { writeGraph, type NodeGiven } from '../graph/write-graph.ts'
import type { ServedSdl } from '../../src/gateway/schema/build-served-schema.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'bakery')

export const loadBakery = async (): Promise<{ readonly model: Model; readonly sdl: ServedSdl }> => {
  const loaded = await loadModel(FOLDER)
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'))
  return { model: loaded.model, sdl: await readModelSdl(FOLDER) }
}

const at = (text: string): number => Date.parse(text)

/** The bakery's world of expected.md as docs/architecture.md lays it out, written by hand: A-7 with two lines and a payment, A-8, and A-99 that only V2 speaks of. */
const NODES: readonly (readonly [string, NodeGiven])[] = [
  ['Order', {
    ref: 'Order/A-7', key: 'A-7', resolved: true, slip: 'A-7', phone: '030 111', pickupAt: at('2026-03-03T08:00:00Z'), orders: ['Order/A-7'], identifiers: ['sales.slip\u001fA-7\u001ftill'],
    'verdict.completed.1.outcome': 'MET', 'verdict.completed.1.since': at('2026-03-05T11:00:00Z'), 'verdict.completed.1.firstMetAt': at('2026-03-05T11:00:00Z'), 'verdict.completed.1.skewHours': 50.91666666666667,
    'verdict.completed.1.sales.outcome': 'MET', 'verdict.completed.1.sales.since': at('2026-03-03T08:05:00Z'), 'verdict.completed.1.sales.firstMetAt': at('2026-03-03T08:05:00Z'), 'verdict.completed.1.sales.evidence': ['till:A-7/1/3#1', 'till:A-7/2/3#1'], 'verdict.completed.1.sales.missing': [],
    'verdict.completed.1.finance.outcome': 'MET', 'verdict.completed.1.finance.since': at('2026-03-05T11:00:00Z'), 'verdict.completed.1.finance.evidence': ['ledger:e2#1'], 'verdict.completed.1.finance.missing': [],
  }],
  ['Order', {
    ref: 'Order/A-8', key: 'A-8', resolved: true, slip: 'A-8', phone: '030 222', orders: ['Order/A-8'], identifiers: ['sales.slip\u001fA-8\u001ftill'],
    'verdict.completed.1.outcome': 'UNKNOWN', 'verdict.completed.1.since': at('2026-03-02T07:00:00Z'), 'verdict.completed.1.sales.outcome': 'UNKNOWN', 'verdict.completed.1.sales.missing': ['{"lacks":"PRESENT","place":1}'], 'verdict.completed.1.finance.outcome': 'UNKNOWN',
  }],
  ['Order', { ref: 'Order/~sales.slip:A-99', key: '~sales.slip:A-99', resolved: false, orders: ['Order/~sales.slip:A-99'], identifiers: [], 'verdict.completed.1.outcome': 'UNKNOWN' }],
  ['OrderLine', { ref: 'OrderLine/A-7-1', key: 'A-7-1', resolved: true, pieces: 1, orders: ['Order/A-7'], identifiers: [], ...lineState('HANDED_OVER', 'DONE', '2026-03-03T08:05:00Z') }],
  ['OrderLine', { ref: 'OrderLine/A-7-2', key: 'A-7-2', resolved: true, pieces: 20, orders: ['Order/A-7'], identifiers: [], ...lineState('HANDED_OVER', 'DONE', '2026-03-03T08:05:00Z') }],
  ['OrderLine', { ref: 'OrderLine/A-8-1', key: 'A-8-1', resolved: true, pieces: 1, orders: ['Order/A-8'], identifiers: [], ...lineState('CANCELLED', 'CANCELLED', '2026-03-02T09:00:00Z') }],
  ['Product', { ref: 'Product/CK1', key: 'CK1', resolved: true, name: 'Cherry cake', orders: [], identifiers: [] }],
  ['Product', { ref: 'Product/RL1', key: 'RL1', resolved: true, name: 'Rye rolls', orders: [], identifiers: [] }],
  ['Payment', { ref: 'Payment/V1', key: 'V1', resolved: true, voucher: 'V1', amount: '31.50', 'amount.number': 31.5, currency: 'EUR', orders: ['Order/A-7'], identifiers: ['finance.voucher\u001fV1\u001fledger'] }],
  ['Payment', { ref: 'Payment/V2', key: 'V2', resolved: true, voucher: 'V2', amount: '5.00', 'amount.number': 5, currency: 'EUR', orders: ['Order/~sales.slip:A-99'], identifiers: ['finance.voucher\u001fV2\u001fledger'] }],
  ['Payment', { ref: 'Payment/V3', key: 'V3', resolved: true, voucher: 'V3', amount: '9.00', 'amount.number': 9, currency: 'EUR', orders: [], identifiers: ['finance.voucher\u001fV3\u001fledger'] }],
]

function lineState(local: string, canonical: string, since: string): Record<string, unknown> {
  return { 'state.local': local, 'state.canonical': canonical, 'state.since': at(since), 'state.source': 'till', 'state.settled': true }
}

const LINKS: readonly (readonly [string, string, string, string, string, Readonly<Record<string, unknown>>?])[] = [
  ['Order/A-7', 'HAS_LINE', 'OrderLine/A-7-1', 'till', '2026-03-02T06:10:00Z'],
  ['Order/A-7', 'HAS_LINE', 'OrderLine/A-7-2', 'till', '2026-03-02T06:10:00Z'],
  // The ledger says it too, later: one link in answers.
  ['Order/A-7', 'HAS_LINE', 'OrderLine/A-7-2', 'ledger', '2026-03-02T08:00:00Z', { 'q.pieces': 20 }],
  // It was once thought to be on A-7; that ended.
  ['Order/A-7', 'HAS_LINE', 'OrderLine/A-8-1', 'till', '2026-03-01T06:00:00Z', { validTo: at('2026-03-02T06:59:00Z') }],
  ['Order/A-8', 'HAS_LINE', 'OrderLine/A-8-1', 'till', '2026-03-02T07:00:00Z'],
  ['OrderLine/A-7-1', 'OF_PRODUCT', 'Product/CK1', 'till', '2026-03-02T06:10:00Z'],
  ['OrderLine/A-7-2', 'OF_PRODUCT', 'Product/RL1', 'till', '2026-03-02T06:10:00Z'],
  ['OrderLine/A-8-1', 'OF_PRODUCT', 'Product/CK1', 'till', '2026-03-02T07:00:00Z'],
  ['Payment/V1', 'PAYS', 'Order/A-7', 'ledger', '2026-03-02T06:11:00Z'],
  ['Payment/V2', 'PAYS', 'Order/~sales.slip:A-99', 'ledger', '2026-03-05T11:00:00Z'],
]

export const writeBakery = (driver: Driver): Promise<void> => writeGraph(
  driver,
  NODES.map(([, node]) => node),
  LINKS.map(([from, name, to, source, validFrom, more]) => ({ from, name, to, source, validFrom: at(validFrom), knownFrom: at(validFrom) + 60_000, ...more })),
)

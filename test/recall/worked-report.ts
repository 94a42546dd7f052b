import type { Balance } from '../../src/recall/balance.ts'
import { buildReport, type RecallReport, type ReportUnit } from '../../src/recall/report.ts'
import type { Field } from '../../src/recall/field.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import type { Ref } from '../../src/vocabulary/ref.ts'

const ref = (text: string): Ref => text as Ref
const at = (text: string) => instant(Date.parse(text))
const says = (source: string, values: Readonly<Record<string, string>>): Readonly<Record<string, Field>> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, source }]))

const unit = (key: string, more: Partial<ReportUnit>): ReportUnit => ({
  ref: ref(`Device/${key}`), lots: [ref('Lot/L1')], orders: [], lines: [], consignees: [], subjects: [], usedAt: [], disposition: 'UNKNOWN', isDoubtful: false, isInferred: false, uses: [], product: ref('Product/PM'), ...more,
})
const BALANCE: Balance = { made: 7, stated: true, inStock: 1, inTransit: 0, atConsignees: 1, used: 2, explanted: 1, returned: 0, destroyed: 1, unknown: 0, unaccounted: 1, overAccounted: 0 }

/**
 * Six devices, worked by hand. D1: in a patient who refuses to be named. D2: was in one, taken out again. D3: at a hospital. D4: in our stock. D5: used, and the hospital
 * has not said in whom. D6: a stent, of a product that is not tracked, destroyed. A name that begins as a formula, one with a comma and an umlaut, one with quotes.
 */
export const workedReport = (): RecallReport => buildReport({
  recall: { id: 'R-1', title: 'Battery <depletes>', class: 'I', depth: 'SUBJECT', stage: 'OPENED', version: 1, asOf: at('2026-04-01T00:00:00Z'), knownAt: at('2026-04-01T00:00:00Z'), digest: 'ab'.repeat(32), scope: 'lot L1' },
  madeAt: at('2026-04-02T08:00:00Z'),
  units: [
    unit('D1', { consignees: [ref('Hospital/H1')], subjects: [ref('Patient/P1')], usedAt: [at('2026-03-02T09:00:00Z')], disposition: 'USED', dispositionAt: at('2026-03-02T09:00:00Z'), dispositionBy: ref('Procedure/X1'), uses: [{ use: ref('Procedure/X1'), subject: ref('Patient/P1'), at: at('2026-03-02T09:00:00Z') }] }),
    unit('D2', { consignees: [ref('Hospital/H1')], subjects: [ref('Patient/P2')], usedAt: [at('2026-03-03T10:00:00Z')], disposition: 'EXPLANTED', dispositionAt: at('2026-03-20T12:00:00Z'), dispositionBy: ref('Explant/E1'), uses: [{ use: ref('Procedure/X2'), subject: ref('Patient/P2'), at: at('2026-03-03T10:00:00Z') }] }),
    unit('D3', { consignees: [ref('Hospital/H1')], disposition: 'AT_CONSIGNEE', dispositionAt: at('2026-02-11T00:00:00Z'), dispositionBy: ref('Shipment/S1') }),
    unit('D4', { disposition: 'IN_STOCK' }),
    unit('D5', { consignees: [ref('Hospital/H2')], disposition: 'USED', isDoubtful: true }),
    unit('D6', { consignees: [ref('Hospital/H2')], disposition: 'DESTROYED', product: ref('Product/ST'), dispositionAt: at('2026-03-30T00:00:00Z'), dispositionBy: ref('Device/D6') }),
  ],
  lots: [{ lot: ref('Lot/L1'), balance: BALANCE }],
  balance: BALANCE,
  gaps: { sources: [{ source: 'clinic', lastRecordedAt: at('2026-03-25T00:00:00Z'), objective: 'P1D' }], unresolved: 0, inferred: 0, doubtful: 1, unknown: 0, unansweredUnits: 1, unansweredConsignees: 1, notModelled: [], undated: 0, circular: [] },
  acts: [
    { act: 'OPENED', actor: 'Ann', reason: 'Battery', recordedAt: at('2026-04-01T00:00:00Z'), version: 1, stage: 'OPENED' },
    { act: 'NOTIFIED', actor: 'Ann', reason: 'Letters', recordedAt: at('2026-04-01T10:00:00Z'), version: 1, stage: 'NOTIFIED' },
    { act: 'ACKNOWLEDGED', actor: 'Ben', reason: 'Phoned', recordedAt: at('2026-04-01T15:00:00Z'), version: 1, stage: 'NOTIFIED', about: ref('Hospital/H1') },
  ],
  firm: says('recall.yaml', { registration: '1234567', name: 'Example Cardio', address: '1 Main St, Springfield', phone: '+1 555 0100' }),
  statements: { ...says('Ann', { reportType: 'R', sequence: '1', events: 'The battery depletes early.' }), injuries: { missing: 'NOT_TOLD', until: '2026-04-10' } },
  values: {
    [ref('Product/PM')]: says('plm', { di: '00801234567891', brandName: 'Beat 2', isTracked: 'true' }),
    [ref('Product/ST')]: says('plm', { di: '00801234567907', brandName: 'Mesh', isTracked: 'false' }),
    [ref('Lot/L1')]: says('mes-lots', { number: 'L1', madeOn: '2026-01-05', expiresOn: '2028-01-05' }),
    [ref('Hospital/H1')]: says('sites', { name: 'St. Anna, Zürich', phone: '+41 44 000 00 00', country: 'CH' }),
    [ref('Hospital/H2')]: says('sites', { name: '=1+1 "Clinic"' }),
    [ref('Device/D1')]: says('mes-units', { udi: '(01)00801234567891(10)L1(21)0001', lot: 'L1', serial: '0001', shippedOn: '2026-02-10' }),
    [ref('Device/D2')]: says('mes-units', { udi: '(01)00801234567891(10)L1(21)0002', lot: 'L1', serial: '0002', shippedOn: '2026-02-10' }),
    [ref('Device/D3')]: says('mes-units', { udi: '(01)00801234567891(10)L1(21)0003', lot: 'L1', serial: '0003', shippedOn: '2026-02-11' }),
    [ref('Device/D4')]: says('mes-units', { udi: '(01)00801234567891(10)L1(21)0004', lot: 'L1', serial: '0004' }),
    [ref('Device/D5')]: says('mes-units', { udi: '(01)00801234567891(10)L1(21)0005', lot: 'L1', serial: '0005', shippedOn: '2026-02-10' }),
    [ref('Device/D6')]: says('mes-units', { udi: '(01)00801234567907(10)L1(21)0006', lot: 'L1', serial: '0006', shippedOn: '2026-02-10' }),
    [ref('Patient/P1')]: says('clinic', { hasRefused: 'true', name: 'never to be seen' }),
    [ref('Procedure/X1')]: says('clinic', { prescriberName: 'Dr. No' }),
  },
  mapped: { UNIT: ['udi', 'lot', 'serial', 'shippedOn', 'explantedOn', 'returnedOn', 'disposedOn'], CONSIGNEE: ['name', 'address', 'phone', 'country'], USE: ['prescriberName'], SUBJECT: ['hasRefused', 'diedOn'], LOT: ['number', 'madeOn', 'expiresOn'], PRODUCT: ['di', 'brandName', 'isTracked'] },
  heldElsewhere: { SUBJECT: { name: 'the hospital', address: 'the hospital', phone: 'the hospital', socialSecurityNumber: 'the hospital' } },
})

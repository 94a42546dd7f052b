import { createReadStream } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { readSource, type Decoded } from '../../src/ingest/read-source.ts'
import type { Event, Statement } from '../../src/vocabulary/event.ts'
import { all } from '../ingest/bytes.ts'
import { loadTestModel } from '../servers/open-test-world.ts'

/* examples/epcis: what its one document says, each event as it was read by hand. */
const FOLDER = 'examples/epcis'
const [G, R, B] = ['(01)00614141123452', '(01)04012345990010', '(01)04012345770018']
const [C1, C2, PALLET] = ['(00)040123450000001013', '(00)040123450000001020', '(00)140123450000002017']

let read: readonly Decoded[]
let events: readonly Event[]
beforeAll(async () => {
  read = await all(readSource(await loadTestModel(FOLDER), 'events', createReadStream(`${FOLDER}/data/events.jsonld`), 'events.jsonld'))
  events = read.flatMap((one) => (one.ok ? [one.event] : []))
})

const told = (last: string): Event => {
  const found = events.filter(({ eventId }) => eventId.endsWith(last))
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} events end with ${last}`)
  return found[0]
}
/** Refs with their links, as `Ref field→Ref`, without what every lot and bag says of its article. */
const shown = ({ statements }: Pick<Event, 'statements'>): readonly string[] =>
  statements.filter(({ ref }) => !ref.startsWith('Ware/')).map(({ ref, local, links }: Statement) => [ref, ...(local === undefined ? [] : [local]), ...links.filter(({ field }) => field !== 'article').map(({ field, target, quantities }) => `${field}→${target}${quantities === undefined ? '' : ` ${Object.values(quantities).join()}`}`)].join(' '))

describe('the document of examples/epcis', () => {
  test('holds 21 events: 19 are taken, two are rejected with their place', () => {
    expect(events).toHaveLength(19)
    expect(read.flatMap((one) => (one.ok ? [] : [`${one.line} ${one.reject.code} ${one.reject.reason.split(';')[0] ?? ''}`]))).toEqual([
      "177 RECORD_INVALID epcisBody.eventList[19]: it is not as the schema epcis-2.0 has it: the record must have required property 'action'",
      '183 VALUE_MALFORMED epcisBody.eventList[20]: key of Packing: the check digit of (01)04012345770019 is 9, not 8',
    ])
  })
  test('an ObjectEvent commissions two lots, one named by a URN, one by a Digital Link', () => {
    expect(shown(told('0001'))).toEqual([`CoffeeLot/${G}(10)G1`, `CoffeeLot/${G}(10)G2`])
    expect(told('0001').statements[0]).toEqual({ ref: `CoffeeLot/${G}(10)G1`, identifiers: [{ scheme: 'roasting.lot', value: `${G}(10)G1` }], attributes: { commissionedAt: Date.parse('2026-02-20T07:00:00Z'), bestBefore: '2027-02-28' }, links: [{ field: 'article', target: `Ware/${G}` }] })
  })
  test('TransformationEvents are lot genealogy, also where inputs and outputs come in two events', () => {
    expect(shown(told('0002'))).toEqual([`RoastRun/urn:epc:id:gdti:4012345.00055.RUN-1 used→CoffeeLot/${G}(10)G1 300 used→CoffeeLot/${G}(10)G2 100.50`])
    expect(shown(told('0003'))).toEqual([`RoastRun/urn:epc:id:gdti:4012345.00055.RUN-1 lots→CoffeeLot/${R}(10)R1 340`, `CoffeeLot/${R}(10)R1`])
    expect(shown(told('0005'))).toEqual([`RoastRun/urn:uuid:00000000-0000-4000-8000-000000000005 used→CoffeeLot/${R}(10)R1 3 bags→CoffeeBag/${B}(21)B1 bags→CoffeeBag/${B}(21)B2 bags→CoffeeBag/${B}(21)B3`, ...['B1', 'B2', 'B3'].map((serial) => `CoffeeBag/${B}(21)${serial}`)])
  })
  test('an event without an id is known by the hash of what it says', () => {
    const [anonymous] = events.filter(({ eventId }) => eventId.startsWith('sha256:'))
    expect(anonymous && shown(anonymous)).toEqual([`RoastRun/${anonymous?.eventId ?? ''} used→CoffeeLot/${G}(10)G2 299.50 lots→CoffeeLot/${R}(10)R2 250`, `CoffeeLot/${R}(10)R2`])
  })
  test('AggregationEvents are packing: added, and ended at our own dock alone', () => {
    expect(shown(told('0008'))).toEqual([`LogisticUnit/${C2}`, `Packing/${B}(21)B3 in ${C2} unit→LogisticUnit/${C2} bag→CoffeeBag/${B}(21)B3`, `Packing/${B}(21)B4 in ${C2} unit→LogisticUnit/${C2} bag→CoffeeBag/${B}(21)B4`])
    expect([told('0009').deletes, shown(told('0009'))]).toEqual([true, [`Packing/${B}(21)B3 in ${C2} unit→LogisticUnit/${C2} bag→CoffeeBag/${B}(21)B3`]])
    expect(shown(told('0011'))).toEqual([`LogisticUnit/${PALLET}`, `Packing/${C1} in ${PALLET} unit→LogisticUnit/${PALLET} inner→LogisticUnit/${C1}`])
    expect([told('0018').deletes, shown(told('0018'))]).toEqual([undefined, []])
  })
  test('an AssociationEvent attaches, a TransactionEvent sets aside', () => {
    expect(shown(told('0012'))).toEqual([`TemperatureLogger/(8004)4012345LOG7 attachedTo→LogisticUnit/${PALLET}`])
    expect(shown(told('0013'))).toEqual([`LogisticUnit/${PALLET} order→Order/5200001000107:PO-7`])
  })
  test('shipping and receiving are one despatch, whatever form names its pallet', () => {
    expect(shown(told('0014'))).toEqual([`Despatch/4012345000016:D1 SHIPPED units→LogisticUnit/${PALLET} order→Order/5200001000107:PO-7 consignee→Buyer/5200001000107`])
    expect(shown(told('0017'))).toEqual(['Despatch/4012345000016:D1 RECEIVED'])
  })
  test('an event that declares an error voids the one whose id it bears, and says nothing itself; the corrective one tells what is right', () => {
    expect(told('0015')).toMatchObject({ statements: [{ ref: 'Despatch/4012345000016:D2' }] })
    expect(told('0015 declared wrong 2026-03-05T12:00:00+01:00')).toMatchObject({ retracts: 'urn:uuid:00000000-0000-4000-8000-000000000015', statements: [] })
    expect(shown(told('0016'))).toEqual([`Despatch/4012345000016:D2 SHIPPED units→LogisticUnit/${C2} order→Order/5200001000206:PO-8 consignee→Buyer/5200001000206`])
  })
})

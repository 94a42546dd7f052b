import { expect, test } from 'vitest'
import { whereabouts } from '../../src/recall/disposition.ts'
import { makeFacts } from '../../src/settle/facts.ts'
import { fatesOf } from '../../src/settle/fates.ts'
import type { Claim } from '../../src/vocabulary/claim.ts'
import type { Scalar } from '../../src/vocabulary/event.ts'
import { instant, type Instant } from '../../src/vocabulary/instant.ts'
import { fateOf, fateText } from '../../src/vocabulary/recall.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { loadTestModel } from '../servers/open-test-world.ts'

/** The reference model's recall.yaml over one device, told claim by claim. */
const model = await loadTestModel('schema')
const day = (n: number): Instant => instant(Date.UTC(2026, 0, n))
const UNIT = storedRef('SerialUnit/S1')

let seq = 0
const says = (source: string, at: number, about: string, kind: Claim['kind'], field: string, value: Scalar): Claim =>
  ({ id: `${seq += 1}.0`, about: storedRef(about), kind, field, value, domain: 'any', source, occurredAt: day(at), recordedAt: day(at), seq, n: 0 })
const is = (source: string, at: number, about: string, local: string): Claim => says(source, at, about, 'state', 'state', local)
const leads = (source: string, at: number, about: string, field: string, to: string): Claim => says(source, at, about, 'link', field, to)

const released = is('mes-units', 2, UNIT, 'RELEASED')
const shipped = [leads('wms', 4, UNIT, 'shipments', 'Shipment/P1'), is('wms', 4, 'Shipment/P1', 'PACKED'), is('carrier', 5, 'Shipment/P1', 'SHIPPED')]
const delivered = is('carrier', 7, 'Shipment/P1', 'DELIVERED')
const used = [leads('clinic', 10, 'Procedure/U1', 'units', UNIT), is('clinic', 10, 'Procedure/U1', 'PERFORMED'), says('clinic', 10, 'Procedure/U1', 'attribute', 'performedAt', day(9))]
const explanted = [leads('clinic-explants', 20, 'Explant/X1', 'unit', UNIT), is('clinic-explants', 20, 'Explant/X1', 'PERFORMED'), says('clinic-explants', 20, 'Explant/X1', 'attribute', 'explantedAt', day(20))]
const returned = [leads('erp-returns', 22, 'Return/R1', 'unit', UNIT), is('erp-returns', 24, 'Return/R1', 'RECEIVED'), says('erp-returns', 24, 'Return/R1', 'attribute', 'receivedAt', day(24))]

const known = (claims: readonly Claim[], at: number) => {
  const told = new Set(claims.map(({ about }) => about))
  return fatesOf(makeFacts(model, [...told].map((ref) => ({ ref, attributes: {} })), claims), UNIT, day(at))
}
const where = (claims: readonly Claim[], at = 30) => whereabouts(known(claims, at))

test('a device is in stock from its release on, and nobody knows of it before', () => {
  expect(where([released], 1)).toEqual({ disposition: 'UNKNOWN', isDoubtful: false })
  expect(where([released])).toEqual({ disposition: 'IN_STOCK', dispositionAt: day(2), dispositionBy: UNIT, isDoubtful: false })
})

test('it goes on its way, arrives, is used, comes out again and comes back: the latest counts, as of every moment', () => {
  const all = [released, ...shipped, delivered, ...used, ...explanted, ...returned]
  const at = (moment: number) => { const { disposition, dispositionAt, dispositionBy } = where(all, moment); return [disposition, dispositionAt, dispositionBy] }
  expect(at(3)).toEqual(['IN_STOCK', day(2), UNIT])
  expect(at(5)).toEqual(['IN_TRANSIT', day(5), 'Shipment/P1'])
  expect(at(8)).toEqual(['AT_CONSIGNEE', day(7), 'Shipment/P1'])
  expect(at(10)).toEqual(['USED', day(9), 'Procedure/U1'])
  expect(at(21)).toEqual(['EXPLANTED', day(20), 'Explant/X1'])
  expect(at(24)).toEqual(['RETURNED', day(24), 'Return/R1'])
})

test('the same told in any order is the same', () => {
  const all = [released, ...shipped, delivered, ...used, ...explanted]
  expect(where(all.toReversed())).toEqual(where(all))
})

test('what comes back and goes out once more is where it went last', () => {
  const again = [leads('wms', 26, UNIT, 'shipments', 'Shipment/P2'), is('carrier', 27, 'Shipment/P2', 'DELIVERED')]
  expect(where([released, ...shipped, delivered, ...returned, ...again])).toMatchObject({ disposition: 'AT_CONSIGNEE', dispositionBy: 'Shipment/P2' })
})

test('what is used at an unknown time comes after what is told before it in the model, and before what is told after it', () => {
  const [link, performed] = used
  const without = [link, performed].filter((claim) => claim !== undefined)
  expect(where([released, ...shipped, delivered, ...without])).toEqual({ disposition: 'USED', dispositionBy: 'Procedure/U1', isDoubtful: false })
  expect(where([released, ...shipped, delivered, ...without, ...explanted])).toMatchObject({ disposition: 'EXPLANTED' })
})

test('sources that disagree whether it arrived leave it unknown; sources that disagree about nothing that matters do not', () => {
  const lost = is('wms', 7, 'Shipment/P1', 'CANCELLED')
  const disputed = where([released, ...shipped, delivered, lost])
  expect(disputed).toEqual({ disposition: 'UNKNOWN', dispositionAt: day(7), dispositionBy: 'Shipment/P1', isDoubtful: true })
  const onItsWay = [is('carrier', 5, 'Shipment/P1', 'SHIPPED'), is('wms', 5, 'Shipment/P1', 'IN_TRANSIT')]
  expect(where([released, leads('wms', 4, UNIT, 'shipments', 'Shipment/P1'), ...onItsWay])).toMatchObject({ disposition: 'IN_TRANSIT', isDoubtful: false })
})

test('a link that ended leads nowhere any more', () => {
  const elsewhere: Claim = { ...leads('wms', 6, UNIT, 'shipments', 'Shipment/P1'), ended: true }
  expect(where([released, ...shipped, elsewhere])).toMatchObject({ disposition: 'IN_STOCK' })
})

test('a fate comes back from its text as it went in', () => {
  for (const fate of known([released, ...shipped, delivered, ...used], 30)) expect(fateOf(fateText(fate))).toEqual(fate)
  const doubtful = { disposition: 'USED', by: storedRef('Procedure/U 1'), isDoubtful: true, pieces: 2.5 } as const
  expect(fateOf(fateText(doubtful))).toEqual(doubtful)
})

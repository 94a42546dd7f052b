import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateMedtech, type Manifest } from '../../examples/medtech/generate.ts'
import { eventsOf, groupBy, momentOf, ownTime, rowsOf, unknownAmong, type Row } from './medtech-exports.ts'

const ORDERS = 2000
let folder: string
let world: string
let manifest: Manifest
const read = (source: string): readonly Row[] => {
  const file = manifest.files.find((each) => each.source === source)?.file
  if (file === undefined) throw new Error(`the manifest has no ${source}`)
  return eventsOf(world, file)
}
const column = (source: string, name: string): readonly (string | undefined)[] => read(source).map((row) => row[name])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-medtech-'))
  world = join(folder, 'world')
  manifest = await generateMedtech({ orders: ORDERS, seed: 7, out: world })
}, 120_000)
afterAll(() => rm(folder, { recursive: true }))

const hashes = async (path: string): Promise<Readonly<Record<string, string>>> => {
  const names = (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name.slice(path.length), createHash('sha256').update(await readFile(name)).digest('hex')])))
}

describe('the same orders and seed', () => {
  test('give the same bytes in every file', async () => {
    await generateMedtech({ orders: 120, seed: 3, out: join(folder, 'once') })
    await generateMedtech({ orders: 120, seed: 3, out: join(folder, 'again') })
    const once = await hashes(join(folder, 'once'))
    expect(Object.keys(once)).toHaveLength(39)
    expect(await hashes(join(folder, 'again'))).toEqual(once)
  })
  test('with another seed give other bytes', async () => {
    await generateMedtech({ orders: 120, seed: 4, out: join(folder, 'other') })
    const [one, other] = [await hashes(join(folder, 'once')), await hashes(join(folder, 'other'))]
    for (const name of ['/erp-orders.csv', '/clinic.jsonl', '/truth/units.csv']) expect(other[name], name).not.toBe(one[name])
  })
})

describe('the counts of the manifest', () => {
  test('are those of the files', () => {
    for (const { file, records, events } of manifest.files) {
      expect(rowsOf(world, file), file).toHaveLength(records)
      expect(eventsOf(world, file), file).toHaveLength(events)
    }
  })
  test('say how many records were doubled, each with the same content', () => {
    for (const { file, records, events, doubled } of manifest.files) {
      expect(records - events, file).toBe(doubled)
      for (const twins of groupBy(rowsOf(world, file), (row) => row['event_id'] ?? '').values()) for (const twin of twins) expect(twin).toEqual(twins[0])
    }
  })
  test('say how many records were told a day late or more, but for those that the export cut short', () => {
    const exportedAt = Date.parse(manifest.exportedAt)
    for (const { file, late } of manifest.files) {
      const lags = eventsOf(world, file).map((row) => ({ recordedAt: momentOf(row['recorded_at'] ?? ''), at: momentOf(ownTime(row)) }))
      expect(lags.every(({ recordedAt, at }) => recordedAt >= at && recordedAt <= exportedAt), file).toBe(true)
      const shown = lags.filter(({ recordedAt, at }) => recordedAt - at >= 86_400_000)
      const cut = lags.filter(({ recordedAt }) => recordedAt === exportedAt)
      expect(shown.length, file).toBeLessThanOrEqual(late)
      expect(shown.length + cut.length, file).toBeGreaterThanOrEqual(late)
    }
  })
  test('stay within five standard deviations of the stated rates', () => {
    const total = (name: 'late' | 'doubled' | 'events'): number => manifest.files.filter((file) => file.late > 0).reduce((sum, file) => sum + file[name], 0)
    const drawn = [
      ...Object.entries(manifest.defects).map(([name, { count, of }]) => ({ name, count, of })),
      { name: 'late', count: total('late'), of: total('events') },
      { name: 'doubled', count: total('doubled'), of: total('events') },
    ]
    expect(drawn).toHaveLength(19)
    for (const { name, count, of } of drawn) {
      const rate = manifest.rates[name] ?? Number.NaN
      expect(Math.abs(count - of * rate), `${name}: ${count} of ${of}`).toBeLessThan(5 * Math.sqrt(of * rate * (1 - rate)))
    }
  })
})

describe('what one system says of another', () => {
  test('is known there, but for what the world does wrong on purpose', () => {
    const lines = read('erp-lines').map((row) => `${row['order_no']}-${row['position']}`)
    const requisitions = read('scm').filter((row) => row['kind'] === 'requisition')
    const purchases = read('scm').filter((row) => row['kind'] === 'purchase_order')
    const supplierLots = read('scm-receipts').map((row) => `${row['supplier']}-${row['lot']}`)
    const revisions = read('plm').flatMap((row) => (row['kind'] === 'revision' ? [row['bom']] : []))
    const gtins = column('erp-products', 'gtin')
    const references: readonly (readonly [string, readonly (string | undefined)[], readonly (string | undefined)[]])[] = [
      ['site of a customer', column('sites', 'customer'), column('erp-customers', 'customer')],
      ['customer of an order', column('erp-orders', 'customer'), column('erp-customers', 'customer')],
      ['hospital of an order', column('erp-orders', 'ship_to'), column('sites', 'site')],
      ['opportunity of an order', column('erp-orders', 'opportunity'), column('crm', 'number')],
      ['opportunity of a lead', column('crm', 'opportunity'), column('crm', 'number')],
      ['order of an opportunity', column('crm', 'order_no'), column('erp-orders', 'order_no')],
      ['order of a line', column('erp-lines', 'order_no'), column('erp-orders', 'order_no')],
      ['product of a line', column('erp-lines', 'article'), column('erp-products', 'article')],
      ['line of a selection', column('plm', 'order_line'), lines],
      ['revision of a selection', column('plm', 'bom'), revisions],
      ['line of a requisition', requisitions.map((row) => row['order_line']), lines],
      ['requisition of a purchase', purchases.map((row) => row['requisition']), requisitions.map((row) => row['number'])],
      ['supplier of a purchase', purchases.map((row) => row['supplier']), column('scm-suppliers', 'supplier')],
      ['supplier lot of a purchase', purchases.map((row) => row['supplier_lot']), supplierLots],
      ['supplier lot of a lot', column('mes-lots', 'supplier_lot'), supplierLots],
      ['product of a lot', column('mes-lots', 'gtin'), gtins],
      ['line of a work order', read('mes').map((row) => `${row['order_no']}-${row['position']}`), lines],
      ['work order of a device', column('mes-units', 'work_order'), column('mes', 'work_order')],
      ['lot of a device', column('mes-units', 'lot'), column('mes-lots', 'lot')],
      ['line of a device', column('mes-units', 'order_line'), lines],
      ['line of a shipment', column('wms', 'order_line'), lines],
      ['consignee of a shipment', column('wms', 'consignee_gln'), column('sites', 'gln')],
      ['device in a box', column('wms-packing', 'udi'), column('mes-units', 'udi')],
      ['box of a device', column('wms-packing', 'shipment'), column('wms', 'shipment')],
      ['parcel of the carrier', column('carrier', 'sscc'), column('wms', 'sscc')],
      ['order of an invoice', column('ar', 'order_no'), column('erp-orders', 'order_no')],
      ['site of a procedure', column('clinic', 'site'), column('sites', 'site')],
      ['line of an allocation', column('erp-allocations', 'order_line'), lines],
      ['product of a selection rule', column('plm-rules', 'article'), column('erp-products', 'article')],
      ['revision of a selection rule', column('plm-rules', 'bom'), revisions],
      ['revisions of a change', [...column('plm-changes', 'old_bom'), ...column('plm-changes', 'new_bom')], revisions],
      ['line of a switch', column('plm-changes', 'order_line'), lines],
      ['selection that a switch ends', column('plm-changes', 'old_selection'), column('plm', 'selection')],
      ['purchase of a ship notice', column('scm-asn', 'purchase_order'), purchases.map((row) => row['number'])],
      ['supplier lot of a ship notice', column('scm-asn', 'supplier_lot'), supplierLots],
      ['supplier lot of a bulk lot', column('mes-genealogy', 'supplier_lot'), supplierLots],
      ['parent of a lot', column('mes-genealogy', 'parent'), column('mes-genealogy', 'lot')],
      ['lot with a parent', read('mes-genealogy').flatMap((row) => (row['kind'] === 'made from' ? [row['lot']] : [])), column('mes-lots', 'lot')],
      ['work order of an operation', column('mes-operations', 'work_order'), column('mes', 'work_order')],
      ['device of a rework', column('mes-operations', 'serial'), column('mes-units', 'serial')],
      ['supplier lot of an inspection', column('qms', 'supplier_lot'), supplierLots],
      ['lot in quality', column('qms', 'lot'), [...column('mes-lots', 'lot'), ...column('mes-genealogy', 'lot')]],
      ['work order of an inspection', column('qms', 'work_order'), column('mes', 'work_order')],
      ['device of a nonconformance', column('qms', 'serial'), column('mes-units', 'serial')],
      ['inspection of a nonconformance', column('qms', 'inspection'), column('qms', 'number')],
      ['nonconformance of a hold', column('qms', 'nonconformance'), column('qms', 'number')],
      ['shipment of a box', column('wms-boxes', 'shipment'), column('wms', 'shipment')],
      ['box of a scan', column('wms-packing', 'box'), column('wms-boxes', 'box')],
      ['product in stock', column('wms-stock', 'article'), column('erp-products', 'article')],
      ['line of a return', column('erp-returns', 'order_line'), lines],
      ['device of a return', column('erp-returns', 'serial'), column('mes-units', 'serial')],
      ['invoice of a credit', column('ar-credits', 'invoice'), column('ar', 'invoice')],
      ['return of a credit', column('ar-credits', 'return_no'), column('erp-returns', 'return_no')],
      ['service order of a spare part', column('service-parts', 'service_order'), column('service', 'service_order')],
      ['device of an explant', column('clinic-explants', 'udi'), column('mes-units', 'udi')],
      ['patient of an explant', column('clinic-explants', 'patient'), column('clinic', 'patient')],
    ]
    for (const [what, named, known] of references) expect(unknownAmong(named, known), what).toEqual([])
  })
  test('leads nowhere exactly as often as the manifest says', () => {
    const payments = new Map(read('bank').map((row) => [row['voucher'], row['reference']]))
    const invoices = new Set(column('ar', 'invoice'))
    expect([...payments.values()].filter((reference) => !invoices.has(reference))).toHaveLength(manifest.defects['orphanPayment']?.count ?? -1)
    expect(unknownAmong(column('clinic', 'udi'), column('mes-units', 'udi'))).toHaveLength(manifest.defects['orphanUse']?.count ?? -1)
    const calls = new Map(read('service').map((row) => [row['service_order'], row['serial']]))
    const serials = new Set(column('mes-units', 'serial'))
    expect([...calls.values()].filter((serial) => !serials.has(serial))).toHaveLength(manifest.defects['orphanService']?.count ?? -1)
  })
  test('uses a number of another system exactly as often as the manifest says', () => {
    const purchases = new Set(read('scm').flatMap((row) => (row['kind'] === 'purchase_order' ? [row['number']] : [])))
    expect([...new Set(column('ar', 'invoice'))].filter((invoice) => purchases.has(invoice))).toHaveLength(manifest.defects['reusedNumber']?.count ?? -1)
  })
  test('contradicts it exactly as often as the manifest says', () => {
    const delivered = new Set(read('carrier').flatMap((row) => (['zugestellt', 'proof of delivery', '已送达'].includes(row['event'] ?? '') ? [row['shipment']] : [])))
    const cancelled = read('wms').filter((row) => row['step'] === 'storniert').map((row) => row['shipment'])
    expect(cancelled.filter((shipment) => delivered.has(shipment))).toHaveLength(manifest.defects['contradictoryShipment']?.count ?? -1)
    const opportunities = new Map(read('erp-orders').map((row) => [row['order_no'], row['opportunity']]))
    const otherwise = read('crm').filter((row) => row['order_no'] !== '' && opportunities.get(row['order_no'] ?? '') !== row['number'])
    expect(otherwise).toHaveLength(manifest.defects['contradictoryOpportunity']?.count ?? -1)
  })
})

describe('numbers of GS1', () => {
  /** The check digit by its published rule, from the left: odd places of a 14-, 18- or 8-digit number weigh 3, of a 13-digit one 1. */
  const isChecked = (digits: string): boolean => [...digits].reduce((sum, digit, i) => sum + Number(digit) * ((digits.length - i) % 2 === 0 ? 3 : 1), 0) % 10 === 0
  test('carry their check digit', () => {
    for (const number of [...column('erp-products', 'gtin'), ...column('sites', 'gln'), ...column('wms', 'sscc'), ...column('wms-boxes', 'box')]) expect(isChecked(number ?? '0000001'), number).toBe(true)
    expect(isChecked('9521043000031')).toBe(false)
  })
  test('in a UDI are those of the device', () => {
    for (const row of read('mes-units')) {
      const expiry = (row['expires_on'] ?? '').slice(2).replaceAll('-', '')
      expect(row['udi']).toBe(`(01)${row['gtin']}(17)${expiry}(10)${row['lot']}(21)${row['serial']}`)
    }
  })
})

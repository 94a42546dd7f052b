import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateMedtech, type Manifest } from '../../examples/medtech/generate.ts'
import { eventsOf, groupBy, momentOf, ownTime, rowsOf, type Row } from './medtech-exports.ts'

let world: string
let manifest: Manifest
beforeAll(async () => {
  world = await mkdtemp(join(tmpdir(), 'osl-medtech-truth-'))
  manifest = await generateMedtech({ orders: 1500, seed: 11, out: world })
}, 120_000)
afterAll(() => rm(world, { recursive: true }))

/** The last word of each thing in a file, and when it was said. */
const lastWords = (file: string, thing: (row: Row) => string, word: string): ReadonlyMap<string, { readonly row: Row; readonly word: string; readonly at: number }> =>
  new Map([...groupBy(eventsOf(world, file), thing)].map(([key, rows]) => {
    const [last] = rows.map((row) => ({ row, word: row[word] ?? '', at: momentOf(ownTime(row)) })).sort((a, b) => b.at - a.at)
    if (last === undefined) throw new Error(`${key} has no record`)
    return [key, last]
  }))

type Part = { readonly order: string; readonly met: boolean; readonly at: number }
const outcomeOf = (parts: readonly Part[]): readonly [string, string] => {
  if (parts.length === 0) return ['UNKNOWN', '']
  if (parts.some((part) => !part.met)) return ['NOT_MET', '']
  return ['MET', new Date(Math.max(...parts.map((part) => part.at))).toISOString().replace('.000Z', 'Z')]
}
const truthOf = (domain: string): Readonly<Record<string, readonly [string, string]>> =>
  Object.fromEntries(rowsOf(world, 'truth/orders.csv').map((row) => [row['order_no'] ?? '', [row[domain] ?? '', row[`${domain}_since`] ?? '']]))
const workedOut = (parts: readonly Part[]): Readonly<Record<string, readonly [string, string]>> => {
  const byOrder = groupBy(parts, (part) => part.order)
  return Object.fromEntries(rowsOf(world, 'truth/orders.csv').map((row) => [row['order_no'] ?? '', outcomeOf(byOrder.get(row['order_no'] ?? '') ?? [])]))
}

describe('the truth of the orders, worked out again from the exports alone', () => {
  test('has an order for every one asked for', () => {
    expect(rowsOf(world, 'truth/orders.csv')).toHaveLength(1500)
    expect(manifest.outcomes.MET + manifest.outcomes.NOT_MET + manifest.outcomes.UNKNOWN).toBe(1500)
  })
  test('is that sales completes an order when the last line that stands is signed for', () => {
    const lines = [...lastWords('erp-lines.csv', (row) => `${row['order_no']}-${row['position']}`, 'line_status').values()]
    expect(workedOut(lines.filter(({ word }) => word !== 'storniert').map(({ row, word, at }) => ({ order: row['order_no'] ?? '', met: word === 'quittiert', at })))).toEqual(truthOf('sales'))
  })
  test('is that manufacturing completes it when the last work order is reported', () => {
    const work = [...lastWords('mes.csv', (row) => row['work_order'] ?? '', 'report').values()]
    expect(workedOut(work.filter(({ word }) => word !== 'storniert').map(({ row, word, at }) => ({ order: row['order_no'] ?? '', met: word === 'rückgemeldet', at })))).toEqual(truthOf('mes'))
  })
  test('is that finance completes it when the last invoice that stands is cleared', () => {
    const invoices = [...lastWords('ar.csv', (row) => row['invoice'] ?? '', 'posting').values()]
    expect(workedOut(invoices.filter(({ word }) => word !== 'storniert').map(({ row, word, at }) => ({ order: row['order_no'] ?? '', met: word === 'ausgeglichen', at })))).toEqual(truthOf('finance'))
  })
  test('is that logistics completes it when the last shipment is delivered, and cannot tell when warehouse and carrier disagree', () => {
    const orders = new Map(eventsOf(world, 'wms.csv').filter((row) => row['order_line'] !== '').map((row) => [row['shipment'], (row['order_line'] ?? '').replace(/-\d+$/, '')]))
    const moved = lastWords('carrier.csv', (row) => row['shipment'] ?? '', 'event')
    const handled = [...lastWords('wms.csv', (row) => row['shipment'] ?? '', 'step')]
    const shipments = handled.map(([shipment, { word }]) => {
      const carrier = moved.get(shipment)
      return { order: orders.get(shipment) ?? '', disputed: word === 'storniert', met: ['zugestellt', 'proof of delivery', '已送达'].includes(carrier?.word ?? ''), at: carrier?.at ?? 0 }
    })
    const disputedOrders = new Set(shipments.filter(({ disputed }) => disputed).map(({ order }) => order))
    expect(disputedOrders.size).toBeGreaterThan(0)
    const expected = { ...workedOut(shipments.filter(({ disputed }) => !disputed)) }
    for (const order of disputedOrders) if (expected[order]?.[0] === 'MET') expected[order] = ['UNKNOWN', '']
    expect(truthOf('logistics')).toEqual(expected)
  })
  test('is that the domains complete an order 4.7 days apart on average', () => {
    expect(manifest.meanSkewDays).toBeGreaterThan(4.5)
    expect(manifest.meanSkewDays).toBeLessThan(4.9)
    const skews = rowsOf(world, 'truth/orders.csv').filter((row) => row['unified'] === 'MET').map((row) => {
      const times = ['sales', 'mes', 'logistics', 'finance'].map((domain) => Date.parse(row[`${domain}_since`] ?? ''))
      return (Math.max(...times) - Math.min(...times)) / 86_400_000
    })
    expect(skews.reduce((sum, skew) => sum + skew, 0) / skews.length).toBeCloseTo(manifest.meanSkewDays, 2)
  })
})

describe('the truth of the devices, joined again from the exports alone', () => {
  const devices = (): readonly Row[] => rowsOf(world, 'truth/units.csv')
  const used = (): ReadonlyMap<string, Row> => new Map(eventsOf(world, 'clinic.jsonl').filter((row) => row['udi'] !== undefined).map((row) => [row['udi'] ?? '', row]))

  test('names every device once, with its lot and its line', () => {
    const told = new Map(eventsOf(world, 'mes-units.jsonl').map((row) => [row['serial'], row]))
    expect(devices()).toHaveLength(told.size)
    for (const device of devices()) {
      expect(told.get(device['serial'] ?? '')).toMatchObject({ udi: device['udi'], lot: device['lot'], order_line: device['order_line'] })
    }
  })
  test('names the supplier lot that went into its lot', () => {
    const supplied = new Map(eventsOf(world, 'mes-lots.jsonl').map((row) => [row['lot'], row['supplier_lot']]))
    for (const device of devices()) expect(device['supplier_lot']).toBe(supplied.get(device['lot'] ?? ''))
  })
  test('names the hospital it was packed for, and none for what was scrapped or not packed', () => {
    const boxes = new Map(eventsOf(world, 'wms-packing.csv').map((row) => [row['udi'], row['shipment']]))
    const glns = new Map(eventsOf(world, 'wms.csv').map((row) => [row['shipment'], row['consignee_gln']]))
    const sites = new Map(eventsOf(world, 'sites.csv').map((row) => [row['gln'], row['site']]))
    for (const device of devices()) {
      const shipment = boxes.get(device['udi'] ?? '') ?? ''
      expect(device['shipment']).toBe(shipment)
      expect(device['shipped_to']).toBe(shipment === '' ? '' : sites.get(glns.get(shipment) ?? ''))
      if (device['scrapped'] === 'yes') expect(shipment).toBe('')
    }
  })
  test('names patient and time of surgery, whether or not the records lead there', () => {
    const uses = used()
    expect(devices().filter((device) => device['procedure'] !== '')).toHaveLength(uses.size)
    for (const device of devices()) {
      if (device['procedure'] === '') continue
      const use = uses.get(device['written_udi'] ?? '')
      expect(use).toMatchObject({ procedure: device['procedure'], patient: device['patient'], site: device['used_at_hospital'] })
      expect(momentOf(use?.['performed_at'] ?? '')).toBe(Date.parse(device['used_at'] ?? ''))
      expect(device['traceable']).toBe(device['written_udi'] === device['udi'] ? 'yes' : 'no')
    }
  })
  test('uses no device before it arrived, and none twice', () => {
    const times = devices().filter((device) => device['procedure'] !== '')
    for (const device of times) expect(Date.parse(device['used_at'] ?? '')).toBeGreaterThan(Date.parse(device['shipped_at'] ?? ''))
    expect(new Set(times.map((device) => device['serial'])).size).toBe(times.length)
  })
  test('counts in the manifest the hospitals and patients of the big lot', () => {
    const lot = devices().filter((device) => device['lot'] === manifest.recallLot.lot)
    const distinct = (name: string): number => new Set(lot.map((device) => device[name]).filter((value) => value !== '')).size
    expect(manifest.recallLot).toEqual({
      lot: 'ST3018-0002',
      units: lot.length,
      packed: lot.filter((device) => device['shipment'] !== '').length,
      hospitalsShippedTo: distinct('shipped_to'),
      used: lot.filter((device) => device['procedure'] !== '').length,
      patients: distinct('patient'),
      untraceable: lot.filter((device) => device['traceable'] === 'no').length,
    })
    expect(lot.length).toBe(75)
  })
})

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { BAKERY, withBakery } from './broken-bakery.ts'

const load = async (folder: string): Promise<Model> => {
  const loaded = await loadModel(folder)
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'))
  return loaded.model
}

describe('the bakery as a model', () => {
  let model: Model
  beforeAll(async () => {
    model = await load(BAKERY)
  })

  it('has the name, zone, canonical states and domains that its files say', () => {
    expect(model).toMatchObject({ name: 'bakery', version: 1, timezone: 'Europe/Berlin', canonicalStates: ['PLANNED', 'IN_PROGRESS', 'DONE', 'CANCELLED'], domains: ['finance', 'sales'] })
    expect([...model.leaveOut]).toEqual(['CANCELLED'])
  })

  it('has four types with their domains and roles', () => {
    expect([...model.types.values()].map(({ name, domain, role }) => [name, domain, role])).toEqual([
      ['Payment', 'finance', undefined], ['Order', 'sales', 'ORDER'], ['OrderLine', 'sales', 'LINE'], ['Product', 'sales', 'PRODUCT'],
    ])
    expect(model.types.get('Order')?.description).toBe('A cake or a tray of rolls that a customer asked for.')
  })

  it('reads attributes with type, need, class and scheme', () => {
    const order = model.types.get('Order')
    expect(order?.attributes.get('slip')).toEqual({ name: 'slip', type: 'String', required: true, tracked: false, scheme: 'sales.slip' })
    expect(order?.attributes.get('phone')).toEqual({ name: 'phone', type: 'String', required: false, tracked: false, classification: 'PII' })
    expect(order?.attributes.get('pickupAt')?.type).toBe('DateTime')
    expect(model.types.get('Payment')?.attributes.get('amount')).toMatchObject({ type: 'Decimal', required: true })
    expect(model.types.get('OrderLine')?.attributes.has('order')).toBe(false)
  })

  it('reads both sides of a relation as one edge kind', () => {
    const lines = model.types.get('Order')?.relations.get('lines')
    const order = model.types.get('OrderLine')?.relations.get('order')
    expect(lines).toMatchObject({ owner: 'Order', target: 'OrderLine', name: 'HAS_LINE', direction: 'OUT', many: true, required: false, lineage: 'DOWNSTREAM' })
    expect(order).toMatchObject({ owner: 'OrderLine', target: 'Order', direction: 'IN', many: false, required: true, lineage: 'UPSTREAM' })
    expect(order?.kind).toBe(lines?.kind)
    expect(lines?.kind).toEqual({ id: 'Order HAS_LINE OrderLine', from: 'Order', name: 'HAS_LINE', to: 'OrderLine', flow: 'FORWARD', child: 'to', inferred: false })
    expect([...model.edgeKinds.keys()].sort()).toEqual(['Order HAS_LINE OrderLine', 'OrderLine OF_PRODUCT Product', 'Payment PAYS Order'])
    expect(model.edgeKinds.get('Payment PAYS Order')).toMatchObject({ flow: 'BACKWARD', child: 'from' })
    expect(model.edgeKinds.get('OrderLine OF_PRODUCT Product')).toEqual({ id: 'OrderLine OF_PRODUCT Product', from: 'OrderLine', name: 'OF_PRODUCT', to: 'Product', flow: 'NONE', inferred: false })
  })

  it('lets lines and payments belong to the order and products to none', () => {
    const belonging = [...model.types.values()].map((type) => [type.name, type.belonging.map(({ field }) => field)])
    expect(belonging).toEqual([['Payment', ['order']], ['Order', []], ['OrderLine', ['order']], ['Product', []]])
  })

  it('knows two schemes, each by its one field', () => {
    expect([...model.schemes.values()]).toEqual([
      { scheme: 'finance.voucher', type: 'Payment', field: 'voucher', shared: false, domain: 'finance' },
      { scheme: 'sales.slip', type: 'Order', field: 'slip', shared: false, domain: 'sales' },
    ])
  })

  it('knows every spelling of a state, and what each leads to', () => {
    const states = model.types.get('OrderLine')?.states
    expect(states?.domain).toBe('sales')
    expect([...(states?.spellings ?? [])]).toEqual([
      ['ordered', 'ORDERED'], ['bestellt', 'ORDERED'], ['baked', 'BAKED'], ['gebacken', 'BAKED'],
      ['handed_over', 'HANDED_OVER'], ['handed over', 'HANDED_OVER'], ['abgeholt', 'HANDED_OVER'], ['cancelled', 'CANCELLED'], ['storniert', 'CANCELLED'],
    ])
    expect([...(states?.reaches.get('ORDERED') ?? [])].sort()).toEqual(['BAKED', 'CANCELLED', 'HANDED_OVER', 'ORDERED'])
    expect([...(states?.reaches.get('HANDED_OVER') ?? [])]).toEqual(['HANDED_OVER'])
    expect(states?.states.get('BAKED')).toEqual({ name: 'BAKED', canonical: 'IN_PROGRESS', also: ['baked', 'gebacken'], next: ['HANDED_OVER', 'CANCELLED'], terminal: false, expected: 'PT6H' })
  })

  it('compiles a source’s expressions, ready to run on a record', () => {
    const till = model.sources.get('till')
    const record = { slip: 'A-7', line: '1', seq: '3', at: '2026-03-03T09:05:00' }
    expect(till?.eventId.evaluate({ variables: { record }, timezone: till.timezone })).toBe('A-7/1/3')
    expect(till?.occurredAt.evaluate({ variables: { record }, timezone: till.timezone })).toBe(Date.UTC(2026, 2, 3, 8, 5))
    expect(till).toMatchObject({ domain: 'sales', format: 'csv', timezone: 'Europe/Berlin', freshness: 'PT15M', options: { delimiter: ',', header: true, encoding: 'utf-8', quote: '"' } })
    expect(till?.yields.map(({ type }) => type.name)).toEqual(['Order', 'Product', 'OrderLine'])
    expect(till?.yields[2]?.links.map(({ relation }) => relation.field)).toEqual(['order', 'product'])
    expect(till?.yields[0]?.type).toBe(model.types.get('Order'))
  })

  it('links a payment by the slip that it names, when it names one', () => {
    const [link] = model.sources.get('ledger')?.yields[0]?.links ?? []
    expect(link?.to).toMatchObject({ scheme: { scheme: 'sales.slip' } })
    expect(link?.when?.evaluate({ variables: { record: { reference: 'A-7' } }, timezone: 'UTC' })).toBe(true)
  })

  it('reads the definition with its rules in file order and its text as written', () => {
    const [version] = model.definitions.get('completed')?.versions ?? []
    expect(version).toMatchObject({ definition: 'completed', version: 1, lifecycle: 'ACTIVE', effectiveFrom: Date.UTC(2026, 0, 1), unified: 'all' })
    expect(version?.domains.map(({ domain, over, requires, aggregate }) => [domain, over, requires, aggregate])).toEqual([['sales', 'OrderLine', 1, 'all'], ['finance', 'Payment', 1, 'all']])
    expect(version?.text.split('\n')[0]).toBe('version: 1')
    expect(version?.text).toContain("    met: state.local == 'HANDED_OVER'")
  })
})

describe('the fingerprint of a folder', () => {
  it('does not depend on where the folder stands', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'osl-elsewhere-'))
    try {
      await cp(BAKERY, elsewhere, { recursive: true })
      expect((await load(elsewhere)).fingerprint).toBe((await load(BAKERY)).fingerprint)
    } finally {
      await rm(elsewhere, { recursive: true })
    }
  })

  it('changes with any file that bears meaning and with no other', async () => {
    const before = (await load(BAKERY)).fingerprint
    expect(before).toMatch(/^[0-9a-f]{16}$/)
    const changed = await withBakery({ 'domains/sales/states.yaml': [['gebacken', 'fertig']] }, load)
    expect(changed.fingerprint).not.toBe(before)
    const same = await withBakery({ 'README.md': 'notes', 'data/more.csv': 'a,b', 'metrics/count.yaml': 'later: yes' }, load)
    expect(same.fingerprint).toBe(before)
  })

  it('does not change with what a recall\'s files say of whoever recalls, and knows what it was before that was so', async () => {
    const withRecall = (text: string) => withBakery({ 'recall.yaml': text }, load)
    const [one, other, more] = await Promise.all(['report:\n  firm: { phone: "1" }\n', '# by phone\nreport:\n  firm:\n    phone: "2"\n', 'expiresOn: {}\nreport:\n  firm: { phone: "1" }\n'].map(withRecall))
    expect(one?.fingerprint).not.toBe((await load(BAKERY)).fingerprint)
    expect((await withRecall('report:\n  firm: { name: "Oven & Co", phone: "2" }\n')).fingerprint).toBe(one?.fingerprint)
    expect(other?.fingerprint).not.toBe(one?.fingerprint)
    expect(more?.fingerprint).not.toBe(one?.fingerprint)
    expect(one?.formerFingerprints).not.toContain(one?.fingerprint)
    expect((await load(BAKERY)).formerFingerprints).toContain((await load(BAKERY)).fingerprint)
  })
})

import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, validate, visit, type GraphQLSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateMedtech, type Manifest } from '../../examples/medtech/generate.ts'
import { buildServedSchema } from '../../src/gateway/schema/build-served-schema.ts'
import { readSource } from '../../src/ingest/read-source.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { readModelSdl } from '../../src/model/sdl.ts'
import type { Event } from '../../src/vocabulary/event.ts'
import { typeOfRef } from '../../src/vocabulary/ref.ts'
import { rowsOf } from './medtech-exports.ts'

const root = join(import.meta.dirname, '../..')
const questions = join(root, 'examples/medtech/questions')
let world: string
let manifest: Manifest
let model: Model
let schema: GraphQLSchema
const events: Event[] = []
const rejects: string[] = []

beforeAll(async () => {
  world = await mkdtemp(join(tmpdir(), 'osl-medtech-model-'))
  manifest = await generateMedtech({ orders: 1000, seed: 1, out: world })
  const loaded = await loadModel(join(root, 'schema'))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 1))
  model = loaded.model
  schema = buildServedSchema(model, await readModelSdl(join(root, 'schema')))
  for (const { source, file } of manifest.files) {
    for await (const decoded of readSource(model, source, createReadStream(join(world, file)), file)) {
      if (decoded.ok) events.push(decoded.event)
      else rejects.push(`${file}:${decoded.line} ${decoded.reject.reason}`)
    }
  }
}, 120_000)
afterAll(() => rm(world, { recursive: true }))

describe('the reference model', () => {
  test('has its ten domains', () => {
    expect(model.domains).toEqual(['clinical', 'crm', 'finance', 'logistics', 'mes', 'plm', 'quality', 'sales', 'scm', 'service'])
  })
  test('reads every record that the systems export', () => {
    expect(rejects).toEqual([])
    expect(events).toHaveLength(manifest.files.reduce((sum, file) => sum + file.records, 0))
  })
  test('has a source for every file and a file for every source', () => {
    expect(manifest.files.map((file) => file.source).sort()).toEqual([...model.sources.keys()].sort())
  })
  test('knows every type by some record, and every link to some type by some link', () => {
    const spoken = new Set(events.flatMap((event) => event.statements.map((statement) => typeOfRef(statement.ref))))
    expect([...model.types.keys()].filter((type) => !spoken.has(type))).toEqual([])
    const linked = new Set(events.flatMap((event) => event.statements.flatMap((statement) => statement.links.map((link) => model.types.get(typeOfRef(statement.ref))?.relations.get(link.field)?.name))))
    expect([...model.edgeKinds.values()].filter((kind) => !kind.inferred && !linked.has(kind.name))).toEqual([])
  })
  test('lets what orders share belong to none of them, and all else to one', () => {
    const none = [...model.types.values()].filter((type) => type.belonging.length === 0).map((type) => type.name).sort()
    expect(none).toEqual(['BomPosition', 'BomRevision', 'Customer', 'EngineeringChange', 'Hospital', 'Lot', 'Order', 'Patient', 'Product', 'SelectionRule', 'Site', 'StockLevel', 'Supplier', 'SupplierLot'])
    for (const type of model.types.values()) expect(type.belonging.length, type.name).toBeLessThanOrEqual(1)
  })
  test('gives each domain with entities of an order a say in its state', () => {
    expect([...model.orderStates.keys()].sort()).toEqual(model.domains)
  })
})

/** Types that a walk along the flow reaches, from the edge kinds alone. */
const reached = (start: string, way: 'FORWARD' | 'BACKWARD'): ReadonlySet<string> => {
  const found = new Set([start])
  for (let before = 0; before !== found.size; ) {
    before = found.size
    for (const { from, to, flow } of model.edgeKinds.values()) {
      if (flow === 'NONE') continue
      const [early, late] = (flow === 'FORWARD') === (way === 'FORWARD') ? [from, to] : [to, from]
      if (found.has(early)) found.add(late)
    }
  }
  found.delete(start)
  return found
}

describe('lineage of the reference model', () => {
  test('leads from a supplier lot to hospitals and patients and to no order, so that no walk crosses into what it did not touch', () => {
    expect([...reached('SupplierLot', 'FORWARD')].sort()).toEqual([
      'Credit', 'Explant', 'HandlingUnit', 'Hospital', 'Inspection', 'Lot', 'Nonconformance', 'OperationReport', 'Patient', 'Procedure', 'QualityHold', 'Return', 'SerialUnit', 'ServiceOrder', 'Shipment', 'SparePartIssue',
    ])
  })
  test('leads from a patient back to suppliers, orders and first contacts', () => {
    expect([...reached('Patient', 'BACKWARD')]).toEqual(expect.arrayContaining(['Procedure', 'SerialUnit', 'Lot', 'SupplierLot', 'Supplier', 'OrderLine', 'BomRevision', 'EngineeringChange', 'Order', 'Opportunity', 'Lead']))
    expect(reached('Patient', 'BACKWARD')).not.toContain('Hospital')
  })
  test('leads from an order to its purchases and never through them to lots that other orders share', () => {
    const types = reached('Order', 'FORWARD')
    expect([...types]).toEqual(expect.arrayContaining(['PurchaseOrder', 'WorkOrder', 'SerialUnit', 'Invoice', 'Payment', 'Patient', 'Hospital']))
    for (const shared of ['Lot', 'SupplierLot', 'BomRevision', 'Product', 'Customer']) expect(types).not.toContain(shared)
  })
})

describe('states of the medtech world', () => {
  test('follow the state graphs: no source jumps, but for returns that came back without a word and were credited', () => {
    const told = new Map<string, { readonly at: number; readonly local: string }[]>()
    for (const event of new Map(events.map((each) => [`${each.source} ${each.eventId}`, each])).values()) {
      for (const { ref, local } of event.statements) {
        if (local === undefined) continue
        const key = `${event.source} ${ref}`
        told.set(key, [...(told.get(key) ?? []), { at: event.occurredAt, local }])
      }
    }
    const jumps: string[] = []
    for (const [key, claims] of told) {
      const states = model.types.get(key.split(/[ /]/)[1] ?? '')?.states?.states
      claims.sort((a, b) => a.at - b.at)
      claims.forEach(({ local }, index) => {
        const before = claims[index - 1]?.local
        if (before !== undefined && before !== local && states?.get(before)?.next.includes(local) !== true) jumps.push(`${key}: ${before} → ${local}`)
      })
    }
    expect(told.size).toBeGreaterThan(10_000)
    expect(jumps).toHaveLength(manifest.defects['jumpedReturn']?.count ?? -1)
    expect(jumps.slice(0, 5)).toEqual(manifest.defects['jumpedReturn']?.examples.map((number) => `erp-returns Return/${number}: REQUESTED → CREDITED`))
  })
})

describe('what the questions say is true', () => {
  test('is what the generator knows', async () => {
    const said = await readFile(join(questions, 'README.md'), 'utf8')
    const order = rowsOf(world, 'truth/orders.csv').find((row) => row['order_no'] === 'SO-1000106')
    const device = rowsOf(world, 'truth/units.csv').find((row) => row['serial'] === 'P00000113')
    const lot = rowsOf(world, 'truth/units.csv').filter((row) => row['lot'] === manifest.recallLot.lot)
    const waiting = rowsOf(world, 'truth/orders.csv').filter((row) => row['sales'] === 'MET' && row['finance'] === 'NOT_MET').sort((a, b) => ((a['sales_since'] ?? '') < (b['sales_since'] ?? '') ? -1 : 1))
    const unpaid = rowsOf(world, 'truth/orders.csv').filter((row) => row['sales'] === 'MET' && (row['finance'] === 'UNKNOWN' || Number(row['paid']) < Number(row['invoiced']))).sort((a, b) => ((a['sales_since'] ?? '') < (b['sales_since'] ?? '') ? -1 : 1))
    const { units, hospitalsShippedTo, used, patients } = manifest.recallLot
    const { lot: bulk, into, ...split } = manifest.bulkLot
    const defect = (name: string): { readonly count: number; readonly examples: readonly string[] } => manifest.defects[name] ?? { count: -1, examples: [] }
    const short = rowsOf(world, 'truth/orders.csv').find((row) => row['order_no'] === 'SO-1000025')
    for (const fact of [
      `${order?.['lines']} lines, ${order?.['units']} devices, ${order?.['shipments']} shipment, from opportunity ${order?.['opportunity']}`,
      `mes ${order?.['mes_since']}, logistics ${order?.['logistics_since']}, sales ${order?.['sales_since']}, finance and unified ${order?.['finance_since']}; ${order?.['skew_hours']} hours`,
      `${waiting.length} orders; ${waiting[0]?.['order_no']} has waited longest, since ${waiting[0]?.['sales_since']}`,
      `By version 1 ${waiting.length} orders are completed for sales and not for finance, ${waiting[0]?.['order_no']} the longest, since ${waiting[0]?.['sales_since']}`,
      `By version 2, paid in full, ${unpaid.length}: ${unpaid[0]?.['order_no']} the longest, since ${unpaid[0]?.['sales_since']}, of which ${unpaid[0]?.['invoiced']} was billed and ${unpaid[0]?.['paid']} came`,
      `${units} devices for ${new Set(lot.map((row) => row['order_no'])).size} orders, shipped to ${hospitalsShippedTo} hospitals; ${used} of them used in ${patients} patients`,
      `of lot ${device?.['lot']} and supplier lot ${device?.['supplier_lot']}, sold under ${device?.['order_no']}, shipped to ${device?.['shipped_to']}, used on patient ${device?.['patient']} at ${device?.['used_at']}`,
      `${defect('contradictoryShipment').count} shipments, ${defect('contradictoryShipment').examples[0]} the first`,
      `Bulk lot ${bulk} was split into ${into.join(' and ')}: ${split.units} devices, ${split.hospitalsShippedTo} hospitals, ${split.patients} patients`,
      `SO-1000106 came of ${order?.['opportunity']}`,
      `${defect('switchedRevision').count} lines went over to revision C, the first ${defect('switchedRevision').examples[0]}`,
      `${defect('shortPayment').count} payments of the world are short, ${defect('priceMismatch').count} invoices billed at another price; SO-1000025 came to ${short?.['ordered']} by its lines and invoice, and ${short?.['paid']} was paid`,
      `${defect('returned').count} returns, the first RT0000001; ${defect('jumpedReturn').count} jumped, ${defect('jumpedReturn').examples[0]} the first`,
      `${defect('reworked').count} devices reworked, ${defect('reworked').examples[0]} the first`,
      `${defect('explanted').count} devices, ${defect('explanted').examples[0]} the first`,
    ]) expect(said).toContain(fact)
  })
})

describe('the example questions', async () => {
  for (const name of (await readdir(questions)).filter((each) => each.endsWith('.graphql'))) {
    test(`${name} fits the served schema`, async () => {
      expect(validate(schema, parse(await readFile(join(questions, name), 'utf8'))).map((error) => error.message)).toEqual([])
    })
    test(`${name} names what the default world has`, async () => {
      const literals: string[] = []
      visit(parse(await readFile(join(questions, name), 'utf8')), { Argument: (argument) => {
        const { value } = argument
        const texts = value.kind === 'ListValue' ? value.values : [value]
        if (['id', 'identifier', 'from'].includes(argument.name.value)) literals.push(...texts.flatMap((text) => (text.kind === 'StringValue' ? [text.value] : [])))
      } })
      const known = new Set(events.flatMap((event) => event.statements.flatMap(({ ref, identifiers }) => [ref, ...identifiers.map(({ value }) => value)])))
      expect(literals.filter((literal) => !known.has(literal as never))).toEqual([])
    })
  }
})

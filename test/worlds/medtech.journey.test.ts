import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateMedtech, type Manifest } from '../../examples/medtech/generate.ts'
import type { IngestReport } from '../../src/absorb.ts'
import { eventsOf, groupBy, momentOf, ownTime, rowsOf, unknownAmong, type Row } from './medtech-exports.ts'
import { DOMAINS, questionTruths } from './medtech-question-truths.ts'
import { loadMedtech, type MedtechSql } from './medtech-sql.ts'
import type { Word } from './medtech-word-sql.ts'
import { dumpGraph, openWorldDoor, type WorldDoor } from './open-world-door.ts'
import { questionsOf } from './questions-of.ts'

const ORDERS = 300

let folder: string
let manifest: Manifest
let door: WorldDoor
let sql: MedtechSql
const reports: Record<string, IngestReport> = {}
let orderTruth: readonly Row[]
let unitTruth: readonly Row[]
let lotTruth: readonly Row[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-medtech-journey-'))
  manifest = await generateMedtech({ orders: ORDERS, seed: 1, out: folder })
  orderTruth = rowsOf(folder, 'truth/orders.csv')
  unitTruth = rowsOf(folder, 'truth/units.csv')
  lotTruth = rowsOf(folder, 'truth/lots.csv')
  door = await openWorldDoor('schema')
  for (const { source, file } of manifest.files) reports[source] = await door.send(source, join(folder, file))
  sql = await loadMedtech(folder, manifest)
}, 240_000)
afterAll(async () => {
  await sql?.close()
  await door?.close()
  await rm(folder, { recursive: true, force: true })
})

interface Page<Node> {
  readonly orders: { readonly nodes: readonly Node[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } }
}
/** All orders, page by page, with the fields asked for. */
const everyOrder = async <Node>(fields: string, where = '{}'): Promise<readonly Node[]> => {
  const all: Node[] = []
  for (let after: string | null = null; ;) {
    const page: Page<Node> = await door.answer(`query($after: String) { orders(first: 100, after: $after, where: ${where}) { pageInfo { hasNextPage endCursor } nodes { ${fields} } } }`, { after })
    all.push(...page.orders.nodes)
    if (!page.orders.pageInfo.hasNextPage) return all
    after = page.orders.pageInfo.endCursor
  }
}
const keysWhere = async (where: string): Promise<readonly string[]> => (await everyOrder<{ key: string }>('key', where)).map(({ key }) => key).sort()
const verdictIs = (domain: string, outcome: string): string => `{verdicts: {some: {definition: {eq: "completed"}, domain: {eq: "${domain}"}, outcome: {eq: ${outcome}}}}}`
const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

describe('what the systems export comes in over HTTP', () => {
  test('every event is taken once, every doubled record is unchanged, none is rejected', () => {
    expect(Object.entries(reports).map(([source, { accepted, unchanged, rejected }]) => ({ source, accepted, unchanged, rejected })))
      .toEqual(manifest.files.map(({ source, events, doubled }) => ({ source, accepted: events, unchanged: doubled, rejected: 0 })))
    expect(manifest.files.reduce((sum, { doubled }) => sum + doubled, 0)).toBeGreaterThan(50)
  })
  test('links that nobody ever tells the other end of are counted when the file that names them ends', () => {
    expect(reports['bank']?.unresolved).toBe(manifest.defects['orphanPayment']?.count)
    expect(reports['clinic']?.unresolved).toBe(unknownAmong(rowsOf(folder, 'clinic.jsonl').map((row) => row['udi']), unitTruth.map((row) => row['udi'])).length)
    expect(reports['clinic']?.unresolved).toBe(manifest.defects['orphanUse']?.count)
  })
  test('a file sent again changes nothing in the graph', async () => {
    const before = await dumpGraph(door.world)
    expect(await door.send('carrier', join(folder, 'carrier.csv'))).toMatchObject({ accepted: 0, unchanged: manifest.files.find(({ source }) => source === 'carrier')?.records, rejected: 0 })
    expect((await dumpGraph(door.world)).filter((one) => !one.includes('"Applied"'))).toEqual(before.filter((one) => !one.includes('"Applied"')))
  })
})

describe('“completed”, against the generator’s own account', () => {
  interface Judged {
    readonly key: string
    readonly verdict: { readonly unified: string; readonly since: string; readonly skewHours: number | null; readonly domains: readonly { readonly domain: string; readonly outcome: string; readonly since: string; readonly missing: readonly string[] }[] }
  }
  let judged: readonly Judged[]
  beforeAll(async () => {
    judged = await everyOrder<Judged>('key verdict(definition: "completed") { unified since skewHours domains { domain outcome since missing } }', '{resolved: {eq: true}}')
  })
  test('every order has the outcome that is true, in each domain and unified, since the moment that is true', () => {
    const answered = judged.map(({ key, verdict }) => ({
      key, unified: verdict.unified, since: verdict.unified === 'MET' ? verdict.since : null,
      domains: verdict.domains.map(({ domain, outcome, since }) => ({ domain, outcome, since: outcome === 'MET' ? since : null })),
    }))
    expect(answered.sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(orderTruth.map((row) => ({
      key: row['order_no'], unified: row['unified'], since: orNull(row['unified_since']),
      domains: DOMAINS.map((domain) => ({ domain, outcome: row[domain], since: orNull(row[`${domain}_since`]) })),
    })))
    expect(judged).toHaveLength(ORDERS)
  })
  test('the skew is the time between the first and the last domain that is MET', () => {
    const truth = new Map(orderTruth.map((row) => [row['order_no'], orNull(row['skew_hours'])]))
    for (const { key, verdict } of judged) {
      const hours = truth.get(key)
      if (hours === null || hours === undefined) expect(verdict.skewHours, key).toBeNull()
      else expect(verdict.skewHours, key).toBeCloseTo(Number(hours), 3)
    }
  })
  test('whatever is not MET says what is missing, and what is MET misses nothing', () => {
    for (const { key, verdict } of judged) for (const { domain, outcome, missing } of verdict.domains) expect(missing.length > 0, `${key} ${domain} ${outcome}`).toBe(outcome !== 'MET')
  })
  test('filters count what the account counts', async () => {
    for (const outcome of ['MET', 'NOT_MET', 'UNKNOWN'] as const) {
      const where = `{resolved: {eq: true}, verdicts: {some: {definition: {eq: "completed"}, outcome: {eq: ${outcome}}}}}`
      expect(await door.answer(`{ orders(where: ${where}) { totalCount } }`)).toEqual({ orders: { totalCount: manifest.outcomes[outcome] } })
    }
  })
})

interface Walk {
  readonly lineage: {
    readonly complete: boolean
    readonly nodes: readonly { readonly id: string; readonly type: string; readonly key: string; readonly performedAt?: string }[]
    readonly edges: readonly { readonly relation: string; readonly from: { readonly id: string }; readonly to: { readonly id: string } }[]
  }
}
const walkFrom = async (ref: string, direction: string, to: readonly string[]): Promise<Walk['lineage']> => {
  const { lineage } = await door.answer<Walk>(`query($from: [ID!]!, $to: [String!]) { lineage(from: $from, direction: ${direction}, to: $to, budgetMs: 20000) {
    complete nodes { id type key ... on Procedure { performedAt } } edges { relation from { id } to { id } }
  } }`, { from: [ref], to })
  expect(lineage.complete, ref).toBe(true)
  return lineage
}

const parentsOf = (lot: string): readonly string[] => (lotTruth.find((row) => row['lot'] === lot)?.['made_from'] ?? '').split(' ').filter((parent) => parent !== '')

describe('every device, traced by GraphQL from its lot', () => {
  test('reaches the hospital, the patient and the time of surgery that are true, and no other', async () => {
    const answered: Record<string, unknown> = {}
    for (const lot of new Set(unitTruth.map((row) => row['lot'] ?? ''))) {
      const { nodes, edges } = await walkFrom(`Lot/${lot}`, 'DOWNSTREAM', ['SerialUnit', 'Shipment', 'Hospital', 'Procedure', 'Patient'])
      const byId = new Map(nodes.map((node) => [node.id, node]))
      const after = (id: string, type: string) => edges.filter(({ from, to }) => from.id === id && byId.get(to.id)?.type === type).map(({ to }) => byId.get(to.id)).filter((node) => node !== undefined)
      for (const unit of nodes.filter(({ type }) => type === 'SerialUnit')) {
        const procedures = after(unit.id, 'Procedure')
        answered[unit.key] = {
          lot, shipments: after(unit.id, 'Shipment').map(({ key }) => key), hospitals: after(unit.id, 'Shipment').flatMap(({ id }) => after(id, 'Hospital')).map(({ key }) => key),
          patients: procedures.flatMap(({ id }) => after(id, 'Patient')).map(({ key }) => key), usedAt: procedures.map(({ performedAt }) => performedAt),
        }
      }
    }
    const listed = (text: string | undefined): readonly string[] => (text === undefined || text === '' ? [] : [text])
    expect(answered).toEqual(Object.fromEntries(unitTruth.map((row) => [row['serial'], {
      lot: row['lot'], shipments: listed(row['shipment']), hospitals: listed(row['shipped_to']),
      patients: row['traceable'] === 'yes' ? listed(row['patient']) : [], usedAt: row['traceable'] === 'yes' ? listed(row['used_at']) : [],
    }])))
    expect(Object.keys(answered).length).toBeGreaterThan(800)
  })
  test('keeps on itself the order, the hospital, the patient and the time that are true', async () => {
    const kept: Record<string, unknown> = {}
    for (const lot of new Set(unitTruth.map((row) => row['lot'] ?? ''))) {
      const { lineage } = await door.answer<{ lineage: { complete: boolean; nodes: readonly { serial: string }[] } }>(
        'query($lot: ID!) { lineage(from: [$lot], direction: DOWNSTREAM, to: ["SerialUnit"]) { complete nodes { ... on SerialUnit { serial belongsTo { id number } consignees { key name } usedAt subjects { key } } } } }', { lot: `Lot/${lot}` })
      expect(lineage.complete, lot).toBe(true)
      for (const { serial, ...rest } of lineage.nodes) kept[serial] = rest
    }
    const listed = (text: string | undefined): readonly string[] => (text === undefined || text === '' ? [] : [text])
    const siteNames = new Map(rowsOf(folder, 'sites.csv').map((row) => [row['site'], row['name']]))
    expect(kept).toEqual(Object.fromEntries(unitTruth.map((row) => [row['serial'], {
      belongsTo: listed(row['order_no']).map((number) => ({ id: `Order/${number}`, number })), consignees: listed(row['shipped_to']).map((key) => ({ key, name: siteNames.get(key) })),
      usedAt: row['traceable'] === 'yes' ? listed(row['used_at']) : [], subjects: row['traceable'] === 'yes' ? listed(row['patient']).map((key) => ({ key })) : [],
    }])))
  })
  test('is streamed with the same, and with what is not read on the way', async () => {
    const lot = String(manifest.recallLot.lot)
    const { lineage } = await door.answer<{ lineage: { nodes: readonly Readonly<Record<string, unknown>>[] } }>(
      'query($lot: ID!) { lineage(from: [$lot], direction: DOWNSTREAM, to: ["SerialUnit", "Hospital"]) { nodes { id ... on SerialUnit { serial belongsTo { id } consignees { id } usedAt subjects { id } } ... on Hospital { name city } } } }', { lot: `Lot/${lot}` })
    const ids = (list: unknown): readonly string[] => (list as readonly { readonly id: string }[]).map(({ id }) => id)
    const wanted = lineage.nodes.map(({ id, serial, belongsTo, consignees, usedAt, subjects, name, city }) => ({ id, values: serial === undefined ? { name, city } : { serial, belongsTo: ids(belongsTo), consignees: ids(consignees), usedAt, subjects: ids(subjects) } }))
    const fields = ['serial', 'belongsTo', 'consignees', 'usedAt', 'subjects'].map((name) => `SerialUnit.${name}`)
    const streamed = async (asked: object): Promise<readonly { node?: { id: string; values?: unknown }; edge?: unknown; end?: { complete: boolean } }[]> =>
      (await (await fetch(`${door.url}/v1/lineage`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ from: [`Lot/${lot}`], direction: 'DOWNSTREAM', to: ['SerialUnit', 'Hospital'], ...asked }) })).text()).trimEnd().split('\n').map((line) => JSON.parse(line))
    const lines = await streamed({ fields: [...fields, 'Hospital.name', 'Hospital.city'], edges: false })
    expect(lines.at(-1)?.end).toMatchObject({ complete: true })
    expect(lines.flatMap(({ edge }) => edge ?? [])).toEqual([])
    expect(lines.flatMap(({ node }) => (node === undefined ? [] : [{ id: node.id, values: node.values }]))).toEqual(wanted)
    expect(wanted.length).toBeGreaterThan(10)
    const withEdges = await streamed({ fields: ['Hospital.name'] })
    expect(withEdges.some(({ edge }) => edge !== undefined)).toBe(true)
    expect(withEdges.flatMap(({ node }) => (node?.id.startsWith('SerialUnit/') === true ? [node.values] : []))).toEqual(wanted.filter(({ id }) => String(id).startsWith('SerialUnit/')).map(() => undefined))
  })
  test('does not say what it kept of another time', async () => {
    const { data, receipt } = await door.ask('{ order(id: "Order/SO-1000001", asOf: "2025-06-01T00:00:00Z") { lines(first: 1) { nodes { units(first: 1) { nodes { consignees { key } usedAt } } } } } }')
    expect(data).toEqual({ order: { lines: { nodes: [{ units: { nodes: [{ consignees: null, usedAt: null }] } }] } } })
    expect(receipt.notes).toContain('AS_OF_UNTRACKED')
  })
  test('comes from the supplier’s lot that is true', async () => {
    for (const [lot, rows] of groupBy(unitTruth, (row) => row['lot'] ?? '')) {
      const { nodes } = await walkFrom(`Lot/${lot}`, 'UPSTREAM', ['SupplierLot'])
      const own = rows.map((row) => row['supplier_lot'])
      const ofParents = lotTruth.filter((each) => parentsOf(lot).includes(each['lot'] ?? '')).map((each) => each['supplier_lot'])
      expect(nodes.filter(({ type }) => type === 'SupplierLot').map(({ key }) => key).sort(), lot).toEqual([...new Set([...own, ...ofParents])].sort())
    }
  })
  test('and with it every order and no other, by what the refusal of a supplier’s lot says to ask', async () => {
    const [supplied] = [...groupBy(unitTruth, (row) => row['supplier_lot'] ?? '')].sort(([, a], [, b]) => b.length - a.length)[0] ?? ['']
    const lots = new Set<string>()
    for (const row of lotTruth.filter((each) => each['supplier_lot'] === supplied)) for (const lot of await sql.lotsMadeOf(row['lot'] ?? '')) lots.add(lot)
    const wanted = new Set(unitTruth.filter((row) => lots.has(row['lot'] ?? '')).map((row) => `Order/${row['order_no']}`))
    const { errors } = await door.ask('query($id: ID!) { order(id: $id) { id } }', { id: `SupplierLot/${supplied}` })
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['ORDER_SHARED'])
    const [first = '', most = '', then = ''] = String(errors[0]?.extensions['ask']).split(/, and from what it answers, up to (\d+) refs at a time, /)
    const walk = async (asked: string) => (await door.answer<{ lineage: { complete: boolean; nodes: readonly { id: string }[] } }>(`{ ${asked} { complete nodes { id } } }`)).lineage
    const met = await walk(first)
    expect(met.complete).toBe(true)
    const orders = new Set<string>()
    for (let start = 0; start < met.nodes.length; start += Number(most)) {
      const { complete, nodes } = await walk(then.replace('lineage(', `lineage(from: ${JSON.stringify(met.nodes.slice(start, start + Number(most)).map(({ id }) => id))}, `))
      expect(complete).toBe(true)
      for (const { id } of nodes) orders.add(id)
    }
    expect([...orders].sort()).toEqual([...wanted].sort())
  })
  test('is reached from whatever its lot was split, merged or reworked from, and from nothing else', async () => {
    const bulk = lotTruth.filter((row) => /-V\d+$/.test(row['lot'] ?? '')).map((row) => row['lot'] ?? '')
    expect(new Set(lotTruth.map((row) => row['origin']))).toEqual(new Set(['', 'SPLIT', 'MERGE', 'REWORK']))
    for (const lot of bulk) {
      const { nodes } = await walkFrom(`Lot/${lot}`, 'DOWNSTREAM', ['SerialUnit', 'Hospital', 'Patient'])
      const found = (type: string): readonly string[] => nodes.filter((node) => node.type === type).map(({ key }) => key).sort()
      const made = lotTruth.filter((row) => (row['made_from'] ?? '').split(' ').includes(lot)).map((row) => row['lot'] ?? '')
      expect((await sql.lotsMadeOf(lot)).filter((each) => each !== lot), lot).toEqual(made.sort())
      const units = unitTruth.filter((row) => made.includes(row['lot'] ?? ''))
      expect(found('SerialUnit'), lot).toEqual(units.map((row) => row['serial']).sort())
      expect(found('Hospital'), lot).toEqual([...new Set(units.flatMap((row) => row['shipped_to'] || []))].sort())
      expect(found('Patient'), lot).toEqual([...new Set(units.flatMap((row) => (row['traceable'] === 'yes' ? row['patient'] ?? [] : [])))].sort())
      expect(found('Patient'), lot).toEqual([...new Set((await Promise.all(made.map(sql.patientsOfLot))).flat())].sort())
    }
    expect(bulk.length).toBeGreaterThan(5)
  })
  test('is sold under the order line that is true', async () => {
    const orders = await everyOrder<{ key: string; lines: { nodes: readonly { key: string; units: { nodes: readonly { serial: string; udi: string }[] } }[] } }>('key lines(first: 20) { nodes { key units(first: 100) { nodes { serial udi } } } }')
    const answered = orders.flatMap((order) => order.lines.nodes.flatMap((line) => line.units.nodes.map(({ serial, udi }) => ({ serial, udi, order: order.key, line: line.key }))))
    expect(answered.sort((a, b) => (a.serial < b.serial ? -1 : 1))).toEqual(unitTruth.map((row) => ({ serial: row['serial'], udi: row['udi'], order: row['order_no'], line: row['order_line'] })).sort((a, b) => ((a.serial ?? '') < (b.serial ?? '') ? -1 : 1)))
  })
})

describe('defects are seen as what they are', () => {
  const countOf = (name: string): number => manifest.defects[name]?.count ?? Number.NaN
  const examplesOf = (name: string): readonly string[] => manifest.defects[name]?.examples ?? []
  const codeOf = async (id: string, domain?: string): Promise<Readonly<Record<string, unknown>>> => {
    const { data, errors } = await door.ask('query($id: ID!, $domain: String) { order(id: $id, domain: $domain) { id } }', { id, domain })
    expect(data).toEqual({ order: null })
    return errors[0]?.extensions ?? {}
  }

  test('what the warehouse cancelled and the carrier delivered is a conflict, and logistics cannot tell', async () => {
    const { conflicts } = await door.answer<{ conflicts: { totalCount: number; nodes: readonly { about: { id: string }; field: string; claims: readonly { source: string; value: string }[] }[] } }>('{ conflicts(first: 50) { totalCount nodes { about { id } field reason claims { source value } } } }')
    expect(conflicts.totalCount).toBe(countOf('contradictoryShipment'))
    expect(conflicts.nodes.map(({ about }) => about.id)).toEqual(examplesOf('contradictoryShipment').map((number) => `Shipment/${number}`))
    for (const { field, claims } of conflicts.nodes) {
      expect(field).toBe('state')
      expect(claims.map(({ source, value }) => `${source} ${value}`).sort()).toEqual(['carrier DELIVERED', 'wms CANCELLED'])
    }
    for (const number of examplesOf('contradictoryShipment')) {
      const { order } = await door.answer<{ order: unknown }>('query($id: ID!) { order(id: $id, domain: "logistics") { states { domain local canonical settled } verdict(definition: "completed") { domains { domain outcome } } lines { nodes { shipments { nodes { number state { settled local conflict { reason } } } } } } } }', { id: number })
      expect(order).toMatchObject({ verdict: { domains: expect.arrayContaining([{ domain: 'logistics', outcome: 'UNKNOWN' }]) } })
      expect((await door.ask('query($id: ID!) { order(id: $id, domain: "logistics") { verdict(definition: "completed") { unified } } }', { id: number })).receipt).toMatchObject({ openConflicts: 1 })
      expect(JSON.stringify(order)).toContain(`"number":"${number}","state":{"settled":false,"local":null`)
    }
  })
  test.each(['{ domain: { eq: "finance" }, local: { eq: "ISUED" } }', '{ domain: { eq: "finance" }, local: { in: ["ISSUED", "DELIVERED"] } }', '{ local: { ne: "NOWHERE" } }'])('a state that no order can be in there is refused: %s', async (filter) => {
    const { errors } = await door.ask(`{ orders(where: { states: { some: ${filter} } }) { totalCount } }`)
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_ARGUMENT'])
  })
  test('a number that two systems gave out is ambiguous, and the domain decides', async () => {
    expect(countOf('reusedNumber')).toBeGreaterThan(0)
    for (const number of examplesOf('reusedNumber')) {
      const purchase = await sql.ordersOfPurchase(number)
      const invoice = await sql.ordersOfInvoice(number)
      expect(await codeOf(number)).toMatchObject({ code: 'ORDER_AMBIGUOUS', count: new Set([...purchase, ...invoice]).size })
      expect(await door.answer('query($id: ID!) { order(id: $id, domain: "finance") { key } }', { id: number })).toEqual({ order: { key: invoice[0] } })
      if (purchase.length === 1) expect(await door.answer('query($id: ID!) { order(id: $id, domain: "scm") { key } }', { id: number })).toEqual({ order: { key: purchase[0] } })
    }
  })
  test('a framework number that several orders carry is ambiguous, with every one of them', async () => {
    const [shared] = await sql.frameworks()
    const refused = await codeOf(shared?.reference ?? '')
    expect(refused).toMatchObject({ code: 'ORDER_AMBIGUOUS', count: shared?.orders.length })
    expect((refused['candidates'] as { ref: string }[]).map(({ ref }) => ref).sort()).toEqual(shared?.orders.map((key) => `Order/${key}`))
  })
  test('a payment whose reference names no invoice points at an unresolved one and leads to no order', async () => {
    expect(countOf('orphanPayment')).toBeGreaterThan(0)
    for (const voucher of examplesOf('orphanPayment')) {
      const { entity } = await door.answer<{ entity: { invoice: { id: string; resolved: boolean } } }>('query($key: ID!) { entity(type: "Payment", key: $key) { ... on Payment { invoice { id resolved } } } }', { key: voucher })
      expect(entity.invoice).toMatchObject({ id: expect.stringMatching(/^Invoice\/~finance\.invoiceNumber:/) as string, resolved: false })
      expect(await codeOf(voucher, 'finance')).toMatchObject({ code: 'ORDER_UNKNOWN' })
    }
  })
  test('a device whose UDI the hospital mistyped is used on nobody by the records, and the procedure says what it could not find', async () => {
    expect(countOf('orphanUse')).toBeGreaterThan(0)
    for (const row of unitTruth.filter(({ traceable }) => traceable === 'no')) {
      const { entities } = await door.answer<{ entities: readonly unknown[] }>('query($serial: String!) { entities(identifier: $serial, scheme: "mes.serial") { ... on SerialUnit { procedures { totalCount } } } }', { serial: row['serial'] })
      expect(entities).toEqual([{ procedures: { totalCount: 0 } }])
      const { procedure } = await door.answer<{ procedure: { units: { nodes: readonly { id: string; resolved: boolean }[] } } }>('query($key: ID!) { procedure: entity(type: "Procedure", key: $key) { ... on Procedure { units { nodes { id resolved } } } } }', { key: row['procedure'] })
      expect(procedure.units.nodes).toContainEqual({ id: `SerialUnit/~mes.udi:${row['written_udi']}`, resolved: false })
    }
  })
  test('an opportunity that the CRM gives to another order than the one that names it belongs to both', async () => {
    expect(countOf('contradictoryOpportunity')).toBeGreaterThan(0)
    for (const number of examplesOf('contradictoryOpportunity')) {
      const orders = await sql.ordersOfOpportunity(number)
      expect(orders.length).toBeGreaterThan(1)
      expect(await codeOf(number)).toMatchObject({ code: 'ORDER_AMBIGUOUS', count: orders.length })
    }
  })
  test('what was told late keeps both times, and was not known before', async () => {
    const late = eventsOf(folder, 'ar.csv').filter((row) => momentOf(row['recorded_at'] ?? '') - momentOf(ownTime(row)) >= 86_400_000)
    expect(late.length).toBeGreaterThan(3)
    for (const row of late) {
      const { entity } = await door.answer<{ entity: { claims: { nodes: readonly unknown[] } } }>('query($key: ID!) { entity(type: "Invoice", key: $key) { claims { nodes { field source occurredAt recordedAt } } } }', { key: row['invoice'] })
      const rfc = (text: string | undefined): string => new Date(momentOf(text ?? '')).toISOString().replace('.000Z', 'Z')
      expect(entity.claims.nodes).toContainEqual({ field: 'state', source: 'ar', occurredAt: rfc(row['posted_at']), recordedAt: rfc(row['recorded_at']) })
    }
    const cleared = late.find((row) => row['posting'] === 'ausgeglichen' && orderTruth.some((order) => order['order_no'] === row['order_no'] && order['invoices'] === '1' && order['finance'] === 'MET'))
    if (cleared === undefined) throw new Error('no clearing was told late in this world')
    const outcomes = async (at: string): Promise<unknown> => (await door.answer<{ order: { verdict: { domains: unknown } } }>(`query($id: ID!) { order(id: $id, ${at}) { verdict(definition: "completed") { domains { domain outcome } } } }`, { id: cleared['order_no'] })).order.verdict.domains
    expect(await outcomes(`knownAt: "${new Date(momentOf(cleared['recorded_at'] ?? '') - 1000).toISOString()}"`)).toContainEqual({ domain: 'finance', outcome: 'NOT_MET' })
    expect(await outcomes(`knownAt: "${cleared['recorded_at']}"`)).toContainEqual({ domain: 'finance', outcome: 'MET' })
  })
  test('a cancelled order leaves sales nothing to judge', async () => {
    for (const id of examplesOf('cancelledOrder')) {
      expect(await door.answer('query($id: ID!) { order(id: $id) { states { domain canonical } verdict(definition: "completed") { domains { domain outcome } } } }', { id })).toMatchObject({ order: {
        states: expect.arrayContaining([{ domain: 'sales', canonical: 'CANCELLED' }]), verdict: { domains: expect.arrayContaining([{ domain: 'sales', outcome: 'UNKNOWN' }]) },
      } })
    }
  })
})

describe('questions across domains, against plain SQL over the exports', () => {
  test('orders whose every line that stands is signed for', async () => {
    const told = await sql.signed()
    expect(told.length).toBeGreaterThan(200)
    expect(await keysWhere(verdictIs('sales', 'MET'))).toEqual(told)
  })
  test('orders delivered and not paid', async () => {
    const told = await sql.deliveredNotPaid()
    expect(told.length).toBeGreaterThan(2)
    expect(await keysWhere(`{and: [${verdictIs('logistics', 'MET')}, ${verdictIs('finance', 'NOT_MET')}]}`)).toEqual(told)
  })
  test('patients and hospitals of the big lot', async () => {
    const { lot } = manifest.recallLot
    const { nodes } = await walkFrom(`Lot/${lot}`, 'DOWNSTREAM', ['Hospital', 'Patient'])
    const found = (type: string): readonly string[] => nodes.filter((node) => node.type === type).map(({ key }) => key).sort()
    expect(found('Patient')).toEqual(await sql.patientsOfLot(lot))
    expect(found('Hospital')).toEqual(await sql.hospitalsOfLot(lot))
    expect(found('Patient').length).toBeGreaterThan(10)
  })
  test('net totals of all orders by currency, to the cent', async () => {
    const cents: Record<string, bigint> = {}
    for (const { netTotal, currency } of await everyOrder<{ netTotal: string; currency: string }>('netTotal currency', '{resolved: {eq: true}}')) cents[currency] = (cents[currency] ?? 0n) + BigInt(netTotal.replace('.', ''))
    const told = await sql.netTotals()
    expect(told.length).toBeGreaterThan(1)
    expect(Object.entries(cents).map(([currency, sum]) => ({ currency, cents: String(sum) })).sort((a, b) => (a.currency < b.currency ? -1 : 1))).toEqual(told)
  })
  test('purchase orders that lead to each order', async () => {
    const orders = await everyOrder<{ key: string; lines: { nodes: readonly { requisitions: { nodes: readonly { purchaseOrders: { nodes: readonly { number: string }[] } }[] } }[] } }>('key lines(first: 20) { nodes { requisitions { nodes { purchaseOrders { nodes { number } } } } } }')
    const pairs = orders.flatMap(({ key, lines }) => lines.nodes.flatMap((line) => line.requisitions.nodes.flatMap((requisition) => requisition.purchaseOrders.nodes.map(({ number }) => `${number} ${key}`))))
    const told = await sql.purchases()
    expect([...new Set(pairs)].sort()).toEqual(told)
    expect(told.length).toBeGreaterThan(100)
  })
  test('purchase orders of several orders are ambiguous, with each order and no other', async () => {
    const bundled = [...groupBy((await sql.purchases()).map((pair) => ({ purchase: pair.split(' ')[0] ?? '', order: pair.split(' ')[1] ?? '' }) as Row), (row) => row['purchase'] ?? '')].filter(([, rows]) => rows.length > 1)
    expect(bundled.length).toBeGreaterThan(0)
    for (const [number, rows] of bundled.slice(0, 5)) {
      const { errors } = await door.ask('query($id: ID!) { order(id: $id, domain: "scm") { id } }', { id: number })
      expect((errors[0]?.extensions['candidates'] as { ref: string }[]).map(({ ref }) => ref).sort()).toEqual(rows.map((row) => `Order/${row['order']}`).sort())
    }
  })
  test('the time between the first and the last domain to call an order completed, on average', async () => {
    const skews = (await everyOrder<{ verdict: { skewHours: number } }>('verdict(definition: "completed") { skewHours }', '{verdicts: {some: {definition: {eq: "completed"}, outcome: {eq: MET}}}}')).map(({ verdict }) => verdict.skewHours)
    const told = await sql.meanGap()
    expect(skews).toHaveLength(told.orders)
    expect(skews.reduce((sum, hours) => sum + hours, 0) / skews.length).toBeCloseTo(told.hours, 6)
  })
  test('orders by what sales, manufacturing and finance said of them then, by all that was told and as told then', async () => {
    interface Pair { readonly first: string; readonly second: string; readonly cells: readonly { readonly first: readonly string[]; readonly second: readonly string[]; readonly count: number }[] }
    for (const [asOf, knownAt] of [['2025-04-01T00:00:00Z', '2025-04-01T00:00:00Z'], ['2025-04-01T00:00:00Z', undefined]] as const) {
      const told = await sql.outcomesAt(asOf, knownAt ?? 'infinity')
      const { disagreements } = await door.answer<{ disagreements: { orders: number; pairs: readonly Pair[] } }>(`{ disagreements(definition: "completed", version: 1, asOf: "${asOf}"${knownAt === undefined ? '' : `, knownAt: "${knownAt}"`}) { orders pairs { first second cells { first second count } } } }`)
      expect(disagreements.orders).toBe(told.reduce((sum, { orders }) => sum + orders, 0))
      const places = ['sales', 'mes', 'finance']
      for (const { first, second, cells } of disagreements.pairs.filter((pair) => pair.first !== 'logistics' && pair.second !== 'logistics')) {
        const counted = Map.groupBy(told, ({ outcomes }) => [first, second].map((domain) => outcomes.split(' ')[places.indexOf(domain)]).join(' '))
        expect(cells.map((one) => `${one.first.join()} ${one.second.join()} ${one.count}`).sort(), `${first} ${second}`).toEqual([...counted].map(([outcomes, rows]) => `${outcomes} ${rows.reduce((sum, { orders }) => sum + orders, 0)}`).sort())
      }
    }
  })
  test('orders with a device that was ever called in for service', async () => {
    const told = await sql.serviced()
    expect(told.length).toBeGreaterThan(0)
    expect(await keysWhere('{lines: {some: {units: {some: {serviceOrders: {some: {}}}}}}}')).toEqual(told)
  })
})

describe('what no record states', () => {
  test('is inferred for every line: the rule that was in force, the purchases to stock that may have supplied it', async () => {
    const orders = await everyOrder<{ lines: { nodes: readonly { key: string; rulesInForce: { nodes: readonly { number: string }[] }; stockPurchases: { nodes: readonly { number: string }[] } }[] } }>('lines(first: 50) { nodes { key rulesInForce { nodes { number } } stockPurchases { nodes { number } } } }')
    const lines = orders.flatMap((order) => order.lines.nodes)
    const [rules, purchases] = [await sql.rulesInForce(), await sql.stockPurchases()]
    expect(Math.min(rules.length, purchases.length)).toBeGreaterThan(100)
    expect(lines.flatMap(({ key, rulesInForce }) => rulesInForce.nodes.map(({ number }) => `${key} ${number}`)).sort()).toEqual(rules)
    expect(lines.flatMap(({ key, stockPurchases }) => stockPurchases.nodes.map(({ number }) => `${key} ${number}`)).sort()).toEqual(purchases)
    expect(await door.answer('{ derivations { name version relation links overflows overflowing } }')).toEqual({ derivations: [
      { name: 'rule-in-force', version: 1, relation: 'OrderLine.rulesInForce', links: rules.length, overflows: 0, overflowing: [] },
      { name: 'stock-supply', version: 1, relation: 'OrderLine.stockPurchases', links: purchases.length, overflows: 0, overflowing: [] },
    ] })
  })
  test('leads on in lineage unless it is asked away, and counts for nothing that is stated', async () => {
    const walk = (inferred: boolean) => door.answer<{ lineage: { nodes: readonly { id: string }[]; edges: readonly { inferred: boolean; derivation: { name: string } | null }[] } }>(`{ lineage(from: ["Order/SO-1000106"], direction: DOWNSTREAM, to: ["PurchaseOrder"], inferred: ${inferred}) { nodes { id } edges { inferred derivation { name } } } }`)
    const [all, stated] = [(await walk(true)).lineage, (await walk(false)).lineage]
    expect(stated.edges.filter((edge) => edge.inferred)).toEqual([])
    expect(all.edges.filter((edge) => edge.inferred).map(({ derivation }) => derivation?.name)).toEqual((await sql.stockPurchases()).filter((pair) => pair.startsWith('SO-1000106-')).map(() => 'stock-supply'))
    expect(all.nodes.length).toBeGreaterThan(stated.nodes.length)
    const [purchase] = all.nodes.filter(({ id }) => id.startsWith('PurchaseOrder/PS-'))
    const { errors } = await door.ask('query($id: ID!) { order(id: $id) { id } }', { id: purchase?.id })
    expect(errors.map(({ extensions }) => extensions['code'])).not.toEqual([])
    expect(await door.answer(`{ explainLink(from: "Order/SO-1000106", to: "${purchase?.id}") { linked paths { inferred derivation { name version } } } }`)).toMatchObject({ explainLink: { linked: true } })
    // Inferred links have no history: of another time nobody knows them.
    for (const then of ['asOf: "2025-06-01T00:00:00Z"', 'knownAt: "2025-06-01T00:00:00Z"']) {
      const { data, receipt } = await door.ask(`{ explainLink(from: "Order/SO-1000106", to: "${purchase?.id}", ${then}) { linked paths { inferred } } }`)
      expect(data).toEqual({ explainLink: { linked: false, paths: [] } })
      expect(receipt.notes).toContain('AS_OF_UNTRACKED')
    }
  })
})

test('an order of one line is in that line\'s state since when the line is, now and then', async () => {
  interface Stated { readonly local: string | null; readonly since: string | null; readonly expectedUntil: string | null }
  interface Lined { readonly key: string; readonly states: readonly (Stated & { readonly domain: string })[]; readonly lines: { readonly nodes: readonly { readonly state: Stated | null }[] } }
  const ASKED = 'key states { domain local since expectedUntil } lines(first: 2) { nodes { state { local since expectedUntil } } }'
  const compared = (orders: readonly Lined[]) => orders.flatMap(({ key, states, lines: { nodes } }) => {
    const [line, ...others] = nodes
    const sales = states.find(({ domain }) => domain === 'sales')
    if (line === undefined || others.length > 0 || sales === undefined) return []
    const { domain: _, ...own } = sales
    return [{ key, own, line: line.state }]
  })
  const { orders } = await door.answer<{ orders: { nodes: readonly Lined[] } }>(`{ orders(first: 300) { nodes { ${ASKED} } } }`)
  const now = compared(orders.nodes)
  expect(now.length).toBeGreaterThan(20)
  // Some had not begun by then, and are refused.
  const { data } = await door.ask(`{ ${now.slice(0, 40).map(({ key }, n) => `o${n}: order(id: "Order/${key}", asOf: "2025-01-15T00:00:00Z") { ${ASKED} }`).join(' ')} }`)
  const then = compared(Object.values(data as Record<string, Lined | null>).filter((order) => order !== null))
  expect(then.length).toBeGreaterThan(5)
  for (const { key, own, line } of [...now, ...then]) expect({ key, ...own }).toEqual({ key, ...line })
})

describe('the reference definitions, against plain SQL over the exports', () => {
  const WORDS = ['cancelled', 'shipped', 'delivered-in-full', 'on-time', 'late', 'at-risk', 'returned', 'revenue-recognised', 'matched'] as const
  interface Said extends Pick<Word, 'since' | 'share' | 'time'> {
    readonly unified: string
    readonly stage: { readonly name: string; readonly since: string } | null
    readonly domains: readonly { readonly domain: string; readonly outcome: string; readonly since: string }[]
  }
  type Told = { readonly key: string } & Readonly<Record<string, Said>>
  const ASKED = 'unified since share time stage { name since } domains { domain outcome since }'
  const sorted = (words: readonly Word[]): readonly Word[] => words.toSorted((a, b) => (a.word < b.word || (a.word === b.word && a.key < b.key) ? -1 : 1))
  let expected: readonly Word[]
  beforeAll(async () => {
    expected = await sql.words()
  })

  test('each says of every order what the records say, since when, and what it answers besides', async () => {
    const told = await everyOrder<Told>(`key ${WORDS.map((word, n) => `w${n}: verdict(definition: "${word}") { ${ASKED} }`).join(' ')}`, '{resolved: {eq: true}}')
    const answered = told.flatMap((order) => WORDS.map((word, n) => {
      const { unified, since, share, stage, time } = order[`w${n}`] as Said
      return { word, key: order.key, outcome: unified, since, share, stage: stage?.name ?? null, stageSince: stage?.since ?? null, time }
    }))
    expect(sorted(answered)).toEqual(sorted(expected.filter(({ word }) => !word.startsWith('completed '))))
    // Every word means something in this world, and so does all that it answers.
    for (const word of WORDS) expect(new Set(expected.filter((one) => one.word === word).map(({ outcome }) => outcome)).size, word).toBeGreaterThan(1)
    const answers = (answer: 'share' | 'stage' | 'time'): readonly string[] => WORDS.filter((word) => new Set(expected.filter((one) => one.word === word).map((one) => one[answer])).size > 1)
    expect([answers('share'), answers('stage'), answers('time')]).toEqual([['cancelled', 'delivered-in-full', 'returned'], ['shipped', 'at-risk'], ['on-time', 'revenue-recognised']])
  })
  test('“completed” does so by either version, in each domain', async () => {
    const told = await everyOrder<Told>(`key ${[1, 2].map((version) => `w${version}: verdict(definition: "completed", version: ${version}) { ${ASKED} }`).join(' ')}`, '{resolved: {eq: true}}')
    const NONE = { share: null, stage: null, stageSince: null, time: null }
    const answered = told.flatMap((order) => [1, 2].flatMap((version): readonly Word[] => {
      const { unified, since, domains } = order[`w${version}`] as Said
      return [{ word: `completed ${version}`, key: order.key, outcome: unified, since, ...NONE }, ...domains.map((one) => ({ word: `completed ${version} ${one.domain}`, key: order.key, outcome: one.outcome, since: one.since, ...NONE }))]
    }))
    expect(sorted(answered)).toEqual(sorted(expected.filter(({ word }) => word.startsWith('completed '))))
  })
})

describe('as of a moment, against plain SQL over what had happened and been told by then', () => {
  const NOW = '2026-01-01T00:00:00Z'
  test.each([
    ['2024-06-01T00:00:00Z', NOW], ['2024-06-01T00:00:00Z', '2024-06-01T00:00:00Z'], ['2024-10-15T12:00:00Z', '2024-10-15T12:00:00Z'], ['2025-03-01T00:00:00Z', '2025-03-03T00:00:00Z'], ['2025-06-30T00:00:00Z', NOW],
  ])('at %s, as known at %s', async (asOf, knownAt) => {
    const told = await sql.judgedAt(asOf, knownAt)
    expect(told.length).toBeGreaterThan(10)
    const answered: unknown[] = []
    for (let at = 0; at < told.length; at += 20) {
      const asked = told.slice(at, at + 20).map(({ key }, n) => `o${n}: order(id: "Order/${key}", asOf: "${asOf}", knownAt: "${knownAt}") { key verdict(definition: "completed") { domains { domain outcome } } }`)
      const data = await door.answer<Record<string, { key: string; verdict: { domains: readonly { domain: string; outcome: string }[] } }>>(`{ ${asked.join(' ')} }`)
      answered.push(...Object.values(data).map(({ key, verdict }) => ({ key, ...Object.fromEntries(verdict.domains.map(({ domain, outcome }) => [domain, outcome])) })))
    }
    expect(answered).toEqual(told)
    expect(new Set(told.flatMap(({ sales, mes, logistics, finance }) => [sales, mes, logistics, finance])).size).toBe(3)
  })
  test('what was told late makes a difference', async () => {
    const at = '2024-06-01T00:00:00Z'
    expect(await sql.judgedAt(at, at)).not.toEqual(await sql.judgedAt(at, NOW))
  })
})

describe('the example questions, on this smaller world', async () => {
  /** The questions are written for the default world; two things in it are otherwise here: a device's expiry, and the morning of the delivery. */
  const inThisWorld = (query: string): string => {
    const device = unitTruth.find((row) => row['serial'] === 'P00000113')
    const order = orderTruth.find((row) => row['order_no'] === 'SO-1000106')
    return query.replace(/\(01\)\d+\(17\)\d+\(10\)[\w-]+\(21\)P00000113/, device?.['udi'] ?? '').replace(/(order\(id: "SO-1000106", asOf: )"[^"]+"/, `$1"${order?.['logistics_since']}"`)
  }
  for (const { title, query, name } of await questionsOf('medtech')) {
    test(title, async () => {
      const { data, errors } = await door.ask(inThisWorld(query))
      const truth = questionTruths({ manifest, orderTruth, unitTruth, sql })[name]
      if (truth === undefined) throw new Error(`no truth is stated for ${name}`)
      expect(errors.map(({ extensions }) => extensions['code'])).toEqual(name === 'OneNumberTwoSystems' ? ['ORDER_AMBIGUOUS'] : [])
      await truth(data ?? {})
    })
  }
})

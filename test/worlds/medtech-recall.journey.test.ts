import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateMedtech, type Manifest } from '../../examples/medtech/generate.ts'
import type { Answer } from '../gateway/open-door.ts'
import { groupBy, rowsOf, type Row } from './medtech-exports.ts'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'

/** Recalls of the reference world, held against the generator's own account of every device, read as plain rows. */
let folder: string
let manifest: Manifest
let door: WorldDoor
let unitTruth: readonly Row[]
let lotTruth: readonly Row[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-medtech-recall-'))
  manifest = await generateMedtech({ orders: 300, seed: 4, out: folder })
  unitTruth = rowsOf(folder, 'truth/units.csv')
  lotTruth = rowsOf(folder, 'truth/lots.csv')
  door = await openWorldDoor('schema')
  await door.sendAll(await Promise.all(manifest.files.map(async ({ source, file }) => ({ source, text: await readFile(join(folder, file), 'utf8') }))))
}, 240_000)
afterAll(async () => {
  await door?.close()
  await rm(folder, { recursive: true, force: true })
})

interface UnitShown {
  readonly id: string
  readonly disposition: string
  readonly consignees: readonly { readonly key: string }[]
  readonly subjects: readonly { readonly key: string }[]
  readonly usedAt: readonly string[]
  readonly orders: readonly { readonly key: string }[]
  readonly lots: readonly { readonly key: string }[]
}
interface CaseShown {
  readonly id: string
  readonly version: number
  readonly affected: number
  readonly digest: string
  readonly stage: string
  readonly balance: Readonly<Record<string, number>>
  readonly units: { readonly totalCount: number; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }; readonly nodes: readonly UnitShown[] }
}
const BALANCE = 'balance { made inStock inTransit atConsignees used explanted returned destroyed unknown unaccounted overAccounted }'
const UNITS = 'totalCount pageInfo { hasNextPage endCursor } nodes { id disposition usedAt consignees { key } subjects { key } orders { key } lots { key } }'
const CASE = `id version affected digest stage ${BALANCE} units(first: 1000) { ${UNITS} }`

const asOfficer = (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => door.askWith({ 'x-osl-actor': 'officer' }, query, variables)
const opened = async (part: Record<string, unknown>, fields = CASE): Promise<CaseShown> => {
  const { data, errors } = await asOfficer(`mutation($scope: RecallScope!) { openRecall(title: "test", class: II, depth: SUBJECT, scope: $scope, reason: "a test", confirm: true) { ${fields} } }`, { scope: { any: [part] } })
  expect(errors).toEqual([])
  return data?.['openRecall'] as CaseShown
}
const refused = async (part: Record<string, unknown>, confirm = true): Promise<string> => {
  const { errors } = await asOfficer('mutation($scope: RecallScope!, $confirm: Boolean) { openRecall(title: "test", class: II, depth: SUBJECT, scope: $scope, confirm: $confirm, reason: "a test") { id } }', { scope: { any: [part] }, confirm })
  return String(errors[0]?.extensions['code'])
}

/** Every lot that came of some, they themselves included, by the generator's account. */
const lotsOf = (lots: readonly string[]): ReadonlySet<string> => {
  const all = new Set(lots)
  for (let before = -1; before !== all.size;) {
    before = all.size
    for (const row of lotTruth) if ((row['made_from'] ?? '').split(' ').some((parent) => all.has(parent))) all.add(String(row['lot']))
  }
  return all
}
const unitsOf = (lots: readonly string[]): readonly Row[] => { const all = lotsOf(lots); return unitTruth.filter((row) => all.has(String(row['lot']))) }
const serials = (rows: readonly Row[]): readonly string[] => rows.map((row) => `SerialUnit/${row['serial']}`).sort()

describe('a lot’s units, against the generator’s own account', () => {
  const genealogies = (): readonly string[] => [...groupBy(lotTruth.filter((row) => row['made_from'] !== ''), (row) => String(row['made_from']).split(' ')[0] as string).keys()]

  test('of every lot that others were made of, and of twenty more, exactly those of it and of what came of it', async () => {
    const lots = [...genealogies().slice(0, 12), ...new Set(unitTruth.map((row) => String(row['lot'])))].slice(0, 32)
    expect(genealogies().length).toBeGreaterThan(2)
    for (const lot of lots) {
      const expected = serials(unitsOf([lot]))
      if (expected.length === 0) continue
      const shown = await opened({ lots: [lot] })
      expect(shown.units.nodes.map(({ id }) => id), lot).toEqual(expected)
      expect(shown.affected).toBe(expected.length)
    }
  })

  test('with whom each concerns, when it was used, and what became of it last', async () => {
    const lot = [...groupBy(unitTruth, (row) => String(row['lot']))].sort(([, a], [, b]) => b.filter((row) => row['used_at'] !== '').length - a.filter((row) => row['used_at'] !== '').length)[0]?.[0] ?? ''
    const truth = new Map(unitsOf([lot]).map((row) => [`SerialUnit/${row['serial']}`, row]))
    const shown = await opened({ lots: [lot] })
    for (const unit of shown.units.nodes) {
      const row = truth.get(unit.id) as Row
      const traceable = row['traceable'] !== 'no'
      expect(unit.consignees.map(({ key }) => key), unit.id).toEqual([row['shipped_to']].filter((site) => site !== ''))
      expect(unit.subjects.map(({ key }) => key), unit.id).toEqual(traceable ? [row['patient']].filter((patient) => patient !== '') : [])
      expect(unit.usedAt.map((at) => Date.parse(at)), unit.id).toEqual(traceable && row['used_at'] !== '' ? [Date.parse(String(row['used_at']))] : [])
      expect(unit.orders.map(({ key }) => key), unit.id).toEqual([row['order_no']])
      const last = row['returned_at'] !== '' ? ['RETURNED'] : row['explanted_at'] !== '' ? ['EXPLANTED'] : traceable && row['used_at'] !== '' ? ['USED'] : row['shipped_at'] !== '' ? ['IN_TRANSIT', 'AT_CONSIGNEE', 'UNKNOWN', 'RETURNED'] : row['scrapped'] === 'yes' ? ['DESTROYED'] : ['IN_STOCK', 'UNKNOWN']
      expect(last, unit.id).toContain(unit.disposition)
    }
    expect(shown.units.nodes.filter(({ disposition }) => disposition === 'USED').length).toBeGreaterThan(0)
  })

  test('a supplier’s lot leads to the devices of every lot that it went into', async () => {
    const supplied = groupBy(lotTruth, (row) => String(row['supplier_lot']))
    const [supplierLot, lots] = [...supplied].find(([, rows]) => rows.length > 1) ?? ['', []]
    const shown = await opened({ from: [`SupplierLot/${supplierLot}`] }, `${CASE}`)
    expect(shown.units.nodes.map(({ id }) => id)).toEqual(serials(unitsOf(lots.map((row) => String(row['lot'])))).slice(0, 1000))
  })

  test('a device by its UDI, and its lot by the UDI without the serial', async () => {
    const [unit] = unitTruth as [Row]
    const one = await opened({ udi: unit['udi'] })
    expect(one.units.nodes.map(({ id }) => id)).toEqual([`SerialUnit/${unit['serial']}`])
    expect(one.balance).toMatchObject({ made: 1, unaccounted: 0 })
    const ofLot = String(unit['udi']).replace(/\(21\).*$/, '')
    expect((await opened({ udi: ofLot })).units.nodes.map(({ id }) => id)).toEqual(serials(unitsOf([String(unit['lot'])])))
  })
})

describe('counts that agree', () => {
  test('the balance is the units by what became of them, and every grouping holds each unit', async () => {
    const lot = String(unitTruth[0]?.['lot'])
    const shown = await opened({ lots: [lot] }, `${CASE} byOrder: groups(by: ORDERS, first: 1000) { nodes { units } } byConsignee: groups(by: CONSIGNEES, first: 1000) { nodes { entity { key } units dispositions { units } } }`) as CaseShown & Readonly<Record<'byOrder' | 'byConsignee', { readonly nodes: readonly { readonly units: number; readonly dispositions?: readonly { readonly units: number }[] }[] }>>
    const { made, unaccounted, overAccounted, ...parts } = shown.balance as Record<string, number>
    expect(Object.values(parts).reduce((a, b) => a + b, 0) + (unaccounted ?? 0)).toBe((made ?? 0) + (overAccounted ?? 0))
    const pieces = new Map(rowsOf(folder, 'mes-lots.jsonl').flatMap((row) => (row['pieces'] === undefined || row['pieces'] === '' ? [] : [[String(row['lot']), Number(row['pieces'])] as const])))
    expect(made).toBe([...lotsOf([lot])].reduce((sum, each) => sum + (pieces.get(each) ?? 0), 0))
    expect((made ?? 0) - (unaccounted ?? 0)).toBe(shown.affected)
    expect(shown.byOrder.nodes.reduce((sum, { units }) => sum + units, 0)).toBe(shown.affected)
    expect(shown.byConsignee.nodes.reduce((sum, { units }) => sum + units, 0)).toBe(shown.affected)
    for (const { units, dispositions } of shown.byConsignee.nodes) expect(dispositions?.reduce((sum, of) => sum + of.units, 0)).toBe(units)
  })

  test('pages of units hold each once, under a filter too', async () => {
    const { id, affected } = await opened({ lots: [String(unitTruth[0]?.['lot'])] })
    const all: string[] = []
    for (let after: string | null = null; ;) {
      const { recall }: { readonly recall: CaseShown } = await door.answer(`query($id: ID!, $after: String) { recall(id: $id) { units(first: 7, after: $after) { ${UNITS} } } }`, { id, after })
      all.push(...recall.units.nodes.map((unit) => unit.id))
      expect(recall.units.totalCount).toBe(affected)
      if (!recall.units.pageInfo.hasNextPage) break
      after = recall.units.pageInfo.endCursor
    }
    expect(all).toHaveLength(affected)
    expect([...new Set(all)]).toEqual(all)
  })

  test('the digest is over refs, times and dispositions in order of refs, and anybody can work it out', async () => {
    const shown = await opened({ lots: [String(unitTruth[0]?.['lot'])] }, `${CASE} all: units(first: 1000) { nodes { id lots { id } orders { id } lines { id } consignees { id } subjects { id } usedAt disposition dispositionAt dispositionBy { id } doubtful inferred } }`) as CaseShown & { readonly all: { readonly nodes: readonly Readonly<Record<string, unknown>>[] } }
    const ids = (list: unknown): readonly string[] => (list as readonly { readonly id: string }[]).map(({ id }) => id)
    const lines = shown.all.nodes.map((unit) => `${JSON.stringify([
      unit['id'], ids(unit['lots']), ids(unit['orders']), ids(unit['lines']), ids(unit['consignees']), ids(unit['subjects']), (unit['usedAt'] as readonly string[]).map((at) => Date.parse(at)), unit['disposition'],
      unit['dispositionAt'] === null ? null : Date.parse(String(unit['dispositionAt'])), (unit['dispositionBy'] as { readonly id: string } | null)?.id ?? null, unit['doubtful'], unit['inferred'],
    ])}\n`)
    expect(createHash('sha256').update(lines.join('')).digest('hex')).toBe(shown.digest)
  })
})

describe('what is refused', () => {
  test('a scope of nothing, a lot that is nowhere, a window that ends first, contradictions', async () => {
    const [unit] = unitTruth as [Row]
    expect(await refused({})).toBe('RECALL_SCOPE_EMPTY')
    expect(await refused({ lots: ['NO-SUCH-LOT'] })).toBe('RECALL_NOWHERE')
    expect(await refused({ produced: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } })).toBe('RECALL_WINDOW_ENDS_FIRST')
    expect(await refused({ udi: unit['udi'], lots: ['ANOTHER'] })).toBe('RECALL_CONTRADICTORY')
    expect(await refused({ from: ['Lot/NO-SUCH-LOT'] })).toBe('REF_UNKNOWN')
    expect(await refused({ udi: 'no udi at all' })).toBe('RECALL_UDI_UNREAD')
    expect(await refused({ condition: 'entity.nothing == 1' })).toBe('RECALL_CONDITION')
    expect(await refused({ serials: { from: 'A1', to: 'B2' } })).toBe('RECALL_SERIALS_FORM')
    expect(await refused({ condition: 'true' }, false)).toBe('RECALL_TOO_WIDE')
  })
})

describe('what comes later', () => {
  test('a use told late is in the delta, and what was frozen stays as it was', async () => {
    const unit = unitTruth.find((row) => row['shipped_at'] !== '' && row['used_at'] === '' && row['returned_at'] === '') as Row
    const before = await opened({ udi: unit['udi'] }, CASE)
    door.setClock('2030-01-01T00:00:00Z')
    const like = JSON.parse((await readFile(join(folder, 'clinic.jsonl'), 'utf8')).split('\n')[0] ?? '{}') as Record<string, unknown>
    const use = { ...like, event_id: 'late-use', procedure: 'PR-LATE', performed_at: '2029-12-30T10:00:00Z', at: '2029-12-30T10:00:00Z', recorded_at: '2029-12-31T10:00:00Z', outcome: 'PERFORMED', patient: 'P-LATE', udi: unit['udi'] }
    const { accepted, rejects } = await door.sendText('clinic', `${JSON.stringify(use)}\n`)
    expect(rejects).toEqual([])
    expect(accepted).toBe(1)
    const { recall } = await door.answer<{ recall: CaseShown & { readonly delta: Readonly<Record<string, unknown>> } }>(`query($id: ID!) { recall(id: $id) { ${CASE} delta { empty added withdrawn changed changes { kind unit { id } before { disposition } after { disposition } because { source } } } } }`, { id: before.id })
    expect(recall.digest).toBe(before.digest)
    expect(recall.units).toEqual(before.units)
    expect(recall.delta).toMatchObject({ empty: false, added: 0, withdrawn: 0, changed: 1, changes: [{ kind: 'CHANGED', unit: { id: `SerialUnit/${unit['serial']}` }, after: { disposition: 'USED' } }] })
  })
})

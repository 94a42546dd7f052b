import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateMedtech, type Manifest } from '../../examples/medtech/generate.ts'
import { fetchFiles } from '../../src/cli/commands/recall-files.ts'
import { eventsOf, momentOf, rowsOf, type Row } from './medtech-exports.ts'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'

/** The files of recalls of the reference world, cell by cell against the raw exports: who was told what by which system is looked up in them by hand, and nothing of the layer is asked. */
let folder: string
let manifest: Manifest
let door: WorldDoor
let id: string
let mixed: string
const LOT = 'PM210-0001'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-recall-files-'))
  manifest = await generateMedtech({ orders: 80, seed: 4, out: folder })
  door = await openWorldDoor('schema')
  await door.sendAll(await Promise.all(manifest.files.map(async ({ source, file }) => ({ source, text: await readFile(join(folder, file), 'utf8') }))))
  id = await open({ lots: [LOT] })
  mixed = await open({ condition: 'true' })
}, 240_000)
afterAll(async () => {
  await door?.close()
  await rm(folder, { recursive: true, force: true })
})

const open = async (part: Record<string, unknown>): Promise<string> => {
  const { data, errors } = await door.askWith({ 'x-osl-actor': 'officer' }, 'mutation($scope: RecallScope!) { openRecall(title: "Battery depletes", class: II, depth: SUBJECT, scope: $scope, reason: "a test", confirm: true) { id } }', { scope: { any: [part] } })
  expect(errors).toEqual([])
  return (data?.['openRecall'] as { readonly id: string }).id
}
const fetched = (name: string, of = id, init: RequestInit = {}): Promise<Response> => fetch(`${door.url}/v1/recalls/${of}/files${name === '' ? '' : `/${name}`}`, init)
/** Cells by their column's title; a title's source by `<title>: source`. */
const csv = async (name: string, of = id): Promise<readonly Row[]> => {
  const response = await fetched(name, of)
  expect(response.status, name).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  return parse<Row>(Buffer.from(await response.arrayBuffer()), { bom: true, columns: (header: string[]) => header.map((title) => title.replace(/ \[.*\]$/, '')) })
}
const said = (row: Row | undefined, ...titles: readonly string[]): readonly (readonly [string, string])[] => titles.map((title) => [row?.[title] ?? 'no such column', row?.[`${title}: source`] ?? 'no such column'])
const time = (text: string | undefined): string => new Date(momentOf(text ?? '')).toISOString().replace('.000Z', 'Z')

const units = (lot = LOT): readonly Row[] => [...new Map(eventsOf(folder, 'mes-units.jsonl').filter((row) => row['lot'] === lot).map((row) => [String(row['serial']), row])).values()]
/** By the carrier's own word, when the shipment that the packing list puts a device on was handed over. */
const HANDED_OVER = new Set(['handed over', 'versendet', 'übergeben', '已发货', 'shipped'])
const handedOver = (serial: string): string => {
  const truth = rowsOf(folder, 'truth/units.csv').find((row) => row['serial'] === serial)
  const own = eventsOf(folder, 'carrier.csv').filter((row) => row['shipment'] === truth?.['shipment'] && HANDED_OVER.has(String(row['event']).trim().toLowerCase()))
  return own.length === 0 ? '' : time(own.map((row) => String(row['event_at'])).sort()[0])
}
/** A use that the clinic reports of this very UDI. */
const useOf = (unit: Row): Row | undefined => eventsOf(folder, 'clinic.jsonl').find((row) => row['udi'] === unit['udi'] && row['performed_at'] !== undefined)
const explantOf = (unit: Row): Row | undefined => eventsOf(folder, 'clinic-explants.jsonl').find((row) => row['udi'] === unit['udi'] && row['explanted_at'] !== undefined)
const HELD = '[missing: kept elsewhere: the hospital]'

describe('tracked devices, 21 CFR 821.25(a)', () => {
  test('each device of the lot is in one table, and of each what the systems told, with which of them', async () => {
    const [holders, patients] = [await csv('tracked-1-holders.csv'), await csv('tracked-2-patients.csv')]
    expect([...holders, ...patients].map((row) => row['Unit']).sort()).toEqual(units().map((row) => `SerialUnit/${row['serial']}`).sort())
    let used = 0
    for (const unit of units()) {
      const ref = `SerialUnit/${unit['serial']}`
      const use = useOf(unit)
      const row = [...holders, ...patients].find((each) => each['Unit'] === ref)
      expect(said(row, 'UDI', 'Lot or batch number', 'Serial number'), ref).toEqual([[unit['udi'], 'mes-units'], [LOT, 'mes-lots'], [unit['serial'], 'mes-units']])
      if (use === undefined) continue
      used += 1
      expect(patients, ref).toContain(row)
      expect(said(row, 'Shipped by the manufacturer on', 'Provided to the patient on', 'Patient: pseudonym'), ref).toEqual([[handedOver(String(unit['serial'])), 'carrier'], [time(use['performed_at']), 'clinic'], [`Patient/${use['patient']}`, 'frozen result']])
      expect(said(row, 'Patient: name', 'Prescribing physician: name'), ref).toEqual([[HELD, ''], [HELD, '']])
      const explant = explantOf(unit)
      expect(said(row, 'Explanted on'), ref).toEqual([explant === undefined ? ['[does not apply: no record of it]', ''] : [time(explant['explanted_at']), 'clinic-explants']])
    }
    expect(used).toBeGreaterThan(5)
    expect(units().filter(explantOf).length).toBeGreaterThan(0)
  })
  test('a device that is no pacemaker is in none, and every pacemaker of all is', async () => {
    const products = new Map(rowsOf(folder, 'erp-products.csv').map((row) => [row['gtin'], row]))
    const names = new Set((await Promise.all(['tracked-1-holders.csv', 'tracked-2-patients.csv'].map((name) => csv(name, mixed)))).flat().map((row) => row['Unit']))
    const all = [...new Map(eventsOf(folder, 'mes-units.jsonl').map((row) => [String(row['serial']), row])).values()]
    const tracked = all.filter((row) => /pacemaker/i.test(Object.values(products.get(row['gtin']) ?? {}).join(' ')))
    expect(tracked.length).toBeGreaterThan(0)
    expect(tracked.length).toBeLessThan(all.length)
    for (const row of all) expect(names.has(`SerialUnit/${row['serial']}`), String(row['serial'])).toBe(tracked.includes(row))
  })
})

describe('report of a correction or removal, 21 CFR 806.10(c)', () => {
  test('consignees are those of the shipments, with the days and how many devices; addresses are said to be no attribute', async () => {
    const rows = await csv('806-consignees.csv')
    const truth = rowsOf(folder, 'truth/units.csv').filter((row) => row['lot'] === LOT && row['shipped_to'] !== '')
    const expected = [...Map.groupBy(truth, (row) => `Hospital/${row['shipped_to']} ${handedOver(String(row['serial'])).slice(0, 10)}`)].map(([key, of]) => `${key} ${of.length}`).sort()
    expect(rows.map((row) => `${row['Consignee']} ${row['Distributed on']} ${row['Devices distributed']}`).sort()).toEqual(expected)
    const sites = new Map(rowsOf(folder, 'sites.csv').map((row) => [`Hospital/${row['site']}`, row]))
    for (const row of rows) expect(said(row, 'Name', 'Country', 'Address')).toEqual([[sites.get(String(row['Consignee']))?.['name'], 'sites (now)'], [sites.get(String(row['Consignee']))?.['country'], 'sites (now)'], ['[missing: the model has no attribute for it]', '']])
  })
  test('lots and devices', async () => {
    const made = eventsOf(folder, 'mes-lots.jsonl').find((row) => row['lot'] === LOT && row['made_at'] !== undefined)
    expect(said((await csv('806-lots.csv'))[0], 'Lot or batch number', 'Made on', 'Expires on', 'Known of it')).toEqual([[LOT, 'mes-lots'], [time(made?.['made_at']), 'mes-lots'], [made?.['expires_on'], 'mes-lots (now)'], [String(units().length), 'frozen result']])
    const product = rowsOf(folder, 'erp-products.csv').find((row) => row['gtin'] === units()[0]?.['gtin'])
    expect(said((await csv('806-devices.csv'))[0], 'Device identifier (UDI-DI)', 'Brand name')).toEqual([[product?.['gtin'], 'erp-products'], [product?.['name'], 'erp-products (now)']])
  })
  test('statements are said by whom they are from; what is still to come says until when; numbers keep their digits', async () => {
    const statements = { reportType: 'C', sequence: '007', events: 'The battery depletes early.', injuries: { until: '2027-01-10' } }
    const response = await fetched('806-report.csv', id, { method: 'POST', headers: { 'content-type': 'application/json', 'x-osl-actor': encodeURIComponent('Ada Lovelace') }, body: JSON.stringify(statements) })
    const answers = new Map((parse(Buffer.from(await response.arrayBuffer()), { bom: true }) as string[][]).map((row) => [row[0], [row[4], row[5]]]))
    expect(answers.get('What gave rise to it')).toEqual(['The battery depletes early.', 'Ada Lovelace'])
    expect(answers.get('Illness and injuries')).toEqual(['[missing: no record says it, to be told by 2027-01-10]', ''])
    expect(answers.get('Report number')?.[0]).toMatch(/^1234567-\d+\/\d+\/\d\d-007-C$/)
    expect(answers.get('Manufacturer: name')).toEqual(['Example Cardio', 'recall.yaml'])
    expect(answers.get('Who conducts it: name')).toEqual(['[missing: kept elsewhere: regulatory affairs]', ''])
  })
})

describe('customers of a field safety notice', () => {
  test('each hospital that was sent devices, with how many and what became of them', async () => {
    const rows = await csv('fsn-customers.csv')
    const truth = rowsOf(folder, 'truth/units.csv').filter((row) => row['lot'] === LOT && row['shipped_to'] !== '')
    expect(rows.map((row) => `${row['Customer']} ${row['Devices supplied']}`)).toEqual([...Map.groupBy(truth, (row) => String(row['shipped_to']))].map(([site, of]) => `Hospital/${site} ${of.length}`).sort())
    const devices = await csv('fsn-devices.csv')
    expect(devices.map((row) => row['UDI']).sort()).toEqual(truth.map((row) => row['udi']).sort())
  })
})

describe('the forms', () => {
  interface Listed { readonly recall: string; readonly version: number; readonly files: readonly { readonly name: string; readonly path: string; readonly mediaType: string }[] }

  test('every file that is listed is there, under its media type', async () => {
    const { recall, version, files } = await (await fetched('')).json() as Listed
    expect([recall, version]).toEqual([id, 1])
    expect(files.map(({ name }) => name)).toEqual([
      'tracked-devices.xlsx', 'tracked-1-holders.csv', 'tracked-2-patients.csv', 'tracked-3-several.csv', 'tracked-missing.csv',
      'corrections-removals.xlsx', '806-report.csv', '806-devices.csv', '806-lots.csv', '806-consignees.csv', '806-missing.csv',
      'field-safety.xlsx', 'fsn-notice.csv', 'fsn-customers.csv', 'fsn-devices.csv', 'fsn-missing.csv', 'report.html', 'bundle.json', 'all.ndjson',
    ])
    for (const { path, mediaType } of files) {
      const response = await fetch(`${door.url}${path}`)
      expect([response.status, response.headers.get('content-type')], path).toEqual([200, mediaType])
      expect((await response.arrayBuffer()).byteLength, path).toBeGreaterThan(50)
    }
  })
  test('a workbook, opened again, says what the CSV says, cell by cell, and its second sheet the sources', async () => {
    const book = XLSX.read(Buffer.from(await (await fetched('tracked-devices.xlsx')).arrayBuffer()))
    const grid = (sheet: string): readonly (readonly string[])[] => XLSX.utils.sheet_to_json<string[]>(book.Sheets[sheet] as XLSX.WorkSheet, { header: 1 })
    const lines = parse(Buffer.from(await (await fetched('tracked-2-patients.csv')).arrayBuffer()), { bom: true }) as string[][]
    expect(grid('tracked-2-patients').slice(2)).toEqual(lines.slice(1).map((line) => line.filter((_, at) => at % 2 === 0)))
    expect(grid('tracked-2-patients sources').slice(2).map((row) => [...row].map((cell) => cell ?? ''))).toEqual(lines.slice(1).map((line) => { const sources = line.filter((_, at) => at % 2 === 1); return sources.slice(0, sources.findLastIndex((cell) => cell !== '') + 1) }))
  })
  test('the page names no person, and the bundle each device, hospital, patient and use once', async () => {
    const page = await (await fetched('report.html')).text()
    expect(page).toContain(LOT)
    expect(page).not.toMatch(/Patient\//)
    const { entry } = await (await fetched('bundle.json')).json() as { readonly entry: readonly { readonly resource: { readonly resourceType: string } }[] }
    const count = (type: string): number => entry.filter(({ resource }) => resource.resourceType === type).length
    expect(count('Device')).toBe(units().length)
    expect(count('Procedure')).toBe(new Set(units().flatMap((unit) => useOf(unit)?.['procedure'] ?? [])).size)
  })
  test('all of them at once are the same files, written whole or not at all, and over nothing', async () => {
    const out = join(folder, 'written')
    const { files } = await fetchFiles(door.url, id, { folder: out, statements: {}, actor: 'ada' })
    expect(files).toHaveLength(18)
    for (const name of ['tracked-2-patients.csv', '806-lots.csv']) expect(await readFile(join(out, name))).toEqual(Buffer.from(await (await fetched(name)).arrayBuffer()))
    expect(XLSX.read(await readFile(join(out, 'field-safety.xlsx'))).SheetNames).toContain('fsn-customers')
    await expect(fetchFiles(door.url, id, { folder: out, statements: {}, actor: 'ada' })).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY' })
    expect((await fetchFiles(door.url, id, { folder: out, statements: { reportType: 'R' }, actor: 'ada', overwrite: true })).files).toHaveLength(18)
    expect(await readFile(join(out, '806-report.csv'), 'utf8')).toContain('R,ada')
    await expect(fetchFiles(door.url, 'R-99', { folder: join(folder, 'none'), statements: {}, actor: 'ada' })).rejects.toMatchObject({ code: 'DOOR_REFUSED' })
    await expect(readFile(join(folder, 'none', 'report.html'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('what came after the recall', () => {
  test('is in none of what has a history, and what has none says that it is of now', async () => {
    const before = await csv('tracked-2-patients.csv')
    const site = rowsOf(folder, 'sites.csv')[0] as Row
    const unit = units().find((row) => useOf(row) !== undefined) as Row
    const use = useOf(unit) as Row
    door.setClock('2031-01-01T00:00:00Z')
    await door.sendText('sites', `event_id,valid_from,recorded_at,site,gln,name,city,country,customer\nSITES-LATE,2030-02-01T00:00:00Z,2030-02-01T00:00:00Z,${site['site']},${site['gln']},Renamed Hospital,${site['city']},${site['country']},${site['customer']}\n`)
    await door.sendText('clinic', `${JSON.stringify({ ...use, event_id: 'CLINIC-LATE', at: '2030-03-01T10:00:00', recorded_at: '2030-03-01T11:00:00Z', performed_at: '2030-03-01T10:00:00', birth_year: Number(use['birth_year']) })}\n`)
    expect(await csv('tracked-2-patients.csv')).toEqual(before)
    const renamed = (await csv('fsn-customers.csv', mixed)).find((row) => row['Customer'] === `Hospital/${site['site']}`)
    expect(said(renamed, 'Name')).toEqual([['Renamed Hospital', 'sites (now)']])
  })
})

describe('what is refused', () => {
  const refusal = async (response: Promise<Response>): Promise<readonly unknown[]> => { const got = await response; return [got.status, ((await got.json()) as { readonly error: { readonly code: string } }).error.code] }
  const post = (body: string, headers: Readonly<Record<string, string>> = { 'x-osl-actor': 'ada' }): Promise<Response> => fetched('806-report.csv', id, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

  test('a recall, a version and a file that are not there; statements of nobody, of nothing, of another form', async () => {
    expect(await refusal(fetched('', 'R-99'))).toEqual([404, 'RECALL_UNKNOWN'])
    expect(await refusal(fetched('report.html', 'R-99'))).toEqual([404, 'RECALL_UNKNOWN'])
    expect(await refusal(fetched('report.html?version=2'))).toEqual([404, 'RECALL_UNKNOWN'])
    expect(await refusal(fetched('report.html?version=two'))).toEqual([400, 'BAD_ARGUMENT'])
    expect(await refusal(fetched('report.htm'))).toEqual([404, 'RECALL_FILE_UNKNOWN'])
    expect(await refusal(post('{"events": "It broke."}', {}))).toEqual([400, 'ACTOR_MISSING'])
    expect(await refusal(post('{"event": "It broke."}'))).toEqual([400, 'BAD_ARGUMENT'])
    expect(await refusal(post('{"events": ["It broke."]}'))).toEqual([400, 'BAD_ARGUMENT'])
    expect(await refusal(post('{"injuries": {"until": "soon"}}'))).toEqual([400, 'BAD_ARGUMENT'])
  })
})

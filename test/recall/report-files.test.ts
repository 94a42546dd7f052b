import { parse } from 'csv-parse/sync'
import XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLines } from '../../src/recall/csv-lines.ts'
import { fieldText, type Field } from '../../src/recall/field.ts'
import { htmlReport } from '../../src/recall/html-report.ts'
import { reportFiles } from '../../src/recall/report-files.ts'
import { makeTable, type Table } from '../../src/recall/table.ts'
import { trackedDevices, untrackedUnits } from '../../src/recall/tracked-devices.ts'
import { xlsxFile } from '../../src/recall/xlsx-file.ts'
import { DISPOSITIONS } from '../../src/vocabulary/recall.ts'
import type { ReportUnit } from '../../src/recall/report.ts'
import { workedReport } from './worked-report.ts'

const report = workedReport()
const tables = reportFiles(report).flatMap((file) => file.tables)
const tableOf = (name: string): Table => tables.find((table) => table.name === name) as Table
/** Cells by title, of the rows as a map. */
const cells = (name: string): Readonly<Record<string, Field>>[] => [...tableOf(name).rows].map((row) => Object.fromEntries(row.map((field, at) => [tableOf(name).headings[at]?.title, field])))
const texts = (name: string, ...titles: readonly string[]): string[][] => cells(name).map((row) => titles.map((title) => fieldText(row[title] as Field)))
const frozen = (value: string): Field => ({ value, source: 'frozen result' })
const grid = (rows: readonly (readonly string[])[]): Table => makeTable('grid', 'Grid', (rows[0] ?? []).map((_, at) => ({ title: `c${at}`, cites: '', of: (row: readonly string[]): Field => ({ value: row[at] ?? '', source: '' }) })), () => rows)

describe('21 CFR 821.25(a)', () => {
  test('each unit of a tracked product is in one table', () => {
    expect(trackedDevices(report).map(({ rows }) => [...rows].map((row) => fieldText(row[0] as Field)))).toEqual([['Device/D3', 'Device/D4'], ['Device/D1', 'Device/D2', 'Device/D5'], []])
    expect(untrackedUnits(report)).toBe(1)
  })
  test('whatever is known of a unit, it is in one table, and once for each use', () => {
    const [device] = report.units
    const unit = fc.record({ disposition: fc.constantFrom(...DISPOSITIONS), uses: fc.constantFrom([], device?.uses ?? []), subjects: fc.constantFrom([], device?.subjects ?? []), consignees: fc.constantFrom([], device?.consignees ?? []) })
    fc.assert(fc.property(fc.array(unit, { maxLength: 5 }), (some) => {
      const units = some.map((each) => ({ ...(device as ReportUnit), usedAt: [], ...each }))
      const rows = trackedDevices({ ...report, units }).map((table) => [...table.rows].length)
      expect(rows.reduce((sum, count) => sum + count, 0)).toBe(units.length)
      expect(rows[0]).toBe(units.filter(({ disposition, uses, subjects }) => uses.length + subjects.length === 0 && disposition !== 'USED' && disposition !== 'EXPLANTED').length)
    }))
  })
  test('(1): who holds what no patient has, and where', () => {
    expect([...csvLines(tableOf('tracked-1-holders'))]).toEqual([
      '\uFEFFUnit,Unit: source,UDI [821.25(a)(1)],UDI: source,Lot or batch number [821.25(a)(1)],Lot or batch number: source,Serial number [821.25(a)(1)],Serial number: source,Model number [821.25(a)(1)],Model number: source,'
        + 'Holder: name [821.25(a)(1)],Holder: name: source,Holder: address [821.25(a)(1)],Holder: address: source,Holder: telephone [821.25(a)(1)],Holder: telephone: source,Location [821.25(a)(1)],Location: source\r\n',
      'Device/D3,frozen result,(01)00801234567891(10)L1(21)0003,mes-units,L1,mes-units,0003,mes-units,[does not apply: identified by another],,'
        + `"St. Anna, Zürich",sites,[missing: no record says it],,'+41 44 000 00 00,sites,AT_CONSIGNEE since 2026-02-11T00:00:00Z,Shipment/S1\r\n`,
      'Device/D4,frozen result,(01)00801234567891(10)L1(21)0004,mes-units,L1,mes-units,0004,mes-units,[does not apply: identified by another],,'
        + `Example Cardio,recall.yaml,"1 Main St, Springfield",recall.yaml,'+1 555 0100,recall.yaml,IN_STOCK,frozen result\r\n`,
    ])
  })
  test('(2): a patient who refuses is not named, whatever a record says; who was never told of is to be asked for', () => {
    const [one, two, five] = cells('tracked-2-patients')
    expect(one).toMatchObject({
      'Shipped by the manufacturer on': { value: '2026-02-10', source: 'mes-units' },
      'Patient: pseudonym': frozen('Patient/P1'), 'Patient: name': { refused: true }, 'Patient: address': { refused: true }, 'Patient: telephone': { refused: true }, 'Patient: social security number': { refused: true },
      'Provided to the patient on': { value: '2026-03-02T09:00:00Z', source: 'Procedure/X1' },
      'Prescribing physician: name': { value: 'Dr. No', source: 'clinic' }, 'Physician regularly following: name': { missing: 'NOT_MODELLED' },
      'Explanted on': { notApplicable: 'no record of it' }, 'Explanting physician: name': { notApplicable: 'no record of it' }, 'Died on': { notApplicable: 'no record of it' },
      'Returned to the manufacturer on': { notApplicable: 'no record of it' }, 'Permanently retired from use on': { missing: 'NOT_MODELLED' },
    })
    expect(two).toMatchObject({ 'Patient: name': { missing: 'HELD_ELSEWHERE', note: 'the hospital' }, 'Explanted on': { value: '2026-03-20T12:00:00Z', source: 'Explant/E1' } })
    expect(five).toMatchObject({ 'Patient: pseudonym': { missing: 'NOT_TOLD', note: 'ask Hospital/H2' }, 'Patient: name': { missing: 'NOT_TOLD', note: 'ask Hospital/H2' }, 'Provided to the patient on': { missing: 'NOT_TOLD' } })
    expect(JSON.stringify([...tables].flatMap((table) => [...table.rows]))).not.toContain('never to be seen')
  })
  test('every column of what is asked for cites its paragraph', () => {
    expect(new Set(tableOf('tracked-2-patients').headings.map(({ cites }) => cites))).toEqual(new Set(['', ...['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii'].map((part) => `821.25(a)(2)(${part})`)]))
    expect(new Set(tableOf('tracked-3-several').headings.map(({ cites }) => cites))).toEqual(new Set(['', ...['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii'].map((part) => `821.25(a)(3)(${part})`)]))
  })
})

describe('21 CFR 806.10(c)', () => {
  test('the report number is made as in the example of the rule', () => {
    expect(texts('806-report', 'Asked for', 'By', 'Answer')[0]).toEqual(['Report number', '806.10(c)(1)', '1234567-4/2/26-001-R'])
  })
  test('consignees with days and numbers', () => {
    expect(texts('806-consignees', 'Consignee', 'Name', 'Address', 'Distributed on', 'Devices distributed')).toEqual([
      ['Hospital/H1', 'St. Anna, Zürich', '[missing: no record says it]', '2026-02-10', '2'],
      ['Hospital/H1', 'St. Anna, Zürich', '[missing: no record says it]', '2026-02-11', '1'],
      ['Hospital/H2', '=1+1 "Clinic"', '[missing: no record says it]', '2026-02-10', '2'],
    ])
    expect(texts('806-lots', 'Lot or batch number', 'Made in the lot', 'Known of it', 'Made on', 'Expires on')).toEqual([['L1', '7', '6', '2026-01-05', '2028-01-05']])
  })
  test('(13): what is missing is listed with why and until when', () => {
    const missing = texts('806-missing', 'Missing', 'Asked for by', 'How many', 'Why', 'To be told by')
    expect(missing).toContainEqual(['Illness and injuries', '806.10(c)(8)', '1', 'no record says it', '2026-04-10'])
    expect(missing).toContainEqual(['Consignees: Address', '806.10(c)(11)', '3', 'no record says it', '[missing: no record says it]'])
    expect(missing).toContainEqual(['Devices: Intended use', '806.10(c)(3)', '2', 'the model has no attribute for it', '[missing: no record says it]'])
  })
})

describe('field safety notice', () => {
  test('customers, products and lots, with what each has answered', () => {
    expect(texts('fsn-customers', 'Name', 'Device identifier (UDI-DI)', 'Lot or batch number', 'Devices supplied', 'Supplied on', 'Notice sent on', 'Receipt confirmed on', 'Used', 'Destroyed', 'Not accounted for')).toEqual([
      ['St. Anna, Zürich', '00801234567891', 'L1', '3', '2026-02-10 to 2026-02-11', '2026-04-01T10:00:00Z', '2026-04-01T15:00:00Z', '2', '0', '1'],
      ['=1+1 "Clinic"', '00801234567891', 'L1', '1', '2026-02-10', '2026-04-01T10:00:00Z', '[missing: no record says it]', '1', '0', '0'],
      ['=1+1 "Clinic"', '00801234567907', 'L1', '1', '2026-02-10', '2026-04-01T10:00:00Z', '[missing: no record says it]', '0', '1', '0'],
    ])
    expect(texts('fsn-devices', 'Customer', 'Serial number')).toEqual([['Hospital/H1', '0001'], ['Hospital/H1', '0002'], ['Hospital/H1', '0003'], ['Hospital/H2', '0005'], ['Hospital/H2', '0006']])
  })
})

describe('CSV', () => {
  test('what begins as a formula is kept from being one, quotes are doubled', () => {
    expect([...csvLines(grid([['=1+1', '@x', 'a"b', ' c', '-5', 'd\r\ne', '＝1', '007']]))][1]).toBe(`'=1+1,,'@x,,"a""b",," c",,'-5,,"d\r\ne",,'＝1,,007,\r\n`)
  })
  test('any cells come back by another reader, less the apostrophe', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'=+-@",\r\n\t a') })), { minLength: 1 }), (rows) => {
      const [, ...read] = parse([...csvLines(grid(rows))].join(''), { bom: true, record_delimiter: '\r\n' })
      expect(read.map((row) => row.filter((_, place) => place % 2 === 0).map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n\0＝＋－＠])/, '')))).toEqual(rows.map((row) => row.map(String)))
      expect(read.flat().every((cell) => !/^[=+\-@\t\r\n]/.test(cell))).toBe(true)
    }))
  })
})

describe('XLSX', () => {
  test('is read back by another library as it stands in the tables, all of it text', async () => {
    const book = XLSX.read(await xlsxFile(tables), { cellFormula: true })
    expect(book.SheetNames).toEqual(tables.flatMap(({ name }) => [name, `${name} sources`]))
    for (const table of tables) {
      const rows = [...table.rows]
      expect(XLSX.utils.sheet_to_json(book.Sheets[table.name] as XLSX.WorkSheet, { header: 1, defval: '' })).toEqual([table.headings.map(({ title }) => title), table.headings.map(({ cites }) => cites), ...rows.map((row) => row.map(fieldText))])
    }
    const devices = book.Sheets['fsn-customers'] as XLSX.WorkSheet
    const written = Object.entries(devices).filter(([place]) => !place.startsWith('!')).map(([, cell]) => cell as XLSX.CellObject)
    expect(written.find(({ v }) => v === '=1+1 "Clinic"')).toMatchObject({ t: 's' })
    expect(written.every(({ t, f }) => t !== 'n' && f === undefined)).toBe(true)
  })
  test('control characters are pictures, blanks stay, what is longer than a cell is cut', async () => {
    const book = XLSX.read(await xlsxFile([grid([['\u001d0100801', ' a  b ', 'x'.repeat(40_000), 'ä\u{1F600}<&>']])]))
    const [, , row] = XLSX.utils.sheet_to_json(book.Sheets['grid'] as XLSX.WorkSheet, { header: 1 }) as string[][]
    expect(row?.map((cell) => cell.slice(0, 10))).toEqual(['␝0100801', ' a  b ', 'xxxxxxxxxx', 'ä\u{1F600}<&>'])
    expect(row?.[2]).toHaveLength(32_767)
  })
})

describe('HTML', () => {
  const html = [...htmlReport(report)].join('')
  test('a device is a row, with who said what', () => {
    expect(html).toContain('<tr><th scope="row">Device/D3</th><td>(01)00801234567891(10)L1(21)0003<small>mes-units</small></td><td>L1<small>mes-units</small></td><td>0003<small>mes-units</small></td><td>AT_CONSIGNEE<small>Shipment/S1</small></td>'
      + '<td>2026-02-11T00:00:00Z</td><td>St. Anna, Zürich<small>sites</small></td><td><span class="none">[missing: no record says it]</span></td><td><span class="none">[missing: no record says it]</span></td><td>none</td></tr>')
    expect(html).toContain('<tr><th scope="row">All</th><td>7</td><td>1</td><td>0</td><td>1</td><td>2</td><td>1</td><td>0</td><td>1</td><td>0</td><td>1</td><td>0</td></tr>')
    expect(html).toContain('<li>Source clinic: last heard of 2026-03-25T00:00:00Z, wanted within P1D.</li><li>Devices about which sources disagree: 1.</li>')
  })
  test('what anybody wrote is text, and nothing is fetched', () => {
    expect(html).toContain('<h1>Recall R-1: Battery &#60;depletes&#62;</h1>')
    expect(html).toContain('=1+1 &#34;Clinic&#34;')
    expect(html).not.toMatch(/\b(src|href)=|url\(|<script|@import/)
  })
})

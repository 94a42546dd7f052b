import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

export type Row = Readonly<Record<string, string>>

const DELIMITERS: Readonly<Record<string, string>> = { 'erp-products': ';', 'erp-customers': ';', 'erp-orders': ';', 'erp-lines': ';', 'erp-allocations': ';', 'erp-returns': ';', ar: ';', 'ar-credits': ';', carrier: '|' }
const CARRIER_COLUMNS = ['event_id', 'event_at', 'recorded_at', 'shipment', 'sscc', 'carrier', 'event']

const read = new Map<string, readonly Row[]>()

/** A file of the world as rows of text, read by csv-parse and JSON.parse: nothing of the generator or of the layer. A world does not change while it is tested. */
export const rowsOf = (folder: string, file: string): readonly Row[] => {
  const path = join(folder, file)
  const rows = read.get(path) ?? readRows(folder, file)
  read.set(path, rows)
  return rows
}

const readRows = (folder: string, file: string): readonly Row[] => {
  const text = readFileSync(join(folder, file), 'utf8')
  const source = file.replace(/^.*\/|\.[a-z]+$/g, '')
  if (file.endsWith('.csv')) return parse(text, { columns: source === 'carrier' ? CARRIER_COLUMNS : true, delimiter: DELIMITERS[source] ?? ',', bom: true })
  return text.trimEnd().split('\n').map((line) => Object.fromEntries(Object.entries(JSON.parse(line) as Record<string, string | number>).map(([name, value]) => [name, String(value)])))
}

/** Records with the doubled ones taken out. */
export const eventsOf = (folder: string, file: string): readonly Row[] => [...new Map(rowsOf(folder, file).map((row) => [row['event_id'], row])).values()]

const TIME_COLUMNS = ['released_at', 'valid_from', 'stage_at', 'changed_at', 'at', 'step_at', 'reported_at', 'scanned_at', 'allocated_at', 'counted_at', 'closed_at', 'event_at', 'posted_at', 'value_date']
/** The record's own time as the text says it, and whether it says a zone. */
export const ownTime = (row: Row): string => TIME_COLUMNS.map((column) => row[column]).find((value) => value !== undefined) ?? ''

/** Berlin's wall clock to UTC by the platform's own zone data. */
const BERLIN = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'medium' })
export const momentOf = (text: string): number => {
  if (/Z$|[+-]\d\d:\d\d$/.test(text)) return Date.parse(text)
  const guess = Date.parse(`${text}Z`)
  return [2, 1].map((hours) => guess - hours * 3_600_000).find((at) => BERLIN.format(at).replace(' ', 'T') === text) ?? Number.NaN
}

export const groupBy = <T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return groups
}

/** What is in `values` and not in `known`, each once. */
export const unknownAmong = (values: Iterable<string | undefined>, known: Iterable<string | undefined>): readonly string[] => {
  const all = new Set(known)
  return [...new Set(values)].filter((value): value is string => value !== undefined && value !== '' && !all.has(value))
}

import { problem } from '../problems/problem.ts'
import { decodeText } from './decode-text.ts'
import { frameCsv, type Frame } from './frame-csv.ts'
import { LONGEST_RECORD, refuse, type ReadRecord, type RecordValue } from './read-record.ts'
import { splitLines } from './split-lines.ts'

export interface CsvOptions {
  /** Named in refusals of the whole file. */
  readonly source: string
  readonly delimiter: string
  /** Empty: quotes mean nothing. */
  readonly quote: string
  /** A label of the WHATWG encoding list, such as `utf-8` or `latin1`. */
  readonly encoding: string
  readonly header: boolean
  /** Needed without a header. */
  readonly columns?: readonly string[]
  /** Told the named columns, and all of them ('': unnamed), before the first record; what it throws ends the reading. */
  readonly onColumns?: (columns: readonly string[], all: readonly string[]) => void
  /** Characters a record may have. */
  readonly longest?: number
}

/** CSV as RFC 4180 has it, in constant memory. A bad record is yielded as such and costs itself; an unusable header is a refusal of the file. Empty lines are skipped. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, options: CsvOptions): AsyncGenerator<ReadRecord> {
  const longest = options.longest ?? LONGEST_RECORD
  const splitter = splitLines(longest)
  const framer = frameCsv(options, longest)
  let columns = options.header ? undefined : givenColumns(options)
  const records = function* (frames: readonly Frame[]): Generator<ReadRecord> {
    for (const frame of frames) {
      if (columns !== undefined) yield toRecord(frame, columns, options.encoding)
      else columns = headerColumns(frame, options)
    }
  }
  for await (const text of decodeText(bytes, options.encoding)) yield* records(framer.push(splitter.push(text)))
  yield* records(framer.push(splitter.end()))
  yield* records(framer.end())
  if (columns === undefined) options.onColumns?.([], [])
}

const givenColumns = (options: CsvOptions): readonly string[] => {
  if (options.columns === undefined) throw problem('SOURCE_COLUMNS_UNKNOWN', { source: options.source })
  return checkedColumns(options.columns, options)
}

const headerColumns = (frame: Frame, options: CsvOptions): readonly string[] => {
  if (!frame.ok) throw problem('SOURCE_HEADER_REFUSED', { source: options.source, reason: frame.reason })
  return checkedColumns(frame.cells, options)
}

/** Columns without a name are not read; spreadsheets leave them behind. `__proto__` would be no member but the record's prototype. */
const checkedColumns = (columns: readonly string[], options: CsvOptions): readonly string[] => {
  const { source } = options
  const named = columns.filter((column) => column.trim() !== '')
  const seen = new Set<string>()
  const twice = named.find((column) => seen.has(column) || !seen.add(column))
  if (twice !== undefined) throw problem('SOURCE_HEADER_REFUSED', { source, reason: `two columns are named '${twice}'` })
  if (named.includes('__proto__')) throw problem('SOURCE_HEADER_REFUSED', { source, reason: `'__proto__' cannot name a column` })
  const all = columns.map((column) => (column.trim() === '' ? '' : column))
  options.onColumns?.(named, all)
  return all
}

const toRecord = (frame: Frame, columns: readonly string[], encoding: string): ReadRecord => {
  if (!frame.ok) return frame
  const { line, raw, cells } = frame
  if (cells.length !== columns.length) return { ok: false, line, raw, ...refuse('RECORD_COLUMNS', { found: cells.length, wanted: columns.length }) }
  if (raw.includes('\uFFFD')) return { ok: false, line, raw, ...refuse('RECORD_ENCODING', { encoding }) }
  const record: Record<string, RecordValue[string]> = {}
  for (let n = 0; n < columns.length; n += 1) {
    const column = columns[n] as string
    const cell = cells[n] as string
    if (cell !== '' && column !== '') record[column] = cell
  }
  return { ok: true, line, record, raw }
}

import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { readCsv, type CsvOptions } from '../../src/ingest/read-csv.ts'
import type { ReadRecord } from '../../src/ingest/read-record.ts'
import { all, bytesOf } from './bytes.ts'

const usual: CsvOptions = { source: 'till', delimiter: ',', quote: '"', encoding: 'utf-8', header: true }
const read = async (content: string | Uint8Array, options: Partial<CsvOptions> = {}, ...sizes: number[]): Promise<ReadRecord[]> =>
  all(readCsv(bytesOf(content, ...sizes), { ...usual, ...options }))
const taken = (records: readonly ReadRecord[]): unknown[] => records.map((one) => (one.ok ? [one.line, one.record] : [one.line, one.code]))

describe('readCsv', () => {
  test('a record is its named cells, empty ones absent, quoted ones without their quotes', async () => {
    expect(taken(await read('a,b,c\n1,,3\n"x, y","say ""hi""",""\n'))).toEqual([[2, { a: '1', c: '3' }], [3, { a: 'x, y', b: 'say "hi"' }]])
  })

  test('a line number is where the record begins, counting the header, empty lines and line ends inside cells', async () => {
    const file = 'a,b\r\n\r\n1,"two\r\nlines"\r\n2,"th\nree\r\n"\r\n3,x'
    for (const size of [1, 2, 3, 7, 1000]) {
      expect(taken(await read(file, {}, size))).toEqual([[3, { a: '1', b: 'two\r\nlines' }], [5, { a: '2', b: 'th\nree\r\n' }], [8, { a: '3', b: 'x' }]])
    }
  })

  test('raw is the record as it stood in the file', async () => {
    expect((await read('a,b\n1,"x\ny"\n2\n')).map(({ raw }) => raw)).toEqual(['1,"x\ny"', '2'])
  })

  test('a byte order mark is no part of the first column', async () => {
    expect(taken(await read('\uFEFFa,b\n1,2\n', {}, 1))).toEqual([[2, { a: '1', b: '2' }]])
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\nß,2\n', 'utf16le')])
    expect(taken(await read(utf16, { encoding: 'utf-16le' }, 1))).toEqual([[2, { a: 'ß', b: '2' }]])
  })

  test('semicolons, tabs and other quotes separate as told', async () => {
    expect(taken(await read("a;b\n'x;y';1,5\n", { delimiter: ';', quote: "'" }))).toEqual([[2, { a: 'x;y', b: '1,5' }]])
    expect(taken(await read('a\tb\n5" pipe\t"x\n', { delimiter: '\t', quote: '' }))).toEqual([[2, { a: '5" pipe', b: '"x' }]])
  })

  test('latin1 is read as latin1', async () => {
    expect(taken(await read(Buffer.from('a\nK\u00e4se\n', 'latin1'), { encoding: 'latin1' }))).toEqual([[2, { a: 'Käse' }]])
  })

  test('bytes that are no UTF-8 reject their record and no other', async () => {
    const file = Buffer.concat([Buffer.from('a\nx\n'), Buffer.from('K\u00e4se\n', 'latin1'), Buffer.from('z\n')])
    const records = await read(file)
    expect(taken(records)).toEqual([[2, { a: 'x' }], [3, 'RECORD_ENCODING'], [4, { a: 'z' }]])
  })

  test('an encoding that does not exist is refused by name', async () => {
    await expect(read('a\n1\n', { encoding: 'utf-9' })).rejects.toThrow(/'utf-9' is no encoding/)
  })

  test('a record with too few or too many cells is rejected and the next is read', async () => {
    const records = await read('a,b\n1\n1,2,3\n1,2\n')
    expect(taken(records)).toEqual([[2, 'RECORD_COLUMNS'], [3, 'RECORD_COLUMNS'], [4, { a: '1', b: '2' }]])
    expect(records[0]).toMatchObject({ reason: 'the record has 1 cell where there are 2 columns' })
  })

  test.each([
    ['an opening quote that is never closed', 'a,b\n1,"x\n2,y\n3,z\n'],
    ['an opening quote that meets the next opening quote', 'a,b\n1,"x\n2,y\n3,"z"\n'],
    ['a quote inside a bare cell', 'a,b\n1,5" pipe\n2,y\n3,z\n'],
    ['two quotes inside a bare cell', 'a,b\n1,5"6" pipe\n2,y\n3,z\n'],
    ['text after a closing quote', 'a,b\n1,"x" y\n2,y\n3,"z"\n'],
  ])('%s costs the line it stands in', async (_, file) => {
    for (const size of [1, 5, 1000]) expect(taken(await read(file, {}, size))).toEqual([[2, 'RECORD_QUOTE'], [3, { a: '2', b: 'y' }], [4, { a: '3', b: 'z' }]])
  })

  test('broken quotes in many lines cost as many records', async () => {
    const file = `a,b\n${Array.from({ length: 3000 }, (_, n) => (n % 3 === 0 ? `${n},"bad` : n % 3 === 1 ? `${n},"go""od"` : `${n},plain`)).join('\n')}\n`
    const records = await read(file)
    expect(records).toHaveLength(3000)
    expect(records.filter(({ ok }) => !ok).map(({ line }) => line)).toEqual(Array.from({ length: 1000 }, (_, n) => 2 + 3 * n))
  })

  test('a record that is too long is cut, rejected and passed over, with or without line ends in it', async () => {
    const long = 'x'.repeat(5000)
    for (const size of [100, 100_000]) {
      expect(taken(await read(`a,b\n1,${long}\n2,y\n`, { longest: 1000 }, size))).toEqual([[2, 'RECORD_TOO_LONG'], [3, { a: '2', b: 'y' }]])
      const open = `a,b\n1,"${'x\n'.repeat(1000)}2,y\n`
      const records = await read(open, { longest: 1000 }, size)
      expect(records[0]).toMatchObject({ ok: false, line: 2, code: 'RECORD_QUOTE' })
      expect(records.at(-1)).toMatchObject({ ok: true, line: 1002, record: { a: '2', b: 'y' } })
    }
  })

  test('a file without a header takes its columns from the source', async () => {
    expect(taken(await read('1,2\n', { header: false, columns: ['a', 'b'] }))).toEqual([[1, { a: '1', b: '2' }]])
    await expect(read('1,2\n', { header: false })).rejects.toThrow(/no header and names no columns/)
  })

  test('columns are told before the first record, and none for an empty file', async () => {
    const told: unknown[] = []
    const onColumns = (columns: readonly string[]): void => void told.push(columns)
    await read('a,,b\n1,2,3\n', { onColumns })
    await read('', { onColumns })
    expect(told).toEqual([['a', 'b'], []])
  })

  test('a header that names a column twice, or is itself broken, refuses the file', async () => {
    await expect(read('a,a\n1,2\n')).rejects.toMatchObject({ code: 'SOURCE_HEADER_REFUSED' })
    await expect(read('a,"b\n1,2\n')).rejects.toMatchObject({ code: 'SOURCE_HEADER_REFUSED' })
    await expect(read('a,__proto__\n1,2\n')).rejects.toMatchObject({ code: 'SOURCE_HEADER_REFUSED' })
  })

  test('columns named like members of every object are plain cells', async () => {
    const [first] = await read('constructor,toString\n1,2\n')
    expect(first?.ok === true && Object.entries(first.record)).toEqual([['constructor', '1'], ['toString', '2']])
  })
})

/** RFC 4180 section 2, written here without any library: quotes where needed or where the coin says so. */
const cellText = (cell: string, coin: boolean): string => (coin || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '😀', '"', ',', '\n', '\r\n', ' ', ';', '7'), maxLength: 6 })
const table = fc.integer({ min: 2, max: 5 }).chain((width) => fc.array(fc.tuple(fc.array(cell, { minLength: width, maxLength: width }), fc.boolean()), { maxLength: 12 }).map((rows) => ({ width, rows })))

describe('readCsv, over any table', () => {
  test('what an independent writer wrote is read back, in portions of any size', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), async ({ width, rows }, end, sizes) => {
        const columns = Array.from({ length: width }, (_, n) => `c${n}`)
        const file = [columns.join(','), ...rows.map(([cells, coin]) => cells.map((one) => cellText(one, coin)).join(','))].join(end) + end
        const records = await read(file, {}, ...sizes)
        const wanted = rows.map(([cells]) => Object.fromEntries(cells.map((one, n) => [`c${n}`, one] as const).filter(([, one]) => one !== '')))
        expect(records.map((one) => one.ok && one.record)).toEqual(wanted)
        expect(records.map(({ line }) => line)).toEqual(linesOf(file, rows.length))
      }),
      { numRuns: 300 },
    )
  })

  test('cells agree with csv-parse on the whole text', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ width, rows }) => {
        const file = rows.map(([cells, coin]) => cells.map((one) => cellText(one, coin)).join(',')).join('\n')
        const columns = Array.from({ length: width }, (_, n) => `c${n}`)
        const records = await read(file, { header: false, columns })
        const theirs = parse(file, { columns, record_delimiter: '\n' })
        expect(records.map((one) => one.ok && columns.map((column) => one.record[column] ?? ''))).toEqual(theirs.map((record) => columns.map((column) => (record as Record<string, string>)[column])))
      }),
      { numRuns: 200 },
    )
  })

  test('any text at all is read to its end: every record or reject has a line of its own', async () => {
    const noise = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r'), maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(noise, async (text) => {
        const records = await read(text, { header: false, columns: ['x', 'y'] }, 3)
        const lines = records.map(({ line }) => line)
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b))
        expect(records.map(({ raw }) => raw).join('').replace(/[\r\n]/g, '')).toBe(text.replace(/[\r\n]/g, ''))
      }),
      { numRuns: 500 },
    )
  })
})

/** First lines of the records by the plainest count there is: a line end outside quotes begins the next. */
const linesOf = (file: string, count: number): number[] => {
  const starts: number[] = []
  let line = 1
  let quoted = false
  for (const character of file) {
    if (character === '"') quoted = !quoted
    if (character !== '\n') continue
    line += 1
    if (!quoted) starts.push(line)
  }
  return starts.slice(0, count)
}

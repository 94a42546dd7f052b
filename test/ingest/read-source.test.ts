import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkHeader } from '../../src/ingest/check-header.ts'
import { readSource, type Decoded } from '../../src/ingest/read-source.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model, SourceModel } from '../../src/model/model.ts'
import { all, bytesOf } from './bytes.ts'

const folder = join(import.meta.dirname, '../../examples/bakery')
let bakery: Model
beforeAll(async () => {
  const loaded = await loadModel(folder)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  bakery = loaded.model
})

const file = (source: string, name: string): Promise<Decoded[]> => all(readSource(bakery, source, createReadStream(join(folder, 'data', name)), name))
const rejects = (decoded: readonly Decoded[]): unknown[] => decoded.flatMap((one) => (one.ok ? [] : [[one.line, one.reject.reason]]))

describe('the bakery', () => {
  test('till: lines 2 to 10 are events, lines 11 and 12 are rejected as expected.md says', async () => {
    const decoded = await file('till', 'till.csv')
    expect(decoded.map(({ line, ok }) => [line, ok])).toEqual([...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((line) => [line, true]), [11, false], [12, false]])
    expect(rejects(decoded)).toEqual([
      [11, "pieces: 'x' is not a whole number"],
      [12, "'lost' is no state of OrderLine (known: ORDERED, BAKED, HANDED_OVER, CANCELLED)"],
    ])
  })

  test('till: line 8 is the event of line 7 again, to the hash', async () => {
    const events = (await file('till', 'till.csv')).flatMap((one) => (one.ok ? [one] : []))
    const ids = events.map(({ event }) => event.eventId)
    expect(new Set(ids).size).toBe(8)
    const [seventh, eighth] = [7, 8].map((wanted) => events.find(({ line }) => line === wanted)?.event)
    expect(eighth).toEqual(seventh)
  })

  test('till: times without offset are Berlin time; what the record leaves out is null', async () => {
    const [first] = await file('till', 'till.csv')
    expect(first?.ok === true && first.event).toMatchObject({
      eventId: 'A-7/1/1',
      occurredAt: Date.parse('2026-03-02T06:10:00Z'),
      statements: [
        { ref: 'Order/A-7', identifiers: [{ scheme: 'sales.slip', value: 'A-7' }], attributes: { phone: '030 111', pickupAt: Date.parse('2026-03-03T08:00:00Z') } },
        { ref: 'Product/CK1', attributes: { name: 'Cherry cake' } },
        { ref: 'OrderLine/A-7-1', attributes: { pieces: 1 }, local: 'ORDERED', links: [{ field: 'order', target: 'Order/A-7' }, { field: 'product', target: 'Product/CK1' }] },
      ],
    })
  })

  test('ledger: four events; an empty reference is no link', async () => {
    const decoded = await file('ledger', 'ledger.jsonl')
    expect(decoded.map((one) => one.ok && one.event.statements.map(({ ref, links }) => [ref, ...links.map(({ target }) => target)]))).toEqual([
      [['Payment/V1', 'Order/~sales.slip:A-7']], [['Payment/V1', 'Order/~sales.slip:A-7']], [['Payment/V2', 'Order/~sales.slip:A-99']], [['Payment/V3']],
    ])
    expect(decoded[1]?.ok === true && decoded[1].event.occurredAt).toBe(Date.parse('2026-03-05T11:00:00Z'))
  })
})

describe('a reject', () => {
  const header = 'slip,line,seq,at,phone,pickup,article,name,pieces,state\n'

  test('keeps the record as read, its place and every reason', async () => {
    const row = 'A-1,1,1,soon,,,RL1,,x,bestellt'
    const [decoded] = await all(readSource(bakery, 'till', bytesOf(`${header}${row}\n`), 'monday.csv'))
    expect(decoded?.ok === false && decoded.reject).toMatchObject({ source: 'till', file: 'monday.csv', line: 2, code: 'VALUE_MALFORMED', record: row, contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect(decoded?.ok === false && decoded.reject.reason).toMatch(/^occurredAt: 'soon' is not .*; pieces: 'x' is not a whole number$/)
  })

  test('can be kept by a store: no NUL, no half of a pair, no endless text', async () => {
    const [nul, long] = await all(readSource(bakery, 'ledger', bytesOf(`\0{\n${'x'.repeat(20_000)}\n`), 'f'))
    expect(nul?.ok === false && nul.reject.record).toBe('␀{')
    expect(long?.ok === false && long.reject.record.length).toBe(10_001)
  })

  test('has the same hash for the same content in any line', async () => {
    const row = 'A-1,1,1,2026-03-02T07:00:00Z,,,RL1,,x,bestellt\n'
    const decoded = await all(readSource(bakery, 'till', bytesOf(`${header}${row}${row}`), 'f'))
    expect(new Set(decoded.map((one) => !one.ok && one.reject.contentHash)).size).toBe(1)
  })
})

describe('a file as a whole', () => {
  test('without columns that the source reads it is refused before its first record, with the nearest names', async () => {
    const reading = all(readSource(bakery, 'till', bytesOf('slip,line,seq,at,phone,pickup,artikel,name,state\nA,1,1,x,,,,,\n'), 'f'))
    await expect(reading).rejects.toMatchObject({
      code: 'SOURCE_COLUMNS_MISSING',
      parameters: { missing: [{ column: 'article', nearest: ['artikel'] }, { column: 'pieces', nearest: [] }] },
    })
  })

  test('of JSON Lines is refused when none of its first ten lines is one; a bad beginning is not', async () => {
    const lines = (bad: number) => bytesOf(`${'slip;line\n'.repeat(bad)}{"id":"x"}\n`)
    await expect(all(readSource(bakery, 'ledger', lines(10), 'f'))).rejects.toMatchObject({ code: 'FILE_NOT_JSON_LINES', parameters: { source: 'ledger', lines: 10 } })
    expect((await all(readSource(bakery, 'ledger', lines(9), 'f'))).map((one) => one.ok || `${one.line} ${one.reject.code}`)).toEqual([...Array.from({ length: 9 }, (_, line) => `${line + 1} RECORD_NOT_JSON`), '10 VALUE_ABSENT'])
    expect(await all(readSource(bakery, 'ledger', bytesOf('slip;line\n'), 'f'))).toHaveLength(1)
  })

  test('with another separator is told what its one column holds', async () => {
    await expect(all(readSource(bakery, 'till', bytesOf('slip;line;seq\nA;1;1\n'), 'f'))).rejects.toMatchObject({ code: 'SOURCE_COLUMNS_MISSING', message: expect.stringContaining("Its one column holds ';'") })
  })

  test('may lack a column that every reading expression guards with has()', async () => {
    const loaded = await loadModel(join(folder, '../steelwheels'))
    const lines = (loaded.ok ? loaded.model.sources.get('lines') : undefined) as SourceModel
    const columns = ['orderNumber', 'orderLineNumber', 'productCode', 'quantityOrdered', 'priceEach']
    expect(checkHeader(lines, columns)).toBeUndefined()
    expect(checkHeader(lines, columns.slice(1))?.code).toBe('SOURCE_COLUMNS_MISSING')
  })

  test('is read no further than asked, and its stream closed when the asker stops', async () => {
    let closed = false
    let portions = 0
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('slip,line,seq,at,phone,pickup,article,name,pieces,state\n')
        for (;;) {
          portions += 1
          yield Buffer.from(`A-${portions},1,1,2026-03-02T07:10:00,,,CK1,Cherry cake,1,bestellt\n`)
        }
      } finally {
        closed = true
      }
    }
    let taken = 0
    for await (const decoded of readSource(bakery, 'till', endless(), 'f')) {
      expect(decoded.ok).toBe(true)
      taken += 1
      if (taken === 5) break
    }
    expect([portions, closed]).toEqual([5, true])
  })

  test('an empty one is refused for its missing header', async () => {
    await expect(all(readSource(bakery, 'till', bytesOf(''), 'f'))).rejects.toThrow(/The file has: none/)
  })

  test('further columns, in any order, are welcome', () => {
    const till = bakery.sources.get('till') as SourceModel
    expect(checkHeader(till, ['state', 'pieces', 'name', 'article', 'pickup', 'phone', 'at', 'seq', 'line', 'slip', 'more'])).toBeUndefined()
  })

  test('of a source that the model lacks it is refused with the nearest', async () => {
    await expect(all(readSource(bakery, 'tills', bytesOf(''), 'f'))).rejects.toMatchObject({ code: 'UNKNOWN_SOURCE', parameters: { nearest: ['till'] } })
  })
})

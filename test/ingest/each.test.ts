import { beforeAll, describe, expect, test } from 'vitest'
import { decodeRecord } from '../../src/ingest/decode-record.ts'
import { parseJsonRecord } from '../../src/ingest/parse-json-record.ts'
import { readSource } from '../../src/ingest/read-source.ts'
import { decodingOf } from '../../src/model/decoding.ts'
import type { Model, SourceModel } from '../../src/model/model.ts'
import { all, bytesOf } from './bytes.ts'
import { loadFiles, loadSoundFiles } from './load-files.ts'

/** A bindery: sheets into books, books into boxes; every list of a record tells of several. */
const files = (yields: string): Readonly<Record<string, string>> => ({
  'model.yaml': 'model: bindery\nversion: 1\ntimezone: UTC\ncanonicalStates: [PLANNED, DONE]\n',
  'domains/bindery/entities.graphql': `
    type Order implements Entity @entity(domain: "bindery") @role(is: ORDER) { number: String! @identifier(scheme: "bindery.order") }
    type Sheet implements Entity @entity(domain: "bindery") { colour: String note: String book: Book @relation(type: "BOUND_IN", direction: OUT) }
    type Book implements Entity @entity(domain: "bindery") {
      number: String! @identifier(scheme: "bindery.book")
      sheets: [Sheet!]! @relation(type: "BOUND_IN", direction: IN)
      boxes: [Box!]! @relation(type: "IN_BOX", direction: OUT)
      order: Order! @relation(type: "OF_ORDER", direction: OUT, lineage: UPSTREAM, belongs: true)
    }
    type Box implements Entity @entity(domain: "bindery") { label: String }`,
  'domains/bindery/sources/press.yaml': `source: press\ndomain: bindery\nformat: jsonl\neventId: record.id\noccurredAt: timestamp('2026-03-02T08:00:00Z')\nretracts: record.voids\ndelete: record.gone == 'yes'\nyields:\n${yields}`,
  'domains/bindery/sources/list.yaml': `source: list\ndomain: bindery\nformat: csv\neventId: record.id\noccurredAt: timestamp('2026-03-02T08:00:00Z')\nyields:\n  - entity: Box\n    each: { label: record.labels.split('|') }\n    key: label\n    set: { label: label }\n`,
})

const YIELDS = `
  - entity: Sheet
    each: { book: record.books, sheet: book.sheets }
    when: sheet.colour != 'white'
    key: book.no + '/' + sheet.no
    set: { colour: sheet.colour }
    links:
      - { field: book, key: book.no }
  - entity: Book
    each: { book: record.books }
    key: book.no
    identifiers: { bindery.book: book.no }
    links:
      - { field: order, key: record.order }
      - { field: boxes, each: { box: record.boxes }, when: box.holds != 'nothing', key: box.no, set: { pieces: box.pieces } }
      - { field: boxes, each: { box: book.boxes }, key: box }
`

let model: Model
let press: SourceModel
beforeAll(async () => {
  model = await loadSoundFiles(files(YIELDS))
  press = model.sources.get('press') as SourceModel
})

const decode = (record: object): ReturnType<typeof decodeRecord> => {
  const parsed = parseJsonRecord(JSON.stringify({ id: '1', order: 'O1', ...record }))
  if (!parsed.ok) throw new Error(parsed.reason)
  return decodeRecord(model, press, parsed.record)
}
const told = (record: object): readonly string[] => {
  const decoded = decode(record)
  if (!decoded.ok) return decoded.rejects.map(({ code, reason }) => `${code} ${reason}`)
  return decoded.event.statements.map(({ ref, attributes, links }) => [ref, ...Object.entries(attributes).map(([name, value]) => `${name}=${String(value)}`), ...links.map(({ field, target, quantities }) => `${field}→${target}${quantities === undefined ? '' : JSON.stringify(quantities)}`)].join(' '))
}

describe('each', () => {
  test('tells one entity for every element, one link for every element, and sees the variables around it', () => {
    expect(told({ books: [{ no: 'A', sheets: [{ no: 1, colour: 'red' }, { no: 2, colour: 'white' }] }, { no: 'B', sheets: [{ no: 1, colour: 'blue' }], boxes: ['X9'] }], boxes: [{ no: 'X1', pieces: 2 }, { no: 'X2', holds: 'nothing' }, { no: 'X3', holds: 'something', pieces: '0.50' }] })).toEqual([
      'Sheet/A/1 colour=red book→Book/A',
      'Sheet/B/1 colour=blue book→Book/B',
      // Of X1 it is not known what it holds, so that the link is not told: a `when` that is unknown tells nothing.
      'Book/A order→Order/O1 boxes→Box/X3{"pieces":"0.50"}',
      'Book/B order→Order/O1 boxes→Box/X3{"pieces":"0.50"} boxes→Box/X9',
    ])
  })
  test('tells nothing of a list that is absent or empty, and passes over null', () => {
    expect(told({})).toEqual([])
    expect(told({ books: [] })).toEqual([])
    expect(told({ books: [null, { no: 'A' }, { no: 'B', sheets: null, boxes: [null] }] })).toEqual(['Book/A order→Order/O1', 'Book/B order→Order/O1'])
  })
  test('rejects the record whole where an element is wrong, or what should be a list is none', () => {
    expect(told({ books: 'A' })).toEqual(["VALUE_MALFORMED book of Sheet: 'A' is not a list", "VALUE_MALFORMED book of Book: 'A' is not a list"])
    expect(told({ books: [{ no: 'A' }, { sheets: [] }] })).toContain('VALUE_ABSENT key of Book is required and absent from the record (book.no)')
    expect(told({ books: [{ no: 'A' }], order: null })).toEqual(['VALUE_ABSENT order is required and absent from the record (record.order)'])
  })
  test('of one entity told several times is one statement; a link told twice is one', () => {
    expect(told({ books: [{ no: 'A', boxes: ['X1', 'X1'] }, { no: 'A', boxes: ['X2', 'X1'] }] })).toEqual(['Book/A order→Order/O1 boxes→Box/X1 boxes→Box/X2'])
  })
  test('contradicts itself where one field, or one quantity of one link, is told two ways', () => {
    expect(told({ books: [{ no: 'A', sheets: [{ no: 1, colour: 'red' }, { no: 1, colour: 'blue' }] }] })).toEqual(["RECORD_CONTRADICTS_ITSELF the record says two things of Sheet/A/1: colour is 'red' and 'blue'"])
    expect(told({ books: [{ no: 'A' }], boxes: [{ no: 'X', holds: 'a', pieces: 1 }, { no: 'X', holds: 'a', pieces: 2 }] })).toEqual(["RECORD_CONTRADICTS_ITSELF the record says two things of Book/A: boxes.pieces is '1' and '2'"])
    expect(told({ books: [{ no: 'A' }], boxes: [{ no: 'X', holds: 'a', pieces: 1 }, { no: 'X', holds: 'a', pieces: 1 }] })).toEqual(['Book/A order→Order/O1 boxes→Box/X{"pieces":1}'])
  })
  test('of a record that deletes names whom and what ends; of one that retracts nothing need be said', () => {
    const ended = decode({ books: [{ no: 'A', boxes: ['X1', 'X2'] }], gone: 'yes', order: null })
    expect(ended).toMatchObject({ ok: true, event: { deletes: true, statements: [{ ref: 'Book/A', links: [{ target: 'Box/X1' }, { target: 'Box/X2' }] }] } })
    expect(decode({ voids: '0' })).toMatchObject({ ok: true, event: { retracts: '0', statements: [] } })
  })
  test('refuses a record whose lists come to more than 100,000 combinations, and does not work them out', () => {
    const many = (count: number): object[] => Array.from({ length: count }, (_, n) => ({ no: String(n), holds: 'a' }))
    const begun = performance.now()
    expect(told({ books: many(5_000), boxes: many(5_000) })).toEqual(['RECORD_TELLS_TOO_MUCH the lists of the record come to more than 100000 combinations'])
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(told({ books: many(300), boxes: many(300) })).toHaveLength(300)
  })
  test('goes over the parts of a cell as over any list', async () => {
    const [read] = await all(readSource(model, 'list', bytesOf('id,labels\n1,a|b\n'), 'f'))
    expect(read).toMatchObject({ ok: true, event: { statements: [{ ref: 'Box/a', attributes: { label: 'a' } }, { ref: 'Box/b' }] } })
    await expect(all(readSource(model, 'list', bytesOf('id,label\n1,a\n'), 'f'))).rejects.toMatchObject({ code: 'SOURCE_COLUMNS_MISSING' })
  })
  test('is part of how records are decoded', () => {
    expect(decodingOf(press)).toMatchObject({ 'Sheet each': 'book of record.books, sheet of book.sheets', 'Book.boxes (2)': 'Box by key box, each box of book.boxes' })
  })
})

describe('an each that is wrong', () => {
  const problems = async (yields: string): Promise<readonly string[]> => {
    const loaded = await loadFiles(files(yields))
    return loaded.ok ? [] : loaded.problems.map(({ code, line, message }) => `${line} ${code} ${message}`)
  }
  test.each([
    ['each: { record: record.a }', 'BAD_NAME'], ['each: { Item: record.a }', 'BAD_NAME'], ['each: { in: record.a }', 'BAD_NAME'], ['each: {}', 'WRONG_VALUE'], ['each: record.a', 'WRONG_VALUE'], ["each: { item: \"'a'\" }", 'EXPRESSION_TYPE'], ['each: { item: size(record.a) }', 'EXPRESSION_TYPE'], ['each: { item: later, later: record.a }', 'EXPRESSION'],
  ])('%s is said as %s', async (each, code) => {
    expect(await problems(`  - entity: Box\n    ${each}\n    key: record.no\n`)).toEqual([expect.stringContaining(`${code} `)])
  })
  test('and its variable is known only beside it', async () => {
    expect(await problems('  - entity: Box\n    each: { box: record.boxes }\n    key: box\n  - entity: Box\n    key: box\n')).toEqual([expect.stringContaining("EXPRESSION 'box' is not known here.")])
    expect(await problems('  - entity: Box\n    each: { box: recrd.boxes }\n    key: box.no\n    set: { label: box.label }\n')).toEqual([expect.stringContaining("EXPRESSION 'recrd' is not known here.")])
  })
})

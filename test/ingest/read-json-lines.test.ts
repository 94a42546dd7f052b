import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '../../src/expression/expression.ts'
import { readJsonLines } from '../../src/ingest/read-json-lines.ts'
import type { ReadRecord } from '../../src/ingest/read-record.ts'
import { all, bytesOf } from './bytes.ts'

const read = async (content: string | Uint8Array, ...sizes: number[]): Promise<ReadRecord[]> => all(readJsonLines(bytesOf(content, ...sizes)))
const only = async (line: string): Promise<unknown> => {
  const [first] = await read(line)
  return first?.ok === true ? first.record : first?.reason
}

describe('readJsonLines', () => {
  test('each line is a record at its line; blank lines are passed over', async () => {
    const file = '\uFEFF{"a":"x"}\r\n\n   \n{"b":{"c":[1,"zwei",true]}}'
    for (const size of [1, 3, 1000]) {
      expect(await read(file, size)).toEqual([
        { ok: true, line: 1, raw: '{"a":"x"}', record: { a: 'x' } },
        { ok: true, line: 4, raw: '{"b":{"c":[1,"zwei",true]}}', record: { b: { c: [1, 'zwei', true] } } },
      ])
    }
  })

  test('a null member is absent at any depth; a null in a list is unknown and keeps its neighbours in place', async () => {
    expect(await only('{"a":null,"b":{"c":null,"d":1},"e":[1,null,{"f":null}]}')).toEqual({ b: { d: 1 }, e: [1, UNKNOWN, {}] })
  })

  test('numbers keep their digits: as a number where a double writes the same, else as text', async () => {
    expect(await only('{"a":31.5,"b":31.50,"c":12345678901234567890,"d":1e3,"e":-0,"f":7,"g":[0.10],"h":9007199254740993}')).toEqual({
      a: 31.5, b: '31.50', c: '12345678901234567890', d: '1e3', e: '-0', f: 7, g: ['0.10'], h: '9007199254740993',
    })
  })

  test.each([
    ['{"a":1,"a":2}', { a: 2 }], ['{"a":31.50,"a":2.50}', { a: '2.50' }], ['{"a":"x","a":1.50}', { a: '1.50' }], ['{"a":1.50,"a":"x"}', { a: 'x' }], ['{"a":1.50,"a":null}', {}], ['{"a":null,"a":1.50}', { a: '1.50' }],
    ['{"a":{"b":1.50,"b":2.50},"c":[{"d":"x","d":0.10}]}', { a: { b: '2.50' }, c: [{ d: '0.10' }] }], ['{"a":{"b":1.50},"a":{"c":[2.50]}}', { a: { c: ['2.50'] } }], ['{"a":[1.50],"a":2.50}', { a: '2.50' }], ['{"a":2.50,"a":[1.50,7]}', { a: ['1.50', 7] }],
  ])('of a key written twice in one object, at any depth, the last counts: %s', async (line, record) => {
    expect(await only(line)).toEqual(record)
  })

  test('any number literal of JSON is kept digit for digit', async () => {
    const literal = fc.stringMatching(/^-?(0|[1-9]\d{0,22})(\.\d{1,12})?([eE][+-]?\d{1,3})?$/)
    await fc.assert(
      fc.asyncProperty(literal, fc.constantFrom('', ' ', '\t'), async (digits, blank) => {
        const record = (await only(`{"a":${blank}${digits},"b":[${blank}${digits}]}`)) as { a: unknown; b: unknown[] }
        expect([String(record.a), String(record.b[0])]).toEqual([digits, digits])
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['{"a":1', /^it is no JSON object: /],
    ['[1,2]', /it is a list/],
    ['42', /it is the value 42/],
    ['null', /it is the value null/],
    ['{"a":1} {"b":2}', /after JSON/],
    [`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, /nested deeper than 64/],
    [`{"a":${'['.repeat(50_000)}`, /no JSON object/],
  ])('%.30s is rejected with its reason', async (line, reason) => {
    const records = await read(`${line}\n{"ok":true}\n`)
    expect(records[0]).toMatchObject({ ok: false, line: 1, code: 'RECORD_NOT_JSON', reason: expect.stringMatching(reason) as string })
    expect(records[1]).toMatchObject({ ok: true, line: 2 })
  })

  test('a line that is too long is rejected and passed over', async () => {
    const file = `{"a":"${'x'.repeat(3000)}"}\n{"b":1}\n`
    const records = await all(readJsonLines(bytesOf(file, 100), 'utf-8', 1000))
    expect(records.map((one) => (one.ok ? one.record : one.code))).toEqual(['RECORD_TOO_LONG', { b: 1 }])
  })

  test('a member named __proto__ is a member', async () => {
    const record = (await only('{"__proto__":{"a":null,"b":1}}')) as object
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
    expect(Object.entries(record)).toEqual([['__proto__', { b: 1 }]])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameJson, type JsonFrame } from '../../src/ingest/frame-json.ts'

const isList = (path: string): boolean => path === 'a.list' || path === 'entry'

/** Frames of a text that comes in portions of some size. */
const framesOf = (text: string, size = text.length + 1, longest?: number): readonly JsonFrame[] => {
  const framer = frameJson(isList, longest)
  const frames: JsonFrame[] = []
  for (let from = 0; from < text.length; from += size) frames.push(...framer.push(text.slice(from, from + size)))
  return [...frames, ...framer.end()]
}
const shown = (text: string, size?: number, longest?: number): readonly string[] =>
  framesOf(text, size, longest).map(({ line, at, raw, cut, broken }) => [line, at, cut === true ? `${raw.slice(0, 5)} cut` : raw, broken].filter((part) => part !== undefined).join(' | '))

describe('a document', () => {
  const pretty = JSON.stringify({ head: { list: [1], x: '{"a":{"list":[{' }, a: { b: [{ entry: [{ no: 1 }] }], list: [{ n: 1, s: 'a]}"\\' }, { n: 2, deep: [[{}]] }], c: {} }, entry: [{ n: 3 }] }, undefined, 1)
  test.each([1, 2, 7, 10_000])('is its lists’ elements, each at its line and place, in portions of %i', (size) => {
    expect(framesOf(pretty, size).map(({ line, at, raw }) => [line, at, JSON.parse(raw)])).toEqual([
      [pretty.slice(0, pretty.indexOf('"n": 1')).split('\n').length - 1, 'a.list[0]', { n: 1, s: 'a]}"\\' }],
      [pretty.slice(0, pretty.indexOf('"n": 2')).split('\n').length - 1, 'a.list[1]', { n: 2, deep: [[{}]] }],
      [pretty.slice(0, pretty.indexOf('"n": 3')).split('\n').length - 1, 'entry[0]', { n: 3 }],
    ])
  })
  test('without a list is a record itself; with an empty one it holds none', () => {
    expect(shown('\n{"b":\n{"list":[1]}}')).toEqual(['2 | {"b":\n{"list":[1]}}'])
    expect(shown('{"a":{"list":[ ]}}')).toEqual([])
  })
  test('that is a list is its elements', () => {
    expect(shown('[{"n":1},\n{"n":2}]')).toEqual(['1 | [0] | {"n":1}', '2 | [1] | {"n":2}'])
  })
  test('may hold elements that are no objects, each its own frame', () => {
    expect(shown('{"entry":[5 , "a,]" ,null,[{"x":1}],{"n":1}]}')).toEqual(['1 | entry[0] | 5 ', '1 | entry[1] | "a,]" ', '1 | entry[2] | null', '1 | entry[3] | [{"x":1}]', '1 | entry[4] | {"n":1}'])
  })
  test('ends where its brackets do not match, or where the text ends too soon: what came before stands', () => {
    expect(shown('{"entry":[{"n":1},{"n":[2}],{"n":3}]}')).toEqual(['1 | entry[0] | {"n":1}', '1 | entry[1] | {"n":[2 | a bracket closes what was not opened'])
    expect(shown('{"entry":[{"n":1},\n{"n":2')).toEqual(['1 | entry[0] | {"n":1}', '2 | entry[1] | {"n":2 | the text ends before what begins there does'])
    expect(shown('{"entry":[{"n":1}]\n')).toEqual(['1 | entry[0] | {"n":1}', '1 |  | the text ends before what begins there does'])
    expect(shown('['.repeat(20_000)).at(-1)).toMatch(/nested deeper than 10000/)
  })
  test('may hold a record that is too long, which alone is cut, and a head that is longer than any record', () => {
    const text = `{"head":"${'h'.repeat(500)}","entry":[{"n":1},{"x":"${'x'.repeat(500)}"},{"n":3}]}`
    for (const size of [1, 50, 10_000]) expect(shown(text, size, 100)).toEqual(['1 | entry[0] | {"n":1}', '1 | entry[1] | {"x": cut', '1 | entry[2] | {"n":3}'])
    expect(shown(`{"head":"${'h'.repeat(500)}"}`, 50, 100)).toEqual(['1 | {"hea cut'])
  })
})

describe('lines', () => {
  test('are values of their own where the first is one; a broken one costs itself', () => {
    const text = '\n{"n":1}\n{"n":\n{"entry":[{"n":2},{"n":3}]}\n"x"\n{"a":"\n\n{"n":4}'
    for (const size of [1, 3, 1000]) {
      expect(shown(text, size)).toEqual([
        '2 | {"n":1}', '3 | {"n": | the line ends before what begins there does', '4 | entry[0] | {"n":2}', '4 | entry[1] | {"n":3}', '5 | "x"', '6 | {"a":" | the line ends before what begins there does', '8 | {"n":4}',
      ])
    }
  })
  test('of Windows are lines', () => {
    expect(shown('{"n":1}\r\n{"n":2}\r\n')).toEqual(['1 | {"n":1}', '2 | {"n":2}'])
  })
})

test('whatever the document, its portions and its layout, the frames are what JSON.parse finds in the lists', () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue())
  const other = fc.jsonValue().filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  fc.assert(fc.property(fc.array(record), fc.array(record), other, fc.integer({ min: 1, max: 40 }), fc.constantFrom(undefined, 1, '\t'), (some, more, head, size, indent) => {
    // Each is its own, so that its place can be found in the text.
    const [list, entry] = [some, more].map((records, which) => records.map((one, n) => ({ ...one, 'the record': `${which} of ${n} ☃` }))) as [object[], object[]]
    const text = JSON.stringify({ head, a: { x: head, list, y: 1 }, tail: [head], entry }, undefined, indent)
    const found = framesOf(text, size)
    expect(found.map(({ raw }) => JSON.parse(raw) as unknown)).toEqual(JSON.parse(JSON.stringify([...list, ...entry])))
    expect(found.map(({ at }) => at)).toEqual([...list.map((_, n) => `a.list[${n}]`), ...entry.map((_, n) => `entry[${n}]`)])
    let from = 0
    for (const { line, raw } of found) {
      from = text.indexOf(raw, from)
      expect(line).toBe(text.slice(0, from).split('\n').length)
      from += raw.length
    }
  }), { numRuns: 300 })
})

test('a document of any length is read in bounded memory', () => {
  const framer = frameJson(isList)
  const portion = `${'{"n":"'.padEnd(1_000, 'x')}"},`.repeat(100)
  framer.push('{"entry":[')
  let frames = 0
  const before = process.memoryUsage().heapUsed
  for (let n = 0; n < 1_000; n += 1) frames += framer.push(portion).length
  expect(frames).toBe(100_000)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(80_000_000)
})

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { UNKNOWN } from '../../src/expression/expression.ts'
import { contentHash } from '../../src/ingest/content-hash.ts'

test('the order of members does not change the hash, at any depth', () => {
  expect(contentHash({ b: { d: 1, c: '2' }, a: [true] })).toBe(contentHash({ a: [true], b: { c: '2', d: 1 } }))
})

test('the hash is SHA-256 over JSON with sorted members', () => {
  const text = '{"a":[true,null,{"x":1}],"b":"ü\\n"}'
  expect(contentHash({ b: 'ü\n', a: [true, UNKNOWN, { x: 1 }] })).toBe(createHash('sha256').update(text).digest('hex'))
})

test('other content has another hash, also where texts run together', () => {
  const hashes = [{ a: 'b' }, { ab: '' }, { a: ['b'] }, { a: 1 }, { a: '1' }, { a: '1', b: '2' }, { a: '1","b":"2' }].map(contentHash)
  expect(new Set(hashes).size).toBe(hashes.length)
})

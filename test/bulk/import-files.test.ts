import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openGraphFiles, type GraphFiles, type GraphPart } from '../../src/graph/import-files.ts'
import type { Property } from '../../src/settle/graph-change.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { atelier } from '../settle/tell.ts'
import { readGraphFiles } from './read-graph-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'osl-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const WATERMARK = { world: 'w', model: 'm', fingerprint: 'f', seq: 7, batch: 3 }
const write = async (part: Partial<GraphPart>): Promise<GraphFiles> => {
  const writer = await openGraphFiles(mkdtempSync(join(folder, 'files-')), atelier)
  await writer.write({ nodes: [], edges: [], former: [], ...part })
  const files = await writer.finish(WATERMARK)
  await writer.close()
  return files
}
const node = (key: string, properties: Readonly<Record<string, Property>> = {}) => ({ ref: storedRef(`Order/${key}`), properties: { ref: `Order/${key}`, ...properties } })
/** What a statement would be given: integral numbers as integers. */
const stored = (value: Property): unknown => (typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value)

describe('a graph as files for the importer', () => {
  test('read back is the graph, each property of the type that a statement would store', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\t', '\n', '\r', ';', '\\', 'é', '𝄞', ' ', "'") })
    const property = fc.oneof(text, fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((n) => (Object.is(n, -0) ? 0 : n)), fc.array(fc.string({ unit: fc.oneof(fc.constantFrom('\u001e', '\u001f', '"', '\t', '\n'), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' })) }), { minLength: 1, maxLength: 3 }).filter((list) => list.join() !== ''))
    const world = fc.array(fc.dictionary(fc.constantFrom('a', 'b.c', 'verdict.done.1.since'), property, { noNullPrototype: true }), { maxLength: 12 })
    await fc.assert(fc.asyncProperty(world, async (told) => {
      const nodes = told.map((properties, index) => node(String(index), properties))
      const tables = readGraphFiles(await write({ nodes }))
      const read = tables.filter((table) => table.name === 'Order:Entity').flatMap((table) => table.rows.map((row) => row.properties))
      const wanted = nodes.map(({ properties }) => Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, stored(value)])))
      expect(read.sort((a, b) => Number(String(a['ref']).slice(6)) - Number(String(b['ref']).slice(6)))).toEqual(wanted)
    }), { numRuns: 60 })
  })

  test('a number that is an integer here and a float there stands in two files of one label', async () => {
    const files = await write({ nodes: [node('1', { skew: 2 }), node('2', { skew: 2.5 }), node('3', { skew: 4 })] })
    expect(readGraphFiles(files).filter((table) => table.name === 'Order:Entity').map((table) => table.rows.map((row) => row.properties['skew']))).toEqual([[2n, 4n], [2.5]])
  })

  test('the number beside a decimal is a float whatever it is worth, and what is no 64-bit integer is one under any name', async () => {
    const amounts = [5, 2.5, 2 ** 53, 2 ** 63, -1e25]
    const files = await write({ nodes: [...amounts.map((amount, n) => node(String(n), { 'amount.number': amount })), node('float', { weight: 1e19 })] })
    const written = readGraphFiles(files).filter((table) => table.name === 'Order:Entity').flatMap((table) => table.rows.map(({ properties }) => properties))
    expect(written.map((properties) => properties['amount.number'] ?? properties['weight'])).toEqual([...amounts, 1e19])
  })

  test('carries the watermark, and an identifier that two entities had once as one node', async () => {
    const former = ['1', '2'].map((key) => ({ ref: storedRef(`Order/${key}`), scheme: 'selling.number', value: 'n1', shown: false }))
    const tables = readGraphFiles(await write({ nodes: [node('1'), node('2')], former: [...former, { ...former[0]!, value: 'n2', shown: true }] }))
    const of = (name: string) => tables.filter((table) => table.name === name).flatMap((table) => table.rows)
    expect(of('Applied').map((row) => row.properties)).toEqual([{ one: true, world: 'w', model: 'm', fingerprint: 'f', seq: 7n, batch: 3n }])
    expect(of('FormerIdentifier').map((row) => row.properties)).toEqual([{ type: 'Order', scheme: 'selling.number', value: 'n1' }])
    expect(of('NAMED').map((row) => row.ids[':END_ID(Entity)'])).toEqual(['Order/1', 'Order/2'])
  })

  test('asks for a larger buffer when a value is long', async () => {
    expect((await write({ nodes: [node('1', { note: 'x'.repeat(1 << 20) })] })).options).toContainEqual(expect.stringMatching(/^--read-buffer-size=41\d{5}$/))
    expect((await write({ nodes: [node('1')] })).options.join(' ')).not.toContain('read-buffer-size')
  })

  test('an edge of a relation that the model lacks is a bug, and is said', async () => {
    const edge = { kindId: 'Order WENT Order', from: storedRef('Order/1'), to: storedRef('Order/1'), source: 's', validFrom: 0, claim: '1.0', properties: {} }
    await expect(write({ edges: [edge] })).rejects.toThrow('the model has no relation Order WENT Order')
  })

  test('a folder that cannot be made, or holds something, is refused with its name and the reason', async () => {
    writeFileSync(join(folder, 'file'), '')
    await expect(openGraphFiles(join(folder, 'file', 'below'), atelier)).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE', parameters: { folder: join(folder, 'file', 'below') } })
    await expect(openGraphFiles(folder, atelier)).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY', parameters: { folder } })
    expect(readdirSync(folder)).toEqual(['file'])
    if (existsSync('/proc/self')) await expect(openGraphFiles('/proc/osl/files', atelier)).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE', parameters: { folder: '/proc/osl/files' } })
  })

  test('a disk that is full is refused with the reason', async () => {
    const writer = await openGraphFiles(join(folder, 'files'), atelier)
    // Linux's device that is always full, where the first file will be.
    symlinkSync('/dev/full', join(folder, 'files', '0-0.csv'))
    await writer.write({ nodes: [node('1')], edges: [], former: [] })
    await expect(writer.finish(WATERMARK)).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE', message: expect.stringContaining('ENOSPC') })
    await writer.close()
  })
})

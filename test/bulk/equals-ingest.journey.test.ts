import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateMedtech } from '../../examples/medtech/generate.ts'
import { absorb } from '../../src/absorb.ts'
import { prepareExample, type ExampleFile } from '../../src/cli/example.ts'
import { rederive, type ImportWorld } from '../../src/import-graph.ts'
import { importRecords } from '../../src/import-records.ts'
import type { World } from '../../src/open-world.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { recordMerge, recordUndoing } from '../../src/journal/record-merge.ts'
import { dumpGraph, type Dump } from '../journal/dump-graph.ts'
import { openWorkbench } from '../journal/workbench.ts'
import { openTestWorld } from '../servers/open-test-world.ts'
import { randomActing, randomTold } from '../settle/random-told.ts'
import { atelier, has, hour } from '../settle/tell.ts'
import { dumpFiles } from './dump-files.ts'
import { dumpTables } from './dump-tables.ts'
import { unlike, type Unlike } from './unlike.ts'

/** A release is checked with 10,000; a second or two each here. */
const ORDERS = Number(process.env['OSL_TEST_BULK_ORDERS'] ?? 25)

let folder: string
let world: World | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-bulk-'))
})
afterEach(async () => {
  await world?.close()
  world = undefined
  await rm(folder, { recursive: true, force: true })
})

/** Nearly everything is settled in threads, however small the world. */
const threads = { atOnce: 2, after: 1, stretch: 10 }
const importWorld = ({ model, journal, progress, clock }: World): ImportWorld =>
  ({ model, journal, world: progress.world, clock, folder: join(folder, 'files'), signal: new AbortController().signal, onProgress: () => undefined })
const feedOf = ({ source, path }: ExampleFile) => ({ source, file: basename(path), bytes: createReadStream(path) })
const open = async (model: string): Promise<World> => {
  await world?.close()
  world = await openTestWorld(model)
  return world
}

interface Whole {
  readonly tables: Awaited<ReturnType<typeof dumpTables>>
  readonly graph: Dump
}
const linesOf = ({ tables, graph: { nodes, edges, former } }: Whole): Readonly<Record<string, readonly string[]>> =>
  ({ ...tables, nodes: Object.entries(nodes).map(([ref, node]) => `${ref} ${JSON.stringify(node)}`), edges, former })
/** By table, nodes and edges; empty where all is the same. */
const differences = (found: Whole, wanted: Whole): Readonly<Record<string, Unlike>> => {
  const [ofFound, ofWanted] = [linesOf(found), linesOf(wanted)]
  return Object.fromEntries(Object.keys(ofWanted).flatMap((name) => {
    const difference = unlike(ofFound[name] ?? [], ofWanted[name] ?? [])
    return difference === undefined ? [] : [[name, difference]]
  }))
}

describe.each([
  ['the bakery, with a file told twice and event ids used again', 'examples/bakery', async (to: string) => {
    const files = await prepareExample('examples/bakery', to, world!.model) ?? []
    const [till] = files.filter(({ source }) => source === 'till')
    await mkdir(to)
    await writeFile(join(to, 'again.csv'), (await readFile(till?.path ?? '', 'utf8')).replaceAll(',RL1,Rye rolls,', ',RL1,White rolls,'))
    return [...files, ...(till === undefined ? [] : [till]), { source: 'till', path: join(to, 'again.csv') }]
  }],
  ['cosmetics, whose translations measure', 'examples/cosmetics', (to: string) => prepareExample('examples/cosmetics', to, world!.model)],
  ['steelwheels', 'examples/steelwheels', (to: string) => prepareExample('examples/steelwheels', to, world!.model)],
  ['medtech', 'examples/medtech/model', async (to: string) => (await generateMedtech({ orders: ORDERS, seed: 3, out: to })).files.map(({ source, file }) => ({ source, path: join(to, file) }))],
] as const)('%s', (_, model, makeFiles) => {
  test('imported is what it is ingested: table by table, node by node, edge by edge, report by report', async () => {
    const ingested = await open(model)
    const files = await makeFiles(join(folder, 'data'))
    if (files === undefined) throw new Error('the world has no files')
    const reports: { readonly source: string; readonly report: Awaited<ReturnType<typeof absorb>> }[] = []
    for (const file of files) reports.push({ source: file.source, report: await absorb(ingested, file.source, [feedOf(file)]) })
    const wanted = { tables: await dumpTables(ingested.journal), graph: await dumpGraph(ingested.driver, { claimIds: true }) }
    const imported = await open(model)
    await imported.follower.stop()
    const { files: written, reports: told } = await importRecords({ ...importWorld(imported), threads }, files.map(feedOf), () => undefined)
    const found = { tables: await dumpTables(imported.journal), graph: dumpFiles(written) }
    expect(differences(found, wanted)).toEqual({})
    for (const { source, unresolved: _, ...report } of told) {
      const ofSource = reports.filter((one) => one.source === source).map((one) => one.report)
      const sum = (name: 'accepted' | 'unchanged' | 'rejected'): number => ofSource.reduce((total, one) => total + one[name], 0)
      expect(report, source).toEqual({ accepted: sum('accepted'), unchanged: sum('unchanged'), rejected: sum('rejected'), rejects: ofSource.flatMap((one) => one.rejects) })
    }
    expect(told.reduce((sum, report) => sum + report.accepted, 0)).toBe(wanted.tables.event.length)
  }, 120_000 + ORDERS * 1_000)
})

test('an import that fails, in a later file or for want of a place to write, leaves nothing, and may be begun anew', async () => {
  const empty = await open('examples/bakery')
  await empty.follower.stop()
  const before = await dumpTables(empty.journal)
  const feeds = (await prepareExample('examples/bakery', folder, empty.model) ?? []).map(feedOf)
  const headless = { source: 'till', file: 'headless.csv', bytes: Readable.from([Buffer.from('slips,line\nA-1,1\n')]) }
  await expect(importRecords(importWorld(empty), [...feeds, headless], () => undefined)).rejects.toMatchObject({ code: 'SOURCE_COLUMNS_MISSING' })
  expect(await dumpTables(empty.journal)).toEqual(before)
  const otherwise = { ...importWorld(empty), folder: join(folder, 'otherwise'), model: { ...empty.model, fingerprint: 'as it was before' }, threads: { atOnce: 2, after: 0, stretch: 1 } }
  await expect(importRecords(otherwise, (await prepareExample('examples/bakery', folder, empty.model) ?? []).map(feedOf), () => undefined)).rejects.toMatchObject({ code: 'MODEL_INVALID' })
  expect(await dumpTables(empty.journal)).toEqual(before)
  await writeFile(join(folder, 'file'), '')
  await expect(importRecords({ ...importWorld(empty), folder: join(folder, 'file', 'below') }, [], () => undefined)).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' })
  const stopping = new AbortController()
  await expect(importRecords({ ...importWorld(empty), folder: join(folder, 'stopped'), signal: stopping.signal }, (await prepareExample('examples/bakery', folder, empty.model) ?? []).map(feedOf), () => stopping.abort())).rejects.toThrow()
  expect(await dumpTables(empty.journal)).toEqual(before)
  const again = await importRecords({ ...importWorld(empty), folder: join(folder, 'again') }, (await prepareExample('examples/bakery', folder, empty.model) ?? []).map(feedOf), () => undefined)
  expect(Object.fromEntries(again.reports.map(({ source, accepted }) => [source, accepted]))).toEqual({ till: 8, ledger: 4 })
  await expect(importRecords({ ...importWorld(empty), folder: join(folder, 'once-more') }, [], () => undefined)).rejects.toMatchObject({ code: 'WORLD_NOT_EMPTY' })
}, 120_000)

test('a world settled anew in bulk is what settling it window by window made of it, merges of orders, corrections, retractions and deletions included', async () => {
  const now = hour(50)
  const bench = await openWorkbench(atelier)
  const grounds = { reason: 'typed twice', actor: 'ann' }
  const merging = fc.constantFrom<readonly (readonly [string, string])[]>([], [], [['A', 'B']], [['A', 'B'], ['B', 'C']], [['C', 'A']])
  try {
    await fc.assert(fc.asyncProperty(fc.oneof(randomTold(40), randomActing(40)), randomTold(10), merging, fc.boolean(), async (told, later, merges, parted) => {
      await bench.clear()
      await bench.tell([...['Order/A', 'Order/B', 'Order/C'].map((order) => has('desk', 0, order, 'terms', 'POST')), ...told], now)
      for (const [order, into] of merges) await recordMerge(bench.journal, storedRef(`Order/${order}`), storedRef(`Order/${into}`), grounds, now)
      if (parted && merges.length > 0) await recordUndoing(bench.journal, storedRef(`Order/${merges.at(-1)?.[0] ?? ''}`), grounds, now)
      await bench.tell(later, now, later.map((_, index) => 1_000 + index))
      await bench.settle(now, { events: 7, recorded: 3, examined: 4 })
      const { due: dueBefore, ...before } = await dumpTables(bench.journal)
      const graph = await dumpGraph(bench.driver, { claimIds: true })
      const files = await rederive({ model: atelier, journal: bench.journal, world: 'workbench', clock: () => now, folder: await mkdtemp(join(folder, 'files-')), signal: new AbortController().signal, onProgress: () => undefined })
      const { due, ...after } = await dumpTables(bench.journal)
      expect(after).toEqual(before)
      // On its way a window notes moments that a later one makes pointless; they are looked at again then, and nothing has changed.
      expect(due.filter((row) => !dueBefore.includes(row))).toEqual([])
      expect(dumpFiles(files)).toEqual(graph)
    }), { numRuns: Number(process.env['OSL_TEST_RUNS'] ?? 6) })
  } finally {
    await bench.close()
  }
}, 600_000)

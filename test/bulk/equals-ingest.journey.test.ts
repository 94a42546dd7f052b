import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
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
import { dumpGraph } from '../journal/dump-graph.ts'
import { openWorkbench } from '../journal/workbench.ts'
import { openTestWorld } from '../servers/open-test-world.ts'
import { randomTold } from '../settle/random-told.ts'
import { atelier, has, hour } from '../settle/tell.ts'
import { dumpFiles } from './dump-files.ts'
import { dumpTables } from './dump-tables.ts'

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

const importWorld = ({ model, journal, progress, clock }: World): ImportWorld =>
  ({ model, journal, world: progress.world, clock, folder: join(folder, 'files'), signal: new AbortController().signal, onProgress: () => undefined })
const feedOf = ({ source, path }: ExampleFile) => ({ source, file: basename(path), bytes: createReadStream(path) })
const open = async (model: string): Promise<World> => {
  await world?.close()
  world = await openTestWorld(model)
  return world
}

describe.each([
  ['the bakery', 'examples/bakery', (to: string) => prepareExample('examples/bakery', to, world!.model)],
  ['steelwheels', 'examples/steelwheels', (to: string) => prepareExample('examples/steelwheels', to, world!.model)],
  ['medtech', 'examples/medtech/model', async (to: string) => (await generateMedtech({ orders: 25, seed: 3, out: to })).files.map(({ source, file }) => ({ source, path: join(to, file) }))],
] as const)('%s', (_, model, makeFiles) => {
  test('imported is what it is ingested: table by table, node by node, edge by edge, report by report', async () => {
    const ingested = await open(model)
    const files = await makeFiles(join(folder, 'data'))
    if (files === undefined) throw new Error('the world has no files')
    const reports = new Map<string, Awaited<ReturnType<typeof absorb>>>()
    for (const file of files) reports.set(file.source, await absorb(ingested, file.source, [feedOf(file)]))
    const wanted = { tables: await dumpTables(ingested.journal), graph: await dumpGraph(ingested.driver, { claimIds: true }) }
    const imported = await open(model)
    await imported.follower.stop()
    const { files: written, reports: told } = await importRecords(importWorld(imported), files.map(feedOf), () => undefined)
    const found = { tables: await dumpTables(imported.journal), graph: dumpFiles(written) }
    expect(found.tables).toEqual(wanted.tables)
    expect(found.graph).toEqual(wanted.graph)
    for (const { source, unresolved, ...report } of told) expect(report, source).toEqual({ accepted: reports.get(source)?.accepted, unchanged: reports.get(source)?.unchanged, rejected: reports.get(source)?.rejected, rejects: reports.get(source)?.rejects })
    expect(told.reduce((sum, report) => sum + report.accepted, 0)).toBe(wanted.tables.event.length)
  }, 120_000)
})

test('a world settled anew in bulk is what settling it window by window made of it, merges of orders included', async () => {
  const now = hour(50)
  const bench = await openWorkbench(atelier)
  const grounds = { reason: 'typed twice', actor: 'ann' }
  const merging = fc.constantFrom<readonly (readonly [string, string])[]>([], [], [['A', 'B']], [['A', 'B'], ['B', 'C']], [['C', 'A']])
  try {
    await fc.assert(fc.asyncProperty(randomTold(40), randomTold(10), merging, fc.boolean(), async (told, later, merges, parted) => {
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

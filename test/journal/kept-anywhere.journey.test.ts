import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { rederive } from '../../src/import-graph.ts'
import { recordMerge, recordUndoing } from '../../src/journal/record-merge.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { dumpFiles } from '../bulk/dump-files.ts'
import { loadTestModel } from '../servers/open-test-world.ts'
import { hour } from '../settle/tell.ts'
import { dumpGraph } from './dump-graph.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/** Kept fields over every kind of path: up, down, over many, over what belongs to no order, to attributes of each type. */
const ward = await loadTestModel('test/journal/ward')
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 12)
const now = hour(2_000)
const ALL = { events: 1000, recorded: 1000, examined: 1000 }
let bench: Workbench
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-ward-'))
  bench = await openWorkbench(ward)
})
afterAll(async () => {
  await bench?.close()
  await rm(folder, { recursive: true, force: true })
})

type Record = Readonly<{ [name: string]: unknown }>

const SETTABLE: Readonly<{ [type: string]: Readonly<{ [attribute: string]: readonly unknown[] }> }> = {
  Order: { mark: ['red', 'blue'], plain: ['a', 'b', ''] },
  Unit: { size: [1, 2, 10] },
  Referral: { reason: ['fall', 'fever'] },
  Hospital: { name: ['North', 'South'], score: ['1.5', '10', '-2'], rank: [2, 10], openedOn: ['2020-01-31', '1999-12-31'], flag: [true, false] },
}
const key = (type: string): fc.Arbitrary<string> => fc.constantFrom(...[1, 2, 3].map((n) => `${type}${n}`))
const IDENTIFIED = new Set([...ward.schemes.values()].map(({ type }) => type))
/** What the ward's source may say: a link from either side, by key or by identifier; who carries an identifier, sometimes another's; an attribute. */
const SAYINGS: readonly fc.Arbitrary<Record>[] = [...ward.types.values()].flatMap(({ name, relations }) => [
  ...[...relations.values()].flatMap(({ field, target }) => {
    const link = fc.record({ e: fc.constant(name), k: key(name), f: fc.constant(field), to: key(target) })
    return [link.map(({ to, ...rest }) => ({ ...rest, t: to })), ...(IDENTIFIED.has(target) ? [link.map(({ to, ...rest }) => ({ ...rest, tb: `x-${to}` }))] : [])]
  }),
  ...(!IDENTIFIED.has(name) ? [] : [key(name).map((k) => ({ e: name, k, ident: `x-${k}` })), fc.tuple(key(name), key(name)).map(([k, other]) => ({ e: name, k, ident: `x-${other}` }))]),
  ...Object.entries(SETTABLE[name] ?? {}).map(([a, values]) => fc.tuple(key(name), fc.constantFrom(...values)).map(([k, value]) => ({ e: name, k, f: 'set', a, [a]: value }))),
])
const saying = fc.tuple(fc.oneof(...SAYINGS), fc.integer({ min: 0, max: 1_000 })).map(([record, at]) => ({ ...record, at: new Date(hour(at)).toISOString() }))
const between = fc.constantFrom('nothing', 'nothing', 'restart', 'merge', 'undo')

/** Each kept field, walked in the graph; what it holds and what the walk finds. */
const expectKept = async (): Promise<void> => {
  for (const type of ward.types.values()) {
    for (const { name, path, attribute } of type.kept.values()) {
      // A statement a step: within one, Cypher goes over no edge twice.
      const steps = path.map(({ kind, direction, target }, n) => `MATCH (${n === 0 ? 'here' : `n${n - 1}`})${direction === 'IN' ? '<' : ''}-[l${n}:${kind.name}]-${direction === 'OUT' ? '>' : ''}(n${n}:${target}) WHERE l${n}.validTo IS NULL`).join(' ')
      const end = `n${path.length - 1}.${attribute?.name ?? 'ref'}`
      const { records } = await bench.driver.executeQuery(`MATCH (here:${type.name}) RETURN here.ref AS ref, coalesce(here.${name}, []) AS kept, COLLECT { ${steps} AND ${end} <> '' RETURN DISTINCT toString(${end}) } AS walked`)
      const listed = (list: unknown): readonly string[] => (list as readonly unknown[]).map(String).sort()
      const found = records.map((row) => [row.get('ref') as string, listed(row.get('kept'))])
      expect([`${type.name}.${name}`, found]).toEqual([`${type.name}.${name}`, records.map((row) => [row.get('ref') as string, listed(row.get('walked'))])])
    }
  }
}

test('what is kept is what a walk finds, whatever is told, forgotten, merged or worked out anew', async () => {
  let id = 0
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.array(saying, { minLength: 1, maxLength: 12 }), between), { minLength: 1, maxLength: 8 }), async (windows) => {
    await bench.clear()
    const merges: string[] = []
    for (const [records, before] of windows) {
      if (before === 'restart') bench.restart()
      const next = ['Order/Order1', 'Order/Order2'][merges.length]
      const known = (await bench.journal.query<{ ref: string }>("select ref from entity where ref like 'Order/Order%'")).rows.map((row) => row.ref)
      if (before === 'merge' && next !== undefined && known.includes(next) && known.includes('Order/Order3')) {
        await recordMerge(bench.journal, storedRef(next), storedRef('Order/Order3'), { reason: 'typed twice', actor: 'ann' }, now)
        merges.push(next)
      }
      const last = merges.at(-1)
      if (before === 'undo' && last !== undefined) {
        await recordUndoing(bench.journal, storedRef(last), { reason: 'not the same', actor: 'ann' }, now)
        merges.pop()
      }
      await bench.take('desk', records.map((record) => ({ ...record, id: String(id += 1) })), now)
      await bench.settle(now, ALL)
      await expectKept()
    }
    expect((await examineGraph({ model: ward, journal: bench.journal, driver: bench.driver }, now, undefined, 1)).listed).toEqual([])
    const files = await rederive({ model: ward, journal: bench.journal, world: 'workbench', clock: () => now, folder: await mkdtemp(join(folder, 'files-')), signal: new AbortController().signal, onProgress: () => undefined })
    expect(dumpFiles(files)).toEqual(await dumpGraph(bench.driver, { claimIds: true }))
  }), { numRuns: RUNS })
}, 600_000)

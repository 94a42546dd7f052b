import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readSource } from '../../src/ingest/read-source.ts'
import { append } from '../../src/journal/append.ts'
import { importEvents } from '../../src/journal/import-events.ts'
import { inTransaction } from '../../src/journal/open-journal.ts'
import type { Told } from '../../src/journal/reject-of.ts'
import type { Model } from '../../src/model/model.ts'
import { sourceNamed } from '../../src/model/source-named.ts'
import { redecodeRecords } from '../../src/redecode-records.ts'
import { loadTestModel } from '../servers/open-test-world.ts'
import { atelier, hour } from '../settle/tell.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/* Records that would correct or retract each other in a circle, as the journal takes them in and as they are decoded again. */
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 10)
const now = hour(80)
const desk = sourceNamed(atelier, 'desk')
let bench: Workbench
beforeAll(async () => {
  bench = await openWorkbench(atelier)
})
afterAll(async () => bench?.close())
beforeEach(() => bench.clear())

/** What a record says of others, and a word by which two under one id differ. `replaces` is a field that the atelier does not read. */
interface Said {
  readonly id: string
  readonly corrects?: string | undefined
  readonly retracts?: string | undefined
  readonly replaces?: string | undefined
  readonly note?: string | undefined
}
const lines = (records: readonly Said[]): Buffer => Buffer.from(records.map((said) => JSON.stringify({ at: '2026-01-01T01:00:00Z', told: '2026-01-01T01:00:00Z', kind: 'order', key: 'A', ...said })).join('\n'))

/** As one file's records. */
const decode = async (records: readonly Said[]): Promise<readonly Told[]> => {
  const told: Told[] = []
  for await (const decoded of readSource(atelier, 'desk', Readable.from([lines(records)]), 'told.jsonl')) {
    if (!decoded.ok) throw new Error(decoded.reject.reason)
    told.push({ ...decoded, file: 'told.jsonl' })
  }
  return told
}

/** `size` records at a time. */
const batches = (told: readonly Told[], size: number): readonly (readonly Told[])[] => (told.length === 0 ? [] : [told.slice(0, size), ...batches(told.slice(size), size)])

type Counts = Readonly<Record<'accepted' | 'unchanged' | 'rejected', number>>
const sum = (all: readonly Counts[]): Counts => all.reduce((total, one) => ({ accepted: total.accepted + one.accepted, unchanged: total.unchanged + one.unchanged, rejected: total.rejected + one.rejected }), { accepted: 0, unchanged: 0, rejected: 0 })

/** Taken in, `size` records at a time, and what is held then: events in their places, and rejects. */
const taken = async (records: readonly Said[], how: 'append' | 'import', size: number) => {
  await bench.clear()
  const told = await decode(records)
  const counts: Counts[] = []
  if (how === 'append') {
    for (const batch of batches(told, size)) {
      const { accepted, unchanged, rejects } = await append(bench.journal, desk, batch, [], now)
      counts.push({ accepted, unchanged, rejected: rejects.length })
    }
  } else {
    await inTransaction(bench.journal, 'import', async (client) => {
      const importer = await importEvents(client)
      for (const batch of batches(told, size)) {
        const { accepted, unchanged, rejects } = await importer.take(desk, batch, [], now)
        counts.push({ accepted, unchanged, rejected: rejects.length })
      }
      await importer.finish()
    })
  }
  return {
    counts: sum(counts),
    events: (await bench.journal.query<{ held: string }>(`select concat_ws(' ', seq, event_id, content_hash) as held from event order by seq`)).rows.map((row) => row.held),
    rejects: (await bench.journal.query<{ held: string }>(`select concat_ws(' ', line, code, content_hash) as held from reject order by id`)).rows.map((row) => row.held),
  }
}

describe('what is taken of records that would close a circle', () => {
  const closing: readonly Said[] = [{ id: 'a', retracts: 'b' }, { id: 'b', corrects: 'a' }]

  test.each(['append', 'import'] as const)('leaves its id to the mended record, in one batch as line by line: %s', async (how) => {
    const records: readonly Said[] = [...closing, { id: 'b', corrects: 'a' }, { id: 'b' }, { id: 'b' }, { id: 'b', note: 'other' }]
    for (const size of [1, 2, 6]) {
      const { counts, rejects } = await taken(records, how, size)
      expect(counts).toEqual({ accepted: 2, unchanged: 1, rejected: 3 })
      expect(rejects.map((reject) => reject.split(' ').slice(0, 2))).toEqual([['3', 'CORRECTION_CIRCLE'], ['6', 'EVENT_ID_REUSED']])
    }
  })

  test('does not depend on how they fall into batches, taken in or imported', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd')
    const maybe = fc.option(id, { nil: undefined })
    const said = fc.record<Said>({ id, corrects: maybe, retracts: maybe, note: fc.constantFrom(undefined, 'x') })
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 2, maxLength: 12 }), fc.integer({ min: 2, max: 6 }), async (records, size) => {
        const expected = await taken(records, 'append', 1)
        for (const how of ['append', 'import'] as const) for (const one of [size, 12]) expect(await taken(records, how, one)).toEqual(expected)
      }),
      { numRuns: RUNS },
    )
  }, 60_000 + RUNS * 6_000)
})

describe('decoded again', () => {
  let folder: string
  /** The atelier, but that the desk's records correct whom they say they replace. */
  let replacing: Model
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'osl-circles-'))
    cpSync('test/settle/atelier', folder, { recursive: true })
    const source = join(folder, 'domains/selling/sources/desk.yaml')
    writeFileSync(source, readFileSync(source, 'utf8').replace('corrects: record.corrects', 'corrects: record.replaces'))
    replacing = await loadTestModel(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const again = async (model: Model, ...files: readonly (readonly Said[])[]) => {
    const feeds = files.map((records) => ({ file: 'told.jsonl', bytes: Readable.from([lines(records)]) }))
    const { rejects: _, ...counts } = await redecodeRecords({ model, journal: bench.journal, clock: () => now, signal: new AbortController().signal }, 'desk', feeds, () => undefined)
    return counts
  }
  const corrections = async (): Promise<Readonly<Record<string, string | null>>> =>
    Object.fromEntries((await bench.journal.query<{ event_id: string; corrects: string | null }>('select event_id, corrects from event_as_decoded order by event_id')).rows.map((row) => [row.event_id, row.corrects]))

  test('a record that was refused for its circle, or for its id, was never taken', async () => {
    const records: readonly Said[] = [{ id: 'a', retracts: 'b' }, { id: 'b', corrects: 'a' }]
    await taken(records, 'append', 2)
    expect(await again(atelier, records)).toEqual({ redecoded: 0, same: 1, unknown: 1, rejected: 0 })
    const reused: readonly Said[] = [{ id: 'a', retracts: 'b' }, { id: 'b' }, { id: 'b', corrects: 'a' }]
    await taken(reused, 'append', 3)
    expect(await again(atelier, reused)).toEqual({ redecoded: 0, same: 2, unknown: 1, rejected: 0 })
  })

  test('records may turn round who corrects whom, whatever files and batches they come in', async () => {
    const [a, b]: readonly [Said, Said] = [{ id: 'a', corrects: 'b' }, { id: 'b', replaces: 'a' }]
    for (const files of [[[a, b]], [[b, a]], [[a], [b]], [[b], [b], [a]]]) {
      await taken([a, b], 'append', 2)
      expect(await again(replacing, ...files)).toEqual({ redecoded: 2, same: files.flat().length - 2, unknown: 0, rejected: 0 })
      expect(await corrections()).toEqual({ a: null, b: 'a' })
    }
  })

  test('a circle of what all say in the end is refused; what speaks of no other is decoded, and none stands that was not there', async () => {
    // Of what the desk says now, e and x replace each other; with what it said of e before, f and e would.
    const [e, f, x, y]: readonly [Said, Said, Said, Said] = [{ id: 'e', corrects: 'f', replaces: 'x' }, { id: 'f', replaces: 'e' }, { id: 'x', corrects: 'e', replaces: 'e' }, { id: 'y', corrects: 'x' }]
    for (const files of [[[e, f, x, y]], [[e, f], [x], [y]], [[f, e], [y, x]]]) {
      await taken([e, f, x, y], 'append', 4)
      await expect(again(replacing, ...files)).rejects.toMatchObject({ code: 'CORRECTION_CIRCLE' })
      expect(await corrections()).toEqual({ e: 'f', f: null, x: 'e', y: null })
    }
  })

  test('all say what they say now, or a circle of that is refused; none is ever held', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const maybe = fc.option(fc.constantFrom(...ids), { nil: undefined })
    const isRound = (targets: Readonly<Record<string, string | null | undefined>>): boolean =>
      Object.keys(targets).some((id) => {
        let at: string | null | undefined = targets[id]
        for (let steps = 0; steps < ids.length && at !== id; steps += 1) at = targets[at ?? '']
        return at === id
      })
    const said = fc.tuple(...ids.map((id) => fc.record<Said>({ id: fc.constant(id), corrects: maybe, replaces: maybe }))).chain((records) => fc.shuffledSubarray(records, { minLength: ids.length }))
    await fc.assert(
      fc.asyncProperty(said, fc.integer({ min: 1, max: 5 }), async (records, size) => {
        await taken(records, 'append', 5)
        const was = await corrections()
        const wanted = Object.fromEntries(records.filter(({ id }) => id in was).map(({ id, replaces }) => [id, replaces ?? null]))
        const files = records.flatMap((_, place) => (place % size === 0 ? [records.slice(place, place + size)] : [])).toReversed()
        const counts = await again(replacing, ...files).catch((error: unknown) => error)
        const is = await corrections()
        expect(isRound(is)).toBe(false)
        if (isRound(wanted)) expect(counts).toMatchObject({ code: 'CORRECTION_CIRCLE' })
        else {
          expect(is).toEqual(wanted)
          expect(counts).toMatchObject({ unknown: ids.length - Object.keys(was).length, rejected: 0 })
        }
      }),
      { numRuns: RUNS * 4 },
    )
  }, 60_000 + RUNS * 6_000)
})

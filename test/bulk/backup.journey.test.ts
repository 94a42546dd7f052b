import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { prepareExample } from '../../src/cli/example.ts'
import type { ImportWorld } from '../../src/import-graph.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { recordMerge, recordUndoing } from '../../src/journal/record-merge.ts'
import { openRecall, verifyRecall } from '../../src/journal/recalls.ts'
import { openBackup } from '../../src/journal/restore-backup.ts'
import { writeBackup } from '../../src/journal/write-backup.ts'
import type { World } from '../../src/open-world.ts'
import { restoreWorld } from '../../src/restore-world.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { changedBakery, newField } from '../changes/changed-bakery.ts'
import { bakery } from '../cli/bakery-world.ts'
import { osl, sharedStores } from '../cli/osl.ts'
import { dumpGraph } from '../journal/dump-graph.ts'
import { AFTER_ALL, openTestWorld } from '../servers/open-test-world.ts'
import { sql } from '../servers/ask-stores.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'
import { opening, rest, STORY } from '../recall/a-recall.ts'
import { inBatches } from '../recall/random-units.ts'
import { dumpFiles } from './dump-files.ts'
import { dumpTables } from './dump-tables.ts'

let folder: string
let world: World | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-backup-'))
})
afterEach(async () => {
  await world?.close()
  world = undefined
  await rm(folder, { recursive: true, force: true })
})

const importWorld = ({ model, journal, progress, clock }: World): ImportWorld =>
  ({ model, journal, world: progress.world, clock, folder: join(folder, 'files'), signal: new AbortController().signal, onProgress: () => undefined })
const open = async (model: string): Promise<World> => {
  await world?.close()
  world = await openTestWorld(model)
  return world
}
const ledgerOf = (...lines: readonly string[]) => [{ file: 'more.jsonl', bytes: (async function* () { yield Buffer.from(lines.map((line) => `${line}\n`).join('')) })() }]
const booking = (id: string, rest: string): string => `{"id":"${id}","voucher":"${id.toUpperCase()}","amount":"1","currency":"EUR","state":"booked","valueDate":"2026-03-05T12:00:00Z"${rest}}`

/** The bakery with rejects, one of them told again in another line, what JSON and COPY escape, two orders ruled to be one, then not, then again, and a recall. */
const fillBakery = async (): Promise<World> => {
  const filled = await open('examples/bakery')
  for (const { source, path } of await prepareExample('examples/bakery', folder, filled.model) ?? []) await absorb(filled, source, [{ file: path, bytes: (async function* () { yield await readFile(path) })() }])
  await absorb(filled, 'ledger', ledgerOf(booking('x1', ',"reference":"A-7"'), booking('x2', ',"reference":"tab\\t line\\n back\\\\slash \\\\. \\u00e9\\ud83e\\udd56"'), '\\.', 'no JSON\tat all'))
  await absorb(filled, 'ledger', ledgerOf('no JSON\tat all'))
  const [first, second] = (await filled.journal.query<{ ref: string }>(`select ref from entity where type = 'Order' order by ref limit 2`)).rows.map(({ ref }) => storedRef(ref))
  if (first === undefined || second === undefined) throw new Error('the bakery has two orders')
  const grounds = { reason: 'typed twice', actor: 'ann' }
  await recordMerge(filled.journal, first, second, grounds, AFTER_ALL)
  await recordUndoing(filled.journal, first, grounds, AFTER_ALL)
  const { seq } = await recordMerge(filled.journal, first, second, grounds, AFTER_ALL)
  await filled.follower.reached(seq)
  await openRecall(filled.journal, opening(), inBatches(STORY), rest({ candidates: [{ entity: storedRef('Batch/O815'), near: '0815', reason: 'O for 0' }] }), () => AFTER_ALL)
  return filled
}
const dumped = async ({ journal, driver }: World) => ({ tables: await dumpTables(journal), merges: (await journal.query('select * from merge order by seq')).rows, definitions: (await journal.query('select * from definition_act order by place')).rows, lists: (await journal.query('select id, line, since, until from reject_before union all select id, line, since, null from reject order by 1, 3')).rows, recalls: await Promise.all(['recall', 'recall_version', 'recall_unit', 'recall_lot', 'recall_candidate', 'recall_act'].map(async (table) => (await journal.query(`select * from ${table} order by 1, 2`)).rows)), graph: await dumpGraph(driver, { claimIds: true }) })
const backupOf = async ({ journal }: World, meanwhile: () => Promise<unknown> = async () => undefined): Promise<Buffer> => {
  const chunks: Buffer[] = []
  const lines = writeBackup(journal, AFTER_ALL, () => undefined)
  for (let step = await lines.next(); step.done !== true; step = await lines.next()) {
    chunks.push(step.value)
    if (chunks.length === 1) await meanwhile()
  }
  return Buffer.concat(chunks)
}
const restoring = async (into: World, bytes: Buffer, share = 1 << 16) =>
  restoreWorld(importWorld(into), await openBackup('backup.gz', (async function* () { for (let at = 0; at < bytes.length; at += share) yield bytes.subarray(at, at + share) })()))

test.each([1, 7, 1 << 16])('what was told and ruled is restored as it was, and all that follows from it, whatever was told while it was backed up; read %i bytes at a time', async (share) => {
  const filled = await fillBakery()
  const wanted = await dumped(filled)
  const bytes = await backupOf(filled, () => absorb(filled, 'ledger', ledgerOf(booking('late', ''))))
  expect((await filled.journal.query(`select from event where event_id = 'late'`)).rowCount).toBe(1)

  const restored = await open('examples/bakery')
  await restored.follower.stop()
  const { written, told } = await restoring(restored, bytes, share)
  expect(told).toEqual({ decoding: 2, redecoded: 0, event: wanted.tables.event.length, merge: 3, definition_act: 1, proposal_act: 0, recall: 1, recall_version: 1, recall_unit: STORY.length, recall_lot: 2, recall_candidate: 1, recall_act: 1, rehearsal: 0, reject: wanted.tables.reject.length, reject_before: 1, freshness: 2 })
  expect({ ...(await dumped(restored)), graph: dumpFiles(written) }).toEqual(wanted)
  expect((await verifyRecall(restored.journal, 'R-1')).isIntact).toBe(true)
  expect(await openRecall(restored.journal, opening(), inBatches(STORY), rest(), () => AFTER_ALL)).toMatchObject({ id: 'R-2', affected: STORY.length })
  const places = await restored.journal.query<{ next: number; last: number }>(`select nextval(pg_get_serial_sequence('event', 'seq')) as next, (select max(seq) from merge) as last`)
  expect(places.rows[0]?.next).toBe((places.rows[0]?.last ?? 0) + 1)
  await rm(join(folder, 'files'), { recursive: true })
  await expect(restoring(restored, bytes)).rejects.toMatchObject({ code: 'WORLD_NOT_EMPTY' })
}, 120_000)

/** More than sockets hold: its COPY is under way until its last piece is read. */
const LONG_REJECTS = `insert into reject (source, file, line, code, reason, content_hash, record, recorded_at) select 'till', 'long', n, 'CODE', 'reason', n::text, repeat('x', 100000), 0 from generate_series(1, 200) n`
test('a reader that leaves amid a table gives its connection back; a journal that goes away amid one is away', async () => {
  const { journal } = await open('examples/bakery')
  await journal.query(LONG_REJECTS)
  const servers = await testServers()
  const alone = openJournal(servers.database.url, () => undefined, 1)
  const amid = async (): Promise<ReturnType<typeof writeBackup>> => {
    const lines = writeBackup(alone, AFTER_ALL, () => undefined)
    while (!String((await lines.next()).value).startsWith('{"table":"reject"')) ;
    await lines.next()
    return lines
  }
  try {
    await (await amid()).return({})
    expect((await alone.query('select 1')).rowCount).toBe(1)
    const cut = await amid()
    await sql(servers, `select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy reject%'`)
    await expect((async () => { while ((await cut.next()).done !== true) ; })()).rejects.toMatchObject({ code: 'JOURNAL_AWAY' })
  } finally {
    await alone.end()
  }
})

test('a file that is cut short, damaged, forged or another world\'s is refused, and leaves the world empty', async () => {
  const bytes = await backupOf(await fillBakery())
  const text = bytes.toString('utf8')
  const lines = text.split('\n')
  const empty = await open('examples/bakery')
  await empty.follower.stop()
  const before = await dumpTables(empty.journal)
  const changed = (from: string | RegExp, to: string): string => {
    const other = text.replace(from, to)
    expect(other).not.toBe(text)
    return other
  }
  const damaged: readonly (readonly [string, string, RegExp | undefined])[] = [
    ['BACKUP_UNREADABLE', '', /cut short/],
    ['BACKUP_UNREADABLE', 'slip,line\nA-1,1\n', /head of a backup/],
    ['BACKUP_UNREADABLE', changed('osl-backup/1', 'osl-backup/9'), /head of a backup/],
    ['BACKUP_UNREADABLE', lines.slice(0, 1).join('\n'), /cut short/],
    ['BACKUP_UNREADABLE', `${lines.slice(0, 5).join('\n')}\n`, /cut short/],
    ['BACKUP_UNREADABLE', `${lines.slice(0, -2).join('\n')}\n`, /cut short/],
    ['BACKUP_UNREADABLE', lines.toSpliced(lines.findIndex((line) => line.startsWith('{"table":"event"')) + 1, 1).join('\n'), /table event has \d+ rows, and \d+ were written/],
    ['BACKUP_UNREADABLE', changed('"seq"', '"seq) from program \'touch /tmp/x\' --"'), /no column seq\) from/],
    ['BACKUP_UNREADABLE', changed('"table":"event"', '"table":"progress"'), /table event/],
    ['BACKUP_UNREADABLE', changed('"table":"event"', '"table":"merge"'), /table merge stands where table event should/],
    ['BACKUP_UNREADABLE', changed(/^1\t/m, 'one\t'), /damaged/],
    ['BACKUP_UNREADABLE', changed(/^2\t/m, '1\t'), /damaged/],
    ['BACKUP_UNREADABLE', changed('links', 'lonks'), /altered/],
    ['BACKUP_UNREADABLE', changed(/,"sha256":"\w+"/, ''), /altered/],
    ['BACKUP_UNREADABLE', `${text}more\n`, /follows its end/],
    ['BACKUP_OF_ANOTHER_MODEL', changed('"model":"bakery"', '"model":"smithy"'), /smithy/],
    ['JOURNAL_NEWER', changed('"0001-journal.sql"', '"0001-journal.sql","9999-later.sql"'), /9999-later/],
  ]
  for (const [code, file, reason] of damaged) {
    await expect(restoring(empty, Buffer.from(file)), file.slice(0, 80)).rejects.toMatchObject({ code, message: expect.stringMatching(reason ?? /./) })
    expect(await dumpTables(empty.journal)).toEqual(before)
  }
  expect(await restoring(empty, bytes)).toMatchObject({ told: { merge: 3 } })
}, 120_000)

test('osl backup writes a file once, only for its owner; osl restore takes it, or says what is wrong with it', async () => {
  const servers = await testServers()
  const env = await sharedStores()
  await emptyStores(servers)
  const file = join(folder, 'bakery.gz')
  const at = ['--model', bakery, '--home', join(folder, 'home')] as const
  const restore = (from: string, files: string) => osl(['restore', from, ...at, '--json', '--files', join(folder, files)], env)
  expect(await osl(['backup', file, ...at], env)).toMatchObject({ exit: 1, stderr: expect.stringMatching(/NOTHING_TO_BACK_UP/) })
  const filled = await fillBakery()
  const events = (await dumpTables(filled.journal)).event.length
  await filled.close()
  world = undefined
  expect(await osl(['backup', file, ...at, '--json'], env)).toMatchObject({ exit: 0, stdout: expect.stringMatching(new RegExp(`"event": ${events},`)) })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await osl(['backup', file, ...at], env)).toMatchObject({ exit: 1, stderr: expect.stringMatching(/FILE_EXISTS/) })
  const same = join(folder, 'at-once.gz')
  const [dead, alive] = [`${same}.${2 ** 22 + 1}.part`, `${same}.${process.pid}.part`]
  for (const part of [dead, alive]) await writeFile(part, 'half a backup')
  const both = await Promise.all(['home', 'other'].map((home) => osl(['backup', same, '--model', bakery, '--home', join(folder, home)], env)))
  expect(both.map(({ exit }) => exit).sort()).toEqual([0, 1])
  expect(both.find(({ exit }) => exit === 1)?.stderr).toMatch(/FILE_EXISTS/)
  expect(gunzipSync(await readFile(same)).length).toBeGreaterThan(1_000)
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([basename(alive)])
  expect(await osl(['backup', join(folder, 'nowhere', 'file'), ...at], env)).toMatchObject({ exit: 1, stderr: expect.stringMatching(/FOLDER_NOT_WRITABLE/) })
  expect(await restore(file, 'full')).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/WORLD_NOT_EMPTY/) })
  await emptyStores(servers)
  const packed = await readFile(file)
  const cut = join(folder, 'cut.gz')
  for (const bytes of [packed.subarray(0, packed.length - 200), packed.subarray(0, 30), Buffer.from('no gzip'), gzipSync(gunzipSync(packed).subarray(0, 3_000))]) {
    await writeFile(cut, bytes)
    expect(await restore(cut, 'cut')).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/BACKUP_UNREADABLE/) })
  }
  expect(await restore(join(folder, 'none'), 'none')).toMatchObject({ exit: 2, stderr: expect.stringMatching(/FILE_UNREADABLE/) })
  const restored = await restore(file, 'files')
  expect(restored).toMatchObject({ exit: 0, stderr: expect.stringMatching(/neo4j-admin database import full neo4j /) })
  expect(JSON.parse(restored.stdout)).toMatchObject({ rows: { event: events, merge: 3 } })
  expect(restored.stderr).not.toMatch(/The model has changed/)
  expect(await sql(servers, 'select count(*)::int as events from event')).toEqual([{ events }])
}, 180_000)

test('restored under a changed model, records stay decoded as they were: osl restore says so, and what it names says what to tell again', async () => {
  const servers = await testServers()
  const env = await sharedStores()
  const file = join(folder, 'bakery.gz')
  const bytes = await backupOf(await fillBakery())
  await writeFile(file, gzipSync(bytes))
  await world?.close()
  world = undefined
  await emptyStores(servers)
  const changed = changedBakery(newField)
  try {
    const home = join(folder, 'restored')
    const restored = await osl(['restore', file, '--model', changed, '--home', home, '--files', join(folder, 'changed')], env)
    expect(restored).toMatchObject({ exit: 0, stderr: expect.stringMatching(/The model has changed since this backup was taken\. Records are decoded as they were when they were told; /) })
    const [, command = ''] = /^ {2}osl (check .*)$/m.exec(restored.stderr) ?? []
    expect(command).toBe(`check ${changed} --against --home ${home}`)
    expect(await osl(command.split(' '), env)).toMatchObject({ exit: 1, stdout: expect.stringMatching(/TELL_AGAIN till: OrderLine\.article: .*: osl ingest --redecode till <files>/) })
  } finally {
    await rm(changed, { recursive: true })
  }
}, 180_000)

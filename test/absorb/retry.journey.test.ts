import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { absorb, type IngestReport } from '../../src/absorb.ts'
import type { World } from '../../src/open-world.ts'
import { retryRejects } from '../../src/retry-rejects.ts'
import { openTestWorld } from '../servers/open-test-world.ts'

/** A column without a name stands between; one state is to be known later, one never, and one line is broken. */
const TILL = [
  'slip,line,seq,at,,phone,pickup,article,name,pieces,state',
  'R-1,1,1,2026-03-02T07:10:00,x,030 1,2026-03-03T09:00:00,CK1,Cherry cake,1,vorgemerkt',
  'R-2,1,1,2026-03-02T07:11:00,x,030 2,2026-03-03T09:00:00,CK1,Cherry cake,2,verschusselt',
  'R-3,1,1,2026-03-02T07:12:00,x,030 3,2026-03-03T09:00:00,CK1,"Cherry, cake",3,vorgemerkt',
  'R-4,1,1,2026-03-02T07:13:00,x,030 4',
  'R-5,1,1,2026-03-02T07:14:00,x,030 5,2026-03-03T09:00:00,CK1,Cherry cake,5,bestellt',
].join('\n')
const LEDGER = '{"event":"r1","at":"not a time","voucher":"W1","slip":"R-1","amount":3,"currency":"EUR"}\nno json\n'

let folder: string
let world: World
const tell = (source: string, text: string): Promise<IngestReport> => absorb(world, source, [{ file: `${source}.txt`, bytes: Readable.from([Buffer.from(text)]) }])
const count = async (table: 'event' | 'reject'): Promise<number> => Number((await world.journal.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]?.n)
const kept = async (): Promise<readonly string[]> => (await world.journal.query<{ line: number; reason: string }>(`select line, reason from reject where source = 'till' order by line`)).rows.map(({ line, reason }) => `${line} ${reason}`)
const lineState = async (key: string): Promise<unknown> => (await world.driver.executeQuery('MATCH (line:OrderLine {ref: $ref}) RETURN line.`state.local` AS local, line.pieces AS pieces', { ref: `OrderLine/${key}` })).records.map((row) => row.toObject())

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-retry-'))
  await cp('examples/bakery', folder, { recursive: true })
  world = await openTestWorld(folder)
})
afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

test('rejects retried under the same model stay, each with its reason', async () => {
  expect(await tell('till', TILL)).toMatchObject({ accepted: 1, rejected: 4 })
  expect(await tell('ledger', LEDGER)).toMatchObject({ accepted: 0, rejected: 2 })
  const before = await kept()
  expect(await retryRejects(world)).toEqual({ retried: 6, accepted: 0, unchanged: 0, rejected: 6, skipped: 0 })
  expect(await kept()).toEqual(before)
  expect(await count('event')).toBe(1)
})

test('after a fix those that can be taken are taken once and leave the list; the others stay with the new reason', async () => {
  await world.close()
  const states = join(folder, 'domains/sales/states.yaml')
  await writeFile(states, (await readFile(states, 'utf8')).replace('also: [ordered,', 'also: [vorgemerkt, ordered,').replaceAll('HANDED_OVER', 'FETCHED'))
  const definition = join(folder, 'definitions/completed.yaml')
  await writeFile(definition, (await readFile(definition, 'utf8')).replaceAll('HANDED_OVER', 'FETCHED'))
  world = await openTestWorld(folder, { keep: true, rebuild: true })
  expect(await retryRejects(world, 'till')).toEqual({ retried: 4, accepted: 2, unchanged: 0, rejected: 2, skipped: 0 })
  expect(await kept()).toEqual([expect.stringMatching(/^3 .*'verschusselt' is no state of OrderLine.*FETCHED/), expect.stringMatching(/^5 .*6 cells/)])
  expect(await count('event')).toBe(3)
  expect(await lineState('R-1-1')).toEqual([{ local: 'ORDERED', pieces: 1 }])
  expect(await lineState('R-3-1')).toEqual([{ local: 'ORDERED', pieces: 3 }])
})

test('retrying again, and after a crash that left a reject whose record was taken, takes nothing twice', async () => {
  expect(await retryRejects(world, 'till')).toEqual({ retried: 2, accepted: 0, unchanged: 0, rejected: 2, skipped: 0 })
  await world.journal.query(`insert into reject (source, content_hash, file, line, code, reason, record, columns, recorded_at)
    select source, content_hash, 'till.txt', 2, 'STATE_UNKNOWN', 'as before', $1, $2, 0 from event where event_id = 'R-1/1/1'`, [TILL.split('\n')[1], JSON.stringify(TILL.split('\n')[0]?.split(','))])
  expect(await retryRejects(world, 'till')).toEqual({ retried: 3, accepted: 0, unchanged: 1, rejected: 2, skipped: 0 })
  expect(await count('event')).toBe(3)
  expect(await count('reject')).toBe(4)
})

test('a record told again and taken leaves the list too', async () => {
  await world.journal.query(`insert into reject (source, content_hash, file, line, code, reason, record, recorded_at) select source, content_hash, 'till.txt', 2, 'STATE_UNKNOWN', 'as before', 'x', 0 from event where event_id = 'R-5/1/1'`)
  expect(await tell('till', TILL)).toMatchObject({ accepted: 0, unchanged: 3, rejected: 2 })
  expect(await kept()).toHaveLength(2)
})

test('what is kept only in part, or without its columns, is skipped and stays as it is', async () => {
  const long = `R-9,1,1,2026-03-02T07:14:00,x,${'9'.repeat(11_000)},2026-03-03T09:00:00,CK1,Cherry cake,5,nowhere`
  expect(await tell('till', `${TILL.split('\n')[0]}\n${long}`)).toMatchObject({ rejected: 1 })
  await world.journal.query(`update reject set columns = null where line = 5 and source = 'till'`)
  expect(await retryRejects(world, 'till')).toMatchObject({ retried: 3, rejected: 1, skipped: 2 })
})

test('a source that the model does not have is refused', async () => {
  await expect(retryRejects(world, 'tlil')).rejects.toMatchObject({ code: 'UNKNOWN_SOURCE', parameters: { nearest: ['till'] } })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openJournal, type Journal } from '../../src/journal/open-journal.ts'
import { sql } from '../../src/journal/sql.ts'
import { emptyWorld } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'

let journal: Journal
beforeAll(async () => {
  const servers = await testServers()
  await emptyWorld(servers)
  journal = openJournal(servers.database.url, () => undefined, 2)
})
afterAll(async () => { await journal.end() })
beforeEach(async () => { await journal.query('truncate event restart identity cascade') })

const EVENT = 'insert into event (source, event_id, content_hash, occurred_at, recorded_at, taken_at, sequence, body)'
const tell = async (source: string, records: readonly (readonly [id: string, sequence?: string])[]): Promise<void> => {
  for (const [id, sequence] of records) await journal.query(`${EVENT} values ($1, $2, '', 0, 0, 0, $3, '[]')`, [source, id, sequence ?? null])
}
const missing = async (source: string, by: 'eventId' | 'sequence'): Promise<unknown> => (await journal.query(sql('read/missing-numbers', [source, by]))).rows[0]

describe('numbers that records lack', () => {
  it('by their ids: each series by itself, its first and last as they are, whatever else is told', async () => {
    await tell('till', [['R2'], ['R9'], ['R11'], ['R-007'], ['R-009'], ['no number'], ['X100'], [`Z${'9'.repeat(19)}`]])
    await tell('other', [['R5'], ['R1']])
    // R3 to R8, R10 and R-008. The first of the series that comes first.
    expect(await missing('till', 'eventId')).toEqual({ numbers: 8, first: 'R3' })
    expect(await missing('other', 'eventId')).toEqual({ numbers: 3, first: 'R2' })
    expect([await missing('till', 'sequence'), await missing('nobody', 'eventId')]).toEqual([undefined, undefined])
  })
  it('by their sequences, as they are decoded now; one that two records have is there once', async () => {
    await tell('till', [['a', '1'], ['b', '2'], ['c', '2'], ['d', '4'], ['e']])
    expect([await missing('till', 'sequence'), await missing('till', 'eventId')]).toEqual([{ numbers: 1, first: '3' }, undefined])
    await journal.query(`insert into redecoded (seq, decoding, occurred_at, sequence, deletes, body, redecoded_at) select seq, 1, 0, '6', false, '[]', 0 from event where event_id = 'd'`)
    expect(await missing('till', 'sequence')).toEqual({ numbers: 3, first: '3' })
  })
})

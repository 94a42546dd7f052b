import type { Journal } from '../../src/journal/open-journal.ts'

const COLUMNS = {
  event: 'seq, source, event_id, content_hash, occurred_at, recorded_at, taken_at, sequence, corrects, retracts, deletes, body',
  event_as_decoded: 'seq, occurred_at, sequence, corrects, retracts, deletes, body, (select text from decoding where id = decoding) as decoding',
  reject: 'source, content_hash, file, line, code, reason, record, columns, unknown_states, recorded_at',
  freshness: '*', act: '*', claim: '*', entity: '*', identifier: '*', member: '*', belonging: '*', verdict: '*', alias: '*', due: '*', join_row: '*', inferred_link: '*', overflow: '*', measured: '*',
  conflict: 'ref, field, reason, array(select unnest(claims) order by 1) as claims, decided_by, decided_version',
} as const
export type Table = keyof typeof COLUMNS
const TABLES = Object.keys(COLUMNS) as Table[]

/** Every row of every table that follows from what was told, as text and sorted; rejects in the order of their lists. */
export const dumpTables = async (journal: Journal): Promise<Readonly<Record<Table, readonly string[]>>> => {
  const dump: Partial<Record<Table, readonly string[]>> = {}
  for (const table of TABLES) {
    const { rows } = await journal.query<object>(`select ${COLUMNS[table]} from ${table} ${table === 'reject' ? 'order by id' : ''}`)
    const texts = rows.map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value)))
    dump[table] = table === 'reject' ? texts : texts.sort()
  }
  return dump as Record<Table, readonly string[]>
}

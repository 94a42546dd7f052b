import type { KeptRecord } from '../vocabulary/event.ts'
import { withJournal, type Journal } from './open-journal.ts'
import { sql } from './sql.ts'

/** A record that was not taken, by the number under which it is kept. */
export interface KeptReject extends KeptRecord {
  readonly id: number
}

interface Row {
  readonly id: number
  readonly source: string
  readonly content_hash: string
  readonly file: string
  readonly line: number
  readonly record: string
  readonly columns: string | null
}

/** Every reject there is when it is first asked, in batches, in the order told; those made meanwhile are not among them. */
export async function* keptRejects(journal: Journal, source: string | undefined, most: number): AsyncGenerator<readonly KeptReject[]> {
  const last = await withJournal('read rejects', () => journal.query<{ id: number }>(sql('read/last-reject')))
  const until = last.rows[0]?.id ?? 0
  for (let after = 0; ;) {
    const { rows } = await withJournal('read rejects', () => journal.query<Row>(sql('read/rejects-to-retry', [source ?? null, after, until, most])))
    if (rows.length === 0) return
    yield rows.map(({ content_hash, columns, ...rest }) => ({ ...rest, contentHash: content_hash, ...(columns === null ? {} : { columns: JSON.parse(columns) as readonly string[] }) }))
    after = rows.at(-1)?.id ?? until
  }
}

import { withJournal, type Journal, type JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

export interface OutboxEntry {
  readonly id: number
  /** Journal place the graph shows once this is applied. */
  readonly seq: number
  readonly change: string
}

/** What was settled and is not in the graph yet, in order. */
export const outboxAfter = async (journal: Journal, id: number, most: number): Promise<readonly OutboxEntry[]> =>
  withJournal('read the outbox', async () => (await journal.query<OutboxEntry>(sql('read/outbox-after', [id, most]))).rows)

/** The graph holds everything up to `id`: the outbox need not. */
export const confirmApplied = async (journal: Journal, id: number): Promise<void> =>
  withJournal('confirm to the outbox', async () => {
    await journal.query(sql('write/applied', [id]))
  })

/** A number after those of all entries so far and before those of all to come: the place of a graph that was made anew. */
export const nextBatch = async (journal: Pick<Journal, 'query'> | Pick<JournalClient, 'query'>): Promise<number> =>
  withJournal('number a graph', async () => (await journal.query<{ batch: number }>(sql('write/next-batch'))).rows[0]?.batch ?? 0)

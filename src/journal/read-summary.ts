import { withJournal, type Journal, type JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** How much the journal holds and how far it is settled; counts of rows, but for the last two. */
export interface JournalSummary {
  readonly events: number
  readonly rejects: number
  readonly entities: number
  readonly unresolved: number
  readonly conflicts: number
  /** Changes the graph has not confirmed. */
  readonly waiting: number
  /** Place of the last event, and the last that is settled. */
  readonly last: number
  readonly settled: number
  readonly model: string
  readonly fingerprint: string
}

/** Undefined for a journal that no world was begun in. Cost: a count of each table. */
export const readSummary = async (journal: Pick<Journal, 'query'> | Pick<JournalClient, 'query'>): Promise<JournalSummary | undefined> =>
  withJournal('sum the journal up', async () => (await journal.query<JournalSummary>(sql('read/standing-of-all'))).rows[0])

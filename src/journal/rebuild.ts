import type { Model } from '../model/model.ts'
import { judgeAnew } from './definitions.ts'
import { settledUnder } from './progress.ts'
import { inTransaction, withJournal, type Journal, type JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** Empties the tables that follow from events, for this model to fill; the graph shows what was before. */
export const forgetDerived = async (client: JournalClient, model: Model): Promise<void> => {
  await client.query(sql('write/begin-rebuild', [...settledUnder(model)]))
  await client.query(sql('write/forget-derived'))
}

/** Forgets everything derived from the events, to be settled anew under this model; the graph must be emptied before settling goes on. */
export const beginRebuild = async (journal: Journal, model: Model): Promise<void> =>
  inTransaction(journal, 'begin a rebuild', async (client) => {
    await forgetDerived(client, model)
    await judgeAnew(client, model)
  })

/** The graph holds nothing any more: settling may begin. */
export const graphEmptied = async (journal: Journal): Promise<void> =>
  withJournal('go on with a rebuild', async () => {
    await journal.query(sql('write/graph-emptied'))
  })

/** Place of the journal's last event; 0 when it has none. */
export const lastSeq = async (journal: Pick<Journal, 'query'> | Pick<JournalClient, 'query'>): Promise<number> =>
  withJournal('read the journal\'s end', async () => (await journal.query<{ seq: number }>(sql('read/last-seq'))).rows[0]?.seq ?? 0)

import type { Model } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'
import { inTransaction, type Journal } from './open-journal.ts'
import { readProgress, settledUnder, type Progress } from './progress.ts'
import { sql } from './sql.ts'

/** The journal's world, begun with this model when nothing was told yet. */
export const beginWorld = async (journal: Journal, world: string, model: Model): Promise<Progress> =>
  inTransaction(journal, 'begin the world', async (client) => {
    await client.query(sql('write/begin-world', [world, ...settledUnder(model)]))
    const progress = await readProgress(client)
    invariant(progress !== undefined, 'beginWorld', 'the row just written is not there')
    return progress
  })

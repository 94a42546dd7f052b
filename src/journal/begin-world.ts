import type { Model } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'
import { inTransaction, type Journal } from './open-journal.ts'
import { readProgress, type Progress } from './settle-next.ts'
import { sql } from './sql.ts'

/**
 * What the derived tables and the graph hold. Raised by a change after which what an earlier release made of the same events would be answered
 * wrongly; what has another number is made anew when the world is opened. 0: events were decoded again since.
 */
export const SHAPE = 2

/** Whether what is settled follows from this model. */
export const isSettledBy = ({ model, fingerprint }: Pick<Progress, 'model' | 'fingerprint'>, given: Model): boolean => model === given.name && fingerprint === given.fingerprint

/** The journal's world, begun with this model when the journal is new. */
export const beginWorld = async (journal: Journal, world: string, model: Model): Promise<Progress> =>
  inTransaction(journal, 'begin the world', async (client) => {
    await client.query(sql('write/begin-world', [world, model.name, model.fingerprint, SHAPE]))
    const progress = await readProgress(client)
    invariant(progress !== undefined, 'beginWorld', 'the row just written is not there')
    return progress
  })

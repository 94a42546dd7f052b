import type { Model } from '../model/model.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** Which world a journal is, and how far what is derived from it has come. */
export interface Progress {
  readonly world: string
  readonly model: string
  readonly fingerprint: string
  /** See SHAPE. */
  readonly shape: number
  readonly settled: number
  readonly applied: number
  /** A rebuild has begun and the graph may still hold what was before it. */
  readonly emptying: boolean
}

/**
 * What the derived tables and the graph hold. Raised by a change after which what an earlier release made of the same events would be answered
 * wrongly; what has another number is made anew when the world is opened. 0: events were decoded again since.
 */
export const SHAPE = 2

/** Whether what is settled follows from this model. */
export const isSettledBy = ({ model, fingerprint }: Pick<Progress, 'model' | 'fingerprint'>, given: Pick<Model, 'name' | 'fingerprint'>): boolean => model === given.name && fingerprint === given.fingerprint

export const readProgress = async (client: Pick<JournalClient, 'query'>): Promise<Progress | undefined> => (await client.query<Progress>(sql('read/progress'))).rows[0]

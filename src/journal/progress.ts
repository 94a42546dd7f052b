import { declaredFields } from '../model/declared-fields.ts'
import type { Model } from '../model/model.ts'
import { problem, type Problem } from '../problems/problem.ts'
import { withJournal, type Journal, type JournalClient } from './open-journal.ts'
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
export const SHAPE = 10

/** Whether what is settled follows from this model. */
export const isSettledBy = ({ model, fingerprint }: Pick<Progress, 'model' | 'fingerprint'>, given: Pick<Model, 'name' | 'fingerprint' | 'formerFingerprints'>): boolean =>
  model === given.name && (fingerprint === given.fingerprint || given.formerFingerprints.includes(fingerprint))

/** What is settled follows from another model, or another state of it. */
export const worldOfAnotherModel = (found: Pick<Progress, 'model' | 'fingerprint'>, given: Pick<Model, 'name' | 'fingerprint'>): Problem =>
  problem('WORLD_OF_ANOTHER_MODEL', { found: `${found.model} (${found.fingerprint})`, wanted: `${given.name} (${given.fingerprint})` })

/** What `progress` keeps of the model that a world is settled under, as its statements take it: name, fingerprint, shape, declared fields. */
export const settledUnder = (model: Model): readonly [string, string, number, string] => [model.name, model.fingerprint, SHAPE, JSON.stringify(declaredFields(model))]

export const readProgress = async (client: Pick<JournalClient, 'query'>): Promise<Progress | undefined> => (await client.query<Progress>(sql('read/progress'))).rows[0]

/** What is settled follows from this model, by whichever of its fingerprints it was known. */
export const settledAs = (journal: Journal, { fingerprint }: Pick<Model, 'fingerprint'>): Promise<void> =>
  withJournal('name the model', async () => {
    await journal.query('update progress set fingerprint = $1', [fingerprint])
  })

import type { Decoding } from '../model/decoding.ts'
import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { withJournal, type Journal, type JournalClient } from './open-journal.ts'
import { readSummary, type JournalSummary } from './read-summary.ts'
import { sql } from './sql.ts'

/** What a journal holds, if it is a world of a model of this name that was told something. */
export const heldWorld = async (journal: Pick<Journal, 'query'> | Pick<JournalClient, 'query'>, model: Model): Promise<JournalSummary> => {
  const summary = await readSummary(journal)
  if (summary === undefined || summary.events === 0) throw problem('NOTHING_TOLD', { model: model.name })
  if (summary.model !== model.name) throw problem('WORLD_OF_ANOTHER_MODEL', { found: `${summary.model} (${summary.fingerprint})`, wanted: `${model.name} (${model.fingerprint})` })
  return summary
}

/** Events of a source that are decoded alike; how is not known of those that an earlier release took. */
export interface HeldDecoding {
  readonly source: string
  readonly decoding: Decoding | undefined
  readonly events: number
}

/** Values under an identifier scheme that several entities claim. */
export interface SharedIdentifiers {
  readonly type: string
  readonly scheme: string
  readonly values: number
  /** Whether that is a conflict under the model that is settled. */
  readonly contested: boolean
}

/** What is held, beside the events themselves, that a changed model may make something else of. */
export interface HeldFacts {
  readonly decodings: readonly HeldDecoding[]
  readonly shared: readonly SharedIdentifiers[]
  readonly inferred: readonly { readonly derivation: string; readonly links: number }[]
}

/** Cost: three statements, each a scan: of events, of identifiers, of inferred links. */
export const readHeldFacts = (client: JournalClient): Promise<HeldFacts> =>
  withJournal('read what is held', async () => {
    const decodings = await client.query<{ source: string; text: string | null; events: number }>(sql('read/decodings'))
    const shared = await client.query<SharedIdentifiers>(sql('read/shared-identifiers'))
    const inferred = await client.query<{ derivation: string; links: number }>(sql('read/inferred-now'))
    return {
      decodings: decodings.rows.map(({ source, text, events }) => ({ source, decoding: text === null ? undefined : (JSON.parse(text) as Decoding), events })),
      shared: shared.rows,
      inferred: inferred.rows,
    }
  })

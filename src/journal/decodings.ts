import { decodingText } from '../model/decoding.ts'
import type { SourceModel } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** The number under which the journal keeps how a source's records are decoded. Cost: one statement. */
export const decodingId = async (client: JournalClient, source: SourceModel): Promise<number> => {
  const { fingerprint, text } = decodingText(source)
  const [row] = (await client.query<{ id: number }>(sql('write/decoding', [source.name, fingerprint, text]))).rows
  invariant(row !== undefined, 'decodingId', 'the row just written is not there')
  return row.id
}

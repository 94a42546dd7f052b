import type { Instant } from '../vocabulary/instant.ts'
import { sql } from './sql.ts'
import { Survivors, type MergeRow } from './survivors.ts'
import type { Reader } from './told.ts'

/** Merges and undoings as far as is settled, or up to a place; all of them, or those recorded by `knownAt`. Cost: one statement, a row a ruling. */
export const readMerges = async (reader: Reader, { upTo, knownAt }: { readonly upTo?: number; readonly knownAt?: Instant } = {}): Promise<readonly MergeRow[]> =>
  (await reader.query<MergeRow>(sql('read/merges', [upTo ?? null, knownAt ?? null]))).rows

export const readSurvivors = async (reader: Reader, knownAt?: Instant): Promise<Survivors> => new Survivors(await readMerges(reader, knownAt === undefined ? {} : { knownAt }))

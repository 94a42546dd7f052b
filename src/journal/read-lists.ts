import type { Instant } from '../vocabulary/instant.ts'
import { instant } from '../vocabulary/instant.ts'
import type { Reject } from '../vocabulary/event.ts'
import type { Applied } from '../vocabulary/applied.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { ConflictPage, JournalReads, JournalStanding, RejectPage } from './journal-reads.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'

interface RejectRow {
  readonly id: number
  readonly source: string
  readonly content_hash: string
  readonly file: string
  readonly line: number
  readonly code: string
  readonly reason: string
  readonly record: string
}

export const readRejects = async (journal: Reader, asked: Parameters<JournalReads['rejects']>[0]): Promise<RejectPage> => {
  const source = asked.source ?? null
  const before = await changesOf(journal)
  const page = await readRejectPage(journal, source, asked)
  return { ...page, changes: before === await changesOf(journal) ? before : undefined }
}

const changesOf = async (journal: Reader): Promise<number> => (await journal.query<{ changes: number }>(sql('read/reject-changes'))).rows[0]?.changes ?? 0

const readRejectPage = async (journal: Reader, source: string | null, asked: Parameters<JournalReads['rejects']>[0]): Promise<RejectPage> => {
  const { rows } = await journal.query<RejectRow>(sql('read/rejects-page', [source, asked.after ?? null, asked.first + 1]))
  const rejects = rows.slice(0, asked.first).map(({ id, content_hash, ...rest }) => ({ ...rest, contentHash: content_hash, position: id }))
  if (!asked.count) return { rejects, hasNextPage: rows.length > asked.first }
  const counted = await journal.query<{ total: number }>(sql('read/rejects-count', [source]))
  return { rejects, hasNextPage: rows.length > asked.first, total: counted.rows[0]?.total ?? 0 }
}

export const readRejectsNaming = async (journal: Reader, text: string, first: number): Promise<readonly Reject[]> => {
  const { rows } = await journal.query<RejectRow>(sql('read/rejects-naming', [text, first]))
  return rows.map(({ id: _, content_hash, ...rest }) => ({ ...rest, contentHash: content_hash }))
}

interface ConflictTold {
  readonly ref: Ref
  readonly field: string
  readonly reason: string
  readonly claims: readonly string[]
  readonly decided_by: string | null
  readonly decided_version: number | null
}

export const readConflicts = async (journal: Reader, asked: Parameters<JournalReads['conflicts']>[0]): Promise<ConflictPage> => {
  const { rows } = await journal.query<ConflictTold>(sql('read/conflicts-page', [asked.after?.ref ?? null, asked.after?.field ?? null, asked.first + 1, asked.decided]))
  const conflicts = rows.slice(0, asked.first).map(({ ref, decided_by: name, decided_version: version, ...rest }) => ({ about: ref, ...rest, ...(name === null || version === null ? {} : { decidedBy: { name, version } }) }))
  if (!asked.count) return { conflicts, hasNextPage: rows.length > asked.first }
  const counted = await journal.query<{ total: number }>(sql('read/conflicts-count', [asked.decided]))
  return { conflicts, hasNextPage: rows.length > asked.first, total: counted.rows[0]?.total ?? 0 }
}

interface StandingRow {
  readonly waiting: number | null
  readonly is_even: boolean
  readonly redecoded: number
  readonly source: string
  readonly last_occurred_at: number
  readonly last_recorded_at: number
}

/** How far the graph is behind, by when the journal took what it lacks, and how recent each source is. Cost: one statement, a row a source. */
export const readStanding = async (journal: Reader, { seq, batch }: Pick<Applied, 'seq' | 'batch'>, now: Instant): Promise<JournalStanding> => {
  const { rows } = await journal.query<StandingRow>(sql('read/standing', [seq, batch, now]))
  const waiting = rows[0]?.waiting ?? null
  return {
    ...(waiting === null ? { lagMs: 0 } : { lagMs: Math.max(0, now - waiting), waitingSince: instant(waiting) }),
    isEven: rows[0]?.is_even ?? false,
    redecoded: rows[0]?.redecoded ?? 0,
    freshness: rows.filter(({ source }) => source !== null).map((row) => ({ source: row.source, lastOccurredAt: instant(row.last_occurred_at), lastRecordedAt: instant(row.last_recorded_at) })),
  }
}

import { withJournal, type Journal } from './open-journal.ts'
import type { SeqRanges } from './seq-ranges.ts'
import { sql } from './sql.ts'

/** Refs of what links name and no record has told of yet, in order. Cost: an index scan. */
export const readUnresolved = async (journal: Journal, first: number): Promise<readonly string[]> =>
  withJournal('list what is unresolved', async () => (await journal.query<{ ref: string }>(sql('read/unresolved-refs', [first]))).rows.map(({ ref }) => ref))

/** An event that a correction or retraction of its source names and nobody has told. */
export interface Awaited {
  readonly source: string
  readonly eventId: string
  /** The event that names it: until it is told, that one stands beside whatever it was to replace. */
  readonly by: string
}

/** The first of them, by source and id. Cost: a scan of what corrects and retracts. */
export const readAwaited = async (journal: Journal, first: number): Promise<readonly Awaited[]> =>
  withJournal('list what is awaited', async () => (await journal.query<{ source: string; event_id: string; by: string }>(sql('read/awaited-events', [first]))).rows.map(({ source, event_id, by }) => ({ source, eventId: event_id, by })))

/** Distinct links of a source's events that still point at something unseen. Cost: the links to unresolved entities. */
export const countUnresolved = async (journal: Journal, source: string, seqs: SeqRanges): Promise<number> =>
  withJournal('count unresolved links', async () => {
    const { rows } = await journal.query<{ links: number }>(sql('read/unresolved-links', [source, seqs.toString()]))
    return rows[0]?.links ?? 0
  })

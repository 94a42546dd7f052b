import type { Reject } from '../vocabulary/event.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { SourceModel } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { decodingId } from './decodings.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { divide } from './refuse-circles.ts'
import { rejectOf, type Told } from './reject-of.ts'
import { sql } from './sql.ts'

export interface Appended {
  readonly accepted: number
  readonly unchanged: number
  /** Every reject of the batch, those found here (EVENT_ID_REUSED) included, by line. */
  readonly rejects: readonly Reject[]
  /** Journal places of the events, those told before included. */
  readonly seqs: readonly number[]
  /** Journal place of the last event taken; undefined when none was new. */
  readonly lastSeq: number | undefined
}

/** Held to its commit by whoever adds to the journal, so that a smaller place was committed before a larger one. */
export const APPEND_LOCK = 7012002

/**
 * Takes one batch of one source into the journal, in one transaction: events that are new, and rejects. Told again with the same content is
 * unchanged, with other content a reject. The lock makes `seq` safe to follow: what has a smaller one has been committed before.
 * A record that is taken leaves the list of rejects; so do those `retried` (their hashes) that are not among the rejects of this batch.
 * Cost: nine statements at most, whatever the batch.
 */
export const append = async (journal: Journal, decoder: SourceModel, told: readonly Told[], rejected: readonly Reject[], now: Instant, retried: readonly string[] = []): Promise<Appended> => {
  const source = decoder.name
  return inTransaction(journal, 'append to the journal', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const { fresh, repeated, circular } = await divide(client, decoder, told)
    const taken = await insertEvents(client, decoder, [...fresh.values()], now)
    if (taken.ids.size > 0) await client.query(sql('write/append-freshness', [source, ...latest([...fresh.values()].filter((one) => taken.ids.has(one.event.eventId)), now)]))
    const stale = [...fresh.values()].filter((one) => !taken.ids.has(one.event.eventId))
    const hashes = new Map([...fresh.values()].map((one) => [one.event.eventId, one.event.contentHash]))
    const seqs = [...taken.seqs]
    if (stale.length > 0) {
      const known = await client.query<{ seq: number; event_id: string; content_hash: string }>(sql('read/known-events', [source, stale.map((one) => one.event.eventId)]))
      for (const row of known.rows) hashes.set(row.event_id, row.content_hash)
      seqs.push(...known.rows.map((row) => row.seq).sort((a, b) => a - b))
    }
    const again = [...stale, ...repeated]
    const { reused, rejects } = judgeAgain(again, hashes, [...rejected, ...circular])
    await insertRejects(client, rejects, now)
    const kept = new Set(rejects.map((reject) => reject.contentHash))
    const gone = [...retried, ...told.map((one) => one.event.contentHash)].filter((hash) => !kept.has(hash))
    if (gone.length > 0) await client.query(sql('write/forget-rejects', [source, gone]))
    return { accepted: taken.ids.size, unchanged: again.length - reused, rejects, seqs, lastSeq: taken.seqs.at(-1) }
  })
}

/** Of those told again, those with other content are rejects beside the ones that decoding found; `hashes`: content by event id. */
export const judgeAgain = (again: readonly Told[], hashes: ReadonlyMap<string, string>, rejected: readonly Reject[]): { readonly reused: number; readonly rejects: readonly Reject[] } => {
  const reused = again.filter((one) => hashes.get(one.event.eventId) !== one.event.contentHash)
  return { reused: reused.length, rejects: [...rejected, ...reused.map((one) => rejectOf(one, problem('EVENT_ID_REUSED', { source: one.event.source, eventId: one.event.eventId })))].sort((a, b) => a.line - b.line) }
}

/** The latest occurredAt and recordedAt among events. */
export const latest = (told: readonly Told[], now: Instant): readonly [number, number] => [
  told.reduce((last, { event }) => Math.max(last, event.occurredAt), -Infinity),
  told.reduce((last, { event }) => Math.max(last, event.recordedAt ?? now), -Infinity),
]

const insertEvents = async (client: JournalClient, source: SourceModel, told: readonly Told[], now: Instant): Promise<{ ids: ReadonlySet<string>; seqs: readonly number[] }> => {
  if (told.length === 0) return { ids: new Set(), seqs: [] }
  const events = told.map((one) => one.event)
  const { rows } = await client.query<{ seq: number; event_id: string }>(
    sql('write/append-events', [
      source.name, asLines(events.map((event) => event.eventId)), asLines(events.map((event) => event.contentHash)), events.map((event) => event.occurredAt), events.map((event) => event.recordedAt ?? now),
      events.map((event) => event.sequence ?? null), events.map((event) => event.corrects ?? null), events.map((event) => event.retracts ?? null),
      events.map((event) => event.deletes === true), asLines(events.map((event) => JSON.stringify(event.statements))), now, await decodingId(client, source),
    ]),
  )
  return { ids: new Set(rows.map((row) => row.event_id)), seqs: rows.map((row) => row.seq).sort((a, b) => a - b) }
}

/** Texts without control characters: checked ids, hashes, JSON. */
const asLines = (texts: readonly string[]): string => texts.join('\n')

/** PostgreSQL text holds no NUL; its visible sign stands for it. */
export const storable = (text: string): string => text.replaceAll('\0', '␀')

/** Of a word that no vocabulary has so much is kept. */
const LONGEST_SPELLING = 200

/** Keeps rejects, once per source and content. */
export const insertRejects = async (client: JournalClient, rejects: readonly Reject[], now: Instant): Promise<void> => {
  if (rejects.length === 0) return
  await client.query(
    sql('write/append-rejects', [
      rejects.map((reject) => reject.source), rejects.map((reject) => reject.contentHash), rejects.map((reject) => reject.file), rejects.map((reject) => reject.line),
      rejects.map((reject) => reject.code), rejects.map((reject) => storable(reject.reason)), rejects.map((reject) => storable(reject.record)),
      rejects.map((reject) => reject.columns === undefined ? null : storable(JSON.stringify(reject.columns))),
      rejects.map(({ unknownStates }) => unknownStates === undefined ? null : JSON.stringify(unknownStates.map(({ type, spelling }) => ({ type, spelling: storable(spelling.slice(0, LONGEST_SPELLING)).toWellFormed() })))), now,
    ]),
  )
}

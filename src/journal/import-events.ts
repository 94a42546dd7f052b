import type { SourceModel } from '../model/model.ts'
import type { Reject } from '../vocabulary/event.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { APPEND_LOCK, insertRejects, judgeAgain, latest, type Appended } from './append.ts'
import type { ToldEvent } from './claim-rows.ts'
import { copyRows } from './copy-in.ts'
import { decodingId } from './decodings.ts'
import type { JournalClient } from './open-journal.ts'
import { divide } from './refuse-circles.ts'
import type { Told } from './reject-of.ts'
import { sql } from './sql.ts'

/** Takes events into an empty journal, within one transaction. */
export interface EventImporter {
  /** The next batch of a source, as `append` would have taken it; with the events that were new, in their places. */
  readonly take: (source: SourceModel, told: readonly Told[], rejected: readonly Reject[], now: Instant) => Promise<Pick<Appended, 'accepted' | 'unchanged' | 'rejects'> & { readonly events: readonly ToldEvent[] }>
  /** After the last: gives the journal's last place, 0 when nothing was taken. */
  readonly finish: () => Promise<number>
}

const UNIQUE_VIOLATION = '23505'

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION

/** Whether the journal of this transaction holds anything at all. Nobody adds to it before the transaction ends. */
export const isJournalEmpty = async (client: JournalClient): Promise<boolean> => {
  await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
  const held = (await client.query<{ events: boolean; rejects: boolean; merges: boolean; recalls: boolean }>(sql('read/world-holds'))).rows[0]
  return held?.events === false && !held.rejects && !held.merges && !held.recalls
}

/** Cost: one COPY a batch, one statement a source; three statements more where event ids come again. */
export const importEvents = async (client: JournalClient): Promise<EventImporter> => {
  const first = (await client.query<{ next: number }>(sql('read/event-place'))).rows[0]?.next ?? 1
  let next = first
  const decodings = new Map<SourceModel, number>()
  const copy = async (decoding: number, told: readonly Told[], now: Instant): Promise<readonly ToldEvent[]> => {
    const events = told.map(({ event }, index) => ({
      seq: next + index, source: event.source, event_id: event.eventId, corrects: event.corrects ?? null, retracts: event.retracts ?? null, occurred_at: event.occurredAt, recorded_at: event.recordedAt ?? now, sequence: event.sequence ?? null, deletes: event.deletes === true, statements: event.statements,
    }))
    await copyRows(client, 'event (seq, source, event_id, content_hash, occurred_at, recorded_at, taken_at, sequence, corrects, retracts, deletes, body, decoding)', told.map(({ event }, index) => [
      next + index, event.source, event.eventId, event.contentHash, event.occurredAt, event.recordedAt ?? now, now, event.sequence ?? null, event.corrects ?? null, event.retracts ?? null, event.deletes === true, JSON.stringify(event.statements), decoding,
    ]))
    next += events.length
    return events
  }
  /** Most batches hold no id that came before, so none is looked for until PostgreSQL finds one. */
  const copyNew = async (source: SourceModel, fresh: ReadonlyMap<string, Told>, now: Instant): Promise<{ readonly events: readonly ToldEvent[]; readonly known: ReadonlyMap<string, string> }> => {
    const decoding = decodings.get(source) ?? (await decodingId(client, source))
    decodings.set(source, decoding)
    await client.query('savepoint batch')
    try {
      const events = await copy(decoding, [...fresh.values()], now)
      await client.query('release savepoint batch')
      return { events, known: new Map() }
    } catch (error) {
      if (!isTaken(error)) throw error
      await client.query('rollback to savepoint batch')
      const { rows } = await client.query<{ event_id: string; content_hash: string }>(sql('read/known-events', [source.name, [...fresh.keys()]]))
      const known = new Map(rows.map((row) => [row.event_id, row.content_hash]))
      return { events: await copy(decoding, [...fresh.values()].filter((one) => !known.has(one.event.eventId)), now), known }
    }
  }
  return {
    take: async (source, told, rejected, now) => {
      const { fresh, repeated, circular } = await divide(client, source, told)
      const { events, known } = await copyNew(source, fresh, now)
      const taken = [...fresh.values()].filter((one) => !known.has(one.event.eventId))
      if (taken.length > 0) await client.query(sql('write/append-freshness', [source.name, ...latest(taken, now)]))
      const hashes = new Map([...[...fresh].map(([id, one]) => [id, one.event.contentHash] as const), ...known])
      const again = [...[...fresh.values()].filter((one) => known.has(one.event.eventId)), ...repeated]
      const { reused, rejects } = judgeAgain(again, hashes, [...rejected, ...circular])
      await insertRejects(client, rejects, now)
      return { accepted: events.length, unchanged: again.length - reused, rejects, events }
    },
    finish: async () => {
      if (next === first) return 0
      await client.query(sql('write/event-place', [next - 1]))
      return next - 1
    },
  }
}

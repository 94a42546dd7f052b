import type { SourceModel } from '../model/model.ts'
import type { Event } from '../vocabulary/event.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { APPEND_LOCK } from './append.ts'
import { decodingId } from './decodings.ts'
import { inTransaction, withJournal, type Journal } from './open-journal.ts'
import { closingCircles } from './refuse-circles.ts'
import { sql } from './sql.ts'

interface Known {
  readonly event_id: string
  readonly content_hash: string
}

const nameOf = ({ event_id, content_hash }: Known): string => `${content_hash} ${event_id}`

export interface Redecoded {
  readonly redecoded: number
  readonly same: number
  readonly unknown: number
}

/**
 * Writes down what records of one source that were taken before say as they are decoded now; the journal is then to be settled anew before it
 * serves. Known is a record by its event id and its content. Refused when they would correct each other in a circle. Cost: five statements, whatever the batch.
 */
export const redecode = async (journal: Journal, source: SourceModel, events: readonly Event[], now: Instant): Promise<Redecoded> => {
  if (events.length === 0) return { redecoded: 0, same: 0, unknown: 0 }
  return inTransaction(journal, 'decode records again', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    // The same record twice in a batch is one event.
    const once = [...new Map(events.map((event) => [nameOf({ event_id: event.eventId, content_hash: event.contentHash }), event])).values()]
    for (const circle of (await closingCircles(client, source, once)).values()) throw circle
    const { rows } = await client.query<Known & { readonly same: boolean }>(
      sql('write/redecode-events', [
        source.name, await decodingId(client, source), once.map((event) => event.eventId), once.map((event) => event.contentHash), once.map((event) => event.occurredAt),
        once.map((event) => event.sequence ?? null), once.map((event) => event.corrects ?? null), once.map((event) => event.retracts ?? null),
        once.map((event) => event.deletes === true), once.map((event) => JSON.stringify(event.statements)), now,
      ]),
    )
    if (rows.some((row) => !row.same)) await client.query(sql('write/settle-anew'))
    const known = new Set(rows.map(nameOf))
    const redecoded = rows.filter((row) => !row.same).length
    const unknown = events.filter((event) => !known.has(nameOf({ event_id: event.eventId, content_hash: event.contentHash }))).length
    return { redecoded, same: events.length - redecoded - unknown, unknown }
  })
}

/** After the last: when the source last told of something follows from its events as they are now. Cost: one scan of them. */
export const refreshSource = async (journal: Journal, source: SourceModel): Promise<void> =>
  withJournal('refresh a source', async () => {
    await journal.query(sql('write/freshness-anew', [source.name]))
  })

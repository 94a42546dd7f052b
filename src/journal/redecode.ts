import type { SourceModel } from '../model/model.ts'
import type { Problem } from '../problems/problem.ts'
import type { Event } from '../vocabulary/event.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { APPEND_LOCK } from './append.ts'
import { decodingId } from './decodings.ts'
import { inTransaction, withJournal, type Journal } from './open-journal.ts'
import { closedCircle, speaksOfOthers } from './refuse-circles.ts'
import { sql } from './sql.ts'

const nameOf = (eventId: string, contentHash: string): string => `${contentHash} ${eventId}`

export interface Redecoded {
  readonly redecoded: number
  readonly same: number
  readonly unknown: number
  /** Events left as they were decoded, in none of the counts: they correct or retract others, and these would do so in a circle. */
  readonly held: readonly Event[]
  /** The circle for which they are. */
  readonly circle: Problem | undefined
}

/**
 * Writes down what records of one source that were taken before say as they are decoded now; the journal is then to be settled anew before it
 * serves. Known is a record by its event id and its content. Where a circle would come about, the batch's events that speak of no other are written
 * alone, which closes none. Cost: six statements, whatever the batch.
 */
export const redecode = async (journal: Journal, source: SourceModel, events: readonly Event[], now: Instant): Promise<Redecoded> => {
  if (events.length === 0) return { redecoded: 0, same: 0, unknown: 0, held: [], circle: undefined }
  return inTransaction(journal, 'decode records again', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const taken = new Set((await client.query<{ event_id: string; content_hash: string }>(sql('read/known-events', [source.name, events.map((event) => event.eventId)]))).rows.map((row) => nameOf(row.event_id, row.content_hash)))
    const known = events.filter((event) => taken.has(nameOf(event.eventId, event.contentHash)))
    // The same record twice in a batch is one event.
    const once = [...new Map(known.map((event) => [event.eventId, event])).values()]
    const circle = await closedCircle(client, source, once)
    const isHeld = (event: Event): boolean => circle !== undefined && speaksOfOthers(event)
    const held = known.filter(isHeld)
    const anew = once.filter((event) => !isHeld(event))
    const { rows } = await client.query<{ same: boolean }>(
      sql('write/redecode-events', [
        source.name, await decodingId(client, source), anew.map((event) => event.eventId), anew.map((event) => event.contentHash), anew.map((event) => event.occurredAt),
        anew.map((event) => event.sequence ?? null), anew.map((event) => event.corrects ?? null), anew.map((event) => event.retracts ?? null),
        anew.map((event) => event.deletes === true), anew.map((event) => JSON.stringify(event.statements)), now,
      ]),
    )
    const redecoded = rows.filter((row) => !row.same).length
    if (redecoded > 0) await client.query(sql('write/settle-anew'))
    return { redecoded, same: known.length - held.length - redecoded, unknown: events.length - known.length, held, circle }
  })
}

/** After the last: when the source last told of something follows from its events as they are now. Cost: one scan of them. */
export const refreshSource = async (journal: Journal, source: SourceModel): Promise<void> =>
  withJournal('refresh a source', async () => {
    await journal.query(sql('write/freshness-anew', [source.name]))
  })

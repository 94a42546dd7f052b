import type { SourceModel } from '../model/model.ts'
import { problem, type Problem } from '../problems/problem.ts'
import type { Event, Reject } from '../vocabulary/event.ts'
import type { JournalClient } from './open-journal.ts'
import { rejectOf, type Told } from './reject-of.ts'
import { sql } from './sql.ts'

type ActingEvent = Pick<Event, 'eventId' | 'corrects' | 'retracts'>

const targetsOf = ({ corrects, retracts }: ActingEvent): readonly string[] => [corrects, retracts].filter((id) => id !== undefined)

export const speaksOfOthers = (event: ActingEvent): boolean => targetsOf(event).length > 0

/** What events of a source, told before, correct and retract, followed to the end from what given ones do. Cost: none where none of these speaks of another, else one statement. */
const readActing = async (client: JournalClient, source: string, events: readonly ActingEvent[]): Promise<Map<string, readonly string[]>> => {
  const ids = events.flatMap(targetsOf)
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<{ event_id: string; targets: readonly string[] }>(sql('read/acting-from', [source, ids]))
  return new Map(rows.map((row) => [row.event_id, row.targets]))
}

const leadsTo = (acting: ReadonlyMap<string, readonly string[]>, from: readonly string[], to: string): boolean => {
  const seen = new Set(from)
  for (const id of seen) {
    if (id === to) return true
    for (const next of acting.get(id) ?? []) seen.add(next)
  }
  return false
}

/** Events that correct or retract each other in a circle would each be void by the other: why one that closes it is refused. One that closes none is among those that act from here on. */
const refusalOf = (acting: Map<string, readonly string[]>, source: string, event: ActingEvent): Problem | undefined => {
  const targets = targetsOf(event)
  if (leadsTo(acting, targets, event.eventId)) return problem('CORRECTION_CIRCLE', { source, eventId: event.eventId, of: targets })
  if (targets.length > 0) acting.set(event.eventId, targets)
  return undefined
}

/** Why events, as they are decoded now, would close a circle, if any does. */
export const closedCircle = async (client: JournalClient, { name }: SourceModel, events: readonly ActingEvent[]): Promise<Problem | undefined> => {
  const acting = await readActing(client, name, events)
  // What these said when they were decoded before is not so any more.
  for (const { eventId } of events) acting.delete(eventId)
  for (const event of events) {
    const circle = refusalOf(acting, name, event)
    if (circle !== undefined) return circle
  }
  return undefined
}

/**
 * Divides a batch as if it were told line by line: the first of each event id, what uses one again, and, as rejects, what would close a circle; an id under
 * which nothing was taken is not used. Cost: two statements where any speaks of another.
 */
export const divide = async (client: JournalClient, { name }: SourceModel, told: readonly Told[]): Promise<{ readonly fresh: ReadonlyMap<string, Told>; readonly repeated: readonly Told[]; readonly circular: readonly Reject[] }> => {
  const speaking = told.map((one) => one.event).filter(speaksOfOthers)
  const acting = await readActing(client, name, speaking)
  const before = new Set(speaking.length === 0 ? [] : (await client.query<{ event_id: string }>(sql('read/known-events', [name, speaking.map((event) => event.eventId)]))).rows.map((row) => row.event_id))
  const fresh = new Map<string, Told>()
  const repeated: Told[] = []
  const circular: Reject[] = []
  for (const one of told) {
    const { eventId } = one.event
    if (fresh.has(eventId)) {
      repeated.push(one)
      continue
    }
    // One that was told before is taken or refused for that, and says nothing new of others.
    const circle = before.has(eventId) ? undefined : refusalOf(acting, name, one.event)
    if (circle === undefined) fresh.set(eventId, one)
    else circular.push(rejectOf(one, circle))
  }
  return { fresh, repeated, circular }
}

import type { SourceModel } from '../model/model.ts'
import { problem, type Problem } from '../problems/problem.ts'
import type { Event, Reject } from '../vocabulary/event.ts'
import type { JournalClient } from './open-journal.ts'
import { rejectOf, type Told } from './reject-of.ts'
import { sql } from './sql.ts'

type ActingEvent = Pick<Event, 'eventId' | 'corrects' | 'retracts'>

const targetsOf = ({ corrects, retracts }: ActingEvent): readonly string[] => [corrects, retracts].filter((id) => id !== undefined)

/** What events of a source, told before, correct and retract, followed from some ids on to the end. */
const readActing = async (client: JournalClient, source: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
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

/**
 * Events that correct or retract each other in a circle would each be void by the other. The one that closes the circle, in the order told, is refused;
 * gives those by their event ids. Cost: none where no event speaks of another, else one statement.
 */
export const closingCircles = async (client: JournalClient, { name }: SourceModel, events: readonly ActingEvent[]): Promise<ReadonlyMap<string, Problem>> => {
  const acting = events.filter((event) => targetsOf(event).length > 0)
  const refused = new Map<string, Problem>()
  if (acting.length === 0) return refused
  const known = new Map(await readActing(client, name, acting.flatMap(targetsOf)))
  // What these said when they were decoded before is not so any more.
  for (const { eventId } of events) known.delete(eventId)
  for (const event of acting) {
    if (leadsTo(known, targetsOf(event), event.eventId)) refused.set(event.eventId, problem('CORRECTION_CIRCLE', { source: name, eventId: event.eventId, of: targetsOf(event) }))
    else known.set(event.eventId, targetsOf(event))
  }
  return refused
}

/** Takes the events out that would close a circle, as rejects. Cost: two statements where any speaks of another. */
export const withoutCircles = async (client: JournalClient, source: SourceModel, told: ReadonlyMap<string, Told>): Promise<{ readonly fresh: ReadonlyMap<string, Told>; readonly circular: readonly Reject[] }> => {
  const acting = [...told.values()].map((one) => one.event).filter((event) => targetsOf(event).length > 0)
  // One that was told before is taken or refused for that, and says nothing new of others.
  const before = acting.length === 0 ? [] : (await client.query<{ event_id: string }>(sql('read/known-events', [source.name, acting.map((event) => event.eventId)]))).rows.map((row) => row.event_id)
  const refused = await closingCircles(client, source, acting.filter((event) => !before.includes(event.eventId)))
  return {
    fresh: refused.size === 0 ? told : new Map([...told].filter(([id]) => !refused.has(id))),
    circular: [...told].flatMap(([id, one]) => {
      const reason = refused.get(id)
      return reason === undefined ? [] : [rejectOf(one, reason)]
    }),
  }
}

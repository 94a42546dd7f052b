import { invariant } from '../problems/invariant.ts'
import type { ClaimRow, ToldEvent } from './claim-rows.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** An event as other events of its source name it. */
type Named = Pick<ToldEvent, 'source' | 'event_id'>

/** A claim as it was, whose event is void at other times now. */
export type RevisedRow = ClaimRow & { /** Whether it stands now, by all that was told. */ readonly stands: boolean }

export interface Acts {
  /** Known times at which an event of this batch is void, as PostgreSQL writes a multirange; null: it stands. */
  readonly voidOf: (event: ToldEvent) => string | null
  /** Claims of earlier events that are void at other times than before. */
  readonly revised: readonly RevisedRow[]
}

/** Whether a multirange of known times has no end. */
export const isVoidForGood = (voided: string | null): boolean => voided?.endsWith(',)}') === true

const columns = (events: readonly Named[]): readonly [readonly string[], readonly string[]] => [events.map((event) => event.source), events.map((event) => event.event_id)]

/** Retractions of retractions of …: more than any source will tell. */
const MOST_ROUNDS = 10_000

/** What an event says of others, one row each. */
export const actsOf = ({ seq, source, event_id, recorded_at, corrects, retracts }: ToldEvent) =>
  ([[corrects, false], [retracts, true]] as const).flatMap(([target, isRetraction]) => (target === null ? [] : [{ seq, retracts: isRetraction, source, event_id, target, recorded_at }]))

/** Works out anew when what given events do is retracted, and what follows from that; gives the events that they speak of. Cost: a statement for each retraction of a retraction. */
export const retractAnew = async (client: JournalClient, events: readonly Named[]): Promise<readonly Named[]> => {
  const spokenOf: Named[] = []
  for (let asked = events, rounds = 0; asked.length > 0; rounds += 1) {
    // Circles of retractions are refused where events are taken in, so this ends.
    invariant(rounds < MOST_ROUNDS, 'retractAnew', `events retract each other in a circle: ${asked.slice(0, 3).map(({ source, event_id }) => `'${event_id}' of ${source}`).join(', ')}`)
    const { rows } = await client.query<{ source: string; target: string; retracts: boolean }>(sql('write/retracted-anew', columns(asked)))
    const changed = rows.map(({ source, target, retracts }) => ({ source, event_id: target, retracts }))
    spokenOf.push(...changed)
    asked = changed.filter((one) => one.retracts)
  }
  return spokenOf
}

/**
 * Writes down what events correct and retract, whether told before or not, and what that makes of claims told earlier. An event is void while
 * another one retracts or corrects it that is not retracted itself; one that was corrected still does what it did. Cost: one statement where no event
 * speaks of another, else five, and one for each retraction of a retraction.
 */
export const recordActs = async (client: JournalClient, events: readonly ToldEvent[]): Promise<Acts> => {
  const acts = events.flatMap(actsOf)
  if (acts.length > 0) {
    await client.query(sql('write/record-acts', [acts.map((act) => act.seq), acts.map((act) => act.retracts), acts.map((act) => act.source), acts.map((act) => act.event_id), acts.map((act) => act.target), acts.map((act) => act.recorded_at)]))
  }
  const targets = acts.map(({ source, target, retracts }) => ({ source, event_id: target, retracts }))
  const further = acts.length === 0 ? [] : await retractAnew(client, [...acts, ...targets.filter((one) => one.retracts)])
  const awaited = (await client.query<Named>(sql('read/acted-upon', columns(events)))).rows
  const spokenOf = [...targets, ...further, ...awaited]
  if (spokenOf.length === 0) return { voidOf: () => null, revised: [] }
  const last = events.at(-1)?.seq ?? 0
  const { rows } = await client.query<{ seq: number; void: string | null }>(sql('read/void-events', [...columns(spokenOf), last]))
  const voids = new Map(rows.map((row) => [row.seq, row.void]))
  const fresh = new Set(events.map((event) => event.seq))
  const earlier = rows.filter((row) => !fresh.has(row.seq))
  const revised = earlier.length === 0 ? [] : (await client.query<RevisedRow>(sql('write/void-claims', [earlier.map((row) => row.seq), earlier.map((row) => row.void)]))).rows
  return { voidOf: (event) => voids.get(event.seq) ?? null, revised }
}

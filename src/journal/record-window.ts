import type { Model } from '../model/model.ts'
import type { EdgeChange } from '../settle/changed-edges.ts'
import type { GraphChange } from '../settle/graph-change.ts'
import type { Claim } from '../vocabulary/claim.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { EventRow } from './claim-rows.ts'
import { keepStatistics } from './keep-statistics.ts'
import type { JournalClient } from './open-journal.ts'
import { recordClaims, type Recorded } from './record-claims.ts'
import { sql } from './sql.ts'
import type { Told } from './told.ts'

/** How much of the journal is taken up at a time. */
export interface Stride {
  /** Events settled together: an order that many of them speak of is settled once. */
  readonly events: number
  /** Events whose claims are written down by one statement. */
  readonly recorded: number
  /** Entities whose circle is held in memory at a time. */
  readonly examined: number
}

/** What a ruling on who is one with whom changes in the graph beside the nodes of whom it touches. */
interface Relinked extends EdgeChange {
  /** Names that were kept findable for the orders as they were. */
  readonly former: GraphChange['former']
}

/** What a window of the journal, events or one merge, changed, with what the graph still shows of it. */
export interface Window {
  /** Place of its last event. */
  readonly to: number
  readonly events: number
  readonly touched: ReadonlySet<Ref>
  readonly merged: readonly Ref[]
  /** By id: claims told before the window that stand no more, name another at one end now, or stand again, as they were; undefined where they did not stand. */
  readonly before: ReadonlyMap<string, Claim | undefined>
  /** By what entities were ever known under a scheme of which they lost or regained an identifier. */
  readonly unnamed: GraphChange['former']
  readonly ahead: Recorded['ahead']
  /** Set when the window is a merge of orders or its undoing: what the graph must change of their links. */
  readonly relinked?: Relinked
}

/** Bodies read for a window: long records make it shorter, so that memory does not follow their length. */
const WINDOW_BYTES = 16 << 20

/**
 * Writes down the claims of the next events, as far as the next merge of orders, in the journal's order, and tells `told` of them. Cost: ten statements at most for every
 * `stride.recorded` events; memory: the names of what they touch, and the links that name another now.
 */
export const recordWindow = async (client: JournalClient, model: Model, told: Told, after: number, stride: Stride, now: number): Promise<Window> => {
  let to = after
  let taken = 0
  let bytes = 0
  const touched = new Set<Ref>()
  const merged = new Set<Ref>()
  const before = new Map<string, Claim | undefined>()
  const unnamed: GraphChange['former'][number][] = []
  const ahead: Recorded['ahead'][number][] = []
  while (taken < stride.events && bytes < WINDOW_BYTES) {
    const { rows: events } = await client.query<EventRow>(sql('read/events-after', [to, Math.min(stride.recorded, stride.events - taken)]))
    const last = events.at(-1)
    if (last === undefined) break
    to = last.seq
    taken += events.length
    bytes += events.reduce((sum, event) => sum + event.body.length, 0)
    const recorded = await recordClaims(client, model, told.survivors, events, now)
    for (const ref of recorded.stale) told.forget(ref)
    told.record(recorded.fresh, recorded.entities, recorded.claims)
    for (const ref of recorded.touched) touched.add(told.survivors.of(ref))
    // A placeholder that was merged earlier in the window and is claimed twice now is back, and so is who was told of no more.
    for (const ref of [...recorded.created, ...recorded.entities.keys()]) merged.delete(told.survivors.of(ref))
    for (const ref of recorded.merged) merged.add(ref)
    const untold = await untoldSince(client, told, recorded.untold)
    for (const ref of untold.gone) merged.add(ref)
    for (const ref of untold.lessTold) touched.add(ref)
    for (const [id, claim] of recorded.before) if (!before.has(id)) before.set(id, claim && told.survivors.inClaim(claim))
    unnamed.push(...recorded.unnamed.map((one) => ({ ...one, ref: told.survivors.of(one.ref), shown: true })))
    ahead.push(...recorded.ahead)
    await keepStatistics(client)
  }
  return { to, events: taken, touched, merged: [...merged], before, unnamed, ahead }
}

/** Those of whom nothing that stands tells any more. An order goes on as long as anything tells of one that it was merged with. */
const untoldSince = async (client: JournalClient, told: Told, refs: readonly Ref[]): Promise<{ readonly gone: readonly Ref[]; readonly lessTold: readonly Ref[] }> => {
  if (refs.length === 0) return { gone: [], lessTold: [] }
  const survivors = [...new Set(refs.map((ref) => told.survivors.of(ref)))]
  await told.ensure(client, survivors)
  return { gone: survivors.filter((ref) => !told.has(ref)), lessTold: survivors.filter((ref) => told.has(ref)) }
}

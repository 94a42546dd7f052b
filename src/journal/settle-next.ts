import type { Model } from '../model/model.ts'
import { settleBatch, type Settled } from '../settle/settle-batch.ts'
import { shortenNodes } from '../settle/shorten-nodes.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { circleOf } from './circle.ts'
import type { EventRow } from './claim-rows.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { recordClaims, type Recorded } from './record-claims.ts'
import { sql } from './sql.ts'
import { Told } from './told.ts'
import { writeConflicts } from './write-conflicts.ts'
import { writeMembers } from './write-members.ts'

export interface Progress {
  readonly world: string
  readonly model: string
  readonly fingerprint: string
  readonly settled: number
  readonly applied: number
  /** A rebuild has begun and the graph may still hold what was before it. */
  readonly emptying: boolean
}

export const readProgress = async (client: Pick<JournalClient, 'query'>): Promise<Progress | undefined> => (await client.query<Progress>(sql('read/progress'))).rows[0]

export interface Settler {
  /**
   * Settles the next events of the journal, at most `most`, and whatever claim dated ahead has come due; leaves what the graph must change
   * in the outbox, all in one transaction. Undefined when there was nothing to do. Cost: a number of statements that grows with the depth
   * of belonging in the model, not with the events; claims of the orders touched are read where they are not kept from earlier batches.
   */
  readonly settleNext: (now: Instant, most: number) => Promise<{ readonly settled: number; readonly events: number } | undefined>
}

/** Settles one journal; keeps what it read between batches for as long as nobody else settles. */
export const makeSettler = (journal: Journal, model: Model): Settler => {
  const told = new Told(model)
  let keptAt = -1
  const settleNext: Settler['settleNext'] = (now, most) => inTransaction(journal, 'settle the journal', async (client) => {
    const progress = await readProgress(client)
    if (progress === undefined || progress.emptying) return undefined
    const { rows: events } = await client.query<EventRow>(sql('read/events-after', [progress.settled, Number.MAX_SAFE_INTEGER, most]))
    const { rows: due } = await client.query<{ ref: Ref }>(sql('write/due-out', [now, most]))
    if (events.length === 0 && due.length === 0) return undefined
    if (keptAt !== progress.settled) told.forgetAll()
    // Until this commits, what is kept may be ahead of the journal.
    keptAt = -1
    told.beginBatch()
    const recorded = await recordClaims(client, model, events, now)
    for (const ref of recorded.stale) told.forget(ref)
    told.record(recorded.fresh, recorded.entities, recorded.claims)
    const settled = await settleTouched(client, model, told, recorded, new Set([...recorded.touched, ...due.map((row) => row.ref)]), progress.settled, now)
    const nodes = shortenNodes(settled.change.nodes, (ref) => told.shown(ref))
    for (const node of settled.change.nodes) told.setShown(node)
    const ahead = [...recorded.ahead, ...settled.due]
    if (ahead.length > 0) await client.query(sql('write/due-in', [ahead.map((one) => one.at), ahead.map((one) => one.ref)]))
    const to = events.at(-1)?.seq ?? progress.settled
    await client.query(sql('write/outbox-in', [to, JSON.stringify({ ...settled.change, nodes }), now]))
    await client.query(sql('write/settled', [to]))
    return { settled: to, events: events.length }
  })
  return {
    settleNext: async (now, most) => {
      const done = await settleNext(now, most)
      if (done !== undefined) keptAt = done.settled
      return done
    },
  }
}

const settleTouched = async (client: JournalClient, model: Model, told: Told, recorded: Recorded, touched: ReadonlySet<Ref>, settledBefore: number, now: Instant): Promise<Settled> => {
  const { orders, refs } = await circleOf(client, model, told, touched)
  const membersBefore = new Map([...orders].map((order) => [order, told.membersBefore(order)]))
  const settled = settleBatch({ facts: told.facts(refs), touched, orders, membersBefore, isUnresolved: (ref) => told.isUnresolved(ref), settledBefore, retargeted: recorded.retargeted, merged: recorded.merged, now })
  await writeMembers(client, membersBefore, settled.members)
  for (const [order, members] of settled.members) told.setMembers(order, members)
  await writeConflicts(client, model, settled)
  return settled
}

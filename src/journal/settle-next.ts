import type { Model } from '../model/model.ts'
import { settleBatch, type Settled } from '../settle/settle-batch.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { EventRow } from './claim-rows.ts'
import { circleOf, loadFacts } from './load-facts.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { recordClaims, type Recorded } from './record-claims.ts'
import { sql } from './sql.ts'
import { writeConflicts } from './write-conflicts.ts'

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

/**
 * Settles the next events of the journal, at most `most`, and whatever claim dated ahead has come due; leaves what the graph must change in
 * the outbox, all in one transaction. Undefined when there was nothing to do. Cost: a number of statements that grows with the depth of
 * belonging in the model, not with the events; the claims of the orders touched are read.
 */
export const settleNext = async (journal: Journal, model: Model, now: Instant, most: number): Promise<{ readonly settled: number; readonly events: number } | undefined> =>
  inTransaction(journal, 'settle the journal', async (client) => {
    const progress = await readProgress(client)
    if (progress === undefined || progress.emptying) return undefined
    const { rows: events } = await client.query<EventRow>(sql('read/events-after', [progress.settled, Number.MAX_SAFE_INTEGER, most]))
    const { rows: due } = await client.query<{ ref: Ref }>(sql('write/due-out', [now, most]))
    if (events.length === 0 && due.length === 0) return undefined
    const recorded = await recordClaims(client, model, events, now)
    const touched = new Set([...recorded.touched, ...due.map((row) => row.ref)])
    const settled = await settleTouched(client, model, recorded, touched, progress.settled, now)
    if (recorded.ahead.length > 0) await client.query(sql('write/due-in', [recorded.ahead.map((one) => one.at), recorded.ahead.map((one) => one.ref)]))
    const to = events.at(-1)?.seq ?? progress.settled
    await client.query(sql('write/outbox-in', [to, JSON.stringify(settled.change), now]))
    await client.query(sql('write/settled', [to]))
    return { settled: to, events: events.length }
  })

const settleTouched = async (client: JournalClient, model: Model, recorded: Recorded, touched: ReadonlySet<Ref>, settledBefore: number, now: Instant): Promise<Settled> => {
  const circle = await circleOf(client, model, touched)
  const { facts, unresolved } = await loadFacts(client, model, circle.refs, 'current')
  const orders = new Set([...circle.orders].filter((ref) => facts.entities.has(ref)))
  const membersBefore = await readMembers(client, orders)
  const settled = settleBatch({ facts, touched, orders, membersBefore, unresolved, settledBefore, retargeted: recorded.retargeted, merged: recorded.merged, now })
  await writeMembers(client, membersBefore, settled.members)
  await writeConflicts(client, model, settled)
  return settled
}

const readMembers = async (client: JournalClient, orders: ReadonlySet<Ref>): Promise<ReadonlyMap<Ref, ReadonlySet<Ref>>> => {
  const { rows } = await client.query<{ order_ref: Ref; ref: Ref }>(sql('read/members-of', [[...orders]]))
  const members = new Map<Ref, Set<Ref>>()
  for (const row of rows) {
    const known = members.get(row.order_ref)
    if (known === undefined) members.set(row.order_ref, new Set([row.ref]))
    else known.add(row.ref)
  }
  return members
}

const writeMembers = async (client: JournalClient, before: ReadonlyMap<Ref, ReadonlySet<Ref>>, after: ReadonlyMap<Ref, readonly Ref[]>): Promise<void> => {
  const gone: [Ref, Ref][] = []
  const come: [Ref, Ref][] = []
  for (const [order, refs] of after) {
    const now = new Set(refs)
    const was = before.get(order) ?? new Set()
    for (const ref of was) if (!now.has(ref)) gone.push([order, ref])
    for (const ref of now) if (!was.has(ref)) come.push([order, ref])
  }
  if (gone.length > 0) await client.query(sql('write/members-out', [gone.map(([order]) => order), gone.map(([, ref]) => ref)]))
  if (come.length > 0) await client.query(sql('write/members-in', [come.map(([order]) => order), come.map(([, ref]) => ref)]))
}

import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { AsOfReader, JournalReads, OrdersShare } from './journal-reads.ts'
import { membersOf } from './members-of.ts'
import { OF_QUESTIONS, withJournal } from './open-journal.ts'
import { ordersNamed } from './orders-named.ts'
import { readKeptOrder, readOrderAsOf, readWorldAsOf } from './read-as-of.ts'
import { readClaimsByIds, readClaimsOf, readTimelines } from './read-claims.ts'
import { readConflicts } from './read-lists.ts'
import { readMerges } from './read-merges.ts'
import { readStateGraph, readStateVisits } from './read-state-graph.ts'
import type { HeldVerdicts } from './read-verdicts.ts'
import { readVisits } from './read-visits.ts'
import { sql } from './sql.ts'
import { mergeOf, Survivors } from './survivors.ts'
import type { Reader } from './told.ts'

/** SQLSTATE query_canceled. */
const QUERY_CANCELED = '57014'
/** SQLSTATE in_failed_sql_transaction. */
const FAILED_TRANSACTION = '25P02'

/** A statement that the server broke off at the limit of questions is too slow; one that was given up on our side found a journal that is away. */
export const inTime = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await withJournal(what, work)
  } catch (error) {
    // The transaction of a journal as it stood at a place is broken off with one of its statements.
    const isOver = error instanceof Error && 'code' in error && ((error.code === QUERY_CANCELED && error.message.includes('statement timeout')) || error.code === FAILED_TRANSACTION)
    throw isOver ? problem('QUESTION_TOO_SLOW', { seconds: OF_QUESTIONS.serverMs / 1000 }, error) : error
  }
}

const AS_OF = 'read what was told by a moment'

const sharesInTime = async function* (shares: AsyncIterable<OrdersShare>): AsyncGenerator<OrdersShare> {
  const turns = shares[Symbol.asyncIterator]()
  for (;;) {
    const turn = await inTime(AS_OF, () => turns.next())
    if (turn.done === true) return
    const { value: share } = turn
    yield { ...share, linked: (refs, relation) => inTime(AS_OF, () => share.linked(refs, relation)) }
  }
}

export const inTimeAll = (world: AsOfReader): AsOfReader => ({
  ...world,
  begun: (refs) => inTime(AS_OF, () => world.begun(refs)),
  entities: (refs) => inTime(AS_OF, () => world.entities(refs)),
  belonging: (refs) => inTime(AS_OF, () => world.belonging(refs)),
  linked: (refs, relation) => inTime(AS_OF, () => world.linked(refs, relation)),
  orders: (asked) => sharesInTime(world.orders(asked)),
  walker: { ...world.walker, step: (map, frontier, bounds) => inTime(AS_OF, () => world.walker.step(map, frontier, bounds)) },
  knownSince: (of, definition, version) => inTime(AS_OF, () => world.knownSince(of, definition, version)),
})

/** What is told by what a journal holds, now or as it stood at a place. */
export const readsOf = (reader: Reader, model: Model): Pick<JournalReads, 'claimsByIds' | 'claimsOf' | 'timelineOf' | 'visitsOf' | 'visitsAround' | 'stateGraph' | 'stateVisits' | 'conflicts' | 'orderAsOf' | 'worldAsOf' | 'firstTold' | 'ordersNamed' | 'mergedInto'> => ({
  claimsByIds: (ids, knownAt) => inTime('read claims', () => readClaimsByIds(reader, model, ids, knownAt)),
  claimsOf: (refs, page) => inTime('read claims', () => readClaimsOf(reader, model, refs, page)),
  timelineOf: (orders, page) => inTime('read a timeline', async () => readTimelines(reader, model, await membersOf(reader, model, orders, page.at), page)),
  visitsOf: (refs, at) => inTime('read what states entities were in', () => readVisits(reader, model, new Map(refs.map((ref) => [ref, [ref]])), at)),
  visitsAround: (orders, at) => inTime('read what states an order was in', async () => readVisits(reader, model, await membersOf(reader, model, orders, at.moment), at)),
  stateGraph: (asked) => inTime('count what states entities were in', () => readStateGraph(reader, model, asked)),
  stateVisits: (asked) => inTime('list visits of states', () => readStateVisits(reader, model, asked)),
  conflicts: (asked) => inTime('read conflicts', () => readConflicts(reader, asked)),
  orderAsOf: (order, at, { askedBy = order, verdicts } = {}) => inTime(AS_OF, async () => {
    const found = (verdicts && await readKeptOrder(reader, model, { order, verdicts }, at)) ?? await readOrderAsOf(reader, model, { order, id: askedBy }, at)
    return found && { ...inTimeAll(found), order: found.order }
  }),
  worldAsOf: (at) => inTime(AS_OF, async () => inTimeAll(await readWorldAsOf(reader, model, at))),
  firstTold: ({ asOf, knownAt }) => inTime(AS_OF, async () => {
    const [first] = (await reader.query<Record<'occurred' | 'recorded', Instant | null>>(sql('read/first-told', [asOf, knownAt]))).rows
    return first === undefined || first.occurred === null || first.recorded === null ? undefined : { occurred: first.occurred, recorded: first.recorded }
  }),
  ordersNamed: (asked, at) => inTime(AS_OF, () => ordersNamed(reader, model, asked, at)),
  mergedInto: (orders, by) => inTime('read merges', async () => {
    const survivors = new Survivors(await readMerges(reader, by))
    const byOrder = new Map(survivors.inForce.map((row) => [row.order_ref, mergeOf(row)]))
    return orders.map((order) => survivors.mergedInto(order).flatMap((ref) => byOrder.get(ref) ?? []))
  }),
})

/** Verdicts whose further statements are limited as the first. */
export const inTimeHeld = (held: HeldVerdicts): HeldVerdicts => ({
  ...held, since: (cell) => inTime('count verdicts', () => held.since(cell)), page: (cell, page) => inTime('list orders by verdict', () => held.page(cell, page)),
})

import { explainOrder } from '../explain/explain-order.ts'
import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { AsOfReader, Derived, JournalReads, OrdersShare } from './journal-reads.ts'
import { loadCircle } from './circle.ts'
import { membersOf } from './members-of.ts'
import { OF_QUESTIONS, withJournal, type Journal } from './open-journal.ts'
import { ordersNamed } from './orders-named.ts'
import { readOrderAsOf, readWorldAsOf } from './read-as-of.ts'
import { readClaimsByIds, readClaimsOf, readTimelines } from './read-claims.ts'
import { knownSinceOf } from './read-known-since.ts'
import { readConflicts, readRejects, readRejectsNaming, readStanding } from './read-lists.ts'
import { readRehearsal, readRehearsals } from './rehearsals.ts'
import { readMerges } from './read-merges.ts'
import { readStateGraph } from './read-state-graph.ts'
import { readUnknownSpellings } from './read-unknown-spellings.ts'
import { readVerdicts } from './read-verdicts.ts'
import { readVisits } from './read-visits.ts'
import { sql } from './sql.ts'
import { mergeOf, Survivors } from './survivors.ts'

/** SQLSTATE query_canceled. */
const QUERY_CANCELED = '57014'

/** A statement that the server broke off at the limit of questions is too slow; one that was given up on our side found a journal that is away. */
const inTime = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await withJournal(what, work)
  } catch (error) {
    const isOver = error instanceof Error && 'code' in error && error.code === QUERY_CANCELED && error.message.includes('statement timeout')
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

const inTimeAll = (world: AsOfReader): AsOfReader => ({
  ...world,
  begun: (refs) => inTime(AS_OF, () => world.begun(refs)),
  entities: (refs) => inTime(AS_OF, () => world.entities(refs)),
  belonging: (refs) => inTime(AS_OF, () => world.belonging(refs)),
  linked: (refs, relation) => inTime(AS_OF, () => world.linked(refs, relation)),
  orders: (asked) => sharesInTime(world.orders(asked)),
  walker: { ...world.walker, step: (map, frontier, bounds) => inTime(AS_OF, () => world.walker.step(map, frontier, bounds)) },
  knownSince: (of, definition, version) => inTime(AS_OF, () => world.knownSince(of, definition, version)),
})

/** The journal as the door asks it: over connections whose statements are limited (`World.questions`). */
export const makeJournalReads = (journal: Journal, model: Model, clock: () => Instant): JournalReads => ({
  claimsByIds: (ids, knownAt) => inTime('read claims', () => readClaimsByIds(journal, model, ids, knownAt)),
  claimsOf: (refs, page) => inTime('read claims', () => readClaimsOf(journal, model, refs, page)),
  timelineOf: (orders, page) => inTime('read a timeline', async () => readTimelines(journal, model, await membersOf(journal, model, orders, page.at), page)),
  knownSince: (asked, asOf) => inTime('read what was known when', async () => {
    const { facts } = await loadCircle(journal, model, asked.map((one) => one.order), undefined, true)
    return Promise.all(asked.map(async ({ order, ...one }) => {
      const version = model.definitions.get(one.definition)?.versions.find((candidate) => candidate.version === one.version)
      return version === undefined || !facts.entities.has(order) ? undefined : knownSinceOf(journal, model, { facts, order, version, asOf, knownAt: clock() })
    }))
  }),
  verdicts: (asked) => inTime('count verdicts', async () => {
    const held = await readVerdicts(journal, model, asked)
    return { ...held, since: (cell) => inTime('count verdicts', () => held.since(cell)), page: (cell, page) => inTime('list orders by verdict', () => held.page(cell, page)) }
  }),
  visitsOf: (refs, { asOf, knownAt }) => inTime('read what states entities were in', () => readVisits(journal, model, new Map(refs.map((ref) => [ref, [ref]])), asOf, knownAt)),
  visitsAround: (orders, { asOf, knownAt }) => inTime('read what states an order was in', async () =>
    readVisits(journal, model, await membersOf(journal, model, orders, knownAt === undefined ? undefined : { asOf, knownAt }), asOf, knownAt)),
  stateGraph: (asked) => inTime('count what states entities were in', () => readStateGraph(journal, model, asked)),
  explain: (asked, asOf) => inTime('explain verdicts', async () => {
    const { facts } = await loadCircle(journal, model, asked.map((one) => one.order))
    return asked.map((one) => explainOrder(facts, model, one.order, one, asOf))
  }),
  leftToJudge: () => inTime('count what is to be judged', async () => (await journal.query<{ count: number }>('select count(*)::integer as count from to_judge')).rows[0]?.count ?? 0),
  rehearsals: (definition, version) => inTime('read rehearsals', () => readRehearsals(journal, definition, version)),
  rehearsal: (id) => inTime('read a rehearsal', () => readRehearsal(journal, id)),
  rejects: (asked) => inTime('read rejects', () => readRejects(journal, asked)),
  rejectsNaming: (text, first) => inTime('read rejects', () => readRejectsNaming(journal, text, first)),
  unknownSpellings: (asked) => inTime('read unknown spellings', () => readUnknownSpellings(journal, model, asked)),
  conflicts: (asked) => inTime('read conflicts', () => readConflicts(journal, asked)),
  derived: (derivation, most) => inTime('read what is inferred', async () => {
    const { rows } = await journal.query<Derived>(sql('read/derived', [derivation, most]))
    return rows[0] ?? { links: 0, overflows: 0, overflowing: [] }
  }),
  orderAsOf: (order, at, askedBy = order) => inTime(AS_OF, async () => {
    const found = await readOrderAsOf(journal, model, { order, id: askedBy }, at)
    return found && { ...inTimeAll(found), order: found.order }
  }),
  worldAsOf: (at) => inTime(AS_OF, async () => inTimeAll(await readWorldAsOf(journal, model, at))),
  ordersNamed: (asked, at) => inTime(AS_OF, () => ordersNamed(journal, model, asked, at)),
  mergedInto: (orders, by) => inTime('read merges', async () => {
    const survivors = new Survivors(await readMerges(journal, by))
    const byOrder = new Map(survivors.inForce.map((row) => [row.order_ref, mergeOf(row)]))
    return orders.map((order) => survivors.mergedInto(order).flatMap((ref) => byOrder.get(ref) ?? []))
  }),
  standing: (appliedSeq) => inTime('read the standing', () => readStanding(journal, appliedSeq, clock())),
})

import { explainOrder } from '../explain/explain-order.ts'
import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { ClaimPageAsked, Derived, JournalReads } from './journal-reads.ts'
import { loadCircle } from './circle.ts'
import { OF_QUESTIONS, withJournal, type Journal } from './open-journal.ts'
import { readOrderAsOf } from './read-as-of.ts'
import { readClaimsByIds, readClaimsOf, readTimelines } from './read-claims.ts'
import { knownSinceOf } from './read-known-since.ts'
import { readConflicts, readRejects, readRejectsNaming, readStanding } from './read-lists.ts'
import { settleOrder } from '../settle/settle-order.ts'
import { readMerges } from './read-merges.ts'
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

const AS_OF = 'read an order as of a moment'

/** The journal as the door asks it: over connections whose statements are limited (`World.questions`). */
export const makeJournalReads = (journal: Journal, model: Model, clock: () => Instant): JournalReads => ({
  claimsByIds: (ids, knownAt) => inTime('read claims', () => readClaimsByIds(journal, model, ids, knownAt)),
  claimsOf: (refs, page) => inTime('read claims', () => readClaimsOf(journal, model, refs, page)),
  timelineOf: (orders, page) => inTime('read a timeline', async () => readTimelines(journal, model, await membersOf(journal, model, orders, page), page)),
  knownSince: (asked, asOf) => inTime('read what was known when', async () => {
    const { facts } = await loadCircle(journal, model, asked.map((one) => one.order))
    return Promise.all(asked.map(async ({ order, ...one }) => {
      const version = model.definitions.get(one.definition)?.versions.find((candidate) => candidate.version === one.version)
      return version === undefined || !facts.entities.has(order) ? undefined : knownSinceOf(journal, model, { facts, order, version, asOf, knownAt: clock() })
    }))
  }),
  explain: (asked, asOf) => inTime('explain verdicts', async () => {
    const { facts } = await loadCircle(journal, model, asked.map((one) => one.order))
    return asked.map((one) => explainOrder(facts, model, one.order, one, asOf))
  }),
  rejects: (asked) => inTime('read rejects', () => readRejects(journal, asked)),
  rejectsNaming: (text, first) => inTime('read rejects', () => readRejectsNaming(journal, text, first)),
  conflicts: (asked) => inTime('read conflicts', () => readConflicts(journal, asked)),
  derived: (derivation, most) => inTime('read what is inferred', async () => {
    const { rows } = await journal.query<Derived>(sql('read/derived', [derivation, most]))
    return rows[0] ?? { links: 0, overflows: 0, overflowing: [] }
  }),
  orderAsOf: (order, at, askedBy = order) => inTime(AS_OF, async () => {
    const found = await readOrderAsOf(journal, model, { order, id: askedBy }, at)
    return found && {
      ...found,
      entities: (refs) => inTime(AS_OF, () => found.entities(refs)),
      linked: (refs, relation) => inTime(AS_OF, () => found.linked(refs, relation)),
      knownSince: (of, definition, version) => inTime(AS_OF, () => found.knownSince(of, definition, version)),
    }
  }),
  mergedInto: (orders, by) => inTime('read merges', async () => {
    const survivors = new Survivors(await readMerges(journal, by))
    const byOrder = new Map(survivors.inForce.map((row) => [row.order_ref, mergeOf(row)]))
    return orders.map((order) => survivors.mergedInto(order).flatMap((ref) => byOrder.get(ref) ?? []))
  }),
  standing: (appliedSeq) => inTime('read the standing', () => readStanding(journal, appliedSeq, clock())),
})

/** Each order with what belongs to it: as last settled, or as of a moment. */
const membersOf = async (journal: Journal, model: Model, orders: readonly Ref[], page: ClaimPageAsked): Promise<ReadonlyMap<string, readonly Ref[]>> => {
  if (page.at !== undefined) {
    const { asOf, knownAt } = page.at
    const { facts } = await loadCircle(journal, model, orders, knownAt)
    return new Map(orders.map((order) => [order, [order, ...(facts.entities.has(order) ? settleOrder(facts, order, asOf, [])?.members ?? [] : [])]]))
  }
  const { rows } = await journal.query<{ order_ref: Ref; ref: Ref }>(sql('read/members-of', [orders]))
  const byOrder = Map.groupBy(rows, (row) => row.order_ref)
  return new Map(orders.map((order) => [order, [order, ...(byOrder.get(order) ?? []).map((row) => row.ref)]]))
}

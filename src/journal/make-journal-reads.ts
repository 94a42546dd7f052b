import { explainOrder } from '../explain/explain-order.ts'
import type { Model } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Derived, JournalReads } from './journal-reads.ts'
import { loadCircle } from './circle.ts'
import type { Journal } from './open-journal.ts'
import { readMeasures, readMeasuresAt, readProposals, readProposalsByRef } from './proposals.ts'
import { knownSinceOf } from './read-known-since.ts'
import { recallReads } from './make-recall-reads.ts'
import { readRejects, readRejectsNaming, readStanding } from './read-lists.ts'
import { readRehearsal, readRehearsals } from './rehearsals.ts'
import { readUnknownSpellings } from './read-unknown-spellings.ts'
import { readUpTo } from './read-up-to.ts'
import { readVerdicts } from './read-verdicts.ts'
import { inTime, inTimeHeld, readsOf } from './reads-of.ts'
import { sql } from './sql.ts'

/** The journal as the door asks it: over connections whose statements are limited (`World.questions`). */
export const makeJournalReads = (journal: Journal, model: Model, clock: () => Instant): JournalReads => ({
  ...readsOf(journal, model),
  knownSince: (asked, asOf) => inTime('read what was known when', async () => {
    const { facts } = await loadCircle(journal, model, asked.map((one) => one.order), undefined, true)
    return Promise.all(asked.map(async ({ order, ...one }) => {
      const version = model.definitions.get(one.definition)?.versions.find((candidate) => candidate.version === one.version)
      return version === undefined || !facts.entities.has(order) ? undefined : knownSinceOf(journal, model, { facts, order, version, asOf, knownAt: clock() })
    }))
  }),
  verdicts: (asked) => inTime('count verdicts', async () => inTimeHeld(await readVerdicts(journal, model, asked))),
  explain: (asked, asOf) => inTime('explain verdicts', async () => {
    const { facts } = await loadCircle(journal, model, asked.map((one) => one.order))
    return asked.map((one) => explainOrder(facts, model, one.order, one, asOf))
  }),
  decides: (rule) => inTime('count disputes', async () => (await journal.query<{ count: number }>('select count(*)::integer as count from conflict where decided_by = $1', [rule])).rows[0]?.count ?? 0),
  leftToJudge: () => inTime('count what is to be judged', async () => (await journal.query<{ count: number }>('select count(*)::integer as count from to_judge')).rows[0]?.count ?? 0),
  leftToJoin: (derivation) => inTime('count what is to be joined', async () => (await journal.query<{ count: number }>('select count(*)::integer as count from to_join where derivation = $1', [derivation])).rows[0]?.count ?? 0),
  rehearsals: (kind, definition, version) => inTime('read rehearsals', () => readRehearsals(journal, kind, definition, version)),
  rehearsal: (id) => inTime('read a rehearsal', () => readRehearsal(journal, id)),
  recalls: recallReads(journal, model),
  measures: (translation, asked) => inTime('read measures', () => readMeasures(journal, translation, asked)),
  measuresAt: (keys) => inTime('read measures', () => readMeasuresAt(journal, keys)),
  proposals: (asked) => inTime('read proposals', () => readProposals(journal, asked)),
  proposalsByRef: (refs) => inTime('read proposals', () => readProposalsByRef(journal, refs)),
  rejects: (asked) => inTime('read rejects', () => readRejects(journal, asked)),
  rejectsNaming: (text, first) => inTime('read rejects', () => readRejectsNaming(journal, text, first)),
  unknownSpellings: (asked) => inTime('read unknown spellings', () => readUnknownSpellings(journal, model, asked)),
  derived: (derivation, most) => inTime('read what is inferred', async () => {
    const { rows } = await journal.query<Derived>(sql('read/derived', [derivation, most]))
    return rows[0] ?? { links: 0, overflows: 0, overflowing: [] }
  }),
  standing: (applied) => inTime('read the standing', () => readStanding(journal, applied, clock())),
  toldUpTo: (then) => inTime('read what was told up to a place', () => readUpTo(journal, model, then)),
})

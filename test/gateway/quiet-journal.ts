import type { GovernDefinitions } from '../../src/govern-definitions.ts'
import type { JournalReads } from '../../src/journal/journal-reads.ts'
import type { DecideProposals } from '../../src/decide-proposals.ts'
import type { OpenRecalls } from '../../src/open-recalls.ts'
import type { RunRehearsals } from '../../src/run-rehearsals.ts'
import type { MergeOrders } from '../../src/merge-orders.ts'

/** A journal that has been told nothing: for questions that the graph alone answers. */
export const quietJournal: JournalReads = {
  claimsByIds: async (ids) => ids.map(() => undefined),
  claimsOf: async (refs) => refs.map(() => ({ claims: [], hasNextPage: false, total: 0 })),
  timelineOf: async (refs) => refs.map(() => ({ claims: [], hasNextPage: false, total: 0 })),
  knownSince: async (asked) => asked.map(() => undefined),
  verdicts: async () => ({ tallies: [], skew: () => undefined, widest: undefined, since: async () => undefined, page: async () => ({ orders: [], hasNextPage: false }) }),
  visitsOf: async (refs) => refs.map(() => []),
  visitsAround: async (orders) => orders.map(() => []),
  stateGraph: async () => ({ byState: new Map(), transitions: [] }),
  stateVisits: async () => ({ visits: [], hasNextPage: false }),
  explain: async (asked) => asked.map(() => undefined),
  leftToJudge: async () => 0,
  decides: async () => 0,
  leftToJoin: async () => 0,
  measures: async () => ({ measures: [], hasNextPage: false }),
  measuresAt: async (keys) => keys.map(() => undefined),
  proposals: async () => ({ proposals: [], hasNextPage: false, total: 0 }),
  proposalsByRef: async (refs) => refs.map(() => undefined),
  rehearsals: async () => [],
  recalls: {
    recall: () => Promise.reject(new Error('nothing is recalled here')), recalls: async () => ({ recalls: [], hasNextPage: false, total: 0 }), units: async () => ({ units: [], hasNextPage: false }), reported: async () => new Map(), everyUnit: () => { throw new Error('nothing is recalled here') },
    groups: async () => ({ groups: [], hasNextPage: false, total: 0 }), lots: async () => ({ lots: [], hasNextPage: false, total: 0 }), everyLot: () => { throw new Error('nothing is recalled here') }, acts: async () => [], unseen: async () => [], missing: async () => undefined, toldSince: async (refs) => refs.map(() => []), candidates: async () => [],
  },
  rehearsal: async () => undefined,
  rejects: async () => ({ rejects: [], hasNextPage: false, total: 0 }),
  rejectsNaming: async () => [],
  unknownSpellings: async () => [],
  conflicts: async () => ({ conflicts: [], hasNextPage: false, total: 0 }),
  orderAsOf: async () => undefined,
  derived: async () => ({ links: 0, overflows: 0, overflowing: [] }),
  worldAsOf: () => Promise.reject(new Error('nothing was told here')),
  firstTold: async () => undefined,
  ordersNamed: async () => ({ orders: [], later: false }),
  mergedInto: async (orders) => orders.map(() => []),
  standing: async () => ({ lagMs: 0, isEven: true, redecoded: 0, freshness: [] }),
  toldUpTo: () => Promise.reject(new Error('nothing was told here')),
}

/** For doors at which nobody rules. */
export const noMerges: MergeOrders = {
  merge: () => Promise.reject(new Error('nobody merges here')),
  undo: () => Promise.reject(new Error('nobody merges here')),
}

/** For doors at which nobody rules on definitions. */
const noRuling = { propose: () => Promise.reject(new Error('nobody rules here')), rule: () => Promise.reject(new Error('nobody rules here')) }
export const noRulings: GovernDefinitions = { definitions: noRuling, derivations: noRuling, arbitration: noRuling }

/** For doors at which nobody decides on proposals. */
export const noDecisions: DecideProposals = () => Promise.reject(new Error('nobody decides here'))

/** For doors at which nobody rehearses. */
const none = (): Promise<never> => Promise.reject(new Error('no recall is opened here'))
export const noRecalls: OpenRecalls = { caughtUp: none, open: none, widen: none, rule: none }
export const noRehearsals: RunRehearsals = {
  begin: () => Promise.reject(new Error('nobody rehearses here')),
  cancel: () => Promise.reject(new Error('nobody rehearses here')),
  close: async () => undefined,
}

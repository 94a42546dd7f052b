import type { JournalReads } from '../../src/journal/journal-reads.ts'

/** A journal that has been told nothing: for questions that the graph alone answers. */
export const quietJournal: JournalReads = {
  claimsByIds: async (ids) => ids.map(() => undefined),
  claimsOf: async (refs) => refs.map(() => ({ claims: [], hasNextPage: false, total: 0 })),
  timelineOf: async (refs) => refs.map(() => ({ claims: [], hasNextPage: false, total: 0 })),
  knownSince: async (asked) => asked.map(() => undefined),
  rejects: async () => ({ rejects: [], hasNextPage: false, total: 0 }),
  rejectsNaming: async () => [],
  conflicts: async () => ({ conflicts: [], hasNextPage: false, total: 0 }),
  orderAsOf: async () => undefined,
  standing: async () => ({ lagMs: 0, freshness: [] }),
}

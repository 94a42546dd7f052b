import type { Follower } from './follow.ts'
import type { AskRest } from './journal/freeze-recall.ts'
import type { Journal } from './journal/open-journal.ts'
import { ruleOnRecall } from './journal/recall-acts.ts'
import type { KeptRecall } from './journal/recall-rows.ts'
import { lastSeq } from './journal/rebuild.ts'
import { openRecall, widenRecall, type RecallOpening, type RecallWidening } from './journal/recalls.ts'
import { problem } from './problems/problem.ts'
import { within } from './problems/within.ts'
import type { UnitStream } from './recall/delta.ts'
import type { RecallGrounds, RecallRuling } from './recall/life-cycle.ts'
import type { Instant } from './vocabulary/instant.ts'

interface RecallingWorld {
  readonly journal: Journal
  readonly follower: Pick<Follower, 'reached'>
  readonly clock: () => Instant
}

/** What was found of a scope, ready to be frozen. */
export interface RecallFound {
  /** By ref. What fails while they are told leaves nothing behind. */
  readonly units: UnitStream
  /** When all were told. */
  readonly rest: AskRest
}

/** How long who opens a recall is kept waiting for the graph. Whoever was told of in the last seconds is in it; a graph that an import keeps behind for longer keeps nobody from opening. */
const PATIENCE_MS = 10_000

/** Recalls, as the door opens them and rules on them. */
export interface OpenRecalls {
  /** Until the graph shows all that had been told when this was asked, ten seconds at most, and no longer than it is known to come: a case says where it was opened without. */
  readonly caughtUp: () => Promise<void>
  readonly open: (opening: RecallOpening, found: RecallFound) => Promise<KeptRecall>
  /** RECALL_UNKNOWN, RECALL_TERMINATED, RECALL_WIDENED. */
  readonly widen: (id: string, widening: RecallWidening, found: RecallFound) => Promise<KeptRecall>
  /** RECALL_UNKNOWN, RECALL_LIFE_CYCLE and what else each ruling is refused for. */
  readonly rule: (id: string, ruling: Exclude<RecallRuling, { readonly rule: 'widen' }>, grounds: Omit<RecallGrounds, 'recordedAt'>) => Promise<KeptRecall>
}

/** The journey of a case: into the journal alone. It changes nothing that is settled, so nobody waits for the graph when it is kept; who begins one does. */
export const makeOpenRecalls = ({ journal, follower, clock }: RecallingWorld, patienceMs = PATIENCE_MS): OpenRecalls => ({
  caughtUp: async () => {
    const last = await lastSeq(journal)
    await within(patienceMs, follower.reached(last), () => problem('GRAPH_AWAY', { what: 'a recall' })).catch(() => undefined)
  },
  open: (opening, { units, rest }) => openRecall(journal, opening, units, rest, clock),
  widen: (id, widening, { units, rest }) => widenRecall(journal, id, widening, units, rest, clock),
  rule: async (id, ruling, grounds) => (await ruleOnRecall(journal, id, ruling, grounds, clock)).recall,
})

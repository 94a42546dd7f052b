import type { RecallAnswered, RecallRest } from './journal/freeze-recall.ts'
import type { Journal } from './journal/open-journal.ts'
import { ruleOnRecall } from './journal/recall-acts.ts'
import type { KeptRecall } from './journal/recall-rows.ts'
import { openRecall, widenRecall, type RecallOpening } from './journal/recalls.ts'
import type { RecallGrounds, RecallRuling } from './recall/life-cycle.ts'
import type { Instant } from './vocabulary/instant.ts'
import type { RecallUnit } from './vocabulary/recall.ts'

interface RecallingWorld {
  readonly journal: Journal
  readonly clock: () => Instant
}

/** What was found of a scope, ready to be frozen. */
export interface RecallFound {
  /** In the order of refs. */
  readonly units: readonly RecallUnit[]
  readonly rest: RecallRest
}

/** Recalls, as the door opens them and rules on them. */
export interface OpenRecalls {
  readonly open: (opening: RecallOpening, found: RecallFound) => Promise<KeptRecall>
  /** RECALL_UNKNOWN, RECALL_TERMINATED. */
  readonly widen: (id: string, widening: RecallAnswered & Omit<RecallGrounds, 'recordedAt'>, found: RecallFound) => Promise<KeptRecall>
  /** RECALL_UNKNOWN, RECALL_LIFE_CYCLE and what else each ruling is refused for. */
  readonly rule: (id: string, ruling: Exclude<RecallRuling, { readonly rule: 'widen' }>, grounds: Omit<RecallGrounds, 'recordedAt'>) => Promise<KeptRecall>
}

/** The journey of a case: into the journal alone. It changes nothing that is settled, so nobody waits for the graph. */
export const makeOpenRecalls = ({ journal, clock }: RecallingWorld): OpenRecalls => ({
  open: (opening, { units, rest }) => openRecall(journal, opening, inBatches(units), () => rest, clock),
  widen: (id, widening, { units, rest }) => widenRecall(journal, id, widening, inBatches(units), () => rest, clock),
  rule: async (id, ruling, grounds) => (await ruleOnRecall(journal, id, ruling, grounds, clock)).recall,
})

const BATCH = 5_000

async function* inBatches(units: readonly RecallUnit[]): AsyncGenerator<readonly RecallUnit[], undefined> {
  for (let at = 0; at < units.length; at += BATCH) yield units.slice(at, at + BATCH)
}

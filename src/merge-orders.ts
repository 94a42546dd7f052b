import type { Follower } from './follow.ts'
import type { Journal } from './journal/open-journal.ts'
import { recordMerge, recordUndoing, type Grounds } from './journal/record-merge.ts'
import type { Merge } from './journal/survivors.ts'
import type { Instant } from './vocabulary/instant.ts'
import type { Ref } from './vocabulary/ref.ts'

interface MergeWorld {
  readonly journal: Journal
  readonly follower: Pick<Follower, 'reached'>
  readonly clock: () => Instant
}

/** Rulings that two orders are one, as the door asks for them; each answers when the graph shows it. */
export interface MergeOrders {
  /** `order` is `into` from now on. Both are refs of known orders. MERGE_INTO_ITSELF, ORDER_MERGED_ALREADY. */
  readonly merge: (order: Ref, into: Ref, grounds: Grounds) => Promise<Merge>
  /** `order` is an order of its own again. ORDER_NOT_MERGED. */
  readonly undo: (order: Ref, grounds: Grounds) => Promise<Merge>
}

/** The journey of a ruling: into the journal; then settled and applied behind the watermark, which this waits for. */
export const makeMergeOrders = ({ journal, follower, clock }: MergeWorld): MergeOrders => ({
  merge: async (order, into, grounds) => {
    const { seq, merge } = await recordMerge(journal, order, into, grounds, clock())
    await follower.reached(seq)
    return merge
  },
  undo: async (order, grounds) => {
    const { seq, merge } = await recordUndoing(journal, order, grounds, clock())
    await follower.reached(seq)
    return merge
  },
})

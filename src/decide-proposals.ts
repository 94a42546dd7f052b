import type { Follower } from './follow.ts'
import type { Journal } from './journal/open-journal.ts'
import { decideProposal, type Proposal } from './journal/proposals.ts'
import type { Instant } from './vocabulary/instant.ts'
import type { Ref } from './vocabulary/ref.ts'

interface DecidingWorld {
  readonly journal: Journal
  readonly follower: Pick<Follower, 'reached'>
  readonly clock: () => Instant
}

/** Accepts or rejects a proposal, once; answers when the graph shows it. PROPOSAL_UNKNOWN, PROPOSAL_DECIDED. */
export type DecideProposals = (ref: Ref, act: 'ACCEPTED' | 'REJECTED', grounds: { readonly actor: string; readonly reason: string }) => Promise<Proposal>

/** The journey of a decision: into the journal; then settled and applied behind the watermark, which this waits for. */
export const makeDecideProposals = ({ journal, follower, clock }: DecidingWorld): DecideProposals => async (ref, act, grounds) => {
  const { seq, proposal } = await decideProposal(journal, ref, act, grounds, clock)
  await follower.reached(seq)
  return proposal
}

/** How long a window is, as an ISO 8601 duration. A week begins on Monday, a quarter with January, April, July or October. */
export const PERIODS = ['P1D', 'P7D', 'P1M', 'P3M', 'P1Y'] as const
export type Period = (typeof PERIODS)[number]

/** Local states of every proposal, and what follows what. */
export const PROPOSAL_STATES = { PROPOSED: ['ACCEPTED', 'REJECTED', 'EXPIRED'], ACCEPTED: [], REJECTED: [], EXPIRED: [] } as const
export type ProposalState = keyof typeof PROPOSAL_STATES

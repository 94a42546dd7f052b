import type { Compiled } from '../expression/expression.ts'
import type { Attribute, EntityType, Relation } from './model.ts'

/** How long a window is, as an ISO 8601 duration. A week begins on Monday, a quarter with January, April, July or October. */
export const PERIODS = ['P1D', 'P7D', 'P1M', 'P3M', 'P1Y'] as const
export type Period = (typeof PERIODS)[number]

/** Local states of every proposal, and what follows what. */
export const PROPOSAL_STATES = { PROPOSED: ['ACCEPTED', 'REJECTED', 'EXPIRED'], ACCEPTED: [], REJECTED: [], EXPIRED: [] } as const
export type ProposalState = keyof typeof PROPOSAL_STATES

/** A rule by which a condition in one domain's words means a proposal in another's. */
export interface Translation {
  readonly name: string
  readonly title: string
  readonly owner: string
  readonly description?: string
  readonly version: number
  readonly measure: MeasureModel
  /** Over `measure`, `group` and `window`: whether it is proposed. */
  readonly when: Compiled
  /** How long a proposal waits for a decision, in milliseconds; absent: for ever. */
  readonly expires?: number
  readonly proposes: {
    /** Its role is PROPOSAL, its domain the one whose words the proposal is in. */
    readonly type: EntityType
    /** From the proposal to what it is founded on. */
    readonly evidence: Relation
    /** Entities that it is linked to at most, the greatest amounts first. */
    readonly most: number
    /** Over what `when` sees. */
    readonly set: readonly { readonly attribute: Attribute; readonly value: Compiled }[]
  }
}

/** What is added up of the entities of one type, window by window. Its expressions are over `entity`, `state` and the variables of `with`. */
export interface MeasureModel {
  readonly over: EntityType
  /** By variable: what relation fields lead to, one entity at each step. */
  readonly with: readonly { readonly variable: string; readonly path: readonly Relation[] }[]
  /** The time by which an entity falls into a window. */
  readonly at: Compiled
  readonly every: Period
  /** Which entities are looked at; absent: all. */
  readonly counts?: Compiled
  /** Which of those the share is of; absent: all. */
  readonly matches?: Compiled
  /** Each text that this yields is measured by itself; absent: all are one group. */
  readonly by?: Compiled
  /** What an entity adds; absent: 1. */
  readonly amount?: Compiled
}

import type { EntityRow } from '../vocabulary/entity-row.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { StoredLink } from './merge-links.ts'
import type { Step, WalkMap } from './walk-map.ts'

/** A node of a walk: its ref, and what the store seeks it by. */
export interface WalkNode {
  readonly ref: Ref
  readonly id: string
  /** What was read of it on the way, if anything was asked for. */
  readonly values?: EntityRow['values']
}

export interface StepTaken {
  readonly near: Ref
  readonly far: WalkNode
  readonly link: StoredLink
}

/** What is read of the far ends of a step as they are met; nothing: an empty list. */
export type ColumnsOnTheWay = (step: Step) => readonly string[]

export interface StepBounds {
  /** The moment at which links must hold; absent: whenever they held. */
  readonly now?: Instant
  /** No more links than this are read: as many say that there may be more. */
  readonly mostRows: number
  /** Whether anything is read of a link beside its ends and name. */
  readonly facts: boolean
  /** QUESTION_TOO_SLOW when it takes longer. */
  readonly timeoutMs?: number
  readonly columnsOf?: ColumnsOnTheWay
}

/** What a walk takes its steps in: the graph of now, or what had been told by a moment. */
export interface Walker {
  /** Links that one level may follow now. */
  readonly mostRows: () => number
  /** `MORE`: more links lead on than may be followed. */
  readonly step: (map: WalkMap, frontier: readonly WalkNode[], bounds: StepBounds) => Promise<readonly StepTaken[] | 'MORE'>
}

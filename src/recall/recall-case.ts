import type { Ref } from '../vocabulary/ref.ts'
import type { CheckLevel, CheckOutcome, RecallAct, RecallStage } from '../vocabulary/recall.ts'

/** How far a consignee was reached, by the versions of the scope that it was told of. */
export interface Reached {
  readonly notified?: number
  readonly acknowledged?: number
  /** The last check of it. */
  readonly checked?: { readonly version: number; readonly outcome: CheckOutcome }
}

/** How consignees are checked. */
export interface CheckStrategy {
  readonly level: CheckLevel
  /** Of level B. */
  readonly percent?: number
}

/** A recall as its acts leave it. */
export interface RecallCase {
  readonly recall: string
  readonly stage: RecallStage
  readonly version: number
  readonly strategy?: CheckStrategy
  readonly consignees: ReadonlyMap<Ref, Reached>
  /** Near matches on which was ruled: the last ruling on each. */
  readonly rulings: ReadonlyMap<Ref, { readonly isAccepted: boolean; readonly version: number; readonly actor: string }>
  /** Who ended it. */
  readonly ended?: Pick<RecallAct, 'actor' | 'recordedAt'>
}

interface Draft {
  stage: RecallStage
  version: number
  strategy?: CheckStrategy
  ended?: Pick<RecallAct, 'actor' | 'recordedAt'>
  readonly consignees: Map<Ref, Reached>
  readonly rulings: Map<Ref, { readonly isAccepted: boolean; readonly version: number; readonly actor: string }>
}

const evolve = (draft: Draft, { act, stage, version, about, actor, recordedAt, details }: RecallAct): void => {
  draft.stage = stage
  draft.version = Math.max(draft.version, version)
  const reached = about === undefined ? {} : draft.consignees.get(about) ?? {}
  switch (act) {
    case 'OPENED': case 'WIDENED': case 'SCOPED': case 'REQUESTED': break
    case 'CANDIDATE_ACCEPTED': case 'CANDIDATE_REJECTED':
      if (about !== undefined) draft.rulings.set(about, { isAccepted: act === 'CANDIDATE_ACCEPTED', version, actor })
      break
    case 'NOTIFIED':
      if (about !== undefined) draft.consignees.set(about, { ...reached, notified: version })
      break
    case 'ACKNOWLEDGED':
      if (about !== undefined) draft.consignees.set(about, { ...reached, acknowledged: version })
      break
    case 'CHECKED':
      if (about !== undefined) draft.consignees.set(about, { ...reached, checked: { version, outcome: details?.['outcome'] as CheckOutcome } })
      break
    case 'MONITORED':
      draft.strategy = { level: details?.['level'] as CheckLevel, ...(typeof details?.['percent'] === 'number' ? { percent: details['percent'] } : {}) }
      break
    case 'TERMINATED':
      draft.ended = { actor, recordedAt }
      break
  }
}

/** Folds acts, first to last, into the recall as it stands. */
export const recallCase = (recall: string, acts: Iterable<RecallAct>): RecallCase => {
  const draft: Draft = { stage: 'OPENED', version: 1, consignees: new Map(), rulings: new Map() }
  for (const act of acts) evolve(draft, act)
  return { recall, ...draft }
}

/** Whether a consignee has said, or was found, to have been told of all that concerns it and to have done what it was asked. `since`: the version that gave it its latest units. */
export const hasAnswered = ({ acknowledged = 0, checked }: Reached, since: number): boolean =>
  checked !== undefined && checked.version >= since && checked.outcome !== 'UNREACHED' ? checked.outcome === 'EFFECTIVE' : acknowledged >= since

/** Whether it was found out, to whatever end. */
export const wasChecked = ({ checked }: Reached, since: number): boolean => checked !== undefined && checked.version >= since && checked.outcome !== 'UNREACHED'

/** How many of so many consignees are to be checked: 21 CFR 7.42(b)(3)(i) to (v). */
export const checksWanted = ({ level, percent = 100 }: CheckStrategy, consignees: number): number => {
  const share: Readonly<Record<CheckLevel, number>> = { A: 100, B: percent, C: 10, D: 2, E: 0 }
  return Math.ceil((consignees * share[level]) / 100)
}

import { byRef, type Ref } from '../vocabulary/ref.ts'
import { logByChance } from './by-chance.ts'

/** Something that failed units come of. */
export interface CauseCounted {
  readonly ref: Ref
  /** How many of the units asked about come of it. */
  readonly failed: number
  /** How many of all units come of it, or at least that many. */
  readonly all: number
  readonly isExact: boolean
}

/** A cause, weighed. Of one that is not counted to its end `all` and `chance` are at least, and `lift` at most, what is said. */
export interface CauseWeighed extends CauseCounted {
  readonly failedShare: number
  readonly allShare: number
  /** How many times more often the failed come of it than all do. */
  readonly lift: number
  readonly logChance: number
}

const weigh = (cause: CauseCounted, failed: number, all: number): CauseWeighed => {
  const [failedShare, allShare] = [cause.failed / failed, cause.all / all]
  return { ...cause, failedShare, allShare, lift: failedShare / allShare, logChance: logByChance(all, cause.all, failed, cause.failed) }
}

/** Causes that say least by chance first, then by lift, then by ref. Behind them those whose units could not all be counted, since their chance is only known to be at least what is said; last what everything comes of. */
export const rankCauses = (causes: readonly CauseCounted[], failed: number, all: number): readonly CauseWeighed[] => {
  const place = ({ isExact, all: of }: CauseCounted): number => (of >= all ? 2 : isExact ? 0 : 1)
  return causes.map((cause) => weigh(cause, failed, all)).sort((a, b) => place(a) - place(b) || a.logChance - b.logChance || b.lift - a.lift || byRef(a.ref, b.ref))
}

import type { Instant } from '../vocabulary/instant.ts'
import type { UnitDisposition, Fate } from '../vocabulary/recall.ts'
import type { Ref } from '../vocabulary/ref.ts'

/** Where a unit is, by all that is known to have become of it. */
export interface Whereabouts {
  readonly disposition: UnitDisposition
  readonly dispositionAt?: Instant
  readonly dispositionBy?: Ref
  readonly isDoubtful: boolean
}

/** Of two, in the order of the rules, whether the later line counts: it is not earlier, or one of them has no time. */
const counts = (earlier: Fate, later: Fate): boolean => earlier.at === undefined || later.at === undefined || later.at >= earlier.at

/**
 * Of fates in the order of the model's rules the latest; of one instant, or where nobody says when, the later line. Where the latest is doubtful nobody knows:
 * UNKNOWN. Nothing known: UNKNOWN.
 */
export const whereabouts = (fates: readonly Fate[]): Whereabouts => {
  const latest = fates.reduce<Fate | undefined>((held, fate) => (held === undefined || counts(held, fate) ? fate : held), undefined)
  if (latest === undefined) return { disposition: 'UNKNOWN', isDoubtful: false }
  const { disposition, at, by, isDoubtful } = latest
  return { disposition: isDoubtful ? 'UNKNOWN' : disposition, ...(at === undefined ? {} : { dispositionAt: at }), dispositionBy: by, isDoubtful }
}

import type { StoredLink } from '../plan/merge-links.ts'
import type { Flow } from '../plan/walk-map.ts'
import type { Ref } from '../vocabulary/ref.ts'

export type Stop = 'DEPTH' | 'TIME' | 'SIZE'

/** What a walk in one flow met. */
export interface Walked {
  readonly flow: Flow
  /** Refs met, with the fewest steps that lead there; the starts at 0. */
  readonly depths: ReadonlyMap<Ref, number>
  /** Links met, near end first, every source's. */
  readonly steps: readonly { readonly near: Ref; readonly far: Ref; readonly link: StoredLink }[]
  readonly stops: ReadonlySet<Stop>
  /** Refs that were reached and not, or not wholly, walked on from. */
  readonly frontier: readonly Ref[]
}

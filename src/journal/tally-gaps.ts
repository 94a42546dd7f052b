import type { Model } from '../model/model.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { ToldEvent } from './claim-rows.ts'
import { understand, type Gap } from './understand.ts'

/** Something told that the model has no place for, and how much of what is held it touches. */
export interface TalliedGap extends Gap {
  readonly events: number
  readonly entities: number
  /** There may be more entities than were counted. */
  readonly atLeast: boolean
  /** Sorted. */
  readonly sources: readonly string[]
}

interface Tally {
  readonly gap: Gap
  events: number
  /** The last event counted: one that says several such things is one. */
  seq: number
  readonly refs: Set<Ref>
  atLeast: boolean
  readonly sources: Set<string>
}

/** Names of entities that are held to count them, over all gaps: some 200 MB. */
const MOST_NAMED = 2_000_000

export interface GapTally {
  /** The next events, in the journal's order. */
  readonly take: (events: readonly ToldEvent[]) => void
  /** In the order of types and names. */
  readonly gaps: () => readonly TalliedGap[]
}

/** Counts what `understand` leaves out of events. Memory: the names of the entities concerned, up to a bound from which on counts are `atLeast`. */
export const tallyGaps = (model: Model, most = MOST_NAMED): GapTally => {
  const tallies = new Map<string, Tally>()
  let named = 0
  const note = (event: ToldEvent, ref: Ref, gap: Gap): void => {
    const key = `${gap.type} ${gap.kind} ${gap.name}`
    let tally = tallies.get(key)
    if (tally === undefined) {
      tally = { gap, events: 0, seq: -1, refs: new Set(), atLeast: false, sources: new Set() }
      tallies.set(key, tally)
    }
    if (tally.seq !== event.seq) tally.events += 1
    tally.seq = event.seq
    tally.sources.add(event.source)
    if (tally.refs.has(ref)) return
    if (named === most) tally.atLeast = true
    else {
      tally.refs.add(ref)
      named += 1
    }
  }
  return {
    take: (events) => {
      for (const event of events) for (const statement of event.statements) understand(model, statement, (gap) => note(event, statement.ref, gap))
    },
    gaps: () => [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { gap, events, refs, atLeast, sources }]) => ({ ...gap, events, entities: refs.size, atLeast, sources: [...sources].sort() })),
  }
}

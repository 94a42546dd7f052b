import { expectedUntil } from '../model/expected-until.ts'
import type { Model } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { attributesAt, type History } from './history.ts'
import type { StateRuling } from './rule-state.ts'
import { truth, type Truth } from './sweep-rule.ts'
import type { Timeline } from './timeline.ts'

/** A time in which an entity is in one state without a break, or in which sources disagree which (decision 50). */
export interface StateVisit {
  readonly ref: Ref
  /** Absent: sources disagree. */
  readonly local?: string
  /** Whose claim began it. */
  readonly source?: string
  readonly from: Instant
  /** Absent: it had not ended by the moment asked. */
  readonly to?: Instant
  /** Whether the vocabulary does not lead here from the state before; absent where no state came before it at once. */
  readonly jump?: boolean
  /** Absent: the model expects nothing. */
  readonly expectedUntil?: Instant
  /** Whether the state's SLA was met, at its end or by then; absent: it has none. */
  readonly met?: Truth
}

interface Stretch {
  readonly from: Instant
  readonly ruling: StateRuling | undefined
}

const localOf = (ruling: StateRuling | undefined): string | undefined => (ruling?.settled === true ? ruling.local : undefined)

/** Runs of one state: disagreements that follow each other are one. */
const stretchesOf = (timeline: Timeline<StateRuling | undefined>, asOf: Instant): readonly Stretch[] => {
  const stretches: Stretch[] = []
  for (const { from, value: ruling } of timeline) {
    const last = stretches.at(-1)
    if (from > asOf) break
    if (last === undefined || (last.ruling === undefined) !== (ruling === undefined) || localOf(last.ruling) !== localOf(ruling)) stretches.push({ from, ruling })
  }
  return stretches
}

/** Visits of an entity's states up to a moment, first to last. Cost: its rulings; for each visit of a state with an SLA its claims once more. */
export const visitsOf = (model: Model, history: History, asOf: Instant): readonly StateVisit[] => {
  const { facts: { ref, type }, ruling: timeline } = history
  const stretches = stretchesOf(timeline, asOf)
  return stretches.flatMap(({ from, ruling }, place): readonly StateVisit[] => {
    if (ruling === undefined) return []
    const [before, to] = [stretches[place - 1], stretches[place + 1]?.from]
    const visit = { ref, from, ...(to === undefined ? {} : { to }) }
    const named = type.states?.states.get(localOf(ruling) ?? '')
    if (!ruling.settled || named === undefined) return [visit]
    const { local, canonical, claim: { source } } = ruling
    const came = localOf(before?.ruling)
    const sla = model.slas.get(typeOfRef(ref))?.get(local)
    const until = to ?? asOf
    return [{
      ...visit, local, source,
      ...(came === undefined ? {} : { jump: type.states?.states.get(came)?.next.includes(local) !== true }),
      ...(named.expected === undefined ? {} : { expectedUntil: expectedUntil(from, named.expected) }),
      ...(sla === undefined ? {} : { met: truth(sla, { variables: { entity: attributesAt(history, until), state: { local, canonical, since: from, source }, now: until }, timezone: model.timezone }) }),
    }]
  })
}

export const hasPassed = ({ to, expectedUntil: due }: StateVisit, asOf: Instant): boolean => due !== undefined && (to ?? asOf) > due

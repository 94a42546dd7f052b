import { UNKNOWN, type Scope, type Value } from '../expression/expression.ts'
import type { AnswerName } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Quantities } from './edge-quantities.ts'
import { attributesAt, claimsAt, stateAt, type History } from './history.ts'
import { at, type Timeline } from './timeline.ts'

/** An entity a rule looks at, with the intervals in which it is one of the order's. */
export interface Participant {
  readonly ref: Ref
  readonly history: History
  readonly membership: Timeline<boolean>
  /** Quantities of the links by which it hangs on the order. */
  readonly edge: Timeline<Quantities>
}

/** What a version says of an order over time. */
export interface Swept {
  readonly unified: Timeline<Outcome>
  /** In the version's order. */
  readonly domains: readonly (readonly [domain: string, Timeline<Outcome>])[]
  /** What it answers beside outcomes at a moment; unknown too where it does not answer it. */
  readonly answerAt: (answer: AnswerName, moment: Instant) => Value
  readonly around: Around
  /** Of all that it looks at what sources disagree about, or ever did, whenever that was the order's. */
  readonly disputed: readonly Participant[]
  /** Moments at which any of this may change. */
  readonly moments: readonly Instant[]
}

/** What the rules of a version see beside the entity they look at. */
export interface Around {
  readonly order: History
  readonly timezone: string
  /** Of the types that the version reads through `entities`: what is, was or will be the order's. */
  readonly entities: ReadonlyMap<string, readonly Participant[]>
  /** Of the versions that it uses, by the names it gives them. */
  readonly verdicts: ReadonlyMap<string, Swept>
}

/** What the rules of a definition see of an entity at a moment. Each variable is worked out when it is read. */
export const scopeAt = (participant: History, around: Around, moment: Instant, edge: Value): Scope => {
  let [entity, order, state, claims, entities, verdicts]: (Value | undefined)[] = []
  return {
    variables: {
      get entity() { return entity ??= attributesAt(participant, moment) },
      get order() { return order ??= attributesAt(around.order, moment) },
      get state() { return state ??= stateAt(participant, moment) },
      get claims() { return claims ??= claimsAt(participant, moment) },
      get entities() { return entities ??= Object.fromEntries([...around.entities].map(([type, those]): [string, Value] => [type, elementsAt(those, moment)])) },
      get verdicts() { return verdicts ??= Object.fromEntries([...around.verdicts].map(([name, swept]): [string, Value] => [name, verdictAt(swept, moment)])) },
      edge,
      now: moment,
      // Whose scope it is; no expression can name it.
      ref: participant.facts.ref,
    },
    timezone: around.timezone,
  }
}

/** Those that are the order's at a moment, by ref. */
const elementsAt = (those: readonly Participant[], moment: Instant): Value =>
  presentAt(those, moment).map(({ ref, history, edge }) => ({ ...attributesAt(history, moment), ref, state: stateAt(history, moment), edge: at(edge, moment)?.value ?? {} }))

export const presentAt = (those: readonly Participant[], moment: Instant): readonly Participant[] => those.filter(({ membership }) => at(membership, moment)?.value === true)

/** Worked out as far as it is read. */
const verdictAt = ({ unified, domains, answerAt }: Swept, moment: Instant): Value => {
  const entry = at(unified, moment)
  return {
    outcome: entry?.value ?? 'UNKNOWN',
    since: entry?.from ?? UNKNOWN,
    get firstMetAt() { return unified.find(({ from, value }) => value === 'MET' && from <= moment)?.from ?? UNKNOWN },
    get domains() { return Object.fromEntries(domains.map(([domain, timeline]) => [domain, at(timeline, moment)?.value ?? 'UNKNOWN'])) },
    get stage() { return answerAt('stage', moment) },
    get share() { return answerAt('share', moment) },
    get time() { return answerAt('time', moment) },
  }
}

import { UNKNOWN, type Value } from '../expression/expression.ts'
import { arbiterOf, STATE_FIELD } from '../model/arbitration.ts'
import type { EntityType } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { invariant } from '../problems/invariant.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { once } from '../vocabulary/once.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { saysSame, type Decided } from './arbitrate.ts'
import { compareClaims } from './compare-claims.ts'
import type { EntityFacts, Facts } from './facts.ts'
import { ruleAttribute, type AttributeRuling } from './rule-attribute.ts'
import { ruleState, type StateRuling } from './rule-state.ts'
import { at, moments, type Timeline } from './timeline.ts'

/** One entity's rulings over time, worked out once and read at many moments. */
export interface History {
  readonly facts: EntityFacts
  readonly ruling: Timeline<StateRuling | undefined>
  readonly attributes: ReadonlyMap<string, Timeline<AttributeRuling | undefined>>
  /** By field, where a rule of arbitration has ever decided. */
  readonly decided: ReadonlyMap<string, Timeline<Decided | undefined>>
  /** Moments at which anything about it may change. */
  readonly moments: readonly Instant[]
}

const makeHistory = (model: Model, facts: EntityFacts): History => {
  const byAttribute = new Map<string, Claim[]>()
  const spoken: Claim[] = []
  const ends = facts.claims.filter((claim) => claim.kind === 'ended')
  const until = (claims: readonly Claim[]): readonly Claim[] => (ends.length === 0 ? claims : [...claims, ...ends].sort(compareClaims))
  for (const claim of facts.claims) {
    if (claim.kind === 'state') spoken.push(claim)
    if (claim.kind !== 'attribute') continue
    const list = byAttribute.get(claim.field)
    if (list === undefined) byAttribute.set(claim.field, [claim])
    else list.push(claim)
  }
  const states = facts.type.states === undefined ? undefined : ruleState(facts.type.states, until(spoken), arbiterOf(model, facts.type.name, STATE_FIELD))
  const attributes = [...byAttribute].map(([field, claims]) => [field, ruleAttribute(until(claims), arbiterOf(model, facts.type.name, field), saysSame(facts.type.attributes.get(field)))] as const)
  return {
    facts,
    ruling: states?.ruling ?? [],
    attributes: new Map(attributes.map(([field, { ruling }]) => [field, ruling])),
    decided: new Map([[STATE_FIELD, states?.decided ?? []] as const, ...attributes.map(([field, { decided }]) => [field, decided] as const)].filter(([, timeline]) => timeline.length > 0)),
    moments: moments(facts.claims.map((claim) => claim.occurredAt)),
  }
}

/** The first field of a type that holds identifiers of a scheme, by scheme. */
const fieldsByScheme = once((type: EntityType): ReadonlyMap<string, string> => new Map([...type.attributes.values()].reverse().flatMap(({ name, scheme }) => (scheme === undefined ? [] : [[scheme, name] as const]))))

/** What is worked out of a history at a moment holds until something about it changes, and is asked for by every rule that looks at it: kept by the moment from which it holds. */
const untilNext = <T>(work: (history: History, moment: Instant) => T): ((history: History, moment: Instant) => T) => {
  const kept = once((_: History) => new Map<Instant | undefined, T>())
  return (history, moment) => {
    const [from, known] = [history.moments.findLast((one) => one <= moment), kept(history)]
    let value = known.get(from)
    if (value === undefined) known.set(from, value = work(history, moment))
    return value
  }
}

/** Members `entity` and `order` have in rules; what is null or unsettled is absent. */
export const attributesAt = untilNext((history: History, moment: Instant): Readonly<Record<string, Value>> => {
  const values: Record<string, Value> = {}
  for (const [field, value] of Object.entries(history.facts.attributes)) if (value !== null) values[field] = value
  for (const [field, timeline] of history.attributes) {
    const entry = at(timeline, moment)?.value
    if (entry?.settled === true && entry.value !== null) values[field] = entry.value
    else delete values[field]
  }
  for (const claim of history.facts.claims) {
    if (claim.kind !== 'identifier' || claim.occurredAt > moment || claim.value === null) continue
    const field = fieldsByScheme(history.facts.type).get(claim.field)
    if (field !== undefined) values[field] = claim.value
  }
  return values
})

/** What holds of an entity's state, and since when; undefined while no source says anything. */
export const rulingAt = (history: History, moment: Instant): { readonly from: Instant; readonly value: StateRuling } | undefined => {
  const entry = at(history.ruling, moment)
  return entry?.value === undefined ? undefined : { from: entry.from, value: entry.value }
}

/** `state` in rules: its members are absent while nothing was said, and while sources disagree. */
export const stateAt = untilNext((history: History, moment: Instant): Value => {
  const entry = rulingAt(history, moment)
  if (entry === undefined || !entry.value.settled) return {}
  return { local: entry.value.local, canonical: entry.value.canonical, since: entry.from, source: entry.value.claim.source }
})

/** `claims` in rules: what had been said to be by the moment. */
export const claimsAt = (history: History, moment: Instant): Value =>
  history.facts.claims
    .filter((claim) => claim.occurredAt <= moment && claim.kind !== 'seen' && claim.ended !== true)
    .map((claim) => ({ field: claim.field, value: claim.value ?? UNKNOWN, source: claim.source, domain: claim.domain, occurredAt: claim.occurredAt, recordedAt: claim.recordedAt }))

/** The claims that the entity's ruling stands on, or those that disagree. */
export const rulingClaims = (history: History, moment: Instant): readonly Claim[] => {
  const ruling = rulingAt(history, moment)?.value
  return ruling === undefined ? [] : ruling.settled ? [ruling.claim] : ruling.claims
}

/** The claims that make the entity what it is at a moment: those its ruling stands on, then its tracked attributes'. */
export const standingClaims = (history: History, moment: Instant): readonly Claim[] => {
  const claims: Claim[] = [...rulingClaims(history, moment)]
  for (const timeline of history.attributes.values()) {
    const entry = at(timeline, moment)?.value
    if (entry !== undefined) claims.push(...(entry.settled ? [entry.claim] : entry.claims))
  }
  return claims
}

const made = new WeakMap<EntityFacts, { readonly by: Model['arbitration']; readonly generation: number; readonly history: History }>()

/** The history of an entity of the facts, by the rules of arbitration in force; worked out once, however many orders look at it. */
export const historyOf = (facts: Facts, ref: Ref): History => {
  const entity = facts.entities.get(ref)
  invariant(entity !== undefined, 'historyOf', `${ref} was not loaded`)
  const [known, by] = [made.get(entity), facts.model.arbitration]
  if (known?.by === by && known.generation === by.generation) return known.history
  const history = makeHistory(facts.model, entity)
  made.set(entity, { by, generation: by.generation, history })
  return history
}

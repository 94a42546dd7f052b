import { Malformed, UNKNOWN, type Compiled, type Value } from '../../src/expression/expression.ts'
import type { Relation } from '../../src/model/entity-type.ts'
import type { DefinitionVersion, DomainRule, Model, OrderStateRule } from '../../src/model/model.ts'
import type { Claim } from '../../src/vocabulary/claim.ts'
import type { Outcome } from '../../src/vocabulary/outcome.ts'

/*
 * DESIGN section 4, read as plainly as it can be written: for every moment at which anything was said, everything is worked out from scratch
 * out of the claims that had occurred by then. No timelines, no sorting shared, nothing kept. Slow on purpose; shares no code with src/settle.
 */
type Kleene = true | false | 'unknown'

export interface ReferenceState { readonly local?: string; readonly canonical?: string; readonly conflict: boolean }
export interface ReferenceOutcome { readonly outcome: Outcome; readonly since: number; readonly firstMetAt?: number }
export interface ReferenceVerdict extends ReferenceOutcome {
  readonly domains: Readonly<Record<string, ReferenceOutcome>>
  readonly skewHours?: number
}
export interface ReferenceOrder {
  readonly firstAt: number
  readonly members: readonly string[]
  readonly states: Readonly<Record<string, { readonly local?: string; readonly canonical?: string; readonly settled: boolean; readonly since: number }>>
  readonly verdicts: Readonly<Record<string, ReferenceVerdict>>
}

const typeOf = (ref: string): string => ref.slice(0, ref.indexOf('/'))
const number = (text: string): number | undefined => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined)

/** "Each source's latest claim about a thing stands, by occurredAt, then the source's sequence, then journal order": is `a` later than `b`? */
const later = (a: Claim, b: Claim): boolean => {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt > b.occurredAt
  if (a.sequence === b.sequence || a.source !== b.source) return a.seq > b.seq
  // What has no place in the source's own order comes before what has; numbers come before words.
  const rank = (sequence: string | undefined): readonly [number, number] => (sequence === undefined ? [0, 0] : number(sequence) === undefined ? [2, 0] : [1, number(sequence) ?? 0])
  const [[x, m], [y, n]] = [rank(a.sequence), rank(b.sequence)]
  return x !== y ? x > y : m !== n ? m > n : String(a.sequence) > String(b.sequence)
}
const valuesOf = (claims: readonly Claim[]): readonly Claim['value'][] => [...new Set(claims.map((claim) => claim.value))]
const latestOf = (claims: readonly Claim[]): Claim => claims.reduce((best, claim) => (later(claim, best) ? claim : best))
const latestPerSource = (claims: readonly Claim[]): readonly Claim[] => [...new Set(claims.map((claim) => claim.source))].map((source) => latestOf(claims.filter((claim) => claim.source === source)))

/** What rules of arbitration prefer, by `Type.field`, the strongest first; as said of a claim. */
export type Preferences = Readonly<Record<string, readonly ((claim: Claim) => boolean)[]>>
type ReferenceModel = Model & { readonly preferences?: Preferences }

/** Everything that had been said to have occurred by a moment. */
class World {
  readonly model: ReferenceModel
  readonly said: readonly Claim[]
  readonly moment: number

  constructor(model: ReferenceModel, claims: readonly Claim[], moment: number) {
    this.model = model
    this.said = claims.filter((claim) => claim.occurredAt <= moment)
    this.moment = moment
  }

  about(ref: string, kind: Claim['kind'], field?: string): readonly Claim[] {
    return this.said.filter((claim) => claim.about === ref && claim.kind === kind && (field === undefined || claim.field === field))
  }

  /** "Among sources the latest wins if every other source's state leads to it; same instant with different states, or a latest state that the others cannot lead to, is a conflict." */
  state(ref: string): ReferenceState | undefined {
    const graph = this.model.types.get(typeOf(ref))?.states
    const claims = this.about(ref, 'state')
    if (graph === undefined || claims.length === 0) return undefined
    const standing = latestPerSource(claims)
    const last = Math.max(...standing.map((claim) => claim.occurredAt))
    const latest = standing.filter((claim) => claim.occurredAt === last)
    const word = valuesOf(latest).length === 1 ? latest[0]?.value : this.preferred(`${typeOf(ref)}.state`, latest)
    if (word === undefined) return { conflict: true }
    const astray = standing.filter((claim) => claim.occurredAt !== last && !this.leadsTo(graph.states, String(claim.value), String(word)))
    const stands = astray.length === 0 ? word : this.preferred(`${typeOf(ref)}.state`, [...astray, ...latest.filter((claim) => claim.value === word)])
    if (stands === undefined) return { conflict: true }
    const local = String(stands)
    return { local, canonical: graph.states.get(local)?.canonical ?? '?', conflict: false }
  }

  /** "Of claims in dispute those stand that meet the earliest condition, where they agree." */
  preferred(about: string, claims: readonly Claim[]): Claim['value'] | undefined {
    for (const condition of this.model.preferences?.[about] ?? []) {
      const met = claims.filter(condition)
      if (met.length > 0) return valuesOf(met).length === 1 ? met[0]?.value : undefined
    }
    return undefined
  }

  leadsTo(states: ReadonlyMap<string, { readonly next: readonly string[] }>, from: string, to: string, seen: readonly string[] = []): boolean {
    return from === to || (!seen.includes(from) && (states.get(from)?.next ?? []).some((next) => this.leadsTo(states, next, to, [...seen, from])))
  }

  /** When its present local state began: the moments of its state claims walked back. */
  stateSince(claims: readonly Claim[], ref: string): number {
    const now = this.state(ref)?.local
    let since = this.moment
    for (const moment of momentsOf(claims.filter((claim) => claim.about === ref && claim.kind === 'state' && claim.occurredAt <= this.moment)).toReversed()) {
      if (new World(this.model, claims, moment).state(ref)?.local !== now) break
      since = moment
    }
    return since
  }

  /** "Attributes without a state graph: latest wins, same instant with different values is a conflict." Undefined: nothing, null or a conflict. */
  attribute(ref: string, field: string): Value | undefined {
    const claims = this.about(ref, 'attribute', field)
    if (claims.length === 0) return undefined
    const last = Math.max(...claims.map((claim) => claim.occurredAt))
    const latest = latestPerSource(claims.filter((claim) => claim.occurredAt === last))
    const value = valuesOf(latest).length === 1 ? latest[0]?.value : this.preferred(`${typeOf(ref)}.${field}`, latest)
    return value === null ? undefined : value
  }

  /** Links of one field that hold. "A to-one link to a new target ends the old one at the new occurredAt." */
  targets(ref: string, relation: Relation): readonly string[] {
    const claims = this.about(ref, 'link', relation.field)
    if (claims.length === 0) return []
    const last = Math.max(...claims.map((claim) => claim.occurredAt))
    return [...new Set((relation.many ? claims : claims.filter((claim) => claim.occurredAt === last)).map((claim) => String(claim.value)))]
  }

  /** Entities at the far end of a relation, whichever side stated the link, each with its quantities. */
  far(ref: string, relation: Relation): readonly { readonly ref: string; readonly quantities: Readonly<Record<string, Value>> }[] {
    const found = new Map<string, Record<string, Value>>()
    const put = (other: string, claims: readonly Claim[]): void => {
      found.set(other, Object.assign(found.get(other) ?? {}, ...claims.toSorted((a, b) => (later(a, b) ? 1 : -1)).map((claim) => claim.quantities ?? {})) as Record<string, Value>)
    }
    for (const target of this.targets(ref, relation)) put(target, this.about(ref, 'link', relation.field).filter((claim) => claim.value === target))
    for (const opposite of this.model.types.get(relation.target)?.relations.values() ?? []) {
      if (opposite.name !== relation.name || opposite.target !== relation.owner || opposite.direction === relation.direction) continue
      for (const other of new Set(this.said.filter((claim) => typeOf(claim.about) === relation.target).map((claim) => claim.about))) {
        if (this.targets(other, opposite).includes(ref)) put(other, this.about(other, 'link', opposite.field).filter((claim) => claim.value === ref))
      }
    }
    return [...found].map(([other, quantities]) => ({ ref: other, quantities }))
  }

  up(ref: string): readonly string[] {
    return [...new Set((this.model.types.get(typeOf(ref))?.belonging ?? []).flatMap((relation) => this.far(ref, relation).map((one) => one.ref)))]
  }

  /** "Any other entity [belongs] to the nearest order reached." Several when several are equally near. */
  orders(ref: string): readonly string[] {
    if (typeOf(ref) === 'Order') return [ref]
    let level: readonly string[] = [ref]
    for (let steps = 0; steps < 20 && level.length > 0; steps += 1) {
      level = [...new Set(level.flatMap((child) => this.up(child)))]
      const orders = level.filter((one) => typeOf(one) === 'Order')
      if (orders.length > 0) return orders.toSorted()
    }
    return []
  }

  everything(): readonly string[] {
    return [...new Set(this.said.flatMap((claim) => (claim.kind === 'link' ? [claim.about, String(claim.value)] : [claim.about])))].toSorted()
  }

  members(order: string): readonly string[] {
    return this.everything().filter((ref) => ref !== order && this.orders(ref).includes(order))
  }

  exists(order: string): boolean {
    return this.said.some((claim) => claim.about === order) || this.members(order).length > 0
  }
}

const momentsOf = (claims: readonly Claim[]): readonly number[] => [...new Set(claims.map((claim) => claim.occurredAt as number))].toSorted((a, b) => a - b)

const objectOf = (world: World, ref: string): Value => {
  const values: Record<string, Value> = {}
  for (const attribute of world.model.types.get(typeOf(ref))?.attributes.values() ?? []) {
    const value = attribute.scheme === undefined ? world.attribute(ref, attribute.name) : world.about(ref, 'identifier', attribute.scheme).length === 0 ? undefined : latestOf(world.about(ref, 'identifier', attribute.scheme)).value
    if (value !== undefined && value !== null) values[attribute.name] = value as Value
  }
  return values
}

const ask = (expression: Compiled | undefined, world: World, claims: readonly Claim[], order: string, ref: string, edge: Value): Kleene => {
  if (expression === undefined) return true
  const ruled = world.state(ref)
  const variables: Record<string, Value> = {
    order: objectOf(world, order), entity: objectOf(world, ref), edge, now: world.moment, claims: [],
    state: ruled?.local === undefined ? {} : { local: ruled.local, canonical: ruled.canonical ?? UNKNOWN, since: world.stateSince(claims, ref) },
  }
  try {
    const value = expression.evaluate({ variables, timezone: world.model.timezone })
    return value === true || value === false ? value : 'unknown'
  } catch (error) {
    if (error instanceof Malformed) return 'unknown'
    throw error
  }
}

const and = (values: readonly Kleene[]): Kleene => (values.includes(false) ? false : values.includes('unknown') ? 'unknown' : true)
const not = (value: Kleene): Kleene => (value === 'unknown' ? value : !value)
const or = (values: readonly Kleene[]): Kleene => not(and(values.map(not)))
const asOutcome = (value: Kleene): Outcome => (value === true ? 'MET' : value === false ? 'NOT_MET' : 'UNKNOWN')

/** Who a rule looks at, with the quantities of the link it hangs by. */
const lookedAt = (world: World, rule: Pick<DomainRule | OrderStateRule, 'over' | 'path'>, order: string): readonly { readonly ref: string; readonly edge: Value }[] => {
  if (rule.path !== undefined) {
    let level = [order]
    let reached: readonly { readonly ref: string; readonly quantities: Readonly<Record<string, Value>> }[] = []
    for (const relation of rule.path) {
      reached = level.flatMap((ref) => world.far(ref, relation))
      level = [...new Set(reached.map((one) => one.ref))]
    }
    return level.map((ref) => ({ ref, edge: addUp(reached.filter((one) => one.ref === ref)) }))
  }
  if (rule.over === 'Order') return [{ ref: order, edge: {} }]
  return world.members(order).filter((ref) => typeOf(ref) === rule.over).map((ref) => ({ ref, edge: edgeToward(world, ref, order) }))
}

/** Quantities of the links that lead from a member towards this order; over several parents they add up. */
const edgeToward = (world: World, ref: string, order: string): Value => {
  const parents = (world.model.types.get(typeOf(ref))?.belonging ?? []).flatMap((relation) => world.far(ref, relation)).filter((parent) => world.orders(parent.ref).includes(order))
  return addUp(parents)
}

const addUp = (links: readonly { readonly quantities: Readonly<Record<string, Value>> }[]): Value => {
  const sums: Record<string, number> = {}
  for (const { quantities } of links) for (const [name, value] of Object.entries(quantities)) sums[name] = (sums[name] ?? 0) + Number(value)
  return sums
}

const domainAt = (world: World, claims: readonly Claim[], rule: DomainRule, order: string): Outcome => {
  const applies = ask(rule.applies, world, claims, order, order, {})
  if (applies !== true) return applies === false ? 'NOT_APPLICABLE' : 'UNKNOWN'
  const entities = lookedAt(world, rule, order).map(({ ref, edge }) => ({ counts: ask(rule.appliesWhen, world, claims, order, ref, edge), met: ask(rule.met, world, claims, order, ref, edge) }))
  // "an entity whose appliesWhen is unknown does not count toward requires"; "never met by an empty set".
  const sure = entities.filter((entity) => entity.counts === true).length
  if (sure < rule.requires || sure === 0) return 'UNKNOWN'
  return asOutcome(rule.aggregate === 'all' ? and(entities.map(({ counts, met }) => or([not(counts), met]))) : or(entities.map(({ counts, met }) => and([counts, met]))))
}

const unifiedAt = (version: DefinitionVersion, outcomes: Readonly<Record<string, Outcome>>): Outcome => {
  const applying = Object.values(outcomes).filter((outcome) => outcome !== 'NOT_APPLICABLE')
  const truths = applying.map((outcome): Kleene => (outcome === 'MET' ? true : outcome === 'NOT_MET' ? false : 'unknown'))
  if (applying.length === 0) return 'NOT_APPLICABLE'
  if (version.unified === 'all') return asOutcome(and(truths))
  if (version.unified === 'any') return asOutcome(or(truths))
  const value = version.unified.evaluate({ variables: outcomes, timezone: 'UTC' })
  return asOutcome(value === true || value === false ? value : 'unknown')
}

/** Outcomes at every moment, walked back from the last for `since`. */
const overTime = (moments: readonly number[], outcomes: readonly Outcome[]): ReferenceOutcome => {
  let start = outcomes.length - 1
  while (start > 0 && outcomes[start - 1] === outcomes[start]) start -= 1
  const firstMet = outcomes.indexOf('MET')
  return { outcome: outcomes.at(-1) ?? 'UNKNOWN', since: moments[start] ?? 0, ...(firstMet < 0 ? {} : { firstMetAt: moments[firstMet] as number }) }
}

const verdict = (model: Model, claims: readonly Claim[], version: DefinitionVersion, order: string, moments: readonly number[]): ReferenceVerdict => {
  const at = moments.map((moment) => {
    const world = new World(model, claims, moment)
    const domains = Object.fromEntries(version.domains.map((rule) => [rule.domain, domainAt(world, claims, rule, order)]))
    return { domains, unified: unifiedAt(version, domains) }
  })
  const domains = Object.fromEntries(version.domains.map(({ domain }) => [domain, overTime(moments, at.map((one) => one.domains[domain] ?? 'UNKNOWN'))]))
  const met = Object.values(domains).filter((one) => one.outcome === 'MET').map((one) => one.since)
  return { ...overTime(moments, at.map((one) => one.unified)), domains, ...(met.length < 2 ? {} : { skewHours: (Math.max(...met) - Math.min(...met)) / 3_600_000 }) }
}

/** "by the order of canonicalStates, those in leaveOut ignored unless all are"; of those that are alike the one that came there last names the local state. */
const orderState = (world: World, claims: readonly Claim[], rule: OrderStateRule, order: string): { readonly local?: string; readonly canonical?: string; readonly settled: boolean } | undefined => {
  const states = lookedAt(world, rule, order).flatMap(({ ref }) => {
    const ruled = world.state(ref)
    return ruled === undefined ? [] : [{ ref, ...ruled }]
  })
  if (states.length === 0) return undefined
  if (states.some((one) => one.conflict)) return { settled: false }
  const rank = ({ canonical = '?' }: ReferenceState): number => world.model.canonicalStates.indexOf(canonical)
  const counted = states.filter(({ canonical = '?' }) => !world.model.leaveOut.has(canonical))
  const parts = counted.length > 0 ? counted : states
  const reached = (rule.aggregate === 'least' ? Math.min : Math.max)(...parts.map(rank))
  const [last] = parts.filter((one) => rank(one) === reached).toSorted((a, b) => world.stateSince(claims, b.ref) - world.stateSince(claims, a.ref) || (a.ref < b.ref ? -1 : 1))
  return { ...(last?.local === undefined ? {} : { local: last.local }), ...(last?.canonical === undefined ? {} : { canonical: last.canonical }), settled: true }
}

/** All that is true of an order as of a moment, by the claims given; undefined before its first claim. */
export const evaluateOrder = (model: ReferenceModel, claims: readonly Claim[], order: string, asOf: number): ReferenceOrder | undefined => {
  const until = momentsOf(claims).filter((moment) => moment <= asOf)
  const firstAt = until.find((moment) => new World(model, claims, moment).exists(order))
  if (firstAt === undefined) return undefined
  // Every hour besides, since rules may read `now`; the worlds this is asked of know whole hours only.
  const hourly = Array.from({ length: Math.floor((asOf - firstAt) / 3_600_000) + 1 }, (_, index) => firstAt + index * 3_600_000)
  const moments = [...new Set([...until, ...hourly])].filter((moment) => moment >= firstAt).toSorted((a, b) => a - b)
  const world = new World(model, claims, asOf)
  const versions = [...model.definitions.values()].flatMap((definition) => definition.versions)
  return {
    firstAt,
    members: world.members(order),
    states: Object.fromEntries([...model.orderStates.values()].flatMap((rule) => {
      const drawn = orderState(world, claims, rule, order)
      if (drawn === undefined) return []
      // Walked back while it was the same.
      const before = until.map((moment) => ({ moment, drawn: orderState(new World(model, claims, moment), claims, rule, order) })).toReversed()
      const other = before.findIndex((one) => JSON.stringify(one.drawn) !== JSON.stringify(drawn))
      return [[rule.domain, { ...drawn, since: before[other < 0 ? before.length - 1 : other - 1]?.moment ?? 0 }]]
    })),
    verdicts: Object.fromEntries(versions.map((version) => [`${version.definition}.${version.version}`, verdict(model, claims, version, order, moments)])),
  }
}

/** What a version of `same-terms` says of a garment and a payment on the same terms. */
export interface SameTerms {
  readonly most: number
  readonly when: (of: { readonly pieces: Value | undefined; readonly paid: string | undefined }) => boolean
}
const AS_FILED: SameTerms = { most: 2, when: ({ pieces, paid }) => typeof pieces === 'number' && pieces > 0 && paid !== undefined && paid !== 'VOID' }

/**
 * What the atelier's two derivations infer, as a person reads them: each as `relation from to validFrom knownFrom`, sorted. Here `from` and
 * `to` are the ends as stored. `same-terms` as its file has it, or as another version that a test brings into force.
 */
export const inferredOfAtelier = (model: Model, claims: readonly Claim[], now: number, sameTerms: SameTerms = AS_FILED): readonly string[] => {
  const world = new World(model, claims, now)
  const all = (type: string): readonly string[] => [...new Set(world.said.filter((claim) => typeOf(claim.about) === type).map((claim) => claim.about as string))]
  const first = (of: 'occurredAt' | 'recordedAt', ...refs: readonly string[]): number => Math.max(...refs.map((ref) => Math.min(...world.said.filter((claim) => claim.about === ref).map((claim) => claim[of]))))
  const link = (name: string, from: string, to: string): string => `${name} ${from} ${to} ${first('occurredAt', from, to)} ${first('recordedAt', from, to)}`
  const ordersOf = (ref: string): readonly string[] => {
    const relation = model.types.get(typeOf(ref))?.relations.get('order')
    return relation === undefined ? [] : world.far(ref, relation).map((one) => one.ref)
  }
  const termsOf = (ref: string): readonly Value[] => [...new Set(ordersOf(ref).flatMap((order) => world.attribute(order, 'terms') ?? []))]
  const paid = all('Garment').flatMap((garment) => {
    const joined = termsOf(garment).flatMap((terms) => all('Payment').filter((payment) => termsOf(payment).includes(terms)))
    if (joined.length > sameTerms.most) return []
    const pieces = world.attribute(garment, 'pieces')
    return [...new Set(joined)].filter((payment) => sameTerms.when({ pieces, paid: world.state(payment)?.local })).map((payment) => link('MAY_BE_PAID_BY', garment, payment))
  })
  const spoken = (type: string) => all(type).filter((ref) => world.state(ref)?.local !== undefined).map((ref) => ({ ref, since: world.stateSince(claims, ref) }))
  const near = spoken('Payment').flatMap((payment) => spoken('Parcel')
    .filter((parcel) => parcel.since >= payment.since - 2 * 3_600_000 && parcel.since <= payment.since + 3 * 3_600_000)
    .map((parcel) => link('SENT_NEAR', parcel.ref, payment.ref)))
  return [...paid, ...near].toSorted()
}

/** "with the answer's asOf fixed, the last recordedAt at which the unified outcome changed"; undefined when nobody had told of the order by knownAt. */
export const evaluateKnownSince = (model: Model, claims: readonly Claim[], order: string, name: string, asOf: number, knownAt: number): number | undefined => {
  const told = [...new Set(claims.map((claim) => claim.recordedAt as number))].filter((moment) => moment <= knownAt).toSorted((a, b) => a - b)
  let since: number | undefined
  let before: Outcome | undefined
  for (const moment of told) {
    const outcome = evaluateOrder(model, claims.filter((claim) => claim.recordedAt <= moment), order, asOf)?.verdicts[name]?.outcome
    if (outcome !== before) since = moment
    before = outcome
  }
  return before === undefined ? undefined : since
}

import { conditionParts } from '../expression/compile-expression.ts'
import { UNKNOWN, type Compiled, type Scope } from '../expression/expression.ts'
import type { Part } from '../expression/parts-of.ts'
import type { DefinitionVersion, DomainRule } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import type { History } from '../settle/history.ts'
import type { Participant } from '../settle/rule-scope.ts'
import { truth, type Truth } from '../settle/sweep-rule.ts'
import type { OrderQuestion } from '../settle/sweep-version.ts'
import { at } from '../settle/timeline.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'

/** What a member of an entity may be told to be. */
export type Told = string | boolean | number

/** Something taken to be so, as if it had been told at the moment asked about. */
export type Supposed =
  | { readonly kind: 'MEMBER'; readonly ref: Ref; /** As a rule writes it: `state.local`. */ readonly path: readonly string[]; readonly value: Told }
  /** An entity of the order's that is not there. */
  | { readonly kind: 'ENTITY'; readonly ref: Ref; readonly type: string }
  /** Nobody says anything until then. */
  | { readonly kind: 'WAIT'; readonly until: Instant }
  /** A condition of which nobody knows how it would come to be so. */
  | { readonly kind: 'GRANT'; readonly key: string; readonly holds: boolean }

type Members = readonly Extract<Supposed, { readonly kind: 'MEMBER' }>[]

/** A condition of a version, asked of an entity. */
export const grantKey = ({ definition, version }: Pick<DefinitionVersion, 'definition' | 'version'>, ref: Ref, text: string): string => [definition, version, ref, text].join('\n')

/** The order's question as it would stand, and any entity of it: what it says of a version is what settling says. Cost: nothing until it is asked. */
export const suppose = (question: OrderQuestion, supposed: readonly Supposed[]): OrderQuestion & { readonly as: (participant: Participant) => Participant } => {
  const members = Map.groupBy(supposed.filter((one) => one.kind === 'MEMBER'), ({ ref }) => ref)
  const waits = supposed.flatMap((one) => (one.kind === 'WAIT' ? [one.until] : []))
  const made = new Map<Ref, Participant>()
  const as = (participant: Participant): Participant => {
    const told = members.get(participant.ref)
    if (told === undefined) return participant
    const known = made.get(participant.ref) ?? changed(participant, told, question.asOf)
    made.set(participant.ref, known)
    originals.set(known, participant)
    return known
  }
  const come = supposed.flatMap((one) => (one.kind === 'ENTITY' ? [as(newcomer(question, one.ref, one.type))] : []))
  const [own] = question.participants({ over: ORDER })
  const order = own === undefined ? question.order : as(own).history
  return {
    ...question, as, order, asOf: instant(Math.max(question.asOf, ...waits)), swept: new Map(),
    participants: (rule) => [...question.participants(rule).map(as), ...come.filter(({ history }) => history.facts.type.name === rule.over)],
  }
}

const originals = new WeakMap<Participant, Participant>()

/** An entity without what is supposed of it. */
export const unsupposed = (participant: Participant): Participant => originals.get(participant) ?? participant

/** An entity of which nothing is known but that it is the order's. */
export const newcomer = ({ types, order, asOf }: Pick<OrderQuestion, 'types' | 'order' | 'asOf'>, ref: Ref, name: string): Participant => ({
  ref, membership: [{ from: asOf, value: true }], edge: [],
  history: { facts: { ref, type: types.get(name) ?? order.facts.type, attributes: {}, claims: [], voided: [], edges: [], merged: [] }, ruling: [], attributes: new Map(), decided: new Map(), moments: [asOf] },
})

const changed = ({ ref, history, membership, edge }: Participant, told: Members, from: Instant): Participant => {
  const quantities = told.filter(({ path }) => path[0] === 'edge').map(({ path: [, member = ''], value }) => [member, value] as const)
  return {
    ref, membership, history: told.reduce((so, one) => withMember(so, one, from), history),
    edge: quantities.length === 0 ? edge : [...edge.filter((entry) => entry.from < from), { from, value: { ...at(edge, from)?.value, ...Object.fromEntries(quantities) } }],
  }
}

const withMember = (history: History, { ref, path: [variable, member = ''], value }: Members[number], from: Instant): History => {
  const { facts: { type, claims }, ruling, attributes } = history
  const moments = [...new Set([...history.moments, from])].sort((a, b) => a - b)
  const standing = at(ruling, from)?.value
  const claim: Claim = { id: 'supposed', n: 0, seq: 0, about: ref, kind: 'attribute', field: member, value, domain: type.domain, source: standing?.settled === true ? standing.claim.source : '', occurredAt: from, recordedAt: from }
  if (variable === 'state') {
    const local = String(value)
    const entry = { from, value: { settled: true, local, canonical: type.states?.states.get(local)?.canonical ?? '', claim: { ...claim, kind: 'state', field: 'state' } } } as const
    return { ...history, moments, ruling: [...ruling.filter((before) => before.from < from), entry] }
  }
  const scheme = type.attributes.get(member)?.scheme
  if (scheme !== undefined) return { ...history, moments, facts: { ...history.facts, claims: [...claims, { ...claim, kind: 'identifier', field: scheme }] } }
  const before = (attributes.get(member) ?? []).filter((entry) => entry.from < from)
  return variable === 'edge' ? history : { ...history, moments, attributes: new Map(attributes).set(member, [...before, { from, value: { settled: true, value, claim } }]) }
}

/** The version, conditions that are granted holding as they are; itself where none is. */
export const granting = (version: DefinitionVersion, granted: ReadonlyMap<string, boolean>): DefinitionVersion => {
  if (granted.size === 0) return version
  const grant = (compiled: Compiled): Compiled => {
    const part = conditionParts(compiled)
    return { ...compiled, evaluate: (scope) => kleene(part, scope, (text) => granted.get(grantKey(version, scope.variables['ref'] as Ref, text))) }
  }
  const rule = ({ applies, appliesWhen, met, ...rest }: DomainRule): DomainRule =>
    ({ ...rest, met: grant(met), ...(applies === undefined ? {} : { applies: grant(applies) }), ...(appliesWhen === undefined ? {} : { appliesWhen: grant(appliesWhen) }) })
  return { ...version, domains: version.domains.map(rule), uses: new Map([...version.uses].map(([name, used]) => [name, granting(used, granted)])) }
}

/** Kleene's value of a condition from those of its parts. */
const kleene = (part: Part, scope: Scope, given: (text: string) => boolean | undefined): Truth => {
  if (part.op === 'leaf') return given(part.text) ?? truth(part, scope)
  const values = part.parts.map((inner) => kleene(inner, scope, given))
  if (part.op === 'not') return values[0] === UNKNOWN || values[0] === undefined ? UNKNOWN : !values[0]
  const decisive = part.op === 'or'
  return values.includes(decisive) ? decisive : values.includes(UNKNOWN) ? UNKNOWN : !decisive
}

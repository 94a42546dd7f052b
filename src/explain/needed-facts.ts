import { conditionParts } from '../expression/compile-expression.ts'
import type { Compiled } from '../expression/expression.ts'
import type { Leaf, Part } from '../expression/parts-of.ts'
import type { StateGraph } from '../model/entity-type.ts'
import type { DefinitionVersion, DomainRule } from '../model/model.ts'
import type { Participant } from '../settle/rule-scope.ts'
import { contributionAt, truth } from '../settle/sweep-rule.ts'
import { sweepVersion, type OrderQuestion } from '../settle/sweep-version.ts'
import { settleVerdict } from '../settle/settle-verdict.ts'
import { unify } from '../settle/unify.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { presentFor, readsOf, valueAt, watch, watchOrder, type AskedOf, type Watched } from './explain-verdict.ts'
import type { ReadValue } from './explained.ts'

/** Something that would have to be so. */
export interface NeededFact {
  /** The domain whose rule first asks for it. */
  readonly domain: string
  readonly type: string
  /** Absent: an entity of the type that is not there yet. */
  readonly ref?: Ref
  /** What would have to hold, in CEL. */
  readonly rule: string
  /** What stands there now. */
  readonly reads: readonly ReadValue[]
  /** Values that would do, where the rule names them: of a state those that can still be come to, if any can. */
  readonly values?: readonly (string | boolean)[]
  /** False: the state graph does not lead to any of the values from the state that holds. */
  readonly reachable: boolean
}

type Value = string | boolean
/** What a member may be: one of some values, or none of them. */
interface Bound {
  readonly is: boolean
  readonly values: ReadonlySet<Value>
}

/** One way to MET, as far as it is thought through: what would have to be so, and what must stay as it is. */
interface Way {
  readonly facts: ReadonlyMap<string, NeededFact>
  readonly bounds: ReadonlyMap<string, Bound>
  /** Entities that count in the domain under way; domains that are met. */
  readonly counted: number
  readonly met: number
  /** Entities and domains that are kept out of the rule instead of meeting it. */
  readonly left: number
}
type Step = (ways: readonly Way[]) => readonly Way[]

/** Ways that are followed side by side: the cheapest of those found so far. */
const MOST_WAYS = 32

/** What cannot be reached weighs most; of equally few facts those come first that meet the rule, before those that cancel what it looks at. */
const costOf = ({ facts, left }: Way): number => [...facts.values()].reduce((sum, { reachable }) => sum + (reachable ? 1_000 : 1_000_000), left)

const cheapest = (ways: readonly Way[], owed: (way: Way) => number = () => 0): readonly Way[] => {
  const byFacts = new Map(ways.map((way) => [`${way.counted} ${way.met} ${[...way.facts].map(([key, { rule }]) => `${key} ${rule}`).sort().join('\n')}`, way]))
  const cost = (way: Way): number => costOf(way) + 1_000 * owed(way)
  return [...byFacts.values()].sort((a, b) => cost(a) - cost(b)).slice(0, MOST_WAYS)
}

const all = (steps: readonly Step[]): Step => (ways) => steps.reduce((left, step) => step(left), ways)
const any = (steps: readonly Step[]): Step => (ways) => cheapest(steps.flatMap((step) => step(ways)))
const counting = (step: Step): Step => (ways) => step(ways).map((way) => ({ ...way, counted: way.counted + 1 }))
const leaving = (step: Step): Step => (ways) => step(ways).map((way) => ({ ...way, left: way.left + 1 }))

/** What a step asks of whom. */
interface Asked extends Watched {
  readonly domain: string
}

const holding = (asked: Asked, part: Part, wanted: boolean): Step => {
  if (part.op === 'leaf') return (ways) => ways.flatMap((way) => withLeaf(asked, part, wanted, way) ?? [])
  if (part.op === 'not') return all(part.parts.map((inner) => holding(asked, inner, !wanted)))
  return ((part.op === 'and') === wanted ? all : any)(part.parts.map((inner) => holding(asked, inner, wanted)))
}

/** The way on which a condition holds or, where it is not wanted, surely does not hold; undefined where that contradicts what the way has. */
const withLeaf = (asked: Asked, leaf: Leaf, wanted: boolean, way: Way): Way | undefined => {
  const { compares } = leaf
  const now = truth(leaf, asked.scope)
  if (compares === undefined) {
    if (now === wanted) return way
    if (leaf.reads.length === 0) return undefined
    const key = `${asked.history.facts.ref} ${leaf.text}`
    return way.facts.has(`${key} ${!wanted}`) ? undefined : withFact(way, `${key} ${wanted}`, factOf(asked, leaf, ruleOf(leaf.text, wanted), { reachable: true }))
  }
  const { path, bound } = boundOf(asked, compares, wanted)
  const about = path[0] === 'order' ? asked.around.order : asked.history
  const key = `${about.facts.ref} ${path[0] === 'state' ? path.join('.') : path[1]}`
  const [before, fact] = [way.bounds.get(key), way.facts.get(key)]
  const both = before === undefined ? bound : meet(before, bound)
  if (both.is && both.values.size === 0) return undefined
  const bounded = { ...way, bounds: new Map(way.bounds).set(key, both) }
  const standing = valueAt(asked, path)
  if (fact === undefined && isValue(standing) && both.values.has(standing) === both.is) return bounded
  const rule = [...(fact === undefined ? [] : [fact.rule]), ruleOf(leaf.text, wanted)].join(' && ')
  return withFact(bounded, key, factOf(asked, leaf, rule, path[0] === 'state' && path[1] === 'local' ? reachableOf(asked, both) : { ...(both.is ? { values: [...both.values] } : {}), reachable: true }))
}

const isValue = (value: unknown): value is Value => typeof value === 'string' || typeof value === 'boolean'

const ruleOf = (text: string, wanted: boolean): string => (wanted ? text : `!(${text})`)

const withFact = (way: Way, key: string, fact: NeededFact): Way => ({ ...way, facts: new Map(way.facts).set(key, fact) })

const factOf = (asked: Asked, { reads }: Leaf, rule: string, more: Pick<NeededFact, 'values' | 'reachable'>): NeededFact => {
  const { facts } = reads.length > 0 && reads.every(([variable]) => variable === 'order') ? asked.around.order : asked.history
  return { domain: asked.domain, type: facts.type.name, ref: facts.ref, rule, reads: readsOf(asked, reads), ...more }
}

const meet = (a: Bound, b: Bound): Bound => {
  if (!a.is && !b.is) return { is: false, values: new Set([...a.values, ...b.values]) }
  const [only, other] = a.is ? [a, b] : [b, a]
  return { is: true, values: new Set([...only.values].filter((value) => other.values.has(value) === other.is)) }
}

/** A canonical state is one of the local ones that map onto it; what a state is not leaves the others. */
const boundOf = ({ history }: Asked, { path, is, values }: NonNullable<Leaf['compares']>, wanted: boolean): { readonly path: readonly string[]; readonly bound: Bound } => {
  const bound: Bound = { is: is === wanted, values: new Set(values) }
  const states = [...(history.facts.type.states?.states.values() ?? [])]
  if (path[0] !== 'state' || (path[1] !== 'local' && path[1] !== 'canonical')) return { path, bound }
  const word = path[1] === 'local' ? 'name' : 'canonical'
  return { path: ['state', 'local'], bound: { is: true, values: new Set(states.filter((one) => bound.values.has(one[word]) === bound.is).map(({ name }) => name)) } }
}

const reachableOf = (asked: Asked, { values }: Bound): Pick<NeededFact, 'values' | 'reachable'> => {
  const graph: StateGraph | undefined = asked.history.facts.type.states
  const reaches = graph?.reaches.get(String(valueAt(asked, ['state', 'local'])))
  const reachable = reaches === undefined ? [...values] : [...values].filter((value) => reaches.has(String(value)))
  return { values: reachable.length > 0 ? reachable : [...values], reachable: reachable.length > 0 }
}

/** What a rule says of one entity. */
const said = (asked: Asked, compiled: Compiled | undefined, wanted: boolean): Step =>
  compiled === undefined ? (ways) => (wanted ? ways : []) : holding(asked, conditionParts(compiled), wanted)

/** Entities that are not there yet, as many as a way lacks of those required. */
const withAbsent = (rule: DomainRule, needed: number, text: string | undefined): Step => (ways) => ways.map((way) => {
  const facts = new Map(way.facts)
  for (let place = way.counted + 1; place <= needed; place += 1) facts.set(`${rule.domain} ${place}`, { domain: rule.domain, type: rule.over, rule: text ?? 'true', reads: [], reachable: true })
  return { ...way, facts }
})

const both = (...texts: readonly (string | undefined)[]): string => texts.filter((text) => text !== undefined).map((text) => (texts.includes(undefined) ? text : `(${text})`)).join(' && ')

/** Every entity is met or surely does not count, and enough of them count. */
const meetAll = (of: AskedOf, rule: DomainRule, needed: number): Step => (before) => {
  const present = presentFor(of, rule)
  const left = present.reduce<readonly Way[]>((ways, participant, place) => {
    const asked = { ...watch(of, participant), domain: rule.domain }
    const steps = [counting(all([said(asked, rule.appliesWhen, true), said(asked, rule.met, true)])), leaving(said(asked, rule.appliesWhen, false))]
    return cheapest(steps.flatMap((step) => step(ways)), ({ counted }) => Math.max(0, needed - counted - (present.length - place - 1)))
  }, before)
  return withAbsent(rule, needed, both(rule.appliesWhen?.text, rule.met.text))(left)
}

/** One entity is met, and enough of them count. */
const meetAny = (of: AskedOf, rule: DomainRule, needed: number): Step => {
  const present = presentFor(of, rule)
  const counts = (participant: Participant): boolean => contributionAt(rule, participant, of.around, of.question.asOf).applies === true
  const one = present.map((participant): Step => {
    const asked = { ...watch(of, participant), domain: rule.domain }
    const others = present.filter((other) => other !== participant && counts(other)).length
    return (ways) => all([said(asked, rule.appliesWhen, true), said(asked, rule.met, true)])(ways).map((way) => ({ ...way, counted: others + 1 }))
  })
  const absent: Step = (ways) => withAbsent(rule, 1, both(rule.appliesWhen?.text, rule.met.text))(ways).map((way) => ({ ...way, counted: present.filter(counts).length + 1 }))
  return all([any([...one, absent]), withAbsent(rule, needed, rule.appliesWhen?.text)])
}

/** The domain comes to MET, or surely does not apply. */
const domainSteps = (of: AskedOf, rule: DomainRule): { readonly met: Step; readonly left: Step } => {
  const onOrder: Asked = { ...watchOrder(of), domain: rule.domain }
  const body = (rule.aggregate === 'all' ? meetAll : meetAny)(of, rule, Math.max(1, rule.requires))
  const began: Step = (ways) => ways.map((way) => ({ ...way, counted: 0 }))
  const done: Step = (ways) => ways.map((way) => ({ ...way, counted: 0, met: way.met + 1 }))
  return { met: all([began, said(onOrder, rule.applies, true), body, done]), left: leaving(said(onOrder, rule.applies, false)) }
}

/** Domains whose outcomes are tried one by one under an expression of the version's own: 3 to the eighth. */
const MOST_TRIED = 8

/** The domains of each choice of outcomes under which the version's own expression holds, as they are or made MET or inapplicable. */
const byExpression = (version: DefinitionVersion, now: readonly Outcome[], steps: readonly { readonly met: Step; readonly left: Step }[]): Step => {
  const chosen: Step[] = []
  const choose = (place: number, outcomes: readonly Outcome[], path: readonly Step[]): void => {
    const rule = version.domains[place]
    if (rule === undefined) {
      if (unify(version, outcomes) === 'MET') chosen.push(all(path))
      return
    }
    const [standing, step] = [now[place] ?? 'UNKNOWN', steps[place]]
    if (step === undefined) return
    if (standing !== 'MET') choose(place + 1, [...outcomes, standing], path)
    choose(place + 1, [...outcomes, 'MET'], [...path, step.met])
    if (rule.applies !== undefined && standing !== 'NOT_APPLICABLE' && version.domains.length <= MOST_TRIED) choose(place + 1, [...outcomes, 'NOT_APPLICABLE'], [...path, step.left])
  }
  choose(0, [], [])
  return any(chosen)
}

/**
 * The fewest facts that would make a version MET of an order, everything else staying as it is; those that the state graph still leads to before
 * others. Empty: it is MET. Undefined: nothing would. Cost: 32 ways side by side, times the conditions of every entity that the rules look at.
 */
export const neededFacts = (question: OrderQuestion, version: DefinitionVersion): readonly NeededFact[] | undefined => {
  const { outcome, domains } = settleVerdict({ ...question, version })
  if (outcome === 'MET') return []
  const { unified } = version
  const asked = { question, around: sweepVersion(question, version).around }
  const steps = version.domains.map((rule) => domainSteps(asked, rule))
  const whole = unified === 'all' ? all(steps.map(({ met, left }) => any([met, left])))
    : unified === 'any' ? any(steps.map(({ met }) => met))
    : byExpression(version, domains.map((domain) => domain.outcome), steps)
  const ways = whole([{ facts: new Map(), bounds: new Map(), counted: 0, met: 0, left: 0 }]).filter(({ met }) => met > 0 || typeof unified !== 'string')
  const [best] = cheapest(ways)
  return best && [...best.facts.values()]
}

import type { DefinitionVersion, DomainRule } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import { contributionAt } from '../settle/sweep-rule.ts'
import { aroundOf, type OrderQuestion } from '../settle/sweep-version.ts'
import { settleVerdict } from '../settle/settle-verdict.ts'
import { unify } from '../settle/unify.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { inWorld, orderIn, type Asked, type Asking } from './asked.ts'
import { presentFor } from './explain-verdict.ts'
import { coming, said as saidOf } from './hold-condition.ts'
import { all, any, beginning, cheapest, comesKey, counting, Facts, isIndependent, leaving, supposedIn, worldOf, worldWith, type NeededFact, type Step, type Way } from './way.ts'

const said = (asked: Asked, compiled: Parameters<typeof saidOf>[1], wanted: boolean): Step => saidOf(asked, compiled, wanted, outcomeStep)

const both = (...texts: readonly (string | undefined)[]): readonly string[] => {
  const given = texts.filter((text) => text !== undefined && text !== 'true')
  return given.length > 1 ? given.map((text) => `(${text})`) : given as readonly string[]
}

/** Entities that are not there yet, as many as a way lacks of those required. */
const withAbsent = (of: Asking, rule: DomainRule, needed: number, met?: boolean): Step => {
  const asked = { of, domain: rule.domain, participant: orderIn(of), elements: [] }
  const texts = both(rule.appliesWhen?.text, met === undefined ? undefined : met ? rule.met.text : `!(${rule.met.text})`)
  const another = (place: number): Step => coming(asked, rule.over, String(place), texts, (one) => all([said(one, rule.appliesWhen, true), ...(met === undefined ? [] : [said(one, rule.met, met)])]))
  // An order is one.
  if (rule.over === ORDER) return (ways) => ways.filter(({ counted }) => counted >= needed)
  const places = Array.from({ length: needed }, (_, place) => another(place + 1))
  return (ways) => cheapest(ways.flatMap((way) => all(places.slice(Math.min(way.counted, needed)))([way])))
}

/** Every entity that counts is met, or unmet, the others surely do not count, and enough of them count. */
const meetAll = (of: Asking, rule: DomainRule, needed: number, wanted: boolean): Step => (before) => {
  const present = presentFor(of, rule)
  const left = present.reduce<readonly Way[]>((ways, participant, place) => {
    const asked: Asked = { of, participant, domain: rule.domain, elements: [] }
    const steps = [counting(all([said(asked, rule.appliesWhen, true), said(asked, rule.met, wanted)])), leaving(said(asked, rule.appliesWhen, false))]
    return cheapest(steps.flatMap((step) => step(ways)), ({ counted }) => Math.max(0, needed - counted - (present.length - place - 1)))
  }, before)
  return withAbsent(of, rule, needed, wanted)(left)
}

/** One entity is met, or unmet, and enough of them count. */
const meetAny = (of: Asking, rule: DomainRule, needed: number, wanted: boolean): Step => {
  const present = presentFor(of, rule)
  const applying = new Set(present.filter((participant) => contributionAt(rule, participant, of.around, of.question.asOf).applies === true))
  const one = present.map((participant): Step => {
    const asked: Asked = { of, participant, domain: rule.domain, elements: [] }
    const others = applying.size - (applying.has(participant) ? 1 : 0)
    return (ways) => all([said(asked, rule.appliesWhen, true), said(asked, rule.met, wanted)])(ways).map((way) => ({ ...way, counted: others + 1 }))
  })
  const counted = applying.size
  const absent: Step = (ways) => withAbsent(of, rule, 1, wanted)(ways.map((way) => ({ ...way, counted: 0 }))).map((way) => ({ ...way, counted: counted + 1 }))
  return all([any([...one, absent]), withAbsent(of, rule, needed)])
}

type Come = Readonly<Record<Exclude<Outcome, 'UNKNOWN'>, Step>>

/** The domain comes to MET or to NOT_MET, or surely does not apply. */
const domainSteps = (of: Asking, rule: DomainRule): Come => {
  const onOrder: Asked = { of, participant: orderIn(of), domain: rule.domain, elements: [] }
  const needed = Math.max(1, rule.requires)
  const come = (wanted: boolean): Step => all([
    (ways) => ways.map((way) => ({ ...way, counted: 0 })), said(onOrder, rule.applies, true),
    ((rule.aggregate === 'all') === wanted ? meetAll : meetAny)(of, rule, needed, wanted),
    (ways) => ways.map((way) => ({ ...way, counted: 0, met: way.met + 1 })),
  ])
  return { MET: come(true), NOT_MET: come(false), NOT_APPLICABLE: leaving(said(onOrder, rule.applies, false)) }
}

/** Domains whose outcomes are tried one by one under an expression of the version's own: 3 to the eighth, or 4 to the fourth. */
const [MOST_TRIED, MOST_UNMET] = [8, 4]

/** The domains of each choice of outcomes under which the version's own expression comes to the outcome, as they are or made so. */
const byExpression = ({ question, version }: Asking, outcome: Outcome, steps: readonly Come[]): Step => {
  const now = settleVerdict({ ...question, version }).domains
  const chosen: Step[] = []
  const choose = (place: number, outcomes: readonly Outcome[], path: readonly Step[]): void => {
    const rule = version.domains[place]
    if (rule === undefined) {
      if (unify(version, outcomes) === outcome) chosen.push(all(path))
      return
    }
    const [standing, step] = [now[place]?.outcome ?? 'UNKNOWN', steps[place]]
    if (step === undefined) return
    if (standing !== 'MET') choose(place + 1, [...outcomes, standing], path)
    choose(place + 1, [...outcomes, 'MET'], [...path, step.MET])
    if (standing !== 'NOT_MET' && version.domains.length <= MOST_UNMET) choose(place + 1, [...outcomes, 'NOT_MET'], [...path, step.NOT_MET])
    if (rule.applies !== undefined && standing !== 'NOT_APPLICABLE' && version.domains.length <= MOST_TRIED) choose(place + 1, [...outcomes, 'NOT_APPLICABLE'], [...path, step.NOT_APPLICABLE])
  }
  choose(0, [], [])
  return any(chosen)
}

/** The version comes to an outcome; that it comes to nothing known is not sought. */
const outcomeStep = (of: Asking, outcome: Outcome): Step => {
  const { unified, domains } = of.version
  const steps = domains.map((rule) => domainSteps(of, rule))
  if (outcome === 'UNKNOWN') return () => []
  if (outcome === 'NOT_APPLICABLE') return all(steps.map((step) => step[outcome]))
  if (typeof unified !== 'string') return byExpression(of, outcome, steps)
  if ((unified === 'any') === (outcome === 'MET')) return any(steps.map((step) => step[outcome]))
  const whole = all(steps.map((step) => any([step[outcome], step.NOT_APPLICABLE])))
  return (ways) => whole(ways.map((way) => ({ ...way, met: 0 }))).filter(({ met }) => met > 0)
}

/** Facts of which each is left out once to see whether the others do. */
const MOST_WEIGHED = 32

/** The way without facts that it can do without, as settling sees it. */
const withoutIdle = (way: Way, isMet: (way: Way) => boolean): Way => {
  if (way.facts.size > MOST_WEIGHED) return way
  return way.facts.entries().reduce((left, [key, { of }]) => {
    if (of !== undefined) return left
    const without = { ...left, facts: left.facts.entries().filter(([other, wanted]) => other !== key && (wanted.of === undefined || comesKey(wanted.of) !== key)).reduce((facts, [other, wanted]) => facts.with(other, wanted), new Facts()) }
    return isMet(without) ? without : left
  }, way)
}

/** What was asked of an entity that would have to come is said with it. */
const factsIn = ({ facts }: Way): readonly NeededFact[] => {
  const wanted = facts.entries()
  const saidOf = Map.groupBy(wanted.filter(([, { of }]) => of !== undefined), ([, { of }]) => comesKey(of as Ref))
  return wanted.flatMap(([key, { fact, rules, of }]) => {
    if (of !== undefined) return []
    const said = saidOf.get(key)?.flatMap(([, other]) => other.rules) ?? []
    const all = [...rules, ...said.filter((rule) => !rules.some((text) => text.includes(rule)))]
    return [{ ...fact, rule: all.length === 0 ? 'true' : all.join(' && ') }]
  })
}

/** Rounds in which ways that fall short, once their facts are told, are gone on with. */
const MOST_ROUNDS = 3
const MOST_FOLLOWED = 4

/**
 * The fewest facts that would make a version MET of an order, everything else staying as it is; those that the state graph still leads to before
 * others. Told, they make it MET: each set is settled before it is answered. Empty: it is MET. Undefined: no such set was found. Cost: 32 ways side by side, times the
 * conditions of every entity that the rules look at; a verdict for each set that is settled, at most 96.
 */
export const neededFacts = (question: OrderQuestion, version: DefinitionVersion): readonly NeededFact[] | undefined => {
  const isMet = (way: Way): boolean => {
    const { question: then, versionOf } = worldWith(question, supposedIn(way))
    return settleVerdict({ ...then, version: versionOf(version) }).outcome === 'MET'
  }
  if (isMet(beginning())) return []
  const start: Asking = { start: question, question, version, around: aroundOf(question, version) }
  const seen = new Set<string>()
  let ways = cheapest(outcomeStep(start, 'MET')([beginning()]))
  for (let round = 0; round < MOST_ROUNDS && ways.length > 0; round += 1) {
    const found = ways.find((way) => isIndependent(way) && isMet(way))
    if (found !== undefined) return factsIn(withoutIdle(found, isMet))
    for (const { facts } of ways) seen.add(facts.name)
    ways = cheapest(ways.slice(0, MOST_FOLLOWED).flatMap((way) => outcomeStep(inWorld(start, worldOf(question, way)), 'MET')([{ ...beginning(), facts: way.facts, bounds: way.bounds, left: way.left }]))).filter(({ facts }) => !seen.has(facts.name))
  }
  return undefined
}

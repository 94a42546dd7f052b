import type { Comparison, Leaf } from '../expression/parts-of.ts'
import type { StateGraph } from '../model/entity-type.ts'
import type { DefinitionVersion } from '../model/model.ts'
import { expressionsOfAnswers, expressionsOfRule } from '../model/version-reads.ts'
import type { History } from '../settle/history.ts'
import { truth } from '../settle/sweep-rule.ts'
import { isTold, memberKey, orderIn, standingOf, watchIn, type Asked, type Member } from './asked.ts'
import { readsOf, valueAt, type Reads } from './read-values.ts'
import type { Supposed, Told } from './suppose.ts'
import { comesKey, meet, relying, withFact, type Bound, type Way } from './way.ts'

/** What a way asks of a member, by which condition. */
export interface Ask extends Member {
  readonly bound: Bound
  readonly rule: string
  readonly reads: Reads
}

/** The way on which a member is as asked; undefined where that contradicts what the way has. */
export const holdMember = (asked: Asked, { participant, path, bound, rule, reads }: Ask, way: Way): Way | undefined => {
  const key = memberKey({ participant, path })
  const [before, known] = [way.bounds.get(key), way.facts.get(key)]
  const both = before === undefined ? bound : meet(before, bound)
  if (both.is && both.values.size === 0) return undefined
  const bounded = relying({ ...way, bounds: way.bounds.with(key, both) }, `${key} ${rule}`, () => [key])
  const standing = valueAt(watchIn(asked.of, participant), path)
  if (known === undefined && isTold(standing) && both.values.has(standing) === both.is) return bounded
  if (known !== undefined && before !== undefined && sameBound(before, both)) return bounded
  const from = known === undefined ? { ...(typeof standing === 'string' ? { from: standing } : {}) } : { ...(known.from === undefined ? {} : { from: known.from }) }
  const { ref, history: { facts: { type } } } = participant
  const would = path[0] === 'state' ? reachableOf(type.states, from.from, both) : { ...(both.is && ![...both.values].some((value) => typeof value === 'number') ? { values: [...both.values] as (string | boolean)[] } : {}), reachable: true }
  return withFact(bounded, key, {
    fact: { domain: known?.fact.domain ?? asked.domain, type: type.name, ref, ...reads, ...would },
    rules: [...new Set([...known?.rules ?? [], rule])], supposes: [supposedOf({ participant, path }, both, would.values)], ...(way.facts.has(comesKey(ref)) ? { of: ref } : {}), ...from,
  })
}

const sameBound = (a: Bound, b: Bound): boolean => a.is === b.is && a.values.size === b.values.size && [...a.values].every((value) => b.values.has(value))

/** A value that nobody has named. */
const ANOTHER = '\u2026'

const supposedOf = ({ participant: { ref }, path }: Member, { is, values }: Bound, best: readonly Told[] | undefined): Supposed =>
  ({ kind: 'MEMBER', ref, path, value: best?.[0] ?? (is ? [...values][0] : undefined) ?? ANOTHER })

const reachableOf = (graph: StateGraph | undefined, from: string | undefined, { values }: Bound): { readonly values: readonly string[]; readonly reachable: boolean } => {
  const named = [...values].map(String)
  const reaches = from === undefined ? undefined : graph?.reaches.get(from)
  const reachable = reaches === undefined ? named : named.filter((value) => reaches.has(value))
  return { values: reachable.length > 0 ? reachable : named, reachable: reachable.length > 0 }
}

/** What a comparison speaks of, where it is something that can be told of an entity. */
export const comparedMember = (asked: Asked, { path, slot }: Comparison): Member | undefined => {
  const [variable, member = ''] = path
  if (path.length !== 2 || (variable === 'state' && member !== 'local' && member !== 'canonical') || (variable === 'entity' && member === 'ref')) return undefined
  if (variable === 'order') return { participant: orderIn(asked.of), path: ['entity', member] }
  const participant = slot === undefined ? asked.participant : asked.elements[slot]
  return participant !== undefined && (variable === 'state' || variable === 'entity' || variable === 'edge') ? { participant, path: variable === 'state' ? ['state', 'local'] : path } : undefined
}

export const askCompared = (asked: Asked, leaf: Leaf, compares: Comparison, member: Member, wanted: boolean): Ask => ({
  ...member, bound: boundOf(member.participant.history, compares, wanted),
  ...(compares.slot === undefined ? { rule: ruleOf(leaf.text, wanted), reads: readsOf(standingOf(asked.of, asked.participant), leaf.reads) }
    : { rule: comparedText(compares, wanted), reads: readsOf(standingOf(asked.of, member.participant), [compares.path]) }),
})

/** A canonical state is one of the local ones that map onto it; what a state or a truth is not leaves the others. */
const boundOf = ({ facts: { type } }: History, { path, is, values }: Comparison, wanted: boolean): Bound => {
  const bound: Bound = { is: is === wanted, values: new Set(values) }
  const others = (all: readonly Told[]): Bound => ({ is: true, values: new Set(all.filter((value) => bound.values.has(value) === bound.is)) })
  if (path[0] !== 'state') return type.attributes.get(path[1] ?? '')?.type === 'Boolean' ? others([true, false]) : bound
  const states = [...type.states?.states.values() ?? []]
  return path[1] === 'local' ? others(states.map(({ name }) => name)) : { is: true, values: new Set(states.filter(({ canonical }) => bound.values.has(canonical) === bound.is).map(({ name }) => name)) }
}

export const ruleOf = (text: string, wanted: boolean): string => (wanted ? text : `!(${text})`)

const literal = (value: string | boolean): string => (typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value))

/** As a rule would write it of the entity itself. */
export const comparedText = ({ path, is, values }: Pick<Comparison, 'path' | 'is' | 'values'>, wanted: boolean): string => {
  const [member, named] = [path.join('.'), values.map(literal)]
  if (named.length === 1) return `${member} ${is === wanted ? '==' : '!='} ${named[0]}`
  return ruleOf(`${member} in [${named.join(', ')}]`, is === wanted)
}

const numbersNamed = new WeakMap<DefinitionVersion, readonly number[]>()

/** Numbers that a version's texts name, and their neighbours: among them a number is sought that a condition holds for. */
const numbersIn = (version: DefinitionVersion): readonly number[] => {
  const known = numbersNamed.get(version)
  if (known !== undefined) return known
  const texts = [...version.domains.flatMap(expressionsOfRule), ...expressionsOfAnswers(version)].map(({ text }) => text)
  const named = texts.flatMap((text) => [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => Number(digits)))
  const numbers = [...new Set([0, 1, ...named].flatMap((one) => [one, one + 1, one - 1]))].sort((a, b) => a - b)
  numbersNamed.set(version, numbers)
  return numbers
}

/** A condition that reads one number of the entity, of the order or of an element of a list, and nothing else: bound to those of some numbers for which it is as wanted. */
export const askNumber = (asked: Asked, { sole, reads }: Leaf, wanted: boolean): Ask | undefined => {
  const [variable = '', name = '', ...more] = sole?.path ?? []
  if (sole === undefined || more.length > 0 || !['entity', 'order', 'edge'].includes(variable)) return undefined
  const { slot } = sole
  const participant = variable === 'order' ? orderIn(asked.of) : slot === undefined ? asked.participant : asked.elements[slot]
  const type = variable === 'edge' ? 'Float' : participant?.history.facts.type.attributes.get(name)?.type
  if (participant === undefined || (type !== 'Int' && type !== 'Float' && type !== 'Decimal')) return undefined
  const member: Member = { participant, path: variable === 'order' ? ['entity', name] : sole.path }
  const standing = valueAt(watchIn(asked.of, participant), member.path)
  // A decimal is text of digits.
  const candidates = [...(isTold(standing) ? [standing] : []), ...numbersIn(asked.of.version).map((one): Told => (type === 'Decimal' ? String(one) : one))]
  const holds = candidates.filter((value) => truth({ evaluate: (scope) => sole.evaluate(scope, value) }, { timezone: asked.of.around.timezone, variables: {} }) === wanted)
  return holds.length === 0 ? undefined : {
    ...member, bound: { is: true, values: new Set(holds) }, rule: ruleOf(sole.text, wanted),
    reads: slot === undefined ? readsOf(standingOf(asked.of, asked.participant), reads) : readsOf(standingOf(asked.of, participant), [sole.path]),
  }
}

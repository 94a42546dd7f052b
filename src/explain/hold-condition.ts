import { conditionParts } from '../expression/compile-expression.ts'
import type { Compiled } from '../expression/expression.ts'
import type { Leaf, Part } from '../expression/parts-of.ts'
import { presentAt, type Participant } from '../settle/rule-scope.ts'
import { OUTCOMES, type Outcome } from '../vocabulary/outcome.ts'
import { elementOf, memberKey, membersRead, newcomerOf, orderIn, standingOf, truthIn, usedBy, waitsIn, type Asked, type Asking } from './asked.ts'
import { askCompared, askNumber, comparedMember, holdMember, ruleOf } from './hold-member.ts'
import { readsOf } from './read-values.ts'
import { grantKey } from './suppose.ts'
import { tryMembers } from './try-members.ts'
import { all, any, beginning, comesKey, relying, withFact, withNewcomer, worldOf, type Step, type Wanted, type Way } from './way.ts'

/** Ways on which a version comes to an outcome; it and conditions, which read versions, call each other. */
export type ToOutcome = (of: Asking, outcome: Outcome) => Step

/** What a rule says of what it looks at holds or, where it is not wanted, surely does not. */
export const said = (asked: Asked, compiled: Compiled | undefined, wanted: boolean, toOutcome: ToOutcome): Step =>
  compiled === undefined ? (ways) => (wanted ? ways : []) : holding(asked, partsOf(compiled), wanted, toOutcome)

const taken = new WeakMap<Compiled, Part>()

/** Taken apart once, however many entities are asked. */
const partsOf = (compiled: Compiled): Part => {
  const part = taken.get(compiled) ?? conditionParts(compiled)
  taken.set(compiled, part)
  return part
}

const holding = (asked: Asked, part: Part, wanted: boolean, toOutcome: ToOutcome): Step => {
  if (part.op === 'leaf') return leafStep(asked, part, wanted, toOutcome)
  if (part.op === 'not') return all(part.parts.map((inner) => holding(asked, inner, !wanted, toOutcome)))
  return ((part.op === 'and') === wanted ? all : any)(part.parts.map((inner) => holding(asked, inner, wanted, toOutcome)))
}

const leafStep = (asked: Asked, leaf: Leaf, wanted: boolean, toOutcome: ToOutcome): Step => {
  const { compares, quantifies } = leaf
  const member = compares && comparedMember(asked, compares)
  if (compares !== undefined && member !== undefined) {
    const ask = askCompared(asked, leaf, compares, member, wanted)
    return (ways) => ways.flatMap((way) => holdMember(asked, ask, way) ?? [])
  }
  if (compares?.path[0] === 'verdicts' && compares.path[2] === 'outcome') return usedStep(asked, leaf, compares, wanted, toOutcome)
  if (quantifies !== undefined) return listStep(asked, leaf, quantifies, wanted, toOutcome)
  const number = asked.elements.length === 0 ? undefined : askNumber(asked, leaf, wanted)
  if (number !== undefined) return (ways) => ways.flatMap((way) => holdMember(asked, number, way) ?? [])
  return (ways) => ways.flatMap((way) => wholeLeaf(asked, leaf, wanted, way))
}

const standsIn = (asked: Asked, leaf: Leaf, wanted: boolean, way: Way): Way | undefined =>
  (truthIn(asked, leaf, worldOf(asked.of.start, way)) === wanted ? rely(asked, leaf, way) : undefined)

const leafKey = ({ of: { version: { definition, version } }, participant: { ref } }: Asked, { text }: Leaf): string => `${definition} ${version} ${ref} ${text}`

const rely = (asked: Asked, leaf: Leaf, way: Way): Way =>
  relying(way, leafKey(asked, leaf), () => membersRead(asked.of, asked.participant, leaf.reads).map(memberKey))

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly it: T } | undefined
  return () => (made ??= { it: make() }).it
}

/** An outcome of another version: what it would take. */
const usedStep = (asked: Asked, leaf: Leaf, { path: [, name = ''], is, values }: NonNullable<Leaf['compares']>, wanted: boolean, toOutcome: ToOutcome): Step => {
  const accepted = OUTCOMES.filter((outcome) => values.includes(outcome) === (is === wanted))
  const sought = once((): Step => {
    const used = usedBy(asked.of, name)
    return any(used === undefined ? [] : accepted.map((outcome) => toOutcome(used, outcome)))
  })
  // That nothing be known is nothing that could be told.
  const isTold = accepted.some((outcome) => outcome !== 'UNKNOWN')
  return (ways) => {
    const stood = ways.map((way) => standsIn(asked, leaf, wanted, way))
    if (!isTold) return ways.flatMap((way, place) => stood[place] ?? granted(asked, leaf, wanted, way))
    // Side by side, as far as they have come to the same in the rule that asks.
    const open = Map.groupBy(ways.filter((_, place) => stood[place] === undefined), ({ counted, met }) => `${counted} ${met}`)
    return [...stood.flatMap((way) => way ?? []), ...[...open.values()].flatMap((those) => {
      const [{ counted, met } = beginning()] = those
      return sought()(those.map((way) => ({ ...way, counted: 0, met: 0 }))).map((one) => rely(asked, leaf, { ...one, counted, met }))
    })]
  }
}

/** Of every element of a list, or of one; where what is said of them cannot be told of each, of the list as a whole. */
const listStep = (asked: Asked, leaf: Leaf, { every, type, each }: NonNullable<Leaf['quantifies']>, wanted: boolean, toOutcome: ToOutcome): Step => {
  const { of } = asked
  const elements = presentAt(of.around.entities.get(type) ?? [], of.question.asOf)
  const saidOf = (element: Participant): Step => holding({ ...asked, elements: [...asked.elements, element] }, each(elementOf(of, element)), wanted, toOutcome)
  const body = every === wanted ? all(elements.map(saidOf)) : any([...elements.map(saidOf), coming(asked, type, leaf.text, [], ({ participant }) => saidOf(participant))])
  const isTellable = elements.length === 0 || body([beginning()]).length > 0
  return (ways) => ways.flatMap((way) => {
    const stands = standsIn(asked, leaf, wanted, way)
    if (stands !== undefined) return [stands]
    return isTellable ? body([way]).map((one) => rely(asked, leaf, one)) : asked.elements.length > 0 ? [] : wholeLeaf(asked, leaf, wanted, way)
  })
}

/** An entity that is not there, and what it would have to be. `rules` say it, or else what is asked of it does. */
export const coming = (asked: Asked, type: string, place: string, rules: readonly string[], fill: (asked: Asked) => Step): Step => {
  const participant = newcomerOf(asked, type, place)
  const filled = fill({ ...asked, participant })
  return (ways) => filled(ways.map((way) => withNewcomer(way, asked.domain, { kind: 'ENTITY', ref: participant.ref, type }, rules)))
}

/** A condition that is not told of one member: what stands, what time brings, a number that does, members that do by trying, or the condition itself. */
const wholeLeaf = (asked: Asked, leaf: Leaf, wanted: boolean, way: Way): readonly Way[] => {
  const stands = standsIn(asked, leaf, wanted, way)
  if (stands !== undefined) return [stands]
  // Of an element nothing can be granted: its list's condition is.
  if (leaf.reads.length === 0 || asked.elements.length > 0) return []
  const number = askNumber(asked, leaf, wanted)
  if (number !== undefined) {
    const one = holdMember(asked, number, way)
    return one === undefined ? [] : [one]
  }
  const isTimed = leaf.reads.some(([variable]) => variable === 'now')
  const waited = isTimed ? waiting(asked, leaf, wanted, way) : undefined
  if (waited !== undefined) return [waited]
  const tried = tryMembers(asked, leaf, wanted, way).flatMap((one) => standsIn(asked, leaf, wanted, one) ?? (isTimed ? waiting(asked, leaf, wanted, one) : undefined) ?? [])
  return tried.length > 0 ? tried : granted(asked, leaf, wanted, way)
}

const wantedOf = (asked: Asked, leaf: Leaf, wanted: boolean, way: Way, supposes: Wanted['supposes']): Wanted => {
  const { of, domain, participant } = asked
  const { ref, history: { facts: { type } } } = leaf.reads.every(([variable]) => variable === 'order') ? orderIn(of) : participant
  return { fact: { domain, type: type.name, ref, ...readsOf(standingOf(of, participant), leaf.reads), reachable: true }, rules: [ruleOf(leaf.text, wanted)], supposes, ...(way.facts.has(comesKey(ref)) ? { of: ref } : {}) }
}

const waiting = (asked: Asked, leaf: Leaf, wanted: boolean, way: Way): Way | undefined => {
  const world = worldOf(asked.of.start, way)
  const until = waitsIn(asked, world).find((moment) => truthIn(asked, leaf, world, moment) === wanted)
  return until && rely(asked, leaf, withFact(way, leafKey(asked, leaf), wantedOf(asked, leaf, wanted, way, [{ kind: 'WAIT', until }])))
}

const granted = (asked: Asked, leaf: Leaf, wanted: boolean, way: Way): readonly Way[] => {
  const key = leafKey(asked, leaf)
  if (way.facts.has(key)) return []
  const grant = { kind: 'GRANT', key: grantKey(asked.of.version, asked.participant.ref, leaf.text), holds: wanted } as const
  return [rely(asked, leaf, withFact(way, key, wantedOf(asked, leaf, wanted, way, [grant])))]
}

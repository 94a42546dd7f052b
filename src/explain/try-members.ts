import type { Leaf } from '../expression/parts-of.ts'
import { presentAt, type Participant } from '../settle/rule-scope.ts'
import { listsRead, memberKey, membersRead, newcomerOf, standingOf, truthIn, waitsIn, watchIn, type Asked, type Member } from './asked.ts'
import { comparedText, holdMember } from './hold-member.ts'
import { readsOf, valueAt } from './read-values.ts'
import type { Supposed, Told } from './suppose.ts'
import { supposedIn, withNewcomer, worldOf, worldWith, type Way } from './way.ts'

/** Settings that are tried for one condition: one by one, by two, and by runs. */
const MOST_TRIED = 300
/** Ways that come of it. */
const MOST_FOUND = 32

/** A member whose values are few and known: a state, or a truth. */
interface Setting extends Member {
  readonly value: string | boolean
  /** The state graph leads there from what stands. */
  readonly reachable: boolean
}
type Holds = (more: readonly Supposed[]) => boolean

/**
 * Ways on which a condition comes to be as wanted because states and truths that it reads are others: of one member, else of two, else of as many as it takes, one after
 * the other to the same value. An entity more is tried too, where it reads a list. None: 300 attempts of each kind found nothing.
 */
export const tryMembers = (asked: Asked, leaf: Leaf, wanted: boolean, way: Way): readonly Way[] => {
  const before = supposedIn(way)
  const isTimed = leaf.reads.some(([variable]) => variable === 'now')
  const holds: Holds = (more) => {
    const world = worldWith(asked.of.start, [...before, ...more])
    return truthIn(asked, leaf, world) === wanted || (isTimed && waitsIn(asked, world).some((moment) => truthIn(asked, leaf, world, moment) === wanted))
  }
  const settings = settingsOf(asked, leaf, way)
  const singles = settings.slice(0, MOST_TRIED).filter((one) => holds([told(one)]))
  const more = newcomers(asked, leaf, way, holds)
  const found = singles.some(({ reachable }) => reachable) ? singles.filter(({ reachable }) => reachable) : singles
  if (found.length + more.length > 0) return [...[...Map.groupBy(found, memberKey).values()].flatMap((those) => settle(asked, [those], way)), ...more]
  const sets = pairsOf(settings, holds)
  return (sets.length > 0 ? sets : runsOf(settings, holds)).slice(0, MOST_FOUND).flatMap((set) => settle(asked, set.map((one) => [one]), way))
}

const told = ({ participant: { ref }, path, value }: Setting): Supposed => ({ kind: 'MEMBER', ref, path, value })

/** What may be set, such as can be come to first. */
const settingsOf = (asked: Asked, leaf: Leaf, way: Way): readonly Setting[] => {
  const world = worldOf(asked.of.start, way)
  const members = new Map(membersRead(asked.of, asked.participant, leaf.reads).map(({ participant, path }) => {
    const member = { participant, path: path[0] === 'state' ? ['state', 'local'] : path }
    return [memberKey(member), member] as const
  }))
  const settings = [...members].flatMap(([key, member]) => {
    const bound = way.bounds.get(key)
    return valuesOf(asked, { ...member, participant: world.as(member.participant) }).filter(({ value }) => bound === undefined || bound.values.has(value) === bound.is)
  })
  return settings.toSorted((a, b) => Number(b.reachable) - Number(a.reachable))
}

const valuesOf = ({ of }: Asked, { participant, path }: Member): readonly Setting[] => {
  const { states, attributes } = participant.history.facts.type
  const standing = valueAt(watchIn(of, participant), path)
  const reaches = states?.reaches.get(String(standing))
  const values: readonly (string | boolean)[] = path[0] === 'state' ? [...states?.states.keys() ?? []] : path[0] === 'entity' && attributes.get(path[1] ?? '')?.type === 'Boolean' ? [true, false] : []
  return values.filter((value) => value !== standing).map((value) => ({ participant, path, value, reachable: path[0] !== 'state' || reaches === undefined || reaches.has(String(value)) }))
}

const pairsOf = (settings: readonly Setting[], holds: Holds): readonly (readonly Setting[])[] => {
  const pairs: (readonly Setting[])[] = []
  let tried = 0
  for (const [place, one] of settings.entries()) {
    for (const other of settings.slice(place + 1)) {
      if (memberKey(other) === memberKey(one)) continue
      if (tried === MOST_TRIED || pairs.length === MOST_FOUND) return pairs
      tried += 1
      if (holds([told(one), told(other)])) pairs.push([one, other])
    }
  }
  return pairs
}

/** Members of a type set to the same value one after the other until it holds; then those left out without which it holds all the same. */
const runsOf = (settings: readonly Setting[], holds: Holds): readonly (readonly Setting[])[] => {
  const alike = Map.groupBy(settings, ({ participant: { history }, path, value }) => [history.facts.type.name, ...path, value].join(' '))
  return [...alike.values()].flatMap((those) => {
    for (let length = 3; length <= Math.min(those.length, MOST_TRIED); length += 1) {
      const set = those.slice(0, length)
      if (holds(set.map(told))) return [set.reduce((left, one) => (holds(left.filter((other) => other !== one).map(told)) ? left.filter((other) => other !== one) : left), set)]
    }
    return []
  })
}

/** The way with members set, each to any of some values. */
const settle = (asked: Asked, sets: readonly (readonly Setting[])[], way: Way): readonly Way[] => {
  const settled = sets.reduce<Way | undefined>((so, those) => {
    const [one] = those
    if (one === undefined || so === undefined) return so
    return holdMember(asked, askOf(asked, one.participant, one.path, those.map(({ value }) => value)), so)
  }, way)
  return settled === undefined ? [] : [settled]
}

const askOf = ({ of }: Asked, participant: Participant, path: readonly string[], values: readonly (string | boolean)[]) =>
  ({ participant, path, bound: { is: true, values: new Set<Told>(values) }, rule: comparedText({ path, is: true, values }, true), reads: readsOf(standingOf(of, participant), [path]) })

/** Ways with an entity more in a list that the condition reads, as it comes or in a state. */
const newcomers = (asked: Asked, leaf: Leaf, way: Way, holds: Holds): readonly Way[] => listsRead(asked.of, leaf.reads).flatMap((type) => {
  const participant = newcomerOf(asked, type, leaf.text)
  if (presentAt(asked.of.around.entities.get(type) ?? [], asked.of.question.asOf).some(({ ref }) => ref === participant.ref)) return []
  const comes: Supposed = { kind: 'ENTITY', ref: participant.ref, type }
  const come = withNewcomer(way, asked.domain, comes, [])
  if (holds([comes])) return [come]
  const states = [...participant.history.facts.type.states?.states.keys() ?? []].filter((value) => holds([comes, { kind: 'MEMBER', ref: participant.ref, path: ['state', 'local'], value }]))
  if (states.length === 0) return []
  const one = holdMember(asked, askOf(asked, participant, ['state', 'local'], states), come)
  return one === undefined ? [] : [one]
})

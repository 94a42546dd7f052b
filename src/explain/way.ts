import type { DefinitionVersion } from '../model/model.ts'
import type { Around, Participant } from '../settle/rule-scope.ts'
import { SharedMap } from './shared-map.ts'
import { aroundOf, type OrderQuestion } from '../settle/sweep-version.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { ReadValue } from './explained.ts'
import { granting, suppose, type Supposed, type Told } from './suppose.ts'

/** Something that would have to be so. */
export interface NeededFact {
  /** The domain whose rule first asks for it. */
  readonly domain: string
  readonly type: string
  /** Absent: an entity of the type that is not there yet. */
  readonly ref?: Ref
  /** What would have to hold, in CEL. */
  readonly rule: string
  /** What stands there now, and how many values more than are shown. */
  readonly reads: readonly ReadValue[]
  readonly moreReads: number
  /** Values that would do, where the rule names them: of a state those that can still be come to, if any can. */
  readonly values?: readonly (string | boolean)[]
  /** False: the state graph does not lead to any of the values from the state that holds. */
  readonly reachable: boolean
}

/** What a member may be: one of some values, or none of them. */
export interface Bound {
  readonly is: boolean
  readonly values: ReadonlySet<Told>
}

/** A fact with what is taken to be told when it is. */
export interface Wanted {
  readonly fact: Omit<NeededFact, 'rule'>
  /** Conditions that ask for it. */
  readonly rules: readonly string[]
  readonly supposes: readonly Supposed[]
  /** Said of an entity that would have to come: it is told with that. */
  readonly of?: Ref
  /** The local state that it was asked of. */
  readonly from?: string
}

/** A condition that the way stands on, with the members that it reads. */
interface Relied {
  readonly key: string
  readonly members: () => readonly string[]
  readonly before: Relied | undefined
}

/** Two hashes of a text, of 32 bits each: FNV-1a from two beginnings. */
const hashOf = (text: string): readonly [number, number] => {
  let [one, other] = [0x811c9dc5, 0x1b873593]
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x01000193) ^ (other >>> 15)
  }
  return [one, other]
}

const weightOf = ({ fact: { reachable }, of }: Wanted): number => (!reachable ? 1_000_000 : of === undefined ? 1_000 : 0)

/** The facts of a way. What they weigh and what they are called goes along with them: worked out anew at every step, it grew with the square of their number. */
export class Facts {
  readonly cost: number
  /** What they ask for, whatever the order: the sums of their hashes, which two sets have in common once in 2 to the 64th. */
  readonly name: string
  readonly #wanted: SharedMap<Wanted>
  readonly #sums: readonly [number, number]

  constructor(wanted = new SharedMap<Wanted>(), cost = 0, sums: readonly [number, number] = [0, 0]) {
    this.#wanted = wanted
    this.cost = cost
    this.#sums = sums
    this.name = sums.join(' ')
  }

  get size(): number {
    return this.#wanted.size
  }

  get(key: string): Wanted | undefined {
    return this.#wanted.get(key)
  }

  has(key: string): boolean {
    return this.#wanted.has(key)
  }

  with(key: string, wanted: Wanted): Facts {
    const before = this.#wanted.get(key)
    const [[one, other], [less, lesser]] = [hashOf(`${key} ${wanted.rules.join()}`), before === undefined ? [0, 0] : hashOf(`${key} ${before.rules.join()}`)]
    const cost = this.cost + weightOf(wanted) - (before === undefined ? 0 : weightOf(before))
    return new Facts(this.#wanted.with(key, wanted), cost, [(this.#sums[0] + one - less) | 0, (this.#sums[1] + other - lesser) | 0])
  }

  entries(): readonly (readonly [string, Wanted])[] {
    return this.#wanted.entries()
  }
}

/** One way to an outcome, as far as it is thought through: what would have to be so, and what must stay as it is. */
export interface Way {
  readonly facts: Facts
  readonly bounds: SharedMap<Bound>
  readonly relied: Relied | undefined
  /** Entities that count in the domain under way; domains that came to what is wanted of them. */
  readonly counted: number
  readonly met: number
  /** Entities and domains that are kept out of the rule instead of meeting it. */
  readonly left: number
}
export type Step = (ways: readonly Way[]) => readonly Way[]

/** A way of its own for each search: the world of a way is kept with its facts. */
export const beginning = (): Way => ({ facts: new Facts(), bounds: new SharedMap(), relied: undefined, counted: 0, met: 0, left: 0 })

/** Ways that are followed side by side: the cheapest of those found so far. */
const MOST_WAYS = 32

/** What cannot be reached weighs most; of equally few facts those come first that meet the rule, before those that cancel what it looks at. */
const costOf = ({ facts, left }: Way): number => facts.cost + left

export const cheapest = (ways: readonly Way[], owed: (way: Way) => number = () => 0): readonly Way[] => {
  const byFacts = new Map(ways.map((way) => [`${way.counted} ${way.met} ${way.facts.name}`, way]))
  const cost = (way: Way): number => costOf(way) + 1_000 * owed(way)
  return [...byFacts.values()].map((way) => ({ way, cost: cost(way) })).sort((a, b) => a.cost - b.cost).slice(0, MOST_WAYS).map(({ way }) => way)
}

export const all = (steps: readonly Step[]): Step => (ways) => steps.reduce((left, step) => step(left), ways)
export const any = (steps: readonly Step[]): Step => (ways) => cheapest(steps.flatMap((step) => step(ways)))
export const counting = (step: Step): Step => (ways) => step(ways).map((way) => ({ ...way, counted: way.counted + 1 }))
export const leaving = (step: Step): Step => (ways) => step(ways).map((way) => ({ ...way, left: way.left + 1 }))

export const withFact = (way: Way, key: string, wanted: Wanted): Way => ({ ...way, facts: way.facts.with(key, wanted) })
export const relying = (way: Way, key: string, members: () => readonly string[]): Way => ({ ...way, relied: { key, members, before: way.relied } })

/** The way on which an entity would have to come; `rules` say what it would have to be, or else what is asked of it does. */
export const withNewcomer = (way: Way, domain: string, comes: Extract<Supposed, { readonly kind: 'ENTITY' }>, rules: readonly string[]): Way =>
  withFact(way, comesKey(comes.ref), { fact: { domain, type: comes.type, reads: [], moreReads: 0, reachable: true }, rules, supposes: [comes] })

export const comesKey = (ref: Ref): string => `comes ${ref}`

export const meet = (a: Bound, b: Bound): Bound => {
  if (!a.is && !b.is) return { is: false, values: new Set([...a.values, ...b.values]) }
  const [only, other] = a.is ? [a, b] : [b, a]
  return { is: true, values: new Set([...only.values].filter((value) => other.values.has(value) === other.is)) }
}

/** The order as it would stand. */
export interface World {
  readonly question: OrderQuestion
  readonly granted: ReadonlyMap<string, boolean>
  /** A version, what is granted holding. */
  readonly versionOf: (version: DefinitionVersion) => DefinitionVersion
  readonly aroundOf: (version: DefinitionVersion) => Around
  readonly as: (participant: Participant) => Participant
}

export const worldWith = (question: OrderQuestion, supposed: readonly Supposed[]): World => {
  const granted = new Map(supposed.flatMap((one) => (one.kind === 'GRANT' ? [[one.key, one.holds] as const] : [])))
  const { as, ...then } = suppose(question, supposed)
  const [versions, arounds] = [new Map<DefinitionVersion, DefinitionVersion>(), new Map<DefinitionVersion, Around>()]
  const versionOf = (version: DefinitionVersion): DefinitionVersion => kept(versions, version, () => granting(version, granted))
  return { question: then, granted, versionOf, as, aroundOf: (version) => kept(arounds, version, () => aroundOf(then, versionOf(version))) }
}

const kept = <K, V>(values: Map<K, V>, key: K, make: () => V): V => {
  const value = values.get(key) ?? make()
  values.set(key, value)
  return value
}

export const supposedIn = ({ facts }: Way): readonly Supposed[] => facts.entries().flatMap(([, { supposes }]) => supposes)

const worlds = new WeakMap<Way['facts'], World>()

/** The world in which a way's facts are told. `question`: the order as it stands, always the same for one way. */
export const worldOf = (question: OrderQuestion, way: Way): World => {
  const known = worlds.get(way.facts) ?? worldWith(question, supposedIn(way))
  worlds.set(way.facts, known)
  return known
}

/** Whether each condition that is granted reads something that no other condition of the way reads: only then may it be had beside them. */
export const isIndependent = (way: Way): boolean => {
  const granted = way.facts.entries().filter(([, { supposes }]) => supposes.some(({ kind }) => kind === 'GRANT')).map(([key]) => key)
  if (granted.length === 0) return true
  const readBy = new Map<string, Set<string>>()
  const own = new Map<string, readonly string[]>()
  for (let one = way.relied; one !== undefined; one = one.before) {
    const members = one.members()
    own.set(one.key, members)
    for (const member of members) readBy.set(member, (readBy.get(member) ?? new Set()).add(one.key))
  }
  return granted.every((key) => own.get(key)?.some((member) => readBy.get(member)?.size === 1))
}

import type { Value } from '../expression/expression.ts'
import type { Leaf } from '../expression/parts-of.ts'
import type { DefinitionVersion } from '../model/model.ts'
import { expressionsOfAnswers, expressionsOfRule } from '../model/version-reads.ts'
import { presentAt, scopeAt, type Around, type Participant } from '../settle/rule-scope.ts'
import { historiesRead, timesRead, truth, type Truth } from '../settle/sweep-rule.ts'
import { aroundOf, followedUntil, type OrderQuestion } from '../settle/sweep-version.ts'
import { turningPoints } from '../settle/passing-time.ts'
import { at, moments } from '../settle/timeline.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { makeRef } from '../vocabulary/ref.ts'
import { grantKey, newcomer, unsupposed } from './suppose.ts'
import { asOwn, watch, type Watched } from './read-values.ts'
import type { World } from './way.ts'

/** A version of which an outcome is wanted, of the order as the ways so far leave it. */
export interface Asking {
  /** As it stands; what ways suppose is told after that. */
  readonly start: OrderQuestion
  readonly question: OrderQuestion
  readonly around: Around
  readonly version: DefinitionVersion
}

/** What a step asks of whom. */
export interface Asked {
  readonly of: Asking
  readonly domain: string
  /** The entity that a rule looks at. */
  readonly participant: Participant
  /** Of the lists around a condition the elements that it speaks of. */
  readonly elements: readonly Participant[]
}

const UNUSED = (): undefined => undefined

export const watchIn = ({ question, around }: Pick<Asking, 'question' | 'around'>, participant: Participant): Watched => watch({ question, around, used: UNUSED }, participant)

/** What stands of an entity, nothing supposed: what people are told. */
export const standingOf = (of: Asking, participant: Participant): Watched => {
  if (of.question === of.start) return watchIn(of, participant)
  const start = { question: of.start, around: aroundOf(of.start, of.version) }
  return watchIn(start, participant.ref === of.start.order.facts.ref ? orderIn(start) : unsupposed(participant))
}

/** An entity as a list has it. */
export const elementOf = (of: Pick<Asking, 'question' | 'around'>, participant: Participant): Value => {
  const { entity, state = {}, edge = {} } = watchIn(of, participant).scope.variables
  return { ...(entity as Readonly<Record<string, Value>>), ref: participant.ref, state, edge }
}

/** An entity that is not there; the same for the same place in a rule. */
export const newcomerOf = ({ of: { start, version: { definition, version } }, domain }: Asked, type: string, place: string): Participant =>
  newcomer(start, makeRef(type, `+ ${definition} ${version} ${domain} ${place}`), type)

/** The order as something that is looked at. */
export const orderIn = ({ around: { order } }: Pick<Asking, 'around'>): Participant => ({ ref: order.facts.ref, history: order, membership: [], edge: [] })

/** The same version asked of the order as a world has it. */
export const inWorld = (of: Asking, world: World): Asking => ({ ...of, question: world.question, around: world.aroundOf(of.version) })

export const usedBy = (of: Asking, name: string): Asking | undefined => {
  const version = of.version.uses.get(name)
  return version && { ...of, version, around: aroundOf(of.question, version) }
}

/** Of a condition at a moment in a world: Kleene's value, true or false where it is granted. */
export const truthIn = ({ of, participant }: Asked, leaf: Leaf, world: World, moment: Instant = world.question.asOf): Truth => {
  const { ref, history, edge } = world.as(participant)
  const granted = world.granted.get(grantKey(of.version, ref, leaf.text))
  return granted ?? truth(leaf, scopeAt(history, world.aroundOf(of.version), moment, at(edge, moment)?.value ?? {}))
}

/** Moments tried while nothing is told. */
const MOST_WAITS = 100

/** When the clock alone may change what a version's rules say, after the moment. */
export const waitsIn = ({ of: { version }, participant }: Asked, world: World): readonly Instant[] => {
  const said = version.domains.flatMap(expressionsOfRule)
  const { asOf } = world.question
  const around = world.aroundOf(version)
  const points = turningPoints(said, around, [world.as(participant).history, ...historiesRead(said, around)], timesRead(said, around)).flatMap((point) => [point, point + 1 as Instant])
  return moments(points).filter((point) => point > asOf && point <= followedUntil(version, asOf)).slice(0, MOST_WAITS)
}

/** A member of an entity; `path` as a rule writes it of the entity that it looks at. */
export interface Member {
  readonly participant: Participant
  readonly path: readonly string[]
}

/** A canonical state follows from the local one. */
export const memberKey = ({ participant: { ref }, path: [variable, member = ''] }: Member): string =>
  (variable === 'state' ? `${ref} state.${member === 'canonical' ? 'local' : member}` : variable === 'edge' ? `${ref} edge.${member}` : `${ref} ${member}`)

/** What paths read, of a used version all that it reads; of a list also which entities are in it. */
export const membersRead = (of: Asking, participant: Participant, paths: readonly (readonly string[])[]): readonly Member[] => paths.flatMap((path): readonly Member[] => {
  const [variable, name = '', ...more] = path
  if (variable === 'now') return []
  if (variable === 'order') return [{ participant: orderIn(of), path: ['entity', name] }]
  if (variable === 'verdicts') {
    const used = usedBy(of, name)
    if (used === undefined) return []
    const rules = used.version.domains.flatMap((rule) => presentAt(used.question.participants(rule), used.question.asOf).flatMap((one) => membersRead(used, one, expressionsOfRule(rule).flatMap(({ reads }) => reads))))
    return [...rules, ...membersRead(used, orderIn(of), expressionsOfAnswers(used.version).flatMap(({ reads }) => reads))]
  }
  if (variable !== 'entities') return [{ participant, path }]
  const those = presentAt(of.around.entities.get(name) ?? [], of.question.asOf)
  return more.length === 0 ? [] : those.map((one) => ({ participant: one, path: asOwn(path) }))
})

/** Types whose lists a condition reads. */
export const listsRead = (of: Asking, paths: readonly (readonly string[])[]): readonly string[] => [...new Set(paths.flatMap(([variable, name = '']): readonly string[] => {
  if (variable === 'entities') return [name]
  const used = variable === 'verdicts' ? of.version.uses.get(name) : undefined
  return used === undefined ? [] : [...used.entityTypes, ...used.domains.map(({ over }) => over).filter((over) => over !== 'Order')]
}))]

/** Whether something is known of a value. */
export const isTold = (value: Value): value is string | boolean | number => ['string', 'boolean', 'number'].includes(typeof value)

import { UNKNOWN, type Scope, type Value } from '../expression/expression.ts'
import { rulingAt, rulingClaims, standingClaims, type History } from '../settle/history.ts'
import { presentAt, scopeAt, type Around, type Participant } from '../settle/rule-scope.ts'
import type { OrderQuestion } from '../settle/sweep-version.ts'
import { at } from '../settle/timeline.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import type { Explained, ReadValue, Shown } from './explained.ts'

/** One order under one version. */
export interface AskedOf {
  readonly question: OrderQuestion
  readonly around: Around
  /** Why the version that it uses under a name came to its outcome. */
  readonly used: (name: string) => Explained | undefined
}

/** Whose claims a condition reads. */
export interface Watched extends Pick<AskedOf, 'around' | 'used'> {
  readonly history: History
  readonly scope: Scope
  readonly asOf: Instant
}

export const watch = ({ around, used, question: { asOf } }: Pick<AskedOf, 'around' | 'used'> & { readonly question: Pick<OrderQuestion, 'asOf'> }, { history, edge }: Pick<Participant, 'history' | 'edge'>): Watched =>
  ({ history, around, used, asOf, scope: scopeAt(history, around, asOf, at(edge, asOf)?.value ?? {}) })

export const watchOrder = (asked: AskedOf): Watched => watch(asked, { history: asked.around.order, edge: [] })

type Paths = readonly (readonly string[])[]

/** What a condition looked at, and how many values more than are shown. */
export interface Reads {
  readonly reads: readonly ReadValue[]
  readonly moreReads: number
}

/** Entities of a list whose values are shown, by ref. */
const MOST_ELEMENTS = 10

/** What stands at a path of the scope; UNKNOWN where nothing does. */
export const valueAt = ({ scope }: Watched, path: readonly string[]): Value => below(scope.variables, path)

const below = (value: Value, path: readonly string[]): Value =>
  path.reduce<Value>((of, member) => (typeof of === 'object' && !Array.isArray(of) && Object.hasOwn(of, member) ? ((of as Readonly<Record<string, Value>>)[member] ?? UNKNOWN) : UNKNOWN), value)

/** What stands where a condition looks; of a list of entities what it looks at in each, entity by entity, of which ten are shown. Lists such as `claims` are told by the claims of the part. */
export const readsOf = (watched: Watched, reads: Paths): Reads => {
  const deepest = reads.filter((path) => path[0] !== 'claims' && !reads.some((other) => other.length > path.length && path.every((step, n) => other[n] === step)))
  const ofElements = (path: readonly string[]): boolean => path[0] === 'entities' && path.length > 2
  const lists = [...Map.groupBy(deepest.filter(ofElements), ([, type = '']) => type)].map(([type, paths]) => ({ paths, those: presentAt(watched.around.entities.get(type) ?? [], watched.asOf) }))
  return {
    reads: [
      ...deepest.filter((path) => !ofElements(path)).map((path) => readOf(watched, path)),
      ...lists.flatMap(({ paths, those }) => those.slice(0, MOST_ELEMENTS).flatMap((element) => paths.map((path) => elementRead(watched, element, path)))),
    ],
    moreReads: lists.reduce((sum, { paths, those }) => sum + paths.length * Math.max(0, those.length - MOST_ELEMENTS), 0),
  }
}

const readOf = (watched: Watched, path: readonly string[]): ReadValue => {
  const { around, history } = watched
  const found = valueAt(watched, path)
  // Of a list that is counted how many there are.
  const value = Array.isArray(found) ? found.length : shown(isTime(history, around.order, path), found)
  return { path: path.join('.'), value, disputed: isDisputed(path[0] === 'order' ? around.order : history, path, watched.asOf), claims: claimsRead(watched, [path]) }
}

/** As a rule would read it of the entity itself. */
export const asOwn = ([, , variable = '', ...more]: readonly string[]): readonly string[] => (variable === 'state' || variable === 'edge' ? [variable, ...more] : ['entity', variable, ...more])

const elementRead = (watched: Watched, element: Participant, path: readonly string[]): ReadValue => {
  const own = watch({ ...watched, question: { asOf: watched.asOf } }, element)
  const { history, around } = own
  const as = asOwn(path)
  return {
    path: path.join('.'), ref: element.ref, value: as[1] === 'ref' ? element.ref : shown(isTime(history, around.order, as), valueAt(own, as)), disputed: isDisputed(history, as, watched.asOf), claims: elementClaims(history, path, watched.asOf),
  }
}

/** Whether sources disagree on what is read, and no rule decided. */
const isDisputed = (history: History, [variable, member = '']: readonly string[], asOf: Instant): boolean => {
  if (variable === 'state') return rulingAt(history, asOf)?.value.settled === false
  return (variable === 'entity' || variable === 'order') && at(history.attributes.get(member) ?? [], asOf)?.value?.settled === false
}

const isTime = (history: History, order: History, path: readonly string[]): boolean => {
  const [variable, member = '', field = ''] = path
  if (variable === 'now' || path.at(-1) === 'since' || (variable === 'verdicts' && ['firstMetAt', 'time'].includes(field))) return true
  return (variable === 'order' ? order : history).facts.type.attributes.get(member)?.type === 'DateTime'
}

export const shown = (time: boolean, value: Value): Shown => {
  if (typeof value === 'number' && time) return formatInstant(value as Instant)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** The versions that paths read the verdicts of. */
export const usedIn = ({ around, used }: Pick<Watched, 'around' | 'used'>, reads: Paths): readonly Explained[] => {
  const names = reads.flatMap(([variable, name]) => (variable !== 'verdicts' ? [] : name === undefined ? [...around.verdicts.keys()] : [name]))
  return [...new Set(names)].flatMap((name) => used(name) ?? [])
}

/** The claims on which what was read rests. */
export const claimsRead = (watched: Watched, reads: Paths): readonly Claim[] => {
  const { history, around: { order, entities }, asOf } = watched
  const own = reads.flatMap((path): readonly Claim[] => {
    const [variable, member] = path
    if (variable === 'claims') return history.facts.claims.filter((claim) => claim.occurredAt <= asOf && claim.kind !== 'seen' && claim.ended !== true)
    if (variable === 'state') return rulingClaims(history, asOf)
    if (variable === 'entities') return presentAt(entities.get(member ?? '') ?? [], asOf).flatMap((one) => elementClaims(one.history, path, asOf))
    return member === undefined || (variable !== 'entity' && variable !== 'order') ? [] : fieldClaims(variable === 'order' ? order : history, member, asOf)
  })
  return [...new Set([...own, ...usedIn(watched, reads).flatMap(({ claims }) => claims)])]
}

const elementClaims = (history: History, [, , field]: readonly string[], asOf: Instant): readonly Claim[] =>
  field === 'state' ? rulingClaims(history, asOf) : field === undefined ? standingClaims(history, asOf) : fieldClaims(history, field, asOf)

const fieldClaims = ({ facts, attributes }: History, field: string, asOf: Instant): readonly Claim[] => {
  const entry = at(attributes.get(field) ?? [], asOf)?.value
  if (entry !== undefined) return entry.settled ? [entry.claim] : entry.claims
  const scheme = facts.type.attributes.get(field)?.scheme
  return scheme === undefined ? [] : facts.claims.filter((claim) => claim.kind === 'identifier' && claim.field === scheme && claim.occurredAt <= asOf).slice(-1)
}

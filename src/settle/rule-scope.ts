import { UNKNOWN, type Compiled, type Scope, type Value } from '../expression/expression.ts'
import type { AnswerName } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import { once } from '../vocabulary/once.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Quantities } from './edge-quantities.ts'
import { attributesAt, claimsAt, stateAt, type History } from './history.ts'
import { at, type Timeline } from './timeline.ts'

/** An entity a rule looks at, with the intervals in which it is one of the order's. */
export interface Participant {
  readonly ref: Ref
  readonly history: History
  readonly membership: Timeline<boolean>
  /** Quantities of the links by which it hangs on the order. */
  readonly edge: Timeline<Quantities>
}

/** What a version says of an order over time. */
export interface Swept {
  readonly unified: Timeline<Outcome>
  /** In the version's order. */
  readonly domains: readonly (readonly [domain: string, Timeline<Outcome>])[]
  /** What it answers beside outcomes at a moment; unknown too where it does not answer it. */
  readonly answerAt: (answer: AnswerName, moment: Instant) => Value
  readonly around: Around
  /** Of all that it looks at what sources disagree about, or ever did, whenever that was the order's. */
  readonly disputed: readonly Participant[]
  /** Moments at which any of this may change. */
  readonly moments: readonly Instant[]
}

/** What the rules of a version see beside the entity they look at. */
export interface Around {
  readonly order: History
  readonly timezone: string
  /** Of the types that the version reads through `entities`: what is, was or will be the order's. */
  readonly entities: ReadonlyMap<string, readonly Participant[]>
  /** Of the versions that it uses, by the names it gives them. */
  readonly verdicts: ReadonlyMap<string, Swept>
}

/** How often a rule looked at the clock. */
let looks = 0

/** What rules say, and whether one of them looked at the clock for it: where none did, time alone does not change it. */
export interface Seen<T> {
  readonly value: T
  readonly byClock: boolean
}

export const seeing = <T>(work: () => T): Seen<T> => {
  const before = looks
  const value = work()
  return { value, byClock: looks > before }
}

/** What the rules of a definition see of an entity at a moment. Each variable is worked out when it is read. */
export const scopeAt = (participant: History, around: Around, moment: Instant, edge: Value): Scope => {
  let [entity, order, state, claims, entities, verdicts]: (Value | undefined)[] = []
  return {
    variables: {
      get entity() { return entity ??= attributesAt(participant, moment) },
      get order() { return order ??= attributesAt(around.order, moment) },
      get state() { return state ??= stateAt(participant, moment) },
      get claims() { return claims ??= claimsAt(participant, moment) },
      get entities() { return entities ??= entitiesAt(around, moment) },
      get verdicts() { return verdicts ??= Object.fromEntries([...around.verdicts].map(([name, swept]): [string, Value] => [name, verdictAt(swept, moment)])) },
      edge,
      get now() { looks += 1; return moment },
      // Whose scope it is; no expression can name it.
      ref: participant.facts.ref,
    },
    timezone: around.timezone,
  }
}

/** What expressions read of what rules see: variables, and of `verdicts` members by name; undefined where one is read as a whole. */
interface Wanted {
  readonly variables: ReadonlySet<string>
  readonly verdicts: ReadonlyMap<string, ReadonlySet<string>> | undefined
}

const wantedBy = once((said: readonly (Compiled | undefined)[]): Wanted => {
  const paths = said.flatMap((expression) => expression?.reads ?? [])
  const ofVerdicts = paths.filter(([variable]) => variable === 'verdicts')
  const verdicts = ofVerdicts.some(({ length }) => length < 3) ? undefined : new Map([...Map.groupBy(ofVerdicts, ([, name = '']) => name)].map(([name, those]) => [name, new Set(those.map(([, , member = '']) => member))] as const))
  return { variables: new Set(paths.map(([variable = '']) => variable)), verdicts }
})

/** An expression as a list of its own. */
export const alone = once((expression: Compiled): readonly Compiled[] => [expression])

/** The variables of `scopeAt` that some expressions read, and no others: most rules read two of them, and are asked about at every moment at which anything may change. What they read is worked out once for the list `said`. */
export const variablesAt = (participant: History, around: Around, moment: Instant, edge: Value, said: readonly (Compiled | undefined)[]): Record<string, Value> => {
  const { variables: read, verdicts } = wantedBy(said)
  if (verdicts === undefined) return scopeAt(participant, around, moment, edge).variables as Record<string, Value>
  const variables: Record<string, Value> = read.has('now') ? { edge, ref: participant.facts.ref, get now() { looks += 1; return moment } } : { edge, ref: participant.facts.ref }
  if (read.has('entity')) variables['entity'] = attributesAt(participant, moment)
  if (read.has('order')) variables['order'] = attributesAt(around.order, moment)
  if (read.has('state')) variables['state'] = stateAt(participant, moment)
  if (read.has('claims')) variables['claims'] = claimsAt(participant, moment)
  if (read.has('verdicts')) variables['verdicts'] = verdictsRead(around, moment, verdicts)
  // Of what is dear to work out, a condition that decides before it is read spares the work.
  if (read.has('entities')) {
    let entities: Value | undefined
    Object.defineProperty(variables, 'entities', { enumerable: true, get: () => entities ??= entitiesAt(around, moment) })
  }
  return variables
}

const entitiesAt = ({ entities }: Around, moment: Instant): Value => Object.fromEntries([...entities].map(([type, those]): [string, Value] => [type, elementsAt(those, moment)]))

const verdictsRead = ({ verdicts }: Around, moment: Instant, read: ReadonlyMap<string, ReadonlySet<string>>): Value => {
  const values: Record<string, Value> = {}
  for (const [name, members] of read) {
    const swept = verdicts.get(name)
    if (swept === undefined) continue
    // An outcome alone is what is read of nearly all of them.
    values[name] = members.size === 1 && members.has('outcome') ? { outcome: at(swept.unified, moment)?.value ?? 'UNKNOWN' } : verdictAt(swept, moment)
  }
  return values
}

/** Those that are the order's at a moment, by ref. */
const elementsAt = (those: readonly Participant[], moment: Instant): Value =>
  presentAt(those, moment).map(({ ref, history, edge }) => ({ ...attributesAt(history, moment), ref, state: stateAt(history, moment), edge: at(edge, moment)?.value ?? {} }))

export const presentAt = (those: readonly Participant[], moment: Instant): readonly Participant[] => those.filter(({ membership }) => at(membership, moment)?.value === true)

/** Worked out as far as it is read. */
const verdictAt = ({ unified, domains, answerAt }: Swept, moment: Instant): Value => {
  const entry = at(unified, moment)
  return {
    outcome: entry?.value ?? 'UNKNOWN',
    since: entry?.from ?? UNKNOWN,
    get firstMetAt() { return unified.find(({ from, value }) => value === 'MET' && from <= moment)?.from ?? UNKNOWN },
    get domains() { return Object.fromEntries(domains.map(([domain, timeline]) => [domain, at(timeline, moment)?.value ?? 'UNKNOWN'])) },
    get stage() { return answerAt('stage', moment) },
    get share() { return answerAt('share', moment) },
    get time() { return answerAt('time', moment) },
  }
}

import { Malformed, type Compiled, type Value } from '../expression/expression.ts'
import type { DefinitionAct } from './definition-act.ts'
import type { StateGraph } from './entity-type.ts'
import type { VersionStanding } from './held-version.ts'
import type { HeldDefinitions } from './held-definitions.ts'
import { versionInForce, type RuleModel } from './rule-versions.ts'

/** What a rule may decide on beside attributes: which local state an entity is in. */
export const STATE_FIELD = 'state'

/** A rule that decides between sources which disagree about one thing of the entities of a type. */
export interface ArbitrationRule {
  readonly name: string
  readonly version: number
  readonly type: string
  /** `state`, or a tracked attribute. */
  readonly field: string
  /** Over `claim`; of claims in dispute those stand that meet the earliest of them. */
  readonly prefer: readonly Compiled[]
}

export type ArbitrationModel = RuleModel<ArbitrationVersion>
/** At most one of a rule's is in force, the ACTIVE one. */
export interface ArbitrationVersion extends VersionStanding {
  /** The rule's name. */
  readonly definition: string
  readonly version: number
  readonly title: string
  readonly owner: string
  readonly description?: string
  /** As `Type.field`. */
  readonly about: string
  /** The conditions as written. */
  readonly prefer: readonly string[]
  /** Absent where it was retired: such a one decides nothing any more. */
  readonly rule?: ArbitrationRule
  /** What was ruled on it, in the order of the rulings; none where it stands in a folder alone. */
  readonly acts: readonly DefinitionAct[]
  /** Its file. */
  readonly text: string
}
/** What is known of who makes a claim. */
interface Speaker {
  readonly name: string
  readonly domain: string
  readonly trust?: number
}

/** How far claims about one thing are preferred. */
export interface Arbiter {
  /** The rule that is in force. */
  readonly rule: ArbitrationRule
  /** The place of the first condition that a claim meets, from 0; Infinity: it meets none. `local`: the state that it claims, of claims about states. */
  readonly rankOf: (source: string, local?: string) => number
}

interface Arbitrated {
  readonly arbitration: HeldDefinitions<ArbitrationModel>
  readonly sources: ReadonlyMap<string, Speaker>
  readonly types: ReadonlyMap<string, { readonly states?: StateGraph }>
  readonly timezone: string
}

/** Rules in force, by name. */
export const rulesInForce = ({ arbitration }: Pick<Arbitrated, 'arbitration'>): readonly ArbitrationRule[] => [...arbitration.values()].flatMap((one) => versionInForce(one)?.rule ?? [])

/** A condition that cannot be judged is not met. */
const isMet = (condition: Compiled, claim: Value, timezone: string): boolean => {
  try {
    return condition.evaluate({ variables: { claim }, timezone }) === true
  } catch (error) {
    if (error instanceof Malformed) return false
    throw error
  }
}

const makeArbiter = ({ sources, types, timezone }: Arbitrated, rule: ArbitrationRule): Arbiter => {
  const known = new Map<string, number>()
  const rank = (source: string, local: string | undefined): number => {
    const { domain, trust } = sources.get(source) ?? {}
    const canonical = local === undefined ? undefined : types.get(rule.type)?.states?.states.get(local)?.canonical
    const claim: Readonly<Record<string, Value>> = { source, ...(domain === undefined ? {} : { domain }), ...(trust === undefined ? {} : { trust }), ...(local === undefined ? {} : { local }), ...(canonical === undefined ? {} : { canonical }) }
    const place = rule.prefer.findIndex((condition) => isMet(condition, claim, timezone))
    return place < 0 ? Infinity : place
  }
  return {
    rule,
    rankOf: (source, local) => {
      const key = local === undefined ? source : `${source}\0${local}`
      const found = known.get(key) ?? rank(source, local)
      known.set(key, found)
      return found
    },
  }
}

const made = new WeakMap<HeldDefinitions<ArbitrationModel>, { readonly generation: number; readonly arbiters: ReadonlyMap<string, Arbiter> }>()

/** Who decides about a field of a type; undefined: nobody. What a condition says of a source and a state is worked out once. */
export const arbiterOf = (model: Arbitrated, type: string, field: string): Arbiter | undefined => {
  const { arbitration } = model
  let known = made.get(arbitration)
  if (known?.generation !== arbitration.generation) {
    known = { generation: arbitration.generation, arbiters: new Map(rulesInForce(model).map((rule) => [`${rule.type}.${rule.field}`, makeArbiter(model, rule)])) }
    made.set(arbitration, known)
  }
  return known.arbiters.get(`${type}.${field}`)
}

/** A claim that a rule prefers, and how far: lower is stronger. */
export interface Preference {
  readonly source: string
  /** Absent: of an attribute, of which it is not asked what is claimed. */
  readonly local?: string
  readonly rank: number
}

/** What the rule in force about a field of a type says of every source, and of every state, for stores that arbitrate; empty where there is none. */
export const preferencesOf = (model: Arbitrated, type: { readonly name: string; readonly states?: StateGraph }, field: string): readonly Preference[] => {
  const arbiter = arbiterOf(model, type.name, field)
  if (arbiter === undefined) return []
  const locals = field === STATE_FIELD ? [...type.states?.states.keys() ?? []] : [undefined]
  return [...model.sources.keys()].flatMap((source) => locals.map((local) => ({ source, ...(local === undefined ? {} : { local }), rank: arbiter.rankOf(source, local) }))).filter(({ rank }) => rank !== Infinity)
}

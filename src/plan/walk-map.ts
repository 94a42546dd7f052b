import type { EdgeKind } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'

export type Flow = 'UPSTREAM' | 'DOWNSTREAM'

/** What one level of a walk follows: relationship names and the types they may lead to, by the way they are stored as seen from the near end. */
export interface LevelPlan {
  readonly out: { readonly names: readonly string[]; readonly types: readonly string[] }
  readonly in: { readonly names: readonly string[]; readonly types: readonly string[] }
}

/** From a type to a type over a relationship, by the way it is stored as seen from the near one. */
export interface Step {
  readonly name: string
  readonly near: string
  readonly far: string
  readonly way: 'out' | 'in'
}

/** Steps of a walk that follows the flow, over inferred links too or over stated ones alone. */
export const stepsAlong = (model: Model, flow: Flow, inferred = true): readonly Step[] => [...model.edgeKinds.values()].flatMap((kind) => {
  if (kind.flow === 'NONE' || (kind.inferred && !inferred)) return []
  return [(kind.flow === 'FORWARD') === (flow === 'DOWNSTREAM') ? outward(kind) : inward(kind)]
})

/** Whether nobody is met twice by a step: its far ends name a single near one. */
export const isMetOnce = (model: Model, { near, name, far, way }: Step): boolean =>
  model.types.get(far)?.relations.values().some((back) => back.name === name && back.target === near && (back.direction === 'OUT') === (way === 'in') && !back.many) === true

/** Types that steps lead to from some, nearest first; the first themselves only where steps lead back to them. `through`: whether a walk goes on from a type. */
export const typesAlong = (steps: readonly Step[], from: readonly string[], through: (type: string) => boolean = () => true): readonly string[] => {
  const found: string[] = []
  let level = from
  while (level.length > 0) {
    const next = new Set(steps.filter(({ near }) => level.includes(near)).map(({ far }) => far).filter((far) => !found.includes(far)))
    found.push(...next)
    level = [...next].filter(through)
  }
  return found
}

/** Types that lead back to themselves. */
export const typesInCircles = (steps: readonly Step[]): ReadonlySet<string> => new Set([...new Set(steps.map(({ near }) => near))].filter((type) => typesAlong(steps, [type]).includes(type)))

/** Steps from what belongs to what it belongs to. */
export const stepsOfBelonging = (model: Model): readonly Step[] =>
  [...model.types.values()].flatMap(({ belonging }) => belonging.map(({ kind, direction }) => direction === 'OUT' ? outward(kind) : inward(kind)))

/** Every link, either way; or every stated one. */
export const stepsAnywhere = (model: Model, inferred = true): readonly Step[] => [...model.edgeKinds.values()].flatMap((kind) => (kind.inferred && !inferred ? [] : [outward(kind), inward(kind)]))

const outward = (kind: EdgeKind): Step => ({ name: kind.name, near: kind.from, far: kind.to, way: 'out' })
const inward = (kind: EdgeKind): Step => ({ name: kind.name, near: kind.to, far: kind.from, way: 'in' })

/** The type graph that a walk goes by, pruned to what can lead to the wanted types. */
export class WalkMap {
  readonly #steps: readonly Step[]
  readonly #allowed = new Set<string>()

  constructor(steps: readonly Step[], to: ReadonlySet<string> | undefined) {
    const leadsOn = to === undefined ? undefined : typesLeadingTo(steps, to)
    this.#steps = leadsOn === undefined ? steps : steps.filter(({ far }) => leadsOn.has(far))
    for (const step of this.#steps) this.#allowed.add(stepId(step))
  }

  /** What to follow from nodes of these types; undefined when nothing leads on. */
  level(types: ReadonlySet<string>): LevelPlan | undefined {
    const steps = this.stepsFrom(types)
    if (steps.length === 0) return undefined
    const part = (way: 'out' | 'in') => {
      const those = steps.filter((step) => step.way === way)
      return { names: sorted(those.map(({ name }) => name)), types: sorted(those.map(({ far }) => far)) }
    }
    return { out: part('out'), in: part('in') }
  }

  /** The kinds of link that lead on from these types. */
  stepsFrom(types: ReadonlySet<string>): readonly Step[] {
    return this.#steps.filter(({ near }) => types.has(near))
  }

  /** One statement follows several kinds at once, so it can meet a pair of types that no kind joins. */
  allows(near: string, name: string, far: string, way: 'out' | 'in'): boolean {
    return this.#allowed.has(stepId({ near, name, far, way }))
  }
}

const stepId = ({ near, name, far, way }: Step): string => `${near} ${name} ${far} ${way}`

/** The wanted types and every type from which some of them can be reached. */
const typesLeadingTo = (steps: readonly Step[], to: ReadonlySet<string>): ReadonlySet<string> => {
  const found = new Set(to)
  for (let grew = true; grew;) {
    grew = false
    for (const { near, far } of steps) {
      if (found.has(far) && !found.has(near)) {
        found.add(near)
        grew = true
      }
    }
  }
  return found
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort()

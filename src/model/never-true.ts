import { Malformed, type Compiled, type Value } from '../expression/expression.ts'
import type { EntityType } from './entity-type.ts'

type Members = Readonly<Record<string, Value>>

/** Combinations that are tried: beyond, nothing is said. */
const MOST_TRIED = 20_000

/** Every choice of one value for each name. */
const combinations = (choices: readonly (readonly [name: string, values: readonly Value[]])[]): readonly Members[] =>
  choices.reduce<readonly Members[]>((all, [name, values]) => (all.length * values.length > MOST_TRIED ? [] : all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })))), [{}])

const canBeTrue = (compiled: Compiled, variables: Members): boolean => {
  try {
    // What is left out is unknown: false then means false whatever it is.
    return compiled.evaluate({ variables, timezone: 'UTC' }) !== false
  } catch (error) {
    if (error instanceof Malformed) return true
    throw error
  }
}

/** `has` tells what is absent from what is unknown, and here nothing is said of what is left out. */
const ASKS_FOR_ABSENCE = /\bhas\s*\(/

const isNever = (compiled: Compiled, tried: readonly Members[]): boolean => !ASKS_FOR_ABSENCE.test(compiled.text) && tried.length > 1 && tried.every((variables) => !canBeTrue(compiled, variables))

/** Whether a condition is false whatever state of its type the entity is in, and whatever values of their enums the fields that it reads hold. */
export const isNeverTrue = (compiled: Compiled, types: Readonly<Partial<Record<'entity' | 'order', EntityType | undefined>>>, stated: EntityType | undefined, enums: ReadonlyMap<string, readonly string[]>): boolean => {
  const reads = (variable: string): ReadonlySet<string> => new Set(compiled.reads.flatMap((path) => (path[0] === variable && path[1] !== undefined ? [path[1]] : [])))
  const states = reads('state').size === 0 ? [] : [...(stated?.states?.states.values() ?? [])].map(({ name: local, canonical }) => ({ local, canonical }))
  const closed = (['entity', 'order'] as const).flatMap((variable) => {
    const fields = [...reads(variable)].flatMap((field) => {
      const type = types[variable]?.attributes.get(field)?.type
      const values = typeof type === 'object' ? enums.get(type.enum) : undefined
      return values === undefined ? [] : [[field, values] as const]
    })
    return fields.length === 0 ? [] : [[variable, combinations(fields)] as const]
  })
  return isNever(compiled, combinations([...(states.length === 0 ? [] : [['state', states] as const]), ...closed]))
}

/** Whether no outcomes of the domains make it true. */
export const isNeverMet = (compiled: Compiled, domains: readonly string[], outcomes: readonly string[]): boolean => isNever(compiled, combinations(domains.map((domain) => [domain, outcomes])))

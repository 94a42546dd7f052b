import type { Model } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { all, not, type Condition } from './condition.ts'

/** What planning a question may look at, and where it tells what it used. */
export interface WhereContext {
  readonly model: Model
  readonly at: Instant
  /** What signs the cursors of a list: see sealOf. */
  readonly sealOf: (list: unknown) => string
  /** Definition versions that the filter spoke of, for the receipt. */
  readonly used: (definition: string, version: number) => void
}

/** Members of a coerced input object, in the order of the question, without those that were not given. */
export const members = (input: unknown): readonly (readonly [string, unknown])[] =>
  typeof input === 'object' && input !== null ? Object.entries(input).filter(([, value]) => value !== undefined) : []

/** `{some, none, every}`: each that is given must hold. `every` fails by one that does not satisfy, so it holds of none at all. */
export const quantified = (input: unknown, some: (inner: unknown, quantifier: string) => Condition, someNot: (inner: unknown, quantifier: string) => Condition): Condition =>
  all(members(input).map(([quantifier, inner]) => {
    switch (quantifier) {
      case 'some': return some(inner, quantifier)
      case 'none': return not(some(inner, quantifier))
      case 'every': return not(someNot(inner, quantifier))
      default: throw new Error(`where:quantifier: no plan for ${quantifier}`)
    }
  }))

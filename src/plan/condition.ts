import type { Relation } from '../model/entity-type.ts'
import type { Cell } from '../vocabulary/entity-row.ts'

export type Comparison = 'eq' | 'in' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'startsWith' | 'endsWith'

/**
 * What rows must satisfy, in two-valued logic: a comparison with something absent is false, and `not` of it true.
 * `property` is a name of graph-property.ts, so the same condition runs in the graph and over an order as of a time.
 */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'compare'; readonly property: string; readonly comparison: Comparison; readonly value: Cell | readonly Cell[] }
  | { readonly kind: 'absent'; readonly property: string }
  /** Some entity over the relation, by a link that holds now, satisfies `that`. */
  | { readonly kind: 'some'; readonly relation: Relation; readonly that: Condition }

export const all = (of: readonly Condition[]): Condition => of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'all', of }
export const any = (of: readonly Condition[]): Condition => of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'any', of }
export const not = (of: Condition): Condition => ({ kind: 'not', of })

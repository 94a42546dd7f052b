import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import type { Condition } from './condition.ts'
import { indexedProperties } from './indexed-properties.ts'
import type { PagePlan } from './page-plan.ts'

/** Entities that a filter without an index may read: half a second's work or less. */
export const MOST_READ_UNINDEXED = 200_000

/** Whether the plan's filter is answered by reading every entity of its type. Below an owner never: its links bound what is read. */
export const readsAll = (model: Model, plan: PagePlan): boolean => {
  if (plan.over !== undefined || plan.where === undefined || isEmpty(plan.where)) return false
  return !isAnchored(new Set(['ref', ...indexedProperties(model, plan.type).map(({ property }) => property)]), plan.where)
}

/** FILTER_TOO_COSTLY when there are more entities of the type than such a filter may read. `size`: how many there are. */
export const checkFilterCost = (model: Model, plan: PagePlan, size: number): void => {
  if (size <= MOST_READ_UNINDEXED || !readsAll(model, plan)) return
  const indexed = ['id', ...new Set(indexedProperties(model, plan.type).map(({ filter }) => filter))]
  throw problem('FILTER_TOO_COSTLY', { type: plan.type.name, reads: size, most: MOST_READ_UNINDEXED, indexed })
}

const isEmpty = (where: Condition): boolean => where.kind === 'all' && where.of.every(isEmpty)

/** Whether an index gives every row that can satisfy the condition: one part of a conjunction is enough, of a choice all are needed. */
const isAnchored = (indexed: ReadonlySet<string>, where: Condition): boolean => {
  switch (where.kind) {
    case 'compare': return indexed.has(where.property) && where.comparison !== 'contains' && where.comparison !== 'endsWith'
    case 'all': return where.of.some((part) => isAnchored(indexed, part))
    case 'any': return where.of.every((part) => isAnchored(indexed, part))
    case 'not':
    case 'absent':
    case 'some': return false
  }
}

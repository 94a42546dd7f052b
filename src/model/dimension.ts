import { nearest } from '../problems/nearest.ts'
import type { Attribute, EntityType, Relation } from './entity-type.ts'
import type { Model } from './model.ts'
import { orderTypeOf } from './order-type.ts'

/** What orders are counted by: an attribute of theirs, or of what relation fields lead to from them. */
export interface Dimension {
  /** As it is named: relation fields and the attribute, separated by dots. */
  readonly field: string
  readonly path: readonly Relation[]
  readonly attribute: Attribute
}

/** Where a name leads to none: the step of it, the type that lacks it, and what that has instead. */
export interface NoDimension {
  readonly step: string
  readonly type: string
  readonly nearest: readonly string[]
}

/** Relations that a name may go over: each may lead to many, and from each on. */
const MOST_STEPS = 6

/** What no record states has no place on the way, since the journal holds it elsewhere. */
const stated = (type: EntityType, field: string): Relation | undefined => {
  const relation = type.relations.get(field)
  return relation?.kind.inferred === true ? undefined : relation
}

export const dimensionNamed = (model: Model, field: string): Dimension | NoDimension => {
  const steps = field.split('.')
  const last = steps.pop() ?? ''
  const path: Relation[] = []
  let type = orderTypeOf(model)
  for (const step of steps) {
    const relation = path.length < MOST_STEPS ? stated(type, step) : undefined
    const next = relation && model.types.get(relation.target)
    if (relation === undefined || next === undefined) return { step, type: type.name, nearest: nearest(step, [...type.relations.keys()].filter((one) => stated(type, one) !== undefined)) }
    path.push(relation)
    type = next
  }
  const attribute = type.attributes.get(last)
  return attribute === undefined ? { step: last, type: type.name, nearest: nearest(last, type.attributes.keys()) } : { field, path, attribute }
}

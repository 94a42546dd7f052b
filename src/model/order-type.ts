import { invariant } from '../problems/invariant.ts'
import type { EntityType } from './entity-type.ts'
import type { Model } from './model.ts'

/** The one type with the role ORDER. */
export const orderTypeOf = (model: Model): EntityType => {
  const type = [...model.types.values()].find(({ role }) => role === 'ORDER')
  invariant(type !== undefined, 'orderTypeOf', 'the model has no type with the role ORDER')
  return type
}

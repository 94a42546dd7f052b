import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import type { EntityType } from './entity-type.ts'
import type { Model } from './model.ts'

/** The entity type of a name, or UNKNOWN_TYPE with the nearest. */
export const typeNamed = (model: Model, name: string): EntityType => {
  const type = model.types.get(name)
  if (type === undefined) throw problem('UNKNOWN_TYPE', { type: name, nearest: nearest(name, model.types.keys()) })
  return type
}

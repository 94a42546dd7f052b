import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import type { Model, SourceModel } from './model.ts'

/** The source of a name, or UNKNOWN_SOURCE with the nearest. */
export const sourceNamed = (model: Model, name: string): SourceModel => {
  const source = model.sources.get(name)
  if (source === undefined) throw problem('UNKNOWN_SOURCE', { source: name, model: model.name, nearest: nearest(name, model.sources.keys()), known: [...model.sources.keys()] })
  return source
}

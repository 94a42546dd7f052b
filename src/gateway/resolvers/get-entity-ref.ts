import { findEntity, findMeant } from '../../graph/find-order.ts'
import { suggestNearest } from '../../graph/find-nearest.ts'
import type { Model } from '../../model/model.ts'
import { planNearestIdentifier, planNearestRef } from '../../plan/plan-nearest.ts'
import { nearest } from '../../problems/nearest.ts'
import { problem } from '../../problems/problem.ts'
import { parseRef, storedRef, type Ref } from '../../vocabulary/ref.ts'
import type { RequestContext } from '../request-context.ts'

/** A ref of a type that the model does not have is refused before anything is asked. */
export const checkType = (model: Model, ref: string): void => {
  const type = parseRef(ref)?.type
  if (type !== undefined && !model.types.has(type)) throw problem('UNKNOWN_TYPE', { type, nearest: nearest(type, model.types.keys()) })
}

/** The entity of a ref, or a refusal that names the nearest. */
export const getEntityRef = async ({ model, reader, repeated }: RequestContext, ref: string): Promise<Ref> => {
  checkType(model, ref)
  if (repeated !== undefined) {
    const known = parseRef(ref) === undefined ? undefined : await repeated.upTo.find(storedRef(ref))
    if (known === undefined) throw problem('REF_UNKNOWN', { ref, meant: [], nearest: [] })
    return known
  }
  const found = await findEntity(reader, model, ref)
  if (found !== undefined) return found
  const type = parseRef(ref)?.type
  const meant = type === undefined ? await findMeant(reader, model, ref) : []
  throw problem('REF_UNKNOWN', { ref, meant, nearest: meant.length > 0 ? [] : await suggestNearest(reader, ref, type === undefined ? planNearestIdentifier(model.schemes.values(), ref.trim()) : planNearestRef(type, ref)) })
}

import type { GraphQLResolveInfo } from 'graphql'
import type { Ref } from '../../vocabulary/ref.ts'
import type { EntityInWorld, RequestContext } from '../request-context.ts'
import { aboutByRef, loadAbout } from './claim-resolvers.ts'

/** The entity that something kept names, if it names one; of refs alone nothing is read. */
export const entity = (context: RequestContext, info: GraphQLResolveInfo, ref: Ref | undefined): Promise<EntityInWorld> | EntityInWorld | null => (ref === undefined ? null : aboutByRef(context, info, ref) ?? loadAbout(context, info, ref, undefined))
/** A page has five lists a unit: where only refs are asked, none of them is a promise. */
export const entities = (context: RequestContext, info: GraphQLResolveInfo, refs: readonly Ref[]): Promise<readonly EntityInWorld[]> | readonly EntityInWorld[] => {
  const bare = refs.flatMap((ref) => aboutByRef(context, info, ref) ?? [])
  return bare.length === refs.length ? bare : Promise.all(refs.map((ref) => loadAbout(context, info, ref, undefined)))
}

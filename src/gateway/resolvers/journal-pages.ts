import type { GraphQLResolveInfo } from 'graphql'
import { pageSize } from '../../plan/bounds.ts'
import { decodeSealed, encodeSealed } from '../../plan/sealed-cursor.ts'
import { sourceNamed } from '../../model/source-named.ts'
import { typeNamed } from '../../model/type-named.ts'
import type { Ref } from '../../vocabulary/ref.ts'
import { askedOf } from '../asked-of.ts'
import type { ArbitrationUsed } from './arbitration-resolvers.ts'
import type { AsOfReader, ConflictRow } from '../../journal/journal-reads.ts'
import { planContext, type RequestContext, type Resolver } from '../request-context.ts'
import { loadAbout, loadClaims } from './claim-resolvers.ts'
import { returnedType } from './load-entities.ts'

type Args = Readonly<Record<string, unknown>>

export const rejectPage = async (context: RequestContext, info: GraphQLResolveInfo, args: Args): Promise<unknown> => {
  const first = pageSize(args['first'])
  const source = typeof args['source'] === 'string' ? args['source'] : undefined
  if (source !== undefined) sourceNamed(context.model, source)
  const seal = planContext(context, context.now).sealOf(['Query.rejects', source ?? null])
  const after = typeof args['after'] === 'string' ? Number(decodeSealed(seal, args['after'], ['whole'])[0]) : undefined
  const page = await context.journal.rejects({ first, count: isCounted(info), ...(source === undefined ? {} : { source }), ...(after === undefined ? {} : { after }) })
  noteChanges(context, page.changes)
  return pageOf(page.rejects, ({ position }) => encodeSealed(seal, [position]), page, after !== undefined)
}

export const unknownSpellingPage = async (context: RequestContext, args: Args): Promise<unknown> => {
  const first = pageSize(args['first'])
  const [source, type] = [args['source'], args['type']].map((name) => (typeof name === 'string' ? name : undefined))
  if (source !== undefined) sourceNamed(context.model, source)
  if (type !== undefined) typeNamed(context.model, type)
  const seal = planContext(context, context.now).sealOf(['Query.unknownSpellings', source ?? null, type ?? null])
  const passed = typeof args['after'] === 'string' ? Number(decodeSealed(seal, args['after'], ['whole'])[0]) : 0
  const all = await context.journal.unknownSpellings({ ...(source === undefined ? {} : { source }), ...(type === undefined ? {} : { type }) })
  const nodes = all.slice(passed, passed + first).map((one, place) => ({ ...one, place: passed + place + 1 }))
  return pageOf(nodes, ({ place }) => encodeSealed(seal, [place]), { hasNextPage: all.length > passed + first, total: all.length }, passed > 0)
}

/** A list that changed while it was read, or between two readings, cannot be told again. */
const noteChanges = ({ gathered, repeated }: RequestContext, changes: number | undefined): void => {
  if (repeated !== undefined) return
  if (changes === undefined || (gathered.rejects !== undefined && gathered.rejects !== changes)) gathered.unrepeatable = true
  gathered.rejects = changes
}

export const conflictPage = async (context: RequestContext, info: GraphQLResolveInfo, args: Args): Promise<unknown> => {
  const first = pageSize(args['first'])
  const decided = args['decided'] === true
  const seal = planContext(context, context.now).sealOf(`Query.conflicts${decided ? ' decided' : ''}`)
  const [ref, field] = typeof args['after'] === 'string' ? decodeSealed(seal, args['after'], ['string', 'string']) : []
  const after = ref === undefined ? undefined : { ref: String(ref), field: String(field) }
  const page = await context.journal.conflicts({ decided, first, count: isCounted(info), ...(after === undefined ? {} : { after }) })
  const world = context.repeated?.upTo.world
  return pageOf(page.conflicts.map((conflict): Conflict => ({ ...conflict, ...(world === undefined ? {} : { world }) })), (conflict) => encodeSealed(seal, [conflict.about, conflict.field]), page, after !== undefined)
}

/** A cursor is signed where it is asked for. */
export const pageOf = <T>(nodes: readonly T[], cursor: (node: T) => string, page: { readonly hasNextPage: boolean; readonly total?: number }, passed: boolean): unknown => {
  const [first, last] = [nodes[0], nodes.at(-1)]
  return {
    nodes,
    edges: () => nodes.map((node) => ({ node, cursor: () => cursor(node) })),
    pageInfo: { hasNextPage: page.hasNextPage, hasPreviousPage: passed, startCursor: () => (first === undefined ? null : cursor(first)), endCursor: () => (last === undefined ? null : cursor(last)) },
    totalCount: page.total,
  }
}

export const isCounted = (info: GraphQLResolveInfo): boolean => {
  const type = returnedType(info)
  return type !== undefined && askedOf(info, info.fieldNodes, type).some(({ name }) => name === 'totalCount')
}

type Conflict = ConflictRow & { readonly about: Ref; readonly world?: AsOfReader }

export const conflictResolvers: Readonly<Record<string, Resolver<Conflict>>> = {
  about: (conflict, _args, context, info) => loadAbout(context, info, conflict.about, conflict.world),
  claims: (conflict, _args, context) => loadClaims(context, conflict.claims, conflict.world),
  decidedBy: ({ decidedBy }, _args, { model }): ArbitrationUsed | null => {
    const rule = model.arbitration.get(decidedBy?.name ?? '')
    return rule === undefined || decidedBy === undefined ? null : { ...rule, version: decidedBy.version }
  },
}

import { getNamedType, GraphQLObjectType, type FieldNode, type GraphQLResolveInfo } from 'graphql'
import { walkLineage, type FoundLineage } from '../../graph/walk-lineage.ts'
import type { FlowEdge } from '../../graph/ways.ts'
import type { Model } from '../../model/model.ts'
import { derivationOf } from '../../plan/derivation-of.ts'
import { planLineage } from '../../plan/plan-lineage.ts'
import type { Ref } from '../../vocabulary/ref.ts'
import { nodesBelow } from '../asked-of.ts'
import { planContext, type RequestContext, type Resolver } from '../request-context.ts'
import { findStarts } from './find-starts.ts'
import { atMostOf, loadEntities, returnedType, rowPlansAsked } from './load-entities.ts'

export const resolveLineage: Resolver<unknown> = (_source, args, context, info) =>
  lineageFrom(context, info, args['from'] as readonly string[], args)

/** Walks, then reads what the question asks of every entity met, each once, in one statement. */
export const lineageFrom = async (context: RequestContext, info: GraphQLResolveInfo, from: readonly string[], args: Readonly<Record<string, unknown>>): Promise<unknown> => {
  const plan = planLineage(planContext(context, context.now), from, args)
  const starts = await findStarts(context, from)
  const readingMs = (): number => context.elapsedMs() - context.reader.planningMs
  const began = readingMs()
  const found = await walkLineage(context.reader, plan, starts, { elapsedMs: () => readingMs() - began, fanOut: context.fanOut(), facts: edgesAsked(info).length > 0 })
  if (!found.complete) context.gathered.complete = false
  const load = await loadMet(context, info, found)
  return {
    nodes: found.nodes.map(load),
    edges: found.edges.map((edge) => edgeOf(context.model, edge, load)),
    complete: found.complete, stopped: found.stopped, frontier: found.frontier.map(load), after: found.after, depth: found.depth, advice: found.advice,
  }
}

/** An edge as `LineageEdge` answers it. */
export const edgeOf = (model: Model, { from, to, link }: FlowEdge, load: (ref: Ref) => unknown): Readonly<Record<string, unknown>> => ({
  from: load(from), to: load(to), relation: link.name, inferred: link.inferred, derivation: derivationOf(model, link), sources: link.sources,
  validFrom: link.validFrom, validTo: link.validTo, knownFrom: link.knownFrom, knownTo: link.knownTo,
})

const lineageType = (info: GraphQLResolveInfo): GraphQLObjectType => {
  const type = returnedType(info)
  if (type === undefined) throw new Error('lineage-resolvers:type: the field answers with no Lineage')
  return type
}

const edgesAsked = (info: GraphQLResolveInfo): readonly FieldNode[] => nodesBelow(info, info.fieldNodes, lineageType(info), 'edges')

const loadMet = async (context: RequestContext, info: GraphQLResolveInfo, found: FoundLineage): Promise<(ref: Ref) => unknown> => {
  const type = lineageType(info)
  const edge = getNamedType(type.getFields()['edges']?.type)
  if (!(edge instanceof GraphQLObjectType)) throw new Error('lineage-resolvers:edges: the field answers with no LineageEdge')
  const edges = edgesAsked(info)
  const below = {
    nodes: nodesBelow(info, info.fieldNodes, type, 'nodes'),
    frontier: nodesBelow(info, info.fieldNodes, type, 'frontier'),
    ends: [...nodesBelow(info, edges, edge, 'from'), ...nodesBelow(info, edges, edge, 'to')],
  }
  const refs = [
    ...(below.nodes.length > 0 ? found.nodes : []),
    ...(below.frontier.length > 0 ? found.frontier : []),
    ...(below.ends.length > 0 ? found.edges.flatMap(({ from, to }) => [from, to]) : []),
  ]
  const met = await loadEntities(context, refs, rowPlansAsked(context, info, [...below.nodes, ...below.frontier, ...below.ends], atMostOf(refs.length)), true)
  return (ref) => met.get(ref)
}

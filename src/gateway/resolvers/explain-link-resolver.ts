import { getNamedType, GraphQLObjectType, type GraphQLResolveInfo } from 'graphql'
import { explainLink, linksInGraph, type Break, type ExplainedLink, type LinkWorld } from '../../graph/explain-link.ts'
import { findNearest } from '../../graph/find-nearest.ts'
import { findByIdentifier } from '../../graph/find-order.ts'
import { readColumns } from '../../graph/read-entities.ts'
import { planNearestIdentifier, planNearestRef } from '../../plan/plan-nearest.ts'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import { MOST_LINKS } from '../../journal/told-world.ts'
import { problem } from '../../problems/problem.ts'
import { keyOfRef, parseRef, storedRef, typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { nodesBelow } from '../asked-of.ts'
import { answeredAt, momentAsked, worldOf, type Args, type Moment, type RequestContext, type Resolver } from '../request-context.ts'
import { identifiersOf } from './entity-resolvers.ts'
import { findStartsThen, walkNodes } from './find-starts.ts'
import { getEntityRef } from './get-entity-ref.ts'
import { edgeOf } from './lineage-resolvers.ts'
import { inWorld, loadEntities, returnedType, rowPlansAsked } from './load-entities.ts'

const MOST_REJECTS = 10

/** What was broken off by what the store holds now is not broken off there again. */
const leaveIncomplete = ({ gathered, repeated }: RequestContext): void => {
  if (repeated !== undefined) throw problem('RECEIPT_TOO_WIDE', { what: 'links', most: MOST_LINKS })
  gathered.complete = false
  gathered.unrepeatable = true
}

/** What the entities that an explanation names are planned as. */
const MOST_NAMED = 1000
/** A shorter text stands in half the records. */
const SHORTEST_NAMED = 3

/** Where links are looked for, and the two ends: as known at a moment in the journal, which holds what was retracted since. */
const soughtIn = async (context: RequestContext, args: Args, at: Moment | undefined): Promise<{ readonly links: LinkWorld; readonly ends: readonly [Ref, Ref]; readonly world: AsOfReader | undefined }> => {
  const [from, to] = [String(args['from']), String(args['to'])]
  if (at === undefined || (context.repeated === undefined && typeof args['knownAt'] !== 'number')) return { links: linksInGraph(context.reader, context.model), ends: [await getEntityRef(context, from), await getEntityRef(context, to)], world: undefined }
  // As of a moment alone the graph is asked, which tells of entities as they are.
  const isAll = typeof args['asOf'] === 'number' && typeof args['knownAt'] !== 'number'
  const world = isAll && context.repeated !== undefined ? context.repeated.upTo.world : await worldOf(context, at)
  const endOf = async (ref: string): Promise<Ref> => (typeof args['knownAt'] === 'number' ? (await findStartsThen(context, [ref], world))[0] ?? storedRef(ref) : getEntityRef(context, ref))
  const unresolved = async (refs: readonly Ref[]): Promise<ReadonlySet<Ref>> => {
    const rows = await world.entities(refs)
    return new Set(refs.filter((_, place) => rows[place]?.values['resolved'] === false))
  }
  return { links: { walker: world.walker, start: async (refs) => walkNodes(refs), unresolved }, ends: [await endOf(from), await endOf(to)], world }
}

export const resolveExplainLink: Resolver<unknown> = async (_source, args, context, info) => {
  const at = momentAsked(context, args)
  const asOf = at?.asOf ?? context.now
  answeredAt(context, at)
  const isOfNow = at === undefined || at.isWhole === true
  if (!isOfNow && context.model.derivations.size > 0) context.gathered.notes.add('AS_OF_UNTRACKED')
  const { links, ends: [from, to], world } = await soughtIn(context, args, at)
  const found = await explainLink(links, context.model, from, to, asOf, isOfNow)
  if (!found.complete) leaveIncomplete(context)
  const load = await loadNamed(context, info, found, world)
  const { broken } = found
  return {
    linked: found.paths.length > 0,
    lineage: found.lineage,
    paths: found.paths.map((path) => path.map((edge) => edgeOf(context.model, edge, load))),
    morePaths: found.morePaths,
    complete: found.complete,
    brokenAt: broken === undefined ? null : load(broken.at),
    triedRelation: broken?.relation, triedKey: broken?.key,
    placeholder: broken?.placeholder === undefined ? null : load(broken.placeholder),
    nearest: () => broken === undefined ? [] : nearestTo(context, broken),
    ended: found.ended.map((edge) => edgeOf(context.model, edge, load)),
    rejects: () => broken === undefined ? [] : rejectsNaming(context, broken),
  }
}

const loadNamed = async (context: RequestContext, info: GraphQLResolveInfo, { paths, broken, ended }: ExplainedLink, world: AsOfReader | undefined): Promise<(ref: Ref) => unknown> => {
  const type = returnedType(info)
  const edge = getNamedType(type?.getFields()['paths']?.type)
  if (type === undefined || !(edge instanceof GraphQLObjectType)) throw new Error('explain-link-resolver:type: the field answers with no LinkExplanation')
  const below = (name: string) => nodesBelow(info, info.fieldNodes, type, name)
  const edges = [...below('paths'), ...below('ended')]
  const nodes = [...nodesBelow(info, edges, edge, 'from'), ...nodesBelow(info, edges, edge, 'to'), ...below('brokenAt'), ...below('placeholder')]
  const refs = [...[...paths.flat(), ...ended].flatMap(({ from, to }) => [from, to]), ...(broken === undefined ? [] : [broken.at, ...(broken.placeholder === undefined ? [] : [broken.placeholder])])]
  const planOf = rowPlansAsked(context, info, nodes, MOST_NAMED, world?.asOf)
  if (world === undefined) {
    const met = await loadEntities(context, refs, planOf, true)
    return (ref) => met.get(ref)
  }
  const distinct = [...new Set(refs)]
  const rows = await world.entities(distinct)
  const met = new Map(distinct.map((ref, place) => [ref, rows[place]]))
  return (ref) => {
    const row = met.get(ref)
    return row === undefined ? undefined : inWorld(context, row, planOf(row.type), world)
  }
}

/** Identifiers that somebody has, like the one that nobody has; refs where a key was tried. */
const nearestTo = async ({ reader, model }: RequestContext, { placeholder }: Break): Promise<readonly unknown[]> => {
  if (placeholder === undefined) return []
  const identifier = parseRef(placeholder)?.identifier
  const scheme = identifier === undefined ? undefined : model.schemes.get(identifier.scheme)
  if (identifier === undefined || scheme === undefined) {
    const near = await findNearest(reader, placeholder, planNearestRef(typeOfRef(placeholder), placeholder))
    return near.filter((ref) => ref !== placeholder).map((value) => ({ scheme: 'ref', value, source: '' }))
  }
  const near = (await findNearest(reader, identifier.value, planNearestIdentifier([scheme], identifier.value))).filter((value) => value !== identifier.value)
  const refs = (await Promise.all(near.map((value) => findByIdentifier(reader, model, value, scheme.scheme)))).flat()
  const rows = await readColumns(reader, model, refs, ['identifiers'])
  return [...rows.values()].flatMap(({ values }) => identifiersOf(values['identifiers'])).filter((one) => one.scheme === scheme.scheme && near.includes(one.value))
}

const rejectsNaming = async ({ journal }: RequestContext, { at, key }: Break): Promise<readonly unknown[]> => {
  const text = key ?? keyOfRef(at)
  return text.length < SHORTEST_NAMED || text.startsWith('~') ? [] : journal.rejectsNaming(text, MOST_REJECTS)
}

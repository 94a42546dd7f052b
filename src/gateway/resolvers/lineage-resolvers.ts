import { getNamedType, GraphQLObjectType, type FieldNode, type GraphQLResolveInfo } from 'graphql'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import type { ColumnsOnTheWay, Walker, WalkNode } from '../../plan/walker.ts'
import { graphWalker } from '../../graph/step.ts'
import { walkLineage, type FoundLineage } from '../../graph/walk-lineage.ts'
import type { FlowEdge } from '../../graph/ways.ts'
import type { Model } from '../../model/model.ts'
import { derivationOf } from '../../plan/derivation-of.ts'
import { isMetOnce } from '../../plan/walk-map.ts'
import { planLineage, type LineagePlan } from '../../plan/plan-lineage.ts'
import { MOST_LINKS } from '../../journal/told-world.ts'
import { problem } from '../../problems/problem.ts'
import type { Instant } from '../../vocabulary/instant.ts'
import { storedRef, typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { nodesBelow } from '../asked-of.ts'
import { noteDerivation } from '../note-derivations.ts'
import { answeredAt, momentAsked, planContext, type Args, type EntityInWorld, type Moment, type RequestContext, type Resolver } from '../request-context.ts'
import { findStarts, noteInferredLeftOut, startThen, walkNodes } from './find-starts.ts'
import { atMostOf, inWorld, loadEntities, returnedType, rowPlansAsked, type RowPlans } from './load-entities.ts'

export const resolveLineage: Resolver<unknown> = (_source, args, context, info) => lineageFrom(context, info, args['from'] as readonly string[], args, undefined)

/** Reads what the question asks of every entity that a walk met. */
type LoadMet = (found: FoundLineage) => Promise<(ref: Ref) => unknown>

/**
 * Walks, and reads what the question asks of every entity met, each once: on the way where columns are all that is asked of a few types, else in one
 * statement afterwards. In a world of another moment, its own or below an entity of one, the journal is walked.
 */
export const lineageFrom = async (context: RequestContext, info: GraphQLResolveInfo, from: readonly string[], args: Readonly<Record<string, unknown>>, within: AsOfReader | undefined): Promise<unknown> => {
  const open = asksOpenly(context, args, within)
  const plan = planLineage(planContext(context, context.now), from, open === undefined ? args : { ...args, ...open }, undefined, within?.isWhole === true ? undefined : within)
  const below = belowLineage(info)
  const { walker, starts, columnsOf, loadMet } = context.repeated !== undefined && !plan.isPast ? await walkWhole(context, info, plan, from, below, context.repeated.upTo.world) : plan.isPast ? await walkThen(context, info, plan, from, below, args['inferred'] !== false, within) : await walkNow(context, info, plan, from, below)
  const readingMs = (): number => context.elapsedMs() - context.reader.planningMs
  const began = readingMs()
  // A walk that is walked again has the time that it takes: over one connection its steps wait for one another.
  const found = await walkLineage(walker, context.repeated === undefined ? plan : { ...plan, budgetMs: Infinity }, starts, { elapsedMs: () => readingMs() - began, fanOut: context.fanOut(), edges: below.edges.length > 0, columnsOf })
  if (!found.complete) context.gathered.complete = false
  if (found.stopped.some((stop) => stop === 'TIME' || stop === 'FAN_OUT')) {
    if (context.repeated !== undefined) throw problem('RECEIPT_TOO_WIDE', { what: 'links of a level', most: MOST_LINKS })
    context.gathered.unrepeatable = true
  }
  for (const { link } of found.edges) if (link.inferred) noteDerivation(context, link)
  const load = await loadMet(found)
  return {
    nodes: found.nodes.map(load),
    edges: found.edges.map((edge) => edgeOf(context.model, edge, load)),
    complete: found.complete, stopped: found.stopped, frontier: found.frontier.map(load), after: found.after, depth: found.depth, advice: found.advice,
  }
}

/** What a lineage at the root leaves open, by a receipt of another moment than its own now. */
const asksOpenly = ({ repeated, now }: RequestContext, args: Args, within: AsOfReader | undefined): Moment | undefined => {
  if (within !== undefined || repeated === undefined || repeated.moment.isWhole === true) return undefined
  return momentAsked({ repeated, now }, args)
}

/** How a walk goes, and what it does with whom it met. */
interface Walking {
  readonly walker: Walker
  readonly starts: readonly WalkNode[]
  readonly columnsOf?: ColumnsOnTheWay | undefined
  readonly loadMet: LoadMet
}

const walkNow = async (context: RequestContext, info: GraphQLResolveInfo, plan: LineagePlan, from: readonly string[], below: BelowLineage): Promise<Walking> => {
  // Below an order of now it is answered with that.
  if (info.path.prev === undefined) answeredAt(context)
  return { walker: graphWalker(context.reader), columnsOf: columnsOnTheWay(context, info, plan.to, below), starts: await findStarts(context, from), loadMet: (found) => loadMetNow(context, info, found, below) }
}

/** As the graph was walked when an answer that is repeated was given. */
const walkWhole = async (context: RequestContext, info: GraphQLResolveInfo, plan: LineagePlan, from: readonly string[], below: BelowLineage, world: AsOfReader): Promise<Walking> => {
  if (info.path.prev === undefined) answeredAt(context)
  return { walker: world.walker, starts: await findStarts(context, from), loadMet: loadMetIn(context, info, below, world, plan.now) }
}

/** Reads whom a walk met in a world. */
const loadMetIn = (context: RequestContext, info: GraphQLResolveInfo, below: BelowLineage, world: AsOfReader, at: Instant): LoadMet => async (found) => {
  const refs = [...new Set(refsAsked(found, below))]
  const planOf = plansOfMet(context, info, below, atMostOf(refs.length), at)
  const rows = await world.entities(refs)
  const met = new Map(refs.flatMap((ref, place) => {
    const row = rows[place]
    return row === undefined ? [] : [[ref, inWorld(context, row, planOf(row.type), world)] as const]
  }))
  return (ref) => met.get(ref)
}

const walkThen = async (context: RequestContext, info: GraphQLResolveInfo, { now: asOf, knownAt }: LineagePlan, from: readonly string[], below: BelowLineage, inferred: boolean, within: AsOfReader | undefined): Promise<Walking> => {
  noteInferredLeftOut(context, inferred)
  const at = { asOf, knownAt }
  // A page that goes on keeps the moment of the first, which may have been that of another question.
  const isOfAnother = within !== undefined && (within.asOf !== asOf || within.knownAt !== knownAt)
  if (isOfAnother) answeredAt(context, at)
  const { world, starts } = within === undefined ? await startThen(context, from, at) : { world: isOfAnother ? await context.journal.worldAsOf(at) : within, starts: walkNodes(from.map(storedRef)) }
  return { walker: world.walker, starts, loadMet: loadMetIn(context, info, below, world, asOf) }
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

/** What is asked of the entities of a lineage, by the fields they stand under. */
interface BelowLineage {
  readonly edges: readonly FieldNode[]
  readonly nodes: readonly FieldNode[]
  readonly frontier: readonly FieldNode[]
  readonly ends: readonly FieldNode[]
}

const belowLineage = (info: GraphQLResolveInfo): BelowLineage => {
  const type = lineageType(info)
  const edge = getNamedType(type.getFields()['edges']?.type)
  if (!(edge instanceof GraphQLObjectType)) throw new Error('lineage-resolvers:edges: the field answers with no LineageEdge')
  const edges = nodesBelow(info, info.fieldNodes, type, 'edges')
  return {
    edges,
    nodes: nodesBelow(info, info.fieldNodes, type, 'nodes'),
    frontier: nodesBelow(info, info.fieldNodes, type, 'frontier'),
    ends: [...nodesBelow(info, edges, edge, 'from'), ...nodesBelow(info, edges, edge, 'to')],
  }
}

/** What every entity met is asked, of at most `most`. */
const plansOfMet = (context: RequestContext, info: GraphQLResolveInfo, { nodes, frontier, ends }: BelowLineage, most: number, at = context.now): RowPlans => rowPlansAsked(context, info, [...nodes, ...frontier, ...ends], most, at)

/** Columns of a type that are read on the way; more are cheaper in a statement of their own. */
const MOST_ON_THE_WAY = 12

/** What a step reads of whom it meets: all that is asked of a wanted type when that is a few columns, and no page, and each of its entities is met once, since it names one near end alone. */
const columnsOnTheWay = (context: RequestContext, info: GraphQLResolveInfo, to: ReadonlySet<string> | undefined, below: BelowLineage): ColumnsOnTheWay | undefined => {
  if (to === undefined || !context.together || below.nodes.length === 0) return undefined
  const planOf = plansOfMet(context, info, below, atMostOf(1))
  return (step) => {
    const plan = to.has(step.far) ? planOf(step.far) : undefined
    return plan === undefined || plan.relations.size > 0 || plan.columns.length > MOST_ON_THE_WAY || !isMetOnce(context.model, step) ? [] : plan.columns
  }
}

/** Entities of which anything is asked. */
const refsAsked = (found: FoundLineage, below: BelowLineage): readonly Ref[] => [
  ...(below.nodes.length > 0 ? found.nodes : []),
  ...(below.frontier.length > 0 ? found.frontier : []),
  ...(below.ends.length > 0 ? found.edges.flatMap(({ from, to }) => [from, to]) : []),
]

const loadMetNow = async (context: RequestContext, info: GraphQLResolveInfo, found: FoundLineage, below: BelowLineage): Promise<(ref: Ref) => unknown> => {
  const refs = refsAsked(found, below)
  const planOf = plansOfMet(context, info, below, atMostOf(refs.length))
  const met = new Map<Ref, EntityInWorld>()
  for (const [ref, values] of found.read) met.set(ref, inWorld(context, { type: typeOfRef(ref), ref, values }, planOf(typeOfRef(ref)), undefined))
  const others = met.size === 0 ? refs : refs.filter((ref) => !met.has(ref))
  for (const [ref, entity] of await loadEntities(context, others, planOf, true)) met.set(ref, entity)
  return (ref) => met.get(ref)
}

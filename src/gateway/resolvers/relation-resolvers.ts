import DataLoader from 'dataloader'
import { pagesAsOf } from '../../graph/page-as-of.ts'
import type { Page } from '../../graph/page.ts'
import { readRelationPages } from '../../graph/read-page.ts'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import type { Relation } from '../../model/entity-type.ts'
import { checkOwner } from '../../plan/cursor.ts'
import { relationKey, type PagePlan } from '../../plan/page-plan.ts'
import { untrackedIn } from '../../plan/untracked.ts'
import { invariant } from '../../problems/invariant.ts'
import { problem } from '../../problems/problem.ts'
import { noteInferred } from '../note-derivations.ts'
import { oncePerQuestion, type Args, type EntityInWorld, type RequestContext, type Resolver } from '../request-context.ts'
import { connectionOf } from './connection.ts'
import { inWorld } from './load-entities.ts'

/** What is inferred has no history, and is empty; what a filter or an order goes by must have one, or it would find nothing and look like an answer. */
export const refuseUntracked = ({ model, gathered }: RequestContext, plan: PagePlan, world: AsOfReader): void => {
  if (world.isWhole === true) return
  if (plan.over?.kind.inferred === true) gathered.notes.add('AS_OF_UNTRACKED')
  const field = untrackedIn(model, plan)
  if (field !== undefined) throw problem('AS_OF_NOT_KEPT', { field, list: plan.over === undefined ? plan.type.name : `${plan.over.owner}.${plan.over.field}` })
}

type PageLoader = DataLoader<EntityInWorld, Page>

/** A page over a relation: as it came with its row, else by one statement for all the rows that resolve the field. */
export const resolveMany = (relation: Relation): Resolver<EntityInWorld> => (source, args, context) => {
  const plan = planOf(relation, args, source)
  checkOwner(args['after'], plan.after, source.row.ref)
  const page = pageOf(context, plan, source)
  return page instanceof Promise ? page.then((loaded) => connectionOf(context, loaded, source)) : connectionOf(context, page, source)
}

/** The one entity over a relation, read alike. */
export const resolveOne = (relation: Relation): Resolver<EntityInWorld> => (source, args, context) => {
  const page = pageOf(context, planOf(relation, args, source), source)
  return page instanceof Promise ? page.then((loaded) => onlyOf(context, loaded, source)) : onlyOf(context, page, source)
}

const onlyOf = (context: RequestContext, { rows, plan }: Page, source: EntityInWorld): EntityInWorld | null => {
  const found = rows[0]
  return found === undefined ? null : inWorld(context, found.row, plan, source.world)
}

const planOf = (relation: Relation, args: Args, source: EntityInWorld): PagePlan => {
  const plan = source.plan?.relations.get(relationKey(relation.field, args))
  invariant(plan !== undefined, 'relation-resolvers:unplanned', `${relation.owner}.${relation.field} was not planned`)
  return plan
}

const pageOf = (context: RequestContext, plan: PagePlan, source: EntityInWorld): Page | Promise<Page> => {
  if (plan.over?.kind.inferred === true) noteInferred(context, plan.over.kind.id)
  const atHand = plan.place === undefined ? undefined : source.row.pages?.[plan.place]
  return atHand ?? oncePerQuestion(context, plan, () => pageLoader(context, plan)).load(source)
}

/** Rows of now go to the graph together; those of an order as of a time to its own world. */
const pageLoader = (context: RequestContext, plan: PagePlan): PageLoader => new DataLoader(async (sources) => {
  const pages = new Map<EntityInWorld, Page>()
  for (const [world, of] of Map.groupBy(sources, (source) => source.world)) {
    const refs = of.map(({ row }) => row.ref)
    if (world !== undefined) refuseUntracked(context, plan, world)
    const found = world === undefined
      ? await readRelationPages(context.reader, plan, refs, context.now)
      : await pagesAsOf((from, relation) => world.linked(from, relation), plan, refs)
    for (const [place, source] of of.entries()) {
      const page = found[place]
      if (page !== undefined) pages.set(source, page)
    }
  }
  return sources.map((source) => pages.get(source) ?? new Error('relation-resolvers:page: a row got no page'))
}, { cache: false })

import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import { pagesAsOf } from '../../graph/page-as-of.ts'
import type { Page } from '../../graph/page.ts'
import { readRelationPages } from '../../graph/read-page.ts'
import type { Relation } from '../../model/model.ts'
import { checkOwner } from '../../plan/cursor.ts'
import type { PagePlan } from '../../plan/page-plan.ts'
import { planOne } from '../../plan/plan-page.ts'
import { askedOf } from '../asked-of.ts'
import { oncePerField, planContext, type EntityInWorld, type RequestContext, type Resolver } from '../request-context.ts'
import { connectionOf, planConnection } from './connection.ts'
import { inWorld, returnedType } from './load-entities.ts'

type PageLoader = DataLoader<EntityInWorld, Page>

/** A page over a relation: one statement for all the rows that resolve the field. */
export const resolveMany = (relation: Relation): Resolver<EntityInWorld> => async (source, args, context, info) => {
  const { plan, loader } = oncePerField(context, info, () => {
    const made = planMany(context, info, relation, args, source)
    return { plan: made, loader: pageLoader(context, made) }
  })
  checkOwner(args['after'], plan.after, source.row.ref)
  return connectionOf(context, await loader.load(source), source)
}

/** The one entity over a relation, batched alike. */
export const resolveOne = (relation: Relation): Resolver<EntityInWorld> => async (source, _args, context, info) => {
  const loader = oncePerField(context, info, () => {
    const type = returnedType(info)
    return pageLoader(context, planOne(planContext(context, source.world?.asOf), relation, type === undefined ? [] : askedOf(info, info.fieldNodes, type)))
  })
  const found = (await loader.load(source)).rows[0]
  return found === undefined ? null : inWorld(context, found.row, source.world)
}

const planMany = (context: RequestContext, info: GraphQLResolveInfo, relation: Relation, args: Readonly<Record<string, unknown>>, source: EntityInWorld): PagePlan => {
  const type = context.model.types.get(relation.target)
  const connection = returnedType(info)
  if (type === undefined || connection === undefined) throw new Error(`relation-resolvers:many: ${relation.owner}.${relation.field} has no connection`)
  return planConnection(context, info, { connection, nodes: info.fieldNodes, type, over: relation, arguments: args, ...(source.world === undefined ? {} : { at: source.world.asOf }) })
}

/** Rows of now go to the graph together; those of an order as of a time to its own world. */
const pageLoader = (context: RequestContext, plan: PagePlan): PageLoader => new DataLoader(async (sources) => {
  const pages = new Map<EntityInWorld, Page>()
  for (const [world, of] of Map.groupBy(sources, (source) => source.world)) {
    const refs = of.map(({ row }) => row.ref)
    const found = world === undefined
      ? await readRelationPages(context.reader, plan, refs)
      : await pagesAsOf((from, relation) => world.linked(from, relation), plan, refs)
    for (const [place, source] of of.entries()) {
      const page = found[place]
      if (page !== undefined) pages.set(source, page)
    }
  }
  return sources.map((source) => pages.get(source) ?? new Error('relation-resolvers:page: a row got no page'))
}, { cache: false })

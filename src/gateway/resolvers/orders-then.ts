import { MOST_EXAMINED, ordersPageAsOf, ordersSatisfying } from '../../graph/page-as-of.ts'
import type { Page } from '../../graph/page.ts'
import { countUpTo, readPage } from '../../graph/read-page.ts'
import type { AsOfReader, OrdersShare } from '../../journal/journal-reads.ts'
import type { EntityType } from '../../model/entity-type.ts'
import { checkPageCost, isEmpty } from '../../plan/check-page-cost.ts'
import { outcomesWanted } from '../../plan/outcomes-wanted.ts'
import type { PagePlan } from '../../plan/page-plan.ts'
import { planList } from '../../plan/plan-page.ts'
import type { Ref } from '../../vocabulary/ref.ts'
import { problem } from '../../problems/problem.ts'
import { planContext, usedIn, worldOf, type Args, type Moment, type RequestContext } from '../request-context.ts'
import { refuseUntracked } from './relation-resolvers.ts'

/** The orders of a moment that may satisfy a condition, some at a time: verdicts at hand find them where what was told by now is asked for, since they follow from that. */
const sharesOf = (context: RequestContext, world: AsOfReader, where: PagePlan['where'], isToldByNow: boolean) => (after?: string): AsyncIterable<OrdersShare> => {
  const outcomes = isToldByNow && where !== undefined ? outcomesWanted(context.model, where) : undefined
  return world.orders({ ...(after === undefined ? {} : { after }), ...(outcomes === undefined ? {} : { outcomes }) })
}

/** A page of orders as of a moment, in its world. Rows are read of those that are on the page. */
export const ordersThen = async (context: RequestContext, plan: PagePlan, world: AsOfReader, isToldByNow: boolean): Promise<Page> => {
  refuseUntracked(context, plan, world)
  const page = await ordersPageAsOf(sharesOf(context, world, plan.where, isToldByNow), plan)
  // Counted by other means it may have been exact.
  if (context.repeated !== undefined && page.total?.precision === 'AT_LEAST') throw problem('RECEIPT_TOO_WIDE', { what: 'orders', most: MOST_EXAMINED })
  const rows = await world.entities(page.rows.map(({ row }) => row.ref))
  return { ...page, rows: page.rows.map((one, place) => ({ ...one, row: rows[place] ?? one.row })) }
}

/** Refs of all orders that satisfy a filter; undefined: it leaves none out. Now by the graph, as of a moment in its world. Cost: a statement that answers them all; as of a moment the claims of those looked at. */
export const ordersMeant = async (context: RequestContext, type: EntityType, where: Args[string], at: Moment | undefined, isToldByNow: boolean): Promise<readonly Ref[] | undefined> => {
  const list = planList(planContext(context, at?.asOf ?? context.now, usedIn(context)), { type, arguments: { where }, asked: [] })
  const plan: PagePlan = { ...list, type, columns: [], relations: new Map(), rows: true, first: context.reader.rowsLeft }
  if (plan.where === undefined || isEmpty(plan.where)) return undefined
  if (at !== undefined) {
    const world = await worldOf(context, at)
    refuseUntracked(context, plan, world)
    return ordersSatisfying(sharesOf(context, world, plan.where, isToldByNow), plan.where)
  }
  await checkPageCost(context.model, plan, () => context.sizes(type.name), (condition, most) => countUpTo(context.reader, { ...plan, where: condition }, most))
  return (await readPage(context.reader, plan)).rows.map(({ row }) => row.ref)
}

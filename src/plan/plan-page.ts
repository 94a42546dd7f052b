import type { EntityType, Relation } from '../model/model.ts'
import type { Asked } from './asked.ts'
import { pageSize } from './bounds.ts'
import { decodeCursor } from './cursor.ts'
import { listOf, type PagePlan } from './page-plan.ts'
import { planColumns } from './plan-columns.ts'
import { planCondition } from './plan-condition.ts'
import type { WhereContext } from './where.ts'
import { planSort } from './plan-sort.ts'

const LINK_FIELDS = new Set(['quantities', 'sources', 'validFrom', 'knownFrom', 'inferred'])

/** `asked`: what was asked of the connection. `nodes`: what was asked of each of its entities, under `nodes` and `edges { node }` together. */
export const planPage = (
  context: WhereContext,
  question: { readonly type: EntityType; readonly over?: Relation; readonly arguments: Readonly<Record<string, unknown>>; readonly asked: readonly Asked[]; readonly nodes: readonly Asked[] },
): PagePlan => {
  const { type, over, arguments: given, asked, nodes } = question
  const first = pageSize(given['first'])
  const where = planCondition(context, type, given['where'])
  const sort = planSort(context, type, given['orderBy'])
  const seal = context.sealOf([listOf(type, over), where ?? null, sort])
  const after = typeof given['after'] === 'string' ? decodeCursor(seal, sort, given['after']) : undefined
  const edges = asked.filter(({ name }) => name === 'edges').flatMap(({ below }) => below)
  const pageInfo = asked.filter(({ name }) => name === 'pageInfo').flatMap(({ below }) => below)
  return {
    type,
    ...(over === undefined ? {} : { over }),
    columns: planColumns(context.model, type, nodes, context.at),
    ...(where === undefined ? {} : { where }),
    sort,
    ...(after === undefined ? {} : { after }),
    seal,
    first,
    cursors: edges.some(({ name }) => name === 'cursor') || pageInfo.some(({ name }) => name === 'startCursor' || name === 'endCursor'),
    links: over !== undefined && edges.some(({ name }) => LINK_FIELDS.has(name)),
    rows: asked.some(({ name }) => name === 'nodes' || name === 'edges' || name === 'pageInfo'),
    count: asked.some(({ name }) => name === 'totalCount' || name === 'totalCountPrecision'),
    now: context.at,
  }
}

/** The one entity that a to-one relation leads to. Should sources leave several standing, the one told latest is answered. */
export const planOne = (context: WhereContext, over: Relation, nodes: readonly Asked[]): PagePlan => {
  const type = context.model.types.get(over.target)
  if (type === undefined) throw new Error(`plan-page:one: ${over.target} is no type of the model`)
  return { type, over, columns: planColumns(context.model, type, nodes, context.at), sort: [], seal: context.sealOf(listOf(type, over)), first: 1, cursors: false, links: false, rows: true, count: false, now: context.at }
}

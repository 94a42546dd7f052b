import type { EntityType, Relation } from '../model/entity-type.ts'
import type { Asked } from './asked.ts'
import { pageSize } from './bounds.ts'
import { decodeCursor } from './cursor.ts'
import { listOf, relationKey, type PagePlan, type RowPlan } from './page-plan.ts'
import { planColumns } from './plan-columns.ts'
import { planCondition } from './plan-condition.ts'
import type { WhereContext } from './where.ts'
import { planSort } from './plan-sort.ts'

const LINK_FIELDS = new Set(['quantities', 'sources', 'validFrom', 'knownFrom', 'inferred', 'derivation'])

interface ListQuestion {
  readonly type: EntityType
  readonly over?: Relation
  readonly arguments: Readonly<Record<string, unknown>>
  /** What was asked of the connection. */
  readonly asked: readonly Asked[]
}

/** `nodes`: what was asked of each of the connection's entities, under `nodes` and `edges { node }` together. */
export const planPage = (context: WhereContext, question: ListQuestion & { readonly nodes: readonly Asked[] }): PagePlan =>
  ({ ...planRow(context, question.type, question.nodes), ...planList(context, question) })

/** A page but for what is read of its rows: which of them, in which order, and what is told beside them. */
export const planList = (context: WhereContext, { type, over, arguments: given, asked }: ListQuestion): Omit<PagePlan, keyof RowPlan> => {
  const first = pageSize(given['first'])
  const where = planCondition(context, type, given['where'])
  const sort = planSort(context, type, given['orderBy'])
  const seal = context.sealOf([listOf(type, over), where ?? null, sort])
  const after = typeof given['after'] === 'string' ? decodeCursor(seal, sort, given['after']) : undefined
  const edges = below(asked, 'edges')
  const pageInfo = below(asked, 'pageInfo')
  return {
    ...(over === undefined ? {} : { over }),
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
export const planOne = (context: WhereContext, over: Relation, nodes: readonly Asked[]): PagePlan =>
  ({ ...planRow(context, targetOf(context, over), nodes), over, sort: [], seal: context.sealOf(listOf(targetOf(context, over), over)), first: 1, cursors: false, links: false, rows: true, count: false, now: context.at })

/** Everything that the fields asked of an entity are answered from, over relations too. In one order whatever the order of the question: the same need is the same text. */
export const planRow = (context: WhereContext, type: EntityType, asked: readonly Asked[]): RowPlan => {
  const relations = new Map<string, PagePlan>()
  const byKey = Map.groupBy(asked.filter(({ name }) => type.relations.has(name)), (field) => relationKey(field.name, field.arguments))
  for (const [key, fields] of [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const over = type.relations.get(fields[0]?.name ?? '')
    const inner = fields.flatMap((field) => field.below)
    if (over === undefined) continue
    relations.set(key, over.many
      ? planPage(context, { type: targetOf(context, over), over, arguments: fields[0]?.arguments ?? {}, asked: inner, nodes: entitiesAsked(inner) })
      : planOne(context, over, inner))
  }
  return { type, columns: planColumns(context.model, type, asked, context.at), relations }
}

/** What was asked of a connection's entities, by either way to them. */
export const entitiesAsked = (asked: readonly Asked[]): readonly Asked[] => [...below(asked, 'nodes'), ...below(below(asked, 'edges'), 'node')]

const below = (asked: readonly Asked[], field: string): readonly Asked[] => asked.filter(({ name }) => name === field).flatMap((one) => one.below)

const targetOf = ({ model }: WhereContext, over: Relation): EntityType => {
  const type = model.types.get(over.target)
  if (type === undefined) throw new Error(`plan-page:target: ${over.target} is no type of the model`)
  return type
}

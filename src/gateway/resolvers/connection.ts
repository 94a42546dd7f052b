import { getNamedType, GraphQLObjectType, type FieldNode, type GraphQLResolveInfo } from 'graphql'
import type { Page, PageRow } from '../../graph/page.ts'
import type { EntityType, Relation } from '../../model/model.ts'
import { encodeCursor } from '../../plan/cursor.ts'
import type { PagePlan } from '../../plan/page-plan.ts'
import { planPage } from '../../plan/plan-page.ts'
import type { Instant } from '../../vocabulary/instant.ts'
import { askedOf, nodesBelow } from '../asked-of.ts'
import { planContext, type EntityInWorld, type RequestContext } from '../request-context.ts'
import { inWorld } from './load-entities.ts'

/** The plan of a connection field, from its arguments and what is asked below it. */
export const planConnection = (context: RequestContext, info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>, question: {
  readonly connection: GraphQLObjectType; readonly nodes: readonly FieldNode[]; readonly type: EntityType; readonly over?: Relation
  readonly arguments: Readonly<Record<string, unknown>>; readonly at?: Instant
}): PagePlan => {
  const { connection, type, over } = question
  const edge = getNamedType(connection.getFields()['edges']?.type)
  const entity = info.schema.getType(type.name)
  const entityNodes = [
    ...nodesBelow(info, question.nodes, connection, 'nodes'),
    ...(edge instanceof GraphQLObjectType ? nodesBelow(info, nodesBelow(info, question.nodes, connection, 'edges'), edge, 'node') : []),
  ]
  return planPage(planContext(context, question.at), {
    type,
    ...(over === undefined ? {} : { over }),
    arguments: question.arguments,
    asked: askedOf(info, question.nodes, connection),
    nodes: entity instanceof GraphQLObjectType ? askedOf(info, entityNodes, entity) : [],
  })
}

/** A page as GraphQL's default resolvers read it. */
export const connectionOf = (context: RequestContext, page: Page, owner?: EntityInWorld): unknown => {
  const { plan, rows } = page
  const nodes = rows.map(({ row }) => inWorld(context, row, owner?.world))
  const cursorOf = ({ row, sortValues }: PageRow): string => encodeCursor(plan.seal, { owner: owner?.row.ref ?? null, values: sortValues, ref: row.ref })
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    nodes,
    edges: () => rows.map((row, place) => ({
      node: nodes[place],
      cursor: () => cursorOf(row),
      quantities: row.link?.quantities, sources: row.link?.sources, validFrom: row.link?.validFrom, knownFrom: row.link?.knownFrom, inferred: row.link?.inferred,
    })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: plan.after !== undefined,
      startCursor: () => first === undefined ? null : cursorOf(first),
      endCursor: () => last === undefined ? null : cursorOf(last),
    },
    totalCount: page.total?.count,
    totalCountPrecision: page.total?.precision,
  }
}

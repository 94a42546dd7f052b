import type { Page, PageRow } from '../../graph/page.ts'
import { derivationOf } from '../../plan/derivation-of.ts'
import { encodeCursor } from '../../plan/cursor.ts'
import type { EntityInWorld, RequestContext } from '../request-context.ts'
import { inWorld } from './load-entities.ts'

/** A page as GraphQL's default resolvers read it. */
export const connectionOf = (context: RequestContext, page: Page, owner?: EntityInWorld): unknown => {
  const { plan, rows } = page
  const nodes = rows.map(({ row }) => inWorld(context, row, plan, owner?.world))
  const cursorOf = ({ row, sortValues }: PageRow): string => encodeCursor(plan.seal, { owner: owner?.row.ref ?? null, values: sortValues, ref: row.ref })
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    nodes,
    edges: () => rows.map((row, place) => ({
      node: nodes[place],
      cursor: () => cursorOf(row),
      quantities: row.link?.quantities, sources: row.link?.sources, validFrom: row.link?.validFrom, knownFrom: row.link?.knownFrom, inferred: row.link?.inferred, derivation: row.link && derivationOf(context.model, row.link),
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

import { MOST_COUNTED } from '../plan/bounds.ts'
import type { PagePlan } from '../plan/page-plan.ts'
import type { Cell, EntityRow, Link } from '../vocabulary/entity-row.ts'

/** An entity with the pages that came in one statement with it, by their places. */
export interface ReadRow extends EntityRow {
  readonly pages?: readonly Page[]
}

/** A row of a page with its sort values, for its cursor, and the link that led to it, when asked for. */
export interface PageRow {
  readonly row: ReadRow
  readonly sortValues: readonly Cell[]
  readonly link?: Link
}

/** How many there are, or at least are: counting ends somewhere. */
export interface Total {
  readonly count: number
  readonly precision: 'EXACT' | 'AT_LEAST'
}

/** A page as read, from the graph or from an order as of a time. */
export interface Page {
  readonly plan: PagePlan
  readonly rows: readonly PageRow[]
  readonly hasNextPage: boolean
  /** Absent unless asked for. */
  readonly total?: Total
}

/** The page of these rows: one row more than asked tells that there is a next one. */
export const makePage = (plan: PagePlan, rows: readonly PageRow[], total: unknown): Page => ({
  plan,
  rows: rows.length > plan.first ? rows.slice(0, plan.first) : rows,
  hasNextPage: rows.length > plan.first,
  ...(typeof total === 'number' ? { total: totalOf(plan, total) } : {}),
})

/** All of a type are counted by the store; what it goes through to count ends somewhere. */
const totalOf = ({ over, where }: PagePlan, count: number): Total =>
  count > MOST_COUNTED && (over !== undefined || where !== undefined) ? { count: MOST_COUNTED, precision: 'AT_LEAST' } : { count, precision: 'EXACT' }

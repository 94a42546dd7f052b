import type { PagePlan } from '../plan/page-plan.ts'
import type { Cell, EntityRow, Link } from '../vocabulary/entity-row.ts'

/** A row of a page with its sort values, for its cursor, and the link that led to it, when asked for. */
export interface PageRow {
  readonly row: EntityRow
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

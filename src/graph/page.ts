import type { PagePlan } from '../plan/page-plan.ts'
import type { Cell, EntityRow, Link } from '../vocabulary/entity-row.ts'

/** A row of a page with its sort values, for its cursor, and the link that led to it, when asked for. */
export interface PageRow {
  readonly row: EntityRow
  readonly sortValues: readonly Cell[]
  readonly link?: Link
}

/** A page as read, from the graph or from an order as of a time. */
export interface Page {
  readonly plan: PagePlan
  readonly rows: readonly PageRow[]
  readonly hasNextPage: boolean
  /** Absent unless asked for. */
  readonly total?: number
}

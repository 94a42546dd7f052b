import type { EntityType, Relation } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Condition } from './condition.ts'
import type { Position } from './cursor.ts'
import type { SortKey } from './sort-key.ts'

/** One page of entities of a type: of all there are, or of those that a relation leads to, a page an owner. */
export interface PagePlan {
  readonly type: EntityType
  /** Absent: every entity of the type. */
  readonly over?: Relation
  readonly columns: readonly string[]
  readonly where?: Condition
  readonly sort: readonly SortKey[]
  readonly after?: Position
  /** Signs the page's cursors, and those alone are taken. */
  readonly seal: string
  readonly first: number
  /** Whether cursors are answered, so that sort values must be read. */
  readonly cursors: boolean
  /** Whether the links' own facts are answered. */
  readonly links: boolean
  /** Whether rows are answered at all, or only their number. */
  readonly rows: boolean
  readonly count: boolean
  /** Links hold that are valid then. */
  readonly now: Instant
}

/** Names the list. */
export const listOf = (type: EntityType, over: Relation | undefined): string => over === undefined ? type.name : `${over.owner}.${over.field}`

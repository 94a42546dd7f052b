import type { EntityType, Relation } from '../model/entity-type.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Condition } from './condition.ts'
import type { Position } from './cursor.ts'
import type { SortKey } from './sort-key.ts'

/** What is read of each row of a type: the properties that its answer is made of, and the pages that hang on it. */
export interface RowPlan {
  readonly type: EntityType
  readonly columns: readonly string[]
  /** Pages over relations by `relationKey`: aliases that ask the same are one. */
  readonly relations: ReadonlyMap<string, PagePlan>
}

/** One page of entities of a type: of all there are, or of those that a relation leads to, a page an owner. */
export interface PagePlan extends RowPlan {
  /** Absent: every entity of the type. */
  readonly over?: Relation
  /** Where its owner's row holds the page, when both come in one statement; absent: it has a statement of its own. */
  readonly place?: number
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

/** Names what is asked over a relation, whatever its alias: the field and its arguments as coerced. */
export const relationKey = (field: string, given: Readonly<Record<string, unknown>>): string => `${field} ${JSON.stringify(given)}`

/** The pages that come in one statement with the row they hang on, in the order of their places. */
export const pagesTogether = ({ relations }: Pick<RowPlan, 'relations'>): readonly PagePlan[] =>
  [...relations.values()].filter(({ place }) => place !== undefined).sort((a, b) => (a.place ?? 0) - (b.place ?? 0))

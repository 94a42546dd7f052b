import type { Condition } from './condition.ts'
import type { PagePlan, RowPlan } from './page-plan.ts'

/** Subqueries of one statement: planning a new text took the server 0.1 s with one, 0.3 s with six, 0.7 s with fourteen (2026-11-22). */
const MOST_SUBQUERIES = 8
/** Where nobody waits for the planning. */
const MOST_SUBQUERIES_UNAWAITED = 40
/** Rows that a page may bring by its own and its owners' limits and still stand in a statement with others: ten thousand owners with a page of fifty each, about what one question may read; above, a statement of its own has a limit in all. */
const MOST_ROWS = 510_000

interface Part {
  readonly key: string
  readonly plan: PagePlan
  /** Subqueries that it brings into its owner's statement. */
  readonly size: number
  readonly fits: boolean
}

/**
 * Gives a place to every page that is read in one statement with the row it hangs on, for at most `most` rows; none for any number. The rest is cut off where least
 * is cut: the largest subtrees first, each then a statement of its own with what hangs on it.
 */
export const divideRow = <Plan extends RowPlan>(row: Plan, most: number): Plan => divideInto(row, most, MOST_SUBQUERIES)

/** The same for a statement that is planned before anybody waits for it: seldom more than one. */
export const joinRow = <Plan extends RowPlan>(row: Plan, most: number): Plan => divideInto(row, most, MOST_SUBQUERIES_UNAWAITED)

const divideInto = <Plan extends RowPlan>(row: Plan, most: number, room: number): Plan => ({ ...row, relations: divide(row, most, room, room).relations })

const divide = ({ relations }: RowPlan, most: number, room: number, roomEach: number): { readonly relations: ReadonlyMap<string, PagePlan>; readonly size: number } => {
  const parts = [...relations].map(([key, plan]) => partOf(key, plan, most, roomEach))
  const cut = new Set(parts.filter(({ fits }) => !fits))
  const size = (): number => parts.reduce((sum, part) => sum + (cut.has(part) ? 0 : part.size), 0)
  while (size() > room) cut.add(parts.filter((part) => !cut.has(part)).reduce((largest, part) => part.size > largest.size ? part : largest))
  let place = 0
  return { relations: new Map(parts.map((part) => [part.key, cut.has(part) ? part.plan : { ...part.plan, place: place++ }])), size: size() }
}

const partOf = (key: string, plan: PagePlan, most: number, room: number): Part => {
  const rows = most * (plan.over?.many === true ? plan.first + 1 : 1)
  const own = (plan.rows ? 1 + (plan.links ? 1 : 0) + subqueriesOf(plan.where) : 0) + (plan.count ? 1 + subqueriesOf(plan.where) : 0)
  const inner = divide(plan, rows, Math.max(0, room - own), room)
  return { key, plan: { ...plan, relations: inner.relations }, size: own + inner.size, fits: rows <= MOST_ROWS }
}

const subqueriesOf = (condition: Condition | undefined): number => {
  switch (condition?.kind) {
    case 'all':
    case 'any': return condition.of.reduce((sum, part) => sum + subqueriesOf(part), 0)
    case 'not': return subqueriesOf(condition.of)
    case 'some': return 1 + subqueriesOf(condition.that)
    default: return 0
  }
}

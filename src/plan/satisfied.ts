import type { Relation } from '../model/entity-type.ts'
import type { Cell, EntityRow, LinkedRow } from '../vocabulary/entity-row.ts'
import { decimalOfNumber, isNumberProperty } from '../vocabulary/graph-property.ts'
import type { Condition } from './condition.ts'
import type { SortKey } from './sort-key.ts'

/** How rows are reached over a relation, for conditions on related entities. */
export type Linked = (refs: readonly EntityRow['ref'][], relation: Relation) => Promise<readonly (readonly LinkedRow[])[]>

/** A property of a row, under the names that statements use. */
const cellOf = (row: EntityRow, property: string): Cell => {
  if (property === 'ref') return row.ref
  const held = row.values[property]
  if (held !== undefined) return held
  if (!isNumberProperty(property)) return null
  const digits = row.values[decimalOfNumber(property)]
  return typeof digits === 'string' ? Number(digits) : null
}

/** For each row, whether it satisfies the condition: as compiled Cypher answers, over rows in memory. */
export const satisfied = async (rows: readonly EntityRow[], condition: Condition, linked: Linked): Promise<readonly boolean[]> => {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = await Promise.all(condition.of.map((part) => satisfied(rows, part, linked)))
      return rows.map((_, place) => condition.kind === 'all' ? parts.every((part) => part[place] === true) : parts.some((part) => part[place] === true))
    }
    case 'not': return (await satisfied(rows, condition.of, linked)).map((holds) => !holds)
    case 'absent': return rows.map((row) => cellOf(row, condition.property) === null)
    case 'compare': return rows.map((row) => compares(cellOf(row, condition.property), condition.comparison, condition.value))
    case 'some': {
      const reached = await linked(rows.map(({ ref }) => ref), condition.relation)
      const flat = await satisfied(reached.flatMap((of) => of.map(({ row }) => row)), condition.that, linked)
      let place = 0
      return reached.map((of) => of.map(() => flat[place++] === true).includes(true))
    }
  }
}

const compares = (cell: Cell, comparison: Extract<Condition, { kind: 'compare' }>['comparison'], value: Cell | readonly Cell[]): boolean => {
  if (cell === null) return false
  if (comparison === 'in') return Array.isArray(value) && (value as readonly Cell[]).includes(cell)
  if (comparison === 'eq') return cell === value
  if (typeof cell !== typeof value || cell === undefined || value === null) return false
  const [a, b] = [cell as string, value as string]
  switch (comparison) {
    case 'gt': return a > b
    case 'gte': return a >= b
    case 'lt': return a < b
    case 'lte': return a <= b
    case 'contains': return a.includes(b)
    case 'startsWith': return a.startsWith(b)
    case 'endsWith': return a.endsWith(b)
  }
}

export const sortValueOf = (row: EntityRow, { property, ranks }: SortKey): Cell => {
  const cell = cellOf(row, property)
  if (ranks === undefined || cell === null) return cell
  const rank = ranks.indexOf(String(cell))
  return rank < 0 ? null : rank
}

interface Placed {
  readonly values: readonly Cell[]
  readonly ref: string
}

/** Nulls last in both directions, ties by ref: as ORDER BY is compiled. */
export const byKeys = (keys: readonly SortKey[]) => (a: Placed, b: Placed): number => {
  for (const [place, { direction }] of keys.entries()) {
    const [left, right] = [a.values[place] ?? null, b.values[place] ?? null]
    if (left === right) continue
    if (left === null) return 1
    if (right === null) return -1
    return (left < right ? -1 : 1) * (direction === 'DESC' ? -1 : 1)
  }
  return a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0
}

import { compileWalkLevel, compileWalkStart } from '../compile/compile-walk.ts'
import type { ColumnsOnTheWay, StepBounds, StepTaken, Walker, WalkNode } from '../plan/walker.ts'
import type { Step, WalkMap } from '../plan/walk-map.ts'
import { Problem } from '../problems/problem.ts'
import type { EntityRow } from '../vocabulary/entity-row.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { valuesOf } from './decode-below.ts'
import { decodeLink } from './decode-link.ts'
import type { GraphReader, Row } from './graph-reader.ts'

export const startWalk = async (reader: GraphReader, refs: readonly Ref[]): Promise<readonly WalkNode[]> => {
  if (refs.length === 0) return []
  const rows = await reader.run(compileWalkStart(Map.groupBy(new Set(refs), typeOfRef)))
  return rows.map((row) => ({ ref: storedRef(row.get('ref') as string), id: row.get('id') as string }))
}

/** Columns of a level by the types that have them: a type's only when every step of the level to it reads them. */
const columnsOfLevel = (steps: readonly Step[], columnsOf: ColumnsOnTheWay): ReadonlyMap<string, readonly string[]> =>
  new Map([...Map.groupBy(steps, ({ far }) => far)].flatMap(([far, those]) => {
    const [columns = [], ...more] = those.map(columnsOf)
    return columns.length > 0 && more.every((other) => other.length > 0) ? [[far, columns] as const] : []
  }))

/** A level's columns are those of all its types. */
const ownOf = (own: readonly string[], values: EntityRow['values']): EntityRow['values'] =>
  own.length === Object.keys(values).length ? values : Object.fromEntries(own.map((column) => [column, values[column] ?? null]))

/** What one level brought; `isCut`: as many rows were read as may be, so that there may be more. Rows that lead nowhere allowed count too: they took the place of others. */
interface Stepped {
  readonly steps: readonly StepTaken[]
  readonly isCut: boolean
}

/** One level of a walk, in one statement; none is sent when the model has nothing that leads on. */
export const stepOn = async (reader: GraphReader, map: WalkMap, frontier: readonly WalkNode[], bounds: StepBounds): Promise<Stepped> => {
  const types = new Set(frontier.map(({ ref }) => typeOfRef(ref)))
  const level = map.level(types)
  if (level === undefined) return { steps: [], isCut: false }
  const byType = bounds.columnsOf === undefined ? new Map<string, readonly string[]>() : columnsOfLevel(map.stepsFrom(types), bounds.columnsOf)
  const columns = [...new Set([...byType.values()].flat())].sort()
  const statement = compileWalkLevel(level, frontier.map(({ id }) => id), { ...bounds, columns })
  if (bounds.timeoutMs !== undefined) await reader.plan(statement)
  const factOf = bounds.facts ? (row: Row) => (property: string) => row.get(property) : () => () => undefined
  const taken: StepTaken[] = []
  const rows = await reader.run(statement, bounds.timeoutMs)
  for (const row of rows) {
    const near = storedRef(row.get('near') as string)
    const far = storedRef(row.get('far') as string)
    const name = row.get('name') as string
    const way = row.get('way') as 'out' | 'in'
    const type = typeOfRef(far)
    if (!map.allows(typeOfRef(near), name, type, way)) continue
    const own = byType.get(type)
    const id = row.get('id') as string
    taken.push({
      near,
      far: own === undefined ? { ref: far, id } : { ref: far, id, values: ownOf(own, valuesOf(columns, row.get('columns') as readonly unknown[], 0)) },
      link: way === 'out' ? decodeLink(near, name, far, factOf(row)) : decodeLink(far, name, near, factOf(row)),
    })
  }
  return { steps: taken, isCut: rows.length >= bounds.mostRows }
}

/** Links that one level may follow; a level with more is not begun when statistics foresee it, and not answered when reading finds it. */
export const MOST_LINKS = 200_000

/** Walks in the graph as it is. */
export const graphWalker = (reader: GraphReader): Walker => ({
  mostRows: () => Math.max(1, Math.min(MOST_LINKS, Math.floor(reader.rowsLeft / 2))),
  step: async (map, frontier, bounds) => {
    const { steps, isCut } = await stepOn(reader, map, frontier, bounds)
    return isCut ? 'MORE' : steps
  },
})

/** A step within its time, where it has one; `TIME`: it is over, or was before the step began. */
export const stepInTime = async (walker: Walker, map: WalkMap, frontier: readonly WalkNode[], bounds: StepBounds): Promise<readonly StepTaken[] | 'MORE' | 'TIME'> => {
  if (bounds.timeoutMs !== undefined && bounds.timeoutMs <= 0) return 'TIME'
  try {
    return await walker.step(map, frontier, bounds)
  } catch (error) {
    if (bounds.timeoutMs !== undefined && error instanceof Problem && error.code === 'QUESTION_TOO_SLOW') return 'TIME'
    throw error
  }
}

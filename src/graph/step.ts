import { compileWalkLevel, compileWalkStart, type WalkLevelBounds } from '../compile/compile-walk.ts'
import type { WalkMap } from '../plan/walk-map.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { decodeLink } from './decode-link.ts'
import type { GraphReader, Row } from './graph-reader.ts'
import type { StoredLink } from '../plan/merge-links.ts'

/** A node of a walk: its ref, and the store's id to seek it by. */
export interface WalkNode {
  readonly ref: Ref
  readonly id: string
  /** What was read of it on the way, if anything was asked for. */
  readonly cells?: readonly unknown[]
}

export interface StepTaken {
  readonly near: Ref
  readonly far: WalkNode
  readonly link: StoredLink
}

export const startWalk = async (reader: GraphReader, refs: readonly Ref[]): Promise<readonly WalkNode[]> => {
  if (refs.length === 0) return []
  const rows = await reader.run(compileWalkStart(Map.groupBy(new Set(refs), typeOfRef)))
  return rows.map((row) => ({ ref: storedRef(row.get('ref') as string), id: row.get('id') as string }))
}

/** One level of a walk, in one statement; undefined when the model has nothing that leads on, so that none is sent. */
export const stepOn = async (
  reader: GraphReader, map: WalkMap, frontier: readonly WalkNode[],
  bounds: WalkLevelBounds & { readonly timeoutMs?: number },
): Promise<readonly StepTaken[] | undefined> => {
  const level = map.level(new Set(frontier.map(({ ref }) => typeOfRef(ref))))
  if (level === undefined) return undefined
  const statement = compileWalkLevel(level, frontier.map(({ id }) => id), bounds)
  if (bounds.timeoutMs !== undefined) await reader.plan(statement)
  const rows = await reader.run(statement, bounds.timeoutMs)
  const factOf = bounds.facts ? (row: Row) => (property: string) => row.get(property) : () => () => undefined
  return rows.flatMap((row) => {
    const near = storedRef(row.get('near') as string)
    const far = storedRef(row.get('far') as string)
    const name = row.get('name') as string
    const way = row.get('way') as 'out' | 'in'
    if (!map.allows(typeOfRef(near), name, typeOfRef(far), way)) return []
    const [from, to] = way === 'out' ? [near, far] : [far, near]
    const cells = bounds.columns === undefined || bounds.columns.length === 0 ? {} : { cells: row.get('columns') as readonly unknown[] }
    return [{ near, far: { ref: far, id: row.get('id') as string, ...cells }, link: decodeLink(from, name, to, factOf(row)) }]
  })
}

import { createHash } from 'node:crypto'
import { problem } from '../problems/problem.ts'
import type { Cell } from '../vocabulary/entity-row.ts'
import type { SortKey } from './sort-key.ts'

/** Where a page ended: the last row's sort values and ref. Rows added or removed elsewhere do not move it. */
export interface Position {
  readonly values: readonly Cell[]
  readonly ref: string
}

/** Ties a cursor to what it was made for, so that one of another list or order is refused and not misread. */
const sealOf = (list: string, keys: readonly SortKey[]): string =>
  createHash('sha256').update(JSON.stringify([list, keys.map(({ property, direction }) => [property, direction])])).digest('base64url').slice(0, 8)

export const encodeCursor = (list: string, keys: readonly SortKey[], position: Position): string =>
  Buffer.from(JSON.stringify([sealOf(list, keys), ...position.values, position.ref])).toString('base64url')

export const decodeCursor = (list: string, keys: readonly SortKey[], cursor: string): Position => {
  const parts = partsOf(cursor)
  const ref = parts?.at(-1)
  if (parts === undefined || parts.length !== keys.length + 2 || parts[0] !== sealOf(list, keys) || typeof ref !== 'string') throw problem('BAD_CURSOR', { cursor: cursor.slice(0, 100) })
  const values = parts.slice(1, -1)
  const fits = keys.every(({ holds }, place) => values[place] === null || typeof values[place] === holds)
  if (!fits) throw problem('BAD_CURSOR', { cursor: cursor.slice(0, 100) })
  return { values: values as readonly Cell[], ref }
}

const partsOf = (cursor: string): readonly unknown[] | undefined => {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parts) ? parts : undefined
  } catch {
    return undefined
  }
}

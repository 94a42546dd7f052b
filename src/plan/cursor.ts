import type { Cell } from '../vocabulary/entity-row.ts'
import { decodeSealed, encodeSealed, sealOf } from './sealed-cursor.ts'
import type { SortKey } from './sort-key.ts'

/** Where a page ended: the last row's sort values and ref. Rows added or removed elsewhere do not move it. */
export interface Position {
  readonly values: readonly Cell[]
  readonly ref: string
}

const sealOfSort = (list: string, keys: readonly SortKey[]): string => sealOf([list, keys.map(({ property, direction }) => [property, direction])])

export const encodeCursor = (list: string, keys: readonly SortKey[], { values, ref }: Position): string => encodeSealed(sealOfSort(list, keys), [...values, ref])

export const decodeCursor = (list: string, keys: readonly SortKey[], cursor: string): Position => {
  const parts = decodeSealed(sealOfSort(list, keys), cursor, [...keys.map(({ holds }) => `${holds}?` as const), 'string'])
  return { values: parts.slice(0, -1), ref: String(parts.at(-1)) }
}

import { problem } from '../problems/problem.ts'
import type { Cell } from '../vocabulary/entity-row.ts'
import { decodeSealed, encodeSealed } from './sealed-cursor.ts'
import type { SortKey } from './sort-key.ts'

/** Where a page ended: the last row's sort values and ref. Rows added or removed elsewhere do not move it. */
export interface Position {
  /** Whose page it was; null at the root. */
  readonly owner: string | null
  readonly values: readonly Cell[]
  readonly ref: string
}

export const encodeCursor = (seal: string, { owner, values, ref }: Position): string => encodeSealed(seal, [owner, ...values, ref])

export const decodeCursor = (seal: string, keys: readonly SortKey[], cursor: string): Position => {
  const [owner, ...parts] = decodeSealed(seal, cursor, ['string?', ...keys.map(({ holds }) => `${holds}?` as const), 'string'])
  return { owner: typeof owner === 'string' ? owner : null, values: parts.slice(0, -1), ref: String(parts.at(-1)) }
}

/** One field pages for every owner that the question meets; a cursor goes on below the one whose page ended there. */
export const checkOwner = (cursor: unknown, after: { readonly owner: string | null } | undefined, owner: string): void => {
  if (after !== undefined && after.owner !== owner) throw problem('BAD_CURSOR', { cursor: String(cursor), of: 'list' })
}

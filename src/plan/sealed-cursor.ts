import { createHash } from 'node:crypto'
import { problem } from '../problems/problem.ts'
import type { Cell } from '../vocabulary/entity-row.ts'

/** `whole`: a whole number that is exact, as places in the journal are. */
type Held = 'whole' | 'number' | 'string' | 'boolean' | 'number?' | 'string?' | 'boolean?'

/** Ties cursors to the list and order that they are of. */
export const sealOf = (of: unknown): string => createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 8)

/** Opaque to clients: sort values in base64url behind a seal. It holds nothing that the answer did not show, so it needs no secret. */
export const encodeSealed = (seal: string, parts: readonly Cell[]): string => Buffer.from(JSON.stringify([seal, ...parts])).toString('base64url')

/** The parts, if the cursor bears the seal and each part is of its kind (`?`: or null); otherwise BAD_CURSOR. */
export const decodeSealed = (seal: string, cursor: string, kinds: readonly Held[]): readonly Cell[] => {
  const [found, ...parts] = partsOf(cursor)
  const fits = found === seal && parts.length === kinds.length && kinds.every((kind, place) => isOf(kind, parts[place]))
  if (!fits) throw problem('BAD_CURSOR', { cursor: cursor.slice(0, 100) })
  return parts as readonly Cell[]
}

const isOf = (kind: Held, part: unknown): boolean => kind === 'whole' ? Number.isSafeInteger(part) : kind.endsWith('?') ? part === null || typeof part === kind.slice(0, -1) : typeof part === kind

const partsOf = (cursor: string): readonly unknown[] => {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return []
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

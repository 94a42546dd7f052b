import { createHmac } from 'node:crypto'
import { problem } from '../problems/problem.ts'
import type { Cell } from '../vocabulary/entity-row.ts'

/** `whole`: a whole number that is exact, as places in the journal are. */
type Held = 'whole' | 'number' | 'string' | 'boolean' | 'number?' | 'string?' | 'boolean?'

/** What signs the cursors of a world under a model. Every gateway of the journal has the same, restarts and backups keep it, and nobody sets it: `world` is in no answer. */
export const cursorSecret = (world: string, fingerprint: string): string => sign(world, `cursors ${fingerprint}`)

/** What signs the cursors of one list: of a field with its filters, its order and its times. Whoever asks something else cannot use them. */
export const sealOf = (secret: string, list: unknown): string => sign(secret, JSON.stringify(list))

/** Opaque to clients: where a page ended, signed, in base64url. */
export const encodeSealed = (seal: string, parts: readonly Cell[]): string => {
  const held = JSON.stringify(parts)
  return Buffer.from(`${sign(seal, held)}${held}`).toString('base64url')
}

/** The parts, if the cursor is to the letter what this list gave out and each part is of its kind (`?`: or null); otherwise BAD_CURSOR. `of`: what it is said to be no cursor of. */
export const decodeSealed = (seal: string, cursor: string, kinds: readonly Held[], of: 'list' | 'walk' = 'list'): readonly Cell[] => {
  const parts = partsOf(cursor)
  const fits = parts.length === kinds.length && kinds.every((kind, place) => isOf(kind, parts[place])) && encodeSealed(seal, parts as readonly Cell[]) === cursor
  if (!fits) throw problem('BAD_CURSOR', { cursor, of })
  return parts as readonly Cell[]
}

/** Of HMAC-SHA256, 128 bits: a cursor is short, and guessing one gains a place in a list. */
const SIGNATURE_LENGTH = 22
const sign = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64url').slice(0, SIGNATURE_LENGTH)

const isOf = (kind: Held, part: unknown): boolean => kind === 'whole' ? Number.isSafeInteger(part) : kind.endsWith('?') ? part === null || typeof part === kind.slice(0, -1) : typeof part === kind

const partsOf = (cursor: string): readonly unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString().slice(SIGNATURE_LENGTH))
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

import type { Claim } from '../vocabulary/claim.ts'

/** Numbers by size, all else by code unit: sources count in both ways. */
const compareSequences = (a: string, b: string): number => {
  const [x, y] = [Number(a), Number(b)]
  if (Number.isFinite(x) && Number.isFinite(y) && x !== y) return x - y
  return a < b ? -1 : a > b ? 1 : 0
}

/** By occurredAt, then the source's own sequence (within one source), then journal order. */
export const compareClaims = (a: Claim, b: Claim): number => {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt - b.occurredAt
  if (a.source === b.source && a.sequence !== undefined && b.sequence !== undefined) {
    const bySequence = compareSequences(a.sequence, b.sequence)
    if (bySequence !== 0) return bySequence
  }
  return a.seq - b.seq
}

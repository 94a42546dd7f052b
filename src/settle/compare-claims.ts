import type { Claim } from '../vocabulary/claim.ts'

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const asNumber = (text: string): number | undefined => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined)

/** Numbers by size and before all else; all else by code unit: sources count in both ways. */
const compareSequences = (a: string, b: string): number => {
  const [x, y] = [asNumber(a), asNumber(b)]
  if (x !== undefined && y !== undefined) return x - y || compareTexts(a, b)
  if (x === undefined && y === undefined) return compareTexts(a, b)
  return x === undefined ? 1 : -1
}

/** What one event says stands in the order in which its source's file says it: the same claims are in one order whoever reads them. */
const compareTold = (a: Claim, b: Claim): number => a.seq - b.seq || a.n - b.n

/**
 * By occurredAt, then, within one source, its own sequence (a claim without one before those with), then journal order. At one instant the
 * sources are kept apart: compared across them by journal order and within them by sequence, three claims could each come before the next.
 */
export const compareClaims = (a: Claim, b: Claim): number => {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt - b.occurredAt
  if (a.source !== b.source) return compareTexts(a.source, b.source)
  if (a.sequence === undefined || b.sequence === undefined) return a.sequence === b.sequence ? compareTold(a, b) : a.sequence === undefined ? -1 : 1
  return compareSequences(a.sequence, b.sequence) || compareTold(a, b)
}

/** A moment, in milliseconds since 1970-01-01T00:00:00Z. RFC 3339 outside, this inside. */
declare const instantBrand: unique symbol
export type Instant = number & { readonly [instantBrand]: true }

export const instant = (epochMs: number): Instant => epochMs as Instant

/** The end of valid time. */
export const EVER = instant(8.64e15)

/** RFC 3339 in UTC; milliseconds are written only when there are any. */
export const formatInstant = (at: Instant): string => {
  const text = new Date(at).toISOString()
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text
}

export const HOUR_MS = 3_600_000
export const MINUTE_MS = 60_000

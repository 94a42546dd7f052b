import type { Reject } from './vocabulary/event.ts'

/** Rejects that a report lists; all are counted. */
const MOST_LISTED = 1_000

/** A reject as a report lists it. */
export type ListedReject = Readonly<Pick<Reject, 'file' | 'line' | 'code' | 'reason'>>

/** Adds rejects to a report's list, as far as it goes. */
export const listRejects = (listed: ListedReject[], rejects: readonly Reject[]): void => {
  for (const { file, line, code, reason } of rejects.slice(0, MOST_LISTED - listed.length)) listed.push({ file, line, code, reason })
}

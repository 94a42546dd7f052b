import type { Problem } from '../problems/problem.ts'
import type { Event, Reject } from '../vocabulary/event.ts'

/** An event with where it came from, for the report. */
export interface Told {
  readonly event: Event
  readonly file: string
  readonly line: number
  /** The record as it was read, kept when its event id turns out to be reused. */
  readonly raw: () => string
  /** Of its file, where that had a header. */
  readonly columns?: readonly string[]
}

/** An event that is not taken although it could be read. */
export const rejectOf = ({ event, file, line, raw, columns }: Told, { code, message }: Pick<Problem, 'code' | 'message'>): Reject => ({
  source: event.source, file, line, code, reason: message, contentHash: event.contentHash, record: raw(), ...(columns === undefined ? {} : { columns }),
})

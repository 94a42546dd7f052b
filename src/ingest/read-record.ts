import type { Catalogue } from '../problems/catalogue.ts'
import { textOf } from '../problems/problem.ts'
import type { Value } from '../expression/expression.ts'
import type { UnknownState } from '../vocabulary/event.ts'

/** A record as its reader understood it: absent members left out, never null. */
export type RecordValue = { readonly [member: string]: Value }

/** Where a record stands: `line` is 1-based and counts the header, `at` its place in the document that holds it (`epcisBody.eventList[3]`), `raw` the text as read. */
interface Standing {
  readonly line: number
  readonly at?: string
  readonly raw: string
}

/** One record of a file, or what stood in its place and why it is none. */
export type ReadRecord = (Standing & { readonly ok: true; readonly record: RecordValue }) | (Standing & { readonly ok: false } & Refusal)

/** Why something was not taken: a code of the catalogue and its text. */
export interface Refusal {
  readonly code: keyof Catalogue
  readonly reason: string
  readonly unknownState?: UnknownState
}

export const refuse = <C extends keyof Catalogue>(code: C, parameters: Parameters<Catalogue[C]['text']>[0]): Refusal => ({ code, reason: textOf(code, parameters) })

/** Characters a record may have, 1 Mi. A missing line end or an unclosed quote must not be able to fill the memory. */
export const LONGEST_RECORD = 1 << 20

/** Characters of a record that is not taken which are kept to show it. */
const LONGEST_SHOWN = 10_000

/** Whether a kept text is the record as it came. A sign of NUL may have been one. */
export const isWhole = (shown: string): boolean => shown.length <= LONGEST_SHOWN && !shown.includes('\u2400') && !shown.includes('\uFFFD')

/** The record as read, fit for keeping: cut when long; NUL, which PostgreSQL text cannot hold, and lone surrogates replaced by their signs. */
export const showRaw = (raw: string): string => {
  const cut = raw.length > LONGEST_SHOWN ? `${raw.slice(0, LONGEST_SHOWN)}…` : raw
  return cut.replaceAll('\0', '\u2400').toWellFormed()
}

import { fieldText, sourceText } from './field.ts'
import type { Heading, Table } from './table.ts'

/** What spreadsheets take for a formula where a cell begins with it: OWASP ASVS 1.2.10, and the full-width forms that Excel takes for the same. */
const FORMULA = /^[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/
/** RFC 4180, 2.6; blanks at an end too, which some readers drop outside quotes. */
const TO_BE_QUOTED = /[",\r\n]|^\s|\s$/

/** A cell that no spreadsheet calculates: one that begins like a formula gets an apostrophe in front. It stays in the file; who reads it by program takes it off. */
const cell = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return TO_BE_QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A column's title with the paragraph that asks for it, as `Serial number [821.25(a)(2)(i)]`. */
const headingText = ({ title, cites }: Heading): string => (cites === '' ? title : `${title} [${cites}]`)

/** A line of CSV. */
export const csvText = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/**
 * A table as CSV, RFC 4180, line by line: each column is followed by one that names its source, empty where nothing was said. It begins with a byte order mark:
 * without one Excel reads UTF-8 as something else, and a hospital's name is not a place for that.
 */
export function* csvLines({ headings, rows }: Table): Generator<string> {
  yield `\uFEFF${csvText(headings.flatMap((heading) => [headingText(heading), `${heading.title}: source`]))}`
  for (const row of rows) yield csvText(row.flatMap((field) => [fieldText(field), sourceText(field)]))
}

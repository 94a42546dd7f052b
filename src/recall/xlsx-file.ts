import writeXlsxFile, { type Sheet } from 'write-excel-file/node'
import type { Field } from './field.ts'
import { fieldText, sourceText } from './field.ts'
import type { Table } from './table.ts'

/** Excel's: characters of a cell, rows of a sheet. */
const MOST_CHARACTERS = 32_767
const MOST_ROWS = 1_048_576

/** Control characters, as the separators of a raw UDI, cannot be in XML: they are shown as pictures. */
const showable = (text: string): string => text.replace(/[\u0000-\u0008\u000B-\u001F]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0))).slice(0, MOST_CHARACTERS)

/** Always a text: nothing that anyone wrote is calculated, and 007 stays 007. */
const text = (value: string) => ({ value: showable(value), type: String })

const sheetOf = ({ name, headings, rows }: Table, suffix: string, textOf: (field: Field) => string): Sheet<Buffer> => {
  const data: Sheet<Buffer>['data'] = [headings.map(({ title }) => ({ ...text(title), fontWeight: 'bold' })), headings.map(({ cites }) => ({ ...text(cites), fontStyle: 'italic' }))]
  let left = MOST_ROWS - data.length
  for (const row of rows) {
    left -= 1
    if (left < 0) break
    data.push(row.map((field) => text(textOf(field))))
  }
  return { sheet: `${name}${suffix}`, data, stickyRowsCount: 2, columns: headings.map(({ title }) => ({ width: Math.min(40, Math.max(12, title.length)) })) }
}

/**
 * Tables as one workbook: for each a sheet with the paragraphs under the titles, and a sheet of the same shape that says who said what stands in each cell. It is held
 * in memory. A table of more than 1,048,574 rows is cut, as Excel would: the CSV has them all.
 */
export const xlsxFile = async (tables: readonly Table[]): Promise<Uint8Array> =>
  writeXlsxFile(tables.flatMap((table) => [sheetOf(table, '', fieldText), sheetOf(table, ' sources', sourceText)])).toBuffer()

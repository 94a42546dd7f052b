import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

/** Runs one COPY … FROM STDIN with everything it takes, as fast as the server takes it; gives the number of rows. */
export const copyIn = async (client: pg.ClientBase, text: string, chunks: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<number> => {
  const copy = client.query(from(text))
  await pipeline(Readable.from(chunks, { objectMode: true }), copy)
  return copy.rowCount
}

/** What a column takes; of a list each member as text. */
export type Field = string | number | boolean | null | readonly string[]

const SPECIAL = /[\\\n\r\t]/g
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string): string => text.replace(SPECIAL, (character) => ESCAPED[character] ?? character)
const element = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** An array literal of texts. */
export const textsListed = (texts: readonly string[]): string => `{${texts.map(element).join(',')}}`

const fieldOf = (field: Field): string => {
  if (field === null) return '\\N'
  if (typeof field === 'string') return escaped(field)
  return typeof field === 'object' ? escaped(textsListed(field)) : String(field)
}

/** A row as COPY reads it, without its end. */
export const copyLine = (row: readonly Field[]): string => row.map(fieldOf).join('\t')

/** Rows into a table, in their order. `table`: its name with its columns, such as `due (at, ref)`. Memory: the rows as text. */
export const copyRows = async (client: pg.ClientBase, table: string, rows: Iterable<readonly Field[]>): Promise<void> => {
  const lines: string[] = []
  for (const row of rows) lines.push(copyLine(row))
  if (lines.length > 0) await copyIn(client, `copy ${table} from stdin`, [Buffer.from(`${lines.join('\n')}\n`)])
}

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { inOrder } from './in-order.ts'

/** Runs one COPY … FROM STDIN with everything it takes, as fast as the server takes it; gives the number of rows. */
export const copyIn = async (client: pg.ClientBase, text: string, chunks: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<number> => {
  const copy = client.query(from(text))
  await pipeline(Readable.from(chunks, { objectMode: true }), copy)
  return copy.rowCount
}

/** What a column takes; of a list each member as text. */
export type Field = string | number | boolean | null | readonly string[]

const SPECIAL = /[\\\n\r\t]/
const EACH_SPECIAL = new RegExp(SPECIAL, 'g')
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string): string => (SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (character) => ESCAPED[character] ?? character) : text)
const element = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** An array literal of texts. */
export const textsListed = (texts: readonly string[]): string => `{${texts.map(element).join(',')}}`

const fieldOf = (field: Field): string => {
  if (field === null) return '\\N'
  if (typeof field === 'string') return escaped(field)
  return typeof field === 'object' ? escaped(textsListed(field)) : String(field)
}

/** A row as COPY reads it, without its end. Grown, not joined: a fifth of taking records in was this, and half of it lists of fields and lines. */
export const copyLine = (row: readonly Field[]): string => {
  let line = row.length === 0 ? '' : fieldOf(row[0] as Field)
  for (let place = 1; place < row.length; place += 1) line += `\t${fieldOf(row[place] as Field)}`
  return line
}

/** Rows as COPY reads them; undefined: there are none. */
const copyText = (rows: Iterable<readonly Field[]>): Buffer | undefined => {
  let text = ''
  for (const row of rows) text += `${copyLine(row)}\n`
  return text === '' ? undefined : Buffer.from(text)
}

const copyBytes = (client: pg.ClientBase, table: string, text: Buffer): Promise<number> => copyIn(client, `copy ${table} from stdin`, [text])

/** Rows into a table, in their order. `table`: its name with its columns, such as `due (at, ref)`. Memory: the rows as text. */
export const copyRows = async (client: pg.ClientBase, table: string, rows: Iterable<readonly Field[]>): Promise<void> => {
  const text = copyText(rows)
  if (text !== undefined) await copyBytes(client, table, text)
}

/** A connection that several use at once, within one transaction: it is given one statement at a time, in the order in which they are asked for. When one has failed, so has the transaction, and all that follow fail with the same. */
export interface SharedClient extends Pick<pg.PoolClient, 'query'> {
  /** Rows as COPY reads them into a table with its columns. */
  readonly copy: (table: string, text: Buffer) => Promise<void>
}

export const shareClient = (client: pg.PoolClient): SharedClient => {
  const turn = inOrder()
  let failure: { readonly error: unknown } | undefined
  const after = <T>(work: () => Promise<T>): Promise<T> => turn(async () => {
    if (failure !== undefined) throw failure.error
    try {
      return await work()
    } catch (error) {
      failure = { error }
      throw error
    }
  })
  return {
    query: ((...asked: Parameters<pg.PoolClient['query']>) => after(() => client.query(...asked) as unknown as Promise<unknown>)) as pg.PoolClient['query'],
    copy: (table, text) => after(async () => void (await copyBytes(client, table, text))),
  }
}

/** `copyRows` over a connection that is shared. */
export const copyShared = async (client: Pick<SharedClient, 'copy'>, table: string, rows: Iterable<readonly Field[]>): Promise<void> => {
  const text = copyText(rows)
  if (text !== undefined) await client.copy(table, text)
}

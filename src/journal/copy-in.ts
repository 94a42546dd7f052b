import type pg from 'pg'

/** What pg's connection can do for COPY and its types do not tell. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** The part of pg's query protocol that COPY … FROM STDIN takes. */
class CopyIn {
  readonly #text: string
  readonly #chunks: readonly Buffer[]
  readonly #done: (error?: Error) => void
  #failure: Error | undefined

  constructor(text: string, chunks: readonly Buffer[], done: (error?: Error) => void) {
    this.#text = text
    this.#chunks = chunks
    this.#done = done
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#text)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const chunk of this.#chunks) connection.sendCopyFromChunk(chunk)
    connection.endCopyFrom()
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.#failure = error
    this.#done(error)
  }

  handleReadyForQuery(): void {
    if (this.#failure === undefined) this.#done()
  }
}

/** Runs one COPY … FROM STDIN with everything it takes. */
export const copyIn = (client: pg.ClientBase, text: string, chunks: readonly Buffer[]): Promise<void> =>
  new Promise((resolve, reject) => {
    client.query(new CopyIn(text, chunks, (error) => (error === undefined ? resolve() : reject(error))))
  })

type Field = string | number | boolean | null | readonly string[]

const SPECIAL = /[\\\n\r\t]/g
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string): string => text.replace(SPECIAL, (character) => ESCAPED[character] ?? character)
const element = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

const fieldOf = (field: Field): string => {
  if (field === null) return '\\N'
  if (typeof field === 'string') return escaped(field)
  return typeof field === 'object' ? escaped(`{${field.map(element).join(',')}}`) : String(field)
}

/** Rows into a table, in their order. `table`: its name with its columns, such as `due (at, ref)`. Memory: the rows as text. */
export const copyRows = async (client: pg.ClientBase, table: string, rows: Iterable<readonly Field[]>): Promise<void> => {
  const lines: string[] = []
  for (const row of rows) lines.push(row.map(fieldOf).join('\t'))
  if (lines.length > 0) await copyIn(client, `copy ${table} from stdin`, [Buffer.from(`${lines.join('\n')}\n`)])
}

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
  }

  handleReadyForQuery(): void {
    this.#done(this.#failure)
  }
}

export const copyIn = (client: pg.Client, text: string, chunks: readonly Buffer[]): Promise<void> =>
  new Promise((resolve, reject) => {
    client.query(new CopyIn(text, chunks, (error) => (error === undefined ? resolve() : reject(error))))
  })

import type { QueryConfig } from 'pg'
import type { SharedClient } from './copy-in.ts'
import type { JournalClient } from './open-journal.ts'

/** What a thread asks of a connection that another has. */
export type Asked = { readonly ask: number } & ({ readonly statement: QueryConfig } | { readonly copy: string; readonly text: Uint8Array })

/** Rows as lists, in the order of `fields`: names are sent once. */
export interface Answered {
  readonly answer: number
  readonly fields: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

/** Runs what a thread asked, where the connection is. */
export const answerTo = async (client: SharedClient, asked: Asked): Promise<Answered> => {
  if ('copy' in asked) {
    await client.copy(asked.copy, Buffer.from(asked.text.buffer, asked.text.byteOffset, asked.text.byteLength))
    return { answer: asked.ask, fields: [], rows: [] }
  }
  const { fields, rows } = await client.query<unknown[]>({ ...asked.statement, rowMode: 'array' })
  return { answer: asked.ask, fields: fields.map(({ name }) => name), rows }
}

const rowOf = (fields: readonly string[], values: readonly unknown[]): object => {
  const row: Record<string, unknown> = {}
  for (let place = 0; place < fields.length; place += 1) row[fields[place] as string] = values[place]
  return row
}

/** The connection of another thread, as this one sees it. What fails there ends this thread: nothing is told of it here. */
export const clientBeyond = (send: (asked: Asked) => void): SharedClient & { readonly take: (answered: Answered) => void } => {
  const waiting = new Map<number, (answered: Answered) => void>()
  let asks = 0
  const ask = (what: { readonly statement: QueryConfig } | { readonly copy: string; readonly text: Uint8Array }): Promise<Answered> => {
    const { promise, resolve } = Promise.withResolvers<Answered>()
    asks += 1
    waiting.set(asks, resolve)
    send({ ask: asks, ...what })
    return promise
  }
  const query = async (asked: QueryConfig | string): Promise<{ readonly rows: readonly object[] }> => {
    const { fields, rows } = await ask({ statement: typeof asked === 'string' ? { text: asked } : asked })
    return { rows: rows.map((row) => rowOf(fields, row)) }
  }
  return {
    query: query as JournalClient['query'],
    copy: async (copy, text) => void (await ask({ copy, text })),
    take: (answered) => {
      waiting.get(answered.answer)?.(answered)
      waiting.delete(answered.answer)
    },
  }
}

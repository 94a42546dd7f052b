import pg from 'pg'
import { copyIn } from '../src/journal/copy-in.ts'

/** As absorb takes them. */
const BATCH = 2_000
const COLUMNS = ['source', 'event_id', 'content_hash', 'occurred_at', 'recorded_at', 'sequence', 'corrects', 'retracts', 'deletes', 'body', 'taken_at'] as const
const TYPES = ['text', 'text', 'text', 'bigint', 'bigint', 'text', 'text', 'text', 'boolean', 'text', 'bigint'] as const

type EventRow = Readonly<Record<(typeof COLUMNS)[number], string | number | boolean | null>>

const INSERT = `insert into bench_event (${COLUMNS.join(', ')}) select * from unnest(${TYPES.map((type, place) => `$${place + 1}::${type}[]`).join(', ')})`

/** The journal's own rows into empty tables of its shape, keys and indexes included: by INSERT a transaction a batch, and by one COPY. Reading them is not counted. */
export const insertAgain = async (url: string): Promise<{ readonly insertLimit: number; readonly copyLimit: number }> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const insertLimit = await inEmptyTable(client, () => eachBatch(client, async (rows) => {
      await client.query('begin')
      await client.query(INSERT, COLUMNS.map((column) => rows.map((row) => row[column])))
      await client.query('commit')
    }))
    const texts: Buffer[] = []
    await eachBatch(client, (rows) => {
      texts.push(Buffer.from(rows.map(copyLine).join('')))
      return Promise.resolve()
    })
    const copyLimit = await inEmptyTable(client, () => timed(async () => void await copyIn(client, `copy bench_event (${COLUMNS.join(', ')}) from stdin`, texts)))
    return { insertLimit, copyLimit }
  } finally {
    await client.end()
  }
}

const inEmptyTable = async (client: pg.Client, work: () => Promise<number>): Promise<number> => {
  await client.query('drop table if exists bench_event; create table bench_event (like event including all)')
  try {
    return await work()
  } finally {
    await client.query('drop table bench_event')
  }
}

const timed = async (work: () => Promise<void>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Milliseconds spent in `work`. */
const eachBatch = async (client: pg.Client, work: (rows: readonly EventRow[]) => Promise<void>): Promise<number> => {
  let ms = 0
  for (let after = '0'; ;) {
    const { rows } = await client.query<EventRow & { readonly seq: string }>(`select seq, ${COLUMNS.join(', ')} from event where seq > $1 order by seq limit ${BATCH}`, [after])
    const last = rows.at(-1)
    if (last === undefined) return ms
    ms += await timed(() => work(rows))
    after = last.seq
  }
}

const copyLine = (row: EventRow): string => `${COLUMNS.map((column) => copyCell(row[column])).join('\t')}\n`

const copyCell = (value: EventRow[keyof EventRow]): string =>
  value === null ? '\\N' : String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { join } from 'node:path'
import { readText } from './read-text.ts'
import { servePeer } from './serve-peer.ts'
import { GRAPH_TABLES } from './graph-tables.ts'

const CONNECTIONS = 50

const instance = await DuckDBInstance.create(':memory:')
const first = await instance.connect()
await first.run(await readText('tables.sql'))
for (const table of Object.keys(GRAPH_TABLES)) await first.run(`copy ${table} from '${join(process.env['PEER_TABLES'] ?? '', `${table}.csv`)}' (header false)`)
await first.run(await readText('recall-table.sql'))
const [unitsOfLot, traceUnits, recallLot] = await Promise.all(['units-of-lot.sql', 'trace-units.sql', 'recall-lot.sql'].map(readText)) as [string, string, string]
/** One statement: in the same process a second step would bring nothing but one more copy of every ref. */
const trace = `${traceUnits} where units.ref in (${unitsOfLot})`

const free: DuckDBConnection[] = [first]
for (let more = 1; more < CONNECTIONS; more += 1) free.push(await instance.connect())

const rows = async (text: string, lot: string): Promise<unknown> => {
  const connection = free.pop() ?? await instance.connect()
  try {
    return (await connection.runAndReadAll(text, [lot])).getRowObjectsJson()
  } finally {
    free.push(connection)
  }
}

await servePeer((app) => {
  app.post<{ Body: { readonly lot: string } }>('/joined', ({ body: { lot } }) => rows(trace, lot))
  app.post<{ Body: { readonly lot: string } }>('/recall', ({ body: { lot } }) => rows(recallLot, lot))
  return Promise.resolve()
})

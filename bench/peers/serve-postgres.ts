import pg from 'pg'
import { readText } from './read-text.ts'
import { servePeer } from './serve-peer.ts'

const pool = new pg.Pool({ connectionString: process.env['PEER_DATABASE_URL'], max: 50 })
const [unitsOfLot, traceUnits, recallLot] = await Promise.all(['units-of-lot.sql', 'trace-units.sql', 'recall-lot.sql'].map(readText)) as [string, string, string]

/** Named, so that a connection parses it once. */
const rows = async (name: string, text: string, value: unknown): Promise<readonly Record<string, unknown>[]> => (await pool.query<Record<string, unknown>>({ name, text, values: [value] })).rows

await servePeer((app) => {
  app.post<{ Body: { readonly lot: string } }>('/two-step', async ({ body: { lot } }) => rows('trace', `${traceUnits} where units.ref = any($1)`, (await rows('units', unitsOfLot, lot)).map(({ ref }) => ref)))
  app.post<{ Body: { readonly lot: string } }>('/recall', ({ body: { lot } }) => rows('recall', recallLot, lot))
  return Promise.resolve()
})

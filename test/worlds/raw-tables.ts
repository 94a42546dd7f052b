import pg from 'pg'
import { testServers } from '../servers/with-servers.ts'

/** Scratch tables beside the journal, for plain SQL over what the systems exported: nothing of the layer is between a file and the answer. */
export interface RawTables {
  readonly run: (text: string) => Promise<void>
  /** A table of texts with the rows' columns. */
  readonly load: (table: string, rows: readonly Readonly<Record<string, string>>[]) => Promise<void>
  readonly query: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>
  readonly close: () => Promise<void>
}

export const openRawTables = async (): Promise<RawTables> => {
  const client = new pg.Client({ connectionString: (await testServers()).database.url })
  await client.connect()
  await client.query(`drop schema if exists raw cascade; create schema raw; set search_path = raw; set timezone = 'UTC'`)
  const run = async (text: string): Promise<void> => {
    await client.query(text)
  }
  return {
    run,
    load: async (table, rows) => {
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
      await run(`create table "${table}" (${columns.map((column) => `"${column}" text`).join(', ')})`)
      await client.query(`insert into "${table}" select * from json_populate_recordset(null::"${table}", $1)`, [JSON.stringify(rows)])
    },
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) => (await client.query(text, [...values])).rows as Row[],
    close: async () => {
      await client.query('drop schema raw cascade')
      await client.end()
    },
  }
}

import neo4j, { type Driver } from 'neo4j-driver'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { copyIn } from '../../src/journal/copy-in.ts'
import { GRAPH_TABLES } from './graph-tables.ts'
import { readText } from './read-text.ts'

const DATABASE = 'bench_peers'

/** The graph as one CSV file a table, in `folder`: what PostgreSQL and DuckDB are filled from. */
export const writeTables = async (driver: Driver, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  for (const [table, text] of Object.entries(GRAPH_TABLES)) await pipeline(Readable.from(csvLines(driver, text)), createWriteStream(join(folder, `${table}.csv`)))
}

/** A database of its own beside the journal's, made anew from these files; its address. */
export const fillPostgres = async (journalUrl: string, folder: string): Promise<string> => {
  const url = new URL(journalUrl)
  await withClient(url, async (client) => {
    await client.query(`drop database if exists ${DATABASE} with (force)`)
    await client.query(`create database ${DATABASE}`)
  })
  url.pathname = `/${DATABASE}`
  await withClient(url, async (client) => {
    await client.query(await readText('tables.sql'))
    for (const table of Object.keys(GRAPH_TABLES)) await copyIn(client, `copy ${table} from stdin (format csv)`, createReadStream(join(folder, `${table}.csv`)))
    await client.query(await readText('recall-table.sql'))
  })
  return url.href
}

const withClient = async (url: URL, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

const csvLines = async function* (driver: Driver, text: string): AsyncGenerator<string> {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ })
  try {
    for await (const record of session.run(text)) yield `${[...record.values()].map(csvCell).join(',')}\n`
  } finally {
    await session.close()
  }
}

const csvCell = (value: unknown): string => value === null ? '' : `"${String(value).replaceAll('"', '""')}"`

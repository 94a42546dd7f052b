import neo4j from 'neo4j-driver'
import pg from 'pg'
import { migrateJournal } from '../../src/journal/migrate.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import type { Servers } from '../../src/servers/start-servers.ts'

const emptyGraph = async ({ uri, user, password }: Servers['neo4j']): Promise<void> => {
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  const session = driver.session()
  try {
    await session.run('MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS')
    await session.run('MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS')
  } finally {
    await session.close()
    await driver.close()
  }
}

/** A journal's tables, told nothing: what each world of a run is a copy of, instead of running all migrations again. */
const TOLD_NOTHING = 'osl_told_nothing'

const urlOf = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href

const maintain = async (url: string, ...statements: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: urlOf(url, 'postgres') })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const emptyDatabase = (url: string, template: string | undefined): Promise<void> =>
  maintain(url, 'drop database if exists osl with (force)', `create database osl${template === undefined ? '' : ` template ${template}`}`)

/** Once a run, before its first file: stores of tests are emptied hundreds of times, and nothing of them has to outlive the machine. A process that is killed loses nothing by it. */
export const prepareDatabase = async (url: string): Promise<void> => {
  await maintain(url, 'alter system set fsync = off', 'alter system set full_page_writes = off', 'select pg_reload_conf()', `drop database if exists ${TOLD_NOTHING} with (force)`, `create database ${TOLD_NOTHING}`)
  const journal = openJournal(urlOf(url, TOLD_NOTHING), () => undefined, 1)
  await migrateJournal(journal)
  await journal.end()
}

/**
 * Takes everything out of both stores: a file that opens a world of its own begins with this. The graph's constraints and indexes stay: they say
 * nothing of an empty graph, and to make those of a large model again takes longer than most files. The database holds nothing, not even a journal.
 */
export const emptyStores = async (servers: Pick<Servers, 'neo4j' | 'database'>): Promise<void> => {
  await Promise.all([emptyGraph(servers.neo4j), emptyDatabase(servers.database.url, undefined)])
}

/** The same; the database holds a journal that was told nothing and belongs to no world yet. */
export const emptyWorld = async (servers: Pick<Servers, 'neo4j' | 'database'>): Promise<void> => {
  await Promise.all([emptyGraph(servers.neo4j), emptyDatabase(servers.database.url, TOLD_NOTHING)])
}

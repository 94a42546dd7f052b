import neo4j from 'neo4j-driver'
import pg from 'pg'
import { expect } from 'vitest'
import type { Servers } from '../../src/servers/start-servers.ts'

type Stores = Pick<Servers, 'neo4j' | 'database'>

/** A program that is held at one place by locks in its stores: nothing in it knows of drills. */
export interface Held {
  /** Resolves once the program waits at that place. */
  readonly there: () => Promise<void>
  readonly release: () => Promise<void>
}

export type Point = 'within a rehearsal' | 'before an append' | 'within an append' | 'within settling' | 'between settling and applying' | 'within applying' | 'between applying and confirming'

const soon = { timeout: 40_000, interval: 20 }

const openBoth = async ({ neo4j: { uri, user, password }, database: { url } }: Stores) => {
  const journal = new pg.Client({ connectionString: url })
  const asking = new pg.Client({ connectionString: url })
  for (const client of [journal, asking]) {
    client.on('error', () => undefined)
    await client.connect()
  }
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true })
  const session = driver.session()
  const count = async (text: string): Promise<number> => Number((await asking.query<{ n: string }>(text)).rows[0]?.n)
  return {
    journal, session, count,
    blockedInJournal: () => expect.poll(() => count(`select count(*) as n from pg_stat_activity where application_name = 'osl' and cardinality(pg_blocking_pids(pid)) > 0`), soon).toBeGreaterThan(0),
    blockedInGraph: () => expect.poll(async () => (await driver.executeQuery(`SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS n`)).records[0]?.get('n') as number, soon).toBeGreaterThan(0),
    settled: () => expect.poll(() => count('select count(*) as n from outbox'), soon).toBeGreaterThan(0),
    close: async () => {
      await Promise.allSettled([journal.end(), asking.end()])
      await session.close()
      await driver.close()
    },
  }
}

const JOURNAL_LOCKS: Readonly<Partial<Record<Point, string>>> = {
  'within a rehearsal': 'lock table verdict in access exclusive mode',
  'before an append': 'select pg_advisory_xact_lock(7012002)',
  'within an append': 'lock table freshness in exclusive mode',
  'within settling': 'lock table outbox in exclusive mode',
}

/** A line of the day's first batch, made by another who has not committed: whoever writes it waits. */
const graphLockOf = (point: Point, prefix: string): string | undefined => {
  if (point === 'within applying') return `MERGE (:OrderLine {ref: 'OrderLine/${prefix}-3-1'})`
  return point in JOURNAL_LOCKS ? undefined : 'MERGE (applied:Applied {one: true}) SET applied.touched = 0'
}

/** `prefix`: of the day that is about to be sent. */
export const holdAt = async (stores: Stores, point: Point, prefix = ''): Promise<Held> => {
  const both = await openBoth(stores)
  await both.journal.query('begin')
  const journalLock = JOURNAL_LOCKS[point]
  if (journalLock !== undefined) await both.journal.query(journalLock)
  const graphLock = graphLockOf(point, prefix)
  const transaction = both.session.beginTransaction()
  if (graphLock !== undefined) await transaction.run(graphLock)
  let open = true
  const letGraphGo = async (): Promise<void> => {
    if (open) await transaction.rollback()
    open = false
  }
  return {
    there: async () => {
      if (journalLock !== undefined) return both.blockedInJournal()
      await both.settled()
      await both.blockedInGraph()
      if (point !== 'between applying and confirming') return
      await both.journal.query('select id from outbox for update')
      await letGraphGo()
      await both.blockedInJournal()
    },
    release: async () => {
      await both.journal.query('rollback')
      await letGraphGo()
      await both.close()
    },
  }
}

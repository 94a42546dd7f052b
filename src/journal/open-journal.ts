import pg from 'pg'
import { problem } from '../problems/problem.ts'
import { takesNoWrites } from '../problems/takes-no-writes.ts'

/** A connection pool to the journal. Big integers come back as numbers: all of ours stay far below 2^53. */
export type Journal = pg.Pool
export type JournalClient = pg.PoolClient

type Parse = (text: string) => unknown
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(oid, format) as Parse)),
}

/** How long a statement may take: what the server is given, and when it is given up on our side, by which a server that still lives has long said so. */
export interface StatementLimit {
  readonly serverMs: number
  readonly ourMs: number
}

/** What a question asks of the journal; as long as of the graph. */
export const OF_QUESTIONS: StatementLimit = { serverMs: 30_000, ourMs: 35_000 }

/** Without a limit for who settles, imports, rebuilds or backs up: a statement of theirs takes as long as it takes. */
export const openJournal = (url: string, onIdleError: (error: Error) => void, max = 10, limit?: StatementLimit): Journal => {
  const pool = new pg.Pool({
    connectionString: url, max, types, connectionTimeoutMillis: 10_000, application_name: 'osl',
    ...(limit === undefined ? {} : { statement_timeout: limit.serverMs, query_timeout: limit.ourMs }),
  })
  // A server that goes away breaks idle connections too; the pool replaces them, unhandled they would end the process.
  pool.on('error', onIdleError)
  return pool
}

/** SQLSTATE classes of a server that is starting, stopping, out of reach or out of room, or broke a transaction off that locked another out; and the socket errors of one that is gone. */
const AWAY = /^(08|40|57P0|53)/
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'])

const ignore = (): void => undefined

const isAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return AWAY.test(code) || SOCKET.has(code) || /Connection terminated|not queryable|connection timeout|timeout exceeded when trying to connect|Query read timeout/i.test(error.message)
}

/** Runs journal I/O, turning a store that is away into the outage it is; all else passes. */
export const withJournal = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw asOutage(what, error)
  }
}

/** What journal I/O failed with, as the outage it is where the store is away or takes no writes. */
export const asOutage = (what: string, error: unknown): unknown => {
  if (takesNoWrites(error)) return problem('JOURNAL_READ_ONLY', { what }, error)
  return isAway(error) ? problem('JOURNAL_AWAY', { what }, error) : error
}

/** What does not wait for each other: at the same time over the connections of a pool, one after the other over a connection, which takes one statement at a time. */
export const together = async <const Works extends readonly (() => Promise<unknown>)[]>(reader: Pick<Journal, 'query'> | Pick<JournalClient, 'query'>, works: Works): Promise<{ -readonly [Place in keyof Works]: Awaited<ReturnType<Works[Place]>> }> => {
  const results: unknown[] = []
  if (reader instanceof pg.Pool) results.push(...await Promise.all(works.map((work) => work())))
  else for (const work of works) results.push(await work())
  return results as { -readonly [Place in keyof Works]: Awaited<ReturnType<Works[Place]>> }
}

/** A connection of one's own until it is given back; a broken one, or one with a statement under way, is ended by that. */
export const checkOut = async (journal: Journal): Promise<{ readonly client: JournalClient; readonly giveBack: (isBroken: boolean) => void }> => {
  const client = await journal.connect()
  // The pool listens to idle clients only. A server that dies under this one is told to the statement too; unheard here it would end the process.
  client.on('error', ignore)
  return {
    client,
    giveBack: (isBroken) => {
      client.off('error', ignore)
      client.release(isBroken)
    },
  }
}

/**
 * What settling reads is named ref by ref, thousands at a time. PostgreSQL's costs for disks with heads, and workers that share a scan, make it
 * read whole tables for them, again and again; measured at 1.8 million claims: 0.35 s a statement instead of 0.04.
 */
const BEGIN = 'begin; set local random_page_cost = 1.1; set local max_parallel_workers_per_gather = 0'

/** One transaction: all of it or nothing. A connection that broke is not returned to the pool, nor one to a server that takes no writes: the next may lead to one that does. */
export const inTransaction = async <T>(journal: Journal, what: string, work: (client: JournalClient) => Promise<T>): Promise<T> =>
  withJournal(what, async () => {
    const { client, giveBack } = await checkOut(journal)
    let isBroken = false
    try {
      await client.query(BEGIN)
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (error) {
      isBroken = await client.query('rollback').then(() => takesNoWrites(error), () => true)
      throw error
    } finally {
      giveBack(isBroken)
    }
  })

import pg from 'pg'
import { problem } from '../problems/problem.ts'
import { PROBE_MS, type Answer } from './probe.ts'

const LEAST = { text: '15', number: 150_000 }

/** Opens a connection, asks for the version (as server_version_num), and whether it takes writes, and closes it. `data`: asks too whether it is the server of that folder. */
export const askPostgres = async (url: string, data?: string): Promise<Answer> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PROBE_MS, query_timeout: PROBE_MS })
  // A connection lost after the answer is no concern of ours.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows: [row] } = await client.query<{ version: string; standby: boolean; read_only: string }>(`select current_setting('server_version_num') as version, pg_is_in_recovery() as standby, current_setting('transaction_read_only') as read_only`)
    const readOnly = row?.standby === true ? 'it is a standby' : row?.read_only === 'on' ? 'default_transaction_read_only is on' : undefined
    // Only who owns the server may ask for its folder.
    const serves = data === undefined ? undefined : (await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`)).rows[0]?.folder
    return serves === data ? { kind: 'answered', version: row?.version ?? '', ...(readOnly === undefined ? {} : { readOnly }) } : { kind: 'another', folder: serves ?? '' }
  } catch (cause) {
    const code = (cause as { code?: unknown }).code
    if (code === '28P01' || code === '28000') return { kind: 'refused', cause }
    if (code === '3D000') return { kind: 'unknown-database', cause }
    const reason = (cause instanceof Error && cause.message) || String(code ?? cause)
    return { kind: 'unreachable', reason: reason.slice(0, 300), cause }
  } finally {
    await client.end().catch(() => undefined)
  }
}

export const isPostgresTooOld = (versionNumber: string): boolean => Number(versionNumber) < LEAST.number

/** Where a URL leads, without its password: what a message may say. */
const placeOf = (url: string): { at: string; user: string; database: string } => {
  const parsed = new URL(url)
  const user = decodeURIComponent(parsed.username)
  return { at: parsed.host, user, database: decodeURIComponent(parsed.pathname.slice(1)) || user }
}

/** Refuses a PostgreSQL of the user's own that cannot serve; where nothing is to be written a standby will do. */
export const checkPostgres = async (url: string, isToBeWritten: boolean): Promise<void> => {
  const { at, user, database } = placeOf(url)
  const answer = await askPostgres(url)
  if (answer.kind === 'refused') throw problem('POSTGRES_REFUSED_LOGIN', { at, user }, answer.cause)
  if (answer.kind === 'unknown-database') throw problem('POSTGRES_DATABASE_UNKNOWN', { at, database }, answer.cause)
  if (answer.kind !== 'answered') throw problem('POSTGRES_UNREACHABLE', { at, reason: answer.kind === 'unreachable' ? answer.reason : answer.kind }, 'cause' in answer ? answer.cause : undefined)
  if (isPostgresTooOld(answer.version)) throw problem('POSTGRES_TOO_OLD', { at, version: String(Math.floor(Number(answer.version) / 10_000)), least: LEAST.text })
  if (isToBeWritten && answer.readOnly !== undefined) throw problem('POSTGRES_READ_ONLY', { at, reason: answer.readOnly })
}

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { problem } from '../problems/problem.ts'
import { inTransaction, withJournal, type Journal, type JournalClient } from './open-journal.ts'

const folder = new URL('../../sql/migrations/', import.meta.url)
const FIRST = '0001-journal.sql'

/** A table, or something else, of that name is there already. */
const TAKEN = new Set(['42P07', '42710'])
/** No right to the schema or to what is in it; no schema that the role may use. */
const FORBIDDEN = new Set(['42501', '3F000'])

/** Runs what first meets a database that may be anyone's; tells another program's and one that the role may not use from a defect. */
const meeting = async <T>(journal: Journal, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!TAKEN.has(code) && !FORBIDDEN.has(code)) throw error
    const reason = (error as Error).message
    const [place] = (await withJournal('name the database', () => journal.query<{ database: string; role: string }>('select current_database() as database, current_user as role'))).rows
    const { database, role } = place ?? { database: '', role: '' }
    throw TAKEN.has(code) ? problem('JOURNAL_NOT_OURS', { database, reason }, error) : problem('JOURNAL_FORBIDDEN', { database, role, reason }, error)
  }
}

/** Migrations that the database has, with their hashes; undefined where it has no journal. A table of that name which is another program's is refused. */
const readApplied = async (client: Pick<JournalClient, 'query'>): Promise<ReadonlyMap<string, string> | undefined> => {
  const columns = (await client.query<{ name: string }>(`select attname as name from pg_attribute where attrelid = to_regclass('migration') and attnum > 0 and not attisdropped order by 1`)).rows.map(({ name }) => name)
  if (columns.length === 0) return undefined
  const applied = columns.join() === 'hash,name' ? new Map((await client.query<{ name: string; hash: string }>('select name, hash from migration')).rows.map((row) => [row.name, row.hash])) : undefined
  if (applied?.has(FIRST) === true) return applied
  const [place] = (await client.query<{ database: string }>('select current_database() as database')).rows
  throw problem('JOURNAL_NOT_OURS', { database: place?.database ?? '', reason: `its table "migration" is another program's` })
}

/** Whether the database holds a journal. Changes nothing. */
export const hasJournal = async (journal: Journal): Promise<boolean> =>
  meeting(journal, () => withJournal('look for the journal', async () => (await readApplied(journal)) !== undefined))

/** Brings the journal's tables to what this program reads. Migrations are append-only: one that was applied and then changed is refused. */
export const migrateJournal = async (journal: Journal): Promise<readonly string[]> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return meeting(journal, () => inTransaction(journal, 'migrate the journal', async (client) => {
    await client.query('select pg_advisory_xact_lock(7012001)')
    const applied = await readApplied(client)
    if (applied === undefined) await client.query('create table migration (name text primary key, hash text not null)')
    const newer = [...(applied?.keys() ?? [])].filter((name) => !files.includes(name))
    if (newer.length > 0) throw problem('JOURNAL_NEWER', { migrations: newer })
    const made: string[] = []
    for (const file of files) {
      const text = await readFile(new URL(file, folder), 'utf8')
      const hash = createHash('sha256').update(text).digest('hex')
      const before = applied?.get(file)
      if (before !== undefined && before !== hash) throw problem('MIGRATION_CHANGED', { migration: file })
      if (before !== undefined) continue
      await client.query(text)
      await client.query('insert into migration (name, hash) values ($1, $2)', [file, hash])
      made.push(file)
    }
    return made
  }))
}

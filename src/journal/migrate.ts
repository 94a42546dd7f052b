import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { problem } from '../problems/problem.ts'
import { inTransaction, type Journal } from './open-journal.ts'

const folder = new URL('../../sql/migrations/', import.meta.url)

/** Brings the journal's tables to what this program reads. Migrations are append-only: one that was applied and then changed is refused. */
export const migrateJournal = async (journal: Journal): Promise<readonly string[]> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return inTransaction(journal, 'migrate the journal', async (client) => {
    await client.query('select pg_advisory_xact_lock(7012001)')
    await client.query('create table if not exists migration (name text primary key, hash text not null)')
    const applied = new Map((await client.query<{ name: string; hash: string }>('select name, hash from migration')).rows.map((row) => [row.name, row.hash]))
    const newer = [...applied.keys()].filter((name) => !files.includes(name))
    if (newer.length > 0) throw problem('JOURNAL_NEWER', { migrations: newer })
    const made: string[] = []
    for (const file of files) {
      const text = await readFile(new URL(file, folder), 'utf8')
      const hash = createHash('sha256').update(text).digest('hex')
      const before = applied.get(file)
      if (before !== undefined && before !== hash) throw problem('MIGRATION_CHANGED', { migration: file })
      if (before !== undefined) continue
      await client.query(text)
      await client.query('insert into migration (name, hash) values ($1, $2)', [file, hash])
      made.push(file)
    }
    return made
  })
}

import { createHash } from 'node:crypto'
import { to } from 'pg-copy-streams'
import { problem } from '../problems/problem.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import { BACKUP_FORMAT, BACKUP_TABLES, type BackupEnd, type BackupHead, type BackupTable, type BackupTableName } from './backup-format.ts'
import { asOutage, checkOut, withJournal, type Journal, type JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

const WHAT = 'back the journal up'

const line = (value: BackupHead | BackupTable | BackupEnd): Buffer => Buffer.from(`${JSON.stringify(value)}\n`)

/** Name of the journal and of the model it is settled under, with the migrations that its tables have. */
const readHead = async (client: JournalClient, now: Instant): Promise<BackupHead> => {
  const [found] = (await client.query<Omit<BackupHead, 'format' | 'takenAt'>>(sql('read/backup-head'))).rows
  if (found === undefined) throw problem('NOTHING_TO_BACK_UP', {})
  return { format: BACKUP_FORMAT, ...found, takenAt: formatInstant(now) }
}

/** What COPY reads of a table: a rehearsal that is under way ends with its program, and is nothing to anybody else. */
const rowsOf = (table: BackupTableName, columns: readonly string[]): string => {
  const named = columns.map((name) => `"${name}"`).join(', ')
  return table === 'rehearsal' ? `(select ${named} from rehearsal where stage <> 'UNDER_WAY')` : `${table} (${named})`
}

/**
 * What the journal was told by the moment of asking, as the lines of a backup before they are packed; whoever tells, settles or asks goes on
 * meanwhile. Cost: six tables read once, by COPY; memory: what the reader has not taken yet. Gives the number of rows.
 */
export async function* writeBackup(journal: Journal, now: Instant, onRows: (rows: number) => void): AsyncGenerator<Buffer, BackupEnd['rows']> {
  const { client, giveBack } = await withJournal(WHAT, () => checkOut(journal))
  let isWhole = false
  try {
    const hash = createHash('sha256')
    const hashed = (bytes: Buffer): Buffer => {
      hash.update(bytes)
      return bytes
    }
    await client.query('begin isolation level repeatable read read only')
    yield hashed(line(await readHead(client, now)))
    const rows: Partial<Record<BackupTableName, number>> = {}
    let total = 0
    for (const table of BACKUP_TABLES) {
      const columns = (await client.query<{ name: string }>(sql('read/columns', [table]))).rows.map(({ name }) => name)
      yield hashed(line({ table, columns }))
      const copy = client.query(to(`copy ${rowsOf(table, columns)} to stdout`))
      for await (const chunk of copy) {
        yield hashed(chunk as Buffer)
        onRows(total + copy.rowCount)
      }
      total += copy.rowCount
      rows[table] = copy.rowCount
      yield hashed(Buffer.from('\\.\n'))
    }
    await client.query('rollback')
    isWhole = true
    yield line({ rows, sha256: hash.digest('hex') })
    return rows
  } catch (error) {
    throw asOutage(WHAT, error)
  } finally {
    // A reader that left amid a COPY takes the rest of it no more: a rollback would wait for that for ever.
    giveBack(!isWhole)
  }
}

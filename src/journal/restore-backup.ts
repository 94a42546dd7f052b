import { problem } from '../problems/problem.ts'
import { BACKUP_FORMAT, BACKUP_TABLES, backupTables, HAS_DIGEST, type BackupEnd, type BackupHead, type BackupTable, type BackupTableName } from './backup-format.ts'
import { BackupLines } from './backup-lines.ts'
import { copyIn } from './copy-in.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

type Members = Readonly<Record<string, unknown>>
const isText = (value: unknown): value is string => typeof value === 'string'
const areTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null

const asHead = ({ format, world, model, fingerprint, takenAt, migrations }: Members): BackupHead | undefined =>
  format === BACKUP_FORMAT && isText(world) && isText(model) && isText(fingerprint) && isText(takenAt) && areTexts(migrations) ? { format, world, model, fingerprint, takenAt, migrations } : undefined
const asTable = ({ table, columns }: Members): BackupTable | undefined => {
  const name = BACKUP_TABLES.find((one) => one === table)
  return name !== undefined && areTexts(columns) && columns.length > 0 ? { table: name, columns } : undefined
}
const asEnd = ({ rows, sha256 }: Members): BackupEnd | undefined =>
  isMembers(rows) && Object.values(rows).every(Number.isInteger) ? { rows: rows as BackupEnd['rows'], ...(isText(sha256) ? { sha256 } : {}) } : undefined

/** A file that is no whole backup; `why` is for people. */
class Unreadable extends Error {}

const parse = <T>(as: (members: Members) => T | undefined, line: string | undefined, wanted: string): T => {
  if (line === undefined) throw new Unreadable(`it ends where ${wanted} should stand: it was cut short`)
  const found = membersOf(line)
  const told = found === undefined ? undefined : as(found)
  if (told === undefined) throw new Unreadable(`where ${wanted} should stand is something else`)
  return told
}

const membersOf = (line: string): Members | undefined => {
  try {
    const value: unknown = JSON.parse(line)
    return isMembers(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** What a damaged file makes gunzip and PostgreSQL say: SQLSTATE classes of data that a column does not take, and zlib's codes. */
const isOfTheFile = (error: Error): boolean => 'code' in error && /^(22|23)|^Z_/.test(String(error.code))

/** Reads a backup in; whatever is wrong with the file is told as BACKUP_UNREADABLE. */
const reading = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Unreadable) throw problem('BACKUP_UNREADABLE', { file, reason: error.message }, error)
    if (error instanceof Error && 'code' in error && error.code === 'Z_DATA_ERROR' && error.message === 'incorrect header check') throw problem('BACKUP_UNREADABLE', { file, reason: 'it is not gzipped, as a backup is; another file, perhaps' }, error)
    if (error instanceof Error && isOfTheFile(error)) throw problem('BACKUP_UNREADABLE', { file, reason: `it is damaged (${error.message})` }, error)
    throw error
  }
}

/** The head of a backup and what follows it, unpacked. */
export interface Backup {
  readonly head: BackupHead
  readonly file: string
  readonly lines: BackupLines
}

/** Begins to read a backup. `bytes`: the file, unpacked. */
export const openBackup = (file: string, bytes: AsyncIterable<Buffer>): Promise<Backup> =>
  reading(file, async () => {
    const lines = new BackupLines(bytes)
    return { head: parse(asHead, await lines.next(), 'the head of a backup'), file, lines }
  })

/**
 * Takes the rows of a backup into an empty journal, within one transaction; settling is another's work. Cost: one COPY a table; memory: a chunk
 * of the file. Gives the number of rows.
 */
export const restoreBackup = (client: JournalClient, { head: { migrations }, file, lines }: Backup): Promise<BackupEnd['rows']> =>
  reading(file, async () => {
    const { rows: known } = await client.query<{ name: string }>('select name from migration')
    const newer = migrations.filter((name) => !known.some((one) => one.name === name))
    if (newer.length > 0) throw problem('JOURNAL_NEWER', { migrations: newer })
    const found: [BackupTableName, number][] = []
    for (const wanted of backupTables(migrations)) {
      const told: BackupTable = parse(asTable, await lines.next(), `table ${wanted}`)
      if (told.table !== wanted) throw new Unreadable(`table ${told.table} stands where table ${wanted} should`)
      // The world that is filled began with its folder's; what the backup holds was ruled on.
      if (wanted === 'definition_act') await client.query('delete from definition_act')
      if (wanted === 'rehearsal') await client.query('delete from rehearsal')
      found.push([wanted, await copyTable(client, told, lines)])
    }
    const digest = lines.digest()
    const { rows, sha256 } = parse(asEnd, await lines.next(), 'the count of rows')
    const other = found.find(([table, count]) => rows[table] !== count)
    if (other !== undefined) throw new Unreadable(`table ${other[0]} has ${other[1]} rows, and ${rows[other[0]] ?? 0} were written`)
    if ((await lines.next()) !== undefined) throw new Unreadable('something follows its end')
    if (sha256 !== digest && (sha256 !== undefined || migrations.includes(HAS_DIGEST))) throw new Unreadable('it was altered since it was written: its digest is another')
    await client.query(sql('write/after-restore'))
    return rows
  })

/** Names from a file go into no statement before they are known to be a column's. */
const copyTable = async (client: JournalClient, { table, columns }: BackupTable, lines: BackupLines): Promise<number> => {
  const known = new Set((await client.query<{ name: string }>(sql('read/columns', [table]))).rows.map(({ name }) => name))
  const unknown = columns.filter((name) => !known.has(name))
  if (unknown.length > 0) throw new Unreadable(`table ${table} has no column ${unknown.join(', ')}`)
  return copyIn(client, `copy ${table} (${columns.map((name) => `"${name}"`).join(', ')}) from stdin`, lines.rows())
}

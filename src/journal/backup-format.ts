/**
 * A backup: gzip over lines of text. First `BackupHead` as JSON; then, for each table that holds what we were told, `BackupTable` as JSON, its
 * rows as PostgreSQL's COPY writes them, one a line, and a line `\.`; last `BackupEnd` as JSON. All else follows from these tables.
 */
export const BACKUP_FORMAT = 'osl-backup/1'

/** In this order. Rows of the last two may change; those of the first two are kept for ever. */
export const BACKUP_TABLES = ['event', 'merge', 'reject', 'freshness'] as const

export type BackupTableName = (typeof BACKUP_TABLES)[number]

export interface BackupHead {
  readonly format: typeof BACKUP_FORMAT
  /** Name of the journal. */
  readonly world: string
  readonly model: string
  readonly fingerprint: string
  /** RFC 3339, by the clock of who took it: everything committed by then is in it. */
  readonly takenAt: string
  /** Migrations that the tables had; a program that lacks one cannot restore it. */
  readonly migrations: readonly string[]
}

export interface BackupTable {
  readonly table: BackupTableName
  readonly columns: readonly string[]
}

export interface BackupEnd {
  /** How many of each table; a file cut short has none or others. */
  readonly rows: Readonly<Record<BackupTableName, number>>
}

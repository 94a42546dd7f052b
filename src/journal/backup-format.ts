/**
 * A backup: gzip over lines of text. First `BackupHead` as JSON; then, for each table that holds what we were told, `BackupTable` as JSON, its
 * rows as PostgreSQL's COPY writes them, one a line, and a line `\.`; last `BackupEnd` as JSON. All else follows from these tables.
 */
export const BACKUP_FORMAT = 'osl-backup/1'

/** In this order: a row comes after those that it refers to. Rows of the last four may change or come and go; those of the others are kept for ever. */
export const BACKUP_TABLES = ['decoding', 'event', 'redecoded', 'merge', 'definition_act', 'proposal_act', 'recall', 'recall_version', 'recall_unit', 'recall_lot', 'recall_candidate', 'recall_act', 'rehearsal', 'reject', 'reject_before', 'freshness'] as const

export type BackupTableName = (typeof BACKUP_TABLES)[number]

const RECALLS = '0026-recall.sql'
/** Tables that earlier releases did not have, by the migration that makes them. */
const SINCE: Partial<Record<BackupTableName, string>> = {
  decoding: '0006-decoding.sql', redecoded: '0006-decoding.sql', definition_act: '0015-definition.sql', rehearsal: '0015-definition.sql', proposal_act: '0023-translation.sql', reject_before: '0018-told-up-to.sql',
  recall: RECALLS, recall_version: RECALLS, recall_unit: RECALLS, recall_lot: RECALLS, recall_candidate: RECALLS, recall_act: RECALLS,
}

/** Backups of journals with this migration tell their digest. */
export const HAS_DIGEST = '0009-declared.sql'

/** The tables of a backup that was taken of a journal with these migrations. */
export const backupTables = (migrations: readonly string[]): readonly BackupTableName[] =>
  BACKUP_TABLES.filter((table) => SINCE[table] === undefined || migrations.includes(SINCE[table]))

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
  readonly rows: Readonly<Partial<Record<BackupTableName, number>>>
  /** Of all lines before this one, SHA-256 in hex: what was altered is not taken. Backups of earlier releases have none. */
  readonly sha256?: string
}

import { createHash } from 'node:crypto'
import type { RehearsalResult } from '../explain/tally-rehearsal.ts'
import type { ArbitrationVersion } from '../model/arbitration.ts'
import type { DefinitionVersion, DerivationVersion } from '../model/model.ts'
import { isSameVersion, type HeldVersion, type VersionKind, type VersionName } from '../model/held-version.ts'
import { meaningOf, usesIn } from '../model/version-source.ts'
import { problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { APPEND_LOCK } from './append.ts'
import { inTransaction, withJournal, type Journal, type JournalClient } from './open-journal.ts'
import type { DisputesRehearsed } from './rehearse-arbitration.ts'
import type { LinksRehearsed } from './rehearse-links.ts'
import { sql } from './sql.ts'

type Reader = Pick<Journal, 'query'> | Pick<JournalClient, 'query'>

/** What came of a rehearsal, by what it was of. */
export type Rehearsed = RehearsalResult | LinksRehearsed | DisputesRehearsed
/** What is rehearsed. */
export type RehearsedVersion = DefinitionVersion | DerivationVersion | ArbitrationVersion

export type RehearsalStage = 'UNDER_WAY' | 'DONE' | 'CANCELLED' | 'FAILED'

/** A rehearsal as the journal keeps it. */
export interface Rehearsal {
  readonly id: number
  readonly kind: VersionKind
  /** The name of what it is of. */
  readonly definition: string
  readonly version: number
  readonly against: number | undefined
  /** Of the rules that were rehearsed. */
  readonly meaning: string
  readonly actor: string
  readonly begunAt: Instant
  readonly endedAt: Instant | undefined
  readonly stage: RehearsalStage
  /** Looked at so far: orders, or entities. */
  readonly orders: number
  readonly result: Rehearsed | undefined
  readonly failure: string | undefined
}

interface Row {
  readonly id: number
  readonly kind: VersionKind
  readonly definition: string
  readonly version: number
  readonly against: number | null
  readonly meaning: string
  readonly actor: string
  readonly begun_at: Instant
  readonly ended_at: Instant | null
  readonly stage: RehearsalStage
  readonly orders: number
  readonly result: Rehearsed | { readonly failure: string } | null
}

const rehearsalOf = ({ begun_at, ended_at, against, result, ...row }: Row): Rehearsal => ({
  ...row, against: against ?? undefined, begunAt: begun_at, endedAt: ended_at ?? undefined,
  result: result === null || 'failure' in result ? undefined : result, failure: result !== null && 'failure' in result ? result.failure : undefined,
})

const nameOf = (source: string, used: readonly string[]): string =>
  createHash('sha256').update(used.length === 0 ? meaningOf(source) : JSON.stringify([meaningOf(source), ...used])).digest('hex').slice(0, 16)

/** Names the rules of a version and of those that it uses: a draft that is proposed again with others is another. */
export const meaningNamed = (named: VersionName, held: readonly HeldVersion[]): string => {
  const source = held.find((one) => isSameVersion(one, named))?.source ?? ''
  return nameOf(source, usesIn(source).map((used) => meaningNamed(used, held)))
}

export const meaningOfVersion = (version: RehearsedVersion): string =>
  nameOf(version.acts.findLast((act) => 'source' in act)?.source ?? '', 'uses' in version ? [...version.uses.values()].map(meaningOfVersion) : [])

/** Those of a version, latest first, at most a hundred. */
export const readRehearsals = (reader: Reader, kind: VersionKind, definition: string, version: number): Promise<readonly Rehearsal[]> =>
  withJournal('read rehearsals', async () => (await reader.query<Row>(sql('read/rehearsals', [definition, version, null, kind]))).rows.map(rehearsalOf))

export const readRehearsal = (reader: Reader, id: number): Promise<Rehearsal | undefined> =>
  withJournal('read a rehearsal', async () => (await reader.query<Row>(sql('read/rehearsals', [null, null, id, null]))).rows.map(rehearsalOf)[0])

/** One at a time, so that questions and records keep the store. REHEARSAL_UNDER_WAY. */
export const beginRehearsal = (journal: Journal, kind: VersionKind, version: RehearsedVersion, against: number | undefined, actor: string, now: Instant): Promise<number> =>
  inTransaction(journal, 'begin a rehearsal', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const begun = (await client.query<{ id: number }>(sql('write/begin-rehearsal', [version.definition, version.version, against ?? null, meaningOfVersion(version), actor, now, kind]))).rows[0]
    if (begun !== undefined) return begun.id
    const other = (await client.query<{ id: number; definition: string; version: number }>(`select id, definition, version from rehearsal where stage = 'UNDER_WAY' order by id desc limit 1`)).rows[0]
    throw problem('REHEARSAL_UNDER_WAY', { id: other?.id ?? 0, definition: other?.definition ?? version.definition, version: other?.version ?? version.version })
  })

/** False where it was cancelled. */
export const touchRehearsal = async (journal: Journal, id: number, orders: number): Promise<boolean> =>
  withJournal('go on with a rehearsal', async () => (await journal.query(sql('write/touch-rehearsal', [id, orders]))).rowCount === 1)

/** False where it had ended already. */
export const endRehearsal = async (journal: Journal, id: number, stage: Exclude<RehearsalStage, 'UNDER_WAY'>, result: Rehearsed | { readonly failure: string } | undefined, now: Instant): Promise<boolean> =>
  withJournal('end a rehearsal', async () => (await journal.query(sql('write/end-rehearsal', [id, stage, result !== undefined && 'orders' in result ? result.orders : null, result === undefined ? null : JSON.stringify(result), now]))).rowCount === 1)

/** Those that were killed with their program leave nothing, once they are 15 seconds dead. */
export const forgetDeadRehearsals = async (journal: Journal): Promise<void> =>
  withJournal('forget rehearsals', async () => {
    await journal.query(sql('write/forget-dead-rehearsals'))
  })

/** One that is killed leaves nothing. */
export const forgetRehearsal = async (journal: Journal, id: number): Promise<void> =>
  withJournal('forget a rehearsal', async () => {
    await journal.query(`delete from rehearsal where id = $1 and stage = 'UNDER_WAY'`, [id])
  })

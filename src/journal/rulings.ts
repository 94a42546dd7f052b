import type { ActKind, DefinitionAct } from '../model/definition-act.ts'
import { ruledRules, ruledVersions, type RuledVersion } from '../model/life-cycle.ts'
import type { HeldVersion, RuleKind, VersionKind } from '../model/held-version.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { APPEND_LOCK } from './append.ts'
import { inTransaction, withJournal, type Journal, type JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

export type RulingReader = Pick<Journal, 'query'> | Pick<JournalClient, 'query'>

interface ActRow {
  readonly place: number
  readonly kind: VersionKind
  readonly definition: string
  readonly version: number
  readonly act: ActKind
  readonly source: string | null
  readonly effective_from: Instant | null
  readonly effective_to: Instant | null
  readonly actor: string
  readonly reason: string
  readonly recorded_at: Instant
}

const actOf = ({ definition, version, act, source, effective_from, effective_to, actor, reason, recorded_at }: ActRow): DefinitionAct => ({
  definition, version, actor, reason, recordedAt: recorded_at,
  act, ...(source === null ? {} : { source }), ...(effective_from === null ? {} : { effectiveFrom: effective_from }), ...(effective_to === null ? {} : { effectiveTo: effective_to }),
}) as DefinitionAct

/** Definitions and rules as they are ruled on up to a place. */
export interface Ruled {
  readonly place: number
  /** Of definitions. */
  readonly versions: readonly RuledVersion[]
  readonly rules: Readonly<Record<RuleKind, readonly RuledVersion[]>>
}

/** What was ruled on each kind up to a place (null: all), and the last place. */
export const readActs = async (reader: RulingReader, upTo: number | null): Promise<{ readonly place: number } & Readonly<Record<VersionKind, readonly DefinitionAct[]>>> => {
  const { rows } = await reader.query<ActRow>(sql('read/definition-acts', [upTo]))
  const of = (kind: VersionKind): readonly DefinitionAct[] => rows.filter((row) => row.kind === kind).map(actOf)
  return { place: rows.at(-1)?.place ?? 0, definition: of('definition'), derivation: of('derivation'), arbitration: of('arbitration') }
}

/** Which version all that follows from a rule goes by (null: none), and whether the graph shows it. */
interface Followed {
  readonly rule: string
  readonly version: number | null
  readonly done: boolean
}

/** Every version that the journal holds, with what was ruled on it. Cost: four statements; some rows a version. */
export const readRuled = (reader: RulingReader): Promise<Ruled> =>
  withJournal('read definitions', async () => {
    const { place, definition, derivation, arbitration } = await readActs(reader, null)
    const { rows: judged } = await reader.query<{ definition: string; version: number; done: boolean }>(sql('read/judged'))
    const done = new Set(judged.filter((one) => one.done).map(({ definition, version }) => `${definition} ${version}`))
    const { rows: joined } = await reader.query<Followed>(sql('read/joined'))
    const { rows: arbitrated } = await reader.query<Followed>(sql('read/arbitrated'))
    const follows = (followed: readonly Followed[]) => (name: string, inForce: number | undefined): boolean => followed.some(({ rule, version, done }) => rule === name && version === (inForce ?? null) && done)
    return { place, versions: ruledVersions(definition, (name, version) => done.has(`${name} ${version}`)), rules: { derivation: ruledRules(derivation, follows(joined)), arbitration: ruledRules(arbitration, follows(arbitrated)) } }
  })

/** Writes rulings down; gives the place of the last. */
export const recordActs = async (client: JournalClient, kind: VersionKind, acts: readonly DefinitionAct[]): Promise<number> => {
  let place = 0
  for (const one of acts) {
    const { rows } = await client.query<{ place: number }>(sql('write/definition-act', [
      one.definition, one.version, one.act, 'source' in one ? one.source : null, 'effectiveFrom' in one ? one.effectiveFrom : null, 'effectiveTo' in one ? one.effectiveTo : null, one.actor, one.reason, one.recordedAt, kind,
    ]))
    place = rows[0]?.place ?? place
  }
  return place
}

/** Rules on versions of a kind, after what `decide` makes of everything ruled before; nobody else rules meanwhile. Gives the place of the last act. */
export const rule = (journal: Journal, kind: VersionKind, decide: (held: readonly RuledVersion[], client: JournalClient) => Promise<readonly DefinitionAct[]>): Promise<number> =>
  inTransaction(journal, 'rule on a definition', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const { versions, rules } = await readRuled(client)
    return recordActs(client, kind, await decide(kind === 'definition' ? versions : rules[kind], client))
  })

/** Whether anybody ruled on anything; what the folder says alone is what an empty world begins with. */
export const hasRulings = async (client: JournalClient): Promise<boolean> => (await client.query(`select from definition_act where act <> 'FILED' and actor <> $1 limit 1`, [BY_FILES])).rowCount === 1

export const BY_FILES = 'files'

/** Who took the folder's versions in, and why. */
export const filing = (filed: readonly HeldVersion[], reason: string, recordedAt: Instant, act: 'FILED' | 'PROPOSED' = 'FILED'): readonly DefinitionAct[] =>
  filed.map(({ definition, version, source }) => ({ definition, version, act, source, actor: BY_FILES, reason, recordedAt }))

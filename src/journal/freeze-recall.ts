import { createHash } from 'node:crypto'
import { settlePieces, totalOf, type Balance } from '../recall/balance.ts'
import { canonicalUnit, tidyUnit } from '../recall/canonical-unit.ts'
import type { UnitStream } from '../recall/delta.ts'
import { invariant } from '../problems/invariant.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { byRef, type Ref } from '../vocabulary/ref.ts'
import type { ByDisposition, Completeness, Gaps, Json, JsonObject, LotPieces, LotTold, NearMatch, RecallUnit, UnitDisposition } from '../vocabulary/recall.ts'
import { copyIn, copyLine } from './copy-in.ts'
import { keepStatistics } from './keep-statistics.ts'
import type { JournalClient } from './open-journal.ts'
import { streamLots } from './recall-groups.ts'
import { storableJson, UNIT_COLUMNS, unitFields } from './recall-rows.ts'
import { digestStored } from './recall-units.ts'
import { sql } from './sql.ts'

/** By what a recall was answered. */
export interface RecallAnswered {
  /** As asked. */
  readonly scope: Json
  readonly asOf: Instant
  readonly knownAt: Instant
  /** The last place in the journal that it was answered by. */
  readonly seq: number
  /** The model and its versions. */
  readonly frozenUnder: JsonObject
}

/** What is known when the last unit has passed. */
export interface RecallRest {
  /** What is known of lots beside their units. Lots of units that are not named here are known by those alone. */
  readonly lots: readonly Omit<LotTold, 'units'>[]
  readonly candidates: readonly NearMatch[]
  readonly gaps: Gaps
  /** Of some entities those that the scope is about: its units, lots that it goes by; whatever their refs were before what they name was known. */
  readonly concerned: (refs: readonly Ref[]) => Promise<ReadonlySet<Ref>>
}

/** Asked for when the last unit has passed. */
export type AskRest = () => RecallRest | Promise<RecallRest>

export interface Frozen {
  readonly frozen: number
  readonly digest: string
  readonly affected: number
  readonly balance: Balance
  readonly completeness: Completeness
}

/** Rows that go to the store at once. */
const ROWS = 1000

/** Takes the units in by COPY; their digest is worked out as they pass, or from what is stored where they come in another order than that of refs. */
const copyUnits = async (client: JournalClient, frozen: number, units: UnitStream): Promise<Pick<Frozen, 'digest' | 'affected'>> => {
  const hash = createHash('sha256')
  let last: Ref | undefined
  let isInOrder = true
  const pass = (told: RecallUnit): string => {
    const unit = tidyUnit(told)
    isInOrder &&= last === undefined || byRef(last, unit.ref) < 0
    last = unit.ref
    hash.update(canonicalUnit(unit))
    return `${copyLine(unitFields(frozen, unit))}\n`
  }
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for await (const batch of units) for (let at = 0; at < batch.length; at += ROWS) yield Buffer.from(batch.slice(at, at + ROWS).map(pass).join(''))
  }
  const affected = await copyIn(client, `copy recall_unit (${UNIT_COLUMNS}) from stdin`, chunks())
  return { affected, digest: isInOrder ? hash.digest('hex') : (await digestStored(client, frozen)).digest }
}

interface Counted {
  readonly units: ByDisposition
  readonly lotless: number
  readonly inferred: number
  readonly doubtful: number
  readonly unanswered_units: number
  readonly unanswered_consignees: number
  readonly unresolved: number
}

const readTotal = async (client: JournalClient, frozen: number, { units, lotless }: Counted): Promise<Balance> => {
  const lots: LotPieces[] = []
  for await (const some of streamLots(client, frozen)) lots.push(...some)
  return totalOf(lots, units, lotless)
}

const sumOf = (pieces: readonly { readonly left: ReturnType<typeof settlePieces> }[], disposition: UnitDisposition): number => pieces.reduce((sum, { left }) => sum + left[disposition], 0)

/** Writes a result down, whole, within the transaction of whoever opens or widens. Cost: one COPY and seven statements; memory: some thousand units and all lots. */
export const freezeRecall = async (client: JournalClient, units: UnitStream, askRest: AskRest): Promise<Frozen> => {
  const [next] = (await client.query<{ frozen: number }>(`select nextval('recall_frozen') as frozen`)).rows
  invariant(next !== undefined, 'freezeRecall', 'a sequence gives a number')
  const { frozen } = next
  const taken = await copyUnits(client, frozen, units)
  // Without, a page of a fresh version is sorted out of all its rows: a million were read by pages in 112 s instead of 21 (2026-11-30, on a busy machine).
  await keepStatistics(client)
  const { lots, candidates, gaps } = await askRest()
  const pieces = lots.map(({ lot, told }) => ({ lot, left: settlePieces(told) }))
  const unanswered = pieces.filter(({ left }) => left.AT_CONSIGNEE > 0)
  await client.query(sql('write/recall-lots', [frozen, lots.map(({ lot }) => lot), lots.map(({ made }) => made ?? null), lots.map(({ told }) => JSON.stringify(told)), lots.map(({ toldBy }) => JSON.stringify(toldBy)), lots.map(({ doubtful = 0 }) => doubtful)]))
  if (candidates.length > 0) await client.query(sql('write/recall-candidates', [frozen, candidates.map(({ entity }) => entity), candidates.map(({ near }) => near), candidates.map(({ reason }) => reason)]))
  const [counted] = (await client.query<Counted>(sql('read/recall-counted', [frozen, unanswered.map(({ lot }) => lot)]))).rows
  invariant(counted !== undefined, 'freezeRecall', 'an aggregate has a row')
  const { inferred, doubtful, unresolved, unanswered_units, unanswered_consignees, units: { UNKNOWN: unknown = 0 } } = counted
  return {
    frozen, ...taken, balance: await readTotal(client, frozen, counted),
    completeness: {
      ...gaps, unresolved, inferred, doubtful: doubtful + lots.reduce((sum, { doubtful: pieces = 0 }) => sum + pieces, 0), unknown: unknown + sumOf(pieces, 'UNKNOWN'),
      unansweredUnits: unanswered_units + sumOf(pieces, 'AT_CONSIGNEE'), unansweredConsignees: unanswered_consignees,
    },
  }
}

/** The version itself, when its number is known. */
export const recordVersion = async (client: JournalClient, recall: number, version: number, { scope, asOf, knownAt, seq, frozenUnder }: RecallAnswered, { frozen, digest, affected, balance, completeness }: Frozen): Promise<void> => {
  await client.query(sql('write/recall-version', [frozen, recall, version, storableJson(scope), asOf, knownAt, seq, storableJson(frozenUnder), digest, affected, JSON.stringify(balance), storableJson(completeness)]))
}

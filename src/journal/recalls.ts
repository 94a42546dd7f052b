import { widen, type RecallGrounds } from '../recall/life-cycle.ts'
import { ACCEPTED_BEFORE } from '../recall/near-matches.ts'
import { recallCase, type RecallCase } from '../recall/recall-case.ts'
import type { UnitStream } from '../recall/delta.ts'
import { invariant } from '../problems/invariant.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { NearMatch, RecallAct, RecallClass, RecallDepth } from '../vocabulary/recall.ts'
import { storable } from './append.ts'
import { freezeRecall, recordVersion, type AskRest, type RecallAnswered, type RecallRest } from './freeze-recall.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { getRecall, holdRecall, readRecallActs, recordRecallActs } from './recall-acts.ts'
import { idOf, numberIn, recallOf, type KeptRecall, type RecallRow } from './recall-rows.ts'
import { digestStored } from './recall-units.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'

/** Held to its commit by whoever opens a recall, so that they are counted without gaps; only when its result is written. */
const RECALL_LOCK = 7012003

/** A recall that is opened. */
export interface RecallOpening extends RecallAnswered, Omit<RecallGrounds, 'recordedAt'> {
  readonly title: string
  readonly class: RecallClass
  readonly depth: RecallDepth
}

const countRecall = async (client: JournalClient, { title, class: grade, depth }: RecallOpening): Promise<number> => {
  await client.query('select pg_advisory_xact_lock($1)', [RECALL_LOCK])
  const [row] = (await client.query<{ id: number }>(sql('write/recall', [storable(title), grade, depth]))).rows
  invariant(row !== undefined, 'openRecall', 'the row just written is not there')
  return row.id
}

/**
 * Opens a recall: freezes its result and counts it, in one transaction, so that whoever is killed on the way leaves nothing. `units`: each once; in the order of refs their digest is
 * worked out as they pass. Cost: one COPY and some ten statements; memory: some thousand units and all lots.
 */
export const openRecall = (journal: Journal, opening: RecallOpening, units: UnitStream, askRest: AskRest, clock: () => Instant): Promise<KeptRecall> =>
  inTransaction(journal, 'open a recall', async (client) => {
    const frozen = await freezeRecall(client, units, askRest)
    const number = await countRecall(client, opening)
    const { actor, reason } = opening
    await recordVersion(client, number, 1, opening, frozen)
    await recordRecallActs(client, idOf(number), [{ act: 'OPENED', stage: 'OPENED', version: 1, actor, reason, recordedAt: clock() }])
    return getRecall(client, idOf(number))
  })

/** A recall that is widened. */
export interface RecallWidening extends RecallAnswered, Omit<RecallGrounds, 'recordedAt'> {
  /** The version that it goes out from; absent: whichever is the last. */
  readonly from?: number
}

/**
 * Freezes a recall anew under another scope, as its next version, with an act that says what that changed; earlier versions stay as they are. Nobody else rules on the recall meanwhile.
 * RECALL_UNKNOWN, RECALL_TERMINATED, RECALL_WIDENED. Cost: as opening, and both versions read once.
 */
export const widenRecall = (journal: Journal, id: string, widening: RecallWidening, units: UnitStream, askRest: AskRest, clock: () => Instant): Promise<KeptRecall> =>
  inTransaction(journal, 'widen a recall', async (client) => {
    const { kept, held, acts } = await holdRecall(client, id)
    const { actor, reason, from } = widening
    const actsOf = (changed?: Changed): readonly RecallAct[] => widen(id, acts, { actor, reason, ...(from === undefined ? {} : { from }), recordedAt: clock() }, { ...changed })
    // What cannot be widened is refused before its units are looked for.
    actsOf()
    const frozen = await freezeRecall(client, units, async () => withDropped(client, held, await askRest()))
    await recordVersion(client, numberIn(id) ?? 0, held.version + 1, widening, frozen)
    const [changed] = (await client.query<Changed>(sql('read/recall-widened', [kept.frozen, frozen.frozen]))).rows
    invariant(changed !== undefined, 'widenRecall', 'an aggregate has a row')
    await recordRecallActs(client, id, actsOf(changed))
    return getRecall(client, id)
  })

/** What was accepted is meant: where another scope is not about it, it is a near match of that, so that nobody stands by it before it is in or rejected. */
const withDropped = async (client: JournalClient, { recall, rulings }: RecallCase, rest: RecallRest): Promise<RecallRest> => {
  const accepted = [...rulings].flatMap(([ref, { isAccepted }]) => (isAccepted ? [ref] : []))
  if (accepted.length === 0) return rest
  const [near, concerned] = [new Set(rest.candidates.map(({ entity }) => entity)), await rest.concerned(accepted)]
  const dropped = accepted.filter((ref) => !near.has(ref) && !concerned.has(ref))
  const { rows } = await client.query<Omit<NearMatch, 'reason'>>(sql('read/recall-ever-near', [numberIn(recall), dropped]))
  return { ...rest, candidates: [...rest.candidates, ...rows.map((match) => ({ ...match, reason: ACCEPTED_BEFORE }))] }
}

/** Units, by what a widening did to them. */
interface Changed {
  readonly added: number
  readonly withdrawn: number
  readonly changed: number
}

export interface RecallsAsked {
  readonly first: number
  /** The id after which to go on, downwards. */
  readonly after?: string
  readonly count: boolean
}

export interface RecallPage {
  readonly recalls: readonly KeptRecall[]
  readonly hasNextPage: boolean
  readonly total?: number
}

/** Latest first, each with its last version. Cost: one statement. */
export const readRecalls = async (reader: Reader, { first, after, count }: RecallsAsked): Promise<RecallPage> => {
  const { rows } = await reader.query<RecallRow>(sql('read/recalls', [null, null, after === undefined ? null : numberIn(after) ?? 0, first + 1, count]))
  const found = rows.flatMap((row) => (row.id === null ? [] : [recallOf({ ...row, id: row.id })]))
  return { recalls: found.slice(0, first), hasNextPage: found.length > first, ...(count ? { total: rows[0]?.total ?? 0 } : {}) }
}

/** Whether what is stored is what was frozen. */
export interface RecallVerified {
  readonly recall: KeptRecall
  /** Of what is stored now. */
  readonly digest: string
  readonly units: number
  readonly isIntact: boolean
}

/** Works the digest of a version out anew from its rows. RECALL_UNKNOWN. Cost: a statement for 5,000 units; memory: a batch. */
export const verifyRecall = async (reader: Reader, id: string, version?: number): Promise<RecallVerified> => {
  const recall = await getRecall(reader, id, version)
  const { digest, units } = await digestStored(reader, recall.frozen)
  return { recall, digest, units, isIntact: digest === recall.digest && units === recall.affected }
}

/** How far each consignee of a recall was reached, and what is left to do, from its acts. Cost: one statement. */
export const readRecallCase = async (reader: Reader, id: string): Promise<ReturnType<typeof recallCase>> => recallCase(id, await readRecallActs(reader, id))

import { problem } from '../problems/problem.ts'
import { nearest } from '../problems/nearest.ts'
import { decide, factsWanted, type RecallFacts, type RecallGrounds, type RecallRuling } from '../recall/life-cycle.ts'
import { recallCase, type RecallCase } from '../recall/recall-case.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { NearMatch, RecallAct } from '../vocabulary/recall.ts'
import { storable } from './append.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { actOf, idOf, numberIn, recallOf, storableJson, type ActRow, type KeptRecall, type RecallRow } from './recall-rows.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'

/** With its last version, or another. Undefined: there is no such recall, or it has no such version. Cost: one statement. */
export const readRecall = async (reader: Reader, id: string, version?: number): Promise<KeptRecall | undefined> => {
  const number = numberIn(id)
  if (number === undefined) return undefined
  const { rows } = await reader.query<RecallRow>(sql('read/recalls', [[number], version ?? null, null, 1, false]))
  return rows.flatMap((row) => (row.id === null ? [] : [recallOf({ ...row, id: row.id })]))[0]
}

/** The same; RECALL_UNKNOWN. */
export const getRecall = async (reader: Reader, id: string, version?: number): Promise<KeptRecall> => {
  const found = await readRecall(reader, id, version)
  if (found !== undefined) return found
  const last = version === undefined ? undefined : await readRecall(reader, id)
  if (last !== undefined) throw problem('RECALL_UNKNOWN', { id, nearest: [], versions: last.version, ...(version === undefined ? {} : { version }) })
  const ids = (await reader.query<{ id: number }>(sql('read/recall-ids'))).rows.map((row) => idOf(row.id))
  throw problem('RECALL_UNKNOWN', { id, nearest: nearest(id, ids) })
}

/** First to last. Cost: one statement. */
export const readRecallActs = async (reader: Reader, id: string): Promise<readonly RecallAct[]> => (await reader.query<ActRow>(sql('read/recall-acts', [numberIn(id)]))).rows.map(actOf)

/** A near match with the last ruling on it, if there is any. */
export interface KeptCandidate extends NearMatch {
  readonly ruling?: { readonly isAccepted: boolean; readonly actor: string; readonly because: string }
}

interface CandidateRow extends NearMatch {
  readonly act: 'CANDIDATE_ACCEPTED' | 'CANDIDATE_REJECTED' | null
  readonly actor: string | null
  readonly because: string | null
}

/** Of a version, by ref. Cost: one statement. */
export const readCandidates = async (reader: Reader, { id, frozen }: Pick<KeptRecall, 'id' | 'frozen'>): Promise<readonly KeptCandidate[]> =>
  (await reader.query<CandidateRow>(sql('read/recall-candidates', [numberIn(id), frozen]))).rows.map(({ entity, near, reason, act, actor, because }) => ({
    entity, near, reason, ...(act === null || actor === null || because === null ? {} : { ruling: { isAccepted: act === 'CANDIDATE_ACCEPTED', actor, because } }),
  }))

/** A recall that nobody else rules on until the transaction ends, as its acts leave it. RECALL_UNKNOWN. */
export const holdRecall = async (client: JournalClient, id: string): Promise<{ readonly kept: KeptRecall; readonly held: RecallCase; readonly acts: readonly RecallAct[] }> => {
  await client.query('select from recall where id = $1 for update', [numberIn(id) ?? 0])
  const kept = await getRecall(client, id)
  const acts = await readRecallActs(client, id)
  return { kept, held: recallCase(id, acts), acts }
}

const readFacts = async (client: JournalClient, kept: KeptRecall, ruling: RecallRuling): Promise<RecallFacts> => {
  const { candidates, concerned } = factsWanted(ruling)
  const near = candidates ? await readCandidates(client, kept) : []
  const rows = concerned !== 'ALL' && concerned.length === 0 ? [] : (await client.query<{ consignee: Ref; since: number }>(sql('read/recall-concerned', [numberIn(kept.id), kept.version, concerned === 'ALL' ? null : concerned]))).rows
  return { candidates: new Set(near.map(({ entity }) => entity)), concerned: new Map(rows.map(({ consignee, since }) => [consignee, since])) }
}

/** Writes acts of one ruling down; whoever calls holds the recall. Cost: one statement. */
export const recordRecallActs = async (client: JournalClient, id: string, acts: readonly RecallAct[]): Promise<void> => {
  const [first] = acts
  if (first === undefined) return
  await client.query(sql('write/recall-acts', [
    numberIn(id), acts.map(({ act }) => act), acts.map(({ stage }) => stage), acts.map(({ version }) => version), acts.map(({ about }) => about ?? null),
    acts.map(({ details }) => (details === undefined ? null : storableJson(details))), storable(first.actor), storable(first.reason), first.recordedAt,
  ]))
}

/**
 * Rules on a recall: all acts of the ruling or none. RECALL_UNKNOWN and whatever `decide` refuses. Cost: five statements; one that names consignees reads all units of the recall's
 * versions once. Rulings on one recall take turns, those on others do not wait.
 */
export const ruleOnRecall = (journal: Journal, id: string, ruling: Exclude<RecallRuling, { readonly rule: 'widen' }>, grounds: Omit<RecallGrounds, 'recordedAt'>, clock: () => Instant): Promise<{ readonly recall: KeptRecall; readonly acts: readonly RecallAct[] }> =>
  inTransaction(journal, 'rule on a recall', async (client) => {
    const { kept, held } = await holdRecall(client, id)
    const acts = decide(held, ruling, { ...grounds, recordedAt: clock() }, await readFacts(client, kept, ruling))
    await recordRecallActs(client, id, acts)
    return { recall: { ...kept, stage: acts.at(-1)?.stage ?? kept.stage }, acts }
  })

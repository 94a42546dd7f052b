import type { Model } from '../model/model.ts'
import type { RecallAct } from '../vocabulary/recall.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { readReported, type Reported } from './read-reported.ts'
import { readCandidates, readRecallActs, getRecall, type KeptCandidate } from './recall-acts.ts'
import { readGroups, readLots, type GroupPage, type GroupsAsked, type LotPage } from './recall-groups.ts'
import type { KeptRecall } from './recall-rows.ts'
import { readUnits, streamUnits, type UnitPage, type UnitsAsked, type UnitsWhere } from './recall-units.ts'
import { readRecalls, type RecallPage, type RecallsAsked } from './recalls.ts'
import { inTime } from './reads-of.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'
import type { RecallUnit } from '../vocabulary/recall.ts'

/** Recalls as the journal keeps them. */
export interface RecallReads {
  /** RECALL_UNKNOWN. Without a version the last one. */
  readonly recall: (id: string, version?: number) => Promise<KeptRecall>
  /** Latest first. */
  readonly recalls: (asked: RecallsAsked) => Promise<RecallPage>
  /** Of what is frozen under a number, by ref. */
  readonly units: (frozen: number, asked: UnitsAsked) => Promise<UnitPage>
  readonly everyUnit: (frozen: number, where?: UnitsWhere) => AsyncGenerator<readonly RecallUnit[], undefined>
  readonly groups: (frozen: number, asked: GroupsAsked) => Promise<GroupPage>
  readonly lots: (frozen: number, first: number, after?: Ref) => Promise<LotPage>
  readonly acts: (id: string) => Promise<readonly RecallAct[]>
  /** Refs of some types that links name and no record has told of, in order, at most so many. */
  readonly unseen: (types: readonly string[], most: number) => Promise<readonly Ref[]>
  /** What its files say of some entities. */
  readonly reported: (refs: readonly Ref[], at: Pick<KeptRecall, 'asOf' | 'knownAt'>) => Promise<ReadonlyMap<Ref, Reported>>
  readonly candidates: (recall: Pick<KeptRecall, 'id' | 'frozen'>) => Promise<readonly KeptCandidate[]>
}

export const recallReads = (reader: Reader, model: Model): RecallReads => ({
  recall: (id, version) => inTime('read a recall', () => getRecall(reader, id, version)),
  recalls: (asked) => inTime('read recalls', () => readRecalls(reader, asked)),
  units: (frozen, asked) => inTime('read units of a recall', () => readUnits(reader, frozen, asked)),
  everyUnit: (frozen, where) => streamUnits(reader, frozen, where),
  groups: (frozen, asked) => inTime('group units of a recall', () => readGroups(reader, frozen, asked)),
  lots: (frozen, first, after) => inTime('read lots of a recall', () => readLots(reader, frozen, first, after)),
  acts: (id) => inTime('read what was done about a recall', () => readRecallActs(reader, id)),
  unseen: (types, most) => inTime('list what is unresolved', async () => (await reader.query<{ ref: Ref }>(sql('read/unseen-of-types', [types, most]))).rows.map(({ ref }) => ref)),
  reported: (refs, { asOf, knownAt }) => inTime('read what a recall names', () => readReported(reader, model, refs, { asOf, knownAt })),
  candidates: (recall) => inTime('read near matches of a recall', () => readCandidates(reader, recall)),
})

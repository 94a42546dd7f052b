import type { RecallAct, RecallUnit, SourceGap } from '../vocabulary/recall.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Reported } from './read-reported.ts'
import type { KeptCandidate } from './recall-acts.ts'
import type { GroupPage, GroupsAsked, KeptLot, LotPage } from './recall-groups.ts'
import type { KeptRecall } from './recall-rows.ts'
import type { UnitPage, UnitsAsked, UnitsWhere } from './recall-units.ts'
import type { RecallPage, RecallsAsked } from './recalls.ts'

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
  readonly everyLot: (frozen: number) => AsyncGenerator<readonly KeptLot[], undefined>
  readonly acts: (id: string) => Promise<readonly RecallAct[]>
  /** Refs of some types that links name and no record has told of, by ref after one, at most so many. */
  readonly unseen: (types: readonly string[], after: string, most: number) => Promise<readonly Ref[]>
  /** Of each entity claims that name it and were told after a place in the journal, or that stand, or do not, by what was told after it: at most so many ids, earliest told first. Cost: a statement. */
  readonly toldSince: (refs: readonly Ref[], seq: number, most: number) => Promise<readonly (readonly string[])[]>
  /** What a source lacks of numbers that count its records without gaps. Cost: some 5 µs for each of its records, of ids by their index. */
  readonly missing: (source: string, by: 'eventId' | 'sequence') => Promise<SourceGap['missing']>
  /** What its files say of some entities. */
  readonly reported: (refs: readonly Ref[], at: Pick<KeptRecall, 'asOf' | 'knownAt'>) => Promise<ReadonlyMap<Ref, Reported>>
  readonly candidates: (recall: Pick<KeptRecall, 'id' | 'frozen'>) => Promise<readonly KeptCandidate[]>
}

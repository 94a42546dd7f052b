import type { RecallAct, RecallUnit } from '../vocabulary/recall.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Reported } from './read-reported.ts'
import type { KeptCandidate } from './recall-acts.ts'
import type { GroupPage, GroupsAsked, LotPage } from './recall-groups.ts'
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
  readonly acts: (id: string) => Promise<readonly RecallAct[]>
  /** Refs of some types that links name and no record has told of, in order, at most so many. */
  readonly unseen: (types: readonly string[], most: number) => Promise<readonly Ref[]>
  /** What its files say of some entities. */
  readonly reported: (refs: readonly Ref[], at: Pick<KeptRecall, 'asOf' | 'knownAt'>) => Promise<ReadonlyMap<Ref, Reported>>
  readonly candidates: (recall: Pick<KeptRecall, 'id' | 'frozen'>) => Promise<readonly KeptCandidate[]>
}

import type { Model } from '../model/model.ts'
import type { SourceGap } from '../vocabulary/recall.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { readReported } from './read-reported.ts'
import { getRecall, readCandidates, readRecallActs } from './recall-acts.ts'
import { readGroups, readLots, streamLots } from './recall-groups.ts'
import type { RecallReads } from './recall-reads.ts'
import { readUnits, streamUnits } from './recall-units.ts'
import { readRecalls } from './recalls.ts'
import { inTime } from './reads-of.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'

export const recallReads = (reader: Reader, model: Model): RecallReads => ({
  recall: (id, version) => inTime('read a recall', () => getRecall(reader, id, version)),
  recalls: (asked) => inTime('read recalls', () => readRecalls(reader, asked)),
  units: (frozen, asked) => inTime('read units of a recall', () => readUnits(reader, frozen, asked)),
  everyUnit: (frozen, where) => streamUnits(reader, frozen, where),
  groups: (frozen, asked) => inTime('group units of a recall', () => readGroups(reader, frozen, asked)),
  lots: (frozen, first, after) => inTime('read lots of a recall', () => readLots(reader, frozen, first, after)),
  everyLot: (frozen) => streamLots(reader, frozen),
  acts: (id) => inTime('read what was done about a recall', () => readRecallActs(reader, id)),
  unseen: (types, after, most) => inTime('list what is unresolved', async () => (await reader.query<{ ref: Ref }>(sql('read/unseen-of-types', [types, after, most]))).rows.map(({ ref }) => ref)),
  toldSince: (refs, seq, most) => inTime('read what was told since', async () => {
    const told = Map.groupBy((await reader.query<{ asked: Ref; id: string }>(sql('read/told-of-since', [refs, seq, most]))).rows, ({ asked }) => asked)
    return refs.map((ref) => told.get(ref)?.map(({ id }) => id) ?? [])
  }),
  missing: (source, by) => inTime('look for missing numbers', async () => (await reader.query<NonNullable<SourceGap['missing']>>(sql('read/missing-numbers', [source, by]))).rows[0]),
  reported: (refs, { asOf, knownAt }) => inTime('read what a recall names', () => readReported(reader, model, refs, { asOf, knownAt })),
  candidates: (recall) => inTime('read near matches of a recall', () => readCandidates(reader, recall)),
})

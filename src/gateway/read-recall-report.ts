import type { KeptLot } from '../journal/recall-groups.ts'
import type { RecallReads } from '../journal/recall-reads.ts'
import type { Reported } from '../journal/read-reported.ts'
import type { KeptRecall } from '../journal/recall-rows.ts'
import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { buildReport, type RecallReport, type ReportGiven, type ReportUnit } from '../recall/report.ts'
import { REPORTED_ROLES, type ReportAbout } from '../vocabulary/report-fields.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'

/** All of a report is held until its files are written. */
const MOST_UNITS = 50_000
/** Entities that are read together. */
const SHARE = 1_000

interface ReportAsked {
  readonly id: string
  /** Absent: the last. */
  readonly version?: number | undefined
  readonly madeAt: Instant
  /** What whoever asks says of the case. */
  readonly statements: ReportGiven['statements']
}

/** Entities in shares, each once. */
const readAll = async (reads: RecallReads, at: Pick<KeptRecall, 'asOf' | 'knownAt'>, refs: Iterable<Ref>): Promise<ReadonlyMap<Ref, Reported>> => {
  const all = [...new Set(refs)]
  const found = new Map<Ref, Reported>()
  for (let from = 0; from < all.length; from += SHARE) for (const [ref, reported] of await reads.reported(all.slice(from, from + SHARE), at)) found.set(ref, reported)
  return found
}

const readUnits = async (reads: RecallReads, recall: KeptRecall, values: Map<Ref, Reported['fields']>): Promise<readonly ReportUnit[]> => {
  const units: ReportUnit[] = []
  for await (const batch of reads.everyUnit(recall.frozen)) {
    const reported = await readAll(reads, recall, batch.map(({ ref }) => ref))
    for (const unit of batch) {
      const { fields = {}, product, uses = [] } = reported.get(unit.ref) ?? {}
      values.set(unit.ref, fields)
      units.push({ ...unit, uses, ...(product === undefined ? {} : { product }) })
    }
  }
  return units
}

const readLots = async (reads: RecallReads, { frozen }: KeptRecall): Promise<readonly KeptLot[]> => {
  const lots: KeptLot[] = []
  for await (const some of reads.everyLot(frozen)) lots.push(...some)
  return lots
}

/** Which fields the model has something for, and which it says are kept elsewhere. */
const mapping = ({ types, recall: { report } }: Model): Pick<ReportGiven, 'firm' | 'mapped' | 'heldElsewhere'> => {
  const mapped: Partial<Record<ReportAbout, string[]>> = {}
  const heldElsewhere: Partial<Record<ReportAbout, Record<string, string>>> = {}
  const firm: Record<string, ReportGiven['firm'][string]> = {}
  for (const [field, literal] of report.firm) {
    if ('text' in literal) firm[field] = { value: literal.text, source: 'recall.yaml' }
    else (heldElsewhere.FIRM ??= {})[field] = literal.heldBy
  }
  for (const [name, fields] of report.types) {
    const about = REPORTED_ROLES.find((role) => role === types.get(name)?.role)
    if (about === undefined) continue
    for (const [field, source] of fields) {
      if ('heldBy' in source) (heldElsewhere[about] ??= {})[field] = source.heldBy
      else (mapped[about] ??= []).push(field)
    }
  }
  return { firm, mapped, heldElsewhere }
}

type Read = Pick<ReportGiven, 'units' | 'lots' | 'acts' | 'values'>
const NOTHING: Read = { units: [], lots: [], acts: [], values: {} }

const reportOf = (model: Model, recall: KeptRecall, read: Read, { madeAt, statements }: Pick<ReportAsked, 'madeAt' | 'statements'>): RecallReport => {
  const { id, title, class: grade, depth, stage, version, asOf, knownAt, digest, balance, completeness } = recall
  return buildReport({ recall: { id, title, class: grade, depth, stage, version, asOf, knownAt, digest, scope: JSON.stringify(recall.scope) }, balance, gaps: completeness, madeAt, statements, ...read, ...mapping(model) })
}

/** The same with nothing read of what it names: for what its files are called. RECALL_UNKNOWN. */
export const sketchRecallReport = async (reads: RecallReads, model: Model, { id, version, ...asked }: ReportAsked): Promise<RecallReport> => reportOf(model, await reads.recall(id, version), NOTHING, asked)

/**
 * A recall as frozen, with what its files say of everything that it names. RECALL_UNKNOWN; RECALL_FILES_TOO_LARGE: it is of more than 50,000 units. Cost: for each 1,000 entities the
 * statements of `readReported`; memory: all of the report.
 */
export const readRecallReport = async (reads: RecallReads, model: Model, { id, version, ...asked }: ReportAsked): Promise<RecallReport> => {
  const recall = await reads.recall(id, version)
  if (recall.affected > MOST_UNITS) throw problem('RECALL_FILES_TOO_LARGE', { recall: recall.id, units: recall.affected, most: MOST_UNITS })
  const values = new Map<Ref, Reported['fields']>()
  const units = await readUnits(reads, recall, values)
  const [lots, acts] = [await readLots(reads, recall), await reads.acts(recall.id)]
  const uses = units.flatMap((unit) => unit.uses)
  const others = [...units.flatMap((unit) => [...(unit.product === undefined ? [] : [unit.product]), ...unit.lots, ...unit.consignees]), ...uses.map(({ use }) => use), ...lots.map(({ lot }) => lot)]
  // Who refuses today to be named is named in none of today's files, and asked at today's address.
  const now = { asOf: asked.madeAt, knownAt: asked.madeAt }
  for (const [ref, { fields }] of [...await readAll(reads, recall, others), ...await readAll(reads, now, [...units.flatMap((unit) => unit.subjects), ...uses.flatMap(({ subject }) => subject ?? [])])]) values.set(ref, fields)
  return reportOf(model, recall, { units, lots, acts, values: Object.fromEntries(values) }, asked)
}

import type { Balance } from '../recall/balance.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Completeness, UnitDisposition, Json, JsonObject, RecallAct, RecallClass, RecallDepth, RecallStage, RecallUnit } from '../vocabulary/recall.ts'
import { storable } from './append.ts'
import type { Field } from './copy-in.ts'

/** A recall with one version of its scope, as it is frozen. */
export interface KeptRecall {
  /** `R-1`. */
  readonly id: string
  readonly title: string
  readonly class: RecallClass
  readonly depth: RecallDepth
  /** Of the recall now, whichever version this is. */
  readonly stage: RecallStage
  /** Names what is frozen, for the reads below it. */
  readonly frozen: number
  readonly version: number
  readonly scope: Json
  readonly asOf: Instant
  readonly knownAt: Instant
  /** The last place in the journal by which it was answered. */
  readonly seq: number
  readonly frozenUnder: JsonObject
  readonly digest: string
  readonly affected: number
  readonly balance: Balance
  readonly completeness: Completeness
}

/** The same as the store's columns name it. */
export interface RecallRow extends Omit<KeptRecall, 'id' | 'asOf' | 'knownAt' | 'frozenUnder'> {
  readonly id: number | null
  readonly as_of: Instant
  readonly known_at: Instant
  readonly frozen_under: JsonObject
  readonly total: number | null
}

export const idOf = (number: number): string => `R-${number}`
/** Undefined where the text is no id of a recall. */
export const numberIn = (id: string): number | undefined => {
  const digits = /^R-([1-9]\d{0,14})$/.exec(id)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

export const recallOf = ({ id, as_of, known_at, frozen_under, total: _, ...row }: RecallRow & { readonly id: number }): KeptRecall =>
  ({ ...row, id: idOf(id), asOf: as_of, knownAt: known_at, frozenUnder: frozen_under })

export interface UnitRow {
  readonly ref: Ref | null
  readonly lots: readonly Ref[]
  readonly orders: readonly Ref[]
  readonly lines: readonly Ref[]
  readonly consignees: readonly Ref[]
  readonly subjects: readonly Ref[]
  readonly used_at: readonly string[]
  readonly disposition: UnitDisposition
  readonly disposition_at: Instant | null
  readonly disposition_by: Ref | null
  readonly doubtful: boolean
  readonly inferred: boolean
  readonly total: number | null
}

export const unitOf = (row: UnitRow & { readonly ref: Ref }): RecallUnit => ({
  ref: row.ref, lots: row.lots, orders: row.orders, lines: row.lines, consignees: row.consignees, subjects: row.subjects, usedAt: row.used_at.map((at) => Number(at) as Instant), disposition: row.disposition,
  ...(row.disposition_at === null ? {} : { dispositionAt: row.disposition_at }), ...(row.disposition_by === null ? {} : { dispositionBy: row.disposition_by }),
  isDoubtful: row.doubtful, isInferred: row.inferred,
})

/** Columns of `recall_unit` in the order of `unitFields`. */
export const UNIT_COLUMNS = 'frozen, ref, lots, orders, lines, consignees, subjects, used_at, disposition, disposition_at, disposition_by, doubtful, inferred'
export const unitFields = (frozen: number, unit: RecallUnit): readonly Field[] => [
  frozen, unit.ref, unit.lots, unit.orders, unit.lines, unit.consignees, unit.subjects, unit.usedAt.map(String), unit.disposition, unit.dispositionAt ?? null, unit.dispositionBy ?? null, unit.isDoubtful, unit.isInferred,
]

interface ActRow extends Omit<RecallAct, 'about' | 'recordedAt' | 'details'> {
  readonly about: Ref | null
  readonly recorded_at: Instant
  readonly details: JsonObject | null
}
export type { ActRow }

export const actOf = ({ about, recorded_at, details, ...row }: ActRow): RecallAct =>
  ({ ...row, recordedAt: recorded_at, ...(about === null ? {} : { about }), ...(details === null ? {} : { details }) })

/** JSON that the store takes: it refuses U+0000 and halves of surrogates. */
export const storableJson = (value: unknown): string => JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? storable(member).toWellFormed() : member))

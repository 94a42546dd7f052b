import type { Instant } from '../vocabulary/instant.ts'
import type { Completeness, RecallAct, RecallClass, RecallDepth, RecallStage, RecallUnit } from '../vocabulary/recall.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { formatInstant } from '../vocabulary/instant.ts'
import type { Balance } from './balance.ts'
import type { Field } from './field.ts'
import { REFUSABLE, REPORT_FIELDS, type FieldName, type ReportAbout } from '../vocabulary/report-fields.ts'

/** Every field about one thing; none is left out. */
export type Details<A extends ReportAbout> = { readonly [N in FieldName<A>]: Field }

/** The case as frozen. */
export interface ReportCase {
  readonly id: string
  readonly title: string
  readonly class: RecallClass
  readonly depth: RecallDepth
  readonly stage: RecallStage
  readonly version: number
  readonly asOf: Instant
  readonly knownAt: Instant
  /** SHA-256 of the frozen result. */
  readonly digest: string
  /** The scope as asked, in words or JSON. */
  readonly scope: string
}

/** That a unit was used: in whom, when. */
export interface ReportUse {
  readonly use: Ref
  readonly subject?: Ref
  readonly at?: Instant
}

/** A unit of the frozen result with what the walk said beside it. */
export interface ReportUnit extends RecallUnit {
  readonly product?: Ref
  readonly uses: readonly ReportUse[]
}

export interface ReportLot {
  readonly lot: Ref
  readonly balance: Balance
}

interface Known {
  readonly recall: ReportCase
  /** When the files are made. */
  readonly madeAt: Instant
  readonly units: readonly ReportUnit[]
  readonly lots: readonly ReportLot[]
  readonly balance: Balance
  readonly gaps: Completeness
  readonly acts: readonly RecallAct[]
}

type ByName = Readonly<Partial<Record<string, Field>>>
type ByAbout<T> = Readonly<Partial<Record<ReportAbout, T>>>

/** What is known of a recall, before each field that a file asks for is said or said to be missing. */
export interface ReportGiven extends Known {
  /** What the model's recall.yaml says of whoever recalls, and whoever writes the files of the case. */
  readonly firm: ByName
  readonly statements: ByName
  /** Of entities, by ref, what their attributes say. */
  readonly values: Readonly<Partial<Record<Ref, ByName>>>
  /** Fields that the model has an attribute for, by whom they are about. */
  readonly mapped: ByAbout<readonly string[]>
  /** Fields that the model says are kept elsewhere, with where. */
  readonly heldElsewhere: ByAbout<Readonly<Partial<Record<string, string>>>>
}

type EntityAbout = Exclude<ReportAbout, 'FIRM' | 'CASE'>
type ByRef<A extends ReportAbout> = Readonly<Record<Ref, Details<A>>>

/** A frozen recall with everything that its files say. Plain: it can be printed and kept. */
export interface RecallReport extends Known {
  readonly firm: Details<'FIRM'>
  readonly statements: Details<'CASE'>
  /** Of everything that units name, by ref. */
  readonly details: { readonly [A in EntityAbout]: ByRef<A> }
}

const detailsOf = <A extends ReportAbout>(given: ReportGiven, about: A, said: ByName): Details<A> => {
  const missing = (name: string): Field => {
    const elsewhere = given.heldElsewhere[about]?.[name]
    if (elsewhere !== undefined) return { missing: 'HELD_ELSEWHERE', note: elsewhere }
    return { missing: about === 'CASE' || given.mapped[about]?.includes(name) === true ? 'NOT_TOLD' : 'NOT_MODELLED' }
  }
  return Object.fromEntries(Object.keys(REPORT_FIELDS[about]).map((name) => [name, said[name] ?? missing(name)])) as Details<A>
}

const asRefused = (subject: Details<'SUBJECT'>): Details<'SUBJECT'> =>
  'value' in subject.hasRefused && subject.hasRefused.value === 'true' ? { ...subject, ...Object.fromEntries(REFUSABLE.map((name) => [name, { refused: true }])) } : subject

/** A use that says no day of its own is of the time that was frozen. */
const asUsed = (details: Details<'USE'>, { use, at }: ReportUse): Details<'USE'> =>
  'missing' in details.providedOn && at !== undefined ? { ...details, providedOn: { value: formatInstant(at), source: use } } : details

/** The report of what is known: each field of everything that is named is said, or it is said why not. Nothing is asked of a store. */
export const buildReport = (given: ReportGiven): RecallReport => {
  const { recall, madeAt, units, lots, balance, gaps, acts } = given
  const all = <A extends EntityAbout>(about: A, refs: Iterable<Ref>): ByRef<A> =>
    Object.fromEntries([...new Set(refs)].map((ref) => [ref, detailsOf(given, about, given.values[ref] ?? {})])) as ByRef<A>
  const uses = units.flatMap((unit) => unit.uses)
  const subjects = all('SUBJECT', [...units.flatMap((unit) => unit.subjects), ...uses.flatMap(({ subject }) => subject ?? [])])
  const useDetails = all('USE', uses.map(({ use }) => use))
  return {
    recall, madeAt, units, lots, balance, gaps, acts,
    firm: detailsOf(given, 'FIRM', given.firm),
    statements: detailsOf(given, 'CASE', given.statements),
    details: {
      PRODUCT: all('PRODUCT', units.flatMap(({ product }) => product ?? [])),
      LOT: all('LOT', [...units.flatMap((unit) => unit.lots), ...lots.map(({ lot }) => lot)]),
      UNIT: all('UNIT', units.map(({ ref }) => ref)),
      CONSIGNEE: all('CONSIGNEE', units.flatMap(({ consignees }) => consignees)),
      USE: { ...useDetails, ...Object.fromEntries(uses.flatMap((use) => (useDetails[use.use] === undefined ? [] : [[use.use, asUsed(useDetails[use.use] as Details<'USE'>, use)]]))) },
      SUBJECT: Object.fromEntries(Object.entries(subjects).map(([ref, details]) => [ref, asRefused(details)])),
    },
  }
}

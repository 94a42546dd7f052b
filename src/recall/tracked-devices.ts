import type { Ref } from '../vocabulary/ref.ts'
import { formatInstant } from '../vocabulary/instant.ts'
import type { UnitDisposition } from '../vocabulary/recall.ts'
import { ifHappened, joinFields, type Field } from './field.ts'
import type { FieldName } from '../vocabulary/report-fields.ts'
import type { Details, RecallReport, ReportUnit } from './report.ts'
import { fieldColumns, identifiedByAny, makeTable, type Column, type Table } from './table.ts'

/** A unit, and one use of it, where any is known. */
interface Row {
  readonly unit: ReportUnit
  readonly details: Details<'UNIT'>
  readonly use?: Details<'USE'>
  readonly subject?: Details<'SUBJECT'>
  readonly subjectRef?: Ref
}

const NOT_TOLD: Field = { missing: 'NOT_TOLD' }
const isTrue = (field: Field | undefined): boolean => field !== undefined && 'value' in field && field.value === 'true'
const isFalse = (field: Field | undefined): boolean => field !== undefined && 'value' in field && field.value === 'false'

/** Whether it reached a patient, as far as anyone says. */
const reachedPatient = (unit: ReportUnit): boolean =>
  unit.uses.length + unit.subjects.length + unit.usedAt.length > 0 || unit.disposition === 'USED' || unit.disposition === 'EXPLANTED'

function* rowsOf({ details }: RecallReport, unit: ReportUnit): Generator<Row> {
  const of = { unit, details: details.UNIT[unit.ref] as Details<'UNIT'> }
  for (const { use, subject } of unit.uses) {
    yield { ...of, ...(details.USE[use] === undefined ? {} : { use: details.USE[use] }), ...(subject === undefined ? {} : { subjectRef: subject, ...subjectOf(details.SUBJECT[subject]) }) }
  }
  const inUses = new Set(unit.uses.map(({ subject }) => subject))
  const others = unit.subjects.filter((subject) => !inUses.has(subject))
  for (const subject of others) yield { ...of, subjectRef: subject, ...subjectOf(details.SUBJECT[subject]) }
  if (unit.uses.length + others.length === 0) yield of
}
const subjectOf = (subject: Details<'SUBJECT'> | undefined): Pick<Row, 'subject'> => (subject === undefined ? {} : { subject })

/** When and by what the unit came to where it is, as frozen, where the model names no attribute for the day. */
const frozenSince = (field: Field, { disposition, dispositionAt, dispositionBy }: ReportUnit, one: UnitDisposition): Field =>
  'missing' in field && disposition === one && dispositionAt !== undefined ? { value: formatInstant(dispositionAt), source: dispositionBy ?? 'frozen result' } : field

const happenedTo = (name: FieldName<'UNIT'>, one: UnitDisposition | undefined, happened: (unit: ReportUnit) => boolean) => ({ unit, details }: Row): Field =>
  ifHappened(one === undefined ? details[name] : frozenSince(details[name], unit, one), happened(unit))

/** What came back or is no more after a use was taken out before. */
const wasExplanted = (unit: ReportUnit): boolean => unit.disposition === 'EXPLANTED' || (reachedPatient(unit) && (unit.disposition === 'RETURNED' || unit.disposition === 'DESTROYED'))
const asText = (title: string, cites: string, value: (row: Row) => string): Column<Row> => ({ title, cites, of: (row) => ({ value: value(row), source: 'frozen result' }) })

const OURS: readonly Column<Row>[] = [asText('unit', '', ({ unit }) => unit.ref)]
const identity = (cites: string): readonly Column<Row>[] => identifiedByAny(fieldColumns<'UNIT', Row>('UNIT', ['udi', 'lot', 'serial', 'model'], cites, (row) => row.details, NOT_TOLD))
const shipped = (cites: string): readonly Column<Row>[] => fieldColumns('UNIT', ['shippedOn'], cites, (row) => row.details, NOT_TOLD)

/** Whoever was never told of is not known to us: the consignee is to be asked. */
const unknownTo = ({ unit }: Row): Field => ({ missing: 'NOT_TOLD', ...(unit.consignees.length === 0 ? {} : { note: `ask ${unit.consignees.join(', ')}` }) })
const patient = (cites: string): readonly Column<Row>[] => [
  { title: 'patient: pseudonym', cites, of: (row) => (row.subjectRef === undefined ? unknownTo(row) : { value: row.subjectRef, source: 'frozen result' }) },
  ...(['name', 'address', 'phone', 'socialSecurityNumber'] as const).flatMap((name) =>
    fieldColumns<'SUBJECT', Row>('SUBJECT', [name], cites, (row) => row.subject, NOT_TOLD).map((column) => ({ ...column, of: (row: Row) => (row.subject === undefined ? unknownTo(row) : column.of(row)) }))),
]
const ofUse = (names: readonly FieldName<'USE'>[], cites: string): readonly Column<Row>[] => fieldColumns('USE', names, cites, (row) => row.use, NOT_TOLD)

const disposal = (cites: string): readonly Column<Row>[] => [
  { title: 'Returned to the manufacturer on', cites, of: happenedTo('returnedOn', 'RETURNED', (unit) => unit.disposition === 'RETURNED') },
  { title: 'Permanently retired from use on', cites, of: happenedTo('retiredOn', undefined, () => false) },
  { title: 'Otherwise permanently disposed of on', cites, of: happenedTo('disposedOn', 'DESTROYED', (unit) => unit.disposition === 'DESTROYED') },
]

const explant = (cites: string): readonly Column<Row>[] => [
  { title: 'Explanted on', cites, of: happenedTo('explantedOn', 'EXPLANTED', wasExplanted) },
  ...(['explanterName', 'explanterAddress', 'explanterPhone'] as const).flatMap((name) =>
    fieldColumns<'UNIT', Row>('UNIT', [name], cites, (row) => row.details, NOT_TOLD).map((column) => ({ ...column, of: happenedTo(name, undefined, wasExplanted) }))),
  ...fieldColumns<'SUBJECT', Row>('SUBJECT', ['diedOn'], cites, (row) => row.subject, NOT_TOLD).map((column) => ({ ...column, of: (row: Row) => (row.subject === undefined ? unknownTo(row) : ifHappened(column.of(row), false)) })),
]

const consigneeField = (report: RecallReport, name: FieldName<'CONSIGNEE'>) => ({ unit }: Row): Field => {
  // What was never sent to anyone, and what came back, we hold ourselves.
  const isOurs = unit.disposition === 'IN_STOCK' || unit.disposition === 'RETURNED' || (unit.consignees.length === 0 && unit.disposition !== 'UNKNOWN')
  if (isOurs && (name === 'name' || name === 'address' || name === 'phone')) return report.firm[name]
  return joinFields(unit.consignees.map((consignee) => report.details.CONSIGNEE[consignee]?.[name] ?? NOT_TOLD), NOT_TOLD)
}
const holder = (report: RecallReport, who: string, cites: string): readonly Column<Row>[] =>
  (['name', 'address', 'phone'] as const).map((name) => ({ title: `${who}: ${{ name: 'name', address: 'address', phone: 'telephone' }[name]}`, cites, of: consigneeField(report, name) }))

/** Where it is: as the model says, else what is known of where it is. */
const location = (cites: string): Column<Row> => ({
  title: 'Location', cites,
  of: ({ unit, details }) => ('value' in details.location ? details.location
    : unit.disposition === 'UNKNOWN' ? { missing: unit.isDoubtful ? 'IN_DISPUTE' : 'NOT_TOLD' }
    : { value: `${unit.disposition}${unit.dispositionAt === undefined ? '' : ` since ${formatInstant(unit.dispositionAt)}`}`, source: unit.dispositionBy ?? 'frozen result' }),
})

const productField = ({ details }: RecallReport, { product }: ReportUnit, name: FieldName<'PRODUCT'>): Field | undefined => (product === undefined ? undefined : details.PRODUCT[product]?.[name])

/** Units of products that the model says are not tracked: in no table of tracked devices. Who does not say has all of them tracked. */
export const untrackedUnits = (report: RecallReport): number => report.units.filter((unit) => isFalse(productField(report, unit, 'isTracked'))).length

/**
 * Tracked devices as 21 CFR 821.25(a) asks for them. Each unit of a tracked product is in exactly one of three tables: not yet with a patient (1), of a device for one
 * patient over its life (2), of one for several (3); in (2) and (3) once for each use of it that is known.
 */
export const trackedDevices = (report: RecallReport): readonly Table[] => {
  const kindOf = (unit: ReportUnit): 1 | 2 | 3 => (isTrue(productField(report, unit, 'isForManyPatients')) && unit.consignees.length > 0 ? 3 : reachedPatient(unit) ? 2 : 1)
  const rows = (kind: 1 | 2 | 3) => function* (): Generator<Row> {
    for (const unit of report.units) if (!isFalse(productField(report, unit, 'isTracked')) && kindOf(unit) === kind) yield* rowsOf(report, unit)
  }
  const [one, two, three] = ['821.25(a)(1)', '821.25(a)(2)', '821.25(a)(3)'] as const
  return [
    makeTable('tracked-1-holders', 'Not yet with a patient: who holds it', [...OURS, ...identity(one), ...holder(report, 'Holder', one), location(one)], rows(1)),
    makeTable('tracked-2-patients', 'With a patient: devices for one patient', [
      ...OURS, ...identity(`${two}(i)`), ...shipped(`${two}(ii)`), ...patient(`${two}(iii)`), ...ofUse(['providedOn'], `${two}(iv)`),
      ...ofUse(['prescriberName', 'prescriberAddress', 'prescriberPhone'], `${two}(v)`), ...ofUse(['followerName', 'followerAddress', 'followerPhone'], `${two}(vi)`),
      ...explant(`${two}(vii)`), ...disposal(`${two}(vii)`),
    ], rows(2)),
    makeTable('tracked-3-several', 'Devices for several patients', [
      ...OURS, ...identity(`${three}(i)`), ...shipped(`${three}(ii)`), ...holder(report, 'Multiple distributor', `${three}(iii)`), ...patient(`${three}(iv)`), location(`${three}(v)`),
      ...ofUse(['providedOn'], `${three}(vi)`), ...ofUse(['prescriberName', 'prescriberAddress', 'prescriberPhone'], `${three}(vii)`), ...disposal(`${three}(viii)`),
    ], rows(3)),
  ]
}


import { comparable, type Comparable } from './comparable.ts'

interface Unit {
  readonly serial: string
  readonly line: { readonly order: { readonly number: string } | null } | null
  readonly shipments: readonly ({ readonly consignee: { readonly name: string; readonly city: string } | null } | null)[]
  readonly procedures: readonly ({ readonly performedAt: number | null; readonly patient: { readonly pseudonym: string } | null } | null)[]
}
/** With what is kept on it. */
interface KeptUnit {
  readonly serial: string
  readonly lots: readonly { readonly key: string }[]
  readonly belongsTo: readonly { readonly key: string }[]
  readonly consignees: readonly { readonly name: string; readonly city: string }[]
  readonly usedAt: readonly number[]
  readonly subjects: readonly { readonly key: string }[]
}
interface Lot {
  readonly number: string
  readonly units: readonly Unit[]
  readonly madeInto?: readonly Lot[]
}

const TO_ONE = new Set(['line', 'order', 'consignee', 'patient', 'lot'])

/** Devices as the door answers them: a row for each device with a consignee and a use, as SQL and Cypher have it. Orders and patients are keyed by their numbers. */
export const rowsOfUnits = (units: unknown): Comparable => comparable((comparable(units, TO_ONE) as unknown as readonly KeptUnit[]).flatMap(({ serial, lots, belongsTo, consignees, usedAt, subjects }) =>
  orNone(lots).flatMap((lot) => orNone(belongsTo).flatMap((order) => orNone(consignees).flatMap((hospital) => orNone(usedAt).flatMap((performedAt) => orNone(subjects).map((patient) => ({
    lot: lot?.key ?? null, serial, order: order?.key ?? null, hospital: hospital?.name ?? null, city: hospital?.city ?? null, performedAt, patient: patient?.key ?? null,
  }))))))), TO_ONE)

/** A lot with those made of it, as a generated query nests them. */
export const rowsOfLots = (lots: unknown): Comparable => comparable((comparable(lots, TO_ONE) as unknown as readonly Lot[]).flatMap(rowsOfLot), TO_ONE)

const rowsOfLot = ({ number, units, madeInto = [] }: Lot): readonly object[] => [...units.flatMap((unit) => rowsOf(unit, number)), ...madeInto.flatMap(rowsOfLot)]

const rowsOf = ({ serial, line, shipments, procedures }: Unit, lot: string | null): readonly object[] => orNone(shipments).flatMap((shipment) => orNone(procedures).map((use) => ({
  lot, serial, order: line?.order?.number ?? null,
  hospital: shipment?.consignee?.name ?? null, city: shipment?.consignee?.city ?? null,
  performedAt: use?.performedAt ?? null, patient: use?.patient?.pseudonym ?? null,
})))

/** As an outer join: nothing is one row without it. */
const orNone = <T>(values: readonly T[]): readonly (T | null)[] => (values.length === 0 ? [null] : values)

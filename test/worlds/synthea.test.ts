import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readSource, type Decoded } from '../../src/ingest/read-source.ts'
import { all } from '../ingest/bytes.ts'
import { loadTestModel } from '../servers/open-test-world.ts'

/* examples/synthea: what its files say, as expected.md has it. */
const FOLDER = 'examples/synthea'
const [ADAM, BERTA] = ['Patient/b58731cc-2d8b-4c2d-b327-4cab771af3ef', 'Patient/2ffe9369-24a4-414b-8973-258fad09313f']
const manifest = z.object({ files: z.array(z.object({ source: z.string(), file: z.string() })) })

const read = new Map<string, readonly Decoded[]>()
beforeAll(async () => {
  const model = await loadTestModel(FOLDER)
  for (const { source, file } of manifest.parse(JSON.parse(await readFile(`${FOLDER}/data/manifest.json`, 'utf8'))).files) read.set(file, await all(readSource(model, source, createReadStream(`${FOLDER}/data/${file}`), file)))
})

const counts = (file: string): readonly [taken: number, rejected: number] => { const found = read.get(file) ?? []; return [found.filter(({ ok }) => ok).length, found.filter(({ ok }) => !ok).length] }
/** Everything that is told of an entity, by file: attributes and links. */
const told = (ref: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...read].flatMap(([file, records]) => records.flatMap((one) => (one.ok ? one.event.statements : []).filter((statement) => statement.ref === ref).map(({ attributes, links }) => [file, { ...attributes, ...Object.fromEntries(links.map(({ field, target }) => [field, target])) }]))))
const refs = (type: string): readonly string[] => [...new Set([...read.values()].flatMap((records) => records.flatMap((one) => (one.ok ? one.event.statements.map(({ ref }) => ref) : []))))].filter((ref) => ref.startsWith(`${type}/`)).sort()

describe('what Synthea writes', () => {
  test('is taken, but for one resource that is none of R4', () => {
    expect(['organizations.csv', 'patients.csv', 'encounters.csv', 'procedures.csv', 'devices.csv', 'hospital.json', 'patient.json', 'registry.ndjson', 'registry-r5.ndjson'].map(counts)).toEqual([[2, 0], [2, 0], [2, 0], [1, 0], [3, 0], [2, 0], [5, 0], [3, 1], [3, 0]])
    expect(read.get('registry.ndjson')?.at(-1)).toMatchObject({ ok: false, line: 4, reject: { code: 'RECORD_INVALID', reason: 'it is not as the schema fhir-r4 has it: lotNumber must be string' } })
  })
  test('says the same of one thing in both exports', () => {
    const implant = { expiresOn: '2045-02-26', lot: 'ImplantLot/(01)51834642413520(10)7063588' }
    expect(told('Implant/(01)51834642413520(21)54402963466')).toEqual({ 'devices.csv': implant, 'patient.json': implant })
    const visit = { startedAt: Date.parse('2020-03-02T14:00:00Z'), endedAt: Date.parse('2020-03-04T09:00:00Z'), reason: 'Encounter for problem (procedure)', hospital: 'Hospital/5d4b9df1-93ae-3bc9-b680-03249990e558', patient: ADAM }
    expect(told('Order/9b3f2a6c-0f1e-4a8e-9d53-1f0d2c7b8a01')).toEqual({ 'encounters.csv': visit, 'patient.json': visit })
    expect(Object.keys(told('Treatment/9b3f2a6c-0f1e-4a8e-9d53-1f0d2c7b8a01/447365002/2020-03-02T15:00:00Z'))).toEqual(['procedures.csv', 'patient.json'])
    expect(told('Hospital/5d4b9df1-93ae-3bc9-b680-03249990e558')).toEqual({ 'organizations.csv': { name: 'HARBOR GENERAL HOSPITAL', city: 'BOSTON' }, 'hospital.json': { name: 'HARBOR GENERAL HOSPITAL', city: 'BOSTON' } })
  })
  test('names every implant once, though its check digits are wrong', () => {
    expect(refs('Implant')).toEqual(['Implant/(01)09506000134352(21)S10', 'Implant/(01)09506000134352(21)S9', 'Implant/(01)51834642413520(21)54402963466', 'Implant/(01)51834642413520(21)54402963467'])
  })
  test('tells the uses of devices: of devices.csv, of focal devices, of statements, and of R5’s associations', () => {
    expect(refs('Implantation').map((ref) => Object.values(told(ref))[0])).toEqual([
      { performedAt: Date.parse('2020-03-02T15:00:00Z'), endedAt: null, implant: 'Implant/(01)51834642413520(21)54402963466', patient: ADAM, order: 'Order/9b3f2a6c-0f1e-4a8e-9d53-1f0d2c7b8a01' },
      { performedAt: Date.parse('2020-06-10T09:00:00Z'), endedAt: Date.parse('2021-01-05T10:00:00Z'), implant: 'Implant/(01)51834642413520(21)54402963467', patient: BERTA, order: 'Order/9b3f2a6c-0f1e-4a8e-9d53-1f0d2c7b8a02' },
      { performedAt: Date.parse('2023-05-02T08:00:00Z'), endedAt: null, implant: 'Implant/~care.device:d-10', patient: ADAM },
      { performedAt: Date.parse('2020-06-10T10:00:00Z'), implant: 'Implant/~care.device:d-9', patient: BERTA, order: 'Order/9b3f2a6c-0f1e-4a8e-9d53-1f0d2c7b8a02' },
      { performedAt: Date.parse('2020-06-10T10:00:00Z'), endedAt: Date.parse('2021-02-01T00:00:00Z'), implant: 'Implant/~care.device:d-9', patient: BERTA },
    ])
  })
  test('takes no names of people', async () => {
    const model = await loadTestModel(FOLDER)
    expect([...(model.types.get('Patient')?.attributes.keys() ?? [])]).toEqual(['number', 'birthDate', 'diedAt'])
  })
})

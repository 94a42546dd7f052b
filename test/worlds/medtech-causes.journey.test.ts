import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateMedtech } from '../../examples/medtech/generate.ts'
import { countDraws } from '../recall/count-draws.ts'
import { groupBy, rowsOf, type Row } from './medtech-exports.ts'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'

/** Common causes in the reference world, held against the generator's own account of every device and lot, counted in plain rows. */
let folder: string
let door: WorldDoor
let unitTruth: readonly Row[]
let lotTruth: readonly Row[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-medtech-causes-'))
  const { files } = await generateMedtech({ orders: 300, seed: 11, out: folder })
  unitTruth = rowsOf(folder, 'truth/units.csv')
  lotTruth = rowsOf(folder, 'truth/lots.csv')
  door = await openWorldDoor('schema')
  await door.sendAll(await Promise.all(files.map(async ({ source, file }) => ({ source, text: await readFile(join(folder, file), 'utf8') }))))
}, 240_000)
afterAll(async () => {
  await door?.close()
  await rm(folder, { recursive: true, force: true })
})

interface CauseShown {
  readonly entity: { readonly id: string; readonly type: string }
  readonly failed: number
  readonly failedShare: number
  readonly all: number
  readonly allPrecision: string
  readonly allShare: number
  readonly lift: number
  readonly chance: number
}
interface Shown {
  readonly units: number
  readonly allUnits: number
  readonly totalCount: number
  readonly complete: boolean
  readonly causes: readonly CauseShown[]
}
const FIELDS = 'units allUnits totalCount complete stopped causes { entity { id type } failed failedShare all allPrecision allShare lift chance }'
const causesOf = async (variables: Record<string, unknown>): Promise<Shown> =>
  (await door.answer<{ readonly commonCauses: Shown }>(`query($units: [ID!], $recall: ID, $types: [String!], $first: Int) { commonCauses(units: $units, recall: $recall, types: $types, first: $first) { ${FIELDS} } }`, { first: 1000, ...variables })).commonCauses
const refused = async (variables: Record<string, unknown>): Promise<string> =>
  String((await door.ask('query($units: [ID!], $recall: ID, $types: [String!]) { commonCauses(units: $units, recall: $recall, types: $types) { units } }', variables)).errors[0]?.extensions['code'])

/** Every lot that came of some, they themselves left out unless they came of each other. */
const lotsOf = (lots: readonly string[]): ReadonlySet<string> => {
  const all = new Set<string>()
  for (let before = -1; before !== all.size;) {
    before = all.size
    for (const row of lotTruth) if ((row['made_from'] ?? '').split(' ').some((parent) => all.has(parent) || lots.includes(parent))) all.add(String(row['lot']))
  }
  return all
}
const refOf = (row: Row): string => `SerialUnit/${row['serial']}`
/** Of every lot, supplier's lot and order, the devices that come of it. */
const truthOf = (): ReadonlyMap<string, ReadonlySet<string>> => {
  const ofLot = groupBy(unitTruth, (row) => String(row['lot']))
  const unitsOf = (lots: readonly string[]): ReadonlySet<string> => new Set([...lots, ...lotsOf(lots)].flatMap((lot) => (ofLot.get(lot) ?? []).map(refOf)))
  const supplied = groupBy(lotTruth.filter((row) => row['supplier_lot'] !== ''), (row) => String(row['supplier_lot']))
  const ofOrder = groupBy(unitTruth.filter((row) => row['order_no'] !== ''), (row) => String(row['order_no']))
  return new Map([
    ...lotTruth.map((row) => [`Lot/${row['lot']}`, unitsOf([String(row['lot'])])] as const),
    ...[...supplied].map(([lot, rows]) => [`SupplierLot/${lot}`, unitsOf(rows.map((row) => String(row['lot'])))] as const),
    ...[...ofOrder].map(([order, rows]) => [`Order/${order}`, new Set(rows.map(refOf))] as const),
  ])
}
const TYPES = ['Lot', 'SupplierLot', 'Order']

/** Most of the devices of one supplier's lot, and others. */
const failedOnes = (): { readonly culprit: string; readonly units: readonly string[] } => {
  const [culprit, of] = [...truthOf()].filter(([ref, units]) => ref.startsWith('SupplierLot/') && units.size >= 20 && units.size <= 200).sort(([, a], [, b]) => b.size - a.size)[0] ?? ['', new Set<string>()]
  const noise = unitTruth.map(refOf).filter((ref) => !of.has(ref)).filter((_, place) => place % 97 === 5).slice(0, 8)
  return { culprit, units: [...[...of].sort().slice(0, 18), ...noise] }
}

describe('what failed devices come of in common, against the generator’s own account', () => {
  test('is exactly the lots, suppliers’ lots and orders that two of them come of, with how many of all devices do', async () => {
    const { culprit, units } = failedOnes()
    const truth = truthOf()
    expect(units).toHaveLength(26)
    const shown = await causesOf({ units, types: TYPES })
    const expected = [...truth].flatMap(([ref, of]) => { const failed = units.filter((unit) => of.has(unit)).length; return failed < 2 ? [] : [`${ref} ${failed} ${of.size} EXACT`] }).sort()
    expect(shown.causes.map(({ entity, failed, all, allPrecision }) => `${entity.id} ${failed} ${all} ${allPrecision}`).sort()).toEqual(expected)
    expect(shown).toMatchObject({ units: 26, complete: true, totalCount: expected.length })
    const suspects = shown.causes.slice(0, 3).map(({ entity }) => entity.id)
    expect(suspects).toContain(culprit)
    const found = shown.causes.find(({ entity }) => entity.id === culprit)
    expect(found).toMatchObject({ failed: 18, failedShare: 18 / 26 })
    expect(found?.lift).toBeCloseTo(18 / 26 / ((truth.get(culprit)?.size ?? 0) / shown.allUnits), 10)
    for (const { entity, failed, all, chance } of shown.causes) {
      const counted = countDraws(shown.allUnits, all, 26, failed)
      expect(Math.abs(chance - counted), entity.id).toBeLessThan(1e-9 * counted)
    }
  })

  test('all units are those that were made, and those that only a misread UDI names', async () => {
    const { records } = await door.world.driver.executeQuery('MATCH (unit:SerialUnit) RETURN unit.resolved AS resolved, count(*) AS units')
    const of = (resolved: boolean): number => Number(records.find((record) => record.get('resolved') === resolved)?.get('units') ?? 0)
    expect(of(true)).toBe(unitTruth.length)
    expect((await causesOf({ units: failedOnes().units })).allUnits).toBe(of(true) + of(false))
  })

  test('best first; of every type where none is asked for, engineering changes and revisions among them; each counted as plain Cypher counts it', async () => {
    const { causes } = await causesOf({ units: failedOnes().units })
    expect(causes.map(({ chance }) => chance)).toEqual(causes.map(({ chance }) => chance).sort((a, b) => a - b))
    expect(new Set(causes.map(({ entity }) => entity.type))).toEqual(new Set([...causes.map(({ entity }) => entity.type), 'BomRevision', 'Supplier']))
    for (const { entity: { id, type }, all } of causes.filter(({ entity }) => entity.type === 'BomRevision' || entity.type === 'EngineeringChange')) {
      const revision = type === 'BomRevision' ? '(revision:BomRevision {ref: $id})' : '(:EngineeringChange {ref: $id})-[:INTRODUCES]->(revision:BomRevision)'
      const { records } = await door.world.driver.executeQuery(`MATCH ${revision}<-[built:BUILT_TO]-(line:OrderLine) WHERE built.validTo IS NULL
        OPTIONAL MATCH (line)<-[allocated:ALLOCATED_TO]-(direct:SerialUnit) WHERE allocated.validTo IS NULL
        OPTIONAL MATCH (line)<-[:FULFILS]-(:WorkOrder)<-[:BUILT_UNDER]-(made:SerialUnit)
        UNWIND [direct, made] AS unit RETURN count(DISTINCT unit) AS units`, { id })
      expect(all, id).toBe(Number(records[0]?.get('units')))
    }
  })

  test('a supplier of half of the world is no cause: its lift is low, and it stands behind the culprit', async () => {
    const { culprit, units } = failedOnes()
    const { causes } = await causesOf({ units, types: ['Supplier', 'SupplierLot'] })
    expect(causes[0]?.entity.id).toBe(culprit)
    for (const { entity, lift } of causes.filter((cause) => cause.entity.type === 'Supplier')) expect(lift, entity.id).toBeLessThan(causes[0]?.lift ?? 0)
  })

  test('of a recall its units as frozen', async () => {
    const { culprit } = failedOnes()
    const { data } = await door.askWith({ 'x-osl-actor': 'officer' }, 'mutation($scope: RecallScope!) { openRecall(title: "test", class: II, depth: SUBJECT, scope: $scope, reason: "a test", confirm: true) { id affected } }', { scope: { any: [{ from: [culprit] }] } })
    const { id, affected } = data?.['openRecall'] as { readonly id: string; readonly affected: number }
    const shown = await causesOf({ recall: id, types: ['SupplierLot'] })
    expect(shown).toMatchObject({ units: affected, causes: expect.arrayContaining([expect.objectContaining({ entity: { id: culprit, type: 'SupplierLot' }, failed: affected, all: affected })]) as unknown })
  })

  test('what is no unit, what nobody knows and what units never come of is refused', async () => {
    const [one = '', two = ''] = failedOnes().units
    expect(await refused({ units: [one] })).toBe('BAD_ARGUMENT')
    expect(await refused({ units: [one, one] })).toBe('BAD_ARGUMENT')
    expect(await refused({})).toBe('BAD_ARGUMENT')
    expect(await refused({ units: [one, two], recall: 'R-1' })).toBe('BAD_ARGUMENT')
    expect(await refused({ recall: 'R-99' })).toBe('RECALL_UNKNOWN')
    expect(await refused({ units: [one, `Lot/${lotTruth[0]?.['lot']}`] })).toBe('RECALL_NOT_A_UNIT')
    expect(await refused({ units: [one, 'SerialUnit/NOBODY'] })).toBe('REF_UNKNOWN')
    expect(await refused({ units: [one, two], types: ['Hospital'] })).toBe('LINEAGE_NOWHERE')
    expect(await refused({ units: [one, two], types: ['SupplierLott'] })).toBe('UNKNOWN_TYPE')
  })
})

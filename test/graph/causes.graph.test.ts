import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCauses, type CausesFinding, type FoundCauses } from '../../src/graph/find-causes.ts'
import { GraphReader } from '../../src/graph/graph-reader.ts'
import { startWalk } from '../../src/graph/step.ts'
import type { Model } from '../../src/model/model.ts'
import { FanOut } from '../../src/plan/fan-out.ts'
import { planCauses, planCount } from '../../src/plan/plan-causes.ts'
import { stepsAlong } from '../../src/plan/walk-map.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { openPotter } from './open-potter.ts'
import { writeGraph, type LinkGiven } from './write-graph.ts'

const NOW = instant(1000)
let driver: Driver
let model: Model

/**
 * quarry ─▶ clay ─▶ slip ─▶ red ─▶ P1 … P4           order A ─▶ P1, P2, P5
 *   │        └────────────▶ blue ─▶ P5 … P8           order B ─▶ P9
 *   │        ▲              blue ─▶ clay: a circle
 *   └─▶ sand ─▶ white ─▶ P9, P10;  P11 of nothing     P1 was of white once
 */
const made = (from: string, ...of: readonly string[]): readonly LinkGiven[] => of.map((lot) => ({ from: `Lot/${from}`, name: 'MADE_FROM', to: `Lot/${lot}` }))
const shaped = (lot: string, ...pots: readonly string[]): readonly LinkGiven[] => pots.map((pot) => ({ from: `Lot/${lot}`, name: 'SHAPED_INTO', to: `Pot/${pot}` }))
const filled = (order: string, ...pots: readonly string[]): readonly LinkGiven[] => pots.map((pot) => ({ from: `Order/${order}`, name: 'FILLED_BY', to: `Pot/${pot}` }))
const LINKS: readonly LinkGiven[] = [
  ...made('clay', 'quarry', 'blue'), ...made('slip', 'clay'), ...made('red', 'slip'), ...made('blue', 'clay'), ...made('sand', 'quarry'), ...made('white', 'sand'),
  ...shaped('red', 'P1', 'P2', 'P3', 'P4'), ...shaped('blue', 'P5', 'P6', 'P7', 'P8'), ...shaped('white', 'P9', 'P10'),
  { from: 'Lot/white', name: 'SHAPED_INTO', to: 'Pot/P1', validTo: 900 }, { from: 'Lot/red', name: 'SHAPED_INTO', to: 'Pot/P1', source: 'kiln' },
  ...filled('A', 'P1', 'P2', 'P5'), ...filled('B', 'P9'),
]
const POTS = Array.from({ length: 11 }, (_, place) => `Pot/P${place + 1}`)
const REFS = [...['quarry', 'clay', 'slip', 'red', 'blue', 'sand', 'white'].map((lot) => `Lot/${lot}`), ...POTS, 'Order/A', 'Order/B']

beforeAll(async () => {
  ({ driver, model } = await openPotter())
  await writeGraph(driver, REFS.map((ref) => ({ ref })), LINKS)
})
afterAll(() => driver?.close())

interface Asked extends FoundCauses { readonly statements: readonly string[] }

const causesOf = async (pots: readonly string[], args: Record<string, unknown> = {}, finding: Partial<CausesFinding> & { readonly mostWays?: number } = {}): Promise<Asked> => {
  const reader = new GraphReader(driver)
  const refs = pots.map((pot) => `Pot/${pot}`)
  const units = await startWalk(reader, refs.map(storedRef))
  const plan = planCauses(model, refs, args)
  const down = finding.mostWays === undefined ? plan.down : planCount(stepsAlong(model, 'DOWNSTREAM'), plan.unitTypes, finding.mostWays)
  const found = await findCauses({ reader, now: NOW, fanOut: new FanOut(() => undefined), elapsedMs: () => 0, ...finding }, { ...plan, down }, units)
  return { ...found, statements: reader.sent.map(({ name }) => name) }
}
const told = ({ causes }: FoundCauses): readonly unknown[] => causes.map(({ ref, failed, all, isExact }) => [ref, failed, all, ...(isExact ? [] : ['at least'])])

describe('what failed pots come of in common', () => {
  it('is every lot and order that two of them come of, with how many of all pots do, worked out by hand', async () => {
    const found = await causesOf(['P1', 'P2', 'P3'])
    expect(found).toMatchObject({ all: 11, shared: 6, stopped: [] })
    // 3 of 3 come of red and slip, as 4 of 11 do: C(4,3)/C(11,3) = 4/165. Order A: 2 of its 3. Clay and blue, a circle: 8. Quarry: 10.
    expect(told(found)).toEqual([['Lot/red', 3, 4], ['Lot/slip', 3, 4], ['Order/A', 2, 3], ['Lot/blue', 3, 8], ['Lot/clay', 3, 8], ['Lot/quarry', 3, 10]])
    expect(found.causes.map(({ logChance }) => Math.exp(logChance))).toEqual([4 / 165, 4 / 165, (3 * 8 + 1) / 165, 56 / 165, 56 / 165, 120 / 165].map((chance) => expect.closeTo(chance, 12)))
    expect(found.causes[0]).toMatchObject({ failedShare: 1, allShare: 4 / 11, lift: 11 / 4 })
  })

  it('leaves out what one of them alone comes of, and what a link that ended says', async () => {
    expect(told(await causesOf(['P1', 'P9', 'P11']))).toEqual([['Lot/quarry', 2, 10]])
  })

  it('is of the types asked for alone, the ways there being over any', async () => {
    expect(told(await causesOf(['P1', 'P2', 'P3'], { types: ['Order'] }))).toEqual([['Order/A', 2, 3]])
  })

  it('takes as many statements for many pots and causes as for few', async () => {
    const [few, many] = [await causesOf(['P1', 'P9']), await causesOf(POTS.map((ref) => ref.slice(4)))]
    expect(few.causes).toHaveLength(1)
    expect(many.causes.length).toBeGreaterThan(6)
    const counts = ({ statements }: Asked): number => statements.filter((name) => name === 'units of causes').length
    expect([counts(few), counts(many)]).toEqual([1, 2])
    expect(many.statements.length).toBeLessThan(few.statements.length + 8)
  })

  it('is counted the same where pots are walked to, not counted by the store', async () => {
    for (const pots of [['P1', 'P2', 'P3'], POTS.map((ref) => ref.slice(4))]) expect(told(await causesOf(pots, {}, { mostWays: 0 }))).toEqual(told(await causesOf(pots)))
  })
})

describe('bounds of common causes', () => {
  it('say that a cause has at least so many units, and rank it behind those counted', async () => {
    const found = await causesOf(['P1', 'P2', 'P3'], {}, { bounds: { mostUnits: 5 } })
    expect(found.stopped).toEqual(['UNITS'])
    expect(told(found)).toEqual([['Lot/red', 3, 4], ['Lot/slip', 3, 4], ['Order/A', 2, 3], ['Lot/blue', 3, 5, 'at least'], ['Lot/clay', 3, 5, 'at least'], ['Lot/quarry', 3, 5, 'at least']])
  })

  it('leave out those that fewest of the failed come of', async () => {
    const found = await causesOf(['P1', 'P2', 'P3'], {}, { bounds: { mostCauses: 2 } })
    expect(found).toMatchObject({ stopped: ['CAUSES'], shared: 6 })
    expect(found.causes.map(({ ref }) => ref)).toEqual(['Lot/blue', 'Lot/clay'])
  })

  it('end the walk with what was found by then', async () => {
    const found = await causesOf(['P1', 'P2', 'P3'], {}, { bounds: { mostMet: 1 } })
    expect(found.stopped).toEqual(['SIZE'])
    expect(told(found)).toEqual([['Lot/red', 3, 4], ['Order/A', 2, 3]])
    let ms = 0
    expect((await causesOf(['P1', 'P2'], {}, { elapsedMs: () => (ms += 40_000) })).stopped).toEqual(['TIME'])
    expect((await causesOf(['P1', 'P2'], {}, { fanOut: new FanOut(() => 1_000_000) })).stopped).toEqual(['FAN_OUT'])
  })
})

describe('what is refused', () => {
  it.each([
    ['BAD_ARGUMENT', ['Pot/P1'], {}], ['RECALL_NOT_A_UNIT', ['Pot/P1', 'Lot/red'], {}], ['UNKNOWN_TYPE', ['Pot/P1', 'Pot/P2'], { types: ['Lott'] }], ['LINEAGE_NOWHERE', ['Pot/P1', 'Pot/P2'], { types: ['Shelf'] }],
    ['BAD_ARGUMENT', ['Pot/P1', 'Pot/P2'], { types: [] }], ['BAD_ARGUMENT', ['Pot/P1', 'Pot/P2'], { first: 0 }],
  ])('%s', (code, refs, args) => {
    expect(() => planCauses(model, refs, args)).toThrow(expect.objectContaining({ code }) as Error)
  })
})

import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRecall } from '../../src/graph/find-recall.ts'
import { GraphReader } from '../../src/graph/graph-reader.ts'
import type { Model } from '../../src/model/model.ts'
import { FanOut } from '../../src/plan/fan-out.ts'
import { scopeAsked, type RecallPart } from '../../src/plan/recall-scope.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { openPotter } from './open-potter.ts'
import { writeGraph } from './write-graph.ts'

const NOW = instant(1000)
let driver: Driver
let model: Model

/** clay ─▶ red ─▶ P1, P2, P3 and ─▶ blue ─▶ P4, P5; marks are m1 to m6, P3 has none; P6 and the mark m9, which no record tells of, are of no lot. */
beforeAll(async () => {
  ({ driver, model } = await openPotter())
  const pots = ['P1', 'P2', 'P4', 'P5', 'P6'].map((pot) => ({ ref: `Pot/${pot}`, mark: `m${pot.slice(1)}`, lots: pot === 'P6' ? [] : [['P1', 'P2'].includes(pot) ? 'Lot/red' : 'Lot/blue'] }))
  await writeGraph(driver, [...['clay', 'red', 'blue'].map((lot) => ({ ref: `Lot/${lot}`, batch: lot })), ...pots, { ref: 'Pot/P3', lots: ['Lot/red'] }, { ref: 'Pot/~making.mark:m9', resolved: false, lots: [] }], [
    { from: 'Lot/red', name: 'MADE_FROM', to: 'Lot/clay' }, { from: 'Lot/blue', name: 'MADE_FROM', to: 'Lot/clay' },
    ...['P1', 'P2', 'P3'].map((pot) => ({ from: 'Lot/red', name: 'SHAPED_INTO', to: `Pot/${pot}` })), ...['P4', 'P5'].map((pot) => ({ from: 'Lot/blue', name: 'SHAPED_INTO', to: `Pot/${pot}` })),
  ])
})
afterAll(() => driver?.close())

const found = async (parts: readonly RecallPart[], mostHeld?: number): Promise<readonly string[]> => {
  const recall = await findRecall({ reader: new GraphReader(driver), model, now: NOW, fanOut: new FanOut(() => undefined), elapsedMs: () => 0 }, scopeAsked(model, parts, NOW), mostHeld)
  const refs: string[] = []
  for await (const units of recall.units()) refs.push(...units.map(({ ref }) => ref))
  expect(refs).toEqual([...refs].sort())
  expect(recall.told.size).toBe(refs.length)
  expect([...refs, 'Pot/P7'].map((ref) => recall.told.has(ref as never))).toEqual([...refs.map(() => true), false])
  return refs.map((ref) => ref.slice('Pot/'.length))
}

describe('the units of a scope', () => {
  it.each([0, 1, 2, 100])('are the same whether %i of them are held or read again', async (mostHeld) => {
    expect(await found([{ lots: ['clay'] }], mostHeld)).toEqual(['P1', 'P2', 'P3', 'P4', 'P5'])
    expect(await found([{ lots: ['red'], condition: "entity.mark != 'm1'" }, { lots: ['blue'], condition: "entity.mark == 'm5'" }], mostHeld)).toEqual(['P2', 'P3', 'P5'])
  })
  it('of a range of marks are those that no record tells of too, and of a lot those of no mark; whoever has no lot may be of it', async () => {
    expect(await found([{ serials: { from: 'm4', to: 'm9' } }])).toEqual(['P4', 'P5', 'P6', '~making.mark:m9'])
    // P1 and P2 are in the range; of P3 no mark is known; P6 is of no known lot, nor is m9, but that is beyond the range; P4 and P5 are of another lot.
    expect(await found([{ lots: ['red'], serials: { from: 'm1', to: 'm8' } }])).toEqual(['P1', 'P2', 'P3', 'P6'])
    expect(await found([{ lots: ['red'], serials: { from: 'm2', to: 'm2' } }])).toEqual(['P2', 'P3'])
  })
})

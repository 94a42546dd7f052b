import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suggestNearest } from '../../src/graph/find-nearest.ts'
import { findByIdentifier, findEntity, findOrder } from '../../src/graph/find-order.ts'
import { GraphReader } from '../../src/graph/graph-reader.ts'
import { readFoundOrder } from '../../src/graph/read-entities.ts'
import type { Model } from '../../src/model/model.ts'
import { lookupsOfOrder } from '../../src/plan/plan-identity.ts'
import { Problem, problem } from '../../src/problems/problem.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { openPotter } from './open-potter.ts'
import { writeGraph } from './write-graph.ts'

const NOW = instant(1000)
let driver: Driver
let model: Model

beforeAll(async () => {
  ({ driver, model } = await openPotter())
  const many = Array.from({ length: 60 }, (_, n) => `M${String(n).padStart(2, '0')}`)
  await writeGraph(driver, [
    { ref: 'Order/O1', number: '100', orders: ['Order/O1'] },
    { ref: 'Order/O2', number: '200', orders: ['Order/O2'] },
    { ref: 'Order/100', number: '300', orders: ['Order/100'] },
    { ref: 'Order/a/b', number: 'SO/7', orders: ['Order/a/b'] },
    // The potter's mark says who shaped a pot, so many pots bear one.
    { ref: 'Pot/cup', mark: 'leaf', orders: ['Order/O1'] },
    { ref: 'Pot/bowl', mark: 'leaf', orders: ['Order/O2'] },
    { ref: 'Pot/jug', mark: 'leaf', orders: [] },
    { ref: 'Pot/vase', mark: '200', orders: ['Order/O1'] },
    { ref: 'Pot/tile', mark: 'stone', orders: [] },
    { ref: 'Lot/glaze', batch: 'G-1', orders: [] },
    ...many.map((key) => ({ ref: `Order/${key}`, number: key, orders: [`Order/${key}`] })),
    ...many.map((key) => ({ ref: `Pot/${key}`, mark: 'star', orders: [`Order/${key}`] })),
  ], [
    { from: 'Order/O1', name: 'FILLED_BY', to: 'Pot/cup' }, { from: 'Order/O2', name: 'FILLED_BY', to: 'Pot/bowl' },
    { from: 'Lot/glaze', name: 'SHAPED_INTO', to: 'Pot/cup' }, { from: 'Lot/glaze', name: 'SHAPED_INTO', to: 'Pot/bowl' },
    ...many.map((key) => ({ from: `Order/${key}`, name: 'FILLED_BY', to: `Pot/${key}` })),
  ])
  await driver.executeQuery(`MATCH (order:Order {ref: 'Order/O2'}) CREATE (:FormerIdentifier {type: 'Order', scheme: 'selling.number', value: '150'})-[:NAMED]->(order)`)
})
afterAll(() => driver?.close())

const find = (id: string, domain?: string): Promise<string> => findOrder(new GraphReader(driver), model, id, domain, NOW)
const refusal = async (id: string): Promise<Problem> => {
  try {
    await find(id)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error(`${id} was found`)
}

it('what is like an id is suggested, or left open where the graph takes too long to find it', async () => {
  const lookups = [{ type: 'Pot', property: 'mark', leadsToOrder: false }]
  expect(await suggestNearest(new GraphReader(driver), 'stome', { lookups, slips: ['stone'], prefixes: ['st'] })).toEqual(['stone'])
  // Every pot for every beginning: some 60 million.
  const beginnings = Array.from({ length: 1_000_000 }, () => '')
  expect(await suggestNearest(new GraphReader(driver), 'stome', { lookups, slips: [], prefixes: beginnings }, 100)).toBeUndefined()
  expect(problem('ORDER_UNKNOWN', { id: 'stome', refs: [], nearest: undefined }).message).toMatch(/^No order is known as 'stome'.* could not be looked up in time/)
})

describe('an order id', () => {
  it('as a ref comes before the same text as a number', async () => {
    expect(await find('Order/100')).toBe('Order/100')
    expect(await find('100')).toBe('Order/O1')
  })

  it("as the order's own number comes before the same text as another's identifier", async () => {
    expect(await find('200')).toBe('Order/O2')
    expect(await find('200', 'making')).toBe('Order/O1')
  })

  it('may hold a slash, as a number or a key', async () => {
    expect(await find('SO/7')).toBe('Order/a/b')
    expect(await find('Order/a/b')).toBe('Order/a/b')
  })

  it('is found by a number that it bore before', async () => {
    expect(await find('150')).toBe('Order/O2')
  })

  it('that leads to several is refused with each candidate and the way to it', async () => {
    expect(await refusal('leaf')).toMatchObject({
      code: 'ORDER_AMBIGUOUS',
      parameters: { count: 2, candidates: [{ ref: 'Order/O1', path: ['Pot/cup', 'Order/O1'] }, { ref: 'Order/O2', path: ['Pot/bowl', 'Order/O2'] }] },
    })
  })

  it('that leads to more than fifty is refused with their number and fifty of them', async () => {
    const { parameters } = await refusal('star')
    expect(parameters).toMatchObject({ count: 60 })
    expect((parameters as { candidates: readonly { ref: string; path: readonly string[] }[] }).candidates).toHaveLength(50)
    expect((parameters as { candidates: readonly { path: readonly string[] }[] }).candidates[0]?.path).toEqual(['Pot/M00', 'Order/M00'])
  })

  it('of something that orders share is refused with a hint, of something that no order knows as unknown', async () => {
    expect(await refusal('G-1')).toMatchObject({ code: 'ORDER_SHARED', parameters: { refs: ['Lot/glaze'] } })
    expect(await refusal('Lot/glaze')).toMatchObject({ code: 'ORDER_SHARED' })
    expect(await refusal('stone')).toMatchObject({ code: 'ORDER_UNKNOWN' })
  })

  it('that more bear than are looked at is refused, however many of those lead to one order, in one statement and in two', async () => {
    // All pots of a mark are O1's but the last moon, the thousand and first. Of suns there are more than are read, whichever are.
    for (const [mark, count] of [['rain', 1000], ['moon', 1001], ['sun', 1002]] as const)
      await driver.executeQuery(`UNWIND range(1, toInteger($count)) AS n CREATE (:Entity:Pot {ref: 'Pot/' + $mark + n, key: $mark + n, resolved: true, mark: $mark, orders: [CASE WHEN n > 1000 AND $mark = 'moon' THEN 'Order/O2' ELSE 'Order/O1' END]})`, { mark, count })
    const atOnce = async (id: string): Promise<string | undefined> => {
      const type = model.types.get('Order')
      if (type === undefined) throw new Error('the potter takes orders')
      const lookups = lookupsOfOrder(model, id, undefined)
      return (await readFoundOrder(new GraphReader(driver), { row: { type, columns: [], relations: new Map() }, lookups }, lookups, NOW))?.ref
    }
    expect([await find('rain'), await atOnce('rain')]).toEqual(['Order/O1', 'Order/O1'])
    expect(await refusal('moon')).toMatchObject({ code: 'ORDER_AMBIGUOUS' })
    expect(await refusal('sun')).toMatchObject({ code: 'ORDER_SHARED', message: expect.stringContaining('direction: UPSTREAM, to: ["Order"])') as string })
    expect([await atOnce('moon'), await atOnce('sun')]).toEqual([undefined, undefined])
    await driver.executeQuery(`MATCH (pot:Pot) WHERE pot.mark IN ['rain', 'moon', 'sun'] DELETE pot`)
  })

  it.each([['leef', 'leaf'], ['M0O', 'M00'], ['Order/OO1', 'Order/O1'], ['order/O1', 'Order/O1'], ['sO/7', 'SO/7']])('%s is refused with %s among the nearest', async (id, near) => {
    expect((await refusal(id)).parameters['nearest']).toContain(near)
  })

  it('longer than any number is refused without comparing it', async () => {
    expect(await refusal('x'.repeat(100_000))).toMatchObject({ code: 'ORDER_UNKNOWN', parameters: { nearest: [] } })
  })
})

describe('an entity', () => {
  it('is found by its ref, and by the ref of the placeholder that it once was', async () => {
    const reader = new GraphReader(driver)
    expect(await findEntity(reader, model, 'Order/O2')).toBe('Order/O2')
    expect(await findEntity(reader, model, 'Order/~selling.number:200')).toBe('Order/O2')
    expect(await findEntity(reader, model, 'Order/~selling.number:150')).toBe('Order/O2')
    expect(await findEntity(reader, model, 'Order/~making.mark:leaf')).toBeUndefined()
  })

  it('is found by its identifiers, one of several types or schemes', async () => {
    const reader = new GraphReader(driver)
    expect(await findByIdentifier(reader, model, '200', undefined)).toEqual(['Order/O2', 'Pot/vase'])
    expect(await findByIdentifier(reader, model, '200', 'making.mark')).toEqual(['Pot/vase'])
    expect(await findByIdentifier(reader, model, 'leaf', undefined)).toEqual(['Pot/bowl', 'Pot/cup', 'Pot/jug'])
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'

/* examples/epcis, told and asked over HTTP; what is true stands in its expected.md. */
const FOLDER = 'examples/epcis'
const [G, R, B] = ['CoffeeLot/(01)00614141123452(10)', 'CoffeeLot/(01)04012345990010(10)', 'CoffeeBag/(01)04012345770018(21)']
const [AURORA, BRUNO] = ['Buyer/5200001000107', 'Buyer/5200001000206']

let door: WorldDoor
beforeAll(async () => {
  door = await openWorldDoor(FOLDER)
})
afterAll(async () => door?.close())

const send = (): Promise<readonly unknown[]> => Promise.all([door.send('erp', `${FOLDER}/data/orders.csv`), door.send('events', `${FOLDER}/data/events.jsonld`)])
const lineage = async (from: string, direction: string, to: string, arguments_ = ''): Promise<readonly string[]> =>
  (await door.answer<{ lineage: { nodes: readonly { id: string }[] } }>(`{ lineage(from: ["${from}"], direction: ${direction}, to: ["${to}"], first: 100${arguments_}) { nodes { id } } }`)).lineage.nodes.map(({ id }) => id).sort()
const verdict = async (order: string): Promise<unknown> => (await door.answer<{ order: { id: string; verdict: object } }>('query($order: ID!) { order(id: $order) { id verdict(definition: "delivered") { unified since } } }', { order })).order

describe('a roastery that tells everything in EPCIS', () => {
  test('is told once, rejects twice, and leaves nothing unresolved', async () => {
    expect(await send()).toMatchObject([{ accepted: 2, rejected: 0 }, { accepted: 19, rejected: 2, unresolved: 0 }])
    expect(await send()).toMatchObject([{ accepted: 0, unchanged: 2 }, { accepted: 0, unchanged: 19, rejected: 2, unresolved: 0 }])
  })
  test('knows which shops got coffee of a green lot', async () => {
    expect(await lineage(`${G}G1`, 'DOWNSTREAM', 'Buyer')).toEqual([AURORA])
    expect(await lineage(`${G}G2`, 'DOWNSTREAM', 'Buyer')).toEqual([AURORA, BRUNO])
    expect(await lineage(`${G}G1`, 'DOWNSTREAM', 'CoffeeBag')).toEqual([`${B}B1`, `${B}B2`, `${B}B3`])
    expect(await lineage(`${R}R2`, 'DOWNSTREAM', 'CoffeeBag')).toEqual([`${B}B4`])
  })
  test('knows what a bag is made of', async () => {
    expect(await lineage(`${B}B3`, 'UPSTREAM', 'CoffeeLot')).toEqual([`${G}G1`, `${G}G2`, `${R}R1`])
    expect(await lineage(`${B}B4`, 'UPSTREAM', 'CoffeeLot')).toEqual([`${G}G2`, `${R}R2`])
  })
  test('knows where a bag was packed before it was taken out again', async () => {
    const units = (asOf: string): Promise<readonly string[]> => lineage(`${B}B3`, 'DOWNSTREAM', 'LogisticUnit', `, asOf: "${asOf}"`)
    expect(await units('2026-03-04T09:15:00Z')).toEqual(['LogisticUnit/(00)040123450000001020'])
    expect(await units('2026-03-04T09:25:00Z')).toEqual([])
    expect(await units('2026-03-04T09:35:00Z')).toEqual(['LogisticUnit/(00)040123450000001013'])
    expect(await units('2026-03-07T00:00:00Z')).toEqual(['LogisticUnit/(00)040123450000001013', 'LogisticUnit/(00)140123450000002017'])
  })
  test('finds the order of a bag, and whether it is delivered', async () => {
    expect(await verdict('(01)04012345770018(21)B3')).toMatchObject({ id: 'Order/5200001000107:PO-7', verdict: { unified: 'MET', since: '2026-03-06T08:00:00Z' } })
    expect(await verdict('(01)04012345770018(21)B4')).toMatchObject({ id: 'Order/5200001000206:PO-8', verdict: { unified: 'NOT_MET' } })
  })
})

import { describe, expect, it } from 'vitest'
import { placesOf, problemsOf } from './broken-bakery.ts'
import { SDL_MISTAKES } from './sdl-mistakes.ts'

const SALES = 'domains/sales/entities.graphql'
const FINANCE = 'domains/finance/entities.graphql'

describe('a model’s SDL', () => {
  for (const [title, edits, ...expected] of SDL_MISTAKES) it(`may not have ${title}`, async () => {
    expect((await placesOf(edits)).toSorted()).toEqual(expected.toSorted())
  })

  it('may not name the type with the role ORDER otherwise than Order', async () => {
    const problems = await problemsOf({ [SALES]: [['type Order ', 'type Bestellung '], ['order: Order!', 'order: Bestellung!']], [FINANCE]: [['order: Order', 'order: Bestellung']] })
    expect(problems.map(({ code, line }) => `${code} ${line}`)).toContain('ORDER_MISNAMED 3')
  })

  it('may not let two types belong to each other, or where no order is', async () => {
    const added = 'type Van implements Entity @entity(domain: "finance") {\n  driver: Driver @relation(type: "DRIVES", direction: IN, belongs: true)\n}\ntype Driver implements Entity @entity(domain: "finance") {\n  van: Van @relation(type: "DRIVES", direction: OUT, belongs: true)\n}\n'
    expect(await placesOf({ 'domains/finance/vans.graphql': added })).toEqual(['BELONGS_NOWHERE domains/finance/vans.graphql:2:18', 'BELONGS_TWICE domains/finance/vans.graphql:5:12'])
  })

  it('gets the nearest names said', async () => {
    const [unknown] = await problemsOf({ [FINANCE]: [['amount: Decimal!', 'amount: Decimel!']] })
    expect(unknown?.message).toBe("There is no type 'Decimel'. Nearest: Decimal.")
    const [wrong] = await problemsOf({ [SALES]: [['@classified(as: PII)', '@classified(as: PHY)']] })
    expect(wrong?.message).toBe('Argument \'as\' of @classified is PHY; wanted: one of PUBLIC, INTERNAL, CONFIDENTIAL, PII, PHI. Nearest: PHI.')
  })

  it('may relate a type to itself, on one side or both', async () => {
    const both = 'type Batch implements Entity @entity(domain: "sales") @role(is: LOT) {\n  from: [Batch!]! @relation(type: "SPLIT_FROM", direction: OUT, lineage: UPSTREAM)\n  into: [Batch!]! @relation(type: "SPLIT_FROM", direction: IN, lineage: DOWNSTREAM)\n}\n'
    expect(await placesOf({ 'domains/sales/batches.graphql': both })).toEqual([])
    expect(await placesOf({ 'domains/sales/batches.graphql': both.replace(/  into.*\n/, '') })).toEqual([])
    expect(await placesOf({ 'domains/sales/batches.graphql': both.replace('IN, lineage: DOWNSTREAM', 'IN, lineage: UPSTREAM') })).toEqual(['RELATION_FLOW domains/sales/batches.graphql:3:19'])
  })

  it('may extend a type of another domain, and other words may be said of one file of many', async () => {
    const vans = 'extend type Order {\n  vans: [Van!]! @relation(type: "CARRIES", direction: IN, lineage: DOWNSTREAM)\n}\n"A van."\ntype Van implements Entity @entity(domain: "fleet") @role(is: SHIPMENT) { plate: String colour: Colour }\nenum Colour { RED WHITE }\n'
    expect(await placesOf({ 'domains/fleet/entities.graphql': vans })).toEqual([])
  })
})

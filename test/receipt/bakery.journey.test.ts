import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorldDoor, type WorldDoor } from '../worlds/open-world-door.ts'
import { questionsOf } from '../worlds/questions-of.ts'
import { bringIntoForce } from './later-version.ts'
import { changedSince, expectRepeated, keepAll, type Kept } from './repeat.ts'

/*
 * The bakery's questions asked on 1 April, and again with their receipts after a later day has told of: a line cancelled, a pickup put off, orders begun,
 * the slip that a payment waited for, a product's name changed, a payment cancelled, records refused, one of them again in another line; and "completed" means baked.
 */
const HEADER = 'slip,line,seq,at,phone,pickup,article,name,pieces,state'
/** No order's, so it is refused, then as now. */
const SHARED = { title: 'of what orders share', query: '{ order(id: "Product/CK1") { id } }' }
let door: WorldDoor
let kept: readonly Kept[]
beforeAll(async () => {
  door = await openWorldDoor('examples/bakery')
  door.setClock('2026-03-10T06:00:00Z')
  await door.send('till', 'examples/bakery/data/till.csv')
  await door.send('ledger', 'examples/bakery/data/ledger.jsonl')
  door.setClock('2026-04-01T12:00:00Z')
  kept = await keepAll(door, [...await questionsOf('bakery'), SHARED])
  door.setClock('2026-04-02T12:00:00Z')
  await door.sendText('till', [HEADER,
    'A-7,1,9,2026-03-04T07:00:00,030 111,2026-03-09T08:00:00,CK1,Sour cherry cake,3,storniert',
    'A-8,2,9,2026-03-04T07:00:00,030 111,2026-03-09T08:00:00,RL1,Rye rolls,7,bestellt',
    'A-99,1,1,2026-03-05T07:00:00,030 999,,CK1,Sour cherry cake,1,bestellt',
    'A-12,1,1,2026-03-05T07:00:00,030 999,,CK1,Sour cherry cake,1,bestellt',
    'A-10,1,1,2026-03-04T06:00:00,030 444,,RL1,Rye rolls,5,lost',
    'A-13,1,1,2026-03-05T07:00:00,030 999,,CK1,Sour cherry cake,x,bestellt',
  ].join('\n'))
  await door.sendText('ledger', '{"id":"e5","voucher":"V1","reference":"A-7","amount":"32.50","currency":"EUR","state":"cancelled","valueDate":"2026-03-06T12:00:00+01:00"}')
  await bringIntoForce(door, (rules) => rules.replace("'HANDED_OVER'", "'BAKED'"))
}, 240_000)
afterAll(async () => door?.close())

test('all of the questions but that of a moment are answered otherwise after a later day', async () => {
  expect(await changedSince(door, kept)).toHaveLength(5)
})

test('with its receipt every question is answered as it was', async () => {
  expect(kept.at(-1)?.answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['ORDER_SHARED'])
  for (const one of kept) await expectRepeated(door, one)
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorldDoor, type WorldDoor } from '../worlds/open-world-door.ts'
import { questionsOf } from '../worlds/questions-of.ts'
import { changedSince, expectRepeated, keepAll, type Kept } from './repeat.ts'

/*
 * The bakery's questions asked on 1 April, and again with their receipts after a later day has told of: an order paid, a line cancelled, a pickup put off,
 * the slip that a payment waited for, a name changed, a customer's line corrected.
 */
const HEADER = 'slip,line,seq,at,phone,pickup,article,name,pieces,state'
let door: WorldDoor
let kept: readonly Kept[]
beforeAll(async () => {
  door = await openWorldDoor('examples/bakery')
  door.setClock('2026-03-10T06:00:00Z')
  await door.send('till', 'examples/bakery/data/till.csv')
  await door.send('ledger', 'examples/bakery/data/ledger.jsonl')
  door.setClock('2026-04-01T12:00:00Z')
  kept = await keepAll(door, await questionsOf('bakery'))
  door.setClock('2026-04-02T12:00:00Z')
  await door.sendText('till', [HEADER,
    'A-7,1,9,2026-03-04T07:00:00,030 111,2026-03-09T08:00:00,CK1,Sour cherry cake,3,storniert',
    'A-8,2,9,2026-03-04T07:00:00,030 111,2026-03-09T08:00:00,RL1,Rye rolls,7,bestellt',
    'A-99,1,1,2026-03-05T07:00:00,030 999,,CK1,Sour cherry cake,1,bestellt',
    'A-12,1,1,2026-03-05T07:00:00,030 999,,CK1,Sour cherry cake,1,bestellt',
  ].join('\n'))
})
afterAll(async () => door?.close())

test('most of the questions are answered otherwise after a later day', async () => {
  expect(await changedSince(door, kept)).toHaveLength(4)
})

describe('with its receipt every question is answered as it was', () => {
  test('each', async () => {
    for (const one of kept) await expectRepeated(door, one)
  })
})

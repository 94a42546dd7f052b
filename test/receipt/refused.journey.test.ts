import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorldDoor, type WorldDoor } from '../worlds/open-world-door.ts'
import { bringIntoForce } from './later-version.ts'
import { askWith } from './repeat.ts'

/*
 * What no receipt is, what cannot be repeated by one, and what a receipt says where the question does not. In the bakery A-7 was handed over on 3 March and
 * paid for on 5 March; on 1 April a receipt was given, on 2 April the word "completed" came to mean baked.
 */
const QUESTION = '{ order(id: "A-7") { id verdict(definition: "completed") { version unified } } }'
const NIGHT = '2026-03-04T00:00:00Z'
let door: WorldDoor
let receipt: Readonly<Record<string, unknown>>
beforeAll(async () => {
  door = await openWorldDoor('examples/bakery')
  door.setClock('2026-03-10T06:00:00Z')
  await door.send('till', 'examples/bakery/data/till.csv')
  await door.send('ledger', 'examples/bakery/data/ledger.jsonl')
  door.setClock('2026-04-01T12:00:00Z')
  receipt = (await door.ask(QUESTION)).receipt
  door.setClock('2026-04-02T12:00:00Z')
  await bringIntoForce(door, (rules) => rules.replace("'HANDED_OVER'", "'BAKED'"))
}, 240_000)
afterAll(async () => door?.close())

const codes = async (sent: unknown, query = QUESTION): Promise<readonly unknown[]> => (await askWith(door, sent, query)).errors.map(({ extensions }) => extensions['code'])
const sentAs = async (text: string): Promise<readonly unknown[]> => {
  const { errors, data } = await door.askWith({ 'x-osl-receipt': text }, QUESTION)
  return errors.length > 0 ? errors.map(({ extensions, message }) => [extensions['code'], message]) : [data]
}

test('a receipt says which state of the journal its answer was of', () => {
  expect(receipt).toMatchObject({ askedAt: '2026-04-01T12:00:00Z', asOf: '2026-04-01T12:00:00Z', knownAt: '2026-04-01T12:00:00Z', place: 12, rejects: null, redecoded: 0, rulings: 1, underWay: [], definitions: [{ name: 'completed', version: 1 }], derivations: [] })
})

test('it is sent as JSON or as the base64url of that', async () => {
  const then = { order: { id: 'Order/A-7', verdict: { version: 1, unified: 'MET' } } }
  expect(await sentAs(JSON.stringify(receipt))).toEqual([then])
  expect(await sentAs(Buffer.from(JSON.stringify(receipt)).toString('base64url'))).toEqual([then])
  expect((await door.ask(QUESTION)).data).toEqual({ order: { id: 'Order/A-7', verdict: { version: 2, unified: 'NOT_MET' } } })
})

describe('refused is', () => {
  test.each([
    ['a word', 'nonsense', 'neither JSON'],
    ['broken JSON', '{"model":', 'neither JSON'],
    ['a list', Buffer.from('[]').toString('base64url'), 'no JSON object'],
    ['nothing', '{}', "'model' is missing"],
  ])('%s', async (_, text, why) => {
    expect(await sentAs(text)).toEqual([['RECEIPT_MALFORMED', expect.stringContaining(why) as unknown]])
  })
  test.each<[string, Record<string, unknown>, string]>([
    ['a place that is no number', { place: '12' }, 'RECEIPT_MALFORMED'],
    ['a place before the first', { place: -1 }, 'RECEIPT_MALFORMED'],
    ['a time that is none', { askedAt: 'yesterday' }, 'RECEIPT_MALFORMED'],
    ['a time without an offset', { asOf: '2026-04-01T12:00:00' }, 'RECEIPT_MALFORMED'],
    ['one of another model', { model: 'bakery@1+0000000000000000' }, 'RECEIPT_OF_ANOTHER_MODEL'],
    ['one of another world', { journal: '0000000000000000' }, 'RECEIPT_OF_ANOTHER_JOURNAL'],
    ['one of another release', { shape: 0 }, 'RECEIPT_OF_ANOTHER_RELEASE'],
    ['one of records that were decoded otherwise', { redecoded: 3 }, 'RECEIPT_REDECODED'],
    ['one that is still to be given', { askedAt: '2026-05-01T00:00:00Z' }, 'RECEIPT_AHEAD'],
    ['one of a moment after it was given', { asOf: '2026-04-01T12:00:01Z' }, 'RECEIPT_AHEAD'],
    ['one of records that are still to come', { place: 13 }, 'RECEIPT_AHEAD'],
    ['one of rulings that are still to come', { rulings: 99 }, 'RECEIPT_AHEAD'],
    ['one with a version that there never was', { definitions: [{ name: 'completed', version: 7 }] }, 'RECEIPT_VERSION_UNKNOWN'],
    ['one with a version that came later', { definitions: [{ name: 'completed', version: 2 }] }, 'RECEIPT_VERSION_UNKNOWN'],
    ['one with a definition that there never was', { definitions: [{ name: 'shipped', version: 1 }] }, 'RECEIPT_VERSION_UNKNOWN'],
    ['one of no one state', { place: null, notes: ['GRAPH_MOVED'] }, 'RECEIPT_NOT_REPEATABLE'],
  ])('%s', async (_, change, code) => {
    expect(await codes({ ...receipt, ...change })).toEqual([code])
  })
  test.each([
    ['a mutation', 'mutation { mergeOrders(order: "Order/A-7", into: "Order/A-8", reason: "one") { undone } }', 'RECEIPT_NOT_OF_QUESTIONS'],
    ['a list of which the receipt knows nothing', '{ rejects { totalCount } }', 'RECEIPT_NOT_KEPT'],
    ['what is not kept as it was', '{ definitions { versions { rehearsals { id } } } }', 'RECEIPT_NOT_KEPT'],
    ['a version that came later', '{ order(id: "A-7") { verdict(definition: "completed", version: 2) { unified } } }', 'UNKNOWN_VERSION'],
    ['a time that was still to come', '{ order(id: "A-7", asOf: "2026-04-01T13:00:00Z") { id } }', 'AS_OF_IN_FUTURE'],
    ['an order that is not known', '{ order(id: "A-70") { id } }', 'ORDER_UNKNOWN'],
  ])('%s', async (_, query, code) => {
    expect(await codes(receipt, query)).toEqual([code])
  })
  test('what answers no question', async () => {
    const headers = { 'x-osl-receipt': JSON.stringify(receipt) }
    for (const path of ['/v1/lineage?from=Order/A-7&direction=DOWNSTREAM', '/v1/nothing']) {
      const response = await fetch(`${door.url}${path}`, { headers })
      expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'RECEIPT_NOT_OF_QUESTIONS' } }])
    }
  })
})

test('what a question leaves open is taken from the receipt, and what it names itself holds', async () => {
  const verdict = 'verdict(definition: "completed") { unified }'
  const ofNight = (await door.ask(`{ order(id: "A-7", asOf: "${NIGHT}") { ${verdict} pickupAt } }`)).receipt
  expect(ofNight).toMatchObject({ asOf: NIGHT, knownAt: '2026-04-02T12:00:00Z' })
  const asked = async (args: string): Promise<unknown> => (await askWith(door, ofNight, `{ order(id: "A-7"${args}) { ${verdict} pickupAt } }`)).data
  // At night handed over and not paid for; before that, not even baked.
  expect(await asked('')).toEqual({ order: { verdict: { unified: 'NOT_MET' }, pickupAt: null } })
  expect(await asked(`, asOf: "${NIGHT}"`)).toEqual(await asked(''))
  expect(await asked(', asOf: "2026-03-02T06:00:00Z"')).toEqual({ order: null })
  expect((await askWith(door, receipt, `{ order(id: "A-7", asOf: "${NIGHT}") { ${verdict} } }`)).data).toEqual({ order: { verdict: { unified: 'NOT_MET' } } })
})

test('an answer after a mutation, and one that nobody could give again, have no place', async () => {
  const { receipt: ruled } = await door.askWith({ 'x-osl-actor': 'ada' }, 'mutation { mergeOrders(order: "Order/A-7", into: "Order/A-8", reason: "one") { undone } }')
  expect(ruled['place']).toBeNull()
  expect((await door.ask('{ order(id: "A-7") { id } }')).data).toEqual({ order: { id: 'Order/A-8' } })
  expect((await askWith(door, receipt, '{ order(id: "A-7") { id mergedFrom { order } } node(id: "Order/A-7") { id } }')).data).toEqual({ order: { id: 'Order/A-7', mergedFrom: [] }, node: { id: 'Order/A-7' } })
})

import { expect, test } from 'vitest'
import { has, is, leads, named, takesBack } from '../settle/tell.ts'
import { ask, askWhole, atelierForEachTest, iso, streamed, tell } from './atelier-door.ts'

/*
 * An id asked as of a time is whose it was then. Worked out by hand: "What was true then, by the sources' clocks"; "what we had been told by then, by our clock".
 */
atelierForEachTest()

const at = (asOf: number, knownAt?: number): string => `asOf: "${iso(asOf)}"${knownAt === undefined ? '' : `, knownAt: "${iso(knownAt)}"`}`
const orders = async (): Promise<void> => {
  await tell(has('desk', 1, 'Order/A', 'terms', 'BILL'), has('desk', 1, 'Order/B', 'terms', 'BILL'))
}
const led = async (id: string, moment = ''): Promise<unknown> => {
  const answer = await ask(`{ order(id: "${id}"${moment === '' ? '' : `, ${moment}`}) { id } }`) as { order?: { id: string } | null; errors?: unknown }
  return answer.errors ?? answer.order?.id
}

test('a payment that moved from one order to another leads to each in its time, by number and by ref', async () => {
  await orders()
  await tell(named('bank', 2, 'Payment/1', 'paying.voucher', 'V1'), leads('bank', 2, 'Payment/1', 'order', 'Order/A'))
  await tell(leads('bank', 20, 'Payment/1', 'order', 'Order/B'))
  for (const id of ['V1', 'Payment/1']) {
    expect(await led(id)).toBe('Order/B')
    expect(await led(id, at(20))).toBe('Order/B')
    expect(await led(id, at(19))).toBe('Order/A')
    expect(await led(id, at(50, 19))).toBe('Order/A')
  }
  expect(await ask(`{ entity(type: "Payment", key: "1", ${at(19)}) { ... on Payment { order { id } } } }`)).toEqual({ entity: { order: { id: 'Order/A' } } })
})

test('what was corrected or retracted since leads where it led, as known before', async () => {
  await orders()
  await tell(named('bank', 2, 'Payment/1', 'paying.voucher', 'V1'), leads('bank', 2, 'Payment/1', 'order', 'Order/A', { id: 'billed' }))
  await tell(leads('bank', 2, 'Payment/1', 'order', 'Order/B', { corrects: 'billed', told: 30 }))
  expect(await led('V1')).toBe('Order/B')
  expect(await led('V1', at(10))).toBe('Order/B')
  expect(await led('V1', at(10, 29))).toBe('Order/A')
  // A payment that was retracted whole, with its number.
  await tell(named('bank', 3, 'Payment/2', 'paying.voucher', 'V2', { id: 'named' }), leads('bank', 3, 'Payment/2', 'order', 'Order/A', { id: 'led' }))
  await tell(takesBack('bank', 40, 'named'), takesBack('bank', 40, 'led'))
  expect(await led('V2')).toEqual(['ORDER_UNKNOWN'])
  expect(await led('V2', at(10, 39))).toBe('Order/A')
  expect(await led('Payment/2', at(10, 39))).toBe('Order/A')
  expect(await led('V2', at(10, 40))).toEqual(['ORDER_UNKNOWN'])
})

test('a number that two orders bear now is that of the one that bore it then', async () => {
  await orders()
  await tell(named('desk', 2, 'Order/A', 'selling.number', 'n1'), named('desk', 20, 'Order/B', 'selling.number', 'n1'))
  expect(await led('n1')).toEqual(['ORDER_AMBIGUOUS'])
  expect(await led('n1', at(19))).toBe('Order/A')
  expect(await led('n1', at(20))).toEqual(['ORDER_AMBIGUOUS'])
  expect(await ask(`{ order(id: "Order/B", ${at(19)}) { id number } }`)).toMatchObject({ order: { id: 'Order/B' } })
})

test('a number that came later still leads there, and the receipt says so', async () => {
  await orders()
  await tell(is('bank', 20, 'Payment/1', 'BOOKED'), named('bank', 20, 'Payment/1', 'paying.voucher', 'V1'), leads('bank', 20, 'Payment/1', 'order', 'Order/A'))
  await tell(named('desk', 20, 'Order/B', 'selling.number', 'n9'))
  const asked = async (id: string, moment: string) => {
    const { data, receipt } = await askWhole(`{ order(id: "${id}", ${moment}) { id } }`)
    return [(data as { order: { id: string } }).order.id, receipt.notes]
  }
  expect(await asked('V1', at(10))).toEqual(['Order/A', ['NAMED_LATER']])
  expect(await asked('n9', at(10))).toEqual(['Order/B', ['NAMED_LATER']])
  expect(await asked('n9', at(10, 15))).toEqual(['Order/B', ['NAMED_LATER']])
  expect(await asked('n9', at(20))).toEqual(['Order/B', []])
  expect(await asked('Order/B', at(10))).toEqual(['Order/B', []])
})

test('a number that was something else\'s before it became an order\'s own is whose it was', async () => {
  await orders()
  await tell(named('bank', 2, 'Payment/1', 'paying.voucher', '4711'), leads('bank', 2, 'Payment/1', 'order', 'Order/B'))
  await tell(named('desk', 20, 'Order/A', 'selling.number', '4711'))
  expect(await led('4711')).toBe('Order/A')
  expect(await led('4711', at(19))).toBe('Order/B')
  expect(await led('4711', at(20))).toBe('Order/A')
})

test('the ref of an order that only links name is asked again as of a time, and after its record came', async () => {
  await tell(is('bank', 2, 'Payment/1', 'BOOKED'), leads('bank', 2, 'Payment/1', 'order', 'Order/~selling.number:n7'))
  const whole = async (moment: string) => {
    const { data, receipt } = await askWhole(`{ order(id: "Order/~selling.number:n7", ${moment}) { id } }`)
    return [(data as { order: { id: string } | null }).order?.id, receipt.notes]
  }
  expect(await whole(at(10))).toEqual(['Order/~selling.number:n7', []])
  await tell(named('desk', 1, 'Order/A', 'selling.number', 'n7', { told: 30 }))
  expect(await whole(at(10))).toEqual(['Order/A', []])
})

test('identifiers as of a moment are those borne by then', async () => {
  await orders()
  await tell(named('desk', 2, 'Order/A', 'selling.number', 'n1'), named('desk', 20, 'Order/A', 'selling.number', 'n2'))
  const numbers = async (moment: string) => ((await ask(`{ order(id: "Order/A", ${moment}) { number identifiers { value } } }`)) as { order: unknown }).order
  expect(await numbers(at(10))).toEqual({ number: 'n1', identifiers: [{ value: 'n1' }] })
  expect(await numbers(at(20))).toEqual({ number: 'n2', identifiers: [{ value: 'n1' }, { value: 'n2' }] })
  // The number that it was to bear, where it bore none yet.
  expect(await numbers(at(1))).toMatchObject({ identifiers: [{ value: 'n1' }, { value: 'n2' }] })
})

test('what belonged to an order then says so, over several links, in GraphQL as in a stream', async () => {
  await orders()
  await tell(leads('desk', 2, 'Garment/1', 'order', 'Order/A'), is('desk', 2, 'Garment/1', 'CUT'))
  await tell(leads('dock', 3, 'Parcel/1', 'lines', 'Garment/1'), is('dock', 3, 'Parcel/1', 'PACKED'))
  await tell(leads('desk', 20, 'Garment/1', 'order', 'Order/B'))
  const belongs = async (moment: string) => ((await ask(`{ entity(type: "Parcel", key: "1"${moment}) { belongsTo { id verdict(definition: "done") { unified } } } }`)) as { entity: { belongsTo: { id: string }[] } }).entity.belongsTo.map(({ id }) => id)
  expect(await belongs('')).toEqual(['Order/B'])
  expect(await belongs(`, ${at(10)}`)).toEqual(['Order/A'])
  const streamedThen = (await streamed(`from=Order/A&direction=DOWNSTREAM&to=Parcel&edges=false&fields=Parcel.belongsTo&asOf=${iso(10)}`)).map((line) => JSON.parse(line) as { node?: unknown })
  expect(streamedThen[0]?.node).toMatchObject({ id: 'Parcel/1', values: { belongsTo: ['Order/A'] } })
})

test('two that were linked are explained as known before, when the link was corrected or its end retracted since', async () => {
  await orders()
  await tell(leads('desk', 2, 'Garment/1', 'order', 'Order/A', { id: 'first' }), is('desk', 2, 'Garment/1', 'CUT', { id: 'state' }))
  await tell(leads('desk', 2, 'Garment/1', 'order', 'Order/A', { corrects: 'first', told: 30 }))
  const explained = async (moment: string, to = 'Garment/1') => ((await ask(`{ explainLink(from: "Order/A", to: "${to}", ${moment}) { linked complete brokenAt { id } paths { relation knownFrom } ended { validTo } } }`)) as { explainLink: unknown }).explainLink
  expect(await explained(at(10, 29))).toEqual({ linked: true, complete: true, brokenAt: null, paths: [[{ relation: 'HAS_LINE', knownFrom: iso(2) }]], ended: [] })
  expect(await explained(at(10, 30))).toMatchObject({ linked: true, paths: [[{ knownFrom: iso(30) }]] })
  expect(await ask(`{ explainLink(from: "Order/A", to: "Garment/1", ${at(1, 29)}) { linked } }`)).toMatchObject({ errors: ['REF_UNKNOWN_AT'] })
  await tell(leads('desk', 20, 'Garment/1', 'order', 'Order/B', { told: 40 }))
  expect(await explained(at(25, 39))).toMatchObject({ linked: true })
  expect(await explained(at(25, 40))).toMatchObject({ linked: false, brokenAt: { id: 'Order/A' }, ended: [{ validTo: iso(20) }] })
  // Retracted whole: unknown now, linked as known before.
  await tell(leads('desk', 3, 'Garment/2', 'order', 'Order/A', { id: 'other' }))
  await tell(takesBack('desk', 50, 'other'))
  expect(await explained(at(10, 49), 'Garment/2')).toMatchObject({ linked: true })
  expect(await ask(`{ explainLink(from: "Order/A", to: "Garment/2", ${at(10)}) { linked } }`)).toMatchObject({ errors: ['REF_UNKNOWN'] })
})

test('what is still to come is refused, whatever is asked of it; who asks may have a clock some minutes ahead', async () => {
  await orders()
  const codes = async (query: string): Promise<unknown> => ((await ask(query)) as { errors?: unknown }).errors
  for (const moment of [`asOf: "${iso(101)}"`, `knownAt: "${iso(101)}"`]) {
    expect(await led('Order/A', moment)).toEqual(['AS_OF_IN_FUTURE'])
    expect(await codes(`{ orders(${moment}) { nodes { id } } }`)).toEqual(['AS_OF_IN_FUTURE'])
    expect(await codes(`{ disagreements(definition: "done", version: 1, ${moment}) { orders } }`)).toEqual(['AS_OF_IN_FUTURE'])
    expect(await codes(`{ lineage(from: ["Order/A"], direction: DOWNSTREAM, ${moment}) { complete } }`)).toEqual(['AS_OF_IN_FUTURE'])
    expect(await codes(`{ explainLink(from: "Order/A", to: "Order/B", ${moment}) { linked } }`)).toEqual(['AS_OF_IN_FUTURE'])
    expect(await codes(`{ explainChange(order: "Order/A", definition: "done", before: { version: 1, ${moment} }) { before { outcome } } }`)).toEqual(['AS_OF_IN_FUTURE'])
    expect((await streamed(`from=Order/A&direction=DOWNSTREAM&${moment.replace(': ', '=').replaceAll('"', '')}`)).join()).toContain('AS_OF_IN_FUTURE')
  }
  expect(await led('Order/A', `asOf: "${iso(100 + 1 / 30)}"`)).toBe('Order/A')
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { OF_QUESTIONS, openJournal } from '../../src/journal/open-journal.ts'
import { makeRef } from '../../src/vocabulary/ref.ts'
import { AFTER_ALL } from '../servers/open-test-world.ts'
import { Wire } from '../servers/wire.ts'
import { testServers } from '../servers/with-servers.ts'
import { dumpGraph, openWorldDoor, type WorldDoor } from './open-world-door.ts'
import { questionsOf } from './questions-of.ts'

const TILL = 'examples/bakery/data/till.csv'
const LEDGER = 'examples/bakery/data/ledger.jsonl'
/** When our journal was told: the till's file first, the ledger's a day later. */
const TOLD_TILL = '2026-03-10T06:00:00Z'
const TOLD_LEDGER = '2026-03-11T06:00:00Z'

let door: WorldDoor
beforeAll(async () => {
  door = await openWorldDoor('examples/bakery')
})
afterAll(async () => door?.close())

const refusal = async (query: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
  const { data, errors } = await door.ask(query)
  expect(data).toEqual({ order: null })
  expect(errors).toHaveLength(1)
  return errors[0]?.extensions
}

const VERDICT = 'verdict(definition: "completed") { definition version unified since firstMetAt knownSince skewHours domains { domain outcome since firstMetAt missing evidence { about { id } field value source occurredAt } } }'
interface DomainVerdict { readonly domain: string; readonly outcome: string; readonly since: string; readonly firstMetAt: string | null; readonly missing: readonly string[]; readonly evidence: readonly { readonly about: { readonly id: string } }[] }
interface Judged { readonly order: { readonly verdict: { readonly domains: readonly DomainVerdict[] } & Readonly<Record<string, unknown>> } }

describe('records come in over HTTP', () => {
  test('the till: 8 accepted, 1 unchanged, 2 rejected with line and reason', async () => {
    door.setClock(TOLD_TILL)
    const report = await door.send('till', TILL)
    expect(report).toMatchObject({ accepted: 8, unchanged: 1, rejected: 2, unresolved: 0 })
    expect(report.rejects).toEqual([
      { file: 'till.csv', line: 11, code: 'VALUE_MALFORMED', reason: expect.stringContaining('pieces') as string },
      { file: 'till.csv', line: 12, code: 'STATE_UNKNOWN', reason: "'lost' is no state of OrderLine (known: ORDERED, BAKED, HANDED_OVER, CANCELLED)" },
    ])
    expect(report.rejects[0]?.reason).toContain("'x'")
  })

  test('the ledger: 4 accepted, 1 unresolved link', async () => {
    door.setClock(TOLD_LEDGER)
    expect(await door.send('ledger', LEDGER)).toMatchObject({ accepted: 4, unchanged: 0, rejected: 0, unresolved: 1, rejects: [] })
  })

  test('rejects are listed, latest first, with the record as it was read', async () => {
    const { rejects } = await door.answer<{ rejects: { totalCount: number; nodes: readonly { line: number; record: string }[] } }>('{ rejects(source: "till") { totalCount nodes { source file line code reason record } } }')
    expect(rejects.totalCount).toBe(2)
    expect(rejects.nodes.map(({ line }) => line)).toEqual([12, 11])
    expect(rejects.nodes[0]?.record).toContain('lost')
    expect(rejects.nodes[1]).toMatchObject({ source: 'till', file: 'till.csv', code: 'VALUE_MALFORMED', record: expect.stringContaining('030 333') as string })
  })

  test('a rejected record leaves nothing behind', async () => {
    expect(await door.answer('{ orders { totalCount nodes { id } } }')).toEqual({ orders: { totalCount: 3, nodes: [{ id: 'Order/A-7' }, { id: 'Order/A-8' }, { id: 'Order/~sales.slip:A-99' }] } })
    for (const [type, key] of [['Order', 'A-9'], ['Order', 'A-10'], ['OrderLine', 'A-9-1'], ['OrderLine', 'A-10-1']]) {
      const { data, errors } = await door.ask('query($type: String!, $key: ID!) { entity(type: $type, key: $key) { id } }', { type, key })
      expect(data).toEqual({ entity: null })
      expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['REF_UNKNOWN'])
    }
  })
})

describe('an order is found by any of its names', () => {
  test.each(['A-7', 'V1', 'Order/A-7', 'Payment/V1', 'OrderLine/A-7-1', 'OrderLine/A-7-2'])('%s is A-7', async (id) => {
    expect(await door.answer('query($id: ID!) { order(id: $id) { id slip } }', { id })).toEqual({ order: { id: 'Order/A-7', slip: 'A-7' } })
  })

  test('a domain limits whose numbers are looked at', async () => {
    expect(await door.answer('{ a: order(id: "V1", domain: "finance") { id } b: order(id: "A-7", domain: "sales") { id } }')).toEqual({ a: { id: 'Order/A-7' }, b: { id: 'Order/A-7' } })
    expect(await refusal('{ order(id: "V1", domain: "sales") { id } }')).toMatchObject({ code: 'ORDER_UNKNOWN' })
  })

  test.each(['V3', 'A-9', 'A-10', 'OrderLine/A-9-1', 'Payment/V3'])('%s leads to no order', async (id) => {
    expect(await refusal(`{ order(id: "${id}") { id } }`)).toMatchObject({ code: 'ORDER_UNKNOWN' })
  })

  test('a product is what orders share', async () => {
    expect(await refusal('{ order(id: "Product/CK1") { id } }')).toMatchObject({ code: 'ORDER_SHARED' })
  })

  test('an unknown number is refused with the nearest that are known', async () => {
    expect(await refusal('{ order(id: "A-70") { id } }')).toMatchObject({ code: 'ORDER_UNKNOWN', nearest: expect.arrayContaining(['A-7']) as string[] })
    expect((await refusal('{ order(id: "A-70") { id } }') as { nearest: readonly string[] }).nearest[0]).toBe('A-7')
  })

  test('what V2 points at is an unresolved order, asked by its slip, by its ref and by its payment', async () => {
    const { orders } = await door.answer<{ orders: { nodes: readonly { id: string }[] } }>('{ orders(where: {resolved: {eq: false}}) { nodes { id } } }')
    expect(orders.nodes).toEqual([{ id: 'Order/~sales.slip:A-99' }])
    for (const id of ['A-99', 'V2', 'Payment/V2', 'Order/~sales.slip:A-99']) {
      expect(await door.answer('query($id: ID!) { order(id: $id) { id resolved payments { nodes { voucher amount currency } } lines { totalCount } } }', { id }))
        .toEqual({ order: { id: 'Order/~sales.slip:A-99', resolved: false, payments: { nodes: [{ voucher: 'V2', amount: '5.00', currency: 'EUR' }] }, lines: { totalCount: 0 } } })
    }
  })
})

describe('what is true of A-7', () => {
  test('its timeline is its own, however many of its parts lead to it in one question', async () => {
    const timeline = 'timeline(first: 2) { totalCount nodes { id about { id } } }'
    interface Told { readonly id: string; readonly timeline: { readonly totalCount: number } }
    const { a7, a8, orders } = await door.answer<{ a7: Told; a8: Told; orders: { nodes: readonly { id: string; lines: { nodes: readonly { id: string; order: Told }[] } }[] } }>(
      `{ a7: order(id: "A-7") { id ${timeline} } a8: order(id: "A-8") { id ${timeline} } orders(first: 2) { nodes { id lines { nodes { id order { id ${timeline} } } } } } }`)
    expect(a7).not.toEqual(a8)
    expect(orders.nodes.flatMap(({ lines }) => lines.nodes.map(({ id, order }) => [id, order]))).toEqual([['OrderLine/A-7-1', a7], ['OrderLine/A-7-2', a7], ['OrderLine/A-8-1', a8]])
  })

  test('a receipt of fields of several moments says so; of one, which', async () => {
    const asked = async (query: string) => (await door.ask(query)).receipt
    const then = '2026-03-04T00:00:00Z'
    expect(await asked(`{ order(id: "A-7", asOf: "${then}") { id } }`)).toMatchObject({ asOf: then, notes: [] })
    expect(await asked(`{ a: order(id: "A-7", asOf: "${then}") { id } b: order(id: "A-8", asOf: "${then}") { id } definitions { name } }`)).toMatchObject({ asOf: then, notes: [] })
    const { asOf } = await asked('{ orders { totalCount } }') as { readonly asOf: string }
    for (const other of ['b: order(id: "A-7") { id }', 'orders { totalCount }', 'node(id: "Order/A-7") { id }', 'b: order(id: "A-7", asOf: "2026-03-03T00:00:00Z") { id }']) {
      expect(await asked(`{ order(id: "A-7", asOf: "${then}") { id } ${other} }`), other).toMatchObject({ asOf, notes: ['AS_OF_SEVERAL'] })
    }
  })

  test('a key or a number where a ref is wanted is answered with the refs it may mean', async () => {
    const refused = async (ref: string) => (await door.ask('query($ref: ID!) { lineage(from: [$ref], direction: UPSTREAM) { complete } }', { ref })).errors.map(({ message }) => message)
    expect(await refused('A-7')).toEqual(["Nothing is known as 'A-7': a ref is wanted, Type/key. By that key or number there is: Order/A-7."])
    expect(await refused('V1')).toEqual(["Nothing is known as 'V1': a ref is wanted, Type/key. By that key or number there is: Payment/V1."])
    expect(await refused('A-99')).toEqual(["Nothing is known as 'A-99': a ref is wanted, Type/key. By that key or number there is: Order/~sales.slip:A-99."])
    expect(await refused('A-70')).toEqual([expect.stringMatching(/^Nothing is known as 'A-70'\. Nearest: A-7\b/)])
  })

  test('a state that a line cannot be in is refused, with the nearest', async () => {
    const { errors } = await door.ask('{ order(id: "A-7") { lines(where: { state: { local: { eq: "BAKD" } } }) { totalCount } } }')
    expect(errors).toMatchObject([{ message: expect.stringContaining('BAKED') as string, extensions: { code: 'BAD_ARGUMENT' } }])
  })
  test('completed in both senses, 50 hours and 55 minutes apart', async () => {
    const { order } = await door.answer<Judged>(`{ order(id: "V1") { ${VERDICT} } }`)
    expect(order.verdict).toMatchObject({ definition: 'completed', version: 1, unified: 'MET', since: '2026-03-05T11:00:00Z', firstMetAt: '2026-03-05T11:00:00Z', knownSince: TOLD_LEDGER })
    expect(order.verdict['skewHours']).toBeCloseTo(50 + 55 / 60, 9)
    const [sales, finance] = order.verdict.domains
    expect(sales).toMatchObject({ domain: 'sales', outcome: 'MET', since: '2026-03-03T08:05:00Z', firstMetAt: '2026-03-03T08:05:00Z', missing: [] })
    expect(finance).toMatchObject({ domain: 'finance', outcome: 'MET', since: '2026-03-05T11:00:00Z', firstMetAt: '2026-03-05T11:00:00Z', missing: [] })
    expect(sales?.evidence.map(({ about }) => about.id).sort()).toEqual(['OrderLine/A-7-1', 'OrderLine/A-7-2'])
    expect(sales?.evidence[0]).toMatchObject({ field: 'state', value: 'HANDED_OVER', source: 'till', occurredAt: '2026-03-03T08:05:00Z' })
    expect(finance?.evidence).toEqual([{ about: { id: 'Payment/V1' }, field: 'state', value: 'BOOKED', source: 'ledger', occurredAt: '2026-03-05T11:00:00Z' }])
  })

  test('as of the night after it was handed over: sales MET, finance not, nothing to compare', async () => {
    const { order } = await door.answer<Judged>(`{ order(id: "A-7", asOf: "2026-03-04T00:00:00Z") { ${VERDICT} } }`)
    expect(order.verdict).toMatchObject({ unified: 'NOT_MET', since: '2026-03-02T06:10:00Z', firstMetAt: null, skewHours: null, domains: [
      { domain: 'sales', outcome: 'MET', since: '2026-03-03T08:05:00Z' },
      { domain: 'finance', outcome: 'NOT_MET', since: '2026-03-02T06:11:00Z', missing: [expect.stringContaining('V1') as string] },
    ] })
  })

  test('as of a moment, what is not tracked is null and the receipt says so; later than everything, all is as now', async () => {
    const past = await door.ask('{ order(id: "A-7", asOf: "2026-03-04T00:00:00Z") { pickupAt lines { nodes { key state { local since } } } } }')
    expect(past.errors).toEqual([])
    expect(past.data).toEqual({ order: { pickupAt: null, lines: { nodes: ['A-7-1', 'A-7-2'].map((key) => ({ key, state: { local: 'HANDED_OVER', since: '2026-03-03T08:05:00Z' } })) } } })
    expect(past.receipt).toMatchObject({ asOf: '2026-03-04T00:00:00Z', notes: ['AS_OF_UNTRACKED'] })
    const now = await door.answer<Judged>(`{ order(id: "A-7") { ${VERDICT} } }`)
    expect(await door.answer<Judged>(`{ order(id: "A-7", asOf: "2026-03-10T00:00:00Z") { ${VERDICT} } }`)).toEqual(now)
  })

  test('as known before the ledger spoke, finance is UNKNOWN and so is the whole', async () => {
    const { order } = await door.answer<Judged>(`{ order(id: "A-7", knownAt: "2026-03-10T12:00:00Z") { ${VERDICT} } }`)
    expect(order.verdict).toMatchObject({ unified: 'UNKNOWN', since: '2026-03-03T08:05:00Z', skewHours: null, domains: [{ outcome: 'MET' }, { outcome: 'UNKNOWN', since: '2026-03-02T06:10:00Z' }] })
  })

  test('before its first claim, and before we were told of it, it is refused', async () => {
    for (const at of ['asOf: "2026-03-02T06:09:59Z"', 'knownAt: "2026-03-10T05:59:59Z"']) expect(await refusal(`{ order(id: "A-7", ${at}) { id } }`)).toMatchObject({ code: 'ORDER_UNKNOWN_AT' })
  })

  test('its timeline holds what was claimed of it and of what belongs to it, in order, and nothing jumped', async () => {
    const { order } = await door.answer<{ order: { timeline: { nodes: readonly { about: { id: string }; field: string; value: unknown; occurredAt: string; jump: boolean }[] } } }>('{ order(id: "A-7") { timeline(first: 100) { nodes { about { id } field value occurredAt jump } } } }')
    expect(order.timeline.nodes.filter(({ field }) => field === 'state').map(({ about, value, occurredAt }) => `${occurredAt} ${about.id} ${String(value)}`)).toEqual([
      '2026-03-02T06:10:00Z OrderLine/A-7-1 ORDERED', '2026-03-02T06:10:00Z OrderLine/A-7-2 ORDERED', '2026-03-02T06:11:00Z Payment/V1 PROMISED',
      '2026-03-03T03:30:00Z OrderLine/A-7-1 BAKED', '2026-03-03T04:00:00Z OrderLine/A-7-2 BAKED',
      '2026-03-03T08:05:00Z OrderLine/A-7-1 HANDED_OVER', '2026-03-03T08:05:00Z OrderLine/A-7-2 HANDED_OVER', '2026-03-05T11:00:00Z Payment/V1 BOOKED',
    ])
    expect(order.timeline.nodes.filter(({ jump }) => jump)).toEqual([])
  })

  test('it leads to its lines and its payment', async () => {
    const { order } = await door.answer<{ order: { lineage: { nodes: readonly { id: string }[] } } }>('{ order(id: "A-7") { pickupAt lineage(direction: DOWNSTREAM) { complete stopped nodes { id } edges { relation from { id } to { id } sources validFrom inferred } } } }')
    expect(order).toMatchObject({ pickupAt: '2026-03-03T08:00:00Z', lineage: { complete: true, stopped: [] } })
    expect(order.lineage.nodes.map(({ id }) => id).sort()).toEqual(['OrderLine/A-7-1', 'OrderLine/A-7-2', 'Payment/V1'])
    expect(order.lineage).toMatchObject({ edges: expect.arrayContaining([{ relation: 'PAYS', from: { id: 'Order/A-7' }, to: { id: 'Payment/V1' }, sources: ['ledger'], validFrom: '2026-03-02T06:11:00Z', inferred: false }]) as unknown })
  })
})

describe('what is true of A-8, whose only line is cancelled', () => {
  test('both domains are UNKNOWN, each names its own missing and has its own since', async () => {
    const { order } = await door.answer<Judged>(`{ order(id: "A-8") { ${VERDICT} } }`)
    expect(order.verdict).toMatchObject({ unified: 'UNKNOWN', since: '2026-03-02T09:00:00Z', firstMetAt: null, skewHours: null, domains: [
      { domain: 'sales', outcome: 'UNKNOWN', since: '2026-03-02T09:00:00Z', firstMetAt: null },
      { domain: 'finance', outcome: 'UNKNOWN', since: '2026-03-02T07:00:00Z', firstMetAt: null },
    ] })
    const [sales, finance] = order.verdict.domains
    expect(sales?.missing).toEqual([expect.stringMatching(/^sales: OrderLine 1 of 1 required is absent/)])
    expect(finance?.missing).toEqual([expect.stringMatching(/^finance: Payment 1 of 1 required is absent/)])
  })

  test('while its line stood, sales and so the whole were NOT_MET', async () => {
    const { order } = await door.answer<Judged>(`{ order(id: "A-8", asOf: "2026-03-02T08:59:59Z") { ${VERDICT} } }`)
    expect(order.verdict).toMatchObject({ unified: 'NOT_MET', since: '2026-03-02T07:00:00Z', domains: [{ outcome: 'NOT_MET' }, { outcome: 'UNKNOWN' }] })
  })
})

describe('the example questions', async () => {
  for (const { title, query, name } of await questionsOf('bakery')) {
    test(title, async () => {
      expect(await door.answer<Readonly<Record<string, unknown>>>(query)).toMatchObject(answers[name] ?? { answer: `none is stated for ${name}` })
    })
  }
  const answers: Readonly<Record<string, object>> = {
    OrderByVoucher: { order: {
      id: 'Order/A-7', pickupAt: '2026-03-03T08:00:00Z',
      lines: { nodes: [{ pieces: 1, product: { name: 'Cherry cake' }, state: { local: 'HANDED_OVER', since: '2026-03-03T08:05:00Z' } }, { pieces: 20, product: { name: 'Rye rolls' } }] },
      payments: { nodes: [{ amount: '31.50', currency: 'EUR', state: { local: 'BOOKED', since: '2026-03-05T11:00:00Z' } }] },
    } },
    CompletedInBothSenses: { order: { verdict: { version: 1, unified: 'MET', domains: [{ domain: 'sales', outcome: 'MET' }, { domain: 'finance', outcome: 'MET' }] } } },
    BetweenTwoMeanings: { order: { verdict: { unified: 'NOT_MET', skewHours: null, domains: [{ domain: 'sales', outcome: 'MET' }, { domain: 'finance', outcome: 'NOT_MET' }] } } },
    WhatIsMissing: { orders: { totalCount: 2, nodes: [{ id: 'Order/A-8', resolved: true, verdict: { unified: 'UNKNOWN' } }, { id: 'Order/~sales.slip:A-99', resolved: false, verdict: { unified: 'UNKNOWN', domains: [{ domain: 'sales', outcome: 'UNKNOWN' }, { domain: 'finance', outcome: 'MET', missing: [] }] } }] } },
    PaidForAndUnseen: { order: { id: 'Order/~sales.slip:A-99', resolved: false, payments: { nodes: [{ voucher: 'V2', amount: '5.00' }] }, lines: { totalCount: 0 } } },
    NotTaken: { rejects: { totalCount: 2, nodes: [{ line: 12, code: 'STATE_UNKNOWN' }, { line: 11, code: 'VALUE_MALFORMED' }] } },
  }
})

describe('both files a second time', () => {
  test('change nothing: 9 unchanged and 2 rejected, 4 unchanged; the graph is identical and each reject is kept once', async () => {
    const before = await dumpGraph(door.world)
    door.setClock('2026-03-12T06:00:00Z')
    expect(await door.send('till', TILL)).toMatchObject({ accepted: 0, unchanged: 9, rejected: 2, unresolved: 0 })
    expect(await door.send('ledger', LEDGER)).toMatchObject({ accepted: 0, unchanged: 4, rejected: 0, unresolved: 1 })
    expect(before.length).toBeGreaterThan(15)
    expect(await dumpGraph(door.world)).toEqual(before)
    expect(await door.answer('{ rejects { totalCount } }')).toEqual({ rejects: { totalCount: 2 } })
  })
})

describe('a line handed over and never baked', () => {
  const HEADER = 'slip,line,seq,at,phone,pickup,article,name,pieces,state'
  const record = (seq: number, at: string, word: string): string => `A-11,1,${seq},${at},030 555,,RL1,Rye rolls,3,${word}`
  const jumps = async (): Promise<unknown> => (await door.answer<{ entity: { claims: { nodes: readonly { field: string; value: unknown; jump: boolean }[] } } }>(
    '{ entity(type: "OrderLine", key: "A-11-1") { claims { nodes { field value jump } } } }')).entity.claims.nodes.filter(({ field }) => field === 'state').map(({ value, jump }) => [value, jump])

  test('jumps: its claim says so', async () => {
    expect(await door.sendText('till', `${HEADER}\n${record(1, '2026-03-06T07:00:00', 'bestellt')}\n${record(3, '2026-03-06T09:00:00', 'abgeholt')}\n`)).toMatchObject({ accepted: 2 })
    expect(await jumps()).toEqual([['ORDERED', false], ['HANDED_OVER', true]])
  })

  test('the late word of its baking removes the jump', async () => {
    expect(await door.sendText('till', `${HEADER}\n${record(2, '2026-03-06T08:00:00', 'GEBACKEN ')}\n`)).toMatchObject({ accepted: 1 })
    expect(await jumps()).toEqual([['ORDERED', false], ['BAKED', false], ['HANDED_OVER', false]])
  })

  test('an event id that comes again with other content is rejected, and the first stands', async () => {
    const report = await door.sendText('till', `${HEADER}\n${record(3, '2026-03-06T10:00:00', 'storniert')}\n`)
    expect(report).toMatchObject({ accepted: 0, rejected: 1, rejects: [{ line: 2, code: 'EVENT_ID_REUSED' }] })
    expect(await door.answer('{ order(id: "A-11") { lines { nodes { state { local since } } } } }')).toEqual({ order: { lines: { nodes: [{ state: { local: 'HANDED_OVER', since: '2026-03-06T08:00:00Z' } }] } } })
  })

  test('first claims never jump: the payments that began as booked', async () => {
    for (const key of ['V2', 'V3']) {
      const { entity } = await door.answer<{ entity: { claims: { nodes: readonly { value: unknown; jump: boolean }[] } } }>('query($key: ID!) { entity(type: "Payment", key: $key) { claims { nodes { value jump } } } }', { key })
      expect(entity.claims.nodes).toContainEqual({ value: 'BOOKED', jump: false })
      expect(entity.claims.nodes.every(({ jump }) => !jump)).toBe(true)
    }
  })
})

test('a journal that goes away in the middle of an order as of a moment is an outage', async () => {
  const { database } = await testServers()
  const wire = new Wire(database.url)
  await wire.mend()
  const journal = openJournal(wire.url, () => undefined, 1, OF_QUESTIONS)
  const { model } = door.world
  const found = await makeJournalReads(journal, model, () => AFTER_ALL).orderAsOf(makeRef('Order', 'A-7'), { asOf: AFTER_ALL, knownAt: AFTER_ALL })
  await wire.cut()
  const lines = model.types.get('Order')?.relations.get('lines')
  if (found === undefined || lines === undefined) throw new Error('A-7 has lines')
  for (const asked of [found.linked([found.order.ref], lines), found.entities([makeRef('Product', 'nothing-read-yet')]), found.knownSince(found.order.ref, 'completed', 1)]) {
    await expect(asked).rejects.toMatchObject({ code: 'JOURNAL_AWAY', kind: 'outage' })
  }
  await journal.end()
})

describe('the slip that V2 waited for', () => {
  test('takes the place of the unresolved order; its old ref still leads to it', async () => {
    await door.sendText('till', 'slip,line,seq,at,phone,pickup,article,name,pieces,state\nA-99,1,1,2026-03-05T07:00:00,030 999,,CK1,Cherry cake,1,bestellt\n')
    for (const id of ['A-99', 'V2', 'Order/~sales.slip:A-99', 'Order/A-99']) {
      expect(await door.answer('query($id: ID!) { order(id: $id) { id resolved payments { nodes { voucher } } } }', { id })).toEqual({ order: { id: 'Order/A-99', resolved: true, payments: { nodes: [{ voucher: 'V2' }] } } })
    }
    expect(await door.answer('{ orders(where: {resolved: {eq: false}}) { totalCount } }')).toEqual({ orders: { totalCount: 0 } })
    expect(await door.send('ledger', LEDGER)).toMatchObject({ unchanged: 4, unresolved: 0 })
  })
})

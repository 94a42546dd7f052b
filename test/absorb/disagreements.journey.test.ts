import { describe, expect, test, vi } from 'vitest'
import { has, is, leads } from '../settle/tell.ts'
import { ask, askWhole, atelierForEachTest, iso, rebuiltTheSame, setClock, tell, world } from './atelier-door.ts'

/*
 * Four orders of the atelier under `done` version 1, worked out by hand. All begin at hour 1, when the desk says their terms and whose the garments are.
 *   A  sewn at 10, paid at 34, which the bank tells at 60   selling MET since 10, paying MET since 34: paying 24 h later
 *   B  sewn at 12, nobody pays                              selling MET since 12, paying UNKNOWN since 1
 *   C  sewn at 14, a gift                                   selling MET since 14, paying NOT_APPLICABLE since 1
 *   D  sewn at 20, payment promised at 22                   selling MET since 20, paying NOT_MET since 22
 * The clock stands at hour 100.
 */
atelierForEachTest()

const told = async (): Promise<void> => {
  await tell(...Object.entries({ A: 10, B: 12, C: 14, D: 20 }).flatMap(([key, sewn]) => [
    has('desk', 1, `Order/${key}`, 'terms', key === 'C' ? 'GIFT' : 'BILL'), leads('desk', 1, `Garment/${key}`, 'order', `Order/${key}`),
    is('desk', 1, `Garment/${key}`, 'CUT'), is('desk', sewn, `Garment/${key}`, 'SEWN'),
  ]))
  await tell(
    leads('bank', 34, 'Payment/A', 'order', 'Order/A', { told: 60 }), is('bank', 34, 'Payment/A', 'BOOKED', { told: 60 }),
    leads('bank', 22, 'Payment/D', 'order', 'Order/D'), is('bank', 22, 'Payment/D', 'PROMISED'),
  )
}
const disagreements = async (fields: string, more = ''): Promise<unknown> => ((await ask(`{ disagreements(definition: "done", version: 1${more}) { ${fields} } }`)) as { disagreements: unknown }).disagreements
const at = (asOf: number, knownAt?: number): string => `, asOf: "${iso(asOf)}"${knownAt === undefined ? '' : `, knownAt: "${iso(knownAt)}"`}`
const CELL = 'pair(first: "selling", second: "paying") { cell(first: MET, second: [NOT_MET, UNKNOWN])'

describe('where domains disagree', () => {
  test('orders are counted by what each domain says of them', async () => {
    await told()
    expect(await disagreements('definition version orders differing unified { outcome orders } domains { domain outcomes { outcome orders } }')).toEqual({
      definition: 'done', version: 1, orders: 4, differing: 2,
      unified: [{ outcome: 'MET', orders: 2 }, { outcome: 'NOT_MET', orders: 1 }, { outcome: 'UNKNOWN', orders: 1 }],
      domains: [
        { domain: 'selling', outcomes: [{ outcome: 'MET', orders: 4 }] },
        { domain: 'paying', outcomes: [{ outcome: 'MET', orders: 1 }, { outcome: 'NOT_MET', orders: 1 }, { outcome: 'UNKNOWN', orders: 1 }, { outcome: 'NOT_APPLICABLE', orders: 1 }] },
      ],
    })
    await rebuiltTheSame()
    expect(await disagreements('differing pairs { first second differing cells { first second count since medianHours } }')).toEqual({
      differing: 2,
      pairs: [{
        first: 'selling', second: 'paying', differing: 2,
        cells: [
          { first: ['MET'], second: ['MET'], count: 1, since: iso(34), medianHours: 66 },
          { first: ['MET'], second: ['NOT_MET'], count: 1, since: iso(22), medianHours: 78 },
          { first: ['MET'], second: ['UNKNOWN'], count: 1, since: iso(12), medianHours: 88 },
          { first: ['MET'], second: ['NOT_APPLICABLE'], count: 1, since: iso(14), medianHours: 86 },
        ],
      }],
    })
  })

  test('how far apart they are, and which is later; of the pair the other way round too', async () => {
    await told()
    const skew = { orders: 1, meanHours: 24, medianHours: 24, p90Hours: 24, longestHours: 24 }
    const fields = 'orders meanHours medianHours p90Hours longestHours'
    expect(await disagreements(`skew { ${fields} } pairs { skew { ${fields} firstLater secondLater together } } pair(first: "paying", second: "selling") { first skew { firstLater secondLater } }`)).toEqual({
      skew, pairs: [{ skew: { ...skew, firstLater: 0, secondLater: 1, together: 0 } }], pair: { first: 'paying', skew: { firstLater: 1, secondLater: 0 } },
    })
    expect(await disagreements('skew { orders } pairs { skew { orders } }', at(30))).toEqual({ skew: null, pairs: [{ skew: null }] })
  })

  test('which orders: those of a cell, page by page, longest in it first', async () => {
    await told()
    const page = async (rest: string) => ((await disagreements(`${CELL} { count since medianHours orders(${rest}) { totalCount nodes { id verdict(definition: "done", version: 1) { unified } } pageInfo { hasNextPage endCursor } } } }`)) as { pair: { cell: { orders: { nodes: { id: string }[]; pageInfo: { endCursor: string } } } } }).pair.cell
    const first = await page('first: 1')
    expect(first).toEqual({ count: 2, since: iso(12), medianHours: 83, orders: { totalCount: 2, nodes: [{ id: 'Order/B', verdict: { unified: 'UNKNOWN' } }], pageInfo: { hasNextPage: true, endCursor: expect.any(String) as unknown } } })
    const { endCursor } = first.orders.pageInfo
    expect((await page(`first: 1, after: "${endCursor}"`)).orders).toMatchObject({ nodes: [{ id: 'Order/D', verdict: { unified: 'NOT_MET' } }], pageInfo: { hasNextPage: false } })
    // A page goes on later, as of the same time.
    const paged = async (rest: string) => ((await disagreements(`${CELL} { orders(${rest}) { nodes { id } pageInfo { endCursor } } } }`, at(40))) as { pair: { cell: { orders: { nodes: { id: string }[]; pageInfo: { endCursor: string } } } } }).pair.cell.orders
    const one = await paged('first: 1')
    setClock(101)
    expect([...one.nodes, ...(await paged(`first: 1, after: "${one.pageInfo.endCursor}"`)).nodes].map(({ id }) => id)).toEqual(['Order/B', 'Order/D'])
    // B: sewn at 12, unknown since 1; D: sewn at 20, promised since 22.
    expect((await page('first: 1, orderBy: FARTHEST')).orders.nodes[0]?.id).toBe('Order/B')
    expect((await page('first: 2, orderBy: ID')).orders.nodes.map(({ id }) => id)).toEqual(['Order/B', 'Order/D'])
    expect(await ask(`{ disagreements(definition: "done", version: 1) { ${CELL} { orders(orderBy: ID, after: "${endCursor}") { nodes { id } } } } } }`)).toMatchObject({ errors: ['BAD_CURSOR'] })
  })

  test('then: as of a moment, and as known at one', async () => {
    await told()
    // At 11 only A is sewn; nobody has paid.
    expect(await disagreements(`orders domains { outcomes { outcome orders } } ${CELL} { count orders { nodes { id verdict(definition: "done") { domains { outcome since } } } } } }`, at(11))).toEqual({
      orders: 4,
      domains: [{ outcomes: [{ outcome: 'MET', orders: 1 }, { outcome: 'NOT_MET', orders: 3 }] }, { outcomes: [{ outcome: 'UNKNOWN', orders: 3 }, { outcome: 'NOT_APPLICABLE', orders: 1 }] }],
      pair: { cell: { count: 1, orders: { nodes: [{ id: 'Order/A', verdict: { domains: [{ outcome: 'MET', since: iso(10) }, { outcome: 'UNKNOWN', since: iso(1) }] } }] } } },
    })
    // Before the bank told of it, A was one of them.
    expect(await disagreements(`${CELL} { count orders(orderBy: ID) { nodes { id } } } }`, at(40, 59))).toEqual({ pair: { cell: { count: 3, orders: { nodes: [{ id: 'Order/A' }, { id: 'Order/B' }, { id: 'Order/D' }] } } } })
    expect(await disagreements(`${CELL} { count } }`, at(40, 60))).toEqual({ pair: { cell: { count: 2 } } })
    expect(await disagreements(`${CELL} { count } }`, at(40))).toEqual({ pair: { cell: { count: 2 } } })
  })

  test('before anything had occurred, or was told, there is nothing to count, which is said', async () => {
    const refused = async (question: string): Promise<unknown> => (await askWhole(question)).errors.map(({ message, extensions }) => [extensions['code'], message])
    // Nothing was told yet: none of it is no finding, and there is no first moment to name.
    expect(await ask(`{ disagreements(definition: "done", version: 1${at(0)}) { orders } }`)).toEqual({ disagreements: { orders: 0 } })
    await told()
    for (const list of ['disagreements(definition: "done", version: 1, AT) { orders }', 'disagreements(definition: "done", version: 1, AT, where: { key: { eq: "A" } }) { orders }', 'stateGraph(type: "Garment", AT) { entities }', 'orders(AT) { nodes { id } }', 'orders(AT, where: { key: { eq: "A" } }) { totalCount }']) {
      const then = (moment: string): Promise<unknown> => refused(`{ ${list.replace('AT', moment.slice(2))} }`)
      expect(await then(at(0)), list).toEqual([['AS_OF_BEFORE_FIRST', `Argument 'asOf' is ${iso(0)}, before anything told of had occurred: the first did at ${iso(1)}. Ask for a moment from then on.`]])
      expect(await then(at(50, 0)), list).toEqual([['AS_OF_BEFORE_FIRST', `Argument 'knownAt' is ${iso(0)}, before anything was told: the first was at ${iso(1)}. Ask for a moment from then on.`]])
      expect(await then(at(1)), list).toEqual([])
    }
    // Payments are told of from hour 22 on: none of them before that is a finding.
    expect(await ask(`{ stateGraph(type: "Payment"${at(2)}) { entities } }`)).toEqual({ stateGraph: { entities: 0 } })
    expect(await ask(`{ orders(asOf: "${iso(1)}", where: { key: { eq: "nobody" } }) { totalCount } }`)).toEqual({ orders: { totalCount: 0 } })
  })

  test('of the orders that a filter means, then as now', async () => {
    await told()
    expect(await disagreements('orders differing', ', where: { terms: { eq: "GIFT" } }')).toEqual({ orders: 1, differing: 0 })
    for (const moment of ['', at(40), at(40, 59)]) expect(await disagreements('orders', `${moment}, where: {}`)).toEqual({ orders: 4 })
    expect(await disagreements('orders differing', ', where: { lines: { some: { key: { in: ["A", "B"] } } } }')).toEqual({ orders: 2, differing: 1 })
    expect(await disagreements('orders differing', `${at(11)}, where: { lines: { some: { state: { local: { eq: "SEWN" } } } } }`)).toEqual({ orders: 1, differing: 1 })
    expect(await disagreements('orders', `${at(40, 59)}, where: { verdicts: { some: { definition: { eq: "done" }, version: { eq: 1 }, domain: { eq: "paying" }, outcome: { eq: UNKNOWN } } } }`)).toEqual({ orders: 2 })
    expect(await disagreements('orders', `${at(40)}, where: { verdicts: { some: { definition: { eq: "done" }, version: { eq: 1 }, domain: { eq: "paying" }, outcome: { eq: UNKNOWN } } } }`)).toEqual({ orders: 1 })
    expect(await ask(`{ disagreements(definition: "done"${at(40)}, where: { note: { eq: "x" } }) { orders } }`)).toMatchObject({ errors: ['AS_OF_NOT_KEPT'] })
  })

  test('names that nobody has, one domain twice and no outcome are refused', async () => {
    await told()
    const codes = async (fields: string, definition = 'done'): Promise<unknown> => ((await ask(`{ disagreements(definition: "${definition}") { ${fields} } }`)) as { errors: unknown }).errors
    expect(await codes('orders', 'dome')).toEqual(['UNKNOWN_DEFINITION'])
    expect(await codes('pair(first: "selling", second: "baying") { differing }')).toEqual(['UNKNOWN_DOMAIN'])
    expect(await codes('pair(first: "selling", second: "selling") { differing }')).toEqual(['BAD_ARGUMENT'])
    expect(await codes('pair(first: "selling", second: "paying") { cell(first: [], second: MET) { count } }')).toEqual(['BAD_ARGUMENT'])
    expect(await codes('pair(first: "selling", second: "paying") { cell(first: MET, second: MET) { orders(first: 0) { nodes { id } } } }')).toEqual(['BAD_ARGUMENT'])
  })
})

describe('a verdict as of a moment', () => {
  /** The answer with what of its receipt both roads must say, and whether claims were read for it. */
  const asked = async (order: string, moment: string, grounds: string) => {
    const statements = vi.spyOn(world.questions, 'query')
    const { data, errors, receipt } = await askWhole(`{ order(id: "${order}"${moment}) { id verdict(definition: "done", version: 1) { unified since firstMetAt skewHours domains { domain outcome since firstMetAt ${grounds} } } } }`)
    const names = statements.mock.calls.map(([statement]) => (statement as unknown as { readonly name?: string }).name)
    statements.mockRestore()
    const { openConflicts, definitions, notes } = receipt as Readonly<Record<string, unknown>>
    return { answer: JSON.parse(JSON.stringify({ data, errors, openConflicts, definitions, notes }, (name, value: unknown) => (name === 'missing' || name === 'evidence' ? undefined : value))) as unknown, byClaims: names.includes('read/claims-about') }
  }

  test('is read from what is kept of it, and the same as by the claims, its receipt too', async () => {
    await told()
    for (const order of ['A', 'B', 'C', 'D']) {
      for (const moment of [1, 11, 13, 30, 40, 100]) {
        const kept = await asked(`Order/${order}`, at(moment), '')
        expect(kept.byClaims).toBe(false)
        expect(kept.answer).toEqual((await asked(`Order/${order}`, at(moment), 'missing')).answer)
        expect(kept.answer).toEqual((await asked(`Order/${order}`, at(moment), 'evidence { id }')).answer)
      }
    }
    expect((await asked('Order/A', at(40), '')).answer).toMatchObject({ data: { order: { id: 'Order/A', verdict: {
      unified: 'MET', since: iso(34), firstMetAt: iso(34), skewHours: 24, domains: [{ domain: 'selling', outcome: 'MET', since: iso(10), firstMetAt: iso(10) }, { domain: 'paying', outcome: 'MET', since: iso(34), firstMetAt: iso(34) }],
    } } }, openConflicts: 0 })
    expect((await asked('Order/A', at(0), '')).answer).toMatchObject({ data: { order: null }, errors: [{ extensions: { code: 'ORDER_UNKNOWN_AT' } }] })
  })

  test('is worked out from the claims where sources ever disagreed on the states of the order, as known before, and where a source dates what it told ahead of the clock', async () => {
    await told()
    await tell(is('web', 20, 'Garment/B', 'CANCELLED'))
    // The desk says sewn since 12, which leads nowhere: nobody can tell.
    const disputed = await asked('Order/B', at(40), '')
    expect(disputed).toMatchObject({ byClaims: true, answer: { openConflicts: 1, data: { order: { verdict: { domains: [{ outcome: 'UNKNOWN' }, {}] } } } } })
    expect(disputed.answer).toEqual((await asked('Order/B', at(40), 'missing')).answer)
    expect(await asked('Order/B', at(15), '')).toMatchObject({ byClaims: true, answer: { openConflicts: 0 } })
    expect(await asked('Order/A', at(40, 59), '')).toMatchObject({ byClaims: true, answer: { data: { order: { verdict: { unified: 'UNKNOWN' } } } } })
    expect(await asked('Order/A', at(40), '')).toMatchObject({ byClaims: false })
    await tell(is('bank', 36, 'Payment/A', 'PROMISED', { told: 200 }))
    const ahead = await asked('Order/A', at(40), '')
    expect(ahead).toMatchObject({ byClaims: true, answer: { data: { order: { verdict: { unified: 'MET' } } } } })
    expect(ahead.answer).toEqual((await asked('Order/A', at(40), 'missing')).answer)
  })
})

describe('open conflicts of an answer', () => {
  test('are those of what its verdicts and states rest on, whatever else was asked, each once', async () => {
    await told()
    // Of patterns no state of an order is drawn, and this one belongs to none; that patterns are released is said of it.
    await tell(is('web', 20, 'Garment/B', 'CANCELLED'), is('web', 50, 'Pattern/X', 'RELEASED'))
    await tell(leads('desk', 2, 'Garment/D', 'pattern', 'Pattern/X'), is('desk', 50, 'Pattern/X', 'DRAFT'))
    const open = async (question: string): Promise<unknown> => (await askWhole(question)).receipt['openConflicts']
    const all = (fields: string, args = ''): string => `{ orders${args} { nodes { id ${fields} } } }`
    const [done, released, states] = ['done: verdict(definition: "done", version: 1) { unified }', 'released: verdict(definition: "released") { unified }', 'states { domain local }']
    for (const args of ['', `(asOf: "${iso(60)}")`]) {
      expect(await open(all('', args))).toBe(0)
      for (const one of [done, released, states]) expect(await open(all(one, args))).toBe(1)
      expect(await open(all(`${done} ${released} ${states} lines { nodes { state { local } } }`, args))).toBe(2)
    }
    for (const [order, wanted] of [['B', [1, 0]], ['D', [0, 1]]] as const) {
      for (const args of ['', `, asOf: "${iso(60)}"`]) expect([await open(`{ order(id: "Order/${order}"${args}) { ${done} } }`), await open(`{ order(id: "Order/${order}"${args}) { ${released} } }`)]).toEqual(wanted)
    }
    // The one of the two moments is before they disagreed.
    expect(await open(`{ explainChange(order: "Order/D", definition: "released", before: { asOf: "${iso(49)}" }, after: {}) { after { outcome } } }`)).toBe(1)
    expect(await open(`{ explainChange(order: "Order/D", definition: "released", before: { asOf: "${iso(48)}" }, after: { asOf: "${iso(49)}" }) { after { outcome } } }`)).toBe(0)
    // Before they disagreed.
    expect(await open(`{ order(id: "Order/D", asOf: "${iso(49)}") { ${released} } }`)).toBe(0)
  })
})

describe('orders as of a moment', () => {
  const orders = async (args: string, fields = 'nodes { id }'): Promise<unknown> => ((await ask(`{ orders(${args}) { ${fields} } }`)) as { orders: unknown }).orders
  const ids = async (args: string): Promise<unknown> => ((await orders(args)) as { nodes: { id: string }[] }).nodes.map(({ id }) => id)
  const then = (asOf: number, knownAt?: number): string => at(asOf, knownAt).slice(2)

  test('are those that had begun, filtered, sorted and paged by what was so', async () => {
    await told()
    await tell(has('desk', 50, 'Order/E', 'terms', 'POST'))
    expect(await ids(then(40))).toEqual(['Order/A', 'Order/B', 'Order/C', 'Order/D'])
    expect(await ids(then(50))).toEqual(['Order/A', 'Order/B', 'Order/C', 'Order/D', 'Order/E'])
    expect(await ids(then(60, 49))).toEqual(['Order/A', 'Order/B', 'Order/C', 'Order/D'])
    expect(await ids(`${then(13)}, where: { states: { some: { domain: { eq: "selling" }, local: { eq: "SEWN" } } } }`)).toEqual(['Order/A', 'Order/B'])
    expect(await ids(`${then(40, 59)}, where: { verdicts: { some: { definition: { eq: "done" }, version: { eq: 1 }, outcome: { eq: MET } } } }`)).toEqual(['Order/C'])
    expect(await ids(`${then(40)}, where: { verdicts: { some: { definition: { eq: "done" }, version: { eq: 1 }, outcome: { eq: MET } } } }`)).toEqual(['Order/A', 'Order/C'])
    expect(await ids(`${then(40)}, orderBy: [{ state: { domain: "selling", by: SINCE }, direction: DESC }], first: 2`)).toEqual(['Order/D', 'Order/C'])
    const page = await orders(`${then(40)}, first: 3`, 'totalCount totalCountPrecision nodes { id states { domain local since } } pageInfo { hasNextPage endCursor }') as { pageInfo: { endCursor: string } }
    expect(page).toMatchObject({ totalCount: 4, totalCountPrecision: 'EXACT', nodes: [{ id: 'Order/A', states: [{ domain: 'selling', local: 'SEWN', since: iso(10) }] }, { id: 'Order/B' }, { id: 'Order/C' }], pageInfo: { hasNextPage: true } })
    expect(await ids(`${then(40)}, first: 3, after: "${page.pageInfo.endCursor}"`)).toEqual(['Order/D'])
  })

  test('by what has no history: refused', async () => {
    await told()
    expect(await ask(`{ orders(${then(40)}, where: { note: { eq: "x" } }) { nodes { id } } }`)).toMatchObject({ errors: ['AS_OF_NOT_KEPT'] })
    expect(await ask(`{ orders(${then(40)}, orderBy: [{ field: NOTE }]) { nodes { id } } }`)).toMatchObject({ errors: ['AS_OF_NOT_KEPT'] })
  })
})

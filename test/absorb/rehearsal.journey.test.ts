import { describe, expect, test } from 'vitest'
import { has, is, leads, named } from '../settle/tell.ts'
import { ask, askAs, atelierForEachTest, close, iso, open, setClock, tell, world } from './atelier-door.ts'

/*
 * Four orders under `paid` version 1 (paying: every payment that is there is booked; a gift is none of its business), worked out by hand. Terms by order:
 *   A BILL  sewn at 10, paid at 34          MET since 34
 *   B BILL  sewn at 12, promised at 40      NOT_MET since 40
 *   C GIFT  sewn at 14                      NOT_APPLICABLE
 *   D POST  cut, no payment                 UNKNOWN
 * Version 2 wants it sewn as well: `selling` and `paying`, and a promise is enough:
 *   A MET (10, 34: 24 h apart), B MET (12, 40: 28 h apart), C MET (selling alone applies), D NOT_MET
 */
atelierForEachTest()

const told = async (): Promise<void> => {
  const terms = { A: 'BILL', B: 'BILL', C: 'GIFT', D: 'POST' }
  const sewn: Readonly<Record<string, number>> = { A: 10, B: 12, C: 14 }
  await tell(...Object.entries(terms).flatMap(([key, term]) => [
    has('desk', 1, `Order/${key}`, 'terms', term), leads('desk', 1, `Garment/${key}`, 'order', `Order/${key}`), is('desk', 1, `Garment/${key}`, 'CUT'),
    ...(sewn[key] === undefined ? [] : [is('desk', sewn[key], `Garment/${key}`, 'SEWN')]),
  ]))
  await tell(leads('bank', 34, 'Payment/A', 'order', 'Order/A'), is('bank', 34, 'Payment/A', 'BOOKED'), leads('bank', 40, 'Payment/B', 'order', 'Order/B'), is('bank', 40, 'Payment/B', 'PROMISED'))
}

const version = (rule = "state.local in ['BOOKED', 'PROMISED']"): string => `definition: paid
title: Order paid
owner: the tailor
versions:
  - version: 2
    changeReason: sewn, and at least promised
    domains:
      selling: { over: Garment, met: state.local == 'SEWN' }
      paying: { applies: order.terms != 'GIFT', over: Payment, met: "${rule}" }
    unified: all
`
const ruled = async (actor: string, mutation: string, variables: Record<string, unknown> = {}): Promise<unknown> => {
  const { data, errors } = await askAs(actor, mutation, variables)
  return errors.length > 0 ? errors.map(({ extensions }) => extensions['code']) : Object.values(data ?? {})[0]
}
const propose = (rule?: string): Promise<unknown> => ruled('ada', 'mutation ($source: String!) { proposeDefinition(source: $source, reason: "r") { version { lifecycle } } }', { source: version(rule) })
const RESULT = `stage failure orders changed against unified { before after orders } domains { domain cells { before after orders } } months { value orders changed metBefore metAfter }
  dimensions { field values { value orders changed metBefore metAfter } others { orders } } skewBefore { orders } skewAfter { orders meanHours medianHours longestHours }
  examples { order { id } before after text claims { about { id } value } } questions`
interface Begun { readonly id: string; readonly stage: string }
const begin = async (more = ''): Promise<Begun> => (await ruled('cem', `mutation { rehearseDefinition(definition: "paid", version: 2${more}) { id stage } }`)) as Begun
const ended = async (id: string): Promise<Record<string, unknown>> => {
  const read = async () => ((await ask(`{ rehearsal(id: ${id}) { ${RESULT} } }`)) as { rehearsal: Record<string, unknown> }).rehearsal
  await expect.poll(async () => (await read())['stage'], { timeout: 30_000 }).not.toBe('UNDER_WAY')
  return read()
}

describe('a rehearsal', () => {
  test('says what a version would change, each way, by domain, month and field, how far apart, and which claim makes the difference', async () => {
    await told()
    await propose()
    const { id, stage } = await begin(', by: ["terms"]')
    expect(stage).toBe('UNDER_WAY')
    const result = await ended(id)
    expect(result).toMatchObject({
      stage: 'DONE', failure: null, orders: 4, changed: 3, against: 1,
      unified: [{ before: 'MET', after: 'MET', orders: 1 }, { before: 'NOT_APPLICABLE', after: 'MET', orders: 1 }, { before: 'NOT_MET', after: 'MET', orders: 1 }, { before: 'UNKNOWN', after: 'NOT_MET', orders: 1 }],
      domains: [
        { domain: 'paying', cells: [{ before: 'MET', after: 'MET', orders: 1 }, { before: 'NOT_APPLICABLE', after: 'NOT_APPLICABLE', orders: 1 }, { before: 'NOT_MET', after: 'MET', orders: 1 }, { before: 'UNKNOWN', after: 'UNKNOWN', orders: 1 }] },
        { domain: 'selling', cells: [{ before: null, after: 'MET', orders: 3 }, { before: null, after: 'NOT_MET', orders: 1 }] },
      ],
      months: [{ value: '2026-01', orders: 4, changed: 3, metBefore: 1, metAfter: 3 }],
      dimensions: [{ field: 'terms', others: null, values: [
        { value: 'BILL', orders: 2, changed: 1, metBefore: 1, metAfter: 2 }, { value: 'GIFT', orders: 1, changed: 1, metBefore: 0, metAfter: 1 }, { value: 'POST', orders: 1, changed: 1, metBefore: 0, metAfter: 0 },
      ] }],
      skewBefore: null, skewAfter: { orders: 2, meanHours: 26, medianHours: 26, longestHours: 28 },
    })
    const example = (result['examples'] as { order: { id: string }; before: string; after: string; text: string; claims: { about: { id: string }; value: unknown }[] }[]).find(({ order }) => order.id === 'Order/B')
    expect(example).toMatchObject({ before: 'NOT_MET', after: 'MET', claims: expect.arrayContaining([{ about: { id: 'Payment/B' }, value: 'PROMISED' }]) as unknown })
    expect(example?.text).toContain('Payment/B')
    // Every order counted is what the version says of it once it is asked for itself.
    await ruled('ben', 'mutation { approveDefinition(definition: "paid", version: 2, reason: "r") { version { lifecycle } } }')
    await expect.poll(async () => ((await ask('{ definition(name: "paid") { versions { judging } } }')) as { definition: { versions: { judging: string }[] } }).definition.versions[1]?.judging, { timeout: 20_000 }).toBe('DONE')
    expect(await ask('{ orders { nodes { id verdict(definition: "paid", version: 2) { unified skewHours } } } disagreements(definition: "paid", version: 2) { unified { outcome orders } skew { meanHours orders } } }')).toEqual({
      orders: { nodes: [{ id: 'Order/A', verdict: { unified: 'MET', skewHours: 24 } }, { id: 'Order/B', verdict: { unified: 'MET', skewHours: 28 } }, { id: 'Order/C', verdict: { unified: 'MET', skewHours: null } }, { id: 'Order/D', verdict: { unified: 'NOT_MET', skewHours: null } }] },
      disagreements: { unified: [{ outcome: 'MET', orders: 3 }, { outcome: 'NOT_MET', orders: 1 }], skew: { meanHours: 26, orders: 2 } },
    })
  })

  /*
   * How many pieces the garments of orders have, and under which labels they were sent:
   *   A garments of 3 and of 5 pieces, both in parcel L1        MET before and after
   *   B one of 3 until 20, then of 5, in parcel L2              NOT_MET, then MET
   *   C two of 3, one of them in parcel L1                      NOT_APPLICABLE, then MET
   *   D one of which nobody said, in a parcel without a label   UNKNOWN, then NOT_MET
   */
  test.each([
    ['by states', "state.local in ['BOOKED', 'PROMISED']"],
    ['by claims', "state.local in ['BOOKED', 'PROMISED'] && (has(entity.voucher) || true)"],
  ])('counts by what relations lead to, an order once for each value that it has: %s', async (_, rule) => {
    await told()
    const another = (key: string, order: string, sewn: number) => [leads('desk', 1, `Garment/${key}`, 'order', `Order/${order}`), is('desk', sewn, `Garment/${key}`, 'SEWN')]
    await tell(
      ...another('A2', 'A', 10), ...another('C2', 'C', 14), has('desk', 20, 'Garment/B', 'pieces', 5),
      ...Object.entries({ A: 3, A2: 5, B: 3, C: 3, C2: 3 }).map(([key, pieces]) => has('desk', 1, `Garment/${key}`, 'pieces', pieces)),
    )
    await tell(
      named('dock', 5, 'Parcel/1', 'sending.label', 'L1'), named('dock', 5, 'Parcel/2', 'sending.label', 'L2'),
      ...Object.entries({ A: '1', A2: '1', C: '1', B: '2', D: '3' }).map(([key, parcel]) => leads('dock', 6, `Parcel/${parcel}`, 'lines', `Garment/${key}`)),
    )
    await propose(rule)
    const { dimensions, orders, changed } = await ended((await begin(', by: ["lines.pieces", "lines.parcels.label", "terms"]')).id)
    expect([orders, changed]).toEqual([4, 3])
    expect(dimensions).toEqual([
      { field: 'lines.pieces', others: null, values: [
        { value: '3', orders: 2, changed: 1, metBefore: 1, metAfter: 2 }, { value: '5', orders: 2, changed: 1, metBefore: 1, metAfter: 2 }, { value: null, orders: 1, changed: 1, metBefore: 0, metAfter: 0 },
      ] },
      { field: 'lines.parcels.label', others: null, values: [
        { value: 'L1', orders: 2, changed: 1, metBefore: 1, metAfter: 2 }, { value: null, orders: 1, changed: 1, metBefore: 0, metAfter: 0 }, { value: 'L2', orders: 1, changed: 1, metBefore: 0, metAfter: 1 },
      ] },
      { field: 'terms', others: null, values: [
        { value: 'BILL', orders: 2, changed: 1, metBefore: 1, metAfter: 2 }, { value: 'GIFT', orders: 1, changed: 1, metBefore: 0, metAfter: 1 }, { value: 'POST', orders: 1, changed: 1, metBefore: 0, metAfter: 0 },
      ] },
    ])
  })

  test('lists the saved questions that use the word, wherever they name it', async () => {
    await close()
    // By letter: what the question asks, and whether it is about `paid`.
    const asked: Readonly<Record<string, readonly [boolean, string]>> = {
      A: [true, '{ order(id: "Order/A") { verdict(definition: "paid") { unified } } }'],
      B: [true, '{ order(id: "Order/A") { verdict(definition: """paid""") { unified } } }'],
      C: [true, 'query ($word: String! = "paid") { disagreements(definition: $word) { orders } }'],
      D: [true, '{ orders(where: { not: { verdicts: { none: { definition: { in: ["done", "paid"] } } } } }) { totalCount } }'],
      E: [true, 'query ($where: OrderWhere = { and: [{ verdicts: { some: { definition: { eq: "paid" } } } }] }) { orders(where: $where) { totalCount } }'],
      F: [true, 'query ($one: String = "paid") { orders(where: { verdicts: { some: { definition: { eq: $one } } } }) { totalCount } }'],
      G: [true, '{ orders(orderBy: [{ verdict: { definition: "paid", by: SINCE } }]) { totalCount } }'],
      H: [true, '{ definition(name: "paid") { title } }'],
      I: [true, 'query One { orders { nodes { ...Word } } } fragment Word on Order { verdict(definition: "paid") { unified } }'],
      // `twice` uses `once`, which uses `paid`.
      J: [true, '{ disagreements(definition: "twice") { orders } }'],
      K: [false, '{ disagreements(definition: "done") { orders } }'],
      L: [false, '{ order(id: "paid") { verdict(definition: "done") { unified } } }'],
      M: [false, '# about "paid"\n{ orders(where: { note: { eq: "paid" } }) { totalCount } }'],
      N: [false, '{ orders(where: { verdicts: { some: { definition: { eq: "done" }, domain: { eq: "paid" } } } }) { totalCount } }'],
      O: [false, '{ orders { "paid"'],
    }
    await open({ questions: Object.entries(asked).map(([title, [, query]]) => ({ title, query })) })
    const using = (name: string, used: string): string => `definition: ${name}\ntitle: ${name}\nowner: o\nversions:\n  - version: 1\n    changeReason: c\n    uses: { it: { definition: ${used}, version: 1 } }\n    domains: { selling: { over: Order, met: verdicts.it.outcome == 'MET' } }\n    unified: all\n`
    for (const [name, used] of [['once', 'paid'], ['twice', 'once']] as const) {
      await ruled('ada', 'mutation ($source: String!) { proposeDefinition(source: $source, reason: "r") { version { lifecycle } } }', { source: using(name, used) })
      await ruled('ben', `mutation { approveDefinition(definition: "${name}", version: 1, reason: "r") { version { lifecycle } } }`)
    }
    await told()
    await propose()
    expect((await ended((await begin()).id))['questions']).toEqual(Object.entries(asked).flatMap(([title, [isAbout]]) => (isAbout ? [title] : [])))
  })

  test('is wanted, fresh and against the version that would end, before a version comes into force', async () => {
    await told()
    // Rehearsed with other rules, as a draft, it was not rehearsed.
    await ruled('ada', 'mutation ($source: String!) { proposeDefinition(source: $source, draft: true, reason: "r") { version { lifecycle } } }', { source: version("state.local == 'BOOKED'") })
    await ended((await begin()).id)
    await propose()
    await ruled('ben', 'mutation { approveDefinition(definition: "paid", version: 2, reason: "r") { version { lifecycle } } }')
    await expect.poll(async () => ((await ask('{ definition(name: "paid") { versions { judging } } }')) as { definition: { versions: { judging: string }[] } }).definition.versions[1]?.judging, { timeout: 20_000 }).toBe('DONE')
    const activate = (): Promise<unknown> => ruled('ben', 'mutation { activateDefinition(definition: "paid", version: 2, reason: "r") { version { lifecycle } } }')
    expect(await activate()).toEqual(['REHEARSAL_WANTED'])
    await ended((await begin()).id)
    // A week is over.
    setClock(100 + 8 * 24)
    expect(await activate()).toEqual(['REHEARSAL_WANTED'])
    await ended((await begin(', against: 2')).id)
    expect(await activate()).toEqual(['REHEARSAL_WANTED'])
    await ended((await begin()).id)
    expect(await activate()).toEqual({ version: { lifecycle: 'ACTIVE' } })
    expect(await ask('{ definition(name: "paid") { versions { version rehearsal { against changed } rehearsals { id } } } }')).toMatchObject({ definition: { versions: [{ rehearsal: null, rehearsals: [] }, { rehearsal: { against: 1, changed: 3 }, rehearsals: [{ id: '4' }, { id: '3' }, { id: '2' }, { id: '1' }] }] } })
  })

  test('of a definition that has no version in force says what it would be', async () => {
    await told()
    await ruled('ada', 'mutation ($source: String!) { proposeDefinition(source: $source, reason: "r") { version { lifecycle } } }', { source: version().replace('definition: paid', 'definition: fresh').replace('version: 2', 'version: 1') })
    const { id } = (await ruled('cem', 'mutation { rehearseDefinition(definition: "fresh", version: 1) { id } }')) as Begun
    expect(await ended(id)).toMatchObject({ stage: 'DONE', against: null, orders: 4, changed: 4, unified: [{ before: null, after: 'MET', orders: 3 }, { before: null, after: 'NOT_MET', orders: 1 }] })
  })

  test('is refused where it cannot be, and cancelled or killed leaves no answer', async () => {
    await told()
    await propose()
    // No field, a relation that is not there, no attribute at the end, an inferred relation, nothing between two dots.
    for (const field of ['term', 'lines.patern.drawnBy', 'lines.pattern', 'lines.mayBePaidBy.amount', 'lines..pieces']) expect(await ruled('cem', `mutation { rehearseDefinition(definition: "paid", version: 2, by: ["${field}"]) { id } }`), field).toEqual(['BAD_ARGUMENT'])
    expect(await ruled('cem', 'mutation { rehearseDefinition(definition: "paid", version: 7) { id } }')).toEqual(['UNKNOWN_VERSION'])
    expect(await ruled('', 'mutation { rehearseDefinition(definition: "paid", version: 2) { id } }')).toEqual(['ACTOR_MISSING'])
    expect(await ask('{ rehearsal(id: 99) { stage } }')).toMatchObject({ errors: ['REHEARSAL_UNKNOWN'] })
    const { id } = await begin()
    expect(await ruled('cem', 'mutation { rehearseDefinition(definition: "paid", version: 2) { id } }')).toEqual(['REHEARSAL_UNDER_WAY'])
    expect(await ruled('cem', `mutation { cancelRehearsal(id: ${id}) { stage changed } }`)).toEqual({ stage: 'CANCELLED', changed: null })
    // The thread that was at work does not turn it round.
    const next = await begin()
    expect(await ended(next.id)).toMatchObject({ stage: 'DONE' })
    expect(await ask(`{ rehearsal(id: ${id}) { stage } }`)).toEqual({ rehearsal: { stage: 'CANCELLED' } })
    // One whose program died long ago.
    await world.journal.query(`insert into rehearsal (definition, version, meaning, actor, begun_at, touched_at, stage) values ('paid', 2, '', 'x', 0, 0, 'UNDER_WAY')`)
    expect(await ask('{ definition(name: "paid") { versions { rehearsals { id } } } }')).toMatchObject({ definition: { versions: [{}, { rehearsals: [{ id: next.id }, { id }] }] } })
    expect(await ended((await begin()).id)).toMatchObject({ stage: 'DONE' })
  })

  test('is kept with the version: a start finds it, and clears away one that died', async () => {
    await told()
    await propose()
    const { id } = await begin()
    await ended(id)
    await world.journal.query(`insert into rehearsal (definition, version, meaning, actor, begun_at, touched_at, stage) values ('paid', 2, '', 'x', 0, 0, 'UNDER_WAY')`)
    await close()
    await open({ keep: true })
    await expect.poll(async () => (await world.journal.query('select stage from rehearsal')).rows).toEqual([{ stage: 'DONE' }])
    expect(await ask(`{ rehearsal(id: ${id}) { changed actor begunAt } }`)).toEqual({ rehearsal: { changed: 3, actor: 'cem', begunAt: iso(100) } })
  })
})

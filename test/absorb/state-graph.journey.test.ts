import { describe, expect, test } from 'vitest'
import { deletes, has, is, leads } from '../settle/tell.ts'
import { ask, askWhole, atelierForEachTest, iso, tell } from './atelier-door.ts'

/*
 * Garments of the atelier, worked out by hand; the clock stands at hour 100. ORDERED is web's to say and expected to last 2 hours, CUT is desk's and expected to last 25;
 * CUT's SLA is three hours, or more than two pieces. People enter what web tells.
 *   1  ORDERED 1-3, CUT 3-10, SEWN 10-            of its pieces nothing is known, so nor whether CUT met its SLA
 *   2  ORDERED 1-6, SEWN 6-                       a jump
 *   3  ORDERED 2-4 by web, CUT 4- by desk         one piece: CUT breaches its SLA
 *   4  sources disagree 5-8, SEWN 8- by web
 *   5  ORDERED 1-4, deleted 4-9, ORDERED 9-
 *   6  ORDERED 1-7, CUT 7-                        until hour 50 we were told that it was cut at 2
 */
atelierForEachTest()

const told = async (): Promise<void> => {
  await tell(
    leads('desk', 1, 'Garment/1', 'order', 'Order/A'), is('desk', 1, 'Garment/1', 'ORDERED'), is('desk', 10, 'Garment/1', 'SEWN'), is('desk', 3, 'Garment/1', 'CUT'),
    is('desk', 1, 'Garment/2', 'ORDERED'), is('desk', 6, 'Garment/2', 'SEWN'),
    is('desk', 4, 'Garment/3', 'CUT'), has('desk', 2, 'Garment/3', 'pieces', 1), leads('desk', 2, 'Garment/3', 'order', 'Order/A'),
    is('desk', 5, 'Garment/4', 'CUT'),
    is('desk', 1, 'Garment/5', 'ORDERED'), deletes('desk', 4, 'Garment/5'), is('desk', 9, 'Garment/5', 'ORDERED'),
    is('desk', 1, 'Garment/6', 'ORDERED'), is('desk', 2, 'Garment/6', 'CUT', { id: 'cut6' }),
  )
  await tell(is('web', 2, 'Garment/3', 'ORDERED'), is('web', 5, 'Garment/4', 'SEWN'), is('web', 8, 'Garment/4', 'SEWN'))
  await tell(is('desk', 7, 'Garment/6', 'CUT', { corrects: 'cut6', told: 50 }))
}

const HOURS = '{ visits meanHours medianHours p90Hours longestHours }'
const TALLY = `local visits open durations ${HOURS} overdue late breaches jumps manual elsewhere`
const graph = async (fields: string, more = ''): Promise<unknown> => ((await ask(`{ stateGraph(type: "Garment"${more}) { ${fields} } }`)) as { stateGraph: unknown }).stateGraph
const lasted = (visits: number, meanHours: number, medianHours: number, p90Hours: number, longestHours: number): unknown => ({ visits, meanHours: expect.closeTo(meanHours, 9) as unknown, medianHours, p90Hours: expect.closeTo(p90Hours, 9) as unknown, longestHours })
const all = (hours: number): unknown => lasted(1, hours, hours, hours, hours)

describe('the state graph of the garments', () => {
  test('counts visits of each state, and times in which sources disagree', async () => {
    await told()
    const none = { visits: 0, open: 0, durations: null, overdue: null, late: null, breaches: null, jumps: 0, manual: 0, elsewhere: null }
    expect(await graph(`entities taken jumps jumpRate breaches manual elsewhere disputed { ${TALLY} } states { ${TALLY} }`)).toEqual({
      entities: 6, taken: 5, jumps: 1, jumpRate: 0.2, breaches: 1, manual: 2, elsewhere: 5,
      disputed: { ...none, local: null, visits: 1, durations: all(3) },
      states: [
        { ...none, local: 'ORDERED', visits: 6, open: 1, durations: lasted(5, 3.6, 3, 5.6, 6), overdue: 1, late: 3, manual: 1, elsewhere: 5 },
        { ...none, local: 'CUT', visits: 3, open: 2, durations: all(7), overdue: 2, late: 0, breaches: 1, elsewhere: 0 },
        { ...none, local: 'TACKED', breaches: 0 },
        { ...none, local: 'SEWN', visits: 3, open: 3, jumps: 1, manual: 1 },
        { ...none, local: 'CANCELLED' },
      ],
    })
  })

  test('says which state followed which; out of a disagreement nobody can call it a jump', async () => {
    await told()
    expect(await graph(`transitions { nodes { from to count jump before ${HOURS} } }`)).toEqual({ transitions: { nodes: [
      { from: 'ORDERED', to: 'CUT', count: 3, jump: false, before: lasted(3, 10 / 3, 2, 5.2, 6) },
      { from: 'ORDERED', to: 'SEWN', count: 1, jump: true, before: all(5) },
      { from: 'CUT', to: 'SEWN', count: 1, jump: false, before: all(7) },
      { from: null, to: 'SEWN', count: 1, jump: null, before: all(3) },
    ] } })
  })

  test('is that of what was known then, and of what had been by then', async () => {
    await told()
    expect(await graph(`states { local visits open } transitions(first: 1) { nodes { from to before ${HOURS} } }`, `, knownAt: "${iso(49)}"`)).toMatchObject({
      states: [{ local: 'ORDERED', visits: 6, open: 1 }, { local: 'CUT', visits: 3, open: 2 }, {}, {}, {}],
      transitions: { nodes: [{ from: 'ORDERED', to: 'CUT', before: lasted(3, 5 / 3, 2, 2, 2) }] },
    })
    // At 7 garment 3 has been CUT for three hours to the minute, and garment 6 was cut this moment.
    expect(await graph('entities breaches disputed { open } states { local visits open overdue }', `, asOf: "${iso(7)}"`)).toEqual({
      entities: 6, breaches: 0, disputed: { open: 1 },
      states: [{ local: 'ORDERED', visits: 5, open: 0, overdue: 0 }, { local: 'CUT', visits: 3, open: 3, overdue: 0 }, { local: 'TACKED', visits: 0, open: 0, overdue: null }, { local: 'SEWN', visits: 1, open: 1, overdue: null }, { local: 'CANCELLED', visits: 0, open: 0, overdue: null }],
    })
  })

  test('of the entities of some orders alone, as they belonged at the time', async () => {
    await told()
    const of = (where: string, at = ''): Promise<unknown> => graph('entities jumps states { local visits }', `, where: ${where}${at}`)
    const states = (ordered: number, cut: number, sewn: number): unknown => [{ local: 'ORDERED', visits: ordered }, { local: 'CUT', visits: cut }, { local: 'TACKED', visits: 0 }, { local: 'SEWN', visits: sewn }, { local: 'CANCELLED', visits: 0 }]
    expect(await of('{ key: { eq: "A" } }')).toEqual({ entities: 2, jumps: 0, states: states(2, 2, 1) })
    expect(await of('{ key: { eq: "nobody" } }')).toEqual({ entities: 0, jumps: 0, states: states(0, 0, 0) })
    // Until 2 garment 3 was nobody's.
    expect(await of('{ key: { eq: "A" } }', `, asOf: "${iso(1.5)}"`)).toEqual({ entities: 1, jumps: 0, states: states(1, 0, 0) })
    expect(await of('{ key: { eq: "A" } }', `, asOf: "${iso(9)}", knownAt: "${iso(1)}"`)).toEqual({ entities: 1, jumps: 0, states: states(1, 0, 0) })
    expect(await of('{}')).toMatchObject({ entities: 6 })
  })

  test('leads to the visits that it counts, of a state and of a kind, a page at a time', async () => {
    await told()
    interface Page { readonly totalCount: number; readonly nodes: readonly { readonly entity: { readonly id: string }; readonly local: string | null; readonly from: string; readonly to: string | null }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string } }
    const page = async (which: string, more = ''): Promise<Page> => ((await graph(`visits(${which}) { totalCount nodes { entity { id } local from to } pageInfo { hasNextPage hasPreviousPage endCursor } }`, more)) as { visits: Page }).visits
    /** Garment, state, from and to, by hour. */
    const visits = async (which: string, more = ''): Promise<readonly unknown[]> => {
      const { totalCount, nodes } = await page(which, more)
      expect(totalCount).toBe(nodes.length)
      return nodes.map(({ entity, local, from, to }) => [entity.id.replace('Garment/', ''), local, from, to])
    }
    const lasting = (key: string, local: string | null, from: number, to?: number): unknown => [key, local, iso(from), to === undefined ? null : iso(to)]
    expect(await visits('kind: BREACHED')).toEqual([lasting('3', 'CUT', 4)])
    expect(await visits('local: "CUT", kind: OVERDUE')).toEqual([lasting('3', 'CUT', 4), lasting('6', 'CUT', 7)])
    expect(await visits('local: "ORDERED", kind: LATE')).toEqual([lasting('2', 'ORDERED', 1, 6), lasting('5', 'ORDERED', 1, 4), lasting('6', 'ORDERED', 1, 7)])
    expect(await visits('kind: MANUAL')).toEqual([lasting('3', 'ORDERED', 2, 4), lasting('4', 'SEWN', 8)])
    expect(await visits('kind: DISPUTED')).toEqual([lasting('4', null, 5, 8)])
    expect(await visits('local: "SEWN"')).toEqual([lasting('2', 'SEWN', 6), lasting('4', 'SEWN', 8), lasting('1', 'SEWN', 10)])
    expect(await visits('local: "TACKED"')).toEqual([])
    expect(await visits('local: "SEWN", kind: DISPUTED')).toEqual([])
    // Six ORDERED, three CUT, three SEWN, one disagreement.
    expect((await page('first: 2')).totalCount).toBe(13)

    // Then: at 7 garment 6 was cut this moment; until 50 we were told that it was at 2. Of an order's alone.
    expect(await visits('local: "CUT", kind: OPEN', `, asOf: "${iso(7)}"`)).toEqual([lasting('1', 'CUT', 3), lasting('3', 'CUT', 4), lasting('6', 'CUT', 7)])
    expect(await visits('local: "CUT", kind: OPEN', `, knownAt: "${iso(49)}"`)).toEqual([lasting('6', 'CUT', 2), lasting('3', 'CUT', 4)])
    expect(await visits('kind: OPEN', ', where: { key: { eq: "A" } }')).toEqual([lasting('3', 'CUT', 4), lasting('1', 'SEWN', 10)])
    expect(await graph('visits(kind: BREACHED) { nodes { entity { id state { local } } } }', `, asOf: "${iso(8)}"`)).toEqual({ visits: { nodes: [{ entity: { id: 'Garment/3', state: { local: 'CUT' } } }] } })

    // Begun by the desk, who is not responsible: four at 1, garment 5 again at 9.
    const first = await page('kind: ELSEWHERE, first: 3')
    expect([first.totalCount, first.nodes.map(({ entity }) => entity.id), first.pageInfo.hasNextPage]).toEqual([5, ['Garment/1', 'Garment/2', 'Garment/5'], true])
    const { endCursor } = first.pageInfo
    const second = await page(`kind: ELSEWHERE, first: 3, after: "${endCursor}"`)
    expect([second.totalCount, second.nodes.map(({ entity, from }) => [entity.id, from]), second.pageInfo.hasNextPage, second.pageInfo.hasPreviousPage]).toEqual([5, [['Garment/6', iso(1)], ['Garment/5', iso(9)]], false, true])
    for (const [which, more] of [[`kind: LATE, after: "${endCursor}"`, ''], [`local: "ORDERED", kind: ELSEWHERE, after: "${endCursor}"`, ''], [`kind: ELSEWHERE, after: "${endCursor}"`, `, asOf: "${iso(20)}"`]]) {
      expect(await ask(`{ stateGraph(type: "Garment"${more ?? ''}) { visits(${which}) { totalCount } } }`)).toMatchObject({ errors: ['BAD_CURSOR'] })
    }
    for (const which of ['local: "SEWED"', 'first: 0']) expect(await ask(`{ stateGraph(type: "Garment") { visits(${which}) { totalCount } } }`)).toMatchObject({ errors: ['BAD_ARGUMENT'] })
  })

  test('names the source that the state itself names, where two say the same of one instant: who has been speaking longer', async () => {
    await tell(is('web', 2, 'Garment/7', 'ORDERED'), is('web', 20, 'Garment/7', 'SEWN'), is('web', 4, 'Garment/8', 'CUT'), is('web', 20, 'Garment/8', 'SEWN'),
      is('web', 2, 'Garment/9', 'ORDERED'), deletes('web', 10, 'Garment/9'), is('web', 20, 'Garment/9', 'SEWN'))
    await tell(is('desk', 4, 'Garment/7', 'CUT'), is('desk', 20, 'Garment/7', 'SEWN'), is('desk', 2, 'Garment/8', 'ORDERED'), is('desk', 20, 'Garment/8', 'SEWN'), is('desk', 4, 'Garment/9', 'CUT'), is('desk', 20, 'Garment/9', 'SEWN'))
    for (const [key, source] of [['7', 'web'], ['8', 'desk'], ['9', 'desk']]) expect(await ask(`{ entity(type: "Garment", key: "${key}") { state { source } } }`)).toEqual({ entity: { state: { source } } })
    expect(await graph('states { local manual }')).toMatchObject({ states: [{ local: 'ORDERED', manual: 2 }, { local: 'CUT', manual: 1 }, {}, { local: 'SEWN', manual: 1 }, {}] })
  })
})

const VISIT = 'entity { id } local canonical from to hours source responsible manual jump expected expectedUntil overdue breached'

describe('the visits of an order', () => {
  const visits = (field: string, at = '') => `{ order(id: "Order/A"${at}) { ${field} } }`

  test('are those of what belongs to it, in the order in which they began, page by page', async () => {
    await told()
    const first = await ask(visits(`stateTimeline(first: 3) { totalCount nodes { ${VISIT} } pageInfo { hasNextPage endCursor } }`)) as { order: { stateTimeline: { pageInfo: { endCursor: string } } } }
    const ordered = { local: 'ORDERED', canonical: 'PLANNED', responsible: 'web', expected: 'PT2H', jump: null, breached: null }
    const cut = { local: 'CUT', canonical: 'IN_PROGRESS', responsible: 'desk', source: 'desk', manual: false, expected: 'P1DT1H', jump: false }
    expect(first).toEqual({ order: { stateTimeline: {
      totalCount: 5,
      nodes: [
        { ...ordered, entity: { id: 'Garment/1' }, from: iso(1), to: iso(3), hours: 2, source: 'desk', manual: false, expectedUntil: iso(3), overdue: false },
        { ...ordered, entity: { id: 'Garment/3' }, from: iso(2), to: iso(4), hours: 2, source: 'web', manual: true, expectedUntil: iso(4), overdue: false },
        { ...cut, entity: { id: 'Garment/1' }, from: iso(3), to: iso(10), hours: 7, expectedUntil: iso(28), overdue: false, breached: null },
      ],
      pageInfo: { hasNextPage: true, endCursor: expect.any(String) as unknown },
    } } })
    const { endCursor } = first.order.stateTimeline.pageInfo
    expect(await ask(visits(`stateTimeline(first: 3, after: "${endCursor}") { totalCount nodes { ${VISIT} } pageInfo { hasNextPage } }`))).toEqual({ order: { stateTimeline: {
      totalCount: 5,
      nodes: [
        { ...cut, entity: { id: 'Garment/3' }, from: iso(4), to: null, hours: 96, expectedUntil: iso(29), overdue: true, breached: true },
        { entity: { id: 'Garment/1' }, local: 'SEWN', canonical: 'DONE', from: iso(10), to: null, hours: 90, source: 'desk', responsible: null, manual: false, jump: false, expected: null, expectedUntil: null, overdue: null, breached: null },
      ],
      pageInfo: { hasNextPage: false },
    } } })
    expect(await ask(`{ entity(type: "Garment", key: "1") { stateVisits(after: "${endCursor}") { totalCount } } }`)).toMatchObject({ errors: ['BAD_CURSOR'] })
    expect(await ask('{ order(id: "Order/A") { stateTimeline(first: 0) { totalCount } } }')).toMatchObject({ errors: ['BAD_ARGUMENT'] })
  })

  test('are as of the time for which the order is asked', async () => {
    await told()
    expect(await ask(visits('stateTimeline { nodes { entity { id } local to hours overdue breached } } lines { nodes { stateVisits { totalCount } } }', `, asOf: "${iso(9)}"`))).toEqual({ order: {
      stateTimeline: { nodes: [
        { entity: { id: 'Garment/1' }, local: 'ORDERED', to: iso(3), hours: 2, overdue: false, breached: null },
        { entity: { id: 'Garment/3' }, local: 'ORDERED', to: iso(4), hours: 2, overdue: false, breached: null },
        { entity: { id: 'Garment/1' }, local: 'CUT', to: null, hours: 6, overdue: false, breached: null },
        { entity: { id: 'Garment/3' }, local: 'CUT', to: null, hours: 5, overdue: false, breached: true },
      ] },
      lines: { nodes: [{ stateVisits: { totalCount: 2 } }, { stateVisits: { totalCount: 2 } }] },
    } })
    // As known at 1 nobody had told of garment 3.
    expect(await ask(visits('stateTimeline { totalCount }', `, asOf: "${iso(9)}", knownAt: "${iso(1)}"`))).toEqual({ order: { stateTimeline: { totalCount: 1 } } })
  })

  test('of one entity are its own, with the times in which sources disagreed', async () => {
    await told()
    const of = async (key: string): Promise<unknown> => ((await ask(`{ entity(type: "Garment", key: "${key}") { stateVisits { nodes { local from to source manual jump } } } }`)) as { entity: { stateVisits: { nodes: unknown } } }).entity.stateVisits.nodes
    expect(await of('4')).toEqual([{ local: null, from: iso(5), to: iso(8), source: null, manual: null, jump: null }, { local: 'SEWN', from: iso(8), to: null, source: 'web', manual: true, jump: null }])
    expect(await of('5')).toEqual([{ local: 'ORDERED', from: iso(1), to: iso(4), source: 'desk', manual: false, jump: null }, { local: 'ORDERED', from: iso(9), to: null, source: 'desk', manual: false, jump: null }])
    expect(await of('2')).toMatchObject([{ local: 'ORDERED' }, { local: 'SEWN', jump: true }])
    expect((await askWhole('{ order(id: "Order/A") { stateVisits { totalCount nodes { local } } } }')).data).toEqual({ order: { stateVisits: { totalCount: 0, nodes: [] } } })
  })
})

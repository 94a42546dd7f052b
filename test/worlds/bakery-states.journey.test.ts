import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'

/*
 * The bakery's state graphs, worked out by hand from its files (times of the till are Berlin's, an hour ahead in March):
 *   A-7-1  ORDERED 2 March 07:10   BAKED 3 March 04:30 (after 21 h 20)   HANDED_OVER 09:05 (after 4 h 35)
 *   A-7-2  ORDERED 2 March 07:10   BAKED 3 March 05:00 (after 21 h 50)   HANDED_OVER 09:05 (after 4 h 05)
 *   A-8-1  ORDERED 2 March 08:00   CANCELLED 10:00 (after 2 h)
 *   V1     PROMISED 2 March 07:11  BOOKED 5 March 12:00 (after 76 h 49);  V2 and V3 begin BOOKED
 */
let door: WorldDoor
beforeAll(async () => {
  door = await openWorldDoor('examples/bakery')
  door.setClock('2026-03-10T06:00:00Z')
  await door.send('till', 'examples/bakery/data/till.csv')
  door.setClock('2026-03-11T06:00:00Z')
  await door.send('ledger', 'examples/bakery/data/ledger.jsonl')
})
afterAll(async () => door?.close())

const h = (hours: number, minutes: number): unknown => expect.closeTo(hours + minutes / 60, 9) as unknown
const DURATIONS = '{ visits meanHours medianHours p90Hours longestHours }'

test('visits of each state, how long they lasted, and which followed which', async () => {
  const fields = `type domain entities taken jumps jumpRate breaches manual elsewhere disputed { visits }
    states { local canonical terminal responsible expected sla visits open durations ${DURATIONS} overdue late breaches jumps manual elsewhere }
    transitions { totalCount nodes { from to count jump before ${DURATIONS} } }`
  const plain = { terminal: false, responsible: null, expected: null, sla: null, open: 0, overdue: null, late: null, breaches: null, jumps: 0, manual: 0, elsewhere: null }
  const ordered = { visits: 3, meanHours: h(15, 10 / 3), medianHours: h(21, 20), p90Hours: h(21, 44), longestHours: h(21, 50) }
  const baked = { visits: 2, meanHours: h(4, 20), medianHours: h(4, 20), p90Hours: h(4, 32), longestHours: h(4, 35) }
  expect(await door.answer(`{ stateGraph(type: "OrderLine") { ${fields} } }`)).toEqual({ stateGraph: {
    type: 'OrderLine', domain: 'sales', entities: 3, taken: 5, jumps: 0, jumpRate: 0, breaches: 0, manual: 0, elsewhere: 0, disputed: null,
    states: [
      { ...plain, local: 'ORDERED', canonical: 'PLANNED', visits: 3, durations: ordered },
      { ...plain, local: 'BAKED', canonical: 'IN_PROGRESS', expected: 'PT6H', visits: 2, durations: baked, overdue: 0, late: 0 },
      { ...plain, local: 'HANDED_OVER', canonical: 'DONE', terminal: true, visits: 2, open: 2, durations: null },
      { ...plain, local: 'CANCELLED', canonical: 'CANCELLED', terminal: true, visits: 1, open: 1, durations: null },
    ],
    transitions: { totalCount: 3, nodes: [
      { from: 'ORDERED', to: 'BAKED', count: 2, jump: false, before: { visits: 2, meanHours: h(21, 35), medianHours: h(21, 35), p90Hours: h(21, 47), longestHours: h(21, 50) } },
      { from: 'BAKED', to: 'HANDED_OVER', count: 2, jump: false, before: baked },
      { from: 'ORDERED', to: 'CANCELLED', count: 1, jump: false, before: { visits: 1, meanHours: h(2, 0), medianHours: h(2, 0), p90Hours: h(2, 0), longestHours: h(2, 0) } },
    ] },
  } })
  expect(await door.answer('{ stateGraph(type: "Payment") { entities taken jumpRate states { local visits open durations { medianHours } } transitions { nodes { from to before { longestHours } } } } }')).toEqual({ stateGraph: {
    entities: 3, taken: 1, jumpRate: 0,
    states: [{ local: 'PROMISED', visits: 1, open: 0, durations: { medianHours: h(76, 49) } }, { local: 'BOOKED', visits: 3, open: 3, durations: null }, { local: 'CANCELLED', visits: 0, open: 0, durations: null }],
    transitions: { nodes: [{ from: 'PROMISED', to: 'BOOKED', before: { longestHours: h(76, 49) } }] },
  } })
})

test('as of a moment, and as known at one', async () => {
  const counts = async (at: string): Promise<unknown> => (await door.answer<{ stateGraph: { entities: number; states: readonly { visits: number; open: number; overdue: number | null }[] } }>(`{ stateGraph(type: "OrderLine", ${at}) { entities jumpRate states { local visits open overdue } } }`)).stateGraph
  const row = (local: string, visits: number, open: number, overdue: number | null = null) => ({ local, visits, open, overdue })
  // At 04:45 the cake is baked, the rolls are not.
  expect(await counts('asOf: "2026-03-03T03:45:00Z"')).toEqual({ entities: 3, jumpRate: 0, states: [row('ORDERED', 3, 1), row('BAKED', 1, 1, 0), row('HANDED_OVER', 0, 0), row('CANCELLED', 1, 1)] })
  expect(await counts('asOf: "2026-03-02T06:30:00Z"')).toEqual({ entities: 2, jumpRate: null, states: [row('ORDERED', 2, 2), row('BAKED', 0, 0, 0), row('HANDED_OVER', 0, 0), row('CANCELLED', 0, 0)] })
  await expect(counts('knownAt: "2026-03-10T05:59:59Z"')).rejects.toThrow('before anything was told: the first was at 2026-03-10T06:00:00Z')
})

test('transitions go on page by page, and what is asked wrongly is refused', async () => {
  const page = async (after: string): Promise<{ readonly nodes: readonly { readonly to: string }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } }> =>
    (await door.answer<{ stateGraph: { transitions: { nodes: { to: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } }>(`{ stateGraph(type: "OrderLine") { transitions(first: 2${after}) { nodes { to } pageInfo { hasNextPage endCursor } } } }`)).stateGraph.transitions
  const first = await page('')
  expect([first.nodes, first.pageInfo.hasNextPage]).toEqual([[{ to: 'BAKED' }, { to: 'HANDED_OVER' }], true])
  const second = await page(`, after: "${first.pageInfo.endCursor}"`)
  expect([second.nodes, second.pageInfo.hasNextPage]).toEqual([[{ to: 'CANCELLED' }], false])
  const codes = async (question: string): Promise<readonly unknown[]> => (await door.ask(question)).errors.map(({ extensions }) => extensions['code'])
  expect(await codes('{ stateGraph(type: "Ordrline") { entities } }')).toEqual(['UNKNOWN_TYPE'])
  expect(await codes('{ stateGraph(type: "Order") { entities } }')).toEqual(['TYPE_WITHOUT_STATES'])
  expect(await codes('{ stateGraph(type: "OrderLine") { transitions(first: 0) { totalCount } } }')).toEqual(['BAD_ARGUMENT'])
  expect(await codes(`{ stateGraph(type: "Payment") { transitions(after: "${first.pageInfo.endCursor}") { totalCount } } }`)).toEqual(['BAD_CURSOR'])
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { lastSeq } from '../../src/journal/rebuild.ts'
import { holdAt } from '../drills/hold-at.ts'
import { shopFile, shopRows } from '../journal/random-shop.ts'
import { testServers } from '../servers/with-servers.ts'
import { openWorldDoor, type WorldDoor } from '../worlds/open-world-door.ts'
import { questionsOf } from '../worlds/questions-of.ts'
import { bringIntoForce } from './later-version.ts'
import { askWith, changedSince, expectRepeated, keepAll, type Kept } from './repeat.ts'

/*
 * The cosmetics world's questions asked on 2 July, when three things are proposed, and again with their receipts after a later day has told of: a factor that a product
 * has lost, a customer who has moved, a line cancelled, lines and a review more, two orders that are one; and one proposal is accepted, another rejected.
 */
const FOLDER = 'examples/cosmetics'
const TEST = 'StabilityTest/spf-stability:2026-Q2'
const SWITCH = 'LineSwitch/region-line:2026-04:South'
const HEADER = 'order,line,customer,region,article,name,spf,pieces,at,state'
const PATIENCE = { timeout: 30_000, interval: 50 }

let door: WorldDoor
const ruled = async (mutation: string): Promise<void> => expect((await door.askWith({ 'x-osl-actor': 'Lin' }, `mutation { ${mutation} }`)).errors).toEqual([])
const reached = async (): Promise<void> => door.world.follower.reached(await lastSeq(door.world.journal))
/** Told on 2 July, and proposed. */
const openProposed = async (): Promise<void> => {
  door = await openWorldDoor(FOLDER)
  door.setClock('2026-07-02T00:00:00Z')
  await door.send('shop', `${FOLDER}/data/shop.csv`)
  await door.send('reviews', `${FOLDER}/data/reviews.jsonl`)
  // What is settled after the clock has moved is measured at its new time, and would not have been quiet for long enough.
  await reached()
  door.setClock('2026-07-02T00:00:05Z')
  await vi.waitFor(async () => expect(await door.answer('{ proposals { totalCount } }')).toEqual({ proposals: { totalCount: 3 } }), PATIENCE)
  await reached()
}

describe('what was proposed and measured', () => {
  let kept: readonly Kept[]
  beforeAll(async () => {
    await openProposed()
    kept = await keepAll(door, await questionsOf('cosmetics'))
    door.setClock('2026-07-20T00:00:00Z')
    await door.sendText('shop', [HEADER,
      'C-102,1,K2,South,SUN50,Sun shield 50+,50,6,2026-07-10T10:00:00,cancelled',
      'C-130,1,K1,North,SUN50,Sun shield 30+,30,40,2026-06-10T10:00:00,ordered',
      'C-131,1,K9,East,SERUM,Serum,,3,2026-04-10T10:00:00,ordered',
    ].join('\n'))
    await door.sendText('reviews', '{"id": "R-90", "at": "2026-04-29T21:00:00", "article": "SERUM", "order": "C-110", "stars": 2, "defect": "smell"}')
    await ruled('mergeOrders(order: "Order/C-101", into: "Order/C-103", reason: "typed twice") { undone }')
    await ruled(`acceptProposal(id: "${TEST}", reason: "test case T-118 is written") { id }`)
    await ruled(`rejectProposal(id: "${SWITCH}", reason: "the line is closed") { id }`)
    await bringIntoForce(door, (rules) => rules.replace("'DELIVERED'", "'ORDERED'"))
  }, 240_000)
  afterAll(async () => door?.close())

  test('is another after a later day, in every question', async () => {
    expect(await changedSince(door, kept)).toHaveLength(kept.length)
  })

  test('is told again as it was with a receipt', async () => {
    for (const one of kept) await expectRepeated(door, one)
  })

  test('is what the files say: 84 of 120 pieces then, none of 157 now that the factor is lost', async () => {
    const ask = '{ translation(name: "spf-stability") { measures { nodes { window { from } count amount totalCount total holds proposal { stage } } } } }'
    const quarterOf = (data: unknown): unknown => (data as { translation: { measures: { nodes: readonly { window: { from: string } }[] } } }).translation.measures.nodes.find(({ window }) => window.from === '2026-03-31T16:00:00Z')
    const [one] = kept
    expect(quarterOf((await askWith(door, one?.answer.receipt, ask)).data)).toEqual({ window: { from: '2026-03-31T16:00:00Z' }, count: 14, amount: 84, totalCount: 20, total: 120, holds: true, proposal: { stage: 'PROPOSED' } })
    // Six pieces are cancelled, forty and three came.
    expect(quarterOf((await door.ask(ask)).data)).toEqual({ window: { from: '2026-03-31T16:00:00Z' }, count: 0, amount: 0, totalCount: 21, total: 157, holds: false, proposal: { stage: 'ACCEPTED' } })
  })
})

describe('an act on a proposal', () => {
  beforeAll(openProposed, 120_000)
  afterAll(async () => door?.close())

  test('that is not settled yet is told, and by no receipt: no place of the journal says that it was', async () => {
    const ask = `{ proposals(translation: "spf-stability") { nodes { stage } } }`
    const stages = (...all: readonly string[]): unknown => ({ proposals: { nodes: all.map((stage) => ({ stage })) } })
    const before = await door.ask(ask)
    const held = await holdAt(await testServers(), 'within settling')
    const accepting = ruled(`acceptProposal(id: "${TEST}", reason: "so be it") { id }`)
    try {
      await held.there()
      const amid = await door.ask(ask)
      expect([amid.data, amid.receipt['place']]).toEqual([stages('ACCEPTED'), null])
    } finally {
      await held.release()
    }
    await accepting
    const after = await door.ask(ask)
    expect([before.data, after.data, after.receipt['place']]).toEqual([stages('PROPOSED'), stages('ACCEPTED'), expect.any(Number)])
    for (const { receipt, data } of [before, after]) expect((await askWith(door, receipt, ask)).data).toEqual(data)
  })

  test('and what was cancelled from tomorrow on when it was measured, is measured with a receipt as it was', async () => {
    const ask = '{ translation(name: "spf-stability") { measures(first: 1) { nodes { totalCount total } } } }'
    const measured = (totalCount: number, total: number): unknown => ({ translation: { measures: { nodes: [{ totalCount, total }] } } })
    door.setClock('2026-07-03T00:00:00Z')
    await door.sendText('shop', [HEADER, 'C-140,1,K1,South,SUN30,Sun fluid 30,30,4,2026-07-02T20:00:00,ordered', 'C-140,1,K1,South,SUN30,Sun fluid 30,30,4,2026-07-04T20:00:00,cancelled'].join('\n'))
    const { data, receipt } = await door.ask(ask)
    expect(data).toEqual(measured(2, 64))
    door.setClock('2026-07-06T00:00:00Z')
    await vi.waitFor(async () => expect((await door.ask(ask)).data).toEqual(measured(1, 60)), PATIENCE)
    expect((await askWith(door, receipt, ask)).data).toEqual(data)
  })
})

describe('where more was told of since than one answer may work out anew', () => {
  beforeAll(openProposed, 120_000)
  afterAll(async () => door?.close())

  test('measures are refused, and proposals are not: nothing has to be worked out for them', async () => {
    const ask = '{ proposals { totalCount } translation(name: "defect-change") { measures(first: 1) { nodes { count } } } }'
    const { data, receipt } = await door.ask(ask)
    const again = () => askWith(door, receipt, ask)
    const tell = (from: number, to: number) => door.world.journal.query(`insert into claim (seq, n, ref, kind, field, source, occurred_at, recorded_at) select 1000 + n / 100, n % 100, 'Review/Z-' || n, 'seen', 'seen', 'reviews', 0, 0 from generate_series(${from}, ${to}) as n`)
    await tell(1, 20_000)
    expect(await again()).toMatchObject({ errors: [], data })
    await tell(20_001, 20_001)
    const { errors, data: other } = await again()
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['RECEIPT_TOO_WIDE'])
    expect((await askWith(door, receipt, '{ proposals { totalCount } }')).data).toEqual({ proposals: { totalCount: 3 } })
    expect(other).not.toEqual(data)
  })
})

/** Worlds that come to be in each run. */
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 6)

test('whatever the shop tells later, in whatever order, what was measured is told again as it was', async () => {
  const ask = '{ translations { name measures { nodes { window { from } group count amount groupCount groupTotal totalCount total holds } } } }'
  let changed = 0
  await fc.assert(fc.asyncProperty(shopRows, fc.integer({ min: 1, max: 13 }), async (rows, until) => {
    door = await openWorldDoor(FOLDER)
    try {
      const tell = (some: typeof rows) => door.sendAll([{ source: 'shop', text: shopFile(some) }])
      await tell(rows.slice(0, until))
      const { data, receipt } = await door.ask(ask)
      await tell(rows.slice(until))
      if (JSON.stringify((await door.ask(ask)).data) !== JSON.stringify(data)) changed += 1
      const again = await askWith(door, receipt, ask)
      expect([again.errors, again.data]).toEqual([[], data])
    } finally {
      await door.close()
    }
  }), { numRuns: RUNS, endOnFailure: true })
  expect(changed).toBeGreaterThan(0)
}, 60_000 + RUNS * 5_000)

import { describe, expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { dumpGraph } from '../journal/dump-graph.ts'
import { recordOf } from '../journal/workbench.ts'
import { openTestWorld } from '../servers/open-test-world.ts'
import { has, hour, is, leads, named, takesBack } from '../settle/tell.ts'
import { ask, atelierForEachTest, close, file, iso, members, now, open, openAt, rebuiltTheSame, setClock, tell, verdict, world } from './atelier-door.ts'

atelierForEachTest()

const terms = (order: string) => has('desk', 0, order, 'terms', 'BILL')
const NUMBER_1 = 'Order/~selling.number:n1'

describe('a link by identifier', () => {
  // "A link by … identifier [to something unseen makes] Type/~scheme:value, resolved: false; when its record comes they merge and the old ref resolves."
  test('before the record: an unresolved order, whole in itself', async () => {
    expect(await tell(is('bank', 1, 'Payment/1', 'BOOKED'), leads('bank', 1, 'Payment/1', 'order', NUMBER_1))).toMatchObject({ accepted: 2, unresolved: 1 })
    expect(await ask('{ order(id: "n1") { id resolved payments: claims { totalCount } } }')).toEqual({ order: { id: NUMBER_1, resolved: false, payments: { totalCount: 0 } } })
    // Paid since 1: applies unknown under `done`, since nobody told of terms.
    expect(await verdict('n1', 'done', 3)).toContain('paying UNKNOWN 2026-01-01T01:00:00Z')
  })
  test('when the record comes they merge: one order, paid since before it was ordered; the old ref resolves', async () => {
    await tell(is('bank', 1, 'Payment/1', 'BOOKED'), leads('bank', 1, 'Payment/1', 'order', NUMBER_1))
    await tell(named('desk', 2, 'Order/A', 'selling.number', 'n1'), terms('Order/A'))
    for (const id of ['n1', 'Order/A', NUMBER_1]) expect(await ask(`{ order(id: "${id}") { id resolved } }`)).toEqual({ order: { id: 'Order/A', resolved: true } })
    // terms told at 0: the order begins then; the payment is its own from 1 on.
    expect(await verdict('Order/A')).toEqual(['Order/A UNKNOWN 2026-01-01T00:00:00Z', 'selling UNKNOWN 2026-01-01T00:00:00Z', 'paying MET 2026-01-01T01:00:00Z'])
    expect(await members('Order/A')).toEqual(['Payment/1'])
    expect(Object.keys((await dumpGraph(world.driver, { claimIds: false })).nodes)).not.toContain(NUMBER_1)
    await rebuiltTheSame()
  })
  test('told again after the merge, the link leads to the order at once', async () => {
    await tell(named('desk', 2, 'Order/A', 'selling.number', 'n1'))
    expect(await tell(leads('bank', 3, 'Payment/1', 'order', NUMBER_1))).toMatchObject({ unresolved: 0 })
    expect(await members('Order/A')).toEqual(['Payment/1'])
  })
  test('a placeholder by key and one by identifier come together in the record that has both', async () => {
    await tell(leads('bank', 1, 'Payment/1', 'order', NUMBER_1), leads('bank', 1, 'Payment/2', 'order', 'Order/A'))
    expect(await ask('{ orders { totalCount nodes { id resolved } } }')).toEqual({ orders: { totalCount: 2, nodes: [{ id: 'Order/A', resolved: false }, { id: NUMBER_1, resolved: false }] } })
    await tell(named('desk', 2, 'Order/A', 'selling.number', 'n1'))
    expect(await ask('{ orders { totalCount nodes { id resolved } } }')).toEqual({ orders: { totalCount: 1, nodes: [{ id: 'Order/A', resolved: true }] } })
    expect(await members('Order/A')).toEqual(['Payment/1', 'Payment/2'])
    await rebuiltTheSame()
  })
})

describe('an identifier that two entities claim', () => {
  // "Two claimants of an unshared identifier are a conflict": the link falls back to its placeholder, nobody is picked.
  test('unshared: the link returns to the placeholder, and the conflict is listed with both', async () => {
    await tell(named('desk', 0, 'Order/A', 'selling.number', 'n1'), terms('Order/A'))
    await tell(is('bank', 1, 'Payment/1', 'BOOKED'), leads('bank', 1, 'Payment/1', 'order', NUMBER_1))
    expect(await members('Order/A')).toEqual(['Payment/1'])
    await tell(named('web', 2, 'Order/B', 'selling.number', 'n1'))
    expect([await members('Order/A'), await members('Order/B'), await members(NUMBER_1)]).toEqual([[], [], ['Payment/1']])
    // What A had of the payment is gone with it, as though it had never been: the link does not name A.
    expect(await verdict('Order/A')).toEqual(['Order/A UNKNOWN 2026-01-01T00:00:00Z', 'selling UNKNOWN 2026-01-01T00:00:00Z', 'paying UNKNOWN 2026-01-01T00:00:00Z'])
    const { conflicts } = await ask('{ conflicts { totalCount nodes { about { id } field } } }') as { conflicts: { nodes: { about: { id: string }; field: string }[] } }
    expect(conflicts.nodes.map((one) => `${one.about.id} ${one.field}`)).toEqual(['Order/A selling.number', 'Order/B selling.number'])
    await rebuiltTheSame()
  })
  test('two values of one entity, each claimed by another too: one conflict with every claim', async () => {
    await tell(named('desk', 1, 'Order/A', 'selling.number', 'n1'), named('desk', 2, 'Order/A', 'selling.number', 'n2'), named('desk', 1, 'Order/B', 'selling.number', 'n1'), named('desk', 1, 'Order/C', 'selling.number', 'n2'))
    // B is looked at again, alone: what A shares with C stays listed.
    await tell(has('desk', 3, 'Order/B', 'terms', 'BILL'))
    const { conflicts } = await ask('{ conflicts { nodes { about { id } claims { about { id } value } } } }') as { conflicts: { nodes: { about: { id: string }; claims: { about: { id: string }; value: string }[] }[] } }
    expect(conflicts.nodes.map((one) => [one.about.id, ...one.claims.map((claim) => `${claim.about.id} ${claim.value}`)])).toEqual([
      ['Order/A', 'Order/A n1', 'Order/A n2', 'Order/B n1', 'Order/C n2'], ['Order/B', 'Order/A n1', 'Order/B n1'], ['Order/C', 'Order/A n2', 'Order/C n2'],
    ])
  })
  test('shared: on purpose, and no conflict', async () => {
    await tell(named('desk', 0, 'Order/A', 'selling.mark', 'm'), named('desk', 0, 'Order/B', 'selling.mark', 'm'))
    expect(await ask('{ conflicts { totalCount } order(id: "m") { id } }')).toMatchObject({ errors: ['ORDER_AMBIGUOUS'], data: { conflicts: { totalCount: 0 } } })
  })
})

describe('an entity that moves', () => {
  test('from one order to another: membership, orders and verdicts of both follow', async () => {
    await tell(terms('Order/A'), terms('Order/B'), is('desk', 1, 'Garment/1', 'SEWN'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'))
    expect(await verdict('Order/A')).toContain('selling MET 2026-01-01T01:00:00Z')
    await tell(leads('desk', 5, 'Garment/1', 'order', 'Order/B'))
    expect(await verdict('Order/A')).toContain('selling UNKNOWN 2026-01-01T05:00:00Z')
    expect(await verdict('Order/B')).toContain('selling MET 2026-01-01T05:00:00Z')
    expect([await members('Order/A'), await members('Order/B')]).toEqual([[], ['Garment/1']])
    // As of before the move it is still A's.
    expect(await verdict('Order/A', 'done', 1, `, asOf: "${iso(4)}"`)).toContain('selling MET 2026-01-01T01:00:00Z')
    await rebuiltTheSame()
  })
  test('to a nearer order that something between came to belong to: the farther one loses it', async () => {
    // The complaint hangs on A over parcel and line (3 links), on B over line 2 (2 links) once line 2 is B's.
    await tell(is('desk', 1, 'Garment/1', 'SEWN'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'), is('desk', 1, 'Garment/2', 'CUT'), has('desk', 1, 'Order/A', 'terms', 'BILL'), has('desk', 1, 'Order/B', 'terms', 'BILL'))
    await tell(leads('dock', 2, 'Parcel/1', 'lines', 'Garment/1'), leads('dock', 2, 'Complaint/1', 'parcel', 'Parcel/1'), leads('dock', 2, 'Complaint/1', 'line', 'Garment/2'), is('dock', 2, 'Complaint/1', 'OPEN'))
    expect(await members('Order/A')).toContain('Complaint/1')
    expect(await verdict('Order/A', 'released')).toContain('sending NOT_MET 2026-01-01T02:00:00Z')
    await tell(leads('desk', 4, 'Garment/2', 'order', 'Order/B'))
    expect([await members('Order/A'), await members('Order/B')]).toEqual([['Garment/1', 'Parcel/1'], ['Complaint/1', 'Garment/2']])
    expect(await verdict('Order/B', 'released')).toContain('sending NOT_MET 2026-01-01T04:00:00Z')
    expect(await verdict('Order/A', 'released')).toContain('sending UNKNOWN 2026-01-01T04:00:00Z')
    await rebuiltTheSame()
  })
})

describe('told late, told again, told ahead', () => {
  test('a late event changes since; what was known before stays answerable', async () => {
    await tell(terms('Order/A'), is('desk', 1, 'Garment/1', 'SEWN', { told: 1 }), leads('desk', 1, 'Garment/1', 'order', 'Order/A', { told: 1 }))
    await tell(is('desk', 3, 'Garment/1', 'SEWN', { told: 10 }))
    expect(await verdict('Order/A')).toContain('selling MET 2026-01-01T01:00:00Z')
    await tell(is('desk', 2, 'Garment/1', 'CUT', { told: 20 }))
    expect(await verdict('Order/A')).toContain('selling MET 2026-01-01T03:00:00Z')
    expect(await verdict('Order/A', 'done', 1, `, asOf: "${iso(50)}", knownAt: "${iso(15)}"`)).toContain('selling MET 2026-01-01T01:00:00Z')
  })
  test('the same event id with the same content is unchanged, with other content rejected and kept', async () => {
    const record = recordOf(is('desk', 1, 'Garment/1', 'CUT'), 1)
    expect(await absorb(world, 'desk', file([record]))).toMatchObject({ accepted: 1, unchanged: 0, rejected: 0 })
    const before = await dumpGraph(world.driver, { claimIds: true })
    expect(await absorb(world, 'desk', file([record, { ...record, state: 'SEWN' }]))).toMatchObject({ accepted: 0, unchanged: 1, rejected: 1, rejects: [{ line: 2, code: 'EVENT_ID_REUSED' }] })
    expect(await dumpGraph(world.driver, { claimIds: true })).toEqual(before)
    expect(await ask('{ rejects { totalCount nodes { code } } }')).toEqual({ rejects: { totalCount: 1, nodes: [{ code: 'EVENT_ID_REUSED' }] } })
    // "Event ids are unique per source": another source may use the same.
    expect(await absorb(world, 'web', file([record]))).toMatchObject({ accepted: 1 })
  })
  test('what is dated ahead holds from its time: the graph follows the clock', async () => {
    // "A claim dated ahead holds from its time, not before: what the graph holds as 'now' follows the clock."
    await openAt(10)
    await tell(terms('Order/A'), is('desk', 1, 'Garment/1', 'CUT'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'), is('desk', 20, 'Garment/1', 'SEWN'), leads('desk', 30, 'Garment/1', 'order', 'Order/B'))
    expect(await verdict('Order/A')).toContain('selling NOT_MET 2026-01-01T01:00:00Z')
    setClock(20)
    await expect.poll(() => verdict('Order/A'), { timeout: 10_000 }).toContain('selling MET 2026-01-01T20:00:00Z')
    expect(await members('Order/B')).toEqual([])
    setClock(30)
    await expect.poll(() => members('Order/B'), { timeout: 10_000 }).toEqual(['Garment/1'])
    expect(await verdict('Order/A')).toContain('selling UNKNOWN 2026-01-02T06:00:00Z')
    expect(await verdict('Order/B')).toContain('selling MET 2026-01-02T06:00:00Z')
    await rebuiltTheSame()
  })
  test('an order that a rule judges by the clock is looked at again once, when its latest settling says; what is dated ahead stays due', async () => {
    await openAt(10)
    const due = async () => (await world.journal.query<{ at: number; by_clock: boolean }>("select at, by_clock from due where ref in ('Order/A', 'Garment/1') order by at")).rows.map((row) => ({ at: (row.at - hour(0)) / 3_600_000, byClock: row.by_clock }))
    await tell(terms('Order/A'), is('desk', 9, 'Garment/1', 'CUT'), leads('desk', 9, 'Garment/1', 'order', 'Order/A'), is('desk', 40, 'Garment/1', 'SEWN'))
    // `quiet` turns two hours after the last word, at 11 (version 2 again at 13).
    expect(await due()).toEqual([{ at: 11, byClock: true }, { at: 40, byClock: false }])
    await tell(is('desk', 10, 'Garment/1', 'TACKED'))
    expect(await due()).toEqual([{ at: 12, byClock: true }, { at: 40, byClock: false }])
  })
  test('an order whose every claim is dated ahead is not there yet', async () => {
    await openAt(10)
    await tell(has('desk', 20, 'Order/A', 'terms', 'BILL'))
    expect(await verdict('Order/A', 'done', 1, `, asOf: "${iso(10)}"`)).toMatchObject({ errors: ['ORDER_UNKNOWN_AT'] })
    setClock(20)
    await expect.poll(() => verdict('Order/A'), { timeout: 10_000 }).toContain('selling UNKNOWN 2026-01-01T20:00:00Z')
  })
})

// "Leaving and coming back starts anew; `firstMetAt` keeps the first; `knownSince` is by `recordedAt`": with the answer's asOf fixed, when what we had been told last changed the outcome.
describe('an order that was done and is re-opened', () => {
  const at = (asOf: number, knownAt = 100): string => `, asOf: "${iso(asOf)}", knownAt: "${iso(knownAt)}"`
  const hoursOf = (text: string | null): number | null => (text === null ? null : (Date.parse(text) - hour(0)) / 3_600_000)
  /** Outcome; since when, first when, and since when we know, in hours. */
  const done = async (moment = ''): Promise<unknown> => {
    const { order: { verdict: { unified, since, firstMetAt, knownSince } } } = await ask(`{ order(id: "Order/A"${moment}) { verdict(definition: "done", version: 1) { unified since firstMetAt knownSince } } }`) as { order: { verdict: Record<'unified' | 'since' | 'firstMetAt' | 'knownSince', string> } }
    return [unified, hoursOf(since), hoursOf(firstMetAt), hoursOf(knownSince)]
  }
  /** Cut at 1, sewn at 3, promised at 2 and booked at 5; at 8 the money went back, which the bank told at 12; at 15 it came again, told at 16. */
  const reopened = async (): Promise<void> => {
    await tell(terms('Order/A'), is('desk', 1, 'Garment/1', 'CUT'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'), is('desk', 3, 'Garment/1', 'SEWN'))
    await tell(is('bank', 2, 'Payment/1', 'PROMISED'), leads('bank', 2, 'Payment/1', 'order', 'Order/A'), is('bank', 5, 'Payment/1', 'BOOKED'))
    expect(await done()).toEqual(['MET', 5, 5, 5])
    await tell(is('bank', 8, 'Payment/1', 'PROMISED', { id: 'back', told: 12 }))
    expect(await done()).toEqual(['NOT_MET', 8, 5, 12])
    await tell(is('bank', 15, 'Payment/1', 'BOOKED', { told: 16 }))
    expect(await done()).toEqual(['MET', 15, 5, 16])
  }
  test('is done since it came to be so again, first when it first was; as of each moment, and as known at it', async () => {
    await reopened()
    expect(await done(at(4))).toEqual(['NOT_MET', 1, null, 1])
    expect(await done(at(7))).toEqual(['MET', 5, 5, 5])
    expect(await done(at(8))).toEqual(['NOT_MET', 8, 5, 12])
    // Nobody had told of the money going back.
    expect(await done(at(10, 11))).toEqual(['MET', 5, 5, 5])
    expect(await done(at(10, 12))).toEqual(['NOT_MET', 8, 5, 12])
    expect(await done(at(15, 15))).toEqual(['NOT_MET', 8, 5, 12])
    expect(await done(at(15, 16))).toEqual(['MET', 15, 5, 16])
    await rebuiltTheSame()
  })
  test('in the past, as we learn later: for that time, whatever was answered of it then', async () => {
    await reopened()
    // At 6 another garment was the order's, sewn at 7; the desk told so at 30 and 31.
    await tell(is('desk', 6, 'Garment/2', 'CUT', { told: 30 }), leads('desk', 6, 'Garment/2', 'order', 'Order/A', { told: 30 }), is('desk', 7, 'Garment/2', 'SEWN', { told: 31 }))
    expect(await done()).toEqual(['MET', 15, 5, 31])
    expect(await done(at(6))).toEqual(['NOT_MET', 6, 5, 30])
    expect(await done(at(6, 29))).toEqual(['MET', 5, 5, 5])
    expect(await done(at(7))).toEqual(['MET', 7, 5, 31])
    expect(await done(at(7, 30))).toEqual(['NOT_MET', 6, 5, 30])
    expect(await done(at(9))).toEqual(['NOT_MET', 8, 5, 12])
    await rebuiltTheSame()
  })
  test('by mistake, which is taken back: it was done all the while, and as known before it was not', async () => {
    await reopened()
    await tell(takesBack('bank', 40, 'back'))
    // Told at 16 that it is done: what was taken back at 40 changed since when, not whether.
    expect(await done()).toEqual(['MET', 5, 5, 16])
    expect(await done(at(10))).toEqual(['MET', 5, 5, 40])
    expect(await done(at(10, 39))).toEqual(['NOT_MET', 8, 5, 12])
    expect(await done(at(20, 39))).toEqual(['MET', 15, 5, 16])
    await rebuiltTheSame()
  })
})

describe('what orders share, seen over a path', () => {
  test('settles every order that looks at it when it changes later', async () => {
    await tell(...[['1', 'A'], ['2', 'B']].flatMap(([n, order]) => [leads('desk', 1, `Garment/${n}`, 'order', `Order/${order}`), leads('desk', 1, `Garment/${n}`, 'pattern', 'Pattern/X')]), is('desk', 2, 'Pattern/X', 'DRAFT'))
    for (const order of ['Order/A', 'Order/B']) expect(await verdict(order, 'released')).toContain('selling NOT_MET 2026-01-01T02:00:00Z')
    await tell(is('desk', 4, 'Pattern/X', 'RELEASED'))
    for (const order of ['Order/A', 'Order/B']) expect(await verdict(order, 'released')).toContain('selling MET 2026-01-01T04:00:00Z')
    // One line is cut from another pattern from 6 on: only its order sees that.
    await tell(is('desk', 5, 'Pattern/Y', 'DRAFT'), leads('desk', 6, 'Garment/1', 'pattern', 'Pattern/Y'))
    expect(await verdict('Order/A', 'released')).toContain('selling NOT_MET 2026-01-01T06:00:00Z')
    expect(await verdict('Order/B', 'released')).toContain('selling MET 2026-01-01T04:00:00Z')
    await rebuiltTheSame()
  })
})

describe('sources that disagree', () => {
  test('about a state: unsettled, listed, undefined in rules; settled again when one comes round', async () => {
    await tell(terms('Order/A'), is('desk', 1, 'Garment/1', 'SEWN'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'))
    await tell(is('web', 3, 'Garment/1', 'CUT'))
    expect(await ask('{ entity(type: "Garment", key: "1") { state { local settled since conflict { claims { value } } } } conflicts { nodes { about { id } field } } }')).toMatchObject({
      entity: { state: { local: null, settled: false, since: iso(3) } }, conflicts: { nodes: [{ about: { id: 'Garment/1' }, field: 'state' }] },
    })
    expect(await verdict('Order/A')).toContain('selling UNKNOWN 2026-01-01T03:00:00Z')
    await tell(is('web', 5, 'Garment/1', 'SEWN'))
    expect(await ask('{ conflicts { totalCount } }')).toEqual({ conflicts: { totalCount: 0 } })
    expect(await verdict('Order/A')).toContain('selling MET 2026-01-01T05:00:00Z')
  })
})

describe('a model of another name', () => {
  test('is refused by a rebuild too, and nothing of the world is touched', async () => {
    await tell(terms('Order/A'))
    await close()
    await expect(openTestWorld('examples/bakery', { clock: () => now, keep: true, rebuild: true })).rejects.toMatchObject({ code: 'WORLD_OF_ANOTHER_MODEL', message: expect.not.stringContaining('rebuild') as string })
    await open({ keep: true })
    expect(await ask('{ order(id: "Order/A") { terms } }')).toEqual({ order: { terms: 'BILL' } })
  })
})

// "Below an order as of a time everything that its relations lead to is answered as of that time."
describe('another order below one as of a time', () => {
  const asked = 'id states { domain local since } verdict(definition: "done", version: 1) { unified since knownSince domains { domain outcome since } explanation { text } needed { text } }'
  test('is judged as of that time, as if it were asked itself', async () => {
    await tell(
      leads('desk', 0, 'Order/A', 'season', 'Season/1'), leads('desk', 0, 'Order/B', 'season', 'Season/1'), terms('Order/A'), terms('Order/B'),
      is('desk', 1, 'Garment/1', 'SEWN'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'), is('desk', 1, 'Garment/2', 'CUT'), leads('desk', 1, 'Garment/2', 'order', 'Order/B'), is('desk', 9, 'Garment/2', 'SEWN'),
    )
    await tell(is('bank', 2, 'Payment/2', 'BOOKED'), leads('bank', 2, 'Payment/2', 'order', 'Order/B'))
    const at = `asOf: "${iso(5)}"`
    const [a, b] = [await ask(`{ order(id: "Order/A", ${at}) { ${asked} } }`), await ask(`{ order(id: "Order/B", ${at}) { ${asked} } }`)] as { order: unknown }[]
    expect(b?.order).toMatchObject({ id: 'Order/B', states: [{ domain: 'selling', local: 'CUT', since: iso(1) }], verdict: { unified: 'NOT_MET', since: iso(1), domains: [{ domain: 'selling', outcome: 'NOT_MET' }, { domain: 'paying', outcome: 'MET', since: iso(2) }] } })
    expect(await ask(`{ order(id: "Order/A", ${at}) { season { orders { nodes { ${asked} } } } } }`)).toEqual({ order: { season: { orders: { nodes: [a?.order, b?.order] } } } })
    expect(await ask(`{ order(id: "Order/A", ${at}) { season { orders(where: { verdicts: { some: { definition: { eq: "done" }, version: { eq: 1 }, domain: { eq: "paying" }, outcome: { eq: MET } } } }) { nodes { id } } } } }`))
      .toEqual({ order: { season: { orders: { nodes: [{ id: 'Order/B' }] } } } })
  })
})

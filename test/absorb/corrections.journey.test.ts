import { describe, expect, test } from 'vitest'
import { lastSeq } from '../../src/journal/rebuild.ts'
import { recordMerge, recordUndoing } from '../../src/journal/record-merge.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { dumpGraph } from '../journal/dump-graph.ts'
import { deletes, has, is, leads, named, takesBack } from '../settle/tell.ts'
import { ask, atelierForEachTest, iso, members, now, openAt, rebuiltTheSame, setClock, streamed, tell, verdict, world } from './atelier-door.ts'

/*
 * Corrections, retractions, deletions and the source's own order, told to the atelier hour by hour and worked out by hand from DESIGN section 4:
 * "`corrects` replaces the whole earlier event of that source, and a replaced correction still replaces; `retracts` voids an event for all valid time
 * (knownAt before it still sees it), and retracting a correction revives what it had replaced. `delete` ends the validity of the entities and links
 * its record yields, from occurredAt."
 */
atelierForEachTest()

const terms = (order: string, value = 'BILL') => has('desk', 0, order, 'terms', value)
const at = (asOf: number, knownAt: number): string => `, asOf: "${iso(asOf)}", knownAt: "${iso(knownAt)}"`
const selling = async (order: string, moment = ''): Promise<string | undefined> => ((await verdict(order, 'done', 1, moment)) as string[]).find((line) => line.startsWith('selling'))
const codes = async (query: string): Promise<unknown> => ((await ask(query)) as { errors?: unknown }).errors
const garment = async (fields: string, ref = 'Garment/1') => ((await ask(`{ node(id: "${ref}") { ... on Garment { ${fields} } } }`)) as { node: unknown }).node

/** Order A with a garment that the desk says was sewn at 3, told then. */
const sewn = async () => tell(terms('Order/A'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'), is('desk', 1, 'Garment/1', 'CUT'), is('desk', 3, 'Garment/1', 'SEWN', { id: 'sewn' }))

describe('a correction', () => {
  test('replaces what was said, for all valid time; as known before it, the old word stands', async () => {
    await sewn()
    await tell(is('desk', 6, 'Garment/1', 'SEWN', { id: 'later', corrects: 'sewn', told: 20 }))
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T06:00:00Z')
    expect(await selling('Order/A', at(50, 19))).toBe('selling MET 2026-01-01T03:00:00Z')
    expect(await selling('Order/A', at(4, 30))).toBe('selling NOT_MET 2026-01-01T01:00:00Z')
    await rebuiltTheSame()
  })
  test('replaces the whole event: what it does not say again is said no more', async () => {
    // One record says that garment 1 is A's and where its tag is; its correction says the tag alone.
    await tell(terms('Order/A'), is('desk', 1, 'Garment/1', 'SEWN'), leads('desk', 1, 'Garment/1', 'order', 'Order/A', { id: 'whose' }))
    expect(await members('Order/A')).toEqual(['Garment/1'])
    await tell(named('desk', 1, 'Garment/1', 'selling.tag', 't1', { corrects: 'whose', told: 10 }))
    expect(await members('Order/A')).toEqual([])
    expect(await selling('Order/A')).toBe('selling UNKNOWN 2026-01-01T00:00:00Z')
    expect(await selling('Order/A', at(5, 9))).toBe('selling MET 2026-01-01T01:00:00Z')
    await rebuiltTheSame()
  })
  test('that is corrected itself still replaces the first', async () => {
    await sewn()
    await tell(is('desk', 5, 'Garment/1', 'SEWN', { id: 'second', corrects: 'sewn', told: 10 }), is('desk', 7, 'Garment/1', 'SEWN', { id: 'third', corrects: 'second', told: 20 }))
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T07:00:00Z')
    expect(await selling('Order/A', at(50, 15))).toBe('selling MET 2026-01-01T05:00:00Z')
    expect(await selling('Order/A', at(50, 5))).toBe('selling MET 2026-01-01T03:00:00Z')
    await rebuiltTheSame()
  })
  test('that is retracted revives what it had replaced', async () => {
    await sewn()
    await tell(is('desk', 6, 'Garment/1', 'SEWN', { id: 'later', corrects: 'sewn', told: 20 }))
    await tell(takesBack('desk', 30, 'later', { id: 'back' }))
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T03:00:00Z')
    expect(await selling('Order/A', at(50, 25))).toBe('selling MET 2026-01-01T06:00:00Z')
    // A retraction taken back leaves the correction.
    await tell(takesBack('desk', 40, 'back'))
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T06:00:00Z')
    expect(await selling('Order/A', at(50, 35))).toBe('selling MET 2026-01-01T03:00:00Z')
    await rebuiltTheSame()
  })
  test('that comes before what it corrects holds from the first', async () => {
    await tell(terms('Order/A'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'), is('desk', 6, 'Garment/1', 'SEWN', { corrects: 'sewn' }))
    await tell(is('desk', 3, 'Garment/1', 'SEWN', { id: 'sewn', told: 30 }))
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T06:00:00Z')
    await rebuiltTheSame()
  })
  test('of a value that is not kept over time brings back the last that stands', async () => {
    const note = async () => ((await ask('{ order(id: "Order/A") { note } }')) as { order: { note: string | null } }).order.note
    await tell(has('desk', 1, 'Order/A', 'note', 'first'), has('desk', 2, 'Order/A', 'note', 'wrong', { id: 'wrong' }))
    expect(await note()).toBe('wrong')
    await tell(takesBack('desk', 5, 'wrong'))
    expect(await note()).toBe('first')
    await tell(has('desk', 6, 'Order/A', 'note', 'last', { id: 'last' }), has('desk', 6, 'Order/A', 'note', 'put right', { corrects: 'last' }))
    expect(await note()).toBe('put right')
    await rebuiltTheSame()
  })
  test('is told of at the claims: what stands, what replaces what', async () => {
    await sewn()
    await tell(is('desk', 6, 'Garment/1', 'SEWN', { corrects: 'sewn', told: 20 }))
    expect(await garment('claims { nodes { field value occurredAt stands corrects { occurredAt } correctedBy { occurredAt } } }')).toEqual({ claims: { nodes: [
      { field: 'order', value: 'Order/A', occurredAt: iso(1), stands: true, corrects: null, correctedBy: null },
      { field: 'state', value: 'CUT', occurredAt: iso(1), stands: true, corrects: null, correctedBy: null },
      { field: 'state', value: 'SEWN', occurredAt: iso(3), stands: false, corrects: null, correctedBy: { occurredAt: iso(6) } },
      { field: 'state', value: 'SEWN', occurredAt: iso(6), stands: true, corrects: { occurredAt: iso(3) }, correctedBy: null },
    ] } })
    // As known before, it stood, and nothing replaced it.
    const { order } = await ask(`{ order(id: "Order/A"${at(50, 19)}) { lines { nodes { claims { nodes { occurredAt stands correctedBy { id } } } } } } }`) as { order: { lines: { nodes: { claims: { nodes: unknown[] } }[] } } }
    expect(order.lines.nodes[0]?.claims.nodes.at(-1)).toEqual({ occurredAt: iso(3), stands: true, correctedBy: null })
  })
  test('is a source\'s of its own events alone', async () => {
    await sewn()
    await tell(is('web', 6, 'Garment/1', 'SEWN', { corrects: 'sewn', told: 20 }))
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T03:00:00Z')
  })
  test('became known when it was told: knownSince goes over it', async () => {
    await tell(terms('Order/A', 'GIFT'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'), is('desk', 2, 'Garment/1', 'SEWN', { id: 'sewn' }))
    const known = async () => ((await ask('{ order(id: "Order/A") { verdict(definition: "done", version: 1) { unified knownSince } } }')) as { order: { verdict: unknown } }).order.verdict
    expect(await known()).toEqual({ unified: 'MET', knownSince: iso(2) })
    await tell(is('desk', 2, 'Garment/1', 'CUT', { id: 'cut', corrects: 'sewn', told: 20 }))
    expect(await known()).toEqual({ unified: 'NOT_MET', knownSince: iso(20) })
    await tell(takesBack('desk', 40, 'cut'))
    expect(await known()).toEqual({ unified: 'MET', knownSince: iso(40) })
    expect(await ask('{ explainChange(order: "Order/A", definition: "done", before: { version: 1, knownAt: "2026-01-02T00:00:00Z" }, after: { version: 1 }) { before { outcome } after { outcome } } }')).toEqual({ explainChange: { before: { outcome: 'NOT_MET' }, after: { outcome: 'MET' } } })
  })
})

describe('a retraction', () => {
  test('voids an event for all valid time; as known before it still stands', async () => {
    await sewn()
    await tell(takesBack('desk', 20, 'sewn'))
    expect(await selling('Order/A')).toBe('selling NOT_MET 2026-01-01T01:00:00Z')
    expect(await selling('Order/A', at(50, 19))).toBe('selling MET 2026-01-01T03:00:00Z')
    await rebuiltTheSame()
  })
  test('of a link lets the one before it hold on, as if the other had never been', async () => {
    await tell(terms('Order/A'), terms('Order/B'), is('desk', 1, 'Garment/1', 'SEWN'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'), leads('desk', 5, 'Garment/1', 'order', 'Order/B', { id: 'moved' }))
    expect([await members('Order/A'), await members('Order/B')]).toEqual([[], ['Garment/1']])
    await tell(takesBack('desk', 20, 'moved'))
    expect([await members('Order/A'), await members('Order/B')]).toEqual([['Garment/1'], []])
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T01:00:00Z')
    expect(await selling('Order/B', at(10, 19))).toBe('selling MET 2026-01-01T05:00:00Z')
    await rebuiltTheSame()
  })
  test('of all that told of an order takes the order away; as known before it is there, by ref and by number', async () => {
    await tell(named('desk', 1, 'Order/A', 'selling.number', 'n1', { id: 'a' }), named('desk', 1, 'Order/B', 'selling.number', 'n2'))
    await tell(takesBack('desk', 20, 'a'))
    expect(await ask('{ orders { totalCount nodes { id } } }')).toEqual({ orders: { totalCount: 1, nodes: [{ id: 'Order/B' }] } })
    expect(await codes('{ order(id: "n1") { id } }')).toEqual(['ORDER_UNKNOWN'])
    for (const id of ['n1', 'Order/A']) {
      expect(await ask(`{ order(id: "${id}"${at(5, 19)}) { id number resolved } }`)).toEqual({ order: { id: 'Order/A', number: 'n1', resolved: true } })
      expect(await codes(`{ order(id: "${id}"${at(5, 20)}) { id } }`)).toEqual(['ORDER_UNKNOWN'])
    }
    await rebuiltTheSame()
    await tell(named('desk', 30, 'Order/A', 'selling.number', 'n1'))
    expect(await ask('{ order(id: "n1") { id } }')).toEqual({ order: { id: 'Order/A' } })
    await rebuiltTheSame()
  })
  test('of its record leaves an order that others name unresolved, with what they say of it', async () => {
    await tell(has('desk', 1, 'Order/A', 'note', 'a word', { id: 'a' }))
    await tell(leads('bank', 2, 'Payment/1', 'order', 'Order/A'), is('bank', 2, 'Payment/1', 'BOOKED'))
    await tell(takesBack('desk', 20, 'a'))
    expect(await ask('{ order(id: "Order/A") { id resolved note payments: claims { totalCount } } }')).toEqual({ order: { id: 'Order/A', resolved: false, note: null, payments: { totalCount: 0 } } })
    expect(await members('Order/A')).toEqual(['Payment/1'])
    await rebuiltTheSame()
  })
  test('of a number gives links by it back to their placeholder, and ends the conflict with who else had it', async () => {
    await tell(named('desk', 0, 'Order/A', 'selling.number', 'n1', { id: 'a' }))
    await tell(named('web', 1, 'Order/B', 'selling.number', 'n1', { id: 'b' }))
    await tell(leads('bank', 2, 'Payment/1', 'order', 'Order/~selling.number:n1'))
    expect(await ask('{ conflicts { totalCount } }')).toEqual({ conflicts: { totalCount: 2 } })
    expect(await members('Order/~selling.number:n1')).toEqual(['Payment/1'])
    await tell(takesBack('web', 20, 'b'))
    expect(await ask('{ conflicts { totalCount } orders { nodes { id } } }')).toEqual({ conflicts: { totalCount: 0 }, orders: { nodes: [{ id: 'Order/A' }] } })
    expect(await members('Order/A')).toEqual(['Payment/1'])
    await tell(takesBack('desk', 21, 'a'))
    expect(await ask('{ orders { nodes { id resolved } } }')).toEqual({ orders: { nodes: [{ id: 'Order/~selling.number:n1', resolved: false }] } })
    expect(await members('Order/~selling.number:n1')).toEqual(['Payment/1'])
    await rebuiltTheSame()
  })
  test('of a mistyped number leaves it no way to find the order by, but as known then', async () => {
    await tell(named('desk', 1, 'Order/A', 'selling.number', 'n7', { id: 'typo' }), named('desk', 2, 'Order/A', 'selling.number', 'n1', { corrects: 'typo', told: 10 }))
    expect(await codes('{ order(id: "n7") { id } }')).toEqual(['ORDER_UNKNOWN'])
    expect((await dumpGraph(world.driver, { claimIds: false })).former).toEqual([])
    expect(await ask(`{ order(id: "n7"${at(5, 9)}) { id number } }`)).toEqual({ order: { id: 'Order/A', number: 'n7' } })
    await rebuiltTheSame()
  })
  test('of a number that two claimed leaves it to the other, where no link names either', async () => {
    await tell(named('desk', 0, 'Order/A', 'selling.number', 'n1'))
    await tell(named('web', 1, 'Order/B', 'selling.number', 'n1', { id: 'b' }), named('web', 2, 'Order/B', 'selling.number', 'n2'))
    expect(await ask('{ conflicts { totalCount } }')).toEqual({ conflicts: { totalCount: 2 } })
    await tell(takesBack('web', 20, 'b'))
    expect(await ask('{ conflicts { totalCount } order(id: "n1") { id } }')).toEqual({ conflicts: { totalCount: 0 }, order: { id: 'Order/A' } })
    await rebuiltTheSame()
  })
  test('of a later number makes the earlier one its number again, and no former one', async () => {
    await tell(named('desk', 1, 'Order/A', 'selling.number', 'n1'), named('desk', 2, 'Order/A', 'selling.number', 'n2', { id: 'later' }))
    expect((await dumpGraph(world.driver, { claimIds: false })).former).toEqual(['Order selling.number n1 Order/A'])
    await tell(takesBack('desk', 20, 'later'))
    expect((await dumpGraph(world.driver, { claimIds: false })).former).toEqual([])
    expect(await ask('{ order(id: "n1") { id number } }')).toEqual({ order: { id: 'Order/A', number: 'n1' } })
    expect(await codes('{ order(id: "n2") { id } }')).toEqual(['ORDER_UNKNOWN'])
    await rebuiltTheSame()
  })
  test('of one of two sources that disagree settles what was in conflict', async () => {
    await tell(terms('Order/A'), is('desk', 1, 'Garment/1', 'SEWN'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'))
    await tell(is('web', 3, 'Garment/1', 'CUT', { id: 'cut' }))
    expect(await ask('{ conflicts { totalCount } }')).toEqual({ conflicts: { totalCount: 1 } })
    await tell(takesBack('web', 9, 'cut'))
    expect(await ask('{ conflicts { totalCount } }')).toEqual({ conflicts: { totalCount: 0 } })
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T01:00:00Z')
  })
  test('in a circle is refused and kept, whichever closes it', async () => {
    await tell(is('desk', 1, 'Garment/1', 'CUT', { id: 'a', retracts: 'b' }))
    expect(await tell(is('desk', 1, 'Garment/1', 'SEWN', { id: 'b', corrects: 'a' }))).toMatchObject({ accepted: 0, rejected: 1, rejects: [{ code: 'CORRECTION_CIRCLE', reason: "Event 'b' of source 'desk' corrects or retracts 'a', which in the end corrects or retracts it: none of them would stand. Give it an id of its own, or name another event." }] })
    expect(await tell(is('desk', 1, 'Garment/1', 'SEWN', { id: 'c', corrects: 'c' }))).toMatchObject({ rejected: 1, rejects: [{ code: 'CORRECTION_CIRCLE' }] })
    expect(await garment('state { local }')).toEqual({ state: { local: 'CUT' } })
  })
  test('of an event that two corrected is one thing, of each of the corrections another', async () => {
    await sewn()
    await tell(is('desk', 5, 'Garment/1', 'SEWN', { id: 'x', corrects: 'sewn', told: 10 }), is('desk', 7, 'Garment/1', 'CUT', { id: 'y', corrects: 'sewn', told: 11 }))
    // Both corrections stand: sewn at 5, back at cut at 7.
    expect(await selling('Order/A')).toBe('selling NOT_MET 2026-01-01T07:00:00Z')
    await tell(takesBack('desk', 20, 'y'))
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T05:00:00Z')
    // The first is replaced as long as one of them does.
    await tell(takesBack('desk', 21, 'x'))
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T03:00:00Z')
    await rebuiltTheSame()
  })
})

describe('an order that was merged with another', () => {
  /** `named`: the one that a garment names. */
  const both = async (named: string) => {
    await tell(has('desk', 1, 'Order/A', 'terms', 'POST', { id: 'a' }), leads('desk', 1, 'Order/A', 'season', 'Season/1', { id: 'a2' }), has('desk', 2, 'Order/B', 'note', 'b', { id: 'b' }), leads('desk', 3, 'Garment/1', 'order', named))
    await recordMerge(world.journal, storedRef('Order/A'), storedRef('Order/B'), { reason: 'typed twice', actor: 'ann' }, now)
    await world.follower.reached(await lastSeq(world.journal))
  }
  const seen = async () => ask('{ orders { totalCount nodes { id terms note resolved season { id } lines { totalCount } } } }')
  test('goes on without what one of the two is retracted of', async () => {
    await both('Order/B')
    await tell(takesBack('desk', 20, 'a'), takesBack('desk', 20, 'a2'))
    expect(await seen()).toEqual({ orders: { totalCount: 1, nodes: [{ id: 'Order/B', terms: null, note: 'b', resolved: true, season: null, lines: { totalCount: 1 } }] } })
    await rebuiltTheSame()
  })
  test('goes on when the one that it goes by is retracted, and with what is told of that one later', async () => {
    await both('Order/A')
    await tell(takesBack('desk', 20, 'b'))
    const asA = { id: 'Order/B', terms: 'POST', note: null, resolved: true, season: { id: 'Season/1' } }
    expect(await seen()).toEqual({ orders: { totalCount: 1, nodes: [{ ...asA, lines: { totalCount: 1 } }] } })
    await rebuiltTheSame()
    await tell(leads('desk', 30, 'Garment/2', 'order', 'Order/B'))
    expect(await seen()).toEqual({ orders: { totalCount: 1, nodes: [{ ...asA, lines: { totalCount: 2 } }] } })
    await rebuiltTheSame()
  })
  test('is gone once they are parted, where nothing tells of it', async () => {
    await both('Order/A')
    await tell(takesBack('desk', 20, 'b'))
    await recordUndoing(world.journal, storedRef('Order/A'), { reason: 'two after all', actor: 'ann' }, now)
    await world.follower.reached(await lastSeq(world.journal))
    expect(await seen()).toMatchObject({ orders: { totalCount: 1, nodes: [{ id: 'Order/A', terms: 'POST' }] } })
    await rebuiltTheSame()
  })
})

test('a claim dated ahead that went with its identifier while it was retracted comes to hold for whom it names when it stands again', async () => {
  await openAt(10)
  await tell(named('desk', 1, 'Garment/1', 'selling.tag', 't1', { id: 'tag' }), leads('desk', 20, 'Order/A', 'lines', 'Garment/~selling.tag:t1', { id: 'ahead' }))
  await tell(takesBack('desk', 10, 'ahead', { id: 'back' }), takesBack('desk', 10, 'tag'))
  await tell(named('desk', 1, 'Garment/2', 'selling.tag', 't1'), takesBack('desk', 10, 'back'))
  expect(await members('Order/A')).toEqual([])
  setClock(20)
  await expect.poll(() => members('Order/A'), { timeout: 10_000 }).toEqual(['Garment/2'])
})

describe('a deletion', () => {
  test('ends what its source said of the entity from then on, and erases nothing', async () => {
    await sewn()
    await tell(deletes('desk', 10, 'Garment/1', { told: 12 }))
    expect(await members('Order/A')).toEqual([])
    expect(await selling('Order/A')).toBe('selling UNKNOWN 2026-01-01T10:00:00Z')
    // It was so until then, and as known before the deletion was told it is so still.
    expect(await selling('Order/A', at(9, 50))).toBe('selling MET 2026-01-01T03:00:00Z')
    expect(await selling('Order/A', at(50, 11))).toBe('selling MET 2026-01-01T03:00:00Z')
    expect(await garment('resolved state { local settled } claims { nodes { field ended stands } }')).toEqual({ resolved: true, state: null, claims: { nodes: [
      { field: 'order', ended: false, stands: true }, { field: 'state', ended: false, stands: true }, { field: 'state', ended: false, stands: true }, { field: 'ended', ended: true, stands: true },
    ] } })
    await rebuiltTheSame()
  })
  test('leaves what another source says', async () => {
    await sewn()
    await tell(leads('web', 2, 'Garment/1', 'order', 'Order/A'), is('web', 4, 'Garment/1', 'SEWN'))
    await tell(deletes('desk', 10, 'Garment/1'))
    expect(await members('Order/A')).toEqual(['Garment/1'])
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T03:00:00Z')
    await rebuiltTheSame()
  })
  test('of a link that the far side keeps ends that link', async () => {
    // The order's record names its line; the record that deletes names it again.
    await tell(terms('Order/A'), is('desk', 1, 'Garment/1', 'SEWN'), leads('desk', 1, 'Order/A', 'lines', 'Garment/1'))
    expect(await members('Order/A')).toEqual(['Garment/1'])
    await tell(leads('desk', 8, 'Order/A', 'lines', 'Garment/1', { deleted: true }))
    expect(await members('Order/A')).toEqual([])
    expect(await selling('Order/A')).toBe('selling UNKNOWN 2026-01-01T08:00:00Z')
    // The order's own terms ended with it: deleted is the order that the record tells of.
    expect(await ask('{ order(id: "Order/A") { terms } }')).toEqual({ order: { terms: null } })
    await rebuiltTheSame()
  })
  test('is followed by what the source says anew', async () => {
    await sewn()
    await tell(deletes('desk', 10, 'Garment/1'))
    await tell(leads('desk', 20, 'Garment/1', 'order', 'Order/A'), is('desk', 20, 'Garment/1', 'CUT'))
    expect(await selling('Order/A')).toBe('selling NOT_MET 2026-01-01T20:00:00Z')
    // The first word after a deletion never jumps: from SEWN nothing leads to CUT.
    expect(await garment('claims { nodes { value jump } }')).toMatchObject({ claims: { nodes: [{}, {}, { value: 'SEWN', jump: false }, {}, {}, { value: 'CUT', jump: false }] } })
    await rebuiltTheSame()
  })
  test('that was told late ends it for the time before, too; one that is retracted never was', async () => {
    await sewn()
    await tell(is('desk', 9, 'Garment/1', 'SEWN'), deletes('desk', 5, 'Garment/1', { id: 'gone', told: 30 }))
    // The desk spoke of its state again at 9, of its order it did not.
    expect(await members('Order/A')).toEqual([])
    expect(await garment('state { local since }')).toEqual({ state: { local: 'SEWN', since: iso(9) } })
    await tell(takesBack('desk', 40, 'gone'))
    expect(await members('Order/A')).toEqual(['Garment/1'])
    expect(await selling('Order/A')).toBe('selling MET 2026-01-01T03:00:00Z')
    await rebuiltTheSame()
  })
  test('at the instant of what it deletes: the source\'s own order says which was first', async () => {
    await tell(terms('Order/A'), is('desk', 2, 'Garment/1', 'CUT', { sequence: '2' }), deletes('desk', 2, 'Garment/1', { sequence: '1' }))
    expect(await garment('state { local }')).toEqual({ state: { local: 'CUT' } })
    await tell(deletes('desk', 2, 'Garment/1', { sequence: '3' }))
    expect(await garment('state { local }')).toEqual({ state: null })
  })
})

// "Edges … with knownFrom, knownTo, claimId; so lineage has as-of and known-at too."
describe('an entity and its lineage as of a time', () => {
  const lineage = async (from: string, args: string) => ask(`{ lineage(from: ["${from}"], ${args}) { nodes { id } edges { relation from { id } to { id } validFrom } complete } }`)
  const moved = async () => tell(
    terms('Order/A'), terms('Order/B'), is('desk', 1, 'Garment/1', 'CUT'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'),
    leads('desk', 5, 'Garment/1', 'order', 'Order/B', { id: 'moved', told: 10 }), is('desk', 6, 'Garment/1', 'SEWN', { told: 10 }),
  )
  test('go by the links that held then, told by then', async () => {
    await moved()
    await tell(takesBack('desk', 20, 'moved'))
    const ofA = { nodes: [{ id: 'Garment/1' }], edges: [{ relation: 'HAS_LINE', from: { id: 'Order/A' }, to: { id: 'Garment/1' }, validFrom: iso(1) }], complete: true }
    expect(await lineage('Order/A', 'direction: DOWNSTREAM')).toEqual({ lineage: ofA })
    // As known at 15 it had moved to B at 5.
    expect(await lineage('Order/A', `direction: DOWNSTREAM, asOf: "${iso(4)}", knownAt: "${iso(15)}"`)).toEqual({ lineage: ofA })
    expect(await lineage('Order/A', `direction: DOWNSTREAM, asOf: "${iso(7)}", knownAt: "${iso(15)}"`)).toEqual({ lineage: { nodes: [], edges: [], complete: true } })
    expect(await lineage('Garment/1', `direction: UPSTREAM, asOf: "${iso(7)}", knownAt: "${iso(15)}"`)).toMatchObject({ lineage: { nodes: [{ id: 'Order/B' }] } })
    expect(await lineage('Garment/1', `direction: UPSTREAM, asOf: "${iso(7)}", knownAt: "${iso(9)}"`)).toMatchObject({ lineage: { nodes: [{ id: 'Order/A' }] } })
  })
  test('below an order as of a time are of that time', async () => {
    await moved()
    expect(await ask(`{ order(id: "Order/A", asOf: "${iso(4)}") { lineage(direction: DOWNSTREAM) { nodes { id ... on Garment { state { local } order { id } } } } } }`))
      .toEqual({ order: { lineage: { nodes: [{ id: 'Garment/1', state: { local: 'CUT' }, order: { id: 'Order/A' } }] } } })
  })
  test('an entity says what it was; nothing had occurred of it before', async () => {
    await moved()
    const entity = async (at: string) => ask(`{ entity(type: "Garment", key: "1", ${at}) { id state { local } ... on Garment { order { id } } claims { totalCount } } }`)
    expect(await entity(`asOf: "${iso(4)}"`)).toEqual({ entity: { id: 'Garment/1', state: { local: 'CUT' }, order: { id: 'Order/A' }, claims: { totalCount: 2 } } })
    expect(await entity(`asOf: "${iso(8)}"`)).toEqual({ entity: { id: 'Garment/1', state: { local: 'SEWN' }, order: { id: 'Order/B' }, claims: { totalCount: 4 } } })
    expect(await entity(`knownAt: "${iso(9)}"`)).toEqual({ entity: { id: 'Garment/1', state: { local: 'CUT' }, order: { id: 'Order/A' }, claims: { totalCount: 2 } } })
    expect(await entity(`asOf: "2025-12-31T00:00:00Z"`)).toMatchObject({ errors: ['REF_UNKNOWN_AT'] })
    expect(await lineage('Garment/1', 'direction: UPSTREAM, asOf: "2025-12-31T00:00:00Z"')).toMatchObject({ errors: ['REF_UNKNOWN_AT'] })
    expect(await lineage('Garment/9', `direction: UPSTREAM, asOf: "${iso(4)}"`)).toMatchObject({ errors: ['REF_UNKNOWN'] })
  })
  test('is told line by line as of that time too', async () => {
    await moved()
    const told = async (args: string) => (await streamed(`from=Order/A&direction=DOWNSTREAM&fields=Garment.pieces&fields=Garment.belongsTo${args}`)).map((text) => JSON.parse(text) as { node?: unknown; end?: { receipt: { asOf: string; knownAt: string; notes: string[] } }; error?: unknown })
    const lines = await told(`&asOf=${iso(4)}&knownAt=${iso(9)}`)
    expect(lines.flatMap(({ node }) => node ?? [])).toEqual([{ id: 'Garment/1', type: 'Garment', key: '1', depth: 1, values: { pieces: null, belongsTo: ['Order/A'] } }])
    expect(lines.at(-1)?.end).toMatchObject({ complete: true, receipt: { asOf: iso(4), knownAt: iso(9) } })
    expect((await told(`&asOf=${iso(7)}`)).flatMap(({ node }) => node ?? [])).toEqual([])
    expect(await told('&asOf=yesterday')).toMatchObject([{ error: { code: 'BAD_ARGUMENT', message: expect.stringContaining("Argument 'asOf' is \"yesterday\"; wanted: a time as RFC 3339 with offset") as string } }])
  })
  test('is gone on with from where a page ended, of the same moment', async () => {
    await tell(...[1, 2, 3].map((n) => leads('desk', n, `Garment/${n}`, 'order', 'Order/A')))
    const asked = `direction: DOWNSTREAM, asOf: "${iso(50)}", first: 2`
    const page = async (after: string) => ((await ask(`{ lineage(from: ["Order/A"], ${asked}${after}) { nodes { id } stopped after } }`)) as { lineage: { nodes: { id: string }[]; stopped: string[]; after: string | null } }).lineage
    const first = await page('')
    expect(first).toMatchObject({ nodes: [{ id: 'Garment/1' }, { id: 'Garment/2' }], stopped: ['SIZE'] })
    // What is told meanwhile was not known when the first page was asked for.
    setClock(101)
    await tell(leads('desk', 4, 'Garment/4', 'order', 'Order/A', { told: 101 }))
    expect(await page(`, after: "${String(first.after)}"`)).toEqual({ nodes: [{ id: 'Garment/3' }], stopped: [], after: null })
    const below = async (after: string) => ((await ask(`{ order(id: "Order/A", asOf: "${iso(50)}") { lineage(direction: DOWNSTREAM, first: 2${after}) { nodes { id } after } } }`)) as { order: { lineage: { nodes: { id: string }[]; after: string } } }).order.lineage
    const second = await below('')
    expect(second.nodes).toEqual([{ id: 'Garment/1' }, { id: 'Garment/2' }])
    expect((await below(`, after: "${second.after}"`)).nodes).toEqual([{ id: 'Garment/3' }, { id: 'Garment/4' }])
    expect((await ask(`{ lineage(from: ["Order/A"], direction: DOWNSTREAM, first: 2, after: "${String(first.after)}") { depth } }`) as { errors: unknown }).errors).toEqual(['BAD_CURSOR'])
  })
})

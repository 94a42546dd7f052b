import { Readable } from 'node:stream'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { recordMerge } from '../../src/journal/record-merge.ts'
import { lastSeq } from '../../src/journal/rebuild.ts'
import { makeSettler } from '../../src/journal/settle-next.ts'
import { makeDecideProposals } from '../../src/decide-proposals.ts'
import { makeOpenRecalls } from '../../src/open-recalls.ts'
import { makeGovernDefinitions } from '../../src/govern-definitions.ts'
import { makeRunRehearsals } from '../../src/run-rehearsals.ts'
import { makeMergeOrders } from '../../src/merge-orders.ts'
import { readModelSdl } from '../../src/model/sdl.ts'
import type { World } from '../../src/open-world.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { makeRef } from '../../src/vocabulary/ref.ts'
import { dumpGraph } from '../journal/dump-graph.ts'
import { recordOf } from '../journal/workbench.ts'
import { openTestWorld } from '../servers/open-test-world.ts'
import { has, hour, is, leads, named, type Told } from '../settle/tell.ts'

/*
 * The desk took an order as A and had its garment sewn by 1; the bank booked a payment at 2 for the same order, which it calls B. At 100 ann
 * rules that B is A. Hours count from 2026-01-01T00:00Z.
 */
const FOLDER = 'test/settle/atelier'
const iso = (h: number): string => new Date(hour(h)).toISOString().replace('.000Z', 'Z')
let now: Instant
let world: World
let door: Gateway
let told = 0

const open = async (options: { readonly keep?: boolean; readonly rebuild?: boolean } = {}): Promise<void> => {
  world = await openTestWorld(FOLDER, { clock: () => now, ...options })
  door = await createGateway({
    model: world.model, sdl: await readModelSdl(FOLDER), driver: world.driver, gate: world.gate, world: world.progress.world, journalReads: makeJournalReads(world.questions, world.model, () => now), merges: makeMergeOrders(world), governs: makeGovernDefinitions(world), decides: makeDecideProposals(world), recalls: makeOpenRecalls(world), rehearsals: makeRunRehearsals(world),
    log: pino({ level: 'silent' }), clock: () => now, port: 0,
  })
}
const close = async (): Promise<void> => {
  await door?.close()
  await world?.close()
}
const tell = async (...said: readonly Told[]) =>
  absorb(world, said[0]?.by ?? '', [{ file: 'told.jsonl', bytes: Readable.from([Buffer.from(said.map((one) => JSON.stringify(recordOf(one, (told += 1)))).join('\n'))]) }])
const ask = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(`${door.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) })
  const { data, errors } = await response.json() as { data?: unknown; errors?: { extensions: { code: string } }[] }
  return errors === undefined ? data : errors.map(({ extensions }) => extensions.code)
}
const as = (actor: string) => ({ 'x-osl-actor': encodeURIComponent(actor) })
const rule = (field: string, actor = 'ann') => ask(`mutation { ${field} { undone merge { order into reason actor recordedAt } orders { id } } }`, as(actor))
const verdict = async (id: string, at = ''): Promise<unknown> => {
  const answer = await ask(`{ order(id: "${id}"${at}) { id verdict(definition: "done", version: 1) { unified since knownSince domains { domain outcome since } } } }`)
  if (Array.isArray(answer)) return answer
  const { order } = answer as { order: { id: string; verdict: { unified: string; since: string; knownSince: string; domains: { domain: string; outcome: string; since: string }[] } } }
  return [order.id, `${order.verdict.unified} ${order.verdict.since} known ${order.verdict.knownSince}`, ...order.verdict.domains.map((one) => `${one.domain} ${one.outcome} ${one.since}`)]
}

beforeEach(async () => {
  now = hour(100)
  told = 0
  await open()
  await tell(has('desk', 0, 'Order/A', 'terms', 'BILL'), named('desk', 0, 'Order/A', 'selling.number', 'n1'), is('desk', 1, 'Garment/1', 'SEWN'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'))
  await tell(named('web', 0, 'Order/B', 'selling.number', 'n2'))
  await tell(is('bank', 2, 'Payment/1', 'BOOKED'), leads('bank', 2, 'Payment/1', 'order', 'Order/B'))
})
afterEach(close)

const A_ALONE = ['Order/A', `UNKNOWN ${iso(0)} known ${iso(0)}`, `selling MET ${iso(1)}`, `paying UNKNOWN ${iso(0)}`]
// The rule of paying applies by the order's terms, and of those nobody told under B.
const B_ALONE = ['Order/B', `UNKNOWN ${iso(0)} known ${iso(0)}`, `selling UNKNOWN ${iso(0)}`, `paying UNKNOWN ${iso(0)}`]
// Sewn since 1 and paid since 2: done since 2; that it is one order we know since it was ruled, at 100.
const BOTH = ['Order/A', `MET ${iso(2)} known ${iso(100)}`, `selling MET ${iso(1)}`, `paying MET ${iso(2)}`]
const MERGE_B = 'mergeOrders(order: "Order/B", into: "Order/A", reason: "typed twice")'

describe('one order that two systems gave two keys', () => {
  test('is two until somebody rules that it is one, then one by each of its names; undone, two again as if never merged', async () => {
    expect([await verdict('Order/A'), await verdict('Order/B')]).toEqual([A_ALONE, B_ALONE])
    const before = await dumpGraph(world.driver, { claimIds: true })
    const ruling = { order: 'Order/B', into: 'Order/A', reason: 'typed twice', actor: 'ann', recordedAt: iso(100) }
    expect(await rule(MERGE_B)).toEqual({ mergeOrders: { undone: false, merge: ruling, orders: [{ id: 'Order/A' }] } })
    for (const id of ['Order/A', 'Order/B', 'n1', 'n2', 'Payment/1', 'Garment/1']) expect(await verdict(id)).toEqual(BOTH)
    expect(await ask('{ node(id: "Order/B") { id } orders { totalCount } conflicts { totalCount } order(id: "n2") { mergedFrom { order into reason actor recordedAt } timeline { totalCount nodes { about { id } } } } }')).toEqual({
      node: { id: 'Order/A' }, orders: { totalCount: 1 }, conflicts: { totalCount: 0 },
      order: { mergedFrom: [ruling], timeline: { totalCount: 5, nodes: ['Order/A', 'Garment/1', 'Garment/1', 'Payment/1', 'Payment/1'].map((id) => ({ about: { id } })) } },
    })
    now = hour(110)
    expect(await rule('undoMerge(order: "Order/B", reason: "two after all")', 'Jörg')).toEqual({
      undoMerge: { undone: true, merge: { ...ruling, reason: 'two after all', actor: 'Jörg', recordedAt: iso(110) }, orders: [{ id: 'Order/B' }, { id: 'Order/A' }] },
    })
    expect(await dumpGraph(world.driver, { claimIds: true })).toEqual(before)
    expect(await ask('{ order(id: "Order/A") { mergedFrom { order } } }')).toEqual({ order: { mergedFrom: [] } })
    // What was known between the two rulings stays known.
    expect(await verdict('n2', `, knownAt: "${iso(105)}"`)).toEqual(BOTH)
  })

  test('as known before it was ruled is two, each by its own names', async () => {
    await rule(MERGE_B)
    const then = `, knownAt: "${iso(99)}"`
    for (const id of ['Order/A', 'n1', 'Garment/1']) expect(await verdict(id, then)).toEqual(A_ALONE)
    for (const id of ['Order/B', 'n2', 'Payment/1']) expect(await verdict(id, then)).toEqual(B_ALONE)
    expect(await ask(`{ order(id: "Order/A"${then}) { mergedFrom { order } } }`)).toEqual({ order: { mergedFrom: [] } })
  })

  test('takes what is told later under the old key, and keeps it with the old order when undone; a rebuild shows the same', async () => {
    await rule(MERGE_B)
    await tell(is('bank', 50, 'Payment/2', 'PROMISED'), leads('bank', 50, 'Payment/2', 'order', 'Order/B'))
    // A payment that is only promised: all of them are wanted booked, so paid no more from 50 on.
    expect(await verdict('Order/A')).toEqual(['Order/A', `NOT_MET ${iso(50)} known ${iso(100)}`, `selling MET ${iso(1)}`, `paying NOT_MET ${iso(50)}`])
    const merged = await dumpGraph(world.driver, { claimIds: true })
    await close()
    await open({ keep: true, rebuild: true })
    await world.follower.reached(await lastSeq(world.journal))
    expect(await dumpGraph(world.driver, { claimIds: true })).toEqual(merged)
    await rule('undoMerge(order: "Order/B", reason: "two after all")')
    expect(await verdict('Order/A')).toEqual(A_ALONE)
    expect(await verdict('Payment/2')).toEqual(B_ALONE)
  })
})

test('who was merged into an order is answered as the graph shows it: not before the two are one there, though the ruling is settled', async () => {
  const ASK = '{ order(id: "Order/A") { mergedFrom { order } } orders { totalCount } }'
  await world.follower.stop()
  await recordMerge(world.journal, makeRef('Order', 'B'), makeRef('Order', 'A'), { reason: 'typed twice', actor: 'ann' }, now)
  await makeSettler(world.journal, world.model).settleNext(now, { events: 100, recorded: 100, examined: 100 })
  expect(await ask(ASK)).toEqual({ order: { mergedFrom: [] }, orders: { totalCount: 2 } })
  await close()
  await open({ keep: true })
  await world.follower.reached(await lastSeq(world.journal))
  expect(await ask(ASK)).toEqual({ order: { mergedFrom: [{ order: 'Order/B' }] }, orders: { totalCount: 1 } })
})

describe('a ruling is refused', () => {
  test('of nobody, for no reason, on what is no order, unknown or the same', async () => {
    expect(await ask(`mutation { ${MERGE_B} { undone } }`)).toEqual(['ACTOR_MISSING'])
    const wanted: readonly (readonly [string, string])[] = [
      ['mergeOrders(order: "Order/B", into: "Order/A", reason: " ")', 'BAD_ARGUMENT'],
      ['mergeOrders(order: "Order/A", into: "Order/A", reason: "x")', 'MERGE_INTO_ITSELF'],
      ['mergeOrders(order: "Payment/1", into: "Order/A", reason: "x")', 'MERGE_OF_OTHER_TYPE'],
      ['mergeOrders(order: "Order/~selling.number:n2", into: "Order/A", reason: "x")', 'MERGE_OF_PLACEHOLDER'],
      ['mergeOrders(order: "Order/A", into: "Order/Z", reason: "x")', 'REF_UNKNOWN'],
      ['undoMerge(order: "Order/A", reason: "x")', 'ORDER_NOT_MERGED'],
      ['undoMerge(order: "Order/Z", reason: "x")', 'REF_UNKNOWN'],
      ['undoMerge(order: "n2", reason: "x")', 'REF_UNKNOWN'],
    ]
    for (const [field, code] of wanted) expect([field, await rule(field)]).toEqual([field, [code]])
  })

  test('but a merge of orders that nobody tells of any more is taken back', async () => {
    await recordMerge(world.journal, makeRef('Order', 'Y'), makeRef('Order', 'Z'), { reason: 'their keys were others then', actor: 'ann' }, now)
    expect(await rule('undoMerge(order: "Order/Y", reason: "they are called otherwise")')).toMatchObject({ undoMerge: { undone: true, merge: { order: 'Order/Y', into: 'Order/Z' }, orders: [] } })
    expect([await verdict('Order/A'), await verdict('Order/B')]).toEqual([A_ALONE, B_ALONE])
  })

  test('on what is merged already, in a circle too; a chain leads to its end', async () => {
    await tell(has('desk', 3, 'Order/C', 'terms', 'BILL'))
    await rule(MERGE_B)
    for (const field of ['mergeOrders(order: "Order/B", into: "Order/C", reason: "x")', 'mergeOrders(order: "Order/A", into: "Order/B", reason: "x")', MERGE_B]) expect(await rule(field)).toEqual(['ORDER_MERGED_ALREADY'])
    await rule('mergeOrders(order: "Order/A", into: "Order/C", reason: "x")')
    for (const id of ['Order/A', 'Order/B', 'n2']) expect(await ask(`{ order(id: "${id}") { id mergedFrom { order into } } }`)).toEqual({ order: { id: 'Order/C', mergedFrom: [{ order: 'Order/B', into: 'Order/A' }, { order: 'Order/A', into: 'Order/C' }] } })
  })

  test('over GET, and from a page that posts what needs no asking first', async () => {
    const query = `mutation { ${MERGE_B} { undone } }`
    const asked = await fetch(`${door.url}/graphql?query=${encodeURIComponent(query)}`, { headers: { ...as('ann'), 'content-type': 'application/json' } })
    expect(asked.status).toBe(405)
    const posted = await fetch(`${door.url}/graphql`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query }) })
    expect(posted.status).toBeGreaterThanOrEqual(400)
    expect(await verdict('Order/B')).toEqual(B_ALONE)
  })
})

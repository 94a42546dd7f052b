import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Gateway } from '../../src/gateway/create-gateway.ts'
import type { ClaimPage, ClaimPageAsked, ToldClaim, JournalReads } from '../../src/journal/journal-reads.ts'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { loadBakery, writeBakery } from './bakery-graph.ts'
import { asker, openDoor, openTestGraph, type Answer } from './open-door.ts'
import { quietJournal } from './quiet-journal.ts'

const at = (text: string) => instant(Date.parse(text))
const claim = (seq: number, id: string, about: string, field: string, value: string | number, occurredAt: string, more: Partial<ToldClaim> = {}): ToldClaim => ({
  seq, n: 1, id, about: storedRef(about), kind: field === 'state' ? 'state' : 'attribute', field, value, domain: 'sales', source: id.split(':')[0] ?? '', occurredAt: at(occurredAt), recordedAt: at('2026-03-06T00:00:00Z'), jump: false, ...more,
})
const CLAIMS: readonly ToldClaim[] = [
  claim(1, 'till:A-7/1/1#1', 'OrderLine/A-7-1', 'state', 'ORDERED', '2026-03-02T06:10:00Z'),
  claim(2, 'ledger:e1#1', 'Payment/V1', 'state', 'PROMISED', '2026-03-02T06:11:00Z', { correctedBy: 'ledger:e2#1' }),
  claim(3, 'till:A-7/1/3#1', 'OrderLine/A-7-1', 'state', 'HANDED_OVER', '2026-03-03T08:05:00Z', { jump: true }),
  claim(4, 'till:A-7/2/3#1', 'OrderLine/A-7-2', 'state', 'HANDED_OVER', '2026-03-03T08:05:00Z'),
  claim(5, 'ledger:e2#1', 'Payment/V1', 'state', 'BOOKED', '2026-03-05T11:00:00Z', { corrects: 'ledger:e1#1' }),
  claim(6, 'till:when#1', 'Order/A-7', 'pickupAt', Date.parse('2026-03-03T08:00:00Z'), '2026-03-05T12:00:00Z'),
]

/** A journal of six claims that notes how it was asked. */
const smallJournal = (calls: string[]): JournalReads => {
  const page = (of: readonly ToldClaim[], { first, after, count }: ClaimPageAsked): ClaimPage => {
    const rest = of.filter(({ seq }) => after === undefined || seq > after.seq)
    return { claims: rest.slice(0, first), hasNextPage: rest.length > first, ...(count ? { total: of.length } : {}) }
  }
  return {
    ...quietJournal,
    claimsByIds: async (ids) => {
      calls.push(`claimsByIds ${ids.length}`)
      return ids.map((id) => CLAIMS.find((one) => one.id === id))
    },
    claimsOf: async (refs, asked) => {
      calls.push(`claimsOf ${refs.length}`)
      return refs.map((ref) => page(CLAIMS.filter(({ about }) => about === ref), asked))
    },
    timelineOf: async (refs, asked) => {
      calls.push(`timelineOf ${refs.length}`)
      return refs.map(() => page(CLAIMS, asked))
    },
    knownSince: async (asked) => {
      calls.push(`knownSince ${asked.length}`)
      return asked.map(() => at('2026-03-06T00:00:00Z'))
    },
    rejects: async ({ first, after }) => {
      const all = [2, 1].map((position) => ({ position, source: 'till', file: 'till.csv', line: 10 + position, code: 'STATE_UNKNOWN', reason: 'no state', contentHash: 'x', record: 'x' })).filter(({ position }) => after === undefined || position < after)
      return { rejects: all.slice(0, first), hasNextPage: all.length > first, total: 2 }
    },
  }
}

let driver: Driver
let gateway: Gateway
let ask: (query: string, variables?: Record<string, unknown>) => Promise<Answer>
const calls: string[] = []

beforeAll(async () => {
  driver = await openTestGraph()
  const bakery = await loadBakery()
  await prepareGraph(driver, bakery.model)
  await writeBakery(driver)
  gateway = await openDoor({ ...bakery, driver, journalReads: smallJournal(calls) })
  const asked = asker(gateway)
  ask = (query, variables) => {
    calls.length = 0
    return asked(query, variables)
  }
})
afterAll(async () => {
  await gateway?.close()
  await driver?.close()
})

describe('what sources told', () => {
  it('is evidence of a verdict, for all domains and orders in one batch', async () => {
    const answer = await ask('{ orders { nodes { key verdict(definition: "completed") { knownSince domains { domain evidence { id value occurredAt about { id ... on OrderLine { pieces } } } } } } } }')
    expect(answer.errors).toEqual([])
    expect(calls.toSorted()).toEqual(['claimsByIds 3', 'knownSince 3'])
    expect(answer.statements.map(({ name }) => name)).toEqual(['page of Order', 'entities of OrderLine'])
    expect((answer.data?.['orders'] as { nodes: readonly unknown[] }).nodes[0]).toEqual({
      key: 'A-7', verdict: { knownSince: '2026-03-06T00:00:00Z', domains: [
        { domain: 'sales', evidence: [
          { id: 'till:A-7/1/3#1', value: 'HANDED_OVER', occurredAt: '2026-03-03T08:05:00Z', about: { id: 'OrderLine/A-7-1', pieces: 1 } },
          { id: 'till:A-7/2/3#1', value: 'HANDED_OVER', occurredAt: '2026-03-03T08:05:00Z', about: { id: 'OrderLine/A-7-2', pieces: 20 } },
        ] },
        { domain: 'finance', evidence: [{ id: 'ledger:e2#1', value: 'BOOKED', occurredAt: '2026-03-05T11:00:00Z', about: { id: 'Payment/V1' } }] },
      ] },
    })
  })

  it('is a timeline in pages, times of an attribute written as times', async () => {
    const met: unknown[] = []
    let after: string | null = null
    do {
      const answer: Answer = await ask('query($after: String) { order(id: "A-7") { timeline(first: 4, after: $after) { totalCount nodes { id value jump } pageInfo { hasNextPage endCursor } } } }', { after })
      const { timeline } = answer.data?.['order'] as { timeline: { totalCount: number; nodes: readonly unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }
      expect(timeline.totalCount).toBe(6)
      met.push(...timeline.nodes)
      after = timeline.pageInfo.hasNextPage ? timeline.pageInfo.endCursor : null
    } while (after !== null)
    expect(met).toHaveLength(6)
    expect(met[2]).toEqual({ id: 'till:A-7/1/3#1', value: 'HANDED_OVER', jump: true })
    expect(met[5]).toEqual({ id: 'till:when#1', value: '2026-03-03T08:00:00Z', jump: false })
  })

  it('of many entities is asked at once, corrections with it', async () => {
    const answer = await ask('{ order(id: "A-7") { payments { nodes { claims { nodes { id corrects { id } correctedBy { id value } } } } } lines { nodes { claims { nodes { id } } } } } }')
    expect(answer.data?.['order']).toMatchObject({ payments: { nodes: [{ claims: { nodes: [
      { id: 'ledger:e1#1', corrects: null, correctedBy: { id: 'ledger:e2#1', value: 'BOOKED' } }, { id: 'ledger:e2#1', corrects: { id: 'ledger:e1#1' }, correctedBy: null },
    ] } }] } })
    expect(calls.filter((call) => call.startsWith('claimsOf')).toSorted()).toEqual(['claimsOf 1', 'claimsOf 2'])
    expect(calls.filter((call) => call.startsWith('claimsByIds'))).toEqual(['claimsByIds 2'])
  })

  it('and was not taken is listed, latest first, by cursor', async () => {
    const first = await ask('{ rejects(first: 1) { totalCount nodes { line code } pageInfo { hasNextPage endCursor } } }')
    expect(first.data?.['rejects']).toMatchObject({ totalCount: 2, nodes: [{ line: 12, code: 'STATE_UNKNOWN' }], pageInfo: { hasNextPage: true } })
    const { endCursor } = (first.data?.['rejects'] as { pageInfo: { endCursor: string } }).pageInfo
    expect((await ask('query($after: String) { rejects(after: $after) { nodes { line } pageInfo { hasNextPage } } }', { after: endCursor })).data?.['rejects']).toEqual({ nodes: [{ line: 11 }], pageInfo: { hasNextPage: false } })
  })

  it('gives every list cursors of its own: no other list, owner, filter or order takes one', async () => {
    const page = (list: string) => `{ ${list} { pageInfo { endCursor } } }`
    const lists = [
      (after: string) => page(`orders(first: 1${after})`),
      (after: string) => page(`orders(first: 1, where: {slip: {isNull: false}}${after})`),
      (after: string) => page(`orders(first: 1, orderBy: [{field: SLIP}]${after})`),
      (after: string) => page(`orders(first: 1, orderBy: [{field: SLIP, direction: DESC}]${after})`),
      (after: string) => `{ order(id: "A-7") ${page(`lines(first: 1${after})`)} }`,
      (after: string) => `{ order(id: "A-7") ${page(`lines(first: 1, orderBy: [{field: KEY}]${after})`)} }`,
      (after: string) => `{ order(id: "A-7") ${page(`timeline(first: 1${after})`)} }`,
      (after: string) => `{ order(id: "A-7") ${page(`claims(first: 1${after})`)} }`,
      (after: string) => `{ order(id: "A-8") ${page(`lines(first: 1${after})`)} }`,
      (after: string) => `{ order(id: "A-8") ${page(`timeline(first: 1${after})`)} }`,
      (after: string) => page(`rejects(first: 1${after})`),
      (after: string) => page(`rejects(first: 1, source: "till"${after})`),
      (after: string) => page(`conflicts(first: 1${after})`),
      (after: string) => `{ lineage(from: ["Order/A-7"], direction: DOWNSTREAM, first: 1${after}) { after } }`,
      (after: string) => `{ lineage(from: ["Order/A-7"], direction: BOTH, first: 1${after}) { after } }`,
    ]
    const cursorIn = (answer: Answer): string | undefined => /"(?:endCursor|after)":"([^"]+)"/.exec(JSON.stringify(answer.data))?.[1]
    const cursors = await Promise.all(lists.map(async (list) => cursorIn(await ask(list('')))))
    expect(cursors.filter((cursor) => cursor !== undefined).length).toBeGreaterThan(10)
    for (const [from, cursor] of cursors.entries()) {
      if (cursor === undefined) continue
      const codes = await Promise.all(lists.map(async (list) => (await ask(list(`, after: "${cursor}"`))).errors[0]?.extensions['code']))
      expect([from, codes]).toEqual([from, lists.map((_, to) => to === from ? undefined : 'BAD_CURSOR')])
    }
  })

  it('of lineage, nodes, edge ends and their own fields come in one statement', async () => {
    const answer = await ask('{ lineage(from: ["Order/A-7"], direction: DOWNSTREAM) { nodes { id ... on OrderLine { pieces product { name } } } edges { from { id ... on Order { slip } } to { id resolved } relation } } }')
    expect(answer.errors).toEqual([])
    expect(answer.statements.map(({ name }) => name)).toEqual(['walk start', 'walk level', 'entities of Order, OrderLine, Payment'])
    expect(answer.data?.['lineage']).toMatchObject({
      nodes: [{ id: 'OrderLine/A-7-1', pieces: 1, product: { name: 'Cherry cake' } }, { id: 'OrderLine/A-7-2', pieces: 20, product: { name: 'Rye rolls' } }, { id: 'Payment/V1' }],
      edges: [{ from: { slip: 'A-7' }, to: { id: 'OrderLine/A-7-1', resolved: true }, relation: 'HAS_LINE' }, { to: { id: 'OrderLine/A-7-2' } }, { to: { id: 'Payment/V1' }, relation: 'PAYS' }],
    })
  })

  it('of lineage, what hangs on the few that are met comes with them however many there might have been, and links tell of themselves only where edges are asked', async () => {
    const walk = (edges: string) => ask(`{ lineage(from: ["OrderLine/A-7-1"], direction: UPSTREAM, first: 100000) { nodes { id ... on Order { lines { nodes { pieces product { name } } } payments { nodes { amount } } } } ${edges} } }`)
    const [plain, whole] = [await walk(''), await walk('edges { relation sources }')]
    expect([plain.errors, whole.errors]).toEqual([[], []])
    const nodesOf = ({ data }: Answer): unknown => (data?.['lineage'] as { readonly nodes: unknown }).nodes
    expect(nodesOf(plain)).toEqual(nodesOf(whole))
    expect(nodesOf(plain)).not.toEqual([])
    const entities = plain.statements.filter(({ name }) => !name.startsWith('walk'))
    expect(entities.map(({ name }) => name)).toEqual([expect.stringMatching(/^entities of /)])
    const factsRead = ({ statements }: Answer): boolean => statements.some(({ name, text }) => name === 'walk level' && text.includes('link.source'))
    expect([factsRead(plain), factsRead(whole)]).toEqual([false, true])
  })
})

describe('definitions', () => {
  it('are the model’s, with the version in force at a time', async () => {
    expect((await ask('{ definition(name: "completed") { title owner versions { version lifecycle effectiveFrom effectiveTo changeReason } now: active { version } before: active(at: "2025-01-01T00:00:00Z") { version } } }')).data).toEqual({
      definition: { title: 'Order completed', owner: 'the shop', versions: [{ version: 1, lifecycle: 'ACTIVE', effectiveFrom: '2026-01-01T00:00:00Z', effectiveTo: null, changeReason: 'what we have always meant' }], now: { version: 1 }, before: null },
    })
  })
})

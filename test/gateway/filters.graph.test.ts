import fc from 'fast-check'
import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Gateway } from '../../src/gateway/create-gateway.ts'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import { writeGraph, type LinkGiven, type NodeGiven } from '../graph/write-graph.ts'
import { loadBakery } from './bakery-graph.ts'
import { asker, NOON, openDoor, openTestGraph, type Answer } from './open-door.ts'

let driver: Driver
let gateway: Gateway
let ask: (query: string, variables?: Record<string, unknown>) => Promise<Answer>

/** Every third value is absent, in turns that do not go together. */
const unless = (turn: number, value: unknown): unknown => turn % 3 === 0 ? undefined : value
const time = (n: number): number => Date.parse('2026-03-01T00:00:00Z') + n * 3_600_000
const OUTCOMES = ['MET', 'NOT_MET', 'UNKNOWN']

const ORDERS: readonly NodeGiven[] = Array.from({ length: 24 }, (_, n) => ({
  ref: `Order/O${String(n).padStart(2, '0')}`, resolved: n % 5 !== 0, slip: unless(n, `S${n % 7}`), phone: unless(n + 1, `0${n % 4}`), pickupAt: unless(n + 2, time(n % 6)),
  ...(n % 4 === 0 ? {} : { 'verdict.completed.1.outcome': OUTCOMES[n % 3], 'verdict.completed.1.since': time(n % 5), 'verdict.completed.1.sales.outcome': OUTCOMES[(n + 1) % 3], 'verdict.completed.1.finance.outcome': OUTCOMES[(n + 2) % 3] }),
}))
const LINES: readonly NodeGiven[] = Array.from({ length: 40 }, (_, n) => ({ ref: `OrderLine/L${String(n).padStart(2, '0')}`, pieces: unless(n, n % 6), 'state.local': unless(n + 1, n % 2 === 0 ? 'ORDERED' : 'BAKED') }))
const PRODUCTS: readonly NodeGiven[] = ['Rye', 'Cake', undefined].map((name, n) => ({ ref: `Product/P${n}`, name }))
const LINKS: readonly LinkGiven[] = LINES.flatMap(({ ref }, n) => [
  // Two sources state the same link; another has ended; another is dated ahead.
  { from: `Order/O${String((n * 7) % 20).padStart(2, '0')}`, name: 'HAS_LINE', to: ref, ...(n % 9 === 0 ? { validTo: time(0) } : n % 11 === 0 ? { validFrom: NOON + 1 } : {}) },
  ...(n % 4 === 0 ? [{ from: `Order/O${String((n * 7) % 20).padStart(2, '0')}`, name: 'HAS_LINE', to: ref, source: 'other' }] : []),
  ...(n % 3 === 0 ? [] : [{ from: ref, name: 'OF_PRODUCT', to: `Product/P${n % 3}` }]),
])

interface Dumped { readonly properties: Readonly<Record<string, unknown>>; readonly out: readonly { readonly name: string; readonly to: string; readonly validFrom: number; readonly validTo: number | null }[] }
let dump: ReadonlyMap<string, Dumped>

beforeAll(async () => {
  driver = await openTestGraph()
  const bakery = await loadBakery()
  await prepareGraph(driver, bakery.model)
  await writeGraph(driver, [...ORDERS, ...LINES, ...PRODUCTS], LINKS)
  gateway = await openDoor({ ...bakery, driver })
  ask = asker(gateway)
  const { records } = await driver.executeQuery('MATCH (n:Entity) RETURN properties(n) AS properties, COLLECT { MATCH (n)-[r]->(m) RETURN {name: type(r), to: m.ref, validFrom: r.validFrom, validTo: r.validTo} } AS out')
  dump = new Map(records.map((record) => [String((record.get('properties') as { ref: string }).ref), { properties: record.get('properties') as Record<string, unknown>, out: record.get('out') as Dumped['out'] }]))
})
afterAll(async () => {
  await gateway?.close()
  await driver?.close()
})

type Where = Readonly<Record<string, unknown>>
const entries = (where: unknown): readonly (readonly [string, never])[] => Object.entries(where as Record<string, never>)

/** What a filter means, said plainly over the dump and without a plan. */
const compares = (held: unknown, filter: unknown): boolean => entries(filter).every(([operator, given]: readonly [string, unknown]) => {
  const wanted = typeof given === 'string' && /^2026-/.test(given) ? Date.parse(given) : given
  if (operator === 'isNull') return (held === undefined || held === null) === wanted
  if (operator === 'ne') return held !== wanted
  if (held === undefined || held === null) return false
  const [a, b] = [held as string, wanted as string]
  return { eq: a === b, in: Array.isArray(wanted) && wanted.includes(a), gt: a > b, gte: a >= b, lt: a < b, lte: a <= b, contains: String(a).includes(b), startsWith: String(a).startsWith(b), endsWith: String(a).endsWith(b) }[operator] ?? false
})
const quantified = <T>(all: readonly T[], filter: unknown, holds: (one: T, inner: Where) => boolean): boolean => entries(filter).every(([quantifier, inner]) =>
  quantifier === 'some' ? all.some((one) => holds(one, inner)) : quantifier === 'none' ? !all.some((one) => holds(one, inner)) : all.every((one) => holds(one, inner)))
const now = ({ validFrom, validTo }: Dumped['out'][number]): boolean => validFrom <= NOON && (validTo === null || validTo > NOON)
const related = (ref: string, field: string): readonly string[] => {
  const name = field === 'product' ? 'OF_PRODUCT' : 'HAS_LINE'
  const backwards = field === 'order'
  return [...new Set([...dump].flatMap(([from, { out }]) => out.filter((link) => link.name === name && now(link) && (backwards ? link.to : from) === ref).map((link) => backwards ? from : link.to)))]
}
const verdictHolds = (ref: string, filter: unknown): boolean => entries(filter).every(([quantifier, inner]) => {
  const { domain, definition: _, ...parts } = inner as { domain?: { eq: string }; definition: unknown; outcome?: unknown; since?: unknown }
  const prefix = `verdict.completed.1.${domain === undefined ? '' : `${domain.eq}.`}`
  const held = dump.get(ref)?.properties ?? {}
  const spoken = held[`${prefix}outcome`] === undefined ? [] : [held]
  return quantified(spoken, { [quantifier]: parts }, (of) => entries(parts).every(([part, comparisons]) => compares(of[`${prefix}${part}`], comparisons)))
})
const holds = (ref: string, where: Where): boolean => entries(where).every(([name, value]) => {
  switch (name) {
    case 'and': return (value as Where[]).every((inner) => holds(ref, inner))
    case 'or': return (value as Where[]).some((inner) => holds(ref, inner))
    case 'not': return !holds(ref, value)
    case 'lines': case 'order': case 'product': return quantified(related(ref, name), value, holds)
    case 'verdicts': return verdictHolds(ref, value)
    case 'state': return compares(dump.get(ref)?.properties['state.local'], (value as { local: unknown }).local)
    case 'id': return compares(ref, value)
    default: return compares(dump.get(ref)?.properties[name], value)
  }
})

const one = (key: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Where> => value.map((held) => ({ [key]: held }))
const text = (values: readonly string[]): fc.Arbitrary<Where> => fc.oneof(
  ...['eq', 'ne', 'gt', 'lte', 'startsWith', 'contains', 'endsWith'].map((operator) => one(operator, fc.constantFrom(...values))), one('in', fc.subarray([...values])), one('isNull', fc.boolean()))
const number = (values: readonly (number | string)[]): fc.Arbitrary<Where> => fc.oneof(...['eq', 'ne', 'gt', 'gte', 'lt', 'lte'].map((operator) => one(operator, fc.constantFrom(...values))), one('isNull', fc.boolean()))
const times = [0, 2, 4].map((n) => new Date(time(n)).toISOString())
const quantifier = fc.constantFrom('some', 'none', 'every')
const over = (field: string, inner: fc.Arbitrary<unknown>): fc.Arbitrary<Where> => fc.tuple(quantifier, inner).map(([word, that]) => ({ [field]: { [word]: that } }))
const joined = (leaf: fc.Arbitrary<unknown>, self: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ maxDepth: 3 }, leaf, one('not', self), one('and', fc.array(self, { maxLength: 3 })), one('or', fc.array(self, { maxLength: 3 })))
const outcome = one('outcome', fc.oneof(one('eq', fc.constantFrom(...OUTCOMES)), one('ne', fc.constantFrom(...OUTCOMES)), one('in', fc.subarray(OUTCOMES))))
const verdict = fc.tuple(fc.constantFrom({}, { domain: { eq: 'sales' } }, { domain: { eq: 'finance' } }), outcome).map(([domain, parts]) => ({ definition: { eq: 'completed' }, ...domain, ...parts }))

const wheres = fc.letrec((tie) => ({
  order: joined(fc.oneof(one('slip', text(['S1', 'S3', 'S'])), one('phone', text(['01', '03', '0'])), one('pickupAt', number(times)), one('resolved', one('eq', fc.boolean())), one('id', text(['Order/O03', 'Order/O1']).filter((filter) => ['eq', 'ne', 'in', 'startsWith'].includes(Object.keys(filter)[0] ?? ''))), over('verdicts', verdict), over('lines', tie('line'))), tie('order')),
  line: joined(fc.oneof(one('pieces', number([0, 2, 4])), one('state', one('local', text(['ORDERED', 'BAKED', 'CANCELLED']))), over('order', fc.oneof(one('slip', text(['S1', 'S3'])), one('pickupAt', number(times)))), over('product', one('name', text(['Rye', 'C'])))), tie('line')),
}))
/** A new text costs the graph's planner 100 ms and more, so the runs are few; the filters are the same in each. */
const LIMITS = { numRuns: 15, seed: 20260401 }

describe('a filter', () => {
  it('finds of all orders those for which it holds, said plainly over a dump of the graph', async () => {
    let found = 0
    await fc.assert(fc.asyncProperty(wheres.order, async (where) => {
      const answer = await ask('query($where: OrderWhere) { orders(where: $where, first: 1000) { nodes { id } totalCount totalCountPrecision } }', { where })
      const expected = [...dump.keys()].filter((ref) => ref.startsWith('Order/') && holds(ref, where as Where)).sort()
      found += expected.length
      expect(answer.errors).toEqual([])
      expect(answer.data?.['orders']).toEqual({ nodes: expected.map((id) => ({ id })), totalCount: expected.length, totalCountPrecision: 'EXACT' })
    }), LIMITS)
    expect(found).toBeGreaterThan(50)
  }, 240_000)

  it('finds below every order the lines for which it holds', async () => {
    let found = 0
    await fc.assert(fc.asyncProperty(wheres.line, async (where) => {
      const answer = await ask('query($where: OrderLineWhere) { orders { nodes { id lines(where: $where) { nodes { id } totalCount totalCountPrecision } } } }', { where })
      const lines = (ref: string): readonly string[] => related(ref, 'lines').filter((line) => holds(line, where as Where)).sort()
      const expected = ORDERS.map(({ ref }) => ({ id: ref, lines: { nodes: lines(ref).map((id) => ({ id })), totalCount: lines(ref).length, totalCountPrecision: 'EXACT' } }))
      found += expected.reduce((sum, order) => sum + order.lines.totalCount, 0)
      expect(answer.errors).toEqual([])
      expect(answer.data?.['orders']).toEqual({ nodes: expected })
    }), LIMITS)
    expect(found).toBeGreaterThan(50)
  }, 240_000)
})

describe('paging in the order of one key', () => {
  const property = { SLIP: 'slip', PICKUP_AT: 'pickupAt', PHONE: 'phone', ID: 'ref' } as const
  const fields = Object.keys(property) as (keyof typeof property)[]
  it.each(fields.flatMap((field) => (['ASC', 'DESC'] as const).map((direction) => [field, direction] as const)))('by %s, %s, gives those without a value last, and each once', async (field, direction) => {
    const value = (ref: string): unknown => dump.get(ref)?.properties[property[field]]
    for (const where of [{}, { pickupAt: { isNull: true } }, { slip: { startsWith: 'S' } }]) {
      const expected = ORDERS.map(({ ref }) => ref).filter((ref) => holds(ref, where)).sort((a, b) => {
        const [one, other] = [value(a), value(b)] as (string | undefined)[]
        if (one === undefined || other === undefined || one === other) return Number(one === undefined) - Number(other === undefined) || (a < b ? -1 : 1)
        return (one < other ? -1 : 1) * (direction === 'ASC' ? 1 : -1)
      })
      const met: string[] = []
      for (let after: string | null = null; ;) {
        const answer: Answer = await ask(`query($after: String, $where: OrderWhere) { orders(first: 5, after: $after, where: $where, orderBy: [{field: ${field}, direction: ${direction}}]) { nodes { id } pageInfo { hasNextPage endCursor } } }`, { after, where })
        expect(answer.errors).toEqual([])
        const { nodes, pageInfo } = answer.data?.['orders'] as { nodes: readonly { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
        met.push(...nodes.map(({ id }) => id))
        if (!pageInfo.hasNextPage) break
        after = pageInfo.endCursor
      }
      expect(met).toEqual(expected)
    }
  })
})

describe('paging while orders come, go and move', () => {
  it.each(['ASC', 'DESC'])('meets each order that stays where it is once, %s', async (direction) => {
    const stay = ORDERS.map(({ ref }) => ref).filter((_, n) => n % 4 !== 1)
    const move = ORDERS.map(({ ref }) => ref).filter((_, n) => n % 4 === 1)
    const met: string[] = []
    let after: string | null = null
    let round = 0
    do {
      const answer: Answer = await ask(`query($after: String) { orders(first: 3, after: $after, orderBy: [{field: PICKUP_AT, direction: ${direction}}, {field: SLIP}]) { nodes { id } pageInfo { hasNextPage endCursor } } }`, { after })
      expect(answer.errors).toEqual([])
      const { nodes, pageInfo } = answer.data?.['orders'] as { nodes: readonly { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
      met.push(...nodes.map(({ id }) => id))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
      round += 1
      // Before and behind the place, and among the absent; the last one met is deleted where it may.
      await driver.executeQuery('UNWIND $rows AS row CREATE (n:Entity:Order) SET n = row', { rows: [0, 3, 9].map((n) => ({ ref: `Order/N${direction}${round}-${n}`, key: 'n', pickupAt: time(n), resolved: true })) })
      await driver.executeQuery('UNWIND $refs AS ref MATCH (n:Order {ref: ref}) SET n.pickupAt = $to', { refs: move, to: round % 3 === 0 ? null : time(round % 6) })
      await driver.executeQuery('MATCH (n:Order {ref: $ref}) WHERE NOT n.ref IN $stay DETACH DELETE n', { ref: nodes.at(-1)?.id ?? '', stay: [...stay, ...move] })
    } while (after !== null && round < 60)
    expect(met.filter((ref) => stay.includes(ref)).toSorted()).toEqual(stay)
  })
})

describe('of more orders than an unindexed filter may read', () => {
  it('such a filter is refused with what to add, so is a sort of too many, pages read no further than an index leads them, and counting ends somewhere', async () => {
    const session = driver.session()
    await session.run("UNWIND range(1, 200001) AS n CALL (n) { CREATE (:Order {ref: 'Order/X' + n, slip: 'many', pickupAt: n}) } IN TRANSACTIONS OF 20000 ROWS")
    // The engine samples an index that has grown in its own time; until then it takes 'many' for a rare value.
    await session.run('CALL db.prepareForReplanning(60)')
    const door = await openDoor({ ...await loadBakery(), driver })
    try {
      const answer = await asker(door)('{ careless: orders(where: {phone: {eq: "x"}}) { totalCount } careful: orders(where: {slip: {eq: "many"}, phone: {isNull: true}}) { totalCount totalCountPrecision } }')
      expect(answer.errors.map(({ extensions, path }) => [extensions['code'], path])).toEqual([['FILTER_TOO_COSTLY', ['careless']]])
      expect(answer.errors[0]?.extensions).toMatchObject({ most: 200_000, indexed: expect.arrayContaining(['id', 'slip', 'pickupAt']) })
      expect(answer.data).toBeNull()
      const careful = await asker(door)('{ orders(where: {slip: {eq: "many"}, phone: {isNull: true}}) { totalCount totalCountPrecision } }')
      expect(careful.data?.['orders']).toEqual({ totalCount: 100_000, totalCountPrecision: 'AT_LEAST' })

      const hits = async (list: string): Promise<number> => {
        const response = await fetch(`${door.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-osl-explain': 'profile' }, body: JSON.stringify({ query: `{ orders(first: 3, ${list}) { nodes { id } } }` }) })
        const { data, extensions } = await response.json() as { data: { orders: { nodes: readonly unknown[] } }; extensions: { explain: { statements: readonly { profile: readonly { dbHits: number }[] }[] } } }
        expect(data.orders.nodes, list).toHaveLength(3)
        return extensions.explain.statements.flatMap(({ profile }) => profile).reduce((sum, operator) => sum + operator.dbHits, 0)
      }
      // Whatever nearly all satisfy is read in an index's order, no further than the page.
      for (const list of ['where: {slip: {eq: "many"}}', 'orderBy: [{field: PICKUP_AT}]', 'orderBy: [{field: PICKUP_AT, direction: DESC}]', 'where: {slip: {eq: "many"}}, orderBy: [{field: PICKUP_AT}]', 'where: {slip: {startsWith: "S"}}, orderBy: [{field: PHONE}]']) expect(await hits(list), list).toBeLessThan(2_000)
      const costly = await asker(door)('{ all: orders(orderBy: [{field: PHONE}]) { nodes { id } } }')
      expect(costly.errors.map(({ extensions }) => extensions['code'])).toEqual(['SORT_TOO_COSTLY'])
      const filtered = await asker(door)('{ orders(where: {slip: {eq: "many"}}, orderBy: [{field: PHONE}]) { nodes { id } } }')
      expect(filtered.errors.map(({ extensions }) => [extensions['code'], extensions['most']])).toEqual([['SORT_TOO_COSTLY', 200_000]])
    } finally {
      await door.close()
      await session.run("MATCH (order:Order {slip: 'many'}) CALL (order) { DELETE order } IN TRANSACTIONS OF 20000 ROWS")
      await session.close()
    }
  }, 240_000)
})

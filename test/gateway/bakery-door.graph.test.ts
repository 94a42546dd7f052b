import type { Driver } from 'neo4j-driver'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Gateway } from '../../src/gateway/create-gateway.ts'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import { loadBakery, writeBakery } from './bakery-graph.ts'
import { asker, openDoor, openTestGraph, type Answer } from './open-door.ts'

let driver: Driver
let gateway: Gateway
let ask: (query: string, variables?: Record<string, unknown>) => Promise<Answer>

beforeAll(async () => {
  driver = await openTestGraph()
  const bakery = await loadBakery()
  await prepareGraph(driver, bakery.model)
  await writeBakery(driver)
  gateway = await openDoor({ ...bakery, driver })
  ask = asker(gateway)
})
afterAll(async () => {
  await gateway?.close()
  await driver?.close()
})

const codes = (answer: Answer): readonly unknown[] => answer.errors.map(({ extensions }) => extensions['code'])
const idOf = async (id: string): Promise<unknown> => (await ask('query($id: ID!) { order(id: $id) { id } }', { id })).data?.['order']

describe('an order is found by any of its names', () => {
  it.each([
    ['its ref', 'Order/A-7'], ['its own identifier', 'A-7'], ["a payment's voucher", 'V1'],
    ["a payment's ref", 'Payment/V1'], ["a line's ref", 'OrderLine/A-7-2'],
  ])('by %s', async (_, id) => {
    expect(await idOf(id)).toEqual({ id: 'Order/A-7' })
  })

  it('is answered while only a link names it, by its number, by its placeholder ref and by what names it', async () => {
    for (const id of ['A-99', 'Order/~sales.slip:A-99', 'V2']) {
      expect((await ask('query($id: ID!) { order(id: $id) { id resolved slip } }', { id })).data?.['order']).toEqual({ id: 'Order/~sales.slip:A-99', resolved: false, slip: null })
    }
  })

  it('is not found by a bare key of a type, nor by a voucher that pays nothing', async () => {
    for (const id of ['A-7-1', 'V3']) expect(codes(await ask('query($id: ID!) { order(id: $id) { id } }', { id }))).toEqual(['ORDER_UNKNOWN'])
  })

  it('names the nearest when nobody is known by the id', async () => {
    const answer = await ask('{ order(id: "A-70") { id } }')
    expect(answer.data).toEqual({ order: null })
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'ORDER_UNKNOWN', id: 'A-70', nearest: expect.arrayContaining(['A-7']) })
    expect(answer.errors[0]?.message).toContain('Nearest: A-7')
  })

  it('is not found through what orders share', async () => {
    const answer = await ask('{ order(id: "Product/CK1") { id } }')
    const refusal = answer.errors[0]?.extensions
    expect(refusal).toMatchObject({ code: 'ORDER_SHARED', refs: ['Product/CK1'] })
    // The hint is a question, and its answer is those orders.
    expect((await ask(`{ ${String(refusal?.['ask'])} { nodes { key } } }`)).data).toEqual({ orders: { nodes: [{ key: 'A-7' }, { key: 'A-8' }] } })
  })

  it('a domain limits identifiers to its schemes and leaves refs alone', async () => {
    const byDomain = async (id: string, domain: string): Promise<Answer> => ask('query($id: ID!, $domain: String) { order(id: $id, domain: $domain) { id } }', { id, domain })
    expect((await byDomain('V1', 'finance')).data).toEqual({ order: { id: 'Order/A-7' } })
    expect(codes(await byDomain('A-7', 'finance'))).toEqual(['ORDER_UNKNOWN'])
    expect((await byDomain('Order/A-7', 'finance')).data).toEqual({ order: { id: 'Order/A-7' } })
    expect((await byDomain('A-7', 'salez')).errors[0]?.extensions).toMatchObject({ code: 'UNKNOWN_DOMAIN', nearest: ['sales'] })
    expect((await byDomain('V1', 'sales')).errors[0]).toMatchObject({ message: "No order is known as 'V1' in domain 'sales'. By another domain's number there is Payment/V1: ask without domain.", extensions: { code: 'ORDER_UNKNOWN', elsewhere: ['Payment/V1'] } })
  })

  it('costs two statements by its own number and three by that of something that belongs to it', async () => {
    expect((await ask('{ order(id: "A-7") { slip phone } }')).statements).toHaveLength(2)
    expect((await ask('{ order(id: "V1") { slip phone } }')).statements).toHaveLength(3)
    expect((await ask('{ order(id: "A-7") { id key type domain } }')).statements).toHaveLength(1)
  })
})

describe('an order answers with', () => {
  it('its fields, its verdict and its parts, as they are in the graph', async () => {
    const answer = await ask(`{ order(id: "A-7") {
      id type key domain resolved slip phone pickupAt identifiers { scheme value source }
      lines { totalCount nodes { id pieces state { domain local canonical since source settled } product { name } order { id } } edges { quantities sources validFrom node { id } } }
      payments { nodes { amount currency } }
      verdict(definition: "completed") { definition version unified since firstMetAt skewHours domains { domain outcome since missing } }
    } }`)
    expect(answer.errors).toEqual([])
    const standing = { domain: 'sales', local: 'HANDED_OVER', canonical: 'DONE', since: '2026-03-03T08:05:00Z', source: 'till', settled: true }
    expect(answer.data?.['order']).toEqual({
      id: 'Order/A-7', type: 'Order', key: 'A-7', domain: 'sales', resolved: true, slip: 'A-7', phone: '030 111', pickupAt: '2026-03-03T08:00:00Z',
      identifiers: [{ scheme: 'sales.slip', value: 'A-7', source: 'till' }],
      lines: {
        totalCount: 2,
        nodes: [
          { id: 'OrderLine/A-7-1', pieces: 1, state: standing, product: { name: 'Cherry cake' }, order: { id: 'Order/A-7' } },
          { id: 'OrderLine/A-7-2', pieces: 20, state: standing, product: { name: 'Rye rolls' }, order: { id: 'Order/A-7' } },
        ],
        edges: [
          { quantities: {}, sources: ['till'], validFrom: '2026-03-02T06:10:00Z', node: { id: 'OrderLine/A-7-1' } },
          { quantities: { pieces: 20 }, sources: ['ledger', 'till'], validFrom: '2026-03-02T06:10:00Z', node: { id: 'OrderLine/A-7-2' } },
        ],
      },
      payments: { nodes: [{ amount: '31.50', currency: 'EUR' }] },
      verdict: {
        definition: 'completed', version: 1, unified: 'MET', since: '2026-03-05T11:00:00Z', firstMetAt: '2026-03-05T11:00:00Z', skewHours: 50.91666666666667,
        domains: [{ domain: 'sales', outcome: 'MET', since: '2026-03-03T08:05:00Z', missing: [] }, { domain: 'finance', outcome: 'MET', since: '2026-03-05T11:00:00Z', missing: [] }],
      },
    })
  })

  it('UNKNOWN for a verdict that little is settled of', async () => {
    const answer = await ask('{ order(id: "A-99") { verdict(definition: "completed") { unified since domains { domain outcome } } } }')
    expect(answer.data?.['order']).toEqual({ verdict: { unified: 'UNKNOWN', since: null, domains: [{ domain: 'sales', outcome: 'UNKNOWN' }, { domain: 'finance', outcome: 'UNKNOWN' }] } })
  })

  it('definitions and versions that the model has, or a refusal that names them', async () => {
    const refused = async (args: string): Promise<unknown> => (await ask(`{ order(id: "A-7") { verdict(${args}) { unified } } }`)).errors[0]?.extensions
    expect(await refused('definition: "complete"')).toMatchObject({ code: 'UNKNOWN_DEFINITION', nearest: ['completed'] })
    expect(await refused('definition: "completed", version: 3')).toMatchObject({ code: 'UNKNOWN_VERSION', available: [1] })
  })
})

it('tells of the engine\'s own operators where that is asked for, and answers the same', async () => {
  const query = '{ order(id: "A-7") { slip lines { nodes { pieces } } } }'
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-osl-explain': 'profile' }, body: JSON.stringify({ query }) })
  const { data, extensions } = await response.json() as { data: unknown; extensions: { explain: { statements: readonly { rows: number; profile: readonly { depth: number; operator: string; rows: number; dbHits: number }[] }[] } } }
  const plain = await ask(query)
  expect(data).toEqual(plain.data)
  expect(plain.statements.every((statement) => !('profile' in statement))).toBe(true)
  expect(extensions.explain.statements).toHaveLength(plain.statements.length)
  for (const { profile } of extensions.explain.statements) {
    expect(profile[0]).toMatchObject({ depth: 0, operator: 'ProduceResults' })
    expect(profile.some(({ operator }) => /Index|Seek|Scan/.test(operator))).toBe(true)
    expect(profile.reduce((sum, { dbHits }) => sum + dbHits, 0)).toBeGreaterThan(0)
  }
})

describe('the number of statements follows the question', () => {
  it('a page with three levels below is one statement, for one order as for three', async () => {
    const query = 'query($first: Int) { orders(first: $first) { nodes { slip lines { nodes { pieces product { name } } } payments { nodes { amount } } } } }'
    expect((await ask(query, { first: 1 })).statements).toHaveLength(1)
    expect((await ask(query, { first: 50 })).statements).toHaveLength(1)
  })

  it('what takes more than eight subqueries is a second statement, for one order as for three', async () => {
    const lines = 'lines { totalCount nodes { product { name } order { payments { totalCount nodes { order { slip } } } } } }'
    const query = `query($first: Int) { orders(first: $first) { nodes { slip payments { totalCount nodes { order { slip } } } ${lines} } } }`
    for (const first of [1, 50]) expect((await ask(query, { first })).statements.map(({ name }) => name).toSorted()).toEqual(['Order.lines', 'count of Order.lines', 'page of Order'])
  })

  it('aliases and fragments that ask the same are read once', async () => {
    const answer = await ask('{ orders(first: 1) { nodes { a: lines(first: 1) { nodes { pieces } } b: lines(first: 1) { nodes { key } } ...More } } } fragment More on Order { c: lines(first: 1) { totalCount } }')
    expect(answer.data?.['orders']).toEqual({ nodes: [{ a: { nodes: [{ pieces: 1 }] }, b: { nodes: [{ key: 'A-7-1' }] }, c: { totalCount: 2 } }] })
    expect(answer.statements.map(({ text }) => text.match(/COLLECT \{/g)?.length)).toEqual([1])
  })

  it('reads only the columns that are asked', async () => {
    const [statement] = (await ask('{ orders { nodes { slip } } }')).statements
    expect(statement?.text).toContain('order.slip AS slip')
    expect(statement?.text).not.toContain('phone')
  })

  it('counts only when the count is asked', async () => {
    expect((await ask('{ orders { totalCount } }')).statements.map(({ name }) => name)).toEqual(['count of Order'])
    expect((await ask('{ orders { nodes { id } } }')).statements.map(({ name }) => name)).toEqual(['page of Order'])
  })
})

describe('orders are filtered by', () => {
  const found = async (where: string): Promise<readonly string[]> => {
    const answer = await ask(`{ orders(where: ${where}) { nodes { key } totalCount } }`)
    expect(answer.errors).toEqual([])
    const { nodes, totalCount } = answer.data?.['orders'] as { nodes: readonly { key: string }[]; totalCount: number }
    expect(totalCount).toBe(nodes.length)
    return nodes.map(({ key }) => key)
  }
  const UNRESOLVED = '~sales.slip:A-99'
  it.each([
    ['{phone: {eq: "030 111"}}', ['A-7']],
    ['{phone: {ne: "030 111"}}', ['A-8', UNRESOLVED]],
    ['{pickupAt: {gt: "2026-03-03T08:59:59+01:00"}}', ['A-7']],
    ['{pickupAt: {isNull: true}}', ['A-8', UNRESOLVED]],
    ['{slip: {startsWith: "A-"}, resolved: {eq: true}}', ['A-7', 'A-8']],
    ['{slip: {in: ["A-8", "A-9"]}}', ['A-8']],
    ['{or: [{slip: {eq: "A-7"}}, {slip: {eq: "A-8"}}]}', ['A-7', 'A-8']],
    ['{not: {slip: {eq: "A-7"}}}', ['A-8', UNRESOLVED]],
    ['{verdicts: {some: {definition: {eq: "completed"}, outcome: {eq: MET}}}}', ['A-7']],
    ['{verdicts: {some: {definition: {eq: "completed"}, domain: {eq: "sales"}, outcome: {in: [UNKNOWN]}}}}', ['A-8']],
    ['{verdicts: {some: {skewHours: {gt: 50}}}}', ['A-7']],
    ['{verdicts: {none: {definition: {eq: "completed"}, outcome: {eq: MET}}}}', ['A-8', UNRESOLVED]],
    ['{lines: {some: {state: {canonical: {eq: "DONE"}}}}}', ['A-7']],
    ['{lines: {some: {}}}', ['A-7', 'A-8']],
    ['{lines: {none: {}}}', [UNRESOLVED]],
    ['{lines: {every: {product: {some: {name: {contains: "cake"}}}}}}', ['A-8', UNRESOLVED]],
    ['{payments: {some: {amount: {gte: "31.5"}}}}', ['A-7']],
  ])('%s', async (where, keys) => {
    expect(await found(where)).toEqual(keys)
  })

  it('names of the model, and refuses others with the nearest', async () => {
    const refused = async (where: string): Promise<unknown> => (await ask(`{ orders(where: ${where}) { totalCount } }`)).errors[0]?.extensions
    expect(await refused('{verdicts: {some: {definition: {eq: "complete"}}}}')).toMatchObject({ code: 'UNKNOWN_DEFINITION', nearest: ['completed'] })
    expect(await refused('{verdicts: {some: {definition: {eq: "completed"}, domain: {eq: "sale"}}}}')).toMatchObject({ code: 'UNKNOWN_DOMAIN', nearest: ['sales'] })
    expect(await refused('{state: {local: {eq: "BAKED"}}}')).toMatchObject({ code: 'BAD_ARGUMENT', wanted: expect.stringContaining('states: {some:') as string })
    expect(await refused('{state: {canonical: {eq: "FINISHED"}}}')).toMatchObject({ code: 'BAD_ARGUMENT' })
    expect(await refused('{slip: {eq: null}}')).toMatchObject({ code: 'BAD_ARGUMENT' })
  })
})

describe('pages', () => {
  it('put absent values last both ways, and walk every order once by cursor', async () => {
    for (const [direction, keys] of [['ASC', ['A-7', 'A-8', '~sales.slip:A-99']], ['DESC', ['A-7', 'A-8', '~sales.slip:A-99']]] as const) {
      const met: string[] = []
      let after: string | null = null
      do {
        const answer: Answer = await ask(`query($after: String) { orders(first: 1, after: $after, orderBy: [{field: PICKUP_AT, direction: ${direction}}]) { nodes { key } pageInfo { hasNextPage endCursor } } }`, { after })
        expect(answer.errors).toEqual([])
        const page = answer.data?.['orders'] as { nodes: readonly { key: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
        met.push(...page.nodes.map(({ key }) => key))
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      } while (after !== null)
      expect(met).toEqual(keys)
    }
  })

  it('sort by verdicts', async () => {
    const answer = await ask('{ orders(orderBy: [{verdict: {definition: "completed", by: SKEW_HOURS}, direction: DESC}, {field: ID, direction: DESC}]) { nodes { key } } }')
    expect(answer.data?.['orders']).toEqual({ nodes: [{ key: 'A-7' }, { key: '~sales.slip:A-99' }, { key: 'A-8' }] })
  })

  it('sort lines by canonical state, in the order of the model', async () => {
    const answer = await ask('{ orders { nodes { key lines(orderBy: [{field: STATE_CANONICAL, direction: DESC}, {field: PIECES, direction: DESC}]) { nodes { key } } } } }')
    expect(answer.errors).toEqual([])
    expect((answer.data?.['orders'] as { nodes: unknown[] }).nodes[0]).toEqual({ key: 'A-7', lines: { nodes: [{ key: 'A-7-2' }, { key: 'A-7-1' }] } })
  })

  it('over a relation continue after a cursor', async () => {
    const first = await ask('{ order(id: "A-7") { lines(first: 1) { nodes { key } pageInfo { hasNextPage hasPreviousPage endCursor } } } }')
    const { lines } = first.data?.['order'] as { lines: { pageInfo: { endCursor: string } } }
    expect(lines).toMatchObject({ nodes: [{ key: 'A-7-1' }], pageInfo: { hasNextPage: true, hasPreviousPage: false } })
    const second = await ask('query($after: String) { order(id: "A-7") { lines(first: 1, after: $after) { nodes { key } pageInfo { hasNextPage hasPreviousPage } } } }', { after: lines.pageInfo.endCursor })
    expect(second.data?.['order']).toEqual({ lines: { nodes: [{ key: 'A-7-2' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } } })
  })
})

describe('asked wrongly, nothing is sent to the graph', () => {
  it.each([
    ['a negative first', '{ orders(first: -1) { nodes { id } } }', 'BAD_ARGUMENT'],
    ['a huge first', '{ orders(first: 1001) { nodes { id } } }', 'BAD_ARGUMENT'],
    ['a huge first below', '{ order(id: "A-7") { lines(first: 100000) { nodes { id } } } }', 'BAD_ARGUMENT'],
    ['a cursor that is none', '{ orders(after: "x") { nodes { id } } }', 'BAD_CURSOR'],
    ['a cursor of another list', '{ orders(after: "WyJFRERTaEtrUyIsIk9yZGVyTGluZS9BLTctMSJd") { nodes { id } } }', 'BAD_CURSOR'],
    ['a cursor that is none, below', '{ order(id: "A-7") { lines(after: "W10") { nodes { id } } } }', 'BAD_CURSOR'],
    ['a claim cursor that is none', '{ order(id: "A-7") { timeline(after: "W10") { nodes { id } } } }', 'BAD_CURSOR'],
    ['depth beyond the bound', '{ lineage(from: ["Order/A-7"], direction: DOWNSTREAM, maxDepth: 51) { depth } }', 'BAD_ARGUMENT'],
    ['depth beyond the bound, below', '{ order(id: "A-7") { lineage(direction: BOTH, maxDepth: 0) { depth } } }', 'BAD_ARGUMENT'],
    ['an unknown type as target', '{ lineage(from: ["Order/A-7"], direction: DOWNSTREAM, to: ["Paiment"]) { depth } }', 'UNKNOWN_TYPE'],
    ['an unknown type in a ref', '{ lineage(from: ["Ordre/A-7"], direction: DOWNSTREAM) { depth } }', 'UNKNOWN_TYPE'],
    ['no start', '{ lineage(from: [], direction: DOWNSTREAM) { depth } }', 'BAD_ARGUMENT'],
    ['two things to sort by in one', '{ orders(orderBy: [{field: SLIP, state: {domain: "sales", by: SINCE}}]) { nodes { id } } }', 'BAD_ARGUMENT'],
    ['an unknown scheme', '{ entities(identifier: "A-7", scheme: "sales.slop") { id } }', 'UNKNOWN_SCHEME'],
    ['an unknown entity type', '{ entity(type: "Ordre", key: "A-7") { id } }', 'UNKNOWN_TYPE'],
    ['an unknown source', '{ rejects(source: "tull") { nodes { line } } }', 'UNKNOWN_SOURCE'],
    ['an unknown definition', '{ definition(name: "complete") { name } }', 'UNKNOWN_DEFINITION'],
    ['a malformed time', '{ order(id: "A-7", asOf: "soon") { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a day that does not exist', '{ order(id: "A-7", asOf: "2026-02-30T00:00:00Z") { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a time without offset', '{ orders(where: {pickupAt: {gt: "2026-03-03T08:00:00"}}) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', async (_, query, code) => {
    const answer = await ask(query)
    expect(codes(answer)).toEqual([code])
    expect(answer.statements).toEqual([])
  })
})

describe('text from outside never becomes part of a statement', () => {
  const NASTY = ['`', '\'', '"', "' OR 1=1 //", '\\u0060', "x' RETURN 1 UNION MATCH (n) DETACH DELETE n //", '`}) MATCH (n) DETACH DELETE n //', 'Order/`', "Order/x'}) DETACH DELETE order //", '~sales.slip:', 'Order/~sales.slip:`', '\u0000', '$slip', '/', 'a/b', '😀']
  it.each(NASTY)('%j as id, filter, key and identifier', async (id) => {
    const answer = await ask(`query($id: ID!, $text: String!) {
      order(id: $id) { id }
      orders(where: {or: [{slip: {eq: $text}}, {phone: {contains: $text}}, {id: {eq: $id}}]}) { totalCount }
      entity(type: "Payment", key: $id) { id }
      entities(identifier: $text) { id }
    }`, { id, text: id })
    expect(answer.errors.map(({ extensions }) => extensions['code'])).not.toContain('INTERNAL')
    expect(answer.data?.['entities']).toEqual([])
    for (const { text } of answer.statements) expect(text).not.toMatch(/DETACH|DELETE|1=1|😀/)
    expect((await ask('{ orders { totalCount } }')).data).toEqual({ orders: { totalCount: 3 } })
  })
})

describe('over HTTP', () => {
  it('GET is refused without the preflight header and answered with it', async () => {
    const url = `${gateway.url}/graphql?query=${encodeURIComponent('{ order(id: "A-7") { id } }')}`
    expect((await fetch(url)).status).toBe(400)
    const answered = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } })
    expect(answered.status).toBe(200)
    expect(await answered.json()).toMatchObject({ data: { order: { id: 'Order/A-7' } } })
  })

  it('a client that accepts graphql-response+json gets it, and 400 for what does not validate', async () => {
    const post = (query: string) => fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' }, body: JSON.stringify({ query }) })
    const sound = await post('{ orders { totalCount } }')
    expect(sound.headers.get('content-type')).toContain('application/graphql-response+json')
    expect((await post('{ nothing }')).status).toBe(400)
    expect((await post('{')).status).toBe(400)
  })

  it('every answer bears a receipt, a refused question too', async () => {
    for (const query of ['{ orders { totalCount } }', '{ order(id: "nobody") { id } }', '{ orders(first: -1) { totalCount } }', '{ __typename }']) {
      expect((await ask(query)).receipt).toMatchObject({ model: expect.stringMatching(/^bakery@1\+[0-9a-f]{16}$/), asOf: '2026-04-01T12:00:00Z', knownAt: '2026-04-01T12:00:00Z', openConflicts: 0, masked: 0, withheld: 0, complete: true, lagMs: 0, notes: [] })
    }
  })

  it('the receipt names the versions used, in fields and filters, and every source', async () => {
    const { receipt } = await ask('{ orders(where: {verdicts: {some: {definition: {eq: "completed"}}}}) { totalCount } }')
    expect(receipt['definitions']).toEqual([{ name: 'completed', version: 1 }])
    expect((receipt['freshness'] as { source: string }[]).map(({ source }) => source).sort()).toEqual(['ledger', 'till'])
  })

  it('a question too deep, too wide or too long is refused with a code', async () => {
    const deep = `{ order(id: "A-7") ${'{ lines { nodes { order '.repeat(8)}{ id }${' } } }'.repeat(8)} }`
    expect(codes(await ask(deep))).toEqual(['QUESTION_TOO_DEEP'])
    const roots = (count: number): string => Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ')
    for (const many of [`{ ${roots(51)} }`, `{ ...F } fragment F on Query { ${roots(51)} }`, `{ ${roots(26)} ... on Query { ...F } } fragment F on Query { ${roots(25)} }`, `{ ...F ...F } fragment F on Query { ${roots(26)} }`]) expect(codes(await ask(many))).toEqual(['QUESTION_TOO_DEEP'])
    expect(codes(await ask(`{ ...F } fragment F on Query { ${roots(50)} }`))).toEqual([])
    expect(codes(await ask(`{ ${'__typename '.repeat(20_000)} }`))).toEqual(['GRAPHQL_PARSE_FAILED'])
  })

  it.each(['B', '', '__proto__', 'constructor', 'toString'])('the name %j of no operation is refused as no name among several is', async (operationName) => {
    const post = (body: unknown) => fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    for (const query of ['query A { __typename }', 'query A { __typename } query C { __typename }', '{ __typename }', 'query A { __schema { queryType { name } } }']) {
      const answer = await post({ query, operationName })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ errors: [{ message: `Unknown operation named "${operationName}".`, extensions: { code: 'OPERATION_RESOLUTION_FAILURE', kind: 'refusal' } }], extensions: { receipt: { complete: true } } })
    }
    const unnamed = await post({ query: 'query A { __typename } query C { __typename }' })
    expect([unnamed.status, await unnamed.json()]).toMatchObject([400, { errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] }])
    expect(await (await post({ query: 'query A { a: __typename } query C { c: __typename }', operationName: 'C' })).json()).toMatchObject({ data: { c: 'Query' } })
  })

  it('an operation of a kind that the schema lacks is refused', async () => {
    const answer = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: 'subscription { orders { totalCount } }' }) })
    expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ message: 'The subscription operation is not supported by the schema.', extensions: { code: 'GRAPHQL_VALIDATION_FAILED', kind: 'refusal' } }] }])
  })

  it.each(['{"__proto__": 1}', '{"id": "A-7", "more": [{"constructor": {"prototype": 1}}]}'])('variables %s are refused for the key that no body may hold, not as broken JSON', async (variables) => {
    const message = expect.stringMatching(/a key '__proto__', or 'constructor' with 'prototype' below it/) as string
    const post = async (path: string, body: string): Promise<unknown> => {
      const answer = await fetch(`${gateway.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      return [answer.status, await answer.json()]
    }
    expect(await post('/graphql', `{"query": "{ __typename }", "variables": ${variables}}`)).toEqual([400, { errors: [{ message, extensions: { code: 'BAD_REQUEST', kind: 'refusal' } }] }])
    expect(await post('/v1/lineage', variables)).toEqual([400, { error: { code: 'BAD_REQUEST', message } }])
    for (const broken of ['{', '']) expect(await post('/graphql', broken)).toMatchObject([400, { errors: [{ message: expect.stringMatching(/^Body (is not valid JSON|cannot be empty)/) as string }] }])
    expect(await post('/graphql', '{"query": "{ __typename }", "variables": {"text": "\\"__proto__\\":", "constructor": 1}}')).toMatchObject([200, { data: { __typename: 'Query' } }])
  })

  const TOO_DEEP = [400, { errors: [{ message: expect.stringMatching(/^The question has \d+ levels of brackets; at most 200 are answered\. Ask it in several\.$/) as string, extensions: { code: 'QUESTION_TOO_DEEP', kind: 'refusal', most: 200 } }] }]
  const refused = async (body: string): Promise<unknown> => {
    const answer = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return [answer.status, await answer.json()]
  }
  const nested = (open: string, close: string, most: number): string => `${open.repeat(most)}{slip: {eq: "A-7"}}${close.repeat(most)}`
  it.each([
    ['a filter', { query: `{ orders(where: ${nested('{not: ', '}', 2_000)}) { totalCount } }` }],
    ['a filter of lists', { query: `{ orders(where: ${nested('{and: [{or: [', ']}]}', 1_500)}) { totalCount } }` }],
    ['a list that is never closed', { query: `{ orders(where: ${'['.repeat(14_000)}` }],
    ['what is selected', { query: `{ ${'... { '.repeat(3_000)} __typename ${'} '.repeat(3_000)}}` }],
  ])('%s nested beyond what can be read is refused with the bound', async (_, body) => {
    expect(await refused(JSON.stringify(body))).toMatchObject(TOO_DEEP)
  })

  it.each([['OrderWhere', '{"not":', '}'], ['[String!]', '[', ']']])('a variable of type %s nested beyond what can be read is refused with the bound, by POST and by GET', async (type, open, close) => {
    const [query, variables] = [`query($given: ${type}) { orders(where: ${type === 'OrderWhere' ? '$given' : '{slip: {in: $given}}'}) { totalCount } }`, `{"given":${open.repeat(50_000)}${close.repeat(50_000)}}`.replace(/:\}/, ':{}}')]
    expect(await refused(`{"query":${JSON.stringify(query)},"variables":${variables}}`)).toMatchObject(TOO_DEEP)
    const byGet = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(variables)}`, { headers: { 'apollo-require-preflight': '1' } })
    expect([byGet.status, await byGet.json()]).toMatchObject(TOO_DEEP)
  })

  it('brackets in texts and comments are no levels', async () => {
    const answer = await ask(`{ # ${'{'.repeat(500)}
      orders(where: {slip: {eq: "${'{[('.repeat(300)}"}}) { totalCount } }`)
    expect(answer.data).toEqual({ orders: { totalCount: 0 } })
  })

  it('nothing is answered to a stranger’s host name', async () => {
    const { hostname, port } = new URL(gateway.url)
    const { request } = await import('node:http')
    const httpStatus = await new Promise((resolve, reject) => {
      request({ hostname, port, path: '/healthz', headers: { host: 'example.org' } }, (response) => resolve(response.statusCode)).on('error', reject).end()
    })
    expect(httpStatus).toBe(421)
  })

  it('health, readiness and metrics are served', async () => {
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200)
    expect(await (await fetch(`${gateway.url}/readyz`)).json()).toEqual({ ready: true, graph: true, journal: true })
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).toContain('osl_answer_seconds_count{code="OK"}')
  })

  it('warming up asks four questions of one, says so to nobody but the debug log, and is counted as no answer', async () => {
    const said: string[] = []
    const log = pino({ level: 'debug' }, { write: (line: string) => said.push(line) })
    const warmed = await openDoor({ ...(await loadBakery()), driver, log })
    try {
      warmed.warmUp(['{ orders(first: 2) { nodes { id } } }'])
      await expect.poll(() => said.join(''), { timeout: 30_000 }).toContain('"asked":4')
      expect(await (await fetch(`${warmed.url}/metrics`)).text()).not.toMatch(/osl_answer_seconds_count/)
      expect(said.filter((line) => !line.includes('"level":20'))).toEqual([])
    } finally {
      await warmed.close()
    }
  })

  it('introspection is answered', async () => {
    const { getIntrospectionQuery, buildClientSchema, printSchema } = await import('graphql')
    const answer = await ask(getIntrospectionQuery())
    expect(answer.errors).toEqual([])
    expect(printSchema(buildClientSchema(answer.data as never))).toContain('type OrderLineConnection')
  })
})

it('nothing but loopback is bound', async () => {
  const bakery = await loadBakery()
  await expect(openDoor({ ...bakery, driver, host: '0.0.0.0' })).rejects.toMatchObject({ code: 'BAD_ARGUMENT' })
})

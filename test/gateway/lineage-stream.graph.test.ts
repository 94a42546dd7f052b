import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asker, openTestGraph, type Answer } from './open-door.ts'
import { openPotterDoor, type PotterDoor } from './potter-door.ts'

/** More than what connections buffer: about 15 MB of lines. */
const MANY = 45_000

let potter: PotterDoor
let ask: (query: string, variables?: Record<string, unknown>) => Promise<Answer>

beforeAll(async () => {
  const pots = Array.from({ length: MANY }, (_, n) => `Pot/${n}`)
  potter = await openPotterDoor(
    ['Lot/clay', 'Lot/slip', 'Lot/hub', 'Order/O1', 'Pot/cup', 'Shelf/S', ...pots].map((ref) => ({ ref })),
    [
      { from: 'Lot/slip', name: 'MADE_FROM', to: 'Lot/clay', validFrom: 10, knownFrom: 20 }, { from: 'Lot/clay', name: 'MADE_FROM', to: 'Lot/slip' },
      { from: 'Lot/slip', name: 'SHAPED_INTO', to: 'Pot/cup' }, { from: 'Order/O1', name: 'FILLED_BY', to: 'Pot/cup' }, { from: 'Pot/cup', name: 'STANDS_ON', to: 'Shelf/S' },
      ...pots.map((to) => ({ from: 'Lot/hub', name: 'SHAPED_INTO', to })), { from: 'Pot/7', name: 'STANDS_ON', to: 'Shelf/S' },
    ],
  )
  ask = asker(potter.gateway)
})
afterAll(async () => {
  await potter?.close()
})

type Line = Readonly<Record<'node' | 'edge' | 'end' | 'error', Readonly<Record<string, unknown>> | undefined>>
const linesOf = async (response: Response): Promise<readonly Line[]> => (await response.text()).trimEnd().split('\n').map((text) => JSON.parse(text) as Line)
const levelsSent = async (): Promise<number> => Number(/osl_statement_seconds_count\{statement="walk level"\} (\d+)/.exec(await (await fetch(`${potter.gateway.url}/metrics`)).text())?.[1] ?? 0)

describe('a streamed walk', () => {
  it('tells what Query.lineage answers, a line a node and an edge, its end last', async () => {
    const response = await fetch(`${potter.gateway.url}/v1/lineage?from=Lot/clay&direction=DOWNSTREAM`)
    expect(response.headers.get('content-type')).toContain('application/x-ndjson')
    const lines = await linesOf(response)
    const answer = await ask('{ lineage(from: ["Lot/clay"], direction: DOWNSTREAM) { nodes { id } edges { from { id } to { id } relation inferred sources validFrom validTo knownFrom knownTo derivation { name version } } complete stopped depth } }')
    const { nodes, edges, ...end } = answer.data?.['lineage'] as { nodes: unknown[]; edges: { from: { id: string }; to: { id: string } }[] }
    expect(lines.flatMap(({ node }) => node === undefined ? [] : [{ id: node['id'] }])).toEqual(nodes)
    expect(lines.flatMap(({ edge }) => edge === undefined ? [] : [edge])).toEqual(edges.map(({ from, to, ...edge }) => ({ from: from.id, to: to.id, ...edge })))
    expect(lines.at(-1)?.end).toMatchObject({ ...end, nodes: nodes.length, edges: edges.length, frontier: [], after: null, receipt: { complete: true, statements: 4 } })
  })

  it('takes its parameters as a JSON body too, and goes on after an end that was not whole', async () => {
    const post = (body: unknown): Promise<Response> => fetch(`${potter.gateway.url}/v1/lineage`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const asked = { from: ['Order/O1'], direction: 'DOWNSTREAM', first: 1 }
    const one = await linesOf(await post(asked))
    expect(one.at(-1)?.end).toMatchObject({ complete: false, stopped: ['SIZE'], frontier: ['Pot/cup'], receipt: { complete: false } })
    const two = await linesOf(await post({ ...asked, after: one.at(-1)?.end?.['after'] }))
    expect(two[0]?.node).toEqual({ id: 'Shelf/S', type: 'Shelf', key: 'S', depth: 2 })
    expect(two.at(-1)?.end).toMatchObject({ complete: true, after: null })
  })

  it.each([
    ['from=Lot/clay', 'BAD_ARGUMENT'], ['from=Lot/clay&direction=DOWNSTREAM&first=0', 'BAD_ARGUMENT'], ['from=Lot/clay&direction=SIDEWAYS', 'BAD_ARGUMENT'],
    ['from=Lot/clay&direction=UPSTREAM&depth=3', 'BAD_ARGUMENT'], ['from=Lot/clya&direction=UPSTREAM', 'REF_UNKNOWN'], ['from=Lto/clay&direction=UPSTREAM', 'UNKNOWN_TYPE'],
    ['from=Lot/clay&direction=UPSTREAM&fields=Lot', 'BAD_ARGUMENT'], ['from=Lot/clay&direction=UPSTREAM&fields=Lot.colour', 'BAD_ARGUMENT'], ['from=Lot/clay&direction=UPSTREAM&fields=Lto.name', 'UNKNOWN_TYPE'],
    ['from=Lot/clay&direction=UPSTREAM&edges=none', 'BAD_ARGUMENT'], ['from=Lot/clay&direction=UPSTREAM&to=Pots', 'UNKNOWN_TYPE'], ['from=Lot/clay&direction=UPSTREAM&after=AAAA', 'BAD_CURSOR'],
  ])('that is asked wrongly (%s) is an HTTP error with the code %s', async (asked, code) => {
    const response = await fetch(`${potter.gateway.url}/v1/lineage?${asked}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code } })
  })

  it.each([
    ['from=Lot/clay', /^Argument 'direction' is absent; wanted: UPSTREAM, DOWNSTREAM or BOTH \(parameters: from, direction, to, maxDepth, budgetMs, first, after, inferred, fields, edges, asOf, knownAt\)\.$/],
    ['direction=UPSTREAM', /^Argument 'from' is absent; wanted: refs/],
    ['from=Lot/clay&direction=SIDEWAYS', /^Argument 'direction' is "SIDEWAYS"; wanted: UPSTREAM,/],
    ['from=Lot/clay&direction=UPSTREAM&depth=3', /^Argument 'depth' is no parameter; wanted: from, direction, to, maxDepth, budgetMs, first, after, inferred, fields, edges, asOf, knownAt\.$/],
    ['from=Lot/clay&direction=UPSTREAM&maxDepth=two', /^Argument 'maxDepth' is "two"; wanted: a whole number of edges/],
    ['from=Lot/clay&direction=UPSTREAM&to=Pot,Shelf', /^Argument 'to' is 'Pot,Shelf'; wanted: one name each time, the parameter repeated for several: to=Pot&to=Shelf\.$/],
    ['from=Lot/clay&direction=UPSTREAM&fields=Lot.batch,Pot.glazed', /^Argument 'fields' is 'Lot\.batch,Pot\.glazed'; wanted: one name each time, the parameter repeated for several: fields=Lot\.batch&fields=Pot\.glazed\.$/],
    ['from=Lot/clay&direction=UPSTREAM&fields=Lto.name', /^The model has no entity type 'Lto'\. Nearest: Lot\.$/],
    ['from=Lot/clay&direction=UPSTREAM&fields=Lot.nmae', /^Argument 'fields' is 'Lot\.nmae'; wanted: of Lot: .*belongsTo\.$/],
    // Examples are of the model that is served: a type that has such a field, else any.
    ['from=Lot/clay&direction=UPSTREAM&fields=weight', /^Argument 'fields' is 'weight'; wanted: attributes, kept fields and belongsTo as Type\.field, such as Pot\.weight\.$/],
    ['from=Lot/clay&direction=UPSTREAM&fields=serial', /^Argument 'fields' is 'serial'; wanted: attributes, kept fields and belongsTo as Type\.field, such as Lot\.belongsTo\.$/],
  ])('that is asked wrongly (%s) says which parameter, what it takes and which there are', async (asked, said) => {
    const response = await fetch(`${potter.gateway.url}/v1/lineage?${asked}`)
    expect(await response.json()).toMatchObject({ error: { message: expect.stringMatching(said) } })
  })

  it.each([
    ['application/json', '{"from": [', 400, 'BAD_REQUEST'], ['application/json', `{"from": ["${'x'.repeat(2_000_000)}"]}`, 413, 'BAD_REQUEST'], ['application/x-www-form-urlencoded', '{"from": ["Lot/clay"]}', 415, 'BAD_REQUEST'],
    ['text/plain', '{"from": ["Lot/clay"]}', 400, 'BAD_ARGUMENT'],
  ])('whose body cannot be read (%s, %.12s) says in the same form what to send', async (type, body, httpStatus, code) => {
    const response = await fetch(`${potter.gateway.url}/v1/lineage`, { method: 'POST', headers: { 'content-type': type }, body })
    expect([response.status, await response.json()]).toMatchObject([httpStatus, { error: { code, message: expect.stringContaining('application/json') as string } }])
  })

  it('whose body is nested beyond reading is refused as any other', async () => {
    for (const given of [`{"from":${'['.repeat(50_000)}${']'.repeat(50_000)},"direction":"UPSTREAM"}`, `{"from":["Lot/clay"],"direction":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`]) {
      const response = await fetch(`${potter.gateway.url}/v1/lineage`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: given })
      expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'BAD_ARGUMENT' } }])
    }
  })

  it('repeats no more than the beginning of what was given', async () => {
    const long = 'x'.repeat(900_000)
    for (const given of [{ from: [long], direction: 'UPSTREAM' }, { from: ['Lot/clay'], direction: 'UPSTREAM', to: [long] }, { from: ['Lot/clay'], direction: 'UPSTREAM', fields: [`${long}.x`] }, { from: ['Lot/clay'], direction: long }, { from: ['Lot/clay'], direction: 'UPSTREAM', [long]: 1 }]) {
      const response = await fetch(`${potter.gateway.url}/v1/lineage`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(given) })
      expect(response.status).toBe(400)
      expect((await response.text()).length).toBeLessThan(1_000)
    }
    const { errors } = await ask('query($id: ID!, $domain: String!) { a: order(id: $id) { id } b: order(id: $id, domain: $domain) { id } c: entity(type: $domain, key: $id) { id } d: lineage(from: [$id], direction: DOWNSTREAM) { depth } }', { id: long.slice(0, 100_000), domain: long.slice(0, 100_000) })
    expect(errors.length).toBeGreaterThan(0)
    expect(JSON.stringify(errors).length).toBeLessThan(4_000)
  })

  it('whose body is no object says so', async () => {
    const response = await fetch(`${potter.gateway.url}/v1/lineage`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[]' })
    expect(await response.json()).toMatchObject({ error: { code: 'BAD_ARGUMENT', message: expect.stringMatching(/^Argument 'body' is no object; wanted: a JSON object of from, direction/) } })
  })

  it('waits for a slow reader, and ends with one that goes away', async () => {
    const before = await levelsSent()
    const { promise: first, resolve, reject } = Promise.withResolvers<() => void>()
    const asked = request(`${potter.gateway.url}/v1/lineage?from=Lot/hub&direction=DOWNSTREAM`, (response) => {
      response.once('readable', () => resolve(() => response.destroy()))
    })
    asked.on('error', reject).end()
    const goAway = await first
    await pause(400)
    // The second level is asked for when the first is read, which it is not.
    expect(await levelsSent() - before).toBe(1)
    goAway()
    await pause(400)
    expect(await levelsSent() - before).toBe(1)
  })

  it('that a store leaves in the middle ends with a line that says so', async () => {
    const own = await openTestGraph()
    const other = await potter.openAnother(own)
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    request(`${other.url}/v1/lineage?from=Lot/hub&direction=DOWNSTREAM`, (response) => {
      let last = ''
      response.once('readable', () => void own.close().then(() => {
        response.setEncoding('utf8').on('data', (text: string) => { last = (last + text).slice(-2000) }).on('end', () => resolve(last)).on('error', reject)
      }))
    }).on('error', reject).end()
    const lines = (await promise).trimEnd().split('\n')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ error: { kind: expect.stringMatching(/outage|bug/) } })
    await other.close()
  })
})

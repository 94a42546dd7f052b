import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import neo4j from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acquireHome, readRunning } from '../../src/servers/home.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { Wire } from '../servers/wire.ts'
import { testServers } from '../servers/with-servers.ts'
import { bakery, ledger, till } from './bakery-world.ts'
import { osl, sharedStores, startOsl, urlOf, type Ended, type Started } from './osl.ts'

const folder = mkdtempSync(join(tmpdir(), 'osl-cli-'))
const home = join(folder, 'home')
let stores: NodeJS.ProcessEnv
let serving: Started
const file = (name: string, text: string | Buffer): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const run = (...args: readonly string[]): Promise<Ended> => osl([...args, '--model', bakery, '--home', home], stores)
const json = (ended: Ended): unknown => JSON.parse(ended.stdout)

beforeAll(async () => {
  stores = await sharedStores()
  await emptyStores(await testServers())
})
afterAll(async () => {
  await serving?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('without an instance running', () => {
  test('ingest opens the stores for its own duration; what people read about that is not on standard output, and what a killed import left goes', async () => {
    mkdirSync(join(home, 'import'), { recursive: true })
    writeFileSync(join(home, 'import', '0-0.csv'), 'what an import that was killed had written')
    const ended = await run('ingest', 'till', till, '--json')
    expect(ended.exit).toBe(1)
    expect(existsSync(join(home, 'import'))).toBe(false)
    expect(json(ended)).toEqual({
      accepted: 8, unchanged: 1, rejected: 2, unresolved: 0,
      rejects: [
        { file: till, line: 11, code: 'VALUE_MALFORMED', reason: expect.stringContaining('pieces') },
        { file: till, line: 12, code: 'STATE_UNKNOWN', reason: expect.stringContaining('ORDERED, BAKED, HANDED_OVER, CANCELLED') },
      ],
    })
    expect(ended.stderr).toMatch(/^Starting/)
  })

  test('a source that the model lacks is refused with the nearest', async () => {
    expect(await run('ingest', 'tll', till)).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/UNKNOWN_SOURCE: Model bakery has no source 'tll'\. Nearest: till\. It has: ledger, till\.\n$/) })
  })

  test.each(['ingest', 'ingest --redecode'])('Ctrl-C ends %s that waits for standard input', async (command) => {
    const waiting = startOsl([...command.split(' '), 'till', '-', '--model', bakery, '--home', home], stores, null)
    await expect.poll(() => readRunning(home) !== undefined && (command !== 'ingest' || readRunning(home)?.port !== null), { timeout: 20_000 }).toBe(true)
    expect(await waiting.stop('SIGINT')).toMatchObject({ exit: 130, stdout: '' })
    expect(readRunning(home)).toBeUndefined()
  })
})

describe('beside a running instance', () => {
  let url: string
  beforeAll(async () => {
    serving = startOsl(['serve', '--model', bakery, '--home', home, '--port', '0', '--json'], stores)
    url = await urlOf(serving)
  })

  test('serve --json says where the door is in one document', async () => {
    const said = await serving.said(/\n}\n/)
    expect(JSON.parse(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1))).toMatchObject({ url, graphql: `${url}/graphql`, playground: `${url}/`, model: 'bakery' })
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })

  test('ingest of several files adds up and says what of all of them points at nothing', async () => {
    const [first = '', ...rest] = ['{"id":"f1","voucher":"F1","reference":"A-500","amount":"1","currency":"EUR","state":"booked","valueDate":"2026-03-05T12:00:00Z"}\n', '{"id":"f2","voucher":"F2","reference":"A-7","amount":"1","currency":"EUR","state":"booked","valueDate":"2026-03-05T12:00:00Z"}\n{"id":"f2"}\n']
    const ended = await run('ingest', 'ledger', ledger, file('one.jsonl', first), file('two.jsonl', rest.join('')), '--json')
    expect(ended.stderr).toBe('')
    expect(json(ended)).toMatchObject({ accepted: 6, unchanged: 0, rejected: 1, unresolved: 2, rejects: [{ file: join(folder, 'two.jsonl'), line: 2 }] })
    expect(ended.exit).toBe(1)
  })

  test('every record taken is exit 0, and the report is one line for people', async () => {
    expect(await run('ingest', 'ledger', ledger)).toEqual({ exit: 0, stdout: '0 accepted, 4 unchanged, 0 rejected, 1 unresolved link\n', stderr: '' })
  })

  test('standard input is a file as well', async () => {
    const ended = await osl(['ingest', 'ledger', '-', '--model', bakery, '--home', home], stores, '{"id":"s1"}\n')
    expect(ended).toMatchObject({ exit: 1, stdout: expect.stringMatching(/^0 accepted, 0 unchanged, 1 rejected, 0 unresolved links\n {2}standard input:1 VALUE_ABSENT /) })
  })

  test('a file that is not there, or is a folder, is asked wrongly and named', async () => {
    expect(await run('ingest', 'till', join(folder, 'none.csv'))).toEqual({ exit: 2, stdout: '', stderr: `FILE_UNREADABLE: There is no file '${folder}/none.csv' that can be read.\n` })
    expect(await run('ingest', 'till', folder)).toMatchObject({ exit: 2, stderr: expect.stringContaining('FILE_UNREADABLE') })
  })

  test('a file of other columns is refused whole, with the nearest names; a long one too', async () => {
    const wrong = file('wrong.csv', 'slips,line\nA-1,1\n')
    expect(await run('ingest', 'till', wrong)).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/^SOURCE_COLUMNS_MISSING: .*slip \(nearest: slips\).*The file has: slips, line\.\n$/) })
    appendFileSync(wrong, 'A-1,1\n'.repeat(4_000_000))
    expect(await run('ingest', 'till', wrong)).toMatchObject({ exit: 1, stderr: expect.stringMatching(/^SOURCE_COLUMNS_MISSING/) })
    expect(await run('ingest', 'tilly', wrong)).toMatchObject({ exit: 2, stderr: expect.stringMatching(/^UNKNOWN_SOURCE/) })
  })

  test('doctor finds nothing in a world as it was told, and names what somebody changed in the graph', async () => {
    const well = await run('doctor', '--deep', '--json')
    expect(json(well)).toMatchObject({ findings: [], journal: { events: 14, waiting: 0 }, deep: { differences: 0, listed: [] } })
    expect(well.exit).toBe(0)
    const { neo4j: { uri, user, password } } = await testServers()
    const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
    await driver.executeQuery("MATCH (order:Order {ref: 'Order/A-7'}) SET order.phone = '030 999'")
    const changed = await run('doctor', '--deep')
    await driver.executeQuery("MATCH (order:Order {ref: 'Order/A-7'}) SET order.phone = '030 111'")
    await driver.close()
    expect(changed.stdout).toMatch(/\n {2}NODE_DIFFERS Order\/A-7: phone\n1 difference [^\n]*osl rebuild graph\n$/)
    expect(changed).toMatchObject({ exit: 1, stderr: '' })
  })

  test('ask prints the answer; with --json it carries the receipt', async () => {
    const question = 'query Order($id: ID!) { order(id: $id) { id phone } }'
    const ended = await run('ask', question, '--variables', '{"id": "V1"}')
    expect(ended).toMatchObject({ exit: 0, stderr: '' })
    expect(json(ended)).toEqual({ data: { order: { id: 'Order/A-7', phone: '030 111' } } })
    expect(json(await run('ask', question, '--variables', '{"id": "V1"}', '--json'))).toMatchObject({ data: {}, extensions: { receipt: { lagMs: 0, notes: [] } } })
    const told = json(await run('ask', question, '--variables', '{"id": "V1"}', '--json')) as { extensions: { receipt: object } }
    expect(json(await run('ask', question, '--variables', '{"id": "V1"}', '--receipt', JSON.stringify(told.extensions.receipt), '--json'))).toMatchObject({ ...told, extensions: { receipt: { ...told.extensions.receipt, statements: 0 } } })
  })

  test('ask takes a question from a file and from standard input', async () => {
    expect(json(await run('ask', file('q.graphql', '{ node(id: "Product/CK1") { id } }')))).toEqual({ data: { node: { id: 'Product/CK1' } } })
    expect(json(await osl(['ask', '-', '--model', bakery, '--home', home], stores, '{ node(id: "Product/RL1") { id } }'))).toEqual({ data: { node: { id: 'Product/RL1' } } })
    expect(await run('ask', join(folder, 'missing.graphql'))).toMatchObject({ exit: 2, stderr: expect.stringMatching(/^FILE_UNREADABLE/) })
    expect(await run('ask', folder)).toMatchObject({ exit: 2, stderr: expect.stringMatching(/^FILE_UNREADABLE/) })
  })

  test('--explain prints every statement with its parameters before the answer', async () => {
    const { stdout, exit } = await run('ask', '{ order(id: "A-7") { slip } }', '--explain')
    expect(exit).toBe(0)
    expect(stdout).toMatch(/^-- 1\/\d+ [^:\n]+: \d+ rows, [\d.]+ ms\n[^]*MATCH[^]*\n-- \{[^\n]*"A-7"[^\n]*\}\n[^]*"slip": "A-7"/)
  })

  test('--profile prints besides what each operator of the graph read and gave', async () => {
    expect((await run('ask', '{ order(id: "A-7") { slip } }', '--profile')).stdout).toMatch(/\n-- ProduceResults \d+ rows, \d+ hits[^]*\n-- +\S+ \d+ rows, \d+ hits[^]*"slip": "A-7"/)
  })

  test('a question that cannot be answered is exit 1 and the errors are the answer', async () => {
    const ended = await run('ask', '{ order(id: "A-70") { id } }')
    expect(ended).toMatchObject({ exit: 1, stderr: '' })
    expect(json(ended)).toMatchObject({ data: { order: null }, errors: [{ extensions: { code: 'ORDER_UNKNOWN', nearest: expect.arrayContaining(['A-7']) } }] })
    expect(json(await run('ask', '{ order('))).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] })
    expect(await run('ask', '{ __typename }', '--receipt', 'nothere.json')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining("FILE_UNREADABLE: There is no file 'nothere.json'") as string })
    expect(await run('ask', '{ __typename }', '--receipt', '{"model":')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining("BAD_ARGUMENT: Argument '--receipt' is '{\"model\":'; wanted: the JSON of extensions.receipt") as string })
    expect(await run('ask', '{ __typename }', '--variables', 'id=1')).toMatchObject({ exit: 2, stdout: '', stderr: `BAD_ARGUMENT: Argument '--variables' is 'id=1'; wanted: a JSON object, such as {"id": "A-7"}.\n` })
  })

  test('rejects lists what was not taken, of one source when asked, and refuses what it cannot list', async () => {
    const ended = await run('rejects', '--source', 'till', '--json')
    expect(ended).toMatchObject({ exit: 0, stderr: '' })
    expect(json(ended)).toMatchObject({ totalCount: 2, nodes: [{ source: 'till', line: 12, code: 'STATE_UNKNOWN' }, { source: 'till', line: 11, record: expect.stringContaining('Rye rolls,x') }] })
    expect((await run('rejects', '--first', '1')).stdout).toMatch(/1 of \d+ rejected records; --first shows more, --source those of one source\n$/)
    expect(await run('rejects', '--first', '0')).toMatchObject({ exit: 2, stderr: expect.stringMatching(/^BAD_ARGUMENT: .*whole number from 1 to 1000/) })
    expect(await run('rejects', '--source', 'tll')).toMatchObject({ exit: 2, stderr: expect.stringMatching(/^UNKNOWN_SOURCE: Model bakery has no source 'tll'\. Nearest: till\. It has: ledger, till\.$/m) })
  })

  test('rejects retry reads them again, of one source when asked, and is exit 1 while any stays', async () => {
    const stay = { retried: 2, accepted: 0, unchanged: 0, rejected: 2, skipped: 0 }
    const ended = await run('rejects', 'retry', 'till', '--json')
    expect(ended).toMatchObject({ exit: 1, stderr: '' })
    expect(json(ended)).toEqual(stay)
    expect((await run('rejects', 'retry')).stdout).toBe('4 retried: 0 accepted, 0 unchanged, 4 still rejected, 0 skipped\n')
    expect(await run('rejects', 'retry', 'tll')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/^UNKNOWN_SOURCE: Model bakery has no source 'tll'/) })
    const post = async (path: string, type = 'application/json') => {
      const response = await fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': type }, body: '{}' })
      const answer = await response.json() as { readonly error?: { readonly code: string } }
      return [response.status, answer.error?.code ?? answer]
    }
    expect(await post('/v1/rejects/retry?source=till')).toEqual([200, stay])
    expect(await post('/v1/rejects/retry?source=tll')).toEqual([400, 'UNKNOWN_SOURCE'])
    expect(await post('/v1/rejects/retry?sorce=till')).toEqual([400, 'BAD_ARGUMENT'])
    expect(await post('/v1/rejects/retry', 'text/plain')).toEqual([415, 'BAD_ARGUMENT'])
  })

  test('trace walks from an identifier; it is exit 1 when the walk is not whole or nothing is known by the name, 2 when asked wrongly', async () => {
    const whole = await run('trace', 'V1', '--direction', 'upstream', '--json')
    expect(whole).toMatchObject({ exit: 0, stderr: '' })
    expect(json(whole)).toMatchObject({
      from: ['Payment/V1'], complete: true, stopped: [], nodes: [{ id: 'Order/A-7', resolved: true }],
      edges: [{ from: { id: 'Order/A-7' }, relation: 'PAYS', to: { id: 'Payment/V1' }, inferred: false, sources: ['ledger'], validTo: null }],
    })
    const cut = await run('trace', 'Order/A-7', '--direction', 'downstream', '--first', '1', '--json')
    expect([cut.exit, json(cut)]).toMatchObject([1, { from: ['Order/A-7'], complete: false, nodes: [{}] }])
    expect(await run('trace', 'V1', '--to', 'OrderLine')).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/^LINEAGE_NOWHERE: .* from Payment to OrderLine\..* To start from what 'V1' belongs to: osl trace Order\/A-7\.$/m) })
    expect(await run('trace', 'A-70', '--json')).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/^REF_UNKNOWN: /) })
    expect(await run('trace', 'V1', '--direction', 'sideways')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/^BAD_ARGUMENT: .*upstream, downstream, both/) })
    expect(await run('trace', 'V1', '--to', 'Paiment')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/^UNKNOWN_TYPE: .*Payment/) })
    expect(await run('trace', 'V1', '--depth', '0')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/^BAD_ARGUMENT: .*a whole number from 1 on/) })
  })

  test('a world that is served is neither rebuilt nor opened a second time', async () => {
    expect(await run('rebuild', 'graph')).toEqual({ exit: 1, stdout: '', stderr: `STOP_FIRST: Process ${serving.pid} is serving the world in ${home}; stop it first.\n` })
    expect(await run('up')).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(new RegExp(`HOME_IN_USE: .*process ${serving.pid}, whose door is at ${url}`)) })
  })

  test('a port that somebody holds is named before anything is started', async () => {
    const port = new URL(url).port
    expect(await osl(['serve', '--model', bakery, '--home', join(folder, 'second'), '--port', port], stores)).toEqual({ exit: 1, stdout: '', stderr: `PORT_TAKEN: Port ${port} is taken by another program. Stop that one, or choose another with --port or OSL_PORT (0: any free port).\n` })
  })

  test('an upload under way does not hold up the end; it is told, and what was taken is there when the program is back', async () => {
    const slow = fetch(`${url}/v1/records/till?file=slow`, {
      method: 'POST', headers: { 'content-type': 'text/csv' }, duplex: 'half',
      body: new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('slip,line,seq,at,phone,pickup,article,name,pieces,state\n')) }),
    } as RequestInit)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const began = performance.now()
    const ended = serving.stop('SIGINT')
    const answer = await slow
    expect([answer.status, await answer.json()]).toEqual([503, { error: { code: 'PROGRAM_STOPPING', message: expect.stringContaining('kept') } }])
    expect(await ended).toMatchObject({ exit: 0, stderr: expect.stringMatching(/Stopping\.\n$/) })
    expect(performance.now() - began).toBeLessThan(9_000)
  })
})

describe('a world that changed under its stores', () => {
  test('another model is refused, and the rebuild carries the change out', async () => {
    const changed = join(folder, 'changed')
    cpSync(bakery, changed, { recursive: true })
    appendFileSync(join(changed, 'domains/sales/states.yaml'), '\n')
    appendFileSync(join(changed, 'domains/sales/entities.graphql'), '\ntype Oven implements Entity @entity(domain: "sales") { heat: Int }\n')
    const other = (...args: readonly string[]): Promise<Ended> => osl([...args, '--model', changed, '--home', home], stores)
    expect(await other('ask', '{ __typename }')).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/WORLD_OF_ANOTHER_MODEL: .*osl rebuild graph/) })
    expect(await other('rebuild', 'graph', '--json')).toMatchObject({ exit: 0, stdout: expect.stringMatching(/"seq": \d+/) })
    expect(json(await other('ask', '{ order(id: "V1") { id } __type(name: "Oven") { name } }'))).toEqual({ data: { order: { id: 'Order/A-7' }, __type: { name: 'Oven' } } })
    expect(await run('rebuild', 'graph')).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^The graph shows the journal up to \d+ again \([\d.]+ s\)\.\n$/) })
  })

  test('a graph that was emptied is behind what it had confirmed, and the rebuild makes it anew', async () => {
    const { cypher } = await import('../servers/ask-stores.ts')
    const servers = await testServers()
    await cypher(servers, 'MATCH (node) DETACH DELETE node')
    expect(await run('ask', '{ order(id: "A-7") { id } }')).toMatchObject({ exit: 1, stderr: expect.stringMatching(/GRAPH_BEHIND_OUTBOX: .*osl rebuild graph\.\n$/) })
    expect(await run('rebuild', 'graph')).toMatchObject({ exit: 0 })
    expect(json(await run('ask', '{ order(id: "V1") { id verdict(definition: "completed") { unified } } }'))).toEqual({ data: { order: { id: 'Order/A-7', verdict: { unified: 'MET' } } } })
  })
})

test('an instance that was killed leaves no mark that sends a command to a dead door', async () => {
  const killed = startOsl(['serve', '--model', bakery, '--home', home, '--port', '0'], stores)
  await urlOf(killed)
  await killed.stop('SIGKILL')
  expect(json(await run('ask', '{ order(id: "A-7") { id } }'))).toEqual({ data: { order: { id: 'Order/A-7' } } })
})

test('a journal that freezes keeps no instance that is to stop', async () => {
  const { database } = await testServers()
  const wire = new Wire(database.url)
  await wire.mend()
  const instance = startOsl(['serve', '--model', bakery, '--home', home, '--port', '0'], { ...stores, DATABASE_URL: wire.url })
  await urlOf(instance)
  wire.freeze()
  expect(await instance.stop('SIGINT')).toMatchObject({ exit: 0, stderr: expect.stringMatching(/Stopping\.\n$/) })
  await wire.cut()
})

test('a home that a command works in by itself is nobody else\'s meanwhile', async () => {
  const held = acquireHome(join(folder, 'held'), () => undefined)
  try {
    for (const args of [['backup', join(folder, 'held.gz')], ['ingest', '--redecode', 'till', till]]) {
      expect(await osl([...args, '--model', bakery, '--home', held.home], stores)).toEqual({ exit: 1, stdout: '', stderr: expect.stringMatching(new RegExp(`^HOME_IN_USE: .*process ${process.pid}, which has no door open: .* Wait for it,[^\n]*\n$`)) })
    }
  } finally {
    held.release()
  }
})

test('an instance that hangs or vanishes while it is asked is one sentence', async () => {
  mkdirSync(join(folder, 'ghost'))
  const { ownProcess } = await import('../../src/servers/own-process.ts')
  const { freePort } = await import('../../src/servers/free-port.ts')
  writeFileSync(join(folder, 'ghost', 'osl.json'), JSON.stringify({ ...ownProcess(process.pid), startedAt: new Date().toISOString(), port: await freePort(undefined) }))
  const ghost = (...args: readonly string[]): Promise<Ended> => osl([...args, '--model', bakery, '--home', join(folder, 'ghost')], stores)
  for (const args of [['ask', '{ __typename }'], ['rejects'], ['ingest', 'till', till]]) {
    expect(await ghost(...args)).toEqual({ exit: 1, stdout: '', stderr: expect.stringMatching(/^DOOR_AWAY: The program at http:\/\/127\.0\.0\.1:\d+ does not answer \(.*ECONNREFUSED.*\n$/) })
  }
})

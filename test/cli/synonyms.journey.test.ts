import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyStores } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'
import { bakery, ledger, till } from './bakery-world.ts'
import { osl, sharedStores, type Ended } from './osl.ts'

/* From words that nobody knows to records taken, at the command line: one test goes on where the one before stopped. */
const folder = mkdtempSync(join(tmpdir(), 'osl-synonyms-'))
const model = join(folder, 'bakery')
const states = join(model, 'domains/sales/states.yaml')
let stores: NodeJS.ProcessEnv
const run = (...args: readonly string[]): Promise<Ended> => osl([...args, '--model', model, '--home', join(folder, 'home')], stores)
const synonyms = (...args: readonly string[]): Promise<Ended> => run('definitions', 'synonyms', ...args)

/* Beside the till's own 'lost' (one record), two say 'Bestelt' and one 'bestelt', one of them with another fault before it; the ledger says 'parked' once. */
const MORE = `slip,line,seq,at,phone,pickup,article,name,pieces,state
A-20,1,1,2026-03-06T06:00:00,030 1,,RL1,Rye rolls,5,Bestelt
A-21,1,1,2026-03-06T06:00:00,030 1,,RL1,Rye rolls,x, Bestelt
A-22,1,1,2026-03-06T06:00:00,030 1,,RL1,Rye rolls,5,bestelt
`
beforeAll(async () => {
  stores = await sharedStores()
  await emptyStores(await testServers())
  cpSync(bakery, model, { recursive: true })
  writeFileSync(join(folder, 'more.csv'), MORE)
  writeFileSync(join(folder, 'more.jsonl'), '{"id":"e9","voucher":"V9","reference":"A-7","amount":"1.00","currency":"EUR","state":"parked","valueDate":"2026-03-05T12:00:00+01:00"}\n')
  for (const [source, file] of [['till', till], ['till', join(folder, 'more.csv')], ['ledger', ledger], ['ledger', join(folder, 'more.jsonl')]] as const) await run('ingest', source, file)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('words that no vocabulary knows are listed by source and type, with counts and the states nearest to them', async () => {
  expect((await synonyms()).stdout.replaceAll(/\d{4}-\d\d-\S+Z/g, 'then').split('\n')).toEqual([
    expect.stringMatching(/^till OrderLine 'Bestelt': 3 records, then( to then)?; nearest: ORDERED$/) as unknown,
    "ledger Payment 'parked': 1 record, then; nearest: BOOKED",
    "till OrderLine 'lost': 1 record, then; no state is like it",
    `3 of 3 unknown spellings; --map '<spelling>=<type>.<state>' adds one to the model`, '',
  ])
  expect(JSON.parse((await synonyms('--json', '--source', 'till', '--first', '1')).stdout)).toMatchObject({ totalCount: 2, nodes: [{ source: 'till', type: 'OrderLine', spelling: 'Bestelt', count: 3, nearest: ['ORDERED'] }] })
  expect((await synonyms('--type', 'Payment')).stdout).toContain('1 of 1 unknown spellings')
  expect(await synonyms('--source', 'tills')).toMatchObject({ exit: 2, stderr: expect.stringContaining('UNKNOWN_SOURCE') as unknown })
  expect(await synonyms('--type', 'Orderline')).toMatchObject({ exit: 2, stderr: expect.stringContaining('OrderLine') as unknown })
})

test('what cannot be meant is refused, and nothing is written', async () => {
  const before = readFileSync(states, 'utf8')
  for (const [given, said] of [
    ['lost', 'a spelling, = and a state'], ['=BAKED', 'a spelling, = and a state'], ['lost=BAKD', 'OrderLine.BAKED'], ['lost=OrderLine.BAKD', 'OrderLine.BAKED'],
    ['lost=CANCELLED', 'Payment.CANCELLED, OrderLine.CANCELLED'], ['bestellt=OrderLine.BAKED', "'bestellt' means OrderLine ORDERED"],
  ] as const) expect(await synonyms('--map', 'Bestelt=ORDERED', '--map', given)).toMatchObject({ exit: given.startsWith('bestellt') ? 1 : 2, stderr: expect.stringContaining(said) as unknown })
  expect(await synonyms('--map', 'lost=ORDERED', '--map', 'Lost=BAKED')).toMatchObject({ exit: 1, stderr: expect.stringContaining('Nothing was written') as unknown })
  expect(readFileSync(states, 'utf8')).toBe(before)
})

test('words are put into the vocabulary where they belong, and the records are taken after a rebuild', async () => {
  const before = readFileSync(states, 'utf8')
  const mapped = await synonyms('--map', 'Bestelt=ORDERED', '--map', 'lost=OrderLine.CANCELLED', '--map', 'baked=BAKED', '--map', 'bestelt = ORDERED')
  expect(mapped).toMatchObject({ exit: 0, stdout: `'bestelt' means OrderLine ORDERED from now on (domains/sales/states.yaml)
'lost' means OrderLine CANCELLED from now on (domains/sales/states.yaml)
'baked' means OrderLine BAKED already
Next: osl check; stop whoever serves the world, osl rebuild graph, serve again; then osl rejects retry takes the records in.
` })
  expect(readFileSync(states, 'utf8')).toBe(before.replace('bestellt]', 'bestellt, bestelt]').replace('storniert]', 'storniert, lost]'))
  expect(await synonyms('--map', 'lost=OrderLine.CANCELLED', '--json')).toMatchObject({ exit: 0, stdout: expect.stringContaining('"added": false') as unknown })
  expect((await run('check', model)).exit).toBe(0)
  expect((await run('rebuild', 'graph')).exit).toBe(0)
  // Known now, though not taken yet.
  expect((await synonyms()).stdout).toContain('1 of 1 unknown spellings')
  expect((await run('rejects', 'retry')).stdout).toBe('6 retried: 3 accepted, 0 unchanged, 3 still rejected, 0 skipped\n')
})

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyStores } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'
import { bakery, ledger, till } from './bakery-world.ts'
import { osl, sharedStores, startOsl, type Ended, type Started } from './osl.ts'

/* What a steward does at the command line with a copy of the bakery's model: one test goes on where the one before stopped. */
const folder = mkdtempSync(join(tmpdir(), 'osl-definitions-'))
const model = join(folder, 'bakery')
const home = join(folder, 'home')
const completed = join(model, 'definitions/completed.yaml')
let stores: NodeJS.ProcessEnv
let serving: Started
const run = (...args: readonly string[]): Promise<Ended> => osl([...args, '--model', model, '--home', home], stores)
const definitions = (...args: readonly string[]): Promise<Ended> => run('definitions', ...args)
const as = (actor: string, reason: string): readonly string[] => ['--actor', actor, '--reason', reason]
const serve = async (): Promise<void> => {
  serving = startOsl(['serve', '--model', model, '--home', home, '--port', '0'], stores)
  await serving.said(/graphql/)
}

const VERSION_2 = `  - version: 2
    changeReason: what is paid is done   # the shop, in May
    domains:
      finance: { over: Payment, met: state.local == 'BOOKED' }
    unified: all
`
const alone = (version: string): string => `definition: completed\ntitle: Order completed\nowner: the shop\nversions:\n${version}`

beforeAll(async () => {
  stores = await sharedStores()
  await emptyStores(await testServers())
  cpSync(bakery, model, { recursive: true })
  await run('ingest', 'till', till)
  await run('ingest', 'ledger', ledger)
  await serve()
})
afterAll(async () => {
  await serving?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a version is proposed from a file, approved by somebody else, judged, and brought into force', async () => {
  const file = join(folder, 'second.yaml')
  writeFileSync(file, alone(VERSION_2))
  expect(await definitions('propose', file, ...as('ada', 'asked by the shop'))).toMatchObject({ exit: 0, stdout: 'completed 2 is PROPOSED\n' })
  expect(await definitions('approve', 'completed', '2', ...as('ada', 'mine'))).toMatchObject({ exit: 1, stderr: expect.stringContaining('OWN_PROPOSAL') as unknown })
  expect((await definitions('approve', 'completed', '2', ...as('ben', 'agreed'))).stdout).toContain('completed 2 is APPROVED')
  expect(await definitions('activate', 'completed', '2', ...as('ben', 'now'))).toMatchObject({ exit: 1, stderr: expect.stringContaining('it was never rehearsed') as unknown })
  const rehearsed = await definitions('rehearse', 'completed', '2', '--actor', 'cem', '--by', 'slip')
  expect(rehearsed).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^completed 2 against version 1: 1 of \d orders would change\n  before +after +orders\n/) as unknown })
  expect(rehearsed.stdout).toMatch(/finance\n[^]*sales\n[^]*by the month in which they began\n[^]*2026-03 [^]*by slip\n[^]*how far apart domains are: [^]*Order\/~sales.slip:A-99: UNKNOWN → MET\n/)
  expect(await definitions('rehearse', 'completed', '2', '--actor', 'cem', '--by', 'slop')).toMatchObject({ exit: 2, stderr: expect.stringContaining('nearest: slip') as unknown })
  expect((await definitions('activate', 'completed', '2', ...as('ben', 'from the new year on'), '--from', '2099-01-01T00:00:00Z', '--json')).stdout).toContain('"effectiveFrom": "2099-01-01T00:00:00Z"')
  expect((await definitions('list', 'completed')).stdout.split('\n')).toEqual([
    'completed: Order completed (the shop)', expect.stringMatching(/version +life cycle +why/) as unknown,
    expect.stringMatching(/1 +RETIRED from 2026-01-01T00:00:00Z until 2099-01-01T00:00:00Z +what we have always meant/) as unknown, expect.stringMatching(/2 +ACTIVE from 2099-01-01T00:00:00Z +what is paid is done/) as unknown, '',
  ])
  expect((await definitions('log')).stdout.replaceAll(/^\S+ /gm, '')).toBe([
    'completed 1 FILED by files: the world begins with them', 'completed 2 PROPOSED by ada: asked by the shop', 'completed 2 APPROVED by ben: agreed',
    'completed 1 RETIRED until 2099-01-01T00:00:00Z by ben: version 2 comes into force: from the new year on', 'completed 2 ACTIVE'.replace('ACTIVE', 'ACTIVATED from 2099-01-01T00:00:00Z by ben: from the new year on'), '',
  ].join('\n'))
})

test('the folder lags behind; pull takes what is held into it, comments and all, and it is the same model', async () => {
  expect(await definitions('diff')).toMatchObject({ exit: 1, stdout: [
    'completed 1: ACTIVE from 2026-01-01T00:00:00Z in its file, RETIRED from 2026-01-01T00:00:00Z until 2099-01-01T00:00:00Z in the journal',
    'completed 2: ACTIVE from 2099-01-01T00:00:00Z in the journal and in no file', '',
  ].join('\n') })
  expect((await definitions('pull')).exit).toBe(0)
  const text = readFileSync(completed, 'utf8')
  expect(text).toContain('# handed over, every line that was not cancelled')
  expect(text).toContain('changeReason: what is paid is done # the shop, in May')
  expect(text).toMatch(/- version: 1\n {4}lifecycle: RETIRED\n {4}effectiveFrom: 2026-01-01T00:00:00Z\n {4}effectiveTo: 2099-01-01T00:00:00Z\n/)
  expect(text).toMatch(/- version: 2\n {4}lifecycle: ACTIVE\n {4}effectiveFrom: 2099-01-01T00:00:00Z\n {4}proposedBy: ada\n {4}approvedBy: ben\n/)
  expect(await definitions('diff')).toMatchObject({ exit: 0, stdout: 'The folder and the journal hold the same.\n' })
  await serving.stop()
  await serve()
  expect((await definitions('list')).stdout).toContain('ACTIVE from 2099')
})

test('what differs is never written over without a word: neither by a start, nor by pull, nor by push, nor by a rebuild', async () => {
  const before = readFileSync(completed, 'utf8')
  writeFileSync(completed, before.replace("met: state.local == 'BOOKED' }", "met: state.local != 'CANCELLED' }"))
  const differs = await definitions('diff', 'completed')
  expect(differs.exit).toBe(1)
  expect(differs.stdout).toMatch(/completed 2: other rules in its file than in the journal[^]*- .*BOOKED[^]*\+ .*CANCELLED/)
  expect(await definitions('pull')).toMatchObject({ exit: 1, stderr: expect.stringContaining('--overwrite') as unknown })
  expect(await definitions('push', ...as('ada', 'again'))).toMatchObject({ exit: 1, stderr: expect.stringContaining('DEFINITIONS_DIFFER') as unknown })
  await serving.stop()
  expect(await run('rebuild', 'graph')).toMatchObject({ exit: 1, stderr: expect.stringContaining('DEFINITIONS_DIFFER') as unknown })
  serving = startOsl(['serve', '--model', model, '--home', home, '--port', '0'], stores)
  expect(await serving.said(/graphql/)).toContain('completed 2: other rules in its file than in the journal')
  expect(await definitions('pull', '--overwrite')).toMatchObject({ exit: 0 })
  expect(readFileSync(completed, 'utf8')).toContain("'BOOKED'")
  expect((await definitions('diff')).exit).toBe(0)
})

test('push proposes what the folder alone has', async () => {
  writeFileSync(join(model, 'definitions/paid.yaml'), alone(VERSION_2.replace('version: 2', 'version: 1').replace('changeReason', 'lifecycle: ACTIVE\n    effectiveFrom: 2026-01-01T00:00:00Z\n    changeReason')).replace('definition: completed', 'definition: paid'))
  expect(await definitions('push', ...as('ada', 'a word of its own'))).toMatchObject({ exit: 0, stdout: 'paid 1 is PROPOSED\n' })
  expect(await definitions('push', ...as('ada', 'again'))).toMatchObject({ exit: 0, stdout: 'The journal holds every version of the folder.\n' })
  expect((await definitions('return', 'paid', '1', ...as('ben', 'say why'))).stdout).toBe('paid 1 is DRAFT\n')
  writeFileSync(join(model, 'definitions/paid.yaml'), readFileSync(join(model, 'definitions/paid.yaml'), 'utf8').replace('BOOKED', 'CANCELLED'))
  expect(await definitions('push', ...as('ada', 'this way'))).toMatchObject({ exit: 0, stdout: 'paid 1 is PROPOSED\n' })
  expect((await definitions('retire', 'paid', '1', ...as('ada', 'a mistake'))).stdout).toMatch(/^paid 1 is RETIRED until /)
  writeFileSync(join(folder, 'third.yaml'), alone(VERSION_2).replace('definition: completed', 'definition: complete'))
  expect(await definitions('propose', join(folder, 'third.yaml'), ...as('ada', 'x'))).toMatchObject({ exit: 0, stderr: expect.stringContaining("'complete' is a new definition; there is completed, paid") as unknown })
  expect(await definitions('approve', 'paid', 'one', ...as('ben', 'x'))).toMatchObject({ exit: 2, stderr: expect.stringContaining('BAD_ARGUMENT') as unknown })
  expect(await definitions('list', 'nothing')).toMatchObject({ exit: 1, stderr: expect.stringContaining('UNKNOWN_DEFINITION') as unknown })
})

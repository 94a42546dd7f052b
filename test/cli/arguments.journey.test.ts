import { spawnSync } from 'node:child_process'
import { appendFileSync, closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freePort } from '../../src/servers/free-port.ts'
import { pathOf } from '../servers/path-of.ts'
import { testServers } from '../servers/with-servers.ts'
import { bakery, till } from './bakery-world.ts'
import { plainEnv, root } from '../servers/temporary-home.ts'
import { osl, sharedStores, startOsl } from './osl.ts'

const folder = mkdtempSync(join(tmpdir(), 'osl-arguments-'))
const home = join(folder, 'home')
mkdirSync(join(folder, 'export'))
writeFileSync(join(folder, 'export', 'manifest.json'), '{ "till": "till.csv" }')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every command explains itself on standard output, with the flags that all have', async () => {
  const commands = [['up'], ['serve'], ['check'], ['ingest'], ['import'], ['ask'], ['rejects'], ['rebuild', 'graph']]
  const all = await Promise.all(commands.map((command) => osl([...command, '--help'])))
  for (const [index, { exit, stdout, stderr }] of all.entries()) {
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(new RegExp(`^Usage: osl ${(commands[index] ?? []).join(' ')}`))
    for (const flag of ['--model <folder>', '--home <folder>', '--port <port>', '--json', 'OSL_MODEL', 'OSL_HOME', 'OSL_PORT']) expect(stdout).toContain(flag)
  }
})

test('osl --help lists the commands and osl --version is a version', async () => {
  const [help, version] = await Promise.all([osl(['--help']), osl(['--version'])])
  for (const command of ['up', 'serve', 'check', 'ingest', 'import', 'ask', 'rejects', 'rebuild']) expect(help.stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'))
  expect([help.exit, version.exit, help.stderr, version.stderr]).toEqual([0, 0, '', ''])
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test.each([
  [['upp'], /unknown command 'upp'[^]*Did you mean up\?/],
  [['ask', '{ x }', '--jsn'], /unknown option '--jsn'[^]*Did you mean --json\?/],
  [['ask'], /missing required argument 'question'/],
  [['rejects', '--source', 'till', '--source', 'ledger'], /option '--source <source>' argument 'ledger' is invalid\. It is given twice\./],
  [['check', 'nowhere'], /^SETTINGS_INVALID: .*folder 'nowhere' .*holds no model\.yaml/],
  [['ingest', 'till'], /missing required argument 'files'/],
  [['import'], /missing required argument 'files'/],
  [['import', 'till.csv', '--model', bakery], /^BAD_ARGUMENT: Argument 'files' is 'till\.csv', which is no folder; wanted: <source>=<file>/],
  [['import', root, '--model', bakery], /^BAD_ARGUMENT: Argument 'files' is '.*', in which no file is named by a source; wanted: <source>=<file> for each file, or a folder with a manifest\.json/],
  [['import', join(folder, 'export'), '--model', bakery], /^BAD_ARGUMENT: Argument '.*manifest\.json' is of another form; wanted: \{ "files"/],
  [['import', 'tll=till.csv', '--model', bakery], /^UNKNOWN_SOURCE: Model bakery .*Nearest: till\. It has: ledger, till\.\n$/],
  [['import', 'till=none.csv', '--model', bakery], /^FILE_UNREADABLE: There is no file 'none\.csv'/],
  [['orders', 'merge', 'Order/A-99', 'Order/A-7', '--actor', 'ann'], /required option '--reason <text>' not specified/],
  [['rebuild', 'everything'], /unknown command 'everything'/],
  [['ask', '{ x }', '--model'], /argument missing/],
  [['check', '--model', ''], /option '--model <folder>' argument '' is invalid\. It is empty\./],
  [['ask', '{ x }', '--home', ''], /option '--home <folder>' argument '' is invalid\. It is empty\./],
  [['trace', 'A-7', '--to', ' , '], /option '--to <types>' argument ' , ' is invalid\. It names no type\./],
  [['check', ''], /value '' is invalid for argument 'folder'\. It is empty\./],
])('%j is asked wrongly: exit 2, usage on standard error, nothing on standard output', async (args, said) => {
  expect(await osl(args)).toEqual({ exit: 2, stdout: '', stderr: expect.stringMatching(said) })
})

test('an import into a Neo4j of one\'s own wants a folder for its files, and is refused before anything is opened', async () => {
  const env = { NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'none' }
  expect(await osl(['import', `till=${till}`, '--model', bakery, '--home', home], env)).toEqual({ exit: 2, stdout: '', stderr: expect.stringMatching(/^IMPORTER_MISSING: NEO4J_URI names a Neo4j of your own.*--files <folder>/) })
})

test('check judges the questions of the world too', async () => {
  const world = join(folder, 'asked')
  cpSync(bakery, world, { recursive: true })
  expect(await osl(['check', world])).toMatchObject({ exit: 0, stderr: '' })
  writeFileSync(join(world, 'questions', '7-ordr.graphql'), '# Who?\n{\n  ordr(id: "A-7") { id }\n}\n')
  writeFileSync(join(world, 'questions', '8-open.graphql'), '{ orders {')
  expect(await osl(['check', world])).toMatchObject({ exit: 1, stderr: '', stdout: expect.stringMatching(/^questions\/7-ordr\.graphql:3:3 QUESTION_INVALID .*"ordr".*Did you mean "order".*\nquestions\/8-open\.graphql:1:\d+ QUESTION_INVALID .*\n\n2 problems in 2 files\.\n$/) })
})

test('what is piped or asked for without colour carries no escape', async () => {
  const [piped, plain] = await Promise.all([osl(['check', bakery]), osl(['check', bakery], { NO_COLOR: '1', FORCE_COLOR: '' })])
  for (const { stdout } of [piped, plain]) expect(stdout).not.toContain('\u001b')
})

test('whoever stops listening stops nothing', async () => {
  const started = startOsl(['check', join(root, 'schema'), '--inventory', '--json'])
  started.child.stdout?.destroy()
  expect(await started.ended).toEqual({ exit: 0, stdout: '', stderr: '' })
})

// Linux has a file that is a full disk.
const FULL = '/dev/full'
const intoFull = (args: readonly string[], which: 'stdout' | 'stderr') => {
  const full = openSync(FULL, 'w')
  try {
    return spawnSync(process.execPath, [join(root, 'src/cli/osl.js'), ...args], { stdio: ['ignore', which === 'stdout' ? full : 'pipe', which === 'stderr' ? full : 'pipe'], encoding: 'utf8', env: { ...plainEnv(), NODE_NO_WARNINGS: '1' } })
  } finally {
    closeSync(full)
  }
}
if (existsSync(FULL)) test.each([[['check', bakery]], [['check', bakery, '--inventory', '--json']], [['--help']]])('%j with nowhere to write its output is one line on standard error and exit 1', (args) => {
  expect(intoFull(args, 'stdout')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Standard output cannot be written: ENOSPC[^\n]*\n$/) })
})
if (existsSync(FULL)) test('with nowhere to write what people read, the exit code is what it was', () => {
  expect(intoFull(['upp'], 'stderr')).toMatchObject({ status: 2, stdout: '' })
})

test('a sound model folder is one line, or one document', async () => {
  const [said, told] = await Promise.all([osl(['check', bakery]), osl(['check', bakery, '--json'])])
  expect(said).toEqual({ exit: 0, stdout: expect.stringMatching(/model bakery version 1 \([0-9a-f]{16}\) is sound: 4 entity types in 2 domains, 2 sources, 1 definitions?\.\n$/), stderr: '' })
  expect(told).toMatchObject({ exit: 0, stderr: '' })
  expect(JSON.parse(told.stdout)).toMatchObject({ ok: true, model: 'bakery', types: 4, sources: 2, definitions: 1, domains: 2 })
})

test('a broken one lists every problem with file, line and nearest names, and the other commands say the same', async () => {
  const broken = join(folder, 'broken')
  cpSync(bakery, broken, { recursive: true })
  appendFileSync(join(broken, 'domains/finance/sources/ledger.yaml'), '  - entity: Paymnt\n    key: record.voucher\n')
  appendFileSync(join(broken, 'domains/sales/sources/till.yaml'), '  - entity: Ordr\n    key: record.slip\n')
  const [said, told, up] = await Promise.all([osl(['check', broken]), osl(['check', broken, '--json']), osl(['up', '--model', broken, '--home', home])])
  expect(said).toMatchObject({ exit: 1, stderr: '' })
  expect(said.stdout).toMatch(/ledger\.yaml:\d+.*Paymnt.*Payment/)
  expect(said.stdout).toMatch(/till\.yaml:\d+.*Ordr.*Order/)
  expect(told.exit).toBe(1)
  expect(JSON.parse(told.stdout)).toMatchObject({ ok: false, problems: [{ line: expect.any(Number) }, { line: expect.any(Number) }] })
  expect(up).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/^MODEL_INVALID: [^]*Paymnt[^]*Ordr/) })
})

test('--inventory prints every attribute held, with source and classification', async () => {
  const [said, told] = await Promise.all([osl(['check', bakery, '--inventory']), osl(['check', bakery, '--inventory', '--json'])])
  expect(said.stdout).toMatch(/phone.*PII/)
  const rows = JSON.parse(told.stdout) as { field?: string }[]
  expect(rows.length).toBeGreaterThan(7)
})

test('everything that is wrong with the settings is said at once', async () => {
  expect(await osl(['up', '--model', join(folder, 'nowhere'), '--port', '70000'], { NEO4J_PASSWORD: 'hidden' })).toEqual({
    exit: 2, stdout: '', stderr: expect.stringMatching(/^SETTINGS_INVALID: (?=.*--model \/ OSL_MODEL .*nowhere holds no model\.yaml)(?=.*--port \/ OSL_PORT must be a whole number)(?=.*NEO4J_PASSWORD is set without NEO4J_URI)(?!.*hidden).*\n$/),
  })
})

test.each(['', ' ', 'abc', '-1', '40.5', '65536', '1e9'])('OSL_PORT=%j', async (port) => {
  const ended = await osl(['check', bakery], { OSL_PORT: port })
  // An empty variable is as good as none: .env files write it so.
  if (port === '') expect(ended.exit).toBe(0)
  else expect(ended).toEqual({ exit: 2, stdout: '', stderr: 'SETTINGS_INVALID: These settings cannot be used: --port / OSL_PORT must be a whole number from 0 to 65535 (0: any free port).\n' })
})

test('variables are as good as flags, and flags win', async () => {
  const [byVariable, byFlag] = await Promise.all([osl(['check'], { OSL_MODEL: bakery }), osl(['check', '--model', bakery], { OSL_MODEL: join(folder, 'nowhere'), OSL_PORT: '0' })])
  expect([byVariable.exit, byFlag.exit]).toEqual([0, 0])
})

const one = (text: RegExp) => ({ exit: 1, stdout: '', stderr: expect.stringMatching(text) })
const ingestWith = (env: NodeJS.ProcessEnv) => osl(['ingest', 'till', till, '--model', bakery, '--home', home], env)
const NO_STACK = '(?![^]*\\n\\s+at )'

test('without Java, or without Maven and its jars, one sentence says what to install or to set', async () => {
  const withoutJava = { PATH: pathOf(join(folder, 'no-java'), ['unshare']), JAVA_HOME: '' }
  expect(await ingestWith(withoutJava)).toEqual(one(new RegExp(`^${NO_STACK}Starting[^\n]*\nJAVA_MISSING: [^\n]*Java 17[^\n]*NEO4J_URI[^\n]*\n$`)))
})

test('a wrong password, a server that is not there and a database that is not there are one sentence each, without secrets', async () => {
  const stores = await sharedStores()
  const port = await freePort(undefined)
  const elsewhere = new URL((await testServers()).database.url)
  elsewhere.pathname = '/nowhere'
  const [wrong, neo4jAway, postgresAway, unknown] = await Promise.all([
    ingestWith({ ...stores, NEO4J_PASSWORD: 'not-this' }),
    osl(['ingest', 'till', till, '--model', bakery, '--home', join(folder, 'b')], { ...stores, NEO4J_URI: `bolt://127.0.0.1:${port}` }),
    osl(['ingest', 'till', till, '--model', bakery, '--home', join(folder, 'c')], { ...stores, DATABASE_URL: `postgres://me:not-this@127.0.0.1:${port}/x` }),
    osl(['ingest', 'till', till, '--model', bakery, '--home', join(folder, 'd')], { ...stores, DATABASE_URL: elsewhere.href }),
  ])
  const line = (text: string) => one(new RegExp(`^(?![^]*not-this)${NO_STACK}Starting[^\n]*\n${text}[^\n]*\n$`))
  expect(wrong).toEqual(line('NEO4J_REFUSED_LOGIN: .*NEO4J_PASSWORD'))
  expect(neo4jAway).toEqual(line(`NEO4J_UNREACHABLE: .*${port}.*NEO4J_URI`))
  expect(postgresAway).toEqual(line(`POSTGRES_UNREACHABLE: .*${port}.*DATABASE_URL`))
  expect(unknown).toEqual(line(`POSTGRES_DATABASE_UNKNOWN: .*'nowhere'.*DATABASE_URL`))
})

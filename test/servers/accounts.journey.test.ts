import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { chooseAccount } from '../../src/servers/postgres-account.ts'
import { findPostgresPrograms } from '../../src/servers/postgres-programs.ts'
import { startPostgres, type BundledPostgres } from '../../src/servers/start-postgres.ts'
import { sql } from './ask-stores.ts'
import { pathOf } from './path-of.ts'
import { jsonOf, plainEnv, root, temporaryHome, type TemporaryHome } from './temporary-home.ts'

// Servers start several times a test, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
let place: TemporaryHome
beforeEach(() => {
  place = temporaryHome()
  mkdirSync(join(place.home, 'postgres'), { recursive: true, mode: 0o700 })
})
afterEach(async () => {
  const moved = join(place.home, 'postgres', 'place.json')
  const elsewhere = existsSync(moved) ? dirname((jsonOf(moved) as { data: string }).data) : undefined
  await place.remove()
  if (elsewhere !== undefined) rmSync(elsewhere, { recursive: true, force: true })
})

const start = (env = plainEnv()): Promise<BundledPostgres> => startPostgres({ home: place.home, log: place.log, env })
const during = async <T>(starting: Promise<BundledPostgres>, ask: (url: string) => Promise<T>): Promise<T> => {
  const running = await starting
  try {
    return await ask(running.url)
  } finally {
    await running.stop()
  }
}
const write = (url: string) => sql({ database: { url } }, 'create table kept as select 1 as n')
const read = (url: string) => sql({ database: { url } }, 'select n from kept')
const withoutNamespaces = (): NodeJS.ProcessEnv => ({ ...plainEnv(), PATH: pathOf(join(dirname(place.home), 'bin'), [], { unshare: 'echo "unshare failed: Operation not permitted" >&2; exit 1' }) })

test('the account of this run has a PostgreSQL that is nobody else’s and adds no user to the machine', async () => {
  const users = spawnSync('getent', ['passwd'], { encoding: 'utf8' }).stdout
  await during(start(), write)
  expect(await during(start(), read)).toEqual([{ n: 1 }])
  expect(statSync(join(place.home, 'postgres', 'data')).uid).toBe(process.getuid?.())
  expect(spawnSync('getent', ['passwd'], { encoding: 'utf8' }).stdout).toBe(users)
})

// Only root can take on another account; a plain user's run is itself the plain case.
if (isRoot) describe('as root', () => {
  test('where namespaces are forbidden PostgreSQL runs as nobody, in the home when that is reachable, and the data changes hands both ways', async () => {
    chmodSync(dirname(place.home), 0o755)
    await during(start(), write)
    expect(await during(start(withoutNamespaces()), read)).toEqual([{ n: 1 }])
    expect(statSync(join(place.home, 'postgres', 'data')).uid).toBe(NOBODY)
    expect(await during(start(), read)).toEqual([{ n: 1 }])
    expect(statSync(join(place.home, 'postgres', 'data')).uid).toBe(0)
  })

  test('a home closed to nobody keeps its data under /var/lib, says so, and finds it again', async () => {
    const env = withoutNamespaces()
    await during(start(env), write)
    expect(place.said.join('\n')).toMatch(/closed to unprivileged accounts; PostgreSQL's data is kept in \/var\/lib\/order-semantic-layer\/home-/)
    place.said.length = 0
    expect(await during(start(env), read)).toEqual([{ n: 1 }])
    expect(await during(start(), read)).toEqual([{ n: 1 }])
    expect(place.said).toEqual([])
  })

  test('programs closed to nobody are copied to where it can run them', async () => {
    const { native } = await findPostgresPrograms()
    const closed = join(dirname(place.home), 'closed')
    cpSync(native, closed, { recursive: true, dereference: true })
    const programs = { native: closed, initdb: join(closed, 'bin', 'initdb'), postgres: join(closed, 'bin', 'postgres') }
    const account = await chooseAccount(place.home, join(place.home, 'postgres'), programs, withoutNamespaces(), place.log)
    try {
      expect(account.programs.native).toMatch(/^\/var\/lib\/order-semantic-layer\/programs-/)
      expect(spawnSync(account.programs.postgres, ['--version'], { cwd: '/', ...account.ids, encoding: 'utf8' }).stdout).toMatch(/PostgreSQL\) 18/)
    } finally {
      rmSync(account.programs.native, { recursive: true })
    }
  })

  // The account must be able to read this checkout at all, as it cannot under root's own home.
  const canRead = spawnSync('test', ['-r', join(root, 'package.json')], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0
  if (canRead) test('a plain user starts and stops both stores', () => {
    const parent = dirname(place.home)
    chmodSync(parent, 0o755)
    rmSync(join(place.home, 'postgres'), { recursive: true })
    chownSync(place.home, NOBODY, NOBODY)
    const script = `import { startServers } from ${JSON.stringify(join(root, 'src/servers/start-servers.ts'))}
      const servers = await startServers({ home: ${JSON.stringify(place.home)}, root: ${JSON.stringify(root)}, env: process.env, log: console.error, memory: { heapMb: 512, heapInitialMb: 128, pageCacheMb: 64 } })
      await servers.stop()
      console.log(process.getuid(), JSON.stringify(servers.startedHere))`
    const result = spawnSync(process.execPath, ['--input-type=module', '-e', script], { uid: NOBODY, gid: NOBODY, cwd: '/', env: { ...plainEnv(), HOME: place.home }, encoding: 'utf8' })
    expect(result.stderr.split('\n').filter((line) => line !== '' && !line.includes('Warning'))).toEqual([])
    expect(result.stdout.trim()).toBe(`${NOBODY} {"neo4j":true,"postgres":true}`)
    expect(statSync(join(place.home, 'postgres', 'data')).uid).toBe(NOBODY)
  })
})

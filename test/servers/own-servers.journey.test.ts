import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../src/servers/free-port.ts'
import { startServers, type Servers } from '../../src/servers/start-servers.ts'
import { cypher } from './ask-stores.ts'
import { plainEnv, root, smallMemory, temporaryHome, type TemporaryHome } from './temporary-home.ts'
import { testServers } from './with-servers.ts'

let place: TemporaryHome
beforeEach(() => { place = temporaryHome() })
afterEach(() => place.remove())

/** The run's shared stores stand for servers of the user's own. */
const settingsOf = ({ neo4j, database }: Servers): Record<string, string> => ({ NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password, DATABASE_URL: database.url })
const startWith = async (changed: Record<string, string>): Promise<Servers> =>
  startServers({ home: place.home, root, env: { ...plainEnv(), ...settingsOf(await testServers()), ...changed }, log: place.log, memory: smallMemory })
const urlWith = async (change: (url: URL) => void): Promise<Record<string, string>> => {
  const url = new URL((await testServers()).database.url)
  change(url)
  return { DATABASE_URL: url.href }
}

test("with servers of the user's own nothing is started, and stop leaves them running", async () => {
  const servers = await startWith({})
  expect(servers.startedHere).toEqual({ neo4j: false, postgres: false })
  await servers.stop()
  expect(await cypher(await testServers(), 'RETURN 1 AS one')).toEqual([{ one: 1 }])
  expect(existsSync(join(place.home, 'neo4j')) || existsSync(join(place.home, 'postgres'))).toBe(false)
})

test('a wrong Neo4j password is one problem that names the settings, and no bundled PostgreSQL is left behind by it', async () => {
  await expect(startWith({ NEO4J_PASSWORD: 'not-this', DATABASE_URL: '' })).rejects.toMatchObject({ code: 'NEO4J_REFUSED_LOGIN', message: expect.stringMatching(/refused user 'neo4j'.*NEO4J_PASSWORD/) })
  expect(place.processOf('postgres')).toBeUndefined()
})

test('a wrong PostgreSQL password is one problem that does not repeat it', async () => {
  const changed = await urlWith((url) => { url.password = 'not-this' })
  await expect(startWith(changed)).rejects.toMatchObject({ code: 'POSTGRES_REFUSED_LOGIN', message: expect.not.stringContaining('not-this') })
})

test('a database that is not there is named', async () => {
  const changed = await urlWith((url) => { url.pathname = '/nowhere' })
  await expect(startWith(changed)).rejects.toMatchObject({ code: 'POSTGRES_DATABASE_UNKNOWN', parameters: { database: 'nowhere' } })
})

test('servers that cannot be reached are outages that name the setting', async () => {
  const port = await freePort(undefined)
  await expect(startWith({ NEO4J_URI: `bolt://127.0.0.1:${port}` })).rejects.toMatchObject({ code: 'NEO4J_UNREACHABLE', kind: 'outage', message: expect.stringContaining('NEO4J_URI') })
  await expect(startWith({ DATABASE_URL: `postgresql://me:secret@127.0.0.1:${port}/x` })).rejects.toMatchObject({ code: 'POSTGRES_UNREACHABLE', kind: 'outage', message: expect.not.stringContaining('secret') })
})

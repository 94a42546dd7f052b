import { statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { acquireHome, readRunning } from '../../src/servers/home.ts'
import { isRunning, stopProcess, waitUntilGone } from '../../src/servers/own-process.ts'
import { readRun, writeRun } from '../../src/servers/run-record.ts'
import { startServers, type Servers } from '../../src/servers/start-servers.ts'
import { cypher, sql } from './ask-stores.ts'
import { plainEnv, root, smallMemory, temporaryHome } from './temporary-home.ts'

// Servers start several times a test, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const place = temporaryHome()
const start = (): Promise<Servers> => startServers({ home: place.home, root, env: plainEnv(), log: place.log, memory: smallMemory })
afterAll(() => place.remove())

describe('a first start', () => {
  let servers: Servers
  beforeAll(async () => { servers = await start() })

  test('both stores answer', async () => {
    expect(await cypher(servers, 'RETURN 1 AS one')).toEqual([{ one: 1 }])
    expect(await sql(servers, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(servers.startedHere).toEqual({ neo4j: true, postgres: true })
  })

  test('the graph is Neo4j Community 5.26 and the database PostgreSQL 18 in UTF-8, sorting by code point and folding case beyond ASCII', async () => {
    expect(await cypher(servers, 'CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition')).toEqual([{ version: '5.26.30', edition: 'community' }])
    const [row] = await sql(servers, `select current_setting('server_version_num')::int / 10000 as major, current_setting('server_encoding') as encoding, lower('ÄÖ') as folded, 'Z' < 'a' as by_code_point`)
    expect(row).toEqual({ major: 18, encoding: 'UTF8', folded: 'äö', by_code_point: true })
  })

  test('a password that is wrong opens neither', async () => {
    await expect(cypher({ ...servers, neo4j: { ...servers.neo4j, password: 'wrong' } }, 'RETURN 1')).rejects.toMatchObject({ code: 'Neo.ClientError.Security.Unauthorized' })
    const url = new URL(servers.database.url)
    url.password = 'wrong'
    await expect(sql({ database: { url: url.href } }, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  test('they listen on loopback only, PostgreSQL on no unix socket, and the passwords are for their owner alone', async () => {
    expect(servers.neo4j.uri).toMatch(/^bolt:\/\/127\.0\.0\.1:\d+$/)
    expect(await sql(servers, `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`)).toEqual([{ addresses: '127.0.0.1', sockets: '' }])
    expect(await cypher(servers, `SHOW SETTINGS YIELD name, value WHERE name IN ['server.bolt.listen_address', 'server.http.enabled'] RETURN value ORDER BY name`)).toEqual([{ value: servers.neo4j.uri.slice('bolt://'.length) }, { value: 'false' }])
    expect(statSync(join(place.home, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  test('the home is held: it says who holds it and where the door is', () => {
    servers.setDoor(4567)
    expect(readRunning(place.home)).toMatchObject({ pid: process.pid, port: 4567 })
    expect(() => acquireHome(place.home, place.log)).toThrow(expect.objectContaining({ code: 'HOME_IN_USE', parameters: { home: place.home, pid: process.pid, port: 4567 } }))
  })

  test('a store that is killed comes back at the same place with its data', async () => {
    await cypher(servers, `CREATE (:Kept {name: 'graph'})`)
    await sql(servers, `create table kept as select 'database' as name`)
    const killed = [place.processOf('neo4j'), place.processOf('postgres')].filter((own) => own !== undefined)
    expect(killed).toHaveLength(2)
    for (const own of killed) await stopProcess(own, [{ signal: 'SIGKILL', withinMs: 5_000 }])
    await expect.poll(() => place.said.filter((line) => line.includes('is back')).length, { timeout: 150_000 }).toBe(2)
    expect(await cypher(servers, 'MATCH (kept:Kept) RETURN kept.name AS name')).toEqual([{ name: 'graph' }])
    expect(await sql(servers, 'select name from kept')).toEqual([{ name: 'database' }])
  })

  test('stop ends both and releases the home', async () => {
    const running = [place.processOf('neo4j'), place.processOf('postgres')].filter((own) => own !== undefined)
    expect(running.map(isRunning)).toEqual([true, true])
    await servers.stop()
    await servers.stop()
    expect(running.map(isRunning)).toEqual([false, false])
    expect(readRunning(place.home)).toBeUndefined()
  })
})

test('a second start meets the same data at the same ports, or at another port when its own is taken', async () => {
  const before = { neo4j: readRun(join(place.home, 'neo4j'))?.port, postgres: readRun(join(place.home, 'postgres'))?.port }
  const holder = createServer()
  await new Promise<void>((resolve) => { holder.listen(before.postgres, '127.0.0.1', resolve) })
  const servers = await start()
  try {
    expect(await cypher(servers, 'MATCH (kept:Kept) RETURN kept.name AS name')).toEqual([{ name: 'graph' }])
    expect(await sql(servers, 'select name from kept')).toEqual([{ name: 'database' }])
    expect(servers.neo4j.uri).toBe(`bolt://127.0.0.1:${before.neo4j}`)
    expect(new URL(servers.database.url).port).not.toBe(String(before.postgres))
    expect(place.said.at(-1)).toMatch(`Port ${before.postgres} of PostgreSQL is taken`)
  } finally {
    await servers.stop()
    holder.close()
  }
})

test('a machine that went down leaves a stale process record and a postmaster.pid whose pid is another process now: both are cleared, and said', async () => {
  const gone = { pid: process.pid, born: 'another boot' }
  for (const store of ['neo4j', 'postgres']) {
    const run = readRun(join(place.home, store))
    if (run !== undefined) writeRun(join(place.home, store), { ...run, process: gone })
  }
  writeFileSync(join(place.home, 'postgres', 'data', 'postmaster.pid'), `${process.ppid}\n${join(place.home, 'postgres', 'data')}\n1\n5432\n\n127.0.0.1\n`)
  place.said.length = 0
  const servers = await start()
  try {
    expect(await sql(servers, 'select name from kept')).toEqual([{ name: 'database' }])
    expect(place.said.join('\n')).toMatch(/Neo4j was not stopped properly/)
    expect(place.said.join('\n')).toMatch(`Removed the stale postmaster.pid of process ${process.ppid}`)
  } finally {
    await servers.stop()
  }
})

test('a start that is interrupted stops what it had begun', async () => {
  const interrupt = new AbortController()
  const starting = startServers({ home: place.home, root, env: plainEnv(), log: place.log, memory: smallMemory, signal: interrupt.signal })
  await expect.poll(() => place.processOf('neo4j'), { timeout: 20_000, interval: 20 }).toBeDefined()
  const neo4j = place.processOf('neo4j')
  interrupt.abort(new Error('interrupted'))
  await expect(starting).rejects.toThrow('interrupted')
  expect(neo4j !== undefined && await waitUntilGone(neo4j, 0)).toBe(true)
  expect(place.processOf('postgres')).toBeUndefined()
  expect(readRunning(place.home)).toBeUndefined()
})

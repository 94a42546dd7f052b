import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readRunning } from '../../src/servers/home.ts'
import { isRunning, type OwnProcess, stopProcess } from '../../src/servers/own-process.ts'
import { readRun, writeRun } from '../../src/servers/run-record.ts'
import { startServers, type Servers } from '../../src/servers/start-servers.ts'
import { cypher, sql } from './ask-stores.ts'
import { plainEnv, root, smallMemory, temporaryHome } from './temporary-home.ts'

// Two starts a test, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const place = temporaryHome()
let parent: ChildProcess
let told: Servers

const firstLine = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('the parent has no output')
  for await (const line of createInterface(child.stdout)) return line
  throw new Error('the parent ended without a word')
}

const kill = (child: ChildProcess): Promise<void> => new Promise((resolve) => {
  child.once('exit', () => resolve())
  child.kill('SIGKILL')
})

const start = (): Promise<Servers> => startServers({ home: place.home, root, env: plainEnv(), log: place.log, memory: smallMemory })

const serversOf = (): { neo4j: OwnProcess; postgres: OwnProcess } => {
  const [neo4j, postgres] = [place.processOf('neo4j'), place.processOf('postgres')]
  if (neo4j === undefined || postgres === undefined) throw new Error('a server has no process on record')
  return { neo4j, postgres }
}

beforeEach(async () => {
  place.said.length = 0
  parent = spawn(process.execPath, [join(import.meta.dirname, 'start-and-hold.ts'), place.home], { env: plainEnv(), stdio: ['ignore', 'pipe', 'inherit'] })
  told = JSON.parse(await firstLine(parent)) as Servers
})
afterEach(async () => {
  if (parent.exitCode === null && parent.signalCode === null) await kill(parent)
})
afterAll(() => place.remove())

test('servers that outlive a killed parent are adopted by the next start and stopped with it', async () => {
  await sql(told, 'create table told (n int)')
  const left = serversOf()
  await kill(parent)
  const servers = await start()
  expect(servers).toMatchObject({ neo4j: told.neo4j, database: told.database, startedHere: { neo4j: true, postgres: true } })
  expect(serversOf()).toEqual(left)
  expect(await sql(servers, 'select count(*)::int as n from told')).toEqual([{ n: 0 }])
  expect(place.said.filter((line) => line.includes('adopting it'))).toHaveLength(2)
  expect(place.said.join('\n')).toMatch(`process ${parent.pid}, which held it since`)
  await servers.stop()
  expect([isRunning(left.neo4j), isRunning(left.postgres)]).toEqual([false, false])
})

test('a parent killed before it wrote down the pids leaves servers that are known by their command line', async () => {
  const left = serversOf()
  await kill(parent)
  for (const store of ['neo4j', 'postgres']) {
    const run = readRun(join(place.home, store))
    if (run !== undefined) writeRun(join(place.home, store), { port: run.port, recipe: run.recipe })
  }
  const servers = await start()
  expect(serversOf()).toEqual(left)
  await servers.stop()
  expect([isRunning(left.neo4j), isRunning(left.postgres)]).toEqual([false, false])
})

test('servers left with other settings are replaced, and a process that only shares a recorded pid is left alone', async () => {
  const left = serversOf()
  await kill(parent)
  await stopProcess(left.postgres, [{ signal: 'SIGKILL', withinMs: 5_000 }])
  const bystander = spawn('sleep', ['60'], { stdio: 'ignore' })
  const run = readRun(join(place.home, 'postgres'))
  if (run === undefined || bystander.pid === undefined) throw new Error('nothing to share a pid with')
  writeRun(join(place.home, 'postgres'), { ...run, process: { pid: bystander.pid, born: left.postgres.born } })
  const servers = await startServers({ home: place.home, root, env: plainEnv(), log: place.log, memory: { ...smallMemory, pageCacheMb: 65 } })
  expect(isRunning(left.neo4j)).toBe(false)
  expect(place.said.join('\n')).toMatch(`process ${left.neo4j.pid}) with other settings`)
  expect(place.said.join('\n')).toMatch(`process ${bystander.pid} is gone`)
  await servers.stop()
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
  bystander.kill('SIGKILL')
})

test('while a program holds a home a second start is refused and told its process and door; asked to end, it stops its servers', async () => {
  const left = serversOf()
  await expect.poll(() => readRunning(place.home)?.port).toBe(4321)
  await expect(start()).rejects.toMatchObject({ code: 'HOME_IN_USE', parameters: { pid: parent.pid, port: 4321 } })
  expect(await cypher(told, 'RETURN 1 AS one')).toEqual([{ one: 1 }])
  await new Promise<void>((resolve) => {
    parent.once('exit', () => resolve())
    parent.kill('SIGTERM')
  })
  expect([isRunning(left.neo4j), isRunning(left.postgres)]).toEqual([false, false])
  expect(readRunning(place.home)).toBeUndefined()
})

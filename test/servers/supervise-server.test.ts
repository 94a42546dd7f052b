import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../src/servers/free-port.ts'
import { isRunning, ownProcess, type OwnProcess } from '../../src/servers/own-process.ts'
import { findServer, readRun, writeRun } from '../../src/servers/run-record.ts'
import { superviseServer, type RunningServer } from '../../src/servers/supervise-server.ts'

/** A server as small as can be: it says on its port which folder it serves, after the time it is given, or ends when the port is taken. */
const PROGRAM = `const [folder, port, after] = process.argv.slice(1)
  setTimeout(() => require('node:http').createServer((_, answer) => answer.end(folder)).listen(Number(port), '127.0.0.1').on('error', () => process.exit(1)), Number(after))`

let place: string
let said: string[]
let children: ChildProcess[]
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'osl-supervise-'))
  said = []
  children = []
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(place, { recursive: true, force: true })
})

const spawnServer = (folder: string, port: number, afterMs = 0): OwnProcess => {
  const child = spawn(process.execPath, ['-e', PROGRAM, folder, String(port), String(afterMs)], { cwd: folder, stdio: 'ignore' })
  children.push(child)
  const own = ownProcess(child.pid ?? 0)
  if (own === undefined) throw new Error('no process to supervise')
  return own
}

const supervise = (folder: string, afterMs = 0): Promise<RunningServer> => superviseServer({
  name: 'A server', folder, marker: folder, recipe: 'one', log: (line) => void said.push(line),
  spawnAt: async (port) => spawnServer(folder, port, afterMs).pid,
  ask: async (port) => {
    try {
      const serves = await (await fetch(`http://127.0.0.1:${port}`)).text()
      return serves === folder ? { kind: 'answered', version: '' } : { kind: 'another', folder: serves }
    } catch (cause) {
      return { kind: 'unreachable', reason: '', cause }
    }
  },
  stopSteps: [{ signal: 'SIGKILL', withinMs: 5_000 }],
  portTaken: () => true,
  failure: (why) => new Error(why),
})

const folderOf = (name: string): string => {
  mkdirSync(join(place, name), { recursive: true })
  return join(place, name)
}

test("a copied record names another folder's server: it is neither adopted nor stopped, and its port is left to it", async () => {
  const [first, copy] = [folderOf('first'), folderOf('copy')]
  const served = await supervise(first)
  const own = readRun(first)?.process
  if (own === undefined) throw new Error('no process on record')
  cpSync(first, copy, { recursive: true })
  expect(findServer(readRun(copy), copy)).toBeUndefined()
  const other = await supervise(copy)
  expect(said).toEqual([expect.stringContaining(`of another home is on record here (process ${own.pid})`), expect.stringContaining(`Port ${served.port} of A server is taken`)])
  expect([other.adopted, other.port === served.port, isRunning(own), findServer(readRun(first), first)]).toEqual([false, false, true, own])
  await other.stop()
  expect(isRunning(own)).toBe(true)
  await served.stop()
})

test('two copies that start at once on the port they were copied with come to be two servers', async () => {
  const [first, copy] = [folderOf('first'), folderOf('copy')]
  const port = await freePort(undefined)
  writeRun(copy, { port, recipe: 'one' })
  const slow = supervise(copy, 500)
  spawnServer(first, port)
  const other = await slow
  expect(other.port).not.toBe(port)
  expect(await (await fetch(`http://127.0.0.1:${other.port}`)).text()).toBe(copy)
  await other.stop()
})

// Linux has a file that is a full disk.
const FULL = '/dev/full'
if (existsSync(FULL)) test('a disk that fills while a server runs hinders no stop; one that is full at the start is said and leaves no server', async () => {
  const folder = folderOf('full')
  const half = join(folder, `run.json.${process.pid}.tmp`)
  const served = await supervise(folder)
  const own = readRun(folder)?.process
  symlinkSync(FULL, half)
  await served.stop()
  expect([own !== undefined && isRunning(own), readdirSync(folder)]).toEqual([false, ['run.json']])
  expect(said).toEqual([expect.stringMatching(/^A server is stopped, and that could not be written down: .*ENOSPC/)])
  symlinkSync(FULL, half)
  await expect(supervise(folder)).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE', message: expect.stringContaining('ENOSPC') })
  expect(findServer(readRun(folder), folder)).toBeUndefined()
})

test('the server of a home that was moved while it ran is stopped, and one is started in its new place', async () => {
  const before = folderOf('before')
  await supervise(before)
  const own = readRun(before)?.process
  if (own === undefined) throw new Error('no process on record')
  const after = join(place, 'after')
  renameSync(before, after)
  const moved = await supervise(after)
  expect([isRunning(own), moved.adopted]).toEqual([false, false])
  expect(said[0]).toContain(`(process ${own.pid}) by another path`)
  await moved.stop()
})

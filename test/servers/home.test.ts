import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireHome, findHeldHere, readRunning } from '../../src/servers/home.ts'
import { passwordOf } from '../../src/servers/secrets.ts'

let folder: string
let home: string
let said: string[]
const log = (line: string): void => void said.push(line)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'osl-home-'))
  home = join(folder, 'world')
  said = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a home is held by one, found by others, and free again after release', () => {
  const held = acquireHome(home, log)
  expect(readRunning(home)).toMatchObject({ pid: process.pid, port: null })
  held.setDoor(4000)
  expect(readRunning(home)).toMatchObject({ pid: process.pid, port: 4000 })
  expect(() => acquireHome(home, log)).toThrow(/in use by process \d+, whose door is at http:\/\/127\.0\.0\.1:4000/)
  held.release()
  expect([readRunning(home), findHeldHere(home)]).toEqual([undefined, undefined])
  acquireHome(home, log).release()
  expect(said).toEqual([])
})

test('a home whose owner died is taken over, and said; a pid that is another process now does not save it', () => {
  acquireHome(home, log).release()
  writeFileSync(join(home, 'osl.json'), JSON.stringify({ pid: process.ppid, born: 'another boot', startedAt: '2026-11-01T00:00:00.000Z', port: 4000 }))
  expect(readRunning(home)).toBeUndefined()
  acquireHome(home, log).release()
  expect(said).toEqual([expect.stringContaining(`process ${process.ppid}, which held it since 2026-11-01T00:00:00.000Z, is gone`)])
})

test("a copy of a home is not held by the original's owner; a home that was moved still is", () => {
  const held = acquireHome(home, log)
  const [copy, moved] = [join(folder, 'copy'), join(folder, 'moved')]
  cpSync(home, copy, { recursive: true })
  expect(readRunning(copy)).toBeUndefined()
  acquireHome(copy, log).release()
  expect(said).toEqual([expect.stringContaining(`of process ${process.pid}, which holds the home that this is a copy of`)])
  renameSync(home, moved)
  expect(readRunning(moved)).toMatchObject({ pid: process.pid })
  expect(() => acquireHome(moved, log)).toThrow(expect.objectContaining({ code: 'HOME_IN_USE' }))
  held.release()
})

test('a record of an owner that cannot be read holds nobody out', () => {
  acquireHome(home, log).release()
  writeFileSync(join(home, 'osl.json'), '{"pid": 1')
  acquireHome(home, log).release()
  expect(said).toEqual([expect.stringContaining('cannot be read')])
})

test('of many that start at once over a dead owner exactly one gets the home', async () => {
  acquireHome(home, log).release()
  writeFileSync(join(home, 'osl.json'), JSON.stringify({ pid: process.pid, born: 'another boot', startedAt: '2026-11-01T00:00:00.000Z', port: null }))
  const script = `import { acquireHome } from ${JSON.stringify(join(import.meta.dirname, '../../src/servers/home.ts'))}
    try { acquireHome(${JSON.stringify(home)}, () => undefined); console.log('HELD'); process.stdin.resume() } catch (cause) { console.log(cause.code) }`
  const children = Array.from({ length: 4 }, () => spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }))
  const words = await Promise.all(children.map((child) => new Promise<string>((resolve) => { child.stdout.once('data', (data) => resolve(String(data).trim())) })))
  for (const child of children) child.stdin.end()
  expect(words.toSorted()).toEqual(['HELD', 'HOME_IN_USE', 'HOME_IN_USE', 'HOME_IN_USE'])
})

test('a home that cannot be made is refused by name', () => {
  writeFileSync(join(folder, 'file'), '')
  for (const place of [['file'], ['file', 'world']]) expect(() => acquireHome(join(folder, ...place), log)).toThrow(expect.objectContaining({ code: 'HOME_NOT_WRITABLE' }))
})

// Where nothing can be made, the kernel says the same as of a parent that is not there yet.
if (existsSync('/proc/self')) test('a home below a folder that makes none is refused by name, at once', () => {
  for (const place of ['/proc/osl', '/proc/osl/world']) expect(() => acquireHome(place, log)).toThrow(expect.objectContaining({ code: 'HOME_NOT_WRITABLE', parameters: expect.objectContaining({ home: place }) }))
})

// Linux has a file that is a full disk.
const FULL = '/dev/full'
if (existsSync(FULL)) test('a full disk is a refusal that says so, whoever writes, and leaves no half-written file', () => {
  mkdirSync(home)
  const isRefused = expect.objectContaining({ code: 'HOME_NOT_WRITABLE', message: expect.stringContaining('ENOSPC') })
  symlinkSync(FULL, join(home, `osl.json.${process.pid}.new`))
  expect(() => acquireHome(home, log)).toThrow(isRefused)
  symlinkSync(FULL, join(home, `secrets.json.${process.pid}.tmp`))
  expect(() => passwordOf(home, 'neo4j', false)).toThrow(isRefused)
  expect([readdirSync(home), findHeldHere(home)]).toEqual([[], undefined])
})

test('a generated password is kept for its owner alone; data without it is refused, and a damaged file is not overwritten', () => {
  acquireHome(home, log).release()
  const password = passwordOf(home, 'neo4j', false)
  expect(password).toMatch(/^[0-9a-f]{48}$/)
  expect(passwordOf(home, 'neo4j', true)).toBe(password)
  expect(passwordOf(home, 'postgres', false)).not.toBe(password)
  const file = join(home, 'secrets.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  rmSync(file)
  expect(() => passwordOf(home, 'neo4j', true)).toThrow(expect.objectContaining({ code: 'HOME_SECRETS_LOST' }))
  writeFileSync(file, '{')
  chmodSync(file, 0o600)
  expect(() => passwordOf(home, 'neo4j', false)).toThrow(expect.objectContaining({ code: 'HOME_FILE_DAMAGED' }))
})

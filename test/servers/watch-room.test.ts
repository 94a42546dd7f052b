import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runProgram } from '../../src/servers/run-program.ts'
import { roomIn, untilFull } from '../../src/servers/watch-room.ts'

/** Bytes left at one look after another; the last goes on. */
const looks = (...bytes: readonly number[]) => {
  let at = -1
  return { room: async () => bytes[Math.min((at += 1), bytes.length - 1)] ?? 0, count: () => at + 1 }
}
const MUCH = 1 << 30

test('a disk is full once it has had no room ten times in a row; room in between begins the count anew', async () => {
  const filled = looks(MUCH, 0, 0, MUCH, 4096)
  expect(await untilFull(filled.room, new AbortController().signal, 1)).toBe(true)
  expect(filled.count()).toBe(4 + 10)
})

test('a watch that is ended says that the disk was not full', async () => {
  const ended = new AbortController()
  const much = looks(MUCH)
  const watching = untilFull(async () => {
    if (much.count() === 20) ended.abort()
    return much.room()
  }, ended.signal, 1)
  expect(await watching).toBe(false)
  expect(await roomIn(tmpdir())).toBeGreaterThan(0)
})

test('a program that is ended has said what it had said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'osl-program-'))
  const hasSaid = join(folder, 'said')
  const script = `process.on('SIGTERM', () => undefined); console.log('so far'); require('node:fs').writeFileSync(process.argv[1], ''); setInterval(() => undefined, 1000)`
  let kill = (): void => undefined
  try {
    const running = runProgram({ command: process.execPath, args: ['-e', script, hasSaid], env: {}, killSignal: 'SIGKILL', onStarted: (end) => { kill = end } })
    await expect.poll(() => existsSync(hasSaid)).toBe(true)
    kill()
    expect(await running).toEqual({ exit: null, output: 'so far\n', missing: false })
  } finally {
    kill()
    rmSync(folder, { recursive: true, force: true })
  }
})

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { problem } from '../../src/problems/problem.ts'
import { within } from '../../src/problems/within.ts'

const late = () => problem('GRAPH_AWAY', { what: 'a test' })

it('what comes in time is passed on, a failure as it is', async () => {
  expect(await within(10_000, Promise.resolve(7), late)).toBe(7)
  await expect(within(10_000, Promise.reject(new Error('no')), late)).rejects.toThrow('no')
})

it('what never comes is a problem', async () => {
  await expect(within(5, new Promise(() => undefined), late)).rejects.toMatchObject({ code: 'GRAPH_AWAY' })
})

it('what fails later than that is nobody’s news', async () => {
  const unheard: unknown[] = []
  const hear = (reason: unknown): void => void unheard.push(reason)
  process.on('unhandledRejection', hear)
  try {
    await expect(within(5, pause(20).then(() => Promise.reject(new Error('too late'))), late)).rejects.toMatchObject({ code: 'GRAPH_AWAY' })
    await pause(40)
    expect(unheard).toEqual([])
  } finally {
    process.off('unhandledRejection', hear)
  }
})

it('a program that has nothing else to do does not live on for the limit', () => {
  const file = join(import.meta.dirname, '../../src/problems/within.ts')
  const { status, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', `import { within } from ${JSON.stringify(file)}; void within(600_000, new Promise(() => undefined), () => new Error('late'))`], { timeout: 60_000 })
  expect({ status, signal }).toEqual({ status: 0, signal: null })
})

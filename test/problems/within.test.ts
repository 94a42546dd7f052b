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

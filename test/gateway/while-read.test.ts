import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { whileRead } from '../../src/gateway/while-read.ts'

async function* three(): AsyncGenerator<number> {
  yield 1
  yield 2
  yield 3
}

test('a reader who comes back in time gets everything, however slowly, and nobody gives up', async () => {
  const given: number[] = []
  let gaveUp = 0
  for await (const one of whileRead(three(), 2_000, () => { gaveUp += 1 })) {
    await pause(5)
    given.push(one)
  }
  expect([given, gaveUp]).toEqual([[1, 2, 3], 0])
})

test('a reader who does not come back is given up on, one who leaves is not', async () => {
  const { promise: gaveUp, resolve } = Promise.withResolvers<string>()
  const reading = whileRead(three(), 20, () => resolve('given up'))
  expect(await reading.next()).toEqual({ value: 1, done: false })
  expect(await gaveUp).toBe('given up')
  let left = 0
  for await (const one of whileRead(three(), 20, () => { left += 1 })) if (one === 1) break
  await pause(60)
  expect(left).toBe(0)
})

import { expect, it } from 'vitest'
import { shareUnderWay } from '../../src/gateway/share-under-way.ts'

it('those who ask while a reading is under way share it, and who asks after it has ended reads anew, after a failure too', async () => {
  const readings: PromiseWithResolvers<string>[] = []
  const ask = shareUnderWay(() => {
    const reading = Promise.withResolvers<string>()
    readings.push(reading)
    return reading.promise
  })
  const [first, second] = [ask(), ask()]
  expect(readings).toHaveLength(1)
  readings[0]?.resolve('one')
  expect(await Promise.all([first, second])).toEqual(['one', 'one'])
  const third = ask()
  expect(readings).toHaveLength(2)
  readings[1]?.reject(new Error('away'))
  await expect(third).rejects.toThrow('away')
  const fourth = ask()
  readings[2]?.resolve('three')
  expect(await fourth).toBe('three')
})

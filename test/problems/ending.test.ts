import { expect, it } from 'vitest'
import { ending } from '../../src/problems/ending.ts'

const fail = (what: string) => () => Promise.reject(new Error(what))

it('ends what was used whether the work succeeds or fails, and tells the first failure', async () => {
  const ended: string[] = []
  const end = async (): Promise<void> => void ended.push('ended')
  expect(await ending(async () => 7, end)).toBe(7)
  await expect(ending(fail('work'), end)).rejects.toThrow('work')
  expect(ended).toEqual(['ended', 'ended'])
  await expect(ending(fail('work'), fail('end'))).rejects.toThrow('work')
  await expect(ending(async () => 7, fail('end'))).rejects.toThrow('end')
})

import { describe, expect, it } from 'vitest'
import { alternate, type Side } from '../../bench/alternate.ts'

const sideThat = (asked: string[], name: string, ask: Side['ask'] = () => Promise.resolve()): Side => ({
  ask: (item) => {
    asked.push(`${name}${item}`)
    return ask(item)
  },
  cpuMs: () => Promise.resolve(0),
})

describe('two sides measured in one run', () => {
  it('answer the same items, round by round, the side that begins changing', async () => {
    const asked: string[] = []
    await alternate(sideThat(asked, 'ours'), sideThat(asked, 'limit'), { items: 1, rounds: 2, connections: 1 })
    expect(asked).toEqual(['ours0', 'limit0', 'ours0', 'limit0', 'limit0', 'ours0'])
  })

  it('have as many questions under way as there are connections, and measure each item once a round', async () => {
    let underWay = 0
    let most = 0
    const side = sideThat([], '', async () => {
      underWay += 1
      most = Math.max(most, underWay)
      await new Promise((resolve) => setImmediate(resolve))
      underWay -= 1
    })
    const { ours, limit, ratios } = await alternate(side, side, { items: 10, rounds: 3, connections: 4 })
    expect(most).toBe(4)
    expect([ours.count, limit.count, ratios.length]).toEqual([30, 30, 3])
  })

  it('fail when a question fails', async () => {
    const failing: Side = { ask: () => Promise.reject(new Error('no answer')), cpuMs: () => Promise.resolve(0) }
    await expect(alternate(failing, failing, { items: 1, rounds: 1, connections: 1 })).rejects.toThrow('no answer')
  })
})

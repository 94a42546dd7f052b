import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { HotRow } from '../../src/gateway/hot-row.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import type { Asked } from '../../src/plan/asked.ts'
import { pagesTogether, type RowPlan } from '../../src/plan/page-plan.ts'
import { planRow } from '../../src/plan/plan-page.ts'
import { instant } from '../../src/vocabulary/instant.ts'

let model: Model
beforeAll(async () => {
  const loaded = await loadModel(join(import.meta.dirname, '..', '..', 'examples', 'bakery'))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  model = loaded.model
})

const pages = (count: number): readonly Asked[] => Array.from({ length: count }, (_, first) => ({ name: 'lines', arguments: { first: first + 1 }, below: [{ name: 'nodes', arguments: {}, below: [{ name: 'pieces', arguments: {}, below: [] }] }] }))
const rowOf = (count: number): RowPlan => {
  const type = model.types.get('Order')
  if (type === undefined) throw new Error('Order')
  return planRow({ model, at: instant(0), used: () => undefined, sealOf: String }, type, pages(count))
}
const together = (row: RowPlan): number => pagesTogether(row).length

describe('a row with twelve pages is read', () => {
  it('eight pages a statement, until the graph has planned it whole: it is asked to at the third question', async () => {
    const planned: RowPlan[] = []
    let ready = (): void => undefined
    const plan = (row: RowPlan): Promise<void> => {
      planned.push(row)
      return new Promise((resolve) => {
        ready = resolve
      })
    }
    const hot = new HotRow(rowOf(12), 1)
    expect([1, 2].map(() => together(hot.choose(plan)))).toEqual([8, 8])
    expect(planned).toEqual([])
    expect([3, 4].map(() => together(hot.choose(plan)))).toEqual([8, 8])
    expect(planned.map(together)).toEqual([12])
    ready()
    await Promise.resolve()
    expect([5, 6].map(() => hot.choose(plan))).toEqual([planned[0], planned[0]])
    expect(planned).toHaveLength(1)
  })

  it('as before when it could not be planned, which is tried again', async () => {
    let tries = 0
    const plan = async (): Promise<void> => {
      tries += 1
      if (tries === 1) throw new Error('away')
    }
    const hot = new HotRow(rowOf(12), 1)
    for (let asked = 0; asked < 3; asked += 1) hot.choose(plan)
    await new Promise(setImmediate)
    expect([together(hot.choose(plan)), tries]).toEqual([8, 1])
    for (let asked = 0; asked < 2; asked += 1) hot.choose(plan)
    await new Promise(setImmediate)
    expect([together(hot.choose(plan)), tries]).toEqual([12, 2])
  })
})

it('a row that one statement reads anyway is planned by whoever asks it', () => {
  const hot = new HotRow(rowOf(8), 1)
  for (let asked = 0; asked < 5; asked += 1) expect(together(hot.choose(() => Promise.reject(new Error('asked to plan'))))).toBe(8)
})

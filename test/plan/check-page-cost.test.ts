import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { schemaStatements } from '../../src/graph/apply-statements.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { checkPageCost, MOST_READ_UNINDEXED, pageCost } from '../../src/plan/check-page-cost.ts'
import type { Condition } from '../../src/plan/condition.ts'
import { indexedProperties } from '../../src/plan/indexed-properties.ts'
import type { PagePlan } from '../../src/plan/page-plan.ts'
import { planPage } from '../../src/plan/plan-page.ts'
import { instant } from '../../src/vocabulary/instant.ts'

let model: Model
beforeAll(async () => {
  const loaded = await loadModel(join(import.meta.dirname, '..', '..', 'examples', 'bakery'))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  model = loaded.model
})

const planOf = (where: unknown, orderBy?: unknown, asked = 'nodes'): PagePlan => {
  const type = model.types.get('Order')
  if (type === undefined) throw new Error('no Order')
  return planPage({ model, at: instant(Date.parse('2026-04-01T00:00:00Z')), used: () => undefined, sealOf: String }, { type, arguments: { where, orderBy }, asked: [{ name: asked, arguments: {}, below: [] }], nodes: [] })
}

/** A world of so many orders, of which so many satisfy whatever is counted. */
const check = (plan: PagePlan, size: number, satisfying = 0): Promise<void> => checkPageCost(model, plan, () => Promise.resolve(size), () => Promise.resolve(satisfying))

describe('a filter', () => {
  it.each([
    ['no condition', {}],
    ['an identifier', { slip: { eq: 'A-7' } }],
    ['the beginning of an identifier', { slip: { startsWith: 'A' } }],
    ['a range of times', { pickupAt: { gte: 1, lt: 2 } }],
    ['a verdict', { verdicts: { some: { definition: { eq: 'completed' }, outcome: { eq: 'MET' } } } }],
    ['a verdict in a domain', { verdicts: { some: { definition: { eq: 'completed' }, domain: { eq: 'finance' }, outcome: { eq: 'NOT_MET' } } } }],
    ['something indexed and something else', { slip: { in: ['A-7'] }, phone: { contains: '1' } }],
    ['something indexed somewhere in an and', { and: [{ not: { phone: { eq: '1' } } }, { lines: { none: {} } }, { id: { eq: 'Order/A-7' } }] }],
    ['a choice of what is indexed', { or: [{ slip: { eq: 'A-7' } }, { pickupAt: { gt: 5 } }] }],
  ])('by %s does not read every order', async (_, where) => {
    expect(pageCost(model, planOf(where))).toBe('bounded')
    await check(planOf(where), 1_000_000_000, 1_000_000_000)
  })

  it.each([
    ['a text without index', { phone: { eq: '1' } }],
    ['a part of an identifier', { slip: { contains: '7' } }],
    ['the opposite of something indexed', { slip: { ne: 'A-7' } }],
    ['what is absent', { slip: { isNull: true } }],
    ['related entities alone', { lines: { some: { pieces: { gt: 5 } } } }],
    ['a choice with one branch that is not indexed', { or: [{ slip: { eq: 'A-7' } }, { phone: { eq: '1' } }] }],
  ])('by %s reads every order, and is refused when there are too many', async (_, where) => {
    expect(pageCost(model, planOf(where))).toBe('filters')
    await check(planOf(where), MOST_READ_UNINDEXED)
    await expect(check(planOf(where), MOST_READ_UNINDEXED + 1)).rejects.toThrow(
      'would read all 200001 entities of type Order; at most 200000 are read so. Add a condition, joined by and, that has one (eq, in, gt, gte, lt, lte or startsWith): id, slip, pickupAt,',
    )
  })
})

describe('an order', () => {
  const slip = { slip: { startsWith: 'A' } }
  const condition: Condition = { kind: 'compare', property: 'slip', comparison: 'startsWith', value: 'A' }

  it.each([
    ['none', []],
    ['one key with an index', [{ field: 'PICKUP_AT', direction: 'DESC' }]],
    ['a verdict since', [{ verdict: { definition: 'completed', by: 'SINCE' } }]],
    ['ref', [{ field: 'ID' }]],
  ])('that is %s is an index\u2019s, whatever the filter that has one', async (_, orderBy) => {
    for (const where of [undefined, slip]) {
      expect(pageCost(model, planOf(where, orderBy))).toBe('bounded')
      await check(planOf(where, orderBy), 1_000_000_000, 1_000_000_000)
    }
  })

  it.each([
    ['a text without index', [{ field: 'PHONE' }]],
    ['a canonical state, whose place in the model is sorted by', [{ state: { domain: 'sales', by: 'CANONICAL' } }]],
    ['two keys', [{ field: 'PICKUP_AT' }, { field: 'SLIP' }]],
  ])('by %s sorts what an index of the filter leaves, and is refused when that is too many', async (_, orderBy) => {
    expect(pageCost(model, planOf(undefined, orderBy))).toBe('sorts')
    expect(pageCost(model, planOf(slip, orderBy))).toEqual(condition)
    expect(pageCost(model, planOf({ ...slip, phone: { contains: '1' } }, orderBy))).toEqual(condition)
    expect(pageCost(model, planOf({ phone: { contains: '1' } }, orderBy))).toBe('filters')
    await check(planOf(undefined, orderBy), MOST_READ_UNINDEXED)
    await check(planOf(slip, orderBy), MOST_READ_UNINDEXED + 1, MOST_READ_UNINDEXED)
    const refusal = 'more than 200000 entities of type Order would be read and sorted for one page. Sort by one key that has one, or by none, or narrow by where until no more than that are left. An index have: id, slip, pickupAt,'
    await expect(check(planOf(undefined, orderBy), MOST_READ_UNINDEXED + 1)).rejects.toThrow(refusal)
    await expect(check(planOf(slip, orderBy), MOST_READ_UNINDEXED + 1, MOST_READ_UNINDEXED + 1)).rejects.toThrow(refusal)
  })
})

describe('a number alone', () => {
  it('is told whatever order stands beside it, and refused by what its filter reads', async () => {
    const orderBy = [{ field: 'PHONE' }, { field: 'SLIP' }]
    for (const where of [undefined, { slip: { startsWith: 'A' } }]) {
      expect(pageCost(model, planOf(where, orderBy, 'totalCount'))).toBe('bounded')
      await check(planOf(where, orderBy, 'totalCount'), 1_000_000_000, 1_000_000_000)
    }
    await expect(check(planOf({ phone: { contains: '1' } }, orderBy, 'totalCount'), MOST_READ_UNINDEXED + 1)).rejects.toMatchObject({ code: 'FILTER_TOO_COSTLY' })
  })
})

describe('an index', () => {
  it('is told to have an index where the graph is given one', () => {
    for (const type of model.types.values()) {
      for (const { property } of indexedProperties(model, type)) {
        expect(schemaStatements(model).flat().some((statement) => statement.includes(`(entity:${type.name}) ON (entity.`) && statement.replaceAll('`', '').endsWith(`(entity.${property})`))).toBe(true)
      }
    }
  })
})

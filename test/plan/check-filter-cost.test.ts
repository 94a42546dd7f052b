import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { schemaStatements } from '../../src/graph/apply-statements.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { checkFilterCost, MOST_READ_UNINDEXED, readsAll } from '../../src/plan/check-filter-cost.ts'
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

const planOf = (where: unknown): PagePlan => {
  const type = model.types.get('Order')
  if (type === undefined) throw new Error('no Order')
  return planPage({ model, at: instant(Date.parse('2026-04-01T00:00:00Z')), used: () => undefined, sealOf: String }, { type, arguments: { where }, asked: [], nodes: [] })
}

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
  ])('by %s does not read every order', (_, where) => {
    expect(readsAll(model, planOf(where))).toBe(false)
    checkFilterCost(model, planOf(where), 1_000_000_000)
  })

  it.each([
    ['a text without index', { phone: { eq: '1' } }],
    ['a part of an identifier', { slip: { contains: '7' } }],
    ['the opposite of something indexed', { slip: { ne: 'A-7' } }],
    ['what is absent', { slip: { isNull: true } }],
    ['related entities alone', { lines: { some: { pieces: { gt: 5 } } } }],
    ['a choice with one branch that is not indexed', { or: [{ slip: { eq: 'A-7' } }, { phone: { eq: '1' } }] }],
  ])('by %s reads every order, and is refused when there are too many', (_, where) => {
    expect(readsAll(model, planOf(where))).toBe(true)
    checkFilterCost(model, planOf(where), MOST_READ_UNINDEXED)
    expect(() => checkFilterCost(model, planOf(where), MOST_READ_UNINDEXED + 1)).toThrow(
      'would read all 200001 entities of type Order; at most 200000 are read so. Add a condition, joined by and, that has one (eq, in, gt, gte, lt, lte or startsWith): id, slip, pickupAt,',
    )
  })

  it('is told to have an index where the graph is given one', () => {
    for (const type of model.types.values()) {
      for (const { property } of indexedProperties(model, type)) {
        expect(schemaStatements(model).flat().some((statement) => statement.includes(`(entity:${type.name}) ON (entity.`) && statement.replaceAll('`', '').endsWith(`(entity.${property})`))).toBe(true)
      }
    }
  })
})

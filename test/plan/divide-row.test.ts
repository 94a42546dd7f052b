import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import type { Asked } from '../../src/plan/asked.ts'
import { divideRow } from '../../src/plan/divide-row.ts'
import { pagesTogether, type PagePlan, type RowPlan } from '../../src/plan/page-plan.ts'
import { planRow } from '../../src/plan/plan-page.ts'
import { instant } from '../../src/vocabulary/instant.ts'

let model: Model
beforeAll(async () => {
  const loaded = await loadModel(join(import.meta.dirname, '..', '..', 'examples', 'bakery'))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  model = loaded.model
})

const field = (name: string, below: readonly Asked[] = [], given: Asked['arguments'] = {}): Asked => ({ name, arguments: given, below })
const nodes = (name: string, below: readonly Asked[], given: Asked['arguments'] = {}): Asked => field(name, [field('nodes', below)], given)
const rowOf = (asked: readonly Asked[]): RowPlan => {
  const type = model.types.get('Order')
  if (type === undefined) throw new Error('Order')
  return planRow({ model, at: instant(0), used: () => undefined, sealOf: String }, type, asked)
}
/** `lines(product order(payments))`: what comes with a row, and with that in turn. */
const drawn = (row: RowPlan): string => pagesTogether(row).map((page) => `${page.over?.field}${pagesTogether(page).length === 0 ? '' : `(${drawn(page)})`}`).join(' ')
/** Statements that the whole takes below its root: one for each page that has no place. */
const statements = (row: RowPlan): number => [...row.relations.values()].reduce((sum, page: PagePlan) => sum + (page.place === undefined ? 1 : 0) + statements(page), 0)

const LINES = nodes('lines', [field('pieces'), field('product', [field('name')])])

describe('a row is read with', () => {
  it('all that hangs on it, while that is little', () => {
    expect(drawn(divideRow(rowOf([field('slip'), LINES, nodes('payments', [field('amount')])]), 51))).toBe('lines(product) payments')
  })

  it('one page for aliases that ask the same, with the columns of both; two for different arguments', () => {
    const row = rowOf([nodes('lines', [field('pieces')], { first: 3 }), nodes('lines', [field('resolved')], { first: 3 }), nodes('lines', [], { first: 4 })])
    expect([...row.relations.values()].map(({ first, columns }) => [first, columns])).toEqual([[3, ['pieces', 'resolved']], [4, []]])
  })

  it('the same whatever the order of the question', () => {
    const pays = nodes('payments', [field('currency'), field('amount')])
    expect(rowOf([LINES, pays, field('slip')])).toEqual(rowOf([pays, field('slip'), LINES]))
  })

  it('no more than eight subqueries: the largest subtree goes to a statement of its own, whole', () => {
    const deep = nodes('lines', [field('product'), field('order', [nodes('payments', []), nodes('lines', [field('product'), field('order', [nodes('payments', [])])])])])
    const row = divideRow(rowOf([nodes('payments', [field('order', [nodes('payments', [])])]), deep]), 1)
    expect(drawn(row)).toBe('payments(order(payments))')
    const lines = [...row.relations.values()].find(({ over }) => over?.field === 'lines') as PagePlan
    expect(drawn(lines)).toBe('order(lines(order(payments) product) payments) product')
    expect(statements(row)).toBe(1)
  })

  it('nothing that its own limits let grow beyond all bounds', () => {
    const circle = (depth: number): readonly Asked[] => [nodes('lines', [field('order', depth === 0 ? [field('slip')] : circle(depth - 1))], { first: 1000 })]
    expect(drawn(divideRow(rowOf(circle(1)), 1))).toBe('lines(order)')
    expect(drawn(divideRow(rowOf(circle(0)), 1000))).toBe('')
    expect(drawn(divideRow(rowOf([LINES]), 10_000))).toBe('lines(product)')
    expect(drawn(divideRow(rowOf([LINES]), 100_000))).toBe('')
    expect(drawn(divideRow(rowOf([LINES]), Infinity))).toBe('')
  })

  it('counts and filters over relations, which are subqueries too', () => {
    const counted = field('lines', [field('totalCount'), field('nodes')], { where: { product: { some: { name: { eq: 'x' } } } } })
    // Rows and number, each with its filter: four; two such are eight, three are too many.
    const many = (...firsts: readonly number[]): RowPlan => divideRow(rowOf(firsts.map((first) => ({ ...counted, arguments: { ...counted.arguments, first } }))), 1)
    expect(statements(many(1, 2))).toBe(0)
    expect(statements(many(1, 2, 3))).toBe(1)
  })
})

import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileCount, compilePage, compileRelationCount, compileRelationPage } from '../../src/compile/compile-page.ts'
import { compileEntities } from '../../src/compile/compile-entities.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { EntityType, Relation } from '../../src/model/entity-type.ts'
import type { Model } from '../../src/model/model.ts'
import { encodeCursor } from '../../src/plan/cursor.ts'
import type { PagePlan, RowPlan } from '../../src/plan/page-plan.ts'
import { planOne, planPage, planRow } from '../../src/plan/plan-page.ts'
import { divideRow } from '../../src/plan/divide-row.ts'
import type { Asked } from '../../src/plan/asked.ts'
import type { WhereContext } from '../../src/plan/where.ts'
import { instant } from '../../src/vocabulary/instant.ts'

let model: Model
let context: WhereContext
beforeAll(async () => {
  const loaded = await loadModel(join(import.meta.dirname, '..', '..', 'examples', 'bakery'))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  model = loaded.model
  context = { model, at: instant(1_775_044_800_000), used: () => undefined, sealOf: String }
})

const type = (name: string): EntityType => {
  const found = model.types.get(name)
  if (found === undefined) throw new Error(name)
  return found
}
const relation = (owner: string, field: string): Relation => {
  const found = type(owner).relations.get(field)
  if (found === undefined) throw new Error(`${owner}.${field}`)
  return found
}
const field = (name: string) => ({ name, arguments: {}, below: [] })
const NODES = [field('nodes'), { ...field('pageInfo'), below: [field('endCursor')] }]

const page = (name: string, args: Record<string, unknown>, fields: readonly string[] = [], over?: Relation): PagePlan =>
  planPage(context, { type: type(name), ...(over === undefined ? {} : { over }), arguments: args, asked: NODES, nodes: fields.map(field) })

const rowOf = (name: string, columns: readonly string[]): RowPlan => ({ type: type(name), columns, relations: new Map() })

describe('a page of all orders', () => {
  it('is in the order of ref from the first page on, so that the index gives it', () => {
    expect(compilePage(page('Order', {}, ['slip', 'id']))).toEqual({
      name: 'page of Order',
      text: 'MATCH (order:Order)\nWHERE order.ref > $afterRef\nRETURN order.ref AS ref, order.slip AS slip\nORDER BY order.ref\nLIMIT $limit',
      parameters: { afterRef: '', limit: { whole: 51 } },
    })
  })

  it('has the same text whatever the values, and another page of it too', () => {
    const first = compilePage(page('Order', { first: 7, where: { slip: { eq: 'A-7' } } }))
    const second = compilePage({ ...page('Order', { first: 9, where: { slip: { eq: '`})//' } } }), after: { owner: null, values: [], ref: 'Order/A-7' } })
    expect(second.text).toBe(first.text)
    expect(second.parameters).toEqual({ afterRef: 'Order/A-7', slip: '`})//', limit: { whole: 10 } })
  })

  it('continues after absent and present values alike, absent last', () => {
    const sort = [{ field: 'PICKUP_AT', direction: 'DESC' }, { field: 'SLIP' }]
    const after = (values: readonly (string | number | null)[]): string => compilePage({ ...page('Order', { orderBy: sort }), after: { owner: null, values, ref: 'Order/A-7' } }).text
    expect(after([5, 'A-7'])).toContain('WHERE (order.pickupAt < $afterPickupAt OR order.pickupAt IS NULL OR (order.pickupAt = $afterPickupAt AND (order.slip > $afterSlip OR order.slip IS NULL OR (order.slip = $afterSlip AND order.ref > $afterRef))))')
    expect(after([null, 'A-7'])).toContain('WHERE (order.pickupAt IS NULL AND (order.slip > $afterSlip')
    expect(after([5, 'A-7'])).toContain('ORDER BY order.pickupAt IS NULL, order.pickupAt DESC, order.slip IS NULL, order.slip, order.ref')
  })

  it('is counted no further than asked under a filter', () => {
    expect(compileCount(page('Order', { where: { phone: { isNull: true } } }), 9).text).toBe('MATCH (order:Order)\nWHERE order.phone IS NULL\nWITH order\nLIMIT $most\nRETURN count(*) AS total')
  })

  it('is counted from the store alone when nothing is asked of them', () => {
    expect(compileCount(page('Order', {}), 9)).toEqual({ name: 'count of Order', text: 'MATCH (order:Order)\nRETURN count(*) AS total', parameters: {} })
  })
})

describe('a condition', () => {
  const where = (condition: unknown): string => compileCount(page('Order', { where: condition }), 9).text.split('\n')[1] ?? ''

  it('on related entities names them as the model does, each once', () => {
    expect(where({ lines: { some: { product: { some: { name: { eq: 'x' } } }, order: { some: { slip: { eq: 'y' } } } } } })).toBe(
      'WHERE EXISTS { MATCH (order)-[hasLine:HAS_LINE]->(orderLine:OrderLine) WHERE (hasLine.validFrom IS NULL OR hasLine.validFrom <= $now) AND (hasLine.validTo IS NULL OR hasLine.validTo > $now)'
      + ' AND (EXISTS { MATCH (orderLine)-[ofProduct:OF_PRODUCT]->(product:Product) WHERE (ofProduct.validFrom IS NULL OR ofProduct.validFrom <= $now) AND (ofProduct.validTo IS NULL OR ofProduct.validTo > $now) AND product.name = $name }'
      + ' AND EXISTS { MATCH (orderLine)<-[hasLine2:HAS_LINE]-(order2:Order) WHERE (hasLine2.validFrom IS NULL OR hasLine2.validFrom <= $now) AND (hasLine2.validTo IS NULL OR hasLine2.validTo > $now) AND order2.slip = $slip }) }',
    )
  })

  it('is wrapped against nulls only where it is negated', () => {
    expect(where({ slip: { eq: 'x' } })).toBe('WHERE order.slip = $slip')
    expect(where({ slip: { ne: 'x' } })).toBe('WHERE NOT coalesce(order.slip = $slip, false)')
    expect(where({ slip: { isNull: false } })).toBe('WHERE order.slip IS NOT NULL')
  })

  it('of nothing is true of all, a choice of nothing true of none', () => {
    expect(where({})).toBe('WHERE true')
    expect(where({ or: [] })).toBe('WHERE false')
  })

  it('compares decimals by number', () => {
    expect(compileCount(page('Payment', { where: { amount: { gte: 31.5 } } }), 9)).toMatchObject({ text: expect.stringContaining('payment.`amount.number` >= $amountNumber'), parameters: { amountNumber: 31.5, most: { whole: 10 } } })
  })

  it('on verdicts is one of the model’s properties', () => {
    expect(where({ verdicts: { some: { definition: { eq: 'completed' }, outcome: { eq: 'MET' } } } }))
      .toBe('WHERE (order.`verdict.completed.1.outcome` IS NOT NULL AND order.`verdict.completed.1.outcome` = $verdictCompleted1Outcome)')
    expect(where({ verdicts: { some: { definition: { eq: 'completed' }, domain: { eq: 'finance' }, since: { lt: 5 } } } }))
      .toBe('WHERE (order.`verdict.completed.1.finance.outcome` IS NOT NULL AND order.`verdict.completed.1.finance.since` < $verdictCompleted1FinanceSince)')
  })
})

describe('a page over a relation', () => {
  it('is one statement for all owners, parallel links of several sources one row', () => {
    const statement = compileRelationPage(page('OrderLine', { first: 2, orderBy: [{ field: 'STATE_CANONICAL', direction: 'DESC' }] }, ['pieces'], relation('Order', 'lines')), ['Order/A-7', 'Order/A-8'], 1000)
    expect(statement.name).toBe('Order.lines')
    expect(statement.text).toBe([
      'UNWIND $refs AS ref',
      'MATCH (order:Order {ref: ref})',
      'CALL (order) {',
      '  MATCH (order)-[hasLine:HAS_LINE]->(orderLine:OrderLine)',
      '  WHERE (hasLine.validFrom IS NULL OR hasLine.validFrom <= $now) AND (hasLine.validTo IS NULL OR hasLine.validTo > $now)',
      '  WITH DISTINCT orderLine',
      '  RETURN orderLine ORDER BY $ranks[orderLine.`state.canonical`] IS NULL, $ranks[orderLine.`state.canonical`] DESC, orderLine.ref',
      '  LIMIT $limit',
      '}',
      'RETURN ref AS owner, orderLine.ref AS ref, orderLine.pieces AS pieces, $ranks[orderLine.`state.canonical`] AS `sort.1`',
      'LIMIT $mostRows',
    ].join('\n'))
    expect(statement.parameters).toEqual({ refs: ['Order/A-7', 'Order/A-8'], now: 1_775_044_800_000, ranks: { PLANNED: 0, IN_PROGRESS: 1, DONE: 2, CANCELLED: 3 }, limit: { whole: 3 }, mostRows: { whole: 1000 } })
  })

  it('follows the way the relation is stored', () => {
    expect(compileRelationPage(page('Payment', {}, [], relation('Order', 'payments')), [], 1).text).toContain('MATCH (order)<-[pays:PAYS]-(payment:Payment)')
  })

  it('to one is the one linked latest', () => {
    expect(compileRelationPage(planOne(context, relation('OrderLine', 'order'), []), ['OrderLine/A-7-1'], 9).text).toContain('WITH order, max(coalesce(hasLine.validFrom, 0)) AS linkedAt\n  RETURN order ORDER BY linkedAt DESC, order.ref\n  LIMIT $limit')
  })

  it('is counted for all owners at once', () => {
    expect(compileRelationCount(page('OrderLine', {}, [], relation('Order', 'lines')), ['Order/A-7'], 9).text).toContain('COUNT { MATCH (order)-[hasLine:HAS_LINE]->(orderLine:OrderLine) WHERE')
  })
})

it('entities of several types are one statement, a branch a type', () => {
  expect(compileEntities([{ row: rowOf('Order', ['slip']), refs: ['Order/A-7'] }, { row: rowOf('Payment', ['amount', 'state.local']), refs: ['Payment/V1'] }], context.at)).toEqual({
    name: 'entities of Order, Payment',
    text: [
      'UNWIND $orderRefs AS ref', 'MATCH (order:Order {ref: ref})', 'RETURN order.ref AS ref, [order.slip] AS columns', 'UNION ALL',
      'UNWIND $paymentRefs AS ref', 'MATCH (payment:Payment {ref: ref})', 'RETURN payment.ref AS ref, [payment.amount, payment.`state.local`] AS columns',
    ].join('\n'),
    parameters: { orderRefs: ['Order/A-7'], paymentRefs: ['Payment/V1'] },
  })
})

describe('what hangs on a row', () => {
  const asked = (name: string, below: readonly Asked[] = [], given: Asked['arguments'] = {}): Asked => ({ name, arguments: given, below })
  const VALID = (link: string): string => `WHERE (${link}.validFrom IS NULL OR ${link}.validFrom <= $now) AND (${link}.validTo IS NULL OR ${link}.validTo > $now)`

  it('is in its statement, every variable new along the path, and the page limited before anything is read below it', () => {
    const lines = asked('lines', [asked('totalCount'), asked('edges', [asked('quantities'), asked('node', [asked('pieces'), asked('order', [asked('slip')])])])], { first: 3 })
    const statement = compileEntities([{ row: divideRow(planRow(context, type('Order'), [asked('slip'), lines]), 1), refs: ['Order/A-7'] }], context.at)
    expect(statement.text).toBe([
      'UNWIND $orderRefs AS ref', 'MATCH (order:Order {ref: ref})', 'RETURN order.ref AS ref, [',
      '  order.slip,',
      '  COLLECT {',
      '    MATCH (order)-[hasLine:HAS_LINE]->(orderLine:OrderLine)', `    ${VALID('hasLine')}`,
      '    WITH DISTINCT orderLine', '    ORDER BY orderLine.ref LIMIT $limit',
      '    RETURN [', '      orderLine.ref,', '      orderLine.pieces,',
      '      COLLECT {', '        MATCH (order)-[hasLine2:HAS_LINE]->(orderLine)', `        ${VALID('hasLine2')}`, '        RETURN properties(hasLine2)', '      },',
      '      COLLECT {', '        MATCH (orderLine)<-[hasLine3:HAS_LINE]-(order2:Order)', `        ${VALID('hasLine3')}`,
      '        WITH order2, coalesce(hasLine3.validFrom, 0) AS linkedAt', '        ORDER BY linkedAt DESC, order2.ref LIMIT 1',
      '        RETURN [order2.ref, order2.slip]', '      }', '    ]', '  },',
      '  COUNT {', '    MATCH (order)-[hasLine4:HAS_LINE]->(orderLine2:OrderLine)', `    ${VALID('hasLine4')}`, '    RETURN DISTINCT orderLine2 LIMIT $most', '  }',
      '] AS columns',
    ].join('\n'))
    expect(statement.parameters).toEqual({ orderRefs: ['Order/A-7'], now: 1_775_044_800_000, limit: { whole: 4 }, most: { whole: 100_001 } })
  })

  it('is read of the rows of a page that its limit leaves', () => {
    const plan = planPage(context, { type: type('Order'), arguments: {}, asked: NODES, nodes: [asked('lines', [asked('nodes')])] })
    expect(compilePage(divideRow(plan, 51)).text).toContain('WITH order\nORDER BY order.ref\nLIMIT $limit2\nRETURN order.ref AS ref, [\n  COLLECT {')
  })

  it('continues after a cursor, and its number does not', () => {
    const after = encodeCursor(context.sealOf(['Order.lines', null, []]), { owner: 'Order/A-7', values: [], ref: 'OrderLine/A-7-1' })
    const row = divideRow(planRow(context, type('Order'), [asked('lines', [asked('nodes'), asked('totalCount')], { after })]), 1)
    const { text } = compileEntities([{ row, refs: [] }], context.at)
    expect(text.match(/orderLine\d*\.ref > \$afterRef/g)).toEqual(['orderLine.ref > $afterRef'])
  })
})

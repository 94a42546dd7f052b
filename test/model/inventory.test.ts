import { describe, expect, it } from 'vitest'
import { inventory, renderInventory, type InventoryRow } from '../../src/model/inventory.ts'
import { loadModel } from '../../src/model/load-model.ts'
import { renderStateInventory, stateInventory, type StateRow } from '../../src/model/state-inventory.ts'
import { renderProblems } from '../../src/model/render-problems.ts'
import { problemsOf, withBakery, type Edits } from './broken-bakery.ts'

const inventoryOf = (edits: Edits): Promise<readonly InventoryRow[]> =>
  withBakery(edits, async (folder) => {
    const loaded = await loadModel(folder)
    if (!loaded.ok) throw new Error(renderProblems(loaded.problems))
    return inventory(loaded.model)
  })

describe('the inventory', () => {
  it('has every attribute of the bakery with its kind, class and the sources that set it', async () => {
    const rows = await inventoryOf({})
    expect(rows.map((row) => [row.domain, row.type, row.field, row.kind, row.valueType, row.classification, row.sources.join()])).toEqual([
      ['finance', 'Payment', 'voucher', 'identifier', 'String', null, 'ledger'],
      ['finance', 'Payment', 'amount', 'attribute', 'Decimal', null, 'ledger'],
      ['finance', 'Payment', 'currency', 'attribute', 'String', null, 'ledger'],
      // The ledger tells slips too, by the link that goes by one.
      ['sales', 'Order', 'slip', 'identifier', 'String', null, 'ledger,till'],
      ['sales', 'Order', 'phone', 'attribute', 'String', 'PII', 'till'],
      ['sales', 'Order', 'pickupAt', 'attribute', 'DateTime', null, 'till'],
      ['sales', 'OrderLine', 'pieces', 'attribute', 'Int', null, 'till'],
      ['sales', 'Product', 'name', 'attribute', 'String', null, 'till'],
    ])
  })

  it('tells tracked attributes, units, classes of whole types, quantities of links and what nobody sets', async () => {
    const rows = await inventoryOf({
      'domains/sales/entities.graphql': [['name: String', 'name: String @tracked\n  weight: Decimal @unit(is: "g")'], ['@role(is: PRODUCT)', '@role(is: PRODUCT) @classified(as: PUBLIC)']],
      'domains/sales/sources/till.yaml': [['field: order, key: record.slip', 'field: order, key: record.slip, set: { trays: int(record.pieces) / 10 }']],
    })
    expect(rows.filter((row) => row.type === 'Product')).toEqual([
      { type: 'Product', field: 'name', kind: 'tracked', valueType: 'String', classification: 'PUBLIC', domain: 'sales', sources: ['till'] },
      { type: 'Product', field: 'weight', kind: 'attribute', valueType: 'Decimal', unit: 'g', classification: 'PUBLIC', domain: 'sales', sources: [] },
    ])
    expect(rows.at(-1)).toEqual({ type: 'Order HAS_LINE OrderLine', field: 'trays', kind: 'quantity', valueType: 'number', classification: null, domain: 'sales', sources: ['till'] })
  })

  it('names for what is kept along a path every source that states a link on it or the value at its end', async () => {
    const rows = await inventoryOf({
      'domains/finance/entities.graphql': [['currency: String!', 'currency: String!\n  articles: [Product!]! @kept(path: "order.lines.product")\n  names: [String!]! @kept(path: "order.lines.product.name")\n  paidFor: [Order!]! @kept(path: "order")']],
    })
    // The ledger says which order is paid; lines and articles are the till's.
    expect(rows.filter((row) => row.kind === 'kept').map((row) => [row.type, row.field, row.valueType, row.sources])).toEqual([
      ['Payment', 'articles', '[Product]', ['ledger', 'till']], ['Payment', 'names', '[String]', ['ledger', 'till']], ['Payment', 'paidFor', '[Order]', ['ledger']],
    ])
  })

  it('prints as a table with a count', async () => {
    const lines = renderInventory(await inventoryOf({})).split('\n')
    expect(lines[0]).toMatch(/^domain +type +field +kind +value +classification +sources$/)
    expect(lines[5]).toMatch(/^sales +Order +phone +attribute +String +PII +till$/)
    expect(lines.at(-1)).toBe('8 attributes, 7 without a classification.')
  })
})

describe('the inventory of states', () => {
  const statesOf = (edits: Edits): Promise<readonly StateRow[]> =>
    withBakery(edits, async (folder) => {
      const loaded = await loadModel(folder)
      if (!loaded.ok) throw new Error(renderProblems(loaded.problems))
      return stateInventory(loaded.model)
    })
  const edits: Edits = { 'domains/sales/states.yaml': [['canonical: IN_PROGRESS', 'standardEvent: PRODUCED, responsible: till, canonical: IN_PROGRESS']] }

  it('has every state with what it means, how long it should last and who answers for it', async () => {
    const rows = await statesOf(edits)
    expect(rows.map(({ type, field }) => `${type} ${field}`)).toEqual(['Payment PROMISED', 'Payment BOOKED', 'Payment CANCELLED', 'OrderLine ORDERED', 'OrderLine BAKED', 'OrderLine HANDED_OVER', 'OrderLine CANCELLED'])
    expect(rows[4]).toEqual({ kind: 'state', type: 'OrderLine', field: 'BAKED', domain: 'sales', canonical: 'IN_PROGRESS', standardEvent: 'PRODUCED', expected: 'PT6H', terminal: false, responsible: 'till', sources: ['till'] })
    expect(rows[1]).toEqual({ kind: 'state', type: 'Payment', field: 'BOOKED', domain: 'finance', canonical: 'DONE', standardEvent: null, expected: null, terminal: true, responsible: null, sources: ['ledger'] })
  })

  it('prints as a table with a count', async () => {
    const lines = renderStateInventory(await statesOf(edits)).split('\n')
    expect(lines[0]).toMatch(/^domain +type +state +canonical +standard event +expected +responsible +sources$/)
    expect(lines[5]).toMatch(/^sales +OrderLine +BAKED +IN_PROGRESS +PRODUCED +PT6H +till +till$/)
    expect(lines.at(-1)).toBe('7 states, 6 that no source answers for; standard events: 1.')
  })
})

describe('problems in a terminal', () => {
  it('are written one a line, as compilers write them', async () => {
    const text = renderProblems(await problemsOf({ 'model.yaml': [['leaveOut', 'leaveout']], 'domains/sales/sources/till.yaml': [['field: product', 'field: produkt']] }))
    expect(text).toBe([
      "domains/sales/sources/till.yaml:21:18 UNKNOWN_FIELD Type 'OrderLine' has no relation 'produkt'. Nearest: product.",
      "model.yaml:6:1 UNKNOWN_KEY There is no key 'leaveout' in this file. Nearest: leaveOut. Known: model, version, timezone, canonicalStates, leaveOut.",
      '',
      '2 problems in 2 files.',
    ].join('\n'))
  })
})

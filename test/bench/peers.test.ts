import { Neo4jGraphQL } from '@neo4j/graphql'
import { isObjectType, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { comparable, firstDifference } from '../../bench/peers/comparable.ts'
import { inDoorsForm } from '../../bench/peers/generated-form.ts'
import { rowsOfLots, rowsOfUnits } from '../../bench/peers/traced-rows.ts'
import { typeDefinitions } from '../../bench/peers/type-definitions.ts'
import { loadCheckedModel } from '../../src/cli/load-checked-model.ts'
import { BAKERY } from '../model/broken-bakery.ts'

const TO_ONE = new Set(['product'])

describe('answers of two servers to the same question', () => {
  it('are equal when only their form differs: connections, plain lists, order, doubles, text and number for a time', () => {
    const door = { at: '2024-04-06T16:15:51Z', product: { name: 'P' }, lines: { totalCount: 2, nodes: [{ position: 1 }, { position: 2 }] }, shipments: { edges: [{ quantities: { pieces: 3 }, node: { number: 'S' } }] } }
    const handWritten = { at: '2024-04-06T16:15:51.000Z', product: { name: 'P' }, lines: [{ position: 2 }, { position: 1 }], shipments: [{ number: 'S', pieces: 3 }] }
    const generated = { at: 1_712_420_151_000, product: { edges: [{ node: { name: 'P' } }] }, lines: { edges: [{ node: { position: 1 } }, { node: { position: 2 } }, { node: { position: 1 } }] }, shipments: { edges: [{ properties: { pieces: 3 }, node: { number: 'S' } }] } }
    expect(firstDifference(comparable(door, TO_ONE), comparable(handWritten, TO_ONE))).toBeUndefined()
    expect(firstDifference(comparable(door, TO_ONE), comparable(generated, TO_ONE))).toBeUndefined()
  })

  it('differ by a value, a missing row, and a second thing where there may be one; the place is named', () => {
    const answer = comparable({ lines: [{ position: 1, product: { name: 'P' } }] }, TO_ONE)
    const against = (lines: unknown): string | undefined => firstDifference(answer, comparable({ lines }, TO_ONE))
    expect(against([{ position: 2, product: { name: 'P' } }])).toBe('answer.lines.0.position: 1 against 2')
    expect(against([])).toBe('answer.lines.0: {"position":1,"product":{"name":"P"}} against null')
    expect(against([{ position: 1, product: [{ name: 'P' }, { name: 'Q' }] }])).toMatch(/^answer\.lines\.0\.product/)
  })

  it('tell a number from its digits', () => {
    expect(firstDifference(comparable({ pieces: 1 }, TO_ONE), comparable({ pieces: '1' }, TO_ONE))).toBe('answer.pieces: 1 against "1"')
  })
})

describe('an answer of @neo4j/graphql in the door\'s form', () => {
  it('has the states of the domains that have spoken, and the verdict with its domains', () => {
    expect(inDoorsForm({
      state_local: 'OPEN', states_crm_local: 'WON', states_crm_settled: true, states_mes_local: null, states_mes_settled: null, states_plm_local: null, states_plm_present: false,
      verdict_completed_1_outcome: 'MET', verdict_completed_1_skewHours: 3, verdict_completed_1_sales_outcome: 'MET', verdict_completed_1_sales_missing: null,
    })).toEqual({
      state: { local: 'OPEN' },
      states: [{ domain: 'crm', local: 'WON', settled: true }, { domain: 'plm', local: null }],
      verdict: { unified: 'MET', skewHours: 3, domains: [{ domain: 'sales', outcome: 'MET', missing: [] }] },
    })
  })
})

describe('a traced lot', () => {
  const rows = [
    { city: 'Ulm', hospital: 'H', lot: 'L1', order: 'O1', patient: 'P1', performedAt: 5, serial: 'U1' },
    { city: null, hospital: null, lot: 'L2', order: null, patient: null, performedAt: null, serial: 'U2' },
  ]
  const used = { serial: 'U1', line: { order: { number: 'O1' } }, shipments: [{ consignee: { name: 'H', city: 'Ulm' } }], procedures: [{ performedAt: 5, patient: { pseudonym: 'P1' } }] }
  const unused = { serial: 'U2', line: null, shipments: [], procedures: [] }

  it('is a row for each device, consignee and use, whether its devices are listed or nested in lots', () => {
    expect(rowsOfUnits([
      { serial: 'U1', lots: [{ key: 'L1' }], belongsTo: [{ key: 'O1' }], consignees: [{ name: 'H', city: 'Ulm' }], usedAt: [5], subjects: [{ key: 'P1' }] },
      { serial: 'U2', lots: [{ key: 'L2' }], belongsTo: [], consignees: [], usedAt: [], subjects: [] },
    ])).toEqual(rows)
    expect(rowsOfLots([{ number: 'L1', units: [used], madeInto: [{ number: 'L2', units: [unused] }] }])).toEqual(rows)
  })
})

describe('type definitions for @neo4j/graphql, of the bakery', () => {
  it('are taken by it, and ask for what the graph holds: attributes, states, verdicts and links both ways', async () => {
    const schema = await new Neo4jGraphQL({ typeDefs: parse(typeDefinitions(await loadCheckedModel(BAKERY))) }).getSchema()
    const fieldsOf = (name: string): string => {
      const type = schema.getType(name)
      return isObjectType(type) ? Object.values(type.getFields()).map((field) => `${field.name}: ${String(field.type)}`).join('\n') : ''
    }
    expect(fieldsOf('OrderLine')).toContain('ref: String!\npieces: Int\nstate_local: String')
    expect(fieldsOf('OrderLine')).toContain('productConnection: ')
    expect(fieldsOf('Order')).toContain('pickupAt: Float\nverdict_completed_1_outcome: String')
    expect(fieldsOf('Order')).toContain('verdict_completed_1_finance_missing: [String!]')
    expect(fieldsOf('Order')).toContain('payments: [Payment!]!')
    expect(fieldsOf('Query')).toContain('orders: [Order!]!')
    expect(schema.getMutationType()).toBeUndefined()
  })
})

import { buildASTSchema, concatAST, Kind, parse, visit, type DocumentNode } from 'graphql'
import { validateSDL } from 'graphql/validation/validate.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { readCoreSdl, readModelSdl } from '../../src/model/sdl.ts'
import { BAKERY, withBakery } from './broken-bakery.ts'

/** What the gateway makes of a model, in its barest form. */
const generated = parse('input OrderWhere { and: [OrderWhere!] } enum OrderSortField { ID } input OrderSort { field: OrderSortField! } type OrderConnection { totalCount: Int! }')

describe('the core SDL', () => {
  let core: DocumentNode
  beforeAll(async () => {
    core = await readCoreSdl()
  })

  it('describes every type, field, argument and value', () => {
    const bare: string[] = []
    const note = (node: { readonly name: { readonly value: string }; readonly description?: unknown }): void => {
      if (node.description === undefined) bare.push(node.name.value)
    }
    visit(core, {
      ObjectTypeDefinition: note, InterfaceTypeDefinition: note, EnumTypeDefinition: note, ScalarTypeDefinition: note, DirectiveDefinition: note,
      FieldDefinition: note, InputValueDefinition: note, EnumValueDefinition: note,
    })
    expect(bare).toEqual([])
  })

  it('is a schema together with an order type and what is generated for it', () => {
    const order = parse('type Order { id: ID! }')
    const whole = concatAST([core, generated, order])
    expect(validateSDL(whole).map(({ message }) => message)).toEqual([])
    const query = buildASTSchema(whole).getQueryType()?.getFields() ?? {}
    expect(Object.keys(query).sort()).toEqual(['arbitration', 'commonCauses', 'conflicts', 'definition', 'definitions', 'derivations', 'disagreements', 'entities', 'entity', 'explainChange', 'explainLink', 'lineage', 'node', 'order', 'orders', 'proposals', 'recall', 'recalls', 'rehearsal', 'rejects', 'stateGraph', 'translation', 'translations', 'unknownSpellings'])
    expect(Object.entries(query).filter(([, field]) => field.args.some(({ name }) => name === 'asOf')).map(([name]) => name)).toEqual(['order', 'orders', 'disagreements', 'stateGraph', 'entity', 'lineage', 'explainLink'])
  })
})

describe('the SDL of a folder', () => {
  it('keeps descriptions and applied directives', async () => {
    const { entities } = await readModelSdl(BAKERY)
    const order = entities.definitions.find((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Order')
    expect(order?.kind === Kind.OBJECT_TYPE_DEFINITION ? [order.description?.value, order.directives?.map(({ name }) => name.value)] : []).toEqual(['A cake or a tray of rolls that a customer asked for.', ['entity', 'role']])
  })

  it('has extensions folded into what they extend', async () => {
    const edits = { 'domains/finance/more.graphql': 'extend type Order { payer: String }\nextend enum Size { LARGE }\nenum Size { SMALL }\n' }
    const { entities } = await withBakery(edits, (folder) => readModelSdl(folder))
    const fields = entities.definitions.flatMap((node) => (node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Order' ? (node.fields ?? []).map(({ name }) => name.value) : []))
    const values = entities.definitions.flatMap((node) => (node.kind === Kind.ENUM_TYPE_DEFINITION ? (node.values ?? []).map(({ name }) => name.value) : []))
    expect([fields.at(-1), values]).toEqual(['payer', ['SMALL', 'LARGE']])
    expect(entities.definitions.filter(({ kind }) => kind.endsWith('Extension'))).toEqual([])
  })
})

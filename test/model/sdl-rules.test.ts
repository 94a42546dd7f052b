import { describe, expect, it } from 'vitest'
import { placesOf, problemsOf, type Edits } from './broken-bakery.ts'

const SALES = 'domains/sales/entities.graphql'
const FINANCE = 'domains/finance/entities.graphql'

/** What is broken, how, and the one problem that is said of it: code file:line:column. */
const cases: readonly (readonly [title: string, edits: Edits, ...expected: string[]])[] = [
  ['SDL that does not parse', { [FINANCE]: [['amount: Decimal!', 'amount Decimal!']] }, `SDL_SYNTAX ${FINANCE}:3:10`],
  ['an unknown type', { [FINANCE]: [['amount: Decimal!', 'amount: Decimel!']] }, `UNKNOWN_TYPE ${FINANCE}:3:11`],
  ['an unknown directive', { [SALES]: [['@classified(as: PII)', '@clasified(as: PII)']] }, `UNKNOWN_DIRECTIVE ${SALES}:5:17`],
  ['a directive where it may not stand', { [SALES]: [['phone: String @classified(as: PII)', 'phone: String @entity(domain: "sales")']] }, `SDL_INVALID ${SALES}:5:17`],
  ['an unknown argument of a directive', { [SALES]: [['direction: OUT, lineage', 'direction: OUT, linage: DOWNSTREAM, lineage']] }, `UNKNOWN_ARGUMENT ${SALES}:7:68`],
  ['a missing argument of a directive', { [SALES]: [['@classified(as: PII)', '@classified']] }, `MISSING_ARGUMENT ${SALES}:5:17`],
  ['a wrong argument of a directive', { [SALES]: [['@classified(as: PII)', '@classified(as: PRIVATE)']] }, `WRONG_ARGUMENT ${SALES}:5:33`],
  ['a field declared twice', { [SALES]: [['  pickupAt: DateTime', '  phone: String']] }, `SDL_INVALID ${SALES}:6:3`],
  ['a type declared twice', { [FINANCE]: [['type Payment', 'type Product implements Entity @entity(domain: "finance") { a: Int }\ntype Payment']] }, `SDL_INVALID ${SALES}:17:6`],
  ['an input type', { [FINANCE]: [['type Payment', 'input Wanted { a: Int }\ntype Payment']] }, `SDL_KIND ${FINANCE}:1:7`],
  ['a type without @entity', { [SALES]: [['type Product implements Entity @entity(domain: "sales")', 'type Product implements Entity']] }, `ENTITY_MISSING ${SALES}:17:6`],
  ['an entity that does not implement Entity', { [SALES]: [['type Product implements Entity', 'type Product']] }, `INTERFACE_MISSING ${SALES}:17:6`],
  ['a domain other than the folder’s', { [FINANCE]: [['domain: "finance"', 'domain: "sales"']] }, `DOMAIN_MISMATCH ${FINANCE}:1:32`],
  ['a core type’s name', { [SALES]: [['type Product ', 'type Claim '], ['product: Product', 'product: Claim']], 'domains/sales/sources/till.yaml': [['entity: Product', 'entity: Claim']] }, `RESERVED_TYPE ${SALES}:17:6`],
  ['a name that the kernel generates', { [SALES]: [['type Product ', 'type ProductSort '], ['product: Product', 'product: ProductSort']], 'domains/sales/sources/till.yaml': [['entity: Product', 'entity: ProductSort']] }, `RESERVED_TYPE ${SALES}:17:6`],
  ['a name that filters generate', { [SALES]: [['type Product ', 'type ProductFilter '], ['product: Product', 'product: ProductFilter']], 'domains/sales/sources/till.yaml': [['entity: Product', 'entity: ProductFilter']] }, `RESERVED_TYPE ${SALES}:17:6`],
  ['a field that sorting names as the kernel does', { [FINANCE]: [['amount: Decimal!', 'stateSince: DateTime\n  amount: Decimal!']] }, `RESERVED_FIELD ${FINANCE}:3:3`],
  ['a field of Entity', { [FINANCE]: [['amount: Decimal!', 'claims: Int\n  amount: Decimal!']] }, `RESERVED_FIELD ${FINANCE}:3:3`],
  ['a field of Order on another type', { [FINANCE]: [['amount: Decimal!', 'verdict: String\n  amount: Decimal!']] }, `RESERVED_FIELD ${FINANCE}:3:3`],
  ['an attribute under a property of the graph', { [FINANCE]: [['amount: Decimal!', 'ref: String\n  amount: Decimal!']] }, `RESERVED_FIELD ${FINANCE}:3:3`],
  ['two fields that sort under one name', { [FINANCE]: [['amount: Decimal!', 'paidAt: DateTime\n  paid_at: DateTime\n  amount: Decimal!']] }, `FIELDS_COLLIDE ${FINANCE}:4:3`],
  ['a list of scalars', { [FINANCE]: [['amount: Decimal!', 'tags: [String!]\n  amount: Decimal!']] }, `FIELD_TYPE ${FINANCE}:3:9`],
  ['a core type as a field’s type', { [FINANCE]: [['amount: Decimal!', 'more: JSON\n  amount: Decimal!']] }, `FIELD_TYPE ${FINANCE}:3:9`],
  ['a list that may hold nothing', { [SALES]: [['[OrderLine!]!', '[OrderLine]']] }, `FIELD_TYPE ${SALES}:7:10`],
  ['arguments of a field', { [FINANCE]: [['amount: Decimal!', 'amount(in: String): Decimal!']] }, `FIELD_ARGUMENTS ${FINANCE}:3:3`],
  ['an entity field without @relation', { [SALES]: [[' @relation(type: "OF_PRODUCT", direction: OUT)', '']] }, `RELATION_MISSING ${SALES}:12:3`],
  ['@relation to no entity', { [SALES]: [['name: String', 'name: String @relation(type: "IS", direction: OUT)']] }, `RELATION_TARGET ${SALES}:18:9`],
  ['@identifier on a number', { [SALES]: [['slip: String!', 'slip: Int!']] }, `DIRECTIVE_MISPLACED ${SALES}:4:14`],
  ['@unit on a text', { [SALES]: [['name: String', 'name: String @unit(is: "kg")']] }, `DIRECTIVE_MISPLACED ${SALES}:18:16`],
  ['@tracked on a relation', { [SALES]: [['direction: OUT)\n', 'direction: OUT) @tracked\n']] }, `DIRECTIVE_MISPLACED ${SALES}:12:66`],
  ['a scheme declared twice', { [SALES]: [['name: String', 'name: String @identifier(scheme: "sales.slip")']] }, `SCHEME_TWICE ${SALES}:18:16`],
  ['a scheme with a colon', { [SALES]: [['name: String', 'name: String @identifier(scheme: "a:b")']] }, `BAD_NAME ${SALES}:18:16`],
  ['a relationship in lower case', { [SALES]: [['"OF_PRODUCT"', '"of product"']] }, `BAD_NAME ${SALES}:12:20`],
  ['no ORDER', { [SALES]: [[' @role(is: ORDER)', '']] }, `ORDER_MISSING ${SALES}:3:6`],
  ['two ORDER types', { [SALES]: [['@role(is: PRODUCT)', '@role(is: ORDER)']] }, `ORDER_TWICE ${SALES}:17:57`],
  ['both sides of a relation stored outwards', { [SALES]: [['"HAS_LINE", direction: IN', '"HAS_LINE", direction: OUT']] }, `RELATION_DIRECTION ${SALES}:14:17`],
  ['both sides of a relation upstream', { [SALES]: [['direction: IN, lineage: UPSTREAM', 'direction: IN, lineage: DOWNSTREAM']] }, `RELATION_FLOW ${SALES}:14:17`],
  ['one side of a relation out of lineage', { [SALES]: [['direction: IN, lineage: UPSTREAM', 'direction: IN']] }, `RELATION_FLOW ${SALES}:14:17`],
  ['one relationship name with two flows', { [SALES]: [['@relation(type: "OF_PRODUCT", direction: OUT)', '@relation(type: "HAS_LINE", direction: IN, lineage: DOWNSTREAM)']] }, `RELATION_TWO_FLOWS ${SALES}:12:20`],
  ['two fields for one side of a relation', { [SALES]: [['  pickupAt: DateTime', '  others: [OrderLine!]! @relation(type: "HAS_LINE", direction: OUT, lineage: DOWNSTREAM)']], 'domains/sales/sources/till.yaml': [[', pickupAt: timestamp(record.pickup)', '']] }, `RELATION_TWICE ${SALES}:7:24`],
  ['belongs on the order’s side', { [SALES]: [['direction: OUT, lineage: DOWNSTREAM', 'direction: OUT, lineage: DOWNSTREAM, belongs: true']] }, `BELONGS_ORDER ${SALES}:7:24`],
  ['belongs through a product', { [SALES]: [['"OF_PRODUCT", direction: OUT', '"OF_PRODUCT", direction: OUT, belongs: true']] }, `BELONGS_THROUGH ${SALES}:12:20`],
]

describe('a model’s SDL', () => {
  for (const [title, edits, ...expected] of cases) it(`may not have ${title}`, async () => {
    const places = await placesOf(edits)
    expect(places.filter((place) => !place.startsWith('UNKNOWN_FIELD') && !place.startsWith('NOT_IN_ORDER') && !place.startsWith('SET_IDENTIFIER'))).toEqual(expected)
  })

  it('may not name the type with the role ORDER otherwise than Order', async () => {
    const problems = await problemsOf({ [SALES]: [['type Order ', 'type Bestellung '], ['order: Order!', 'order: Bestellung!']], [FINANCE]: [['order: Order', 'order: Bestellung']] })
    expect(problems.map(({ code, line }) => `${code} ${line}`)).toContain('ORDER_MISNAMED 3')
  })

  it('may not let two types belong to each other, or where no order is', async () => {
    const added = 'type Van implements Entity @entity(domain: "finance") {\n  driver: Driver @relation(type: "DRIVES", direction: IN, belongs: true)\n}\ntype Driver implements Entity @entity(domain: "finance") {\n  van: Van @relation(type: "DRIVES", direction: OUT, belongs: true)\n}\n'
    expect(await placesOf({ 'domains/finance/vans.graphql': added })).toEqual(['BELONGS_NOWHERE domains/finance/vans.graphql:2:18', 'BELONGS_TWICE domains/finance/vans.graphql:5:12'])
  })

  it('gets the nearest names said', async () => {
    const [unknown] = await problemsOf({ [FINANCE]: [['amount: Decimal!', 'amount: Decimel!']] })
    expect(unknown?.message).toBe("There is no type 'Decimel'. Nearest: Decimal.")
    const [wrong] = await problemsOf({ [SALES]: [['@classified(as: PII)', '@classified(as: PHY)']] })
    expect(wrong?.message).toBe('Argument \'as\' of @classified is PHY; wanted: one of PUBLIC, INTERNAL, CONFIDENTIAL, PII, PHI. Nearest: PHI.')
  })

  it('may relate a type to itself, on one side or both', async () => {
    const both = 'type Batch implements Entity @entity(domain: "sales") @role(is: LOT) {\n  from: [Batch!]! @relation(type: "SPLIT_FROM", direction: OUT, lineage: UPSTREAM)\n  into: [Batch!]! @relation(type: "SPLIT_FROM", direction: IN, lineage: DOWNSTREAM)\n}\n'
    expect(await placesOf({ 'domains/sales/batches.graphql': both })).toEqual([])
    expect(await placesOf({ 'domains/sales/batches.graphql': both.replace(/  into.*\n/, '') })).toEqual([])
    expect(await placesOf({ 'domains/sales/batches.graphql': both.replace('IN, lineage: DOWNSTREAM', 'IN, lineage: UPSTREAM') })).toEqual(['RELATION_FLOW domains/sales/batches.graphql:3:19'])
  })

  it('may extend a type of another domain, and other words may be said of one file of many', async () => {
    const vans = 'extend type Order {\n  vans: [Van!]! @relation(type: "CARRIES", direction: IN, lineage: DOWNSTREAM)\n}\n"A van."\ntype Van implements Entity @entity(domain: "fleet") @role(is: SHIPMENT) { plate: String colour: Colour }\nenum Colour { RED WHITE }\n'
    expect(await placesOf({ 'domains/fleet/entities.graphql': vans })).toEqual([])
  })
})

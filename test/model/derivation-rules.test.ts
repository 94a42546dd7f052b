import { describe, expect, it } from 'vitest'
import { problemsOf, placesOf, withBakery, type Edits } from './broken-bakery.ts'
import { loadModel } from '../../src/model/load-model.ts'

const SDL = 'domains/sales/entities.graphql'
const FILE = 'derivations/same-phone.yaml'
const RELATION = 'mayBePaidBy: [Payment!]! @relation(type: "MAY_BE_PAID_BY", direction: OUT, inferred: true)'
const RULE = `derivation: same-phone
title: Payments that may be for a line
owner: the baker
version: 1
relation: OrderLine.mayBePaidBy
from:
  with: { order: order, product: product }
  key: order.slip
  at: order.pickupAt
to:
  with: { paid: order }
  key: paid.slip
  at: toState.since
within: { before: P2D }
when: from.pieces > 0 && fromState.local != 'CANCELLED' && product.name != ''
`
const field = (relation: string): Edits => ({ [SDL]: [['  order: Order! @relation', `  ${relation}\n  order: Order! @relation`]] })
const rule = (from = '', to = ''): string => {
  if (!RULE.includes(from)) throw new Error(`the rule has no '${from}'`)
  return RULE.replace(from, () => to)
}
const sound = { ...field(RELATION), [FILE]: RULE }

const cases: readonly (readonly [title: string, edits: Edits, ...expected: string[]])[] = [
  ['a relation that nothing derives', field(RELATION), `INFERRED_NOWHERE ${SDL}:14:28`],
  ['a relation that does not say so', { ...field(RELATION.replace(', inferred: true', '')), [FILE]: RULE }, `DERIVED_STATED ${FILE}:5:11`],
  ['two derivations of one relation', { ...sound, 'derivations/zweite.yaml': rule('same-phone', 'other') }, 'DERIVED_TWICE derivations/zweite.yaml:5:11'],
  ['two derivations of one name', { ...sound, 'derivations/zweite.yaml': RULE }, 'DERIVATION_TWICE derivations/zweite.yaml:1:13', 'DERIVED_TWICE derivations/zweite.yaml:5:11'],
  ['an unknown type', { ...sound, [FILE]: rule('OrderLine.', 'OrderLin.') }, `UNKNOWN_TYPE ${FILE}:5:11`, `INFERRED_NOWHERE ${SDL}:14:28`],
  ['an unknown field', { ...sound, [FILE]: rule('.mayBePaidBy', '.mayBePaid') }, `UNKNOWN_FIELD ${FILE}:5:11`, `INFERRED_NOWHERE ${SDL}:14:28`],
  ['no field at all', { ...sound, [FILE]: rule('OrderLine.mayBePaidBy', 'OrderLine') }, `WRONG_VALUE ${FILE}:5:11`],
  ['a path to nowhere', { ...sound, [FILE]: rule('product: product', 'product: produkt') }, `PATH_BROKEN ${FILE}:7:34`],
  ['a path over what is inferred', { ...sound, [FILE]: rule('product: product', 'product: mayBePaidBy.order') }, `INFERRED_PATH ${FILE}:7:34`, `EXPRESSION ${FILE}:15:68`],
  ['a variable that stands for something else', { ...sound, [FILE]: rule('{ paid: order }', '{ paid: order, product: order }') }, `BAD_NAME ${FILE}:11:24`, `EXPRESSION ${FILE}:15:68`],
  ['a variable named as a side', { ...sound, [FILE]: rule('{ paid: order }', '{ paid: order, from: order }') }, `BAD_NAME ${FILE}:11:24`, `EXPRESSION ${FILE}:15:12`],
  ['an unknown attribute', { ...sound, [FILE]: rule('order.slip', 'order.slit') }, `EXPRESSION ${FILE}:8:14`],
  ['a key that is no text', { ...sound, [FILE]: rule('key: paid.slip', 'key: paid.slip != ""') }, `EXPRESSION_TYPE ${FILE}:12:8`],
  ['the other side’s variable in a key', { ...sound, [FILE]: rule('key: paid.slip', 'key: order.slip') }, `EXPRESSION ${FILE}:12:8`],
  ['the clock', { ...sound, [FILE]: rule('from.pieces > 0', 'now > order.pickupAt') }, `EXPRESSION ${FILE}:15:7`],
  ['times that nothing compares', { ...sound, [FILE]: rule('within: { before: P2D }\n') }, `DERIVED_TIMES ${FILE}:9:3`, `DERIVED_TIMES ${FILE}:13:3`],
  ['no time on one side', { ...sound, [FILE]: rule('  at: toState.since\n') }, `DERIVED_TIMES ${FILE}:11:3`],
  ['a month, whose length nobody knows', { ...sound, [FILE]: rule('P2D', 'P1M') }, `WRONG_VALUE ${FILE}:14:19`],
  ['a state that the type does not know', { ...sound, [FILE]: rule("'CANCELLED'", "'CANCELED'") }, `UNKNOWN_WORD ${FILE}:15:45`],
  ['a ruling of a type without states', { ...sound, 'domains/finance/states.yaml': 'domain: finance\n', [FILE]: rule(), 'definitions/completed.yaml': null }, `NO_STATES ${FILE}:13:7`, 'NO_STATES domains/finance/sources/ledger.yaml:11:5'],
  ['a source that states it', { ...sound, 'domains/sales/sources/till.yaml': [['- { field: product, key: record.article }', '- { field: product, key: record.article }\n      - { field: mayBePaidBy, key: record.slip }']] }, 'INFERRED_STATED domains/sales/sources/till.yaml:22:18'],
  ['what belongs by it', { ...field(RELATION.replace('inferred', 'belongs: true, inferred')), [FILE]: RULE }, `BELONGS_INFERRED ${SDL}:14:28`],
  ['one side that says otherwise', { ...sound, 'domains/finance/more.graphql': 'extend type Payment {\n  may: [OrderLine!]! @relation(type: "MAY_BE_PAID_BY", direction: IN)\n}\n' }, `RELATION_INFERRED ${SDL}:14:28`],
  ['a definition that looks along it', { ...sound, 'definitions/completed.yaml': [['over: Payment', 'over: Payment\n        path: lines.mayBePaidBy']] }, 'INFERRED_PATH definitions/completed.yaml:18:15'],
]

describe('a derivation', () => {
  it('is taken as written when it is sound', async () => {
    await withBakery(sound, async (folder) => {
      const loaded = await loadModel(folder)
      expect(loaded.ok ? [] : loaded.problems).toEqual([])
      const derivation = loaded.ok ? loaded.model.derivations.get('same-phone')?.versions[0]?.rule : undefined
      expect(derivation).toMatchObject({ version: 1, most: 200, within: { before: 2 * 86_400_000, after: 0 }, relation: { owner: 'OrderLine', target: 'Payment' } })
      expect(derivation?.from.with.map(({ variable, path }) => [variable, path.map((step) => step.field)])).toEqual([['order', ['order']], ['product', ['product']]])
      expect(loaded.ok && loaded.model.edgeKinds.get('OrderLine MAY_BE_PAID_BY Payment')?.inferred).toBe(true)
      expect(loaded.ok && loaded.model.types.get('Payment')?.belonging.map(({ field: name }) => name)).toEqual(['order'])
    })
  })

  it.each(cases.map(([title, edits, ...expected]) => ({ title, edits, expected })))('with $title is refused, with the place', async ({ edits, expected }) => {
    expect((await placesOf(edits)).toSorted()).toEqual(expected.toSorted())
  })

  it('in a broken file does not make its relation look as if nothing derived it', async () => {
    expect(await placesOf({ ...sound, [FILE]: 'derivation: [' })).toEqual([expect.stringMatching(`^YAML_SYNTAX ${FILE}`)])
  })

  it('has what it should be told with what there is', async () => {
    const messageOf = async (edits: Edits): Promise<string | undefined> => (await problemsOf(edits))[0]?.message
    expect(await messageOf(field(RELATION))).toBe("'OrderLine.mayBePaidBy' says inferred: true and no file of derivations/ names it. Relations that are derived: none.")
    expect(await messageOf({ ...sound, [FILE]: rule('  at: toState.since\n') })).toBe("'to' has no 'at'; 'within' compares the 'at' of both sides.")
  })
})

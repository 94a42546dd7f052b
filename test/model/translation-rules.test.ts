import { describe, expect, it } from 'vitest'
import { loadModel } from '../../src/model/load-model.ts'
import { placesOf, problemsOf, withBakery, type Edits } from './broken-bakery.ts'

const SDL = 'domains/sales/proposals.graphql'
const STATES = 'domains/sales/states.yaml'
const FILE = 'translations/more-rolls.yaml'
const TYPE = `type Oven implements Entity @entity(domain: "sales") @role(is: PROPOSAL) {
  title: String!
  share: Float
  foundedOn: [OrderLine!]! @relation(type: "FOUNDED_ON", direction: OUT, lineage: UPSTREAM)
  slips: [Order!]! @relation(type: "OF_SLIPS", direction: OUT)
  best: OrderLine @relation(type: "BEST_OF", direction: OUT)
}
`
const LIFE = `  Oven:
    - { name: PROPOSED, canonical: PLANNED, next: [ACCEPTED, REJECTED, EXPIRED] }
    - { name: ACCEPTED, canonical: DONE, terminal: true }
    - { name: REJECTED, canonical: CANCELLED, terminal: true }
    - { name: EXPIRED, canonical: CANCELLED, terminal: true }
`
const RULE = `translation: more-rolls
title: Rolls sell, so an oven is wanted
owner: the baker
version: 1
measure:
  over: OrderLine
  with: { order: order, product: product }
  at: order.pickupAt
  every: P7D
  counts: state.local != 'CANCELLED'
  matches: product.name == 'Rye rolls'
  by: order.phone
  amount: entity.pieces
when: measure.share > 0.5 && window.over
expires: P2D
proposes:
  entity: Oven
  evidence: foundedOn
  most: 20
  set: { title: "'An oven for ' + group", share: measure.share }
`
const states = (life = LIFE): Edits => ({ [STATES]: [['terminal: true }\n    - { name: CANCELLED, canonical: CANCELLED, also: [cancelled, storniert], terminal: true }\n', `terminal: true }\n    - { name: CANCELLED, canonical: CANCELLED, also: [cancelled, storniert], terminal: true }\n${life}`]] })
const sound: Edits = { [SDL]: TYPE, ...states(), [FILE]: RULE }
const rule = (from: string, to = ''): string => {
  if (!RULE.includes(from)) throw new Error(`the rule has no '${from}'`)
  return RULE.replace(from, () => to)
}

const cases: readonly (readonly [title: string, edits: Edits, ...expected: string[]])[] = [
  ['the name of a source', { ...sound, [FILE]: rule('translation: more-rolls', 'translation: till') }, `TRANSLATION_TWICE ${FILE}:1:14`],
  ['two of one name', { ...sound, 'translations/zweite.yaml': RULE }, 'TRANSLATION_TWICE translations/zweite.yaml:1:14'],
  ['an unknown type to measure', { ...sound, [FILE]: rule('over: OrderLine', 'over: OrderLin') }, `UNKNOWN_TYPE ${FILE}:6:9`],
  ['an unknown type to propose', { ...sound, [FILE]: rule('entity: Oven', 'entity: Ofen') }, `UNKNOWN_TYPE ${FILE}:17:11`],
  ['a window nobody can count', { ...sound, [FILE]: rule('P7D', 'P5D') }, `WRONG_VALUE ${FILE}:9:10`],
  ['a way to several', { ...sound, [FILE]: rule('over: OrderLine', 'over: Order').replace('{ order: order, product: product }', '{ line: lines }').replace('order.pickupAt', 'entity.pickupAt').replace("  counts: state.local != 'CANCELLED'\n  matches: product.name == 'Rye rolls'\n  by: order.phone\n  amount: entity.pieces\n", '').replace('evidence: foundedOn', 'evidence: slips') }, `TRANSLATION_MANY ${FILE}:7:17`],
  ['a variable that stands for the entity', { ...sound, [FILE]: rule('{ order: order,', '{ state: order, order: order,') }, `BAD_NAME ${FILE}:7:11`],
  ['a time that is none', { ...sound, [FILE]: rule('order.pickupAt', 'order.phone') }, `EXPRESSION_TYPE ${FILE}:8:7`],
  ['a state that the type does not know', { ...sound, [FILE]: rule("'CANCELLED'", "'CANCELED'") }, `UNKNOWN_WORD ${FILE}:10:26`],
  ['the clock', { ...sound, [FILE]: rule("state.local != 'CANCELLED'", 'order.pickupAt < now') }, `EXPRESSION ${FILE}:10:28`],
  ['a condition over entities', { ...sound, [FILE]: rule('when: measure.share > 0.5', 'when: entity.pieces > 5') }, `EXPRESSION ${FILE}:14:7`],
  ['a condition that is a number', { ...sound, [FILE]: rule('measure.share > 0.5 && window.over', 'measure.share') }, `EXPRESSION_TYPE ${FILE}:14:7`],
  ['a measure that nobody takes', { ...sound, [FILE]: rule('measure.share > 0.5', 'measure.shares > 0.5') }, `EXPRESSION ${FILE}:14:15`],
  ['a type that is no proposal', { ...sound, [SDL]: TYPE.replace(' @role(is: PROPOSAL)', '') }, `PROPOSAL_ROLE ${FILE}:17:11`],
  ['a life of another kind', { ...sound, ...states(LIFE.replace('next: [ACCEPTED, REJECTED, EXPIRED]', 'next: [ACCEPTED, REJECTED]').replace('    - { name: EXPIRED, canonical: CANCELLED, terminal: true }\n', '')) }, `PROPOSAL_STATES ${FILE}:17:11`],
  ['no life at all', { ...sound, ...states('') }, `PROPOSAL_STATES ${FILE}:17:11`],
  ['a source that states it', { ...sound, 'domains/sales/sources/till.yaml': [['  - entity: Product\n', "  - entity: Oven\n    key: record.slip\n    set: { title: record.name }\n  - entity: Product\n"]] }, `PROPOSAL_STATED ${FILE}:17:11`],
  ['evidence that is no relation', { ...sound, [FILE]: rule('evidence: foundedOn', 'evidence: foundOn') }, `UNKNOWN_FIELD ${FILE}:18:13`],
  ['evidence of another type', { ...sound, [FILE]: rule('evidence: foundedOn', 'evidence: slips') }, `PROPOSAL_EVIDENCE ${FILE}:18:13`],
  ['evidence that is one entity', { ...sound, [FILE]: rule('evidence: foundedOn', 'evidence: best') }, `PROPOSAL_EVIDENCE ${FILE}:18:13`],
  ['a required field that nothing sets', { ...sound, [FILE]: rule("title: \"'An oven for ' + group\", ") }, `PROPOSAL_UNSET ${FILE}:17:11`],
  ['a field that is not there', { ...sound, [FILE]: rule('share: measure.share', 'shares: measure.share') }, `UNKNOWN_FIELD ${FILE}:20:43`],
  ['a value that the field cannot hold', { ...sound, [FILE]: rule('share: measure.share', 'share: window.over') }, `EXPRESSION_TYPE ${FILE}:20:50`],
  ['an unknown key', { ...sound, [FILE]: rule('expires: P2D', 'expire: P2D') }, `UNKNOWN_KEY ${FILE}:15:1`],
  ['a month to decide in, whose length nobody knows', { ...sound, [FILE]: rule('P2D', 'P1M') }, `WRONG_VALUE ${FILE}:15:10`],
  ['more evidence than a question reads', { ...sound, [FILE]: rule('most: 20', 'most: 20000') }, `WRONG_VALUE ${FILE}:19:9`],
]

describe('a translation', () => {
  it('is taken as written when it is sound', async () => {
    await withBakery(sound, async (folder) => {
      const loaded = await loadModel(folder)
      expect(loaded.ok ? [] : loaded.problems).toEqual([])
      const found = loaded.ok ? loaded.model.translations.get('more-rolls') : undefined
      expect(found).toMatchObject({ version: 1, expires: 2 * 86_400_000, measure: { every: 'P7D', over: { name: 'OrderLine' } }, proposes: { most: 20, type: { name: 'Oven', belonging: [] }, evidence: { field: 'foundedOn' } } })
      expect(found?.measure.with.map(({ variable }) => variable)).toEqual(['order', 'product'])
    })
  })

  it.each(cases.map(([title, edits, ...expected]) => ({ title, edits, expected })))('with $title is refused, with the place', async ({ edits, expected }) => {
    expect((await placesOf(edits)).toSorted()).toEqual(expected.toSorted())
  })

  it('says what is wrong and what is wanted', async () => {
    const [found] = await problemsOf({ ...sound, ...states('') })
    expect(found?.message).toBe("The states of 'Oven' must be PROPOSED with next: [ACCEPTED, REJECTED, EXPIRED], and those three with nothing after them: the life of a proposal.")
  })
})

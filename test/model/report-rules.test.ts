import { describe, expect, it } from 'vitest'
import { loadModel } from '../../src/model/load-model.ts'
import { placesOf, problemsOf, withBakery, type Edits } from './broken-bakery.ts'

const SDL = 'domains/sales/entities.graphql'
const FILE = 'recall.yaml'
const REPORT = `report:
  firm: { name: The bakery, phone: { heldBy: the baker } }
  Product: { brandName: name, isTracked: { when: entity.name == 'Rye rolls' } }
  Tray: { number: order.slip, madeOn: "order.lines@BAKED", expiresOn: "@CLOSED" }
`
const TRAY = `
type Tray implements Entity @entity(domain: "sales") @role(is: LOT) {
  number: String
  order: Order @relation(type: "BAKED_FOR", direction: OUT, lineage: UPSTREAM, belongs: true)
}
`
const STATES = 'domains/sales/states.yaml'
const LIFE = '  Tray:\n    - { name: OPEN, canonical: PLANNED, next: [CLOSED] }\n    - { name: CLOSED, canonical: DONE, terminal: true }\n'
const sound: Edits = { 'domains/sales/tray.graphql': TRAY, [FILE]: REPORT, [STATES]: [['states:\n', `states:\n${LIFE}`]] }
const report = (from: string, to = ''): Edits => {
  if (!REPORT.includes(from)) throw new Error(`the report has no '${from}'`)
  return { ...sound, [FILE]: REPORT.replace(from, () => to) }
}

const cases: readonly (readonly [title: string, edits: Edits, expected: string])[] = [
  ['an unknown type', report('Product:', 'Produkt:'), `UNKNOWN_TYPE ${FILE}:3:3`],
  ['a type whose role is asked nothing', report('Tray: {', 'OrderLine: {'), `REPORT_ROLE ${FILE}:4:3`],
  ['a field of another role', report('brandName', 'madeOn'), `REPORT_FIELD ${FILE}:3:14`],
  ['a field of the firm that is not there', report('phone', 'fone'), `REPORT_FIELD ${FILE}:2:29`],
  ['a firm that is told by a condition', report('The bakery', '{ when: "true" }'), `REPORT_FORM ${FILE}:2:17`],
  ['a path of a relation that is not there', report('order.slip', 'orders.slip'), `PATH_BROKEN ${FILE}:4:19`],
  ['a path to an attribute that is not there', report('order.slip', 'order.slipp'), `UNKNOWN_FIELD ${FILE}:4:19`],
  ['a path that ends in a relation', report('order.slip', 'order.lines'), `UNKNOWN_FIELD ${FILE}:4:19`],
  ['a state that is not there', report('lines@BAKED', 'lines@BAKES'), `UNKNOWN_STATE ${FILE}:4:39`],
  ['a state of what has none', report('order.lines@BAKED', 'order.lines.product@BAKED'), `NO_STATES ${FILE}:4:39`],
  ['two states', report('@CLOSED', '@OPEN@CLOSED'), `REPORT_FORM ${FILE}:4:71`],
  ['no state', report('@CLOSED', '@'), `REPORT_FORM ${FILE}:4:71`],
  ['a condition of what is no truth', report('order.slip', '{ when: "true" }'), `REPORT_FORM ${FILE}:4:19`],
  ['a condition that is a text', report("entity.name == 'Rye rolls'", 'entity.name'), `EXPRESSION_TYPE ${FILE}:3:50`],
  ['a condition on what is not there', report('entity.name ==', 'entity.nam =='), `EXPRESSION ${FILE}:3:57`],
  ['a truth that is a text', report("{ when: entity.name == 'Rye rolls' }", 'name'), `REPORT_FORM ${FILE}:3:42`],
  ['a truth that is a time', { ...report("{ when: entity.name == 'Rye rolls' }", '"@OPEN"') }, `REPORT_FORM ${FILE}:3:42`],
  ['a list', report('order.slip', '[order, slip]'), `WRONG_VALUE ${FILE}:4:19`],
  ['a key that neither has', report('{ heldBy: the baker }', '{ keptBy: the baker }'), `WRONG_VALUE ${FILE}:2:36`],
  ['a number that YAML makes of a text', report('The bakery', '1234567'), `WRONG_VALUE ${FILE}:2:17`],
]

describe('the report of a recall', () => {
  it('is taken as written when it is sound', async () => {
    expect(await placesOf(sound)).toEqual([])
    const { firm, types } = await withBakery(sound, async (folder) => {
      const loaded = await loadModel(folder)
      if (!loaded.ok) throw new Error('the model is not sound')
      return loaded.model.recall.report
    })
    expect(Object.fromEntries(firm)).toEqual({ name: { text: 'The bakery' }, phone: { heldBy: 'the baker' } })
    const shown = [...types].map(([type, fields]) => [type, [...fields].map(([field, source]) => ('path' in source ? `${field} ${[...source.path.map((step) => step.field), 'attribute' in source.end ? source.end.attribute.name : `@${source.end.local}`].join('.')}` : 'when' in source ? `${field} if ${source.when.text}` : field))])
    expect(shown).toEqual([['Product', ['brandName name', "isTracked if entity.name == 'Rye rolls'"]], ['Tray', ['number order.slip', 'madeOn order.lines.@BAKED', 'expiresOn @CLOSED']]])
  })

  it('is empty where the file has no such section, and where there is no file', async () => {
    for (const edits of [{ ...sound, [FILE]: 'made: {}\n' }, {}] as readonly Edits[]) {
      expect(await withBakery(edits, async (folder) => { const loaded = await loadModel(folder); return loaded.ok && loaded.model.recall.report.firm.size + loaded.model.recall.report.types.size })).toBe(0)
    }
  })

  it.each(cases)('%s is said where it stands', async (_, edits, expected) => {
    expect(await placesOf(edits)).toEqual([expected])
  })

  it('with the nearest names', async () => {
    const texts = [...await problemsOf(report('brandName', 'brandNames')), ...await problemsOf(report('lines@BAKED', 'lines@BAKD'))].map(({ message }) => message)
    expect(texts[0]).toContain("Nearest: brandName.")
    expect(texts[1]).toContain("Nearest: BAKED.")
  })

  it('hides no mistake and is hidden by none', async () => {
    const both = await placesOf({ ...report('brandName', 'madeOn'), [SDL]: [['  name: String\n', '  name: Strin\n']] })
    expect(both.some((place) => place.startsWith('REPORT_FIELD'))).toBe(true)
    expect(both.some((place) => place.startsWith(SDL) || place.includes(SDL))).toBe(true)
  })
})

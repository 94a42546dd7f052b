import { describe, expect, it } from 'vitest'
import { loadModel } from '../../src/model/load-model.ts'
import { ruleFile } from '../settle/arbitrated.ts'
import { placesOf, problemsOf, withBakery, type Edits } from './broken-bakery.ts'

const FILE = 'arbitration/till-knows.yaml'
const rule = (about: string, ...prefer: readonly string[]): Edits => ({ [FILE]: ruleFile('till-knows', about, prefer) })
const TRACKED = 'domains/finance/entities.graphql'

const cases: readonly (readonly [title: string, edits: Edits, ...expected: string[]])[] = [
  ['an unknown type', rule('OrderLin.state', 'claim.source == "till"'), `UNKNOWN_TYPE ${FILE}:5:8`],
  ['an unknown field', rule('OrderLine.peices', 'claim.source == "till"'), `UNKNOWN_FIELD ${FILE}:5:8`],
  ['an attribute that holds what was told last', rule('OrderLine.pieces', 'claim.source == "till"'), `ARBITRATED_LAST ${FILE}:5:8`],
  ['the state of a type without states', rule('Product.state', 'claim.source == "till"'), `NO_STATES ${FILE}:5:8`],
  ['no field at all', rule('OrderLine', 'claim.source == "till"'), `WRONG_VALUE ${FILE}:5:8`],
  ['a source that the model does not have', rule('OrderLine.state', 'claim.source == "till"', 'claim.source == "tilt"'), `UNKNOWN_WORD ${FILE}:8:22`],
  ['a source that never says a state of the type', rule('OrderLine.state', 'claim.source == "ledger"'), `UNKNOWN_WORD ${FILE}:7:22`],
  ['a source that never sets the attribute', { ...rule('Payment.amount', 'claim.source == "till"'), [TRACKED]: [['amount: Decimal!', 'amount: Decimal! @tracked']] }, `UNKNOWN_WORD ${FILE}:7:22`],
  ['a domain that the model does not have', rule('OrderLine.state', 'claim.domain == "sails"'), `UNKNOWN_WORD ${FILE}:7:22`],
  ['a state that the type does not know', rule('OrderLine.state', 'claim.local == "BAKD"'), `UNKNOWN_WORD ${FILE}:7:21`],
  ['a canonical state that the model does not have', rule('OrderLine.state', 'claim.canonical == "BAKED"'), `UNKNOWN_WORD ${FILE}:7:25`],
  ['trust that no source has', rule('OrderLine.state', 'claim.trust > 1.0'), `ARBITRATED_TRUST ${FILE}:7:5`],
  ['a condition that is no truth', rule('OrderLine.state', 'claim.source'), `EXPRESSION_TYPE ${FILE}:7:5`],
  ['a member that claims do not have here', rule('OrderLine.state', 'claim.value == "x"'), `EXPRESSION ${FILE}:7:12`],
  ['the clock', rule('OrderLine.state', 'now > timestamp("2026-01-01T00:00:00Z")'), `EXPRESSION ${FILE}:7:6`],
  ['no condition', { [FILE]: 'arbitration: till-knows\ntitle: Till\nowner: till@bakery.example\nversion: 1\nabout: OrderLine.state\nprefer: []\n' }, `WRONG_VALUE ${FILE}:6:9`],
  ['a key that means nothing', { [FILE]: `${ruleFile('till-knows', 'OrderLine.state', ['claim.source == "till"'])}when: true\n` }, `UNKNOWN_KEY ${FILE}:8:1`],
  ['two rules about one thing', { ...rule('OrderLine.state', 'claim.source == "till"'), 'arbitration/zweite.yaml': ruleFile('other', 'OrderLine.state', ['claim.domain == "sales"']) }, 'ARBITRATED_TWICE arbitration/zweite.yaml:5:8'],
  ['two rules of one name', { ...rule('OrderLine.state', 'claim.source == "till"'), 'arbitration/zweite.yaml': ruleFile('till-knows', 'Payment.state', ['claim.source == "ledger"']) }, 'ARBITRATION_TWICE arbitration/zweite.yaml:1:14'],
]

describe('a rule of arbitration', () => {
  it('is taken as written when it is sound, of a state and of a tracked attribute; it is no part of the model\'s fingerprint', async () => {
    const edits = { ...rule('OrderLine.state', 'claim.source == "till"', 'claim.trust >= 2.0 && claim.canonical == "DONE"'), 'domains/sales/sources/till.yaml': [['domain: sales', 'domain: sales\ntrust: 3']], 'arbitration/amount.yaml': ruleFile('amount', 'Payment.amount', ['claim.domain == "finance"']), [TRACKED]: [['amount: Decimal!', 'amount: Decimal! @tracked']] } as Edits
    const fingerprintOf = (of: Edits): Promise<string> => withBakery(of, async (folder) => {
      const loaded = await loadModel(folder)
      expect(loaded.ok ? [] : loaded.problems).toEqual([])
      if (!loaded.ok) throw new Error('it is sound')
      if (FILE in of) {
        expect([...loaded.model.arbitration.values()].map(({ name, versions }) => [name, versions.map(({ version, lifecycle, about, prefer }) => [version, lifecycle, about, prefer])])).toEqual([
          ['amount', [[1, 'ACTIVE', 'Payment.amount', ['claim.domain == "finance"']]]],
          ['till-knows', [[1, 'ACTIVE', 'OrderLine.state', ['claim.source == "till"', 'claim.trust >= 2.0 && claim.canonical == "DONE"']]]],
        ])
      }
      return loaded.model.fingerprint
    })
    const { [FILE]: _, 'arbitration/amount.yaml': __, ...without } = edits
    expect(await fingerprintOf(edits)).toBe(await fingerprintOf(without))
  })

  it.each(cases.map(([title, edits, ...expected]) => ({ title, edits, expected })))('with $title is refused, with the place', async ({ edits, expected }) => {
    expect((await placesOf(edits)).toSorted()).toEqual(expected.toSorted())
  })

  it('has what it should be told with what there is', async () => {
    expect((await problemsOf(rule('OrderLine.pieces', 'claim.source == "till"')))[0]?.message).toBe("'OrderLine.pieces' is not tracked: it holds what was told last, so no sources disagree about it. Of this type are tracked: none.")
  })
})

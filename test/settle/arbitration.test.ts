import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { arbiterOf, preferencesOf } from '../../src/model/arbitration.ts'
import { HeldDefinitions } from '../../src/model/held-definitions.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { saysSame } from '../../src/settle/arbitrate.ts'
import { conflictsOf } from '../../src/settle/conflicts.ts'
import { historyOf, rulingAt } from '../../src/settle/history.ts'
import { nodeImage } from '../../src/settle/node-image.ts'
import { ruleAttribute } from '../../src/settle/rule-attribute.ts'
import { settleOrder } from '../../src/settle/settle-order.ts'
import type { Claim } from '../../src/vocabulary/claim.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { inReferenceWords } from './reference-words.ts'
import { withRules } from './arbitrated.ts'
import { randomTold } from './random-told.ts'
import { evaluateOrder } from './reference.ts'
import { atelier, claimsOf, factsOf, has, hour, is, type Told } from './tell.ts'

const LINE = 'Garment/1'

/** What holds of the line's state at an hour under rules about it, since when, by whom, and what disagrees: `SEWN since 1 by desk`, `- since 2`. */
const ruled = (told: readonly Told[], at: number, prefer: readonly string[], about = 'Garment.state'): readonly string[] => {
  const model = withRules(atelier, { [about]: prefer })
  const history = historyOf(factsOf(claimsOf(told, model), model), storedRef(LINE))
  const { properties } = nodeImage(history, true, [], hour(at))
  const holds = about.endsWith('.state')
    ? `${String(properties['state.local'] ?? '-')} since ${(Number(properties['state.since']) - hour(0)) / 3_600_000}${properties['state.source'] === undefined ? '' : ` by ${String(properties['state.source'])}`}`
    : String(properties[about.split('.')[1] ?? ''] ?? '-')
  return [holds, ...conflictsOf(history, hour(at)).map(({ field, reason, claims, decided }) => `${field} ${reason} ${claims.join()}${decided === undefined ? '' : ` decided by ${decided.name} ${decided.version}`}`)]
}

describe('the rule that medtech is offered', () => {
  const SHIPMENT = 'Shipment/80'
  let model: Model
  beforeAll(async () => {
    const loaded = await loadModel('schema')
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    const source = await readFile('examples/medtech/proposals/carrier-from-handover.yaml', 'utf8')
    const built = loaded.model.buildArbitration([{ definition: 'carrier-from-handover', version: 1, lifecycle: 'ACTIVE', judging: 'DONE', source }])
    if (!built.ok) throw new Error(JSON.stringify(built.problems))
    const arbitration: Model['arbitration'] = new HeldDefinitions()
    arbitration.become(built.rules, 1)
    model = { ...loaded.model, arbitration }
  })
  const ruledBy = (told: readonly Told[]): string => {
    const ruling = rulingAt(historyOf(factsOf(claimsOf(told, model), model), storedRef(SHIPMENT)), hour(9))?.value
    return ruling?.settled === true ? ruling.local : 'unsettled'
  }
  const cancelled = is('wms', 5, SHIPMENT, 'CANCELLED')

  test('believes the carrier from the handover on, and the warehouse before', () => {
    expect(ruledBy([is('wms', 1, SHIPMENT, 'PACKED'), is('carrier', 3, SHIPMENT, 'DELIVERED'), cancelled])).toBe('DELIVERED')
    expect(ruledBy([is('wms', 1, SHIPMENT, 'PACKED'), is('carrier', 3, SHIPMENT, 'IN_TRANSIT'), cancelled])).toBe('IN_TRANSIT')
    expect(ruledBy([is('carrier', 3, SHIPMENT, 'PACKED'), cancelled])).toBe('CANCELLED')
    expect(ruledBy([is('carrier', 6, SHIPMENT, 'PICKED'), cancelled])).toBe('CANCELLED')
  })
})

describe('a rule about a state', () => {
  // SEWN is terminal and leads nowhere: web's later CUT and desk's SEWN cannot both be.
  const astray = [is('desk', 1, LINE, 'SEWN'), is('web', 2, LINE, 'CUT')]

  test('decides between what was said last and what cannot lead there', () => {
    expect(ruled(astray, 2, ['claim.source == "desk"'])).toEqual(['SEWN since 1 by desk', 'state NOT_REACHABLE 1.0,2.0 decided by Garment-state 1'])
    expect(ruled(astray, 2, ['claim.source == "web"'])).toEqual(['CUT since 2 by web', 'state NOT_REACHABLE 1.0,2.0 decided by Garment-state 1'])
  })
  test('says nothing where no condition is met: unsettled as without it', () => {
    expect(ruled(astray, 2, ['claim.domain == "sending"'])).toEqual(['- since 2', 'state NOT_REACHABLE 1.0,2.0'])
  })
  test('the earliest condition that anybody meets decides, whatever the later ones say', () => {
    expect(ruled(astray, 2, ['claim.local == "TACKED"', 'claim.canonical == "DONE"', 'claim.source == "web"'])).toEqual(['SEWN since 1 by desk', 'state NOT_REACHABLE 1.0,2.0 decided by Garment-state 1'])
  })
  test('a condition that two meet who disagree decides nothing, and no later one is asked', () => {
    expect(ruled(astray, 2, ['claim.domain == "selling"', 'claim.source == "web"'])).toEqual(['- since 2', 'state NOT_REACHABLE 1.0,2.0'])
  })
  test('leaves alone whom nobody contradicts: who merely lags is not asked', () => {
    expect(ruled([is('desk', 1, LINE, 'ORDERED'), is('web', 2, LINE, 'CUT')], 2, ['claim.source == "desk"'])).toEqual(['CUT since 2 by web'])
  })
  test('of one instant it decides though one state leads to the other', () => {
    const told = [is('desk', 2, LINE, 'ORDERED'), is('web', 2, LINE, 'CUT')]
    expect(ruled(told, 2, ['claim.source == "desk"'])).toEqual(['ORDERED since 2 by desk', 'state SAME_INSTANT 1.0,2.0 decided by Garment-state 1'])
  })
  test('first between those who spoke last, then between these and who cannot lead there', () => {
    // Desk says CUT and web SEWN at 3; bank said CANCELLED at 1, which leads to neither.
    const told = [is('bank', 1, LINE, 'CANCELLED'), is('desk', 3, LINE, 'CUT'), is('web', 3, LINE, 'SEWN')]
    expect(ruled(told, 3, ['claim.source == "desk"'])).toEqual(['CUT since 3 by desk', 'state NOT_REACHABLE 1.0,2.0,3.0 decided by Garment-state 1'])
    // Web's word is the last one then, and bank's is stronger still.
    expect(ruled(told, 3, ['claim.local == "CANCELLED"', 'claim.source == "web"'])).toEqual(['CANCELLED since 1 by bank', 'state NOT_REACHABLE 1.0,2.0,3.0 decided by Garment-state 1'])
    // Nobody prefers one of those who spoke last: that is not decided, so nothing is.
    expect(ruled(told, 3, ['claim.local == "CANCELLED"'])).toEqual(['- since 3', 'state SAME_INSTANT 2.0,3.0'])
  })
  test('comes and goes with the dispute: the one who had gone astray comes round', () => {
    expect(ruled([...astray, is('web', 4, LINE, 'SEWN')], 4, ['claim.source == "web"'])).toEqual(['SEWN since 4 by web'])
  })
})

describe('a rule about an attribute', () => {
  const told = [has('desk', 1, LINE, 'pieces', 3), has('web', 1, LINE, 'pieces', 5)]

  test('decides between values of one instant; what comes later stands without it', () => {
    expect(ruled(told, 1, ['claim.source == "web"'], 'Garment.pieces')).toEqual(['5', 'pieces SAME_INSTANT 1.0,2.0 decided by Garment-pieces 1'])
    expect(ruled([...told, has('desk', 2, LINE, 'pieces', 7)], 2, ['claim.source == "web"'], 'Garment.pieces')).toEqual(['7'])
    expect(ruled(told, 1, ['claim.domain == "paying"'], 'Garment.pieces')).toEqual(['-', 'pieces SAME_INSTANT 1.0,2.0'])
  })
})

test('what a store is told of a rule is what the rule says of each source and state', () => {
  const model = withRules(atelier, { 'Garment.state': ['claim.source == "desk" && claim.local == "SEWN"', 'claim.source == "web"'] })
  const garment = model.types.get('Garment')
  if (garment === undefined) throw new Error('the atelier has garments')
  const told = preferencesOf(model, garment, 'state').map(({ source, local, rank }) => `${source} ${local ?? ''} ${rank}`)
  expect(told.filter((one) => one.startsWith('desk'))).toEqual(['desk SEWN 0'])
  expect(told.filter((one) => one.startsWith('web'))).toEqual(['web ORDERED 1', 'web CUT 1', 'web TACKED 1', 'web SEWN 1', 'web CANCELLED 1'])
  expect(arbiterOf(model, 'Garment', 'pieces')).toBeUndefined()
  expect(preferencesOf(atelier, garment, 'state')).toEqual([])
})

/** Conditions in CEL, and the same as said of a claim. */
const CONDITIONS: readonly (readonly [cel: string, holds: (claim: Claim) => boolean])[] = [
  ['claim.source == "desk"', ({ source }) => source === 'desk'],
  ['claim.source == "web"', ({ source }) => source === 'web'],
  ['claim.local == "CUT" || claim.local == "TACKED"', ({ value }) => value === 'CUT' || value === 'TACKED'],
  ['claim.canonical == "DONE"', ({ value }) => value === 'SEWN'],
  ['claim.source != "desk" && claim.local != "SEWN"', ({ source, value }) => source !== 'desk' && value !== 'SEWN'],
  ['claim.domain == "asking"', () => false],
]
const ofSource = CONDITIONS.slice(0, 2)
const some = (of: typeof CONDITIONS): fc.Arbitrary<typeof CONDITIONS> => fc.shuffledSubarray([...of], { minLength: 1 })

test('every order of a random world under random rules is what the reference says', () => {
  fc.assert(
    fc.property(randomTold(60), fc.constantFrom(3, 6, 9, 12, 12, 14), fc.constantFrom('Order/A', 'Order/A', 'Order/B'), some(CONDITIONS), some(ofSource), some(ofSource), (told, asOf, order, garment, pieces, terms) => {
      const rules = { 'Garment.state': garment, 'Garment.pieces': pieces, 'Order.terms': terms }
      const model = withRules(atelier, Object.fromEntries(Object.entries(rules).map(([about, conditions]) => [about, conditions.map(([cel]) => cel)])))
      const preferences = Object.fromEntries(Object.entries(rules).map(([about, conditions]) => [about, conditions.map(([, holds]) => holds)]))
      const claims = claimsOf(told, model)
      const facts = factsOf(claims, model)
      const found = facts.entities.has(storedRef(order)) ? settleOrder(facts, storedRef(order), hour(asOf)) : undefined
      expect(inReferenceWords(found)).toEqual(evaluateOrder({ ...model, preferences }, claims, order, hour(asOf)))
    }),
    { numRuns: Number(process.env['OSL_TEST_RUNS'] ?? 150) },
  )
}, 600_000)

test('of a decimal 1.5 and 1.50 say the same: no dispute, and one side for a rule that prefers both', () => {
  const said = (...values: readonly (readonly [by: string, value: string])[]) => claimsOf(values.map(([by, value]) => has(by, 1, LINE, 'price', value)))
  const rulingOf = (claims: readonly Claim[], type: 'Decimal' | 'String'): unknown => ruleAttribute(claims, undefined, saysSame({ type })).ruling.map(({ value }) => (value?.settled === true ? value.value : 'unsettled'))
  expect(rulingOf(said(['desk', '1.50'], ['web', '1.5']), 'Decimal')).toEqual(['1.5'])
  expect(rulingOf(said(['desk', '1.50'], ['web', '1.05']), 'Decimal')).toEqual(['unsettled'])
  expect(rulingOf(said(['desk', '1.50'], ['web', '1.5']), 'String')).toEqual(['unsettled'])
  expect(rulingOf(said(['desk', 'x'], ['web', 'y']), 'Decimal')).toEqual(['unsettled'])
})

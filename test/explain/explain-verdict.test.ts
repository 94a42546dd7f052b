import { describe, expect, test } from 'vitest'
import { compareExplained } from '../../src/explain/compare-explained.ts'
import { explanationText, factText } from '../../src/explain/explanation-text.ts'
import { explainVerdict } from '../../src/explain/explain-verdict.ts'
import type { Explained } from '../../src/explain/explained.ts'
import { neededFacts } from '../../src/explain/needed-facts.ts'
import { orderQuestion } from '../../src/settle/settle-order.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { atelier, claimsOf, domainOf, factsOf, has, hour, is, leads, missingIn, settled, verdictOf, type Told } from '../settle/tell.ts'

const line = (n: number, at: number, local: string): readonly Told[] => [is('desk', at, `Garment/${n}`, local), leads('desk', at, `Garment/${n}`, 'order', 'Order/A')]
const payment = (n: number, at: number, local: string): readonly Told[] => [is('bank', at, `Payment/${n}`, local), leads('bank', at, `Payment/${n}`, 'order', 'Order/A')]
const terms = (value: string): Told => has('desk', 1, 'Order/A', 'terms', value)

const asked = (told: readonly Told[], name: string, at = 9) => {
  const [definition = '', version = '1'] = name.split(' ')
  const model = atelier.definitions.get(definition)
  const found = model?.versions.find((one) => one.version === Number(version))
  const question = orderQuestion(factsOf(claimsOf(told)), storedRef('Order/A'), hour(at))
  if (model === undefined || found === undefined || question === undefined) throw new Error(`nothing to explain of ${name}`)
  return { explained: explainVerdict(question, atelier.definitions, found), needed: neededFacts(question, found) }
}

/** A line a part, deeper ones indented. */
const drawn = (part: Explained, depth = 0): readonly string[] => {
  const name = part.kind === 'DEFINITION' ? `${part.definition} ${part.version} (${part.rule})` : part.kind === 'DOMAIN' ? `${part.domain} ${part.met} of ${part.counted}` : part.kind === 'ENTITY' ? part.ref
    : part.kind === 'ABSENT' ? `${part.type} ${part.place} of ${part.requires}` : part.kind === 'ANSWER' ? `${part.answer} ${part.value}` : `${part.decides}: ${part.join ?? part.rule}${part.reads.map(({ path, value }) => ` [${path} ${value}]`).join('')}`
  return [`${'  '.repeat(depth)}${name} → ${part.outcome}${part.claims.length === 0 ? '' : ` by ${part.claims.map((claim) => claim.id).sort().join(' ')}`}`, ...part.parts.flatMap((inner) => drawn(inner, depth + 1))]
}

const facts = (needed: ReturnType<typeof asked>['needed']) => needed?.map(({ domain, type, ref, rule, values, reachable }) =>
  `${domain}: ${ref ?? `a ${type} more`}: ${rule}${values === undefined ? '' : ` [${values.join(' ')}]`}${reachable ? '' : ' out of reach'}`)

describe('why', () => {
  test('a verdict is told down to what each condition looked at', () => {
    const { explained } = asked([...line(1, 1, 'SEWN'), ...line(2, 1, 'CUT'), ...line(3, 1, 'CANCELLED'), terms('POST')], 'done 1')
    expect(drawn(explained)).toEqual([
      'done 1 (all) → NOT_MET by 3.0',
      "  selling 1 of 2 → NOT_MET by 3.0",
      '    Garment/1 → MET by 1.0',
      "      appliesWhen: state.local != 'CANCELLED' [state.local SEWN] → MET by 1.0",
      "      met: state.local == 'SEWN' [state.local SEWN] → MET by 1.0",
      '    Garment/2 → NOT_MET by 3.0',
      "      appliesWhen: state.local != 'CANCELLED' [state.local CUT] → MET by 3.0",
      "      met: state.local == 'SEWN' [state.local CUT] → NOT_MET by 3.0",
      '    Garment/3 → NOT_APPLICABLE by 5.0',
      "      appliesWhen: state.local != 'CANCELLED' [state.local CANCELLED] → NOT_MET by 5.0",
      '  paying 0 of 0 → UNKNOWN',
      "    applies: order.terms != 'GIFT' [order.terms POST] → MET by 7.0",
      '    Payment 1 of 1 → UNKNOWN',
    ])
  })
  test('what sources disagree on is said to be disputed, and an entity that may count is not absent', () => {
    const { explained, needed } = asked([...line(1, 1, 'SEWN'), is('web', 1, 'Garment/1', 'CUT'), terms('GIFT')], 'done 1')
    expect(explanationText('en', explained).split('\n').slice(1)).toEqual([
      '  selling: not known; 0 of 0 Garment met and 1 more that may count, every one has to be',
      '    Garment/1: not known',
      "      counts where state.local != 'CANCELLED': is not known to hold; sources disagree about state.local",
      "      is met where state.local == 'SEWN': is not known to hold; sources disagree about state.local",
    ])
    expect(explanationText('zh', explained)).toContain('各来源对 state.local 说法不一')
    expect(needed?.map((fact) => factText('en', fact))).toEqual(["selling: Garment/1: state.local would have to be 'SEWN'; sources disagree about state.local"])
    expect(missingIn(domainOf(verdictOf(settled([...line(1, 1, 'SEWN'), is('web', 1, 'Garment/1', 'CUT'), terms('GIFT')], 'Order/A', 9), 'done'), 'selling'), 'done 1')).toEqual(["selling: Garment/1: not known whether state.local != 'CANCELLED'; sources disagree about its state"])
  })
  test('a domain that does not apply is told by the condition alone', () => {
    const { explained } = asked([...line(1, 1, 'SEWN'), terms('GIFT'), ...payment(1, 2, 'PROMISED')], 'done 1')
    expect(drawn(explained).slice(-2)).toEqual(['  paying 0 of 0 → NOT_APPLICABLE by 3.0', "    applies: order.terms != 'GIFT' [order.terms GIFT] → NOT_MET by 3.0"])
  })
  test('a condition of several is taken apart', () => {
    const told = [...line(1, 1, 'SEWN'), terms('POST'), is('dock', 2, 'Parcel/1', 'DELIVERED'), leads('dock', 2, 'Parcel/1', 'lines', 'Garment/1', { quantities: { pieces: 1 } })]
    const { explained } = asked(told, 'done 2')
    expect(drawn(explained).slice(-5)).toEqual([
      "    Parcel/1 → NOT_MET by 4.0",
      '      appliesWhen: edge.pieces > 0 [edge.pieces 1] → MET',
      '      met: and → NOT_MET by 4.0',
      "        met: state.local == 'DELIVERED' [state.local DELIVERED] → MET by 4.0",
      '        met: edge.pieces >= 2 [edge.pieces 1] → NOT_MET',
    ])
  })
})

describe('why two explanations differ', () => {
  const differ = (before: Explained, after: Explained) => compareExplained(before, after).map(({ domain, entity, before: was, after: is }) =>
    `${domain ?? '-'} ${entity ?? '-'}: ${was === undefined ? 'none' : `${drawn(was)[0]}`} | ${is === undefined ? 'none' : drawn(is)[0]}`)
  test('under another version: what the one rule asks and the other does not', () => {
    const told = [...line(1, 1, 'SEWN'), has('desk', 1, 'Garment/1', 'pieces', 2), ...line(2, 1, 'CUT'), has('desk', 1, 'Garment/2', 'pieces', 1), terms('BILL')]
    // Version 1 wants every line SEWN and a payment booked; version 2 one line DONE of at least two, and a parcel only by post.
    expect(differ(asked(told, 'done 1').explained, asked(told, 'done 2').explained)).toEqual([
      'selling -: selling 1 of 2 → NOT_MET by 4.0 6.0 | selling 1 of 2 → MET by 1.0 3.0',
      'paying -: paying 0 of 0 → UNKNOWN | none',
      'sending -: none | sending 0 of 0 → NOT_APPLICABLE by 7.0',
    ])
  })
  test('at another time: the entity that came to it, by the condition', () => {
    const told = [...line(1, 1, 'CUT'), ...line(2, 1, 'SEWN'), ...payment(1, 1, 'BOOKED'), terms('POST'), is('desk', 5, 'Garment/1', 'SEWN')]
    expect(differ(asked(told, 'done 1', 4).explained, asked(told, 'done 1', 6).explained)).toEqual([
      "selling Garment/1: met: state.local == 'SEWN' [state.local CUT] → NOT_MET by 1.0 | met: state.local == 'SEWN' [state.local SEWN] → MET by 8.0",
    ])
  })
  test('the same outcome has no differences, whatever came between', () => {
    const told = [...line(1, 1, 'CUT'), is('desk', 5, 'Garment/1', 'TACKED')]
    expect(differ(asked(told, 'done 1', 4).explained, asked(told, 'done 1', 6).explained)).toEqual([])
  })
})

describe('what would make it MET', () => {
  const needed = (told: readonly Told[], name: string) => facts(asked(told, name).needed)
  test('nothing, where it is', () => expect(needed([...line(1, 1, 'SEWN'), ...payment(1, 1, 'BOOKED'), terms('POST')], 'done 1')).toEqual([]))
  test('each unmet entity comes to the state named', () => {
    expect(needed([...line(1, 1, 'CUT'), ...line(2, 1, 'SEWN'), ...payment(1, 1, 'PROMISED'), terms('POST')], 'done 1'))
      .toEqual(["selling: Garment/1: state.local == 'SEWN' [SEWN]", "paying: Payment/1: state.local == 'BOOKED' [BOOKED]"])
  })
  test('one fact will do for a line without a state: that it is sewn also says that it counts', () => {
    expect(needed([...line(1, 1, 'SEWN'), leads('desk', 1, 'Garment/2', 'order', 'Order/A'), ...payment(1, 1, 'BOOKED'), terms('POST')], 'done 1'))
      .toEqual(["selling: Garment/2: state.local != 'CANCELLED' && state.local == 'SEWN' [SEWN]"])
  })
  test('what is required and absent is an entity more', () => {
    expect(needed([...line(1, 1, 'SEWN'), terms('POST')], 'done 1')).toEqual(["paying: a Payment more: (state.local != 'VOID') && (state.local == 'BOOKED')"])
  })
  test('a void payment is out of reach of being booked, so another is wanted', () => {
    expect(needed([...line(1, 1, 'SEWN'), ...payment(1, 1, 'VOID'), terms('POST')], 'done 1')).toEqual(["paying: a Payment more: (state.local != 'VOID') && (state.local == 'BOOKED')"])
  })
  test('where one fact does for two, it is chosen: terms of a gift instead of a payment that is booked and another', () => {
    const told = [...line(1, 1, 'SEWN'), ...payment(1, 1, 'PROMISED'), ...payment(2, 1, 'PROMISED'), terms('POST')]
    expect(needed(told, 'done 1')).toEqual(["paying: Order/A: !(order.terms != 'GIFT') [GIFT]"])
  })
  test('under `any` the nearest domain is enough', () => {
    expect(needed([...line(1, 1, 'SEWN'), has('desk', 1, 'Garment/1', 'pieces', 2), terms('POST')], 'done 2')).toEqual(['selling: a Garment more: entity.pieces > 0'])
  })
  test("under words of the version's own: the outcomes it asks for, no more", () => {
    // selling is MET, paying only has not to be NOT_MET, and asking has to be known.
    expect(needed([...line(1, 1, 'SEWN'), terms('POST')], 'done 3')).toEqual(["asking: a Enquiry more: state.local == 'WON'"])
  })
})

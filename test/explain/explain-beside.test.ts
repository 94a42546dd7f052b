import { describe, expect, test } from 'vitest'
import { compareExplained } from '../../src/explain/compare-explained.ts'
import { explainVerdict } from '../../src/explain/explain-verdict.ts'
import { explanationText, factText } from '../../src/explain/explanation-text.ts'
import type { Explained } from '../../src/explain/explained.ts'
import { neededFacts } from '../../src/explain/needed-facts.ts'
import { orderQuestion } from '../../src/settle/settle-order.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { claimsOf, factsOf, has, hour, is, leads, type Told } from '../settle/tell.ts'
import { only, versionText, written } from '../settle/written.ts'

/** What a rule looks at beside its entity: other versions, and lists of the order's entities. Worked out by hand. */
const line = (n: number, at: number, local: string, pieces?: number): readonly Told[] => [
  is('desk', at, `Garment/${n}`, local), leads('desk', at, `Garment/${n}`, 'order', 'Order/A'), ...(pieces === undefined ? [] : [has('desk', at, `Garment/${n}`, 'pieces', pieces)]),
]
const payment = (n: number, at: number, local: string, amount?: number): readonly Told[] => [
  is('bank', at, `Payment/${n}`, local), leads('bank', at, `Payment/${n}`, 'order', 'Order/A'), ...(amount === undefined ? [] : [has('bank', at, `Payment/${n}`, 'amount', amount)]),
]

const overOrder = (name: string, met: string): string => versionText(name, `domains:\n  selling: { over: Order, met: "${met}" }\nunified: all`)
const definitions = written(
  versionText('sewn', `domains:
  selling: { over: Garment, appliesWhen: state.local != 'CANCELLED', met: state.local == 'SEWN' }
unified: all`),
  versionText('late', `uses: { sewn: { definition: sewn, version: 1 } }
domains:
  paying:
    over: Order
    appliesWhen: verdicts.sewn.outcome != 'UNKNOWN'
    met: verdicts.sewn.outcome == 'NOT_MET' && now >= verdicts.sewn.since + duration('2h')
unified: all`),
  versionText('settled', `uses: { sewn: { definition: sewn, version: 1 } }
domains:
  paying: { over: Payment, met: "state.local == 'BOOKED' && verdicts.sewn.outcome == 'MET'" }
unified: all`),
  versionText('closed', `uses: { settled: { definition: settled, version: 1 } }
domains:
  asking: { over: Order, met: verdicts.settled.outcome == 'MET' }
unified: all`),
  overOrder('everyCut', "entities.Garment.all(g, g.state.local == 'CUT')"),
  overOrder('anyPaid', "entities.Payment.exists(p, p.state.local == 'BOOKED')"),
  overOrder('noneOpen', "!entities.Garment.exists(g, g.state.local in ['CUT', 'TACKED'] && g.pieces > 1)"),
  overOrder('threeSewn', "size(entities.Garment.filter(g, g.state.local == 'SEWN')) >= 3"),
  overOrder('allHeavy', 'entities.Garment.all(g, g.pieces > 2)'),
  overOrder('bigPaid', "entities.Payment.exists(p, p.state.local == 'BOOKED' && p.amount >= 40 && p.amount < 50)"),
  overOrder('enough', "sum(entities.Payment.map(p, p.amount)) >= 100"),
  versionText('against', `domains:
  selling: { over: Garment, met: state.local == 'SEWN' }
  paying: { over: Order, met: "entities.Garment.all(g, g.state.local == 'CUT')" }
unified: all`),
  versionText('oneOnly', `domains:
  selling: { over: Garment, appliesWhen: state.local != 'CANCELLED', met: state.local == 'SEWN' }
  paying: { over: Order, met: "size(entities.Garment.filter(g, g.state.local == 'SEWN')) < 2" }
unified: all`),
  versionText('sums', `domains:
  selling: { over: Order, met: "sum(entities.Payment.map(p, p.amount)) == 5" }
  paying: { over: Order, met: "sum(entities.Payment.map(p, p.amount)) == 6" }
unified: all`),
)

const questionOf = (told: readonly Told[], at: number) => {
  const question = orderQuestion(factsOf(claimsOf(told)), storedRef('Order/A'), hour(at))
  if (question === undefined) throw new Error('the order has not begun')
  return question
}
const why = (name: string, told: readonly Told[], at = 9): Explained => explainVerdict(questionOf(told, at), definitions, only(definitions, name))
const needed = (name: string, told: readonly Told[], at = 9): readonly string[] | undefined => neededFacts(questionOf(told, at), only(definitions, name))?.map((fact) => factText('en', fact))
const conditionIn = (part: Explained, rule: string): Explained => {
  const found = (function find(one: Explained): Explained | undefined {
    return one.kind === 'CONDITION' && one.rule === rule ? one : one.parts.map(find).find((inner) => inner !== undefined)
  })(part)
  if (found === undefined) throw new Error(`no condition ${rule}`)
  return found
}
const idsOf = ({ claims }: Pick<Explained, 'claims'>): readonly string[] => claims.map(({ id }) => id).sort()

describe('a version that a condition reads', () => {
  // Claims in turn: 1 and 3 the lines' states, 2 and 4 that they are the order's, 5 the payment's.
  const told = [...line(1, 1, 'SEWN'), ...line(2, 1, 'CUT'), ...payment(1, 3, 'BOOKED')]
  test('is told below it with its own domains, entities and claims, in full below the first', () => {
    expect(explanationText('en', why('late', told)).split('\n')).toEqual([
      'late (late 1): met; every domain that applies has to be met',
      '  paying: met; 1 of 1 Order met, every one has to be',
      '    Order/A: met',
      "      counts where verdicts.sewn.outcome != 'UNKNOWN': holds; verdicts.sewn.outcome is 'NOT_MET'",
      '        sewn (sewn 1): not met; every domain that applies has to be met',
      '          selling: not met; 1 of 2 Garment met, every one has to be',
      '            Garment/2: not met',
      "              is met where state.local == 'SEWN': does not hold; state.local is 'CUT'",
      "      is met where verdicts.sewn.outcome == 'NOT_MET' && now >= verdicts.sewn.since + duration('2h'): holds",
      "        is met where verdicts.sewn.outcome == 'NOT_MET': holds; verdicts.sewn.outcome is 'NOT_MET'",
      '          sewn (sewn 1): not met; every domain that applies has to be met',
      "        is met where now >= verdicts.sewn.since + duration('2h'): holds; now is '2026-01-01T09:00:00Z', verdicts.sewn.since is '2026-01-01T01:00:00Z'",
      '          sewn (sewn 1): not met; every domain that applies has to be met',
    ])
  })
  test('gives the condition, what it reads and all above it its claims', () => {
    const condition = conditionIn(why('late', told), "verdicts.sewn.outcome == 'NOT_MET'")
    expect(idsOf(condition)).toEqual(['3.0'])
    expect(condition.kind === 'CONDITION' && condition.reads.map(({ path, claims }) => [path, claims.map(({ id }) => id)])).toEqual([['verdicts.sewn.outcome', ['3.0']]])
    expect(idsOf(why('late', told))).toEqual(['3.0'])
  })
  test('makes the difference between two times, down to its entity', () => {
    const sewn = [...told, is('desk', 5, 'Garment/2', 'SEWN')]
    expect(compareExplained(why('late', sewn, 4), why('late', sewn, 6)).map(({ domain, entity, before, after }) => [domain, entity, before?.kind === 'CONDITION' && before.rule, after?.outcome])).toEqual([
      ['selling', 'Garment/2', "state.local == 'SEWN'", 'MET'],
    ])
  })
  test('what would make it MET is what that version needs', () => {
    expect(needed('settled', told)).toEqual(["selling: Garment/2: state.local would have to be 'SEWN'; state.local is 'CUT'"])
    expect(needed('settled', [...line(1, 1, 'SEWN'), ...payment(1, 3, 'PROMISED')])).toEqual(["paying: Payment/1: state.local would have to be 'BOOKED'; state.local is 'PROMISED'"])
  })
  test('also where that version reads another', () => {
    expect(needed('closed', [...line(1, 1, 'CUT'), ...payment(1, 3, 'PROMISED')])).toEqual([
      "paying: Payment/1: state.local would have to be 'BOOKED'; state.local is 'PROMISED'",
      "selling: Garment/1: state.local would have to be 'SEWN'; state.local is 'CUT'",
    ])
  })
  test('what the clock brings is said as it is written, and only that', () => {
    expect(needed('late', line(1, 8, 'CUT'))).toEqual(["paying: Order/A: now >= verdicts.sewn.since + duration('2h') would have to hold; now is '2026-01-01T09:00:00Z', verdicts.sewn.since is '2026-01-01T08:00:00Z'"])
  })
  test('where it must not be MET, one entity of it is another, or one comes', () => {
    expect(needed('late', line(1, 1, 'SEWN'))).toEqual([
      "selling: another Garment would have to come, with (state.local != 'CANCELLED') && (!(state.local == 'SEWN'))",
      "paying: Order/A: now >= verdicts.sewn.since + duration('2h') would have to hold; now is '2026-01-01T09:00:00Z', verdicts.sewn.since is '2026-01-01T01:00:00Z'",
    ])
  })
})

describe('a list of entities', () => {
  const told = [...line(1, 1, 'CUT', 3), ...line(2, 1, 'SEWN', 2), ...payment(1, 3, 'PROMISED', 30)]
  test('is read entity by entity, each value with whose it is and the claims that it rests on', () => {
    const condition = conditionIn(why('noneOpen', told), "entities.Garment.exists(g, g.state.local in ['CUT', 'TACKED'] && g.pieces > 1)")
    expect(condition.kind === 'CONDITION' && condition.reads.map(({ path, ref, value, claims }) => [path, ref, value, ...claims.map(({ id }) => id)])).toEqual([
      ['entities.Garment.state.local', 'Garment/1', 'CUT', '1.0'], ['entities.Garment.pieces', 'Garment/1', 3, '3.0'],
      ['entities.Garment.state.local', 'Garment/2', 'SEWN', '4.0'], ['entities.Garment.pieces', 'Garment/2', 2, '6.0'],
    ])
    expect(explanationText('zh', condition)).toContain("Garment/1 的 state.local 为 'CUT'，Garment/1 的 pieces 为 3，Garment/2 的 state.local 为 'SEWN'")
  })
  test('of which sources disagree on one says of whom', () => {
    expect(explanationText('en', why('everyCut', [...told, is('web', 1, 'Garment/1', 'TACKED')]))).toContain("sources disagree about Garment/1 state.local, Garment/2 state.local is 'SEWN'")
  })
  test('of twelve ten are shown, and of how many values more nothing is', () => {
    const many = Array.from({ length: 12 }, (_, n) => line(n + 10, 1, 'CUT', 1)).flat()
    const condition = conditionIn(why('noneOpen', many), "entities.Garment.exists(g, g.state.local in ['CUT', 'TACKED'] && g.pieces > 1)")
    expect(condition.kind === 'CONDITION' && [condition.reads.length, condition.reads.at(-1)?.ref, condition.moreReads]).toEqual([20, 'Garment/19', 4])
    expect(explanationText('en', condition)).toMatch(/Garment\/19 pieces is 1, and 4 more$/)
  })
  test.each<readonly [string, readonly Told[], readonly string[]]>([
    ['everyCut', [...line(1, 1, 'ORDERED'), ...line(2, 1, 'CUT'), ...line(3, 1, 'ORDERED')], ['Garment/1', 'Garment/3'].map((ref) => `selling: ${ref}: state.local would have to be 'CUT'; state.local is 'ORDERED'`)],
    ['everyCut', told, ["selling: Garment/2: state.local would have to be 'CUT'; state.local is 'SEWN', from where no way leads there"]],
    ['anyPaid', told, ["selling: Payment/1: state.local would have to be 'BOOKED'; state.local is 'PROMISED'"]],
    ['anyPaid', line(1, 1, 'CUT'), ["selling: another Payment would have to come, with state.local == 'BOOKED'"]],
    // One piece fewer would do as well; what is said first comes first.
    ['noneOpen', told, ["selling: Garment/1: state.local would have to be 'SEWN' or 'CANCELLED'; state.local is 'CUT'"]],
    ['allHeavy', told, ['selling: Garment/2: entity.pieces > 2 would have to hold; entity.pieces is 2']],
    ['allHeavy', [...line(1, 1, 'CUT', 1), ...line(2, 1, 'CUT')], ['selling: Garment/1: entity.pieces > 2 would have to hold; entity.pieces is 1', 'selling: Garment/2: entity.pieces > 2 would have to hold; nothing is known of entity.pieces']],
    ['bigPaid', [...told, ...payment(2, 3, 'BOOKED', 20)], ['selling: Payment/2: entity.amount >= 40 && entity.amount < 50 would have to hold; entity.amount is 20']],
    // Of one that is not booked two things would have to be said.
    ['bigPaid', told, ["selling: another Payment would have to come, with state.local == 'BOOKED' && entity.amount >= 40 && entity.amount < 50"]],
    ['threeSewn', [...told, ...line(3, 2, 'CUT'), ...line(4, 2, 'CUT')], ['Garment/1', 'Garment/3'].map((ref) => `selling: ${ref}: state.local would have to be 'SEWN'; state.local is 'CUT'`)],
    ['threeSewn', [1, 2, 3, 4, 5].flatMap((n) => line(n, 1, 'CUT')), [1, 2, 3].map((n) => `selling: Garment/${n}: state.local would have to be 'SEWN'; state.local is 'CUT'`)],
    ['enough', told, ['selling: Order/A: sum(entities.Payment.map(p, p.amount)) >= 100 would have to hold; Payment/1 amount is 30']],
  ])('%s: what each would have to be', (name, all, facts) => {
    const found = needed(name, all)
    if (name !== 'threeSewn' || found === undefined) expect(found).toEqual(facts)
    // Which of several that are alike is not said.
    else expect(found.length).toBe(facts.length)
  })
})

describe('facts that stand against each other', () => {
  test('none are answered where every line has to be sewn and every line cut', () => expect(needed('against', [...line(1, 1, 'CUT')])).toBeUndefined())
  test('nor two sums of the same', () => expect(needed('sums', [...line(1, 1, 'CUT'), ...payment(1, 1, 'BOOKED', 3)])).toBeUndefined())
  test('others are found: of two lines that may not both be sewn one is cancelled', () => {
    // It would be one fact each to sew them; told so, both were sewn, and the second domain would fail.
    const found = needed('oneOnly', [...line(1, 1, 'CUT'), ...line(2, 1, 'CUT')])
    expect(found).toHaveLength(2)
    expect(found?.map((text) => /would have to be '(\w+)'/.exec(text)?.[1]).sort()).toEqual(['CANCELLED', 'SEWN'])
  })
})

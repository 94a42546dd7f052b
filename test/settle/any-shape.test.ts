import { describe, expect, test } from 'vitest'
import { explanationText } from '../../src/explain/explanation-text.ts'
import { explainVerdict } from '../../src/explain/explain-verdict.ts'
import { neededFacts } from '../../src/explain/needed-facts.ts'
import type { DefinitionVersion } from '../../src/model/model.ts'
import { verdictKeeper } from '../../src/settle/kept-verdict.ts'
import { orderQuestion, settleOrder } from '../../src/settle/settle-order.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { only, refused, versionText, written } from './written.ts'
import { claimsOf, domainOf, factsOf, has, hour, hours, is, leads, short, type Told } from './tell.ts'

const ORDER = storedRef('Order/A')

const verdict = (version: DefinitionVersion, told: readonly Told[], at: number) => {
  const ruling = settleOrder(factsOf(claimsOf(told)), ORDER, hour(at), [version])?.verdicts[0]
  if (ruling === undefined) throw new Error('the order has not begun')
  return ruling
}

const line = (n: number, at: number, local: string, pieces?: number): readonly Told[] => [
  is('desk', at, `Garment/${n}`, local), leads('desk', at, `Garment/${n}`, 'order', 'Order/A'), ...(pieces === undefined ? [] : [has('desk', at, `Garment/${n}`, 'pieces', pieces)]),
]
const payment = (n: number, at: number, local: string, amount: number): readonly Told[] => [is('bank', at, `Payment/${n}`, local), leads('bank', at, `Payment/${n}`, 'order', 'Order/A'), has('bank', at, `Payment/${n}`, 'amount', amount)]

describe('a rule looks at entities of several types', () => {
  // Two lines of 3 and 2 pieces at 10 each: 50 to pay.
  const matched = only(written(versionText('matched', `domains:
  paying:
    over: Order
    appliesWhen: size(entities.Payment) > 0
    met: sum(entities.Payment.filter(p, p.state.local == 'BOOKED').map(p, p.amount)) == 10 * sum(entities.Garment.filter(g, g.state.local != 'CANCELLED').map(g, g.pieces))
unified: all`)), 'matched')
  const told = [...line(1, 1, 'CUT', 3), ...line(2, 1, 'CUT', 2), ...payment(1, 3, 'BOOKED', 30), ...payment(2, 5, 'PROMISED', 20), is('bank', 7, 'Payment/2', 'BOOKED')]

  test.each([
    [2, 'UNKNOWN since 1', 'nothing is paid yet'],
    [4, 'NOT_MET since 3', '30 of 50'],
    [6, 'NOT_MET since 3', 'what is promised counts for nothing'],
    [8, 'MET since 7', '50 of 50'],
  ])('at hour %i: %s, %s', (at, outcome) => expect(short(domainOf(verdict(matched, told, at), 'paying'))).toBe(outcome))
  test('a line that is cancelled later changes what is owed', () => {
    expect([9, 11].map((at) => short(verdict(matched, [...told, is('desk', 10, 'Garment/2', 'CANCELLED')], at)))).toEqual(['MET since 7', 'NOT_MET since 10'])
  })
  test('one whose pieces nobody told of leaves it unknown', () => {
    expect(short(verdict(matched, [...told, ...line(3, 8, 'CUT')], 9))).toBe('UNKNOWN since 8')
  })
  test('one that is another order\'s from hour 9 on does not count any more', () => {
    expect(short(verdict(matched, [...told, leads('bank', 9, 'Payment/1', 'order', 'Order/B')], 9))).toBe('NOT_MET since 9')
  })
  test('the evidence is what was looked at, and the explanation says what stood there', () => {
    const ruling = verdict(matched, told, 8)
    expect(new Set(domainOf(ruling, 'paying').evidence.map(({ about }) => String(about)))).toEqual(new Set(['Garment/1', 'Garment/2', 'Payment/1', 'Payment/2']))
    const question = orderQuestion(factsOf(claimsOf(told)), ORDER, hour(4))
    if (question === undefined) throw new Error('it has begun')
    expect(explanationText('en', explainVerdict(question, new Map(), matched)).split('\n').at(-1)).toBe(
      "      is met where sum(entities.Payment.filter(p, p.state.local == 'BOOKED').map(p, p.amount)) == 10 * sum(entities.Garment.filter(g, g.state.local != 'CANCELLED').map(g, g.pieces)): does not hold; Payment/1 state.local is 'BOOKED', Payment/1 amount is 30, Garment/1 state.local is 'CUT', Garment/1 pieces is 3, Garment/2 state.local is 'CUT', Garment/2 pieces is 2")
    // 30 are paid, for lines of 3 and 2 pieces at 10: without the line of 2 it would be all.
    expect(neededFacts(question, matched)?.map(({ ref, rule }) => `${ref}: ${rule}`)).toEqual(["Garment/2: state.local == 'CANCELLED'"])
  })
})

describe('a version that uses another', () => {
  const sewn = versionText('sewn', `domains:
  selling: { over: Garment, met: state.local == 'SEWN' }
unified: all`)
  // Late: not sewn two hours after the order began to be told of.
  const late = versionText('late', `uses: { sewn: { definition: sewn, version: 1 } }
domains:
  selling:
    over: Order
    met: verdicts.sewn.outcome != 'MET' && now > order.first + duration('2h')
unified: all`)
  const made = written(sewn, versionText('paidAfter', `uses: { sewn: { definition: sewn, version: 1 } }
domains:
  paying: { over: Payment, appliesWhen: state.local == 'BOOKED', met: verdicts.sewn.outcome == 'MET' && state.since >= verdicts.sewn.since }
unified: all`))
  const told = [...line(1, 1, 'CUT'), is('desk', 4, 'Garment/1', 'SEWN'), ...payment(1, 6, 'BOOKED', 10)]

  test('rests on what that one rests on, and on what sources disagree about there', () => {
    const chain = written(sewn, late.replace('order.first', 'verdicts.sewn.since'), versionText('later', `uses: { late: { definition: late, version: 1 } }
domains:
  selling: { applies: verdicts.late.outcome != 'NOT_APPLICABLE', over: Order, met: order.terms == 'POST' }
  paying: { over: Payment, met: state.local == 'BOOKED' }
unified: all`))
    const torn = [...line(1, 1, 'CUT'), has('desk', 2, 'Order/A', 'terms', 'POST'), ...payment(1, 3, 'BOOKED', 5), ...line(2, 4, 'SEWN'), is('web', 4, 'Garment/2', 'CUT')]
    const said = (name: string, at = 9) => {
      const { domains, disputed, wasDisputed } = verdict(only(chain, name), torn, at)
      return [...domains.map(({ domain, evidence }) => [domain, ...new Set(evidence.map(({ about }) => about))].join(' ')), `disputed: ${disputed.join(' ')}${wasDisputed ? ', once' : ''}`]
    }
    expect(said('sewn')).toEqual(['selling Garment/1 Garment/2', 'disputed: Garment/2, once'])
    expect(said('late')).toEqual(['selling Order/A Garment/1 Garment/2', 'disputed: Garment/2, once'])
    expect(said('later')).toEqual(['selling Order/A Garment/1 Garment/2', 'paying Payment/1', 'disputed: Garment/2, once'])
    expect(said('later', 3)).toEqual(['selling Order/A Garment/1', 'paying Payment/1', 'disputed: , once'])
  })
  test('sees its outcome and since when, at every moment', () => {
    expect([3, 5, 6].map((at) => short(verdict(only(made, 'paidAfter'), told, at)))).toEqual(['UNKNOWN since 1', 'UNKNOWN since 1', 'MET since 6'])
    // A second line that is not sewn takes it back at hour 8.
    expect(short(verdict(only(made, 'paidAfter'), [...told, ...line(2, 8, 'CUT')], 9))).toBe('NOT_MET since 8')
  })
  test('of a field that is not there, a version that nobody wrote, and a circle, everything is said', () => {
    expect(refused(sewn, late).join('\n')).toMatch(/Order has no 'first'/)
    expect(refused(late.replace('order.first', 'verdicts.sewn.since')).join('\n')).toMatch(/'sewn' is version 1 of 'sewn', which nobody has written/)
    const circle = (name: string, other: string): string => versionText(name, `uses: { other: { definition: ${other}, version: 1 } }\ndomains:\n  selling: { over: Order, met: verdicts.other.outcome == 'MET' }\nunified: all`)
    expect(refused(circle('one', 'two'), circle('two', 'three'), circle('three', 'one')).join('\n')).toMatch(/closes a circle: one 1 uses two 1 uses three 1 uses one 1/)
    expect(refused(sewn, late.replace("order.first", 'verdicts.sewn.since').replace("'MET'", "'MADE'")).join('\n')).toMatch(/'MADE' is no outcome/)
  })
  test('the clock alone makes it late, and it says when to look again', () => {
    const clocked = only(written(sewn, late.replace('order.first', 'verdicts.sewn.since')), 'late')
    // NOT_MET since hour 1; late from the first moment after hour 3.
    expect([2, 3, 4].map((at) => verdict(clocked, [...line(1, 1, 'CUT')], at).outcome)).toEqual(['NOT_MET', 'NOT_MET', 'MET'])
    expect(verdict(clocked, [...line(1, 1, 'CUT')], 2).nextAt).toBe(hour(3) + 1)
    expect(verdict(clocked, told, 9).outcome).toBe('NOT_MET')
  })
})

describe('the clock against another version\'s time', () => {
  // Due four hours after the garment was told of; near for the last two of them.
  const near = only(written(versionText('due', `domains:
  selling: { over: Garment, met: state.local == 'SEWN' }
unified: all
answers: { time: "min(entities.Garment.map(g, g.state.since)) + duration('4h')" }`), versionText('near', `uses: { due: { definition: due, version: 1 } }
domains:
  selling: { over: Order, met: now >= verdicts.due.time - duration('2h') && now < verdicts.due.time }
unified: all`)), 'near')
  test('a window that opens and closes while nobody speaks is seen, before and after', () => {
    const told = line(1, 1, 'CUT')
    expect([2, 3, 4, 5, 9].map((at) => short(verdict(near, told, at)))).toEqual(['NOT_MET since 1', 'MET since 3', 'MET since 3', 'NOT_MET since 5', 'NOT_MET since 5'])
    expect([2, 4].map((at) => hours(verdict(near, told, at).nextAt))).toEqual([3, 5])
    expect(hours(verdict(near, told, 9).firstMetAt)).toBe(3)
  })
})

describe('a version for some orders', () => {
  const posted = only(written(versionText('posted', `validWhen: "order.terms == 'POST' // by parcel"
domains:
  selling: { over: Garment, met: state.local == 'SEWN' }
  paying: { applies: order.terms != 'GIFT', over: Payment, met: state.local == 'BOOKED' }
unified: any`)), 'posted')
  test.each([
    ['POST', 'MET since 2'],
    ['GIFT', 'NOT_APPLICABLE since 1'],
    [undefined, 'UNKNOWN since 1'],
  ])('terms %s: %s', (terms, outcome) => {
    expect(short(verdict(posted, [...line(1, 1, 'CUT'), is('desk', 2, 'Garment/1', 'SEWN'), ...(terms === undefined ? [] : [has('desk', 1, 'Order/A', 'terms', terms)])], 3))).toBe(outcome)
  })
})

describe('what can never be true is refused', () => {
  const met = (rule: string): readonly string[] => refused(versionText('odd', `domains:\n  selling: { over: Garment, met: "${rule}" }\nunified: all`))
  test.each([
    "state.local == 'SEWN' && state.local == 'CUT'",
    "state.local == 'SEWN' && state.canonical == 'CANCELLED'",
    "!(state.local in ['CUT', 'SEWN', 'CANCELLED', 'ORDERED', 'TACKED'] || state.local != 'CUT')",
    "order.terms == 'GIFT' && state.local == 'SEWN' && state.local != 'SEWN'",
    '1 > 2 && state.local == \'SEWN\'',
  ])('%s', (rule) => expect(met(rule).join()).toMatch(/'met' can never be true/))
  test.each(["state.local == 'SEWN' && order.terms == 'GIFT'", "state.local == 'SEWN' || state.local == 'CUT'", "state.local != 'SEWN' && state.since > now"])('%s is no such rule', (rule) => expect(met(rule)).toEqual([]))
  test.each(["has(order.terms) && state.local == 'SEWN'", "!has(state.local) && state.local != 'SEWN'"])('what asks for absence is left alone: %s', (rule) => expect(met(rule)).toEqual([]))
  test('over outcomes too', () => {
    const over = (unified: string): string => refused(versionText('odd', `domains:\n  selling: { over: Garment, met: state.local == 'SEWN' }\n  paying: { over: Payment, met: state.local == 'BOOKED' }\nunified: ${unified}`)).join()
    expect(over(`selling == 'MET' && selling == 'NOT_MET'`)).toMatch(/'unified' can never be true/)
    expect(over(`selling == 'MET' && paying != 'NOT_MET'`)).toBe('')
  })
})

describe('answers beside outcomes', () => {
  const definitions = written(versionText('made', `domains:
  selling: { over: Garment, appliesWhen: state.local != 'CANCELLED', met: state.local == 'SEWN' }
unified: all
answers:
  stage: { scale: [NOTHING, PARTLY, ALL], is: "outcome == 'MET' ? 'ALL' : entities.Garment.exists(g, g.state.local == 'SEWN') ? 'PARTLY' : 'NOTHING'" }
  share: "sum(entities.Garment.filter(g, g.state.local == 'SEWN').map(g, g.pieces)) * 1.0 / sum(entities.Garment.filter(g, g.state.local != 'CANCELLED').map(g, g.pieces))"
  time: max(entities.Garment.map(g, g.state.since))`), versionText('halfMade', `uses: { made: { definition: made, version: 1 } }
domains:
  selling: { over: Order, met: verdicts.made.share >= 0.5 && verdicts.made.stage == 'PARTLY' }
unified: all`))
  const made = only(definitions, 'made')
  const told = [...line(1, 1, 'CUT', 3), ...line(2, 1, 'CUT', 2), is('desk', 4, 'Garment/1', 'SEWN'), is('desk', 6, 'Garment/2', 'SEWN')]
  const answers = (at: number, all: readonly Told[] = told) => {
    const { stage, stageSince, share, time } = verdict(made, all, at).answers
    return [stage, hours(stageSince), share, hours(time)]
  }

  test.each([
    [2, ['NOTHING', 1, 0, 1]],
    [5, ['PARTLY', 4, 0.6, 4]],
    [7, ['ALL', 6, 1, 6]],
  ])('at hour %i: %j', (at, wanted) => expect(answers(at)).toEqual(wanted))
  test('leaving a stage and coming back starts anew', () => expect(answers(9, [...told, ...line(3, 8, 'CUT', 5)])).toEqual(['PARTLY', 8, 0.5, 8]))
  test('what nobody told of is nothing, and since when the stage is not known', () => expect(answers(9, [...told, ...line(3, 8, 'CUT')])).toEqual(['PARTLY', 8, undefined, 8]))
  test('what was said before the order began is no moment of its stage', () => {
    // The garment is CUT at 1 and SEWN at 2, and the order's from 3 on.
    const early = [is('desk', 1, 'Garment/1', 'CUT'), is('desk', 2, 'Garment/1', 'SEWN'), leads('desk', 3, 'Garment/1', 'order', 'Order/A')]
    const ruling = verdict(made, early, 5)
    expect([ruling.answers.stage, hours(ruling.answers.stageSince), hours(ruling.since)]).toEqual(['ALL', 3, 3])
    expect(ruling.letters.map((timeline) => timeline.map(({ from, value }) => `${hours(from)} ${value}`))).toEqual([['3 M'], ['3 M'], ['3 c']])
  })
  test('another version reads them', () => {
    expect([2, 5, 7].map((at) => short(verdict(only(definitions, 'halfMade'), told, at)))).toEqual(['NOT_MET since 1', 'MET since 4', 'NOT_MET since 6'])
  })
  test('the stage is kept over time, a letter after the outcomes', () => {
    const facts = factsOf(claimsOf(told))
    const ruling = settleOrder(facts, ORDER, hour(7), [made])
    const kept = ruling && verdictKeeper({ ...facts, model: { ...facts.model, definitions } as typeof facts.model }, hour(7))(ORDER, ruling).verdicts[0]
    expect(kept?.outcomes).toBe('MMc')
    expect(kept?.at.map((moment, i) => `${hours(moment)} ${kept.spans[i]}`)).toEqual(['1 NNa', '4 NNb', '6 MMc'])
  })
  test('a stage outside of the scale, a stage twice, a clock that would never stand still: refused with its place', () => {
    const bad = versionText('bad', `domains:
  selling: { over: Garment, met: state.local == 'SEWN' }
unified: all
answers:
  stage: { scale: [LOW, HIGH, LOW], is: "outcome == 'MET' ? 'HIHG' : 'LOW'" }
  share: "now > order.since ? 1 : 0"
  time: now`)
    const said = refused(bad).join('\n')
    for (const text of [/Stage 'LOW' stands twice/, /'HIHG' is no stage of the scale. Nearest: HIGH/, /Order has no 'since'/, /'time' reads 'now'/]) expect(said).toMatch(text)
    expect(refused(bad.replace(/ {4}answers:[^]*/, "    answers: { share: state.local }\n")).join('\n')).toMatch(/'share' is of type string; wanted: a number/)
  })
})

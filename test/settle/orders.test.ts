import { describe, expect, test } from 'vitest'
import { ordersAt } from '../../src/settle/belonging.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { claimsOf, domainOf, factsOf, has, hour, hours, is, leads, missingIn, settled, short, verdictOf, type Told } from './tell.ts'

const ordersOf = (told: readonly Told[], ref: string, at: number) => ordersAt(factsOf(claimsOf(told)), storedRef(ref), hour(at))
const outcome = (told: readonly Told[], name: string, domain: string | undefined, at: number, order = 'Order/A') => {
  const [definition = '', version = '1'] = name.split(' ')
  const verdict = verdictOf(settled(told, order, at), definition, Number(version))
  return short(domain === undefined ? verdict : domainOf(verdict, domain))
}
const line = (n: number, at: number, local: string, order = 'Order/A'): readonly Told[] => [is('desk', at, `Garment/${n}`, local), leads('desk', at, `Garment/${n}`, 'order', order)]
const payment = (n: number, at: number, local: string, order = 'Order/A'): readonly Told[] => [is('bank', at, `Payment/${n}`, local), leads('bank', at, `Payment/${n}`, 'order', order)]

// "any other entity [belongs] to the nearest order reached over relations marked `belongs: true` …; a type that marks none, over its upstream lineage relations."
describe('belonging', () => {
  test('a line and a payment by their upstream relations, a parcel through its line', () => {
    const told = [...line(1, 1, 'CUT'), ...payment(1, 2, 'BOOKED'), leads('dock', 3, 'Parcel/1', 'lines', 'Garment/1')]
    expect(settled(told, 'Order/A', 3)?.members).toEqual(['Garment/1', 'Parcel/1', 'Payment/1'])
  })
  test('an enquiry belongs to the order it led to: marked, against the flow', () => {
    expect(ordersOf([leads('inbox', 1, 'Enquiry/1', 'order', 'Order/A')], 'Enquiry/1', 1)).toEqual(['Order/A'])
  })
  test('to the nearest: a complaint raised on one order about a parcel of another', () => {
    const told = [...line(1, 1, 'CUT', 'Order/B'), leads('dock', 1, 'Parcel/1', 'lines', 'Garment/1'), leads('dock', 1, 'Complaint/1', 'parcel', 'Parcel/1')]
    expect(ordersOf(told, 'Complaint/1', 1)).toEqual(['Order/B'])
    expect(ordersOf([...told, leads('dock', 2, 'Complaint/1', 'order', 'Order/A')], 'Complaint/1', 2)).toEqual(['Order/A'])
  })
  test('to several that are equally near: a parcel with lines of two orders', () => {
    expect(ordersOf([...line(1, 1, 'CUT', 'Order/A'), ...line(2, 1, 'CUT', 'Order/B'), leads('dock', 2, 'Parcel/1', 'lines', 'Garment/1'), leads('dock', 2, 'Parcel/1', 'lines', 'Garment/2')], 'Parcel/1', 2)).toEqual(['Order/A', 'Order/B'])
  })
  test('never through master data: what is cut from one pattern shares no order', () => {
    const told = [...line(1, 1, 'CUT', 'Order/A'), leads('desk', 1, 'Garment/1', 'pattern', 'Pattern/X'), leads('desk', 1, 'Garment/2', 'pattern', 'Pattern/X')]
    expect([ordersOf(told, 'Pattern/X', 1), ordersOf(told, 'Garment/2', 1)]).toEqual([[], []])
  })
  test('from and until when the links on the way hold', () => {
    const told = [leads('dock', 1, 'Parcel/1', 'lines', 'Garment/1'), leads('desk', 3, 'Garment/1', 'order', 'Order/A'), leads('desk', 5, 'Garment/1', 'order', 'Order/B')]
    expect([2, 3, 4, 5].map((at) => ordersOf(told, 'Parcel/1', at))).toEqual([[], ['Order/A'], ['Order/A'], ['Order/B']])
  })
  test('a line stated by its order belongs to it as much', () => {
    expect(ordersOf([leads('desk', 1, 'Order/A', 'lines', 'Garment/1')], 'Garment/1', 1)).toEqual(['Order/A'])
  })
})

// "Before an order's first claim: ORDER_UNKNOWN_AT."
describe('an order begins', () => {
  test('with its own first claim', () => {
    expect([0, 1].map((at) => hours(settled([has('desk', 1, 'Order/A', 'terms', 'POST')], 'Order/A', at)?.firstAt))).toEqual([undefined, 1])
  })
  test('or with the first claim that something belongs to it, not with what was said of that before', () => {
    const told = [is('bank', 1, 'Payment/1', 'PROMISED'), leads('bank', 1, 'Payment/1', 'order', 'Order/B'), leads('bank', 5, 'Payment/1', 'order', 'Order/A')]
    expect([1, 4, 5].map((at) => hours(settled(told, 'Order/A', at)?.firstAt))).toEqual([undefined, undefined, 5])
  })
})

// "Fewer entities than required: UNKNOWN; never met by an empty set." "one line surely unmet makes `all` NOT_MET whatever the others are;
// an entity whose `appliesWhen` is unknown does not count toward `requires`."
describe('a domain under `all`', () => {
  test('no entity: UNKNOWN since the order began', () => expect(outcome([has('desk', 1, 'Order/A', 'terms', 'POST')], 'done 1', 'selling', 9)).toBe('UNKNOWN since 1'))
  test('every one met: since the last came to it', () => expect(outcome([...line(1, 1, 'SEWN'), ...line(2, 1, 'CUT'), is('desk', 4, 'Garment/2', 'SEWN')], 'done 1', 'selling', 9)).toBe('MET since 4'))
  test('one surely unmet, another unknown: NOT_MET', () => {
    // Garment 2 has no state: unknown whether it applies, unknown whether it is met.
    expect(outcome([...line(1, 1, 'CUT'), leads('desk', 1, 'Garment/2', 'order', 'Order/A')], 'done 1', 'selling', 9)).toBe('NOT_MET since 1')
  })
  test('one met, another unknown: UNKNOWN', () => expect(outcome([...line(1, 1, 'SEWN'), leads('desk', 2, 'Garment/2', 'order', 'Order/A')], 'done 1', 'selling', 9)).toBe('UNKNOWN since 2'))
  test('only one whose appliesWhen is unknown: fewer than required', () => expect(outcome([leads('desk', 1, 'Garment/1', 'order', 'Order/A')], 'done 1', 'selling', 9)).toBe('UNKNOWN since 1'))
  test('all cancelled: none is left that counts', () => expect(outcome([...line(1, 1, 'CUT'), is('desk', 3, 'Garment/1', 'CANCELLED')], 'done 1', 'selling', 9)).toBe('UNKNOWN since 3'))
  test('a conflict about a line is undefined in rules: UNKNOWN from then on', () => {
    // "a conflict: unsettled, undefined in rules".
    expect(outcome([...line(1, 1, 'SEWN'), is('web', 3, 'Garment/1', 'CUT')], 'done 1', 'selling', 9)).toBe('UNKNOWN since 3')
  })
  test('requires 0 is not met by an empty set either', () => expect(outcome([has('desk', 1, 'Order/A', 'terms', 'POST')], 'released 1', 'sending', 9)).toBe('UNKNOWN since 1'))
  test('what is missing is said one entity a line, and one for each required that is absent', () => {
    const told = [...line(1, 1, 'CUT'), ...line(2, 1, 'SEWN')]
    const verdict = verdictOf(settled(told, 'Order/A', 9), 'done')
    expect(missingIn(domainOf(verdict, 'selling'), 'done 1')).toEqual(["selling: Garment/1: not state.local == 'SEWN'; state is CUT"])
    // Nobody told of the terms, so whether paying has a say is not known: that is what is missing.
    expect(missingIn(domainOf(verdict, 'paying'), 'done 1')).toEqual(["paying: Order/A: not known whether order.terms != 'GIFT'"])
  })
  test('what is missing is said in Chinese too: unmet, undecided, of no known state, disputed, absent', () => {
    const told = [...line(1, 1, 'CUT'), leads('desk', 1, 'Garment/2', 'order', 'Order/A'), ...line(3, 1, 'SEWN'), is('web', 1, 'Garment/3', 'CUT'), has('desk', 1, 'Order/A', 'terms', 'POST')]
    const verdict = verdictOf(settled(told, 'Order/A', 9), 'done')
    expect(missingIn(domainOf(verdict, 'selling'), 'done 1', 'zh')).toEqual([
      "selling：Garment/1：不满足 state.local == 'SEWN'；状态为 CUT",
      "selling：Garment/2：无法判断是否 state.local != 'CANCELLED'；状态未知",
      "selling：Garment/3：无法判断是否 state.local != 'CANCELLED'；各来源对其状态说法不一",
    ])
    expect(missingIn(domainOf(verdict, 'paying'), 'done 1', 'zh')).toEqual(["paying：需要 1 个 Payment，缺第 1 个（计入条件：state.local != 'VOID'）"])
    expect(missingIn(domainOf(verdict, 'paying'), 'done 1')).toEqual(["paying: Payment 1 of 1 required is absent (counted where state.local != 'VOID')"])  })
})

describe('a domain under `any`', () => {
  const counted = (n: number, at: number, local: string, pieces: number | null): readonly Told[] => [...line(n, at, local), has('desk', at, `Garment/${n}`, 'pieces', pieces)]
  test('one met is enough, when there are as many as required', () => expect(outcome([...counted(1, 1, 'SEWN', 1), ...counted(2, 3, 'CUT', 1)], 'done 2', 'selling', 9)).toBe('MET since 3'))
  test('fewer than required: UNKNOWN though one is met', () => expect(outcome(counted(1, 1, 'SEWN', 1), 'done 2', 'selling', 9)).toBe('UNKNOWN since 1'))
  test('one that may not apply cannot help', () => {
    // Garment 3 is met, yet not known to have pieces: it might not count. 1 and 2 count and are unmet.
    expect(outcome([...counted(1, 1, 'CUT', 1), ...counted(2, 1, 'CUT', 1), ...counted(3, 2, 'SEWN', null)], 'done 2', 'selling', 9)).toBe('UNKNOWN since 2')
  })
  test('all unmet: NOT_MET', () => expect(outcome([...counted(1, 1, 'CUT', 1), ...counted(2, 1, 'CUT', 1)], 'done 2', 'selling', 9)).toBe('NOT_MET since 1'))
})

// "`applies` false: NOT_APPLICABLE; unknown: UNKNOWN." "NOT_APPLICABLE stays out of skew."
describe('applies', () => {
  const sewn = line(1, 1, 'SEWN')
  test('false: NOT_APPLICABLE, and the others decide alone', () => {
    const told = [...sewn, has('desk', 2, 'Order/A', 'terms', 'GIFT')]
    expect([outcome(told, 'done 1', 'paying', 9), outcome(told, 'done 1', undefined, 9)]).toEqual(['NOT_APPLICABLE since 2', 'MET since 2'])
    expect(verdictOf(settled(told, 'Order/A', 9), 'done').skewHours).toBeUndefined()
  })
  test('unknown: UNKNOWN, whatever its entities are', () => expect(outcome([...sewn, ...payment(1, 2, 'BOOKED')], 'done 1', 'paying', 9)).toBe('UNKNOWN since 1'))
  test('no domain applies: NOT_APPLICABLE', () => {
    expect(outcome([...sewn, has('desk', 2, 'Order/A', 'terms', 'GIFT')], 'paid 1', undefined, 9)).toBe('NOT_APPLICABLE since 2')
  })
  test('any over one that does not apply and one unknown: UNKNOWN', () => {
    expect(outcome([...sewn, has('desk', 2, 'Order/A', 'terms', 'GIFT')], 'done 2', undefined, 9)).toBe('UNKNOWN since 1')
  })
})

// "`unified: all` is three-valued AND over the domains that apply, `any` three-valued OR, or CEL over outcomes".
describe('unified', () => {
  const terms = has('desk', 0, 'Order/A', 'terms', 'BILL')
  test('all: met when the last is, with the skew between them', () => {
    const told = [terms, ...line(1, 1, 'SEWN'), ...payment(1, 4, 'BOOKED')]
    expect(outcome(told, 'done 1', undefined, 9)).toBe('MET since 4')
    expect(verdictOf(settled(told, 'Order/A', 9), 'done').skewHours).toBe(3)
  })
  test('all: one surely unmet decides over one unknown', () => expect(outcome([terms, ...line(1, 1, 'CUT')], 'done 1', undefined, 9)).toBe('NOT_MET since 1'))
  test('an order can be NOT_MET before one of its domains is: the silent domain has been UNKNOWN since the order began', () => {
    // bakery/expected.md: the line was ordered before the payment was promised.
    const told = [terms, ...line(1, 1, 'CUT'), ...payment(1, 2, 'PROMISED')]
    expect([outcome(told, 'done 1', undefined, 9), outcome(told, 'done 1', 'paying', 9)]).toEqual(['NOT_MET since 1', 'NOT_MET since 2'])
  })
  test('any: one met is enough beside one unknown', () => {
    const two = [1, 2].flatMap((n) => [...line(n, 1, 'SEWN'), has('desk', 1, `Garment/${n}`, 'pieces', 1)])
    expect(outcome([terms, ...two], 'done 2', undefined, 9)).toBe('MET since 1')
  })
  test('CEL over outcomes sees all four, by name', () => {
    // selling MET, paying NOT_APPLICABLE, which is not NOT_MET, asking NOT_MET, which is not UNKNOWN.
    const told = [has('desk', 0, 'Order/A', 'terms', 'GIFT'), ...line(1, 1, 'SEWN'), is('inbox', 2, 'Enquiry/1', 'ASKED'), leads('inbox', 2, 'Enquiry/1', 'order', 'Order/A')]
    expect([outcome(told, 'done 3', undefined, 1), outcome(told, 'done 3', undefined, 9)]).toEqual(['NOT_MET since 0', 'MET since 2'])
  })
})

// "The latest moment, by occurredAt, at which the aggregate changed to this outcome, changes of membership included. Leaving and coming back starts anew; firstMetAt keeps the first".
describe('since', () => {
  const back = [...payment(1, 1, 'BOOKED'), has('desk', 0, 'Order/A', 'terms', 'BILL'), is('bank', 3, 'Payment/1', 'PROMISED'), is('bank', 5, 'Payment/1', 'BOOKED')]
  const paying = (told: readonly Told[], at: number) => {
    const { outcome: now, since, firstMetAt } = domainOf(verdictOf(settled(told, 'Order/A', at), 'done'), 'paying')
    return [now, hours(since), hours(firstMetAt)]
  }
  test('leaving and coming back starts anew; firstMetAt keeps the first', () => {
    expect([0, 1, 3, 5].map((at) => paying(back, at))).toEqual([['UNKNOWN', 0, undefined], ['MET', 1, 1], ['NOT_MET', 3, 1], ['MET', 5, 1]])
  })
  test('a late claim moves it', () => expect(paying([...back, is('bank', 2, 'Payment/1', 'PROMISED')], 2)).toEqual(['NOT_MET', 2, 1]))
  test('a member that comes unmet changes it, one that leaves changes it back, at the moment of the link', () => {
    const told = [...line(1, 1, 'SEWN'), is('desk', 0, 'Garment/2', 'CUT'), leads('desk', 3, 'Garment/2', 'order', 'Order/A'), leads('desk', 6, 'Garment/2', 'order', 'Order/B')]
    expect([2, 3, 6].map((at) => outcome(told, 'done 1', 'selling', at))).toEqual(['MET since 1', 'NOT_MET since 3', 'MET since 6'])
    expect(outcome(told, 'done 1', 'selling', 6, 'Order/B')).toBe('NOT_MET since 6')
  })
  test('one met member coming beside another changes nothing', () => expect(outcome([...line(1, 1, 'SEWN'), ...line(2, 4, 'SEWN')], 'done 1', 'selling', 9)).toBe('MET since 1'))
  test('what is dated ahead does not count yet', () => expect(outcome([...line(1, 1, 'CUT'), is('desk', 8, 'Garment/1', 'SEWN')], 'done 1', 'selling', 7)).toBe('NOT_MET since 1'))
})

// "A definition's … `path:` overrides." "`now` (the asOf)".
describe('what a rule looks at', () => {
  test('a path reaches what orders share', () => {
    const told = [...line(1, 1, 'CUT'), leads('desk', 1, 'Garment/1', 'pattern', 'Pattern/X'), is('desk', 2, 'Pattern/X', 'DRAFT'), ...line(2, 1, 'CUT', 'Order/B'), leads('desk', 1, 'Garment/2', 'pattern', 'Pattern/X'), is('desk', 4, 'Pattern/X', 'RELEASED')]
    expect(['Order/A', 'Order/B'].map((order) => outcome(told, 'released 1', 'selling', 9, order))).toEqual(['MET since 4', 'MET since 4'])
  })
  test('only while every link on the way holds', () => {
    const told = [...line(1, 1, 'CUT'), is('desk', 0, 'Pattern/X', 'RELEASED'), is('desk', 0, 'Pattern/Y', 'DRAFT'), leads('desk', 2, 'Garment/1', 'pattern', 'Pattern/X'), leads('desk', 4, 'Garment/1', 'pattern', 'Pattern/Y')]
    expect([1, 2, 4].map((at) => outcome(told, 'released 1', 'selling', at))).toEqual(['UNKNOWN since 1', 'MET since 2', 'NOT_MET since 4'])
  })
  test('`now` is the moment asked: what has rested for two hours is met two hours after', () => {
    // Garment 1 is CUT at 1; now - state.since >= 2 h from hour 3 on, though nobody says anything then.
    expect([1, 2, 3, 9].map((at) => outcome(line(1, 1, 'CUT'), 'quiet 1', undefined, at))).toEqual(['NOT_MET since 1', 'NOT_MET since 1', 'MET since 3', 'MET since 3'])
  })
  test('a window of time is seen by whoever asks within it', () => {
    // Between two and four hours after: version 2 of `quiet`.
    expect([2, 3, 4, 5].map((at) => verdictOf(settled(line(1, 1, 'CUT'), 'Order/A', at), 'quiet', 2).outcome)).toEqual(['NOT_MET', 'MET', 'MET', 'NOT_MET'])
  })
})

// "Quantities live on lines and on link edges …, so partial deliveries are true." "seen in rules as `edge.pieces`".
describe('edge.pieces', () => {
  // Of version 2, sending: over Parcel, counts when edge.pieces > 0, met when DELIVERED with edge.pieces >= 2, any; applies when terms are POST.
  const post = (order: string) => has('desk', 0, order, 'terms', 'POST')
  const carries = (at: number, n: number, pieces: number) => leads('dock', at, 'Parcel/1', 'lines', `Garment/${n}`, { quantities: { pieces } })
  const base = [post('Order/A'), post('Order/B'), ...line(1, 1, 'CUT'), ...line(2, 1, 'CUT', 'Order/B'), is('dock', 1, 'Parcel/1', 'DELIVERED')]
  test('are those towards the order asked, not those of another in the same parcel', () => {
    const told = [...base, carries(2, 1, 5), carries(2, 2, 1)]
    expect(['Order/A', 'Order/B'].map((order) => outcome(told, 'done 2', 'sending', 9, order))).toEqual(['MET since 2', 'NOT_MET since 2'])
  })
  test('over two lines of the order they add up', () => {
    expect(outcome([...base, ...line(3, 1, 'CUT'), carries(2, 1, 1), carries(3, 3, 1)], 'done 2', 'sending', 9)).toBe('MET since 3')
  })
  test('are those of the moment: corrected upward later, met from then', () => {
    expect([2, 4].map((at) => outcome([...base, carries(2, 1, 1), carries(4, 1, 3)], 'done 2', 'sending', at))).toEqual(['NOT_MET since 2', 'MET since 4'])
  })
  test('not told: unknown whether it counts', () => expect(outcome([...base, leads('dock', 2, 'Parcel/1', 'lines', 'Garment/1')], 'done 2', 'sending', 9)).toBe('UNKNOWN since 0'))
})

// "declared as `order: {over, aggregate: least | most}`, by the order of canonicalStates, those in leaveOut ignored unless all are; without it the domain is absent".
describe("an order's state in a domain", () => {
  const drawn = (told: readonly Told[], domain: string, at: number) => {
    const found = settled(told, 'Order/A', at)?.domains.find((one) => one.domain === domain)
    return found === undefined ? undefined : `${found.settled ? `${found.canonical} ${found.local}` : 'unsettled'} since ${hours(found.since)}`
  }
  const two = [...line(1, 1, 'ORDERED'), ...line(2, 1, 'ORDERED'), is('desk', 2, 'Garment/1', 'SEWN'), is('desk', 3, 'Garment/2', 'CUT')]
  test('least: as far as the one furthest behind', () => expect([1, 2, 3].map((at) => drawn(two, 'selling', at))).toEqual(['PLANNED ORDERED since 1', 'PLANNED ORDERED since 1', 'IN_PROGRESS CUT since 3']))
  test('since its local state, not since another that means the same', () => {
    const one = [...line(1, 1, 'ORDERED'), is('desk', 2, 'Garment/1', 'CUT'), is('desk', 4, 'Garment/1', 'TACKED')]
    expect([3, 5].map((at) => drawn(one, 'selling', at))).toEqual(['IN_PROGRESS CUT since 2', 'IN_PROGRESS TACKED since 4'])
  })
  test('what is in leaveOut is ignored', () => expect(drawn([...two, is('desk', 4, 'Garment/2', 'CANCELLED')], 'selling', 4)).toBe('DONE SEWN since 4'))
  test('unless all are', () => expect(drawn([...line(1, 1, 'CANCELLED'), ...line(2, 2, 'CANCELLED')], 'selling', 4)).toBe('CANCELLED CANCELLED since 1'))
  test('most: as far as the one furthest ahead', () => {
    const parcels = [...line(1, 1, 'CUT'), ...[1, 2].map((n) => leads('dock', 2, `Parcel/${n}`, 'lines', 'Garment/1')), is('dock', 2, 'Parcel/1', 'PACKED'), is('dock', 3, 'Parcel/2', 'SENT')]
    expect(drawn(parcels, 'sending', 3)).toBe('IN_PROGRESS SENT since 3')
  })
  test('a domain that declares none is absent, one without a part that spoke too', () => {
    expect(settled([...line(1, 1, 'CUT'), ...payment(1, 1, 'BOOKED')], 'Order/A', 1)?.domains.map((one) => one.domain)).toEqual(['selling'])
  })
  test('a part in conflict leaves it unsettled, since then, whatever moves besides', () => {
    expect(drawn([...two, is('web', 4, 'Garment/1', 'CUT'), is('desk', 5, 'Garment/2', 'SEWN')], 'selling', 6)).toBe('unsettled since 4')
  })
})

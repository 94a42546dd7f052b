import { describe, expect, test } from 'vitest'
import { conflictsOf } from '../../src/settle/conflicts.ts'
import { historyOf } from '../../src/settle/history.ts'
import { nodeImage } from '../../src/settle/node-image.ts'
import { jumps } from '../../src/settle/rule-state.ts'
import { compareClaims } from '../../src/settle/compare-claims.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { atelier, claimsOf, factsOf, has, hour, is, leads, named, type Told } from './tell.ts'

/** What the graph shows of one entity at an hour, and what sources disagree on. */
const shown = (told: readonly Told[], ref: string, at: number): Readonly<Record<string, unknown>> => {
  const history = historyOf(factsOf(claimsOf(told)), storedRef(ref))
  return { ...nodeImage(history, true, [], hour(at)).properties, conflicts: conflictsOf(history, hour(at)).map(({ field, reason, claims }) => `${field} ${reason} ${claims.join(',')}`) }
}
const local = (told: readonly Told[], at: number) => shown(told, 'Garment/1', at)['state.local']

// "Each source's latest claim about a thing stands, by occurredAt, then the source's `sequence`, then journal order."
describe('one source', () => {
  test('what occurred last stands, however late the rest was told', () => {
    expect(local([is('desk', 3, 'Garment/1', 'SEWN'), is('desk', 1, 'Garment/1', 'ORDERED'), is('desk', 2, 'Garment/1', 'CUT')], 9)).toBe('SEWN')
  })
  test('of one instant, the higher sequence stands: 10 comes after 9, as numbers do', () => {
    expect(local([is('desk', 1, 'Garment/1', 'CUT', { sequence: '10' }), is('desk', 1, 'Garment/1', 'ORDERED', { sequence: '9' })], 1)).toBe('CUT')
  })
  test('of one instant without a sequence, what the journal took last stands', () => {
    expect(local([is('desk', 1, 'Garment/1', 'ORDERED'), is('desk', 1, 'Garment/1', 'CUT')], 1)).toBe('CUT')
  })
  test('its sequence holds whatever other sources say at that instant', () => {
    // web 2, desk, web 1 in journal order. Compared pairwise by journal order across sources, each would come before the next in a circle.
    for (const told of [
      [is('web', 1, 'Garment/1', 'CUT', { sequence: '2' }), is('desk', 1, 'Garment/1', 'CUT'), is('web', 1, 'Garment/1', 'ORDERED', { sequence: '1' })],
      [is('web', 1, 'Garment/1', 'ORDERED', { sequence: '1' }), is('desk', 1, 'Garment/1', 'CUT'), is('web', 1, 'Garment/1', 'CUT', { sequence: '2' })],
    ]) expect(local(told, 1)).toBe('CUT')
  })
  test('claims have one order: whichever two are compared, a third never turns it round', () => {
    const claims = claimsOf(['web', 'desk'].flatMap((by) => ['9', '10', '1a', undefined].flatMap((sequence) => [1, 1].map((at) => is(by, at, 'Garment/1', 'CUT', sequence === undefined ? {} : { sequence })))))
    for (const a of claims) for (const b of claims) for (const c of claims) if (compareClaims(a, b) < 0 && compareClaims(b, c) < 0) expect(compareClaims(a, c)).toBeLessThan(0)
  })
})

// "Among sources the latest wins if every other source's state leads to it in the state graph (that source merely lags)".
describe('several sources on one state', () => {
  test('the later wins over one that lags', () => {
    expect(shown([is('desk', 1, 'Garment/1', 'ORDERED'), is('web', 2, 'Garment/1', 'SEWN')], 'Garment/1', 2)).toMatchObject({ 'state.local': 'SEWN', 'state.canonical': 'DONE', 'state.since': hour(2), 'state.source': 'web', 'state.settled': true, conflicts: [] })
  })
  test('a state that the other cannot lead to is a conflict: unsettled, with both claims', () => {
    // "a latest state that the others cannot lead to, is a conflict": SEWN is terminal, CUT comes before it.
    const told = [is('desk', 1, 'Garment/1', 'SEWN'), is('web', 2, 'Garment/1', 'CUT')]
    expect(shown(told, 'Garment/1', 1)).toMatchObject({ 'state.local': 'SEWN', 'state.settled': true })
    const now = shown(told, 'Garment/1', 2)
    expect(now).toMatchObject({ 'state.settled': false, 'state.since': hour(2), 'state.conflict': '{"claims":["1.0","2.0"],"reason":"NOT_REACHABLE"}', conflicts: ['state NOT_REACHABLE 1.0,2.0'] })
    expect(now['state.local']).toBeUndefined()
  })
  test('the one that had gone astray comes round: settled again', () => {
    expect(shown([is('desk', 1, 'Garment/1', 'SEWN'), is('web', 2, 'Garment/1', 'CUT'), is('web', 4, 'Garment/1', 'SEWN')], 'Garment/1', 4)).toMatchObject({ 'state.local': 'SEWN', 'state.settled': true, 'state.since': hour(4), conflicts: [] })
  })
  test('different states of one instant are a conflict though one leads to the other', () => {
    // "same instant with different states … is a conflict".
    expect(shown([is('desk', 2, 'Garment/1', 'ORDERED'), is('web', 2, 'Garment/1', 'CUT')], 'Garment/1', 2).conflicts).toEqual(['state SAME_INSTANT 1.0,2.0'])
  })
  test('the same state of one instant is none', () => {
    expect(shown([is('desk', 2, 'Garment/1', 'CUT'), is('web', 2, 'Garment/1', 'CUT')], 'Garment/1', 2)).toMatchObject({ 'state.local': 'CUT', conflicts: [] })
  })
  test('one source may go where the state graph has no way: it changed its mind and nobody else spoke', () => {
    expect(shown([is('desk', 1, 'Garment/1', 'SEWN'), is('desk', 2, 'Garment/1', 'CUT')], 'Garment/1', 2)).toMatchObject({ 'state.local': 'CUT', 'state.settled': true })
  })
  test('saying the same again, or another saying it too, leaves `since` where it was', () => {
    expect(shown([is('desk', 1, 'Garment/1', 'CUT'), is('desk', 2, 'Garment/1', 'CUT'), is('web', 3, 'Garment/1', 'CUT')], 'Garment/1', 9)).toMatchObject({ 'state.since': hour(1), 'state.source': 'desk' })
  })
})

// "Jumps are judged per source, by occurredAt, as known; a late claim can remove one." "A first claim never jumps."
describe('jumps', () => {
  const jumped = (told: readonly Told[]) => [...jumps(atelier.types.get('Garment')?.states ?? (() => { throw new Error('no states') })(), claimsOf(told).toSorted(compareClaims))]
  test('skipping a transition is one', () => expect(jumped([is('desk', 1, 'Garment/1', 'ORDERED'), is('desk', 3, 'Garment/1', 'SEWN')])).toEqual(['2.0']))
  test('the first claim never is', () => expect(jumped([is('desk', 3, 'Garment/1', 'SEWN')])).toEqual([]))
  test('another source does not fill the gap', () => expect(jumped([is('desk', 1, 'Garment/1', 'ORDERED'), is('web', 2, 'Garment/1', 'CUT'), is('desk', 3, 'Garment/1', 'SEWN')])).toEqual(['3.0']))
  test('a late claim of the same source does', () => expect(jumped([is('desk', 1, 'Garment/1', 'ORDERED'), is('desk', 3, 'Garment/1', 'SEWN'), is('desk', 2, 'Garment/1', 'CUT')])).toEqual([]))
  test('saying the same again is none', () => expect(jumped([is('desk', 1, 'Garment/1', 'CUT'), is('desk', 2, 'Garment/1', 'CUT')])).toEqual([]))
})

// "Attributes without a state graph: latest wins, same instant with different values is a conflict."
describe('tracked attributes', () => {
  test('the latest wins, whoever says it', () => {
    const told = [has('desk', 1, 'Order/A', 'terms', 'POST'), has('web', 3, 'Order/A', 'terms', 'GIFT'), has('desk', 2, 'Order/A', 'terms', 'BILL')]
    expect([0, 1, 2, 3].map((at) => shown(told, 'Order/A', at)['terms'])).toEqual([undefined, 'POST', 'BILL', 'GIFT'])
  })
  test('two values of one instant are a conflict, and no value is shown', () => {
    const now = shown([has('desk', 1, 'Order/A', 'terms', 'POST'), has('desk', 2, 'Order/A', 'terms', 'BILL'), has('web', 2, 'Order/A', 'terms', 'GIFT')], 'Order/A', 2)
    expect(now.conflicts).toEqual(['terms SAME_INSTANT 2.0,3.0'])
    expect(now['terms']).toBeUndefined()
  })
  test('told that there is none, there is none', () => {
    // "a field in `set` that is absent becomes null".
    expect(shown([has('desk', 1, 'Order/A', 'terms', 'POST'), has('desk', 2, 'Order/A', 'terms', null)], 'Order/A', 2)['terms']).toBeUndefined()
  })
  test('a claim dated ahead holds from its time, not before', () => {
    expect([4, 5].map((at) => shown([has('desk', 1, 'Order/A', 'terms', 'POST'), has('desk', 5, 'Order/A', 'terms', 'GIFT')], 'Order/A', at)['terms'])).toEqual(['POST', 'GIFT'])
  })
})

// "A to-one link to a new target ends the old one at the new occurredAt."
describe('links', () => {
  const edges = (told: readonly Told[], ref: string) => (factsOf(claimsOf(told)).entities.get(storedRef(ref))?.edges ?? []).map((edge) =>
    `${edge.from} ${edge.name} ${edge.to} ${(edge.validFrom - hour(0)) / 3_600_000}-${edge.validTo === undefined ? '' : (edge.validTo - hour(0)) / 3_600_000} ${edge.source}`)
  test('a to-one link to a new target ends the old one then, whichever source said either', () => {
    expect(edges([leads('desk', 1, 'Garment/1', 'order', 'Order/A'), leads('web', 4, 'Garment/1', 'order', 'Order/B')], 'Garment/1')).toEqual(['Order/A HAS_LINE Garment/1 1-4 desk', 'Order/B HAS_LINE Garment/1 4- web'])
  })
  test('told late, it ends where the later one began', () => {
    expect(edges([leads('desk', 4, 'Garment/1', 'order', 'Order/B'), leads('desk', 1, 'Garment/1', 'order', 'Order/A')], 'Garment/1')).toEqual(['Order/A HAS_LINE Garment/1 1-4 desk', 'Order/B HAS_LINE Garment/1 4- desk'])
  })
  test('there and back again are two intervals', () => {
    expect(edges([leads('desk', 1, 'Garment/1', 'order', 'Order/A'), leads('desk', 2, 'Garment/1', 'order', 'Order/B'), leads('desk', 3, 'Garment/1', 'order', 'Order/A')], 'Garment/1').toSorted())
      .toEqual(['Order/A HAS_LINE Garment/1 1-2 desk', 'Order/A HAS_LINE Garment/1 3- desk', 'Order/B HAS_LINE Garment/1 2-3 desk'])
  })
  test('a to-many link ends none', () => {
    expect(edges([leads('dock', 1, 'Parcel/1', 'lines', 'Garment/1'), leads('dock', 2, 'Parcel/1', 'lines', 'Garment/2')], 'Parcel/1')).toEqual(['Parcel/1 CARRIES Garment/1 1- dock', 'Parcel/1 CARRIES Garment/2 2- dock'])
  })
  test('two sources of one link are two edges, each with its own beginning', () => {
    // "Edges: stored one per (from, relation, to, source, validFrom)".
    expect(edges([leads('desk', 1, 'Garment/1', 'order', 'Order/A'), leads('web', 2, 'Garment/1', 'order', 'Order/A')], 'Garment/1')).toEqual(['Order/A HAS_LINE Garment/1 1- desk', 'Order/A HAS_LINE Garment/1 2- web'])
  })
  test('to-one, two targets of one instant: both hold, since a walk must miss nobody, and it is a conflict', () => {
    const told = [leads('desk', 1, 'Garment/1', 'order', 'Order/A'), leads('web', 1, 'Garment/1', 'order', 'Order/B')]
    expect(edges(told, 'Garment/1')).toHaveLength(2)
    expect(shown(told, 'Garment/1', 1).conflicts).toEqual(['order SAME_INSTANT 1.0,2.0'])
  })
})

describe('identifiers', () => {
  test('the field shows the latest by occurredAt; all are kept', () => {
    expect(shown([named('desk', 2, 'Order/A', 'selling.number', 'n2'), named('web', 1, 'Order/A', 'selling.number', 'n1')], 'Order/A', 3)).toMatchObject({ number: 'n2', identifiers: ['selling.number\u001fn1\u001fweb', 'selling.number\u001fn2\u001fdesk'] })
  })
})

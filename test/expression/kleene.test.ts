import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Malformed, UNKNOWN, type Value } from '../../src/expression/expression.ts'
import { compiled } from './evaluate.ts'

const types = { a: 'bool', b: 'bool', c: 'bool', list: { list: 'bool' } } as const
const third = fc.constantFrom<Value>(true, false, UNKNOWN)
const evaluate = (text: string, variables: Readonly<Record<string, Value>>): Value => compiled(text, types).evaluate({ variables, timezone: 'UTC' })
/** Kleene's values as numbers: && is the least, || the greatest, ! is 1 - x. */
const rank = (value: Value): number => (value === UNKNOWN ? 0.5 : value === true ? 1 : 0)

const laws: readonly (readonly [string, string, string])[] = [
  ['&& commutes', 'a && b', 'b && a'],
  ['|| commutes', 'a || b', 'b || a'],
  ['&& associates', '(a && b) && c', 'a && (b && c)'],
  ['|| associates', '(a || b) || c', 'a || (b || c)'],
  ['&& distributes', 'a && (b || c)', '(a && b) || (a && c)'],
  ['|| distributes', 'a || (b && c)', '(a || b) && (a || c)'],
  ['De Morgan holds for &&', '!(a && b)', '!a || !b'],
  ['De Morgan holds for ||', '!(a || b)', '!a && !b'],
  ['not not is the same', '!!a', 'a'],
  ['&& is idempotent', 'a && a', 'a'],
  ['|| absorbs', 'a || (a && b)', 'a'],
]

describe('three-valued logic', () => {
  it.each(laws)('%s: %s is %s', (_, left, right) => {
    fc.assert(fc.property(third, third, third, (a, b, c) => { expect(evaluate(left, { a, b, c })).toBe(evaluate(right, { a, b, c })) }))
  })

  it('is the least for &&, the greatest for ||, the rest to one for !', () => {
    fc.assert(fc.property(third, third, (a, b) => {
      expect(rank(evaluate('a && b', { a, b }))).toBe(Math.min(rank(a), rank(b)))
      expect(rank(evaluate('a || b', { a, b }))).toBe(Math.max(rank(a), rank(b)))
      expect(rank(evaluate('!a', { a }))).toBe(1 - rank(a))
    }))
  })

  it('has no excluded middle: a || !a is unknown when a is', () => { expect(evaluate('a || !a', { a: UNKNOWN })).toBe(UNKNOWN) })

  it('makes all the && and exists the || over a list', () => {
    fc.assert(fc.property(fc.array(third, { maxLength: 6 }), (list) => {
      expect(rank(evaluate('list.all(x, x)', { list }))).toBe(Math.min(1, ...list.map(rank)))
      expect(rank(evaluate('list.exists(x, x)', { list }))).toBe(Math.max(0, ...list.map(rank)))
      expect(evaluate('list.exists(x, x)', { list })).toBe(evaluate('!list.all(x, !x)', { list }))
    }))
  })

  it('answers exists_one only when no unknown element could change it', () => {
    fc.assert(fc.property(fc.array(third, { maxLength: 5 }), (list) => {
      const open = list.filter((x) => x === UNKNOWN).length
      const worlds = Array.from({ length: 2 ** open }, (_, bits) => {
        let next = 0
        return list.map((x) => (x === UNKNOWN ? Boolean((bits >> next++) & 1) : x))
      })
      const answers = new Set(worlds.map((world) => world.filter((x) => x === true).length === 1))
      expect(evaluate('list.exists_one(x, x)', { list })).toBe(answers.size === 1 ? [...answers][0] : UNKNOWN)
    }))
  })
})

describe('?:', () => {
  it('is unknown over an unknown condition, and never looks at the branch not taken', () => {
    expect(evaluate('a ? b : c', { a: UNKNOWN, b: true, c: true })).toBe(UNKNOWN)
    expect(evaluate('a ? b : 1 / 0 == 1', { a: true, b: false })).toBe(false)
  })
})

describe('what is malformed', () => {
  const wrong = '1 / 0 == 1'
  it.each([[`${wrong} && a`, false, false], [`a && ${wrong}`, false, false], [`${wrong} || a`, true, true], [`a || ${wrong}`, true, true]])(
    'is hidden by a side that decides: %s with a %s', (text, a, answer) => { expect(evaluate(text, { a })).toBe(answer) })

  it.each<readonly [string, Value]>([[`${wrong} && a`, true], [`a && ${wrong}`, true], [`${wrong} || a`, false], [`${wrong} && a`, UNKNOWN], [`a || ${wrong}`, UNKNOWN]])(
    'is said when nothing decides, before what is unknown: %s with a %s', (text, a) => { expect(() => evaluate(text, { a })).toThrow(Malformed) })

  it('in one element is hidden by an element that decides', () => {
    const text = (macro: string): string => `[1, 0, 2].${macro}(x, 4 / x == 2)`
    expect(evaluate(text('exists'), {})).toBe(true)
    expect(evaluate(text('all'), {})).toBe(false)
    expect(() => evaluate('[1, 0].exists(x, 4 / x == 2)', {})).toThrow('division by zero')
  })
})

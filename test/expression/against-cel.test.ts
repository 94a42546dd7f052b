import { Environment as CelEnvironment } from '@marcbachmann/cel-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Malformed, UNKNOWN, type Value } from '../../src/expression/expression.ts'
import { compiled } from './evaluate.ts'

/** Random expressions in the part of CEL that both evaluators have, as text. */
const { int, double, text, bool } = fc.letrec<{ int: string; double: string; text: string; bool: string }>((tie) => {
  const pair = (kind: 'int' | 'double' | 'text' | 'bool', operators: readonly string[]): fc.Arbitrary<string> =>
    fc.tuple(tie(kind), fc.constantFrom(...operators), tie(kind)).map(([a, op, b]) => `(${a} ${op} ${b})`)
  const choice = (kind: 'int' | 'double' | 'text' | 'bool'): fc.Arbitrary<string> =>
    fc.tuple(tie('bool'), tie(kind), tie(kind)).map(([when, a, b]) => `(${when} ? ${a} : ${b})`)
  const list = fc.array(tie('int'), { minLength: 1, maxLength: 3 }).map((items) => `[${items.join(', ')}]`)
  return {
    int: fc.oneof({ maxDepth: 4, depthIdentifier: 'cel' }, fc.integer({ min: 0, max: 9 }).map(String), fc.constantFrom('i', 'j', 'n'),
      pair('int', ['+', '-', '*', '/', '%']), choice('int'), tie('text').map((a) => `size(${a})`), tie('int').map((a) => `(-${a})`),
      fc.tuple(list, tie('bool')).map(([a, b]) => `${a}.filter(x, x > 2 || ${b}).size()`), fc.tuple(list, fc.nat(2)).map(([a, at]) => `(${a} + [1, 2, 3])[${at}]`)),
    double: fc.oneof({ maxDepth: 4, depthIdentifier: 'cel' }, fc.constantFrom('0.5', '2.25', '10.0', 'd', 'e'), pair('double', ['+', '-', '*']), choice('double'), tie('int').map((a) => `double(${a})`)),
    text: fc.oneof({ maxDepth: 4, depthIdentifier: 'cel' }, fc.constantFrom("''", "'ab'", "'B'", "'naïve'", 's', 't'), pair('text', ['+']), choice('text'),
      tie('int').map((a) => `string(${a})`), tie('text').map((a) => `${a}.trim()`)),
    bool: fc.oneof({ maxDepth: 4, depthIdentifier: 'cel' }, fc.constantFrom('true', 'false', 'p', 'q'), pair('int', ['==', '!=', '<', '<=', '>', '>=']),
      pair('double', ['==', '!=', '<', '<=', '>', '>=']), pair('text', ['==', '!=']), pair('bool', ['&&', '||', '==', '!=']), choice('bool'), tie('bool').map((a) => `!${a}`),
      fc.tuple(tie('int'), list).map(([a, items]) => `(${a} in ${items})`), fc.tuple(list, fc.constantFrom('all', 'exists', 'exists_one'), tie('int')).map(([items, macro, a]) => `${items}.${macro}(x, x > ${a})`),
      fc.tuple(tie('text'), fc.constantFrom('startsWith', 'endsWith', 'contains'), tie('text')).map(([a, name, b]) => `${a}.${name}(${b})`)),
  }
})

const types = { i: 'int', j: 'int', n: 'int', d: 'double', e: 'double', s: 'string', t: 'string', p: 'bool', q: 'bool' } as const
const cel = Object.entries(types).reduce((environment, [name, type]) => environment.registerVariable(name, type), new CelEnvironment())
const values = fc.record({
  i: fc.integer({ min: -20, max: 20 }), j: fc.integer({ min: -3, max: 3 }), n: fc.constant(0),
  d: fc.constantFrom(0.25, -1.5, 3, 0), e: fc.constantFrom(1, 100.125), s: fc.constantFrom('', 'ab', ' x ', 'A-7'), t: fc.constantFrom('a', 'ab'), p: fc.boolean(), q: fc.boolean(),
})

type Outcome = Value | 'error'
const ours = (expression: string, variables: Readonly<Record<string, Value>>): Outcome => {
  try {
    return compiled(expression, types).evaluate({ variables, timezone: 'UTC' })
  } catch (error) {
    if (error instanceof Malformed) return 'error'
    throw error
  }
}
const theirs = (expression: string, { i, j, n, ...rest }: { readonly i: number; readonly j: number; readonly n: number }): unknown => {
  try {
    const value: unknown = cel.evaluate(expression, { ...rest, i: BigInt(i), j: BigInt(j), n: BigInt(n) })
    return typeof value === 'bigint' ? Number(value) : value
  } catch {
    return 'error'
  }
}
const anyKind = fc.oneof(int, double, text, bool)

describe('with nothing absent', () => {
  it('the closures answer as cel-js evaluates', () => {
    fc.assert(fc.property(anyKind, values, (expression, given) => {
      const answer = ours(expression, given)
      const other = theirs(expression, given)
      // + 0: cel-js keeps the sign of a double zero.
      expect(typeof answer === 'number' ? answer + 0 : answer).toBe(typeof other === 'number' ? other + 0 : other)
    }), { numRuns: 2000 })
  })
})

describe('with something absent', () => {
  const absentSome = fc.subarray(Object.keys(types))
  it('an answer that is known already is the answer whatever the absent turn out to be', () => {
    fc.assert(fc.property(bool, values, absentSome, (expression, given, absent) => {
      const partial = ours(expression, Object.fromEntries(Object.entries(given).filter(([name]) => !absent.includes(name))))
      const whole = ours(expression, given)
      if (partial !== UNKNOWN && partial !== 'error' && whole !== 'error') expect(partial).toBe(whole)
    }), { numRuns: 2000 })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Names } from '../../src/compile/names.ts'
import { quote } from '../../src/compile/quote.ts'

describe('a name in a statement', () => {
  it('stays plain when it is plain', () => {
    expect(quote('OrderLine')).toBe('OrderLine')
  })

  it('is quoted when it is not, its backticks doubled', () => {
    expect(quote('state.local')).toBe('`state.local`')
    expect(quote('a`b')).toBe('`a``b`')
    expect(quote('Match')).toBe('`Match`')
  })

  it('with a backslash is refused: Cypher reads \\u0060 as a backtick inside quotes', () => {
    expect(() => quote('a\\u0060b')).toThrow('quote:escape')
  })

  it('whatever it holds, ends where it ends', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }).filter((name) => !/[\\\0]/.test(name)), (name) => {
      const quoted = quote(name)
      const inner = quoted.startsWith('`') ? quoted.slice(1, -1).replaceAll('``', '') : quoted
      return !inner.includes('`') && (quoted.startsWith('`') || /^[A-Za-z_][A-Za-z0-9_]*$/.test(quoted))
    }))
  })
})

describe('a variable', () => {
  it('is the noun, numbered when it is taken', () => {
    const names = new Names()
    expect(['Order', 'HAS_LINE', 'OrderLine', 'Order', 'HAS_LINE', 'UDI', 'Case'].map((noun) => names.variable(noun))).toEqual(['order', 'hasLine', 'orderLine', 'order2', 'hasLine2', 'udi', '`case`'])
  })

  it('may bear the name of a parameter', () => {
    const names = new Names()
    expect([names.variable('Ref'), names.parameter('ref', 'x'), names.parameter('ref', 'y')]).toEqual(['ref', '$ref', '$ref2'])
    expect(names.parameters).toEqual({ ref: 'x', ref2: 'y' })
  })

  it('is never handed out twice, whatever is asked', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,6}$/)), (nouns) => {
      const names = new Names()
      const given = nouns.map((noun) => names.variable(noun))
      return new Set(given).size === given.length
    }))
  })
})

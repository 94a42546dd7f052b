import { describe, expect, it } from 'vitest'
import { compileExpression } from '../../src/expression/compile-expression.ts'
import { Malformed, UNKNOWN } from '../../src/expression/expression.ts'
import { PAGE_ZONE, pageEnvironment, pageExamples, pageGiven } from './read-page.ts'

/** The answer as the page writes it. */
const shown = (expression: string): string => {
  const result = compileExpression(expression, pageEnvironment)
  if (!result.ok) return `refused: ${result.problems.map(({ message }) => message).join(' ')}`
  try {
    const value = result.compiled.evaluate({ variables: pageGiven, timezone: PAGE_ZONE })
    if (value === UNKNOWN) return 'unknown'
    if (result.compiled.type === 'timestamp') return new Date(Number(value)).toISOString().replace('.000Z', 'Z')
    if (result.compiled.type === 'double') return Number.isInteger(value) ? `${String(value)}.0` : String(value)
    return typeof value === 'string' && result.compiled.type !== 'decimal' ? `'${String(value)}'` : String(value)
  } catch (error) {
    if (error instanceof Malformed) return `malformed: ${error.message}`
    throw error
  }
}

describe('the page of the profile', () => {
  it('has its examples', () => { expect(pageExamples.length).toBeGreaterThan(60) })

  it.each(pageExamples)('says truly: %s → %s', (expression, answer) => {
    const value = shown(expression)
    const [kind, part] = answer.split(/: (.*)/s)
    if (kind === 'malformed' || kind === 'refused') {
      expect(value.split(':')[0]).toBe(kind)
      expect(value).toContain(part)
    } else expect(value).toBe(answer)
  })
})

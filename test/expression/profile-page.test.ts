import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../../src/expression/compile-expression.ts'
import { ruleEnvironment, sourceEnvironment, type Environment } from '../../src/expression/environments.ts'
import { Malformed, UNKNOWN, type StaticType, type Value } from '../../src/expression/expression.ts'

const page = readFileSync(new URL('../../docs/expressions.md', import.meta.url), 'utf8')
const fences = (language: string): readonly string[] => [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, body]) => body ?? '')

const members: Readonly<Record<string, StaticType>> = { pieces: 'int', amount: 'decimal', weight: 'double', dueAt: 'timestamp', name: 'string' }
const environment: Environment = {
  variables: { ...sourceEnvironment().variables, ...ruleEnvironment({ order: { name: 'Order', members: {} }, entity: { name: 'Tray', members } }).variables },
}
const given = JSON.parse(fences('json')[0] ?? '') as Record<string, Record<string, Value>>
const variables: Readonly<Record<string, Value>> = {
  ...given,
  entity: { ...given['entity'], dueAt: Date.parse(String(given['entity']?.['dueAt'])) },
  state: { ...given['state'], since: Date.parse(String(given['state']?.['since'])) },
  now: Date.parse(String(given['now'])),
}

/** The answer as the page writes it. */
const shown = (expression: string): string => {
  const result = compileExpression(expression, environment)
  if (!result.ok) return `refused: ${result.problems.map(({ message }) => message).join(' ')}`
  try {
    const value = result.compiled.evaluate({ variables, timezone: 'Europe/Berlin' })
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
  const examples = fences('cel').flatMap((body) => body.trim().split('\n')).map((line) => line.split(/\s+→ /) as [string, string])

  it('has its examples', () => { expect(examples.length).toBeGreaterThan(60) })

  it.each(examples)('says truly: %s → %s', (expression, answer) => {
    const value = shown(expression)
    const [kind, part] = answer.split(/: (.*)/s)
    if (kind === 'malformed' || kind === 'refused') {
      expect(value.split(':')[0]).toBe(kind)
      expect(value).toContain(part)
    } else expect(value).toBe(answer)
  })
})

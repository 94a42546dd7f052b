import { readFileSync } from 'node:fs'
import { ruleEnvironment, sourceEnvironment, type Environment } from '../../src/expression/environments.ts'
import type { StaticType, Value } from '../../src/expression/expression.ts'
import type { Given } from './random-expressions.ts'

const page = readFileSync(new URL('../../docs/expressions.md', import.meta.url), 'utf8')
const fences = (language: string): readonly string[] => [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, body]) => body ?? '')

const members: Readonly<Record<string, StaticType>> = { pieces: 'int', amount: 'decimal', weight: 'double', dueAt: 'timestamp', name: 'string' }
/** What the examples of the page see. */
export const pageEnvironment: Environment = {
  variables: { ...sourceEnvironment().variables, ...ruleEnvironment({ order: { name: 'Order', members: {} }, entity: { name: 'Tray', members } }).variables },
}
export const PAGE_ZONE = 'Europe/Berlin'
const given = JSON.parse(fences('json')[0] ?? '') as Record<string, Record<string, Value>>
export const pageGiven = {
  ...given,
  entity: { ...given['entity'], dueAt: Date.parse(String(given['entity']?.['dueAt'])) },
  state: { ...given['state'], since: Date.parse(String(given['state']?.['since'])) },
  now: Date.parse(String(given['now'])),
} as Given & Readonly<Record<string, Value>>

/** Each example with the answer that the page gives. */
export const pageExamples = fences('cel').flatMap((body) => body.trim().split('\n')).map((line) => line.split(/\s+→ /) as [string, string])

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testServers } from '../servers/with-servers.ts'
import { checked, inMemory, inSql, openRoads, type Checked } from './both-roads.ts'
import { anyExpression, environment, givens, zones, type Given } from './random-expressions.ts'

/** So many times this many expressions over so many environments: 3,000 cases, and 120,000 with OSL_TEST_RUNS=400. */
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 10)
const [EXPRESSIONS, GIVENS] = [50, 6]

let roads: Awaited<ReturnType<typeof openRoads>>
beforeAll(async () => { roads = await openRoads((await testServers()).database.url) })
afterAll(async () => { await roads.close() })

const differing = async (expressions: readonly Checked[], given: readonly Given[], timezone: string): Promise<readonly string[]> => {
  const answers = await inSql(roads.client, expressions, given, environment, timezone)
  return given.flatMap((values, row) => expressions.flatMap((expression, n) => {
    const { fate, shown } = inMemory(expression, values, timezone)
    const other = answers[row]?.[n]
    return other === shown ? [] : [`${expression.text}\n  in ${timezone} over ${JSON.stringify(values)}\n  in memory ${fate} ${shown}\n  as SQL    ${String(other)}`]
  }))
}

describe('an expression printed as SQL', () => {
  it('answers what it answers in memory', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyExpression, { minLength: EXPRESSIONS, maxLength: EXPRESSIONS }), fc.array(givens, { minLength: GIVENS, maxLength: GIVENS }), zones, async (texts, given, timezone) => {
      expect(await differing(texts.map((text) => checked(text, environment)), given, timezone)).toEqual([])
    }), { numRuns: RUNS, endOnFailure: true })
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaticType } from '../../src/expression/expression.ts'
import { truth } from '../../src/settle/sweep-rule.ts'
import { testServers } from '../servers/with-servers.ts'
import { inMemory, inSql, openRoads, scopeOf } from './both-roads.ts'
import { compiled } from './evaluate.ts'
import { PAGE_ZONE, pageEnvironment, pageExamples, pageGiven } from './read-page.ts'
import { anySurroundings, trays, zones, type Given, type Surroundings } from './random-expressions.ts'

/** Expressions over rows, each a case: a usual run has some, a full one (`npm run test:full`) what OSL_TEST_CASES says. */
const CASES = Number(process.env['OSL_TEST_CASES'] ?? 2_000)
/** Together in one statement, over one environment. */
const [EXPRESSIONS, ROWS] = [20, 10]
const exactly = (length: number) => ({ minLength: length, maxLength: length })
const RUNS = Math.ceil(CASES / (EXPRESSIONS * ROWS))

let roads: Awaited<ReturnType<typeof openRoads>>
beforeAll(async () => { roads = await openRoads((await testServers()).database.url) })
afterAll(async () => { await roads.close() })

/** Texts, as rules or as anything, with what their variables hold. */
const worlds = (expressions: (of: Surroundings) => fc.Arbitrary<string>) => anySurroundings.chain((of) => fc.record({
  environment: fc.constant(of.environment), texts: fc.array(expressions(of), exactly(EXPRESSIONS)), given: fc.array(of.givens, exactly(ROWS)), timezone: zones,
}))

describe('an expression printed as SQL', () => {
  it('answers what it answers in memory', async () => {
    let compared = 0
    await fc.assert(fc.asyncProperty(worlds(({ expression }) => expression), async ({ environment, texts, given, timezone }) => {
      const expressions = texts.map((text) => compiled(text, environment.variables))
      const answers = await inSql(roads.client, expressions, given, environment, timezone)
      expect(given.flatMap((values, row) => expressions.flatMap((expression, n) => {
        const { fate, shown } = inMemory(expression, values, timezone)
        const other = answers[row]?.[n]
        compared += 1
        return other === shown ? [] : [`${expression.text}\n  in ${timezone} over ${JSON.stringify(values, (_, value: unknown) => value ?? undefined)}\n  in memory ${fate} ${shown}\n  as SQL    ${String(other)}`]
      }))).toEqual([])
    }), { numRuns: RUNS })
    expect(compared).toBeGreaterThanOrEqual(CASES)
    if (process.env['OSL_TEST_CASES'] !== undefined) console.log(`${compared} answers compared, of ${RUNS * EXPRESSIONS} expressions in ${RUNS} environments`)
  }, 60_000 + RUNS * 2000)

  it('is true, false or unknown as a condition where the rule is', async () => {
    await fc.assert(fc.asyncProperty(worlds(({ condition }) => condition), async ({ environment, texts, given, timezone }) => {
      const conditions = texts.map((text) => compiled(text, environment.variables))
      const answers = await inSql(roads.client, conditions, given, environment, timezone, true)
      expect(answers).toEqual(given.map((values) => conditions.map((condition) => { const found = truth(condition, scopeOf(values, timezone)); return typeof found === 'boolean' ? String(found) : 'null' })))
    }), { numRuns: Math.ceil(RUNS / 5) })
  }, 60_000 + RUNS * 1000)

  it('answers every example of the page of the profile as memory does', async () => {
    const examples = pageExamples.filter(([, answer]) => !answer.startsWith('refused')).map(([text]) => compiled(text, pageEnvironment.variables))
    const [answers] = await inSql(roads.client, examples, [pageGiven], pageEnvironment, PAGE_ZONE)
    expect(Object.fromEntries(examples.map(({ text }, n) => [text, answers?.[n]]))).toEqual(Object.fromEntries(examples.map((example) => [example.text, inMemory(example, pageGiven, PAGE_ZONE).shown])))
  })

  it('answers what the standards say', async () => {
    const texts = [...new Map(STANDARDS).keys()]
    const [answers] = await inSql(roads.client, texts.map((text) => compiled(text, OF_STANDARDS.variables)), [{ mixed: [{ a: 1 }, 1] }], OF_STANDARDS, 'America/New_York')
    expect(texts.map((text, n) => [text, answers?.[n]])).toEqual(STANDARDS)
  })

  it('never fails, whatever stands in it as a constant that the server could work out ahead', async () => {
    const [{ client }, { environment }] = [roads, trays]
    const extremes = ['1e308', '5e-324', '1e-300', '1.7e308', '0.0', '(-1.7e308)']
    const texts = [...extremes.flatMap((a) => ['+', '-', '*', '/'].flatMap((op) => extremes.flatMap((b) => [`${a} ${op} ${b}`, `f ${op} ${b}`, `${a} ${op} f`]))),
      ...['9007199254740991', '(-9007199254740991)', '0', '2147483648'].flatMap((a) => [`i + ${a}`, `${a} - i`, `i * ${a}`, `${a} * ${a}`, `${a} / i`, `i % ${a}`, `s.substring(${a})`, `'abc'.substring(i, ${a})`, `[1, 2][${a}]`, `record.l[${a}]`, `timestamp(${a})`, `timestamp(i + ${a})`]),
      "duration('9007199254740991ms') + (now - t)", "now + duration('9007199254740991ms')", "int('99999999999999999999')", "decimal('1e200') * m", "decimal('1e199') * decimal('1e199')"]
    const given: Given = { f: 5e-324, i: -3, s: 'abc', m: '31.50', t: -62_135_596_800_000, now: 253_402_300_799_999, record: { l: [1] } }
    const [answers] = await inSql(client, texts.map((text) => compiled(text, environment.variables)), [given], environment, 'UTC')
    expect(texts.map((text, n) => [text, answers?.[n]])).toEqual(texts.map((text) => [text, inMemory(compiled(text, environment.variables), given, 'UTC').shown]))
  })
})

const OF_STANDARDS = { variables: { absent: 'bool', mixed: 'dyn' } as Readonly<Record<string, StaticType>> }
/** Answers as JSON, null for unknown and malformed: from the tables and examples of CEL's definition, PostgreSQL's manual, RFC 3339, Kleene's logic and ECMA-262. */
const STANDARDS: [string, string][] = [
  // PostgreSQL 18, table 9.1 and 9.2 (NULL for absent): the same tables are Kleene's.
  ['absent && true', 'null'], ['absent && false', 'false'], ['absent || true', 'true'], ['absent || false', 'null'], ['!absent', 'null'],
  // CEL: a side that decides absorbs what is wrong with the other; all of none is true, exists of none false.
  ['1 / 0 == 1 || true', 'true'], ['false && 1 / 0 == 1', 'false'], ['[].all(x, x == 1)', 'true'], ['[].exists(x, x == 1)', 'false'], ['[1, 2, 2].exists_one(x, x == 2)', 'false'], ['[1, 2, 3].filter(x, x > 1)', '[2,3]'], ['[1, 2, 3].map(x, x * 10)', '[10,20,30]'],
  // What is malformed makes a list, and exists_one, malformed; what is unknown has its place in a list, and makes none of two that hold.
  ['size([1, 1 / 0])', 'null'], ['size([1, [1][7]])', '2'], ['size([[1, 0].exists(x, 1 / x == 1)])', '1'], ['size([[2, 0].exists(x, 1 / x == 1)])', 'null'], ['size([[0, 1].map(x, x == 0 || absent, 1 / x)])', '1'], ['size([1 in mixed])', '1'], ['size([2 in mixed])', 'null'], ['[1, 1, 0].exists_one(x, 1 / x == 1)', 'null'], ['[true, true, absent].exists_one(x, x)', 'false'], ['true in [[absent].exists(x, x)]', 'null'], ['true in [false, [true].exists(x, x)]', 'true'],
  // CEL: integer division cuts, the remainder has the sign of what is divided. PostgreSQL's manual, table 9.4: 5 / 2, -5 / 2 (cut), 5 % 4.
  ['5 / 2', '2'], ['(-5) / 2', '-2'], ['5 % 4', '1'], ['-7 % 3', '-1'],
  // PostgreSQL's manual, table 9.5 and 9.9: ceil(42.2), ceil(-42.8), floor(42.8), floor(-42.8), round(42.4), abs(-17.4), and rounding of halves as of numeric.
  ['ceil(42.2)', '43'], ['ceil(-42.8)', '-42'], ['floor(42.8)', '42'], ['floor(-42.8)', '-43'], ['round(42.4)', '42'], ['round(-2.5)', '-3'], ['abs(-17.4)', '17.4'],
  ["'Thomas'.substring(1, 4)", '"hom"'], ["'alphabet'.substring(2, 4)", '"ph"'], ["'abcdefabcdef'.replace('cd', 'XX')", '"abXXefabXXef"'], ["'alphabet'.startsWith('alph')", 'true'], ["'abc~@~def~@~ghi'.split('~@~')", '["abc","def","ghi"]'], ["size('jose')", '4'],
  // RFC 3339, 5.8: the same instant twice; ECMA-262, 6.1.6.1.20: numbers as texts.
  ["timestamp('1985-04-12T23:20:50.52Z')", '482196050520'], ["timestamp('1996-12-19T16:39:57-08:00') == timestamp('1996-12-20T00:39:57Z')", 'true'], ["timestamp('1937-01-01T12:00:27.87+00:20') == timestamp('1937-01-01T11:40:27.87Z')", 'true'],
  ['string(1e21)', '"1e+21"'], ['string(123456789012345680000.0)', '"123456789012345680000"'], ['string(1e-7)', '"1e-7"'], ['string(0.000001)', '"0.000001"'], ['string(1e23)', '"1e+23"'], ['string(5e-324)', '"5e-324"'], ['string(-(1.0 - 1.0))', '"0"'],
  // New York, 2026: clocks go on at 2:00 on March 8th, and back at 2:00 on November 1st.
  ["timestamp('2026-03-08T02:30:00')", '1772955000000'], ["timestamp('2026-11-01T01:30:00')", '1793511000000'],
  // CEL: getDayOfWeek of a Sunday, getDayOfYear and getMonth from 0, getDate from 1; getHours of a duration is its whole length.
  ["timestamp('2026-03-01T00:00:00Z').getDayOfWeek()", '0'], ["timestamp('2026-03-01T00:00:00Z').getDayOfYear()", '59'], ["timestamp('2026-03-01T00:00:00Z').getMonth()", '2'], ["timestamp('2026-03-01T00:00:00Z').getDate()", '1'], ["duration('36h').getHours()", '36'],
  ["string(min([decimal('1.0'), decimal('1.00')]))", '"1.0"'], ["string(max([decimal('1.00'), decimal('1.0')]))", '"1.00"'],
  ["string(decimal('0.1') + decimal('0.2'))", '"0.3"'], ['0.1 + 0.2 == 0.3', 'false'], ["decimal('1.50') == decimal('1.5')", 'true'], ["string(decimal('1.50') * 2)", '"3.00"'],
]

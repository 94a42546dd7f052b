import { expect } from 'vitest'
import { AFTER_ALL } from '../servers/open-test-world.ts'
import type { QuestionTruth } from './medtech-question-truths.ts'
import type { MedtechSql } from './medtech-sql.ts'
import type { SalesAndFinance } from './medtech-word-sql.ts'

const HOUR = 3_600_000
const QUARTER = '2024-12-31T23:00:00Z'

interface Node {
  readonly number: string
  readonly verdict: { readonly version: number; readonly domains: readonly { readonly domain: string; readonly outcome: string; readonly since: string; readonly missing: readonly string[] }[]; readonly explanation: { readonly text: string } }
}
interface Skew { readonly orders: number; readonly meanHours: number; readonly medianHours: number; readonly p90Hours: number; readonly longestHours: number; readonly firstLater: number; readonly secondLater: number }
interface Answered {
  readonly orders: number
  readonly pair: { readonly cell: { readonly count: number; readonly since: string | null; readonly medianHours: number | null; readonly orders: { readonly nodes: readonly Node[] } }; readonly skew: Skew | null }
}

/** Between two values in proportion. */
const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const [low = Number.NaN, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low + (high - low) * (place - Math.floor(place))
}
/** Since when an order is completed for sales and not for finance. */
const begunOf = ({ salesSince, financeSince }: SalesAndFinance): number => Math.max(Date.parse(salesSince), Date.parse(financeSince))
const isWaiting = ({ sales, finance }: SalesAndFinance): boolean => sales === 'MET' && (finance === 'NOT_MET' || finance === 'UNKNOWN')
const rfc = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z')

const expectApart = ({ orders, pair: { cell, skew } }: Answered, told: readonly SalesAndFinance[], asOf: number): void => {
  expect(orders).toBe(told.length)
  const waiting = told.filter(isWaiting).toSorted((a, b) => begunOf(a) - begunOf(b) || (a.key < b.key ? -1 : 1))
  expect(waiting.length).toBeGreaterThan(0)
  expect([cell.count, cell.since]).toEqual([waiting.length, rfc(Math.min(...waiting.map(begunOf)))])
  expect(cell.medianHours).toBeCloseTo(quantile(waiting.map((one) => (asOf - begunOf(one)) / HOUR), 0.5), 6)
  expect(cell.orders.nodes.map(({ number }) => number)).toEqual(waiting.slice(0, 50).map(({ key }) => key))
  const later = told.filter(({ sales, finance }) => sales === 'MET' && finance === 'MET').map(({ salesSince, financeSince }) => (Date.parse(financeSince) - Date.parse(salesSince)) / HOUR)
  const hours = later.map(Math.abs)
  expect([skew?.orders, skew?.firstLater, skew?.secondLater]).toEqual([hours.length, later.filter((one) => one < 0).length, later.filter((one) => one > 0).length])
  expect(skew?.meanHours).toBeCloseTo(hours.reduce((sum, one) => sum + one, 0) / hours.length, 6)
  expect([skew?.medianHours, skew?.p90Hours, skew?.longestHours].map((one) => one?.toFixed(6))).toEqual([0.5, 0.9, 1].map((share) => quantile(hours, share).toFixed(6)))
}

/** Why each of those listed is there: what sales and finance say, since when, and what finance waits for. */
const expectWhy = ({ pair: { cell } }: Answered, version: number, told: readonly SalesAndFinance[], open: readonly string[]): void => {
  for (const { number, verdict: { version: by, domains, explanation } } of cell.orders.nodes) {
    const wanted = told.find(({ key }) => key === number)
    const of = (domain: string) => domains.find((one) => one.domain === domain)
    const [sales, finance] = [of('sales'), of('finance')]
    expect({ number, by, sales: [sales?.outcome, sales?.since], finance: [finance?.outcome, finance?.since] })
      .toEqual({ number, by: version, sales: ['MET', wanted?.salesSince], finance: [wanted?.finance, wanted?.financeSince] })
    expect(finance?.missing.length, number).toBeGreaterThan(0)
    expect(explanation.text.split('\n')[0], number).toMatch(new RegExp(`^Order completed \\(completed ${version}\\): not `))
    const because = version === 1 ? open.filter((one) => one.startsWith(`${number} `)).map((one) => `Invoice/${one.split(' ')[1]}: not met`) : wanted?.finance === 'NOT_MET' ? [`Order/${number}: not met`] : []
    for (const reason of because) expect(explanation.text).toContain(reason)
    if (version === 1 && wanted?.finance === 'NOT_MET') expect(because.length, number).toBeGreaterThan(0)
  }
}

/** What must be true of the answers to the questions that ask "completed" by two versions, now and as the quarter closed. */
export const versionTruths = (sql: MedtechSql): Readonly<Record<string, QuestionTruth>> => {
  const expectBoth = async (data: Readonly<Record<string, unknown>>, asOf: string, knownAt: string, at: number): Promise<void> => {
    const { one, two } = data as Readonly<Record<'one' | 'two', Answered>>
    const open = await sql.openInvoicesAt(asOf, knownAt)
    for (const [version, answered] of [[1, one], [2, two]] as const) {
      const told = await sql.salesAndFinance(version, asOf, knownAt)
      expectApart(answered, told, at)
      expectWhy(answered, version, told, open)
    }
    // Paid in full is another thing than cleared.
    expect(two.pair.cell.count).toBeGreaterThan(one.pair.cell.count)
  }
  return {
    CompletedTwoVersions: (data) => expectBoth(data, 'infinity', 'infinity', AFTER_ALL),
    CompletedLastQuarter: async (data) => {
      await expectBoth(data, QUARTER, QUARTER, Date.parse(QUARTER))
      const { oneByNow, twoByNow } = data as Readonly<Record<'oneByNow' | 'twoByNow', { readonly pair: { readonly cell: { readonly count: number } } }>>
      const counted = await Promise.all([1, 2].map(async (version) => (await sql.salesAndFinance(version, QUARTER, 'infinity')).filter(isWaiting).length))
      expect([oneByNow.pair.cell.count, twoByNow.pair.cell.count]).toEqual(counted)
    },
  }
}

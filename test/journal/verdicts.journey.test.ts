import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { recordMerge, recordUndoing } from '../../src/journal/record-merge.ts'
import type { AsOfReader } from '../../src/journal/journal-reads.ts'
import type { Cell, HeldVerdicts } from '../../src/journal/read-verdicts.ts'
import type { DefinitionVersion } from '../../src/model/model.ts'
import { isKeptAsAsked } from '../../src/model/version-reads.ts'
import { domainVerdictProperty, verdictProperty } from '../../src/vocabulary/graph-property.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { OUTCOMES, type Outcome } from '../../src/vocabulary/outcome.ts'
import { storedRef, type Ref } from '../../src/vocabulary/ref.ts'
import { randomActing, type Acting } from '../settle/random-told.ts'
import { atelier, has, hour, is, leads } from '../settle/tell.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

/*
 * Verdicts over all orders, as PostgreSQL counts them, against every order asked one by one: of the graph, or as of a moment as `order` answers. What is
 * counted here is counted in plain code.
 */
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 8)
const now = hour(80)
const ORDERS = ['Order/A', 'Order/B', 'Order/C', ...['n1', 'n2', 'n3'].map((number) => `Order/~selling.number:${number}`)]
let bench: Workbench
beforeAll(async () => {
  bench = await openWorkbench(atelier)
})
afterAll(async () => bench?.close())

interface Standing {
  readonly ref: Ref
  readonly unified: Outcome
  readonly domains: readonly { readonly outcome: Outcome; readonly since: number }[]
}

const standingOf = (ref: Ref, values: Readonly<Record<string, unknown>>, { definition, version, domains }: DefinitionVersion): readonly Standing[] => {
  const unified = values[verdictProperty(definition, version, 'outcome')]
  return unified === undefined ? [] : [{
    ref, unified: unified as Outcome,
    domains: domains.map(({ domain }) => ({ outcome: values[domainVerdictProperty(definition, version, domain, 'outcome')] as Outcome, since: Number(values[domainVerdictProperty(definition, version, domain, 'since')]) })),
  }]
}

const inGraph = async (version: DefinitionVersion): Promise<readonly Standing[]> => {
  const { records } = await bench.driver.executeQuery('MATCH (order:Order) RETURN properties(order) AS properties')
  return records.flatMap((record) => {
    const values = record.get('properties') as Readonly<Record<string, unknown>>
    return standingOf(storedRef(String(values['ref'])), values, version)
  })
}

/** Each order that had begun, asked for by each of its names. */
const asked = async (asOf: Instant, knownAt: Instant): Promise<ReadonlyMap<Ref, Readonly<Record<string, unknown>>>> => {
  const reads = makeJournalReads(bench.journal, atelier, () => now)
  const worlds = await Promise.all(ORDERS.map((order) => reads.orderAsOf(storedRef(order), { asOf, knownAt }, { askedBy: order })))
  return new Map(worlds.flatMap((world) => (world === undefined ? [] : [[world.order.ref, world.order.values] as const])))
}

const oneByOne = async (version: DefinitionVersion, asOf: Instant, knownAt: Instant): Promise<readonly Standing[]> => {
  return [...await asked(asOf, knownAt)].flatMap(([ref, values]) => standingOf(ref, values, version))
}

const median = (sorted: readonly number[], share: number): number => {
  const place = (sorted.length - 1) * share
  const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low + (high - low) * (place - Math.floor(place))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const skewOf = (apart: readonly number[]) => {
  if (apart.length === 0) return undefined
  const sorted = apart.map(Math.abs).sort((a, b) => a - b)
  return {
    orders: apart.length, mean: sum(sorted) / sorted.length, median: median(sorted, 0.5), p90: median(sorted, 0.9), longest: sorted.at(-1),
    firstLater: apart.filter((one) => one < 0).length, secondLater: apart.filter((one) => one > 0).length, together: apart.filter((one) => one === 0).length,
  }
}

const counted = (held: readonly Standing[]) =>
  [...Map.groupBy(held, ({ unified, domains }) => JSON.stringify({ unified, domains: domains.map(({ outcome }) => outcome) }))].map(([key, group]) => `${key} ${group.length}`).sort()

const agree = async (found: HeldVerdicts, held: readonly Standing[], version: DefinitionVersion): Promise<void> => {
  expect(found.tallies.map(({ orders, ...outcomes }) => `${JSON.stringify(outcomes)} ${orders}`).sort()).toEqual(counted(held))
  const places = version.domains.map((_, place) => place)
  const since = (one: Standing, domain: number): number => one.domains[domain]?.since ?? NaN
  const are = (one: Standing, domain: number, outcomes: readonly Outcome[]): boolean => outcomes.includes(one.domains[domain]?.outcome ?? 'UNKNOWN')
  for (const first of places) {
    for (const second of places) {
      if (first === second) continue
      expect(found.skew(first, second)).toEqual(skewOf(held.filter((one) => are(one, first, ['MET']) && are(one, second, ['MET'])).map((one) => since(one, second) - since(one, first))))
      const cell: Cell = { first: { domain: first, outcomes: ['MET', 'UNKNOWN'] }, second: { domain: second, outcomes: OUTCOMES.slice(1) } }
      const inCell = held.filter((one) => are(one, first, ['MET', 'UNKNOWN']) && are(one, second, OUTCOMES.slice(1)))
      const key = { ID: () => 0, LONGEST: (one: Standing) => Math.max(since(one, first), since(one, second)), FARTHEST: (one: Standing) => -Math.abs(since(one, first) - since(one, second)) }
      for (const orderBy of ['ID', 'LONGEST', 'FARTHEST'] as const) {
        const sorted = inCell.toSorted((a, b) => key[orderBy](a) - key[orderBy](b) || (a.ref < b.ref ? -1 : 1)).map(({ ref }) => ref)
        const page = await found.page(cell, { orderBy, first: 1 })
        const [head] = page.orders
        const rest = head === undefined ? undefined : await found.page(cell, { orderBy, first: 9, after: head })
        expect([...page.orders, ...rest?.orders ?? []].map(({ ref }) => ref)).toEqual(sorted)
        expect(page.hasNextPage).toBe(sorted.length > 1)
      }
      const sinceOf = (those: readonly Standing[]) => {
        const sinces = those.map(key.LONGEST).sort((a, b) => a - b)
        return sinces.length === 0 ? undefined : { earliest: sinces[0], median: Math.round(median(sinces, 0.5)) }
      }
      expect(await found.since(cell)).toEqual(sinceOf(inCell))
      for (const one of OUTCOMES) {
        for (const other of OUTCOMES) expect(await found.since({ first: { domain: first, outcomes: [one] }, second: { domain: second, outcomes: [other] } })).toEqual(sinceOf(held.filter((order) => are(order, first, [one]) && are(order, second, [other]))))
      }
    }
  }
  expect(found.widest).toEqual(skewOf(held.flatMap(({ domains }) => {
    const met = domains.filter(({ outcome }) => outcome === 'MET').map(({ since: at }) => at)
    return met.length < 2 ? [] : [Math.max(...met) - Math.min(...met)]
  })))
}

const tell = async (told: readonly Acting[], merges: readonly (readonly [string, string])[], parted: boolean): Promise<void> => {
  const stride = { events: 9, recorded: 5, examined: 4 }
  const [last] = merges.slice(-1)
  const grounds = { reason: 'typed twice', actor: 'ann' }
  await bench.clear()
  await bench.tell(told, now)
  await bench.settle(now, stride)
  for (const [order, into] of merges) await recordMerge(bench.journal, storedRef(order), storedRef(into), grounds, hour(20)).catch(() => undefined)
  await bench.settle(now, stride)
  if (last !== undefined && parted) await recordUndoing(bench.journal, storedRef(last[0]), grounds, hour(30)).catch(() => undefined)
  await bench.settle(now, stride)
}

/** Of an order's row what is kept of verdicts; their evidence and what is missing is not. */
const keptOf = (values: Readonly<Record<string, unknown>>, versions: readonly DefinitionVersion[]): Readonly<Record<string, unknown>> => {
  const names = versions.flatMap(({ definition, version, domains }) => [
    ...(['outcome', 'since', 'firstMetAt', 'skewHours', 'stage', 'stageSince'] as const).map((part) => verdictProperty(definition, version, part)),
    ...domains.flatMap(({ domain }) => (['outcome', 'since', 'firstMetAt'] as const).map((part) => domainVerdictProperty(definition, version, domain, part))),
  ])
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))
}
/** A row of the claims says the key, too. */
const isByClaims = (values: Readonly<Record<string, unknown>>): boolean => 'key' in values

const merges = fc.constantFrom<readonly (readonly [string, string])[]>([], [], [['Order/A', 'Order/B']], [['Order/A', 'Order/B'], ['Order/B', 'Order/C']])
const moment = fc.integer({ min: 0, max: 45 })

describe('verdicts of one order as of a moment', () => {
  const versions = [...atelier.definitions.values()].flatMap((definition) => definition.versions).filter((version) => isKeptAsAsked(atelier, version))

  test('are kept of every version but those that read the clock', () => {
    expect(versions.map(({ definition, version }) => `${definition} ${version}`).sort()).toEqual(['done 1', 'done 2', 'done 3', 'paid 1', 'released 1'])
  })

  test('are by what is kept of them what the claims say, of orders that were never disputed', async () => {
    let [kept, byClaims] = [0, 0]
    await fc.assert(
      fc.asyncProperty(randomActing(40), merges, fc.boolean(), fc.array(moment, { minLength: 4, maxLength: 4 }), fc.subarray(versions, { minLength: 1 }), async (told, merged, parted, moments, asked) => {
        await tell(told, merged, parted)
        const reads = makeJournalReads(bench.journal, atelier, () => now)
        for (const asOf of moments.map(hour)) {
          for (const order of ORDERS) {
            const expected = (await reads.orderAsOf(storedRef(order), { asOf, knownAt: now }, { askedBy: order }))?.order
            const found = (await reads.orderAsOf(storedRef(order), { asOf, knownAt: now }, { askedBy: order, verdicts: asked }))?.order
            expect(found?.ref).toBe(expected?.ref)
            if (found === undefined || expected === undefined) continue
            expect(keptOf(found.values, asked)).toEqual(keptOf(expected.values, asked))
            if (isByClaims(found.values)) byClaims += 1
            else {
              kept += 1
              expect(found.values).toEqual(keptOf(expected.values, asked))
              expect(Object.entries(expected.values).filter(([name, value]) => name.endsWith('.settled') && value === false)).toEqual([])
            }
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(kept).toBeGreaterThan(0)
    expect(byClaims).toBeGreaterThan(0)
  }, 600_000)

  test('are asked of the claims where one came due that is not settled again, or something was told later', async () => {
    const [done] = versions.filter(({ definition, version }) => definition === 'paid' && version === 1)
    const paid = async (asOf: number, knownAt: number) => {
      const values = (await makeJournalReads(bench.journal, atelier, () => hour(knownAt)).orderAsOf(storedRef('Order/A'), { asOf: hour(asOf), knownAt: hour(knownAt) }, { verdicts: done === undefined ? [] : [done] }))?.order.values ?? {}
      return [values['verdict.paid.1.outcome'], isByClaims(values) ? 'claims' : 'kept']
    }
    await bench.clear()
    await bench.tell([has('desk', 1, 'Order/A', 'terms', 'BILL'), leads('bank', 1, 'Payment/1', 'order', 'Order/A'), is('bank', 2, 'Payment/1', 'PROMISED'), is('bank', 15, 'Payment/1', 'BOOKED', { told: 3 }), leads('bank', 4, 'Payment/2', 'order', 'Order/B')], hour(10))
    await bench.settle(hour(10), { events: 9, recorded: 9, examined: 9 })
    expect(await paid(14, 20)).toEqual(['NOT_MET', 'kept'])
    expect(await paid(20, 20)).toEqual(['MET', 'claims'])
    await bench.settle(hour(20), { events: 9, recorded: 9, examined: 9 })
    expect(await paid(20, 20)).toEqual(['MET', 'kept'])
    await bench.tell([is('bank', 18, 'Payment/1', 'VOID', { told: 30, id: 'later' })], hour(30))
    await bench.settle(hour(30), { events: 9, recorded: 9, examined: 9 })
    expect(await paid(20, 30)).toEqual(['NOT_MET', 'kept'])
    expect(await paid(20, 29)).toEqual(['MET', 'claims'])
    await recordMerge(bench.journal, storedRef('Order/B'), storedRef('Order/A'), { reason: 'typed twice', actor: 'ann' }, hour(40))
    await bench.settle(hour(40), { events: 9, recorded: 9, examined: 9 })
    // One of its payments is void, and of the other nobody said anything.
    expect(await paid(20, 40)).toEqual(['NOT_MET', 'kept'])
    expect(await paid(20, 39)).toEqual(['NOT_MET', 'claims'])
  })
})

describe('verdicts over all orders', () => {
  test('are those of each order asked by itself: now, as of a moment, and as known at one', async () => {
    await fc.assert(
      fc.asyncProperty(randomActing(40), merges, fc.boolean(), fc.array(fc.tuple(moment, moment), { minLength: 2, maxLength: 2 }), async (told, merged, parted, asked) => {
        await tell(told, merged, parted)
        const reads = makeJournalReads(bench.journal, atelier, () => now)
        for (const version of atelier.definitions.get('done')?.versions ?? []) {
          await agree(await reads.verdicts({ version, at: undefined, only: undefined, skews: true, sinces: true }), await inGraph(version), version)
          for (const [asOf, knownAt] of asked) {
            await agree(await reads.verdicts({ version, at: { asOf: hour(asOf) }, only: undefined, skews: true, sinces: false }), await oneByOne(version, hour(asOf), now), version)
            const then = await oneByOne(version, hour(asOf), hour(knownAt))
            await agree(await reads.verdicts({ version, at: { asOf: hour(asOf), knownAt: hour(knownAt) }, only: undefined, skews: true, sinces: true }), then, version)
            const some = then.slice(0, 2)
            await agree(await reads.verdicts({ version, at: { asOf: hour(asOf), knownAt: hour(knownAt) }, only: some.map(({ ref }) => ref), skews: true, sinces: false }), some, version)
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 600_000)

  test('orders as of a moment are those that answer when asked by themselves, in the order of refs; outcomes leave out none that has them', async () => {
    await fc.assert(
      fc.asyncProperty(randomActing(40), merges, fc.boolean(), fc.array(fc.tuple(moment, moment), { minLength: 4, maxLength: 4 }), fc.constantFrom(...OUTCOMES), async (told, merged, parted, moments, outcome) => {
        await tell(told, merged, parted)
        const reads = makeJournalReads(bench.journal, atelier, () => now)
        const listed = async (at: { readonly asOf: Instant; readonly knownAt: Instant }, wanted: Parameters<AsOfReader['orders']>[0]) => {
          const rows: (readonly [Ref, unknown])[] = []
          for await (const share of (await reads.worldAsOf(at)).orders(wanted)) rows.push(...share.rows.map(({ ref, values }) => [ref, values] as const))
          return rows
        }
        for (const [asOf, knownAt] of moments) {
          const expected = [...await asked(hour(asOf), hour(knownAt))].sort(([a], [b]) => (a < b ? -1 : 1))
          expect(await listed({ asOf: hour(asOf), knownAt: hour(knownAt) }, {})).toEqual(expected)
          expect(await listed({ asOf: hour(asOf), knownAt: hour(knownAt) }, { after: 'Order/A' })).toEqual(expected.filter(([ref]) => ref > 'Order/A'))
          for (const version of atelier.definitions.get('done')?.versions ?? []) {
            const having = (await oneByOne(version, hour(asOf), now)).filter(({ unified, domains }) => unified === outcome || domains[0]?.outcome === outcome)
            for (const domain of [undefined, 0]) {
              const found = await listed({ asOf: hour(asOf), knownAt: now }, { outcomes: { version, wanted: [{ ...(domain === undefined ? {} : { domain }), outcomes: [outcome] }] } })
              expect(found.map(([ref]) => ref)).toEqual(having.filter(({ unified, domains }) => (domain === undefined ? unified : domains[0]?.outcome) === outcome).map(({ ref }) => ref).sort())
            }
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 600_000)
})

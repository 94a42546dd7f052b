import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { lastSeq } from '../../src/journal/rebuild.ts'
import type { World } from '../../src/open-world.ts'
import { openTestWorld } from '../servers/open-test-world.ts'
import { localText, shopFile, shopRows, type ShopRow as Row } from './random-shop.ts'

/*
 * What is measured, kept row by row while records come in in any order and cut anyhow, is what the records say when they are all looked at together, by
 * code of the test's own: customers that move, products that become others, lines that are cancelled before they are ordered.
 */
const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 12)

/** One event for each id: the first that is told of it. */
const taken = (all: readonly Row[]): readonly Row[] => [...new Map([...all].reverse().map((row) => [`${row.order}/${row.line}/${row.told}`, row])).values()].sort((a, b) => all.indexOf(a) - all.indexOf(b))

const latest = (of: readonly Row[]): Row | undefined => [...of].sort((a, b) => a.minute - b.minute).at(-1)
const monthOf = (minute: number): string => localText(minute).slice(0, 7)
const quarterOf = (minute: number): string => `${localText(minute).slice(0, 5)}${['01', '04', '07', '10'][Math.floor((Number(localText(minute).slice(5, 7)) - 1) / 3)]}`
const startOf = (month: string): number => Date.parse(`${month}-01T00:00:00+08:00`)

const expected = (all: readonly Row[]): readonly unknown[] => {
  const told = taken(all)
  const ordered = told.filter((row) => row.told === 'ordered')
  const found: unknown[] = []
  for (const order of new Set(ordered.map((row) => row.order))) {
    const own = ordered.filter((row) => row.order === order)
    const minute = own.at(-1)?.minute ?? 0
    const customer = latest(own)?.customer
    const region = ordered.findLast((row) => row.customer === customer)?.region ?? ''
    found.push(['region-line', `Order/${order}`, startOf(monthOf(minute)), region === '' ? null : region, true, 1])
  }
  for (const row of ordered) {
    const states = told.filter((one) => one.order === row.order && one.line === row.line)
    if (latest(states)?.told === 'cancelled') continue
    const spf = ordered.findLast((one) => one.article === row.article)?.spf ?? ''
    found.push(['spf-stability', `OrderLine/${row.order}-${row.line}`, startOf(quarterOf(row.minute)), '', Number(spf) >= 50, row.pieces])
  }
  return found.map((one) => JSON.stringify(one)).sort()
}

let world: World | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

test('whatever the order in which records come, and however they are cut', async () => {
  await fc.assert(fc.asyncProperty(shopRows, fc.integer({ min: 1, max: 5 }), async (all, cut) => {
    await world?.close()
    world = await openTestWorld('examples/cosmetics')
    for (let from = 0; from < all.length; from += cut) {
      await absorb(world, 'shop', [{ file: 'shop.csv', bytes: Readable.from([Buffer.from(shopFile(all.slice(from, from + cut)))]) }])
    }
    await world.follower.reached(await lastSeq(world.journal))
    const kept = await world.journal.query<{ translation: string; ref: string; window_from: number; group_key: string | null; matches: boolean; amount: string }>('select * from measured')
    expect(kept.rows.map((row) => JSON.stringify([row.translation, row.ref, row.window_from, row.group_key, row.matches, Number(row.amount)])).sort()).toEqual(expected(all))
    // Every window in which anything is measured is to be judged.
    const due = await world.journal.query<{ missing: number }>('select count(*)::integer as missing from measured where not exists (select from measure_due where measure_due.translation = measured.translation and measure_due.window_from = measured.window_from)')
    expect(due.rows[0]?.missing).toBe(0)
  }), { numRuns: RUNS, endOnFailure: true })
}, 60_000 + RUNS * 2_000)

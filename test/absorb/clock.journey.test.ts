import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReadStream } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import type { World } from '../../src/open-world.ts'
import { instant, type Instant } from '../../src/vocabulary/instant.ts'
import { openTestWorld } from '../servers/open-test-world.ts'

/** A bakery with a word that the clock alone changes: an order is late when a line has stood as it is for more than two days. */
const LATE = `definition: late
title: Late
owner: the shop
versions:
  - version: 1
    lifecycle: ACTIVE
    effectiveFrom: 2026-01-01T00:00:00Z
    changeReason: a deadline
    domains:
      sales:
        over: OrderLine
        met: now - state.since > duration('48h')
        aggregate: any
    unified: all
`

let folder: string
let world: World
let now: Instant

const at = (text: string): Instant => instant(Date.parse(text))

const late = async (): Promise<{ outcome: unknown; since: unknown }> => {
  const { records } = await world.driver.executeQuery('MATCH (order:Order {ref: $ref}) RETURN order.`verdict.late.1.outcome` AS outcome, order.`verdict.late.1.since` AS since', { ref: 'Order/A-8' })
  return { outcome: records[0]?.get('outcome'), since: records[0]?.get('since') }
}

const localOf = async (ref: string): Promise<unknown> =>
  (await world.driver.executeQuery('MATCH (line:OrderLine {ref: $ref}) RETURN line.`state.local` AS local', { ref })).records[0]?.get('local')

const settledLate = async (outcome: string): Promise<{ outcome: unknown; since: unknown }> => {
  for (let tries = 0; tries < 100; tries += 1) {
    world.follower.kick()
    const found = await late()
    if (found.outcome === outcome) return found
    await wait(100)
  }
  return late()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-clock-'))
  await cp('examples/bakery', folder, { recursive: true })
  await writeFile(join(folder, 'definitions/late.yaml'), LATE)
  now = at('2026-03-03T00:00:00Z')
  world = await openTestWorld(folder, { clock: () => now })
  await absorb(world, 'till', [{ file: 'till.csv', bytes: createReadStream('examples/bakery/data/till.csv') }])
})
afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

// A-8's line was cancelled on 2 March at 10:00 in Berlin, 09:00 UTC, and stands so since.
test('an order is not late while its two days last', async () => {
  expect(await late()).toEqual({ outcome: 'NOT_MET', since: at('2026-03-02T07:00:00Z') })
})

// A-7's lines were baked on 3 March before dawn and handed over at 09:05; the file tells of it all, at midnight none of it had happened.
test('a claim dated ahead does not hold before its time', async () => {
  expect(await localOf('OrderLine/A-7-1')).toBe('ORDERED')
})

test('when the deadline passes the graph follows the clock, to the millisecond, with nothing new told', async () => {
  now = at('2026-03-05T00:00:00Z')
  expect(await settledLate('MET')).toEqual({ outcome: 'MET', since: at('2026-03-04T09:00:00.001Z') })
})

test('a claim dated ahead holds once its time has come', async () => {
  expect(await localOf('OrderLine/A-7-1')).toBe('HANDED_OVER')
})

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import type { World } from '../../src/open-world.ts'
import { instant, type Instant } from '../../src/vocabulary/instant.ts'
import { makeRef } from '../../src/vocabulary/ref.ts'
import { AFTER_ALL, openTestWorld } from '../servers/open-test-world.ts'

/** A counter whose first word on an order is no more than a telephone number; the slip's number comes a day later. */
const COUNTER = `source: counter
domain: sales
format: jsonl
eventId: record.id
occurredAt: timestamp(record.at)
yields:
  - entity: Order
    key: record.order
    identifiers: { sales.slip: record.order }
    when: has(record.slip)
  - entity: Order
    key: record.order
    when: "!has(record.slip)"
    set: { phone: record.phone }
    identifiers: { sales.slip: record.none }
`

let folder: string
let world: World
const at = (text: string): Instant => instant(Date.parse(text))

const tell = async (record: Readonly<Record<string, unknown>>): Promise<unknown> =>
  (await absorb(world, 'counter', [{ file: 'counter.jsonl', bytes: Readable.from([Buffer.from(JSON.stringify(record))]) }])).accepted

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-beginning-'))
  await cp('examples/bakery', folder, { recursive: true })
  await writeFile(join(folder, 'domains/sales/sources/counter.yaml'), COUNTER)
  const sdl = join(folder, 'domains/sales/entities.graphql')
  await writeFile(sdl, (await readFile(sdl, 'utf8')).replace('slip: String!', 'slip: String'))
  world = await openTestWorld(folder)
})
afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

test('an order begins with the first record that speaks of it, and a later identifier does not take it out of its own past', async () => {
  expect(await tell({ id: 1, at: '2026-02-01T10:00:00Z', order: 'O-1', phone: '1' })).toBe(1)
  expect(await tell({ id: 2, at: '2026-02-02T10:00:00Z', order: 'O-1', slip: 'S-1' })).toBe(1)
  const reads = makeJournalReads(world.questions, world.model, () => AFTER_ALL)
  const since = async (asOf: Instant): Promise<unknown> => (await reads.orderAsOf(makeRef('Order', 'O-1'), { asOf, knownAt: AFTER_ALL }))?.order.values['verdict.completed.1.since']
  const { records } = await world.driver.executeQuery("MATCH (order:Order {ref: 'Order/O-1'}) RETURN order.`verdict.completed.1.since` AS since")
  expect(Number(records[0]?.get('since'))).toBe(at('2026-02-01T10:00:00Z'))
  expect(await since(AFTER_ALL)).toBe(at('2026-02-01T10:00:00Z'))
  expect(await since(at('2026-02-01T18:00:00Z'))).toBe(at('2026-02-01T10:00:00Z'))
  expect(await since(at('2026-01-31T00:00:00Z'))).toBeUndefined()
})

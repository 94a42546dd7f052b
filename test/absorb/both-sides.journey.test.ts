import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { absorb, type IngestReport } from '../../src/absorb.ts'
import type { World } from '../../src/open-world.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { openTestWorld } from '../servers/open-test-world.ts'

/** The bakery with a second voice: the counter tells of orders and names their lines, where the till tells of lines and names their order. */
const COUNTER = `source: counter
domain: sales
format: jsonl
eventId: record.id
occurredAt: timestamp(record.at)
yields:
  - entity: Order
    key: record.order
    identifiers: { sales.slip: record.order }
    links:
      - { field: lines, key: record.line, when: has(record.line), set: { packed: int(record.packed) } }
  - entity: OrderLine
    key: record.own
    when: has(record.own)
    set: { pieces: int(record.pieces) }
    links:
      - { field: order, key: record.order }
`

let folder: string
let world: World
let now = instant(Date.parse('2026-03-10T00:00:00Z'))

const tell = (...records: readonly Readonly<Record<string, unknown>>[]): Promise<IngestReport> =>
  absorb(world, 'counter', [{ file: 'counter.jsonl', bytes: Readable.from([Buffer.from(records.map((record) => JSON.stringify(record)).join('\n'))]) }])

const edgesOf = async (line: string): Promise<readonly unknown[]> => {
  const { records } = await world.driver.executeQuery(
    'MATCH (order:Order)-[link:HAS_LINE]->(:OrderLine {ref: $line}) RETURN order.ref AS order, link.validTo AS until, link.`q.packed` AS packed ORDER BY link.validFrom, order.ref', { line: `OrderLine/${line}` })
  return records.map((record) => [record.get('order'), record.get('until') === null ? undefined : new Date(Number(record.get('until'))).toISOString().slice(0, 10), record.get('packed') ?? undefined])
}

const ordersOf = async (line: string): Promise<unknown> =>
  (await world.driver.executeQuery('MATCH (line:OrderLine {ref: $line}) RETURN line.orders AS orders', { line: `OrderLine/${line}` })).records[0]?.get('orders')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-sides-'))
  await cp('examples/bakery', folder, { recursive: true })
  await writeFile(join(folder, 'domains/sales/sources/counter.yaml'), COUNTER)
  world = await openTestWorld(folder, { clock: () => now })
})
afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

test('a line that only its order has named is unseen, and its link is unresolved', async () => {
  expect(await tell({ id: 1, at: '2026-03-01T00:00:00Z', order: 'S-1', line: 'L1', packed: 2 })).toMatchObject({ accepted: 1, unresolved: 1 })
  expect(await edgesOf('L1')).toEqual([['Order/S-1', undefined, 2]])
  expect(await ordersOf('L1')).toEqual(['Order/S-1'])
})

// A line has one order: whichever side names the new one, the old one ends then.
test('another order that names the line takes it from the first', async () => {
  await tell({ id: 2, at: '2026-03-03T00:00:00Z', order: 'S-2', line: 'L1', packed: 2 })
  expect(await edgesOf('L1')).toEqual([['Order/S-1', '2026-03-03', 2], ['Order/S-2', undefined, 2]])
  expect(await ordersOf('L1')).toEqual(['Order/S-2'])
})

test('both sides naming each other at one moment are one link', async () => {
  expect(await tell({ id: 3, at: '2026-03-04T00:00:00Z', order: 'S-3', line: 'L3', packed: 1, own: 'L3', pieces: 4 })).toMatchObject({ accepted: 1, unresolved: 0 })
  expect(await edgesOf('L3')).toEqual([['Order/S-3', undefined, 1]])
})

test('a link stated from both sides ends whole when a later record names another order', async () => {
  await tell({ id: 4, at: '2026-03-05T00:00:00Z', order: 'S-4', own: 'L3', pieces: 4 })
  expect(await edgesOf('L3')).toEqual([['Order/S-3', '2026-03-05', 1], ['Order/S-4', undefined, undefined]])
})

test('a quantity dated ahead shows from its time', async () => {
  await tell({ id: 5, at: '2026-03-12T00:00:00Z', order: 'S-2', line: 'L1', packed: 7 })
  expect(await edgesOf('L1')).toEqual([['Order/S-1', '2026-03-03', 2], ['Order/S-2', undefined, 2]])
  now = instant(Date.parse('2026-03-13T00:00:00Z'))
  await expect.poll(async () => {
    world.follower.kick()
    return edgesOf('L1')
  }, { timeout: 20_000 }).toEqual([['Order/S-1', '2026-03-03', 2], ['Order/S-2', undefined, 7]])
})

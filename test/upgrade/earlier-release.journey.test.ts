import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import neo4j from 'neo4j-driver'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { importRecords } from '../../src/import-records.ts'
import type { World } from '../../src/open-world.ts'
import { dumpFiles } from '../bulk/dump-files.ts'
import { dumpTables } from '../bulk/dump-tables.ts'
import { ledger, till } from '../cli/bakery-world.ts'
import { dumpGraph } from '../journal/dump-graph.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { AFTER_ALL, openTestWorld } from '../servers/open-test-world.ts'
import { testServers } from '../servers/with-servers.ts'
import { createReadStream } from 'node:fs'

/** What an earlier release held of the bakery, as it stood in its stores: taken from a home that this release's program had filled. */
interface Stores {
  readonly migrations: readonly string[]
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  readonly nodes: readonly { readonly id: number; readonly labels: readonly string[]; readonly properties: Readonly<Record<string, unknown>> }[]
  readonly edges: readonly { readonly from: number; readonly to: number; readonly type: string; readonly properties: Readonly<Record<string, unknown>> }[]
}

const folder = join(import.meta.dirname, 'releases')
let world: World | undefined
let files: string | undefined
afterEach(async () => {
  await world?.close()
  if (files !== undefined) await rm(files, { recursive: true, force: true })
})

const fillJournal = async (url: string, { migrations, tables }: Stores): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create table migration (name text primary key, hash text not null)')
    for (const name of migrations) await client.query(await readFile(`sql/migrations/${name}`, 'utf8'))
    for (const [table, rows] of Object.entries(tables)) {
      await client.query(`insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)])
    }
    for (const [table, column] of [['event', 'seq'], ['reject', 'id'], ['outbox', 'id']]) await client.query(`select setval(pg_get_serial_sequence('${table}', '${column}'), coalesce(max(${column}), 0) + 1, false) from ${table}`)
  } finally {
    await client.end()
  }
}

const stored = (value: unknown): unknown => (Number.isInteger(value) ? neo4j.int(value as number) : value)
const storedAll = (properties: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, stored(value)]))

const fillGraph = async ({ uri, user, password }: { readonly uri: string; readonly user: string; readonly password: string }, { nodes, edges }: Stores): Promise<void> => {
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  try {
    for (const { id, labels, properties } of nodes) await driver.executeQuery(`CREATE (n:${labels.map((label) => `\`${label}\``).join(':')} {_id: $id}) SET n += $properties`, { id, properties: storedAll(properties) })
    for (const { from, to, type, properties } of edges) await driver.executeQuery(`MATCH (a {_id: $from}), (b {_id: $to}) CREATE (a)-[e:\`${type}\`]->(b) SET e = $properties`, { from, to, properties: storedAll(properties) })
    await driver.executeQuery('MATCH (n) REMOVE n._id')
  } finally {
    await driver.close()
  }
}

test.each(readdirSync(folder))('a home whose stores an earlier release left as in %s is opened, brought up to this release, and has lost nothing', async (file) => {
  const before = JSON.parse(await readFile(join(folder, file), 'utf8')) as Stores
  const servers = await testServers()
  await emptyStores(servers)
  await fillJournal(servers.database.url, before)
  await fillGraph(servers.neo4j, before)
  world = await openTestWorld('examples/bakery', { keep: true })
  const last = Math.max(...(before.tables['event'] ?? []).map(({ seq }) => Number(seq)))
  await world.follower.reached(last)
  expect(await examineGraph(world, AFTER_ALL)).toMatchObject({ seq: last, differences: 0 })
  const tables = await dumpTables(world.journal)
  expect(tables.event.map((row) => (JSON.parse(row) as { event_id: string }).event_id).sort()).toEqual((before.tables['event'] ?? []).map((row) => row['event_id']).sort())
  expect(tables.reject).toHaveLength((before.tables['reject'] ?? []).length)
  const graph = await dumpGraph(world.driver, { claimIds: true })

  // What this release makes of the same files, told at the same times.
  await world.close()
  const times = new Map((before.tables['event'] ?? []).map((row) => [row['source'], Number(row['taken_at'])]))
  files = await mkdtemp(join(tmpdir(), 'osl-upgrade-'))
  world = await openTestWorld('examples/bakery')
  await world.follower.stop()
  const { model, journal, progress } = world
  let source = 'till'
  const feeds = function* () {
    yield { source, file: till, bytes: createReadStream(till) }
    source = 'ledger'
    yield { source, file: ledger, bytes: createReadStream(ledger) }
  }
  const { files: written } = await importRecords({ model, journal, world: progress.world, clock: () => (times.get(source) ?? 0) as typeof AFTER_ALL, folder: join(files, 'graph'), signal: new AbortController().signal, onProgress: () => undefined }, feeds(), () => undefined)
  expect(graph).toEqual(dumpFiles(written))
  const { event, claim, entity, identifier, member, conflict } = await dumpTables(journal)
  expect({ event: tables.event, claim: tables.claim, entity: tables.entity, identifier: tables.identifier, member: tables.member, conflict: tables.conflict }).toEqual({ event, claim, entity, identifier, member, conflict })
}, 120_000)

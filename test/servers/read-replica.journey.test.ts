import { createReadStream, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { lastSeq } from '../../src/journal/rebuild.ts'
import { openWorld, type World } from '../../src/open-world.ts'
import { resolveJars } from '../../src/servers/resolve-jars.ts'
import { startNeo4j, type BundledNeo4j } from '../../src/servers/start-neo4j.ts'
import { startPostgres, type BundledPostgres } from '../../src/servers/start-postgres.ts'
import { startJournal, startServers, type Servers, type StartServers } from '../../src/servers/start-servers.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { ledger, till } from '../cli/bakery-world.ts'
import { cypher, sql } from './ask-stores.ts'
import { emptyWorld } from './empty-stores.ts'
import { AFTER_ALL, loadTestModel } from './open-test-world.ts'
import { plainEnv, root, smallMemory, temporaryHome, type TemporaryHome } from './temporary-home.ts'
import { testServers } from './with-servers.ts'

// A server starts three times in each, on machines that may be busy.
vi.setConfig({ testTimeout: 300_000 })

/*
 * A server of the user's own that becomes a read replica under a program, and takes writes again: what cannot be written is an outage until then and
 * nothing is lost; nobody starts on one.
 */
const shared = await testServers()
let place: TemporaryHome
let world: World | undefined
let outages: Set<string>
let bugs: unknown[]
const stops = new Set<() => Promise<void>>()
beforeEach(async () => {
  place = temporaryHome()
  outages = new Set()
  bugs = []
  await emptyWorld(shared)
})
afterEach(async () => {
  await world?.close()
  world = undefined
  for (const stop of stops) await stop()
  stops.clear()
  await place.remove()
})

type Stores = Pick<Servers, 'neo4j' | 'database'>
const open = async ({ neo4j, database }: Stores): Promise<World> => {
  const log = { info: () => undefined, outage: ({ code }: { readonly code: string }) => outages.add(code), bug: (error: unknown) => bugs.push(error), unjudged: (error: unknown) => bugs.push(error) }
  world = await openWorld(await loadTestModel('examples/bakery'), { graph: neo4j, journalUrl: database.url }, () => AFTER_ALL, log, { importer: undefined, folder: '', onProgress: () => undefined, wanted: false })
  return world
}
const tell = (to: World, source: string, path: string) => absorb(to, source, [{ file: basename(path), bytes: createReadStream(path) }])
const settings = ({ neo4j, database }: Stores): StartServers =>
  ({ home: join(place.home, 'program'), root, env: { ...plainEnv(), NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password, DATABASE_URL: database.url }, log: place.log, memory: smallMemory })
/** Payment V1 is of the ledger, which is told while a store takes no writes. */
const shows = async ({ driver }: World, ref: string): Promise<boolean> => (await driver.executeQuery('MATCH (found:Entity {ref: $ref}) RETURN found.ref', { ref })).records.length > 0
const allThere = async (all: World): Promise<void> => {
  await expect.poll(async () => all.follower.reached(await lastSeq(all.journal)).then(() => 'there', (error: unknown) => error), { timeout: 120_000 }).toBe('there')
  expect(await shows(all, 'Payment/V1')).toBe(true)
  expect(bugs).toEqual([])
}

test('PostgreSQL becomes a standby and is promoted again: records are refused as an outage and questions answered meanwhile, settling goes on by itself', async () => {
  const start = async (): Promise<BundledPostgres> => {
    const started = await startPostgres({ home: place.home, log: place.log, env: plainEnv() })
    stops.add(started.stop)
    return started
  }
  const primary = await start()
  const stores: Stores = { neo4j: shared.neo4j, database: { url: primary.url } }
  const all = await open(stores)
  expect(await tell(all, 'till', till)).toMatchObject({ accepted: 8 })
  await primary.stop()
  writeFileSync(join(place.home, 'postgres', 'data', 'standby.signal'), '')
  expect((await start()).url).toBe(primary.url)
  await expect.poll(() => tell(all, 'ledger', ledger).then(() => 'taken', (error: unknown) => error), { timeout: 30_000 }).toMatchObject({ code: 'JOURNAL_READ_ONLY', kind: 'outage' })
  await expect.poll(() => [...outages], { timeout: 30_000 }).toContain('JOURNAL_READ_ONLY')
  const then = await makeJournalReads(all.questions, all.model, () => AFTER_ALL).worldAsOf({ asOf: AFTER_ALL, knownAt: AFTER_ALL })
  expect(await then.entities([storedRef('Order/A-7')])).toMatchObject([{ ref: 'Order/A-7' }])
  await expect(startServers(settings(stores))).rejects.toMatchObject({ code: 'POSTGRES_READ_ONLY', kind: 'refusal', message: expect.stringContaining('it is a standby') as string })
  // What only reads, as a backup does, may be given one.
  await (await startJournal(settings(stores))).stop()
  await sql(stores, 'select pg_promote()')
  expect(await tell(all, 'ledger', ledger)).toMatchObject({ accepted: 4 })
  await allThere(all)
})

test('a PostgreSQL whose transactions only read is refused at a start', async () => {
  const url = new URL(shared.database.url)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  await expect(startServers(settings({ ...shared, database: { url: url.href } }))).rejects.toMatchObject({ code: 'POSTGRES_READ_ONLY', message: expect.stringContaining('default_transaction_read_only') as string })
})

test('Neo4j becomes read-only and takes writes again: records are taken and questions answered meanwhile, applying goes on by itself', async () => {
  const jars = await resolveJars(root, place.log, plainEnv(), new AbortController().signal)
  const start = async (readOnly: boolean): Promise<BundledNeo4j> => {
    const started = await startNeo4j({ home: place.home, jars, log: place.log, env: plainEnv(), ...smallMemory, settings: { 'server.databases.default_to_read_only': String(readOnly) } })
    stops.add(started.stop)
    return started
  }
  const leader = await start(false)
  const stores: Stores = { neo4j: leader, database: shared.database }
  const all = await open(stores)
  expect(await tell(all, 'till', till)).toMatchObject({ accepted: 8 })
  await leader.stop()
  const replica = await start(true)
  expect(replica.uri).toBe(leader.uri)
  // Its report waits for the graph, as long as that is away for no longer than half a minute.
  const telling = tell(all, 'ledger', ledger).catch((error: unknown) => error)
  await expect.poll(() => [...outages], { timeout: 30_000 }).toContain('GRAPH_READ_ONLY')
  expect(await lastSeq(all.journal)).toBe(12)
  expect([await shows(all, 'Order/A-7'), await shows(all, 'Payment/V1')]).toEqual([true, false])
  await expect(startServers(settings(stores))).rejects.toMatchObject({ code: 'NEO4J_READ_ONLY', kind: 'refusal' })
  await replica.stop()
  await start(false)
  await telling
  await allThere(all)
  // Asking whether it takes writes left nothing.
  await (await startServers(settings(stores))).stop()
  expect(await cypher(stores, 'MATCH (node) WHERE size(labels(node)) = 0 RETURN count(node) AS nodes')).toEqual([{ nodes: 0 }])
})

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import { createGateway } from '../../src/gateway/create-gateway.ts'
import { registerRecords } from '../../src/gateway/register-records.ts'
import type { IngestReport } from '../../src/absorb.ts'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { makeDecideProposals } from '../../src/decide-proposals.ts'
import { makeOpenRecalls } from '../../src/open-recalls.ts'
import { makeGovernDefinitions } from '../../src/govern-definitions.ts'
import { makeRunRehearsals } from '../../src/run-rehearsals.ts'
import { makeMergeOrders } from '../../src/merge-orders.ts'
import { readModelSdl } from '../../src/model/sdl.ts'
import type { World } from '../../src/open-world.ts'
import { instant, type Instant } from '../../src/vocabulary/instant.ts'
import { absorbAll } from '../absorb/absorb-all.ts'
import { asker, type Answer } from '../gateway/open-door.ts'
import { AFTER_ALL, openTestWorld } from '../servers/open-test-world.ts'

export interface WorldDoor {
  readonly world: World
  readonly url: string
  readonly ask: (query: string, variables?: Record<string, unknown>) => Promise<Answer>
  readonly askWith: (headers: Readonly<Record<string, string>>, query: string, variables?: Record<string, unknown>) => Promise<Answer>
  /** The data of an answer that has no errors. */
  readonly answer: <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>
  /** Sends a file's bytes to a source, as any client does. */
  readonly send: (source: string, path: string) => Promise<IngestReport>
  readonly sendText: (source: string, text: string) => Promise<IngestReport>
  /** Files of several sources in turn, none waiting for the graph to show the one before: an order is settled once, not with each file that speaks of it. */
  readonly sendAll: (files: readonly { readonly source: string; readonly text: string }[]) => Promise<void>
  /** What our clock says from now on. */
  readonly setClock: (at: string) => void
  readonly close: () => Promise<void>
}

/** A world of a model folder on stores that are emptied first, unless `keep`, with its real door on a free port: everything below is asked and told over HTTP. */
export const openWorldDoor = async (folder: string, options: { readonly keep?: boolean; readonly rebuild?: boolean } = {}): Promise<WorldDoor> => {
  let now: Instant = AFTER_ALL
  const clock = (): Instant => now
  const world = await openTestWorld(folder, { clock, ...options })
  const gateway = await createGateway({
    model: world.model, sdl: await readModelSdl(folder), driver: world.driver, gate: world.gate, world: world.progress.world, merges: makeMergeOrders(world), governs: makeGovernDefinitions(world), decides: makeDecideProposals(world), recalls: makeOpenRecalls(world), rehearsals: makeRunRehearsals(world), journalReads: makeJournalReads(world.questions, world.model, clock),
    log: pino({ level: 'silent' }), clock, port: 0, register: [(app) => registerRecords(app, world)],
  })
  const ask = asker(gateway)
  const post = async (source: string, file: string, body: Uint8Array<ArrayBuffer> | string): Promise<IngestReport> => {
    const response = await fetch(`${gateway.url}/v1/records/${source}?file=${encodeURIComponent(file)}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body })
    const told = await response.json() as IngestReport
    if (!response.ok) throw new Error(`${source} was refused: ${JSON.stringify(told)}`)
    return told
  }
  return {
    world, url: gateway.url, ask,
    askWith: (headers, query, variables) => asker(gateway, headers)(query, variables),
    answer: async <Data>(query: string, variables?: Record<string, unknown>) => {
      const { data, errors } = await ask(query, variables)
      if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'))
      return data as Data
    },
    send: async (source, path) => post(source, basename(path), await readFile(path)),
    sendText: (source, text) => post(source, 'records', text),
    sendAll: (files) => absorbAll(world, files.map(({ source, text }) => ({ source, feed: { file: 'records', bytes: Readable.from([Buffer.from(text)]) } }))),
    setClock: (at) => { now = instant(Date.parse(at)) },
    close: async () => {
      await gateway.close()
      await world.close()
    },
  }
}

/** Everything in the graph in one order of its own: two graphs are the same when these are. */
export const dumpGraph = async ({ driver }: World): Promise<readonly string[]> => {
  const nodes = await driver.executeQuery('MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties')
  const edges = await driver.executeQuery('MATCH (a)-[r]->(b) RETURN coalesce(a.ref, a.value) AS from, type(r) AS name, coalesce(b.ref, b.value) AS to, properties(r) AS properties')
  return [...nodes.records, ...edges.records].map((record) => canonical(record.toObject())).sort()
}

const canonical = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (
  typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part))

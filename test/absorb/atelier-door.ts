import { Readable } from 'node:stream'
import pino from 'pino'
import { afterEach, beforeEach, expect } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { lastSeq } from '../../src/journal/rebuild.ts'
import { makeDecideProposals } from '../../src/decide-proposals.ts'
import { makeOpenRecalls } from '../../src/open-recalls.ts'
import { makeGovernDefinitions } from '../../src/govern-definitions.ts'
import { makeRunRehearsals } from '../../src/run-rehearsals.ts'
import { makeMergeOrders } from '../../src/merge-orders.ts'
import { readModelSdl } from '../../src/model/sdl.ts'
import type { World } from '../../src/open-world.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { asker } from '../gateway/open-door.ts'
import { dumpGraph } from '../journal/dump-graph.ts'
import { recordOf } from '../journal/workbench.ts'
import { openTestWorld } from '../servers/open-test-world.ts'
import { hour, type Told } from '../settle/tell.ts'

/*
 * The atelier (test/settle/atelier) told end to end: files taken in, settled, applied, asked at the door. Hours count from 2026-01-01T00:00Z.
 */
const FOLDER = 'test/settle/atelier'
export const iso = (h: number): string => new Date(hour(h)).toISOString().replace('.000Z', 'Z')
export let now: Instant
export let world: World
let door: Gateway
let told = 0
/** Sets the clock; whoever follows the world sees it. */
export const setClock = (h: number): void => {
  now = hour(h)
}

export const open = async ({ questions = [], ...options }: { readonly keep?: boolean; readonly rebuild?: boolean; readonly questions?: readonly { readonly title: string; readonly query: string }[] } = {}): Promise<void> => {
  world = await openTestWorld(FOLDER, { clock: () => now, ...options })
  door = await createGateway({ model: world.model, sdl: await readModelSdl(FOLDER), driver: world.driver, gate: world.gate, world: world.progress.world, merges: makeMergeOrders(world), governs: makeGovernDefinitions(world), decides: makeDecideProposals(world), recalls: makeOpenRecalls(world), rehearsals: makeRunRehearsals(world), journalReads: makeJournalReads(world.questions, world.model, () => now), questions, log: pino({ level: 'silent' }), clock: () => now, port: 0 })
}
/** The world opened anew at an hour: a clock set back under a follower that is at work may be read by it before or after. */
export const openAt = async (h: number): Promise<void> => {
  await close()
  now = hour(h)
  await open()
}
export const close = async (): Promise<void> => {
  await door?.close()
  await world?.close()
}
/** An atelier of its own for each test of the file, at hour 100. */
export const atelierForEachTest = (): void => {
  beforeEach(async () => {
    now = hour(100)
    told = 0
    await open()
  })
  afterEach(close)
}

export const file = (records: readonly Readonly<Record<string, unknown>>[]) => [{ file: 'told.jsonl', bytes: Readable.from([Buffer.from(records.map((record) => JSON.stringify(record)).join('\n'))]) }]
/** Takes what one source tells, as one file. */
export const tell = async (...said: readonly Told[]) => absorb(world, said[0]?.by ?? '', file(said.map((one) => recordOf(one, (told += 1)))))

export const ask = async (query: string) => {
  const { data, errors } = await asker(door)(query)
  return errors.length > 0 ? { errors: errors.map(({ extensions }) => extensions['code']), data } : data
}
/** The answer with its receipt. */
export const askWhole = (query: string) => asker(door)(query)
/** The same with the receipt of an earlier answer. */
export const askWith = (receipt: Readonly<Record<string, unknown>>, query: string) => asker(door, { 'x-osl-receipt': Buffer.from(JSON.stringify(receipt)).toString('base64url') })(query)
/** Asked by somebody who says their name. */
export const askAs = (actor: string, query: string, variables: Record<string, unknown> = {}) => asker(door, { 'x-osl-actor': actor })(query, variables)
/** The answer of before, by its receipt. */
export const askAgain = (receipt: Readonly<Record<string, unknown>>, query: string) => asker(door, { 'x-osl-receipt': JSON.stringify(receipt) })(query)
/** Lines of a streamed lineage. */
export const streamed = async (parameters: string): Promise<readonly string[]> => (await (await fetch(`${door.url}/v1/lineage?${parameters}`)).text()).trim().split('\n')
export const verdict = async (order: string, name = 'done', version = 1, at = '') => {
  const answer = await ask(`{ order(id: "${order}"${at}) { id verdict(definition: "${name}", version: ${version}) { unified since firstMetAt domains { domain outcome since } } } }`) as { order?: { id: string; verdict: { unified: string; since: string; firstMetAt: string | null; domains: { domain: string; outcome: string; since: string }[] } }; errors?: unknown }
  if (answer.order === undefined || answer.order === null) return answer
  const { id, verdict: { unified, since, domains } } = answer.order
  return [`${id} ${unified} ${since}`, ...domains.map((one) => `${one.domain} ${one.outcome} ${one.since}`)]
}
export const members = async (order: string) => {
  const { nodes } = await dumpGraph(world.driver, { claimIds: false })
  return Object.entries(nodes).filter(([ref, one]) => ref !== order && (one as { orders?: readonly string[] }).orders?.includes(order) === true).map(([ref]) => ref)
}
/** What the graph shows is what a rebuild shows, whatever way it came about. */
export const rebuiltTheSame = async (): Promise<void> => {
  const before = await dumpGraph(world.driver, { claimIds: true })
  await close()
  await open({ keep: true, rebuild: true })
  await world.follower.reached(await lastSeq(world.journal))
  expect(await dumpGraph(world.driver, { claimIds: true })).toEqual(before)
}

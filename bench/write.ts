import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { absorb, type AbsorbWorld } from '../src/absorb.ts'
import { follow, type Follower } from '../src/follow.ts'
import { emptyGraph } from '../src/graph/apply-change.ts'
import { beginRebuild, graphEmptied, lastSeq } from '../src/journal/rebuild.ts'
import type { World } from '../src/open-world.ts'
import type { Servers } from '../src/servers/start-servers.ts'
import { scratchHome } from './folders.ts'
import type { MedtechData } from './medtech-data.ts'
import { insertAgain } from './plain-inserts.ts'
import { openPlainDriver } from './plain-driver.ts'
import { recordingDriver, replayTransactions, type RecordedTransactions } from './recorded-writes.ts'
import { ownCpuMs } from './own-cpu.ts'
import { say } from './say.ts'
import { addressOf, loadMedtechModel, openBenchWorld, startEmptyStores } from './stores.ts'

export interface WriteFigures {
  readonly records: number
  readonly events: number
  /** Milliseconds for all events. */
  readonly append: number
  readonly insertLimit: number
  readonly copyLimit: number
  /** The whole backlog settled and applied, settling and applying beside each other, by stores that were just started: their code is not compiled yet. What recording its statements took is taken off. */
  readonly followCold: number
  /** The same again from the journal, by stores that have done it once, and nothing recorded. */
  readonly follow: number
  readonly replayLimit: number
  readonly transactions: number
  /** Processor time, in ms, of this process alone. */
  readonly appendCpu: number
  readonly followCpu: number
}

const QUIET: Follower = { kick: () => undefined, reached: () => Promise.resolve(), stop: () => Promise.resolve() }

/** Empty stores: everything appended while nothing settles; then settled and applied, twice; then the same rows and statements by nothing but the drivers. */
export const benchWrite = async (data: MedtechData): Promise<WriteFigures> => {
  const servers = await startEmptyStores(scratchHome('write'))
  try {
    const world = await openBenchWorld(await loadMedtechModel(), addressOf(servers))
    const driver = openPlainDriver(servers.neo4j)
    try {
      await world.follower.stop()
      const cpuBefore = ownCpuMs()
      const appended = await appendAll({ ...world, follower: QUIET }, data)
      const cpuAppended = ownCpuMs()
      say(`appended ${appended.events} events in ${(appended.ms / 1_000).toFixed(1)} s`)
      const kept: RecordedTransactions = { transactions: [], ms: 0 }
      const followedCold = await followAll(world, kept)
      say(`settled and applied by cold stores in ${(followedCold / 1_000).toFixed(1)} s`)
      await beginRebuild(world.journal, world.model)
      await emptyGraph(driver)
      await graphEmptied(world.journal)
      const cpuBeforeFollow = ownCpuMs()
      const followed = await followAll(world)
      say(`settled and applied in ${(followed / 1_000).toFixed(1)} s`)
      const cpuFollowed = ownCpuMs()
      const limits = await insertAgain(servers.database.url)
      await emptyGraph(driver)
      const replayed = await replayTransactions(driver, kept)
      return {
        records: data.records, events: appended.events, append: appended.ms, ...limits, followCold: followedCold - kept.ms, follow: followed, replayLimit: replayed,
        transactions: kept.transactions.length, appendCpu: cpuAppended - cpuBefore, followCpu: cpuFollowed - cpuBeforeFollow,
      }
    } finally {
      await driver.close()
      await world.close()
    }
  } finally {
    await servers.stop()
  }
}

/** Everything appended while nothing settles, then settled and applied twice: what the second time took. */
export const settleTwice = async (world: World, servers: Servers, data: MedtechData): Promise<{ readonly events: number; readonly ms: number; readonly cpuMs: number }> => {
  const driver = openPlainDriver(servers.neo4j)
  try {
    await world.follower.stop()
    const { events } = await appendAll({ ...world, follower: QUIET }, data)
    await followAll(world)
    await beginRebuild(world.journal, world.model)
    await emptyGraph(driver)
    await graphEmptied(world.journal)
    const before = ownCpuMs()
    const ms = await followAll(world)
    return { events, ms, cpuMs: ownCpuMs() - before }
  } finally {
    await driver.close()
  }
}

const appendAll = async (world: AbsorbWorld, { folder, manifest }: MedtechData): Promise<{ readonly events: number; readonly ms: number }> => {
  const began = performance.now()
  let events = 0
  for (const { source, file } of manifest.files) events += (await absorb(world, source, [{ file, bytes: createReadStream(join(folder, file)) }])).accepted
  return { events, ms: performance.now() - began }
}

const followAll = async ({ journal, model, driver, gate, progress, clock }: World, kept?: RecordedTransactions): Promise<number> => {
  const last = await lastSeq(journal)
  const began = performance.now()
  const follower = follow({
    model, journal, clock, gate, world: progress, driver: kept === undefined ? driver : recordingDriver(driver, kept),
    onOutage: (problem) => say(problem.message), onBug: (error) => say(`settling stopped: ${String(error)}`), onUnjudged: (error) => say(String(error)),
  })
  try {
    await follower.reached(last)
    return performance.now() - began
  } finally {
    await follower.stop()
  }
}

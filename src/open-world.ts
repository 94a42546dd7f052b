import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { follow, type Follower } from './follow.ts'
import { emptyGraph, prepareGraph, readWatermark, type Driver, type Watermark } from './graph/apply-change.ts'
import { openGraph, type GraphAddress } from './graph/open-graph.ts'
import { migrateJournal } from './journal/migrate.ts'
import { openJournal, type Journal } from './journal/open-journal.ts'
import { beginWorld } from './journal/begin-world.ts'
import { beginRebuild, graphEmptied } from './journal/rebuild.ts'
import type { Progress } from './journal/settle-next.ts'
import type { Model } from './model/model.ts'
import { problem, type Problem } from './problems/problem.ts'
import type { Instant } from './vocabulary/instant.ts'

/** How long closing waits for the step that is under way. */
const PATIENCE_MS = 5_000

/** A model with its two stores open and the graph following the journal. */
export interface World {
  readonly model: Model
  readonly journal: Journal
  readonly driver: Driver
  readonly progress: Progress
  readonly follower: Follower
  readonly clock: () => Instant
  readonly close: () => Promise<void>
}

export interface WorldLog {
  readonly info: (text: string) => void
  readonly outage: (problem: Problem) => void
  readonly bug: (error: unknown) => void
}

export interface WorldAddress {
  readonly graph: GraphAddress
  readonly journalUrl: string
}

/** What two stores opened together must agree on, and what to do when they do not. */
const checkPair = (model: Model, progress: Progress, watermark: Watermark | undefined): void => {
  const wanted = `${model.name} (${model.fingerprint})`
  const found = [progress, ...(watermark === undefined ? [] : [watermark])].find((store) => store.model !== model.name || store.fingerprint !== model.fingerprint)
  if (watermark !== undefined && watermark.world !== progress.world) throw problem('GRAPH_OF_ANOTHER_JOURNAL', { found: watermark.world, wanted: progress.world })
  if (found !== undefined) throw problem('WORLD_OF_ANOTHER_MODEL', { found: `${found.model} (${found.fingerprint})`, wanted })
  // Confirmed entries are gone from the outbox; a graph that lacks one cannot catch up from it.
  if ((watermark?.batch ?? 0) < progress.applied) throw problem('GRAPH_BEHIND_OUTBOX', { graph: watermark?.seq ?? 0, journal: progress.settled })
}

/**
 * Opens the stores, brings them to this program's shape, refuses a pair that does not belong together. `rebuild`: whatever the graph and the
 * derived tables hold is thrown away and made anew from the journal's events, under this model; a rebuild cut short goes on by itself.
 */
export const openWorld = async (model: Model, address: WorldAddress, clock: () => Instant, log: WorldLog, rebuild = false): Promise<World> => {
  let closing = false
  const journal = openJournal(address.journalUrl, (error) => {
    // The pool ends before its connections have: a server that stops right after breaks them, which is nobody's news.
    if (!closing) log.info(`an idle journal connection broke: ${error.message}`)
  })
  const driver = openGraph(address.graph)
  try {
    const made = await migrateJournal(journal)
    if (made.length > 0) log.info(`journal: applied ${made.join(', ')}`)
    const progress = await beginWorld(journal, randomUUID(), model)
    if (rebuild) await beginRebuild(journal, model)
    if (rebuild || progress.emptying) {
      log.info(rebuild ? 'emptying the graph' : 'a rebuild was cut short; emptying the graph again')
      await emptyGraph(driver)
      await graphEmptied(journal)
    } else checkPair(model, progress, await readWatermark(driver))
    await prepareGraph(driver, model)
    const follower = follow({ model, journal, driver, world: progress, clock, onOutage: log.outage, onBug: log.bug })
    const close = async (): Promise<void> => {
      closing = true
      // A step that a store does not answer is cut off; it was one transaction, and the next start takes it up.
      await Promise.race([follower.stop(), pause(PATIENCE_MS, undefined, { ref: false })])
      await Promise.race([Promise.allSettled([driver.close(), journal.end()]), pause(PATIENCE_MS, undefined, { ref: false })])
    }
    return { model, journal, driver, progress, follower, clock, close }
  } catch (error) {
    await Promise.allSettled([driver.close(), journal.end()])
    throw error
  }
}

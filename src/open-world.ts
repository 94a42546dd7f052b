import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { follow, type Follower } from './follow.ts'
import { emptyGraph, prepareGraph, readWatermark, renameModel, type Driver, type Watermark } from './graph/apply-change.ts'
import { CommitGate } from './graph/commit-gate.ts'
import { openGraph, type GraphAddress } from './graph/open-graph.ts'
import { refuseStrangeGraph } from './graph/refuse-strange-graph.ts'
import { importGraph, rederive, writeGraphFiles, type Importer } from './import-graph.ts'
import { migrateJournal } from './journal/migrate.ts'
import { OF_QUESTIONS, openJournal, type Journal } from './journal/open-journal.ts'
import { confirmApplied } from './journal/outbox.ts'
import { holdDefinitions } from './journal/definitions.ts'
import { beginWorld } from './journal/begin-world.ts'
import { isSettledBy, settledAs, SHAPE, worldOfAnotherModel, type Progress } from './journal/progress.ts'
import { beginRebuild, graphEmptied } from './journal/rebuild.ts'
import { RULE_COMMANDS, RULE_KINDS } from './model/held-version.ts'
import type { Model } from './model/model.ts'
import { problem, type Problem } from './problems/problem.ts'
import type { Instant } from './vocabulary/instant.ts'

/** How long closing waits for the step that is under way. */
const PATIENCE_MS = 5_000

/** A model with its two stores open and the graph following the journal. */
export interface World {
  readonly model: Model
  readonly journal: Journal
  /** The same journal as questions ask it: a statement there is limited, and none waits for a connection that settling has. */
  readonly questions: Journal
  readonly driver: Driver
  readonly gate: CommitGate
  readonly journalUrl: string
  readonly progress: Progress
  readonly follower: Follower
  readonly clock: () => Instant
  readonly close: () => Promise<void>
}

export interface WorldLog {
  readonly info: (text: string) => void
  readonly outage: (problem: Problem) => void
  readonly bug: (error: unknown) => void
  readonly unjudged: (error: unknown) => void
}

export interface WorldAddress {
  readonly graph: GraphAddress
  readonly journalUrl: string
}

/** How the graph is made anew, when it is asked for or was cut short: by the importer, where there is one. */
export interface Rebuild {
  readonly importer: Importer | undefined
  /** Where the importer's files are written; they are removed when the graph is there. */
  readonly folder: string
  readonly onProgress: (entities: number) => void
}

const REPLAY: Rebuild = { importer: undefined, folder: '', onProgress: () => undefined }

/** Why two stores opened together are not of one world, if they are not. */
const pairFault = (model: Model, progress: Progress, watermark: Watermark | undefined): Problem | undefined => {
  const found = [progress, ...(watermark === undefined ? [] : [watermark])].find((store) => !isSettledBy(store, model))
  if (watermark !== undefined && watermark.world !== progress.world) return problem('GRAPH_OF_ANOTHER_JOURNAL', { found: watermark.world, wanted: progress.world })
  if (found !== undefined) return worldOfAnotherModel(found, model)
  // Confirmed entries are gone from the outbox; a graph that lacks one cannot catch up from it.
  if ((watermark?.batch ?? 0) < progress.applied) return problem('GRAPH_BEHIND_OUTBOX', { graph: watermark?.seq ?? 0, journal: progress.settled })
  return undefined
}

/** Stores that are open, and how they are made fit to be followed. */
interface Opened {
  readonly model: Model
  readonly journal: Journal
  readonly driver: Driver
  readonly gate: CommitGate
  readonly progress: Progress
  readonly clock: () => Instant
  readonly log: WorldLog
  readonly signal: AbortSignal
}

/** Everything derived is thrown away and settled anew from the events. */
const replay = async ({ model, journal, driver, log }: Opened): Promise<void> => {
  await beginRebuild(journal, model)
  log.info('emptying the graph')
  await emptyGraph(driver)
  await graphEmptied(journal)
  await prepareGraph(driver, model)
}

/** Makes the graph anew, and what is settled too where it must be, and puts it in the old one's place. */
const importAnew = async ({ model, journal, driver, gate, progress, clock, log, signal }: Opened, importer: Importer, { folder, onProgress }: Rebuild, derive: boolean): Promise<void> => {
  log.info(derive ? 'settling the journal anew; nothing is served until the graph of it is there' : 'a new graph is made from the journal, beside the old one')
  await rm(folder, { recursive: true, force: true })
  try {
    const files = await (derive ? rederive : writeGraphFiles)({ model, journal, world: progress.world, clock, folder, signal, onProgress })
    log.info('taking the new graph in')
    await importGraph({ model, journal, gate, signal }, driver, importer, files)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Brings the two stores together, at once or, where the graph can go on serving as it is, in the time that the promise given takes. */
const joinStores = async (opened: Opened, rebuild: Rebuild, wanted: boolean, isTaken: boolean): Promise<{ readonly ready: Promise<void> }> => {
  const { model, journal, driver, progress } = opened
  const watermark = await readWatermark(driver)
  const fault = pairFault(model, progress, watermark)
  const isModel = isSettledBy(progress, model)
  // Nothing of one business means anything under another's words: a rebuild would leave next to nothing, and what is told then would stay.
  if (progress.model !== model.name) throw worldOfAnotherModel(progress, model)
  const isEarlier = isModel && progress.shape !== SHAPE
  // What is settled waits for a graph: a whole one, whoever put it there, or one that is still to be made.
  const waits = progress.emptying && progress.settled > 0 && isModel
  const hasCome = waits && fault === undefined && watermark?.seq === progress.settled && watermark.batch === progress.applied
  if (!wanted && hasCome) await graphEmptied(journal)
  // Replaying would take out what another journal's graph holds; a bundled graph is this home's own, whichever journal it showed.
  if (fault?.code === 'GRAPH_OF_ANOTHER_JOURNAL' && (rebuild.importer === undefined || (!wanted && isEarlier))) throw fault
  if (!wanted && !isEarlier && (hasCome || !progress.emptying || !isModel)) {
    if (fault !== undefined) throw fault
    // A crash between applying and confirming leaves an entry that nothing new may ever come to confirm.
    if (watermark !== undefined) await confirmApplied(journal, watermark.batch)
    // Known by a fingerprint that is over definitions or derivations too, the stores would be another model's as soon as one of those files is changed.
    if (watermark !== undefined && watermark.fingerprint !== model.fingerprint) await renameModel(driver, model.fingerprint)
    if (progress.fingerprint !== model.fingerprint) await settledAs(journal, model)
    await prepareGraph(driver, model)
    return { ready: Promise.resolve() }
  }
  if (isEarlier) opened.log.info('the journal is settled anew: an earlier release settled it, or records were decoded again since')
  else if (progress.emptying) opened.log.info('the journal waits for a graph, of a rebuild or an import, that is not there; it is made now')
  if (rebuild.importer === undefined) {
    await replay(opened)
    return { ready: Promise.resolve() }
  }
  const derive = !isModel || isEarlier || isTaken || (progress.emptying && !waits)
  const ready = importAnew(opened, rebuild.importer, rebuild, derive)
  // What is settled anew holds the journal's derived tables to its end: nobody could be answered beside it.
  if (fault !== undefined || derive || progress.emptying) await ready
  return { ready }
}

/**
 * Opens the stores, brings them to this program's shape, refuses a pair that does not belong together. `rebuild.wanted`: the graph, and under
 * another model everything derived, is made anew from the journal; what was cut short is taken up by itself.
 */
export const openWorld = async (model: Model, address: WorldAddress, clock: () => Instant, log: WorldLog, { wanted, ...rebuild }: Rebuild & { readonly wanted: boolean } = { ...REPLAY, wanted: false }): Promise<World> => {
  const closing = new AbortController()
  const { signal } = closing
  const onIdleError = (error: Error): void => {
    // The pool ends before its connections have: a server that stops right after breaks them, which is nobody's news.
    if (!signal.aborted) log.info(`an idle journal connection broke: ${error.message}`)
  }
  const journal = openJournal(address.journalUrl, onIdleError)
  const questions = openJournal(address.journalUrl, onIdleError, 10, OF_QUESTIONS)
  const driver = openGraph(address.graph)
  const gate = new CommitGate()
  try {
    await refuseStrangeGraph(driver, address.graph.uri)
    const made = await migrateJournal(journal)
    if (made.length > 0) log.info(`journal: applied ${made.join(', ')}`)
    const progress = await beginWorld(journal, randomUUID(), model)
    const isOther = !isSettledBy(progress, model)
    const held = progress.model !== model.name || (isOther && !wanted) ? undefined : await holdDefinitions(journal, model, { carryOut: wanted }, clock())
    for (const { definition, version } of held?.taken ?? []) log.info(`definition ${definition} ${version}: taken from the folder as it stands there`)
    for (const { definition, version, detail } of held?.differ ?? []) log.info(`definition ${definition} ${version}: ${detail}; the journal's stands (osl definitions diff)`)
    for (const kind of RULE_KINDS) for (const { definition, version, detail } of held?.rulesDiffer[kind] ?? []) log.info(`${kind} ${definition} ${version}: ${detail}; the journal's stands (osl ${RULE_COMMANDS[kind]} diff)`)
    const { ready } = await joinStores({ model, journal, driver, gate, progress, clock, log, signal }, rebuild, wanted, held?.isTaken === true)
    const follower = follow({ model, journal, driver, gate, world: progress, clock, after: ready, onOutage: log.outage, onBug: log.bug, onUnjudged: log.unjudged })
    const close = async (): Promise<void> => {
      const stopped = follower.stop()
      closing.abort()
      // A step that a store does not answer is cut off; it was one transaction, and the next start takes it up.
      await Promise.race([stopped, pause(PATIENCE_MS, undefined, { ref: false })])
      await Promise.race([Promise.allSettled([driver.close(), journal.end(), questions.end()]), pause(PATIENCE_MS, undefined, { ref: false })])
    }
    return { model, journal, journalUrl: address.journalUrl, questions, driver, gate, progress, follower, clock, close }
  } catch (error) {
    await Promise.allSettled([driver.close(), journal.end(), questions.end()])
    throw error
  }
}

import { examineGraph, type Examined } from '../../examine-graph.ts'
import { readWatermark, type Driver } from '../../graph/apply-change.ts'
import { openGraph } from '../../graph/open-graph.ts'
import { takeHeld } from '../../journal/definitions.ts'
import { openJournal, type Journal } from '../../journal/open-journal.ts'
import { isSettledBy } from '../../journal/progress.ts'
import { readAwaited, readUnresolved, type Awaited } from '../../journal/unresolved.ts'
import { readSummary, type JournalSummary } from '../../journal/read-summary.ts'
import type { Model } from '../../model/model.ts'
import { problem } from '../../problems/problem.ts'
import { attachServers } from '../../servers/attach-servers.ts'
import { readRunning } from '../../servers/home.ts'
import { instant } from '../../vocabulary/instant.ts'
import { catchingUp } from '../catching-up.ts'
import { loadCheckedModel } from '../load-checked-model.ts'
import { refuseEmptyHome } from '../refuse-empty-home.ts'
import { readSettings, type CommonFlags, type Settings } from '../settings.ts'
import { harmless, print, printJson, progressLine } from '../terminal.ts'
import { withOwnDoor } from '../with-door.ts'

export interface DoctorFlags extends CommonFlags {
  readonly deep?: boolean
}

/** Of what waits for something that was not told. */
const MOST_WAITING = 1_000
const SHOWN = 10

/** What was found; `graph` is the journal place that the graph shows. */
interface Diagnosis {
  readonly journal: JournalSummary
  /** Refs of what links name and no record has told of yet, by ref: the first thousand. */
  readonly unresolved: readonly string[]
  /** Events that are corrected or retracted and were never told: the first thousand. */
  readonly awaited: readonly Awaited[]
  readonly graph: number
  readonly deep?: Examined
  /** What is wrong, each in one sentence; none: all is well. */
  readonly findings: readonly string[]
}

/**
 * Says how the stores stand; with --deep also whether the graph is what follows from the journal. Changes nothing. Exit code: 0 when all is
 * well, 1 when something was found.
 */
export const doctor = async (flags: DoctorFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  refuseEmptyHome(settings)
  const diagnosis = await withStores(settings, (model, journal, driver) => diagnose(model, journal, driver, flags.deep === true))
  if (settings.json) printJson(diagnosis)
  else for (const line of describe(diagnosis)) print(harmless(line))
  return diagnosis.findings.length === 0 ? 0 : 1
}

/** The stores of the running instance, else of one that lives for the command alone and has caught up. */
const withStores = async <T>(settings: Settings, work: (model: Model, journal: Journal, driver: Driver) => Promise<T>): Promise<T> => {
  const attached = (readRunning(settings.home)?.port ?? null) === null ? undefined : attachServers(settings.home, process.env)
  if (attached === undefined) {
    return withOwnDoor(settings, async ({ world: { model, journal, driver, follower } }) => {
      await follower.reached((await readSummary(journal))?.last ?? 0)
      return work(model, journal, driver)
    })
  }
  const model = await loadCheckedModel(settings.modelFolder)
  const journal = openJournal(attached.database.url, () => undefined, 2)
  const driver = openGraph(attached.neo4j)
  try {
    return await work(model, journal, driver)
  } finally {
    await Promise.allSettled([driver.close(), journal.end()])
  }
}

const diagnose = async (model: Model, journal: Journal, driver: Driver, deep: boolean): Promise<Diagnosis> => {
  const summary = await readSummary(journal)
  const watermark = await readWatermark(driver)
  if (summary === undefined) throw problem('WORLD_OF_ANOTHER_MODEL', { found: 'nobody yet', wanted: model.name })
  const graph = watermark?.seq ?? 0
  const unresolved = await readUnresolved(journal, MOST_WAITING)
  const awaited = await readAwaited(journal, MOST_WAITING)
  const isSettled = isSettledBy(summary, model)
  if (isSettled) await takeHeld(journal, model)
  const findings = [
    ...(isSettled ? [] : [`the journal is settled under model ${summary.model} (${summary.fingerprint}), the model given is ${model.name} (${model.fingerprint}): run osl rebuild graph`]),
    ...await catchingUp(model, journal, summary, watermark),
  ]
  if (!deep || findings.length > 0) return { journal: summary, unresolved, awaited, graph, findings }
  const progress = progressLine('compared')
  try {
    const examined = await examineTwice({ model, journal, driver }, progress.show)
    const found = examined.differences === 0 ? [] : [`${examined.differences} ${examined.differences === 1 ? 'difference' : 'differences'} between the graph and what follows from the journal: run osl rebuild graph`]
    return { journal: summary, unresolved, awaited, graph, deep: examined, findings: found }
  } finally {
    progress.end()
  }
}

/** What was told while it was compared shows as a difference: only what is found twice is one. */
const examineTwice = async (world: Parameters<typeof examineGraph>[0], onProgress: (entities: number) => void): Promise<Examined> => {
  const once = await examineGraph(world, instant(Date.now()), onProgress)
  return once.differences === 0 ? once : examineGraph(world, instant(Date.now()), onProgress)
}

const describe = ({ journal, unresolved, awaited, graph, deep, findings }: Diagnosis): readonly string[] => [
  `journal: ${journal.events} events, ${journal.rejects} rejects, ${journal.entities} entities (${journal.unresolved} unresolved), ${journal.conflicts} conflicts; settled up to ${journal.settled} of ${journal.last}`,
  ...(unresolved.length === 0 ? [] : [`unresolved, named by links and told of by nobody yet: ${unresolved.slice(0, SHOWN).join(', ')}${journal.unresolved > SHOWN ? `, and ${journal.unresolved - SHOWN} more${journal.unresolved > unresolved.length ? '' : ' (--json has them)'}` : ''}`]),
  ...(awaited.length === 0 ? [] : [`corrected or retracted, and told by nobody: ${awaited.slice(0, SHOWN).map(({ source, eventId, by }) => `'${eventId}' of ${source} (by '${by}')`).join(', ')}${awaited.length > SHOWN ? `, and ${awaited.length === MOST_WAITING ? 'at least ' : ''}${awaited.length - SHOWN} more (--json has them)` : ''}`]),
  `graph: shows the journal up to ${graph}; ${journal.waiting} changes waiting`,
  ...(deep === undefined ? [] : [`compared up to ${deep.seq}: ${deep.nodes} nodes, ${deep.edges} edges, ${deep.differences} differences`, ...deep.listed.map(({ kind, about, detail }) => `  ${kind} ${about}: ${detail}`)]),
  ...(findings.length === 0 ? ['all is well'] : findings),
]

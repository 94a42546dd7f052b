import { existsSync } from 'node:fs'
import { heldWorld } from '../journal/held-world.ts'
import { hasJournal, migrateJournal } from '../journal/migrate.ts'
import { openJournal, type Journal } from '../journal/open-journal.ts'
import type { Model } from '../model/model.ts'
import { ending } from '../problems/ending.ts'
import { problem, type Problem } from '../problems/problem.ts'
import { attachServers } from '../servers/attach-servers.ts'
import { readRunning } from '../servers/home.ts'
import { startJournal } from '../servers/start-servers.ts'
import { PROGRAM_FOLDER, type Settings } from './settings.ts'
import { say } from './terminal.ts'

/** Where there is no journal, `none` is thrown and none begun; undefined: one is begun. */
type WithJournal = <T>(settings: Settings, signal: AbortSignal, none: Problem | undefined, work: (journal: Journal) => Promise<T>) => Promise<T>

/** Runs a command against the journal of whoever serves the same home, else as `withJournalAlone` does. */
export const withJournalOf: WithJournal = async (settings, signal, none, work) => {
  const { home } = settings
  // One without a door may be a command, which stops its store when it is done with it.
  const served = (readRunning(home)?.port ?? null) === null ? undefined : attachServers(home, process.env)
  return served === undefined ? withJournalAlone(settings, signal, none, work) : using(served.database.url, work)
}

/** Runs a command against the journal's store, started for it. It holds the home meanwhile; HOME_IN_USE where somebody else does. */
export const withJournalAlone: WithJournal = async ({ home }, signal, none, work) => {
  const { database, stop } = await startJournal({ home, root: PROGRAM_FOLDER, env: process.env, log: say, signal })
  return ending(() => using(database.url, async (journal) => {
    if (none !== undefined && !(await hasJournal(journal))) throw none
    await migrateJournal(journal)
    return work(journal)
  }), stop)
}

const using = <T>(url: string, work: (journal: Journal) => Promise<T>): Promise<T> => {
  const journal = openJournal(url, () => undefined, 2)
  return ending(() => work(journal), () => journal.end())
}

/** The same of a world that was told something, NOTHING_TOLD otherwise; a home that is not there is not begun. */
export const ofHeldWorld = async <T>(withJournal: WithJournal, model: Model, settings: Settings, signal: AbortSignal, work: (journal: Journal) => Promise<T>): Promise<T> => {
  const isElsewhere = (process.env['DATABASE_URL'] ?? '') !== ''
  const nothing = problem('NOTHING_TOLD', { model: model.name })
  if (!isElsewhere && !existsSync(settings.home)) throw nothing
  return withJournal(settings, signal, nothing, async (journal) => {
    await heldWorld(journal, model)
    return work(journal)
  })
}

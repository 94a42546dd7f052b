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

/** Runs a command against the journal of the running instance of the same home, else against its store alone, started for the command. Where there is no journal, `none` is thrown and none begun. */
export const withJournalOf = async <T>(settings: Settings, signal: AbortSignal, none: Problem | undefined, work: (journal: Journal) => Promise<T>): Promise<T> => {
  const attached = readRunning(settings.home) === undefined ? undefined : attachServers(settings.home, process.env)
  const started = attached === undefined ? await startJournal({ home: settings.home, root: PROGRAM_FOLDER, env: process.env, log: say, signal }) : undefined
  const journal = openJournal((attached ?? started)?.database.url ?? '', () => undefined, 2)
  return ending(async () => {
    if (none !== undefined && !(await hasJournal(journal))) throw none
    if (started !== undefined) await migrateJournal(journal)
    return work(journal)
  }, () => journal.end().finally(() => started?.stop()))
}

/** The same of a world that was told something; a home that is not there is not begun. */
export const withHeldJournal = async <T>(settings: Settings, model: Model, signal: AbortSignal, work: (journal: Journal) => Promise<T>): Promise<T> => {
  const isElsewhere = (process.env['DATABASE_URL'] ?? '') !== ''
  const nothing = problem('NOTHING_TOLD', { model: model.name })
  if (!isElsewhere && !existsSync(settings.home)) throw nothing
  return withJournalOf(settings, signal, nothing, async (journal) => {
    await heldWorld(journal, model)
    return work(journal)
  })
}

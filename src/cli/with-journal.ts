import { existsSync } from 'node:fs'
import { heldWorld } from '../journal/held-world.ts'
import { migrateJournal } from '../journal/migrate.ts'
import { openJournal, type Journal } from '../journal/open-journal.ts'
import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { attachServers } from '../servers/attach-servers.ts'
import { readRunning } from '../servers/home.ts'
import { startJournal } from '../servers/start-servers.ts'
import { PROGRAM_FOLDER, type Settings } from './settings.ts'
import { say } from './terminal.ts'

/** Runs a command against the journal of the running instance of the same home, else against its store alone, started for the command. */
export const withJournalOf = async <T>(settings: Settings, signal: AbortSignal, work: (journal: Journal) => Promise<T>): Promise<T> => {
  const { home } = settings
  const { url, stop } = await naming(home, async () => {
    const attached = readRunning(home) === undefined ? undefined : attachServers(home, process.env)
    if (attached !== undefined) return { url: attached.database.url, stop: undefined }
    const { database, stop } = await startJournal({ home, root: PROGRAM_FOLDER, env: process.env, log: say, signal })
    return { url: database.url, stop }
  })
  const journal = openJournal(url, () => undefined, 2)
  try {
    if (stop !== undefined) await migrateJournal(journal)
    return await work(journal)
  } finally {
    await journal.end()
    await stop?.()
  }
}

/** A home that is full or closed to this account, by its name. */
const naming = async <T>(home: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Error && 'code' in error && /^E(NOSPC|DQUOT|ACCES|PERM|ROFS|IO)$/.test(String(error.code)) ? problem('HOME_NOT_WRITABLE', { home, reason: error.message }, error) : error
  }
}

/** The same of a world that was told something; a home that is not there is not begun. */
export const withHeldJournal = async <T>(settings: Settings, model: Model, signal: AbortSignal, work: (journal: Journal) => Promise<T>): Promise<T> => {
  const isElsewhere = (process.env['DATABASE_URL'] ?? '') !== ''
  if (!isElsewhere && !existsSync(settings.home)) throw problem('NOTHING_TOLD', { model: model.name })
  return withJournalOf(settings, signal, async (journal) => {
    await heldWorld(journal, model)
    return work(journal)
  })
}

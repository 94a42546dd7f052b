import { createWriteStream, existsSync } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { BackupEnd } from '../../journal/backup-format.ts'
import { writeBackup } from '../../journal/write-backup.ts'
import { problem, type Problem } from '../../problems/problem.ts'
import { instant } from '../../vocabulary/instant.ts'
import { ownProcess } from '../../servers/own-process.ts'
import { refuseEmptyHome } from '../refuse-empty-home.ts'
import { readSettings, type CommonFlags, type Settings } from '../settings.ts'
import { print, printJson, progressLine } from '../terminal.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { withJournalOf } from '../with-journal.ts'

/** What a backup costs in time is packing it: level 1 is five times as fast as the default and a quarter larger. */
const LEVEL = 1

/**
 * Writes what the journal was told into one new file, which only its owner may read; whoever serves the world goes on. Stopped, or killed, there
 * is no file of that name.
 */
export const backup = async (given: string, flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  refuseEmptyHome(settings)
  const file = resolve(given)
  if (existsSync(file)) throw problem('FILE_EXISTS', { file })
  const began = performance.now()
  const rows = await untilInterrupted((signal) => write(settings, file, signal))
  const seconds = (performance.now() - began) / 1000
  if (settings.json) printJson({ file, rows, seconds })
  else print(`${file}: ${rows.event} events, ${rows.merge} rulings on orders, ${rows.reject} rejects. The model's folder is not in it; keep that with it.`)
  return 0
}

const write = async (settings: Settings, file: string, signal: AbortSignal): Promise<BackupEnd['rows']> => {
  // Its own: two that write to one file at once must not write into each other's.
  const part = `${file}.${process.pid}.part`
  await removeLeft(file)
  const progress = progressLine('written')
  try {
    return await withJournalOf(settings, signal, problem('NOTHING_TO_BACK_UP', {}), async (journal) => {
      try {
        const rows = await writeLines(part, signal, () => writeBackup(journal, instant(Date.now()), progress.show))
        await nameIt(part, file)
        return rows
      } finally {
        // Before the store is stopped, which may want room on the same disk.
        await rm(part, { force: true })
      }
    })
  } finally {
    progress.end()
  }
}

/** Parts of this file whose writers were killed. */
const removeLeft = async (file: string): Promise<void> => {
  const folder = dirname(file)
  for (const name of await readdir(folder).catch(() => [])) {
    const [, pid] = /\.(\d+)\.part$/.exec(name) ?? []
    if (pid !== undefined && name === `${basename(file)}.${pid}.part` && ownProcess(Number(pid)) === undefined) await rm(join(folder, name), { force: true })
  }
}

/** Of what the file itself fails with, and of nothing else that finds a disk full or closed. */
const notWritable = (file: string, error: NodeJS.ErrnoException): Problem => problem('FOLDER_NOT_WRITABLE', { folder: dirname(file), reason: error.code ?? error.message }, error)

/** Packs lines into a new file; gives what they give at their end. */
const writeLines = async <T>(file: string, signal: AbortSignal, read: () => AsyncGenerator<Buffer, T>): Promise<T> => {
  let told: { readonly at: 'end'; readonly value: T } | { readonly at: 'failure'; readonly error: unknown } | undefined
  const lines = async function* (): AsyncGenerator<Buffer> {
    try {
      told = { at: 'end', value: yield* read() }
    } catch (error) {
      told = { at: 'failure', error }
      throw error
    }
  }
  try {
    await pipeline(lines, createGzip({ level: LEVEL }), createWriteStream(file, { mode: 0o600, flush: true }), { signal })
  } catch (error) {
    throw told?.at === 'failure' || signal.aborted ? error : notWritable(file, error as NodeJS.ErrnoException)
  }
  if (told?.at !== 'end') throw new Error('a backup was written that was not read to its end')
  return told.value
}

/** The name is taken first, by a file of nobody else's: renamed at once, it would take the place of one that has come to be meanwhile. */
const nameIt = async (part: string, file: string): Promise<void> => {
  try {
    await (await open(file, 'wx', 0o600)).close()
    await rename(part, file)
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? problem('FILE_EXISTS', { file }, error) : notWritable(file, error as NodeJS.ErrnoException)
  }
}

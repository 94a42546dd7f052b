import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { BackupEnd } from '../../journal/backup-format.ts'
import { writeBackup } from '../../journal/write-backup.ts'
import { problem } from '../../problems/problem.ts'
import { instant } from '../../vocabulary/instant.ts'
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
  const progress = progressLine('written')
  try {
    const rows = await withJournalOf(settings, signal, problem('NOTHING_TO_BACK_UP', {}), async (journal) => {
      let told: BackupEnd['rows'] | undefined
      const lines = async function* (): AsyncGenerator<Buffer> {
        told = yield* writeBackup(journal, instant(Date.now()), progress.show)
      }
      await pipeline(lines, createGzip({ level: LEVEL }), createWriteStream(part, { mode: 0o600, flush: true }), { signal })
      return told
    })
    if (rows === undefined) throw new Error('a backup was written that was not read to its end')
    await nameIt(part, file)
    return rows
  } catch (error) {
    throw isOfTheDisk(error) ? problem('FOLDER_NOT_WRITABLE', { folder: resolve(file, '..'), reason: error.code }, error) : error
  } finally {
    progress.end()
    await rm(part, { force: true })
  }
}

/** The name is taken first, by a file of nobody else's: renamed at once, it would take the place of one that has come to be meanwhile. */
const nameIt = async (part: string, file: string): Promise<void> => {
  try {
    await (await open(file, 'wx', 0o600)).close()
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? problem('FILE_EXISTS', { file }, error) : error
  }
  await rename(part, file)
}

const isOfTheDisk = (error: unknown): error is Error & { readonly code: string } => error instanceof Error && 'code' in error && ['ENOENT', 'EACCES', 'ENOSPC', 'EROFS', 'ENOTDIR', 'EDQUOT', 'EIO'].includes(String(error.code))

import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { BackupEnd, BackupHead } from '../../journal/backup-format.ts'
import { openBackup } from '../../journal/restore-backup.ts'
import { refuseOtherModel, restoreWorld } from '../../restore-world.ts'
import { shell } from '../describe-files.ts'
import { fillWorld } from '../fill-world.ts'
import { loadCheckedModel } from '../load-checked-model.ts'
import { refuseUnlessFile } from '../refuse-what-cannot-be.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { print, printJson, say } from '../terminal.ts'
import { untilInterrupted } from '../until-interrupted.ts'

export interface RestoreFlags extends CommonFlags {
  readonly files?: string
}

/** Fills an empty world from a file that `osl backup` wrote. Stopped or killed before its end, the world is empty as it was, or whole and its graph made at the next start. */
export const restore = async (file: string, flags: RestoreFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const model = await loadCheckedModel(settings.modelFolder)
  await refuseUnlessFile(file)
  const began = performance.now()
  const { head, rows } = await untilInterrupted(async (signal): Promise<{ readonly head: BackupHead; readonly rows: BackupEnd['rows'] }> => {
    const bytes = createReadStream(file, { signal })
    const unpacked = createGunzip()
    bytes.once('error', (error) => unpacked.destroy(error)).pipe(unpacked)
    try {
      const backup = await openBackup(file, unpacked)
      refuseOtherModel(backup, model)
      return { head: backup.head, rows: await fillWorld(settings, flags.files, signal, (world) => restoreWorld(world, backup)) }
    } finally {
      bytes.destroy()
      unpacked.destroy()
    }
  })
  const seconds = (performance.now() - began) / 1000
  if (head.fingerprint !== model.fingerprint && !model.formerFingerprints.includes(head.fingerprint)) say(`The model has changed since this backup was taken. Records are decoded as they were when they were told; everything else is worked out under the model as it is now. What is hidden by that, and what to tell again (osl ingest --redecode), says\n  osl check ${shell(settings.worldFolder)} --against --home ${shell(settings.home)}`)
  if (settings.json) printJson({ takenAt: head.takenAt, rows, seconds })
  else print(`Restored as of ${head.takenAt}: ${rows.event} events, ${rows.merge} rulings on orders, ${rows.reject} rejects.`)
  return 0
}

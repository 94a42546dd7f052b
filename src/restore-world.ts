import type { GraphFiles } from './graph/import-files.ts'
import { settleAnew, tellEvents, type ImportWorld } from './import-graph.ts'
import type { BackupEnd } from './journal/backup-format.ts'
import { isJournalEmpty } from './journal/import-events.ts'
import { restoreBackup, type Backup } from './journal/restore-backup.ts'
import { problem } from './problems/problem.ts'

/**
 * Fills an empty world from a backup, in one transaction: what was told as it was, in its places; all else worked out anew under the model as it
 * is now; the graph as files for the importer. Whatever fails, the journal is left empty as it was. Cost: that of a rebuild.
 */
export const restoreWorld = async (world: ImportWorld, backup: Backup): Promise<{ readonly written: GraphFiles; readonly told: BackupEnd['rows'] }> => {
  const { model } = world
  if (backup.head.model !== model.name) throw problem('BACKUP_OF_ANOTHER_MODEL', { file: backup.file, found: backup.head.model, wanted: model.name })
  let told: BackupEnd['rows'] | undefined
  const written = await settleAnew(world, async (client, recorder) => {
    if (!(await isJournalEmpty(client))) throw problem('WORLD_NOT_EMPTY', { model: model.name })
    told = await restoreBackup(client, backup)
    return tellEvents(world, client, recorder)
  })
  return { written, told: told ?? {} }
}

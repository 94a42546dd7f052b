import type { GraphFiles } from './graph/import-files.ts'
import { settleAnew, tellEvents, type ImportWorld } from './import-graph.ts'
import type { BackupEnd } from './journal/backup-format.ts'
import { hasRulings } from './journal/rulings.ts'
import { isJournalEmpty } from './journal/import-events.ts'
import { restoreBackup, type Backup } from './journal/restore-backup.ts'
import type { Model } from './model/model.ts'
import { problem } from './problems/problem.ts'

/** Known by the backup's first line, before any store is needed. */
export const refuseOtherModel = ({ head, file }: Backup, model: Model): void => {
  if (head.model !== model.name) throw problem('BACKUP_OF_ANOTHER_MODEL', { file, found: head.model, wanted: model.name })
}

/**
 * Fills an empty world from a backup, in one transaction: what was told as it was, in its places; all else worked out anew under the model as it
 * is now; the graph as files for the importer. Whatever fails, the journal is left empty as it was. Cost: that of a rebuild.
 */
export const restoreWorld = async (world: ImportWorld, backup: Backup): Promise<{ readonly written: GraphFiles; readonly told: BackupEnd['rows'] }> => {
  const { model } = world
  refuseOtherModel(backup, model)
  let told: BackupEnd['rows'] | undefined
  const written = await settleAnew(world, async (client, recorder) => {
    if (!(await isJournalEmpty(client)) || (await hasRulings(client))) throw problem('WORLD_NOT_EMPTY', { model: model.name })
    told = await restoreBackup(client, backup)
    return tellEvents(world, client, recorder)
  })
  return { written, told: told ?? {} }
}

import type { Feed } from '../../read-batches.ts'
import { redecodeRecords, type RedecodeReport } from '../../redecode-records.ts'
import { instant } from '../../vocabulary/instant.ts'
import { loadCheckedModel } from '../load-checked-model.ts'
import { inputName, openInput } from '../open-input.ts'
import { refuseWhileServed } from '../refuse-what-cannot-be.ts'
import type { Settings } from '../settings.ts'
import { harmless, print, printJson, progressLine } from '../terminal.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { ofHeldWorld, withJournalAlone } from '../with-journal.ts'

/** Decodes records that were taken before again, under the model as it is now; nobody may serve the world. Exit code: 0 when every record was known and could be decoded, 1 when some were not. */
export const redecode = async (source: string, files: readonly string[], settings: Settings): Promise<number> => {
  refuseWhileServed(settings.home)
  const model = await loadCheckedModel(settings.modelFolder)
  const progress = progressLine('decoded')
  try {
    const report = await untilInterrupted((signal) => ofHeldWorld(withJournalAlone, model, settings, signal, (journal) => redecodeRecords({ model, journal, clock: () => instant(Date.now()), signal }, source, feedsOf(files, signal), progress.show)))
    progress.end()
    if (settings.json) printJson(report)
    else for (const line of describe(report)) print(harmless(line))
    return report.unknown + report.rejected > 0 ? 1 : 0
  } finally {
    progress.end()
  }
}

/** Opened one by one, when they are read. */
function* feedsOf(files: readonly string[], signal: AbortSignal): Generator<Feed> {
  for (const file of files) yield { file: inputName(file), bytes: openInput(file, signal) }
}

const describe = (report: RedecodeReport): readonly string[] => [
  `${report.redecoded} decoded otherwise, ${report.same} as before, ${report.unknown} never taken, ${report.rejected} that this model refuses`,
  ...report.rejects.slice(0, 20).map(({ file, line, code, reason }) => `  ${file}:${line} ${code} ${reason}`),
  ...(report.unknown > 0 ? ['Records that were never taken, or with other content, are left alone: osl ingest takes them.'] : []),
  ...(report.rejected > 0 ? ['What is refused stays as it was decoded, where it had been taken; osl check --against goes on saying so.'] : []),
  ...(report.redecoded > 0 ? ['Run osl rebuild graph when all are told.'] : []),
]

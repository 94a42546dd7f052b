import { inputName, openInput } from '../open-input.ts'
import { sendRecords, type Report } from '../send-records.ts'
import { refuseUnlessFile } from '../refuse-what-cannot-be.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson, progressLine } from '../terminal.ts'
import { withDoor } from '../with-door.ts'

export interface IngestFlags extends CommonFlags {
  readonly redecode?: boolean
}

/** Sends files of a source to the door, one after another, and prints the report. Exit code: 0 when every record was taken, 1 when some were rejected; with --redecode see `redecode`. */
export const ingest = async (source: string, files: readonly string[], flags: IngestFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  for (const file of files) {
    if (file !== '-') await refuseUnlessFile(file)
  }
  // A store's libraries are only for who asks for it.
  if (flags.redecode === true) return (await import('./redecode.ts')).redecode(source, files, settings)
  const report = await withDoor(settings, async (url, signal) => {
    let whole: Report = { accepted: 0, unchanged: 0, rejected: 0, unresolved: 0, places: '{}', rejects: [] }
    for (const file of files) whole = join(whole, await send(url, source, file, whole.places, signal))
    return whole
  })
  const { places: _, ...told } = report
  if (settings.json) printJson(told)
  else print(describe(source, report))
  return report.rejected > 0 ? 1 : 0
}

const join = (before: Report, { accepted, unchanged, rejected, rejects, ...last }: Report): Report => ({
  ...last, accepted: before.accepted + accepted, unchanged: before.unchanged + unchanged, rejected: before.rejected + rejected, rejects: [...before.rejects, ...rejects],
})

const send = async (url: string, source: string, file: string, places: string, signal: AbortSignal | undefined): Promise<Report> => {
  const progress = progressLine(file)
  try {
    return await sendRecords(url, source, inputName(file), places, openInput(file, signal))
  } finally {
    progress.end()
  }
}

const describe = (source: string, report: Report): string => {
  const lines = [`${report.accepted} accepted, ${report.unchanged} unchanged, ${report.rejected} rejected, ${report.unresolved} unresolved ${report.unresolved === 1 ? 'link' : 'links'}`]
  for (const { file, line, code, reason } of report.rejects.slice(0, 20)) lines.push(harmless(`  ${file}:${line} ${code} ${reason}`))
  if (report.rejected > 20) lines.push(`  … all of them: osl rejects --source ${source} --first ${Math.min(report.rejected, 1000)}`)
  return lines.join('\n')
}

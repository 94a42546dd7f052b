import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { problem } from '../../problems/problem.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { print, printJson, progressLine } from '../terminal.ts'
import { withDoor } from '../with-door.ts'

const reportShape = z.object({
  accepted: z.number(), unchanged: z.number(), rejected: z.number(), unresolved: z.number(), places: z.string(),
  rejects: z.array(z.object({ file: z.string(), line: z.number(), code: z.string(), reason: z.string() })),
})
type Report = z.infer<typeof reportShape>
const refusalShape = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** Sends files of a source to the door, one after another, and prints the report. Exit code: 0 when every record was taken, 1 when some were rejected. */
export const ingest = async (source: string, files: readonly string[], flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  for (const file of files) {
    if (file !== '-' && !(await stat(file).then((found) => found.isFile(), () => false))) throw problem('FILE_UNREADABLE', { file })
  }
  const report = await withDoor(settings, async (url) => {
    let whole: Report = { accepted: 0, unchanged: 0, rejected: 0, unresolved: 0, places: '{}', rejects: [] }
    for (const file of files) whole = join(whole, await send(url, source, file, whole.places))
    return whole
  })
  const { places: _, ...told } = report
  if (settings.json) printJson(told)
  else print(describe(report))
  return report.rejected > 0 ? 1 : 0
}

const join = (before: Report, { accepted, unchanged, rejected, rejects, ...last }: Report): Report => ({
  ...last, accepted: before.accepted + accepted, unchanged: before.unchanged + unchanged, rejected: before.rejected + rejected, rejects: [...before.rejects, ...rejects],
})

const send = async (url: string, source: string, file: string, places: string): Promise<Report> => {
  const bytes = file === '-' ? process.stdin : createReadStream(file)
  const progress = progressLine(file)
  const asked = new URLSearchParams({ file, places })
  const response = await fetch(`${url}/v1/records/${encodeURIComponent(source)}?${asked.toString()}`, {
    method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: Readable.toWeb(bytes) as ReadableStream, duplex: 'half',
  } as RequestInit)
  progress.end()
  const answer: unknown = await response.json()
  if (!response.ok) {
    const { error } = refusalShape.parse(answer)
    throw problem('DOOR_REFUSED', error)
  }
  return reportShape.parse(answer)
}

const describe = (report: Report): string => {
  const lines = [`${report.accepted} accepted, ${report.unchanged} unchanged, ${report.rejected} rejected, ${report.unresolved} unresolved ${report.unresolved === 1 ? 'link' : 'links'}`]
  for (const { file, line, code, reason } of report.rejects.slice(0, 20)) lines.push(`  ${file}:${line} ${code} ${reason}`)
  if (report.rejected > 20) lines.push(`  … all of them: osl rejects`)
  return lines.join('\n')
}

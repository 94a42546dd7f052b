import { z } from 'zod'
import { dataOf } from '../ask-door.ts'
import { retryRejects } from '../send-records.ts'
import { pageCount } from '../page-count.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'

export interface RejectsFlags extends CommonFlags {
  readonly source?: string
  readonly first?: string
}

const QUESTION = `query Rejects($source: String, $first: Int) {
  rejects(source: $source, first: $first) { totalCount nodes { source file line code reason record } }
}`
const shape = z.object({ rejects: z.object({ totalCount: z.number(), nodes: z.array(z.object({ source: z.string(), file: z.string(), line: z.number(), code: z.string(), reason: z.string(), record: z.string() })) }) })

/** Reads kept rejects again under today's model. Exit code: 0 when none is left of what was asked, 1 when some stay. */
export const retry = async (source: string | undefined, flags: RejectsFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const report = await withHeldDoor(settings, (url) => retryRejects(url, source ?? flags.source))
  if (settings.json) printJson(report)
  else {
    print(`${report.retried} retried: ${report.accepted} accepted, ${report.unchanged} unchanged, ${report.rejected} still rejected, ${report.skipped} skipped`)
    if (report.skipped > 0) print('Skipped are records kept only in part or without their columns, or of a source that is gone: send their files again.')
  }
  return report.rejected + report.skipped > 0 ? 1 : 0
}

/** Lists records that were not taken, latest first. */
export const rejects = async (flags: RejectsFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const first = pageCount(flags.first)
  const listed = shape.parse(await withHeldDoor(settings, (url) => dataOf(url, QUESTION, { source: flags.source ?? null, first }))).rejects
  if (settings.json) printJson(listed)
  else {
    for (const one of listed.nodes) print(harmless(`${one.source} ${one.file}:${one.line} ${one.code} ${one.reason}\n  ${one.record}`))
    print(`${listed.nodes.length} of ${listed.totalCount} rejected records${listed.nodes.length < listed.totalCount ? '; --first shows more, --source those of one source' : ''}`)
  }
  return 0
}

import { createReadStream } from 'node:fs'
import { importRecords, type SourceFeed, type SourceReport } from '../../import-records.ts'
import { sourceNamed } from '../../model/source-named.ts'
import { problem } from '../../problems/problem.ts'
import { fillWorld } from '../fill-world.ts'
import { loadCheckedModel } from '../load-checked-model.ts'
import { refuseUnlessFile } from '../refuse-what-cannot-be.ts'
import { readSettings, type CommonFlags, type Settings } from '../settings.ts'
import { harmless, print, printJson, progressLine } from '../terminal.ts'
import { untilInterrupted } from '../until-interrupted.ts'

export interface ImportFlags extends CommonFlags {
  readonly files?: string
}

interface NamedFile {
  readonly source: string
  readonly file: string
}

/** Fills an empty world from files of sources, each given as `source=file`. Exit code: 0 when every record was taken, 1 when some were rejected. */
export const importFiles = async (given: readonly string[], flags: ImportFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const named = given.map(readNamed)
  await checkFiles(settings, named)
  const began = performance.now()
  const reports = await untilInterrupted((signal) => run(settings, named, flags.files, signal))
  const seconds = (performance.now() - began) / 1000
  if (settings.json) printJson({ sources: reports, seconds })
  else for (const report of reports) print(describe(report))
  return reports.some((report) => report.rejected > 0) ? 1 : 0
}

const readNamed = (argument: string): NamedFile => {
  const [, source, file] = /^([^=]+)=(.+)$/s.exec(argument) ?? []
  if (source === undefined || file === undefined) throw problem('BAD_ARGUMENT', { argument: 'files', value: `'${argument}'`, wanted: '<source>=<file>, one for each file' })
  return { source, file }
}

/** Whatever can be known wrong is refused before a server is started. */
const checkFiles = async (settings: Settings, named: readonly NamedFile[]): Promise<void> => {
  const model = await loadCheckedModel(settings.modelFolder)
  for (const { source, file } of named) {
    sourceNamed(model, source)
    await refuseUnlessFile(file)
  }
}

/** Opened one by one, when they are read. */
function* feedsOf(named: readonly NamedFile[], signal: AbortSignal): Generator<SourceFeed> {
  for (const { source, file } of named) yield { source, file, bytes: createReadStream(file, { signal }) }
}

const run = (settings: Settings, named: readonly NamedFile[], files: string | undefined, signal: AbortSignal): Promise<readonly SourceReport[]> =>
  fillWorld(settings, files, signal, async (world) => {
    const records = progressLine('read')
    try {
      const { files: written, reports } = await importRecords(world, feedsOf(named, signal), records.show)
      return { written, told: reports }
    } finally {
      records.end()
    }
  })

const describe = ({ source, accepted, unchanged, rejected, unresolved, rejects }: SourceReport): string => [
  `${source}: ${accepted} accepted, ${unchanged} unchanged, ${rejected} rejected, ${unresolved} unresolved ${unresolved === 1 ? 'link' : 'links'}`,
  ...rejects.slice(0, 20).map(({ file, line, code, reason }) => harmless(`  ${file}:${line} ${code} ${reason}`)),
  ...(rejected > 20 ? ['  … all of them: osl rejects'] : []),
].join('\n')

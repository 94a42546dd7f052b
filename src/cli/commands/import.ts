import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { importRecords, type SourceFeed, type SourceReport } from '../../import-records.ts'
import type { Model } from '../../model/model.ts'
import { sourceNamed } from '../../model/source-named.ts'
import { problem } from '../../problems/problem.ts'
import { listFiles, type ExampleFile } from '../example.ts'
import { fillWorld } from '../fill-world.ts'
import { loadCheckedModel } from '../load-checked-model.ts'
import { refuseUnlessFile } from '../refuse-what-cannot-be.ts'
import { readSettings, type CommonFlags, type Settings } from '../settings.ts'
import { harmless, print, printJson, progressLine } from '../terminal.ts'
import { untilInterrupted } from '../until-interrupted.ts'

export interface ImportFlags extends CommonFlags {
  readonly files?: string
}

/** Fills an empty world from files of sources, each given as `source=file`, or all those of a folder. Exit code: 0 when every record was taken, 1 when some were rejected. */
export const importFiles = async (given: readonly string[], flags: ImportFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const named = await readNamed(settings, given)
  const began = performance.now()
  const reports = await untilInterrupted((signal) => run(settings, named, flags.files, signal))
  const seconds = (performance.now() - began) / 1000
  if (settings.json) printJson({ sources: reports, seconds })
  else for (const report of reports) print(describe(report))
  return reports.some((report) => report.rejected > 0) ? 1 : 0
}

/** Whatever can be known wrong is refused before a server is started. */
const readNamed = async (settings: Settings, given: readonly string[]): Promise<readonly ExampleFile[]> => {
  const model = await loadCheckedModel(settings.modelFolder)
  const named = (await Promise.all(given.map((argument) => filesOf(model, argument)))).flat()
  for (const { source, path } of named) {
    sourceNamed(model, source)
    await refuseUnlessFile(path)
  }
  return named
}

const filesOf = async (model: Model, argument: string): Promise<readonly ExampleFile[]> => {
  const [, source, path] = /^([^=]+)=(.+)$/s.exec(argument) ?? []
  const isFolder = await stat(argument).then((found) => found.isDirectory(), () => false)
  const files = isFolder ? await listFiles(argument, model) : source === undefined || path === undefined ? [] : [{ source, path }]
  if (files.length === 0) throw problem('BAD_ARGUMENT', { argument: 'files', value: isFolder ? `'${argument}', in which no file is named by a source` : source !== undefined ? `'${argument}'` : `'${argument}', which is no folder`, wanted: '<source>=<file> for each file, or a folder with a manifest.json or files named by their sources' })
  return files
}

/** Opened one by one, when they are read. */
function* feedsOf(named: readonly ExampleFile[], signal: AbortSignal): Generator<SourceFeed> {
  for (const { source, path } of named) yield { source, file: path, bytes: createReadStream(path, { signal }) }
}

const run = (settings: Settings, named: readonly ExampleFile[], files: string | undefined, signal: AbortSignal): Promise<readonly SourceReport[]> =>
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

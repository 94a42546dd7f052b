import { createReadStream } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { absorb } from '../../absorb.ts'
import { lastSeq } from '../../journal/rebuild.ts'
import { prepareExample, readExamples } from '../example.ts'
import { openDoor, type Door } from '../open-door.ts'
import { readSettings, type CommonFlags, type Settings } from '../settings.ts'
import { bold, faint, print, printJson, progressLine, say } from '../terminal.ts'

/** Serves a world until it is told to stop; `example` fills an empty one first. */
export const serve = async (flags: CommonFlags, example: boolean): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  let door: Door
  try {
    door = await openDoor(settings, { say, signal: stopping.signal })
  } catch (error) {
    // Stopped while starting: what had begun is stopped already.
    if (stopping.signal.aborted) return 0
    throw error
  }
  try {
    if (example) await loadExample(settings, door, stopping.signal)
    if (!stopping.signal.aborted) await greet(settings, door)
    await new Promise<void>((resolve) => {
      if (stopping.signal.aborted) resolve()
      else stopping.signal.addEventListener('abort', () => resolve())
    })
    say('Stopping.')
  } finally {
    await door.close()
  }
  return 0
}

/** Written while an example is being loaded: a load cut short is taken up again, which is safe since what was taken is unchanged. */
const markOf = (settings: Settings): string => join(settings.home, 'example-loading')

const loadExample = async (settings: Settings, { world }: Door, signal: AbortSignal): Promise<void> => {
  const cutShort = await readFile(markOf(settings)).then(() => true, () => false)
  if (!cutShort && (await lastSeq(world.journal)) > 0) return
  const files = await prepareExample(settings.worldFolder, settings.home, world.model)
  if (files === undefined) return
  say(cutShort ? 'Loading the example was cut short; taking it up again.' : `Loading the example (${files.length} files).`)
  await mkdir(settings.home, { recursive: true })
  await writeFile(markOf(settings), '')
  for (const { source, path } of files) {
    if (signal.aborted) return
    const progress = progressLine(basename(path))
    const report = await absorb(world, source, [{ file: basename(path), bytes: createReadStream(path) }], progress.show)
    progress.end()
    say(faint(`  ${basename(path)}: ${report.accepted} accepted, ${report.unchanged} unchanged, ${report.rejected} rejected, ${report.unresolved} unresolved`))
  }
  await rm(markOf(settings))
}

const greet = async (settings: Settings, door: Door): Promise<void> => {
  const examples = (await readExamples(settings.worldFolder)).slice(0, 3)
  if (settings.json) {
    printJson({ url: door.url, playground: `${door.url}/`, graphql: `${door.url}/graphql`, model: door.world.model.name, questions: examples })
    return
  }
  print(`\n${bold(`Order semantic layer: ${door.world.model.name}`)}`)
  print(`  playground  ${door.url}/`)
  print(`  GraphQL     ${door.url}/graphql\n`)
  if (examples.length > 0) print('Three questions to try; the playground has them as tabs:')
  for (const { title, query } of examples) print(`\n  ${bold(title)}\n${faint(query.replace(/^#.*\n/, '').trimEnd().replace(/^/gm, '    '))}`)
  print(`\nCtrl-C stops the door and the servers it started.`)
}

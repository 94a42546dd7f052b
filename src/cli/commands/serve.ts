import { createReadStream } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { absorb } from '../../absorb.ts'
import { lastSeq } from '../../journal/rebuild.ts'
import type { World } from '../../open-world.ts'
import { Problem } from '../../problems/problem.ts'
import { prepareExample, readExamples, type ExampleFile } from '../example.ts'
import { openDoor, type Door } from '../open-door.ts'
import { readSettings, type CommonFlags, type Settings } from '../settings.ts'
import { bold, faint, print, printJson, progressLine, say } from '../terminal.ts'
import { Interrupted, onceAborted, untilInterrupted } from '../until-interrupted.ts'

const OUTAGE_PAUSE_MS = 1_000

/** Serves a world until it is told to stop; `example` fills an empty one first. */
export const serve = async (flags: CommonFlags, example: boolean): Promise<number> => {
  const settings = readSettings(flags, process.env)
  try {
    await untilInterrupted(async (signal) => {
      const door = await openDoor(settings, { say, signal })
      try {
        if (example) await loadExample(settings, door, signal)
        await greet(settings, door)
        door.warmUp()
        await onceAborted(signal)
      } finally {
        say('Stopping.')
        await door.close()
      }
    })
  } catch (error) {
    // To be stopped is how serving ends.
    if (!(error instanceof Interrupted)) throw error
  }
  return 0
}

/** Written while an example is being loaded: a load cut short is taken up again, which is safe since what was taken is unchanged. */
const markOf = (settings: Settings): string => join(settings.home, 'example-loading')

const loadExample = async (settings: Settings, { world }: Door, signal: AbortSignal): Promise<void> => {
  const cutShort = await readFile(markOf(settings)).then(() => true, () => false)
  if (!cutShort && (await lastSeq(world.journal)) > 0) return
  const files = await prepareExample(settings.worldFolder, settings.home, world.model, signal)
  if (files === undefined) return
  say(cutShort ? 'Loading the example was cut short; taking it up again.' : `Loading the example (${files.length} files).`)
  await mkdir(settings.home, { recursive: true })
  await writeFile(markOf(settings), '')
  for (const file of files) await loadFile(world, file, signal)
  await rm(markOf(settings))
}

/** An outage is waited out: what was taken before it is unchanged the second time. */
const loadFile = async (world: World, { source, path }: ExampleFile, signal: AbortSignal): Promise<void> => {
  const file = basename(path)
  for (;;) {
    const progress = progressLine(file)
    try {
      const report = await Promise.race([absorb(world, source, [{ file, bytes: createReadStream(path, { signal }) }], progress.show), onceAborted(signal)])
      progress.end()
      say(faint(`  ${file}: ${report.accepted} accepted, ${report.unchanged} unchanged, ${report.rejected} rejected${report.unresolved === 0 ? '' : `, ${report.unresolved} ${report.unresolved === 1 ? 'link waits' : 'links wait'} for what is still to come`}`))
      return
    } catch (error) {
      progress.end()
      if (signal.aborted || !(error instanceof Problem) || error.kind !== 'outage') throw error
      say(`${file}: ${error.message} Trying again.`)
      await pause(OUTAGE_PAUSE_MS, undefined, { signal })
    }
  }
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
  if (examples.length > 0) print('Questions to try; the playground has them as tabs:')
  for (const { title, query } of examples) print(`\n  ${bold(title)}\n${faint(query.replace(/^#.*\n/, '').trimEnd().replace(/^/gm, '    '))}`)
  print(`\nCtrl-C stops the door and the servers it started.`)
}

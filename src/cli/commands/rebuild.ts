import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { GraphFiles } from '../../graph/import-files.ts'
import { rederive, writeGraphFiles } from '../../import-graph.ts'
import { beginWorld } from '../../journal/begin-world.ts'
import { holdDefinitions } from '../../journal/definitions.ts'
import { isSettledBy, SHAPE } from '../../journal/progress.ts'
import { lastSeq } from '../../journal/rebuild.ts'
import { ending } from '../../problems/ending.ts'
import { instant } from '../../vocabulary/instant.ts'
import { describeFiles } from '../describe-files.ts'
import { loadCheckedModel } from '../load-checked-model.ts'
import { openDoor } from '../open-door.ts'
import { refuseWhileServed } from '../refuse-what-cannot-be.ts'
import { readSettings, type CommonFlags, type Settings } from '../settings.ts'
import { print, printJson, progressLine, say } from '../terminal.ts'
import { onceAborted, untilInterrupted } from '../until-interrupted.ts'
import { withJournalAlone } from '../with-journal.ts'

export interface RebuildFlags extends CommonFlags {
  readonly files?: string
}

/**
 * Makes the graph anew from the journal, under another model all derived tables too. Stopped or killed, the old graph or the new one stands and
 * the next start takes up what is to be done. With --files the graph is written as files, and the command that imports them is printed.
 */
export const rebuildGraph = async (flags: RebuildFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  refuseWhileServed(settings.home)
  const began = performance.now()
  const { files } = flags
  const told = await untilInterrupted<GraphFiles | { readonly seq: number }>((signal) => (files === undefined ? rebuild(settings, signal) : writeFiles(settings, resolve(files), signal)))
  const seconds = (performance.now() - began) / 1000
  if (settings.json) printJson({ ...told, seconds })
  else if ('seq' in told) print(`The graph shows the journal up to ${told.seq} again (${seconds.toFixed(1)} s).`)
  else for (const line of describeFiles(told)) print(line)
  return 0
}

const rebuild = async (settings: Settings, signal: AbortSignal): Promise<{ readonly seq: number }> => {
  const progress = progressLine('entities')
  const door = await openDoor({ ...settings, port: 0 }, { say, signal, rebuild: progress.show })
  return ending(async () => {
    const seq = await lastSeq(door.world.journal)
    await Promise.race([door.world.follower.reached(seq), onceAborted(signal)])
    return { seq }
  }, async () => {
    progress.end()
    await door.close()
  })
}

/** Only the journal is asked: the graph that is there may be of another world, or none. */
const writeFiles = async (settings: Settings, folder: string, signal: AbortSignal): Promise<GraphFiles> => {
  const model = await loadCheckedModel(settings.modelFolder)
  const entities = progressLine('entities')
  try {
    return await withJournalAlone(settings, signal, undefined, async (journal) => {
      const progress = await beginWorld(journal, randomUUID(), model)
      const { isTaken } = await holdDefinitions(journal, model, { carryOut: true }, instant(Date.now()))
      const isSettled = !isTaken && isSettledBy(progress, model) && progress.shape === SHAPE && !progress.emptying
      return (isSettled ? writeGraphFiles : rederive)({ model, journal, world: progress.world, clock: () => instant(Date.now()), folder, signal, onProgress: entities.show })
    })
  } finally {
    entities.end()
  }
}

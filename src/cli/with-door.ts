import { nameOf } from '../model/model.ts'
import { ending } from '../problems/ending.ts'
import { problem } from '../problems/problem.ts'
import { readRunning } from '../servers/home.ts'
import { servedModel } from './ask-door.ts'
import type { Door } from './open-door.ts'
import { loadCheckedModel } from './load-checked-model.ts'
import { refuseEmptyHome } from './refuse-empty-home.ts'
import type { Settings } from './settings.ts'
import { say } from './terminal.ts'
import { onceAborted, untilInterrupted } from './until-interrupted.ts'

/** The same for a command that begins no world: HOME_EMPTY where there is none. */
export const withHeldDoor: typeof withDoor = (settings, work) => {
  refuseEmptyHome(settings)
  return withDoor(settings, work)
}

/** Runs a command against the running instance of the same home, else against one that lives for the command alone: then the signal is the person's who stops it. */
export const withDoor = async <T>(settings: Settings, work: (url: string, signal: AbortSignal | undefined) => Promise<T>): Promise<T> => {
  const running = readRunning(settings.home)
  if (running !== undefined && running.port !== null) {
    const url = `http://127.0.0.1:${running.port}`
    if (settings.modelGiven) await compareServed(settings, url)
    return work(url, undefined)
  }
  return withOwnDoor(settings, ({ url }, signal) => work(url, signal))
}

/** Whoever names a model is told when the running instance serves another, and when it serves this one as it was before a change. */
const compareServed = async ({ modelFolder, home }: Settings, url: string): Promise<void> => {
  const model = await loadCheckedModel(modelFolder)
  const served = await servedModel(url)
  const given = nameOf(model)
  if (served === given) return
  if (!served.startsWith(`${model.name}@`)) throw problem('SERVED_OTHERWISE', { home, served, given })
  say(`The program that serves ${home} serves ${served}; ${modelFolder} is ${given} now. It goes by what it serves: stop and start it to serve what stands there.`)
}

/** Runs a command against a door that lives for it alone, at any free port. */
export const withOwnDoor = <T>(settings: Settings, work: (door: Door, signal: AbortSignal) => Promise<T>): Promise<T> =>
  untilInterrupted(async (signal) => {
    // Only now: a command beside a running instance need not load what serves one.
    const { openDoor } = await import('./open-door.ts')
    const door = await openDoor({ ...settings, port: 0 }, { say, signal })
    return ending(() => Promise.race([work(door, signal), onceAborted(signal)]), () => door.close())
  })

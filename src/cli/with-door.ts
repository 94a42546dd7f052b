import { ending } from '../problems/ending.ts'
import { readRunning } from '../servers/home.ts'
import type { Door } from './open-door.ts'
import type { Settings } from './settings.ts'
import { say } from './terminal.ts'
import { onceAborted, untilInterrupted } from './until-interrupted.ts'

/** Runs a command against the running instance of the same home, else against one that lives for the command alone: then the signal is the person's who stops it. */
export const withDoor = async <T>(settings: Settings, work: (url: string, signal: AbortSignal | undefined) => Promise<T>): Promise<T> => {
  const running = readRunning(settings.home)
  if (running !== undefined && running.port !== null) return work(`http://127.0.0.1:${running.port}`, undefined)
  return withOwnDoor(settings, ({ url }, signal) => work(url, signal))
}

/** Runs a command against a door that lives for it alone, at any free port. */
export const withOwnDoor = <T>(settings: Settings, work: (door: Door, signal: AbortSignal) => Promise<T>): Promise<T> =>
  untilInterrupted(async (signal) => {
    // Only now: a command beside a running instance need not load what serves one.
    const { openDoor } = await import('./open-door.ts')
    const door = await openDoor({ ...settings, port: 0 }, { say, signal })
    return ending(() => Promise.race([work(door, signal), onceAborted(signal)]), () => door.close())
  })

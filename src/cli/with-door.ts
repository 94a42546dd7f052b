import { readRunning } from '../servers/home.ts'
import { openDoor } from './open-door.ts'
import type { Settings } from './settings.ts'
import { say } from './terminal.ts'

/** Runs a command against the running instance of the same home, else against one that lives for the command alone. */
export const withDoor = async <T>(settings: Settings, work: (url: string) => Promise<T>): Promise<T> => {
  const running = readRunning(settings.home)
  if (running !== undefined && running.port !== null) return work(`http://127.0.0.1:${running.port}`)
  const interrupted = new AbortController()
  const interrupt = (): void => interrupted.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const door = await openDoor({ ...settings, port: 0 }, { say, signal: interrupted.signal })
  const ended = new Promise<never>((_, reject) => {
    interrupted.signal.addEventListener('abort', () => reject(new Interrupted()))
  })
  try {
    return await Promise.race([work(door.url), ended])
  } finally {
    await door.close()
  }
}

/** The person stopped the command. */
export class Interrupted extends Error {}

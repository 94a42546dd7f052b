import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from './log.ts'
import { isRunning, type OwnProcess } from './own-process.ts'

export type KeptAlive = {
  readonly name: string
  readonly log: Log
  readonly first: OwnProcess
  /** Starts the server again at the same place, so that who is connected finds it there. */
  readonly restart: (signal: AbortSignal) => Promise<OwnProcess>
}
/** `end` stops watching and gives the process that runs now, if one does. */
export type Watch = { readonly end: () => Promise<OwnProcess | undefined> }

const LOOK_EVERY_MS = 500
const RETRY_AFTER_MS = [500, 2_000, 10_000, 30_000] as const

/** Watches one server and starts it again when it dies under us: a store that went away comes back without anybody's hand. Holds no process open. */
export const keepAlive = ({ name, log, first, restart }: KeptAlive): Watch => {
  const over = new AbortController()
  let own: OwnProcess | undefined = first
  const rest = (ms: number): Promise<void> => pause(ms, undefined, { ref: false, signal: over.signal })

  const revive = async (): Promise<void> => {
    for (let attempt = 0; !over.signal.aborted; attempt += 1) {
      try {
        own = await restart(over.signal)
        log(`${name} is back (process ${own.pid}).`)
        return
      } catch (cause) {
        if (over.signal.aborted) return
        const wait = RETRY_AFTER_MS[Math.min(attempt, RETRY_AFTER_MS.length - 1)] ?? 0
        log(`${name} could not be started again: ${(cause as Error).message} Next attempt in ${wait / 1000} s.`)
        await rest(wait)
      }
    }
  }

  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await rest(LOOK_EVERY_MS)
      if (own !== undefined && isRunning(own)) continue
      log(`${name} (process ${own?.pid ?? 'unknown'}) ended by itself; starting it again.`)
      own = undefined
      await revive()
    }
  }

  const watching = watch().catch((cause: unknown) => {
    if (!over.signal.aborted) log(`${name} is watched no longer: ${String(cause)}`)
  })
  return {
    end: async () => {
      over.abort()
      await watching
      return own
    },
  }
}

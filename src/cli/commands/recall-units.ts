import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { problem } from '../../problems/problem.ts'
import { dataOf } from '../ask-door.ts'
import { DELTA, deltaLines, deltaShape } from '../recall-delta-lines.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson, say } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'

export interface UnitsFlags extends CommonFlags {
  readonly format?: string
  readonly scopeVersion?: string
}

const refusalShape = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** Prints the units of a recall as frozen, one a line. */
export const printUnits = async (id: string, flags: UnitsFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const { format = 'csv', scopeVersion: version } = flags
  const query = new URLSearchParams({ format, ...(version === undefined ? {} : { version }) })
  await withHeldDoor(settings, async (url) => {
    const response = await fetch(`${url}/v1/recalls/${encodeURIComponent(id)}/units?${query}`).catch((cause: unknown) => {
      throw problem('DOOR_AWAY', { url, reason: cause instanceof Error ? cause.message : String(cause) }, cause)
    })
    if (!response.ok) throw problem('DOOR_REFUSED', refusalShape.parse(await response.json()).error)
    for await (const chunk of response.body ?? []) if (!process.stdout.write(chunk)) await new Promise((drained) => process.stdout.once('drain', drained))
  })
  return 0
}

export interface WatchFlags extends CommonFlags {
  readonly once?: boolean
  readonly every?: string
}

const EVERY_S = 30

const everyMs = (given: string | undefined): number => {
  if (given === undefined) return EVERY_S * 1_000
  if (!/^[1-9]\d{0,4}$/.test(given)) throw problem('BAD_ARGUMENT', { argument: '--every', value: `'${given}'`, wanted: 'a whole number of seconds, from 1 on' })
  return Number(given) * 1_000
}

/** Tells what has changed since a recall was frozen: once, exiting with 1 where anything has, or again with every change until it is interrupted. */
export const watchRecall = async (id: string, flags: WatchFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const every = everyMs(flags.every)
  return withHeldDoor(settings, async (url, signal) => {
    for (let before = ''; ;) {
      const { recall: { delta } } = z.object({ recall: z.object({ delta: deltaShape }) }).parse(await dataOf(url, DELTA, { id }))
      const now = JSON.stringify(delta)
      if (now !== before) {
        if (settings.json) printJson(delta)
        else for (const line of deltaLines(delta)) print(harmless(line))
      }
      if (flags.once === true) return delta.empty ? 0 : 1
      if (before === '') say('Watching; Ctrl-C ends it.')
      before = now
      await wait(every, undefined, signal === undefined ? {} : { signal })
    }
  })
}

import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../problems/make-folder.ts'
import { problem } from '../problems/problem.ts'
import { onDiskOf } from './disk-fault.ts'
import { writeJsonFile } from './json-file.ts'
import type { Log } from './log.ts'
import { isRunning, ownProcess } from './own-process.ts'

/** `folder` is the home's own number on its disk: a copy has another, a moved one keeps it. An earlier release wrote none. */
const shape = z.object({ pid: z.int().positive(), born: z.string(), startedAt: z.string(), port: z.int().nullable(), folder: z.string().optional() })
type Owner = z.infer<typeof shape>

/** The instance that holds a home. `port` is that of its door, null while none is open. */
export type RunningInstance = { readonly pid: number; readonly startedAt: string; readonly port: number | null }

export type HeldHome = {
  readonly home: string
  /** Writes down the port of the door, for the commands that look for it. */
  readonly setDoor: (port: number) => void
  readonly release: () => void
}

const numberOf = (home: string): string => {
  const { dev, ino } = statSync(home, { bigint: true })
  return `${dev}:${ino}`
}

const holds = (owner: Owner, home: string): boolean => isRunning(owner) && (owner.folder === undefined || owner.folder === numberOf(home))

const heldHere = new Map<string, HeldHome>()
const fileOf = (home: string): string => join(home, 'osl.json')

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}

/** Undefined when the text is not an owner's, as when a disk ran full while it was written: nobody holds the home by it. */
const parseOwner = (text: string): Owner | undefined => {
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

const createExclusively = (file: string, owner: Owner): boolean => {
  // Linked into place, so that a reader never sees it half written.
  const mine = `${file}.${process.pid}.new`
  try {
    writeFileSync(mine, `${JSON.stringify(owner)}\n`, { mode: 0o600 })
    linkSync(mine, file)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Moves a dead owner's file aside. Another starter may have replaced it since we read it: then theirs goes back. */
const removeDead = (file: string, text: string): void => {
  const aside = `${file}.${process.pid}.dead`
  try {
    renameSync(file, aside)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return
    throw cause
  }
  if (readText(aside) !== text) linkSync(aside, file)
  rmSync(aside, { force: true })
}

const whyFree = (owner: Owner | undefined): string => {
  if (owner === undefined) return 'its record of an owner cannot be read'
  return isRunning(owner) ? `its record is of process ${owner.pid}, which holds the home that this is a copy of` : `process ${owner.pid}, which held it since ${owner.startedAt}, is gone`
}

const hold = (folder: string, log: Log): HeldHome => {
  const file = fileOf(folder)
  const self = ownProcess(process.pid) ?? { pid: process.pid, born: '' }
  const owner: Owner = { ...self, startedAt: new Date().toISOString(), port: null, folder: numberOf(folder) }
  while (!createExclusively(file, owner)) {
    const text = readText(file)
    if (text === undefined) continue
    const other = parseOwner(text)
    if (other !== undefined && holds(other, folder)) throw problem('HOME_IN_USE', { home: folder, pid: other.pid, port: other.port })
    log(`Taking over the home ${folder}: ${whyFree(other)}.`)
    removeDead(file, text)
  }
  const held: HeldHome = {
    home: folder,
    setDoor: (port) => writeJsonFile(file, { ...owner, port }),
    release: () => {
      if (!heldHere.delete(folder)) return
      try {
        rmSync(file, { force: true })
      } catch (cause) {
        log(`The home ${folder} could not be let go of (${(cause as Error).message}); the next start takes it over.`)
      }
    },
  }
  heldHere.set(folder, held)
  return held
}

/** Makes this process the only one on the home, until release or its death. A dead owner's claim is taken over, and said. */
export const acquireHome = (home: string, log: Log): HeldHome => {
  const folder = resolve(home)
  try {
    makeFolder(folder)
  } catch (cause) {
    throw problem('HOME_NOT_WRITABLE', { home: folder, reason: (cause as Error).message }, cause)
  }
  return onDiskOf(folder, () => hold(folder, log))
}

/** The hold that this very process has on a home. */
export const findHeldHere = (home: string): HeldHome | undefined => heldHere.get(resolve(home))

/** The instance that runs on a home, for the commands that would rather ask it than start servers. */
export const readRunning = (home: string): RunningInstance | undefined => {
  const folder = resolve(home)
  const text = onDiskOf(folder, () => readText(fileOf(folder)))
  const owner = text === undefined ? undefined : parseOwner(text)
  return owner !== undefined && holds(owner, folder) ? { pid: owner.pid, startedAt: owner.startedAt, port: owner.port } : undefined
}

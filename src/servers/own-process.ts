import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { problem } from '../problems/problem.ts'

/** A process that can be recognised later. `born` tells it from another one that got the same pid after it. */
export type OwnProcess = { readonly pid: number; readonly born: string }

/** Boot id and start tick from /proc; elsewhere what ps says. Undefined when no such process runs: a zombie has stopped running. */
const bornOf = (pid: number): string | undefined => {
  if (process.platform === 'linux') {
    try {
      const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The command's name, in parentheses, may hold blanks and parentheses itself.
      const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return undefined
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19] ?? ''}`
    } catch {
      return undefined
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined
  } catch {
    return undefined
  }
}

export const ownProcess = (pid: number): OwnProcess | undefined => {
  const born = bornOf(pid)
  return born === undefined ? undefined : { pid, born }
}

export const isRunning = (own: OwnProcess): boolean => bornOf(own.pid) === own.born

const pidsOnThisMachine = (): number[] => {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
  } catch {
    return []
  }
}

/** Whether the process was started with this one whole argument; false when it ended while we looked. */
export const hasArgument = (pid: number, argument: string): boolean => {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(argument)
    return ` ${execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()} `.includes(` ${argument} `)
  } catch {
    return false
  }
}

/** Finds a server that was started but whose pid was not yet written down when its parent was killed. `marker` is one whole argument that names its folder. */
export const findByArgument = (marker: string): OwnProcess | undefined => {
  const pid = pidsOnThisMachine().find((one) => hasArgument(one, marker))
  return pid === undefined ? undefined : ownProcess(pid)
}

/** Whether the process works in this folder or below, by whatever path it came there; false where there is no /proc to tell. */
export const worksIn = (pid: number, folder: string): boolean => {
  try {
    return `${readlinkSync(`/proc/${pid}/cwd`)}${sep}`.startsWith(`${realpathSync(folder)}${sep}`)
  } catch {
    return false
  }
}

export const waitUntilGone = async (own: OwnProcess, withinMs: number): Promise<boolean> => {
  const end = Date.now() + withinMs
  while (isRunning(own)) {
    if (Date.now() > end) return false
    await pause(20)
  }
  return true
}

export type StopStep = { readonly signal: NodeJS.Signals; readonly withinMs: number }

/** Sends each signal in turn and waits; never to a pid that has become somebody else's. True when the first signal sufficed. */
export const stopProcess = async (own: OwnProcess, steps: readonly StopStep[]): Promise<boolean> => {
  for (const [index, step] of steps.entries()) {
    if (!isRunning(own)) return true
    try {
      process.kill(own.pid, step.signal)
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException
      if (code === 'EPERM') throw problem('PROCESS_FORBIDDEN', { pid: own.pid }, cause)
      if (code !== 'ESRCH') throw cause
    }
    if (await waitUntilGone(own, step.withinMs)) return index === 0
  }
  return false
}

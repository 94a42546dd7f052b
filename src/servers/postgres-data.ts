import { existsSync, mkdirSync, readFileSync, readlinkSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { problem } from '../problems/problem.ts'
import { lastLine, reasonIn } from './console-file.ts'
import type { Log } from './log.ts'
import { giveTo, type PostgresAccount } from './postgres-account.ts'
import { runProgram } from './run-program.ts'

export const POSTGRES_USER = 'osl'

/** Text sorts by code point and lower() knows all letters; what the machine's locale says does not matter. */
const INITDB = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--auth=scram-sha-256', `--username=${POSTGRES_USER}`, '--no-instructions']

/** Makes the database beside its place and moves it there whole, so one that was cut short is never mistaken for a database. */
export const createData = async (account: PostgresAccount, password: string, env: NodeJS.ProcessEnv, log: Log): Promise<void> => {
  const { data, programs } = account
  if (existsSync(data)) return
  const half = `${data}.half`
  const passwordFile = `${data}.password`
  if (existsSync(half)) {
    log(`Removing a database that was made only in part (${half}).`)
    rmSync(half, { recursive: true, force: true })
  }
  mkdirSync(dirname(data), { recursive: true, mode: 0o700 })
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  giveTo(account, half)
  giveTo(account, passwordFile)
  try {
    const [command, ...args] = [...account.prefix, programs.initdb, ...INITDB, `--pgdata=${half}`, `--pwfile=${passwordFile}`]
    const { exit, output } = await runProgram({ command: command ?? programs.initdb, args, env, cwd: '/', ...account.ids })
    if (exit !== 0) throw problem('POSTGRES_NOT_STARTED', { reason: `its database could not be made: ${reasonIn(lastLine(output))}`, log: half })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(half, data)
}

const usersOf = (data: string): number[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === data
    } catch {
      return false
    }
  })

/**
 * Removes the postmaster.pid of a server that is dead. PostgreSQL does so itself unless another process has that pid meanwhile,
 * as happens after a machine or container starts again; then it would refuse. Its worker processes work in the data folder: they must be gone.
 */
export const clearStalePid = async (data: string, log: Log): Promise<void> => {
  const file = join(data, 'postmaster.pid')
  if (process.platform !== 'linux' || !existsSync(file)) return
  const pid = readFileSync(file, 'utf8').split('\n')[0] ?? ''
  const end = Date.now() + 10_000
  while (usersOf(data).length > 0) {
    if (Date.now() > end) throw problem('POSTGRES_NOT_STARTED', { reason: `processes ${usersOf(data).join(', ')} of an earlier run still work in its data.`, log: file })
    await pause(50)
  }
  rmSync(file, { force: true })
  log(`Removed the stale postmaster.pid of process ${pid}, which does not serve it; PostgreSQL recovers now.`)
}

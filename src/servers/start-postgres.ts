import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { problem } from '../problems/problem.ts'
import { lastLine, openConsole, reasonIn, tailOf } from './console-file.ts'
import type { Log } from './log.ts'
import { chooseAccount, giveTo, type PostgresAccount } from './postgres-account.ts'
import { clearStalePid, createData, POSTGRES_USER } from './postgres-data.ts'
import { findPostgresPrograms } from './postgres-programs.ts'
import { askPostgres } from './probe-postgres.ts'
import { passwordOf } from './secrets.ts'
import { superviseServer, type RunningServer } from './supervise-server.ts'

export type StartPostgres = {
  readonly home: string
  readonly log: Log
  readonly env?: NodeJS.ProcessEnv
  /** Server settings besides our own, such as `wal_level`. */
  readonly settings?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}
export type BundledPostgres = RunningServer & { readonly url: string }

const DATABASE = 'osl'
/** sslmode is said aloud because clients would otherwise follow PGSSLMODE, and loopback has no TLS. */
export const databaseUrl = (password: string, port: number, database = DATABASE): string => `postgresql://${POSTGRES_USER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`

/** Loopback TCP and a password only. The rest suits an append-only journal: few, long checkpoints. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
}

/** PostgreSQL's own variables of the person who starts us must not steer this server. */
const cleanEnv = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PG'))), LC_ALL: 'C' })

const createDatabase = async (maintenanceUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: maintenanceUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

const reasonOf = (tail: string): string => {
  return reasonIn(tail.split('\n').findLast((line) => /FATAL|PANIC|error while loading/.test(line)) ?? lastLine(tail))
}

const spawnServer = (account: PostgresAccount, marker: string, port: number, settings: readonly string[], consoleFile: string, env: NodeJS.ProcessEnv): number => {
  const [command, ...args] = [...account.prefix, account.programs.postgres, marker, '-p', String(port), ...settings]
  const out = openConsole(consoleFile)
  const child = spawn(command ?? account.programs.postgres, args, { cwd: '/', env, ...account.ids, detached: true, stdio: ['ignore', out.fd, out.fd] })
  out.close()
  child.on('error', () => undefined)
  child.unref()
  return child.pid ?? 0
}

/** Starts the bundled PostgreSQL of this home, or adopts the one that is still alive. Ready means: a query was answered. */
export const startPostgres = async ({ home, log, env = process.env, settings = {}, signal }: StartPostgres): Promise<BundledPostgres> => {
  const folder = join(home, 'postgres')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const clean = cleanEnv(env)
  const account = await chooseAccount(home, folder, await findPostgresPrograms(), clean, log)
  const { data } = account
  const password = passwordOf(home, 'postgres', existsSync(data))
  const marker = `-D${data}`
  const given = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const urlAt = (port: number, database: string): string => databaseUrl(password, port, database)
  const consoleFile = join(folder, 'console.log')

  const running = await superviseServer({
    name: 'PostgreSQL', folder, marker, log, signal,
    recipe: createHash('sha256').update([account.kind, account.programs.postgres, ...given].join(' ')).digest('hex').slice(0, 16),
    spawnAt: async (port) => {
      await createData(account, password, clean, log)
      await clearStalePid(data, log)
      giveTo(account, data)
      return spawnServer(account, marker, port, given, consoleFile, clean)
    },
    ask: (port) => askPostgres(urlAt(port, 'postgres'), data),
    stopSteps: [{ signal: 'SIGINT', withinMs: 20_000 }, { signal: 'SIGQUIT', withinMs: 5_000 }, { signal: 'SIGKILL', withinMs: 5_000 }],
    portTaken: () => /Address already in use|could not bind/.test(tailOf(consoleFile)),
    failure: (why) => problem('POSTGRES_NOT_STARTED', { reason: why ?? reasonOf(tailOf(consoleFile)), log: consoleFile }),
  })
  try {
    await createDatabase(urlAt(running.port, 'postgres'))
  } catch (cause) {
    await running.stop().catch((also: unknown) => log(String(also)))
    throw problem('POSTGRES_NOT_STARTED', { reason: `the database ${DATABASE} could not be made: ${(cause as Error).message}.`, log: consoleFile }, cause)
  }
  return { ...running, url: urlAt(running.port, DATABASE) }
}

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { problem } from '../problems/problem.ts'
import { lastLine, openConsole, reasonIn, tailOf } from './console-file.ts'
import { findJava, javaEnv } from './find-java.ts'
import { dropHalfStore, importStore, isStoreWaiting, storeWaits, takeStoreIn, type GraphImporter } from './import-store.ts'
import type { Log } from './log.ts'
import { stopProcess, type OwnProcess, type StopStep } from './own-process.ts'
import { askNeo4j } from './probe-neo4j.ts'
import { findServer, readRun } from './run-record.ts'
import { runProgram } from './run-program.ts'
import { superviseServer, type RunningServer } from './supervise-server.ts'
import { passwordOf } from './secrets.ts'

export type Neo4jMemory = { readonly heapMb?: number; readonly heapInitialMb?: number; readonly pageCacheMb?: number }
export type StartNeo4j = Neo4jMemory & {
  readonly home: string
  readonly jars: string
  readonly log: Log
  readonly env?: NodeJS.ProcessEnv
  /** Server settings besides our own. */
  readonly settings?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}
export type BundledNeo4j = Omit<RunningServer, 'restart'> & { readonly uri: string; readonly user: string; readonly password: string; readonly importer: GraphImporter }

export const NEO4J_USER = 'neo4j'
export const neo4jUri = (port: number): string => `bolt://127.0.0.1:${port}`
const STOP_STEPS: readonly StopStep[] = [{ signal: 'SIGTERM', withinMs: 30_000 }, { signal: 'SIGKILL', withinMs: 5_000 }]
const OPENED_PACKAGES = ['java.nio', 'java.io', 'sun.nio.ch', 'java.util.concurrent']

/**
 * The two shutdown settings bring stopping from 10.3 s to 0.3 s (2026-11-22). The graph can be rebuilt from the journal, so old transaction logs are kept briefly.
 * While it works on a statement, however long, the server gives a sign of life every 15 s; the driver is told so, and ends a connection after two that did not come.
 */
const confOf = (pageCacheMb: number): string => [
  'server.default_listen_address=127.0.0.1',
  'server.http.enabled=false',
  'server.https.enabled=false',
  'dbms.usage_report.enabled=false',
  `server.memory.pagecache.size=${pageCacheMb}m`,
  'db.tx_log.rotation.size=64m',
  'db.tx_log.rotation.retention_policy=256M size',
  'server.bolt.connection_keep_alive=15s',
  'internal.server.bolt.thread_pool_shutdown_wait_time=100ms',
  'internal.server.bolt.connection_shutdown_wait_time=100ms',
  '',
].join('\n')

/** The password goes by a file: a command line can be read by everybody on the machine. */
const setInitialPassword = async (folder: string, java: string, jars: string, password: string, env: NodeJS.ProcessEnv): Promise<void> => {
  const file = join(folder, 'initial-password')
  writeFileSync(file, `"${password}"\n`, { mode: 0o600 })
  const result = await runProgram({
    command: java,
    args: ['-cp', join(jars, '*'), 'org.neo4j.server.startup.Neo4jAdminCommand', 'dbms', 'set-initial-password', `@${file}`],
    env: { ...javaEnv(env), NEO4J_HOME: folder, NEO4J_CONF: join(folder, 'conf') },
  })
  rmSync(file)
  if (result.exit !== 0) throw problem('NEO4J_NOT_STARTED', { reason: `its initial password could not be set (${lastLine(result.output.trim().slice(-300))}).`, log: folder })
}

/** The last error in Neo4j's words, without the Java stack below it. */
const reasonOf = (tail: string): string => {
  const errors = tail.split('\n').filter((line) => /ERROR|Error:|Exception: /.test(line) && !/^\s+at /.test(line))
  return reasonIn(errors.at(-1) ?? lastLine(tail))
}

/** What a program that was killed while it made a new store has left: half a one goes, a whole one takes its place at the start. */
const settleStores = async (folder: string, marker: string, log: Log): Promise<void> => {
  if (await dropHalfStore(folder)) log('A new graph was being made when the program ended; what there is of it is removed, the one before it stands.')
  if (!isStoreWaiting(folder)) return
  log('A new graph was made and not yet taken in; taking it in.')
  const alive = findServer(readRun(folder), marker)
  if (alive !== undefined) await stopProcess(alive, STOP_STEPS)
}

/** Starts the bundled Neo4j of this home, or adopts the one that is still alive. Ready means: a query over bolt was answered. */
export const startNeo4j = async ({ home, jars, log, env = process.env, settings = {}, signal, heapMb = 1024, heapInitialMb = Math.min(512, heapMb), pageCacheMb = 512 }: StartNeo4j): Promise<BundledNeo4j> => {
  const java = await findJava(env)
  const folder = join(home, 'neo4j')
  mkdirSync(join(folder, 'conf'), { recursive: true, mode: 0o700 })
  const hasData = existsSync(join(folder, 'data', 'databases'))
  const password = passwordOf(home, 'neo4j', hasData)
  const conf = [confOf(pageCacheMb), ...Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)].join('')
  const marker = `--home-dir=${folder}`
  await settleStores(folder, marker, log)
  const args = [
    `-Xms${heapInitialMb}m`, `-Xmx${heapMb}m`, '-XX:+UseG1GC', '-XX:+ExitOnOutOfMemoryError',
    ...OPENED_PACKAGES.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
    '-cp', join(jars, '*'), 'org.neo4j.server.CommunityEntryPoint', marker, `--config-dir=${join(folder, 'conf')}`, '--console-mode',
  ]
  const consoleFile = join(folder, 'console.log')

  const spawnAt = async (port: number): Promise<OwnProcess['pid']> => {
    writeFileSync(join(folder, 'conf', 'neo4j.conf'), `${conf}server.bolt.listen_address=127.0.0.1:${port}\n`, { mode: 0o600 })
    if (!existsSync(join(folder, 'data', 'databases'))) await setInitialPassword(folder, java, jars, password, env)
    takeStoreIn(folder)
    const out = openConsole(consoleFile)
    const child = spawn(java, args, { cwd: folder, env: javaEnv(env), detached: true, stdio: ['ignore', out.fd, out.fd] })
    out.close()
    child.on('error', () => undefined)
    child.unref()
    return child.pid ?? 0
  }

  const { restart, ...running } = await superviseServer({
    name: 'Neo4j', folder, marker, log, signal,
    recipe: createHash('sha256').update(`${conf}${args.join(' ')}`).digest('hex').slice(0, 16),
    spawnAt,
    ask: async (port) => askNeo4j({ uri: neo4jUri(port), user: NEO4J_USER, password }, folder),
    stopSteps: STOP_STEPS,
    portTaken: () => /Address already in use|BindException/.test(tailOf(consoleFile)),
    failure: (why) => problem('NEO4J_NOT_STARTED', { reason: why ?? reasonOf(tailOf(consoleFile)), log: consoleFile }),
  })
  const importer: GraphImporter = {
    build: (files, abort) => importStore({ java, jars, folder, files, env, signal: abort }),
    swap: async () => {
      storeWaits(folder)
      await restart()
    },
  }
  return { ...running, uri: neo4jUri(running.port), user: NEO4J_USER, password, importer }
}

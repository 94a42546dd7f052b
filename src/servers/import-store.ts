import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { problem } from '../problems/problem.ts'
import { lastLine, reasonIn } from './console-file.ts'
import { javaEnv } from './find-java.ts'
import { findByArgument, stopProcess } from './own-process.ts'
import { runProgram } from './run-program.ts'
import { roomIn, untilFull } from './watch-room.ts'

/** What the bundled Neo4j does beside serving: makes a new store out of files while the old one serves, then takes its place. */
export interface GraphImporter {
  /** Makes the new store. The files may go afterwards. */
  readonly build: (files: ImportFiles, signal: AbortSignal) => Promise<void>
  /** Stops the server, puts the new store in the old one's place and starts it at the same port. */
  readonly swap: () => Promise<void>
}

/** A folder of files, and the importer's arguments inside of it. */
interface ImportFiles {
  readonly folder: string
  readonly options: readonly string[]
}

interface ImportStore {
  readonly java: string
  readonly jars: string
  /** The server's folder in the home. */
  readonly folder: string
  readonly files: ImportFiles
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/** The tool itself: `Neo4jAdminCommand` would start it as a second Java, which outlives the first when that is killed. */
const JAVA_OPTIONS = ['-Xmx1g', '-XX:+UseParallelGC', ...['java.nio', 'java.io', 'sun.nio.ch'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`)]
const TOOL = ['org.neo4j.cli.AdminTool', 'database', 'import', 'full', 'neo4j', '--overwrite-destination', '--max-off-heap-memory=50%']
/** A store's two parts; the users' passwords, in the database `system`, stay where they are. */
const PARTS = ['databases', 'transactions']
const halfOf = (folder: string): string => join(folder, 'store-half')
/** One whole argument that only the importer of this folder has. */
const markerOf = (folder: string): string => `--report-file=${join(halfOf(folder), 'import.report')}`
const waitingOf = (folder: string): string => join(folder, 'store-waiting')

/** What the importer said went wrong, without its tables of progress. */
const reasonOf = (output: string): string => {
  const told = output.split('\n').filter((line) => /error|exception|no space/i.test(line) && !/^\s+at |^Run with|^Error importing/.test(line))
  return reasonIn(told.at(-1) ?? lastLine(output))
}

/** Makes a store in a place of its own, beside the one that serves. */
export const importStore = async ({ java, jars, folder, files, env, signal }: ImportStore): Promise<void> => {
  const half = halfOf(folder)
  rmSync(half, { recursive: true, force: true })
  try {
    mkdirSync(join(half, 'conf'), { recursive: true, mode: 0o700 })
    writeFileSync(join(half, 'conf', 'neo4j.conf'), 'dbms.usage_report.enabled=false\n')
  } catch (cause) {
    throw problem('FOLDER_NOT_WRITABLE', { folder: half, reason: (cause as Error).message }, cause)
  }
  const ended = new AbortController()
  let isFull = false
  const result = await runProgram({
    command: java,
    args: [...JAVA_OPTIONS, '-cp', join(jars, '*'), ...TOOL, markerOf(folder), ...files.options],
    env: { ...javaEnv(env), NEO4J_HOME: half, NEO4J_CONF: join(half, 'conf') },
    cwd: files.folder,
    signal,
    // On a full disk it may try for ever to write its last pages out, and hear no other signal meanwhile. What it leaves is removed.
    killSignal: 'SIGKILL',
    onStarted: (kill) => void untilFull(() => roomIn(half), ended.signal).then((full) => {
      isFull = full
      if (full) kill()
    }, () => undefined),
  }).finally(() => ended.abort())
  if (result.exit === 0) return
  // First, for the log may need the room.
  rmSync(half, { recursive: true, force: true })
  const log = join(folder, 'import.log')
  try {
    writeFileSync(log, result.output)
  } catch {
    // A disk that others have filled. The reason is said in any case.
  }
  throw problem('GRAPH_NOT_IMPORTED', { reason: isFull ? 'no space is left on its disk.' : reasonOf(result.output), log })
}

/** From here on the new store is the one: a start that finds it waiting takes it in. */
export const storeWaits = (folder: string): void => renameSync(halfOf(folder), waitingOf(folder))

export const isStoreWaiting = (folder: string): boolean => existsSync(waitingOf(folder))

/** Removes half a store, and ends the importer that a killed program left at it; true when there was one. */
export const dropHalfStore = async (folder: string): Promise<boolean> => {
  const half = halfOf(folder)
  const importer = findByArgument(markerOf(folder))
  if (importer !== undefined) await stopProcess(importer, [{ signal: 'SIGKILL', withinMs: 5_000 }])
  if (!existsSync(half)) return false
  rmSync(half, { recursive: true, force: true })
  return true
}

/** Puts a waiting store in the old one's place. Cut short at any point, it goes on at the next call: what was moved is no longer waiting. */
export const takeStoreIn = (folder: string): void => {
  const waiting = waitingOf(folder)
  if (!existsSync(waiting)) return
  for (const part of PARTS) {
    const from = join(waiting, 'data', part, 'neo4j')
    const to = join(folder, 'data', part, 'neo4j')
    if (!existsSync(from)) continue
    rmSync(to, { recursive: true, force: true })
    renameSync(from, to)
  }
  rmSync(waiting, { recursive: true, force: true })
}

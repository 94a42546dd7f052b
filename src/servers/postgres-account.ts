import { chmodSync, cpSync, existsSync, lchownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { problem } from '../problems/problem.ts'
import { lastLine } from './console-file.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'
import type { Log } from './log.ts'
import type { PostgresPrograms } from './postgres-programs.ts'
import { runProgram } from './run-program.ts'

/** `nobody`. PostgreSQL refuses to run as root, and no user is ever added to the machine for it. */
const NOBODY = 65_534
const SHARED = '/var/lib/order-semantic-layer'

/** How its programs are run: `prefix` goes before the command; uid and gid are switched to when given; `data` is where the database lies. */
export type PostgresAccount = {
  readonly kind: 'plain' | 'namespace' | 'nobody'
  readonly prefix: readonly string[]
  readonly ids: { readonly uid?: number; readonly gid?: number }
  readonly programs: PostgresPrograms
  readonly data: string
}

const placeShape = z.object({ data: z.string() })
const placeFile = (folder: string): string => join(folder, 'place.json')
const placeOf = (folder: string): string => readJsonFile(placeFile(folder), placeShape, 'the place of the database (place.json)')?.data ?? join(folder, 'data')

const ancestorsOf = (folder: string): string[] => (dirname(folder) === folder ? [folder] : [folder, ...ancestorsOf(dirname(folder))])
const lets = (folder: string): boolean => (statSync(folder).mode & 0o001) !== 0
const isReachable = (folder: string): boolean => ancestorsOf(folder).every(lets)

const own = (path: string, uid: number, gid: number): void => {
  lchownSync(path, uid, gid)
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) own(join(path, name), uid, gid)
}

/** Files made under another account would be unreadable to this one: they change hands first. */
export const giveTo = (account: PostgresAccount, path: string): void => {
  if (account.kind === 'plain' || !existsSync(path)) return
  const uid = account.ids.uid ?? 0
  if (lstatSync(path).uid !== uid) own(path, uid, account.ids.gid ?? 0)
}

/** Programs under a folder closed to others (root's own home) are copied once to where the account can run them. */
const reachablePrograms = (programs: PostgresPrograms, log: Log): PostgresPrograms => {
  if (isReachable(join(programs.native, 'bin'))) return programs
  mkdirSync(SHARED, { recursive: true, mode: 0o755 })
  const copy = join(SHARED, `programs-${statSync(programs.postgres).mtimeMs.toFixed(0)}-${statSync(programs.postgres).size}`)
  if (!existsSync(copy)) {
    log(`PostgreSQL's programs lie where an unprivileged account cannot run them; copying them to ${copy}.`)
    const half = mkdtempSync(join(SHARED, 'half-'))
    cpSync(programs.native, half, { recursive: true, dereference: true })
    chmodSync(half, 0o755)
    renameSync(half, copy)
  }
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres'), native: copy }
}

/** The data stays in the home if the account can get there, else in a folder of its own under /var/lib, which place.json remembers. */
const reachableData = (home: string, folder: string, log: Log): string => {
  const known = placeOf(folder)
  if (existsSync(known) && isReachable(dirname(known))) return known
  if (isReachable(dirname(home))) {
    chmodSync(home, 0o711)
    chmodSync(folder, 0o711)
    return known
  }
  mkdirSync(SHARED, { recursive: true, mode: 0o755 })
  const place = mkdtempSync(join(SHARED, 'home-'))
  chmodSync(place, 0o711)
  const data = join(place, 'data')
  if (existsSync(known)) cpSync(known, data, { recursive: true, verbatimSymlinks: true })
  log(`The home ${home} is closed to unprivileged accounts; PostgreSQL's data is kept in ${data}.`)
  writeJsonFile(placeFile(folder), { data })
  return data
}

/** Root in a user namespace of its own is not root to PostgreSQL, and still reaches root's folders. */
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`] as const

/** Finds how PostgreSQL can run here: as the plain user, else in a user namespace, else as nobody. */
export const chooseAccount = async (home: string, folder: string, programs: PostgresPrograms, env: NodeJS.ProcessEnv, log: Log): Promise<PostgresAccount> => {
  if (process.getuid?.() !== 0) return { kind: 'plain', prefix: [], ids: {}, programs, data: placeOf(folder) }
  const [unshare, ...flags] = NAMESPACE
  const namespace = await runProgram({ command: unshare, args: [...flags, programs.postgres, '--version'], env })
  if (namespace.exit === 0) return { kind: 'namespace', prefix: NAMESPACE, ids: {}, programs, data: placeOf(folder) }
  try {
    const reachable = reachablePrograms(programs, log)
    const ids = { uid: NOBODY, gid: NOBODY }
    const nobody = await runProgram({ command: reachable.postgres, args: ['--version'], env, cwd: '/', ...ids })
    if (nobody.exit !== 0) throw new Error(lastLine(nobody.output))
    return { kind: 'nobody', prefix: [], ids, programs: reachable, data: reachableData(home, folder, log) }
  } catch (cause) {
    const reason = `a user namespace: ${namespace.output.trim() || 'refused'}; the account ${NOBODY}: ${cause instanceof Error ? cause.message : String(cause)}.`
    throw problem('POSTGRES_REFUSES_ROOT', { reason }, cause)
  }
}

import { resolve } from 'node:path'
import { diskFault } from './disk-fault.ts'
import { acquireHome, findHeldHere } from './home.ts'
import type { GraphImporter } from './import-store.ts'
import type { Log } from './log.ts'
import { checkNeo4j, type Neo4jAccess } from './probe-neo4j.ts'
import { checkPostgres } from './probe-postgres.ts'
import { resolveJars } from './resolve-jars.ts'
import { readStoreSettings, type StoreSettings } from './settings.ts'
import { startNeo4j, type Neo4jMemory } from './start-neo4j.ts'
import { startPostgres } from './start-postgres.ts'

export type StartServers = {
  /** Where this world's stores live, such as `.osl/medtech`. */
  readonly home: string
  /** The folder of pom.xml; jars are kept in its `.osl/jars`, shared by all homes. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  readonly log: Log
  readonly memory?: Neo4jMemory
  readonly postgresSettings?: Readonly<Record<string, string>>
  /** Aborting while they start stops what was started. */
  readonly signal?: AbortSignal
}

/** Two stores that answer. `startedHere` also counts one adopted from a killed parent; `stop` ends those and no other, and may be called twice. */
export type Servers = {
  readonly neo4j: Neo4jAccess
  readonly database: { readonly url: string }
  readonly startedHere: { readonly neo4j: boolean; readonly postgres: boolean }
  /** Replaces the graph of the bundled Neo4j; undefined with a Neo4j of the user's own. */
  readonly importer: GraphImporter | undefined
  readonly setDoor: (port: number) => void
  readonly stop: () => Promise<void>
}

type Store<Access> = { readonly access: Access; readonly here: boolean; readonly stop: () => Promise<void> }
const notOurs = async (): Promise<void> => undefined

const neo4jStore = async (given: StoreSettings['neo4j'], options: StartServers, home: string, signal: AbortSignal): Promise<Store<Neo4jAccess> & Pick<Servers, 'importer'>> => {
  if (given !== undefined) {
    await checkNeo4j(given)
    return { access: given, here: false, importer: undefined, stop: notOurs }
  }
  const { root, env, log, memory } = options
  const jars = await resolveJars(resolve(root), log, env, signal)
  const { uri, user, password, importer, stop } = await startNeo4j({ home, jars, log, env, signal, ...memory })
  return { access: { uri, user, password }, here: true, importer, stop }
}

const postgresStore = async (given: StoreSettings['database'], options: StartServers, home: string, signal: AbortSignal, isToBeWritten: boolean): Promise<Store<{ readonly url: string }>> => {
  if (given !== undefined) {
    await checkPostgres(given.url, isToBeWritten)
    return { access: given, here: false, stop: notOurs }
  }
  const { env, log, postgresSettings } = options
  const { url, stop } = await startPostgres({ home, log, env, signal, ...(postgresSettings === undefined ? {} : { settings: postgresSettings }) })
  return { access: { url }, here: true, stop }
}

/** Both at once; when one fails the other is told to give up, and stopped if it was up already. The first failure is the one thrown. */
const startBoth = async (settings: StoreSettings, options: StartServers, home: string) => {
  const giveUp = new AbortController()
  const signal = options.signal === undefined ? giveUp.signal : AbortSignal.any([giveUp.signal, options.signal])
  const failures: unknown[] = []
  const keep = async <T>(starting: Promise<T>): Promise<T | undefined> => {
    try {
      return await starting
    } catch (cause) {
      failures.push(cause)
      giveUp.abort(cause)
      return undefined
    }
  }
  const [neo4j, postgres] = await Promise.all([keep(neo4jStore(settings.neo4j, options, home, signal)), keep(postgresStore(settings.database, options, home, signal, true))])
  if (neo4j !== undefined && postgres !== undefined) return { neo4j, postgres }
  await Promise.allSettled([neo4j?.stop(), postgres?.stop()])
  throw failures[0]
}

/** The home of these stores, held until `release`; one that this process held before is still held then. */
const holdHome = ({ home, log }: StartServers): { readonly held: ReturnType<typeof acquireHome>; readonly release: () => void } => {
  const before = findHeldHere(home)
  const held = before ?? acquireHome(home, log)
  return { held, release: () => { if (before === undefined) held.release() } }
}

/** The journal's store alone, as `startServers` starts it, for work that needs no graph; one of the user's own may be a standby, which a backup can be taken of. Holds the home until `stop`. */
export const startJournal = async (options: StartServers): Promise<Pick<Servers, 'database' | 'stop'>> => {
  const settings = readStoreSettings(options.env)
  const { held, release } = holdHome(options)
  try {
    const { access, stop } = await postgresStore(settings.database, options, held.home, options.signal ?? new AbortController().signal, false)
    return { database: access, stop: () => stop().finally(release) }
  } catch (cause) {
    release()
    throw diskFault(held.home, cause)
  }
}

/** Two running stores for one home: the user's own where the environment names them, else bundled ones, started or adopted. Holds the home until `stop`. */
export const startServers = async (options: StartServers): Promise<Servers> => {
  const settings = readStoreSettings(options.env)
  const { held, release } = holdHome(options)
  try {
    const { neo4j, postgres } = await startBoth(settings, options, held.home)
    const stopBoth = async (): Promise<void> => {
      const ends = await Promise.allSettled([neo4j.stop(), postgres.stop()])
      release()
      const failed = ends.find((end) => end.status === 'rejected')
      if (failed !== undefined) throw failed.reason
    }
    let stopping: Promise<void> | undefined
    return {
      neo4j: neo4j.access,
      database: postgres.access,
      importer: neo4j.importer,
      startedHere: { neo4j: neo4j.here, postgres: postgres.here },
      setDoor: held.setDoor,
      stop: () => (stopping ??= stopBoth()),
    }
  } catch (cause) {
    release()
    throw diskFault(held.home, cause)
  }
}

import { rm } from 'node:fs/promises'
import { loadCheckedModel } from '../src/cli/load-checked-model.ts'
import type { Model } from '../src/model/model.ts'
import { openWorld, type World, type WorldAddress } from '../src/open-world.ts'
import { startServers, type Servers } from '../src/servers/start-servers.ts'
import { instant } from '../src/vocabulary/instant.ts'
import { join } from 'node:path'
import { MODEL, ROOT } from './folders.ts'
import { say } from './say.ts'

const STORE_VARIABLES = ['NEO4J_URI', 'NEO4J_USER', 'NEO4J_PASSWORD', 'DATABASE_URL']

/** Always the bundled servers: figures of somebody's own stores would be another machine's. */
export const bundledOnly = (): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(process.env).filter(([name]) => !STORE_VARIABLES.includes(name)))

export const startStores = (home: string): Promise<Servers> => startServers({ home, root: ROOT, env: bundledOnly(), log: () => undefined })

/** Only ever called for a bench home. */
export const startEmptyStores = async (home: string): Promise<Servers> => {
  await rm(home, { recursive: true, force: true })
  return startStores(home)
}

export const addressOf = (servers: Servers): WorldAddress => ({ graph: servers.neo4j, journalUrl: servers.database.url })

/** So that a child uses these stores. */
export const variablesOf = ({ neo4j, database }: Servers): NodeJS.ProcessEnv =>
  ({ ...process.env, NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password, DATABASE_URL: database.url })

export const loadMedtechModel = (): Promise<Model> => loadCheckedModel(join(MODEL, 'model'))

export const openBenchWorld = (model: Model, address: WorldAddress): Promise<World> =>
  openWorld(model, address, () => instant(Date.now()), { info: () => undefined, outage: (problem) => say(problem.message), bug: (error) => say(`settling stopped: ${String(error)}`), unjudged: (error) => say(String(error)) })

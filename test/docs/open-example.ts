import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { openDoor, type Door } from '../../src/cli/open-door.ts'
import { absorb } from '../../src/absorb.ts'
import { absorbAll } from '../absorb/absorb-all.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'

export interface OpenExample {
  readonly door: Door
  readonly home: string
  readonly ingest: (source: string, path: string) => Promise<void>
  /** Files of several sources, waited for together. */
  readonly ingestAll: (files: readonly { readonly source: string; readonly path: string }[]) => Promise<void>
  readonly close: () => Promise<void>
}

/** Settings by which a program uses the run's shared stores instead of bundled ones. */
export const sharedStores = async (): Promise<Readonly<Record<string, string>>> => {
  const { neo4j, database } = await testServers()
  return { NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password, DATABASE_URL: database.url }
}

/** The whole program, as `osl serve` opens it, on the run's shared stores, emptied first. */
export const openExample = async (world: string): Promise<OpenExample> => {
  await emptyStores(await testServers())
  Object.assign(process.env, await sharedStores(), { OSL_LOG_LEVEL: 'silent' })
  const folder = await mkdtemp(join(tmpdir(), 'osl-docs-'))
  const home = join(folder, 'home')
  const worldFolder = resolve(world)
  const modelFolder = basename(worldFolder) === 'medtech' ? join(worldFolder, 'model') : worldFolder
  const door = await openDoor({ modelFolder, worldFolder, modelGiven: true, home, port: 0, json: false, webhook: undefined }, { say: () => undefined })
  return {
    door, home,
    ingest: async (source, path) => {
      await absorb(door.world, source, [{ file: basename(path), bytes: createReadStream(path) }])
    },
    ingestAll: (files) => absorbAll(door.world, files.map(({ source, path }) => ({ source, feed: { file: basename(path), bytes: createReadStream(path) } }))),
    close: async () => {
      await door.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

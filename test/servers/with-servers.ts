import type { Servers } from '../../src/servers/start-servers.ts'

/** How the stores of one worker are reached. */
export interface TestStores {
  readonly uri: string
  readonly password: string
  readonly database: string
}

/** Workers are numbered from 1; a file has its worker's stores to itself while it runs. */
const mine = (): TestStores => {
  const all = JSON.parse(process.env['OSL_TEST_STORES'] ?? '[]') as readonly TestStores[]
  const found = all[Number(process.env['VITEST_POOL_ID']) - 1]
  if (found === undefined) throw new Error('no stores were started for this worker: the test belongs to the vitest project whose globalSetup is test/servers/global-setup.ts')
  return found
}

/** The stores of this worker, empty when the run begins and used by its files one after another. They are stopped at the end of the run, not by `stop`. */
export const testServers = async (): Promise<Servers> => ({
  neo4j: { uri: mine().uri, user: 'neo4j', password: mine().password },
  database: { url: mine().database },
  startedHere: { neo4j: false, postgres: false },
  importer: undefined,
  setDoor: () => undefined,
  stop: async () => undefined,
})

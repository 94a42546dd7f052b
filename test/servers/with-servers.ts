import type { Servers } from '../../src/servers/start-servers.ts'

const given = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: this test belongs to the vitest project whose globalSetup is test/servers/global-setup.ts`)
  return value
}

/** The stores of this vitest run, empty when the run begins and shared by its files, which run one after another. They are stopped at the end of the run, not by `stop`. */
export const testServers = async (): Promise<Servers> => ({
  neo4j: { uri: given('OSL_TEST_NEO4J_URI'), user: 'neo4j', password: given('OSL_TEST_NEO4J_PASSWORD') },
  database: { url: given('OSL_TEST_DATABASE_URL') },
  startedHere: { neo4j: false, postgres: false },
  importer: undefined,
  setDoor: () => undefined,
  stop: async () => undefined,
})

import neo4j, { type Driver } from 'neo4j-driver'
import { readStoreSettings } from '../../src/servers/settings.ts'
import { openPlainDriver } from '../plain-driver.ts'

/** The graph that the environment names, with a pool of its own. */
export const openPeerGraph = (): Driver => {
  const { neo4j: access } = readStoreSettings(process.env)
  if (access === undefined) throw new Error('bench/peers: the graph is named by NEO4J_URI')
  return openPlainDriver(access)
}

export const readRows = async (driver: Driver, text: string, parameters: Readonly<Record<string, unknown>>): Promise<readonly Record<string, unknown>[]> => {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ })
  try {
    return (await session.run(text, parameters)).records.map((record) => record.toObject())
  } finally {
    await session.close()
  }
}

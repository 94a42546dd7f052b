import { join } from 'node:path'
import type { Neo4jAccess } from './probe-neo4j.ts'
import { readRun } from './run-record.ts'
import { passwordOf } from './secrets.ts'
import { readStoreSettings } from './settings.ts'
import { NEO4J_USER, neo4jUri } from './start-neo4j.ts'
import { databaseUrl } from './start-postgres.ts'

/** The stores of a home that a running instance serves: reached, never started nor stopped. Undefined when one of its bundled servers has no record. */
export const attachServers = (home: string, env: NodeJS.ProcessEnv): { readonly neo4j: Neo4jAccess; readonly database: { readonly url: string } } | undefined => {
  const given = readStoreSettings(env)
  const portOf = (store: 'neo4j' | 'postgres'): number | undefined => readRun(join(home, store))?.port
  const neo4jPort = portOf('neo4j')
  const postgresPort = portOf('postgres')
  const neo4j = given.neo4j ?? (neo4jPort === undefined ? undefined : { uri: neo4jUri(neo4jPort), user: NEO4J_USER, password: passwordOf(home, 'neo4j', true) })
  const database = given.database ?? (postgresPort === undefined ? undefined : { url: databaseUrl(passwordOf(home, 'postgres', true), postgresPort) })
  return neo4j === undefined || database === undefined ? undefined : { neo4j, database }
}

import neo4j, { type Driver } from 'neo4j-driver'
import { problem } from '../problems/problem.ts'
import { takesNoWrites } from '../problems/takes-no-writes.ts'
import { PROBE_MS, type Answer } from './probe.ts'

export type Neo4jAccess = { readonly uri: string; readonly user: string; readonly password: string }

/** Queries use `CALL (variable) { }`, which 5.23 brought. */
const LEAST = { text: '5.23', major: 5, minor: 23 }

const open = ({ uri, user, password }: Neo4jAccess): Driver =>
  neo4j.driver(uri, neo4j.auth.basic(user, password), { connectionTimeout: PROBE_MS, connectionAcquisitionTimeout: PROBE_MS, maxTransactionRetryTime: 0, telemetryDisabled: true })

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]?.slice(0, 300) ?? ''

/** Opens a connection, asks for one row and closes it. `folder`: asks too whether it is the server of that folder. */
export const askNeo4j = async (access: Neo4jAccess, folder?: string): Promise<Answer> => {
  const driver = open(access)
  try {
    const { summary } = await driver.executeQuery('RETURN 1 AS one', {}, { routing: 'READ' })
    const serves = folder === undefined ? undefined : String((await driver.executeQuery("SHOW SETTINGS 'server.directories.neo4j_home' YIELD value", {}, { routing: 'READ' })).records[0]?.get('value'))
    if (serves !== folder) return { kind: 'another', folder: serves ?? '' }
    return { kind: 'answered', version: (summary.server.agent ?? '').replace(/^Neo4j\//, '') }
  } catch (cause) {
    const code = cause instanceof neo4j.Neo4jError ? cause.code : ''
    if (code.startsWith('Neo.ClientError.Security.')) return { kind: 'refused', cause }
    return { kind: 'unreachable', reason: wordsOf(cause), cause }
  } finally {
    await driver.close()
  }
}

/**
 * Why it takes no writes, by its own words when something is to be written; undefined where it takes them. What is written is taken back, and a node
 * without label or property leaves nothing behind. Any other trouble is met by whoever opens the graph, and said there.
 */
const refusalOfWrites = async (access: Neo4jAccess): Promise<string | undefined> => {
  const driver = open(access)
  try {
    const transaction = await driver.session({ defaultAccessMode: neo4j.session.WRITE }).beginTransaction({ timeout: PROBE_MS })
    await transaction.run('CREATE ()')
    await transaction.rollback()
    return undefined
  } catch (cause) {
    return takesNoWrites(cause) ? wordsOf(cause) : undefined
  } finally {
    await driver.close()
  }
}

export const isNeo4jTooOld = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < LEAST.major || (major === LEAST.major && minor < LEAST.minor)
}

/** Refuses a Neo4j of the user's own that cannot serve, saying which of the settings to correct. */
export const checkNeo4j = async (access: Neo4jAccess): Promise<void> => {
  const { uri, user } = access
  const answer = await askNeo4j(access)
  if (answer.kind === 'refused') throw problem('NEO4J_REFUSED_LOGIN', { uri, user }, answer.cause)
  if (answer.kind !== 'answered') throw problem('NEO4J_UNREACHABLE', { uri, reason: answer.kind === 'unreachable' ? answer.reason : answer.kind }, 'cause' in answer ? answer.cause : undefined)
  if (isNeo4jTooOld(answer.version)) throw problem('NEO4J_TOO_OLD', { uri, version: answer.version, least: LEAST.text })
  const reason = await refusalOfWrites(access)
  if (reason !== undefined) throw problem('NEO4J_READ_ONLY', { uri, reason })
}

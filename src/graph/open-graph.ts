import neo4j, { type Driver } from 'neo4j-driver'

/** The driver's own type, for those who only pass it on. */
export type Graph = Driver

export interface GraphAddress {
  readonly uri: string
  readonly user: string
  readonly password: string
}

/** As many as a crowd may have under way; a bundled server keeps up with fewer. */
export const MOST_CONNECTIONS = 50

/** A driver set up as the readers expect it: whole numbers arrive as JavaScript numbers (ours stay below 2^53), waiting is bounded. */
export const openGraph = ({ uri, user, password }: GraphAddress): Driver =>
  neo4j.driver(uri, neo4j.auth.basic(user, password), {
    disableLosslessIntegers: true,
    connectionAcquisitionTimeout: 5_000,
    connectionTimeout: 5_000,
    // One that nobody used for a second is asked for a sign of life before a statement goes there: a server that is frozen, or behind a cable that is cut, is known by the acquisition's limit.
    connectionLivenessCheckTimeout: 1_000,
    // Whoever applies retries by itself and says so; the driver would do it in silence for half a minute.
    maxTransactionRetryTime: 2_000,
    maxConnectionPoolSize: MOST_CONNECTIONS,
    fetchSize: 10_000,
    userAgent: 'order-semantic-layer',
  })

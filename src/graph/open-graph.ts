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

/** What is waited for before a statement is sent. */
export interface GraphPatience {
  /** For a connection: sixteen answers of 5,000 devices keep this program and a server on two cores busy for longer than five seconds at a time, and they are no outage. */
  readonly acquireMs: number
  /** One that was idle for longer is asked for a sign of life first: so a server that is frozen, or behind a cable that is cut, is known by the limit before. */
  readonly idleMs: number
}
const PATIENCE: GraphPatience = { acquireMs: 15_000, idleMs: 10_000 }

/** A driver set up as the readers expect it: whole numbers arrive as JavaScript numbers (ours stay below 2^53), waiting is bounded. */
export const openGraph = ({ uri, user, password }: GraphAddress, { acquireMs, idleMs } = PATIENCE): Driver =>
  neo4j.driver(uri, neo4j.auth.basic(user, password), {
    disableLosslessIntegers: true,
    connectionAcquisitionTimeout: acquireMs,
    connectionTimeout: 5_000,
    connectionLivenessCheckTimeout: idleMs,
    // Whoever applies retries by itself and says so; the driver would do it in silence for half a minute.
    maxTransactionRetryTime: 2_000,
    maxConnectionPoolSize: MOST_CONNECTIONS,
    fetchSize: 10_000,
    userAgent: 'order-semantic-layer',
  })

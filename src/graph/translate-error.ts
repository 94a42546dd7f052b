import { Neo4jError } from 'neo4j-driver'
import { problem } from '../problems/problem.ts'
import { takesNoWrites } from '../problems/takes-no-writes.ts'
import { MOST_CONNECTIONS } from './open-graph.ts'

/** Only these are worth a second try: the server said so, or the connection went. */
export const isTransient = (error: unknown): boolean =>
  error instanceof Neo4jError && (error.code === 'ServiceUnavailable' || error.code === 'SessionExpired' || (error.code.startsWith('Neo.TransientError.') && !isOutOfMemory(error)))

/** A server that is going or coming fails in the middle of a handshake or of a transaction, and says so in these classes. */
const STORE_FAULT = /^(ProtocolError$|Neo\.DatabaseError\.(General|Database|Transaction)\.)/

const isOutOfMemory = (error: Neo4jError): boolean => error.code.includes('OutOfMemory')

const isTimeout = (error: unknown): boolean =>
  error instanceof Neo4jError && (error.code.startsWith('Neo.ClientError.Transaction.TransactionTimedOut') || error.code === 'Neo.ClientError.Transaction.LockClientStopped' || error.code === 'Neo.TransientError.Transaction.Terminated')

/** The driver waits as long for a server that does not answer as for a pool that is full; only the count in its message tells which. */
const isCrowd = (error: Neo4jError): boolean =>
  Number(/acquisition timed out.* Active conn count = (\d+)/i.exec(error.message)?.[1] ?? 0) >= MOST_CONNECTIONS

/** A driver's error in our words. What is none of these is a bug of ours and passes unchanged. */
export const translateError = (error: unknown, name: string, timeoutMs: number, mostRows: number): unknown => {
  if (!(error instanceof Neo4jError)) return error
  if (isCrowd(error)) return problem('TOO_BUSY', { what: name }, error)
  if (isTimeout(error)) return problem('QUESTION_TOO_SLOW', { seconds: timeoutMs / 1000 }, error)
  if (isOutOfMemory(error)) return Number.isFinite(mostRows) ? problem('ANSWER_TOO_LARGE', { most: mostRows }, error) : problem('GRAPH_OUT_OF_MEMORY', { what: name }, error)
  if (takesNoWrites(error)) return problem('GRAPH_READ_ONLY', { what: name }, error)
  const away = isTransient(error) || error.code.startsWith('Neo.ClientError.Security.') || error.code.startsWith('Neo.ClientError.Database.') || STORE_FAULT.test(error.code)
  return away || error.code === 'N/A' ? problem('GRAPH_AWAY', { what: name }, error) : error
}

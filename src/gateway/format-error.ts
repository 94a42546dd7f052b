import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import type { Logger } from 'pino'
import { Problem, problem } from '../problems/problem.ts'

/** What leaves the door of an error: our problems with code and parameters, GraphQL's own refusals as they are, anything else as one sentence and an id under which the log has the rest. */
export const makeFormatError = (log: Logger, makeId: () => string) => (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
  const cause = unwrapResolverError(error)
  const original = cause instanceof GraphQLError && cause.originalError !== undefined ? cause.originalError : cause
  const place = { ...(formatted.locations === undefined ? {} : { locations: formatted.locations }), ...(formatted.path === undefined ? {} : { path: formatted.path }) }
  if (original instanceof Problem) {
    if (original.kind === 'outage') log.warn({ code: original.code, err: original.cause, path: formatted.path }, original.message)
    return { message: original.message, ...place, extensions: { ...original.parameters, code: original.code, kind: original.kind } }
  }
  const code = formatted.extensions?.['code']
  if (code !== undefined && code !== 'INTERNAL_SERVER_ERROR') return { message: formatted.message, ...place, extensions: { code, kind: 'refusal' } }
  const correlationId = makeId()
  log.error({ err: original, correlationId, path: formatted.path }, 'a question failed')
  const bug = problem('INTERNAL', { correlationId })
  return { message: bug.message, ...place, extensions: { code: bug.code, kind: bug.kind, correlationId } }
}

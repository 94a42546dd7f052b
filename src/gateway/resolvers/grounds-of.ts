import { problem } from '../../problems/problem.ts'
import type { Args, RequestContext } from '../request-context.ts'

/** Who rules says so by this header, until access control knows it. */
export const ACTOR_HEADER = 'x-osl-actor'
const MOST_ACTOR = 200
const MOST_REASON = 1000

/** Who rules, and why. ACTOR_MISSING, BAD_ARGUMENT. */
export const groundsOf = (context: RequestContext, args: Args): { readonly actor: string; readonly reason: string } => ({ actor: actorOf(context), reason: reasonOf(args['reason']) })

/** ACTOR_MISSING. */
export const actorOf = ({ actor }: Pick<RequestContext, 'actor'>): string => {
  const name = actor === undefined ? '' : decoded(actor).trim()
  if (name === '' || name.length > MOST_ACTOR || /[\p{Cc}\p{Cf}]/u.test(name)) throw problem('ACTOR_MISSING', { header: ACTOR_HEADER })
  return name
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // No percent-encoding after all: a name may hold a percent sign.
    return text
  }
}

const reasonOf = (given: unknown): string => {
  const reason = String(given).trim()
  if (reason === '' || reason.length > MOST_REASON || reason.includes('\0') || !reason.isWellFormed()) throw problem('BAD_ARGUMENT', { argument: 'reason', value: reason === '' ? 'empty' : reason.includes('\0') || !reason.isWellFormed() ? 'a text that no store keeps' : `${reason.length} characters long`, wanted: `a text of 1 to ${MOST_REASON} characters that says why` })
  return reason
}

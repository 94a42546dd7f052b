import { z } from 'zod'
import { problem, type Problem } from '../problems/problem.ts'

const answerShape = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() })).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
})
export type Answer = z.infer<typeof answerShape>

/** What a door answers as JSON; DOOR_AWAY where it does not. */
const answerOf = async (url: string, path: string, init: RequestInit = {}): Promise<unknown> => {
  try {
    return await (await fetch(`${url}${path}`, init)).json()
  } catch (cause) {
    // fetch says only that it failed; its cause says why.
    if (cause instanceof TypeError) throw problem('DOOR_AWAY', { url, reason: cause.cause instanceof Error ? cause.cause.message : cause.message }, cause)
    throw cause
  }
}

/** One question to a door, over HTTP like everybody's. */
export const askDoor = async (url: string, query: string, variables: Record<string, unknown> = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  answerShape.parse(await answerOf(url, '/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query, variables }) }))

const healthShape = z.looseObject({ model: z.string() })

/** The model that a door serves, as `nameOf` says it. */
export const servedModel = async (url: string): Promise<string> => healthShape.parse(await answerOf(url, '/healthz')).model

/** What a door answers to a question that it must answer without an error; `actor`: who rules. DOOR_REFUSED. */
export const dataOf = async (url: string, query: string, variables: Record<string, unknown> = {}, actor?: string): Promise<Answer['data']> => {
  const { data, errors } = await askDoor(url, query, variables, actor === undefined ? {} : { 'x-osl-actor': encodeURIComponent(actor) })
  if (errors !== undefined) throw refusalOf(errors)
  return data
}

/** What a door said no to, with its code. */
export const refusalOf = (errors: NonNullable<Answer['errors']>): Problem =>
  problem('DOOR_REFUSED', { code: String(errors[0]?.extensions?.['code'] ?? 'INTERNAL'), message: errors.map((error) => error.message).join('\n') })

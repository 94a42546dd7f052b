import { z } from 'zod'

const answerShape = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
})
export type Answer = z.infer<typeof answerShape>

/** One question to a door, over HTTP like everybody's. */
export const askDoor = async (url: string, query: string, variables: Record<string, unknown> = {}, explain = false): Promise<Answer> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(explain ? { 'x-osl-explain': '1' } : {}) }, body: JSON.stringify({ query, variables }),
  })
  return answerShape.parse(await response.json())
}

import { request } from 'node:http'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import { problem } from '../problems/problem.ts'

const reportShape = z.object({
  accepted: z.number(), unchanged: z.number(), rejected: z.number(), unresolved: z.number(), places: z.string(),
  rejects: z.array(z.object({ file: z.string(), line: z.number(), code: z.string(), reason: z.string() })),
})
export type Report = z.infer<typeof reportShape>

const refusalShape = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
/** What no route of ours said: a fault of the door itself. */
const faultShape = z.object({ errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).min(1) }).transform(({ errors: [first] }) => ({ error: { code: first?.extensions.code ?? 'INTERNAL', message: first?.message ?? '' } }))

/** One file to the door, however long it takes: fetch gives up on an answer that begins more than five minutes after the question. */
export const sendRecords = async (url: string, source: string, file: string, places: string, bytes: Readable): Promise<Report> => {
  const asked = new URLSearchParams({ file, places })
  const { code, answer } = await post(`${url}/v1/records/${encodeURIComponent(source)}?${asked.toString()}`, url, file, bytes)
  if (code !== 200) throw problem('DOOR_REFUSED', z.union([refusalShape, faultShape]).parse(answer).error)
  return reportShape.parse(answer)
}

const retryShape = z.object({ retried: z.number(), accepted: z.number(), unchanged: z.number(), rejected: z.number(), skipped: z.number() })

/** Kept rejects to be read again, of one source or all. */
export const retryRejects = async (url: string, source: string | undefined): Promise<z.infer<typeof retryShape>> => {
  const asked = new URLSearchParams(source === undefined ? {} : { source })
  const { code, answer } = await post(`${url}/v1/rejects/retry?${asked.toString()}`, url, 'request', Readable.from(['{}']), 'application/json')
  if (code !== 200) throw problem('DOOR_REFUSED', z.union([refusalShape, faultShape]).parse(answer).error)
  return retryShape.parse(answer)
}

const post = (url: string, door: string, file: string, bytes: Readable, contentType = 'application/octet-stream'): Promise<{ readonly code: number | undefined; readonly answer: unknown }> =>
  new Promise((resolve, reject) => {
    const away = (cause: Error): void => reject(problem('DOOR_AWAY', { url: door, reason: cause.message }, cause))
    const sent = request(url, { method: 'POST', headers: { 'content-type': contentType } }, (response) => {
      // A refusal may come long before the file's end; the rest is not sent.
      bytes.unpipe(sent)
      json(response).then((answer) => resolve({ code: response.statusCode, answer }), away).finally(() => {
        sent.destroy()
        bytes.destroy()
      })
    })
    sent.on('error', away)
    bytes.once('error', (cause) => {
      sent.destroy()
      reject(problem('FILE_UNREADABLE', { file }, cause))
    })
    bytes.pipe(sent)
  })

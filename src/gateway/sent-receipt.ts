import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { SHAPE } from '../journal/progress.ts'
import { nameOf, type Model } from '../model/model.ts'
import { MINUTE_MS, formatInstant, instant, type Instant } from '../vocabulary/instant.ts'
import { problem, type Problem } from '../problems/problem.ts'

/** How an answer is asked for again: the receipt that came with it, as JSON or as the base64url of that, since a header holds ASCII alone. */
export const RECEIPT_HEADER = 'x-osl-receipt'

/** How far the clock of the gateway that gave a receipt may be ahead of ours. */
const AHEAD_MS = 5 * MINUTE_MS

const moment = z.string().transform((text, context): Instant => {
  try {
    return instant(Temporal.Instant.from(text).epochMilliseconds)
  } catch {
    context.addIssue({ code: 'custom', message: 'no RFC 3339 time with an offset' })
    return z.NEVER
  }
})
const place = z.int().nonnegative()

const shape = z.object({
  model: z.string(), shape: z.int(), journal: z.string(), redecoded: place, place: place.nullable(), rejects: place.nullable(), rulings: place, underWay: z.array(z.string()), askedAt: moment, asOf: moment, knownAt: moment,
  definitions: z.array(z.object({ name: z.string(), version: z.int() })), freshness: z.array(z.unknown()), lagMs: z.number(), notes: z.array(z.string()),
})

/** What of a receipt an answer is repeated by; `place`: it can be. */
export type SentReceipt = Omit<z.infer<typeof shape>, 'place'> & { readonly place: number }

const malformed = (reason: string): Problem => problem('RECEIPT_MALFORMED', { reason })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text.trimStart().startsWith('{') ? text : Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw malformed('it is neither JSON nor the base64url of any')
  }
}

/** Refuses what is no receipt of an answer that this model gave from this journal and that can be repeated. */
export const readReceipt = (text: string, { model, journal, now }: { readonly model: Model; readonly journal: string; readonly now: Instant }): SentReceipt => {
  const read = shape.safeParse(parsed(text))
  if (!read.success) {
    const [issue] = read.error.issues
    throw malformed(issue === undefined || issue.path.length === 0 ? 'it is no JSON object' : `its '${issue.path.join('.')}' is ${issue.code === 'invalid_type' && issue.input === undefined ? 'missing or of another type' : `wrong (${issue.message})`}`)
  }
  const receipt = read.data
  const wanted = nameOf(model)
  if (receipt.model !== wanted) throw problem('RECEIPT_OF_ANOTHER_MODEL', { found: receipt.model, wanted })
  if (receipt.shape !== SHAPE) throw problem('RECEIPT_OF_ANOTHER_RELEASE', { found: receipt.shape, wanted: SHAPE })
  if (receipt.journal !== journal) throw problem('RECEIPT_OF_ANOTHER_JOURNAL', { found: receipt.journal, wanted: journal })
  if (receipt.askedAt > now + AHEAD_MS) throw problem('RECEIPT_AHEAD', { what: 'askedAt', given: formatInstant(receipt.askedAt), have: formatInstant(now) })
  for (const what of ['asOf', 'knownAt'] as const) if (receipt[what] > receipt.askedAt) throw problem('RECEIPT_AHEAD', { what, given: formatInstant(receipt[what]), have: formatInstant(receipt.askedAt) })
  if (receipt.place === null) throw problem('RECEIPT_NOT_REPEATABLE', { notes: receipt.notes })
  return { ...receipt, place: receipt.place }
}

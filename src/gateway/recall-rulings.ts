import { z } from 'zod'
import type { RecallRuling } from '../recall/life-cycle.ts'
import { JURISDICTIONS } from '../recall/calendars.ts'
import { problem } from '../problems/problem.ts'
import { CHECK_LEVELS, CHECK_OUTCOMES, type JsonObject } from '../vocabulary/recall.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { parseRef, storedRef, type Ref } from '../vocabulary/ref.ts'
import { readDateTime } from './schema/scalars.ts'

const ref = z.string().refine((text) => parseRef(text) !== undefined, { error: 'a ref: Type/key' }).transform(storedRef)
const refs = z.array(ref).min(1)
const text = z.string().refine((given) => given.trim() !== '', { error: 'a text' })
const json = z.record(z.string(), z.json()).transform((given): JsonObject => given as JsonObject)
const moment = z.string().transform((given, context): Instant => {
  try {
    return instant(readDateTime(given))
  } catch {
    context.addIssue({ code: 'custom', message: 'a time as RFC 3339 with offset' })
    return z.NEVER
  }
})

/** What `details` holds, act by act; whom an act is about stands in `about` or, for several, in `consignees`. */
const DETAILS = {
  SCOPED: z.strictObject({}),
  CANDIDATE_ACCEPTED: z.strictObject({}),
  CANDIDATE_REJECTED: z.strictObject({}),
  NOTIFIED: z.strictObject({ consignees: refs.optional(), channel: text, text }),
  ACKNOWLEDGED: z.strictObject({ consignees: refs.optional(), answer: json.optional() }),
  CHECKED: z.strictObject({ method: text, outcome: z.enum(CHECK_OUTCOMES) }),
  REQUESTED: z.strictObject({ authority: text, jurisdiction: z.enum(JURISDICTIONS), requestedAt: moment, timezone: text, workingDays: z.int().optional() }),
  MONITORED: z.strictObject({ level: z.enum(CHECK_LEVELS), percent: z.number().optional() }),
  TERMINATED: z.strictObject({ unreachable: z.array(z.strictObject({ consignee: ref, reason: z.string() })).default([]) }),
}
type Act = keyof typeof DETAILS
type Ruling = Exclude<RecallRuling, { readonly rule: 'widen' }>

const isAct = (act: string): act is Act => act in DETAILS

const aboutOne = (act: string, about: Ref | undefined): Ref => {
  if (about === undefined) throw problem('BAD_ARGUMENT', { argument: 'about', value: 'absent', wanted: `of ${act} the ref of whom it is about` })
  return about
}

const shaped = <K extends Act>(act: K, details: unknown): z.output<(typeof DETAILS)[K]> => {
  const given = DETAILS[act].safeParse(details ?? {})
  if (given.success) return given.data as z.output<(typeof DETAILS)[K]>
  const [issue] = given.error.issues
  const place = issue?.path.join('.') ?? ''
  throw problem('BAD_ARGUMENT', { argument: place === '' ? 'details' : `details.${place}`, value: `not what ${act} takes (${issue?.message ?? ''})`, wanted: `of ${act}: ${Object.keys(DETAILS[act].shape).join(', ') || 'nothing'}` })
}

/** What a caller wants noted about a recall, as it is ruled on. BAD_ARGUMENT. */
export const rulingOf = (act: string, about: Ref | undefined, details: unknown): Ruling => {
  if (!isAct(act)) throw problem('BAD_ARGUMENT', { argument: 'act', value: act, wanted: `one of ${Object.keys(DETAILS).join(', ')}: openRecall and widenRecall note theirs themselves` })
  const several = (consignees: readonly Ref[] | undefined): readonly Ref[] => consignees ?? [aboutOne(act, about)]
  switch (act) {
    case 'SCOPED': shaped(act, details); return { rule: 'scope' }
    case 'CANDIDATE_ACCEPTED': shaped(act, details); return { rule: 'accept', candidate: aboutOne(act, about) }
    case 'CANDIDATE_REJECTED': shaped(act, details); return { rule: 'reject', candidate: aboutOne(act, about) }
    case 'NOTIFIED': { const { consignees, channel, text: sent } = shaped(act, details); return { rule: 'notify', consignees: several(consignees), channel, text: sent } }
    case 'ACKNOWLEDGED': { const { consignees, answer } = shaped(act, details); return { rule: 'acknowledge', consignees: several(consignees), ...(answer === undefined ? {} : { answer }) } }
    case 'CHECKED': { const { method, outcome } = shaped(act, details); return { rule: 'check', consignee: aboutOne(act, about), method, outcome } }
    case 'REQUESTED': { const { workingDays, ...request } = shaped(act, details); return { rule: 'request', ...request, ...(workingDays === undefined ? {} : { workingDays }) } }
    case 'MONITORED': { const { level, percent } = shaped(act, details); return { rule: 'monitor', level, ...(percent === undefined ? {} : { percent }) } }
    case 'TERMINATED': return { rule: 'terminate', ...shaped(act, details) }
  }
}

import { z } from 'zod'
import type { RecallRuling } from '../recall/life-cycle.ts'
import { JURISDICTIONS } from '../recall/calendars.ts'
import { problem } from '../problems/problem.ts'
import { CHECK_LEVELS, CHECK_OUTCOMES, type JsonObject } from '../vocabulary/recall.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { parseRef, storedRef, type Ref } from '../vocabulary/ref.ts'
import { readDateTime } from './schema/scalars.ts'

const oneOf = (words: readonly string[]): string => `one of ${words.join(', ')}`
const ref = z.string({ error: 'a ref: Type/key' }).refine((text) => parseRef(text) !== undefined, { error: 'a ref: Type/key' }).transform(storedRef)
const refs = z.array(ref, { error: 'a list of refs' }).min(1, { error: 'a list of refs, not empty' })
const text = z.string({ error: 'a text' }).refine((given) => given.trim() !== '', { error: 'a text' })
const json = z.record(z.string(), z.json(), { error: 'an object' }).transform((given): JsonObject => given as JsonObject)
const moment = z.string({ error: 'a time as RFC 3339 with offset' }).transform((given, context): Instant => {
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
  CHECKED: z.strictObject({ method: text, outcome: z.enum(CHECK_OUTCOMES, { error: oneOf(CHECK_OUTCOMES) }) }),
  REQUESTED: z.strictObject({ authority: text, jurisdiction: z.enum(JURISDICTIONS, { error: oneOf(JURISDICTIONS) }), requestedAt: moment, timezone: text, workingDays: z.int({ error: 'a whole number' }).optional() }),
  MONITORED: z.strictObject({ level: z.enum(CHECK_LEVELS, { error: oneOf(CHECK_LEVELS) }), percent: z.number({ error: 'a number' }).optional() }),
  TERMINATED: z.strictObject({ unreachable: z.array(z.strictObject({ consignee: ref, reason: text }, { error: 'consignee and reason' }), { error: 'a list of consignee and reason' }).default([]) }),
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
  const path = issue?.path ?? []
  const takes = Object.keys(DETAILS[act].shape).join(', ') || 'nothing'
  if (issue?.code === 'unrecognized_keys') throw problem('BAD_ARGUMENT', { argument: ['details', ...path, issue.keys[0] ?? ''].join('.'), value: 'nothing that is known', wanted: path.length === 0 ? `of ${act}: ${takes}` : issue.message })
  throw problem('BAD_ARGUMENT', { argument: ['details', ...path].join('.'), value: shownAt(details, path), wanted: path.length === 0 ? `of ${act} an object: ${takes}` : issue?.message ?? '' })
}

const MOST_SHOWN = 100
const shownAt = (details: unknown, path: readonly PropertyKey[]): string => {
  const at = path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined), details)
  return at === undefined ? 'absent' : (JSON.stringify(at) ?? 'absent').slice(0, MOST_SHOWN)
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

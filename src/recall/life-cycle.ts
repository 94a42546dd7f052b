import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { CheckLevel, CheckOutcome, JsonObject, RecallAct, RecallStage } from '../vocabulary/recall.ts'
import { deadlinesOf, type AuthorityRequest } from './deadlines.ts'
import { checksWanted, hasAnswered, recallCase, wasChecked, type RecallCase } from './recall-case.ts'

/** What somebody wants done about a recall. */
export type RecallRuling =
  | { readonly rule: 'widen'; /** What the new version changed. */ readonly changed: JsonObject }
  | { readonly rule: 'scope' }
  | { readonly rule: 'accept' | 'reject'; readonly candidate: Ref }
  | { readonly rule: 'notify'; readonly consignees: readonly Ref[]; readonly channel: string; /** Which text was sent. */ readonly text: string }
  | { readonly rule: 'acknowledge'; readonly consignees: readonly Ref[]; /** What it said, such as how many it has left. */ readonly answer?: JsonObject }
  | { readonly rule: 'check'; readonly consignee: Ref; /** By visit, telephone, letter. */ readonly method: string; readonly outcome: CheckOutcome }
  | ({ readonly rule: 'request' } & AuthorityRequest)
  | { readonly rule: 'monitor'; readonly level: CheckLevel; /** Of level B. */ readonly percent?: number }
  | { readonly rule: 'terminate'; /** Consignees that cannot be reached, and why. */ readonly unreachable: readonly { readonly consignee: Ref; readonly reason: string }[] }

export interface RecallGrounds {
  readonly actor: string
  readonly reason: string
  readonly recordedAt: Instant
}

/** What of the frozen result a ruling stands on. */
export interface RecallFacts {
  /** Near matches of the version in force, among them what was accepted before and is not in its scope. */
  readonly candidates: ReadonlySet<Ref>
  /** Consignees of the version in force, of those that were asked for, each with the version that gave it its latest units. */
  readonly concerned: ReadonlyMap<Ref, number>
}

type Rule = RecallRuling['rule']
const ANY: readonly RecallStage[] = ['OPENED', 'SCOPED', 'NOTIFIED', 'MONITORED']
const WANTED: Readonly<Record<Rule, readonly RecallStage[]>> = {
  widen: ANY, scope: ['OPENED'], accept: ANY, reject: ANY, notify: ['SCOPED', 'NOTIFIED', 'MONITORED'], acknowledge: ANY, check: ANY, request: ANY, monitor: ['SCOPED', 'NOTIFIED'], terminate: ['MONITORED'],
}

/** Whom the facts are to tell of: some consignees, all, or none. */
export const factsWanted = (ruling: RecallRuling): { readonly candidates: boolean; readonly concerned: readonly Ref[] | 'ALL' } => {
  switch (ruling.rule) {
    case 'scope': case 'accept': case 'reject': return { candidates: true, concerned: [] }
    case 'notify': case 'acknowledge': return { candidates: false, concerned: ruling.consignees }
    case 'check': return { candidates: false, concerned: [ruling.consignee] }
    case 'monitor': case 'terminate': return { candidates: false, concerned: 'ALL' }
    case 'widen': case 'request': return { candidates: false, concerned: [] }
  }
}

/**
 * The acts that a ruling comes to, or why it cannot be: RECALL_TERMINATED, RECALL_LIFE_CYCLE, CANDIDATE_UNKNOWN, CANDIDATE_RULED, RECALL_CANDIDATES_OPEN, RECALL_NOT_CONCERNED,
 * RECALL_NOT_NOTIFIED, RECALL_UNANSWERED, RECALL_UNCHECKED, BAD_ARGUMENT. A recall that is widened is opened again: somebody has to stand by its new scope, and whoever it
 * gives units is told. Answers to what was told before are taken at any stage until it is over.
 */
export const decide = (held: RecallCase, ruling: RecallRuling, grounds: RecallGrounds, facts: RecallFacts): readonly RecallAct[] => {
  const { recall, stage, version } = held
  const { rule } = ruling
  if (held.ended !== undefined) throw problem('RECALL_TERMINATED', { recall, rule, actor: held.ended.actor, at: formatInstant(held.ended.recordedAt) })
  if (!WANTED[rule].includes(stage)) throw problem('RECALL_LIFE_CYCLE', { recall, stage, rule, wanted: WANTED[rule] })
  const act = { stage, version, ...grounds }
  switch (ruling.rule) {
    case 'widen': return [{ ...act, act: 'WIDENED', stage: 'OPENED', version: version + 1, details: ruling.changed }]
    case 'scope': return [scoped(held, facts, act)]
    case 'accept': case 'reject': return [ruled(held, ruling, facts, act)]
    case 'notify':
      refuseStrangers(held, ruling.consignees, facts)
      return ruling.consignees.map((about) => ({ ...act, act: 'NOTIFIED', stage: stage === 'SCOPED' ? 'NOTIFIED' : stage, about, details: { channel: ruling.channel, text: ruling.text } }))
    case 'acknowledge': return ruling.consignees.map((about) => ({ ...act, act: 'ACKNOWLEDGED', version: toldOf(held, about), about, ...(ruling.answer === undefined ? {} : { details: ruling.answer }) }))
    case 'check': return [{ ...act, act: 'CHECKED', version: toldOf(held, ruling.consignee), about: ruling.consignee, details: { ...(held.strategy === undefined ? {} : { level: held.strategy.level }), method: ruling.method, outcome: ruling.outcome } }]
    case 'request': return [requested(ruling, act)]
    case 'monitor': return [monitored(held, ruling, facts, act)]
    case 'terminate': return [terminated(held, ruling, facts, act)]
  }
}

/**
 * The act of widening from a version, or from whichever is the last, or why a recall cannot be widened: RECALL_WIDENED where somebody has widened that version, RECALL_TERMINATED.
 * `acts`: everything that was done about it.
 */
export const widen = (recall: string, acts: readonly RecallAct[], { from, ...grounds }: RecallGrounds & { readonly from?: number }, changed: JsonObject = {}): readonly RecallAct[] => {
  const held = recallCase(recall, acts)
  if (from !== undefined && from !== held.version) throw problem('RECALL_WIDENED', { recall, from, version: held.version, actor: acts.findLast(({ act }) => act === 'WIDENED')?.actor ?? '' })
  return decide(held, { rule: 'widen', changed }, grounds, { candidates: new Set(), concerned: new Map() })
}

type Begun = Omit<RecallAct, 'act'>

/** Nothing that may be meant too is left out in silence: each was ruled on, and what is meant is in the scope. */
const scoped = (held: RecallCase, { candidates }: RecallFacts, act: Begun): RecallAct => {
  const unruled = [...candidates].filter((candidate) => !held.rulings.has(candidate))
  const accepted = [...candidates].filter((candidate) => held.rulings.get(candidate)?.isAccepted === true)
  if (unruled.length + accepted.length > 0) throw problem('RECALL_CANDIDATES_OPEN', { recall: held.recall, unruled, accepted })
  return { ...act, act: 'SCOPED', stage: 'SCOPED' }
}

/** One ruling a version: what is known of a candidate changes with what is widened, not with who is asked. */
const ruled = ({ recall, version, rulings }: RecallCase, { rule, candidate }: { readonly rule: 'accept' | 'reject'; readonly candidate: Ref }, { candidates }: RecallFacts, act: Begun): RecallAct => {
  if (!candidates.has(candidate)) throw problem('CANDIDATE_UNKNOWN', { recall, ref: candidate, nearest: nearest(candidate, candidates) })
  const before = rulings.get(candidate)
  if (before?.version === version) throw problem('CANDIDATE_RULED', { recall, ref: candidate, isAccepted: before.isAccepted, actor: before.actor })
  return { ...act, act: rule === 'accept' ? 'CANDIDATE_ACCEPTED' : 'CANDIDATE_REJECTED', about: candidate }
}

const refuseStrangers = ({ recall }: RecallCase, consignees: readonly Ref[], { concerned }: RecallFacts): void => {
  const refs = consignees.filter((consignee) => !concerned.has(consignee))
  if (consignees.length === 0 || refs.length > 0) throw problem('RECALL_NOT_CONCERNED', { recall, refs })
}

/** The version that a consignee was told of, which is what it answers. */
const toldOf = ({ recall, consignees }: RecallCase, consignee: Ref): number => {
  const version = consignees.get(consignee)?.notified
  if (version === undefined) throw problem('RECALL_NOT_NOTIFIED', { recall, ref: consignee })
  return version
}

const requested = ({ rule: _, ...request }: { readonly rule: 'request' } & AuthorityRequest, act: Begun): RecallAct => {
  const { authority, jurisdiction, requestedAt, timezone } = request
  if (requestedAt > act.recordedAt) throw problem('BAD_ARGUMENT', { argument: 'requestedAt', value: formatInstant(requestedAt), wanted: `a time until now, ${formatInstant(act.recordedAt)}` })
  const deadlines = deadlinesOf(request).map(({ due, ...deadline }) => ({ ...deadline, due: formatInstant(due) }))
  return { ...act, act: 'REQUESTED', details: { authority, jurisdiction, requestedAt: formatInstant(requestedAt), timezone, deadlines } }
}

const monitored = (held: RecallCase, { level, percent }: { readonly level: CheckLevel; readonly percent?: number }, { concerned }: RecallFacts, act: Begun): RecallAct => {
  const isToBeTold = [...concerned].some(([consignee, since]) => (held.consignees.get(consignee)?.notified ?? 0) < since)
  if (held.stage === 'SCOPED' && isToBeTold) throw problem('RECALL_LIFE_CYCLE', { recall: held.recall, stage: held.stage, rule: 'monitor', wanted: ['NOTIFIED'] })
  const isShare = percent !== undefined && percent > 10 && percent < 100
  if (level === 'B' ? !isShare : percent !== undefined) throw problem('BAD_ARGUMENT', { argument: 'percent', value: String(percent ?? 'absent'), wanted: level === 'B' ? 'of level B the share of consignees to be checked, above 10 and below 100' : `nothing: level ${level} says itself how many are checked` })
  return { ...act, act: 'MONITORED', stage: 'MONITORED', details: { level, ...(percent === undefined ? {} : { percent }) } }
}

/**
 * 21 CFR 7.42(b)(3): all consignees have been told and have done what they were asked, as far as reasonable efforts go (7.55(a)); whom none has reached is named with the
 * reason. Those that were reached are checked at the level of the strategy.
 */
const terminated = (held: RecallCase, { unreachable }: { readonly unreachable: readonly { readonly consignee: Ref; readonly reason: string }[] }, facts: RecallFacts, act: Begun): RecallAct => {
  const { recall, strategy = { level: 'A' } } = held
  const named = new Set(unreachable.map(({ consignee }) => consignee))
  if (named.size > 0) refuseStrangers(held, [...named], facts)
  const unreasoned = unreachable.find(({ reason }) => reason.trim() === '')
  if (unreasoned !== undefined) throw problem('BAD_ARGUMENT', { argument: 'unreachable', value: `${unreasoned.consignee} without a reason`, wanted: 'of each consignee why it cannot be reached' })
  const others = [...facts.concerned].filter(([consignee]) => !named.has(consignee)).map(([consignee, since]) => ({ consignee, since, reached: held.consignees.get(consignee) ?? {} }))
  const unanswered = others.filter(({ reached, since }) => !hasAnswered(reached, since)).map(({ consignee }) => consignee)
  if (unanswered.length > 0) throw problem('RECALL_UNANSWERED', { recall, count: unanswered.length, consignees: unanswered.slice(0, 50) })
  const [wanted, have] = [checksWanted(strategy, others.length), others.filter(({ reached, since }) => wasChecked(reached, since)).length]
  if (have < wanted) throw problem('RECALL_UNCHECKED', { recall, level: strategy.level, wanted, have })
  return { ...act, act: 'TERMINATED', stage: 'TERMINATED', details: { unreachable: unreachable.map(({ consignee, reason }) => ({ consignee, reason })) } }
}

import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import type { TypeSizes } from '../graph/type-sizes.ts'
import type { Visit } from '../graph/commit-gate.ts'
import type { GraphReader } from '../graph/graph-reader.ts'
import type { ReadRow } from '../graph/page.ts'
import type { DecideProposals } from '../decide-proposals.ts'
import type { GovernDefinitions } from '../govern-definitions.ts'
import type { MergeOrders } from '../merge-orders.ts'
import type { OpenRecalls } from '../open-recalls.ts'
import type { RunRehearsals } from '../run-rehearsals.ts'
import type { Model } from '../model/model.ts'
import type { FanOut } from '../plan/fan-out.ts'
import type { RowPlan } from '../plan/page-plan.ts'
import { momentGiven } from '../plan/not-ahead.ts'
import { sealOf } from '../plan/sealed-cursor.ts'
import type { WhereContext } from '../plan/where.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { AsOfReader, JournalReads, JournalUpTo } from '../journal/journal-reads.ts'
import type { GatewayMetrics } from './gateway-metrics.ts'
import type { PlanCache } from './plan-cache.ts'
import type { SentReceipt } from './sent-receipt.ts'

/** An entity as resolvers pass it on: its row, what was planned of it and, below an order as of a time, the world that it is of. */
export interface EntityInWorld {
  readonly row: ReadRow
  readonly plan: RowPlan | undefined
  readonly world?: AsOfReader
}

/** Arguments as GraphQL coerced them. */
export type Args = Readonly<Record<string, unknown>>
export type Resolver<Source> = GraphQLFieldResolver<Source, RequestContext, Args> & {
  /** Reads what the resolver will want for all objects of a list, so that none of them waits for it; nothing to wait for: undefined. What could not be read is left to the resolver, which says so. */
  readonly readAhead?: (sources: readonly Source[], context: RequestContext, info: GraphQLResolveInfo) => Promise<void> | undefined
}

/** What was true at `asOf` as known at `knownAt`. */
export interface Moment {
  readonly asOf: Instant
  readonly knownAt: Instant
  /** As an answer for its own now was, by the receipt that came with it. */
  readonly isWhole?: boolean
}

/** The answer that a question is to repeat: the receipt that came with it, and what had been told and ruled when it was given. */
export interface AnswerThen {
  readonly receipt: SentReceipt
  readonly upTo: JournalUpTo
  readonly model: Model
  /** Of now no plan holds, and none of these does later. */
  readonly plans: PlanCache
  /** What the question leaves open. */
  readonly moment: Moment
}

/** What one question gathers on its way, for its receipt. */
export interface Gathered {
  readonly notes: Set<string>
  /** `name version`, by definition. */
  readonly definitions: Map<string, { readonly name: string; readonly version: number }>
  /** The rules of inferred links, by name. */
  readonly derivations: Map<string, { readonly name: string; readonly version: number }>
  readonly unsettled: Set<Ref>
  complete: boolean
  /** Whether anything was asked of the journal, which may be ahead of the graph. */
  journalAsked: boolean
  /** Changes that the list of rejects had gone through when it was asked. */
  rejects: number | undefined
  /** Whether the same answer could not be given again, whatever is kept. */
  unrepeatable: boolean
  /** The moments that its fields are answered for, each once. */
  readonly moments: Map<string, Moment>
}

/** One question: what it may use and what it gathers. */
/** What is told of the statements sent: their texts, rows and times; or the engine's own profile of each besides. */
export type Explain = 'statements' | 'profile'

export interface RequestContext {
  /** With definitions as they were held when the question came. */
  readonly model: Model
  readonly reader: GraphReader
  /** Its stay between two commits of the graph. */
  readonly visit: Visit
  readonly journal: JournalReads
  /** Names the journal in receipts. */
  readonly journalName: string
  /** A receipt as it was sent with the question. */
  readonly receiptSent: string | undefined
  /** Set where the question repeats the answer of a receipt. */
  repeated: AnswerThen | undefined
  /** The graph's statistics on how many links lead on. */
  readonly fanOut: () => FanOut
  readonly sizes: TypeSizes
  /** From cursorSecret. */
  readonly cursorSecret: string
  readonly merges: MergeOrders
  readonly governs: GovernDefinitions
  readonly decides: DecideProposals
  readonly rehearsals: RunRehearsals
  readonly recalls: OpenRecalls
  /** The world's saved questions. */
  readonly questions: readonly { readonly title: string; readonly query: string }[]
  /** Who asks, as the caller says. */
  readonly actor: string | undefined
  /** The moment of the question; "now" everywhere in its answer. */
  readonly now: Instant
  /** Without what it waited for a commit. */
  readonly elapsedMs: () => number
  /** Counts the question as answered: the code of its first error or OK. */
  readonly answered: GatewayMetrics['answered']
  readonly explain: Explain | undefined
  readonly gathered: Gathered
  /** Loaders by field of the question or by plan. */
  readonly memo: Map<unknown, unknown>
  readonly plans: PlanCache
  /** False on the plain road, which reads every page by a statement of its own: by test, both give the same answers. */
  readonly together: boolean
  /** The same question by the clock and by what is held of definitions, derivations and arbitration now: for what waits, and tells of the moment after it. */
  readonly anew: () => RequestContext
}

export const emptyGathered = (): Gathered => ({ notes: new Set(), definitions: new Map(), derivations: new Map(), unsettled: new Set(), complete: true, journalAsked: false, rejects: undefined, unrepeatable: false, moments: new Map() })

/** Notes that a field is answered for a moment; none given: for now. */
export const answeredAt = ({ gathered, now }: RequestContext, asked?: Moment): void => {
  const moment = asked === undefined || asked.isWhole === true ? { asOf: now, knownAt: now } : asked
  gathered.moments.set(`${moment.asOf} ${moment.knownAt}`, moment)
}

/** The moment that arguments ask for, what they leave open by the receipt that the question was sent with; undefined: now. */
export const momentAsked = ({ now, repeated }: Pick<RequestContext, 'now' | 'repeated'>, args: Args): Moment | undefined => {
  const [asOf, knownAt] = (['asOf', 'knownAt'] as const).map((name) => momentGiven(name, args[name], now))
  if (asOf === undefined && knownAt === undefined) return repeated?.moment
  const open = repeated === undefined || repeated.moment.isWhole === true ? { asOf: now, knownAt: now } : repeated.moment
  return { asOf: asOf ?? open.asOf, knownAt: knownAt ?? open.knownAt }
}

/** The world of a moment. */
export const worldOf = async ({ journal, repeated }: RequestContext, at: Moment): Promise<AsOfReader> => (at.isWhole === true && repeated !== undefined ? repeated.upTo.world : journal.worldAsOf(at))

/** Whether everything that was told counts, so that what is kept of verdicts over time answers: not where a receipt says what had been. */
export const isToldByNow = ({ repeated }: RequestContext, args: Args): boolean => repeated === undefined && typeof args['knownAt'] !== 'number'

/** Made once for the question under a key. */
export const oncePerQuestion = <T>(context: RequestContext, key: unknown, make: () => T): T => {
  const known = context.memo.get(key)
  if (known !== undefined) return known as T
  const made = make()
  context.memo.set(key, made)
  return made
}

/** Made once for each field of the question, whatever the number of rows that resolve it. */
export const oncePerField = <T>(context: RequestContext, info: GraphQLResolveInfo, make: () => T): T => oncePerQuestion(context, fieldOfQuestion(info), make)

/** Made once for a field of the operation and kept for later questions that ask the same, so it may hold nothing of this one. `what` tells apart what is made for one field. */
export const oncePerOperation = <T>(context: RequestContext, info: GraphQLResolveInfo, what: string, make: () => T): T => {
  const plans = oncePerQuestion(context, info.operation, () => context.plans.plansOf(info, context.model, context.now))
  const key = `${what} ${fieldOfQuestion(info)}`
  const known = plans.get(key)
  if (known !== undefined) return known as T
  const made = make()
  plans.set(key, made)
  return made
}

/** Response path without list places. Types stand in it, since fragments on two types may give one name two meanings. */
const fieldOfQuestion = (info: GraphQLResolveInfo): string => {
  let key = ''
  for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step !== undefined; step = step.prev) {
    if (typeof step.key === 'string') key = `${step.typename ?? ''}.${step.key} ${key}`
  }
  return key
}

/** What planning needs of a question. */
export type Planning = Pick<RequestContext, 'model' | 'cursorSecret'>

/** For plans that are kept, so it holds nothing of the question: which definitions filters speak of was told by the check that every question goes through. A cursor of now goes on as of a time too: it is a place among the same things in the same order. */
export const planContext = ({ model, cursorSecret }: Planning, at: Instant, used: WhereContext['used'] = () => undefined): WhereContext => ({ model, at, used, sealOf: (list) => sealOf(cursorSecret, list) })

export const usedIn = ({ gathered }: RequestContext): WhereContext['used'] => (name, version) => {
  gathered.definitions.set(`${name} ${version}`, { name, version })
}

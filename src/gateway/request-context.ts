import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import type { GraphReader } from '../graph/graph-reader.ts'
import type { MergeOrders } from '../merge-orders.ts'
import type { Model } from '../model/model.ts'
import type { WhereContext } from '../plan/where.ts'
import type { EntityRow } from '../vocabulary/entity-row.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { AsOfReader, JournalReads } from '../journal/journal-reads.ts'

/** An entity as resolvers pass it on: its row and, below an order as of a time, the world that it is of. */
export interface EntityInWorld {
  readonly row: EntityRow
  readonly world?: AsOfReader
}

/** Arguments as GraphQL coerced them. */
export type Args = Readonly<Record<string, unknown>>
export type Resolver<Source> = GraphQLFieldResolver<Source, RequestContext, Args>

/** What one question gathers on its way, for its receipt. */
export interface Gathered {
  readonly notes: Set<string>
  /** `name version`, by definition. */
  readonly definitions: Map<string, { readonly name: string; readonly version: number }>
  readonly unsettled: Set<Ref>
  complete: boolean
  asOf?: Instant
  knownAt?: Instant
}

/** One question: what it may use and what it gathers. */
export interface RequestContext {
  readonly model: Model
  readonly reader: GraphReader
  readonly journal: JournalReads
  readonly merges: MergeOrders
  /** Who asks, as the caller says. */
  readonly actor: string | undefined
  /** The moment of the question; "now" everywhere in its answer. */
  readonly now: Instant
  readonly elapsedMs: () => number
  readonly explain: boolean
  readonly gathered: Gathered
  /** Plans and loaders by field of the question. */
  readonly memo: Map<string, unknown>
}

export const emptyGathered = (): Gathered => ({ notes: new Set(), definitions: new Map(), unsettled: new Set(), complete: true })

/** Made once for each field of the question, whatever the number of rows that resolve it. */
export const oncePerField = <T>(context: RequestContext, info: GraphQLResolveInfo, make: () => T): T => {
  const key = fieldOfQuestion(info)
  const known = context.memo.get(key)
  if (known !== undefined) return known as T
  const made = make()
  context.memo.set(key, made)
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

export const planContext = (context: RequestContext, at: Instant = context.now): WhereContext => ({
  model: context.model,
  at,
  used: (name, version) => context.gathered.definitions.set(`${name} ${version}`, { name, version }),
})

import type { VerdictExplained } from '../explain/explain-order.ts'
import type { VersionKind } from '../model/held-version.ts'
import type { Relation } from '../model/entity-type.ts'
import type { DefinitionVersion, Model } from '../model/model.ts'
import type { OutcomesWanted } from '../plan/outcomes-wanted.ts'
import type { Walker } from '../plan/walker.ts'
import type { StateVisit } from '../settle/visits.ts'
import type { Applied } from '../vocabulary/applied.ts'
import type { Claim } from '../vocabulary/claim.ts'
import type { EntityRow, LinkedRow } from '../vocabulary/entity-row.ts'
import type { Reject } from '../vocabulary/event.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Measure, MeasureKey, MeasurePage, MeasuresAsked, Proposal, ProposalPage, ProposalsAsked } from './proposals.ts'
import type { Rehearsal } from './rehearsals.ts'
import type { StateGraphAsked, StateTallies, StateVisitPage, StateVisitsAsked } from './read-state-graph.ts'
import type { UnknownSpelling } from './read-unknown-spellings.ts'
import type { HeldVerdicts, VerdictsAsked } from './read-verdicts.ts'
import type { Merge } from './survivors.ts'
import type { RecallReads } from './recall-reads.ts'

/**
 * What the door asks of the journal. Every method takes its whole batch at once and answers in the order asked, so that the number of
 * statements follows the question. Failures come as JOURNAL_AWAY.
 */
export interface JournalReads {
  /** Undefined where no claim has the id. They speak of orders by the merges known by `knownAt`, now when absent. */
  claimsByIds(ids: readonly string[], knownAt?: Instant): Promise<readonly (ToldClaim | undefined)[]>
  /** Claims about each ref, by occurredAt, then seq, then n, ascending. */
  claimsOf(refs: readonly Ref[], page: ClaimPageAsked): Promise<readonly ClaimPage[]>
  /** Claims of each order and of everything that belongs to it, in the same order. */
  timelineOf(orders: readonly Ref[], page: ClaimPageAsked): Promise<readonly ClaimPage[]>
  /** By recordedAt, when we had been told enough to know the unified outcome that holds at `asOf`; undefined when nothing was ever told. */
  knownSince(asked: readonly VerdictAsked[], asOf: Instant): Promise<readonly (Instant | undefined)[]>
  /** Verdicts of a version over all orders, or over some; KNOWN_AT_TOO_WIDE. */
  verdicts(asked: VerdictsAsked): Promise<HeldVerdicts>
  /** What states each entity was in up to `asOf`, in the order in which they began; without `knownAt` by all that was told. */
  visitsOf(refs: readonly Ref[], at: VisitsAsked): Promise<readonly (readonly StateVisit[])[]>
  /** The same of each order and of everything that belongs to it. */
  visitsAround(orders: readonly Ref[], at: VisitsAsked): Promise<readonly (readonly StateVisit[])[]>
  /** Visits of a type's states, counted. */
  stateGraph(asked: StateGraphAsked): Promise<StateTallies>
  /** A page of the visits that a state graph counts, in the order in which they began. */
  stateVisits(asked: StateVisitsAsked): Promise<StateVisitPage>
  /** Why each verdict is what it is at `asOf`, by all that was told; undefined when nothing was, or the model has no such version. */
  explain(asked: readonly VerdictAsked[], asOf: Instant): Promise<readonly (VerdictExplained | undefined)[]>
  /** How many orders are still to be judged by versions that were approved. */
  leftToJudge(): Promise<number>
  /** How many disputes a rule of arbitration decides now. */
  decides(rule: string): Promise<number>
  /** How many entities of a derivation's sides are still to follow the version in force. */
  leftToJoin(derivation: string): Promise<number>
  /** Rehearsals of a version, latest first, at most a hundred. */
  rehearsals(kind: VersionKind, definition: string, version: number): Promise<readonly Rehearsal[]>
  rehearsal(id: number): Promise<Rehearsal | undefined>
  /** Recalls as they are kept. */
  readonly recalls: RecallReads
  /** What is measured of a translation, the latest window first. */
  measures(translation: string, asked: MeasuresAsked): Promise<MeasurePage>
  /** Undefined where nothing is measured in the window. */
  measuresAt(keys: readonly MeasureKey[]): Promise<readonly (Measure | undefined)[]>
  /** Latest first. */
  proposals(asked: ProposalsAsked): Promise<ProposalPage>
  proposalsByRef(refs: readonly Ref[]): Promise<readonly (Proposal | undefined)[]>
  /** Latest first. */
  rejects(asked: { readonly source?: string; readonly first: number; readonly after?: number; readonly count: boolean }): Promise<RejectPage>
  /** Latest first, whose records hold the text, at most `first`. */
  rejectsNaming(text: string, first: number): Promise<readonly Reject[]>
  /** Words for states that the records of rejects used and the model does not know, the commonest first. */
  unknownSpellings(asked: { readonly source?: string; readonly type?: string }): Promise<readonly UnknownSpelling[]>
  /** Things on which sources disagree now, by ref, then field. */
  /** `decided`: those that a rule has decided, else those that nothing has. */
  conflicts(asked: { readonly decided: boolean; readonly first: number; readonly after?: { readonly ref: string; readonly field: string }; readonly count: boolean }): Promise<ConflictPage>
  /** What a derivation infers now, with the first `most` of the entities that join too many, by ref. */
  derived(derivation: string, most: number): Promise<Derived>
  /** Undefined: nobody had told of the order by then. */
  orderAsOf(order: Ref, at: { readonly asOf: Instant; readonly knownAt: Instant }, asked?: OrderAsOfAsked): Promise<AsOfOrder | undefined>
  /** Everything as of a moment, for what is asked of it. */
  worldAsOf(at: { readonly asOf: Instant; readonly knownAt: Instant }): Promise<AsOfReader>
  /** When anything first occurred and was first told; undefined where something had occurred by `asOf` and been told by `knownAt`, or nothing ever was. */
  firstTold(at: { readonly asOf: Instant; readonly knownAt: Instant }): Promise<{ readonly occurred: Instant; readonly recorded: Instant } | undefined>
  /** Orders that an id led to at a moment, as known at another; `domain` limits whose identifiers. */
  ordersNamed(asked: { readonly id: string; readonly domain: string | undefined }, at: { readonly asOf: Instant; readonly knownAt: Instant }): Promise<NamedThen>
  /** What was merged into each order, over chains too, earliest first: the merges in force by `knownAt`, or of the journal up to a place, which a graph that has come so far shows. */
  mergedInto(orders: readonly Ref[], by: { readonly knownAt: Instant } | { readonly upTo: number }): Promise<readonly (readonly Merge[])[]>
  /** Asked once for each answer, for its receipt. */
  standing(applied: Pick<Applied, 'seq' | 'batch'>): Promise<JournalStanding>
  /** The journal as it stood at a place, with what was ruled on definitions by then, for an answer that is repeated. RECEIPT_AHEAD. */
  toldUpTo(then: PlaceAsked): Promise<JournalUpTo>
}

export interface PlaceAsked {
  /** The last event or merge that had been told. */
  readonly place: number
  /** Versions, as `name version`, by which not every order was judged yet. */
  readonly underWay: readonly string[]
  /** The last record that had been told again to be decoded anew. */
  readonly redecoded: number
  /** Changes that the list of rejects had gone through; null where it was not asked. */
  readonly rejects: number | null
  /** The last ruling on definitions. */
  readonly rulings: number
  /** When the question was asked. */
  readonly now: Instant
}

/** A journal as it stood at a place. It holds a connection until it is closed. */
export interface JournalUpTo extends Pick<Model, 'definitions' | 'derivations' | 'arbitration'> {
  /** What the journal tells by what it held then. */
  readonly reads: JournalReads
  /** As the graph and the journal showed it then. */
  readonly world: AsOfReader
  /** The entity that a ref named, by what had been told by then. */
  find(ref: Ref): Promise<Ref | undefined>
  /** Whoever bore a value under some of the model's schemes, by ref. */
  named(value: string, scheme: string | undefined): Promise<readonly Ref[]>
  /** The orders that an id led to, and whom it named. */
  ordersNamed(id: string, domain: string | undefined): Promise<{ readonly orders: readonly Ref[]; readonly refs: readonly Ref[] }>
  close(): Promise<void>
}

export interface VisitsAsked {
  readonly asOf: Instant
  /** Undefined: by all that was told, as last settled. */
  readonly moment?: Pick<AsOfReader, 'asOf' | 'knownAt' | 'isWhole'>
}

export interface ToldClaim extends Claim {
  readonly jump: boolean
  /** Id of the claim that it replaces, of the one that replaces it. */
  readonly corrects?: string
  readonly correctedBy?: string
}

/** `later`: by what was known then, it led there only after the moment. */
export interface NamedThen {
  readonly orders: readonly Ref[]
  readonly later: boolean
}

/** Where a page of claims ended. */
export interface ClaimPosition {
  readonly occurredAt: Instant
  readonly seq: number
  readonly n: number
}
export interface ClaimPageAsked {
  readonly first: number
  readonly after?: ClaimPosition
  /** Whether the total is wanted. */
  readonly count: boolean
  /** Only what was claimed to have occurred by `asOf`, and told by `knownAt`; of a journal as it stood at a place everything, by who belonged to whom at `asOf`. */
  readonly at?: { readonly asOf: Instant; readonly knownAt: Instant; readonly isWhole?: boolean }
}
export interface ClaimPage {
  /** At most `first`. */
  readonly claims: readonly ToldClaim[]
  readonly hasNextPage: boolean
  readonly total?: number
}

export interface VerdictAsked {
  readonly order: Ref
  readonly definition: string
  readonly version: number
}

export interface RejectRow extends Reject {
  /** Journal order; a page goes on after it, downwards. */
  readonly position: number
}
export interface RejectPage {
  /** How many changes the list had gone through: the list as it was after so many can be told again. Undefined where it changed while it was read. */
  readonly changes?: number | undefined
  readonly rejects: readonly RejectRow[]
  readonly hasNextPage: boolean
  readonly total?: number
}

export interface ConflictRow {
  readonly about: Ref
  /** `state`, a field's name or an identifier's scheme. */
  readonly field: string
  readonly reason: string
  /** Ids of the claims that disagree. */
  readonly claims: readonly string[]
  /** Absent: nothing decides. */
  readonly decidedBy?: { readonly name: string; readonly version: number }
}
export interface ConflictPage {
  readonly conflicts: readonly ConflictRow[]
  readonly hasNextPage: boolean
  readonly total?: number
}

export interface Derived {
  readonly links: number
  readonly overflows: number
  readonly overflowing: readonly Ref[]
}

/**
 * Everything as of a time, as known at a time: a world of its own, in the shapes the graph answers with. Rows carry every property of
 * docs/architecture.md that can be told of that time (states, verdicts, tracked attributes, identifiers, `key`, `resolved`); attributes
 * that are not tracked are absent.
 */
export interface AsOfReader {
  readonly asOf: Instant
  readonly knownAt: Instant
  /** Of a journal as it stood at a place: attributes that are not tracked, what is kept along paths and inferred links are those of then. */
  readonly isWhole?: boolean
  /** Of some refs those of which anything had occurred by then, with the ref that each named then. */
  begun(refs: readonly Ref[]): Promise<ReadonlyMap<Ref, Ref>>
  /** For walks by links that were valid and known then; what is inferred has no history and is left out. */
  readonly walker: Walker
  /** Undefined where nobody had told of the entity by then. */
  entities(refs: readonly Ref[]): Promise<readonly (EntityRow | undefined)[]>
  /** The orders that each belonged to then; more of it than of what it belongs to directly is not in its row. */
  belonging(refs: readonly Ref[]): Promise<readonly (readonly Ref[])[]>
  /** Entities reached from each ref over the relation, by links valid and known then; parallel links of several sources as one. */
  linked(refs: readonly Ref[], relation: Relation): Promise<readonly (readonly LinkedRow[])[]>
  /** Orders that had begun by then, in the order of their refs, some at a time. */
  orders(asked: OrdersAsked): AsyncIterable<OrdersShare>
  /** Both of an order that was read here. */
  knownSince(order: Ref, definition: string, version: number): Promise<Instant | undefined>
  explain(order: Ref, definition: string, version: number): VerdictExplained | undefined
}

export interface OrderAsOfAsked {
  /** One into which others were merged later is told apart by the id it was asked by, ORDER_AMBIGUOUS when that leads to several of them. */
  readonly askedBy?: string
  /** Nothing is asked of it but what is kept of these versions' verdicts, by all that was told: its row may hold no more. See `isKeptAsAsked`. */
  readonly verdicts?: readonly DefinitionVersion[]
}

export interface OrdersAsked {
  /** The ref after which to begin. */
  readonly after?: string
  /** Only orders of which a version says one of these things in each of these domains (none: unified). By all that was told, so not for what was known before. */
  readonly outcomes?: OutcomesWanted
}
export interface OrdersShare {
  /** How many were looked at. */
  readonly examined: number
  readonly rows: readonly EntityRow[]
  readonly linked: AsOfReader['linked']
}

/** A world with the order it was asked for. */
export interface AsOfOrder extends AsOfReader {
  readonly order: EntityRow
}

export interface JournalStanding {
  /** How long what the graph has not applied yet has been waiting; 0 when it has everything. */
  readonly lagMs: number
  /** Since when; absent where it has everything. */
  readonly waitingSince?: Instant
  /** Whether the graph shows all that is settled and nothing is due by the clock: what either store tells is then the journal as it stood at one place. */
  readonly isEven: boolean
  /** The last record that was told again to be decoded anew; 0: none was. */
  readonly redecoded: number
  /** One for each source that has ever told us something. */
  readonly freshness: readonly { readonly source: string; readonly lastOccurredAt?: Instant; readonly lastRecordedAt?: Instant }[]
}

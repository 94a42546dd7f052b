// Written by `npm run codegen` from schema/core; never edited.
import type { Instant } from '../vocabulary/instant.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { EntityRow, Link } from '../vocabulary/entity-row.ts';
import type { Claim as ClaimFact } from '../vocabulary/claim.ts';
import type { Reject as RejectedRecord } from '../vocabulary/event.ts';
import type { DefinitionModel, DefinitionVersion as VersionModel } from '../model/model.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar day, `YYYY-MM-DD`, in no time zone. */
  Date: { input: string; output: string; }
  /** An instant as RFC 3339 with offset, such as `2026-03-03T09:05:00+01:00`. Answers are in UTC: `2026-03-03T08:05:00Z`. */
  DateTime: { input: Instant; output: Instant; }
  /** An exact decimal number as a string, such as `"31.50"`; its digits are kept as the source wrote them. Money is a Decimal with its ISO 4217 currency beside it; sums never mix currencies. */
  Decimal: { input: string; output: string; }
  /** Any JSON value: the value of a claim, whose type depends on its field. */
  JSON: { input: unknown; output: unknown; }
};

/** A rule that decides between sources which disagree about one thing of the entities of a type, by its versions. */
export type Arbitration = {
  readonly __typename?: 'Arbitration';
  /** What it decides about, as `Type.state` or `Type.attribute`. */
  readonly about: Scalars['String']['output'];
  /** How many disputes it decides now. */
  readonly decides: Scalars['Int']['output'];
  /** What it means. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Its name, such as `shipment-state`. */
  readonly name: Scalars['String']['output'];
  /** Who answers for it. */
  readonly owner: Scalars['String']['output'];
  /** CEL over `claim`, the strongest first: of claims in dispute those stand that meet the earliest condition, where they agree. Null where none is in force. */
  readonly prefer: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** A title for people. */
  readonly title: Scalars['String']['output'];
  /** The version in force; of a conflict the one that decides. Null where none is in force: it decides nothing. */
  readonly version: Maybe<Scalars['Int']['output']>;
  /** Every version that is held, ascending. */
  readonly versions: ReadonlyArray<ArbitrationVersion>;
};

/** What a ruling on a version left. */
export type ArbitrationRuling = {
  readonly __typename?: 'ArbitrationRuling';
  /** The rule as it is now. */
  readonly arbitration: Arbitration;
  /** The version that was ruled on. */
  readonly version: ArbitrationVersion;
};

/** A version of a rule of arbitration. It has no history: the one in force decides about every moment, and says nothing of what was decided before. */
export type ArbitrationVersion = {
  readonly __typename?: 'ArbitrationVersion';
  /** Everything that was ruled on it, first to last. */
  readonly acts: ReadonlyArray<DefinitionAct>;
  /** Who approved it. */
  readonly approvedBy: Maybe<Scalars['String']['output']>;
  /** What it means. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** When it came into force. */
  readonly effectiveFrom: Maybe<Scalars['DateTime']['output']>;
  /** When it ended; null while it is in force. */
  readonly effectiveTo: Maybe<Scalars['DateTime']['output']>;
  /** How many entities are still to be settled again, while it is UNDER_WAY; those of other versions that came into force meanwhile among them. */
  readonly entitiesLeft: Maybe<Scalars['Int']['output']>;
  /** Whether what holds is as it says. */
  readonly judging: Judging;
  /** How far it has come; ACTIVE: in force. */
  readonly lifecycle: DefinitionLifecycle;
  /** Who answers for it. */
  readonly owner: Scalars['String']['output'];
  /** Its conditions, the strongest first. */
  readonly prefer: ReadonlyArray<Scalars['String']['output']>;
  /** Who proposed it. */
  readonly proposedBy: Maybe<Scalars['String']['output']>;
  /** The latest rehearsal that came to its end. */
  readonly rehearsal: Maybe<Rehearsal>;
  /** Its rehearsals, latest first, at most a hundred. */
  readonly rehearsals: ReadonlyArray<Rehearsal>;
  /** Its file. */
  readonly source: Scalars['String']['output'];
  /** A title for people. */
  readonly title: Scalars['String']['output'];
  /** Its number, 1 and up. */
  readonly version: Scalars['Int']['output'];
};

/** Whether everything was counted. */
export type CausePrecision =
  /** There may be more, so that the chance may be greater and the lift smaller than told. */
  | 'AT_LEAST'
  /** As many as there are. */
  | 'EXACT';

/** Why common causes are not told whole. */
export type CausesStop =
  /** More than 1,000 entities are shared; those that most of the failed come of were counted, and the others left out. */
  | 'CAUSES'
  /** The units come of something more than 50 links away; there may be causes beyond, and more of the failed may come of those told. */
  | 'DEPTH'
  /** More links lead on than one step may follow. */
  | 'FAN_OUT'
  /** More than 200,000 entities lie upstream of the units, or in circles downstream of the causes. */
  | 'SIZE'
  /** Reading took 30 s; causes that were not counted by then are AT_LEAST. */
  | 'TIME'
  /** More than 1,000,000 units come of some cause; it is AT_LEAST. */
  | 'UNITS';

/** How the orders of a cell are sorted; equals by id. */
export type CellSort =
  /** Those whose two outcomes began farthest apart first. */
  | 'FARTHEST'
  /** By id. */
  | 'ID'
  /** Those that have been in it longest first. */
  | 'LONGEST';

/** One source's statement about one entity's state, tracked attribute, link or identifier. */
export type Claim = {
  readonly __typename?: 'Claim';
  /** The entity that it speaks of. */
  readonly about: Entity;
  /** What the later event that replaces its event says in its place. Null: none does, or it says nothing of this; `stands` tells which. */
  readonly correctedBy: Maybe<Claim>;
  /** What the earlier event that its event replaces (`corrects:`) said in its place. Null: it replaces none, or that one said nothing of this. */
  readonly corrects: Maybe<Claim>;
  /** The domain of the source. */
  readonly domain: Scalars['String']['output'];
  /** Whether the source deleted what the claim is about: from `occurredAt` on the link holds no longer or, where `field` is `ended`, nothing that the source had said of the entity's state, of its tracked attributes and of the links that are kept with it. */
  readonly ended: Scalars['Boolean']['output'];
  /** `state`, a field's name, an identifier's scheme; `ended`: its source deleted the entity. */
  readonly field: Scalars['String']['output'];
  /** Its place in the journal: the event's number and the claim's within it. Stays the same across rebuilds. */
  readonly id: Scalars['ID']['output'];
  /** True when the source's claim before it does not lead here in the state graph. A first claim never jumps. */
  readonly jump: Scalars['Boolean']['output'];
  /** When it happened, by the source's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** When we were told. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Whether its source is the one that the model names as responsible for the claimed state; null when it names none, or the claim is of no state. */
  readonly responsible: Maybe<Scalars['Boolean']['output']>;
  /** The source that stated it. */
  readonly source: Scalars['String']['output'];
  /** The standard order event that the claimed state means; null when the model maps it to none, or the claim is of no state. */
  readonly standardEvent: Maybe<StandardEvent>;
  /**
   * Whether its event stands: no other event of its source that was told by then retracts it or replaces it. What does not stand is answered among
   * claims, since it was told, and counts for nothing else.
   */
  readonly stands: Scalars['Boolean']['output'];
  /** The local state, the attribute's value, the ref of the link's target or the identifier's value; null when the source said that there is none. */
  readonly value: Maybe<Scalars['JSON']['output']>;
};

/** A page of claims. */
export type ClaimConnection = {
  readonly __typename?: 'ClaimConnection';
  /** The claims with their cursors. */
  readonly edges: ReadonlyArray<ClaimEdge>;
  /** The claims. */
  readonly nodes: ReadonlyArray<Claim>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A claim and its cursor. */
export type ClaimEdge = {
  readonly __typename?: 'ClaimEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The claim. */
  readonly node: Claim;
};

/** How sensitive data is. */
export type Classification =
  /** Only those who need it may see it. */
  | 'CONFIDENTIAL'
  /** Anyone of the company may see it. */
  | 'INTERNAL'
  /** Protected health information. */
  | 'PHI'
  /** Personally identifiable information. */
  | 'PII'
  /** Anyone may see it. */
  | 'PUBLIC';

/** Something that failed units come of in common. */
export type CommonCause = {
  readonly __typename?: 'CommonCause';
  /** How many of all units come of it, the failed among them. */
  readonly all: Scalars['Int']['output'];
  /** Whether `all` is all of them. */
  readonly allPrecision: CausePrecision;
  /** Their share of all units, 0 to 1. */
  readonly allShare: Scalars['Float']['output'];
  /**
   * How likely so many of the failed, or more, would come of it if units failed at random: the upper tail of the hypergeometric distribution, the sum over i from `failed` to the lesser of `units` and
   * `all` of C(all, i) C(allUnits − all, units − i) / C(allUnits, units). 0 where it is smaller than 1e-323; ranking tells such chances apart all the same.
   * Of many candidates some look unlikely: among a thousand causes one is expected with a chance of 0.001.
   */
  readonly chance: Scalars['Float']['output'];
  /** What they come of. */
  readonly entity: Entity;
  /** How many of the failed come of it. */
  readonly failed: Scalars['Int']['output'];
  /** Their share of the failed, 0 to 1. */
  readonly failedShare: Scalars['Float']['output'];
  /** How many times more often the failed come of it than all units do: `failedShare` / `allShare`. */
  readonly lift: Scalars['Float']['output'];
};

/** What some failed units come of in common. */
export type CommonCauses = {
  readonly __typename?: 'CommonCauses';
  /** How many units there are. */
  readonly allUnits: Scalars['Int']['output'];
  /**
   * What two or more of them come of, best first: by `chance`, then by `lift`, then by ref. Those whose units could not all be counted stand behind those of which they were, and last what every
   * unit comes of.
   */
  readonly causes: ReadonlyArray<CommonCause>;
  /** False when bounds ended the walk or the counting; then `stopped` says why. */
  readonly complete: Scalars['Boolean']['output'];
  /** Why not everything is told; empty when complete. */
  readonly stopped: ReadonlyArray<CausesStop>;
  /** How many entities two or more of them come of, of the types asked for. */
  readonly totalCount: Scalars['Int']['output'];
  /** How many failed units were asked about, each once. */
  readonly units: Scalars['Int']['output'];
};

/** Sources that disagree about the same thing. */
export type Conflict = {
  readonly __typename?: 'Conflict';
  /** The entity they speak of. */
  readonly about: Entity;
  /** What each of them says. */
  readonly claims: ReadonlyArray<Claim>;
  /** The version of a rule of arbitration that decides; null: nothing does, it is unsettled. */
  readonly decidedBy: Maybe<Arbitration>;
  /** What they disagree on: `state`, a field's name or an identifier's scheme. */
  readonly field: Scalars['String']['output'];
  /** How they disagree: SAME_INSTANT, NOT_REACHABLE or IDENTIFIER_CLAIMED_TWICE. */
  readonly reason: Scalars['String']['output'];
};

/** A page of conflicts. */
export type ConflictConnection = {
  readonly __typename?: 'ConflictConnection';
  /** The conflicts with their cursors. */
  readonly edges: ReadonlyArray<ConflictEdge>;
  /** The conflicts. */
  readonly nodes: ReadonlyArray<Conflict>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A conflict and its cursor. */
export type ConflictEdge = {
  readonly __typename?: 'ConflictEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The conflict. */
  readonly node: Conflict;
};

/** A word such as `completed` and everything it has meant. */
export type Definition = {
  readonly __typename?: 'Definition';
  /** The version in force; null when none was. */
  readonly active: Maybe<DefinitionVersion>;
  /** The word. */
  readonly name: Scalars['String']['output'];
  /** Who answers for it. */
  readonly owner: Scalars['String']['output'];
  /** A title for people. */
  readonly title: Scalars['String']['output'];
  /** Every version, by number. */
  readonly versions: ReadonlyArray<DefinitionVersion>;
};


/** A word such as `completed` and everything it has meant. */
export type DefinitionActiveArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One ruling on a version, as the journal keeps it. */
export type DefinitionAct = {
  readonly __typename?: 'DefinitionAct';
  /** What was ruled. */
  readonly act: DefinitionActKind;
  /** Who ruled so; `files` where the model's folder was taken in. */
  readonly actor: Scalars['String']['output'];
  /** ACTIVATED: in force from this instant on. */
  readonly effectiveFrom: Maybe<Scalars['DateTime']['output']>;
  /** RETIRED: in force until just before this instant. */
  readonly effectiveTo: Maybe<Scalars['DateTime']['output']>;
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** When, by our clock. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** FILED, DRAFTED, PROPOSED: the definition file with this version alone, or the derivation file. */
  readonly source: Maybe<Scalars['String']['output']>;
};

/** What is ruled on a version. */
export type DefinitionActKind =
  /** Brought into force. */
  | 'ACTIVATED'
  /** Approved by another than who drafted or proposed it. */
  | 'APPROVED'
  /** Kept as a draft. */
  | 'DRAFTED'
  /** Taken from the model's folder. */
  | 'FILED'
  /** Up for approval. */
  | 'PROPOSED'
  /** Ended. */
  | 'RETIRED'
  /** Given back as a draft. */
  | 'RETURNED';

/** How far a version has come. */
export type DefinitionLifecycle =
  /** In force from `effectiveFrom` on. */
  | 'ACTIVE'
  /** Approved and waiting for its date. */
  | 'APPROVED'
  /** Being written. */
  | 'DRAFT'
  /** Put forward for approval. */
  | 'PROPOSED'
  /** No longer in force; still answers for its time. */
  | 'RETIRED';

/** What a ruling on a version left. */
export type DefinitionRuling = {
  readonly __typename?: 'DefinitionRuling';
  /** The definition as it is now. */
  readonly definition: Definition;
  /** The version that was ruled on. */
  readonly version: DefinitionVersion;
};

/** One immutable meaning of a definition. */
export type DefinitionVersion = {
  readonly __typename?: 'DefinitionVersion';
  /** Everything that was ruled on it, first to last. */
  readonly acts: ReadonlyArray<DefinitionAct>;
  /** Who approved it. */
  readonly approvedBy: Maybe<Scalars['String']['output']>;
  /** Why it differs from the version before. */
  readonly changeReason: Scalars['String']['output'];
  /** What it means, for people. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** In force from this instant on. */
  readonly effectiveFrom: Maybe<Scalars['DateTime']['output']>;
  /** In force until just before this instant; null while open. */
  readonly effectiveTo: Maybe<Scalars['DateTime']['output']>;
  /** Whether orders are judged by it: `verdict`, `orders`, `disagreements` and filters take a version when it is DONE. */
  readonly judging: Judging;
  /** How far it has come. */
  readonly lifecycle: DefinitionLifecycle;
  /** How many orders are still to be judged, while it is UNDER_WAY: by this version and by others that were approved. */
  readonly ordersLeft: Maybe<Scalars['Int']['output']>;
  /** Who answers for it; the definition's owner where it names none. */
  readonly owner: Scalars['String']['output'];
  /** Who proposed it. */
  readonly proposedBy: Maybe<Scalars['String']['output']>;
  /** The latest rehearsal that came to its end. */
  readonly rehearsal: Maybe<Rehearsal>;
  /** Its rehearsals, latest first, at most a hundred. */
  readonly rehearsals: ReadonlyArray<Rehearsal>;
  /** Its scale, lowest stage first; null where it has none. */
  readonly scale: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The version as written. */
  readonly source: Scalars['String']['output'];
  /** What it is called; the definition's title where it has none of its own. */
  readonly title: Scalars['String']['output'];
  /** Versions of other definitions whose verdicts its rules read. */
  readonly uses: ReadonlyArray<VersionUse>;
  /** Which orders it is meant for, in CEL; null: every order. To others it is NOT_APPLICABLE. */
  readonly validWhen: Maybe<Scalars['String']['output']>;
  /** Its number, 1 and up. */
  readonly version: Scalars['Int']['output'];
};

/** A rule that infers links no record states, by its versions: entities that join by what is known of them now. */
export type Derivation = {
  readonly __typename?: 'Derivation';
  /** What it means. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** How many links are inferred now. */
  readonly links: Scalars['Int']['output'];
  /** How many an entity may join; one that joins more gets no link at all. Null of a version that was retired. */
  readonly most: Maybe<Scalars['Int']['output']>;
  /** Its name, such as `component-supply`. */
  readonly name: Scalars['String']['output'];
  /** Refs of those, in order. */
  readonly overflowing: ReadonlyArray<Scalars['ID']['output']>;
  /** How many entities join more than `most`, and so have none of its links. */
  readonly overflows: Scalars['Int']['output'];
  /** Who answers for it. */
  readonly owner: Scalars['String']['output'];
  /** The relation it infers, as `Type.field`. */
  readonly relation: Scalars['String']['output'];
  /** A title for people. */
  readonly title: Scalars['String']['output'];
  /** The version in force; of a link the one that inferred it. Null where none is in force: it infers nothing. */
  readonly version: Maybe<Scalars['Int']['output']>;
  /** Every version that is held, ascending. */
  readonly versions: ReadonlyArray<DerivationVersion>;
};


/** A rule that infers links no record states, by its versions: entities that join by what is known of them now. */
export type DerivationOverflowingArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a ruling on a version left. */
export type DerivationRuling = {
  readonly __typename?: 'DerivationRuling';
  /** The derivation as it is now. */
  readonly derivation: Derivation;
  /** The version that was ruled on. */
  readonly version: DerivationVersion;
};

/** A version of a derivation. Links have no history: the one in force says what is inferred now, and nothing of what was. */
export type DerivationVersion = {
  readonly __typename?: 'DerivationVersion';
  /** Everything that was ruled on it, first to last. */
  readonly acts: ReadonlyArray<DefinitionAct>;
  /** Who approved it. */
  readonly approvedBy: Maybe<Scalars['String']['output']>;
  /** What it means. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** When it came into force. */
  readonly effectiveFrom: Maybe<Scalars['DateTime']['output']>;
  /** When it ended; null while it is in force. */
  readonly effectiveTo: Maybe<Scalars['DateTime']['output']>;
  /** How many entities of either side are still to be looked at, while it is UNDER_WAY. */
  readonly entitiesLeft: Maybe<Scalars['Int']['output']>;
  /** Whether links are as it says. */
  readonly judging: Judging;
  /** How far it has come; ACTIVE: in force. */
  readonly lifecycle: DefinitionLifecycle;
  /** Who answers for it. */
  readonly owner: Scalars['String']['output'];
  /** Who proposed it. */
  readonly proposedBy: Maybe<Scalars['String']['output']>;
  /** The latest rehearsal that came to its end. */
  readonly rehearsal: Maybe<Rehearsal>;
  /** Its rehearsals, latest first, at most a hundred. */
  readonly rehearsals: ReadonlyArray<Rehearsal>;
  /** Its file. */
  readonly source: Scalars['String']['output'];
  /** A title for people. */
  readonly title: Scalars['String']['output'];
  /** Its number, 1 and up. */
  readonly version: Scalars['Int']['output'];
};

/** Which way to walk lineage. */
export type Direction =
  /** Both, each on its own: never down again after going up. */
  | 'BOTH'
  /** Towards what it leads to. */
  | 'DOWNSTREAM'
  /** Towards what it comes from. */
  | 'UPSTREAM';

/** Orders with certain outcomes in two domains. */
export type DisagreementCell = {
  readonly __typename?: 'DisagreementCell';
  /** How many orders. */
  readonly count: Scalars['Int']['output'];
  /** Outcomes in the first domain. */
  readonly first: ReadonlyArray<Outcome>;
  /** How long the orders have been here by then, the median of them (between two: halfway), in hours. Null where there are none. */
  readonly medianHours: Maybe<Scalars['Float']['output']>;
  /** Which orders, each as of the same time. */
  readonly orders: OrderConnection;
  /** Outcomes in the second domain. */
  readonly second: ReadonlyArray<Outcome>;
  /** Since when the one that has been here longest has been: the later of its two outcomes' beginnings. Null where there is none. */
  readonly since: Maybe<Scalars['DateTime']['output']>;
};


/** Orders with certain outcomes in two domains. */
export type DisagreementCellOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CellSort>;
};

/** Where domains disagree about a definition: orders counted by what each domain says of them. */
export type DisagreementMatrix = {
  readonly __typename?: 'DisagreementMatrix';
  /** Name of the definition. */
  readonly definition: Scalars['String']['output'];
  /** How many of them two domains differ on, whichever; a domain that the rule does not concern differs from none. */
  readonly differing: Scalars['Int']['output'];
  /** Them by the outcome of each domain, in the version's order. */
  readonly domains: ReadonlyArray<DomainOutcomes>;
  /** How many orders are counted: those that had begun and satisfy `where`. */
  readonly orders: Scalars['Int']['output'];
  /** Two domains, the first first. UNKNOWN_DOMAIN where the version has no rule for one. */
  readonly pair: DisagreementPair;
  /** Every two domains, in the version's order. */
  readonly pairs: ReadonlyArray<DisagreementPair>;
  /** How far apart the earliest and the latest domain of an order are, over the orders that are MET in two or more; null where none is. */
  readonly skew: Maybe<SkewDistribution>;
  /** Them by the stage of the version's scale where they stand, lowest first, leaving out those of which nobody knows it; null where the version has no scale. */
  readonly stages: Maybe<ReadonlyArray<StageCount>>;
  /** Them by the unified outcome. */
  readonly unified: ReadonlyArray<OutcomeCount>;
  /** Number of the version that was applied. */
  readonly version: Scalars['Int']['output'];
};


/** Where domains disagree about a definition: orders counted by what each domain says of them. */
export type DisagreementMatrixPairArgs = {
  first: Scalars['String']['input'];
  second: Scalars['String']['input'];
};

/** What two domains say of the same orders. */
export type DisagreementPair = {
  readonly __typename?: 'DisagreementPair';
  /** The orders that have one of these outcomes in the first domain and one of those in the second. */
  readonly cell: DisagreementCell;
  /** Each combination of outcomes that some order has. */
  readonly cells: ReadonlyArray<DisagreementCell>;
  /** On how many orders they differ, of those that both have a rule for. */
  readonly differing: Scalars['Int']['output'];
  /** The one domain. */
  readonly first: Scalars['String']['output'];
  /** The other. */
  readonly second: Scalars['String']['output'];
  /** How far apart the two became MET, over the orders that are MET in both; null where none is. */
  readonly skew: Maybe<PairSkew>;
};


/** What two domains say of the same orders. */
export type DisagreementPairCellArgs = {
  first: ReadonlyArray<Outcome>;
  second: ReadonlyArray<Outcome>;
};

/** Orders by what one domain says of them. */
export type DomainOutcomes = {
  readonly __typename?: 'DomainOutcomes';
  /** The domain. */
  readonly domain: Scalars['String']['output'];
  /** The outcomes that some order has. */
  readonly outcomes: ReadonlyArray<OutcomeCount>;
};

/** What one domain says of where an entity or an order stands. */
export type DomainState = {
  readonly __typename?: 'DomainState';
  /** The model's canonical state that it maps onto; null while unsettled. */
  readonly canonical: Maybe<Scalars['String']['output']>;
  /** Who disagrees, while unsettled. */
  readonly conflict: Maybe<Conflict>;
  /** The domain whose word it is. */
  readonly domain: Scalars['String']['output'];
  /** `since` and the time that the model expects the local state to last, days being 24 hours; past it, it takes longer than it should. Null while unsettled, or when the model expects none. */
  readonly expectedUntil: Maybe<Scalars['DateTime']['output']>;
  /** The state in the domain's own words; null while unsettled. */
  readonly local: Maybe<Scalars['String']['output']>;
  /** The source that answers for the local state, whoever stated it; null while unsettled, or when the model names none. */
  readonly responsible: Maybe<Scalars['String']['output']>;
  /** False when sources disagree and no rule decided. */
  readonly settled: Scalars['Boolean']['output'];
  /** Since when the local state holds, by `occurredAt`; an order's: since its parts made it so. Null while unsettled. */
  readonly since: Maybe<Scalars['DateTime']['output']>;
  /** The source whose claim stands; null while unsettled. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** The standard order event that the local state means; null while unsettled, or when the model maps it to none. */
  readonly standardEvent: Maybe<StandardEvent>;
  /** True when nothing comes after it; null while unsettled. */
  readonly terminal: Maybe<Scalars['Boolean']['output']>;
};

/** A definition's version applied to an order in one domain. */
export type DomainVerdict = {
  readonly __typename?: 'DomainVerdict';
  /** The domain. */
  readonly domain: Scalars['String']['output'];
  /** The claims that the outcome rests on, among them those of the versions whose verdicts the rule reads. */
  readonly evidence: ReadonlyArray<Claim>;
  /** When it first became MET. */
  readonly firstMetAt: Maybe<Scalars['DateTime']['output']>;
  /** One sentence for each entity that keeps it from being MET, and for each that is required and absent. LANGUAGE_UNKNOWN where it cannot be told in a language. */
  readonly missing: ReadonlyArray<Scalars['String']['output']>;
  /** The outcome in this domain. */
  readonly outcome: Outcome;
  /** Start of the current unbroken interval in which the outcome holds, by occurredAt. */
  readonly since: Maybe<Scalars['DateTime']['output']>;
};


/** A definition's version applied to an order in one domain. */
export type DomainVerdictMissingArgs = {
  language?: InputMaybe<Scalars['String']['input']>;
};

/** What every entity answers; the kernel adds these fields to every type with @entity. */
export type Entity = {
  /** The orders it belongs to, by ref: an order itself; of anything else the nearest over what belongs; none for what orders share. Null below an order as of a time. */
  readonly belongsTo: Maybe<ReadonlyArray<Order>>;
  /** What sources stated of this entity, by `occurredAt`, earliest first. */
  readonly claims: ClaimConnection;
  /** The domain that the type is of. */
  readonly domain: Scalars['String']['output'];
  /** `Type/key`; round-trips through every argument that takes an id or a ref. */
  readonly id: Scalars['ID']['output'];
  /** Every identifier by which some source knows this entity. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** The key as its source gives it, unique within the type. */
  readonly key: Scalars['String']['output'];
  /** What it comes from or leads to; as `Query.lineage` from this entity. */
  readonly lineage: Lineage;
  /** False while only links to it have been seen: a placeholder. */
  readonly resolved: Scalars['Boolean']['output'];
  /** Its own state, settled over every source; null when its type has no states or no source has spoken of one. */
  readonly state: Maybe<DomainState>;
  /** The states it was in, one after the other; none when its type has no states. */
  readonly stateVisits: StateVisitConnection;
  /** Name of the entity type. */
  readonly type: Scalars['String']['output'];
};


/** What every entity answers; the kernel adds these fields to every type with @entity. */
export type EntityClaimsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What every entity answers; the kernel adds these fields to every type with @entity. */
export type EntityLineageArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  budgetMs?: InputMaybe<Scalars['Int']['input']>;
  direction: Direction;
  first?: InputMaybe<Scalars['Int']['input']>;
  inferred?: InputMaybe<Scalars['Boolean']['input']>;
  maxDepth?: InputMaybe<Scalars['Int']['input']>;
  to?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** What every entity answers; the kernel adds these fields to every type with @entity. */
export type EntityStateVisitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Why an outcome is what it is: of a whole definition, of a domain's rule, of an entity that the rule looks at, or of a condition; of a version that a condition reads too. */
export type Explanation = {
  readonly __typename?: 'Explanation';
  /** The claims that it rests on. */
  readonly claims: ReadonlyArray<Claim>;
  /** The domain whose rule this is a part of; null for the definition. Below a version that a condition reads, a domain of that version. */
  readonly domain: Maybe<Scalars['String']['output']>;
  /** The entity that the rule looks at; null above it, and for one that is absent. */
  readonly entity: Maybe<Entity>;
  /** This part and all below it as one document: kind, outcome, rule, domain, entity, reads, moreReads, value, claims (their ids), parts. A version that several conditions read has its parts where it first stands. */
  readonly json: Scalars['JSON']['output'];
  /** What this part is. */
  readonly kind: ExplanationKind;
  /** How many values more it looked at: those of the further entities of lists. */
  readonly moreReads: Scalars['Int']['output'];
  /** What this part comes to; a condition that holds is MET, and so is an answer that is known. */
  readonly outcome: Outcome;
  /** What it is made of, in the order of the rule: domains and answers, then conditions on the order and entities, then conditions; of one that reads the verdict of another version, that version. */
  readonly parts: ReadonlyArray<Explanation>;
  /** What a condition or an answer looked at, as it was; of a list of entities what it looked at in each of the first ten by ref. */
  readonly reads: ReadonlyArray<ReadValue>;
  /** As the model writes it: CEL, or `all` or `any` of a definition or a domain; null for an entity, whose conditions are its parts. */
  readonly rule: Maybe<Scalars['String']['output']>;
  /** This part in words and, below it, those that decided it: a line each, deeper ones indented. LANGUAGE_UNKNOWN where it cannot be told in a language. */
  readonly text: Scalars['String']['output'];
  /** What an answer comes to, times as RFC 3339; null where nobody knows, and of other parts. */
  readonly value: Maybe<Scalars['JSON']['output']>;
};


/** Why an outcome is what it is: of a whole definition, of a domain's rule, of an entity that the rule looks at, or of a condition; of a version that a condition reads too. */
export type ExplanationTextArgs = {
  language?: InputMaybe<Scalars['String']['input']>;
};

/** What a part of an explanation is. */
export type ExplanationKind =
  /** One that is required and not there. */
  | 'ABSENT'
  /** What the version answers beside its outcome: its stage, share or time. */
  | 'ANSWER'
  /** An expression, or a part of one that `&&`, `||` or `!` joins. */
  | 'CONDITION'
  /** A version of a definition: the one asked for, or one whose verdict a condition or an answer reads. */
  | 'DEFINITION'
  /** A domain's rule. */
  | 'DOMAIN'
  /** An entity that the rule looks at. */
  | 'ENTITY';

/** A number or text by which some source knows an entity. */
export type Identifier = {
  readonly __typename?: 'Identifier';
  /** The scheme, such as `sales.slip`. */
  readonly scheme: Scalars['String']['output'];
  /** The source that said so. */
  readonly source: Scalars['String']['output'];
  /** The value as the source gave it. */
  readonly value: Scalars['String']['output'];
};

/** Whether orders are judged by a version, as the graph shows it; of a derivation, whether its links are as its version in force says. */
export type Judging =
  /** Every order is; every link does. */
  | 'DONE'
  /** It is drafted or proposed; of a derivation, it was not in force yet. */
  | 'NOT_YET'
  /** It was approved, and not every order is judged by it yet. Of a derivation: it came into force and not every link follows it yet, or it was retired and not every link is gone. */
  | 'UNDER_WAY';

/** A walk over the typed graph between entities. */
export type Lineage = {
  readonly __typename?: 'Lineage';
  /** What to narrow when FAN_OUT ended the walk. */
  readonly advice: Maybe<Scalars['String']['output']>;
  /**
   * Pass it as `after` with the same question to go on exactly there: the pages together hold every node and every edge of the whole walk once, what was told
   * meanwhile of what is still to come among them; `stopped` says MOVED where they do not. Null unless TIME or SIZE ended the walk. A walk that is gone on with
   * keeps its first page's moment.
   */
  readonly after: Maybe<Scalars['String']['output']>;
  /** False when time, depth, size or access ended the walk, or its pages are no one walk; then `stopped` says why and `frontier` where. */
  readonly complete: Scalars['Boolean']['output'];
  /** How many edges away the farthest node of this answer is. */
  readonly depth: Scalars['Int']['output'];
  /** The edges walked; `from` is upstream of `to`. */
  readonly edges: ReadonlyArray<LineageEdge>;
  /** Entities at which the walk ended early. */
  readonly frontier: ReadonlyArray<Entity>;
  /** The entities reached, without the start, nearest first. */
  readonly nodes: ReadonlyArray<Entity>;
  /**
   * Why the walk ended early; empty when complete. DEPTH: `maxDepth`. TIME: `budgetMs`. SIZE: `first`. FAN_OUT: more links lead on than one step may
   * follow; `advice` says what to narrow. MOVED: what was told since the page before changed what the pages before answered, so they are no one walk with this one;
   * it is said on every page from then on. Walk anew, or ask each page with the receipt of the first.
   */
  readonly stopped: ReadonlyArray<Scalars['String']['output']>;
};

/** One link between two entities, over everything that sources said of it. */
export type LineageEdge = {
  readonly __typename?: 'LineageEdge';
  /** The rule that infers it; null when records state it. */
  readonly derivation: Maybe<Derivation>;
  /** The upstream end. */
  readonly from: Entity;
  /** True when no record states it. */
  readonly inferred: Scalars['Boolean']['output'];
  /** When we were first told. */
  readonly knownFrom: Scalars['DateTime']['output'];
  /** When we learned otherwise; null while it stands. */
  readonly knownTo: Maybe<Scalars['DateTime']['output']>;
  /** Name of the relationship, such as `HAS_LINE`. */
  readonly relation: Scalars['String']['output'];
  /** The sources that state it; none when it is inferred. */
  readonly sources: ReadonlyArray<Scalars['String']['output']>;
  /** The downstream end. */
  readonly to: Entity;
  /** Since when it holds, by occurredAt. */
  readonly validFrom: Maybe<Scalars['DateTime']['output']>;
  /** When it ended; null while it holds. */
  readonly validTo: Maybe<Scalars['DateTime']['output']>;
};

/** How a relation takes part in lineage, as seen from the field's type. */
export type LineageFlow =
  /** This side comes before the other. */
  | 'DOWNSTREAM'
  /** It takes no part. */
  | 'NONE'
  /** The other side comes before this one. */
  | 'UPSTREAM';

/** Why two entities are linked, or why not. The entities themselves are shown as they are now, or as known at `knownAt`. */
export type LinkExplanation = {
  readonly __typename?: 'LinkExplanation';
  /** Not linked: the last entity that matched, seen from `from`, or from `to` where only there a link names something unknown. */
  readonly brokenAt: Maybe<Entity>;
  /** False when the search was ended by its bounds (12 edges deep, 100,000 links a step), so that not linked is not sure. */
  readonly complete: Scalars['Boolean']['output'];
  /** Links that would join the two and did not hold at the moment asked: ended before, or begun later. */
  readonly ended: ReadonlyArray<LineageEdge>;
  /**
   * Whether the ways looked at follow lineage one way, so that the one came of the other. False where no lineage joins their types: then they are over any relation, three
   * deep from each end, and go through what many share, such as a product or a customer: nearly everything hangs together so, and what the ways say counts, not that there are any.
   */
  readonly lineage: Scalars['Boolean']['output'];
  /** Whether a way leads from the one to the other. */
  readonly linked: Scalars['Boolean']['output'];
  /** True when there are further such ways, which are not told. */
  readonly morePaths: Scalars['Boolean']['output'];
  /** Identifiers like `triedKey` that are known now; scheme `ref` and no source where a key was tried. */
  readonly nearest: ReadonlyArray<Identifier>;
  /** Every shortest way that records state, at most 20, each from the one end to the other (of an entity to itself one of no links); then those over inferred links that are as short or shorter, the shortest of them, at most 20 too. The edges themselves read upstream to downstream. */
  readonly paths: ReadonlyArray<ReadonlyArray<LineageEdge>>;
  /** What stands where the record is missing: `resolved: false`. */
  readonly placeholder: Maybe<Entity>;
  /** Records not taken until now that name `triedKey`, or `brokenAt` where there is none, latest first, at most 10; after a fix `osl rejects retry` may make the link. */
  readonly rejects: ReadonlyArray<Reject>;
  /** The identifier's value or key that the link names and nobody has told of, or the far end of a link that did not hold; null when no source states such a link. */
  readonly triedKey: Maybe<Scalars['String']['output']>;
  /** The relation over which the way would have gone on from `brokenAt`. */
  readonly triedRelation: Maybe<Scalars['String']['output']>;
};

/** What keeps two entities from being linked. */
export type LinkHindrance =
  /** `when` is not true of them. */
  | 'CONDITION'
  /** They join by nothing that is the same. */
  | 'KEY'
  /** The entity of the side `from` joins more than `most`. */
  | 'MOST'
  /** One of them joins by nothing. */
  | 'NO_ROW'
  /** No version was in force. */
  | 'NO_VERSION'
  /** Their times lie too far apart. */
  | 'TIME';

/** A stretch of time that is measured. */
export type MeasureWindow = {
  readonly __typename?: 'MeasureWindow';
  /** Its beginning, a local midnight. */
  readonly from: Scalars['DateTime']['output'];
  /** Its end, which is not in it. */
  readonly until: Scalars['DateTime']['output'];
};

/** That two orders are one. */
export type Merge = {
  readonly __typename?: 'Merge';
  /** Who ruled so, as the caller said. */
  readonly actor: Scalars['String']['output'];
  /** Ref of the order it was merged into. */
  readonly into: Scalars['ID']['output'];
  /** The old ref, which leads to the survivor. */
  readonly order: Scalars['ID']['output'];
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** When, by our clock. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** A merge of two orders, or its undoing, as it was ruled. */
export type MergeRuling = {
  readonly __typename?: 'MergeRuling';
  /** The ruling: its reason, who ruled and when are those of the undoing when it is one. */
  readonly merge: Merge;
  /** The orders as they stand now: the survivor, or both of them after an undoing. */
  readonly orders: ReadonlyArray<Order>;
  /** Whether the merge was taken back. */
  readonly undone: Scalars['Boolean']['output'];
};

/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Accepts a proposal; what comes of it is for the systems of its domain. PROPOSAL_UNKNOWN, PROPOSAL_DECIDED. */
  readonly acceptProposal: Proposal;
  /**
   * Notes that something was done about a recall, or rules on a near match. RECALL_UNKNOWN, RECALL_LIFE_CYCLE, RECALL_TERMINATED, RECALL_UNANSWERED where it is to be terminated and
   * consignees have not answered, CANDIDATE_UNKNOWN, CANDIDATE_RULED, BAD_ARGUMENT.
   */
  readonly actOnRecall: Recall;
  /**
   * Brings an approved version into force now, and ends the one in force then; what sources disagree about is settled again in the background. LIFE_CYCLE, REHEARSAL_WANTED, ARBITRATION_TAKEN,
   * UNKNOWN_ARBITRATION, UNKNOWN_VERSION.
   */
  readonly activateArbitration: ArbitrationRuling;
  /**
   * Brings an approved version into force, and ends the one in force then. LIFE_CYCLE, VERSION_UNDER_WAY until every order is judged by it, REHEARSAL_WANTED, EFFECTIVE_IN_PAST, VERSIONS_OVERLAP with one that
   * comes into force later, UNKNOWN_DEFINITION, UNKNOWN_VERSION.
   */
  readonly activateDefinition: DefinitionRuling;
  /**
   * Brings an approved version into force now, and ends the one in force then; its links come and theirs go in the background. LIFE_CYCLE, REHEARSAL_WANTED, UNKNOWN_DERIVATION,
   * UNKNOWN_VERSION.
   */
  readonly activateDerivation: DerivationRuling;
  /** Approves a proposed version: it changes no more, and decides nothing until it comes into force. OWN_PROPOSAL to whoever drafted or proposed it. LIFE_CYCLE, UNKNOWN_ARBITRATION, UNKNOWN_VERSION. */
  readonly approveArbitration: ArbitrationRuling;
  /** Approves a proposed version: from then on orders are judged by it, and it changes no more. OWN_PROPOSAL to whoever drafted or proposed it. LIFE_CYCLE, UNKNOWN_DEFINITION, UNKNOWN_VERSION. */
  readonly approveDefinition: DefinitionRuling;
  /** Approves a proposed version: it changes no more, and infers nothing until it comes into force. OWN_PROPOSAL to whoever drafted or proposed it. LIFE_CYCLE, UNKNOWN_DERIVATION, UNKNOWN_VERSION. */
  readonly approveDerivation: DerivationRuling;
  /** Ends a rehearsal that is under way; one that has ended stays as it is. REHEARSAL_UNKNOWN. */
  readonly cancelRehearsal: Rehearsal;
  /**
   * Rules that two orders are one: everything told of either is the survivor's, whichever key it used or will use, and the old ref leads to it. Before
   * it was ruled, by `knownAt`, they are two.
   * REF_UNKNOWN, MERGE_INTO_ITSELF, MERGE_OF_OTHER_TYPE, MERGE_OF_PLACEHOLDER, ORDER_MERGED_ALREADY.
   */
  readonly mergeOrders: MergeRuling;
  /**
   * Opens a recall: finds every unit that its scope is about, whom each concerns and what became of it, and freezes that. RECALL_SCOPE_EMPTY, RECALL_NOWHERE with the nearest where nothing is
   * known under a lot or serial number, RECALL_CONTRADICTORY, RECALL_WINDOW_ENDS_FIRST, RECALL_SERIALS_FORM, RECALL_CONDITION, RECALL_UDI_UNREAD, RECALL_TOO_OPEN, RECALL_TOO_WIDE without
   * `confirm`, RECALL_NOT_WALKED. Cost: what comes of the scope's lots and units.
   */
  readonly openRecall: Recall;
  /**
   * Proposes a version of a rule of arbitration, or of a new one; who proposed it may do so again while it is a draft. Judged as `osl check` judges a file: ARBITRATION_UNSOUND with every problem and
   * its place. ARBITRATION_ELSEWHERE where it would decide about something else than the rule does, ARBITRATION_TAKEN where another rule decides about that, VERSION_EXISTS where the number is taken.
   */
  readonly proposeArbitration: ArbitrationRuling;
  /**
   * Proposes a version of a definition, or of a new one; who proposed it may do so again while it is a draft. Judged as `osl check` judges a file: DEFINITION_UNSOUND with every problem and
   * its place. VERSION_EXISTS where the number is taken.
   */
  readonly proposeDefinition: DefinitionRuling;
  /**
   * Proposes a version of a derivation that the model's folder began; who proposed it may do so again while it is a draft. Judged as `osl check` judges a file: DERIVATION_UNSOUND with every
   * problem and its place. UNKNOWN_DERIVATION, DERIVATION_ELSEWHERE where it would infer another relation, VERSION_EXISTS where the number is taken.
   */
  readonly proposeDerivation: DerivationRuling;
  /**
   * Begins a rehearsal of a version that is not in force yet against the one that is; it goes on after this answers, and one runs at a time. A version comes into force only when it was rehearsed
   * within seven days against the version that it ends. LIFE_CYCLE, ARBITRATION_UNDER_WAY, UNKNOWN_ARBITRATION, UNKNOWN_VERSION, REHEARSAL_UNDER_WAY.
   */
  readonly rehearseArbitration: Rehearsal;
  /**
   * Begins a rehearsal of a version, which goes on after this answers; one runs at a time. A version comes into force only when it was rehearsed within seven days against the version that
   * it follows. UNKNOWN_DEFINITION, UNKNOWN_VERSION, VERSION_NOT_JUDGED, VERSION_UNDER_WAY, REHEARSAL_UNDER_WAY.
   */
  readonly rehearseDefinition: Rehearsal;
  /**
   * Begins a rehearsal of a version that is not in force yet against the one that is; it goes on after this answers, and one runs at a time. A version comes into force only when it was rehearsed
   * within seven days against the version that it ends. LIFE_CYCLE, LINKS_UNDER_WAY, UNKNOWN_DERIVATION, UNKNOWN_VERSION, REHEARSAL_UNDER_WAY.
   */
  readonly rehearseDerivation: Rehearsal;
  /** Rejects a proposal: it is not made again for the same window and group. PROPOSAL_UNKNOWN, PROPOSAL_DECIDED. */
  readonly rejectProposal: Proposal;
  /** Ends a version now: what it decided is unsettled again, in the background. What was not in force yet never will be. LIFE_CYCLE, UNKNOWN_ARBITRATION, UNKNOWN_VERSION. */
  readonly retireArbitration: ArbitrationRuling;
  /**
   * Ends a version; it still answers for its time, and an end that is still to come can be moved. What was not in force yet is withdrawn: it never will be, and what it would have ended
   * goes on as it was ruled before. LIFE_CYCLE, EFFECTIVE_IN_PAST, VERSIONS_OVERLAP, UNKNOWN_DEFINITION, UNKNOWN_VERSION.
   */
  readonly retireDefinition: DefinitionRuling;
  /** Ends a version now: its links go in the background. What was not in force yet never will be. LIFE_CYCLE, UNKNOWN_DERIVATION, UNKNOWN_VERSION. */
  readonly retireDerivation: DerivationRuling;
  /** Gives a proposed version back as a draft. LIFE_CYCLE, UNKNOWN_ARBITRATION, UNKNOWN_VERSION. */
  readonly returnArbitration: ArbitrationRuling;
  /** Gives a proposed version back as a draft. LIFE_CYCLE, UNKNOWN_DEFINITION, UNKNOWN_VERSION. */
  readonly returnDefinition: DefinitionRuling;
  /** Gives a proposed version back as a draft. LIFE_CYCLE, UNKNOWN_DERIVATION, UNKNOWN_VERSION. */
  readonly returnDerivation: DerivationRuling;
  /** Takes a merge back: the order is one of its own again, as if it had never been merged. What was merged into it before stays with it. ORDER_NOT_MERGED. */
  readonly undoMerge: MergeRuling;
  /** Gives a recall another scope: a new version, frozen as the first one was; what that was stays answered. As `openRecall`; RECALL_UNKNOWN, RECALL_TERMINATED. */
  readonly widenRecall: Recall;
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationAcceptProposalArgs = {
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationActOnRecallArgs = {
  about?: InputMaybe<Scalars['ID']['input']>;
  act: RecallActKind;
  details?: InputMaybe<Scalars['JSON']['input']>;
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationActivateArbitrationArgs = {
  arbitration: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationActivateDefinitionArgs = {
  definition: Scalars['String']['input'];
  effectiveFrom?: InputMaybe<Scalars['DateTime']['input']>;
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationActivateDerivationArgs = {
  derivation: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationApproveArbitrationArgs = {
  arbitration: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationApproveDefinitionArgs = {
  definition: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationApproveDerivationArgs = {
  derivation: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationCancelRehearsalArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationMergeOrdersArgs = {
  into: Scalars['ID']['input'];
  order: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationOpenRecallArgs = {
  class: RecallClass;
  confirm?: InputMaybe<Scalars['Boolean']['input']>;
  depth: RecallDepth;
  reason: Scalars['String']['input'];
  scope: RecallScope;
  title: Scalars['String']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationProposeArbitrationArgs = {
  draft?: InputMaybe<Scalars['Boolean']['input']>;
  reason: Scalars['String']['input'];
  source: Scalars['String']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationProposeDefinitionArgs = {
  draft?: InputMaybe<Scalars['Boolean']['input']>;
  reason: Scalars['String']['input'];
  source: Scalars['String']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationProposeDerivationArgs = {
  draft?: InputMaybe<Scalars['Boolean']['input']>;
  reason: Scalars['String']['input'];
  source: Scalars['String']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationRehearseArbitrationArgs = {
  arbitration: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationRehearseDefinitionArgs = {
  against?: InputMaybe<Scalars['Int']['input']>;
  by?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  definition: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationRehearseDerivationArgs = {
  derivation: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationRejectProposalArgs = {
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationRetireArbitrationArgs = {
  arbitration: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationRetireDefinitionArgs = {
  definition: Scalars['String']['input'];
  effectiveTo?: InputMaybe<Scalars['DateTime']['input']>;
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationRetireDerivationArgs = {
  derivation: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationReturnArbitrationArgs = {
  arbitration: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationReturnDefinitionArgs = {
  definition: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationReturnDerivationArgs = {
  derivation: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  version: Scalars['Int']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationUndoMergeArgs = {
  order: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


/**
 * Rulings on who is who. They are kept in the journal with who ruled, when and why, survive a rebuild, and are answered when the graph shows them.
 * Until there is access control the caller says who it is by the header `X-OSL-Actor`; without it: ACTOR_MISSING.
 */
export type MutationWidenRecallArgs = {
  confirm?: InputMaybe<Scalars['Boolean']['input']>;
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  scope: RecallScope;
  version?: InputMaybe<Scalars['Int']['input']>;
};

/** Something that would have to be so for a verdict to be MET. */
export type NeededFact = {
  readonly __typename?: 'NeededFact';
  /** The domain whose rule asks for it first. */
  readonly domain: Scalars['String']['output'];
  /** The entity of which it would have to be so; null: another entity of the type would have to come. */
  readonly entity: Maybe<Entity>;
  /** How many values more stand there. */
  readonly moreReads: Scalars['Int']['output'];
  /** False when the state graph leads from the state that holds to none of the values. */
  readonly reachable: Scalars['Boolean']['output'];
  /** What stands there now; of a list as in an explanation. */
  readonly reads: ReadonlyArray<ReadValue>;
  /** What would have to hold, in CEL. */
  readonly rule: Scalars['String']['output'];
  /** In a sentence. LANGUAGE_UNKNOWN where it cannot be told in a language. */
  readonly text: Scalars['String']['output'];
  /** The entity's type. */
  readonly type: Scalars['String']['output'];
  /** Values that would do, where the rule names some; of a state those that can still be come to, if any can. Null where it names none. */
  readonly values: Maybe<ReadonlyArray<Scalars['JSON']['output']>>;
};


/** Something that would have to be so for a verdict to be MET. */
export type NeededFactTextArgs = {
  language?: InputMaybe<Scalars['String']['input']>;
};

/** Anything that can be asked for again by its id. */
export type Node = {
  /** `Type/key`; round-trips through every argument that takes an id or a ref. */
  readonly id: Scalars['ID']['output'];
};

export type Order = Entity & Node & {
  readonly __typename?: 'Order';
  readonly claims: ClaimConnection;
  readonly domain: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  readonly identifiers: ReadonlyArray<Identifier>;
  readonly key: Scalars['String']['output'];
  readonly lineage: Lineage;
  readonly mergedFrom: ReadonlyArray<Merge>;
  readonly resolved: Scalars['Boolean']['output'];
  readonly state: Maybe<DomainState>;
  readonly stateTimeline: StateVisitConnection;
  readonly stateVisits: StateVisitConnection;
  readonly states: ReadonlyArray<DomainState>;
  readonly timeline: ClaimConnection;
  readonly type: Scalars['String']['output'];
  readonly verdict: Verdict;
};


export type OrderClaimsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type OrderLineageArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  budgetMs?: InputMaybe<Scalars['Int']['input']>;
  direction: Direction;
  first?: InputMaybe<Scalars['Int']['input']>;
  maxDepth?: InputMaybe<Scalars['Int']['input']>;
  to?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


export type OrderStateTimelineArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type OrderStateVisitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type OrderTimelineArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type OrderVerdictArgs = {
  definition: Scalars['String']['input'];
  version?: InputMaybe<Scalars['Int']['input']>;
};

export type OrderConnection = {
  readonly __typename?: 'OrderConnection';
  readonly edges: ReadonlyArray<OrderEdge>;
  readonly nodes: ReadonlyArray<Order>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type OrderEdge = {
  readonly __typename?: 'OrderEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Order;
};

export type OrderSort = {
  readonly direction?: InputMaybe<Scalars['String']['input']>;
};

export type OrderWhere = {
  readonly and?: InputMaybe<ReadonlyArray<OrderWhere>>;
};

/** What a definition's version says of an order, in one domain or unified. */
export type Outcome =
  /** It holds. */
  | 'MET'
  /** The rule does not concern this order. */
  | 'NOT_APPLICABLE'
  /** It does not hold. */
  | 'NOT_MET'
  /** Too little is known to say. */
  | 'UNKNOWN';

/** How many orders have an outcome. */
export type OutcomeCount = {
  readonly __typename?: 'OutcomeCount';
  /** How many orders. */
  readonly orders: Scalars['Int']['output'];
  /** The outcome. */
  readonly outcome: Outcome;
};

/** Where a page stands in its list (Relay). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the page's last edge, for `after`; null on an empty page. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there is more after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether something was passed over before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the page's first edge; null on an empty page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** How far apart two domains became MET, and which of them was later. */
export type PairSkew = {
  readonly __typename?: 'PairSkew';
  /** On how many orders the first domain was later. */
  readonly firstLater: Scalars['Int']['output'];
  /** The farthest. */
  readonly longestHours: Scalars['Float']['output'];
  /** The mean of the absolute times. */
  readonly meanHours: Scalars['Float']['output'];
  /** Half of them are at most so far apart; between two orders: halfway. */
  readonly medianHours: Scalars['Float']['output'];
  /** Over how many orders. */
  readonly orders: Scalars['Int']['output'];
  /** Nine tenths of them are at most so far apart; between two orders: in proportion. */
  readonly p90Hours: Scalars['Float']['output'];
  /** On how many the second was. */
  readonly secondLater: Scalars['Int']['output'];
  /** On how many both were at the same instant. */
  readonly together: Scalars['Int']['output'];
};

/** What a translation proposed, once for each window and group: with the numbers and the entities that it was founded on then, and who decided. It is never written into another system. */
export type Proposal = {
  readonly __typename?: 'Proposal';
  /** What they added up to. */
  readonly amount: Scalars['Float']['output'];
  /** The condition that held, in CEL. */
  readonly condition: Scalars['String']['output'];
  /** Entities that matched when it was proposed. */
  readonly count: Scalars['Int']['output'];
  /** When, by our clock. */
  readonly decidedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who decided, as the caller said; null while nobody has. */
  readonly decidedBy: Maybe<Scalars['String']['output']>;
  /** The proposed entity, in its domain's words; its evidence is what its relation leads to. Null where the model has no such type any more. */
  readonly entity: Maybe<Entity>;
  /** Of how many entities it is linked to the evidence: the greatest amounts, up to what the translation says. */
  readonly evidence: Scalars['Int']['output'];
  /** When it ends if nobody decides; null: never. */
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** The group that was measured; null where all were one. */
  readonly group: Maybe<Scalars['String']['output']>;
  /** Entities that were counted in the group, whether they matched or not. */
  readonly groupCount: Scalars['Int']['output'];
  /** `amount` of `groupTotal`; null where the group's whole was nothing. */
  readonly groupShare: Maybe<Scalars['Float']['output']>;
  /** What those added up to. */
  readonly groupTotal: Scalars['Float']['output'];
  /** Whether the condition still holds, by what is measured now; null where the model has no such translation any more, or one with other windows. */
  readonly holds: Maybe<Scalars['Boolean']['output']>;
  /** Ref of the proposed entity: `<Type>/<translation>:<window>`, and `:<group>` where there are groups. */
  readonly id: Scalars['ID']['output'];
  /** When, by our clock. */
  readonly proposedAt: Scalars['DateTime']['output'];
  /** Why. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** `amount` of `total`; null where the whole was nothing. */
  readonly share: Maybe<Scalars['Float']['output']>;
  /** How far it has come. */
  readonly stage: ProposalStage;
  /** What those added up to. */
  readonly total: Scalars['Float']['output'];
  /** Entities that were counted in the window. */
  readonly totalCount: Scalars['Int']['output'];
  /** Name of the translation. */
  readonly translation: Scalars['String']['output'];
  /** The version of the translation that proposed it. */
  readonly version: Scalars['Int']['output'];
  /** The window that was measured. */
  readonly window: MeasureWindow;
};

/** A page of proposals. */
export type ProposalConnection = {
  readonly __typename?: 'ProposalConnection';
  /** The proposals with their cursors. */
  readonly edges: ReadonlyArray<ProposalEdge>;
  /** The proposals. */
  readonly nodes: ReadonlyArray<Proposal>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A proposal and its cursor. */
export type ProposalEdge = {
  readonly __typename?: 'ProposalEdge';
  /** Where the next page begins. */
  readonly cursor: Scalars['String']['output'];
  /** The proposal. */
  readonly node: Proposal;
};

/** How far a proposal has come. */
export type ProposalStage =
  /** Somebody accepted it; what comes of it is for the domain's own systems. */
  | 'ACCEPTED'
  /** Nobody decided in time. */
  | 'EXPIRED'
  /** Nobody has decided yet. */
  | 'PROPOSED'
  /** Somebody rejected it. */
  | 'REJECTED';

/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type Query = {
  readonly __typename?: 'Query';
  /** Every rule of arbitration: what decides between sources that disagree. */
  readonly arbitration: ReadonlyArray<Arbitration>;
  /**
   * Backward: what failed units come of in common over lineage (supplier lots, lots, work orders, engineering changes …), held against all units there are, so that what
   * half of the world shares does not look like a cause. RECALL_NOT_A_UNIT; REF_UNKNOWN with the nearest; RECALL_UNKNOWN; LINEAGE_NOWHERE where units never come of a type that is asked for.
   */
  readonly commonCauses: CommonCauses;
  /** Things on which sources disagree: those that no rule of arbitration decides, or those that one does. */
  readonly conflicts: ConflictConnection;
  /** One definition; null and UNKNOWN_DEFINITION with the nearest names when there is none. */
  readonly definition: Maybe<Definition>;
  /** Every definition of the model, by name. */
  readonly definitions: ReadonlyArray<Definition>;
  /** Every derivation of the model: what its inferred links follow from. */
  readonly derivations: ReadonlyArray<Derivation>;
  /**
   * Where domains disagree about a definition: every order that has begun, counted by what each domain says of it, and how far apart they say so.
   * UNKNOWN_DEFINITION, UNKNOWN_VERSION, DEFINITION_NOT_EFFECTIVE, AS_OF_BEFORE_FIRST. Counted in the journal, which may be ahead of the graph by the receipt's `lagMs`.
   */
  readonly disagreements: DisagreementMatrix;
  /** Every entity that someone knows by this identifier, whatever its type. */
  readonly entities: ReadonlyArray<Entity>;
  /** One entity by type and key; null and REF_UNKNOWN with the nearest when nothing is known under them, UNKNOWN_TYPE with the nearest names when the model has no such type. */
  readonly entity: Maybe<Entity>;
  /**
   * Why a verdict on an order differs between two moments, between what was known at two, or between two versions: what makes the difference, down to conditions and claims.
   * The order is found as `order` finds it now.
   */
  readonly explainChange: VerdictChange;
  /**
   * Why two entities are linked, by lineage downstream or upstream (where no lineage joins their types: by any relation, three deep from each end), or where the way
   * between them breaks. REF_UNKNOWN when nothing is known under a ref.
   */
  readonly explainLink: LinkExplanation;
  /** What entities come from or lead to, over relations that take part in lineage. */
  readonly lineage: Lineage;
  /** Any entity by its ref; null and REF_UNKNOWN with the nearest when nothing is known under it. */
  readonly node: Maybe<Node>;
  /**
   * By ref, else by an identifier of the order, else by an identifier of any entity that leads to an order; the first level with a match decides.
   * Nothing: null and an error ORDER_UNKNOWN with the nearest known. Several: null and ORDER_AMBIGUOUS with up to 50 candidates, their count and the path to each.
   * Something that orders share (a lot, a product): ORDER_SHARED. No claim by then: ORDER_UNKNOWN_AT.
   */
  readonly order: Maybe<Order>;
  /** Orders, filtered and sorted by fields, states, verdicts and related entities; those that only links name (`resolved: false`) too. */
  readonly orders: OrderConnection;
  /** What translations have proposed, latest first. */
  readonly proposals: ProposalConnection;
  /** A recall by its id. RECALL_UNKNOWN with the nearest. */
  readonly recall: Recall;
  /** Recalls, latest first. */
  readonly recalls: RecallConnection;
  /** A rehearsal by its id. REHEARSAL_UNKNOWN. */
  readonly rehearsal: Rehearsal;
  /** Records that were not taken, latest first; each is kept once per source and content. */
  readonly rejects: RejectConnection;
  /**
   * How the entities of a type go through its states: how often and how long they are in each, which transitions are taken, how many of them the vocabulary does not know.
   * Counted in the journal, which may be ahead of the graph by the receipt's `lagMs`. UNKNOWN_TYPE, TYPE_WITHOUT_STATES, AS_OF_BEFORE_FIRST.
   */
  readonly stateGraph: StateGraph;
  /** One translation. UNKNOWN_TRANSLATION with the nearest names when there is none. */
  readonly translation: Translation;
  /** Every translation of the model: what a condition in one domain's words proposes to another. */
  readonly translations: ReadonlyArray<Translation>;
  /** Words for states that records used and no vocabulary knows, for which they were not taken, by source and entity type, the commonest first: at most 10,000. */
  readonly unknownSpellings: UnknownSpellingConnection;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryCommonCausesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  inferred?: InputMaybe<Scalars['Boolean']['input']>;
  recall?: InputMaybe<Scalars['ID']['input']>;
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  units?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryConflictsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  decided?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryDefinitionArgs = {
  name: Scalars['String']['input'];
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryDisagreementsArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
  definition: Scalars['String']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  version?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<OrderWhere>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryEntitiesArgs = {
  identifier: Scalars['String']['input'];
  scheme?: InputMaybe<Scalars['String']['input']>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryEntityArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
  key: Scalars['ID']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  type: Scalars['String']['input'];
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryExplainChangeArgs = {
  after?: InputMaybe<VerdictMoment>;
  before: VerdictMoment;
  definition: Scalars['String']['input'];
  domain?: InputMaybe<Scalars['String']['input']>;
  order: Scalars['ID']['input'];
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryExplainLinkArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
  from: Scalars['ID']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  to: Scalars['ID']['input'];
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryLineageArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
  budgetMs?: InputMaybe<Scalars['Int']['input']>;
  direction: Direction;
  first?: InputMaybe<Scalars['Int']['input']>;
  from: ReadonlyArray<Scalars['ID']['input']>;
  inferred?: InputMaybe<Scalars['Boolean']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  maxDepth?: InputMaybe<Scalars['Int']['input']>;
  to?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryOrderArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
  domain?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<OrderSort>>;
  where?: InputMaybe<OrderWhere>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryProposalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  stage?: InputMaybe<ProposalStage>;
  translation?: InputMaybe<Scalars['String']['input']>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryRecallArgs = {
  id: Scalars['ID']['input'];
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryRecallsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryRehearsalArgs = {
  id: Scalars['ID']['input'];
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryRejectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryStateGraphArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  type: Scalars['String']['input'];
  where?: InputMaybe<OrderWhere>;
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryTranslationArgs = {
  name: Scalars['String']['input'];
};


/** Questions to the order semantic layer. Every answer carries `extensions.receipt`: the versions used, as-of, freshness, and what could not be honoured. */
export type QueryUnknownSpellingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['String']['input']>;
};

/** A value that a rule looked at. */
export type ReadValue = {
  readonly __typename?: 'ReadValue';
  /** The claims that the value rests on; of a used version's verdict those of that version. */
  readonly claims: ReadonlyArray<Claim>;
  /** True where sources disagree about it and no rule decided. */
  readonly disputed: Scalars['Boolean']['output'];
  /** The entity in whose list it was read; null where the rule reads it of the entity it looks at, or of the order. */
  readonly entity: Maybe<Entity>;
  /** As the rule writes it: `state.local`; of an entity in a list the list's, `entities.<Type>.state.local`. */
  readonly path: Scalars['String']['output'];
  /** The value, times as RFC 3339; null where nothing is known, or sources disagree. */
  readonly value: Maybe<Scalars['JSON']['output']>;
};

/** A recall: what it is about, whom it concerns as frozen when it was opened or widened, and what was done since. */
export type Recall = {
  readonly __typename?: 'Recall';
  /** Everything that was done, first to last. */
  readonly acts: ReadonlyArray<RecallAct>;
  /** How many units; a lot whose pieces have no serial numbers is one. */
  readonly affected: Scalars['Int']['output'];
  /** What was true then: when the graph stood still to be frozen, after what it was behind was waited for. */
  readonly asOf: Scalars['DateTime']['output'];
  /** Where they are, all together. */
  readonly balance: RecallBalance;
  /** How grave it is. */
  readonly class: RecallClass;
  /** What is not known, and why. */
  readonly completeness: RecallCompleteness;
  /** What has changed since it was frozen, by what is known now. */
  readonly delta: RecallDelta;
  /** How far down it goes. */
  readonly depth: RecallDepth;
  /** SHA-256 over the frozen units in order of their refs: refs, times and dispositions, one JSON array a line; never a personal value. */
  readonly digest: Scalars['String']['output'];
  /** The model and its versions, as the answer that was frozen says of itself. */
  readonly frozenUnder: Scalars['JSON']['output'];
  /** The units by whom they concern: each group with its own counts, by ref. A unit of nobody is in the group without an entity; one of several counts in each. */
  readonly groups: RecallGroupConnection;
  /** `R-1`, in the order in which they were opened. */
  readonly id: Scalars['ID']['output'];
  /** What we had been told by then: by `asOf`, or by when the first record that the graph lacked was taken. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** Where they are, lot by lot, by ref. */
  readonly lots: RecallLotConnection;
  /** Lots and units that may be meant too, by a slip in reading or writing. */
  readonly nearMatches: ReadonlyArray<RecallNearMatch>;
  /** Which units it is about, as asked. */
  readonly scope: Scalars['JSON']['output'];
  /** How far it has come. */
  readonly stage: RecallStage;
  /** What it is called. */
  readonly title: Scalars['String']['output'];
  /** The units, by ref. */
  readonly units: RecallUnitConnection;
  /** Its scope, counted from 1; widening makes a new one. */
  readonly version: Scalars['Int']['output'];
};


/** A recall: what it is about, whom it concerns as frozen when it was opened or widened, and what was done since. */
export type RecallGroupsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  by: RecallGrouping;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A recall: what it is about, whom it concerns as frozen when it was opened or widened, and what was done since. */
export type RecallLotsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A recall: what it is about, whom it concerns as frozen when it was opened or widened, and what was done since. */
export type RecallUnitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<RecallUnitWhere>;
};

/** Something that was done about a recall. */
export type RecallAct = {
  readonly __typename?: 'RecallAct';
  /** Whom or what it was about; null: the whole recall. */
  readonly about: Maybe<Entity>;
  /** What was done. */
  readonly act: RecallActKind;
  /** Who did, as the caller said. */
  readonly actor: Scalars['String']['output'];
  /** More of it, by kind: notices, answers, deadlines. */
  readonly details: Maybe<Scalars['JSON']['output']>;
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** When, by our clock. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The version of its scope that it made or was about. */
  readonly version: Scalars['Int']['output'];
};

/** Kinds of acts on a recall. */
export type RecallActKind =
  /** Consignees answered. */
  | 'ACKNOWLEDGED'
  /** A near match is meant: it belongs into the scope, by widening. */
  | 'CANDIDATE_ACCEPTED'
  /** A near match is not meant. */
  | 'CANDIDATE_REJECTED'
  /** Whether a consignee was told, and did what it was asked, was checked. */
  | 'CHECKED'
  /** Answers are checked from now on, at a level. */
  | 'MONITORED'
  /** Consignees were told. */
  | 'NOTIFIED'
  /** It was opened. */
  | 'OPENED'
  /** An authority asked for something by a day. */
  | 'REQUESTED'
  /** Somebody stands by its scope: every near match was ruled on. */
  | 'SCOPED'
  /** It is over. */
  | 'TERMINATED'
  /** It was given another scope. */
  | 'WIDENED';

/** Pieces by what became of them: `made` is the sum of the others; `overAccounted` is what is told of beyond what was made. */
export type RecallBalance = {
  readonly __typename?: 'RecallBalance';
  /** At consignees. */
  readonly atConsignees: Scalars['Float']['output'];
  /** Are no more. */
  readonly destroyed: Scalars['Float']['output'];
  /** Taken out of subjects again, and not yet told to have come back. */
  readonly explanted: Scalars['Float']['output'];
  /** With us. */
  readonly inStock: Scalars['Float']['output'];
  /** On their way. */
  readonly inTransit: Scalars['Float']['output'];
  /** As many as the makers say were made; where nobody says, as many as are known. */
  readonly made: Scalars['Float']['output'];
  /** Known beyond what was made. */
  readonly overAccounted: Scalars['Float']['output'];
  /** Came back to us. */
  readonly returned: Scalars['Float']['output'];
  /** Whether somebody says how many were made. */
  readonly stated: Scalars['Boolean']['output'];
  /** Made, and nobody knows of them; negative never: see `overAccounted`. */
  readonly unaccounted: Scalars['Float']['output'];
  /** Of those that are known: nobody says where they are, or sources disagree. */
  readonly unknown: Scalars['Float']['output'];
  /** In subjects, or used up. */
  readonly used: Scalars['Float']['output'];
};

/** What changed of a unit. */
export type RecallChange = {
  readonly __typename?: 'RecallChange';
  /** As it is now; null of one that was withdrawn. */
  readonly after: Maybe<RecallUnit>;
  /** Claims that name the unit, or what says what became of it, and were told since then, or stand since then or do so no longer (`stands`), earliest told first: at most 20. */
  readonly because: ReadonlyArray<Claim>;
  /** As frozen; null of one that was added. */
  readonly before: Maybe<RecallUnit>;
  /** How. */
  readonly kind: RecallChangeKind;
  /** The unit. */
  readonly unit: Entity;
};

/** How a unit, a lot or a near match of a recall changed. */
export type RecallChangeKind =
  /** The scope finds it now and did not then. */
  | 'ADDED'
  /** Something else is known of it. */
  | 'CHANGED'
  /** The scope found it then and does not now. */
  | 'WITHDRAWN';

/** How grave a recall is (21 CFR 7.3(m)). */
export type RecallClass =
  /** Use will or may well cause serious harm or death. */
  | 'I'
  /** Use may cause temporary or reversible harm, or serious harm is remote. */
  | 'II'
  /** Use is not likely to cause harm. */
  | 'III';

/** What could not be known of a recall, and why. */
export type RecallCompleteness = {
  readonly __typename?: 'RecallCompleteness';
  /** GENEALOGY_CIRCLE: entities on the way that come of themselves, by way of others, by ref, at most a thousand. They and what comes of them are in the scope; a record of where they come from is wrong. */
  readonly circular: ReadonlyArray<Entity>;
  /** Whether nothing is listed below. */
  readonly complete: Scalars['Boolean']['output'];
  /** Units of which sources disagree what became of them. */
  readonly doubtful: Scalars['Int']['output'];
  /** Units found over links alone that no record states. */
  readonly inferred: Scalars['Int']['output'];
  /** What the model keeps no way to from a unit, such as SUBJECT. */
  readonly notModelled: ReadonlyArray<Scalars['String']['output']>;
  /** Sources whose records are older than they may be, or have numbers missing. */
  readonly sources: ReadonlyArray<RecallSourceGap>;
  /** Consignees with such units. */
  readonly unansweredConsignees: Scalars['Int']['output'];
  /** Units at a consignee of which it has not said what became of them. */
  readonly unansweredUnits: Scalars['Int']['output'];
  /** Units that are among them though no date is known of them, or of a lot of theirs, that a window of the scope could be held against. */
  readonly undated: Scalars['Int']['output'];
  /** Units of which nobody says where they are. */
  readonly unknown: Scalars['Int']['output'];
  /** Entities on the way (units, lots, lines, consignees, subjects) that links name and no record has told of. */
  readonly unresolved: Scalars['Int']['output'];
};

/** A page of recalls. */
export type RecallConnection = {
  readonly __typename?: 'RecallConnection';
  /** The recalls with their cursors. */
  readonly edges: ReadonlyArray<RecallEdge>;
  /** The recalls. */
  readonly nodes: ReadonlyArray<Recall>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What has changed since a recall was frozen. */
export type RecallDelta = {
  readonly __typename?: 'RecallDelta';
  /** Units that the scope finds now and did not then. */
  readonly added: Scalars['Int']['output'];
  /** Units that it finds as before, of which something else is known. */
  readonly changed: Scalars['Int']['output'];
  /** Them, by ref: at most 1,000. */
  readonly changes: ReadonlyArray<RecallChange>;
  /** Consignees that were not concerned. */
  readonly consigneesAdded: ReadonlyArray<Entity>;
  /** Consignees that are not any more. */
  readonly consigneesWithdrawn: ReadonlyArray<Entity>;
  /** Nothing has. */
  readonly empty: Scalars['Boolean']['output'];
  /** Them, by ref: at most 1,000. */
  readonly lots: ReadonlyArray<RecallLotChange>;
  /** How many lots came, went, or are balanced otherwise. */
  readonly lotsChanged: Scalars['Int']['output'];
  /** Them, by ref: at most 1,000. */
  readonly nearMatches: ReadonlyArray<RecallNearMatchChange>;
  /** How many near matches came or went. */
  readonly nearMatchesChanged: Scalars['Int']['output'];
  /** Subjects that were not concerned. */
  readonly subjectsAdded: ReadonlyArray<Entity>;
  /** Subjects that are not any more. */
  readonly subjectsWithdrawn: ReadonlyArray<Entity>;
  /** Units that it found then and does not now. */
  readonly withdrawn: Scalars['Int']['output'];
};

/** How far down the chain a recall goes (21 CFR 7.42(b)(1)); SUBJECT is whom a device was used in. */
export type RecallDepth =
  /** Those who sell to users. */
  | 'RETAIL'
  /** Those it was used in: patients. */
  | 'SUBJECT'
  /** Those who use it: hospitals. */
  | 'USER'
  /** Those who buy to sell on. */
  | 'WHOLESALE';

/** How many units are of a disposition. */
export type RecallDispositionCount = {
  readonly __typename?: 'RecallDispositionCount';
  /** The disposition. */
  readonly disposition: UnitDisposition;
  /** How many. */
  readonly units: Scalars['Int']['output'];
};

/** A recall and its cursor. */
export type RecallEdge = {
  readonly __typename?: 'RecallEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The recall. */
  readonly node: Recall;
};

/** Units of a recall that concern one entity. */
export type RecallGroup = {
  readonly __typename?: 'RecallGroup';
  /** How many of each disposition; those of none are left out. */
  readonly dispositions: ReadonlyArray<RecallDispositionCount>;
  /** Whom they concern; null: nobody is known. */
  readonly entity: Maybe<Entity>;
  /** When the first of them was used. */
  readonly firstUsedAt: Maybe<Scalars['DateTime']['output']>;
  /** When the last of them was used. */
  readonly lastUsedAt: Maybe<Scalars['DateTime']['output']>;
  /** How many. */
  readonly units: Scalars['Int']['output'];
};

/** A page of groups. */
export type RecallGroupConnection = {
  readonly __typename?: 'RecallGroupConnection';
  /** The groups with their cursors. */
  readonly edges: ReadonlyArray<RecallGroupEdge>;
  /** The groups. */
  readonly nodes: ReadonlyArray<RecallGroup>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many entities there are in all; the group of nobody is none. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A group and its cursor. */
export type RecallGroupEdge = {
  readonly __typename?: 'RecallGroupEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The group. */
  readonly node: RecallGroup;
};

/** Whom units are grouped by. */
export type RecallGrouping =
  /** To whom they were sent. */
  | 'CONSIGNEES'
  /** The lots that they are from. */
  | 'LOTS'
  /** The orders that they belong to. */
  | 'ORDERS'
  /** In whom they were used. */
  | 'SUBJECTS';

/** A lot of a recall. */
export type RecallLot = {
  readonly __typename?: 'RecallLot';
  /** Where its pieces are. */
  readonly balance: RecallBalance;
  /** Pieces without serial numbers of which sources disagree what became of them: what may not be so moves none in the balance; null: frozen by an earlier release. */
  readonly doubtful: Maybe<Scalars['Float']['output']>;
  /** The lot. */
  readonly lot: Entity;
};

/** What changed of a lot: how many were made, or whether anybody says so, what is told of pieces without serial numbers, how many of them are in dispute, or what became of its units. */
export type RecallLotChange = {
  readonly __typename?: 'RecallLotChange';
  /** As it is now; null of one that was withdrawn. */
  readonly after: Maybe<RecallBalance>;
  /** Claims that name the lot, what says what became of its pieces, or a unit of it among `changes`, and were told since then, or stand since then or do so no longer (`stands`), earliest told first: at most 20. */
  readonly because: ReadonlyArray<Claim>;
  /** As frozen; null of one that was added. */
  readonly before: Maybe<RecallBalance>;
  /** The same as it is now; null of one that was withdrawn. */
  readonly doubtfulAfter: Maybe<Scalars['Float']['output']>;
  /** Pieces without serial numbers of which sources disagreed what became of them; null of one that was added, or that was frozen by an earlier release. */
  readonly doubtfulBefore: Maybe<Scalars['Float']['output']>;
  /** How. */
  readonly kind: RecallChangeKind;
  /** The lot. */
  readonly lot: Entity;
};

/** A page of lots of a recall. */
export type RecallLotConnection = {
  readonly __typename?: 'RecallLotConnection';
  /** The lots with their cursors. */
  readonly edges: ReadonlyArray<RecallLotEdge>;
  /** The lots. */
  readonly nodes: ReadonlyArray<RecallLot>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A lot and its cursor. */
export type RecallLotEdge = {
  readonly __typename?: 'RecallLotEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The lot. */
  readonly node: RecallLot;
};

/** A lot or unit that may be meant too. */
export type RecallNearMatch = {
  readonly __typename?: 'RecallNearMatch';
  /** Whether somebody ruled that it is meant, or that it is not; null: nobody has. */
  readonly accepted: Maybe<Scalars['Boolean']['output']>;
  /** Who ruled. */
  readonly actor: Maybe<Scalars['String']['output']>;
  /** Why. */
  readonly because: Maybe<Scalars['String']['output']>;
  /** The candidate. */
  readonly entity: Entity;
  /** The text in the scope that it is near to. */
  readonly near: Scalars['String']['output'];
  /** In what they differ. ACCEPTED_BEFORE: it was accepted for an earlier version of the scope, and this one is not about it. */
  readonly reason: Scalars['String']['output'];
};

/** A near match that came or went since a recall was frozen. */
export type RecallNearMatchChange = {
  readonly __typename?: 'RecallNearMatchChange';
  /** Claims that name it and were told since then, or stand since then or do so no longer (`stands`), earliest told first: at most 20. */
  readonly because: ReadonlyArray<Claim>;
  /** Who may be meant, or may no longer be, or is in the scope by now. */
  readonly entity: Entity;
  /** ADDED or WITHDRAWN. */
  readonly kind: RecallChangeKind;
  /** The text in the scope that it is near to. */
  readonly near: Scalars['String']['output'];
  /** In what they differ. */
  readonly reason: Scalars['String']['output'];
};

/** Units for which everything given holds. */
export type RecallPart = {
  /** A condition in CEL over `entity`, the unit, and its `state`. */
  readonly condition?: InputMaybe<Scalars['String']['input']>;
  /** A product by its device identifier, such as a GTIN of any length. */
  readonly di?: InputMaybe<Scalars['String']['input']>;
  /** Expiring in this time. */
  readonly expires?: InputMaybe<RecallWindow>;
  /** Refs of anything that units come from: lots, supplier lots, work orders, engineering changes, units themselves. */
  readonly from?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Numbers of lots, as they are printed. */
  readonly lots?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Made in this time. */
  readonly produced?: InputMaybe<RecallWindow>;
  /** Serial numbers of the product named by `di`, both ends included; ends of one form: letters and length are the same. */
  readonly serials?: InputMaybe<RecallSerials>;
  /** A UDI in any issuing agency's form. What it says of lot, serial number and product narrows each other. */
  readonly udi?: InputMaybe<Scalars['String']['input']>;
};

/** Which units a recall is about: those of any of its parts. */
export type RecallScope = {
  /** One part or more. */
  readonly any: ReadonlyArray<RecallPart>;
};

/** Serial numbers from one to another. */
export type RecallSerials = {
  /** The first. */
  readonly from: Scalars['String']['input'];
  /** The last. */
  readonly to: Scalars['String']['input'];
};

/** What is missing of a source. */
export type RecallSourceGap = {
  readonly __typename?: 'RecallSourceGap';
  /** The first of them. */
  readonly firstMissing: Maybe<Scalars['String']['output']>;
  /** When it was last heard of. */
  readonly lastRecordedAt: Maybe<Scalars['DateTime']['output']>;
  /** How many of the numbers that count its records are missing between the first and the last; 0 where it has no such numbers. */
  readonly missing: Scalars['Int']['output'];
  /** How old its records may be, an ISO 8601 duration; null where it states none. */
  readonly objective: Maybe<Scalars['String']['output']>;
  /** The source. */
  readonly source: Scalars['String']['output'];
};

/** How far a recall has come. */
export type RecallStage =
  /** Their answers are being checked. */
  | 'MONITORED'
  /** Consignees were told. */
  | 'NOTIFIED'
  /** Its scope stands and its result is frozen. */
  | 'OPENED'
  /** Somebody has looked at its doubtful parts and stands by its scope. */
  | 'SCOPED'
  /** It is over. */
  | 'TERMINATED';

/** A unit of a recall, as frozen; or a lot of which pieces without serial numbers are told: it stands as one, UNKNOWN, with everybody whom any of its pieces concerns, and what became of them is in the balance. */
export type RecallUnit = {
  readonly __typename?: 'RecallUnit';
  /** To whom it was sent. */
  readonly consignees: ReadonlyArray<Entity>;
  /** Where it is, or what became of it. */
  readonly disposition: UnitDisposition;
  /** Since when. */
  readonly dispositionAt: Maybe<Scalars['DateTime']['output']>;
  /** What says so; null where nothing does. */
  readonly dispositionBy: Maybe<Entity>;
  /** Whether sources disagree about what became of it. */
  readonly doubtful: Scalars['Boolean']['output'];
  /** Ref of the unit. */
  readonly id: Scalars['ID']['output'];
  /** Whether it was found over links alone that no record states. */
  readonly inferred: Scalars['Boolean']['output'];
  /** The lines it was allocated to. */
  readonly lines: ReadonlyArray<Entity>;
  /** The lots it is from. */
  readonly lots: ReadonlyArray<Entity>;
  /** The orders it belongs to. */
  readonly orders: ReadonlyArray<Entity>;
  /** In whom it was used. */
  readonly subjects: ReadonlyArray<Entity>;
  /** The unit as it is now. */
  readonly unit: Entity;
  /** When it was used. */
  readonly usedAt: ReadonlyArray<Scalars['DateTime']['output']>;
};

/** A page of units of a recall. */
export type RecallUnitConnection = {
  readonly __typename?: 'RecallUnitConnection';
  /** The units with their cursors. */
  readonly edges: ReadonlyArray<RecallUnitEdge>;
  /** The units. */
  readonly nodes: ReadonlyArray<RecallUnit>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, under `where`. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A unit and its cursor. */
export type RecallUnitEdge = {
  readonly __typename?: 'RecallUnitEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The unit. */
  readonly node: RecallUnit;
};

/** Which units of a recall; everything given holds. */
export type RecallUnitWhere = {
  /** Sent to this consignee. */
  readonly consignee?: InputMaybe<Scalars['ID']['input']>;
  /** Of one of these dispositions. */
  readonly dispositions?: InputMaybe<ReadonlyArray<UnitDisposition>>;
  /** Those of which sources disagree what became of them, or the others. */
  readonly doubtful?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those found over links alone that no record states, or the others. */
  readonly inferred?: InputMaybe<Scalars['Boolean']['input']>;
  /** From this lot. */
  readonly lot?: InputMaybe<Scalars['ID']['input']>;
  /** Of this order. */
  readonly order?: InputMaybe<Scalars['ID']['input']>;
  /** Used in this subject. */
  readonly subject?: InputMaybe<Scalars['ID']['input']>;
};

/** A stretch of time; one end may be open. */
export type RecallWindow = {
  /** From this moment on. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Until this moment, which is in it. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What a version of a definition or a derivation would change, were it in force, over every order, or every entity that the derivation looks at, as it was known when the rehearsal began. */
export type Rehearsal = {
  readonly __typename?: 'Rehearsal';
  /** Who asked for it. */
  readonly actor: Scalars['String']['output'];
  /** The version that it is compared with; null where none was in force. */
  readonly against: Maybe<Scalars['Int']['output']>;
  /** When it began, by our clock: what was told since is not in it. */
  readonly begunAt: Scalars['DateTime']['output'];
  /** How many orders would have another unified outcome, or stand at another stage where both versions have a scale. This and what follows is null until it is DONE, and of a rule. */
  readonly changed: Maybe<Scalars['Int']['output']>;
  /** The definition, or the rule. */
  readonly definition: Scalars['String']['output'];
  /** Orders by each field that was asked for; where a field has several values of an order, its groups add up to more than the orders. */
  readonly dimensions: Maybe<ReadonlyArray<RehearsalDimension>>;
  /** What an arbitration rule's version would decide; null until it is DONE, and of anything else. */
  readonly disputes: Maybe<RehearsedDisputes>;
  /** Orders by their outcome before and after in each domain that either version has a rule for. */
  readonly domains: Maybe<ReadonlyArray<RehearsalDomain>>;
  /** When it ended; null while it is under way. */
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  /** Orders that would change, up to three of each change, with what makes the difference. */
  readonly examples: Maybe<ReadonlyArray<RehearsalExample>>;
  /** Why it failed. */
  readonly failure: Maybe<Scalars['String']['output']>;
  /** Its number. */
  readonly id: Scalars['ID']['output'];
  /** What a derivation's version would infer; null until it is DONE, and of anything else. */
  readonly links: Maybe<RehearsedLinks>;
  /** Orders by the month in which they began, in UTC. */
  readonly months: Maybe<ReadonlyArray<RehearsalGroup>>;
  /** How many orders were looked at so far; of a derivation, entities of either side; of a rule of arbitration, entities of which several sources speak. */
  readonly orders: Scalars['Int']['output'];
  /** Titles of the world's saved questions that name the definition, or one of which some version uses it, over others too; none of a derivation. */
  readonly questions: ReadonlyArray<Scalars['String']['output']>;
  /** How far apart they would. */
  readonly skewAfter: Maybe<SkewDistribution>;
  /** How far apart domains became MET, as it is; null where no order has two. */
  readonly skewBefore: Maybe<SkewDistribution>;
  /** How far it is. */
  readonly stage: RehearsalStage;
  /** Orders by the stage where they stand before and after; null where neither version has a scale. */
  readonly stages: Maybe<ReadonlyArray<RehearsalStages>>;
  /** Orders by their unified outcome before and after. */
  readonly unified: Maybe<ReadonlyArray<RehearsalCell>>;
  /** The version that is rehearsed. */
  readonly version: Scalars['Int']['output'];
};

/** Orders that one outcome turns into another; null where no version was in force, or the version has no rule for the domain. */
export type RehearsalCell = {
  readonly __typename?: 'RehearsalCell';
  /** As it would be. */
  readonly after: Maybe<Outcome>;
  /** As it is. */
  readonly before: Maybe<Outcome>;
  /** How many. */
  readonly orders: Scalars['Int']['output'];
};

/** Orders by a field of theirs, or of what relations lead to from them: each counts once for every value that it has, over links that hold. */
export type RehearsalDimension = {
  readonly __typename?: 'RehearsalDimension';
  /** As it was asked for. */
  readonly field: Scalars['String']['output'];
  /** All others together; null where there are none. */
  readonly others: Maybe<RehearsalGroup>;
  /** The hundred values that most orders have, those first. */
  readonly values: ReadonlyArray<RehearsalGroup>;
};

/** Orders by their outcome in one domain. */
export type RehearsalDomain = {
  readonly __typename?: 'RehearsalDomain';
  /** By outcome before and after. */
  readonly cells: ReadonlyArray<RehearsalCell>;
  /** The domain. */
  readonly domain: Scalars['String']['output'];
};

/** An order that would change. */
export type RehearsalExample = {
  readonly __typename?: 'RehearsalExample';
  /** As it would be. */
  readonly after: Outcome;
  /** As it was. */
  readonly before: Maybe<Outcome>;
  /** The claims that make the difference, at most twenty. */
  readonly claims: ReadonlyArray<Claim>;
  /** The order, as it is now. */
  readonly order: Order;
  /** The difference in words. */
  readonly text: Scalars['String']['output'];
};


/** An order that would change. */
export type RehearsalExampleTextArgs = {
  language?: InputMaybe<Scalars['String']['input']>;
};

/** Orders that have a value in common. */
export type RehearsalGroup = {
  readonly __typename?: 'RehearsalGroup';
  /** How many of them would have another unified outcome, or stand at another stage. */
  readonly changed: Scalars['Int']['output'];
  /** How many would be. */
  readonly metAfter: Scalars['Int']['output'];
  /** How many are MET as it is. */
  readonly metBefore: Scalars['Int']['output'];
  /** How many. */
  readonly orders: Scalars['Int']['output'];
  /** The value; a month as 2026-03; null where they have none. */
  readonly value: Maybe<Scalars['String']['output']>;
};

/** How far a rehearsal is. */
export type RehearsalStage =
  /** Somebody ended it. */
  | 'CANCELLED'
  /** It came to its end. */
  | 'DONE'
  /** It could not go on; `failure` says why. */
  | 'FAILED'
  /** It goes on; `orders` says how far it is. */
  | 'UNDER_WAY';

/** Orders that go from one stage to another. */
export type RehearsalStages = {
  readonly __typename?: 'RehearsalStages';
  /** Where they would stand; null where nobody knows, or the version has no scale. */
  readonly after: Maybe<Scalars['String']['output']>;
  /** Where they stand; null where nobody knows, where no version was in force, or it has no scale. */
  readonly before: Maybe<Scalars['String']['output']>;
  /** How many. */
  readonly orders: Scalars['Int']['output'];
};

/** An entity that another value would hold of, with what sources claim. */
export type RehearsedDispute = {
  readonly __typename?: 'RehearsedDispute';
  /** The entity. */
  readonly about: Entity;
  /** What would. */
  readonly after: Maybe<Scalars['String']['output']>;
  /** What holds; null: nothing, it is unsettled. */
  readonly before: Maybe<Scalars['String']['output']>;
  /** The claims in dispute. */
  readonly claims: ReadonlyArray<Claim>;
};

/** What a version of a rule of arbitration would decide, against what is decided. */
export type RehearsedDisputes = {
  readonly __typename?: 'RehearsedDisputes';
  /** Entities that another value would hold of, by what holds and what would; null: nothing, it is unsettled; empty: that there is none. The commonest first, at most a hundred. */
  readonly changes: ReadonlyArray<RehearsedRuling>;
  /** How many entities sources disagree about, as far as that is not settled by who lags. */
  readonly disputed: Scalars['Int']['output'];
  /** The first ten entities of which another value would hold, by ref. */
  readonly examples: ReadonlyArray<RehearsedDispute>;
  /** How many of them nothing would. */
  readonly unsettledAfter: Scalars['Int']['output'];
  /** How many of them nothing decides. */
  readonly unsettledBefore: Scalars['Int']['output'];
  /** Orders that would have another unified outcome, by the version in force of each definition of which any would. */
  readonly verdicts: ReadonlyArray<RehearsedVerdicts>;
};

/** A link that comes or goes, with why. */
export type RehearsedLink = {
  readonly __typename?: 'RehearsedLink';
  /** What keeps it out of the other version. */
  readonly because: LinkHindrance;
  /** True: it would be there and is not. False: it is there and would not be. */
  readonly comes: Scalars['Boolean']['output'];
  /** The entity of the side `from`. */
  readonly from: Entity;
  /** The time of the side `from`, there; null where no times are compared. */
  readonly fromAt: Maybe<Scalars['DateTime']['output']>;
  /** What both join by, in the version that infers it. */
  readonly key: Scalars['String']['output'];
  /** That of the side `to`. */
  readonly to: Entity;
  /** The time of the side `to`. */
  readonly toAt: Maybe<Scalars['DateTime']['output']>;
};

/** What a version of a derivation would infer, against what is inferred. */
export type RehearsedLinks = {
  readonly __typename?: 'RehearsedLinks';
  /** How many of those that would be are not there. */
  readonly come: Scalars['Int']['output'];
  /** The first five that come and the first five that go, by ref. */
  readonly examples: ReadonlyArray<RehearsedLink>;
  /** How many of those that are there would not be. */
  readonly gone: Scalars['Int']['output'];
  /** How many links there would be. */
  readonly links: Scalars['Int']['output'];
  /** How many there are. */
  readonly linksBefore: Scalars['Int']['output'];
  /** How many entities would join more than `most`, and so have no links. */
  readonly overflows: Scalars['Int']['output'];
  /** How many do. */
  readonly overflowsBefore: Scalars['Int']['output'];
};

/** Entities of which one value holds and another would. */
export type RehearsedRuling = {
  readonly __typename?: 'RehearsedRuling';
  /** What would. */
  readonly after: Maybe<Scalars['String']['output']>;
  /** What holds. */
  readonly before: Maybe<Scalars['String']['output']>;
  /** How many entities. */
  readonly entities: Scalars['Int']['output'];
};

/** What a rule would change of a word's answers. */
export type RehearsedVerdicts = {
  readonly __typename?: 'RehearsedVerdicts';
  /** Orders by their unified outcome as it is and as it would be, of those that change. */
  readonly cells: ReadonlyArray<RehearsalCell>;
  /** The definition. */
  readonly definition: Scalars['String']['output'];
  /** Its version in force. */
  readonly version: Scalars['Int']['output'];
};

/** A record that was not taken, with the reason. It left nothing behind. */
export type Reject = {
  readonly __typename?: 'Reject';
  /** Code of the reason, such as EVENT_ID_REUSED. */
  readonly code: Scalars['String']['output'];
  /** Name of the file or request it came in. */
  readonly file: Scalars['String']['output'];
  /** Line of the file at which the record begins, 1 and up. */
  readonly line: Scalars['Int']['output'];
  /** The reason in words: the value, what was wanted, what is known. */
  readonly reason: Scalars['String']['output'];
  /** The record as it was read. */
  readonly record: Scalars['String']['output'];
  /** The source that sent it. */
  readonly source: Scalars['String']['output'];
};

/** A page of rejects. */
export type RejectConnection = {
  readonly __typename?: 'RejectConnection';
  /** The rejects with their cursors. */
  readonly edges: ReadonlyArray<RejectEdge>;
  /** The rejects. */
  readonly nodes: ReadonlyArray<Reject>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A reject and its cursor. */
export type RejectEdge = {
  readonly __typename?: 'RejectEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The reject. */
  readonly node: Reject;
};

/** Which way a relationship is stored, as seen from the field's type. */
export type RelationDirection =
  /** From the field's type to this type. */
  | 'IN'
  /** From this type to the field's type. */
  | 'OUT';

/** What the kernel may know of a type without knowing its name. */
export type Role =
  /** Who receives goods. */
  | 'CONSIGNEE'
  /** Who ordered. */
  | 'CUSTOMER'
  /** A line of an order; quantities live here. */
  | 'LINE'
  /** A lot or batch of material or units. */
  | 'LOT'
  /** The order itself. Exactly one type, named `Order`. */
  | 'ORDER'
  /** What is made and sold: master data, shared by many orders. */
  | 'PRODUCT'
  /** What a translation proposes to a domain; belongs to no order, and no source speaks of it. */
  | 'PROPOSAL'
  /** Goods on their way together. */
  | 'SHIPMENT'
  /** A place: plant, warehouse, clinic. */
  | 'SITE'
  /** Whom a unit was used on: a patient. */
  | 'SUBJECT'
  /** One made thing with a serial number. */
  | 'UNIT'
  /** A unit being used: an implantation, an installation. */
  | 'USE';

/** How far apart domains became MET, over several orders: absolute times, in hours. */
export type SkewDistribution = {
  readonly __typename?: 'SkewDistribution';
  /** The farthest. */
  readonly longestHours: Scalars['Float']['output'];
  /** Their mean. */
  readonly meanHours: Scalars['Float']['output'];
  /** Half of them are at most so far apart; between two orders: halfway. */
  readonly medianHours: Scalars['Float']['output'];
  /** Over how many orders. */
  readonly orders: Scalars['Int']['output'];
  /** Nine tenths of them are at most so far apart; between two orders: in proportion. */
  readonly p90Hours: Scalars['Float']['output'];
};

/** A place on the scale of a version. */
export type Stage = {
  readonly __typename?: 'Stage';
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its place on the scale, the lowest being 0. */
  readonly rank: Scalars['Int']['output'];
  /** Since when the order has stood there, without a break. */
  readonly since: Scalars['DateTime']['output'];
};

/** How many orders stand at a stage. */
export type StageCount = {
  readonly __typename?: 'StageCount';
  /** How many orders. */
  readonly orders: Scalars['Int']['output'];
  /** The stage. */
  readonly stage: Scalars['String']['output'];
};

/**
 * The standard order events, one vocabulary for every system. The model's states.yaml says which local state means which;
 * what a step between two of them took, and which are missing, can then be asked of any domain.
 */
export type StandardEvent =
  /** Goods or capacity are set aside for it. */
  | 'ALLOCATED'
  /** It will not be. */
  | 'CANCELLED'
  /** The customer's wish became an order. */
  | 'CREATED'
  /** At the consignee's door. */
  | 'DELIVERED'
  /** An invoice is out. */
  | 'INVOICED'
  /** On its way. */
  | 'IN_TRANSIT'
  /** In its box. */
  | 'PACKED'
  /** Money came in. */
  | 'PAYMENT_CONFIRMED'
  /** Taken from the shelf. */
  | 'PICKED'
  /** Manufacturing is through. */
  | 'PRODUCED'
  /** Manufacturing may begin. */
  | 'RELEASED_TO_PRODUCTION'
  /** Goods came back. */
  | 'RETURNED'
  /** Checked and accepted. */
  | 'REVIEWED'
  /** A device of it was attended to in the field. */
  | 'SERVICED'
  /** The receivable is cleared. */
  | 'SETTLED'
  /** Handed to the carrier. */
  | 'SHIPPED'
  /** The consignee signed for it. */
  | 'SIGNED';

/** How long visits lasted, in hours. */
export type StateDurations = {
  readonly __typename?: 'StateDurations';
  /** The longest. */
  readonly longestHours: Scalars['Float']['output'];
  /** Their mean. */
  readonly meanHours: Scalars['Float']['output'];
  /** Half of them lasted at most so long; between two: halfway. */
  readonly medianHours: Scalars['Float']['output'];
  /** Nine tenths of them lasted at most so long; between two: in proportion. */
  readonly p90Hours: Scalars['Float']['output'];
  /** Over how many visits. */
  readonly visits: Scalars['Int']['output'];
};

/** How the entities of one type go through its states: visits counted, a visit being an unbroken time in one state. Where sources disagree an entity is in none. */
export type StateGraph = {
  readonly __typename?: 'StateGraph';
  /** Visits that did not meet their state's SLA. */
  readonly breaches: Scalars['Int']['output'];
  /** Times in which sources disagreed; null where they never did. */
  readonly disputed: Maybe<StateTally>;
  /** The domain whose words they are. */
  readonly domain: Scalars['String']['output'];
  /** Visits that another source began than the one responsible for the state. */
  readonly elsewhere: Scalars['Int']['output'];
  /** Of how many entities a state had been stated. */
  readonly entities: Scalars['Int']['output'];
  /** `jumps` of `taken`, 0 to 1; null where none was taken. */
  readonly jumpRate: Maybe<Scalars['Float']['output']>;
  /** How many of them were jumps: the vocabulary does not lead from the one to the other. */
  readonly jumps: Scalars['Int']['output'];
  /** Visits that a source began which the model marks as entered by people. */
  readonly manual: Scalars['Int']['output'];
  /** Each state of the vocabulary, in its order, those that nothing was in too. */
  readonly states: ReadonlyArray<StateTally>;
  /** How many transitions from one state to another were taken, allowed or not. */
  readonly taken: Scalars['Int']['output'];
  /** Which state followed which at once, the most taken first. */
  readonly transitions: StateTransitionConnection;
  /** The entity type. */
  readonly type: Scalars['String']['output'];
  /** The visits themselves, of which the others are counts, in the order in which they began; as of the moment of the state graph. A statement for each page. */
  readonly visits: StateVisitConnection;
};


/** How the entities of one type go through its states: visits counted, a visit being an unbroken time in one state. Where sources disagree an entity is in none. */
export type StateGraphTransitionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** How the entities of one type go through its states: visits counted, a visit being an unbroken time in one state. Where sources disagree an entity is in none. */
export type StateGraphVisitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<StateVisitKind>;
  local?: InputMaybe<Scalars['String']['input']>;
};

/** Visits of one state, counted. */
export type StateTally = {
  readonly __typename?: 'StateTally';
  /** Visits that did not meet the SLA, at their end or, while open, by then; null when the state has none. */
  readonly breaches: Maybe<Scalars['Int']['output']>;
  /** The model's canonical state that it maps onto; null with `local`. */
  readonly canonical: Maybe<Scalars['String']['output']>;
  /** How long the visits lasted that had ended; null where none had. */
  readonly durations: Maybe<StateDurations>;
  /** Visits that another source began than the one responsible; null when the model names none. */
  readonly elsewhere: Maybe<Scalars['Int']['output']>;
  /** How long the model expects it to last, an ISO 8601 duration; null when it says nothing. */
  readonly expected: Maybe<Scalars['String']['output']>;
  /** Visits that a jump led to. */
  readonly jumps: Scalars['Int']['output'];
  /** Ended visits that took longer than expected; null when the model expects nothing. */
  readonly late: Maybe<Scalars['Int']['output']>;
  /** The state in the domain's own words; null for times in which sources disagreed. */
  readonly local: Maybe<Scalars['String']['output']>;
  /** Visits that a source began which the model marks as entered by people. */
  readonly manual: Scalars['Int']['output'];
  /** How many entities are in it by then: visits that have not ended. */
  readonly open: Scalars['Int']['output'];
  /** Open visits that take longer than expected; null when the model expects nothing. */
  readonly overdue: Maybe<Scalars['Int']['output']>;
  /** The source that answers for it; null when the model names none. */
  readonly responsible: Maybe<Scalars['String']['output']>;
  /** What its visits are held to, in CEL; null when the model says nothing. */
  readonly sla: Maybe<Scalars['String']['output']>;
  /** True when nothing comes after it. */
  readonly terminal: Scalars['Boolean']['output'];
  /** How often some entity came to it. */
  readonly visits: Scalars['Int']['output'];
};

/** How often one state followed another at once. */
export type StateTransition = {
  readonly __typename?: 'StateTransition';
  /** How long the state that was left had lasted. */
  readonly before: StateDurations;
  /** How often. */
  readonly count: Scalars['Int']['output'];
  /** The state that was left; null: sources disagreed. */
  readonly from: Maybe<Scalars['String']['output']>;
  /** Whether the vocabulary does not lead from the one to the other; null out of a disagreement and into one. */
  readonly jump: Maybe<Scalars['Boolean']['output']>;
  /** The state that was come to; null: sources disagreed from then on. */
  readonly to: Maybe<Scalars['String']['output']>;
};

/** A page of transitions. */
export type StateTransitionConnection = {
  readonly __typename?: 'StateTransitionConnection';
  /** The transitions with their cursors. */
  readonly edges: ReadonlyArray<StateTransitionEdge>;
  /** The transitions. */
  readonly nodes: ReadonlyArray<StateTransition>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A transition and its cursor. */
export type StateTransitionEdge = {
  readonly __typename?: 'StateTransitionEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The transition. */
  readonly node: StateTransition;
};

/** An unbroken time in which an entity is in one state, or in which sources disagree which; by the sources' clocks. */
export type StateVisit = {
  readonly __typename?: 'StateVisit';
  /** Whether it did not meet the state's SLA, at its end or by the moment asked; null when the state has none, or nobody knows. */
  readonly breached: Maybe<Scalars['Boolean']['output']>;
  /** The model's canonical state that it maps onto; null with `local`. */
  readonly canonical: Maybe<Scalars['String']['output']>;
  /** Which entity. */
  readonly entity: Entity;
  /** How long the model expects the state to last, an ISO 8601 duration; null when it says nothing. */
  readonly expected: Maybe<Scalars['String']['output']>;
  /** When it should have ended by that; null with `expected`. */
  readonly expectedUntil: Maybe<Scalars['DateTime']['output']>;
  /** When it began. */
  readonly from: Scalars['DateTime']['output'];
  /** How long it lasted, or has lasted by the moment asked, in hours. */
  readonly hours: Scalars['Float']['output'];
  /** Whether the vocabulary does not lead here from the state before; null where none came before it at once. */
  readonly jump: Maybe<Scalars['Boolean']['output']>;
  /** The state in the domain's own words; null while sources disagree. */
  readonly local: Maybe<Scalars['String']['output']>;
  /** Whether people enter that source's records by hand, as the model has it; null while sources disagree. */
  readonly manual: Maybe<Scalars['Boolean']['output']>;
  /** Whether it took longer than expected, or does by the moment asked; null with `expected`. */
  readonly overdue: Maybe<Scalars['Boolean']['output']>;
  /** The source that answers for the state; null while sources disagree, or when the model names none. */
  readonly responsible: Maybe<Scalars['String']['output']>;
  /** The source whose claim began it; null while sources disagree. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** When it ended; null while it lasts. */
  readonly to: Maybe<Scalars['DateTime']['output']>;
};

/** A page of visits. */
export type StateVisitConnection = {
  readonly __typename?: 'StateVisitConnection';
  /** The visits with their cursors. */
  readonly edges: ReadonlyArray<StateVisitEdge>;
  /** The visits. */
  readonly nodes: ReadonlyArray<StateVisit>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A visit and its cursor. */
export type StateVisitEdge = {
  readonly __typename?: 'StateVisitEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The visit. */
  readonly node: StateVisit;
};

/** Which visits of a state graph: what counts of the same names count. */
export type StateVisitKind =
  /** They did not meet their state's SLA. */
  | 'BREACHED'
  /** Times in which sources disagreed. */
  | 'DISPUTED'
  /** Begun by another source than the one responsible for the state. */
  | 'ELSEWHERE'
  /** Ended, after longer than expected. */
  | 'LATE'
  /** Begun by a source that the model marks as entered by people. */
  | 'MANUAL'
  /** They have not ended by then. */
  | 'OPEN'
  /** Open, and longer than expected. */
  | 'OVERDUE';

/** A rule of the model by which a condition in one domain's words means a proposal in another's: what is measured, window by window, and what is proposed when the condition holds. */
export type Translation = {
  readonly __typename?: 'Translation';
  /** When it is proposed, in CEL over `measure`, `group` and `window`. */
  readonly condition: Scalars['String']['output'];
  /** What it means. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** How long a window is, an ISO 8601 duration; a week begins on Monday, a quarter with January, April, July or October. */
  readonly every: Scalars['String']['output'];
  /** The domain whose words the condition is in. */
  readonly from: Scalars['String']['output'];
  /** What is measured now, the latest window first, in it by group. */
  readonly measures: TranslationMeasureConnection;
  /** Its name, such as `spf-stability`; proposals name it as their source. */
  readonly name: Scalars['String']['output'];
  /** The entity type that is measured. */
  readonly over: Scalars['String']['output'];
  /** Who answers for it. */
  readonly owner: Scalars['String']['output'];
  /** The entity type of its proposals. */
  readonly proposes: Scalars['String']['output'];
  /** A title for people. */
  readonly title: Scalars['String']['output'];
  /** The domain that it proposes to. */
  readonly to: Scalars['String']['output'];
  /** Its version. */
  readonly version: Scalars['Int']['output'];
};


/** A rule of the model by which a condition in one domain's words means a proposal in another's: what is measured, window by window, and what is proposed when the condition holds. */
export type TranslationMeasuresArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What was added up of one group in one window. */
export type TranslationMeasure = {
  readonly __typename?: 'TranslationMeasure';
  /** What they add up to. */
  readonly amount: Scalars['Float']['output'];
  /** Entities that match. */
  readonly count: Scalars['Int']['output'];
  /** The group; null where all are one. */
  readonly group: Maybe<Scalars['String']['output']>;
  /** Entities that are counted in the group, whether they match or not. */
  readonly groupCount: Scalars['Int']['output'];
  /** `amount` of `groupTotal`, 0 to 1; null where the group's whole is nothing. */
  readonly groupShare: Maybe<Scalars['Float']['output']>;
  /** What those add up to. */
  readonly groupTotal: Scalars['Float']['output'];
  /** Whether the condition holds; false too where that is not known. */
  readonly holds: Scalars['Boolean']['output'];
  /** What was proposed for it; null where nothing was. */
  readonly proposal: Maybe<Proposal>;
  /** `amount` of `total`, 0 to 1; null where the whole is nothing. */
  readonly share: Maybe<Scalars['Float']['output']>;
  /** What those add up to. */
  readonly total: Scalars['Float']['output'];
  /** Entities that are counted in the window, whatever their group. */
  readonly totalCount: Scalars['Int']['output'];
  /** The window. */
  readonly window: MeasureWindow;
};

/** Measures of a translation. */
export type TranslationMeasureConnection = {
  readonly __typename?: 'TranslationMeasureConnection';
  /** The measures with their cursors. */
  readonly edges: ReadonlyArray<TranslationMeasureEdge>;
  /** The measures. */
  readonly nodes: ReadonlyArray<TranslationMeasure>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** A measure and its cursor. */
export type TranslationMeasureEdge = {
  readonly __typename?: 'TranslationMeasureEdge';
  /** Where the next page begins. */
  readonly cursor: Scalars['String']['output'];
  /** The measure. */
  readonly node: TranslationMeasure;
};

/** Where a unit is or what became of it: of all that is known, the latest. The model's recall.yaml says what means which. */
export type UnitDisposition =
  /** At the consignee it was sent to, as far as anyone has said. */
  | 'AT_CONSIGNEE'
  /** It is no more. */
  | 'DESTROYED'
  /** Taken out of a subject again. */
  | 'EXPLANTED'
  /** With us. */
  | 'IN_STOCK'
  /** On its way. */
  | 'IN_TRANSIT'
  /** Came back to us. */
  | 'RETURNED'
  /** Nobody says, or sources disagree about it. */
  | 'UNKNOWN'
  /** In a subject, or used up. */
  | 'USED';

/** One thing that is known to have become of an entity. */
export type UnitFate = {
  readonly __typename?: 'UnitFate';
  /** When, by the clock of who says so; null: nobody says when. */
  readonly at: Maybe<Scalars['DateTime']['output']>;
  /** What says so: the entity itself, a shipment, a use. */
  readonly by: Entity;
  /** What became of it. */
  readonly disposition: UnitDisposition;
  /** Whether sources disagree about it, so that it may not be so. */
  readonly doubtful: Scalars['Boolean']['output'];
  /** How many pieces, of a lot whose pieces have no serial numbers; null: the whole. */
  readonly pieces: Maybe<Scalars['Float']['output']>;
};

/** A word for a state that a source uses and its vocabulary does not have; case and outer blanks do not count. A steward adds it to a state's `also:` or has the source mend it. */
export type UnknownSpelling = {
  readonly __typename?: 'UnknownSpelling';
  /** How many records were not taken for it; each is kept once per source and content. */
  readonly count: Scalars['Int']['output'];
  /** When the first of them was refused; one that was sent again counts for its last time. */
  readonly firstAt: Scalars['DateTime']['output'];
  /** When the last was. */
  readonly lastAt: Scalars['DateTime']['output'];
  /** States of the type whose name or spellings are like it, nearest first, at most three. */
  readonly nearest: ReadonlyArray<Scalars['String']['output']>;
  /** The source that uses it. */
  readonly source: Scalars['String']['output'];
  /** The word, as most of the records have it; at most 200 characters of it. */
  readonly spelling: Scalars['String']['output'];
  /** The entity type of which it said so. */
  readonly type: Scalars['String']['output'];
};

/** A page of unknown spellings. */
export type UnknownSpellingConnection = {
  readonly __typename?: 'UnknownSpellingConnection';
  /** The spellings with their cursors. */
  readonly edges: ReadonlyArray<UnknownSpellingEdge>;
  /** The spellings. */
  readonly nodes: ReadonlyArray<UnknownSpelling>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An unknown spelling and its cursor. */
export type UnknownSpellingEdge = {
  readonly __typename?: 'UnknownSpellingEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The spelling. */
  readonly node: UnknownSpelling;
};

/** A definition's version applied to an order. */
export type Verdict = {
  readonly __typename?: 'Verdict';
  /** Name of the definition. */
  readonly definition: Scalars['String']['output'];
  /** The outcome in each domain that the version names, in the version's order. */
  readonly domains: ReadonlyArray<DomainVerdict>;
  /** Why the outcome is what it is, down to each condition. Worked out from the journal, which may be ahead of the graph by the receipt's `lagMs`; null where nobody had told of the order. */
  readonly explanation: Maybe<Explanation>;
  /** When it first became MET; never later than `since` while MET. */
  readonly firstMetAt: Maybe<Scalars['DateTime']['output']>;
  /** When we had been told enough to know. */
  readonly knownSince: Maybe<Scalars['DateTime']['output']>;
  /**
   * The fewest facts that would make it MET, all else staying as it is; such as the state graph still leads to before others, and such as meet the rule before those
   * that take something out of it. Told, they make it MET: each set is settled before it is answered. Empty when it is MET, null when no such set was found. A condition
   * of which nobody can say what would make it so (a sum of numbers) is answered as it stands, where it reads something that no other condition does. Worked out from the journal.
   */
  readonly needed: Maybe<ReadonlyArray<NeededFact>>;
  /** How much of it is so, as the version's `share` works it out: 0.6 where three of five pieces are delivered; null as `stage` is. */
  readonly share: Maybe<Scalars['Float']['output']>;
  /** Start of the current unbroken interval in which the outcome holds, by occurredAt. */
  readonly since: Maybe<Scalars['DateTime']['output']>;
  /** Largest pairwise skew between domains that are MET, in hours; null with fewer than two. */
  readonly skewHours: Maybe<Scalars['Float']['output']>;
  /** Where the order stands on the version's scale; null where it has none, where nobody knows, and where the version does not apply to the order. */
  readonly stage: Maybe<Stage>;
  /** The time that the version answers with, as its `time` works it out; null as `stage` is. */
  readonly time: Maybe<Scalars['DateTime']['output']>;
  /** The outcome over all domains, as the version's `unified` says. */
  readonly unified: Outcome;
  /** Number of the version that was applied. */
  readonly version: Scalars['Int']['output'];
};

/** Why a verdict differs between two sides. */
export type VerdictChange = {
  readonly __typename?: 'VerdictChange';
  /** The verdict on the other. */
  readonly after: Maybe<Explanation>;
  /** The verdict on the one side; null where nobody had told of the order by then. */
  readonly before: Maybe<Explanation>;
  /** What makes the difference, in the order of the rule; empty where the outcome is the same, or one side knows nothing of the order. */
  readonly differences: ReadonlyArray<VerdictDifference>;
  /** In words: what it was and is, then a line for each difference. LANGUAGE_UNKNOWN where it cannot be told in a language. */
  readonly text: Scalars['String']['output'];
};


/** Why a verdict differs between two sides. */
export type VerdictChangeTextArgs = {
  language?: InputMaybe<Scalars['String']['input']>;
};

/** A part of a rule whose outcome differs, and none of whose own parts tells why better. */
export type VerdictDifference = {
  readonly __typename?: 'VerdictDifference';
  /** The part on the other; null where there is none. */
  readonly after: Maybe<Explanation>;
  /** The part on the one side; null where there is no such part. */
  readonly before: Maybe<Explanation>;
  /** Claims that the one side rests on and the other does not. */
  readonly claims: ReadonlyArray<Claim>;
  /** The domain whose rule it is a part of; null where only the whole differs. */
  readonly domain: Maybe<Scalars['String']['output']>;
  /** The entity that it is about; null above one. */
  readonly entity: Maybe<Entity>;
  /** In a sentence. LANGUAGE_UNKNOWN where it cannot be told in a language. */
  readonly text: Scalars['String']['output'];
};


/** A part of a rule whose outcome differs, and none of whose own parts tells why better. */
export type VerdictDifferenceTextArgs = {
  language?: InputMaybe<Scalars['String']['input']>;
};

/** A verdict's version and times. */
export type VerdictMoment = {
  /** What was true then. Default: now. */
  readonly asOf?: InputMaybe<Scalars['DateTime']['input']>;
  /** What we had been told by then. Default: now. */
  readonly knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Number of the version. Default: the one in force at `asOf`. */
  readonly version?: InputMaybe<Scalars['Int']['input']>;
};

/** A version whose verdicts another one's rules read. */
export type VersionUse = {
  readonly __typename?: 'VersionUse';
  /** The definition. */
  readonly definition: Scalars['String']['output'];
  /** What those rules call it: `verdicts.<name>`. */
  readonly name: Scalars['String']['output'];
  /** The version. */
  readonly version: Scalars['Int']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Arbitration: ResolverTypeWrapper<Omit<Arbitration, 'versions'> & { versions: ReadonlyArray<ResolversTypes['ArbitrationVersion']> }>;
  ArbitrationRuling: ResolverTypeWrapper<Omit<ArbitrationRuling, 'arbitration' | 'version'> & { arbitration: ResolversTypes['Arbitration'], version: ResolversTypes['ArbitrationVersion'] }>;
  ArbitrationVersion: ResolverTypeWrapper<Omit<ArbitrationVersion, 'acts' | 'rehearsal' | 'rehearsals'> & { acts: ReadonlyArray<ResolversTypes['DefinitionAct']>, rehearsal?: Maybe<ResolversTypes['Rehearsal']>, rehearsals: ReadonlyArray<ResolversTypes['Rehearsal']> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CausePrecision: CausePrecision;
  CausesStop: CausesStop;
  CellSort: CellSort;
  Claim: ResolverTypeWrapper<ClaimFact>;
  ClaimConnection: ResolverTypeWrapper<Omit<ClaimConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ClaimEdge']>, nodes: ReadonlyArray<ResolversTypes['Claim']> }>;
  ClaimEdge: ResolverTypeWrapper<Omit<ClaimEdge, 'node'> & { node: ResolversTypes['Claim'] }>;
  Classification: Classification;
  CommonCause: ResolverTypeWrapper<Omit<CommonCause, 'entity'> & { entity: ResolversTypes['Entity'] }>;
  CommonCauses: ResolverTypeWrapper<Omit<CommonCauses, 'causes'> & { causes: ReadonlyArray<ResolversTypes['CommonCause']> }>;
  Conflict: ResolverTypeWrapper<Omit<Conflict, 'about' | 'claims' | 'decidedBy'> & { about: ResolversTypes['Entity'], claims: ReadonlyArray<ResolversTypes['Claim']>, decidedBy?: Maybe<ResolversTypes['Arbitration']> }>;
  ConflictConnection: ResolverTypeWrapper<Omit<ConflictConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ConflictEdge']>, nodes: ReadonlyArray<ResolversTypes['Conflict']> }>;
  ConflictEdge: ResolverTypeWrapper<Omit<ConflictEdge, 'node'> & { node: ResolversTypes['Conflict'] }>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Definition: ResolverTypeWrapper<DefinitionModel>;
  DefinitionAct: ResolverTypeWrapper<DefinitionAct>;
  DefinitionActKind: DefinitionActKind;
  DefinitionLifecycle: DefinitionLifecycle;
  DefinitionRuling: ResolverTypeWrapper<Omit<DefinitionRuling, 'definition' | 'version'> & { definition: ResolversTypes['Definition'], version: ResolversTypes['DefinitionVersion'] }>;
  DefinitionVersion: ResolverTypeWrapper<VersionModel>;
  Derivation: ResolverTypeWrapper<Omit<Derivation, 'versions'> & { versions: ReadonlyArray<ResolversTypes['DerivationVersion']> }>;
  DerivationRuling: ResolverTypeWrapper<Omit<DerivationRuling, 'derivation' | 'version'> & { derivation: ResolversTypes['Derivation'], version: ResolversTypes['DerivationVersion'] }>;
  DerivationVersion: ResolverTypeWrapper<Omit<DerivationVersion, 'acts' | 'rehearsal' | 'rehearsals'> & { acts: ReadonlyArray<ResolversTypes['DefinitionAct']>, rehearsal?: Maybe<ResolversTypes['Rehearsal']>, rehearsals: ReadonlyArray<ResolversTypes['Rehearsal']> }>;
  Direction: Direction;
  DisagreementCell: ResolverTypeWrapper<Omit<DisagreementCell, 'orders'> & { orders: ResolversTypes['OrderConnection'] }>;
  DisagreementMatrix: ResolverTypeWrapper<Omit<DisagreementMatrix, 'pair' | 'pairs'> & { pair: ResolversTypes['DisagreementPair'], pairs: ReadonlyArray<ResolversTypes['DisagreementPair']> }>;
  DisagreementPair: ResolverTypeWrapper<Omit<DisagreementPair, 'cell' | 'cells'> & { cell: ResolversTypes['DisagreementCell'], cells: ReadonlyArray<ResolversTypes['DisagreementCell']> }>;
  DomainOutcomes: ResolverTypeWrapper<DomainOutcomes>;
  DomainState: ResolverTypeWrapper<Omit<DomainState, 'conflict'> & { conflict?: Maybe<ResolversTypes['Conflict']> }>;
  DomainVerdict: ResolverTypeWrapper<Omit<DomainVerdict, 'evidence'> & { evidence: ReadonlyArray<ResolversTypes['Claim']> }>;
  Entity: ResolverTypeWrapper<EntityRow>;
  Explanation: ResolverTypeWrapper<Omit<Explanation, 'claims' | 'entity' | 'parts' | 'reads'> & { claims: ReadonlyArray<ResolversTypes['Claim']>, entity?: Maybe<ResolversTypes['Entity']>, parts: ReadonlyArray<ResolversTypes['Explanation']>, reads: ReadonlyArray<ResolversTypes['ReadValue']> }>;
  ExplanationKind: ExplanationKind;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Identifier: ResolverTypeWrapper<Identifier>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Judging: Judging;
  Lineage: ResolverTypeWrapper<Omit<Lineage, 'edges' | 'frontier' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['LineageEdge']>, frontier: ReadonlyArray<ResolversTypes['Entity']>, nodes: ReadonlyArray<ResolversTypes['Entity']> }>;
  LineageEdge: ResolverTypeWrapper<Link>;
  LineageFlow: LineageFlow;
  LinkExplanation: ResolverTypeWrapper<Omit<LinkExplanation, 'brokenAt' | 'ended' | 'paths' | 'placeholder' | 'rejects'> & { brokenAt?: Maybe<ResolversTypes['Entity']>, ended: ReadonlyArray<ResolversTypes['LineageEdge']>, paths: ReadonlyArray<ReadonlyArray<ResolversTypes['LineageEdge']>>, placeholder?: Maybe<ResolversTypes['Entity']>, rejects: ReadonlyArray<ResolversTypes['Reject']> }>;
  LinkHindrance: LinkHindrance;
  MeasureWindow: ResolverTypeWrapper<MeasureWindow>;
  Merge: ResolverTypeWrapper<Merge>;
  MergeRuling: ResolverTypeWrapper<Omit<MergeRuling, 'orders'> & { orders: ReadonlyArray<ResolversTypes['Order']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NeededFact: ResolverTypeWrapper<Omit<NeededFact, 'entity' | 'reads'> & { entity?: Maybe<ResolversTypes['Entity']>, reads: ReadonlyArray<ResolversTypes['ReadValue']> }>;
  Node: ResolverTypeWrapper<EntityRow>;
  Order: ResolverTypeWrapper<EntityRow>;
  OrderConnection: ResolverTypeWrapper<Omit<OrderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['OrderEdge']>, nodes: ReadonlyArray<ResolversTypes['Order']> }>;
  OrderEdge: ResolverTypeWrapper<Omit<OrderEdge, 'node'> & { node: ResolversTypes['Order'] }>;
  OrderSort: OrderSort;
  OrderWhere: OrderWhere;
  Outcome: Outcome;
  OutcomeCount: ResolverTypeWrapper<OutcomeCount>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PairSkew: ResolverTypeWrapper<PairSkew>;
  Proposal: ResolverTypeWrapper<Omit<Proposal, 'entity'> & { entity?: Maybe<ResolversTypes['Entity']> }>;
  ProposalConnection: ResolverTypeWrapper<Omit<ProposalConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ProposalEdge']>, nodes: ReadonlyArray<ResolversTypes['Proposal']> }>;
  ProposalEdge: ResolverTypeWrapper<Omit<ProposalEdge, 'node'> & { node: ResolversTypes['Proposal'] }>;
  ProposalStage: ProposalStage;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReadValue: ResolverTypeWrapper<Omit<ReadValue, 'claims' | 'entity'> & { claims: ReadonlyArray<ResolversTypes['Claim']>, entity?: Maybe<ResolversTypes['Entity']> }>;
  Recall: ResolverTypeWrapper<Omit<Recall, 'acts' | 'completeness' | 'delta' | 'groups' | 'lots' | 'nearMatches' | 'units'> & { acts: ReadonlyArray<ResolversTypes['RecallAct']>, completeness: ResolversTypes['RecallCompleteness'], delta: ResolversTypes['RecallDelta'], groups: ResolversTypes['RecallGroupConnection'], lots: ResolversTypes['RecallLotConnection'], nearMatches: ReadonlyArray<ResolversTypes['RecallNearMatch']>, units: ResolversTypes['RecallUnitConnection'] }>;
  RecallAct: ResolverTypeWrapper<Omit<RecallAct, 'about'> & { about?: Maybe<ResolversTypes['Entity']> }>;
  RecallActKind: RecallActKind;
  RecallBalance: ResolverTypeWrapper<RecallBalance>;
  RecallChange: ResolverTypeWrapper<Omit<RecallChange, 'after' | 'because' | 'before' | 'unit'> & { after?: Maybe<ResolversTypes['RecallUnit']>, because: ReadonlyArray<ResolversTypes['Claim']>, before?: Maybe<ResolversTypes['RecallUnit']>, unit: ResolversTypes['Entity'] }>;
  RecallChangeKind: RecallChangeKind;
  RecallClass: RecallClass;
  RecallCompleteness: ResolverTypeWrapper<Omit<RecallCompleteness, 'circular'> & { circular: ReadonlyArray<ResolversTypes['Entity']> }>;
  RecallConnection: ResolverTypeWrapper<Omit<RecallConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RecallEdge']>, nodes: ReadonlyArray<ResolversTypes['Recall']> }>;
  RecallDelta: ResolverTypeWrapper<Omit<RecallDelta, 'changes' | 'consigneesAdded' | 'consigneesWithdrawn' | 'lots' | 'nearMatches' | 'subjectsAdded' | 'subjectsWithdrawn'> & { changes: ReadonlyArray<ResolversTypes['RecallChange']>, consigneesAdded: ReadonlyArray<ResolversTypes['Entity']>, consigneesWithdrawn: ReadonlyArray<ResolversTypes['Entity']>, lots: ReadonlyArray<ResolversTypes['RecallLotChange']>, nearMatches: ReadonlyArray<ResolversTypes['RecallNearMatchChange']>, subjectsAdded: ReadonlyArray<ResolversTypes['Entity']>, subjectsWithdrawn: ReadonlyArray<ResolversTypes['Entity']> }>;
  RecallDepth: RecallDepth;
  RecallDispositionCount: ResolverTypeWrapper<RecallDispositionCount>;
  RecallEdge: ResolverTypeWrapper<Omit<RecallEdge, 'node'> & { node: ResolversTypes['Recall'] }>;
  RecallGroup: ResolverTypeWrapper<Omit<RecallGroup, 'dispositions' | 'entity'> & { dispositions: ReadonlyArray<ResolversTypes['RecallDispositionCount']>, entity?: Maybe<ResolversTypes['Entity']> }>;
  RecallGroupConnection: ResolverTypeWrapper<Omit<RecallGroupConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RecallGroupEdge']>, nodes: ReadonlyArray<ResolversTypes['RecallGroup']> }>;
  RecallGroupEdge: ResolverTypeWrapper<Omit<RecallGroupEdge, 'node'> & { node: ResolversTypes['RecallGroup'] }>;
  RecallGrouping: RecallGrouping;
  RecallLot: ResolverTypeWrapper<Omit<RecallLot, 'lot'> & { lot: ResolversTypes['Entity'] }>;
  RecallLotChange: ResolverTypeWrapper<Omit<RecallLotChange, 'because' | 'lot'> & { because: ReadonlyArray<ResolversTypes['Claim']>, lot: ResolversTypes['Entity'] }>;
  RecallLotConnection: ResolverTypeWrapper<Omit<RecallLotConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RecallLotEdge']>, nodes: ReadonlyArray<ResolversTypes['RecallLot']> }>;
  RecallLotEdge: ResolverTypeWrapper<Omit<RecallLotEdge, 'node'> & { node: ResolversTypes['RecallLot'] }>;
  RecallNearMatch: ResolverTypeWrapper<Omit<RecallNearMatch, 'entity'> & { entity: ResolversTypes['Entity'] }>;
  RecallNearMatchChange: ResolverTypeWrapper<Omit<RecallNearMatchChange, 'because' | 'entity'> & { because: ReadonlyArray<ResolversTypes['Claim']>, entity: ResolversTypes['Entity'] }>;
  RecallPart: RecallPart;
  RecallScope: RecallScope;
  RecallSerials: RecallSerials;
  RecallSourceGap: ResolverTypeWrapper<RecallSourceGap>;
  RecallStage: RecallStage;
  RecallUnit: ResolverTypeWrapper<Omit<RecallUnit, 'consignees' | 'dispositionBy' | 'lines' | 'lots' | 'orders' | 'subjects' | 'unit'> & { consignees: ReadonlyArray<ResolversTypes['Entity']>, dispositionBy?: Maybe<ResolversTypes['Entity']>, lines: ReadonlyArray<ResolversTypes['Entity']>, lots: ReadonlyArray<ResolversTypes['Entity']>, orders: ReadonlyArray<ResolversTypes['Entity']>, subjects: ReadonlyArray<ResolversTypes['Entity']>, unit: ResolversTypes['Entity'] }>;
  RecallUnitConnection: ResolverTypeWrapper<Omit<RecallUnitConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RecallUnitEdge']>, nodes: ReadonlyArray<ResolversTypes['RecallUnit']> }>;
  RecallUnitEdge: ResolverTypeWrapper<Omit<RecallUnitEdge, 'node'> & { node: ResolversTypes['RecallUnit'] }>;
  RecallUnitWhere: RecallUnitWhere;
  RecallWindow: RecallWindow;
  Rehearsal: ResolverTypeWrapper<Omit<Rehearsal, 'disputes' | 'examples' | 'links'> & { disputes?: Maybe<ResolversTypes['RehearsedDisputes']>, examples?: Maybe<ReadonlyArray<ResolversTypes['RehearsalExample']>>, links?: Maybe<ResolversTypes['RehearsedLinks']> }>;
  RehearsalCell: ResolverTypeWrapper<RehearsalCell>;
  RehearsalDimension: ResolverTypeWrapper<RehearsalDimension>;
  RehearsalDomain: ResolverTypeWrapper<RehearsalDomain>;
  RehearsalExample: ResolverTypeWrapper<Omit<RehearsalExample, 'claims' | 'order'> & { claims: ReadonlyArray<ResolversTypes['Claim']>, order: ResolversTypes['Order'] }>;
  RehearsalGroup: ResolverTypeWrapper<RehearsalGroup>;
  RehearsalStage: RehearsalStage;
  RehearsalStages: ResolverTypeWrapper<RehearsalStages>;
  RehearsedDispute: ResolverTypeWrapper<Omit<RehearsedDispute, 'about' | 'claims'> & { about: ResolversTypes['Entity'], claims: ReadonlyArray<ResolversTypes['Claim']> }>;
  RehearsedDisputes: ResolverTypeWrapper<Omit<RehearsedDisputes, 'changes' | 'examples'> & { changes: ReadonlyArray<ResolversTypes['RehearsedRuling']>, examples: ReadonlyArray<ResolversTypes['RehearsedDispute']> }>;
  RehearsedLink: ResolverTypeWrapper<Omit<RehearsedLink, 'from' | 'to'> & { from: ResolversTypes['Entity'], to: ResolversTypes['Entity'] }>;
  RehearsedLinks: ResolverTypeWrapper<Omit<RehearsedLinks, 'examples'> & { examples: ReadonlyArray<ResolversTypes['RehearsedLink']> }>;
  RehearsedRuling: ResolverTypeWrapper<RehearsedRuling>;
  RehearsedVerdicts: ResolverTypeWrapper<RehearsedVerdicts>;
  Reject: ResolverTypeWrapper<RejectedRecord>;
  RejectConnection: ResolverTypeWrapper<Omit<RejectConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RejectEdge']>, nodes: ReadonlyArray<ResolversTypes['Reject']> }>;
  RejectEdge: ResolverTypeWrapper<Omit<RejectEdge, 'node'> & { node: ResolversTypes['Reject'] }>;
  RelationDirection: RelationDirection;
  Role: Role;
  SkewDistribution: ResolverTypeWrapper<SkewDistribution>;
  Stage: ResolverTypeWrapper<Stage>;
  StageCount: ResolverTypeWrapper<StageCount>;
  StandardEvent: StandardEvent;
  StateDurations: ResolverTypeWrapper<StateDurations>;
  StateGraph: ResolverTypeWrapper<Omit<StateGraph, 'visits'> & { visits: ResolversTypes['StateVisitConnection'] }>;
  StateTally: ResolverTypeWrapper<StateTally>;
  StateTransition: ResolverTypeWrapper<StateTransition>;
  StateTransitionConnection: ResolverTypeWrapper<StateTransitionConnection>;
  StateTransitionEdge: ResolverTypeWrapper<StateTransitionEdge>;
  StateVisit: ResolverTypeWrapper<Omit<StateVisit, 'entity'> & { entity: ResolversTypes['Entity'] }>;
  StateVisitConnection: ResolverTypeWrapper<Omit<StateVisitConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['StateVisitEdge']>, nodes: ReadonlyArray<ResolversTypes['StateVisit']> }>;
  StateVisitEdge: ResolverTypeWrapper<Omit<StateVisitEdge, 'node'> & { node: ResolversTypes['StateVisit'] }>;
  StateVisitKind: StateVisitKind;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Translation: ResolverTypeWrapper<Omit<Translation, 'measures'> & { measures: ResolversTypes['TranslationMeasureConnection'] }>;
  TranslationMeasure: ResolverTypeWrapper<Omit<TranslationMeasure, 'proposal'> & { proposal?: Maybe<ResolversTypes['Proposal']> }>;
  TranslationMeasureConnection: ResolverTypeWrapper<Omit<TranslationMeasureConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TranslationMeasureEdge']>, nodes: ReadonlyArray<ResolversTypes['TranslationMeasure']> }>;
  TranslationMeasureEdge: ResolverTypeWrapper<Omit<TranslationMeasureEdge, 'node'> & { node: ResolversTypes['TranslationMeasure'] }>;
  UnitDisposition: UnitDisposition;
  UnitFate: ResolverTypeWrapper<Omit<UnitFate, 'by'> & { by: ResolversTypes['Entity'] }>;
  UnknownSpelling: ResolverTypeWrapper<UnknownSpelling>;
  UnknownSpellingConnection: ResolverTypeWrapper<UnknownSpellingConnection>;
  UnknownSpellingEdge: ResolverTypeWrapper<UnknownSpellingEdge>;
  Verdict: ResolverTypeWrapper<Omit<Verdict, 'domains' | 'explanation' | 'needed'> & { domains: ReadonlyArray<ResolversTypes['DomainVerdict']>, explanation?: Maybe<ResolversTypes['Explanation']>, needed?: Maybe<ReadonlyArray<ResolversTypes['NeededFact']>> }>;
  VerdictChange: ResolverTypeWrapper<Omit<VerdictChange, 'after' | 'before' | 'differences'> & { after?: Maybe<ResolversTypes['Explanation']>, before?: Maybe<ResolversTypes['Explanation']>, differences: ReadonlyArray<ResolversTypes['VerdictDifference']> }>;
  VerdictDifference: ResolverTypeWrapper<Omit<VerdictDifference, 'after' | 'before' | 'claims' | 'entity'> & { after?: Maybe<ResolversTypes['Explanation']>, before?: Maybe<ResolversTypes['Explanation']>, claims: ReadonlyArray<ResolversTypes['Claim']>, entity?: Maybe<ResolversTypes['Entity']> }>;
  VerdictMoment: VerdictMoment;
  VersionUse: ResolverTypeWrapper<VersionUse>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Arbitration: Omit<Arbitration, 'versions'> & { versions: ReadonlyArray<ResolversParentTypes['ArbitrationVersion']> };
  ArbitrationRuling: Omit<ArbitrationRuling, 'arbitration' | 'version'> & { arbitration: ResolversParentTypes['Arbitration'], version: ResolversParentTypes['ArbitrationVersion'] };
  ArbitrationVersion: Omit<ArbitrationVersion, 'acts' | 'rehearsal' | 'rehearsals'> & { acts: ReadonlyArray<ResolversParentTypes['DefinitionAct']>, rehearsal?: Maybe<ResolversParentTypes['Rehearsal']>, rehearsals: ReadonlyArray<ResolversParentTypes['Rehearsal']> };
  Boolean: Scalars['Boolean']['output'];
  Claim: ClaimFact;
  ClaimConnection: Omit<ClaimConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ClaimEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Claim']> };
  ClaimEdge: Omit<ClaimEdge, 'node'> & { node: ResolversParentTypes['Claim'] };
  CommonCause: Omit<CommonCause, 'entity'> & { entity: ResolversParentTypes['Entity'] };
  CommonCauses: Omit<CommonCauses, 'causes'> & { causes: ReadonlyArray<ResolversParentTypes['CommonCause']> };
  Conflict: Omit<Conflict, 'about' | 'claims' | 'decidedBy'> & { about: ResolversParentTypes['Entity'], claims: ReadonlyArray<ResolversParentTypes['Claim']>, decidedBy?: Maybe<ResolversParentTypes['Arbitration']> };
  ConflictConnection: Omit<ConflictConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ConflictEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Conflict']> };
  ConflictEdge: Omit<ConflictEdge, 'node'> & { node: ResolversParentTypes['Conflict'] };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Definition: DefinitionModel;
  DefinitionAct: DefinitionAct;
  DefinitionRuling: Omit<DefinitionRuling, 'definition' | 'version'> & { definition: ResolversParentTypes['Definition'], version: ResolversParentTypes['DefinitionVersion'] };
  DefinitionVersion: VersionModel;
  Derivation: Omit<Derivation, 'versions'> & { versions: ReadonlyArray<ResolversParentTypes['DerivationVersion']> };
  DerivationRuling: Omit<DerivationRuling, 'derivation' | 'version'> & { derivation: ResolversParentTypes['Derivation'], version: ResolversParentTypes['DerivationVersion'] };
  DerivationVersion: Omit<DerivationVersion, 'acts' | 'rehearsal' | 'rehearsals'> & { acts: ReadonlyArray<ResolversParentTypes['DefinitionAct']>, rehearsal?: Maybe<ResolversParentTypes['Rehearsal']>, rehearsals: ReadonlyArray<ResolversParentTypes['Rehearsal']> };
  DisagreementCell: Omit<DisagreementCell, 'orders'> & { orders: ResolversParentTypes['OrderConnection'] };
  DisagreementMatrix: Omit<DisagreementMatrix, 'pair' | 'pairs'> & { pair: ResolversParentTypes['DisagreementPair'], pairs: ReadonlyArray<ResolversParentTypes['DisagreementPair']> };
  DisagreementPair: Omit<DisagreementPair, 'cell' | 'cells'> & { cell: ResolversParentTypes['DisagreementCell'], cells: ReadonlyArray<ResolversParentTypes['DisagreementCell']> };
  DomainOutcomes: DomainOutcomes;
  DomainState: Omit<DomainState, 'conflict'> & { conflict?: Maybe<ResolversParentTypes['Conflict']> };
  DomainVerdict: Omit<DomainVerdict, 'evidence'> & { evidence: ReadonlyArray<ResolversParentTypes['Claim']> };
  Entity: EntityRow;
  Explanation: Omit<Explanation, 'claims' | 'entity' | 'parts' | 'reads'> & { claims: ReadonlyArray<ResolversParentTypes['Claim']>, entity?: Maybe<ResolversParentTypes['Entity']>, parts: ReadonlyArray<ResolversParentTypes['Explanation']>, reads: ReadonlyArray<ResolversParentTypes['ReadValue']> };
  Float: Scalars['Float']['output'];
  ID: Scalars['ID']['output'];
  Identifier: Identifier;
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  Lineage: Omit<Lineage, 'edges' | 'frontier' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['LineageEdge']>, frontier: ReadonlyArray<ResolversParentTypes['Entity']>, nodes: ReadonlyArray<ResolversParentTypes['Entity']> };
  LineageEdge: Link;
  LinkExplanation: Omit<LinkExplanation, 'brokenAt' | 'ended' | 'paths' | 'placeholder' | 'rejects'> & { brokenAt?: Maybe<ResolversParentTypes['Entity']>, ended: ReadonlyArray<ResolversParentTypes['LineageEdge']>, paths: ReadonlyArray<ReadonlyArray<ResolversParentTypes['LineageEdge']>>, placeholder?: Maybe<ResolversParentTypes['Entity']>, rejects: ReadonlyArray<ResolversParentTypes['Reject']> };
  MeasureWindow: MeasureWindow;
  Merge: Merge;
  MergeRuling: Omit<MergeRuling, 'orders'> & { orders: ReadonlyArray<ResolversParentTypes['Order']> };
  Mutation: Record<PropertyKey, never>;
  NeededFact: Omit<NeededFact, 'entity' | 'reads'> & { entity?: Maybe<ResolversParentTypes['Entity']>, reads: ReadonlyArray<ResolversParentTypes['ReadValue']> };
  Node: EntityRow;
  Order: EntityRow;
  OrderConnection: Omit<OrderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['OrderEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Order']> };
  OrderEdge: Omit<OrderEdge, 'node'> & { node: ResolversParentTypes['Order'] };
  OrderSort: OrderSort;
  OrderWhere: OrderWhere;
  OutcomeCount: OutcomeCount;
  PageInfo: PageInfo;
  PairSkew: PairSkew;
  Proposal: Omit<Proposal, 'entity'> & { entity?: Maybe<ResolversParentTypes['Entity']> };
  ProposalConnection: Omit<ProposalConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ProposalEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Proposal']> };
  ProposalEdge: Omit<ProposalEdge, 'node'> & { node: ResolversParentTypes['Proposal'] };
  Query: Record<PropertyKey, never>;
  ReadValue: Omit<ReadValue, 'claims' | 'entity'> & { claims: ReadonlyArray<ResolversParentTypes['Claim']>, entity?: Maybe<ResolversParentTypes['Entity']> };
  Recall: Omit<Recall, 'acts' | 'completeness' | 'delta' | 'groups' | 'lots' | 'nearMatches' | 'units'> & { acts: ReadonlyArray<ResolversParentTypes['RecallAct']>, completeness: ResolversParentTypes['RecallCompleteness'], delta: ResolversParentTypes['RecallDelta'], groups: ResolversParentTypes['RecallGroupConnection'], lots: ResolversParentTypes['RecallLotConnection'], nearMatches: ReadonlyArray<ResolversParentTypes['RecallNearMatch']>, units: ResolversParentTypes['RecallUnitConnection'] };
  RecallAct: Omit<RecallAct, 'about'> & { about?: Maybe<ResolversParentTypes['Entity']> };
  RecallBalance: RecallBalance;
  RecallChange: Omit<RecallChange, 'after' | 'because' | 'before' | 'unit'> & { after?: Maybe<ResolversParentTypes['RecallUnit']>, because: ReadonlyArray<ResolversParentTypes['Claim']>, before?: Maybe<ResolversParentTypes['RecallUnit']>, unit: ResolversParentTypes['Entity'] };
  RecallCompleteness: Omit<RecallCompleteness, 'circular'> & { circular: ReadonlyArray<ResolversParentTypes['Entity']> };
  RecallConnection: Omit<RecallConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RecallEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Recall']> };
  RecallDelta: Omit<RecallDelta, 'changes' | 'consigneesAdded' | 'consigneesWithdrawn' | 'lots' | 'nearMatches' | 'subjectsAdded' | 'subjectsWithdrawn'> & { changes: ReadonlyArray<ResolversParentTypes['RecallChange']>, consigneesAdded: ReadonlyArray<ResolversParentTypes['Entity']>, consigneesWithdrawn: ReadonlyArray<ResolversParentTypes['Entity']>, lots: ReadonlyArray<ResolversParentTypes['RecallLotChange']>, nearMatches: ReadonlyArray<ResolversParentTypes['RecallNearMatchChange']>, subjectsAdded: ReadonlyArray<ResolversParentTypes['Entity']>, subjectsWithdrawn: ReadonlyArray<ResolversParentTypes['Entity']> };
  RecallDispositionCount: RecallDispositionCount;
  RecallEdge: Omit<RecallEdge, 'node'> & { node: ResolversParentTypes['Recall'] };
  RecallGroup: Omit<RecallGroup, 'dispositions' | 'entity'> & { dispositions: ReadonlyArray<ResolversParentTypes['RecallDispositionCount']>, entity?: Maybe<ResolversParentTypes['Entity']> };
  RecallGroupConnection: Omit<RecallGroupConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RecallGroupEdge']>, nodes: ReadonlyArray<ResolversParentTypes['RecallGroup']> };
  RecallGroupEdge: Omit<RecallGroupEdge, 'node'> & { node: ResolversParentTypes['RecallGroup'] };
  RecallLot: Omit<RecallLot, 'lot'> & { lot: ResolversParentTypes['Entity'] };
  RecallLotChange: Omit<RecallLotChange, 'because' | 'lot'> & { because: ReadonlyArray<ResolversParentTypes['Claim']>, lot: ResolversParentTypes['Entity'] };
  RecallLotConnection: Omit<RecallLotConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RecallLotEdge']>, nodes: ReadonlyArray<ResolversParentTypes['RecallLot']> };
  RecallLotEdge: Omit<RecallLotEdge, 'node'> & { node: ResolversParentTypes['RecallLot'] };
  RecallNearMatch: Omit<RecallNearMatch, 'entity'> & { entity: ResolversParentTypes['Entity'] };
  RecallNearMatchChange: Omit<RecallNearMatchChange, 'because' | 'entity'> & { because: ReadonlyArray<ResolversParentTypes['Claim']>, entity: ResolversParentTypes['Entity'] };
  RecallPart: RecallPart;
  RecallScope: RecallScope;
  RecallSerials: RecallSerials;
  RecallSourceGap: RecallSourceGap;
  RecallUnit: Omit<RecallUnit, 'consignees' | 'dispositionBy' | 'lines' | 'lots' | 'orders' | 'subjects' | 'unit'> & { consignees: ReadonlyArray<ResolversParentTypes['Entity']>, dispositionBy?: Maybe<ResolversParentTypes['Entity']>, lines: ReadonlyArray<ResolversParentTypes['Entity']>, lots: ReadonlyArray<ResolversParentTypes['Entity']>, orders: ReadonlyArray<ResolversParentTypes['Entity']>, subjects: ReadonlyArray<ResolversParentTypes['Entity']>, unit: ResolversParentTypes['Entity'] };
  RecallUnitConnection: Omit<RecallUnitConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RecallUnitEdge']>, nodes: ReadonlyArray<ResolversParentTypes['RecallUnit']> };
  RecallUnitEdge: Omit<RecallUnitEdge, 'node'> & { node: ResolversParentTypes['RecallUnit'] };
  RecallUnitWhere: RecallUnitWhere;
  RecallWindow: RecallWindow;
  Rehearsal: Omit<Rehearsal, 'disputes' | 'examples' | 'links'> & { disputes?: Maybe<ResolversParentTypes['RehearsedDisputes']>, examples?: Maybe<ReadonlyArray<ResolversParentTypes['RehearsalExample']>>, links?: Maybe<ResolversParentTypes['RehearsedLinks']> };
  RehearsalCell: RehearsalCell;
  RehearsalDimension: RehearsalDimension;
  RehearsalDomain: RehearsalDomain;
  RehearsalExample: Omit<RehearsalExample, 'claims' | 'order'> & { claims: ReadonlyArray<ResolversParentTypes['Claim']>, order: ResolversParentTypes['Order'] };
  RehearsalGroup: RehearsalGroup;
  RehearsalStages: RehearsalStages;
  RehearsedDispute: Omit<RehearsedDispute, 'about' | 'claims'> & { about: ResolversParentTypes['Entity'], claims: ReadonlyArray<ResolversParentTypes['Claim']> };
  RehearsedDisputes: Omit<RehearsedDisputes, 'changes' | 'examples'> & { changes: ReadonlyArray<ResolversParentTypes['RehearsedRuling']>, examples: ReadonlyArray<ResolversParentTypes['RehearsedDispute']> };
  RehearsedLink: Omit<RehearsedLink, 'from' | 'to'> & { from: ResolversParentTypes['Entity'], to: ResolversParentTypes['Entity'] };
  RehearsedLinks: Omit<RehearsedLinks, 'examples'> & { examples: ReadonlyArray<ResolversParentTypes['RehearsedLink']> };
  RehearsedRuling: RehearsedRuling;
  RehearsedVerdicts: RehearsedVerdicts;
  Reject: RejectedRecord;
  RejectConnection: Omit<RejectConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RejectEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Reject']> };
  RejectEdge: Omit<RejectEdge, 'node'> & { node: ResolversParentTypes['Reject'] };
  SkewDistribution: SkewDistribution;
  Stage: Stage;
  StageCount: StageCount;
  StateDurations: StateDurations;
  StateGraph: Omit<StateGraph, 'visits'> & { visits: ResolversParentTypes['StateVisitConnection'] };
  StateTally: StateTally;
  StateTransition: StateTransition;
  StateTransitionConnection: StateTransitionConnection;
  StateTransitionEdge: StateTransitionEdge;
  StateVisit: Omit<StateVisit, 'entity'> & { entity: ResolversParentTypes['Entity'] };
  StateVisitConnection: Omit<StateVisitConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['StateVisitEdge']>, nodes: ReadonlyArray<ResolversParentTypes['StateVisit']> };
  StateVisitEdge: Omit<StateVisitEdge, 'node'> & { node: ResolversParentTypes['StateVisit'] };
  String: Scalars['String']['output'];
  Translation: Omit<Translation, 'measures'> & { measures: ResolversParentTypes['TranslationMeasureConnection'] };
  TranslationMeasure: Omit<TranslationMeasure, 'proposal'> & { proposal?: Maybe<ResolversParentTypes['Proposal']> };
  TranslationMeasureConnection: Omit<TranslationMeasureConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TranslationMeasureEdge']>, nodes: ReadonlyArray<ResolversParentTypes['TranslationMeasure']> };
  TranslationMeasureEdge: Omit<TranslationMeasureEdge, 'node'> & { node: ResolversParentTypes['TranslationMeasure'] };
  UnitFate: Omit<UnitFate, 'by'> & { by: ResolversParentTypes['Entity'] };
  UnknownSpelling: UnknownSpelling;
  UnknownSpellingConnection: UnknownSpellingConnection;
  UnknownSpellingEdge: UnknownSpellingEdge;
  Verdict: Omit<Verdict, 'domains' | 'explanation' | 'needed'> & { domains: ReadonlyArray<ResolversParentTypes['DomainVerdict']>, explanation?: Maybe<ResolversParentTypes['Explanation']>, needed?: Maybe<ReadonlyArray<ResolversParentTypes['NeededFact']>> };
  VerdictChange: Omit<VerdictChange, 'after' | 'before' | 'differences'> & { after?: Maybe<ResolversParentTypes['Explanation']>, before?: Maybe<ResolversParentTypes['Explanation']>, differences: ReadonlyArray<ResolversParentTypes['VerdictDifference']> };
  VerdictDifference: Omit<VerdictDifference, 'after' | 'before' | 'claims' | 'entity'> & { after?: Maybe<ResolversParentTypes['Explanation']>, before?: Maybe<ResolversParentTypes['Explanation']>, claims: ReadonlyArray<ResolversParentTypes['Claim']>, entity?: Maybe<ResolversParentTypes['Entity']> };
  VerdictMoment: VerdictMoment;
  VersionUse: VersionUse;
};

export type ClassifiedDirectiveArgs = {
  as: Classification;
};

export type ClassifiedDirectiveResolver<Result, Parent, ContextType = any, Args = ClassifiedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type EntityDirectiveArgs = {
  domain: Scalars['String']['input'];
};

export type EntityDirectiveResolver<Result, Parent, ContextType = any, Args = EntityDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type IdentifierDirectiveArgs = {
  scheme: Scalars['String']['input'];
  shared?: Maybe<Scalars['Boolean']['input']>;
};

export type IdentifierDirectiveResolver<Result, Parent, ContextType = any, Args = IdentifierDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type KeptDirectiveArgs = {
  path: Scalars['String']['input'];
};

export type KeptDirectiveResolver<Result, Parent, ContextType = any, Args = KeptDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RelationDirectiveArgs = {
  belongs?: Maybe<Scalars['Boolean']['input']>;
  direction: RelationDirection;
  inferred?: Maybe<Scalars['Boolean']['input']>;
  lineage?: Maybe<LineageFlow>;
  type: Scalars['String']['input'];
};

export type RelationDirectiveResolver<Result, Parent, ContextType = any, Args = RelationDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RoleDirectiveArgs = {
  is: Role;
};

export type RoleDirectiveResolver<Result, Parent, ContextType = any, Args = RoleDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type TrackedDirectiveArgs = { };

export type TrackedDirectiveResolver<Result, Parent, ContextType = any, Args = TrackedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type UnitDirectiveArgs = {
  is: Scalars['String']['input'];
};

export type UnitDirectiveResolver<Result, Parent, ContextType = any, Args = UnitDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ArbitrationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Arbitration'] = ResolversParentTypes['Arbitration']> = {
  about?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  decides?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefer?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['ArbitrationVersion']>, ParentType, ContextType>;
};

export type ArbitrationRulingResolvers<ContextType = any, ParentType extends ResolversParentTypes['ArbitrationRuling'] = ResolversParentTypes['ArbitrationRuling']> = {
  arbitration?: Resolver<ResolversTypes['Arbitration'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['ArbitrationVersion'], ParentType, ContextType>;
};

export type ArbitrationVersionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ArbitrationVersion'] = ResolversParentTypes['ArbitrationVersion']> = {
  acts?: Resolver<ReadonlyArray<ResolversTypes['DefinitionAct']>, ParentType, ContextType>;
  approvedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  effectiveFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  effectiveTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  entitiesLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  judging?: Resolver<ResolversTypes['Judging'], ParentType, ContextType>;
  lifecycle?: Resolver<ResolversTypes['DefinitionLifecycle'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefer?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  proposedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rehearsal?: Resolver<Maybe<ResolversTypes['Rehearsal']>, ParentType, ContextType>;
  rehearsals?: Resolver<ReadonlyArray<ResolversTypes['Rehearsal']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ClaimResolvers<ContextType = any, ParentType extends ResolversParentTypes['Claim'] = ResolversParentTypes['Claim']> = {
  about?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  correctedBy?: Resolver<Maybe<ResolversTypes['Claim']>, ParentType, ContextType>;
  corrects?: Resolver<Maybe<ResolversTypes['Claim']>, ParentType, ContextType>;
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ended?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jump?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  responsible?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  standardEvent?: Resolver<Maybe<ResolversTypes['StandardEvent']>, ParentType, ContextType>;
  stands?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type ClaimConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClaimConnection'] = ResolversParentTypes['ClaimConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ClaimEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ClaimEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClaimEdge'] = ResolversParentTypes['ClaimEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Claim'], ParentType, ContextType>;
};

export type CommonCauseResolvers<ContextType = any, ParentType extends ResolversParentTypes['CommonCause'] = ResolversParentTypes['CommonCause']> = {
  all?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  allPrecision?: Resolver<ResolversTypes['CausePrecision'], ParentType, ContextType>;
  allShare?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  chance?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  entity?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failedShare?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lift?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CommonCausesResolvers<ContextType = any, ParentType extends ResolversParentTypes['CommonCauses'] = ResolversParentTypes['CommonCauses']> = {
  allUnits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  causes?: Resolver<ReadonlyArray<ResolversTypes['CommonCause']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  stopped?: Resolver<ReadonlyArray<ResolversTypes['CausesStop']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  units?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConflictResolvers<ContextType = any, ParentType extends ResolversParentTypes['Conflict'] = ResolversParentTypes['Conflict']> = {
  about?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  claims?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  decidedBy?: Resolver<Maybe<ResolversTypes['Arbitration']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConflictConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ConflictConnection'] = ResolversParentTypes['ConflictConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ConflictEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Conflict']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConflictEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ConflictEdge'] = ResolversParentTypes['ConflictEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Conflict'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DefinitionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Definition'] = ResolversParentTypes['Definition']> = {
  active?: Resolver<Maybe<ResolversTypes['DefinitionVersion']>, ParentType, ContextType, Partial<DefinitionActiveArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['DefinitionVersion']>, ParentType, ContextType>;
};

export type DefinitionActResolvers<ContextType = any, ParentType extends ResolversParentTypes['DefinitionAct'] = ResolversParentTypes['DefinitionAct']> = {
  act?: Resolver<ResolversTypes['DefinitionActKind'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  effectiveFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  effectiveTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DefinitionRulingResolvers<ContextType = any, ParentType extends ResolversParentTypes['DefinitionRuling'] = ResolversParentTypes['DefinitionRuling']> = {
  definition?: Resolver<ResolversTypes['Definition'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['DefinitionVersion'], ParentType, ContextType>;
};

export type DefinitionVersionResolvers<ContextType = any, ParentType extends ResolversParentTypes['DefinitionVersion'] = ResolversParentTypes['DefinitionVersion']> = {
  acts?: Resolver<ReadonlyArray<ResolversTypes['DefinitionAct']>, ParentType, ContextType>;
  approvedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  changeReason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  effectiveFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  effectiveTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  judging?: Resolver<ResolversTypes['Judging'], ParentType, ContextType>;
  lifecycle?: Resolver<ResolversTypes['DefinitionLifecycle'], ParentType, ContextType>;
  ordersLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  proposedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rehearsal?: Resolver<Maybe<ResolversTypes['Rehearsal']>, ParentType, ContextType>;
  rehearsals?: Resolver<ReadonlyArray<ResolversTypes['Rehearsal']>, ParentType, ContextType>;
  scale?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uses?: Resolver<ReadonlyArray<ResolversTypes['VersionUse']>, ParentType, ContextType>;
  validWhen?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DerivationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Derivation'] = ResolversParentTypes['Derivation']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  links?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  most?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  overflowing?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType, RequireFields<DerivationOverflowingArgs, 'first'>>;
  overflows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  relation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['DerivationVersion']>, ParentType, ContextType>;
};

export type DerivationRulingResolvers<ContextType = any, ParentType extends ResolversParentTypes['DerivationRuling'] = ResolversParentTypes['DerivationRuling']> = {
  derivation?: Resolver<ResolversTypes['Derivation'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['DerivationVersion'], ParentType, ContextType>;
};

export type DerivationVersionResolvers<ContextType = any, ParentType extends ResolversParentTypes['DerivationVersion'] = ResolversParentTypes['DerivationVersion']> = {
  acts?: Resolver<ReadonlyArray<ResolversTypes['DefinitionAct']>, ParentType, ContextType>;
  approvedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  effectiveFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  effectiveTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  entitiesLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  judging?: Resolver<ResolversTypes['Judging'], ParentType, ContextType>;
  lifecycle?: Resolver<ResolversTypes['DefinitionLifecycle'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  proposedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rehearsal?: Resolver<Maybe<ResolversTypes['Rehearsal']>, ParentType, ContextType>;
  rehearsals?: Resolver<ReadonlyArray<ResolversTypes['Rehearsal']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DisagreementCellResolvers<ContextType = any, ParentType extends ResolversParentTypes['DisagreementCell'] = ResolversParentTypes['DisagreementCell']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  first?: Resolver<ReadonlyArray<ResolversTypes['Outcome']>, ParentType, ContextType>;
  medianHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['OrderConnection'], ParentType, ContextType, RequireFields<DisagreementCellOrdersArgs, 'first' | 'orderBy'>>;
  second?: Resolver<ReadonlyArray<ResolversTypes['Outcome']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DisagreementMatrixResolvers<ContextType = any, ParentType extends ResolversParentTypes['DisagreementMatrix'] = ResolversParentTypes['DisagreementMatrix']> = {
  definition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  differing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  domains?: Resolver<ReadonlyArray<ResolversTypes['DomainOutcomes']>, ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pair?: Resolver<ResolversTypes['DisagreementPair'], ParentType, ContextType, RequireFields<DisagreementMatrixPairArgs, 'first' | 'second'>>;
  pairs?: Resolver<ReadonlyArray<ResolversTypes['DisagreementPair']>, ParentType, ContextType>;
  skew?: Resolver<Maybe<ResolversTypes['SkewDistribution']>, ParentType, ContextType>;
  stages?: Resolver<Maybe<ReadonlyArray<ResolversTypes['StageCount']>>, ParentType, ContextType>;
  unified?: Resolver<ReadonlyArray<ResolversTypes['OutcomeCount']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DisagreementPairResolvers<ContextType = any, ParentType extends ResolversParentTypes['DisagreementPair'] = ResolversParentTypes['DisagreementPair']> = {
  cell?: Resolver<ResolversTypes['DisagreementCell'], ParentType, ContextType, RequireFields<DisagreementPairCellArgs, 'first' | 'second'>>;
  cells?: Resolver<ReadonlyArray<ResolversTypes['DisagreementCell']>, ParentType, ContextType>;
  differing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  first?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  second?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  skew?: Resolver<Maybe<ResolversTypes['PairSkew']>, ParentType, ContextType>;
};

export type DomainOutcomesResolvers<ContextType = any, ParentType extends ResolversParentTypes['DomainOutcomes'] = ResolversParentTypes['DomainOutcomes']> = {
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['OutcomeCount']>, ParentType, ContextType>;
};

export type DomainStateResolvers<ContextType = any, ParentType extends ResolversParentTypes['DomainState'] = ResolversParentTypes['DomainState']> = {
  canonical?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  conflict?: Resolver<Maybe<ResolversTypes['Conflict']>, ParentType, ContextType>;
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expectedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  local?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  responsible?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  settled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  standardEvent?: Resolver<Maybe<ResolversTypes['StandardEvent']>, ParentType, ContextType>;
  terminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type DomainVerdictResolvers<ContextType = any, ParentType extends ResolversParentTypes['DomainVerdict'] = ResolversParentTypes['DomainVerdict']> = {
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  firstMetAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType, RequireFields<DomainVerdictMissingArgs, 'language'>>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type EntityResolvers<ContextType = any, ParentType extends ResolversParentTypes['Entity'] = ResolversParentTypes['Entity']> = {
  __resolveType: TypeResolveFn<'Order', ParentType, ContextType>;
};

export type ExplanationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Explanation'] = ResolversParentTypes['Explanation']> = {
  claims?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  domain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  json?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ExplanationKind'], ParentType, ContextType>;
  moreReads?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['Explanation']>, ParentType, ContextType>;
  reads?: Resolver<ReadonlyArray<ResolversTypes['ReadValue']>, ParentType, ContextType>;
  rule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<ExplanationTextArgs, 'language'>>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type IdentifierResolvers<ContextType = any, ParentType extends ResolversParentTypes['Identifier'] = ResolversParentTypes['Identifier']> = {
  scheme?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LineageResolvers<ContextType = any, ParentType extends ResolversParentTypes['Lineage'] = ResolversParentTypes['Lineage']> = {
  advice?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  depth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['LineageEdge']>, ParentType, ContextType>;
  frontier?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  stopped?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LineageEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['LineageEdge'] = ResolversParentTypes['LineageEdge']> = {
  derivation?: Resolver<Maybe<ResolversTypes['Derivation']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  knownFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  knownTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type LinkExplanationResolvers<ContextType = any, ParentType extends ResolversParentTypes['LinkExplanation'] = ResolversParentTypes['LinkExplanation']> = {
  brokenAt?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ended?: Resolver<ReadonlyArray<ResolversTypes['LineageEdge']>, ParentType, ContextType>;
  lineage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  linked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  morePaths?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nearest?: Resolver<ReadonlyArray<ResolversTypes['Identifier']>, ParentType, ContextType>;
  paths?: Resolver<ReadonlyArray<ReadonlyArray<ResolversTypes['LineageEdge']>>, ParentType, ContextType>;
  placeholder?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  rejects?: Resolver<ReadonlyArray<ResolversTypes['Reject']>, ParentType, ContextType>;
  triedKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  triedRelation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MeasureWindowResolvers<ContextType = any, ParentType extends ResolversParentTypes['MeasureWindow'] = ResolversParentTypes['MeasureWindow']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type MergeResolvers<ContextType = any, ParentType extends ResolversParentTypes['Merge'] = ResolversParentTypes['Merge']> = {
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  into?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type MergeRulingResolvers<ContextType = any, ParentType extends ResolversParentTypes['MergeRuling'] = ResolversParentTypes['MergeRuling']> = {
  merge?: Resolver<ResolversTypes['Merge'], ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  undone?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptProposal?: Resolver<ResolversTypes['Proposal'], ParentType, ContextType, RequireFields<MutationAcceptProposalArgs, 'id' | 'reason'>>;
  actOnRecall?: Resolver<ResolversTypes['Recall'], ParentType, ContextType, RequireFields<MutationActOnRecallArgs, 'act' | 'id' | 'reason'>>;
  activateArbitration?: Resolver<ResolversTypes['ArbitrationRuling'], ParentType, ContextType, RequireFields<MutationActivateArbitrationArgs, 'arbitration' | 'reason' | 'version'>>;
  activateDefinition?: Resolver<ResolversTypes['DefinitionRuling'], ParentType, ContextType, RequireFields<MutationActivateDefinitionArgs, 'definition' | 'reason' | 'version'>>;
  activateDerivation?: Resolver<ResolversTypes['DerivationRuling'], ParentType, ContextType, RequireFields<MutationActivateDerivationArgs, 'derivation' | 'reason' | 'version'>>;
  approveArbitration?: Resolver<ResolversTypes['ArbitrationRuling'], ParentType, ContextType, RequireFields<MutationApproveArbitrationArgs, 'arbitration' | 'reason' | 'version'>>;
  approveDefinition?: Resolver<ResolversTypes['DefinitionRuling'], ParentType, ContextType, RequireFields<MutationApproveDefinitionArgs, 'definition' | 'reason' | 'version'>>;
  approveDerivation?: Resolver<ResolversTypes['DerivationRuling'], ParentType, ContextType, RequireFields<MutationApproveDerivationArgs, 'derivation' | 'reason' | 'version'>>;
  cancelRehearsal?: Resolver<ResolversTypes['Rehearsal'], ParentType, ContextType, RequireFields<MutationCancelRehearsalArgs, 'id'>>;
  mergeOrders?: Resolver<ResolversTypes['MergeRuling'], ParentType, ContextType, RequireFields<MutationMergeOrdersArgs, 'into' | 'order' | 'reason'>>;
  openRecall?: Resolver<ResolversTypes['Recall'], ParentType, ContextType, RequireFields<MutationOpenRecallArgs, 'class' | 'confirm' | 'depth' | 'reason' | 'scope' | 'title'>>;
  proposeArbitration?: Resolver<ResolversTypes['ArbitrationRuling'], ParentType, ContextType, RequireFields<MutationProposeArbitrationArgs, 'draft' | 'reason' | 'source'>>;
  proposeDefinition?: Resolver<ResolversTypes['DefinitionRuling'], ParentType, ContextType, RequireFields<MutationProposeDefinitionArgs, 'draft' | 'reason' | 'source'>>;
  proposeDerivation?: Resolver<ResolversTypes['DerivationRuling'], ParentType, ContextType, RequireFields<MutationProposeDerivationArgs, 'draft' | 'reason' | 'source'>>;
  rehearseArbitration?: Resolver<ResolversTypes['Rehearsal'], ParentType, ContextType, RequireFields<MutationRehearseArbitrationArgs, 'arbitration' | 'version'>>;
  rehearseDefinition?: Resolver<ResolversTypes['Rehearsal'], ParentType, ContextType, RequireFields<MutationRehearseDefinitionArgs, 'by' | 'definition' | 'version'>>;
  rehearseDerivation?: Resolver<ResolversTypes['Rehearsal'], ParentType, ContextType, RequireFields<MutationRehearseDerivationArgs, 'derivation' | 'version'>>;
  rejectProposal?: Resolver<ResolversTypes['Proposal'], ParentType, ContextType, RequireFields<MutationRejectProposalArgs, 'id' | 'reason'>>;
  retireArbitration?: Resolver<ResolversTypes['ArbitrationRuling'], ParentType, ContextType, RequireFields<MutationRetireArbitrationArgs, 'arbitration' | 'reason' | 'version'>>;
  retireDefinition?: Resolver<ResolversTypes['DefinitionRuling'], ParentType, ContextType, RequireFields<MutationRetireDefinitionArgs, 'definition' | 'reason' | 'version'>>;
  retireDerivation?: Resolver<ResolversTypes['DerivationRuling'], ParentType, ContextType, RequireFields<MutationRetireDerivationArgs, 'derivation' | 'reason' | 'version'>>;
  returnArbitration?: Resolver<ResolversTypes['ArbitrationRuling'], ParentType, ContextType, RequireFields<MutationReturnArbitrationArgs, 'arbitration' | 'reason' | 'version'>>;
  returnDefinition?: Resolver<ResolversTypes['DefinitionRuling'], ParentType, ContextType, RequireFields<MutationReturnDefinitionArgs, 'definition' | 'reason' | 'version'>>;
  returnDerivation?: Resolver<ResolversTypes['DerivationRuling'], ParentType, ContextType, RequireFields<MutationReturnDerivationArgs, 'derivation' | 'reason' | 'version'>>;
  undoMerge?: Resolver<ResolversTypes['MergeRuling'], ParentType, ContextType, RequireFields<MutationUndoMergeArgs, 'order' | 'reason'>>;
  widenRecall?: Resolver<ResolversTypes['Recall'], ParentType, ContextType, RequireFields<MutationWidenRecallArgs, 'confirm' | 'id' | 'reason' | 'scope'>>;
};

export type NeededFactResolvers<ContextType = any, ParentType extends ResolversParentTypes['NeededFact'] = ResolversParentTypes['NeededFact']> = {
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  moreReads?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reachable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reads?: Resolver<ReadonlyArray<ResolversTypes['ReadValue']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<NeededFactTextArgs, 'language'>>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JSON']>>, ParentType, ContextType>;
};

export type NodeResolvers<ContextType = any, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Order', ParentType, ContextType>;
};

export type OrderResolvers<ContextType = any, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order']> = {
  claims?: Resolver<ResolversTypes['ClaimConnection'], ParentType, ContextType, RequireFields<OrderClaimsArgs, 'first'>>;
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifiers?: Resolver<ReadonlyArray<ResolversTypes['Identifier']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lineage?: Resolver<ResolversTypes['Lineage'], ParentType, ContextType, RequireFields<OrderLineageArgs, 'budgetMs' | 'direction' | 'first' | 'maxDepth'>>;
  mergedFrom?: Resolver<ReadonlyArray<ResolversTypes['Merge']>, ParentType, ContextType>;
  resolved?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['DomainState']>, ParentType, ContextType>;
  stateTimeline?: Resolver<ResolversTypes['StateVisitConnection'], ParentType, ContextType, RequireFields<OrderStateTimelineArgs, 'first'>>;
  stateVisits?: Resolver<ResolversTypes['StateVisitConnection'], ParentType, ContextType, RequireFields<OrderStateVisitsArgs, 'first'>>;
  states?: Resolver<ReadonlyArray<ResolversTypes['DomainState']>, ParentType, ContextType>;
  timeline?: Resolver<ResolversTypes['ClaimConnection'], ParentType, ContextType, RequireFields<OrderTimelineArgs, 'first'>>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['Verdict'], ParentType, ContextType, RequireFields<OrderVerdictArgs, 'definition'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OrderEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
};

export type OutcomeCountResolvers<ContextType = any, ParentType extends ResolversParentTypes['OutcomeCount'] = ResolversParentTypes['OutcomeCount']> = {
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = any, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PairSkewResolvers<ContextType = any, ParentType extends ResolversParentTypes['PairSkew'] = ResolversParentTypes['PairSkew']> = {
  firstLater?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  longestHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  meanHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  medianHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  p90Hours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  secondLater?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  together?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProposalResolvers<ContextType = any, ParentType extends ResolversParentTypes['Proposal'] = ResolversParentTypes['Proposal']> = {
  amount?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  condition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decidedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  groupCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  groupShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  groupTotal?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  holds?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  proposedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['ProposalStage'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  translation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  window?: Resolver<ResolversTypes['MeasureWindow'], ParentType, ContextType>;
};

export type ProposalConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ProposalConnection'] = ResolversParentTypes['ProposalConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProposalEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Proposal']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProposalEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ProposalEdge'] = ResolversParentTypes['ProposalEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Proposal'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  arbitration?: Resolver<ReadonlyArray<ResolversTypes['Arbitration']>, ParentType, ContextType>;
  commonCauses?: Resolver<ResolversTypes['CommonCauses'], ParentType, ContextType, RequireFields<QueryCommonCausesArgs, 'first' | 'inferred'>>;
  conflicts?: Resolver<ResolversTypes['ConflictConnection'], ParentType, ContextType, RequireFields<QueryConflictsArgs, 'decided' | 'first'>>;
  definition?: Resolver<Maybe<ResolversTypes['Definition']>, ParentType, ContextType, RequireFields<QueryDefinitionArgs, 'name'>>;
  definitions?: Resolver<ReadonlyArray<ResolversTypes['Definition']>, ParentType, ContextType>;
  derivations?: Resolver<ReadonlyArray<ResolversTypes['Derivation']>, ParentType, ContextType>;
  disagreements?: Resolver<ResolversTypes['DisagreementMatrix'], ParentType, ContextType, RequireFields<QueryDisagreementsArgs, 'definition'>>;
  entities?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType, RequireFields<QueryEntitiesArgs, 'identifier'>>;
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType, RequireFields<QueryEntityArgs, 'key' | 'type'>>;
  explainChange?: Resolver<ResolversTypes['VerdictChange'], ParentType, ContextType, RequireFields<QueryExplainChangeArgs, 'after' | 'before' | 'definition' | 'order'>>;
  explainLink?: Resolver<ResolversTypes['LinkExplanation'], ParentType, ContextType, RequireFields<QueryExplainLinkArgs, 'from' | 'to'>>;
  lineage?: Resolver<ResolversTypes['Lineage'], ParentType, ContextType, RequireFields<QueryLineageArgs, 'budgetMs' | 'direction' | 'first' | 'from' | 'inferred' | 'maxDepth'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'id'>>;
  orders?: Resolver<ResolversTypes['OrderConnection'], ParentType, ContextType, RequireFields<QueryOrdersArgs, 'first'>>;
  proposals?: Resolver<ResolversTypes['ProposalConnection'], ParentType, ContextType, RequireFields<QueryProposalsArgs, 'first'>>;
  recall?: Resolver<ResolversTypes['Recall'], ParentType, ContextType, RequireFields<QueryRecallArgs, 'id'>>;
  recalls?: Resolver<ResolversTypes['RecallConnection'], ParentType, ContextType, RequireFields<QueryRecallsArgs, 'first'>>;
  rehearsal?: Resolver<ResolversTypes['Rehearsal'], ParentType, ContextType, RequireFields<QueryRehearsalArgs, 'id'>>;
  rejects?: Resolver<ResolversTypes['RejectConnection'], ParentType, ContextType, RequireFields<QueryRejectsArgs, 'first'>>;
  stateGraph?: Resolver<ResolversTypes['StateGraph'], ParentType, ContextType, RequireFields<QueryStateGraphArgs, 'type'>>;
  translation?: Resolver<ResolversTypes['Translation'], ParentType, ContextType, RequireFields<QueryTranslationArgs, 'name'>>;
  translations?: Resolver<ReadonlyArray<ResolversTypes['Translation']>, ParentType, ContextType>;
  unknownSpellings?: Resolver<ResolversTypes['UnknownSpellingConnection'], ParentType, ContextType, RequireFields<QueryUnknownSpellingsArgs, 'first'>>;
};

export type ReadValueResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReadValue'] = ResolversParentTypes['ReadValue']> = {
  claims?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  disputed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type RecallResolvers<ContextType = any, ParentType extends ResolversParentTypes['Recall'] = ResolversParentTypes['Recall']> = {
  acts?: Resolver<ReadonlyArray<ResolversTypes['RecallAct']>, ParentType, ContextType>;
  affected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  balance?: Resolver<ResolversTypes['RecallBalance'], ParentType, ContextType>;
  class?: Resolver<ResolversTypes['RecallClass'], ParentType, ContextType>;
  completeness?: Resolver<ResolversTypes['RecallCompleteness'], ParentType, ContextType>;
  delta?: Resolver<ResolversTypes['RecallDelta'], ParentType, ContextType>;
  depth?: Resolver<ResolversTypes['RecallDepth'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  frozenUnder?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  groups?: Resolver<ResolversTypes['RecallGroupConnection'], ParentType, ContextType, RequireFields<RecallGroupsArgs, 'by' | 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lots?: Resolver<ResolversTypes['RecallLotConnection'], ParentType, ContextType, RequireFields<RecallLotsArgs, 'first'>>;
  nearMatches?: Resolver<ReadonlyArray<ResolversTypes['RecallNearMatch']>, ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['RecallStage'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  units?: Resolver<ResolversTypes['RecallUnitConnection'], ParentType, ContextType, RequireFields<RecallUnitsArgs, 'first'>>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallActResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallAct'] = ResolversParentTypes['RecallAct']> = {
  about?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  act?: Resolver<ResolversTypes['RecallActKind'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallBalanceResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallBalance'] = ResolversParentTypes['RecallBalance']> = {
  atConsignees?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  destroyed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  explanted?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  inStock?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  inTransit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  made?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  overAccounted?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  returned?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  stated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unaccounted?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RecallChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallChange'] = ResolversParentTypes['RecallChange']> = {
  after?: Resolver<Maybe<ResolversTypes['RecallUnit']>, ParentType, ContextType>;
  because?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['RecallUnit']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RecallChangeKind'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
};

export type RecallCompletenessResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallCompleteness'] = ResolversParentTypes['RecallCompleteness']> = {
  circular?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  doubtful?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  notModelled?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['RecallSourceGap']>, ParentType, ContextType>;
  unansweredConsignees?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unansweredUnits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  undated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unresolved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallConnection'] = ResolversParentTypes['RecallConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RecallEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Recall']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallDeltaResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallDelta'] = ResolversParentTypes['RecallDelta']> = {
  added?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changes?: Resolver<ReadonlyArray<ResolversTypes['RecallChange']>, ParentType, ContextType>;
  consigneesAdded?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  consigneesWithdrawn?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  empty?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lots?: Resolver<ReadonlyArray<ResolversTypes['RecallLotChange']>, ParentType, ContextType>;
  lotsChanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nearMatches?: Resolver<ReadonlyArray<ResolversTypes['RecallNearMatchChange']>, ParentType, ContextType>;
  nearMatchesChanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  subjectsAdded?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  subjectsWithdrawn?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  withdrawn?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallDispositionCountResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallDispositionCount'] = ResolversParentTypes['RecallDispositionCount']> = {
  disposition?: Resolver<ResolversTypes['UnitDisposition'], ParentType, ContextType>;
  units?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallEdge'] = ResolversParentTypes['RecallEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Recall'], ParentType, ContextType>;
};

export type RecallGroupResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallGroup'] = ResolversParentTypes['RecallGroup']> = {
  dispositions?: Resolver<ReadonlyArray<ResolversTypes['RecallDispositionCount']>, ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  firstUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  units?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallGroupConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallGroupConnection'] = ResolversParentTypes['RecallGroupConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RecallGroupEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['RecallGroup']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallGroupEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallGroupEdge'] = ResolversParentTypes['RecallGroupEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RecallGroup'], ParentType, ContextType>;
};

export type RecallLotResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallLot'] = ResolversParentTypes['RecallLot']> = {
  balance?: Resolver<ResolversTypes['RecallBalance'], ParentType, ContextType>;
  doubtful?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lot?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
};

export type RecallLotChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallLotChange'] = ResolversParentTypes['RecallLotChange']> = {
  after?: Resolver<Maybe<ResolversTypes['RecallBalance']>, ParentType, ContextType>;
  because?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['RecallBalance']>, ParentType, ContextType>;
  doubtfulAfter?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  doubtfulBefore?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RecallChangeKind'], ParentType, ContextType>;
  lot?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
};

export type RecallLotConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallLotConnection'] = ResolversParentTypes['RecallLotConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RecallLotEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['RecallLot']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallLotEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallLotEdge'] = ResolversParentTypes['RecallLotEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RecallLot'], ParentType, ContextType>;
};

export type RecallNearMatchResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallNearMatch'] = ResolversParentTypes['RecallNearMatch']> = {
  accepted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  because?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entity?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  near?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecallNearMatchChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallNearMatchChange'] = ResolversParentTypes['RecallNearMatchChange']> = {
  because?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  entity?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RecallChangeKind'], ParentType, ContextType>;
  near?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecallSourceGapResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallSourceGap'] = ResolversParentTypes['RecallSourceGap']> = {
  firstMissing?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastRecordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  objective?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecallUnitResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallUnit'] = ResolversParentTypes['RecallUnit']> = {
  consignees?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  disposition?: Resolver<ResolversTypes['UnitDisposition'], ParentType, ContextType>;
  dispositionAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dispositionBy?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  doubtful?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  lots?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  subjects?: Resolver<ReadonlyArray<ResolversTypes['Entity']>, ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  usedAt?: Resolver<ReadonlyArray<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RecallUnitConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallUnitConnection'] = ResolversParentTypes['RecallUnitConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RecallUnitEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['RecallUnit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecallUnitEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecallUnitEdge'] = ResolversParentTypes['RecallUnitEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RecallUnit'], ParentType, ContextType>;
};

export type RehearsalResolvers<ContextType = any, ParentType extends ResolversParentTypes['Rehearsal'] = ResolversParentTypes['Rehearsal']> = {
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  against?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  begunAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changed?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dimensions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RehearsalDimension']>>, ParentType, ContextType>;
  disputes?: Resolver<Maybe<ResolversTypes['RehearsedDisputes']>, ParentType, ContextType>;
  domains?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RehearsalDomain']>>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  examples?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RehearsalExample']>>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  links?: Resolver<Maybe<ResolversTypes['RehearsedLinks']>, ParentType, ContextType>;
  months?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RehearsalGroup']>>, ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  questions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  skewAfter?: Resolver<Maybe<ResolversTypes['SkewDistribution']>, ParentType, ContextType>;
  skewBefore?: Resolver<Maybe<ResolversTypes['SkewDistribution']>, ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['RehearsalStage'], ParentType, ContextType>;
  stages?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RehearsalStages']>>, ParentType, ContextType>;
  unified?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RehearsalCell']>>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RehearsalCellResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsalCell'] = ResolversParentTypes['RehearsalCell']> = {
  after?: Resolver<Maybe<ResolversTypes['Outcome']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['Outcome']>, ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RehearsalDimensionResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsalDimension'] = ResolversParentTypes['RehearsalDimension']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  others?: Resolver<Maybe<ResolversTypes['RehearsalGroup']>, ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['RehearsalGroup']>, ParentType, ContextType>;
};

export type RehearsalDomainResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsalDomain'] = ResolversParentTypes['RehearsalDomain']> = {
  cells?: Resolver<ReadonlyArray<ResolversTypes['RehearsalCell']>, ParentType, ContextType>;
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RehearsalExampleResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsalExample'] = ResolversParentTypes['RehearsalExample']> = {
  after?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['Outcome']>, ParentType, ContextType>;
  claims?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<RehearsalExampleTextArgs, 'language'>>;
};

export type RehearsalGroupResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsalGroup'] = ResolversParentTypes['RehearsalGroup']> = {
  changed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  metAfter?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  metBefore?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RehearsalStagesResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsalStages'] = ResolversParentTypes['RehearsalStages']> = {
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RehearsedDisputeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsedDispute'] = ResolversParentTypes['RehearsedDispute']> = {
  about?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  claims?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
};

export type RehearsedDisputesResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsedDisputes'] = ResolversParentTypes['RehearsedDisputes']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['RehearsedRuling']>, ParentType, ContextType>;
  disputed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  examples?: Resolver<ReadonlyArray<ResolversTypes['RehearsedDispute']>, ParentType, ContextType>;
  unsettledAfter?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unsettledBefore?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  verdicts?: Resolver<ReadonlyArray<ResolversTypes['RehearsedVerdicts']>, ParentType, ContextType>;
};

export type RehearsedLinkResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsedLink'] = ResolversParentTypes['RehearsedLink']> = {
  because?: Resolver<ResolversTypes['LinkHindrance'], ParentType, ContextType>;
  comes?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  fromAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  toAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RehearsedLinksResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsedLinks'] = ResolversParentTypes['RehearsedLinks']> = {
  come?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  examples?: Resolver<ReadonlyArray<ResolversTypes['RehearsedLink']>, ParentType, ContextType>;
  gone?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  links?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  linksBefore?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overflows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overflowsBefore?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RehearsedRulingResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsedRuling'] = ResolversParentTypes['RehearsedRuling']> = {
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entities?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RehearsedVerdictsResolvers<ContextType = any, ParentType extends ResolversParentTypes['RehearsedVerdicts'] = ResolversParentTypes['RehearsedVerdicts']> = {
  cells?: Resolver<ReadonlyArray<ResolversTypes['RehearsalCell']>, ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RejectResolvers<ContextType = any, ParentType extends ResolversParentTypes['Reject'] = ResolversParentTypes['Reject']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  file?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  record?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RejectConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['RejectConnection'] = ResolversParentTypes['RejectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RejectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Reject']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RejectEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RejectEdge'] = ResolversParentTypes['RejectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Reject'], ParentType, ContextType>;
};

export type SkewDistributionResolvers<ContextType = any, ParentType extends ResolversParentTypes['SkewDistribution'] = ResolversParentTypes['SkewDistribution']> = {
  longestHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  meanHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  medianHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  p90Hours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type StageResolvers<ContextType = any, ParentType extends ResolversParentTypes['Stage'] = ResolversParentTypes['Stage']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StageCountResolvers<ContextType = any, ParentType extends ResolversParentTypes['StageCount'] = ResolversParentTypes['StageCount']> = {
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StateDurationsResolvers<ContextType = any, ParentType extends ResolversParentTypes['StateDurations'] = ResolversParentTypes['StateDurations']> = {
  longestHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  meanHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  medianHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  p90Hours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  visits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StateGraphResolvers<ContextType = any, ParentType extends ResolversParentTypes['StateGraph'] = ResolversParentTypes['StateGraph']> = {
  breaches?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  disputed?: Resolver<Maybe<ResolversTypes['StateTally']>, ParentType, ContextType>;
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  elsewhere?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  entities?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  jumpRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  jumps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  manual?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  states?: Resolver<ReadonlyArray<ResolversTypes['StateTally']>, ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transitions?: Resolver<ResolversTypes['StateTransitionConnection'], ParentType, ContextType, RequireFields<StateGraphTransitionsArgs, 'first'>>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  visits?: Resolver<ResolversTypes['StateVisitConnection'], ParentType, ContextType, RequireFields<StateGraphVisitsArgs, 'first'>>;
};

export type StateTallyResolvers<ContextType = any, ParentType extends ResolversParentTypes['StateTally'] = ResolversParentTypes['StateTally']> = {
  breaches?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  canonical?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durations?: Resolver<Maybe<ResolversTypes['StateDurations']>, ParentType, ContextType>;
  elsewhere?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  expected?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jumps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  late?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  local?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  manual?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overdue?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  responsible?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sla?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  terminal?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  visits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StateTransitionResolvers<ContextType = any, ParentType extends ResolversParentTypes['StateTransition'] = ResolversParentTypes['StateTransition']> = {
  before?: Resolver<ResolversTypes['StateDurations'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jump?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StateTransitionConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['StateTransitionConnection'] = ResolversParentTypes['StateTransitionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StateTransitionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['StateTransition']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StateTransitionEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['StateTransitionEdge'] = ResolversParentTypes['StateTransitionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StateTransition'], ParentType, ContextType>;
};

export type StateVisitResolvers<ContextType = any, ParentType extends ResolversParentTypes['StateVisit'] = ResolversParentTypes['StateVisit']> = {
  breached?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  canonical?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entity?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  expected?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expectedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  hours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  jump?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  local?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  manual?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  overdue?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  responsible?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type StateVisitConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['StateVisitConnection'] = ResolversParentTypes['StateVisitConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StateVisitEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['StateVisit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StateVisitEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['StateVisitEdge'] = ResolversParentTypes['StateVisitEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StateVisit'], ParentType, ContextType>;
};

export type TranslationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Translation'] = ResolversParentTypes['Translation']> = {
  condition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  every?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  measures?: Resolver<ResolversTypes['TranslationMeasureConnection'], ParentType, ContextType, RequireFields<TranslationMeasuresArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  over?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  proposes?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TranslationMeasureResolvers<ContextType = any, ParentType extends ResolversParentTypes['TranslationMeasure'] = ResolversParentTypes['TranslationMeasure']> = {
  amount?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  groupCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  groupShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  groupTotal?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  holds?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  proposal?: Resolver<Maybe<ResolversTypes['Proposal']>, ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  window?: Resolver<ResolversTypes['MeasureWindow'], ParentType, ContextType>;
};

export type TranslationMeasureConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['TranslationMeasureConnection'] = ResolversParentTypes['TranslationMeasureConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TranslationMeasureEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TranslationMeasure']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TranslationMeasureEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['TranslationMeasureEdge'] = ResolversParentTypes['TranslationMeasureEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TranslationMeasure'], ParentType, ContextType>;
};

export type UnitFateResolvers<ContextType = any, ParentType extends ResolversParentTypes['UnitFate'] = ResolversParentTypes['UnitFate']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Entity'], ParentType, ContextType>;
  disposition?: Resolver<ResolversTypes['UnitDisposition'], ParentType, ContextType>;
  doubtful?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pieces?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type UnknownSpellingResolvers<ContextType = any, ParentType extends ResolversParentTypes['UnknownSpelling'] = ResolversParentTypes['UnknownSpelling']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  nearest?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  spelling?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UnknownSpellingConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['UnknownSpellingConnection'] = ResolversParentTypes['UnknownSpellingConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UnknownSpellingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['UnknownSpelling']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UnknownSpellingEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['UnknownSpellingEdge'] = ResolversParentTypes['UnknownSpellingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['UnknownSpelling'], ParentType, ContextType>;
};

export type VerdictResolvers<ContextType = any, ParentType extends ResolversParentTypes['Verdict'] = ResolversParentTypes['Verdict']> = {
  definition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  domains?: Resolver<ReadonlyArray<ResolversTypes['DomainVerdict']>, ParentType, ContextType>;
  explanation?: Resolver<Maybe<ResolversTypes['Explanation']>, ParentType, ContextType>;
  firstMetAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  knownSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  needed?: Resolver<Maybe<ReadonlyArray<ResolversTypes['NeededFact']>>, ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  skewHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['Stage']>, ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  unified?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VerdictChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['VerdictChange'] = ResolversParentTypes['VerdictChange']> = {
  after?: Resolver<Maybe<ResolversTypes['Explanation']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['Explanation']>, ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['VerdictDifference']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<VerdictChangeTextArgs, 'language'>>;
};

export type VerdictDifferenceResolvers<ContextType = any, ParentType extends ResolversParentTypes['VerdictDifference'] = ResolversParentTypes['VerdictDifference']> = {
  after?: Resolver<Maybe<ResolversTypes['Explanation']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['Explanation']>, ParentType, ContextType>;
  claims?: Resolver<ReadonlyArray<ResolversTypes['Claim']>, ParentType, ContextType>;
  domain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['Entity']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<VerdictDifferenceTextArgs, 'language'>>;
};

export type VersionUseResolvers<ContextType = any, ParentType extends ResolversParentTypes['VersionUse'] = ResolversParentTypes['VersionUse']> = {
  definition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = any> = {
  Arbitration?: ArbitrationResolvers<ContextType>;
  ArbitrationRuling?: ArbitrationRulingResolvers<ContextType>;
  ArbitrationVersion?: ArbitrationVersionResolvers<ContextType>;
  Claim?: ClaimResolvers<ContextType>;
  ClaimConnection?: ClaimConnectionResolvers<ContextType>;
  ClaimEdge?: ClaimEdgeResolvers<ContextType>;
  CommonCause?: CommonCauseResolvers<ContextType>;
  CommonCauses?: CommonCausesResolvers<ContextType>;
  Conflict?: ConflictResolvers<ContextType>;
  ConflictConnection?: ConflictConnectionResolvers<ContextType>;
  ConflictEdge?: ConflictEdgeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Definition?: DefinitionResolvers<ContextType>;
  DefinitionAct?: DefinitionActResolvers<ContextType>;
  DefinitionRuling?: DefinitionRulingResolvers<ContextType>;
  DefinitionVersion?: DefinitionVersionResolvers<ContextType>;
  Derivation?: DerivationResolvers<ContextType>;
  DerivationRuling?: DerivationRulingResolvers<ContextType>;
  DerivationVersion?: DerivationVersionResolvers<ContextType>;
  DisagreementCell?: DisagreementCellResolvers<ContextType>;
  DisagreementMatrix?: DisagreementMatrixResolvers<ContextType>;
  DisagreementPair?: DisagreementPairResolvers<ContextType>;
  DomainOutcomes?: DomainOutcomesResolvers<ContextType>;
  DomainState?: DomainStateResolvers<ContextType>;
  DomainVerdict?: DomainVerdictResolvers<ContextType>;
  Entity?: EntityResolvers<ContextType>;
  Explanation?: ExplanationResolvers<ContextType>;
  Identifier?: IdentifierResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Lineage?: LineageResolvers<ContextType>;
  LineageEdge?: LineageEdgeResolvers<ContextType>;
  LinkExplanation?: LinkExplanationResolvers<ContextType>;
  MeasureWindow?: MeasureWindowResolvers<ContextType>;
  Merge?: MergeResolvers<ContextType>;
  MergeRuling?: MergeRulingResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NeededFact?: NeededFactResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OutcomeCount?: OutcomeCountResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PairSkew?: PairSkewResolvers<ContextType>;
  Proposal?: ProposalResolvers<ContextType>;
  ProposalConnection?: ProposalConnectionResolvers<ContextType>;
  ProposalEdge?: ProposalEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReadValue?: ReadValueResolvers<ContextType>;
  Recall?: RecallResolvers<ContextType>;
  RecallAct?: RecallActResolvers<ContextType>;
  RecallBalance?: RecallBalanceResolvers<ContextType>;
  RecallChange?: RecallChangeResolvers<ContextType>;
  RecallCompleteness?: RecallCompletenessResolvers<ContextType>;
  RecallConnection?: RecallConnectionResolvers<ContextType>;
  RecallDelta?: RecallDeltaResolvers<ContextType>;
  RecallDispositionCount?: RecallDispositionCountResolvers<ContextType>;
  RecallEdge?: RecallEdgeResolvers<ContextType>;
  RecallGroup?: RecallGroupResolvers<ContextType>;
  RecallGroupConnection?: RecallGroupConnectionResolvers<ContextType>;
  RecallGroupEdge?: RecallGroupEdgeResolvers<ContextType>;
  RecallLot?: RecallLotResolvers<ContextType>;
  RecallLotChange?: RecallLotChangeResolvers<ContextType>;
  RecallLotConnection?: RecallLotConnectionResolvers<ContextType>;
  RecallLotEdge?: RecallLotEdgeResolvers<ContextType>;
  RecallNearMatch?: RecallNearMatchResolvers<ContextType>;
  RecallNearMatchChange?: RecallNearMatchChangeResolvers<ContextType>;
  RecallSourceGap?: RecallSourceGapResolvers<ContextType>;
  RecallUnit?: RecallUnitResolvers<ContextType>;
  RecallUnitConnection?: RecallUnitConnectionResolvers<ContextType>;
  RecallUnitEdge?: RecallUnitEdgeResolvers<ContextType>;
  Rehearsal?: RehearsalResolvers<ContextType>;
  RehearsalCell?: RehearsalCellResolvers<ContextType>;
  RehearsalDimension?: RehearsalDimensionResolvers<ContextType>;
  RehearsalDomain?: RehearsalDomainResolvers<ContextType>;
  RehearsalExample?: RehearsalExampleResolvers<ContextType>;
  RehearsalGroup?: RehearsalGroupResolvers<ContextType>;
  RehearsalStages?: RehearsalStagesResolvers<ContextType>;
  RehearsedDispute?: RehearsedDisputeResolvers<ContextType>;
  RehearsedDisputes?: RehearsedDisputesResolvers<ContextType>;
  RehearsedLink?: RehearsedLinkResolvers<ContextType>;
  RehearsedLinks?: RehearsedLinksResolvers<ContextType>;
  RehearsedRuling?: RehearsedRulingResolvers<ContextType>;
  RehearsedVerdicts?: RehearsedVerdictsResolvers<ContextType>;
  Reject?: RejectResolvers<ContextType>;
  RejectConnection?: RejectConnectionResolvers<ContextType>;
  RejectEdge?: RejectEdgeResolvers<ContextType>;
  SkewDistribution?: SkewDistributionResolvers<ContextType>;
  Stage?: StageResolvers<ContextType>;
  StageCount?: StageCountResolvers<ContextType>;
  StateDurations?: StateDurationsResolvers<ContextType>;
  StateGraph?: StateGraphResolvers<ContextType>;
  StateTally?: StateTallyResolvers<ContextType>;
  StateTransition?: StateTransitionResolvers<ContextType>;
  StateTransitionConnection?: StateTransitionConnectionResolvers<ContextType>;
  StateTransitionEdge?: StateTransitionEdgeResolvers<ContextType>;
  StateVisit?: StateVisitResolvers<ContextType>;
  StateVisitConnection?: StateVisitConnectionResolvers<ContextType>;
  StateVisitEdge?: StateVisitEdgeResolvers<ContextType>;
  Translation?: TranslationResolvers<ContextType>;
  TranslationMeasure?: TranslationMeasureResolvers<ContextType>;
  TranslationMeasureConnection?: TranslationMeasureConnectionResolvers<ContextType>;
  TranslationMeasureEdge?: TranslationMeasureEdgeResolvers<ContextType>;
  UnitFate?: UnitFateResolvers<ContextType>;
  UnknownSpelling?: UnknownSpellingResolvers<ContextType>;
  UnknownSpellingConnection?: UnknownSpellingConnectionResolvers<ContextType>;
  UnknownSpellingEdge?: UnknownSpellingEdgeResolvers<ContextType>;
  Verdict?: VerdictResolvers<ContextType>;
  VerdictChange?: VerdictChangeResolvers<ContextType>;
  VerdictDifference?: VerdictDifferenceResolvers<ContextType>;
  VersionUse?: VersionUseResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = any> = {
  classified?: ClassifiedDirectiveResolver<any, any, ContextType>;
  entity?: EntityDirectiveResolver<any, any, ContextType>;
  identifier?: IdentifierDirectiveResolver<any, any, ContextType>;
  kept?: KeptDirectiveResolver<any, any, ContextType>;
  relation?: RelationDirectiveResolver<any, any, ContextType>;
  role?: RoleDirectiveResolver<any, any, ContextType>;
  tracked?: TrackedDirectiveResolver<any, any, ContextType>;
  unit?: UnitDirectiveResolver<any, any, ContextType>;
};

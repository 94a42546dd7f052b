import type { Compiled } from '../expression/expression.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { ArbitrationModel, ArbitrationVersion } from './arbitration.ts'
import type { DefinitionAct } from './definition-act.ts'
import type { Attribute, EdgeKind, EntityType, IdentifierScheme, Relation } from './entity-type.ts'
import type { HeldDefinitions } from './held-definitions.ts'
import type { DefinitionLifecycle, HeldVersion, Judging, VersionStanding } from './held-version.ts'
import type { JsonSchema } from './json-schema.ts'
import type { ModelProblem } from './model-problem.ts'
import type { RecallModel } from './recall-model.ts'
import type { BuiltRules, RuleModel } from './rule-versions.ts'
import type { Period } from './translation.ts'

/** A whole model folder, loaded, checked and frozen. Everything the program knows of a business. */
export interface Model {
  readonly name: string
  readonly version: number
  /** Where it was read, for whoever must read it again: a thread shares nothing that is compiled. */
  readonly folder: string
  /** IANA zone for times that carry no offset, unless the source says otherwise. */
  readonly timezone: string
  /** SHA-256 over the folder's meaning-bearing files (names and bytes) but its definitions, derivations and arbitration, first 16 hex digits. */
  readonly fingerprint: string
  /** Over its derivations too, and over both, as earlier releases took it. */
  readonly formerFingerprints: readonly string[]
  /** Ordered; every local state maps onto one of them. */
  readonly canonicalStates: readonly string[]
  readonly leaveOut: ReadonlySet<string>
  /** By type name, in file order. The one with the role ORDER is named `Order`. */
  readonly types: ReadonlyMap<string, EntityType>
  /** Model enums by name, with their values. */
  readonly enums: ReadonlyMap<string, readonly string[]>
  /** By scheme; a scheme belongs to exactly one field of one type. */
  readonly schemes: ReadonlyMap<string, IdentifierScheme>
  /** By `FromType REL ToType` in stored direction (see edgeKindId). */
  readonly edgeKinds: ReadonlyMap<string, EdgeKind>
  readonly sources: ReadonlyMap<string, SourceModel>
  /** JSON schemas of the folder, by the name that a source gives them. */
  readonly schemas: ReadonlyMap<string, JsonSchema>
  /** How the order's state in a domain is drawn from its parts, by domain. */
  readonly orderStates: ReadonlyMap<string, OrderStateRule>
  /** What a visit of a state is held to, by entity type, then local state: a truth over `entity`, `state` and `now`. */
  readonly slas: ReadonlyMap<string, ReadonlyMap<string, Compiled>>
  /** Those of the folder, until a journal says which are held: with derivations and arbitration the one part of a model that changes while it is served. */
  readonly definitions: HeldDefinitions<DefinitionModel>
  /** The folder's versions. */
  readonly filed: readonly HeldVersion[]
  /** Versions held elsewhere than in the folder, judged and built against this model as its own are. */
  readonly buildVersions: (held: readonly HeldVersion[], beside?: Pick<ReadonlyMap<string, DefinitionModel>, 'get'>) => BuiltDefinitions
  /** Rules that infer links, by name, as they are held now; with definitions, from one ruling to the next. */
  readonly derivations: HeldDefinitions<DerivationModel>
  /** The folder's versions of them. */
  readonly filedDerivations: readonly HeldVersion[]
  /** Versions of derivations held elsewhere than in the folder, judged and built against this model as its own are; those that were retired are not judged. */
  readonly buildDerivations: (held: readonly HeldVersion[]) => BuiltRules<DerivationVersion>
  /** Rules that decide between sources which disagree, by name, as they are held now; with definitions, from one ruling to the next. */
  readonly arbitration: HeldDefinitions<ArbitrationModel>
  /** The folder's versions of them. */
  readonly filedArbitration: readonly HeldVersion[]
  /** Versions of them held elsewhere than in the folder, as of derivations. */
  readonly buildArbitration: (held: readonly HeldVersion[]) => BuiltRules<ArbitrationVersion>
  /** Rules that propose, by name. */
  readonly translations: ReadonlyMap<string, Translation>
  /** What a recall asks of units and lots. */
  readonly recall: RecallModel
  /** All domains named anywhere, sorted. */
  readonly domains: readonly string[]
}

/** As receipts and `/healthz` say it: `medtech@1+182483da55e29388`. */
export const nameOf = ({ name, version, fingerprint }: Pick<Model, 'name' | 'version' | 'fingerprint'>): string => `${name}@${version}+${fingerprint}`

export interface OrderStateRule {
  readonly domain: string
  /** Entity type whose states are aggregated; `Order` for the order's own. */
  readonly over: string
  readonly aggregate: 'least' | 'most'
  /** Relation fields from Order that replace belonging, when given. */
  readonly path?: readonly Relation[]
}

export interface SourceModel {
  readonly name: string
  readonly domain: string
  readonly format: 'csv' | 'jsonl' | 'epcis' | 'fhir'
  readonly timezone: string
  readonly options: { readonly delimiter: string; readonly header: boolean; readonly encoding: string; readonly quote: string; /** Name of the schema its records are judged by, where there is one. */ readonly schema?: string }
  /** Column names for files without a header. */
  readonly columns?: readonly string[]
  readonly eventId: Compiled
  readonly occurredAt: Compiled
  readonly recordedAt?: Compiled
  readonly sequence?: Compiled
  readonly corrects?: Compiled
  readonly retracts?: Compiled
  readonly delete?: Compiled
  /** ISO 8601 duration. */
  readonly freshness?: string
  /** What counts its records without gaps, at its end. */
  readonly gapless?: 'eventId' | 'sequence'
  readonly trust?: number
  /** People enter its records by hand. */
  readonly manual: boolean
  readonly yields: readonly Yield[]
}
/** A variable that stands for the elements of a list, one after another. */
export interface EachVariable {
  readonly variable: string
  readonly list: Compiled
}
export interface Yield {
  readonly type: EntityType
  /** In file order; each combination of elements is told by itself. A later list may read the variables before it. */
  readonly each: readonly EachVariable[]
  readonly key: Compiled
  readonly when?: Compiled
  readonly identifiers: readonly { readonly scheme: IdentifierScheme; readonly value: Compiled }[]
  readonly set: readonly { readonly attribute: Attribute; readonly value: Compiled }[]
  readonly state?: Compiled
  readonly links: readonly LinkModel[]
}
export interface LinkModel {
  readonly relation: Relation
  /** As of a yield, beside the yield's own variables. */
  readonly each: readonly EachVariable[]
  readonly to: { readonly key: Compiled } | { readonly scheme: IdentifierScheme; readonly value: Compiled }
  readonly when?: Compiled
  readonly quantities: readonly { readonly name: string; readonly value: Compiled }[]
}

/** A rule that infers links of one relation that no record states: two entities are linked when some row of the one joins some row of the other. */
export interface Derivation {
  readonly name: string
  readonly title: string
  readonly owner: string
  readonly description?: string
  readonly version: number
  /** As a field of the `from` side; nothing else states it. */
  readonly relation: Relation
  readonly from: DerivationSide
  readonly to: DerivationSide
  /** How far `to`'s time may lie from `from`'s, both ends included; in milliseconds. */
  readonly within?: { readonly before: number; readonly after: number }
  /** Over the variables of both sides; absent: joining is enough. */
  readonly when?: Compiled
  /** An entity of the `from` side that joins more than this gets no link at all, and is listed. */
  readonly most: number
}
/** What stands on one side: the entity, and others that relation fields lead to from it. Each combination of them is a row. */
export interface DerivationSide {
  readonly type: EntityType
  /** By variable, in file order. */
  readonly with: readonly { readonly variable: string; readonly path: readonly Relation[] }[]
  /** Rows of both sides join by equal keys. */
  readonly key: Compiled
  readonly at?: Compiled
}

export type DerivationModel = RuleModel<DerivationVersion>
/** At most one of a derivation's is in force, the ACTIVE one. */
export interface DerivationVersion extends VersionStanding {
  /** The derivation. */
  readonly definition: string
  readonly version: number
  readonly title: string
  readonly owner: string
  readonly description?: string
  /** As `Type.field`. */
  readonly relation: string
  /** Absent where it was retired: such a one infers nothing any more. */
  readonly rule?: Derivation
  /** What was ruled on it, in the order of the rulings; none where it stands in a folder alone. */
  readonly acts: readonly DefinitionAct[]
  /** Its file. */
  readonly text: string
}

/** A rule by which a condition in one domain's words means a proposal in another's. */
export interface Translation {
  readonly name: string
  readonly title: string
  readonly owner: string
  readonly description?: string
  readonly version: number
  readonly measure: MeasureModel
  /** Over `measure`, `group` and `window`: whether it is proposed. */
  readonly when: Compiled
  /** How long a proposal waits for a decision, in milliseconds; absent: for ever. */
  readonly expires?: number
  readonly proposes: {
    /** Its role is PROPOSAL, its domain the one whose words the proposal is in. */
    readonly type: EntityType
    /** From the proposal to what it is founded on. */
    readonly evidence: Relation
    /** Entities that it is linked to at most, the greatest amounts first. */
    readonly most: number
    /** Over what `when` sees. */
    readonly set: readonly { readonly attribute: Attribute; readonly value: Compiled }[]
  }
}

/** What is added up of the entities of one type, window by window. Its expressions are over `entity`, `state` and the variables of `with`. */
export interface MeasureModel {
  readonly over: EntityType
  /** By variable: what relation fields lead to, one entity at each step. */
  readonly with: readonly { readonly variable: string; readonly path: readonly Relation[] }[]
  /** The time by which an entity falls into a window. */
  readonly at: Compiled
  readonly every: Period
  /** Which entities are looked at; absent: all. */
  readonly counts?: Compiled
  /** Which of those the share is of; absent: all. */
  readonly matches?: Compiled
  /** Each text that this yields is measured by itself; absent: all are one group. */
  readonly by?: Compiled
  /** What an entity adds; absent: 1. */
  readonly amount?: Compiled
}

export interface DefinitionModel {
  readonly name: string
  readonly title: string
  readonly owner: string
  readonly description?: string
  /** Ascending by version number. */
  readonly versions: readonly DefinitionVersion[]
}
export type BuiltDefinitions = { readonly ok: true; readonly definitions: ReadonlyMap<string, DefinitionModel> } | { readonly ok: false; readonly problems: readonly ModelProblem[] }

export interface DefinitionVersion {
  readonly definition: string
  readonly version: number
  readonly lifecycle: DefinitionLifecycle
  readonly judging: Judging
  /** Absent until it is set: a version that is drafted or proposed may have none. */
  readonly effectiveFrom?: Instant
  /** Exclusive end, when there is one. */
  readonly effectiveTo?: Instant
  readonly changeReason: string
  readonly proposedBy?: string
  readonly approvedBy?: string
  /** Where they are not the definition's own. */
  readonly title?: string
  readonly owner?: string
  readonly description?: string
  /** Which orders it is meant for; every rule's `applies` has it too. Absent: every order. */
  readonly validWhen?: Compiled
  /** Versions of other definitions whose verdicts its rules read, by the names they have there. */
  readonly uses: ReadonlyMap<string, DefinitionVersion>
  /** In file order. */
  readonly domains: readonly DomainRule[]
  readonly unified: 'all' | 'any' | Compiled
  readonly answers: Answers
  /** Types that its expressions read through `entities`. */
  readonly entityTypes: readonly string[]
  /** What was ruled on it, in the order of the rulings; none of a folder that no journal has taken in. */
  readonly acts: readonly DefinitionAct[]
  /** The version as written, for people. */
  readonly text: string
}
export type AnswerName = 'stage' | 'share' | 'time'
/** What a version says of an order beside outcomes; of one that it does not apply to, nothing. */
export interface Answers {
  /** Where the order stands on a scale, lowest first. */
  readonly stage?: { readonly scale: readonly string[]; readonly rule: Compiled }
  /** How much of it is so. */
  readonly share?: Compiled
  /** A time that it is about. */
  readonly time?: Compiled
}

export interface DomainRule {
  readonly domain: string
  /** On the order; absent: applies. */
  readonly applies?: Compiled
  /** Type of the entities the rule quantifies over; `Order` for the order itself. */
  readonly over: string
  readonly path?: readonly Relation[]
  readonly appliesWhen?: Compiled
  /** Fewer entities than this: UNKNOWN. */
  readonly requires: number
  readonly met: Compiled
  readonly aggregate: 'all' | 'any'
}

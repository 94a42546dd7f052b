export type Role = 'ORDER' | 'LINE' | 'PRODUCT' | 'UNIT' | 'LOT' | 'SHIPMENT' | 'SITE' | 'CONSIGNEE' | 'CUSTOMER' | 'USE' | 'SUBJECT' | 'PROPOSAL'
export type Classification = 'PUBLIC' | 'INTERNAL' | 'CONFIDENTIAL' | 'PII' | 'PHI'
/** Built-in scalars; an enum of the model is `{ enum: name }`. */
export type AttributeType = 'ID' | 'String' | 'Int' | 'Float' | 'Boolean' | 'DateTime' | 'Date' | 'Decimal' | { readonly enum: string }

export interface EntityType {
  readonly name: string
  readonly domain: string
  readonly role?: Role
  readonly description?: string
  readonly classification?: Classification
  /** Attribute fields, identifiers included, in file order, by field name. */
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly relations: ReadonlyMap<string, Relation>
  /** Fields that hold what a path leads to, by field name. */
  readonly kept: ReadonlyMap<string, KeptField>
  /** Absent when the type has no states. */
  readonly states?: StateGraph
  /** Relations of this type by which it belongs to an order: those marked `belongs`, else its upstream lineage relations. Empty for the order itself. */
  readonly belonging: readonly Relation[]
}

export interface Attribute {
  readonly name: string
  readonly type: AttributeType
  readonly required: boolean
  readonly tracked: boolean
  readonly classification?: Classification
  readonly unit?: string
  readonly description?: string
  /** Set when the field takes its value from `identifiers:` under this scheme. */
  readonly scheme?: string
}

/** Whether what it was at another time is known: its changes are claims. */
export const hasHistory = ({ tracked, scheme }: Pick<Attribute, 'tracked' | 'scheme'>): boolean => tracked || scheme !== undefined

/** A list that settling keeps on an entity: the entities at the end of a path, or the values of an attribute there. */
export interface KeptField {
  readonly name: string
  /** At least one relation, the first of the type that has the field. */
  readonly path: readonly Relation[]
  /** Absent: the entities themselves. */
  readonly attribute?: Attribute
  readonly classification?: Classification
  readonly description?: string
}

export interface IdentifierScheme {
  readonly scheme: string
  readonly type: string
  readonly field: string
  /** Several entities may carry the same value on purpose. */
  readonly shared: boolean
  readonly domain: string
}

/** One side of a relation, as a field of a type. */
export interface Relation {
  readonly field: string
  /** Type that declares the field. */
  readonly owner: string
  readonly target: string
  /** Relationship type in the graph, such as `HAS_LINE`. */
  readonly name: string
  /** OUT: stored from owner to target. IN: stored from target to owner. */
  readonly direction: 'OUT' | 'IN'
  readonly many: boolean
  readonly required: boolean
  /** Flow as seen from the owner: DOWNSTREAM means the owner comes before the target. */
  readonly lineage: 'NONE' | 'DOWNSTREAM' | 'UPSTREAM'
  readonly belongs: boolean
  readonly description?: string
  readonly kind: EdgeKind
}

/** A relationship between two types as stored: (from)-[:name]->(to). Both sides' fields share it. */
export interface EdgeKind {
  /** See edgeKindId. */
  readonly id: string
  readonly from: string
  readonly name: string
  readonly to: string
  /** FORWARD: `from` is upstream of `to`. BACKWARD: `to` is upstream of `from`. One flow per relationship name. */
  readonly flow: 'FORWARD' | 'BACKWARD' | 'NONE'
  /** Which end belongs to the order of the other end, if either. */
  readonly child?: 'from' | 'to'
  /** Its links follow from a derivation; no record states one. */
  readonly inferred: boolean
}
export const edgeKindId = (from: string, name: string, to: string): string => `${from} ${name} ${to}`

export interface StateGraph {
  readonly domain: string
  /** By declared local name, in file order. */
  readonly states: ReadonlyMap<string, LocalState>
  /** Lower-cased, trimmed spelling → declared name; names themselves included. */
  readonly spellings: ReadonlyMap<string, string>
  /** `reaches.get(a).has(b)`: b can be reached from a over `next`, a itself included. */
  readonly reaches: ReadonlyMap<string, ReadonlySet<string>>
}
export interface LocalState {
  readonly name: string
  readonly canonical: string
  readonly also: readonly string[]
  readonly next: readonly string[]
  readonly terminal: boolean
  /** How long it normally lasts: ISO 8601 duration. */
  readonly expected?: string
  /** The standard order event that coming to it means: a value of the core SDL's StandardEvent. */
  readonly standardEvent?: string
  /** The source that answers for it. */
  readonly responsible?: string
}

import type { Compiled } from '../expression/expression.ts'
import type { Fate } from '../vocabulary/recall.ts'
import type { Attribute, Relation } from './entity-type.ts'

/** What recall.yaml says: by what the program knows where a unit is and what became of it. By entity type; empty where the model has no such file. */
export interface RecallModel {
  /** In file order: of one instant the later counts. */
  readonly dispositions: ReadonlyMap<string, readonly DispositionRule[]>
  /** How many pieces a lot was made of. */
  readonly made: ReadonlyMap<string, Attribute>
  readonly producedAt: ReadonlyMap<string, Attribute>
  readonly expiresOn: ReadonlyMap<string, Attribute>
  readonly report: ReportModel
}

/** What says which field of a recall's files. */
export interface ReportModel {
  /** Of whoever recalls. */
  readonly firm: ReadonlyMap<string, ReportLiteral>
  /** By entity type, then field. */
  readonly types: ReadonlyMap<string, ReadonlyMap<string, ReportSource>>
}

export type ReportLiteral = { readonly text: string } | ReportElsewhere
/** The layer does not keep it. */
export interface ReportElsewhere {
  readonly heldBy: string
}
export type ReportSource =
  /** Of what the path leads to: an attribute, or the first time at which it was in a state. Empty: of the entity itself. */
  | { readonly path: readonly Relation[]; readonly end: { readonly attribute: Attribute } | { readonly local: string } }
  /** A truth over `entity`. */
  | { readonly when: Compiled }
  | ReportElsewhere

/** That something became of an entity when a condition holds of something that a path leads to from it, or of itself. Expressions are over `entity` and `state` of that, and `edge`, the last link there. */
export interface DispositionRule {
  readonly is: Fate['disposition']
  /** Empty: the entity itself. */
  readonly path: readonly Relation[]
  readonly when: Compiled
  readonly at?: Compiled
  /** Of a lot whose pieces have no serial numbers. */
  readonly pieces?: Compiled
}

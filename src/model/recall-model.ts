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
}

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

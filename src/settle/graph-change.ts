import type { Scalar } from '../vocabulary/event.ts'
import type { Ref } from '../vocabulary/ref.ts'

/** What a node or edge property holds: a scalar or a list of texts. Integral numbers are stored as integers. */
export type Property = Scalar | readonly string[]

/** A node as it shall be, whole: what is not named here is not there. */
export interface NodeImage {
  readonly ref: Ref
  readonly properties: Readonly<Record<string, Property>>
}

/** What is written of a node: all of it, or the properties that changed (null: gone). */
export interface NodeChange {
  readonly ref: Ref
  readonly whole: boolean
  readonly properties: Readonly<Record<string, Property | null>>
}

export interface EdgeKey {
  readonly kindId: string
  readonly from: Ref
  readonly to: Ref
  readonly source: string
  readonly validFrom: number
  /** The claim that began it: what tells it from another source's of the same moment. */
  readonly claim: string
}
export interface EdgeImage extends EdgeKey {
  readonly properties: Readonly<Record<string, Property>>
}

/** What a window of the journal changes in the graph, or a slice of it. Plain data: it is kept in the journal until the graph has confirmed it. */
export interface GraphChange {
  readonly nodes: readonly NodeChange[]
  /** Placeholders whose entity is known now, orders that are known by their survivor. */
  readonly gone: readonly Ref[]
  /** Edges that are not as they were, or not at all. */
  readonly ended: readonly EdgeKey[]
  readonly begun: readonly EdgeImage[]
  /** More of the same window follows. */
  readonly more?: true
  /** Identifiers of entities that have had several under one scheme, and refs of orders merged into them: those that their fields do not show are kept findable. */
  readonly former: readonly { readonly ref: Ref; readonly scheme: string; readonly value: string; readonly shown: boolean }[]
}

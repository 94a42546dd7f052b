import type { EntityType, Model } from '../model/model.ts'
import type { Claim } from '../vocabulary/claim.ts'
import type { Scalar } from '../vocabulary/event.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { invariant } from '../problems/invariant.ts'
import { compareClaims } from './compare-claims.ts'
import { ruleLinks, type Edge } from './rule-links.ts'

/** One entity as told: its claims in their order, and the untracked attributes' last accepted values (none when a moment is asked for). */
export interface EntityFacts {
  readonly ref: Ref
  readonly type: EntityType
  readonly attributes: Readonly<Record<string, Scalar | null>>
  readonly claims: readonly Claim[]
  /** Earliest occurredAt of a record about it, where that is known. */
  readonly firstAt?: Instant
}

/** What settling works on. Complete for the orders it is asked about: everything that may belong to them, and what those belong to. */
export interface Facts {
  readonly model: Model
  readonly entities: ReadonlyMap<Ref, EntityFacts>
  /** Edges stated by claims about the entities, by the entity they were stated about. */
  readonly edges: ReadonlyMap<Ref, readonly Edge[]>
  /** The same edges by the entity at the other end. */
  readonly incoming: ReadonlyMap<Ref, readonly Edge[]>
  /** Edges by which the key entity belongs to another. */
  readonly upward: ReadonlyMap<Ref, readonly { readonly edge: Edge; readonly parent: Ref }[]>
  /** The same edges by the entity they lead to. */
  readonly downward: ReadonlyMap<Ref, readonly Ref[]>
}

export interface ToldEntity {
  readonly ref: Ref
  readonly attributes: Readonly<Record<string, Scalar | null>>
  readonly firstAt?: Instant
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** Ends of each edge kind that belong to the order of the other end. */
export const belongingEnds = (model: Model): ReadonlyMap<string, ReadonlySet<'from' | 'to'>> => {
  const ends = new Map<string, Set<'from' | 'to'>>()
  for (const type of model.types.values()) {
    for (const relation of type.belonging) {
      const id = `${relation.kind.from} ${relation.kind.name} ${relation.kind.to}`
      const known = ends.get(id) ?? new Set()
      known.add(relation.direction === 'OUT' ? 'from' : 'to')
      ends.set(id, known)
    }
  }
  return ends
}

/** Claims may come in any order; entities without claims are fine. */
export const makeFacts = (model: Model, told: Iterable<ToldEntity>, claims: Iterable<Claim>): Facts => {
  const byRef = new Map<Ref, Claim[]>()
  for (const claim of claims) push(byRef, claim.about, claim)
  const entities = new Map<Ref, EntityFacts>()
  const edges = new Map<Ref, readonly Edge[]>()
  const incoming = new Map<Ref, Edge[]>()
  const upward = new Map<Ref, { edge: Edge; parent: Ref }[]>()
  const downward = new Map<Ref, Ref[]>()
  const ends = belongingEnds(model)
  for (const { ref, attributes, firstAt } of told) {
    const type = model.types.get(typeOfRef(ref))
    invariant(type !== undefined, 'makeFacts', `a claim speaks of ${ref}, whose type the model does not have`)
    const own = (byRef.get(ref) ?? []).sort(compareClaims)
    entities.set(ref, { ref, type, attributes, claims: own, ...(firstAt === undefined ? {} : { firstAt }) })
    const stated = statedEdges(type, own)
    if (stated.length > 0) edges.set(ref, stated)
    for (const edge of stated) {
      push(incoming, edge.from === ref ? edge.to : edge.from, edge)
      for (const end of ends.get(edge.kindId) ?? []) {
        const [child, parent] = end === 'from' ? [edge.from, edge.to] : [edge.to, edge.from]
        push(upward, child, { edge, parent })
        push(downward, parent, child)
      }
    }
  }
  return { model, entities, edges, incoming, upward, downward }
}

export const statedEdges = (type: EntityType, claims: readonly Claim[]): Edge[] => {
  const byField = new Map<string, Claim[]>()
  for (const claim of claims) if (claim.kind === 'link') push(byField, claim.field, claim)
  const edges: Edge[] = []
  for (const [field, list] of byField) {
    const relation = type.relations.get(field)
    // A field that a later model dropped: its claims stay in the journal and no longer mean an edge.
    if (relation !== undefined) edges.push(...ruleLinks(relation, list))
  }
  return edges
}

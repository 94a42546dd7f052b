import type { EntityType } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
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
  /** Claims told by then that are retracted or replaced, and stood earlier perhaps. */
  readonly voided: readonly Claim[]
  /** The links it was said to have, over time. */
  readonly edges: readonly Edge[]
  /** Old refs: of orders that were merged into it. */
  readonly merged: readonly Ref[]
  /** Earliest occurredAt of a record about it, where that is known. */
  readonly firstAt?: Instant
}

/** What settling works on. Complete for the orders it is asked about: everything that may belong to them, and what those belong to. */
export interface Facts {
  readonly model: Model
  readonly entities: ReadonlyMap<Ref, EntityFacts>
  /** Edges by the entity they were stated of, not by. */
  readonly incoming: ReadonlyMap<Ref, readonly Edge[]>
  /** Edges by which the key entity belongs to another. */
  readonly upward: ReadonlyMap<Ref, readonly { readonly edge: Edge; readonly parent: Ref }[]>
  /** The same edges by the entity they lead to. */
  readonly downward: ReadonlyMap<Ref, readonly Ref[]>
}

export interface ToldEntity {
  readonly ref: Ref
  readonly attributes: Readonly<Record<string, Scalar | null>>
  readonly merged?: readonly Ref[]
  readonly firstAt?: Instant
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

const endsOf = new WeakMap<Model, ReadonlyMap<string, ReadonlySet<'from' | 'to'>>>()

/** Ends of each edge kind that belong to the order of the other end. */
export const belongingEnds = (model: Model): ReadonlyMap<string, ReadonlySet<'from' | 'to'>> => {
  const known = endsOf.get(model)
  if (known !== undefined) return known
  const ends = new Map<string, Set<'from' | 'to'>>()
  for (const type of model.types.values()) {
    for (const relation of type.belonging) {
      const id = `${relation.kind.from} ${relation.kind.name} ${relation.kind.to}`
      const known = ends.get(id) ?? new Set()
      known.add(relation.direction === 'OUT' ? 'from' : 'to')
      ends.set(id, known)
    }
  }
  endsOf.set(model, ends)
  return ends
}

/** One entity from what was told of it and stands, and what does not; claims may come in any order. */
export const makeEntity = (model: Model, { ref, attributes, merged = [], firstAt }: ToldEntity, claims: readonly Claim[], voided: readonly Claim[] = []): EntityFacts => {
  const type = model.types.get(typeOfRef(ref))
  invariant(type !== undefined, 'makeEntity', `${ref} is of a type that the model does not have`)
  const sorted = claims.toSorted(compareClaims)
  return { ref, type, attributes, merged, claims: sorted, voided, edges: statedEdges(type, sorted), ...(firstAt === undefined ? {} : { firstAt }) }
}

/** Facts from entities already made; cheap, so that entities may be kept between questions. */
export const gatherFacts = (model: Model, gathered: Iterable<EntityFacts>): Facts => {
  const entities = new Map<Ref, EntityFacts>()
  const incoming = new Map<Ref, Edge[]>()
  const upward = new Map<Ref, { edge: Edge; parent: Ref }[]>()
  const downward = new Map<Ref, Ref[]>()
  const ends = belongingEnds(model)
  for (const entity of gathered) {
    entities.set(entity.ref, entity)
    for (const edge of entity.edges) {
      push(incoming, edge.from === entity.ref ? edge.to : edge.from, edge)
      for (const end of ends.get(edge.kindId) ?? []) {
        const [child, parent] = end === 'from' ? [edge.from, edge.to] : [edge.to, edge.from]
        push(upward, child, { edge, parent })
        push(downward, parent, child)
      }
    }
  }
  return { model, entities, incoming, upward, downward }
}

/** Facts from what was told, claims in any order; entities without claims are fine. */
export const makeFacts = (model: Model, told: Iterable<ToldEntity>, claims: Iterable<Claim>): Facts => {
  const byRef = Map.groupBy(claims, (claim) => claim.about)
  return gatherFacts(model, [...told].map((entity) => makeEntity(model, entity, byRef.get(entity.ref) ?? [])))
}

export const statedEdges = (type: EntityType, claims: readonly Claim[]): Edge[] => {
  const byField = new Map<string, Claim[]>()
  for (const claim of claims) if (claim.kind === 'link') push(byField, claim.field, claim)
  const ends = claims.filter((claim) => claim.kind === 'ended')
  const edges: Edge[] = []
  for (const [field, list] of byField) {
    const relation = type.relations.get(field)
    // A field that a later model dropped: its claims stay in the journal and no longer mean an edge.
    if (relation !== undefined) edges.push(...ruleLinks(relation, ends.length === 0 ? list : [...list, ...ends].sort(compareClaims)))
  }
  return edges
}

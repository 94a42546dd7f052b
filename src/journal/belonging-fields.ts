import type { Relation } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { belongingEnds } from '../settle/facts.ts'

export interface BelongingFields {
  /** `Type.field` of links stated by the entity that belongs. */
  readonly byChild: ReadonlySet<string>
  /** `Type.field` of links stated by the entity it belongs to. */
  readonly byParent: ReadonlySet<string>
}

const made = new WeakMap<Model, BelongingFields>()

/** Link fields by which one entity belongs to another, from whichever side a source states them. */
export const belongingFields = (model: Model): BelongingFields => {
  const known = made.get(model)
  if (known !== undefined) return known
  const ends = belongingEnds(model)
  const byChild = new Set<string>()
  const byParent = new Set<string>()
  for (const type of model.types.values()) {
    for (const relation of type.relations.values()) {
      const own = relation.direction === 'OUT' ? 'from' : 'to'
      const children = ends.get(`${relation.kind.from} ${relation.kind.name} ${relation.kind.to}`)
      if (children?.has(own) === true) byChild.add(`${type.name}.${relation.field}`)
      if (children?.has(own === 'from' ? 'to' : 'from') === true) byParent.add(`${type.name}.${relation.field}`)
    }
  }
  const fields = { byChild, byParent }
  made.set(model, fields)
  return fields
}

/** Whether one end of a relation belongs to the order of the other. */
export const isBelonging = (model: Model, { owner, field }: Relation): boolean => {
  const { byChild, byParent } = belongingFields(model)
  return byChild.has(`${owner}.${field}`) || byParent.has(`${owner}.${field}`)
}

/** Over a kind of link from one type to another, whether or not the near one has a field for it. */
export type Hop = Pick<Relation, 'kind' | 'target' | 'direction'>

/** The fields of a relation's target that state the same relation from there. */
const facing = (model: Model, relation: Hop): readonly Relation[] =>
  [...(model.types.get(relation.target)?.relations.values() ?? [])].filter((other) => other.kind === relation.kind && other.direction !== relation.direction)

/** `Type.field` of links that state a relation from its other side. */
export const fieldsFacing = (model: Model, relation: Hop): readonly string[] => facing(model, relation).map((other) => `${other.owner}.${other.field}`)

/**
 * The side of a relation under which its links are kept, whichever side a record states: the one that has a single target, since it is the
 * one a new target takes the old one from; of two alike the one that edges leave.
 */
export const keptSide = (model: Model, relation: Relation): Relation => {
  const [other] = facing(model, relation)
  if (other === undefined) return relation
  if (relation.many !== other.many) return relation.many ? other : relation
  return relation.direction === 'OUT' ? relation : other
}

const stated = new WeakMap<Model, ReadonlySet<string>>()

/** `Type.field` under which links are kept that some source states, or some translation. */
export const statedFields = (model: Model): ReadonlySet<string> => {
  const known = stated.get(model)
  if (known !== undefined) return known
  const relations = [...model.sources.values()].flatMap((source) => source.yields.flatMap((entry) => entry.links.map((link) => link.relation)))
  const fields = new Set([...relations, ...[...model.translations.values()].map(({ proposes }) => proposes.evidence)].map((relation) => keptSide(model, relation)).map((kept) => `${kept.owner}.${kept.field}`))
  stated.set(model, fields)
  return fields
}

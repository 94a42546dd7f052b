import type { Model, Relation } from '../model/model.ts'
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

/** `Type.field` of links that state a relation from its other side. */
export const fieldsFacing = (model: Model, relation: Relation): readonly string[] =>
  [...(model.types.get(relation.target)?.relations.values() ?? [])]
    .filter((other) => other.kind === relation.kind && other.direction !== relation.direction)
    .map((other) => `${other.owner}.${other.field}`)

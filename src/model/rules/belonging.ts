import { otherSideOf, SHARED_ROLES, typesInOrder } from '../build-relations.ts'
import { relationsOf } from '../type-draft.ts'
import type { Rule } from './rule.ts'

/** What says that it belongs must be able to reach an order, and never through what orders share. A lot made to order may belong and be belonged to. */
export const belonging: Rule = ({ sdl }, report) => {
  if (sdl === undefined) return
  const all = relationsOf(sdl)
  const inOrder = typesInOrder(sdl, all)
  for (const field of all) {
    if (!field.relation.belongs) continue
    const { place } = field.relation
    const target = sdl.types.get(field.typeName)
    const other = otherSideOf(field, all)
    const role = target?.role?.is
    if (field.relation.inferred) report('INFERRED_BELONGS', place, { field: field.path })
    else if (sdl.types.get(field.owner)?.role?.is === 'ORDER') report('BELONGS_ORDER', place, { field: field.path })
    else if (role !== undefined && role !== 'LOT' && SHARED_ROLES.has(role)) report('BELONGS_THROUGH', place, { field: field.path, target: field.typeName, role })
    else if (other?.relation.belongs === true && all.indexOf(other) < all.indexOf(field)) report('BELONGS_TWICE', place, { field: field.path, other: other.path })
    else if (!inOrder.includes(field.typeName)) report('BELONGS_NOWHERE', place, { field: field.path, target: field.typeName, known: inOrder })
  }
}

import { faultOfMark, otherSideOf, soundRelations, typesInOrder } from '../build-relations.ts'
import { relationsOf } from '../type-draft.ts'
import type { Rule } from './rule.ts'

/** What says that it belongs must be able to reach an order, and never through what orders share. */
export const belonging: Rule = ({ sdl }, report) => {
  const all = relationsOf(sdl)
  const known = typesInOrder(sdl, soundRelations(sdl))
  for (const field of all) {
    if (!field.relation.belongs) continue
    const target = field.typeName
    const fault = faultOfMark(field, sdl, all) ?? (known.includes(target) ? undefined : 'BELONGS_NOWHERE')
    if (fault !== undefined) report(fault, field.relation.place, { field: field.path, target, role: sdl.types.get(target)?.role?.is ?? '', other: otherSideOf(field, all)?.path ?? '', known })
  }
}

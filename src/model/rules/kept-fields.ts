import { nearest } from '../../problems/nearest.ts'
import { isKept, leadOf, wantedOf } from '../build-kept.ts'
import { relationsOf } from '../type-draft.ts'
import type { Rule } from './rule.ts'

/** A kept field's path goes over relations that records state, and its type is a list of what stands at the end. */
export const keptFields: Rule = ({ sdl }, report) => {
  const relations = relationsOf(sdl)
  for (const field of sdl.declarations.flatMap((type) => type.fields).filter(isKept)) {
    const led = leadOf(field, sdl)
    const { place, path } = field.kept
    if (led === undefined) continue
    if ('broken' in led) {
      report('PATH_BROKEN', place, { step: led.broken, type: led.type.name, nearest: nearest(led.broken, relations.filter(({ owner }) => owner === led.type.name).map(({ name }) => name)) })
      continue
    }
    for (const step of led.path) if (step.relation.inferred) report('INFERRED_PATH', place, { field: step.path })
    if (field.list !== 'many' || field.typeName !== wantedOf(led)) report('FIELD_TYPE', field.typePlace, { field: field.path, found: field.shown, wanted: `[${wantedOf(led)}!]!, since its path ${path} ends there` })
  }
}

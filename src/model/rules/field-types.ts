import { SCALARS, type FieldDraft, type SdlDraft } from '../type-draft.ts'
import type { Rule } from './rule.ts'

const ATTRIBUTE = `one of ${[...SCALARS].join(', ')} or an enum of the model, with or without !`
const RELATION = 'an entity type, or [Type!]! for many'
const NUMBERS: readonly string[] = ['Int', 'Float', 'Decimal']
const TEXTS: readonly string[] = ['ID', 'String']

type Say = (code: 'FIELD_TYPE' | 'RELATION_MISSING' | 'RELATION_TARGET', parameters: { field: string; found: string; wanted: string; target: string }) => void

const judgeType = (field: FieldDraft, sdl: SdlDraft, say: Say): void => {
  const isEntity = sdl.types.has(field.typeName)
  const isAttribute = SCALARS.has(field.typeName) || sdl.enums.has(field.typeName)
  const parameters = { field: field.path, found: field.shown, target: field.typeName }
  // What a kept field must be follows from its path.
  if (field.kept !== undefined || field.unreadable.includes('kept')) return
  if (sdl.broken.has(field.typeName) || (!isEntity && !isAttribute && !sdl.coreTypes.has(field.typeName))) return
  if (isEntity && field.list === 'odd') say('FIELD_TYPE', { ...parameters, wanted: RELATION })
  else if (isEntity && field.relation === undefined && !field.unreadable.includes('relation')) say('RELATION_MISSING', { ...parameters, wanted: '' })
  else if (!isEntity && field.relation !== undefined) say('RELATION_TARGET', { ...parameters, wanted: '' })
  else if (!isEntity && (!isAttribute || field.list !== 'one')) say('FIELD_TYPE', { ...parameters, wanted: ATTRIBUTE })
}

/** Directives of attributes on relations and the other way round, and those that want a certain type. */
const misplaced = (field: FieldDraft, isEntity: boolean): readonly { readonly directive: string; readonly why: string; readonly place: FieldDraft['place'] }[] => {
  const { identifier, relation, tracked, classified, unit, kept } = field
  if (kept !== undefined) {
    const others = [{ directive: 'identifier', place: identifier?.place }, { directive: 'relation', place: relation?.place }, { directive: 'tracked', place: tracked }, { directive: 'unit', place: unit?.place }]
    return others.flatMap(({ directive, place }) => (place === undefined ? [] : [{ directive, why: 'it is kept along a path, and what it holds is said where the path ends', place }]))
  }
  return [
    ...(identifier && (isEntity || !TEXTS.includes(field.typeName) || field.list !== 'one') ? [{ directive: 'identifier', why: 'an identifier is an ID or a String', place: identifier.place }] : []),
    ...(tracked && isEntity ? [{ directive: 'tracked', why: 'links are kept as claims anyway', place: tracked }] : []),
    ...(classified && isEntity ? [{ directive: 'classified', why: "a relation has no value; classify the fields of the type it leads to", place: classified.place }] : []),
    ...(unit && !NUMBERS.includes(field.typeName) ? [{ directive: 'unit', why: `only numbers have a unit (${NUMBERS.join(', ')})`, place: unit.place }] : []),
  ]
}

/** A field is an attribute of a known scalar or enum, or a relation to one or many entities; nothing else. */
export const fieldTypes: Rule = ({ sdl }, report) => {
  for (const field of sdl.declarations.flatMap((type) => type.fields)) {
    judgeType(field, sdl, (code, parameters) => report(code, code === 'RELATION_MISSING' ? field.place : field.typePlace, parameters))
    if (field.hasArguments) report('FIELD_ARGUMENTS', field.place, { field: field.path })
    for (const { directive, why, place } of misplaced(field, sdl.types.has(field.typeName))) report('DIRECTIVE_MISPLACED', place, { directive, field: field.path, why })
  }
}

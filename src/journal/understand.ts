import type { Attribute, EntityType, Relation } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import type { Scalar, Statement } from '../vocabulary/event.ts'
import { isPlaceholder, parseRef, typeOfRef } from '../vocabulary/ref.ts'

/** Something that was told and that the model has no place for or, ABSENT, a value that was not told and that it requires now. `name`: a field, a scheme, a local state or the type a link led to. */
export interface Gap {
  readonly kind: 'TYPE' | 'ATTRIBUTE' | 'VALUE' | 'IDENTIFIER' | 'STATES' | 'WORD' | 'RELATION' | 'TARGET' | 'ABSENT'
  readonly type: string
  readonly name: string
}

const DATE = /^\d{4}-\d\d-\d\d$/
const DIGITS = /^-?\d+(\.\d+)?$/

/** Whether a value as it was decoded is one that an attribute's type holds (see Scalar). */
const fits = ({ type }: Attribute, value: Scalar, enums: Model['enums']): boolean => {
  if (typeof type === 'object') return typeof value === 'string' && enums.get(type.enum)?.includes(value) === true
  switch (type) {
    case 'ID':
    case 'String':
      return typeof value === 'string'
    case 'Date':
      return typeof value === 'string' && DATE.test(value)
    case 'Decimal':
      return typeof value === 'string' && DIGITS.test(value)
    case 'Boolean':
      return typeof value === 'boolean'
    case 'Int':
    case 'DateTime':
      return Number.isInteger(value)
    case 'Float':
      return typeof value === 'number'
  }
}

const leadsTo = (model: Model, relation: Relation | undefined, ref: Statement['ref']): boolean => {
  if (relation === undefined || typeOfRef(ref) !== relation.target) return false
  const named = isPlaceholder(ref) ? parseRef(ref)?.identifier : undefined
  return named === undefined || model.schemes.get(named.scheme)?.type === relation.target
}

const NONE: readonly Gap[] = []

/** What of a statement a type has no place for; commonly nothing, for which nothing is allocated: every statement of an import comes by here. */
const gapsOf = (model: Model, type: EntityType, { identifiers, attributes, local, links }: Statement): readonly Gap[] => {
  let gaps: Gap[] | undefined
  const lacks = (kind: Gap['kind'], name: string): void => {
    gaps ??= []
    gaps.push({ kind, type: type.name, name })
  }
  for (const { scheme } of identifiers) if (model.schemes.get(scheme)?.type !== type.name) lacks('IDENTIFIER', scheme)
  for (const name in attributes) {
    const attribute = type.attributes.get(name)
    const value = attributes[name] ?? null
    if (attribute === undefined || attribute.scheme !== undefined) lacks('ATTRIBUTE', name)
    else if (value === null && attribute.required) lacks('ABSENT', name)
    else if (value !== null && !fits(attribute, value, model.enums)) lacks('VALUE', name)
  }
  if (local !== undefined && type.states === undefined) lacks('STATES', 'state')
  else if (local !== undefined && type.states?.states.has(local) !== true) lacks('WORD', local)
  for (const { field, target } of links) {
    const relation = type.relations.get(field)
    if (relation === undefined || relation.kind.inferred) lacks('RELATION', field)
    else if (!leadsTo(model, relation, target)) lacks('TARGET', field)
  }
  return gaps ?? NONE
}

const ignore = (): void => undefined

/**
 * What of a statement the model has a place for; nothing of a type that it lacks. All else stays in the journal and shows again under a model that
 * has it. `lacks` hears of each thing left out. A value of another type is absent and a word that is no state of the type stands: left out, an
 * older one would go on as if it were true.
 */
export const understand = (model: Model, statement: Statement, lacks: (gap: Gap) => void = ignore): Statement | undefined => {
  const named = typeOfRef(statement.ref)
  const type = model.types.get(named)
  if (type === undefined) {
    lacks({ kind: 'TYPE', type: named, name: named })
    return undefined
  }
  const gaps = gapsOf(model, type, statement)
  if (gaps.length === 0) return statement
  gaps.forEach(lacks)
  const has = (kind: Gap['kind'], name: string): boolean => gaps.some((gap) => gap.kind === kind && gap.name === name)
  const { ref, identifiers, attributes, local, links } = statement
  return {
    ref,
    identifiers: identifiers.filter(({ scheme }) => !has('IDENTIFIER', scheme)),
    attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => !has('ATTRIBUTE', name)).map(([name, value]) => [name, has('VALUE', name) ? null : value])),
    links: links.filter(({ field, target }) => !has('RELATION', field) && leadsTo(model, type.relations.get(field), target)),
    ...(local === undefined || has('STATES', 'state') ? {} : { local }),
  }
}

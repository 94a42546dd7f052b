import type { Attribute, EntityType, Model, Relation } from '../model/model.ts'
import type { Scalar, Statement } from '../vocabulary/event.ts'
import { parseRef, typeOfRef } from '../vocabulary/ref.ts'

/** Something that was told and that the model has no place for. `name`: a field, a scheme, a local state or the type a link led to. */
export interface Gap {
  readonly kind: 'TYPE' | 'ATTRIBUTE' | 'VALUE' | 'IDENTIFIER' | 'STATES' | 'WORD' | 'RELATION' | 'TARGET'
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

const leadsTo = (model: Model, { target }: Relation, ref: Statement['ref']): boolean => {
  if (typeOfRef(ref) !== target) return false
  const named = parseRef(ref)?.identifier
  return named === undefined || model.schemes.get(named.scheme)?.type === target
}

/** What an attribute was said to be, as far as the model can read it. A value of another type is not known: an older one that fits is no longer true. */
const readAttributes = (model: Model, type: EntityType, { attributes }: Statement, lacks: (gap: Gap) => void): Statement['attributes'] => {
  const read: Record<string, Scalar | null> = {}
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = type.attributes.get(name)
    if (attribute === undefined || attribute.scheme !== undefined) lacks({ kind: 'ATTRIBUTE', type: type.name, name })
    else if (value === null || fits(attribute, value, model.enums)) read[name] = value
    else {
      read[name] = null
      lacks({ kind: 'VALUE', type: type.name, name })
    }
  }
  return read
}

const ignore = (): void => undefined

/**
 * What of a statement the model has a place for; nothing of a type that it lacks. All else stays in the journal and shows again under a model that
 * has it. `lacks` hears of each thing left out, and of words that are no state of the type: those are kept, since an older state is no longer true.
 */
export const understand = (model: Model, statement: Statement, lacks: (gap: Gap) => void = ignore): Statement | undefined => {
  const named = typeOfRef(statement.ref)
  const type = model.types.get(named)
  if (type === undefined) {
    lacks({ kind: 'TYPE', type: named, name: named })
    return undefined
  }
  const unless = (holds: boolean, kind: Gap['kind'], name: string): boolean => {
    if (!holds) lacks({ kind, type: named, name })
    return holds
  }
  const identifiers = statement.identifiers.filter(({ scheme }) => unless(model.schemes.get(scheme)?.type === named, 'IDENTIFIER', scheme))
  const links = statement.links.filter(({ field, target }) => {
    const relation = type.relations.get(field)
    return unless(relation !== undefined && !relation.kind.inferred, 'RELATION', field) && unless(relation !== undefined && leadsTo(model, relation, target), 'TARGET', field)
  })
  const { local } = statement
  const spoken = local !== undefined && unless(type.states !== undefined, 'STATES', 'state')
  if (spoken && type.states?.states.has(local) === false) lacks({ kind: 'WORD', type: named, name: local })
  return { ref: statement.ref, identifiers, attributes: readAttributes(model, type, statement, lacks), links, ...(spoken ? { local } : {}) }
}

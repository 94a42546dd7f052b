import { nearest } from '../problems/nearest.ts'
import type { BuiltTypes } from './build-types.ts'
import { compileAt, NUMBER, TEXT, TRUTH, type ExpressionPlace, type Wanted } from './compile-at.ts'
import type { AttributeType, EntityType, LinkModel, Relation, Yield } from './model.ts'
import type { LinkData, YieldData } from './shapes.ts'
import type { YamlPath } from './yaml-file.ts'

interface Context {
  readonly place: ExpressionPlace
  readonly built: BuiltTypes
}

const QUANTITY = /^[A-Za-z][A-Za-z0-9_]*$/
const FROM_TEXT = { Int: 'a whole number', Float: 'a number', Decimal: 'a decimal number' } as const

/** What may stand in `set:` for an attribute: what decoding turns into its value without guessing. */
const wantedFor = (type: AttributeType): Wanted => {
  if (typeof type === 'object') return { words: `a value of ${type.enum}`, types: ['string'] }
  if (type === 'ID' || type === 'String') return TEXT
  if (type === 'Boolean') return { words: 'true or false', types: ['bool', 'string'] }
  if (type === 'DateTime') return { words: 'a time', types: ['timestamp', 'string'] }
  if (type === 'Date') return { words: 'a date as text, YYYY-MM-DD', types: ['string'] }
  return { words: FROM_TEXT[type], types: ['int', 'double', 'decimal', 'string'] }
}

const TEXT_OR_TRUTH: Wanted = { words: 'a value', types: [...TEXT.types, 'bool'] }

const defined = <T>(value: T | undefined): value is T => value !== undefined

const buildIdentifiers = (data: YieldData, path: YamlPath, type: EntityType, { place, built }: Context): Yield['identifiers'] =>
  Object.keys(data.identifiers ?? {}).map((name) => {
    const at = [...path, 'identifiers', name]
    const value = compileAt(place, at, TEXT)
    const scheme = built.schemes.get(name)
    if (scheme === undefined) place.report('UNKNOWN_SCHEME', place.file.keyAt(at), { name, nearest: nearest(name, built.schemes.keys()) })
    else if (scheme.type !== type.name) {
      const known = [...built.schemes.values()].filter((candidate) => candidate.type === type.name).map((candidate) => candidate.scheme)
      place.report('SCHEME_ELSEWHERE', place.file.keyAt(at), { scheme: name, type: type.name, owner: `${scheme.type}.${scheme.field}`, known })
    } else if (value !== undefined) return Object.freeze({ scheme, value })
    return undefined
  }).filter(defined)

const buildSet = (data: YieldData, path: YamlPath, type: EntityType, { place }: Context): Yield['set'] =>
  Object.keys(data.set ?? {}).map((name) => {
    const at = [...path, 'set', name]
    const attribute = type.attributes.get(name)
    const value = compileAt(place, at, attribute === undefined ? TEXT_OR_TRUTH : wantedFor(attribute.type))
    if (attribute === undefined) {
      if (type.relations.has(name)) place.report('SET_RELATION', place.file.keyAt(at), { field: name })
      else place.report('UNKNOWN_FIELD', place.file.keyAt(at), { type: type.name, name, what: 'field', nearest: nearest(name, type.attributes.keys()) })
    } else if (attribute.scheme !== undefined) {
      place.report('SET_IDENTIFIER', place.file.keyAt(at), { field: name, scheme: attribute.scheme })
    } else if (value !== undefined) return Object.freeze({ attribute, value })
    return undefined
  }).filter(defined)

const buildTarget = (data: LinkData, path: YamlPath, relation: Relation | undefined, { place, built }: Context): LinkModel['to'] | undefined => {
  const { file, report } = place
  if (data.key !== undefined && data.by !== undefined) report('LINK_TARGET', file.keyAt([...path, 'by']), { field: data.field, why: "has both 'key' and 'by'" })
  if (data.key === undefined && data.by === undefined) report('LINK_TARGET', file.at(path), { field: data.field, why: 'says nothing of what it leads to' })
  const key = data.key === undefined ? undefined : compileAt(place, [...path, 'key'], TEXT)
  if (data.by === undefined) return key && Object.freeze({ key })
  const value = compileAt(place, [...path, 'by', 'value'], TEXT)
  const at = file.at([...path, 'by', 'scheme'])
  const scheme = built.schemes.get(data.by.scheme)
  if (scheme === undefined) report('UNKNOWN_SCHEME', at, { name: data.by.scheme, nearest: nearest(data.by.scheme, built.schemes.keys()) })
  else if (relation !== undefined && scheme.type !== relation.target) {
    const known = [...built.schemes.values()].filter((candidate) => candidate.type === relation.target).map((candidate) => candidate.scheme)
    report('SCHEME_ELSEWHERE', at, { scheme: scheme.scheme, type: relation.target, owner: `${scheme.type}.${scheme.field}`, known })
  } else if (scheme.shared) report('SCHEME_SHARED', at, { scheme: scheme.scheme })
  return scheme && value && Object.freeze({ scheme, value })
}

const buildLink = (data: LinkData, path: YamlPath, type: EntityType | undefined, context: Context): LinkModel | undefined => {
  const { place } = context
  const relation = type?.relations.get(data.field)
  if (type !== undefined && relation === undefined) {
    const what = type.attributes.has(data.field) ? 'relation (it is an attribute, which is said under set:)' : 'relation'
    place.report('UNKNOWN_FIELD', place.file.at([...path, 'field']), { type: type.name, name: data.field, what, nearest: nearest(data.field, type.relations.keys()) })
  }
  if (relation?.kind.inferred === true) place.report('INFERRED_STATED', place.file.at([...path, 'field']), { field: `${relation.owner}.${relation.field}` })
  const to = buildTarget(data, path, relation, context)
  const when = data.when === undefined ? undefined : compileAt(place, [...path, 'when'], TRUTH)
  const quantities = Object.keys(data.set ?? {}).map((name) => {
    if (!QUANTITY.test(name)) place.report('BAD_NAME', place.file.keyAt([...path, 'set', name]), { what: 'quantity', name, wanted: 'letters, digits and _, such as pieces' })
    const value = compileAt(place, [...path, 'set', name], NUMBER)
    return value && Object.freeze({ name, value })
  }).filter(defined)
  return relation && to && Object.freeze({ relation, to, ...(when === undefined ? {} : { when }), quantities: Object.freeze(quantities) })
}

/** What one entry of `yields` makes of a record. Every name and expression of it is judged, also under an unknown entity type where that can be. */
export const buildYield = (data: YieldData, path: YamlPath, context: Context): Yield | undefined => {
  const { place, built } = context
  const type = built.types.get(data.entity)
  if (type === undefined) place.report('UNKNOWN_TYPE', place.file.at([...path, 'entity']), { name: data.entity, nearest: nearest(data.entity, built.types.keys()) })
  const key = compileAt(place, [...path, 'key'], TEXT)
  const when = data.when === undefined ? undefined : compileAt(place, [...path, 'when'], TRUTH)
  const local = data.state === undefined ? undefined : compileAt(place, [...path, 'state'], { words: 'a text', types: ['string'] })
  const links = (data.links ?? []).map((link, i) => (link === undefined ? undefined : buildLink(link, [...path, 'links', i], type, context))).filter(defined)
  if (type === undefined) {
    // Whatever the type turns out to be, a fault inside an expression stays one.
    for (const key of ['identifiers', 'set'] as const) for (const name of Object.keys(data[key] ?? {})) compileAt(place, [...path, key, name], TEXT_OR_TRUTH)
    return undefined
  }
  if (data.state !== undefined && type.states === undefined) {
    const known = [...built.types.values()].filter((candidate) => candidate.states !== undefined).map((candidate) => candidate.name)
    place.report('NO_STATES', place.file.keyAt([...path, 'state']), { type: type.name, what: "'state' is given here", known })
  }
  const identifiers = buildIdentifiers(data, path, type, context)
  const set = buildSet(data, path, type, context)
  return key && Object.freeze({
    type, key, ...(when === undefined ? {} : { when }), identifiers: Object.freeze(identifiers), set: Object.freeze(set), ...(local === undefined ? {} : { state: local }), links: Object.freeze(links),
  })
}

import { nearest } from '../problems/nearest.ts'
import { buildEach } from './build-each.ts'
import type { BuiltTypes } from './build-types.ts'
import type { Draft, Shaped } from './read-shape.ts'
import { compileAt, NUMBER, TEXT, TRUTH, type ExpressionPlace, type Wanted } from './compile-at.ts'
import type { AttributeType, EntityType, Relation } from './entity-type.ts'
import type { LinkModel, Yield } from './model.ts'
import type { LinkData, SourceData, YieldData } from './shapes.ts'
import type { YamlPath } from './yaml-file.ts'
import { unknownName } from './unknown-name.ts'

interface Context {
  readonly place: ExpressionPlace & Pick<Shaped<SourceData>, 'lost'>
  readonly built: BuiltTypes
}

const QUANTITY = /^[A-Za-z][A-Za-z0-9_]*$/
const FROM_TEXT = { Int: 'a whole number', Float: 'a number', Decimal: 'a decimal number' } as const

/** What may stand in `set:` for an attribute: what decoding turns into its value without guessing. */
export const wantedFor = (type: AttributeType): Wanted => {
  if (typeof type === 'object') return { words: `a value of ${type.enum}`, types: ['string'] }
  if (type === 'ID' || type === 'String') return TEXT
  if (type === 'Boolean') return { words: 'true or false', types: ['bool', 'string'] }
  if (type === 'DateTime') return { words: 'a time', types: ['timestamp', 'string'] }
  if (type === 'Date') return { words: 'a date as text, YYYY-MM-DD', types: ['string'] }
  return { words: FROM_TEXT[type], types: ['int', 'double', 'decimal', 'string'] }
}

const TEXT_OR_TRUTH: Wanted = { words: 'a value', types: [...TEXT.types, 'bool'] }

const defined = <T>(value: T | undefined): value is T => value !== undefined

/** Also of a scheme that another type declares too, which was said. */
const identifies = (type: EntityType, scheme: string, built: BuiltTypes): boolean =>
  built.schemes.get(scheme)?.type === type.name || [...type.attributes.values()].some((attribute) => attribute.scheme === scheme)

const buildIdentifiers = (data: Draft<YieldData>, path: YamlPath, type: EntityType, { place, built }: Context): Yield['identifiers'] =>
  Object.entries(data.identifiers ?? {}).map(([name, given]) => {
    const at = [...path, 'identifiers', name]
    const value = given === undefined ? undefined : compileAt(place, at, TEXT)
    const scheme = built.schemes.get(name)
    if (scheme === undefined) place.report('UNKNOWN_SCHEME', place.file.keyAt(at), { name, nearest: nearest(name, built.schemes.keys()) })
    else if (!identifies(type, name, built)) {
      const known = [...built.schemes.values()].filter((candidate) => candidate.type === type.name).map((candidate) => candidate.scheme)
      place.report('SCHEME_ELSEWHERE', place.file.keyAt(at), { scheme: name, type: type.name, owner: `${scheme.type}.${scheme.field}`, known })
    } else if (value !== undefined) return Object.freeze({ scheme, value })
    return undefined
  }).filter(defined)

const buildSet = (data: Draft<YieldData>, path: YamlPath, type: EntityType, { place }: Context): Yield['set'] =>
  Object.entries(data.set ?? {}).map(([name, given]) => {
    const at = [...path, 'set', name]
    const attribute = type.attributes.get(name)
    const value = given === undefined ? undefined : compileAt(place, at, attribute === undefined ? TEXT_OR_TRUTH : wantedFor(attribute.type))
    if (attribute === undefined) {
      if (type.relations.has(name)) place.report('SET_RELATION', place.file.keyAt(at), { field: name })
      else if (type.kept.has(name)) place.report('SET_KEPT', place.file.keyAt(at), { field: name })
      else place.report('UNKNOWN_FIELD', place.file.keyAt(at), { type: type.name, name, what: 'field', nearest: nearest(name, type.attributes.keys()) })
    } else if (attribute.scheme !== undefined) {
      place.report('SET_IDENTIFIER', place.file.keyAt(at), { field: name, scheme: attribute.scheme })
    } else if (value !== undefined) return Object.freeze({ attribute, value })
    return undefined
  }).filter(defined)

const buildBy = (data: Draft<NonNullable<LinkData['by']>>, path: YamlPath, relation: Relation | undefined, { place, built }: Context): LinkModel['to'] | undefined => {
  const { file, report } = place
  const value = data.value === undefined ? undefined : compileAt(place, [...path, 'value'], TEXT)
  if (data.scheme === undefined) return undefined
  const at = file.at([...path, 'scheme'])
  const scheme = built.schemes.get(data.scheme)
  const target = relation && built.types.get(relation.target)
  if (scheme === undefined) report('UNKNOWN_SCHEME', at, { name: data.scheme, nearest: nearest(data.scheme, built.schemes.keys()) })
  else if (target !== undefined && !identifies(target, scheme.scheme, built)) {
    const known = [...built.schemes.values()].filter((candidate) => candidate.type === target.name).map((candidate) => candidate.scheme)
    report('SCHEME_ELSEWHERE', at, { scheme: scheme.scheme, type: target.name, owner: `${scheme.type}.${scheme.field}`, known })
  } else if (scheme.shared) report('SCHEME_SHARED', at, { scheme: scheme.scheme })
  return scheme && value && Object.freeze({ scheme, value })
}

const buildTarget = (data: Draft<LinkData>, path: YamlPath, relation: Relation | undefined, context: Context): LinkModel['to'] | undefined => {
  const { place } = context
  const { file, report } = place
  const says = (key: 'key' | 'by'): boolean => data[key] !== undefined || place.lost([...path, key])
  const named = { field: data.field ?? '' }
  if (says('key') && says('by')) report('LINK_TARGET', file.keyAt([...path, 'by']), { ...named, why: "has both 'key' and 'by'" })
  if (!says('key') && !says('by')) report('LINK_TARGET', file.at(path), { ...named, why: 'says nothing of what it leads to' })
  const key = data.key === undefined ? undefined : compileAt(place, [...path, 'key'], TEXT)
  return data.by === undefined ? key && Object.freeze({ key }) : buildBy(data.by, [...path, 'by'], relation, context)
}

const buildQuantities = (data: Draft<LinkData>, path: YamlPath, { place }: Context): LinkModel['quantities'] =>
  Object.entries(data.set ?? {}).map(([name, given]) => {
    const at = [...path, 'set', name]
    if (!QUANTITY.test(name)) place.report('BAD_NAME', place.file.keyAt(at), { what: 'quantity', name, wanted: 'letters, digits and _, such as pieces' })
    const value = given === undefined ? undefined : compileAt(place, at, NUMBER)
    return value && Object.freeze({ name, value })
  }).filter(defined)

const buildLink = (data: Draft<LinkData>, path: YamlPath, type: EntityType | undefined, around: Context): LinkModel | undefined => {
  const { each, place } = buildEach(data.each, path, around.place)
  const context = { ...around, place }
  const { field } = data
  const relation = field === undefined ? undefined : type?.relations.get(field)
  if (type !== undefined && field !== undefined && relation === undefined) {
    const what = type.attributes.has(field) ? 'relation (it is an attribute, which is said under set:)' : 'relation'
    place.report('UNKNOWN_FIELD', place.file.at([...path, 'field']), { type: type.name, name: field, what, nearest: nearest(field, type.relations.keys()) })
  }
  if (relation?.kind.inferred === true) place.report('INFERRED_STATED', place.file.at([...path, 'field']), { field: `${relation.owner}.${relation.field}` })
  const to = buildTarget(data, path, relation, context)
  const when = data.when === undefined ? undefined : compileAt(place, [...path, 'when'], TRUTH)
  const quantities = buildQuantities(data, path, context)
  return relation && to && Object.freeze({ relation, each, to, ...(when === undefined ? {} : { when }), quantities: Object.freeze(quantities) })
}

/** What one entry of `yields` makes of a record. Every name and expression of it is judged, also under an unknown entity type where that can be. */
export const buildYield = (data: Draft<YieldData>, path: YamlPath, around: Context): Yield | undefined => {
  const { built } = around
  const { each, place } = buildEach(data.each, path, around.place)
  const context = { built, place }
  const { entity } = data
  const type = entity === undefined ? undefined : built.types.get(entity)
  if (entity !== undefined && type === undefined) place.report('UNKNOWN_TYPE', place.file.at([...path, 'entity']), unknownName(entity, built.types.keys()))
  const key = data.key === undefined ? undefined : compileAt(place, [...path, 'key'], TEXT)
  const when = data.when === undefined ? undefined : compileAt(place, [...path, 'when'], TRUTH)
  const local = data.state === undefined ? undefined : compileAt(place, [...path, 'state'], { words: 'a text', types: ['string'] })
  const links = (data.links ?? []).map((link, i) => (link === undefined ? undefined : buildLink(link, [...path, 'links', i], type, context))).filter(defined)
  if (type === undefined) {
    // Whatever the type turns out to be, a fault inside an expression stays one.
    for (const key of ['identifiers', 'set'] as const) for (const [name, given] of Object.entries(data[key] ?? {})) if (given !== undefined) compileAt(place, [...path, key, name], TEXT_OR_TRUTH)
    return undefined
  }
  if (data.state !== undefined && type.states === undefined) {
    const known = [...built.types.values()].filter((candidate) => candidate.states !== undefined).map((candidate) => candidate.name)
    place.report('NO_STATES', place.file.keyAt([...path, 'state']), { type: type.name, what: "'state' is given here", known })
  }
  const identifiers = buildIdentifiers(data, path, type, context)
  const set = buildSet(data, path, type, context)
  return key && Object.freeze({
    type, each, key, ...(when === undefined ? {} : { when }), identifiers: Object.freeze(identifiers), set: Object.freeze(set), ...(local === undefined ? {} : { state: local }), links: Object.freeze(links),
  })
}

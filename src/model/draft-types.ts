import { Kind, print, type DirectiveNode, type DocumentNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode, type TypeNode } from 'graphql'
import { nearest } from '../problems/nearest.ts'
import type { Classification, Role } from './entity-type.ts'
import type { Place, Report } from './model-problem.ts'
import { readDirective, type DirectiveSet } from './sdl-directives.ts'
import { placeOf } from './sdl-place.ts'
import type { EnumDraft, FieldDraft, RelationDraft, SdlDraft, TypeDraft } from './type-draft.ts'

interface Reading {
  readonly directives: DirectiveSet
  readonly broken: ReadonlySet<string>
  readonly report: Report
}

type Values = Readonly<Record<string, unknown>>
interface Found { readonly values: Values; readonly place: Place }

const find = (nodes: readonly DirectiveNode[] | undefined, name: string, reading: Reading): Found | undefined => {
  const node = nodes?.find((candidate) => candidate.name.value === name)
  const values = node && readDirective(node, reading.directives, reading.report)
  return node && values ? { values, place: placeOf(node) } : undefined
}

/** Directives of a node that say nothing usable, by the name they most likely mean. */
const unreadableOf = (nodes: readonly DirectiveNode[] | undefined, reading: Reading): readonly string[] =>
  (nodes ?? []).flatMap((node) => {
    const name = node.name.value
    if (!reading.directives.has(name)) return nearest(name, reading.directives.keys(), 1)
    return readDirective(node, reading.directives, () => undefined) === undefined ? [name] : []
  })

const unwrap = (node: TypeNode): { readonly name: string; readonly list: FieldDraft['list']; readonly required: boolean } => {
  if (node.kind === Kind.NON_NULL_TYPE) return { ...unwrap(node.type), required: true }
  if (node.kind === Kind.NAMED_TYPE) return { name: node.name.value, list: 'one', required: false }
  const inner = unwrap(node.type)
  return { name: inner.name, list: inner.list === 'one' && inner.required ? 'many' : 'odd', required: false }
}

const readRelation = ({ values, place }: Found): RelationDraft => ({
  type: values['type'] as string,
  direction: values['direction'] as RelationDraft['direction'],
  lineage: values['lineage'] as RelationDraft['lineage'],
  belongs: values['belongs'] as boolean,
  inferred: values['inferred'] as boolean,
  place,
})

const readField = (owner: string, node: FieldDefinitionNode, reading: Reading): FieldDraft => {
  const type = unwrap(node.type)
  const identifier = find(node.directives, 'identifier', reading)
  const relation = find(node.directives, 'relation', reading)
  const kept = find(node.directives, 'kept', reading)
  const tracked = find(node.directives, 'tracked', reading)
  const classified = find(node.directives, 'classified', reading)
  const unit = find(node.directives, 'unit', reading)
  return {
    name: node.name.value,
    path: `${owner}.${node.name.value}`,
    owner,
    place: placeOf(node),
    typePlace: placeOf(node.type),
    typeName: type.name,
    list: type.list,
    required: type.required,
    shown: print(node.type),
    hasArguments: (node.arguments ?? []).length > 0,
    ...(node.description ? { description: node.description.value } : {}),
    ...(identifier ? { identifier: { scheme: identifier.values['scheme'] as string, shared: identifier.values['shared'] as boolean, place: identifier.place } } : {}),
    ...(relation ? { relation: readRelation(relation) } : {}),
    ...(kept ? { kept: { path: kept.values['path'] as string, place: kept.place } } : {}),
    ...(tracked ? { tracked: tracked.place } : {}),
    ...(classified ? { classified: { as: classified.values['as'] as Classification, place: classified.place } } : {}),
    ...(unit ? { unit: { is: unit.values['is'] as string, place: unit.place } } : {}),
    unreadable: unreadableOf(node.directives, reading),
  }
}

const readType = (node: ObjectTypeDefinitionNode, reading: Reading): TypeDraft => {
  const entity = find(node.directives, 'entity', reading)
  const role = find(node.directives, 'role', reading)
  const classified = find(node.directives, 'classified', reading)
  const place = placeOf(node)
  return {
    name: node.name.value,
    place,
    folderDomain: (place.file.split('/')[1] ?? '').toLowerCase(),
    isEntity: node.directives?.some((directive) => directive.name.value === 'entity') ?? false,
    ...(entity ? { domain: { name: entity.values['domain'] as string, place: entity.place } } : {}),
    ...(role ? { role: { is: role.values['is'] as Role, place: role.place } } : {}),
    ...(classified ? { classification: classified.values['as'] as Classification } : {}),
    implementsEntity: node.interfaces?.some((named) => named.name.value === 'Entity') ?? false,
    ...(node.description ? { description: node.description.value } : {}),
    fields: (node.fields ?? []).map((field) => readField(node.name.value, field, reading)),
    unreadable: reading.broken.has(node.name.value) ? [...reading.directives.keys()] : unreadableOf(node.directives, reading),
  }
}

const merge = (first: TypeDraft, second: TypeDraft): TypeDraft => ({ ...second, ...first, fields: [...first.fields, ...second.fields.filter((field) => !first.fields.some(({ name }) => name === field.name))] })

/** Types and enums of the folder's document, extensions merged; of two enums with one name the first. */
export const draftTypes = (entities: DocumentNode, broken: ReadonlySet<string>, core: DocumentNode, directives: DirectiveSet, report: Report): SdlDraft => {
  const reading = { directives, broken, report }
  const declarations: TypeDraft[] = []
  const types = new Map<string, TypeDraft>()
  const enums = new Map<string, EnumDraft>()
  for (const node of entities.definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) {
      const type = readType(node, reading)
      const earlier = types.get(type.name)
      declarations.push(type)
      types.set(type.name, earlier === undefined ? type : merge(earlier, type))
    }
    if (node.kind === Kind.ENUM_TYPE_DEFINITION && !enums.has(node.name.value)) {
      enums.set(node.name.value, { name: node.name.value, place: placeOf(node), values: (node.values ?? []).map((value) => value.name.value) })
    }
  }
  const coreTypes = new Set(core.definitions.flatMap((node) => ('name' in node && node.name && node.kind !== Kind.DIRECTIVE_DEFINITION ? [node.name.value] : [])))
  return { declarations, types, enums, broken, coreTypes }
}

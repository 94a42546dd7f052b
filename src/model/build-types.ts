import { buildKept, isKept } from './build-kept.ts'
import { belongingOf, buildEdgeKinds, buildRelation } from './build-relations.ts'
import type { Attribute, AttributeType, EdgeKind, EntityType, IdentifierScheme, StateGraph } from './entity-type.ts'
import { isAttribute, relationsOf, SCALARS, type FieldDraft, type SdlDraft, type TypeDraft } from './type-draft.ts'

export interface BuiltTypes {
  readonly types: ReadonlyMap<string, EntityType>
  readonly schemes: ReadonlyMap<string, IdentifierScheme>
  readonly edgeKinds: ReadonlyMap<string, EdgeKind>
  readonly enums: ReadonlyMap<string, readonly string[]>
}

const attributeType = (field: FieldDraft): AttributeType => (SCALARS.has(field.typeName) ? (field.typeName as AttributeType) : { enum: field.typeName })

const buildAttribute = (field: FieldDraft, type: TypeDraft): Attribute => {
  const classification = field.classified?.as ?? type.classification
  return Object.freeze({
    name: field.name,
    type: attributeType(field),
    required: field.required,
    tracked: field.tracked !== undefined,
    ...(classification === undefined ? {} : { classification }),
    ...(field.unit === undefined ? {} : { unit: field.unit.is }),
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(field.identifier === undefined ? {} : { scheme: field.identifier.scheme }),
  })
}

/** What stands before the first dot is the domain that uses the number, if it is one: an order may have another domain's number. */
const schemeDomain = (scheme: string, type: TypeDraft, domains: ReadonlySet<string>): string => {
  const prefix = scheme.split('.')[0] ?? ''
  return domains.has(prefix) ? prefix : (type.domain?.name ?? type.folderDomain)
}

/** Entity types from their drafts. Takes what is sound and leaves out the rest, which the rules have said. */
export const buildTypes = (draft: SdlDraft, domains: ReadonlySet<string>, states: ReadonlyMap<string, StateGraph>): BuiltTypes => {
  const all = relationsOf(draft)
  const belongings = belongingOf(draft, all)
  const edgeKinds = buildEdgeKinds(all, belongings.values())
  const types = new Map<string, EntityType>()
  const schemes = new Map<string, IdentifierScheme>()
  for (const type of draft.types.values()) {
    const attributes = type.fields.filter((field) => isAttribute(field, draft))
    const relations = all.filter((field) => field.owner === type.name).map((field) => buildRelation(field, edgeKinds))
    const belonging = (belongings.get(type.name) ?? []).map((field) => relations.find((relation) => relation.field === field.name) ?? buildRelation(field, edgeKinds))
    const graph = states.get(type.name)
    types.set(type.name, Object.freeze({
      name: type.name,
      domain: type.domain?.name ?? type.folderDomain,
      ...(type.role === undefined ? {} : { role: type.role.is }),
      ...(type.description === undefined ? {} : { description: type.description }),
      ...(type.classification === undefined ? {} : { classification: type.classification }),
      attributes: new Map(attributes.map((field) => [field.name, buildAttribute(field, type)])),
      relations: new Map(relations.map((relation) => [relation.field, relation])),
      kept: new Map(type.fields.filter(isKept).map((field) => [field.name, buildKept(field, draft, edgeKinds, buildAttribute)])),
      ...(graph === undefined ? {} : { states: graph }),
      belonging: Object.freeze(belonging),
    }))
    for (const { name, identifier } of type.fields) {
      if (identifier === undefined || schemes.has(identifier.scheme)) continue
      schemes.set(identifier.scheme, Object.freeze({ scheme: identifier.scheme, type: type.name, field: name, shared: identifier.shared, domain: schemeDomain(identifier.scheme, type, domains) }))
    }
  }
  return { types, schemes, edgeKinds, enums: new Map([...draft.enums.values()].map((entry) => [entry.name, Object.freeze([...entry.values])])) }
}

import { buildRelation, type RelationField } from './build-relations.ts'
import type { Attribute, EdgeKind, KeptField } from './entity-type.ts'
import { isAttribute, relationsOf, type FieldDraft, type SdlDraft, type TypeDraft } from './type-draft.ts'

export type KeptDraft = FieldDraft & Required<Pick<FieldDraft, 'kept'>>

/** Where the path of a kept field leads, or the step that leads nowhere. */
export type Led =
  | { readonly path: readonly RelationField[]; readonly end: TypeDraft; readonly attribute?: FieldDraft }
  | { readonly broken: string; readonly type: TypeDraft }

export const isKept = (field: FieldDraft): field is KeptDraft => field.kept !== undefined

/** Follows the path of a kept field through the types as drafted. Undefined when a step leads to a type that is not there, which was said. */
export const leadOf = (field: KeptDraft, draft: SdlDraft): Led | undefined => {
  const all = relationsOf(draft)
  const path: RelationField[] = []
  let here = draft.types.get(field.owner)
  const steps = field.kept.path.split('.')
  for (const [i, step] of steps.entries()) {
    if (here === undefined) return undefined
    const type: TypeDraft = here
    const relation = all.find((other) => other.owner === type.name && other.name === step)
    const attribute = type.fields.find((other) => other.name === step && isAttribute(other, draft))
    if (relation === undefined && attribute !== undefined && path.length > 0 && i === steps.length - 1) return { path, end: type, attribute }
    if (relation === undefined) return { broken: step, type }
    path.push(relation)
    here = draft.types.get(relation.typeName)
  }
  return here && { path, end: here }
}

/** The type that a kept field must have. */
export const wantedOf = ({ end, attribute }: Exclude<Led, { readonly broken: string }>): string => attribute?.typeName ?? end.name

/** A kept field from its draft. One whose path or type is not sound, which a rule says, has its name alone: who sets it is told so all the same. */
export const buildKept = (field: KeptDraft, draft: SdlDraft, kinds: ReadonlyMap<string, EdgeKind>, attributeOf: (field: FieldDraft, type: TypeDraft) => Attribute): KeptField => {
  const led = leadOf(field, draft)
  if (led === undefined || 'broken' in led || field.list !== 'many' || field.typeName !== wantedOf(led)) return { name: field.name, path: [] }
  const attribute = led.attribute && attributeOf(led.attribute, led.end)
  const classification = field.classified?.as ?? attribute?.classification ?? led.end.classification
  return Object.freeze({
    name: field.name,
    path: Object.freeze(led.path.map((relation) => buildRelation(relation, kinds))),
    ...(attribute === undefined ? {} : { attribute }),
    ...(classification === undefined ? {} : { classification }),
    ...(field.description === undefined ? {} : { description: field.description }),
  })
}

import { edgeKindId, type EdgeKind, type Relation, type Role } from './model.ts'
import { relationsOf, type FieldDraft, type RelationDraft, type SdlDraft } from './type-draft.ts'

export type RelationField = FieldDraft & { readonly relation: RelationDraft }

/** What a thousand orders share belongs to none of them: no type belongs to an order through these, nor do they by default. */
export const SHARED_ROLES: ReadonlySet<Role> = new Set(['PRODUCT', 'LOT', 'SITE', 'CONSIGNEE', 'CUSTOMER', 'SUBJECT'])

export const edgeOf = (field: RelationField): { readonly from: string; readonly name: string; readonly to: string } =>
  field.relation.direction === 'OUT'
    ? { from: field.owner, name: field.relation.type, to: field.typeName }
    : { from: field.typeName, name: field.relation.type, to: field.owner }

export const edgeIdOf = (field: RelationField): string => {
  const { from, name, to } = edgeOf(field)
  return edgeKindId(from, name, to)
}

export const flowOf = (field: RelationField): EdgeKind['flow'] => {
  if (field.relation.lineage === 'NONE') return 'NONE'
  return (field.relation.direction === 'OUT') === (field.relation.lineage === 'DOWNSTREAM') ? 'FORWARD' : 'BACKWARD'
}

const opposite = { NONE: 'NONE', DOWNSTREAM: 'UPSTREAM', UPSTREAM: 'DOWNSTREAM' } as const

/** The other side of a relation that only one type declares, as that other type would see it. Its name cannot be a field's. */
const impliedBy = (field: RelationField): RelationField => ({
  ...field,
  name: field.path,
  owner: field.typeName,
  typeName: field.owner,
  list: 'many',
  required: false,
  relation: { ...field.relation, direction: field.relation.direction === 'OUT' ? 'IN' : 'OUT', lineage: opposite[field.relation.lineage], belongs: false },
})

/** The field on the other side of the same relationship; of a relationship within one type, the one of the other direction. */
export const otherSideOf = (field: RelationField, all: readonly RelationField[]): RelationField | undefined =>
  all.find((other) => other.owner === field.typeName && edgeIdOf(other) === edgeIdOf(field) && other.relation.direction !== field.relation.direction)

/** What a type marks, else its upstream lineage relations, whichever side declares them; wherever they lead. */
const upwardOf = (type: string, draft: SdlDraft, all: readonly RelationField[]): readonly RelationField[] => {
  const role = draft.types.get(type)?.role?.is
  const own = all.filter((field) => field.owner === type)
  const marked = own.filter((field) => field.relation.belongs)
  if (role === 'ORDER') return []
  if (marked.length > 0) return marked
  if (role !== undefined && SHARED_ROLES.has(role)) return []
  const implied = all.filter((field) => field.typeName === type && otherSideOf(field, all) === undefined).map(impliedBy)
  return [...own, ...implied].filter((field) => {
    const target = draft.types.get(field.typeName)?.role?.is
    const shared = target !== undefined && SHARED_ROLES.has(target)
    // What is only inferred decides nothing.
    return field.relation.lineage === 'UPSTREAM' && !field.relation.inferred && !shared && otherSideOf(field, all)?.relation.belongs !== true
  })
}

/** Types that can belong to an order, Order first: those from which belonging leads to it in any number of steps. */
export const typesInOrder = (draft: SdlDraft, all: readonly RelationField[] = relationsOf(draft)): readonly string[] => {
  const reached = new Set([...draft.types.values()].filter((type) => type.role?.is === 'ORDER').map((type) => type.name))
  const targets = [...draft.types.keys()].map((type) => ({ type, targets: upwardOf(type, draft, all).map((field) => field.typeName) }))
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    for (const entry of targets) if (entry.targets.some((target) => reached.has(target))) reached.add(entry.type)
  }
  return [...reached]
}

/** Relations over which each type belongs to an order: those of its upward ones from which an order can be reached. */
export const belongingOf = (draft: SdlDraft, all: readonly RelationField[]): ReadonlyMap<string, readonly RelationField[]> => {
  const inOrder = new Set(typesInOrder(draft, all))
  return new Map([...draft.types.keys()].map((type) => [type, upwardOf(type, draft, all).filter((field) => inOrder.has(field.typeName))]))
}

/** One kind for both sides of each relationship; which end is the child follows from belonging. */
export const buildEdgeKinds = (all: readonly RelationField[], belonging: Iterable<readonly RelationField[]>): ReadonlyMap<string, EdgeKind> => {
  const children = new Map<string, 'from' | 'to'>()
  for (const field of [...belonging].flat()) children.set(edgeIdOf(field), field.relation.direction === 'OUT' ? 'from' : 'to')
  const inferred = new Set(all.filter((field) => field.relation.inferred).map(edgeIdOf))
  const kinds = new Map<string, EdgeKind>()
  for (const field of all) {
    const id = edgeIdOf(field)
    const child = children.get(id)
    if (!kinds.has(id)) kinds.set(id, Object.freeze({ ...edgeOf(field), flow: flowOf(field), ...(child ? { child } : {}), inferred: inferred.has(id) }))
  }
  return kinds
}

export const buildRelation = (field: RelationField, kinds: ReadonlyMap<string, EdgeKind>): Relation => {
  const kind = kinds.get(edgeIdOf(field)) ?? { ...edgeOf(field), flow: flowOf(field), inferred: field.relation.inferred }
  return Object.freeze({
    field: field.name,
    owner: field.owner,
    target: field.typeName,
    name: field.relation.type,
    direction: field.relation.direction,
    many: field.list === 'many',
    required: field.list === 'one' && field.required,
    lineage: field.relation.lineage,
    belongs: field.relation.belongs,
    ...(field.description === undefined ? {} : { description: field.description }),
    kind,
  })
}

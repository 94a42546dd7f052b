import { edgeKindId, type EdgeKind, type Relation, type Role } from './entity-type.ts'
import type { ModelProblemCode } from './model-problem.ts'
import { orderOf, relationsOf, type FieldDraft, type RelationDraft, type SdlDraft } from './type-draft.ts'

export type RelationField = FieldDraft & { readonly relation: RelationDraft }

/** What a thousand orders share belongs to none of them: no type belongs to an order through these, nor do they by default. */
const SHARED_ROLES: ReadonlySet<Role> = new Set(['PRODUCT', 'LOT', 'SITE', 'CONSIGNEE', 'CUSTOMER', 'SUBJECT', 'PROPOSAL'])

const edgeOf = (field: RelationField): { readonly from: string; readonly name: string; readonly to: string } =>
  field.relation.direction === 'OUT'
    ? { from: field.owner, name: field.relation.type, to: field.typeName }
    : { from: field.typeName, name: field.relation.type, to: field.owner }

export const edgeIdOf = (field: RelationField): string => {
  const { from, name, to } = edgeOf(field)
  return edgeKindId(from, name, to)
}

const flowOf = (field: RelationField): EdgeKind['flow'] => {
  if (field.relation.lineage === 'NONE') return 'NONE'
  return (field.relation.direction === 'OUT') === (field.relation.lineage === 'DOWNSTREAM') ? 'FORWARD' : 'BACKWARD'
}

export const opposite = { NONE: 'NONE', DOWNSTREAM: 'UPSTREAM', UPSTREAM: 'DOWNSTREAM' } as const

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

/** What is wrong with a mark `belongs`, if anything; then it counts as not made. A lot made to order may belong and be belonged to. */
export const faultOfMark = (field: RelationField, draft: SdlDraft, all: readonly RelationField[]): (ModelProblemCode & `BELONGS_${string}`) | undefined => {
  if (field.relation.inferred) return 'BELONGS_INFERRED'
  const role = draft.types.get(field.typeName)?.role?.is
  const other = otherSideOf(field, all)
  if (field.owner === orderOf(draft)?.name) return 'BELONGS_ORDER'
  if (role !== undefined && role !== 'LOT' && SHARED_ROLES.has(role)) return 'BELONGS_THROUGH'
  return other?.relation.belongs === true && all.indexOf(other) < all.indexOf(field) ? 'BELONGS_TWICE' : undefined
}

const mirrored = (a: RelationField, b: RelationField): boolean => {
  const [one, two] = [edgeOf(a), edgeOf(b)]
  return one.from === two.to && one.to === two.from && one.from !== one.to
}

/** How a field disagrees with an earlier one of the same relationship name, if it does. */
export const disagreement = (field: RelationField, earlier: RelationField, all: readonly RelationField[]): (ModelProblemCode & `RELATION_${string}`) | undefined => {
  const { type: relation, lineage, direction } = field.relation
  if (mirrored(field, earlier)) return 'RELATION_DIRECTION'
  if (edgeIdOf(field) === edgeIdOf(earlier)) {
    if (otherSideOf(field, all) !== earlier && direction === earlier.relation.direction) return 'RELATION_TWICE'
    if (field.relation.inferred !== earlier.relation.inferred) return 'RELATION_INFERRED'
    return lineage === opposite[earlier.relation.lineage] ? undefined : 'RELATION_FLOW'
  }
  // Only against the first of the name: one field that flows otherwise must not put all later ones in the wrong.
  return flowOf(field) !== flowOf(earlier) && all.find((other) => other.relation.type === relation) === earlier ? 'RELATION_TWO_FLOWS' : undefined
}

/** Relations without those whose earlier side says otherwise: belonging goes by that one. */
export const soundRelations = (draft: SdlDraft): readonly RelationField[] => {
  const all = relationsOf(draft)
  const isOther = (field: RelationField, earlier: RelationField): boolean => earlier.relation.type === field.relation.type && !['RELATION_TWO_FLOWS', undefined].includes(disagreement(field, earlier, all))
  return all.filter((field, i) => !all.slice(0, i).some((earlier) => isOther(field, earlier)))
}

/** What a type marks, else its upstream lineage relations, whichever side declares them; wherever they lead. */
const upwardOf = (type: string, draft: SdlDraft, all: readonly RelationField[]): readonly RelationField[] => {
  const role = draft.types.get(type)?.role?.is
  const own = all.filter((field) => field.owner === type)
  const isMarked = (field: RelationField | undefined): boolean => field?.relation.belongs === true && faultOfMark(field, draft, all) === undefined
  const marked = own.filter(isMarked)
  if (type === orderOf(draft)?.name) return []
  if (marked.length > 0) return marked
  if (role !== undefined && SHARED_ROLES.has(role)) return []
  const implied = all.filter((field) => field.typeName === type && otherSideOf(field, all) === undefined).map(impliedBy)
  return [...own, ...implied].filter((field) => {
    const target = draft.types.get(field.typeName)?.role?.is
    const shared = target !== undefined && SHARED_ROLES.has(target)
    // What is only inferred decides nothing.
    return field.relation.lineage === 'UPSTREAM' && !field.relation.inferred && !shared && !isMarked(otherSideOf(field, all))
  })
}

/** Types that can belong to an order, Order first: those from which belonging leads to it in any number of steps. */
export const typesInOrder = (draft: SdlDraft, all: readonly RelationField[]): readonly string[] => {
  const reached = new Set([...draft.types.values()].filter((type) => type.role?.is === 'ORDER' || type === orderOf(draft)).map((type) => type.name))
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
    if (!kinds.has(id)) kinds.set(id, Object.freeze({ id, ...edgeOf(field), flow: flowOf(field), ...(child ? { child } : {}), inferred: inferred.has(id) }))
  }
  return kinds
}

export const buildRelation = (field: RelationField, kinds: ReadonlyMap<string, EdgeKind>): Relation => {
  const kind = kinds.get(edgeIdOf(field)) ?? { id: edgeIdOf(field), ...edgeOf(field), flow: flowOf(field), inferred: field.relation.inferred }
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

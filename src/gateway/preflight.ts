import {
  getArgumentValues, getNamedType, GraphQLError, isAbstractType, isCompositeType, isInterfaceType, isObjectType, Kind,
  type FieldNode, type GraphQLCompositeType, type GraphQLField, type GraphQLResolveInfo, type SelectionSetNode,
} from 'graphql'
import { planLineage } from '../plan/plan-lineage.ts'
import { chooseVersion } from '../plan/choose-version.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { Problem } from '../problems/problem.ts'
import { planList } from '../plan/plan-page.ts'
import { planClaimPage } from './resolvers/claim-resolvers.ts'
import { planVisitPage } from './resolvers/visit-resolvers.ts'
import type { WhereContext } from '../plan/where.ts'
import { planContext, type Planning } from './request-context.ts'

/** Name and version. */
type UsedDefinition = readonly [string, number]

interface Visit {
  readonly context: WhereContext
  readonly now: Instant
  readonly info: GraphQLResolveInfo
  /** A field node has one meaning wherever its fragment is spread, so it is looked at once. */
  readonly seen: Set<FieldNode>
}

/** Refuses what is asked wrongly anywhere below a root field: bounds, cursors, names in filters. What an inner field asks of an order is known before the order is read. Versions must be in force `at`; answers the definitions that filters speak of. */
export const preflight = (planning: Planning, info: GraphQLResolveInfo, now: Instant, at: Instant): readonly UsedDefinition[] => {
  const used: UsedDefinition[] = []
  const type = getNamedType(info.returnType)
  const visit: Visit = { context: planContext(planning, at, (name, version) => used.push([name, version])), now, info, seen: new Set() }
  if (isCompositeType(type)) for (const node of info.fieldNodes) visitSelections(visit, node.selectionSet, type, [node.alias?.value ?? node.name.value])
  return used
}

const visitSelections = (visit: Visit, selections: SelectionSetNode | undefined, type: GraphQLCompositeType, path: readonly string[]): void => {
  for (const selection of selections?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      visitField(visit, selection, type, path)
      continue
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : visit.info.fragments[selection.name.value]
    const of = fragment?.typeCondition === undefined ? type : visit.info.schema.getType(fragment.typeCondition.name.value)
    if (fragment !== undefined && isCompositeType(of)) visitSelections(visit, fragment.selectionSet, of, path)
  }
}

const visitField = (visit: Visit, node: FieldNode, type: GraphQLCompositeType, above: readonly string[]): void => {
  if (visit.seen.has(node)) return
  visit.seen.add(node)
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
  if (field === undefined) return
  const path = [...above, node.alias?.value ?? node.name.value]
  try {
    checkField(visit, node, type, field)
  } catch (error) {
    if (error instanceof Problem) throw new GraphQLError(error.message, { nodes: node, path, originalError: error })
    throw error
  }
  const below = getNamedType(field.type)
  if (isCompositeType(below)) visitSelections(visit, node.selectionSet, below, path)
}

const checkField = ({ context, now, info }: Visit, node: FieldNode, owner: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): void => {
  if (field.args.length === 0) return
  const args = getArgumentValues(field, node, info.variableValues)
  const returned = getNamedType(field.type)
  if (returned.name === 'Lineage') planLineage({ ...context, at: now }, ['any'], { ...args, after: undefined })
  if (returned.name === 'ClaimConnection') planClaimPage(context, field.name, args, false)
  // Those of a state graph are bound to its arguments, which are not known here.
  if (returned.name === 'StateVisitConnection' && owner.name !== 'StateGraph') planVisitPage(context, field.name, args)
  if (returned.name === 'Verdict') chooseVersion(context.model, String(args['definition']), typeof args['version'] === 'number' ? args['version'] : undefined, context.at)
  const relation = isAbstractType(owner) ? undefined : context.model.types.get(owner.name)?.relations.get(field.name)
  const target = relation?.many === true ? context.model.types.get(relation.target) : undefined
  if (relation !== undefined && target !== undefined) planList(context, { type: target, over: relation, arguments: args, asked: [] })
}

import {
  getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, isAbstractType, Kind, typeFromAST,
  type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo, type NamedTypeNode, type SelectionSetNode,
} from 'graphql'

export type Operation = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

/** The fields that selections ask of an object of `type`, by response key in the order of the question: fragments merged, @skip and @include honoured. */
export const collectFields = (operation: Operation, type: GraphQLObjectType, selectionSets: Iterable<SelectionSetNode | undefined>): ReadonlyMap<string, readonly FieldNode[]> => {
  const fields = new Map<string, FieldNode[]>()
  const spread = new Set<string>()
  for (const selections of selectionSets) if (selections !== undefined) collect(operation, type, selections, fields, spread)
  return fields
}

const collect = (operation: Operation, type: GraphQLObjectType, { selections }: SelectionSetNode, fields: Map<string, FieldNode[]>, spread: Set<string>): void => {
  for (const selection of selections) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, operation.variableValues)?.['if'] === true) continue
    if (getDirectiveValues(GraphQLIncludeDirective, selection, operation.variableValues)?.['if'] === false) continue
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value
      const nodes = fields.get(key)
      if (nodes === undefined) fields.set(key, [selection])
      else nodes.push(selection)
      continue
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (spread.has(selection.name.value)) continue
      spread.add(selection.name.value)
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : operation.fragments[selection.name.value]
    if (fragment !== undefined && concerns(operation, fragment.typeCondition, type)) collect(operation, type, fragment.selectionSet, fields, spread)
  }
}

const concerns = (operation: Operation, condition: NamedTypeNode | undefined, type: GraphQLObjectType): boolean => {
  if (condition === undefined) return true
  const of = typeFromAST(operation.schema, condition)
  return of === type || (of !== undefined && isAbstractType(of) && operation.schema.isSubType(of, type))
}

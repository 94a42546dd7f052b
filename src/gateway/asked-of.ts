import {
  getArgumentValues, getDirectiveValues, getNamedType, GraphQLIncludeDirective, GraphQLSkipDirective, isAbstractType, isObjectType, Kind, typeFromAST,
  type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo, type SelectionSetNode,
} from 'graphql'
import type { Asked } from '../plan/asked.ts'

type Operation = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

/** What the question asks of an object of `type` below these fields: fragments merged, @skip and @include honoured, the rest as plain data. */
export const askedOf = (operation: Operation, fields: readonly FieldNode[], type: GraphQLObjectType): readonly Asked[] => {
  const grouped = new Map<string, FieldNode[]>()
  for (const { selectionSet } of fields) if (selectionSet !== undefined) collect(operation, selectionSet, type, grouped)
  return [...grouped.values()].flatMap((nodes) => askedField(operation, nodes, type))
}

/** The field nodes below these fields by a path of field names, whatever their aliases. */
export const nodesBelow = (operation: Operation, fields: readonly FieldNode[], type: GraphQLObjectType, name: string): readonly FieldNode[] => {
  const grouped = new Map<string, FieldNode[]>()
  for (const { selectionSet } of fields) if (selectionSet !== undefined) collect(operation, selectionSet, type, grouped)
  return [...grouped.values()].flat().filter((node) => node.name.value === name)
}

const askedField = (operation: Operation, nodes: readonly FieldNode[], type: GraphQLObjectType): readonly Asked[] => {
  const [node] = nodes
  const field = node === undefined ? undefined : type.getFields()[node.name.value]
  if (node === undefined || field === undefined) return []
  const of = getNamedType(field.type)
  return [{
    name: node.name.value,
    arguments: getArgumentValues(field, node, operation.variableValues),
    below: isObjectType(of) ? askedOf(operation, nodes, of) : [],
  }]
}

const collect = (operation: Operation, selections: SelectionSetNode, type: GraphQLObjectType, grouped: Map<string, FieldNode[]>): void => {
  for (const selection of selections.selections) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, operation.variableValues)?.['if'] === true) continue
    if (getDirectiveValues(GraphQLIncludeDirective, selection, operation.variableValues)?.['if'] === false) continue
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value
      const nodes = grouped.get(key)
      if (nodes === undefined) grouped.set(key, [selection])
      else nodes.push(selection)
      continue
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : operation.fragments[selection.name.value]
    if (fragment !== undefined && concerns(operation, fragment.typeCondition, type)) collect(operation, fragment.selectionSet, type, grouped)
  }
}

const concerns = (operation: Operation, condition: Parameters<typeof typeFromAST>[1] | undefined, type: GraphQLObjectType): boolean => {
  if (condition === undefined) return true
  const of = typeFromAST(operation.schema, condition as Parameters<typeof typeFromAST>[1])
  return of === type || (of !== undefined && isAbstractType(of) && operation.schema.isSubType(of, type))
}

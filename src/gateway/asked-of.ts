import { getArgumentValues, getNamedType, isObjectType, type FieldNode, type GraphQLObjectType } from 'graphql'
import type { Asked } from '../plan/asked.ts'
import { collectFields, type Operation } from './execute/collect-fields.ts'

/** What the question asks of an object of `type` below these fields: fragments merged, @skip and @include honoured, the rest as plain data. */
export const askedOf = (operation: Operation, fields: readonly FieldNode[], type: GraphQLObjectType): readonly Asked[] =>
  [...below(operation, fields, type).values()].flatMap((nodes) => askedField(operation, nodes, type))

/** The field nodes below these fields by a path of field names, whatever their aliases. */
export const nodesBelow = (operation: Operation, fields: readonly FieldNode[], type: GraphQLObjectType, name: string): readonly FieldNode[] =>
  [...below(operation, fields, type).values()].flat().filter((node) => node.name.value === name)

const below = (operation: Operation, fields: readonly FieldNode[], type: GraphQLObjectType) => collectFields(operation, type, fields.map(({ selectionSet }) => selectionSet))

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

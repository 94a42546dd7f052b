import { getNamedType, GraphQLError, Kind, parse, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema, type ValueNode } from 'graphql'

/** Inputs whose field `definition` names one; such a field of another is the model's. */
const OF_VERDICTS = new Set(['VerdictFilter', 'VerdictSort'])

const read = (query: string): DocumentNode | undefined => {
  try {
    return parse(query)
  } catch (error) {
    // osl check says what is wrong with it.
    if (error instanceof GraphQLError) return undefined
    throw error
  }
}

/** Definitions that a question names where names of definitions stand: in arguments, in filters and sorts by verdicts, in what its variables are by default. */
export const definitionsNamed = (schema: GraphQLSchema, query: string): ReadonlySet<string> => {
  const named = new Set<string>()
  const document = read(query)
  if (document === undefined) return named
  const defaults = new Map<string, ValueNode[]>()
  visit(document, { VariableDefinition: ({ variable, defaultValue }) => { if (defaultValue !== undefined) defaults.set(variable.name.value, [...defaults.get(variable.name.value) ?? [], defaultValue]) } })
  const take = (value: ValueNode): void => {
    if (value.kind === Kind.STRING) named.add(value.value)
    if (value.kind === Kind.VARIABLE) defaults.get(value.name.value)?.forEach(take)
    if (value.kind === Kind.LIST) value.values.forEach(take)
    if (value.kind === Kind.OBJECT) value.fields.forEach((field) => { take(field.value) })
  }
  const types = new TypeInfo(schema)
  visit(document, visitWithTypeInfo(types, {
    Argument: ({ name, value }) => {
      const isItsName = types.getParentType()?.name === 'Query' && types.getFieldDef()?.name === 'definition' && name.value === 'name'
      if (name.value === 'definition' || isItsName) take(value)
    },
    ObjectField: ({ name, value }) => { if (name.value === 'definition' && OF_VERDICTS.has(getNamedType(types.getParentInputType())?.name ?? '')) take(value) },
  }))
  return named
}

import {
  execute, getArgumentValues, getOperationAST, getVariableValues, GraphQLError, Kind, OperationTypeNode, visit,
  type ASTNode, type DocumentNode, type ExecutionResult, type FragmentDefinitionNode, type GraphQLSchema,
} from 'graphql'
import { oncePerQuestion, type RequestContext } from '../request-context.ts'
import { collectFields } from './collect-fields.ts'
import { answerFields, compileField, type CompiledField, type OperationInfo } from './compile-fields.ts'
import { Run } from './run.ts'

export interface Asked {
  readonly document: DocumentNode
  readonly operationName: string | null | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
  readonly context: RequestContext
}

/**
 * Answers an operation by fields that were compiled when its text was first asked, as graphql-js would. Introspection and what names no
 * operation to run goes to graphql-js itself.
 */
export const executeOperation = async (schema: GraphQLSchema, asked: Asked): Promise<ExecutionResult> => {
  const { document, operationName, variables, context } = asked
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== OperationTypeNode.QUERY) return executePlainly(schema, asked)
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 50 })
  if (coerced.errors !== undefined) return { errors: coerced.errors }
  const info: OperationInfo = { schema, fragments: fragmentsOf(document), rootValue: undefined, operation, variableValues: coerced.coerced }
  const fields = compileOnce(context, info)
  return fields === 'unusual' ? executePlainly(schema, asked) : runFields(context, info, fields)
}

/** The road through graphql-js alone. */
export const executePlainly = async (schema: GraphQLSchema, { document, operationName, variables, context }: Asked): Promise<ExecutionResult> =>
  execute({ schema, document, operationName, variableValues: variables, contextValue: context })

const fragmentsOf = (document: DocumentNode): OperationInfo['fragments'] =>
  Object.fromEntries(document.definitions.filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]))

const COMPILED = 'compiled'

const compileOnce = (context: RequestContext, info: OperationInfo): readonly CompiledField[] | 'unusual' => {
  const plans = oncePerQuestion(context, info.operation, () => context.plans.plansOf(info, context.model, context.now))
  const known = plans.get(COMPILED) as readonly CompiledField[] | 'unusual' | undefined
  if (known !== undefined) return known
  const compiled = compileRoot({ ...info, variableValues: context.plans.shapingValues(info) })
  plans.set(COMPILED, compiled)
  return compiled
}

const compileRoot = (info: OperationInfo): readonly CompiledField[] | 'unusual' => {
  const root = info.schema.getQueryType()
  if (root === null || root === undefined || isUnusual([info.operation, ...Object.values(info.fragments)])) return 'unusual'
  return [...collectFields(info, root, [info.operation.selectionSet])].flatMap(([key, nodes]) => compileField(info, root, nodes, { prev: undefined, key, typename: root.name }))
}

/** Introspection, and the one alias that is no plain key of an object. */
const isUnusual = (definitions: readonly ASTNode[]): boolean => {
  let unusual = false
  for (const definition of definitions) {
    visit(definition, { Field: ({ name, alias }) => {
      unusual ||= (name.value.startsWith('__') && name.value !== '__typename') || alias?.value === '__proto__'
    } })
  }
  return unusual
}

const runFields = async (context: RequestContext, info: OperationInfo, fields: readonly CompiledField[]): Promise<ExecutionResult> => {
  const run = new Run(context)
  try {
    const data = await answerFields(run, fields.map((field) => forThisQuestion(info, field)), undefined, undefined) as Record<string, unknown>
    return run.errors.length === 0 ? { data } : { errors: run.errors, data }
  } catch (error) {
    run.nullify(error instanceof GraphQLError ? error : new GraphQLError(String(error)), undefined)
    return { errors: run.errors, data: null }
  }
}

/** Variables that stand in arguments of the root alone differ from question to question. */
const forThisQuestion = ({ variableValues }: OperationInfo, field: CompiledField): CompiledField => {
  const [node] = field.nodes
  const definition = field.info?.parentType.getFields()[field.info.fieldName]
  if (node === undefined || definition === undefined) return field
  return { ...field, info: { ...field.info, variableValues }, argumentsFor: () => getArgumentValues(definition, node, variableValues) }
}

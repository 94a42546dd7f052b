import {
  defaultFieldResolver, getArgumentValues, getNullableType, isLeafType, isNonNullType,
  type FieldNode, type GraphQLField, type GraphQLObjectType, type GraphQLResolveInfo,
} from 'graphql'
import type { Args, Resolver } from '../request-context.ts'
import { collectFields } from './collect-fields.ts'
import { allOf, compileCompletion, type CompileObject, type Complete } from './compile-completion.ts'
import type { Place, Run } from './run.ts'

type Path = GraphQLResolveInfo['path']
export type OperationInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'rootValue' | 'operation' | 'variableValues'>

/** A field of the question, ready to be answered for any number of rows. */
export interface CompiledField {
  readonly key: string
  readonly nodes: readonly FieldNode[]
  readonly required: boolean
  /** Nothing stands below it, so that its place is worth making only when it fails. */
  readonly leaf: boolean
  /** Its arguments are the same for every row: variables that stand in them are part of what the operation is kept by. */
  readonly argumentsFor: () => Args
  readonly resolve: Resolver<unknown>
  /** Its path holds no places in lists, since it is the same for every row. */
  readonly info: GraphQLResolveInfo
  readonly complete: Complete
}

/** The fields that are asked of a type below these nodes, in the order of the question. */
const compileFields = (operation: OperationInfo, type: GraphQLObjectType, nodes: readonly FieldNode[], path: Path | undefined): readonly CompiledField[] => {
  const collected = collectFields(operation, type, nodes.map(({ selectionSet }) => selectionSet))
  return [...collected].flatMap(([key, fieldNodes]) => compileField(operation, type, fieldNodes, { prev: path, key, typename: type.name }))
}

export const compileField = (operation: OperationInfo, type: GraphQLObjectType, nodes: readonly FieldNode[], path: Path): readonly CompiledField[] => {
  const [node] = nodes
  const key = String(path.key)
  const name = node?.name.value ?? ''
  if (name === '__typename') return [{ ...TYPENAME, key, nodes, resolve: () => type.name }]
  const field = type.getFields()[name]
  if (node === undefined || field === undefined) return []
  const info: GraphQLResolveInfo = { ...operation, fieldName: name, fieldNodes: nodes, returnType: field.type, parentType: type, path }
  return [{
    key, nodes, info,
    required: isNonNullType(field.type),
    leaf: isLeafType(getNullableType(field.type)),
    argumentsFor: argumentsOnce(field, node, operation.variableValues),
    resolve: (field.resolve ?? defaultFieldResolver) as Resolver<unknown>,
    complete: compileCompletion(field.type, info, compileObject).complete,
  }]
}

/** What is asked below a field is compiled when the first object arrives. */
const compileObject: CompileObject = (type, info) => {
  let compiled: readonly CompiledField[] | undefined
  const fields = (): readonly CompiledField[] => compiled ??= compileFields(info, type, info.fieldNodes, info.path)
  let reading: readonly CompiledField[] | undefined
  return {
    complete: (run, value, place) => answerFields(run, fields(), value, place),
    readAhead: (run, values) => {
      if (values.length === 0) return undefined
      reading ??= fields().filter(({ resolve }) => resolve.readAhead !== undefined)
      return allOf(reading.map(({ resolve, info: own }) => resolve.readAhead?.(values, run.context, own)))
    },
  }
}

const TYPENAME: Omit<CompiledField, 'key' | 'nodes' | 'resolve'> = {
  required: true, leaf: true, argumentsFor: () => ({}), complete: (_run, value) => value,
  // No resolver of ours looks at it.
  info: undefined as unknown as GraphQLResolveInfo,
}

const argumentsOnce = (field: GraphQLField<unknown, unknown>, node: FieldNode, variables: OperationInfo['variableValues']): (() => Args) => {
  if (field.args.length === 0) return () => NONE
  let known: Args | undefined
  return () => (known ??= getArgumentValues(field, node, variables))
}
const NONE: Args = {}

/** An object of the answer: every field of it, in the order of the question. */
export const answerFields = (run: Run, fields: readonly CompiledField[], source: unknown, place: Place | undefined): unknown => {
  const answer: Record<string, unknown> = {}
  let pending: Promise<void>[] | undefined
  try {
    for (const field of fields) {
      const value = answerField(run, field, source, place)
      answer[field.key] = value
      if (value instanceof Promise) {
        pending ??= []
        pending.push(putWhenThere(answer, field.key, value))
      }
    }
  } catch (error) {
    if (pending === undefined) throw error
    return failWhenAllThere(error, pending)
  }
  return pending === undefined ? answer : answerWhenAllThere(answer, pending)
}

const answerField = (run: Run, field: CompiledField, source: unknown, before: Place | undefined): unknown => {
  const place = field.leaf ? undefined : { before, key: field.key }
  try {
    const found = field.resolve(source, field.argumentsFor(), run.context, field.info)
    const value = isThenable(found) ? completeLater(run, field, found, place) : field.complete(run, found, place)
    return value instanceof Promise ? value.catch(failing(run, field, place ?? { before, key: field.key })) : value
  } catch (raw) {
    return failing(run, field, place ?? { before, key: field.key })(raw)
  }
}

// What waits stands apart: a function that makes others costs every call of it, and most fields wait for nothing.
const putWhenThere = async (answer: Record<string, unknown>, key: string, value: Promise<unknown>): Promise<void> => {
  answer[key] = await value
}
const answerWhenAllThere = async (answer: unknown, pending: readonly Promise<void>[]): Promise<unknown> => {
  await Promise.all(pending)
  return answer
}
const failWhenAllThere = async (error: unknown, pending: readonly Promise<void>[]): Promise<never> => {
  await Promise.all(pending).catch(() => undefined)
  throw error
}
const completeLater = async (run: Run, { complete }: CompiledField, found: Promise<unknown>, place: Place | undefined): Promise<unknown> => complete(run, await found, place)
const failing = (run: Run, { nodes, required }: CompiledField, place: Place) => (raw: unknown): null => run.fail(raw, nodes, place, required)

const isThenable = (value: unknown): value is Promise<unknown> => value instanceof Promise

import {
  GraphQLError, GraphQLBoolean, GraphQLID, GraphQLString, isLeafType, isListType, isNonNullType, isObjectType,
  type GraphQLAbstractType, type GraphQLLeafType, type GraphQLList, type GraphQLObjectType, type GraphQLOutputType, type GraphQLResolveInfo,
} from 'graphql'
import type { Place, Run } from './run.ts'

/** A resolved value as it stands in the answer, or a promise of it; throws what GraphQL calls a field error. What has nothing below it needs no place. */
export type Complete = (run: Run, value: unknown, place: Place | undefined) => unknown

/** How objects of a type are answered below a field. */
export type CompileObject = (type: GraphQLObjectType, info: GraphQLResolveInfo) => Complete

export const compileCompletion = (type: GraphQLOutputType, info: GraphQLResolveInfo, compileObject: CompileObject): Complete => {
  if (isNonNullType(type)) return completeRequired(compileCompletion(type.ofType as GraphQLOutputType, info, compileObject), info)
  const complete = isListType(type) ? completeList(type, info, compileObject) : isLeafType(type) ? completeLeaf(type) : isObjectType(type) ? compileObject(type, info) : completeAbstract(type, info, compileObject)
  return (run, value, place) => {
    if (value === null || value === undefined) return null
    if (value instanceof Error) throw value
    return complete(run, value, place)
  }
}

const completeRequired = (complete: Complete, { parentType, fieldName }: GraphQLResolveInfo): Complete => {
  const present = (value: unknown): unknown => {
    if (value === null) throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${fieldName}.`)
    return value
  }
  return (run, value, place) => {
    const completed = complete(run, value, place)
    return completed instanceof Promise ? completed.then(present) : present(completed)
  }
}

/** Texts and truths are answered as they are; a type's own `serialize` has the rest. */
const completeLeaf = (type: GraphQLLeafType): Complete => {
  const asItIs = type === GraphQLString || type === GraphQLID ? 'string' : type === GraphQLBoolean ? 'boolean' : undefined
  return (_run, value) => {
    if (typeof value === asItIs) return value
    const written: unknown = type.serialize(value)
    if (written === null || written === undefined) throw new Error(`Expected \`${type.name}.serialize\` to return non-nullable value, returned: ${String(written)}`)
    return written
  }
}

const completeList = (type: GraphQLList<GraphQLOutputType>, info: GraphQLResolveInfo, compileObject: CompileObject): Complete => {
  const complete = compileCompletion(type.ofType, info, compileObject)
  const required = isNonNullType(type.ofType)
  const { fieldNodes } = info
  const completeItem = (run: Run, item: unknown, place: Place): unknown => {
    try {
      const value = item instanceof Promise ? item.then((settled) => complete(run, settled, place)) : complete(run, item, place)
      return value instanceof Promise ? value.catch((raw: unknown) => run.fail(raw, fieldNodes, place, required)) : value
    } catch (raw) {
      return run.fail(raw, fieldNodes, place, required)
    }
  }
  return (run, value, before) => {
    if (typeof value !== 'object' || !(Symbol.iterator in (value as object))) throw new GraphQLError(`Expected Iterable, but did not find one for field "${info.parentType.name}.${info.fieldName}".`)
    const completed = Array.from(value as Iterable<unknown>, (item, key) => completeItem(run, item, { before, key }))
    return completed.some((item) => item instanceof Promise) ? Promise.all(completed) : completed
  }
}

const completeAbstract = (type: GraphQLAbstractType, info: GraphQLResolveInfo, compileObject: CompileObject): Complete => {
  const byName = new Map<string, Complete>()
  const completionOf = (name: string): Complete => {
    const known = byName.get(name)
    if (known !== undefined) return known
    const object = info.schema.getType(name)
    if (!isObjectType(object) || !info.schema.isSubType(type, object)) throw new GraphQLError(`Abstract type "${type.name}" was resolved to a type "${name}" that is none of its possible types.`, { nodes: info.fieldNodes })
    const complete = compileObject(object, info)
    byName.set(name, complete)
    return complete
  }
  return (run, value, place) => completionOf(String(type.resolveType?.(value, run.context, info, type)))(run, value, place)
}

import {
  GraphQLError, GraphQLBoolean, GraphQLID, GraphQLString, isLeafType, isListType, isNonNullType, isObjectType,
  type GraphQLAbstractType, type GraphQLLeafType, type GraphQLList, type GraphQLObjectType, type GraphQLOutputType, type GraphQLResolveInfo,
} from 'graphql'
import type { Place, Run } from './run.ts'

/** A resolved value as it stands in the answer, or a promise of it; throws what GraphQL calls a field error. What has nothing below it needs no place. */
export type Complete = (run: Run, value: unknown, place: Place | undefined) => unknown

export interface Completion {
  readonly complete: Complete
  /** Reads what fields below will want for all these values, before any is completed; of a list those that are there. */
  readonly readAhead?: (run: Run, values: readonly unknown[]) => Promise<unknown> | undefined
}

/** How objects of a type are answered below a field. */
export type CompileObject = (type: GraphQLObjectType, info: GraphQLResolveInfo) => Required<Completion>

export const compileCompletion = (type: GraphQLOutputType, info: GraphQLResolveInfo, compileObject: CompileObject): Completion => {
  if (isNonNullType(type)) {
    const of = compileCompletion(type.ofType as GraphQLOutputType, info, compileObject)
    return { ...of, complete: completeRequired(of.complete, info) }
  }
  const of: Completion = isListType(type) ? { complete: completeList(type, info, compileObject) } : isLeafType(type) ? { complete: completeLeaf(type) } : isObjectType(type) ? compileObject(type, info) : completeAbstract(type, info, compileObject)
  const { complete } = of
  return { ...of, complete: (run, value, place) => {
    if (value === null || value === undefined) return null
    if (value instanceof Error) throw value
    return complete(run, value, place)
  } }
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
  const { complete, readAhead } = compileCompletion(type.ofType, info, compileObject)
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
  const completeAll = (run: Run, items: readonly unknown[], before: Place | undefined): unknown => {
    const completed = items.map((item, key) => completeItem(run, item, { before, key }))
    return completed.some((item) => item instanceof Promise) ? Promise.all(completed) : completed
  }
  return (run, value, before) => {
    if (typeof value !== 'object' || !(Symbol.iterator in (value as object))) throw new GraphQLError(`Expected Iterable, but did not find one for field "${info.parentType.name}.${info.fieldName}".`)
    const items = Array.isArray(value) ? value as readonly unknown[] : [...value as Iterable<unknown>]
    const reading = readAhead?.(run, items.filter(isThere))
    return reading === undefined ? completeAll(run, items, before) : reading.then(() => completeAll(run, items, before))
  }
}

const completeAbstract = (type: GraphQLAbstractType, info: GraphQLResolveInfo, compileObject: CompileObject): Required<Completion> => {
  const byName = new Map<string, Required<Completion>>()
  const completionOf = (run: Run, value: unknown): Required<Completion> => {
    const name = String(type.resolveType?.(value, run.context, info, type))
    const known = byName.get(name)
    if (known !== undefined) return known
    const object = info.schema.getType(name)
    if (!isObjectType(object) || !info.schema.isSubType(type, object)) throw new GraphQLError(`Abstract type "${type.name}" was resolved to a type "${name}" that is none of its possible types.`, { nodes: info.fieldNodes })
    const of = compileObject(object, info)
    byName.set(name, of)
    return of
  }
  return {
    complete: (run, value, place) => completionOf(run, value).complete(run, value, place),
    readAhead: (run, values) => allOf([...Map.groupBy(values, (value) => completionOf(run, value))].map(([of, those]) => of.readAhead(run, those))),
  }
}

/** Neither null nor failed nor still waited for. */
const isThere = (value: unknown): boolean => value !== null && value !== undefined && !(value instanceof Error) && !(value instanceof Promise)

/** Undefined when none of them waits. */
export const allOf = (reading: readonly (Promise<unknown> | undefined)[]): Promise<unknown> | undefined => {
  const waiting = reading.filter((one) => one !== undefined)
  return waiting.length === 0 ? undefined : Promise.all(waiting)
}

import type { ExpressionProblem, StaticType } from './expression.ts'
import type { Environment } from './environments.ts'
import type { Syntax } from './parse-expression.ts'
import { isList, isMap, isNumber, isObject, type Scalar } from './static-types.ts'
import type { Local, Typed } from './typed-tree.ts'

/** What the checks of the different kinds of node share. Undefined instead of a tree: a problem is noted, and what stands around is checked all the same. */
export interface Checker {
  readonly text: string
  readonly environment: Environment
  /** Iteration variables of the macros around, innermost last. */
  readonly locals: readonly Local[]
  readonly check: (node: Syntax, checker: Checker) => Typed | undefined
  readonly problems: ExpressionProblem[]
}
export interface Place {
  readonly start: number
  readonly end: number
}

export const refuse = (checker: Checker, place: Place, message: string): undefined => {
  checker.problems.push({ message, start: place.start, end: place.end })
}

export const didYouMean = (nearest: readonly string[]): string => (nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`)

/** `tree` read as `to`. The caller has seen that it can be: dyn as anything, a number as a wider one. */
export const adapt = (tree: Typed, to: Scalar | 'list'): Typed => {
  if (to === 'dyn' || tree.type === to) return tree
  if (tree.op === 'literal' && tree.type === 'int' && to === 'double') return { ...tree, type: to }
  return { op: 'adapt', to, of: tree, type: to === 'list' ? { list: 'dyn' } : to, start: tree.start, end: tree.end }
}

/** The tree as a bool, for the places that take nothing else. */
export const asBool = (checker: Checker, tree: Typed | undefined, what: string): Typed | undefined => {
  if (tree === undefined || tree.type === 'bool') return tree
  if (tree.type === 'dyn') return adapt(tree, 'bool')
  return refuse(checker, tree, `${what} must be bool, this is ${typeName(tree.type)}.`)
}

/** A type in the words of a message. */
export const typeName = (type: StaticType): string => {
  if (isList(type)) return `a list of ${typeName(type.list)}`
  if (isMap(type)) return 'a map'
  if (isObject(type)) return `an object (${type.object})`
  return type
}

/** The conversions that would make a dyn one thing, for hints. */
export const conversionHint = (type: StaticType): string => (isNumber(type) || type === 'dyn' ? 'int(…), double(…) or decimal(…)' : `${typeof type === 'string' ? type : 'string'}(…)`)
